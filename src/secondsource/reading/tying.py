"""Units tied to clauses: what cannot stand alone goes with what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.reading import clauses
from secondsource.reading.clauses import Unit, Words
from secondsource.reading.frames import SAYING

# What is done with a unit of a kind, after a comma or the like and without one; else it is attached.
_ACTION = {
    "but": ("own", "own"), "relative": ("own", "own"), "subordinate": ("own", "own"),
    "event": ("own", "own"), "gerund": ("own", "attach"), "participle": ("own", "attach"),
    "clause": ("own", "own"), "that": ("own", "own"), "according": ("drop", "drop"),
}  # fmt: skip
_LEAST = 3  # words of a unit that is a clause of its own
DEPENDENT = frozenset({"subordinate", "gerund", "event", "condition"})  # they hang on another clause
_LEADING = frozenset({"and", "but", "or", "that", "so", "yet", "nor", "however"})
_LOOSE = frozenset(",;:–—-.")
# Nouns and adjectives whose "that" opens what is thought or feared, not more about a thing.
_HEADS = frozenset(
    "fact claim report reports allegation allegations possibility belief fear fears "  # noqa: SIM905
    "hope idea sign signs evidence news view doubt so clear unclear sure confident "
    "certain worried aware convinced true likely".split()
)
_SUBJECT = 10  # words of a subject that is taken along
_PREFACE = 20  # words of an attribution that ends in a word of saying
_LOOSE_PREFACE = 12  # of one that goes on after it


@dataclass(slots=True)
class Clause:
    """Units that stand or fall together. partial: what is said, thought or denied is another clause."""

    kind: str
    units: list[Unit]
    partial: bool = False

    def words(self) -> list[int]:
        """Its words in order."""
        found = [k for unit in self.units for k in unit]
        found.sort()
        return found

    def bare(self, words: Words) -> list[int]:
        """Its words without the marks and conjunctions that lead it in."""
        return _bare(words, self.words())

    def verb(self, words: Words) -> int | None:
        """Its first main verb."""
        found = (clauses.main_verb(words, unit) for unit in self.units)
        return next((k for k in found if k is not None), None)


def tied(words: Words, found: Sequence[Unit], told: Sequence[int]) -> list[Clause]:
    """The clauses of a sentence. told: words at which the content of a statement begins."""
    out: list[Clause] = []
    for unit in found:
        kind, mark = clauses.kind(words, unit)
        if not out:
            out.append(Clause(kind, [unit]))
            continue
        to = _open(words, out) if kind in {"verb", "participle"} else None
        if to is not None and (to < len(out) - 1 or kind == "verb"):
            out.append(out.pop(to))
            act = "attach"
        else:
            act = _action(words, out[-1], unit, kind, mark, told)
        if act in {"own", "content"}:
            out[-1].partial = out[-1].partial or act == "content"
            out.append(Clause(kind, [unit]))
        elif act == "frame":
            out[-1] = Clause(kind, [unit])
        elif act == "attach":
            out[-1].units.append(unit)
    return _with_subjects(words, out)


def _action(words: Words, last: Clause, unit: Unit, kind: str, mark: bool, told: Sequence[int]) -> str:
    carried = last.verb(words) is not None
    follows = last.units[-1][-1] + 1 == unit[0]
    act = _ACTION.get(kind, ("attach", "attach"))[0 if mark else 1]
    if kind == "and":
        act = "own" if carried and any(words.finite[k] for k in unit) else "attach"
    if kind in {"that", "clause", "other"} and follows and _only_attributes(words, last):
        return "frame"
    if kind in {"that", "clause"} and follows and _is_complement(words, last):
        return "content" if any(unit[0] <= k <= unit[0] + 2 for k in told) else "attach"
    if kind == "clause" and follows and (not carried or last.kind == "condition"):
        act = "attach"
    if last.kind == "event" and kind in {"clause", "participle", "other"}:
        act = "own"
    if act == "own" and kind != "but" and clauses.size(words, unit) < _LEAST:
        act = "attach"
    return act


def _open(words: Words, out: Sequence[Clause]) -> int | None:
    """The nearest clause that still lacks its verb: an interrupted subject."""
    for at in range(len(out) - 1, -1, -1):
        if out[at].kind not in DEPENDENT and out[at].verb(words) is None:
            return at
    return None


def _only_attributes(words: Words, clause: Clause) -> bool:
    """Whether a clause ends in a word of saying: its content follows, and the reader found no statement."""
    said = [words.lower[k] for k in clause.words() if words.proper[k]]
    if not said:
        return False
    if said[-1] in SAYING:
        return len(said) <= _PREFACE
    return len(said) <= _LOOSE_PREFACE and any(w in SAYING for w in said[-4:])


def _is_complement(words: Words, clause: Clause) -> bool:
    """Whether what follows a clause is what is known, denied or feared in it, by its last word."""
    last = next((k for k in reversed(clause.words()) if words.lower[k][0].isalnum()), None)
    return last is not None and (
        words.finite[last] or words.lower[last] in _HEADS or words.lower[last].endswith("ing")
    )


def _with_subjects(words: Words, made: list[Clause]) -> list[Clause]:
    """Predicates joined by "and" take along the subject that they share."""
    for n, clause in enumerate(made):
        if clause.kind != "and" or not n or not _lacks_subject(words, clause):
            continue
        before = next((c for c in reversed(made[:n]) if c.kind != "and" and c.verb(words) is not None), None)
        verb = before.verb(words) if before else None
        if before is None or verb is None:
            continue
        subject = _bare(words, [k for k in before.words() if k < verb])
        while subject and not words.lower[subject[-1]][0].isalnum():
            subject.pop()
        if subject and clauses.size(words, subject) <= _SUBJECT:
            clause.units = [subject, clause.bare(words)]
    return made


def _lacks_subject(words: Words, clause: Clause) -> bool:
    for k in clause.bare(words):
        if words.finite[k]:
            return True
        if not clauses.is_adverb(words.lower[k]):
            return False
    return False


def _bare(words: Words, found: list[int]) -> list[int]:
    at = 0
    while at < len(found) and (words.lower[found[at]] in _LEADING or words.lower[found[at]] in _LOOSE):
        at += 1
    return found[at:]
