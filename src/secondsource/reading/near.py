"""Finding what stands near, so that a long text is read in time in proportion to its length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
_CELL = 64  # words (or characters) of one cell; a stretch is entered in each cell that it touches


class Near(Generic[T]):
    """Things by the half-open range they stand at, words or characters; more may come at any time."""

    def __init__(self, things: Iterable[tuple[tuple[int, int], T]] = ()) -> None:
        self._cells: dict[int, list[tuple[int, int, T]]] = {}
        for at, thing in things:
            self.add(at, thing)

    def add(self, at: tuple[int, int], thing: T) -> None:
        """One more, at a range that is not empty."""
        entry = (*at, thing)
        for cell in range(at[0] // _CELL, (at[1] - 1) // _CELL + 1):
            self._cells.setdefault(cell, []).append(entry)

    def touching(self, at: tuple[int, int]) -> Iterator[T]:
        """What shares a part with a range, each once, by cells and in these in the order it came."""
        first, last = at
        left = first // _CELL
        for cell in range(left, (last - 1) // _CELL + 1):
            for a, b, thing in self._cells.get(cell, ()):
                # One that began in an earlier cell was met there.
                if a < last and first < b and (cell == left or a // _CELL == cell):
                    yield thing
