"""Which times, numbers and places belong to which point.

What stands inside a point belongs to it, with corrections: what stands with the words that only say who says
so belongs to the act of saying; a time at the head of a clause governs those joined to it; what follows
verbs that share it belongs to each of them. What stands in no point belongs to none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from secondsource.model.statement import Number, Time
from secondsource.reading.clauses import RELATIVE, is_finite
from secondsource.reading.drafts import Draft
from secondsource.reading.near import Near
from secondsource.reading.parties import Found
from secondsource.reading.points import PointDraft, Points
from secondsource.reading.tags import Range
from secondsource.text import Segments


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LEADS = _words(  # words that may stand before a time at the head of its clause
    "on in at during by since over from for until till after before through throughout within between "
    "early earlier late later around about mid then but and , the this last next just only"
)
_PREPOSITIONS = _LEADS - {"the", "this", "last", "next"}
_SUBJECTS = _words(  # words with which a subject begins, after a time without a comma
    "the a an he she it they we i you his her its their our this these those some many several no all "
    "both one two three four five six seven eight nine ten"
)
_JOINS = _words("and but or while whereas ;")
_MARKS = _words(", . ; : ! ? ” ’ \" ' - – — ) ]")
_SPEECHES = _words(  # what is said in them stands beside the time at which they were held
    "statement interview speech briefing conference address remarks tweet post message letter broadcast"
)
_STATES = _words("is are was were be been am has have had isn aren wasn weren remains remained means")
_TENSES = {
    **dict.fromkeys(("will", "shall", "won", "may", "can", "cannot", "must", "should"), "future"),
    **dict.fromkeys(("are", "am", "have", "do", "aren", "haven", "don", "isn", "hasn", "doesn"), "present"),
    **dict.fromkeys(("was", "wasn"), "past"),
}  # by a clause's first finite verb; else by its ending
_BEFORE_SPEECH = 4  # words from such a noun to the time: "in a statement released late Friday"
_REACH = 40  # words from a cue to a time or place that goes with it
_CLEFT = 8  # words of a clause that lifts out a part of the next
_LEAD = 3  # words within which a time at the head of its clause begins
_AFTER_CUE = 3  # words from a cue to a time that goes with it: "said early on Friday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The values of a report by the words that they stand at.

    times, numbers: one range each, in their order; dates: indexes of the times that are days, months or
    years. places: (words, party id) of each mention of a place.
    """

    times: tuple[Range, ...] = ()
    dates: frozenset[int] = frozenset()
    numbers: tuple[Range, ...] = ()
    places: tuple[tuple[Range, str], ...] = ()

    @classmethod
    def of(
        cls, segments: Segments, *, times: Sequence[Time], numbers: Sequence[Number], found: Found
    ) -> Values:
        """The words at which the values of a report stand."""
        located = {p.id for p in found.parties if p.type == "place" or p.place}
        return cls(
            times=tuple(_range_of(segments, t) for t in times),
            dates=frozenset(k for k, t in enumerate(times) if t.type == "DATE"),
            numbers=tuple(_range_of(segments, n) for n in numbers),
            places=tuple(
                (w, m.party)
                for w, m in zip(found.words, found.mentions, strict=True)
                if m.party in located and m.party is not None
            ),
        )


def _range_of(segments: Segments, value: Time | Number) -> Range:
    first, last = segments.range_of(value.spans[0])
    return first, last if len(value.spans) == 1 else segments.range_of(value.spans[-1])[1]


class Value(NamedTuple):
    """One value: its words, its kind, and its number among those of its kind, or the id of its party."""

    at: Range
    kind: Literal["date", "time", "number", "place"]
    number: int
    party: str = ""


@dataclass(slots=True, kw_only=True)  # to freeze one takes three times as long as to make it
class Held:
    """What belongs to a point or statement: indexes of times and numbers, sorted; ids of places in order."""

    times: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """What belongs to the points of a report.

    attributed: for each draft, by point. own: of the writer's own, by sentence and point. said: for each
    draft, indexes of the times at which it was said. near: every value of the report.
    """

    attributed: list[list[Held]]
    own: dict[int, list[Held]]
    said: list[tuple[int, ...]]
    near: Near[Value]

    def of(self, content: Range, points: Iterable[Held]) -> Held:
        """What belongs to a statement: what stands inside its content, and what belongs to its points."""
        all_held = [_held(_inside(self.near, (content,))), *points]
        return Held(
            times=tuple(sorted({k for held in all_held for k in held.times})),
            numbers=tuple(sorted({k for held in all_held for k in held.numbers})),
            places=tuple(dict.fromkeys(party for held in all_held for party in held.places)),
        )


def belonging(segments: Segments, points: Points, drafts: Sequence[Draft], values: Values) -> Belonging:
    """What belongs to each point of a report."""
    near = _entered(values)
    lower = segments.lower()
    aside = [_aside(segments, lower, draft, near) for draft in drafts]
    attributed = []
    for index, drafted in enumerate(points.attributed):
        held = [_inside(near, p.ranges) for p in drafted]
        for point, found in zip(drafted, held, strict=True):
            found -= _said_of(point, index, drafts, aside)
        _share(lower, drafted, held)
        attributed.append([_held(found) for found in held])
    own = {}
    for sentence, drafted in points.own.items():
        held = [_inside(near, p.ranges) for p in drafted]
        _share(lower, drafted, held)
        own[sentence] = [_held(found) for found in held]
    said = [tuple(sorted(v.number for v in found if v.kind in {"date", "time"})) for found in aside]
    return Belonging(attributed=attributed, own=own, said=said, near=near)


def _entered(values: Values) -> Near[Value]:
    out: Near[Value] = Near()
    rows = [Value(at, "date" if k in values.dates else "time", k) for k, at in enumerate(values.times)]
    rows += [Value(at, "number", k) for k, at in enumerate(values.numbers)]
    rows += [Value(at, "place", k, party) for k, (at, party) in enumerate(values.places)]
    for value in rows:
        if value.at[0] < value.at[1]:
            out.add(value.at, value)
    return out


def _inside(near: Near[Value], ranges: Sequence[Range]) -> set[Value]:
    """The values of which the most words stand within some stretches; of halves the first counts."""
    shared: dict[Value, int] = {}
    for first, last in ranges:
        for value in near.touching((first, last)):
            a, b = value.at
            opens = a >= first
            shared[value] = shared.get(value, 0) + 2 * (min(b, last) - max(a, first)) + opens
    return {value for value, most in shared.items() if most > value.at[1] - value.at[0]}


def _held(found: set[Value]) -> Held:
    if not found:
        return Held()
    order = sorted(found)
    return Held(
        times=tuple(sorted({v.number for v in order if v.kind in {"date", "time"}})),
        numbers=tuple(sorted({v.number for v in order if v.kind == "number"})),
        places=tuple(dict.fromkeys(v.party for v in order if v.kind == "place")),
    )


# --- the act of saying


def _aside(segments: Segments, lower: Sequence[str], draft: Draft, near: Near[Value]) -> set[Value]:
    """The values that belong to the act of saying, in the sentence of its cue."""
    if not draft.cue or draft.carried:
        return set()
    first, last = segments.range_of(segments.sentences[segments.in_sentence[draft.cue[0]]])
    end = draft.content[1]
    found: set[Value] = set()
    # No further, so that a long sentence with many cues takes time in proportion to its length.
    for a, b in ((draft.cue[0] - _REACH, draft.cue[1] + _REACH), (end - _BEFORE_SPEECH, end + 1)):
        a, b = max(a, first), min(b, last)
        if a < b:
            found |= {v for v in near.touching((a, b)) if first <= v.at[0] and v.at[1] <= last}
    return {v for v in found if _of_saying(lower, draft, draft.cue, v)}


def _of_saying(lower: Sequence[str], draft: Draft, cue: Range, value: Value) -> bool:
    """Whether a value goes with the cue: the cue parts it from the content, or it follows the cue within it.

    "He said on Friday that P", "P, she said in June", "in a statement on Monday, X said P"; but "on Friday P,
    he said" and "X said P on Friday" are of P, also where the content was cut short.
    """
    (a, b), (first, last) = draft.content, value.at
    timed = value.kind in {"date", "time"}
    if first >= b:
        return b <= cue[0] < first and not _clause_between(lower, cue[1], first)
    if last <= a:
        speaker = min(cue, draft.source or cue)[0]
        return timed and cue[0] < a and not _clause_between(lower, last, speaker)
    if not timed:
        return False
    source = draft.source if draft.source and cue[1] <= draft.source[0] <= cue[1] + 1 else None
    after = source[1] if source else cue[1]
    ends = last >= b or lower[last] in _MARKS
    if a <= cue[0] and cue[1] <= b and after <= first:
        return ends and _only(lower, after, first, _PREPOSITIONS, _AFTER_CUE)
    return ends and _in_speech(lower, max(a, first - _BEFORE_SPEECH), first)


def _clause_between(lower: Sequence[str], first: int, last: int) -> bool:
    """Whether another clause than that of the cue has begun."""
    return last - first > _REACH or any(
        word in RELATIVE or word in _JOINS or is_finite(word) for word in lower[first:last]
    )


def _only(lower: Sequence[str], first: int, last: int, allowed: frozenset[str], most: int) -> bool:
    return last - first < most and allowed.issuperset(lower[first:last])


def _in_speech(lower: Sequence[str], first: int, last: int) -> bool:
    """Whether words end in a speech and what leads to a time: "in an interview on"."""
    at = next((k for k in range(last - 1, first - 1, -1) if lower[k] in _SPEECHES), None)
    if at is None or not {"in", "at", "during"}.intersection(lower[max(0, at - 3) : at]):
        return False
    return not _MARKS.intersection(lower[at:last])


def _said_of(
    point: PointDraft, index: int, drafts: Sequence[Draft], aside: Sequence[set[Value]]
) -> set[Value]:
    """The values that are of the saying of a point, in its statement or one around it, not of the point.

    A point that holds the cue tells of the saying itself, as may one whose verb stands outside the content.
    """
    out: set[Value] = set()
    at: int | None = index
    while at is not None:
        cue, (first, last) = drafts[at].cue, drafts[at].content
        if aside[at] and cue and (point.event is None or first <= point.event < last):
            out |= set() if any(a <= cue[0] < b for a, b in point.ranges) else aside[at]
        at = drafts[at].parent
    return out


# --- clauses that share


def _share(lower: Sequence[str], drafted: Sequence[PointDraft], held: Sequence[set[Value]]) -> None:
    """Gives clauses that are joined what they have in common, and takes what only one of them has."""
    if len(drafted) < 2 or not any(held):
        return
    order = sorted(range(len(drafted)), key=lambda i: (drafted[i].ranges[0][0], drafted[i].ranges[-1][1]))
    governing: dict[int, set[Value]] = {}
    ending: dict[int, list[int]] = {}
    for i in order:
        _take_borrowed(lower, drafted[i], held[i])
        governing[i] = {v for v in held[i] if v.kind in {"date", "time"} and _leads(lower, drafted[i], v)}
        ending.setdefault(drafted[i].ranges[-1][1], []).append(i)
    for i in order:
        begin = drafted[i].ranges[0][0]
        if not begin or lower[begin - 1] not in _JOINS:
            continue
        # The mark before the joining word ends the point before, or is left out of it.
        for j in (*ending.get(begin - 2, ()), *ending.get(begin - 1, ())):
            if governing[j] and _go_together(lower, drafted[i], drafted[j], held[i]):
                # Where it has a time of day of its own, the day alone goes on.
                passed = {v for v in governing[j] if v.kind == "date" or not governing[i]}
                held[i] |= passed
                governing[i] |= passed
    for i, j in _clefts(lower, drafted):
        held[j] |= held[i]
        held[i].clear()
    for i, j in _bare_verbs(lower, drafted):
        event = drafted[j].event
        held[i].update(v for v in held[j] if event is not None and v.at[0] > event)


def _leads(lower: Sequence[str], point: PointDraft, value: Value) -> bool:
    """Whether a time stands at the head of a point, as an adverbial of its clause."""
    first, last = value.at
    if point.event is None or last > point.event or not _heads(lower, point.ranges[0][0], first):
        return False
    return lower[last] == "," or lower[last] in _SUBJECTS


def _heads(lower: Sequence[str], begin: int, first: int) -> bool:
    """Whether a time stands at the head of a stretch, with nothing before it but what leads to it."""
    if not begin <= first < begin + _LEAD:
        return False
    return first == begin or (lower[begin] in _PREPOSITIONS and _LEADS.issuperset(lower[begin:first]))


def _go_together(lower: Sequence[str], point: PointDraft, before: PointDraft, held: set[Value]) -> bool:
    """Whether a time of one point is the next one's too: in the same tense, undated, and no state."""
    if point.event is None or lower[point.event] in _STATES or any(v.kind == "date" for v in held):
        return False
    return _tense(lower, point) == _tense(lower, before)


def _tense(lower: Sequence[str], point: PointDraft) -> str | None:
    words = (lower[k] for a, b in point.ranges for k in range(a, b))
    verb = next((word for word in words if is_finite(word)), None)
    if verb is None:
        return None
    return _TENSES.get(verb, "present" if verb.endswith("s") else "past")


def _take_borrowed(lower: Sequence[str], point: PointDraft, held: set[Value]) -> None:
    """A predicate that took along a subject keeps no date from before it when it has one of its own.

    "In 2012 he left and in 2014 died": the second died in 2014 alone.
    """
    if len(point.ranges) < 2 or lower[point.ranges[1][0] - 1] not in _JOINS:
        return
    edge = point.ranges[0][1]
    borrowed = {v for v in held if v.kind == "date" and v.at[1] <= edge and _leads(lower, point, v)}
    begins = point.ranges[1][0]
    if borrowed and any(v.kind == "date" and _heads(lower, begins, v.at[0]) for v in held):
        held -= borrowed


def _clefts(lower: Sequence[str], drafted: Sequence[PointDraft]) -> list[tuple[int, int]]:
    """Pairs (i, j): point i only lifts out a part of clause j: "It was on Friday | that the dam broke"."""
    beginning = _by(lambda point: point.ranges[0][0], drafted)
    out = []
    for i, point in enumerate(drafted):
        first, last = point.ranges[0]
        lifts = len(point.ranges) == 1 and last - first <= _CLEFT and lower[first] == "it"
        if lifts and point.event == first + 1 and lower[first + 1] in {"is", "was"} and last < len(lower):
            out += [(i, j) for j in beginning.get(last + (lower[last] == "that"), ())]
    return out


def _bare_verbs(lower: Sequence[str], drafted: Sequence[PointDraft]) -> list[tuple[int, int]]:
    """Pairs (i, j): point i ends in its verb and is joined to the verb of j, so that what follows is shared.

    "Two were shot or wounded on Friday".
    """
    happening = _by(lambda point: point.event, drafted)
    out = []
    for i, point in enumerate(drafted):
        end = point.ranges[-1][1]
        if point.event == end - 1 and end + 1 < len(lower) and lower[end] in {"and", "or"}:
            out += [(i, j) for j in happening.get(end + 1, ())]
    return out


def _by(
    key: Callable[[PointDraft], int | None], drafted: Sequence[PointDraft]
) -> dict[int | None, list[int]]:
    """The points by a word of theirs."""
    out: dict[int | None, list[int]] = {}
    for i, point in enumerate(drafted):
        out.setdefault(key(point), []).append(i)
    return out
