"""The keys of a wording by which candidates are found: each a pure function of the wording.

A key, and the number of a wording, begin with a time: so what a ledger keeps of one time lies together, and
a report touches few of its pages, however large it is. At most ten are by words and values, of kinds, broad
ones beside finer ones, so that what is said too often to be compared by the one is still found by the other;
then those by its sense, which two wordings may share that have no word in common.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations

from secondsource.linking import senses
from secondsource.linking.events import bare
from secondsource.linking.stems import rarity
from secondsource.model.wording import Form, Wording

# A text that two wordings may share, and the first day of the span of time that it names.
Dated = tuple[str, int | None]

MOST = 10
# Bits of a number that tell the time, in units of so many days from the first of 1900.
_TIME_BITS = 12
_REST = 64 - _TIME_BITS
_UNIT = 16
_FIRST = 693_596
# Units beyond which two wordings are far: 64 days at least.
_FAR = 4
_WEEK = 7
_SPAN = 60  # days within which words alone make two candidates
_RAREST = 4  # stems whose pairs are keys
_LEAST = 24  # rarity below which a stem makes no key


def keys_of(wording: Wording) -> tuple[int, ...]:
    """The keys, in a fixed order of kinds, none twice. Those by sense are odd; of the even ones those by two
    words alone are no multiples of four.
    """
    found: dict[Dated, None] = {}
    for text in _texts(wording):
        found.setdefault(text)
        if len(found) == MOST:
            break
    worded = [_worded(text, since) for text, since in found]
    return (*worded, *(key_of(text, since) | 1 for text, since in _of_sense(wording)))


def _worded(text: str, since: int | None) -> int:
    key = key_of(text, since) & ~3
    return key | 2 if text.startswith("stems|") else key


def key_of(text: str, since: int | None = None) -> int:
    """A canonical text as a signed number of 64 bits, which begins with its time.

    since: the first day of the span of time that the text names; None where it names none.
    """
    return ((time_of(since) << _REST) | (_digest(text) & ((1 << _REST) - 1))) - (1 << 63)


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def time_of(day: int | None) -> int:
    """Which span of sixteen days a day lies in, of those from 1900 to 2079; 0 where none is known."""
    if day is None:
        return 0
    return min(max((day - _FIRST) // _UNIT + 1, 1), (1 << _TIME_BITS) - 1)


def are_far(one: int, other: int) -> bool:
    """Whether two wordings were published more than two months apart, by their numbers; one without a day is
    near to all.
    """
    times = [(number + (1 << 63)) >> _REST for number in (one, other)]
    return all(times) and abs(times[0] - times[1]) > _FAR


def id_of(wording: Wording, digest: str) -> str:
    """The id of a wording by the digest of what it holds: its first three tell when it was published."""
    kind, _, digits = digest.partition(":")
    return f"{kind}:{time_of(wording.day):03x}{digits[:-3]}"


def is_of_sense(key: int) -> bool:
    """Whether a key is one by sense."""
    return bool(key & 1)


def is_broad(key: int) -> bool:
    """Whether a key tells of no party, place, figure, deed or quotation: one by sense, or by two words."""
    return bool(key & 3)


def plainly(a: Wording, b: Wording) -> bool:
    """Whether two wordings share a key by words or values, and not by sense alone."""
    return any(not is_of_sense(key) for key in set(a.keys).intersection(b.keys))


def _of_sense(wording: Wording) -> Iterator[Dated]:
    """Two of the cells that it lies in, in each of its fortnights."""
    near = senses.cells(wording.text)
    for week in weeks(wording):
        for one, other in combinations(near, 2):
            yield f"sense|{one}|{other}|{week}", _since(week)


def specific(wording: Wording) -> list[Form]:
    """The named parties of a wording, the rarest names first."""
    named = [form for form in wording.forms if form.named]
    return sorted(named, key=lambda form: (-_worth(form.key), form.key, form.type or ""))


def short(form: Form) -> str:
    """What a party is called for short: of a person the last name, of others the whole."""
    return form.key.split()[-1] if form.type in ("person", None) else form.key


def rarest(wording: Wording) -> list[str]:
    """The rarest stems of a wording, each once; ties by the letters."""
    kept = {word for word in wording.words if rarity(word) >= _LEAST}
    return sorted(kept, key=lambda word: (-rarity(word), word))[:_RAREST]


def weeks(wording: Wording) -> tuple[int, ...]:
    """Two spans of a fortnight that the wording's day lies in: wordings of neighbouring weeks share one.

    The day is that of its first time, else that of publication.
    """
    return spans(wording, _WEEK)


def spans(wording: Wording, days: int) -> tuple[int, ...]:
    """Two spans of time that the wording's day lies in, each of twice so many days: what is no further apart
    than these shares one.
    """
    first = _day(wording)
    return () if first is None else (first // days, first // days + 1)


def _day(wording: Wording) -> int | None:
    return next((day for time in wording.times for day in time if day is not None), wording.day)


def _since(fortnight: int) -> int:
    return fortnight * _WEEK


def _of_span(text: str, first: int | None) -> Dated:
    """A text of a key with the span of time that a day lies in. Each text has spans of its own, so that two
    days near each other, which the bounds of one part, hardly ever are parted by those of all.
    """
    if first is None:
        return text, None
    off = _digest(text) % _SPAN
    span = (first + off) // _SPAN
    return f"{text}|{span}", span * _SPAN - off


def _texts(wording: Wording) -> Iterator[Dated]:
    event, parties, stems = bare(wording.event), [short(f) for f in specific(wording)[:2]], rarest(wording)
    fortnights = weeks(wording)
    if wording.quotation:
        yield f"quote|{wording.quotation}", None
    if event:
        for party in parties:
            yield f"party|{party}|{event}", None
    if len(parties) == 2:
        yield f"parties|{'|'.join(sorted(parties))}", None
    yield from _of_figures(wording, fortnights[:1])
    if event:
        for place in wording.places[:1]:
            for week in fortnights:
                yield f"place|{place}|{event}|{week}", _since(week)
    yield from _of_stems(stems, event, parties, wording)


def _of_figures(wording: Wording, fortnights: tuple[int, ...]) -> Iterator[Dated]:
    """The first figure that has a value, with its unit or what it counts, and its event; and without its
    value in its fortnight, so that other figures of one count meet.
    """
    for figure in wording.figures:
        value = figure.low if figure.low is not None else figure.high
        if value is not None:
            counted, event = figure.unit or figure.of, bare(figure.event)
            yield f"figure|{value}|{counted}|{event}", None
            if counted and event:
                for week in fortnights:
                    yield f"count|{counted}|{event}|{week}", _since(week)
            return


def _of_stems(stems: list[str], event: str, parties: list[str], wording: Wording) -> Iterator[Dated]:
    """The rarest stems with each other and with parties, in their spans of time, and with the event, in its
    week and in any.
    """
    first = _day(wording)
    pairs = [_of_span(f"stems|{min(pair)}|{max(pair)}", first) for pair in combinations(stems, 2)]
    yield from pairs[:2]
    for party in parties[:1]:
        for one in stems[:2]:
            yield _of_span(f"stem|{one}|{party}", first)
    if event and stems:
        for week in weeks(wording):
            yield f"event|{event}|{stems[0]}|{week}", _since(week)
        yield f"event|{event}|{stems[0]}", None
    yield from pairs[2:]


def _worth(name: str) -> int:
    return sum(rarity(word) for word in name.split())
