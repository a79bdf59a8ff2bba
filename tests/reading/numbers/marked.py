"""Figures from marked sentences: "[12] boats", with the kind before a bar where it is no count: "[$|$3m]"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secondsource.model.span import Span
from secondsource.model.statement import Mention, Number, Time, TimeRelation
from secondsource.reading.numbers.attaching import attached
from secondsource.reading.numbers.figure import Figure, FigureKind
from secondsource.text import segment

_MARK = re.compile(r"\[(?:([%$dmf])\|)?([^\]]*)\]")
_KINDS: dict[str, FigureKind] = {
    "%": "share",
    "$": "money",
    "d": "duration",
    "m": "measure",
    "f": "factor",
    "": "count",
}
_ONE = {"one", "a", "an", "1", "at least one"}

Dated = tuple[str, TimeRelation, str | None]  # words, relation, earliest


def numbers(
    marked: str, *, times: Sequence[Dated] = (), places: Sequence[str] = (), people: Sequence[str] = ()
) -> list[Number]:
    """The numbers of a marked text, whose times and mentions stand at the first place of their words."""
    text, spans = "", []
    at = 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        spans.append((Span(len(text), len(text) + len(found[2])), _KINDS[found[1] or ""]))
        text += found[2]
        at = found.end()
    text += marked[at:]
    segments = segment(text)
    figures = []
    for span, kind in spans:
        words, size = segments.range_of(span), 1.0 if span.of(text).lower() in _ONE else 2.0
        figures.append(
            Figure(
                span=span,
                words=words,
                core=words,
                low=size,
                high=size,
                approximate=False,
                relation="=",
                kind=kind,
            )
        )
    mentions = [_mention(text, name, "place", n) for n, name in enumerate(places)]
    mentions += [_mention(text, name, "person", n + len(places)) for n, name in enumerate(people)]
    return list(attached(segments, figures, [_time(text, *dated) for dated in times], mentions))


def _mention(text: str, name: str, kind: str, number: int) -> Mention:
    start = text.index(name)
    return Mention(
        text=name,
        spans=(Span(start, start + len(name)),),
        type="place" if kind == "place" else "person",
        form="name" if kind == "place" else "description",
        party=f"p{number + 1}",
    )


def _time(text: str, words: str, relation: TimeRelation, earliest: str | None) -> Time:
    start = text.index(words)
    return Time(
        text=words,
        spans=(Span(start, start + len(words)),),
        type="DATE",
        value=None,
        earliest=earliest,
        latest=None,
        precision=None,
        reasons=(),
        relation=relation,
        reference=None,
    )
