"""The times of a report as records: each expression placed in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import Time, TimeRelation, phrase
from secondsource.reading.times import calendar
from secondsource.reading.times.calendar import Stretch
from secondsource.reading.times.finding import Expression
from secondsource.reading.times.opening import base_of, day_first
from secondsource.reading.times.placing import Placed, why
from secondsource.reading.times.reckoning import Reckoning
from secondsource.reading.times.relations import relation
from secondsource.reading.times.resolving import STEPS
from secondsource.reading.times.spoken import by_what_it_is_of, from_the_day
from secondsource.reading.times.tense import tense
from secondsource.reading.times.terms import Calendar, Clock, Daypart, Era, Part, Range, Term, Vague
from secondsource.reading.times.words import Words


def told(w: Words, report: Report, expressions: Sequence[Expression]) -> tuple[Time, ...]:
    """One record for each expression."""
    at = Reckoning(base_of(w, report, expressions), STEPS, day_first(expressions))
    now = at.now.stretch if at.now else None
    days: list[tuple[int, Stretch]] = []
    out = []
    for item in expressions:
        w.confine(item.first)
        at.paragraph = w.paragraph[item.first]
        at.tense = tense(w, item.first, item.last)
        stands = _stands(w, item, at)
        if stands in ("until", "before"):
            at.tense = "near" if at.tense in ("past", "near") else "future"
        at.tense = by_what_it_is_of(w, item, at.tense)
        spoken = from_the_day(w, item, days, now)
        placed = at.resolve(spoken[0] if spoken else item.term)
        if spoken:
            placed = replace(placed, reasons=(spoken[1].reason,), reference=spoken[1].told)
        _remember(at, item.term, placed)
        if placed.grain == "day" and placed.stretch and not isinstance(item.term, Range):
            days.append((item.first, placed.stretch))
        out.append(_record(w, item, placed, stands))
    return tuple(out)


def _stands(w: Words, item: Expression, at: Reckoning) -> TimeRelation:
    """The relation by the words before, and by what they can mean: "through the 1990s" is in them."""
    found = relation(w, item.first, item.last)
    if found == "until" and isinstance(item.term, Era):
        return "in" if w.at(item.first - 1) == "through" else found
    if found == "in" and at.tense == "future" and w.at(item.first - 1) == "from":
        return "since"
    return found


def _remember(at: Reckoning, term: Term, placed: Placed) -> None:
    """Keeps a placed time for those told from it; a year that dates a document is no time of the story."""
    stretch = placed.stretch
    if stretch is None or placed.type not in ("DATE", "TIME") or isinstance(term, Vague):
        return
    if (isinstance(term, Calendar) and term.document) or isinstance(term, Era):
        return
    at.tell(stretch, full=_full(term))


def _full(term: Term) -> bool:
    """Whether the year itself is told."""
    if isinstance(term, (Part, Range)):
        return _full(term.of if isinstance(term, Part) else term.last)
    if isinstance(term, (Daypart, Clock)):
        return term.day is not None and _full(term.day)
    return isinstance(term, Calendar) and term.year is not None


def _record(w: Words, item: Expression, placed: Placed, stands: TimeRelation) -> Time:
    span = Span(w.starts[item.first], w.ends[item.last - 1])
    words = phrase(w.text, (span,))
    if isinstance(item.term, Range) or (
        isinstance(item.term, Era) and item.term.kind == "years" and not item.term.before
    ):
        stands = "from-to"
    placed = _opened(placed, stands)
    first_clock, last_clock = placed.clock.split("/") if "/" in placed.clock else (placed.clock, placed.clock)
    return Time(
        text=words.text,
        spans=words.spans,
        type=placed.type,
        value=placed.value,
        earliest=calendar.iso(placed.first) + first_clock if placed.first else None,
        latest=calendar.iso(placed.last) + last_clock if placed.last else None,
        precision=placed.grain,
        reasons=placed.reasons,
        relation=stands if placed.type != "DURATION" else "in",
        reference=placed.reference,
    )


def _opened(placed: Placed, stands: TimeRelation) -> Placed:
    """Since and until leave the far end open: nothing here closes it."""
    if stands == "since" and placed.first is not None:
        return replace(placed, last=None).told(why("time-open-since"))
    if stands == "until" and placed.last is not None:
        return replace(placed, first=None).told(why("time-open-until"))
    return placed
