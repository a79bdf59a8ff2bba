"""No pattern of the package takes for ever on a text made to keep it busy: a report may hold anything."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import FrameType
from typing import Any

import pytest

import secondsource

# Each over and over, and then something that fits nothing, so that all ways of matching are tried.
_PARTS = (
    "A", "a", "A ", "a ", "Ab ", "Ab", "Ab-", "A.", "1", "1,", "1,000 ", "1.", " ", "\n", "\t", "-", "'",
    "’", "\"", "“", "(", ")", "[", "<a ", "<a>", "</", "&", "=", ",", ", ", ".", ". ", "of ", "the ",
    "and ", "A of ", "of the A ", "A and ", "said ", "he said ", "Mr A ", "May 1, ", "2024-", "10:",
    "$1 ", "1 per cent ", "x@x.", "/a", "http://a", "_", "é", "É ", "ß", "中", "\u200b", "\xa0", "ll",
    "'s ", "A's ", "who A ", "- A", "A\n", "a\n\n",
)  # fmt: skip
# At this length a pattern that goes by the square of it takes a tenth of the time, one by the cube all of it.
_LENGTH = 500
_SECONDS = 1.0  # of the processor, so that a busy machine changes nothing


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.walk_packages(secondsource.__path__, "secondsource."):
        if found.name.endswith("__main__") or ".migrations" in found.name:
            continue
        try:
            module = importlib.import_module(found.name)
        except ImportError:
            continue
        for name, held in vars(module).items():
            if not name.startswith("__"):
                yield from ((f"{found.name}.{name}", pattern) for pattern in _inside(held))


def _inside(held: Any) -> Iterator[re.Pattern[str]]:
    """The patterns that a value is, or holds: tables of them, and rows with several."""
    if isinstance(held, re.Pattern):
        if isinstance(held.pattern, str):
            yield held
    elif isinstance(held, dict):
        for each in held.values():
            yield from _inside(each)
    elif isinstance(held, list | tuple | frozenset | set):
        for each in held:
            yield from _inside(each)
    elif is_dataclass(held) and not isinstance(held, type):
        for field in fields(held):
            yield from _inside(getattr(held, field.name, None))


PATTERNS = {(p.pattern, p.flags): (name, p) for name, p in patterns()}


def _late(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


def slow_on(pattern: re.Pattern[str]) -> str | None:
    """What keeps a pattern busy for longer than it may be, over and over; None where nothing does."""
    before = signal.signal(signal.SIGVTALRM, _late)
    part = ""
    try:
        for part in _PARTS:
            text = part * (_LENGTH // len(part)) + "\x00"
            signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
            for _ in pattern.finditer(text):
                pass
            pattern.match(text)
    except TimeoutError:
        return part
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return None


@pytest.mark.parametrize(("name", "pattern"), list(PATTERNS.values()), ids=[n for n, _ in PATTERNS.values()])
def test_a_pattern_is_done_in_time(name: str, pattern: re.Pattern[str]) -> None:
    part = slow_on(pattern)
    assert part is None, f"{name} takes over {_SECONDS} s on {part!r} over and over"


# Ways to match that double with each letter, and those that go by the fourth power of the length.
@pytest.mark.parametrize("slow", [r"(?:[A-Z][\w.-]*\s?)+x", r"\s*,?\s*,?\s+x"])
def test_a_pattern_that_takes_for_ever_is_found(slow: str) -> None:
    assert slow_on(re.compile(slow)) is not None


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 400
