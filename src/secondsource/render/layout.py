"""A report's text cut for a page: paragraphs, and in them stretches that belong to the same statements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from secondsource.render.plain import visible
from secondsource.render.values import Mark
from secondsource.render.view import Said, View

_PARAGRAPH = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_ENDS = re.compile(r"\n\s*")
_PARTS = ("content", "source", "cue", "sure", "basis", "value")
_WRAPPED = range(40, 101)  # code points of a line that an editor wrapped, not a writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Characters that belong to the same statements. All lists hold indexes of `View.said`.

    content: outermost first. sure and basis: whose words of certainty and of basis these are.
    opens and closes: those whose content begins or ends here. values: keys of the times, numbers and places
    whose words these are; first: those of them whose words have not stood before.
    """

    text: str
    content: tuple[int, ...] = ()
    source: tuple[int, ...] = ()
    cue: tuple[int, ...] = ()
    sure: tuple[int, ...] = ()
    basis: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    values: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph. broken: its line ends are the writer's and are to be kept."""

    stretches: tuple[Stretch, ...]
    broken: bool


@dataclass(slots=True)
class _Edges:
    """Which statements begin and end at one position, in which part."""

    begin: list[tuple[str, int]] = field(default_factory=list)
    end: list[tuple[str, int]] = field(default_factory=list)


def paragraphs(shown: View) -> tuple[Paragraph, ...]:
    """The text in paragraphs; blank space between them is left out."""
    stretches = tuple(_stretches(shown.text, shown.said, shown.marks))
    made = []
    for start, end in _paragraph_bounds(shown.text):
        inside = [stretch for at, stretch in stretches if start <= at < end]
        lines = shown.text[start:end].split("\n")
        wrapped = all(len(line.rstrip()) in _WRAPPED for line in lines[:-1])
        made.append(Paragraph(stretches=tuple(inside), broken=len(lines) > 1 and not wrapped))
    return tuple(made)


def _paragraph_bounds(text: str) -> list[tuple[int, int]]:
    """Where paragraphs stand: between blank lines, or between line ends where there are no blank lines."""
    between = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINE_ENDS
    bounds, start = [], 0
    for end, following in [*(match.span() for match in between.finditer(text)), (len(text), len(text))]:
        found = _PARAGRAPH.search(text, start, end)
        if found:
            bounds.append(found.span())
        start = following
    return bounds


def _stretches(text: str, said: tuple[Said, ...], marks: tuple[Mark, ...]) -> Iterable[tuple[int, Stretch]]:
    """(start, stretch) for all of the text, cut at every edge of a part and of a paragraph."""
    spans = [[(a, b) for a, b in (_trimmed(text, span) for span in one.spans) if a < b] for one in said]
    edges = _edges(text, said, spans, marks)
    inside: dict[str, list[int]] = {part: [] for part in _PARTS}
    met: set[str] = set()
    first = {index: min(start for start, _ in held) for index, held in enumerate(spans) if held}
    last = {index: max(end for _, end in held) for index, held in enumerate(spans) if held}
    positions = sorted(edges)
    for start, end in pairwise(positions):
        for part, index in edges[start].end:
            inside[part].remove(index)
        for part, index in edges[start].begin:
            inside[part].append(index)
        inside["content"].sort(key=lambda index: (said[index].depth, first[index], -last[index]))
        content = tuple(inside["content"])
        values = tuple(dict.fromkeys(marks[index].key for index in sorted(inside["value"])))
        new = tuple(key for key in values if key not in met)
        met.update(new)
        yield (
            start,
            Stretch(
                text=visible(text[start:end]),
                content=content,
                source=tuple(inside["source"]),
                cue=tuple(inside["cue"]),
                sure=tuple(inside["sure"]),
                basis=tuple(inside["basis"]),
                opens=tuple(index for index in content if first[index] == start),
                closes=tuple(index for index in content if last[index] == end),
                values=values,
                first=new,
            ),
        )


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span without blank space at its ends, which may lie between paragraphs and never be shown."""
    inner = text[span[0] : span[1]]
    start = span[0] + len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())


def _edges(
    text: str, said: tuple[Said, ...], contents: list[list[tuple[int, int]]], marks: tuple[Mark, ...]
) -> dict[int, _Edges]:
    edges: dict[int, _Edges] = {0: _Edges(), len(text): _Edges()}
    for start, end in _paragraph_bounds(text):
        edges.setdefault(start, _Edges())
        edges.setdefault(end, _Edges())
    parts: tuple[tuple[str, Iterable[tuple[int, int]]], ...]
    for index, mark in enumerate(marks):
        _set(edges, "value", index, (_trimmed(text, span) for span in mark.spans))
    for index, one in enumerate(said):
        parts = (
            ("content", contents[index]),
            ("source", one.source_spans),
            ("cue", one.cue_spans),
            ("sure", one.facets.sure_spans),
            ("basis", one.facets.basis_spans),
        )
        for part, spans in parts:
            _set(edges, part, index, spans)
    return edges


def _set(edges: dict[int, _Edges], part: str, index: int, spans: Iterable[tuple[int, int]]) -> None:
    for start, end in spans:
        if start < end:
            edges.setdefault(start, _Edges()).begin.append((part, index))
            edges.setdefault(end, _Edges()).end.append((part, index))
