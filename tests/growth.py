"""How the work of a call grows with what it is given, counted and not timed: the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python a call runs. What libraries in C do inside of a line is not counted."""
    count = 0

    def line(_frame: FrameType, event: str, _given: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[Any], object], make: Callable[[int], Any], size: int) -> float:
    """How many times as many steps a call takes for four times as much: 4 in proportion, 16 by the square."""
    small, large = make(size), make(4 * size)
    return steps(lambda: work(large)) / steps(lambda: work(small))
