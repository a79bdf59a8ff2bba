"""Finding expressions of time: from sign to sign, each place read once, the longest expression taken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secondsource.model.statement import Mention
from secondsource.reading.times.grammar import expression
from secondsource.reading.times.guards import no_time
from secondsource.reading.times.signs import OPENERS, REACH, SIGNS
from secondsource.reading.times.terms import Calendar, Term
from secondsource.reading.times.words import Words

_NEAR = 12  # names that may begin before a place and still hold it
_GIVEN_NAMES = frozenset({"april", "may", "june", "august", "summer", "autumn", "dawn", "easter"})
_NAMES = frozenset({"person", "organization", "unit", "place", "platform", "weapon"})


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of the text, [first, last), and what they mean."""

    first: int
    last: int
    term: Term


def found(w: Words, mentions: Sequence[Mention]) -> list[Expression]:
    """The expressions of a text in order; none overlaps another or stands inside a name."""
    names = _Names(mentions)
    out: list[Expression] = []
    done = 0
    for k in _places(w):
        if k < done:
            continue
        w.confine(k)
        match = expression(w, k)
        if match is None or no_time(w, k, match):
            continue
        if names.hold(w, k, match[0], match[1]):
            done = k + 1
            continue
        out.append(Expression(k, match[0], match[1]))
        done = match[0]
    return out


def _places(w: Words) -> Iterator[int]:
    """The words at which an expression may begin: signs, and what may lead one in shortly before."""
    last = -1
    telling = {word for word in set(w.lower) if word in SIGNS or word[0].isdecimal()}
    for k, word in enumerate(w.lower):
        if word in telling:
            for at in range(max(last + 1, k - REACH), k):
                if w.lower[at] in OPENERS:
                    yield at
            yield k
            last = k


class _Names:
    """The stretches of the text that are names."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        held = [m for m in mentions if m.form == "name" and m.type in _NAMES and len(m.spans) == 1]
        self._spans = sorted((m.spans[0].start, m.spans[0].end, str(m.type)) for m in held)

    def hold(self, w: Words, first: int, last: int, term: Term) -> bool:
        """Whether a name holds these words, and more or a person's name alone.

        A year that opens a name of something else dates it, and stays; "Tuesday" is no person.
        """
        start, end = w.starts[first], w.ends[last - 1]
        at = bisect_right(self._spans, (start, len(w.text) + 1, "")) - 1
        for a, b, kind in reversed(self._spans[max(0, at - _NEAR) : at + 1]):
            if not (a <= start and end <= b):
                continue
            if b - a == end - start:
                return kind == "person" and w.lower[first] in _GIVEN_NAMES
            dates = a == start and isinstance(term, Calendar) and term.year is not None
            return kind == "person" or not dates
        return False
