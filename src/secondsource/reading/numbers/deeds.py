"""What a measure, a span of time or an amount is told of where no noun has it: a verb with its object.

"crossed the bay at 90 mph", "held the men for 12 days", "sold the mill for $3m".
"""

from __future__ import annotations

from secondsource.reading.clauses import AUXILIARIES, is_adverb
from secondsource.reading.numbers import events
from secondsource.reading.numbers.beside import phrase_at
from secondsource.reading.numbers.figure import Figure
from secondsource.reading.numbers.heads import ahead
from secondsource.reading.numbers.measured import subject_of
from secondsource.reading.numbers.nouns import (
    CONJUNCTIONS,
    DETERMINERS,
    PLACED_BY_TIME,
    PREPOSITIONS,
    PRONOUNS,
    Prose,
    chunk_before,
    words_in,
)
from secondsource.reading.numbers.verbs import BE
from secondsource.reading.tags import Range

_LEADING = words_in(
    "for in within under by at to of about around over nearly almost only just some more less than up least "
    "most the a an another"
)
_PLACING = words_in("after before ago later earlier since from ahead")  # the span only says when
_WINDOWS = PLACED_BY_TIME | words_in("every each since after over during")
_TRADING = words_in(
    "sell sells sold selling buy buys bought buying purchase purchased purchasing acquire acquired acquiring "
    "auction auctioned rent rented lease leased hire hired"
)
_GRANTING = words_in(
    "give gives gave given giving provide provides provided allow allows allowed has have had"
)
_GOING = words_in("go goes went going gone drag drags dragged dragging carry carried stretched")
_OPENING = frozenset((",", "“", '"', "and", "but"))
_FULL = 6  # words of a verb with all that follows it up to its figure
_FAR = 16  # words between a verb and its figure
_MARKS = frozenset(".;:?!—–(")


def told_of(prose: Prose, figure: Figure, event: Range | None, first: int, last: int) -> Range | None:
    """The verb of a measure or a span of time, with what stands before the figure where that is short.

    None where the span only says when something was: "two days after", "in the last 12 hours".
    """
    at, behind = figure.words
    if _places(prose, figure, first, last):
        return None
    begins = at
    while begins > first and prose.lower[begins - 1] in _LEADING:
        begins -= 1
    if begins == first or prose.lower[begins - 1] in _OPENING:
        opened = _opened(prose, event, behind, last) if begins < at else None
        if opened is not None or begins == first:
            return opened
    return _led(prose, event, begins, first)


def _places(prose: Prose, figure: Figure, first: int, last: int) -> bool:
    """Whether a measure only says when or where something was: "two days after", "in the last 12 hours"."""
    lower, (at, behind) = prose.lower, figure.words
    following = lower[behind] if behind < last else "."
    if figure.kind == "measure":
        return following == "away"
    near, before = lower[max(first, at - 3) : at], lower[at - 1] if at > first else ""
    if (following in _PLACING and before != "for") or any(w in _WINDOWS for w in near):
        return True
    if any(w in PLACED_BY_TIME for w in lower[at : figure.core[0]]):
        return True
    if before in DETERMINERS and (following in PRONOUNS or following == "that"):
        return True  # "the ten years he spent"
    return following == "to" and any(w in _GRANTING for w in lower[max(first, at - _FULL) : at])


def _opened(prose: Prose, event: Range | None, behind: int, last: int) -> Range | None:
    """The verb and object of the clause that a figure opens: "For three days, the court heard witnesses"."""
    if event is None or event[0] < behind:
        event = ahead(prose, behind, last)
    if event is not None and event[1] - event[0] > 1 and prose.lower[event[0]] in BE:
        event = (event[0] + 1, event[1])  # "was head of"
    if event is None or prose.lower[event[0]] in AUXILIARIES | BE:
        return None
    return _with_object(prose, event, last)


def _led(prose: Prose, event: Range | None, begins: int, first: int) -> Range | None:
    """The verb that leads to a figure; behind a copula the state that it gives."""
    lower = prose.lower
    if event is None or event[1] > begins or begins - event[0] > _FAR:
        event = events.nearest_verb(prose, begins, first)
    if event is None or event[1] > begins or any(w in _MARKS for w in lower[event[0] : begins]):
        return None
    verb = next((k for k in range(*event) if lower[k] not in AUXILIARIES | BE), event[1])
    if verb == begins:
        return None  # "it has been six years"
    if lower[verb] in _GOING and lower[verb + 1] == "on":
        return subject_of(prose, verb, first)  # "the talks went on for nine hours"
    if lower[begins] == "by" and verb + 1 == begins and verb > first and lower[verb - 1] in BE:
        return subject_of(prose, _group(prose, verb, first), first)  # "the flight was delayed by two hours"
    if begins - verb <= _FULL and not any(
        w == "," or k in prose.figure for k, w in _between(prose, verb, begins)
    ):
        return (verb, _without_preposition(prose, verb, begins))
    return _with_object(prose, (verb, max(event[1], verb + 1)), begins)


def _group(prose: Prose, verb: int, first: int) -> int:
    """Where the auxiliaries of a verb begin."""
    while verb > first and prose.lower[verb - 1] in AUXILIARIES | BE:
        verb -= 1
    return verb


def _without_preposition(prose: Prose, verb: int, end: int) -> int:
    while end > verb + 1 and prose.lower[end - 1] in PREPOSITIONS:
        end -= 1
    return end


def _between(prose: Prose, first: int, last: int) -> list[tuple[int, str]]:
    return [(k, prose.lower[k]) for k in range(first, last)]


def _with_object(prose: Prose, event: Range, last: int) -> Range:
    """A verb with the noun phrase right behind it."""
    found = phrase_at(prose, event[1], last) if event[1] < last else None
    near = found is not None and found[0] - event[1] <= 2 and found[1] - event[0] <= _FULL
    barred = any(
        w in PREPOSITIONS or not w[0].isalnum() for w in prose.lower[event[1] : found[0] if found else 0]
    )
    return (event[0], found[1]) if found is not None and near and not barred else event


def numbered_before(prose: Prose, figure: Figure, first: int) -> Range | None:
    """What is counted right before a span of time: "3,000 calls in two hours"."""
    lower, at = prose.lower, figure.words[0]
    if at - 1 <= first or lower[at - 1] not in {"in", "within"}:
        return None
    found = chunk_before(prose, at - 1, first)
    return found if found is not None and found[0] - 1 in prose.figure else None


def traded(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """What is bought or sold for an amount: "sold the mill for $3m", "the mill was bought for $3m"."""
    lower, k = prose.lower, figure.words[0]
    while k > first and (
        lower[k - 1] in DETERMINERS or is_adverb(lower[k - 1]) or lower[k - 1] in {"about", "over"}
    ):
        k -= 1
    if k - 1 <= first or lower[k - 1] not in {"for", "at"}:
        return None
    for verb in range(k - 2, max(first, k - _FAR), -1):
        word = lower[verb]
        if word in {".", ";", ":", "?", "!"} or word in CONJUNCTIONS:
            return None
        if word in _TRADING and lower[verb - 1] not in DETERMINERS:
            found = phrase_at(prose, verb + 1, k - 1) if verb + 1 < k - 1 else None
            if found is not None and lower[found[0]] not in PRONOUNS:
                return found
            return subject_of(prose, verb, first)
    return None
