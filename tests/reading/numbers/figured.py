"""Figures of a sentence as short rows, so that a test's table can be read."""

from __future__ import annotations

from secondsource.model.span import Span
from secondsource.model.statement import Form, Mention, Time, TimeType
from secondsource.reading.numbers.figure import Figure
from secondsource.reading.numbers.figures import figures
from secondsource.text import segment

Row = tuple[str, float | None, float | None, str]


def read(text: str) -> list[Figure]:
    """The figures of a text without times and mentions."""
    return figures(segment(text), (), ())


def rows(text: str) -> list[Row]:
    """Text, low, high and relation of each figure; bounds to six figures."""
    return [(f.span.of(text), _short(f.low), _short(f.high), f.relation) for f in read(text)]


def values(text: str) -> list[tuple[float | None, float | None]]:
    """The bounds of each figure."""
    return [(_short(f.low), _short(f.high)) for f in read(text)]


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}") if abs(value) < 1e6 else value


def span(text: str, part: str) -> Span:
    """Where words stand in a text."""
    start = text.index(part)
    return Span(start, start + len(part))


def time(text: str, part: str, kind: TimeType) -> Time:
    """A time at some words."""
    return Time(
        text=part, spans=(span(text, part),), type=kind, value=None, earliest=None, latest=None,
        precision=None, reasons=(), relation="in", reference=None,
    )  # fmt: skip


def mention(text: str, part: str, form: Form = "name") -> Mention:
    """A mention at some words."""
    return Mention(text=part, spans=(span(text, part),), type="organization", form=form, party=None)
