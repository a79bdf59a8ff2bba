"""What an expression means before it is reckoned: terms that may still lack a year, a month or a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Anchor = Literal["now", "told"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date as far as it is given; `of` is the year where it is told in other words ("of last year").

    swapped: the other (month, day) that digits such as 02/03 allow. order: "day" or "month", which of them
    came first where digits can be read one way alone. short: the year was of two digits.
    holiday: the name of a day that goes by a rule, in place of month and day.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    of: Term | None = None
    swapped: tuple[int, int] | None = None
    order: str | None = None
    short: bool = False
    holiday: str | None = None
    document: bool = False


@dataclass(frozen=True, slots=True)
class Fraction:
    """A quarter (1-4), half (1-2) or season of a year; `of` as in Calendar."""

    kind: Literal["quarter", "half", "season"]
    number: int | str
    year: int | None = None
    of: Term | None = None


@dataclass(frozen=True, slots=True)
class Era:
    """A decade, century or run of years that stands by itself. before: before the common era."""

    kind: Literal["decade", "century", "hundred", "years", "fiscal"]
    number: int
    last: int = 0
    before: bool = False


@dataclass(frozen=True, slots=True)
class Relative:
    """The unit so many away from the one that holds the reference. number: of a weekday, month, season."""

    unit: str
    offset: int
    anchor: Anchor = "now"
    number: int | str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A time so many units before (-1) or after (1) the reference: "three days later". None: unsaid how many.

    of: the time that they are counted from, where it is told ("two weeks after Christmas"). ahead: after
    "in", which makes a time of what is to come and a length of what was.
    """

    amount: float | None
    unit: str
    direction: int
    anchor: Anchor = "now"
    of: Term | None = None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The units that end (-1) or begin (1) at the reference: "the past three months"."""

    amount: float | None
    unit: str
    direction: int
    anchor: Anchor = "now"
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """START, MID or END of a time; BEFORE, AFTER: its part before or after the reference."""

    of: Term
    which: str


@dataclass(frozen=True, slots=True)
class Within:
    """Units counted inside a time: the last (side -1) or first (1) `count`, or the n-th alone (nth)."""

    of: Term
    unit: str
    count: int
    side: int
    nth: bool = False


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week that holds or begins with a day."""

    of: Term


@dataclass(frozen=True, slots=True)
class Daypart:
    """A part of a day (MO, MI, AF, EV, NI, DT). day None: told before. over: it runs into the next one."""

    day: Term | None
    part: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. hour None: only the words are there. open: it could be morning or evening."""

    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str | None = None
    day: Term | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A duration, by its TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repeated time, by its TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """PAST_REF, PRESENT_REF, FUTURE_REF, or another value without bounds.

    placed: the words mean the day of the report itself ("right now"), not the time it is written in; with
    PAST_REF the time told last ("at that time").
    """

    value: str
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From one time to another."""

    first: Term
    last: Term


Term: TypeAlias = (
    Calendar | Fraction | Era | Relative | Shift | Period | Part | Within | WeekOf | Daypart | Clock | Length
    | Repeat | Vague | Range
)  # fmt: skip
# The end of an expression (the word after its last one) and what it means.
Match = tuple[int, Term]
