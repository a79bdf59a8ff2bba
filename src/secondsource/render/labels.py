"""Names on a map, placed one after the other where none covers another or a dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from secondsource.render.outlines import Box, Corner

Anchor = Literal["start", "middle", "end"]

SIZE = 13.0  # of the letters on a narrow screen, in the picture's units; wider screens have room to spare
_LETTER = 0.6  # of the size: the mean width of a letter
_LONGEST = 26  # letters of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words in a picture: where their line begins, ends or has its middle, by anchor."""

    text: str
    x: float
    y: float
    anchor: Anchor


class Labels:
    """Takes names for as long as there is room in the frame. size: of letters, in the picture's units."""

    def __init__(self, frame: Box, size: float = SIZE) -> None:
        self._frame = frame
        self._size = size
        self._taken: list[Box] = []

    def block(self, box: Box) -> None:
        """Let no label cover this."""
        self._taken.append(box)

    def beside(self, name: str, x: float, y: float, radius: float) -> Label | None:
        """The name beside a dot, on the first side that is free; None where none is."""
        text, off = _clipped(name), radius + 3.0 * self._size / SIZE
        wide = self._size * _LETTER * len(text)
        scale = self._size / SIZE
        half, over, under = 4.0 * scale, 3.0 * scale, 11.0 * scale
        sides: tuple[tuple[float, float, Anchor], ...] = (
            (x + off, y + half, "start"),
            (x - off, y + half, "end"),
            (x, y - off - over, "middle"),
            (x, y + off + under, "middle"),
            (x + off * 0.7, y - off * 0.7 - over, "start"),
            (x + off * 0.7, y + off * 0.7 + under, "start"),
            (x - off * 0.7, y - off * 0.7 - over, "end"),
            (x - off * 0.7, y + off * 0.7 + under, "end"),
        )
        for at, base, anchor in sides:
            left = at - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            if self._take((left, base - self._size * 0.8, left + wide, base + self._size * 0.25)):
                return Label(text=text, x=round(at, 1), y=round(base, 1), anchor=anchor)
        return None

    def within(self, name: str, corners: Sequence[Corner], *, strict: bool) -> Label | None:
        """The name inside a closed line, near its middle; strict: only where it is no wider than that."""
        text = _clipped(name)
        wide = self._size * _LETTER * len(text)
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
        if strict and wide > right - left:
            return None
        for down in (0.5, 0.35, 0.65, 0.22, 0.78):
            for along in (0.5, 0.35, 0.65):
                x, y = left + along * (right - left), top + down * (bottom - top)
                box = (x - wide / 2, y - self._size * 0.8, x + wide / 2, y + self._size * 0.25)
                if _inside((x, y), corners) and self._take(box):
                    return Label(text=text, x=round(x, 1), y=round(y, 1), anchor="middle")
        return None

    def _take(self, box: Box) -> bool:
        """Take the place if it is free and inside the frame."""
        left, top, right, bottom = self._frame
        if box[0] < left + 2 or box[1] < top + 2 or box[2] > right - 2 or box[3] > bottom - 2:
            return False
        if any(
            box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3] for one in self._taken
        ):
            return False
        self._taken.append(box)
        return True


def _inside(point: Corner, corners: Sequence[Corner]) -> bool:
    """True for a point within a closed line: a ray from it crosses the line an odd number of times."""
    x, y = point
    odd = False
    for at, (to_x, to_y) in enumerate(corners):
        from_x, from_y = corners[at - 1]
        if (from_y > y) != (to_y > y) and x < from_x + (y - from_y) * (to_x - from_x) / (to_y - from_y):
            odd = not odd
    return odd


def _clipped(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
