"""What the words behind a figure say that it counts: its noun, and phrases with "of", "in", "as"."""

from __future__ import annotations

from secondsource.reading.numbers.figure import Figure
from secondsource.reading.numbers.nouns import (
    COUNTING,
    DAYS,
    DETERMINERS,
    DOZENS,
    PLACED_BY_TIME,
    SKIPPED,
    THEM,
    TIME_UNITS,
    Prose,
    chunk_after,
    is_plural,
    is_verb,
    stops,
    words_in,
)
from secondsource.reading.tags import Range

_NOMINAL = words_in(
    "deceased wounded injured accused detained displaced unemployed disabled infected arrested convicted "
    "killed kidnapped abducted hospitalised hospitalized vaccinated surveyed polled missing bereaved "
    "elected retired evacuated rescued"
)
_BESIDE_TIME = words_in(
    "after before ago later earlier since until from late early prior previously previous"
)
_CUSTODY = words_in("prison jail custody detention hospital confinement captivity exile office power service")
_SEASONS = words_in("summer winter spring autumn fall")
_SPENDING = words_in("spend spends spent spending serve serves served serving")
_BANNING = words_in("sentenced jailed imprisoned suspended banned barred locked held detained")
_TAKING = words_in("take takes took taken taking need needs needed")
_DIMENSIONS = words_in(
    "diameter length height width depth size weight area radius volume circumference thickness altitude"
)
_NO_THING = words_in(
    "later earlier ago strong long high tall old deep wide away apart left per respectively higher lower "
    "bigger smaller larger cheaper faster slower heavier lighter older younger taller shorter longer wider "
    "deeper warmer colder hotter cooler stronger weaker richer poorer better worse thick heavy upfront "
    "depending"
)
_COMPASS = words_in(
    "north south east west northeast northwest southeast southwest north-east north-west south-east "
    "south-west northern southern eastern western inland offshore"
)
_CLOSING = frozenset("”\"’'")
_WHOLE = 12  # words from "of" to the comma
NEAR_VERB = 4  # words between such a verb and its figure


def beside(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The noun that a figure stands right before: "12,000 North Koreans", "a 10-year term"."""
    lower, at = prose.lower, figure.words[1]
    tight = at < last and lower[at] in "-‐‑–" and prose.joined(at)
    if tight:
        at += 1 + (lower[at + 1 : at + 2] != [] and lower[at + 1] in _SIZED)
    at = _past_bracket(prose, at, last)
    while at < last and lower[at] in SKIPPED:
        at += 1
    if not tight and figure.kind in {"count", "share"} and (shared := _shared(prose, at, last)) is not None:
        return shared
    if at < last and lower[at] == "worth":
        return None  # "$40m worth of jewels"
    many = not tight and figure.kind == "count" and _many(figure)
    found = chunk_after(prose, at, last, many=many)
    if found is None:
        return None
    head = lower[found[1] - 1]
    if lower[figure.words[1] - 1] in DOZENS and not is_plural(head):
        return None  # "millions live": their noun would stand behind "of"
    if lower[found[0]] in TIME_UNITS | DAYS and figure.kind != "count":
        return None
    if lower[found[0]] in PLACED_BY_TIME and head in TIME_UNITS | _SEASONS:
        return None
    if tight and figure.kind == "count" and found[1] - found[0] > 1:
        return (found[0], found[0] + 1)
    if figure.kind in {"money", "share"} and _named_by(prose, found):
        return None
    if head in _BESIDE_TIME or (found[1] - found[0] == 1 and head in _NO_THING):
        return None
    return _with_pair(prose, found, last) if many else found


def _shared(prose: Prose, at: int, last: int) -> Range | None:
    """The noun that a figure has in common with the next: "nine fixed and two mobile posts"."""
    lower = prose.lower
    joins = next((k for k in range(at, min(last, at + 3)) if lower[k] in {"and", "or", "to"}), None)
    if joins is None or joins + 1 >= last or joins + 1 not in prose.figure:
        return None
    if any(k in prose.figure or is_plural(lower[k]) or stops(lower[k]) for k in range(at, joins)):
        return None
    if any(is_verb(lower[k]) or not lower[k][0].isalpha() for k in range(at, joins)):
        return None
    end = joins + 1
    while end < last and prose.figure.get(end) == prose.figure[joins + 1]:
        end += 1
    if end < last and lower[end] == "of" and joins == at:
        return phrase_at(prose, end + 1, last, many=True)
    found = chunk_after(prose, end, last, many=True)
    plural = found is not None and is_plural(lower[found[1] - 1]) and lower[end - 1] not in DOZENS
    return found if plural and found is not None and lower[found[0]] not in TIME_UNITS else None


def _many(figure: Figure) -> bool:
    return figure.low is None or figure.low > 1


_SIZED = words_in("long old strong plus high wide deep tall thick odd")  # "a 2,000-strong crowd"


def _named_by(prose: Prose, words: Range) -> bool:
    """Whether a phrase ends in a name: "the $3 million Anna Berg raised"."""
    word = prose.segments.word(words[1] - 1)
    return word[0].isupper() and word[1:].islower() and len(word) > 1


def _past_bracket(prose: Prose, at: int, last: int) -> int:
    """The word behind a bracket that opens here and holds a figure, or that closes here."""
    lower = prose.lower
    if at < last and lower[at] == "(" and at + 1 < last:
        close = next((k for k in range(at + 1, min(last, at + 10)) if lower[k] == ")"), None)
        inside = close is not None and any(k in prose.figure for k in range(at, close))
        return close + 1 if close is not None and inside else at
    close = at  # behind all the figures of the same bracket: "(£500; $640) in damages"
    while close < last and close < at + 10 and (close in prose.figure or not lower[close][0].isalnum()):
        if lower[close] == ")":
            return close + 1
        close += 1
    return at


def _with_pair(prose: Prose, found: Range, last: int) -> Range:
    """With the second of a pair of plurals: "migrants and refugees"."""
    lower, at = prose.lower, found[1]
    if at + 1 < last and lower[at] in {"and", "or"} and at + 1 not in prose.figure:
        second = chunk_after(prose, at + 1, last, many=True)
        if second is not None and not is_plural(lower[at - 1]) and is_plural(lower[second[1] - 1]):
            return (found[0], second[1])  # "Labour and Liberal members"
        if second == (at + 1, at + 2) and is_plural(lower[at + 1]) and is_plural(lower[at - 1]):
            return (found[0], at + 2)
    return found


def of_what(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """What stands after "of": "60 percent of voters", "two of the seven contests"."""
    lower, at = prose.lower, figure.words[1]
    while at < last and (lower[at] in {"more", "or", "so", "worth", "s"} or lower[at] in _CLOSING):
        at += 1
    if at + 1 >= last or lower[at] != "of":
        return None
    if at + 1 < last and lower[at + 1] in THEM and not _that_follows(prose, at + 1, last):
        return None
    found = phrase_at(prose, at + 1, last, many=figure.kind in {"count", "share"})
    return found or _figure_at(prose, at + 1, last)


def into(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """What a span of time is a part of: "nine months into her tenure"."""
    at = figure.words[1]
    return phrase_at(prose, at + 1, last) if at + 1 < last and prose.lower[at] == "into" else None


def _figure_at(prose: Prose, at: int, last: int) -> Range | None:
    """A figure that stands for its own amount: "a third of the $90 million"."""
    while at < last and prose.lower[at] in DETERMINERS:
        at += 1
    if at >= last or at not in prose.figure:
        return None
    end = at
    while end < last and prose.figure.get(end) == prose.figure[at]:
        end += 1
    return (at, end)


def _that_follows(prose: Prose, at: int, last: int) -> bool:
    """Whether "those" names whom it means by what follows it: "those who voted"."""
    return (
        prose.lower[at] in {"those", "these"}
        and at + 1 < last
        and (prose.lower[at + 1] in {"who", "that"} or _names(prose, at + 1))
    )


def _names(prose: Prose, at: int) -> bool:
    word = prose.lower[at]
    return word[0].isalpha() and chunk_after(prose, at, at + 1, many=False) is not None


def phrase_at(prose: Prose, at: int, last: int, *, many: bool = False) -> Range | None:
    """The noun phrase from a word on, past determiners, figures and words that only count."""
    lower = prose.lower
    while at < last and (
        (lower[at] in DETERMINERS and lower[at] not in {"those", "these"})
        or lower[at] in PLACED_BY_TIME
        or lower[at] in {"just", "only", "about", "over", "at", "least", "nearly", "some", "those", "these"}
        or at in prose.figure
    ):
        at += 1
    found = chunk_after(prose, at, last, many=many)
    if found is None and at < last and lower[at] in _NOMINAL and lower[at - 1] in {"the", "those", "these"}:
        return (at, at + 1)
    if found is None:
        return _who(prose, at, last)
    found = _without_owner(prose, found)
    if lower[found[1] - 1] in COUNTING and found[1] < last and lower[found[1]] == "of":
        return phrase_at(prose, found[1] + 1, last, many=many) or found
    return found


def _without_owner(prose: Prose, words: Range) -> Range:
    """Without an owner that is no name: "the country's largest banks"."""
    lower, (first, last) = prose.lower, words
    cut = next((k for k in range(first + 1, last - 1) if lower[k] in "'’"), None)
    if cut is None or prose.capital(first):
        return words
    return (cut + 1 + (lower[cut + 1] == "s" and prose.joined(cut + 1) and cut + 2 < last), last)


def _who(prose: Prose, at: int, last: int) -> Range | None:
    """ "those who voted": the words up to the verb."""
    if 0 < at < last and prose.lower[at] in {"who", "that"} and at + 1 < last:
        return (at - 1, at + 2) if prose.lower[at - 1] in {"those", "these"} else None
    return None


def whole_at(prose: Prose, figure: Figure, first: int) -> int | None:
    """Where a whole begins that stands before its part: "Of the 50 passengers, eight"."""
    lower, at = prose.lower, figure.words[0] - 1
    if at <= first or lower[at] != ",":
        return None
    for k in range(at - 2, max(first - 1, at - _WHOLE), -1):
        if lower[k] in {",", ";", ":"}:
            return None
        opens = k == first or lower[k - 1] in {",", "out", "“", '"'}
        if opens and lower[k] in {"of", "among", "amongst"}:
            return k + 1
    return None


def whole_before(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The noun of a whole that stands before its part."""
    at, behind = whole_at(prose, figure, first), figure.words[1]
    free = behind >= last or stops(prose.lower[behind]) or is_verb(prose.lower[behind])
    if at is None or not (free or figure.kind == "share"):
        return None
    return phrase_at(prose, at, figure.words[0] - 1, many=True)


def in_amount(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """What an amount is of: "$15m in aid", "$345,000 on advertising"."""
    return _amount(prose, figure, last, {"in", "on", "worth"})


def in_goods(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The same of a bare word of size: "millions in sales"."""
    large = prose.lower[figure.words[1] - 1] in DOZENS
    return _amount(prose, figure, last, {"in", "worth"}) if large else None


def for_what(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """What an amount or a span of time is meant for: "$5m for repairs", "ten minutes for questions"."""
    before = prose.lower[max(first, figure.words[0] - NEAR_VERB) : figure.words[0]]
    if figure.kind == "duration" and any(w in _BANNING for w in before):
        return None  # "jailed for six years for fraud"
    return _amount(prose, figure, last, {"for", "toward", "towards"})


def _amount(prose: Prose, figure: Figure, last: int, openings: set[str]) -> Range | None:
    lower, at = prose.lower, _past_bracket(prose, figure.words[1], last)
    at += at < last and lower[at] in _CLOSING
    if at + 1 >= last or lower[at] not in openings:
        return None
    if lower[at + 1] in DETERMINERS or at + 1 in prose.figure:
        return None
    found = chunk_after(prose, at + 1, last, many=False)
    if found is None or lower[found[0]] in DAYS | TIME_UNITS or lower[found[0]][0].isdigit():
        return None
    if prose.capital(found[1] - 1) and prose.segments.word(found[1] - 1)[1:].islower():
        return None  # "in Iowa", "on Tuesday"
    return None if lower[found[0]] in PLACED_BY_TIME else found


def among(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """Of whom a share is told before it: "leads among young voters, 46 percent to 40"."""
    for k in range(figure.words[0] - 2, max(first - 1, figure.words[0] - 2 * _WHOLE), -1):
        if prose.lower[k] in {".", ";", ":"} or k in prose.figure:
            return None
        if prose.lower[k] in {"among", "amongst"}:
            return phrase_at(prose, k + 1, figure.words[0], many=True)
    return None


def in_custody(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """What a span of time is spent in or as: "six months in prison", "12 years as a minister"."""
    lower, at = prose.lower, figure.words[1]
    if at < last and lower[at] in "’'":
        at += 1
    spent = figure.words[0] > first and any(w in _SPENDING for w in lower[figure.words[0] - 1 : at])
    if at + 1 >= last or lower[at] not in {"in", "as", "behind", "under", "on", *(["at"] if spent else [])}:
        return beside(prose, figure, first, last) if at > figure.words[1] else None
    found = phrase_at(prose, at + 1, last)
    if found is None or (lower[at] == "in" and lower[found[1] - 1] not in _CUSTODY and not spent):
        return None
    return found


def dimension(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """Which side is measured: "2.5 micrometres in diameter"."""
    lower, at = prose.lower, figure.words[1]
    return (at + 1, at + 2) if at + 1 < last and lower[at] == "in" and lower[at + 1] in _DIMENSIONS else None


def purpose(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """What something is needed for: "it took five hours to gain control"."""
    lower, at = prose.lower, figure.words[1]
    taking = any(w in _TAKING for w in lower[max(first, figure.words[0] - NEAR_VERB) : figure.words[0]])
    if taking and at < last and lower[at] == "for":  # "six years for her to agree"
        at = next((k for k in range(at + 1, min(last, at + NEAR_VERB + 2)) if lower[k] == "to"), at)
    if not taking or at + 1 >= last or lower[at] != "to" or not lower[at + 1].isalpha():
        return None
    found = phrase_at(prose, at + 2, last)
    return (at + 1, found[1] if found is not None and found[0] <= at + 4 else at + 2)


def multiplied(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """What is multiplied: "halved output", "doubled the price"; else what the times are of."""
    lower, at = prose.lower, figure.words[1]
    while at < last and (lower[at] in DETERMINERS or lower[at] in {"as", "many"}):
        at += 1
    if at == figure.words[1] and not lower[at - 1].endswith(("ed", "ing", "es", "ve")):
        return None
    return chunk_after(prose, at, last, many=False)


def distance(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """From where a distance is measured: "75 miles north of the capital"."""
    if figure.unit is not None and "point" in figure.unit:
        return None
    lower, at = prose.lower, _past_bracket(prose, figure.words[1], last)
    while at < last and lower[at] in {"to", "the", "away"} | _COMPASS:
        at += 1
    if at + 1 < last and (lower[at] == "from" or (at > figure.words[1] and lower[at] == "of")):
        found = phrase_at(prose, at + 1, last)
        start = next((k for k in range(figure.words[1], at) if lower[k] in _COMPASS), None)
        return None if found is None else ((start, found[1]) if start is not None else found)
    return of_what(prose, figure, first, last)
