"""One figure as one point gives it, and when two of them speak of the same and can both be true.

Bounds are thousandths, days proleptic ordinals; None is open or unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

from secondsource.model.wording import Outlook

# Two figures within a twentieth are one where either is approximate or round ("about 50" and "52", "500" and
# "512"): the slack of the words themselves. Linking compares claims by the same measure.
SLACK = 20
_CHANGES = ("up", "down")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A figure in a report.

    line: who counts, the party whose word it is, "" for the writer's (then the publisher, else the report
    counts). of: what is counted, as far as the words say; place, unit and the rest are one for all figures of
    an estimate. scope: "total", "part", "period", "backlog" or None; since, area: of the scope. as_of: first
    and last day for which it holds, those of publication where the words give none; of a forecast, the time
    it looks ahead to. growing: a count that can only grow, by its words ("so far") or its deed (killed);
    falling: one that falls with time by its nature, as that of the missing does. repeats: the point that this
    one only echoes. version: its place among the versions of one report, where that is known. correcting:
    said in place of an earlier figure, in so many words. withdrawn: taken back, or told only to be denied or
    corrected.
    """

    point: str
    report: str
    low: int | None
    high: int | None
    relation: str = "="
    approximate: bool = False
    of: str = ""
    scope: str | None = None
    since: int | None = None
    area: str | None = None
    outlook: Outlook = "seen"
    growing: bool = False
    falling: bool = False
    line: str = ""
    publisher: str = ""
    published: str | None = None
    as_of: tuple[int | None, int | None] = (None, None)
    lineage: str = ""
    version: int | None = None
    repeats: str | None = None
    correcting: bool = False
    withdrawn: bool = False
    path: str = ""
    text: str = ""
    source: str = ""

    @property
    def counter(self) -> str:
        """The line of counting: a party, else the publisher, else the report in all its versions."""
        return self.line or self.publisher or self.lineage or self.report

    @property
    def grows(self) -> bool:
        """Whether it is a count that cannot fall: by its deed, or a total, or since a day."""
        running = self.scope == "total" or (self.scope is None and self.since is not None)
        return self.growing or (running and not self.falling)

    @property
    def scope_key(self) -> tuple[object, ...]:
        """What must be equal for two figures to be of one scope. A total needs no word for it.

        A change ("rose by 12") is no level. A part is compared only with the same part, a period with the
        same one.
        """
        if self.relation in _CHANGES:
            return ("change", self.area, self.since, self.as_of)
        kind = self.scope or "total"
        part = self.of if kind == "part" else ""
        period = self.as_of if kind == "period" else None
        return (kind, self.area, self.since, part, period)

    @property
    def comparable(self) -> bool:
        """Whether others can contradict or replace it: not a part of which nobody says which one it is."""
        return (
            not self.withdrawn
            and self.relation not in _CHANGES
            and not (self.scope == "part" and not self.of)
        )


def order(given: Given) -> tuple[object, ...]:
    """A key that sorts figures by the time for which they hold, then by publication, then by content."""
    moment = given.as_of[1] if given.as_of[1] is not None else given.as_of[0]
    bounds = (given.low is None, given.low or 0, given.high is None, given.high or 0)
    dated = (moment is None, moment or 0, given.published is None, given.published or "")
    return (*dated, given.version or 0, given.report, given.point, *bounds)


def meets(one: Given, other: Given) -> bool:
    """Whether some number lies within the bounds of both, or they are apart by the words' own slack alone."""
    low, high = (one, other) if _reach(one) <= _reach(other) else (other, one)
    if low.high is None or high.low is None or high.low <= low.high:
        return True
    near = (high.low - low.high) * SLACK <= max(abs(high.low), abs(low.high))
    loose = one.approximate or other.approximate or _is_round(low.high) or _is_round(high.low)
    return near and loose


def _reach(given: Given) -> tuple[bool, int]:
    """A key that puts the one lower of two figures whose bounds do not meet."""
    return (given.low is not None, given.low or 0)


def _is_round(thousandths: int) -> bool:
    """Whether a whole number of at least three digits has but two that are not nought."""
    digits = str(abs(thousandths) // 1000)
    return thousandths % 1000 == 0 and len(digits) >= 3 and digits[2:].strip("0") == ""


def below(one: Given, other: Given) -> bool:
    """Whether the first is lower for sure."""
    return one.high is not None and other.low is not None and one.high < other.low and not meets(one, other)


def overlap(one: Given, other: Given) -> bool:
    """Whether both may hold for one day; an open end is any day."""
    (a, b), (c, d) = one.as_of, other.as_of
    return (b is None or c is None or c <= b) and (d is None or a is None or a <= d)


def outdates(late: Given, early: Given) -> bool:
    """Whether a later figure leaves an earlier one behind, whoever counts: more dead, fewer missing."""
    first, last = late.as_of[0], early.as_of[1]
    if first is None or last is None or first <= last or late.outlook != early.outlook:
        return False
    return (early.growing and late.growing and below(early, late)) or (
        early.falling and late.falling and below(late, early)
    )


def same_bounds(one: Given, other: Given) -> bool:
    """Whether two figures say the same."""
    return (one.low, one.high, one.approximate) == (other.low, other.high, other.approximate)


def is_exact(given: Given) -> bool:
    """Whether it is one number, and no round one by its words."""
    return given.low is not None and given.low == given.high and not given.approximate


def shown(given: Given) -> str:
    """The figure for people."""
    about = "about " if given.approximate else ""
    if given.low is None and given.high is None:
        return "an unknown number"
    if given.low == given.high and given.low is not None:
        return about + number(given.low)
    if given.high is None:
        return f"{about}{number(given.low or 0)} or more"
    if given.low is None:
        return f"{about}up to {number(given.high)}"
    return f"{about}{number(given.low)} to {number(given.high)}"


def number(thousandths: int) -> str:
    """Thousandths as people write them: 12,000 or 0.5."""
    whole, rest = divmod(abs(thousandths), 1000)
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:03d}".rstrip("0") if rest else "")
