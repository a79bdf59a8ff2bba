"""The scope of a figure: a total so far, a part, a period's count or a backlog; since when, and where.

No words, no scope. Where several apply, the first of backlog, part, total, period.

backlog   what still waits at a moment to be dealt with, found, paid, decided or counted, so that the number
          falls as it is dealt with: "2,300 pending applications", "40 are still missing", "a backlog of".
part      some of a whole that is named or plainly meant: "12 of the 40", "among them", "including five
          children", "29 out of 30", "the other three"; each of the counts of one thing that are given
          place by place, and those that a whole before them is the sum of ("20 bodies, eleven women and
          nine men").
          A percentage or a fraction is always of a whole, and has no scope for that.
total     the words say that it sums up everything up to a moment, or over all parts: "a total of", "in all",
          "so far", "since March", "as of Friday", a death toll, and what a toll or count rises to.
period    what happened within a stretch of time that the clause names and that could be set beside
          another: "a day", "in the past 24 hours", "last month", "in 2014", "on Monday alone". The day or
          month of one event ("the blast killed 12 on Monday") is none, nor is the time of a state.

since: the earliest day of the time from which a total or a change is reckoned. area: the place, as written,
to which the clause of a count that has a scope limits it: "in Corran district", "across the country",
"Corran has recorded", "Corran's toll".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from secondsource.model.statement import Mention, Reason, Scope, Time
from secondsource.reading.numbers.around import (
    CUTS,
    Around,
    Found,
    alone_in,
    area_of,
    beside_another,
    clause,
    found,
    limit_of,
    opening,
)
from secondsource.reading.numbers.counted import Count
from secondsource.reading.numbers.figure import Figure
from secondsource.reading.numbers.nouns import Prose, is_verb
from secondsource.reading.numbers.parts import backlog, part
from secondsource.reading.numbers.periods import every, period
from secondsource.reading.numbers.totals import total
from secondsource.reading.tags import Range


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where the times and places of a text stand, in order."""

    dated: Sequence[tuple[Range, Time]]
    when: Sequence[Range]
    places: Sequence[Range]


Scoped = tuple[Scope | None, tuple[Reason, ...]]
_WAYS = (backlog, part, total, period)
_DIVIDING = frozenset(",:—–-(")
_PARTS = 6  # of one whole, at most
_OPENING = 8  # words at the head of a sentence whose times hold for all of it


def scopes(
    prose: Prose,
    figures: Sequence[Figure],
    counts: Sequence[Count],
    times: Sequence[Time],
    mentions: Sequence[Mention],
) -> list[Scoped]:
    """The scope of each figure, with its reason; figures and counts in order of their places."""
    segments = prose.segments
    dated = sorted(
        ((segments.range_of(t.spans[0]), t) for t in times if t.spans and t.type != "DURATION"),
        key=lambda held: held[0],
    )
    places = sorted(
        segments.range_of(m.spans[0])
        for m in mentions
        if m.type == "place" and m.form != "pronoun" and m.spans
    )
    standing = _Standing(dated, [words for words, _ in dated], places)
    out: list[Scoped] = []
    before: Around | None = None
    for at in range(len(figures)):
        around = _around(prose, figures, counts, at, standing)
        if before is not None and around.sentence[0] <= before.figure.words[0]:
            cue = out[-1][1][0].values[0] if out[-1][1] else ""
            around = replace(around, previous=(before.figure, out[-1][0], cue))
        scope = scope_of(around)
        if before is not None and scope[0] is None and beside_another(around, before):
            scope = _in_area(around)
            out[-1] = out[-1] if out[-1][0] is not None else _in_area(before)
        out.append(scope)
        before = around
    _divided(prose, figures, out)
    return out


def _divided(prose: Prose, figures: Sequence[Figure], scoped: list[Scoped]) -> None:
    """Gives those a scope that a whole before them is the sum of: "20 bodies, eleven women and nine men"."""
    for at, whole in enumerate(figures):
        first = at + 1
        if whole.kind != "count" or whole.low is None or whole.low < 2 or first >= len(figures):
            continue
        mark = prose.lower[figures[first].words[0] - 1]
        if mark not in _DIVIDING or prose.sentence[figures[first].words[0]] != prose.sentence[whole.words[0]]:
            continue
        left, last = whole.low, first
        while last < len(figures) and left > 0 and last - at <= _PARTS:
            part = figures[last]
            same = prose.sentence[part.words[0]] == prose.sentence[whole.words[0]]
            if part.kind != "count" or part.low is None or part.low != part.high or not same:
                break
            left, last = left - part.low, last + 1
        if left == 0 and last - first > 1:
            words = prose.segments.span_of(*whole.words).of(prose.segments.text)
            for k in range(first, last):
                old = scoped[k][0]
                scoped[k] = _scoped(found("part", words), None if old is None else old.area)


def scope_of(around: Around) -> Scoped:
    """The scope of a figure and why; none where its clause says nothing of the kind."""
    if around.figure.kind == "measure" and not every(around):
        return None, ()
    area = area_of(around)
    held = next((held for held in (way(around) for way in _WAYS) if held is not None), None)
    held = held or alone_in(around, area)
    return (None, ()) if held is None else _scoped(held, area or limit_of(around))


def _in_area(around: Around) -> Scoped:
    area = area_of(around)
    return _scoped(found("part", area or ""), area)


def _scoped(held: Found, area: str | None) -> Scoped:
    kind, since, reason = held
    return Scope(kind=kind, since=since, area=area), (reason,)


def _around(
    prose: Prose,
    figures: Sequence[Figure],
    counts: Sequence[Count],
    at: int,
    standing: _Standing,
) -> Around:
    """The clause of a figure, with the times and places that stand in it or open its sentence."""
    figure = figures[at]
    first, last = prose.bounds(*figure.words)
    left, right = first, last
    # "in the past 24 hours 18 people": a span of time beside a figure does not part it from its clause.
    back = next((f for f in reversed(figures[max(0, at - 3) : at]) if f.kind != "duration"), None)
    ahead = next((f for f in figures[at + 1 : at + 4] if f.kind != "duration"), None)
    if back is not None and back.words[0] >= first:
        left = min(back.words[1], figure.words[0])
    if ahead is not None and ahead.words[0] < last:
        right = max(ahead.words[0], figure.words[1])
    behind = figures[at + 1] if at + 1 < len(figures) and figures[at + 1].words[0] < right else None
    before, after = clause(prose, figure, counts[at], (left, right))
    dated, when, places = standing.dated, standing.when, standing.places
    around = Around(
        prose=prose,
        figure=figure,
        count=counts[at],
        before=before,
        after=after,
        sentence=(first, last),
        times=[dated[k] for k in _between(when, before[0], _reach(prose, after[1], last))],
        places=[places[k] for k in _between(places, left, right)],
        following=behind,
    )
    if not around.times:
        heads = [dated[k] for k in _between(when, first, min(last, first + _OPENING))]
        around = replace(around, times=[held for held in heads if opening(around, held[0])])
    return around


def _reach(prose: Prose, at: int, last: int) -> int:
    """How far times hold for a clause that the next figure cuts: "raised $5m from two dinners last month"."""
    while at < last and prose.lower[at] not in CUTS and prose.lower[at] not in {"and", "but", "to"}:
        if not prose.lower[at][0].isalnum() or is_verb(prose.lower[at]):
            break
        at += 1
    return at


def _between(ranges: Sequence[Range], first: int, last: int) -> range:
    """The indexes of the sorted ranges that begin between two words."""
    return range(bisect_right(ranges, (first, -1)), bisect_right(ranges, (last, -1)))
