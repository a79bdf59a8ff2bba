"""The head of a proposition's predicate, and whether the proposition is negated."""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.reading.clauses import AUXILIARIES, Words, is_adverb, is_event_noun, main_verb

_BE = frozenset({"is", "are", "was", "were", "am", "be", "been", "being", "isn", "aren", "wasn", "weren"})
_HAVE = frozenset({"has", "have", "had", "hasn", "haven", "hadn", "having"})
_PARTICIPLES = frozenset(
    "killed shot hit held taken given made found known seen said told left kept brought "  # noqa: SIM905
    "written built broken drawn sent lost paid put set cut led met won struck hurt "
    "begun chosen driven fallen forbidden forgotten frozen grown hidden risen shaken "
    "shown spoken stolen sworn thrown torn worn beaten born caught fought sold spent "
    "withdrawn overthrown overtaken undertaken thought felt bought taught sought become "
    "gone done come run split spread shut burnt bound dealt dug fed fled flown hung "
    "laid lit ridden sunk swept understood upheld wounded".split()
)
_NOT = frozenset({"not", "never", "cannot", "nor", "neither"})
_CONTRACTED = frozenset(
    "isn aren wasn weren hasn haven hadn don doesn didn won wouldn couldn shouldn mustn "  # noqa: SIM905
    "needn".split()
)
_NO = frozenset({"no", "none", "nobody", "nothing", "nowhere", "neither"})
_AFTER = 3  # words after the predicate in which "no" denies it ("found no trace")
_CHAIN = 6  # words from the first auxiliary to the verb


def event_of(words: Words, found: Sequence[int]) -> int | None:
    """The word that says what happens: the verb, or else an event noun; None where neither is seen."""
    verb = main_verb(words, found)
    if verb is None:
        verb = next((k for k in found if words.finite[k]), None)
    if verb is not None:
        return _lexical(words, found, verb)
    opener = next((k for k in found[:3] if words.lower[k].endswith("ing") and len(words.lower[k]) > 4), None)
    return opener or next((k for k in found if is_event_noun(words.lower[k])), None)


def _lexical(words: Words, found: Sequence[int], verb: int) -> int:
    """The verb that an auxiliary leads to: "had not been seen" gives "seen"; a copula stays."""
    if words.lower[verb] not in AUXILIARIES:
        return _after_failing(words, found, verb)
    at = found.index(verb)
    last, be = words.lower[verb], verb
    for k in found[at + 1 : at + _CHAIN]:
        word = words.lower[k]
        if word in _BE or word in _HAVE:
            last, be = word, k
        elif (
            word in _NOT
            or is_adverb(word)
            or word in {"t", "’", "'", "also", "already", "still", "now", "to"}
        ):
            continue
        elif last in _BE or last in _HAVE:
            return k if _participle(word) else be
        else:
            return _after_failing(words, found, k) if word.isalpha() else verb
    return be


def _participle(word: str) -> bool:
    return word in _PARTICIPLES or word.endswith(("ed", "ing"))


def _after_failing(words: Words, found: Sequence[int], verb: int) -> int:
    """ "failed to reply" is of a reply."""
    at = found.index(verb)
    if _fails(words.lower[verb]) and at + 2 < len(found) and words.lower[found[at + 1]] == "to":
        return found[at + 2]
    return verb


def _fails(word: str) -> bool:
    return word in {"failed", "fails", "fail", "failing"}


def is_negated(words: Words, found: Sequence[int], event: int | None) -> bool:
    """Whether the predicate is denied: not, never, nobody, no longer, failed to; or it opens with without."""
    lower = words.lower
    if lower[found[0]] == "without":
        return True
    if event is None:
        return lower[found[0]] in _NO
    at = found.index(event)
    for n, k in enumerate(found[:at]):
        following = lower[found[n + 1]]
        if (lower[k] in _NOT or lower[k] in _CONTRACTED) and following != "only":
            return True
        if lower[k] in _NO or (following == "to" and _fails(lower[k])):
            return True
    after = [lower[k] for k in found[at : at + 1 + _AFTER]]
    return bool(_NO.intersection(after)) or (bool(_NOT.intersection(after[:2])) and "only" not in after)
