"""What each figure of a report counts or measures: the noun with its closest modifiers, as written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from secondsource.model.statement import Reason
from secondsource.reading.clauses import AUXILIARIES
from secondsource.reading.numbers import events
from secondsource.reading.numbers.beside import (
    among,
    beside,
    dimension,
    distance,
    for_what,
    in_amount,
    in_custody,
    in_goods,
    into,
    multiplied,
    of_what,
    purpose,
    whole_before,
)
from secondsource.reading.numbers.deeds import numbered_before, told_of, traded
from secondsource.reading.numbers.figure import Figure, FigureKind
from secondsource.reading.numbers.measured import (
    amount_of,
    before_of,
    beyond,
    brought,
    done_within,
    noun_before,
    rising,
    set_beside,
    set_off,
    subject,
    subject_of,
)
from secondsource.reading.numbers.nouns import DETERMINERS, DOZENS, THEM, Prose, is_verb, stops, words_in
from secondsource.reading.numbers.verbs import BE
from secondsource.reading.tags import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a figure counts, in words of the text; None where the text has no words for it.

    words may stand in a sentence before the figure ("three of them"). event: the verb or the noun of an event
    that carries the figure's clause ("killed", "has", "is home"); None where no verb is found. by_deed: no
    noun says what is counted, so that the event stands for it ("killing 12").
    """

    words: Range | None
    event: Range | None = None
    by_deed: bool = False
    reasons: tuple[Reason, ...] = ()


_Way = Callable[[Prose, Figure, int, int], Range | None]


_WAYS: dict[FigureKind, tuple[_Way, ...]] = {
    "count": (beside, of_what, whole_before, in_goods, subject, before_of, brought, beyond, set_beside),
    "share": (of_what, whole_before, beside, before_of, subject, brought, beyond, set_beside, among),
    "money": (
        amount_of,
        beside,
        of_what,
        in_amount,
        before_of,
        traded,
        subject,
        brought,
        beyond,
        for_what,
        set_off,
    ),
    "duration": (beside, of_what, into, in_custody, before_of, subject, purpose, done_within, for_what),
    "measure": (noun_before, distance, beside, dimension, before_of, subject, beyond, brought),
    "factor": (of_what, multiplied, subject),
}
_POLLING = words_in("has had have received got won drew polled garnered earned attracted")
_SUMS = frozenset({"total", "number", "figure", "count", "tally", "sum"})


def counted(prose: Prose, figures: Sequence[Figure]) -> list[Count]:
    """For each figure, in order of their places, what it counts and what happened to that."""
    out: list[Count] = []
    for at, figure in enumerate(figures):
        found = _named(prose, figure) or _from_before(prose, figures, at, out)
        out.append(found or _by_deed(prose, figure))
    return out


def _named(prose: Prose, figure: Figure) -> Count | None:
    """What the words beside a figure name, by the kind of the figure."""
    first, last = prose.bounds(*figure.words)
    for way in _WAYS[figure.kind]:
        words = way(prose, figure, first, last)
        if words is not None and not _only_counts(prose, words, way):
            event = events.befallen(prose, words)
            if event is None and figure.kind == "duration" and words[0] >= figure.core[0]:
                event = events.lasting(prose, words)
            if event is None and way is subject:
                event = rising(prose, figure, first, last)
            return Count(words=words, event=event or events.event_at(prose, figure.words, words))
    return None


def _only_counts(prose: Prose, words: Range, way: _Way) -> bool:
    """Whether a phrase only says that something is counted: "bringing the total to 1,400"."""
    return way in {subject, brought} and prose.lower[words[1] - 1] in _SUMS and words[1] - words[0] == 1


def _from_before(prose: Prose, figures: Sequence[Figure], at: int, done: Sequence[Count]) -> Count | None:
    """What a figure without a noun takes over from one before it: "killed nine people and injured 50"."""
    figure = figures[at]
    _, last = prose.bounds(*figure.words)
    referring = _refers(prose, figure, last)
    for back in range(at - 1, max(-1, at - 4), -1):
        other, held = figures[back], done[back]
        if other.kind != figure.kind and any(reason.code == "counted-unit" for reason in held.reasons):
            continue
        gone = prose.sentence[figure.words[0]] - prose.sentence[other.words[0]]
        if gone > 1 or (gone and not referring and figure.kind != "share"):
            break
        beside = not gone and _touches(prose, other.words[1], figure.words[0])
        if held.words is not None and not gone and _summed(prose, figure):
            return _same(prose, held.words, held.event)
        if held.words is not None and not gone and other.kind == figure.kind and _compared(prose, figure):
            return _same(prose, held.words, held.event)
        strong = _of_them(prose, figure, last)
        if figure.kind == "share" and other.kind == "money" and not gone:
            return _taken(prose, figure, other.words, last, None)
        if held.words is not None and _fits(prose, figure, other, held, beside=beside, strong=strong):
            return _taken(prose, figure, held.words, last, None if gone or strong else held.event)
    return None


def _summed(prose: Prose, figure: Figure) -> bool:
    """Whether a figure is what a bare total comes to: "taking the total to 14,870"."""
    bounds = prose.bounds(*figure.words)
    return any(
        (words := way(prose, figure, *bounds)) and _only_counts(prose, words, way)
        for way in (subject, brought)
    )


def _compared(prose: Prose, figure: Figure) -> bool:
    """Whether a figure is what one before it is set against: "up from $3m", "compared with 12 hours"."""
    lower, at = prose.lower, figure.words[0]
    while at > 1 and lower[at - 1] in {"a", "the", "just", "only", "about", "some"}:
        at -= 1
    return at > 1 and (
        (lower[at - 1] == "from" and lower[at - 2] in {"up", "down"})
        or (lower[at - 1] in {"with", "to"} and lower[at - 2] == "compared")
        or lower[at - 1] == "versus"
    )


def _touches(prose: Prose, first: int, last: int) -> bool:
    """Whether only a mark or a joining word stands between two figures: "66 to 27", "9 mph (14 km/h)"."""
    return last - first <= 3 and all(
        not w[0].isalnum() or w in {"to", "or", "and", "about", "versus", "against"}
        for w in prose.lower[first:last]
    )


def _fits(prose: Prose, figure: Figure, other: Figure, held: Count, *, beside: bool, strong: bool) -> bool:
    """Whether a figure may count what one before it does; strong: "of them" follows it."""
    if beside or held.words is None:
        return held.words is not None
    if held.by_deed or other.kind in {"money", "duration", "measure"}:
        return False
    if strong:
        return True
    return other.kind == figure.kind and prose.lower[held.words[1] - 1] not in events.BEFALLEN


def _taken(prose: Prose, figure: Figure, words: Range, last: int, event: Range | None) -> Count:
    """A count of what stands before; "others" are counted as such."""
    at = figure.words[1]
    if at < last and prose.lower[at] == "others":
        own = events.event_at(prose, (figure.words[0], at + 1), None)
        return replace(_same(prose, words, own or event), words=(at, at + 1))
    return _same(prose, words, events.event_at(prose, figure.words, None) or event)


def _same(prose: Prose, words: Range, event: Range | None) -> Count:
    return Count(
        words=words, event=event, reasons=(Reason(code="counted-before", values=(_text(prose, words),)),)
    )


def _of_them(prose: Prose, figure: Figure, last: int) -> bool:
    """Whether "of them", "of whom", "of those" follows a figure."""
    at = figure.words[1]
    return at + 1 < last and prose.lower[at] == "of" and prose.lower[at + 1] in THEM | {"that", "it"}


def _refers(prose: Prose, figure: Figure, last: int) -> bool:
    """Whether the words behind a figure point back: "of them", "others", "more", or a verb."""
    lower, at = prose.lower, figure.words[1]
    if figure.words[0] > 0 and lower[figure.words[0] - 1] == "other":
        return True
    if at >= last or figure.kind not in {"count", "share"}:
        return False
    word = lower[at]
    if word in {"others", "more", "other"}:
        return True
    if word == "of":
        return _of_them(prose, figure, last)
    return word in AUXILIARIES or word == "being" or is_verb(word)


def _by_deed(prose: Prose, figure: Figure) -> Count:
    """Where no noun says what is counted, the deed does: "killing at least 20", "raised $2m"."""
    first, last = prose.bounds(*figure.words)
    at = figure.words[1]
    event = events.event_at(prose, figure.words, None)
    if at < last and prose.lower[at] == "others":
        return Count(words=(at, at + 1), event=event)
    if event is None and figure.words[0] > first and prose.lower[figure.words[0] - 1] == "at":
        event = events.nearest_verb(prose, figure.words[0], first)  # "flew across the bay at 90 mph"
    if figure.kind in {"duration", "measure"}:
        return _spanned(prose, figure, event, first, last)
    if figure.kind == "money" and prose.lower[figure.words[0] - 1] in DETERMINERS:
        event = events.after_noun(prose, at, last) or event  # "the $300 spent"
    if event is None and prose.lower[at - 1] in DOZENS and at < last and not stops(prose.lower[at]):
        event = (at, at + 1) if prose.lower[at].isalpha() else None  # "millions live"
    event = event or events.nearest_verb(prose, figure.words[0], first)
    if event is not None and figure.kind == "share" and prose.lower[event[0]] in _POLLING:
        whose = subject_of(prose, event[0], first) if event[1] <= figure.words[0] else None
        if whose is not None:
            return Count(words=whose, event=event)  # "Berg had 52 percent"
    if event is None or prose.lower[event[0]] in AUXILIARIES | BE:
        return Count(words=None, event=event)
    return Count(
        words=event,
        event=event,
        by_deed=True,
        reasons=(Reason(code="counted-by-deed", values=(_text(prose, event),)),),
    )


def _spanned(prose: Prose, figure: Figure, event: Range | None, first: int, last: int) -> Count:
    """A measure or a span of time that no noun has: its verb, else its unit."""
    if figure.kind == "duration" and (held := numbered_before(prose, figure, first)) is not None:
        return Count(words=held, event=event)
    deed, unit = told_of(prose, figure, event, first, last), figure.words[1] - 1
    if deed is not None:
        why = Reason(code="counted-by-deed", values=(_text(prose, deed),))
        return Count(words=deed, event=event or deed, by_deed=True, reasons=(why,))
    if not prose.lower[unit].isalpha():
        return Count(words=None, event=event)
    return Count(words=(unit, unit + 1), event=event, reasons=(Reason(code="counted-unit", values=()),))


def _text(prose: Prose, words: Range) -> str:
    return prose.segments.span_of(*words).of(prose.segments.text)
