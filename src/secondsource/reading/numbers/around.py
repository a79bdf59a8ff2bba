"""The words round a figure that may give it its scope: its own clause, times and places in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.model.statement import Reason, Scope, ScopeKind, Time
from secondsource.reading.clauses import AUXILIARIES, is_adverb, is_finite
from secondsource.reading.numbers.counted import Count
from secondsource.reading.numbers.figure import Figure
from secondsource.reading.numbers.nouns import DETERMINERS, Prose, is_verb, stops, words_in
from secondsource.reading.tags import Range

Found = tuple[ScopeKind, str | None, Reason]  # kind, since when, why

_WIDE = words_in("nationwide worldwide nationally globally statewide countrywide citywide")
_IN = words_in("in across throughout within inside at around")
_LANDS = words_in(
    "country nation world region province state county district city town village area capital territory "
    "island islands continent department prefecture municipality neighborhood neighbourhood suburb valley "
    "hemisphere republic kingdom peninsula parish borough"
)
_HAVING = words_in(
    "has had have reported reports recorded records registered saw sees counted confirmed suffered lost"
)
_BEFORE_PLACE = 4  # words that may describe a place before its name
CUTS = words_in(
    "after before when because while although though where if unless whereas which who that whom whose but"
)
MARKS = frozenset(".;:?!—–")
_VERBS = 1  # finite verbs between such a time and a figure that it holds for


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The words that may give a figure its scope.

    before, after: ranges on either side, to the figures beside it or the end of the clause; times: those that
    stand there or open the sentence. previous: the figure before it in the sentence, its scope and the words
    that gave it; following: the span of time that stands behind it, if any.
    """

    prose: Prose
    figure: Figure
    count: Count
    before: Range
    after: Range
    sentence: Range
    times: Sequence[tuple[Range, Time]]
    places: Sequence[Range]
    previous: tuple[Figure, Scope | None, str] | None = None
    following: Figure | None = None

    def said(self, words: Range) -> list[str]:
        """Words of a range in lower case."""
        return list(self.prose.lower[words[0] : words[1]])


def found(kind: ScopeKind, words: str, since: str | None = None) -> Found:
    """A scope that some words give."""
    return kind, since, Reason(code=f"scope-{kind}", values=(words,))


def text_of(around: Around, words: Range) -> str:
    """The characters of some words."""
    return around.prose.segments.span_of(*words).of(around.prose.segments.text)


def clause(prose: Prose, figure: Figure, count: Count, within: Range) -> tuple[Range, Range]:
    """The words of the figure's own clause before and behind it."""
    lower, (start, end) = prose.lower, figure.words
    deed = count.event is not None and count.event[1] <= start and lower[count.event[0]].endswith("ing")
    while start > within[0] and lower[start - 1] not in MARKS | CUTS:
        if lower[start - 1] == "," and deed and count.event is not None and count.event[0] >= start:
            break
        start -= 1
    held = count.words[1] if count.words is not None and count.words[0] >= end else end
    while end < within[1] and lower[end] not in MARKS:
        cuts = lower[end] in CUTS or (
            lower[end] == "," and not prose.joined(end + 1 if end + 1 < within[1] else end)
        )
        if cuts and end >= held + (lower[end] != ","):
            break
        joins = lower[end] in {"and", "but"} and end > held and end + 1 < within[1]
        if joins and (lower[end + 1] in AUXILIARIES or is_finite(lower[end + 1])):
            break
        end += 1
    return (start, figure.words[0]), (figure.words[1], max(end, figure.words[1]))


def opening(around: Around, words: Range) -> bool:
    """Whether a time at the head of a sentence holds for the figure: at most one verb stands between."""
    lower, event = around.prose.lower, around.count.event
    between = lower[words[1] : around.figure.words[0]]
    if words[1] > around.figure.words[0]:
        return False
    if any(w in MARKS for w in between) or any(w in CUTS for w in between):
        return False
    groups = sum(is_finite(w) and not (k and is_finite(between[k - 1])) for k, w in enumerate(between))
    return groups <= _VERBS and not (event is not None and lower[event[0]].endswith("ing"))


def area_of(around: Around) -> str | None:
    """The place in which a count holds, as written: "in Ohio", "nationwide"."""
    lower = around.prose.lower
    for k in range(around.after[0], min(around.after[1], around.after[0] + 12)):
        if lower[k] in _WIDE:
            return around.prose.segments.word(k)
    ends = _ends(around)
    # What stands behind the figure before what stands before it.
    for a, b in sorted(around.places, key=lambda place: place[0] < around.figure.words[1]):
        at = a
        while at > around.sentence[0] and (lower[at - 1] in DETERMINERS or is_adverb(lower[at - 1])):
            at -= 1
        if at <= around.sentence[0] or lower[at - 1] not in _IN:
            continue
        near = any(0 <= at - 1 - end <= 3 for end in ends) or at - 1 == around.sentence[0]
        if (
            near
            and _closes(around, b)
            and (around.before[0] <= a < around.before[1] or around.after[0] <= a < around.after[1])
        ):
            return text_of(around, (a, b))
    return None


def limit_of(around: Around) -> str | None:
    """The place to which the clause of a figure with a scope limits the count, wherever it stands."""
    near = area_of(around)
    if near is not None:
        return near
    lower, last, held = around.prose.lower, around.sentence[1], dict(around.places)
    behind, before = range(*around.after), range(*around.before)
    for k in (*behind, *reversed(before)):
        if lower[k] in _IN and (place := _place_at(around, k + 1, last, held)) is not None:
            return text_of(around, place)
    for a, b in around.places:
        if around.before[0] <= a < around.before[1] and b < last and _owns(around, b):
            return text_of(around, (a, b))
    return None


def _place_at(around: Around, at: int, last: int, held: dict[int, int]) -> Range | None:
    """A name of a place from a word on, past what describes it, or a word such as "country"."""
    lower, first = around.prose.lower, at
    while at < last and at - first < _BEFORE_PLACE:
        if at in held and _closes(around, held[at]):
            return (at, held[at])
        if lower[at] in _LANDS and at > first and _closes(around, at + 1):
            return (first + (lower[first] in DETERMINERS), at + 1)
        if (
            not lower[at][0].isalnum()
            or lower[at] in _IN
            or is_finite(lower[at])
            or at in around.prose.figure
        ):
            return None
        at += 1
    return None


def _closes(around: Around, at: int) -> bool:
    """Whether the name of a place ends a phrase before a word: "in Arden", not "in the Arden exchange"."""
    if at >= around.sentence[1]:
        return True
    word = around.prose.lower[at]
    return (
        not word[0].isalpha() or stops(word) or is_verb(word) or word in _LANDS or at in around.prose.figure
    )


def _owns(around: Around, behind: int) -> bool:
    """Whether a place that ends before a word has, tells or owns the count: "Ohio has had", "Ohio's toll"."""
    lower = around.prose.lower
    if lower[behind] in {"'", "’"}:
        noun = around.count.words
        return noun is not None and noun[0] - behind <= _BEFORE_PLACE and noun[1] > behind
    return lower[behind] in _HAVING


def _ends(around: Around) -> list[int]:
    """The words behind which a place may confine the count: the figure, its own noun and its event."""
    count, (start, end) = around.count, (around.before[0], around.after[1])
    own = [around.figure.words[1]]
    if count.words is not None and not any(reason.code == "counted-before" for reason in count.reasons):
        own.append(count.words[1])
    if count.event is not None and start <= count.event[0] < end:
        own.append(count.event[1])
    return own


def beside_another(here: Around, before: Around) -> bool:
    """Whether two figures count the same things in two places: "21 in Arden, 36 in Tamber"."""
    sentence = here.prose.sentence
    if sentence[here.figure.words[0]] != sentence[before.figure.words[0]]:
        return False
    if here.figure.kind != "count" or before.figure.kind != "count":
        return False
    if here.count.words is None or here.count.words != before.count.words:
        return False
    areas = (area_of(here), area_of(before))
    return None not in areas and areas[0] != areas[1]


def alone_in(around: Around, area: str | None) -> Found | None:
    """A count "in X alone" is a part."""
    if area is None or around.figure.kind not in {"count", "money"}:
        return None
    for a, b in around.places:
        if b < around.sentence[1] and around.prose.lower[b] == "alone" and text_of(around, (a, b)) == area:
            return found("part", f"{area} alone")
    return None
