"""The time that a forecast names: the one of the reading's times that lies ahead of when it was made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secondsource.model.statement import Time

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")  # a year, month or day at the head of a date
_BEHIND = frozenset({"since", "PAST_REF", "PRESENT_REF"})
_WITHIN = re.compile(r"\b(?:with)?in (?:the |just |about |around |as little as )?$", re.IGNORECASE)
_NEAR = 30  # characters before a length of time
_PAST = re.compile(r"\b(?:last|ago|past|previous|earlier|recent|recently|yesterday|former)\b", re.IGNORECASE)


def horizon(
    text: str,
    times: Sequence[Time],
    *,
    own: Sequence[int],
    inside: Sequence[int],
    said: Sequence[int],
    published: str | None,
) -> int | None:
    """Index of the time that a forecast names; None where it names none. Ask of forecasts alone.

    text: the report's. own: indexes of the times of its points. inside: of all its content's, for where its
    points have none ahead. said: of those at which it was said; without one it was made when the report was
    published. What lies ahead by its bounds goes before what is reckoned forwards from another time told, and
    this before what cannot be placed.
    """
    made = _made(times, said, published)
    for indexes in (own, inside):
        ranked = [(rank, k) for k in indexes if (rank := _rank(text, times[k], made)) is not None]
        if ranked:
            return min(ranked)[1]
    return None


def _made(times: Sequence[Time], said: Sequence[int], published: str | None) -> str | None:
    """The day, month or year at which a statement was made, as it is known."""
    for k in said:
        day = _day(times[k].earliest)
        if day:
            return day
    return _day(published)


def _day(written: str | None) -> str | None:
    found = _DAY.match(written or "")
    return found[0] if found else None


def _rank(text: str, time: Time, made: str | None) -> int | None:
    """How surely a time lies ahead of when a forecast was made, the surest 0; None where it does not."""
    if time.type == "SET" or _BEHIND & {time.relation, time.value}:
        return None
    start, end = _day(time.earliest), _day(time.latest)
    far = end or start
    if far is None and (time.earliest or time.latest):
        return None  # before the years that can be compared
    if far is None or made is None:
        # Not to be placed, in what is said to come; how long something lasts is no horizon.
        lasts = far is None and time.type == "DURATION" and not _within(text, time)
        return None if lasts or _PAST.search(time.text) else 3
    if _after(far, made):
        # What has begun ("this year") is a horizon where nothing wholly ahead is named.
        return 0 if start is None or _after(start, made) else 1
    if far[: len(made)] == made[: len(far)]:
        return 1
    reckoned = _DAY.search(time.reference or "")  # "published 2026-03-04"
    return 2 if reckoned and _after(start or far, reckoned[0]) else None


def _within(text: str, time: Time) -> bool:
    """Whether a length of time is one within which something is to come: "within two weeks"."""
    start = time.spans[0].start if time.spans else 0
    return bool(_WITHIN.search(text[max(0, start - _NEAR) : start]))


def _after(day: str, other: str) -> bool:
    """Whether a date lies after another, by what both tell."""
    shared = min(len(day), len(other))
    return day[:shared] > other[:shared]
