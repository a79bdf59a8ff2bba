"""What stands on pages and is no part of the report: running headers and footers, page numbers, stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from secondsource.intake.columns import Line, lines_of
from secondsource.intake.pages import Page, Run

# Part of the page's height at its head and foot where they stand; most lines of one of them.
_MARGIN, _LINES = 0.14, 3
# From line to line, in heights of letters: more than text ever has.
_APART = 1.6
# Of what a browser prints, the outermost.
_EDGE = 0.06
# Points that a line may move between pages and still be the same one.
_SAME_PLACE = 6.0
# A document of more pages has chapters, whose names run for some pages only.
_SHORT = 4

_NUMBER = re.compile(
    r"[\s\-–—|·•]*+(?:(?:page|p\.|pg\.?|seite|sheet|folio)\s*+)?(?:\d{1,5}|[ivxlc]{1,7})"
    r"(?:\s*+(?:of|/|von|\||-)\s*+\d{1,5})?[\s\-–—|·•.]*+",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+\s*/\s*\d+)?|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+\d{1,2}:\d{2}.*",
    re.IGNORECASE,
)


def without_furniture(pages: Sequence[Page]) -> Mapping[int, list[Run]]:
    """The runs of each page by its number, without what is repeated in the margins or numbers the page.

    Runs that the document itself marks as no content go first, unless a page would be left with nothing.
    """
    content = {page.number: _content(page) for page in pages}
    margins = {page.number: list(_margins(page, content[page.number])) for page in pages}
    often = Counter[tuple[str, int, str]]()
    for page in pages:
        often.update({_key(page, line, zone) for zone, group in margins[page.number] for line in group})
    least = 2 if len(pages) <= _SHORT else 3
    kept: dict[int, list[Run]] = {}
    for page in pages:
        dropped: set[int] = set()
        for zone, group in margins[page.number]:
            if all(_is_stamp(page, line) or _times(often, page, line, zone) >= least for line in group):
                dropped.update(id(run) for line in group for run in line.runs)
        left = [run for run in content[page.number] if id(run) not in dropped]
        numbered = all(_is_stamp(page, line) for line in lines_of(content[page.number]))
        kept[page.number] = left if left or numbered else content[page.number]
    return kept


def _content(page: Page) -> list[Run]:
    content = [run for run in page.runs if not run.artifact]
    return content or list(page.runs)


def _margins(page: Page, runs: Sequence[Run]) -> Iterator[tuple[str, list[Line]]]:
    """Lines at the head and foot that stand apart from a page's text, in groups from the edge inwards."""
    _, bottom, _, top = page.box
    height = top - bottom
    lines = lines_of(runs)
    for zone, ordered in (("head", lines), ("foot", lines[::-1])):
        group: list[Line] = []
        for line, following in pairwise([*ordered, None]):
            inside = line is not None and (
                line.y0 > top - _MARGIN * height if zone == "head" else line.y1 < bottom + _MARGIN * height
            )
            if line is None or not inside or len(group) == _LINES:
                # Text that reaches into the margin, or a group of too many lines for a header.
                break
            group.append(line)
            if following is None or abs(line.y0 - following.y0) > _APART * max(line.size, following.size):
                yield zone, group
                group = []


def _times(often: Mapping[tuple[str, int, str], int], page: Page, line: Line, zone: str) -> int:
    """On how many pages a line stands, at its place or a little beside it."""
    zone_key, place, text = _key(page, line, zone)
    return sum(often.get((zone_key, place + near, text), 0) for near in (-1, 0, 1))


def _key(page: Page, line: Line, zone: str) -> tuple[str, int, str]:
    """What a line shares with the same line on other pages: its place, and its words but for numbers."""
    place = page.box[3] - line.y0 if zone == "head" else line.y0 - page.box[1]
    return zone, round(place / _SAME_PLACE), re.sub(r"\d+", "#", _words(line)).casefold()


def _words(line: Line) -> str:
    return " ".join(" ".join(run.text for run in line.runs).split())


def _is_stamp(page: Page, line: Line) -> bool:
    """True for a page's number, and what a browser prints at the very edge: address, date and title."""
    words = _words(line)
    if _NUMBER.fullmatch(words):
        return True
    _, bottom, _, top = page.box
    edge = _EDGE * (top - bottom)
    return bool(_PRINTED.fullmatch(words)) and (line.y0 > top - edge or line.y1 < bottom + edge)
