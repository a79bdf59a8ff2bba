"""Paragraphs of pages: what lines, columns and pages cut put together; captions, notes and tables apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from secondsource.intake.columns import Line, Region, regions_of
from secondsource.intake.mending import clean, joint, words_of
from secondsource.intake.pages import Page, Run
from secondsource.intake.passages import Passage, Role

# Of the distance between lines, what parts paragraphs: leading is 1.0, an empty line 2.0, half a line 1.5.
_APART = 1.3
# Indents in heights of letters; change of size that begins something else.
_INDENT, _RESIZED = 0.8, 0.12
# Headings are larger than the body by this, a headline by that; notes are smaller.
_HEADING, _HEADLINE, _NOTE = 1.12, 1.25, 0.93
# A line shorter than this share of its column ended because its writer wanted it to.
_SHORT = 0.55
# Notes stand in the lowest part of the page; a headline is among the first passages of the first page.
_FOOT, _OPENING = 0.45, 6
_LONGEST_HEADLINE = 300

_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[•◦▪‣●○■□*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_CAPTION = re.compile(
    r"(?:fig(?:ure)?\.?|table|tab\.|photo(?:graph)?|picture|image|chart|graphic|map|illustration)\s*"
    r"(?:\d+(?:\.\d+)*[a-z]?|[IVX]+)?\s*[:.|–—-]\s",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|picture|image|graphic|illustration|source|credit)s?\s*(?:by|:|/)\s", re.IGNORECASE
)
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡§¶]+)[\s.)]*\S")
_NOTE_NUMBER = re.compile(r"^(?:\d{1,3}|[*†‡§¶]+)(?=[^\W\d_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Lines of one region that belong together. left, right: edges of its column, in points."""

    lines: tuple[Line, ...]
    page: int
    left: float
    right: float
    role: Role = "text"

    @property
    def size(self) -> float:
        """Height of its letters in points."""
        return median(line.size for line in self.lines)


def passages_of(pages: Sequence[Page], kept: Mapping[int, list[Run]]) -> list[Passage]:
    """The passages of a document: running text, then notes, captions and tables by page."""
    regions = [(page, region) for page in pages for region in regions_of(kept[page.number])]
    body = _body_size(region for _, region in regions)
    stretches = [stretch for page, region in regions for stretch in _stretches(region, page, body)]
    known = words_of(line.text for _, region in regions for line in region.lines)
    running = _titled([stretch for stretch in stretches if stretch.role in ("text", "heading")], body)
    beside = [stretch for stretch in stretches if stretch.role not in ("text", "heading")]
    found = [_passage(group, known) for group in _joined(running)]
    found += [_passage([stretch], known) for stretch in beside]
    return [passage for passage in found if passage.text.strip()]


def _body_size(regions: Iterator[Region]) -> float:
    """The size of most letters, in points."""
    sizes = Counter[float]()
    for region in regions:
        for line in region.lines:
            sizes[round(line.size, 1)] += sum(len(run.text) for run in line.runs)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


# ---- lines to stretches ------------------------------------------------------------------------


def _stretches(region: Region, page: Page, body: float) -> Iterator[Stretch]:
    """The lines of a region as what belongs together, with what each is."""
    left, right = min(line.x0 for line in region.lines), max(line.x1 for line in region.lines)
    if region.table:
        yield Stretch(lines=region.lines, page=page.number, left=left, right=right, role="table")
        return
    edges = _right_edges(region.lines)
    pitch = _pitch(region.lines)
    held: list[Line] = []
    for line in region.lines:
        if held and _parts(held, line, edges[round(held[-1].size)], left, pitch):
            yield _told(held, page, left, edges[round(held[-1].size)], body)
            held = []
        held.append(line)
    yield _told(held, page, left, edges[round(held[-1].size)], body)


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """How far lines of each size go to the right."""
    edges: dict[int, float] = {}
    for line in lines:
        size = round(line.size)
        edges[size] = max(edges.get(size, line.x1), line.x1)
    return edges


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of lines: that of the closer quarter, in points; 0 for a single line."""
    gaps = sorted(
        one.y0 - other.y0
        for one, other in pairwise(lines)
        if abs(one.size - other.size) < _RESIZED * one.size and one.y0 - other.y0 > 0.5 * one.size
    )
    return gaps[len(gaps) // 4] if gaps else 0.0


def _parts(held: Sequence[Line], line: Line, right: float, left: float, pitch: float) -> bool:
    """True when a line begins another paragraph than the line before it belongs to."""
    before = held[-1]
    if abs(line.size - before.size) > _RESIZED * before.size:
        return True
    distance = before.y0 - line.y0
    if pitch and distance > _APART * pitch and distance > 1.2 * line.size:
        return True
    text, following = before.text, line.text
    if text.endswith(("-", "\N{SOFT HYPHEN}")) and following[:1].isalnum():
        return False
    if _ITEM.match(following) and (_ended_early(before, line, right) or _ENDED.search(text)):
        return True
    indented = line.x0 - before.x0 > _INDENT * line.size and len(held) != 1
    if indented and before.x0 - left < _INDENT * line.size and not following[:1].islower():
        return True
    return _ended_early(before, line, right) and _may_end(before, following, text, left, right)


def _ended_early(before: Line, line: Line, right: float) -> bool:
    """True when the next line's first word would have found room in the line before it."""
    words = line.text.split(" ", 1)[0]
    letter = (line.x1 - line.x0) / max(1, len(line.text))
    return right - before.x1 > letter * (len(words) + 1) + 0.5 * line.size


def _may_end(before: Line, following: str, text: str, left: float, right: float) -> bool:
    """True where a line that ended early may be a paragraph's last: nothing in its words goes on."""
    if following[:1].islower():
        return False
    return bool(_ENDED.search(text)) or before.x1 - left < _SHORT * (right - left) or following[:1].isupper()


def _told(lines: Sequence[Line], page: Page, left: float, right: float, body: float) -> Stretch:
    """The lines as a stretch of the kind that their words, size and place tell."""
    text = lines[0].text
    size = median(line.size for line in lines)
    _, bottom, _, top = page.box
    low = lines[0].y1 < bottom + _FOOT * (top - bottom)
    role: Role = "text"
    if _CAPTION.match(text) or (size < _NOTE * body and _CREDIT.match(text)):
        role = "caption"
    elif size < _NOTE * body and low and _NOTE_MARK.match(text):
        role = "note"
    elif size > _HEADING * body:
        role = "heading"
    return Stretch(lines=tuple(lines), page=page.number, left=left, right=right, role=role)


def _titled(stretches: Sequence[Stretch], body: float) -> list[Stretch]:
    """The stretches with the headline marked: the largest heading that opens the first page with text."""
    first = stretches[0].page if stretches else 0
    opening = [stretch for stretch in stretches[:_OPENING] if stretch.page == first]
    headings = [
        stretch
        for stretch in opening
        if stretch.size > _HEADLINE * body
        and sum(len(line.text) for line in stretch.lines) < _LONGEST_HEADLINE
    ]
    if not headings:
        return list(stretches)
    chosen = max(headings, key=lambda stretch: stretch.size)
    return [
        Stretch(lines=s.lines, page=s.page, left=s.left, right=s.right, role="title") if s is chosen else s
        for s in stretches
    ]


# ---- stretches to passages ---------------------------------------------------------------------


def _joined(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Stretches in groups that are one paragraph, which a column's or a page's end cut."""
    held: list[Stretch] = []
    for stretch in stretches:
        if held and not _goes_on(held[-1], stretch):
            yield held
            held = []
        held.append(stretch)
    if held:
        yield held


def _goes_on(before: Stretch, after: Stretch) -> bool:
    """True when a stretch is the rest of the paragraph before it, in the next column or on the next page."""
    if (
        before.role != "text"
        or after.role != "text"
        or abs(before.size - after.size) > _RESIZED * before.size
    ):
        return False
    line, following = before.lines[-1], after.lines[0]
    if before.page == after.page and following.y0 < line.y0 and abs(before.left - after.left) < 1.0:
        # In one column, and parted there for a reason.
        return False
    text, first = line.text, following.text
    if text.endswith(("-", "\N{SOFT HYPHEN}", ",")) or (first[:1].islower() and not _ENDED.search(text)):
        return True
    return (
        not _ENDED.search(text) and not _ITEM.match(first) and not _ended_early(line, following, before.right)
    )


def _passage(stretches: Sequence[Stretch], known: Container[str]) -> Passage:
    """The words of stretches as one passage, a part for each page."""
    role = stretches[0].role
    if role == "table":
        rows = ("\t".join(clean(run.text).strip() for run in line.runs) for line in stretches[0].lines)
        return Passage(parts=(("\n".join(rows), _locator(stretches[0])),), role=role)
    parts: list[tuple[str, str]] = []
    for stretch in stretches:
        for line in stretch.lines:
            text, locator = line.text, _locator(stretch)
            if parts:
                before, between = joint(parts[-1][0], text, known=known)
                parts[-1] = (before + between, parts[-1][1])
            if parts and parts[-1][1] == locator:
                parts[-1] = (parts[-1][0] + text, locator)
            else:
                parts.append((text, locator))
    parts = [(text.replace("\N{SOFT HYPHEN}", ""), where) for text, where in parts]
    if role == "note":
        parts[0] = (_NOTE_NUMBER.sub(r"\g<0> ", parts[0][0]), parts[0][1])
    return Passage(parts=tuple(parts), role=role)


def _locator(stretch: Stretch) -> str:
    beside = {"table": ", table", "caption": ", caption", "note": ", note"}
    return f"page {stretch.page}{beside.get(stretch.role, '')}"
