"""Reading order: the runs of a page as regions, one after another, each of lines or of a table's rows.

A gutter is a stretch that runs between lines that stand beside one another, three and more on each side.
Lines that cross it (a headline over two columns) part the page into bands, and each band is read left side
first. What is left in a side is looked at in the same way, so that three columns are two and one.
After Breuel, "Two geometric algorithms for layout analysis" (DAS 2002), cut down to upright text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from secondsource.intake.mending import clean
from secondsource.intake.pages import Run

# Lines on each side that make a gutter, and its width in heights of their letters.
_SIDE_LINES, _GUTTER = 3, 0.6
# What a side of running text has on a line on average: below it, it is a column of a table or of numbers.
_SIDE_LETTERS, _SIDE_WORDS = 16, 2.5
# Edges looked at: those of more runs first; and how deep columns stand in columns.
_CANDIDATES, _DEEPEST = 12, 12
# Gaps between cells, in heights; rows that make a table; how far cells of a column may stand apart.
_CELL_GAP, _TABLE_ROWS, _ALIGNED = 1.0, 3, 0.6
# Letters of a bullet or number before an item of a list, which is no cell.
_MARKER = 4
# Cells of a row and rows around it that are looked at.
_CELLS, _NEAR = 30, 5
# Marks that lead to a note; but behind units and figures, a raised figure is a power.
_RAISED = re.compile(r"\d{1,3}(?:\s*,\s*\d{1,3})*|[*†‡§¶]+")
_NO_MARK_AFTER = re.compile(r"(?:\d|(?<![^\W\d_])(?:m|km|cm|mm|ft|s|h))$")
# A cell of more letters is a paragraph.
_CELL_LETTERS = 60


@dataclass(frozen=True, kw_only=True)
class Line:
    """Runs that stand on one line, from left to right. What is asked of it again and again is kept."""

    runs: tuple[Run, ...]

    @property
    def x0(self) -> float:
        return self.runs[0].x0

    @cached_property
    def x1(self) -> float:
        return max(run.x1 for run in self.runs)

    @property
    def y0(self) -> float:
        return self.main.y0

    @property
    def y1(self) -> float:
        return self.main.y1

    @property
    def size(self) -> float:
        """Height of the letters of most of the line, in points."""
        return self.main.size

    @cached_property
    def main(self) -> Run:
        """The longest run: a raised figure does not say where a line stands."""
        return max(self.runs, key=lambda run: len(run.text))

    @cached_property
    def text(self) -> str:
        """The words of the line, without the raised marks that lead to notes."""
        size, foot = self.size, self.y0
        out = ""
        at = self.x0
        for run in self.runs:
            raised = run.size < 0.8 * size and run.y0 > foot + 0.15 * size
            mark = raised and out.strip() and _RAISED.fullmatch(run.text.strip())
            if not mark or _NO_MARK_AFTER.search(out):
                out += (" " if out and run.x0 - at > 0.15 * size else "") + run.text
            at = max(at, run.x1)
        return clean(" ".join(out.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Lines that are read one after another. table: they are rows, whose cells are their runs."""

    lines: tuple[Line, ...]
    table: bool = False


def regions_of(runs: Sequence[Run]) -> Iterator[Region]:
    """The regions of a page in reading order."""
    yield from _split(list(runs), 0)


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """The runs as lines from top to bottom: those that share most of their height stand on one."""
    lines: list[list[Run]] = []
    longest: Run | None = None
    for run in sorted(runs, key=lambda run: (-run.y1, run.x0)):
        if longest is None or not _beside(longest, run):
            lines.append([])
            longest = run
        lines[-1].append(run)
        longest = max(longest, run, key=lambda held: len(held.text))
    return [Line(runs=tuple(sorted(line, key=lambda run: run.x0))) for line in lines]


def _beside(longest: Run, run: Run) -> bool:
    """True when a run belongs to a line: beside its longest run, or raised or lowered a little."""
    shared = min(longest.y1, run.y1) - max(longest.y0, run.y0)
    return shared > 0.5 * min(longest.size, run.size)


def _split(runs: list[Run], depth: int) -> Iterator[Region]:
    if not runs:
        return
    parts = list(_around_tables(runs))
    if len(parts) > 1:
        for part in parts:
            yield from _split(part, depth + 1)
        return
    gutter = _gutter(runs) if depth < _DEEPEST else None
    if gutter is None:
        yield from _leaves(lines_of(runs))
        return
    for crossing, band in _bands(runs, gutter):
        if crossing:
            yield from _split(band, depth + 1)
        else:
            left, right = _sides(band, gutter)
            yield from _split(left, depth + 1)
            yield from _split(right, depth + 1)


def _around_tables(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs in stretches from top to bottom: tables of short cells, and what is between."""
    lines = lines_of(runs)
    rows = [_is_row(line) for line in lines]
    held: list[Run] = []
    at = 0
    while at < len(lines):
        end = _end_of(rows, at)
        if _is_short_table(lines[at:end]):
            if held:
                yield held
            yield [run for line in lines[at:end] for run in line.runs]
            held = []
        else:
            end = max(end, at + 1)
            held.extend(run for line in lines[at:end] for run in line.runs)
        at = end
    if held:
        yield held


def _sides(runs: Sequence[Run], gutter: float) -> tuple[list[Run], list[Run]]:
    left = [run for run in runs if run.x0 < gutter - 0.01]
    return left, [run for run in runs if run.x0 >= gutter - 0.01]


def _bands(runs: Sequence[Run], gutter: float) -> Iterator[tuple[bool, list[Run]]]:
    """The runs from top to bottom: bands that keep clear of the gutter, and between them what crosses it."""
    held: list[Run] = []
    crossed: bool | None = None
    for line in lines_of(runs):
        crosses = any(_crosses(run, gutter) for run in line.runs)
        if crossed is not None and crosses != crossed:
            yield crossed, held
            held = []
        crossed = crosses
        held.extend(line.runs)
    if held:
        yield bool(crossed), held


def _crosses(run: Run, gutter: float) -> bool:
    return run.x0 < gutter - 0.01 and run.x1 > gutter - 0.3 * run.size


def _gutter(runs: Sequence[Run]) -> float | None:
    """The left edge of the right side of the best gutter, or None when the runs stand in one column."""
    best, most = None, 0
    for edge in _edges(runs):
        support = sum(_support(band, edge) for crossing, band in _bands(runs, edge) if not crossing)
        if support > most:
            best, most = edge, support
    return best


def _edges(runs: Sequence[Run]) -> list[float]:
    """Left edges that several lines share, those of most first; the page's own left edge is none."""
    size = median(run.size for run in runs)
    shared: list[list[float]] = []
    for edge in sorted(run.x0 for run in runs):
        if shared and edge - shared[-1][0] < 0.5 * size:
            shared[-1].append(edge)
        else:
            shared.append([edge])
    often = sorted(
        (group for group in shared[1:] if len(group) >= _SIDE_LINES), key=lambda group: -len(group)
    )
    return [group[0] for group in often[:_CANDIDATES]]


def _support(band: Sequence[Run], edge: float) -> int:
    """How many lines of running text stand on the weaker side of a gutter; 0 where it is none."""
    left, right = _sides(band, edge)
    if not left or not right or edge - max(run.x1 for run in left) < _GUTTER * median(r.size for r in band):
        return 0
    sides = [lines_of(side) for side in (left, right)]
    # Only what stands beside the other side counts.
    low = max(side[-1].y0 for side in sides)
    high = min(side[0].y1 for side in sides)
    beside = [[line for line in side if line.y1 > low and line.y0 < high] for side in sides]
    if min(map(len, beside)) < _SIDE_LINES or not all(map(_is_running, beside)):
        return 0
    return min(map(len, beside))


def _is_running(lines: Sequence[Line]) -> bool:
    """True for lines of running text, not for cells, numbers and bullets."""
    texts = [" ".join(run.text for run in line.runs) for line in lines]
    letters = sum(map(len, texts)) / len(texts)
    return letters >= _SIDE_LETTERS and sum(len(text.split()) for text in texts) / len(texts) >= _SIDE_WORDS


# ---- tables ------------------------------------------------------------------------------------


def _end_of(rows: Sequence[bool], at: int) -> int:
    """Where the rows that begin at a line end."""
    while at < len(rows) and rows[at]:
        at += 1
    return at


def _is_short_table(lines: Sequence[Line]) -> bool:
    """True for rows in columns whose cells are no lines of text."""
    if len(lines) < _TABLE_ROWS:
        return False
    cells = [cell for line in lines for cell in _with_cells(line).runs]
    return sum(len(cell.text) for cell in cells) < _SIDE_LETTERS * len(cells) and _in_columns(lines)


def _leaves(lines: Sequence[Line]) -> Iterator[Region]:
    """One column as stretches of text and tables."""
    rows = [_is_row(line) for line in lines]
    at = 0
    while at < len(lines):
        end = _end_of(rows, at)
        if end - at >= _TABLE_ROWS and _in_columns(lines[at:end]):
            yield Region(lines=tuple(_with_cells(line) for line in lines[at:end]), table=True)
            at = end
            continue
        end = max(end, at + 1)
        while end < len(lines) and not rows[end]:
            end += 1
        yield Region(lines=tuple(lines[at:end]))
        at = end


def _with_cells(line: Line) -> Line:
    """The line with runs that stand close together made one cell."""
    cells: list[Run] = []
    for run in line.runs:
        if cells and run.x0 - cells[-1].x1 < _CELL_GAP * run.size:
            last = cells[-1]
            text = f"{last.text} {run.text}"
            cells[-1] = Run(
                text=text, x0=last.x0, y0=min(last.y0, run.y0), x1=run.x1, y1=max(last.y1, run.y1)
            )
        else:
            cells.append(run)
    return Line(runs=tuple(cells))


def _is_row(line: Line) -> bool:
    """True for two cells and more, but not for a list's item behind its number."""
    cells = _with_cells(line).runs
    if len(cells) < 2 or max(len(cell.text) for cell in cells) > _CELL_LETTERS:
        return False
    return len(cells) > 2 or len(cells[0].text) > _MARKER


def _in_columns(lines: Sequence[Line]) -> bool:
    """True when most cells, but for each row's first, stand under another one: by an edge or the middle."""
    rows = [_with_cells(line).runs[1:_CELLS] for line in lines]
    found = [
        any(
            _aligned(cell, other)
            for row in rows[max(0, at - _NEAR) : at] + rows[at + 1 : at + _NEAR]
            for other in row
        )
        for at, cells in enumerate(rows)
        for cell in cells
    ]
    return 4 * sum(found) >= 3 * len(found)


def _aligned(one: Run, other: Run) -> bool:
    near = _ALIGNED * one.size
    return (
        abs(one.x0 - other.x0) < near
        or abs(one.x1 - other.x1) < near
        or abs(one.x0 + one.x1 - other.x0 - other.x1) < 2 * near
    )
