"""Finding what stands near, so that a long text is read in time in proportion to its length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")
_CELL = 64  # words (or characters) of one cell; a stretch is entered in each cell that it touches


class Near(Generic[T]):
    """Things by the half-open range they stand at, words or characters; more may come at any time."""

    def __init__(self, things: Iterable[tuple[tuple[int, int], T]] = ()) -> None:
        self._cells: dict[int, list[tuple[int, int, T]]] = defaultdict(list)
        for at, thing in things:
            self.add(at, thing)

    def add(self, at: tuple[int, int], thing: T) -> None:
        """One more, at a range that is not empty."""
        a, b = at
        first, last = a // _CELL, (b - 1) // _CELL
        if first == last:
            self._cells[first].append((a, b, thing))
            return
        for cell in range(first, last + 1):
            self._cells[cell].append((a, b, thing))

    def touching(self, at: tuple[int, int]) -> list[T]:
        """What shares a part with a range, each once, by cells and in these in the order it came."""
        first, last = at
        left, right = first // _CELL, (last - 1) // _CELL
        cells = self._cells
        out = [thing for a, b, thing in cells[left] if a < last and first < b] if left in cells else []
        for cell in range(left + 1, right + 1):
            # One that began in an earlier cell was met there.
            out += [thing for a, _, thing in cells.get(cell, ()) if a < last and a // _CELL == cell]
        return out
