"""The date of the report itself: as published, else as its dateline tells; and how it writes dates."""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.model.report import Report
from secondsource.reading.times import calendar
from secondsource.reading.times.finding import Expression
from secondsource.reading.times.reckoning import Base, full_year, published
from secondsource.reading.times.terms import Calendar, Clock, Range, Term
from secondsource.reading.times.words import Words

_HEAD = 4  # paragraphs in which a dateline may stand
_SOON = 30  # characters after the date within which a wire's double dash stands
_WIRE = 14  # words from the start of its paragraph within which a dateline's day stands


def base_of(w: Words, report: Report, expressions: Sequence[Expression]) -> Base | None:
    """What the report's own times are reckoned from; None where no date is known, or two datelines differ."""
    known = published(report.published)
    if known:
        return Base(known, "published")
    days = {day for item in expressions if (day := _dateline(w, item))}
    if len(days) != 1:
        return None
    when = calendar.on(*days.pop())
    return Base(calendar.day(when), "dateline") if when else None


def _dateline(w: Words, item: Expression) -> tuple[int, int, int] | None:
    """The full date of an expression that stands where a dateline does: alone, or before a dash."""
    term = item.term.day if isinstance(item.term, Clock) else item.term
    if not isinstance(term, Calendar) or term.year is None or not term.day or not term.month or term.swapped:
        return None
    if w.paragraph[item.first] >= _HEAD:
        return None
    year = full_year(term.year % 100, None) if term.short else term.year
    start = item.first
    while start > max(0, item.first - _WIRE) and w.paragraph[start - 1] == w.paragraph[item.first]:
        start -= 1
    opens = start == 0 or w.paragraph[start - 1] != w.paragraph[start]
    after = item.last
    ends = after >= len(w.lower) or w.paragraph[after] != w.paragraph[item.first]
    if opens and ((ends and item.first - start < 6) or _before_dash(w, start, item)):
        return year, term.month, term.day
    return None


def _before_dash(w: Words, start: int, item: Expression) -> bool:
    """Whether a place in capitals stands before the date, and a dash or an agency's mark soon after."""
    if item.first == start or not w.capital(start):
        return False
    if w.text.find("\n", w.starts[start], w.starts[item.first]) >= 0:
        return False
    soon = w.text[w.ends[item.last - 1] : w.ends[item.last - 1] + _SOON]
    return "--" in soon or any(
        mark in ("-", "–", "—", "(", "[") for mark in w.lower[item.last : item.last + 2]
    )


def day_first(expressions: Sequence[Expression]) -> bool | None:
    """How the report writes dates in digits: True day first, False month first, None unsettled."""
    orders = {order for item in expressions for order in _orders(item.term)}
    return None if len(orders) != 1 else orders == {"day"}


def _orders(term: Term) -> list[str]:
    if isinstance(term, Range):
        return [*_orders(term.first), *_orders(term.last)]
    inner = getattr(term, "day", None)
    if inner is not None and not isinstance(inner, int):
        return _orders(inner)
    return [term.order] if isinstance(term, Calendar) and term.order else []
