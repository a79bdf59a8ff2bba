"""Two versions of a report compared: fields, figures, statements and text, and whether the change was open.

Figures and statements find each other by where they stand: the place of one is carried over to the other text
along the comparison of the texts. Pure functions of the two versions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from secondsource.ledger.kept import Kept
from secondsource.ledger.versions import moment
from secondsource.model import reasons
from secondsource.model.span import Span
from secondsource.model.statement import Reason
from secondsource.records.rows import NumberRow, ReadRow, ReasonRow, StatementRow
from secondsource.records.versions import (
    EditRow,
    Facet,
    FieldChangeRow,
    FigureChangeRow,
    SaidRow,
    StatementChangeRow,
    VersionChanges,
    WordEditRow,
)
from secondsource.text.difference import Difference, Edit, alike, difference
from secondsource.views.notes import new_notes

_FIELDS = ("title", "publisher", "byline", "dateline", "published", "language", "address", "record")
# Share of words in common from which statements are one: of one source at one place, of any, and elsewhere.
_OF_SOURCE, _AT_PLACE, _ELSEWHERE = 0.1, 0.3, 0.6
# Pairs of statements that are weighed without their place.
_PAIRS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two versions: its text, and its reading in force with the decisions, or None."""

    report: Kept
    text: str
    read: ReadRow | None


def compared(before: Side, after: Side, *, sure: bool = True) -> VersionChanges:
    """What was changed from a version to the next. sure: whether it is known which of them is older."""
    found = difference(before.text, after.text)
    changed = any(_has_words(edit, before.text, after.text) for edit in found.leaves())
    silent, why = _silence(before, after, sure=sure) if changed else (False, [])
    numbers: list[FigureChangeRow] = []
    statements: list[StatementChangeRow] = []
    if before.read is not None and after.read is not None:
        carry = Carried(found, before.text, after.text)
        numbers = figures(before.read["numbers"], after.read["numbers"], carry)
        statements = _statements(before.read, after.read, carry)
        why += _readers(before.read, after.read)
    return {
        "text_changed": changed,
        "silent": silent,
        "reasons": [reason_row(reason) for reason in why],
        "fields": [
            cast("FieldChangeRow", {"field": name, "before": one, "after": other})
            for name in _FIELDS
            if (one := getattr(before.report, name)) != (other := getattr(after.report, name))
        ],
        "numbers": numbers,
        "read": before.read is not None and after.read is not None,
        "kept": found.kept,
        "of": found.of,
        "statements": statements,
        "text": [_edit_row(edit, before.text, after.text) for edit in found.edits],
    }


def reason_row(reason: Reason) -> ReasonRow:
    """A reason with its words."""
    return {"code": reason.code, "values": list(reason.values), "text": reasons.words(reason)}


class Carried:
    """Places of the older text carried over to the newer one."""

    def __init__(self, found: Difference, before: str, after: str) -> None:
        self.before, self.after = before, after
        self.leaves = list(found.leaves())
        self.ends = [leaf.before.end for leaf in self.leaves]

    def span(self, start: int, end: int) -> Span:
        """Where the stretch that holds [start, end) stands in the newer text; empty where it was removed."""
        first = bisect_right(self.ends, start)
        low, high = None, 0
        for leaf in self.leaves[first:]:
            if leaf.before.start >= end and not (leaf.before.start == end and not len(leaf.before)):
                break
            stretch = self._within(leaf, start, end)
            low = stretch.start if low is None else low
            high = max(high, stretch.end)
        if low is None:
            low = self.leaves[first - 1].after.end if first else 0
        return Span(low, max(low, high))

    def _within(self, leaf: Edit, start: int, end: int) -> Span:
        """The part of a leaf's newer side that a stretch of the older side became."""
        if leaf.kind != "same":
            return leaf.after
        inner = max(start, leaf.before.start), min(end, leaf.before.end)
        low, high = (self._offset(leaf, at - leaf.before.start) for at in inner)
        return Span(leaf.after.start + low, leaf.after.start + high)

    def _offset(self, leaf: Edit, offset: int) -> int:
        """An offset of the same words in the newer text, whose blanks may be others."""
        if leaf.before.of(self.before) == leaf.after.of(self.after):
            return offset
        left = sum(not char.isspace() for char in self.before[leaf.before.start : leaf.before.start + offset])
        for at, char in enumerate(leaf.after.of(self.after)):
            if left <= 0:
                return at
            left -= not char.isspace()
        return len(leaf.after)


def figures(before: Sequence[NumberRow], after: Sequence[NumberRow], carry: Carried) -> list[FigureChangeRow]:
    """The figures that are not as they were: those with other bounds first, then dropped, then added ones."""
    free = dict(enumerate(after))
    changed: list[FigureChangeRow] = []
    dropped: list[FigureChangeRow] = []
    for number in before:
        place = carry.span(*_extent(number["spans"]))
        there = [n for n, other in free.items() if _meet(place, _extent(other["spans"]))]
        same = [n for n in there if _counted(free[n]) == _counted(number)] or there
        exact = [n for n in same if _bounds(free[n]) == _bounds(number)] or same
        if not exact:
            dropped.append(_figure("dropped", number, None))
            continue
        other = free.pop(exact[0])
        if _bounds(number) != _bounds(other):
            changed.append(_figure("changed", number, other))
    return changed + dropped + [_figure("added", None, number) for number in free.values()]


def _figure(kind: Any, before: NumberRow | None, after: NumberRow | None) -> FigureChangeRow:
    held = after or before
    counted = "" if held is None or held["of"] is None else held["of"]["text"]
    told = " → ".join(number["text"] for number in (before, after) if number is not None)
    words = told if counted and counted in told else f"{told} {counted}".strip()
    return {"kind": kind, "text": words, "before": before, "after": after}


def _bounds(number: NumberRow) -> tuple[Any, ...]:
    return number["low"], number["high"], number["relation"], number["unit"], number["per"]


def _counted(number: NumberRow) -> tuple[str | None, str | None]:
    of = number["of"]
    return number["unit"], None if of is None else of["text"].casefold()


def _statements(before: ReadRow, after: ReadRow, carry: Carried) -> list[StatementChangeRow]:
    """Every statement of both, matched as far as they are one, by their place in the newer text."""
    old, new = _said(before), _said(after)
    places = [carry.span(one.start, one.end) for one in old]
    pairs = _matched(old, new, places)
    listed: list[tuple[tuple[int, int, int], StatementChangeRow]] = []
    for i, one in enumerate(old):
        if i not in pairs:
            listed.append(((places[i].start, 0, i), _change("dropped", one, None)))
            continue
        other = new[pairs[i]]
        facets = _facets(one, other, same_reader=before["reader"] == after["reader"])
        row = _change("changed" if facets else "kept", one, other, facets)
        listed.append(((other.start, 1, i), row))
    taken = set(pairs.values())
    for j, other in enumerate(new):
        if j not in taken:
            listed.append(((other.start, 2, j), _change("added", None, other)))
    return [row for _, row in sorted(listed, key=lambda held: held[0])]


def _change(
    kind: Any, before: _Said | None, after: _Said | None, facets: Sequence[Facet] = ()
) -> StatementChangeRow:
    return {
        "kind": kind,
        "facets": list(facets),
        "before": None if before is None else before.row(),
        "after": None if after is None else after.row(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A statement with what is compared of it."""

    statement: StatementRow
    start: int
    end: int
    values: dict[Facet, Any]

    def row(self) -> SaidRow:
        cue = self.statement["cue"]
        return {
            "id": self.statement["id"],
            "attributed": self.statement["attributed"],
            "source": self.values["source"],
            "cue": None if cue is None else cue["text"],
            "content": self.statement["content"]["text"],
            "start": self.start,
            "end": self.end,
        }


def _said(row: ReadRow) -> list[_Said]:
    names = {party["id"]: party["name"] for party in row["parties"]}
    made = []
    for statement in row["statements"]:
        start, end = _extent(statement["content"]["spans"])
        values = {facet: read(statement, row, names) for facet, read in _VALUES.items()}
        made.append(_Said(statement=statement, start=start, end=end, values=values))
    return made


def _source_of(statement: StatementRow, row: ReadRow, names: dict[str, str]) -> str | None:
    source = statement["source"]
    return None if source is None else names.get(source["party"] or "", source["text"] or "") or None


def _words_of(phrase: Any) -> str:
    return "" if phrase is None else " ".join(phrase["text"].split())


def _listed(rows: Sequence[Any], indexes: Iterable[int], names: tuple[str, ...]) -> list[str]:
    held = (rows[n] for n in indexes if 0 <= n < len(rows))
    return sorted(repr([each[name] for name in names]) for each in held)


_NUMBER = ("low", "high", "relation", "unit", "per")
_TIME = ("value", "earliest", "latest", "relation")
# What is compared of a statement, in the order in which it is told.
_VALUES: dict[Facet, Callable[[StatementRow, ReadRow, dict[str, str]], Any]] = {
    "number": lambda said, row, names: _listed(row["numbers"], said["numbers"], _NUMBER),
    "time": lambda said, row, names: _listed(row["times"], said["times"], _TIME),
    "source": _source_of,
    "polarity": lambda said, row, names: said["polarity"],
    "certainty": lambda said, row, names: said["certainty"] and said["certainty"]["level"],
    "forecast": lambda said, row, names: said["forecast"],
    "place": lambda said, row, names: sorted(names.get(id, id) for id in said["places"]),
    "basis": lambda said, row, names: sorted({basis["kind"] for basis in said["basis"]}),
    "quote": lambda said, row, names: said["quote"],
    "cue": lambda said, row, names: _words_of(said["cue"]),
    "content": lambda said, row, names: _words_of(said["content"]),
}


def _facets(one: _Said, other: _Said, *, same_reader: bool) -> list[Facet]:
    """What is not as it was. What two readers make of the same words is no change of the report."""
    found = [facet for facet in _VALUES if one.values[facet] != other.values[facet]]
    return found if same_reader or {"content", "cue"} & set(found) else []


def _matched(old: list[_Said], new: list[_Said], places: list[Span]) -> dict[int, int]:
    """Which statement of the newer version each of the older one became, by index; each once.

    First those with the same words and source, then with the same words, then by place, then by source.
    """
    pairs: dict[int, int] = {}
    free = set(range(len(new)))
    for facets in (("content", "source", "cue"), ("content", "source"), ("content",)):
        keyed: dict[tuple[Any, ...], list[int]] = {}
        for j in sorted(free):
            keyed.setdefault(_key(new[j], facets), []).append(j)
        for i, one in enumerate(old):
            if i not in pairs and (there := keyed.get(_key(one, facets))):
                j = min(there, key=lambda j: (abs(new[j].start - places[i].start), j))
                there.remove(j)
                pairs[i] = j
                free.discard(j)
    for i, place in enumerate(places):
        if i not in pairs:
            here = [j for j in free if _meet(place, (new[j].start, new[j].end))]
            same = [j for j in here if _one_source(old[i], new[j])]
            weighed = list(_weighed(old[i], new, same, _OF_SOURCE))
            _take(pairs, free, i, weighed or _weighed(old[i], new, here, _AT_PLACE))
    left = [i for i in range(len(old)) if i not in pairs]
    if len(left) * len(free) <= _PAIRS:
        for i in left:
            same = [j for j in free if _one_source(old[i], new[j])]
            _take(pairs, free, i, _weighed(old[i], new, same, _ELSEWHERE))
    return pairs


def _one_source(one: _Said, other: _Said) -> bool:
    return bool(one.values["source"] == other.values["source"])


def _key(said: _Said, facets: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(said.values[cast("Facet", facet)] for facet in facets)


def _weighed(one: _Said, new: list[_Said], among: Iterable[int], least: float) -> Iterator[tuple[float, int]]:
    for j in among:
        share = alike(one.values["content"], new[j].values["content"])
        if share >= least:
            yield share, j


def _take(pairs: dict[int, int], free: set[int], i: int, weighed: Iterable[tuple[float, int]]) -> None:
    best = min(weighed, key=lambda held: (-held[0], held[1]), default=None)
    if best is not None:
        pairs[i] = best[1]
        free.discard(best[1])


def _silence(before: Side, after: Side, *, sure: bool) -> tuple[bool, list[Reason]]:
    """Whether changed words were changed in silence, and why."""
    one, other = before.report.published, after.report.published
    if not _same_time(one, other):
        return False, [Reason(code="change-published", values=(one or "none", other or "none"))]
    old, new = (f"{side.report.title or ''}\n{side.text}" for side in (before, after))
    found = new_notes(old, new) or ([] if sure else new_notes(new, old))
    if found:
        return False, [Reason(code="change-note", values=(found[0],))]
    same = Reason(code="silent-published", values=(one,)) if one else Reason(code="silent-undated")
    return True, [same, Reason(code="silent-no-note")]


def _same_time(one: str | None, other: str | None) -> bool:
    """Whether two times of publication are one, as far as both are told."""
    first, second = moment(one) or one or "", moment(other) or other or ""
    length = min(len(first), len(second))
    return bool(first) == bool(second) and first[:length] == second[:length]


def _readers(before: ReadRow, after: ReadRow) -> list[Reason]:
    one, other = before["reader"], after["reader"]
    if one is None or other is None or one == other:
        return []
    told = tuple(f"{reader['version']} {reader['weights'][7:15]}" for reader in (one, other))
    return [Reason(code="version-readers", values=told)]


def _has_words(edit: Edit, before: str, after: str) -> bool:
    if edit.kind == "same":
        return False
    return any(char.isalnum() for char in edit.before.of(before) + edit.after.of(after))


def _edit_row(edit: Edit, before: str, after: str) -> EditRow:
    return {
        **_word_row(edit, before, after),
        "words": [_word_row(word, before, after) for word in edit.words],
    }


def _word_row(edit: Edit, before: str, after: str) -> WordEditRow:
    same = edit.kind == "same"
    return {
        "kind": edit.kind,
        "a": (edit.before.start, edit.before.end),
        "b": (edit.after.start, edit.after.end),
        "before": None if same else edit.before.of(before),
        "after": None if same else edit.after.of(after),
    }


def _extent(spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)


def _meet(place: Span, other: tuple[int, int]) -> bool:
    return place.start < other[1] and other[0] < place.end
