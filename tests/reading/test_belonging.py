"""What belongs to which point: points, drafts and values made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import Mention, Number, Party, Place, Time
from secondsource.reading.belonging import Belonging, Held, Values, belonging
from secondsource.reading.drafts import Draft
from secondsource.reading.parties import Found
from secondsource.reading.points import PointDraft, Points, points
from secondsource.reading.tags import Range
from secondsource.text import segment
from tests.growth import growth
from tests.reading.build import Text

WORDS = ["on", "Friday", ",", "and", "said", "he", "left", "in", "June", "nine", ".", "who", "Omm", "or"]


def values_of(
    text: Text,
    *,
    times: Sequence[str] = (),
    numbers: Sequence[str] = (),
    places: Sequence[str] = (),
    clock: Sequence[str] = (),
) -> Values:
    """Values by their characters. clock: times of day among the times."""
    dated = frozenset(k for k, t in enumerate(times) if t not in clock)
    return Values(
        times=tuple(text.words(t) for t in times),
        dates=dated,
        numbers=tuple(text.words(n) for n in numbers),
        places=tuple((text.words(p), p) for p in places),
    )


def point(text: Text, *parts: str, event: str | None = None) -> PointDraft:
    """A point by the characters of its stretches and of its verb."""
    at = None if event is None else text.words(event)[0]
    return PointDraft(ranges=tuple(text.words(p) for p in parts), event=at, negated=False)


def told(
    text: Text, content: str, *, cue: str, source: str | None = None, parent: int | None = None
) -> Draft:
    return Draft(
        cue=text.words(cue),
        source=text.words(source) if source else None,
        content=text.words(content),
        parent=parent,
    )


def times_of(held: Sequence[Held], names: Sequence[str]) -> list[list[str]]:
    """The words of the times of each point."""
    return [[names[k] for k in h.times] for h in held]


def of_own(text: Text, drafted: Sequence[PointDraft], values: Values) -> list[Held]:
    """What belongs to points that the writer makes alone."""
    return belonging(text.segments, Points([], {0: list(drafted)}), [], values).own[0]


def of_told(text: Text, draft: Draft, drafted: Sequence[PointDraft], values: Values) -> Belonging:
    return belonging(text.segments, Points([list(drafted)]), [draft], values)


# --- inside


def test_each_clause_holds_its_own() -> None:
    text = Text("Two ferries sank in June near Brask, and nine divers left Omm on Friday.")
    drafted = [
        point(text, "Two ferries sank in June near Brask,", event="sank"),
        point(text, "nine divers left Omm on Friday.", event="left"),
    ]
    values = values_of(text, times=["June", "Friday"], numbers=["Two", "nine"], places=["Brask", "Omm"])
    assert of_own(text, drafted, values) == [
        Held(times=(0,), numbers=(0,), places=("Brask",)),
        Held(times=(1,), numbers=(1,), places=("Omm",)),
    ]


def test_a_point_that_holds_others_holds_theirs() -> None:
    text = Text("Nine left after two drowned on Friday.")
    drafted = [
        point(text, "Nine left", event="left"),
        point(text, "after two drowned on Friday.", event="drowned"),
        point(text, "Nine left after two drowned on Friday.", event="left"),
    ]
    found = of_own(text, drafted, values_of(text, times=["Friday"], numbers=["Nine", "two"]))
    assert found == [
        Held(numbers=(0,)),
        Held(times=(0,), numbers=(1,)),
        Held(times=(0,), numbers=(0, 1)),
    ]


def test_a_value_that_is_cut_through_goes_where_most_of_it_stands() -> None:
    text = Text("It sold between 3,000 and 5,000 boats.")
    drafted = [point(text, "It sold between 3,000 and", event="sold"), point(text, "5,000 boats.")]
    assert [h.numbers for h in of_own(text, drafted, values_of(text, numbers=["3,000 and 5,000"]))] == [
        (0,),
        (),
    ]


def test_of_halves_the_first_counts() -> None:
    text = Text("It sold 30 40 boats.")
    drafted = [point(text, "40 boats."), point(text, "It sold 30", event="sold")]
    assert [h.numbers for h in of_own(text, drafted, values_of(text, numbers=["30 40"]))] == [(), (0,)]


def test_a_place_is_told_once_and_in_order() -> None:
    text = Text("From Omm to Brask and back to Omm they drove.")
    values = Values(
        places=((text.words("Omm"), "p2"), (text.words("Brask"), "p1"), (text.words("Omm", 1), "p2"))
    )
    (held,) = of_own(text, [point(text, text.text, event="drove")], values)
    assert held.places == ("p2", "p1")


def test_what_stands_in_no_point_belongs_to_none() -> None:
    text = Text("OMM, March 3 - The dam held.")
    found = of_own(text, [point(text, "The dam held.", event="held")], values_of(text, times=["March 3"]))
    assert found == [Held()]


def test_a_value_of_no_words_is_passed_over() -> None:
    text = Text("The dam held.")
    found = of_own(text, [point(text, "The dam held.", event="held")], Values(times=((1, 1),)))
    assert found == [Held()]


# --- the act of saying


@pytest.mark.parametrize(
    ("whole", "content", "drafted"),
    [
        # behind the cue that follows its content; in the midst of the content; before the cue
        ("The dam held, Venn said on Friday.", "The dam held,", "The dam held, on Friday."),
        ("The dam held, said Venn on Friday.", "The dam held,", "The dam held, on Friday."),
        ("The dam, Venn said on Friday, held.", None, "The dam, on Friday, held."),
        ("The dam, said Venn on Friday, held.", None, "The dam, on Friday, held."),
        ("On Friday Venn said the dam held.", "the dam held.", "On Friday the dam held."),
        # the speech in which it was said
        ("Venn said the dam held in a statement on Friday.", "the dam held in a statement on Friday.", None),
    ],
)
def test_a_time_of_saying_is_not_of_what_is_said(
    whole: str, content: str | None, drafted: str | None
) -> None:
    found = said_at_friday(whole, content or whole, drafted or content or whole)
    assert (found.attributed[0][0].times, found.said[0]) == ((), (0,))


@pytest.mark.parametrize(
    ("whole", "content", "drafted"),
    [
        ("On Friday the dam held, Venn said.", "the dam held,", "On Friday the dam held,"),
        # where contents are cut short too
        ("Venn said the dam held on Friday.", "the dam held", "the dam held on Friday."),
        ("Venn said the dam held on Friday.", "the dam held on Friday.", "the dam held on Friday."),
        (
            "Venn said a statement on Friday held.",
            "a statement on Friday held.",
            "a statement on Friday held.",
        ),
        # of another clause beside the cue
        (
            "The dam held, Venn said, and on Friday broke.",
            "The dam held,",
            "The dam held, and on Friday broke.",
        ),
        ("The dam, shut on Friday, which Venn said held.", "held.", "The dam, shut on Friday, held."),
    ],
)
def test_a_time_of_what_is_said_is_not_of_saying(whole: str, content: str, drafted: str) -> None:
    found = said_at_friday(whole, content, drafted)
    assert (found.attributed[0][0].times, found.said[0]) == ((0,), ())


def said_at_friday(whole: str, content: str, drafted: str) -> Belonging:
    """What belongs to one point of what Venn said, with the verb "held"."""
    text = Text(whole)
    made = PointDraft(ranges=ranges_of(text, drafted), event=text.words("held")[0], negated=False)
    draft = told(text, content, cue="said", source="Venn")
    return of_told(text, draft, [made], values_of(text, times=["Friday"]))


def ranges_of(text: Text, words: str) -> tuple[Range, ...]:
    """The words of a text, in order, that some characters name."""
    found, at = [], 0
    for word in segment(words).words():
        at = next(k for k in range(at, len(text.segments)) if text.segments.word(k) == word)
        found.append(at)
        at += 1
    return tuple((k, k + 1) for k in found)


def test_a_point_that_holds_the_cue_keeps_the_time_of_saying() -> None:
    text = Text("“We will be back,” Venn vowed on Friday.")
    draft = told(text, "“We will be back,”", cue="vowed", source="Venn")
    made = point(text, text.text, event="be")
    found = of_told(text, draft, [made], values_of(text, times=["Friday"]))
    assert found.attributed[0][0].times == found.said[0] == (0,)


def test_a_point_whose_verb_stands_outside_the_content_keeps_it() -> None:
    text = Text("Venn spoke of the dam on Friday, saying it held.")
    draft = told(text, "it held.", cue="saying")
    made = point(text, "Venn spoke of the dam on Friday,", "it held.", event="spoke")
    assert of_told(text, draft, [made], values_of(text, times=["Friday"])).attributed[0][0].times == (0,)


def test_the_saying_of_the_outer_is_not_of_the_inner_either() -> None:
    text = Text("Rek thinks the dam held, Venn said on Friday.")
    outer = told(text, "Rek thinks the dam held,", cue="said", source="Venn")
    inner = told(text, "the dam held,", cue="thinks", source="Rek", parent=0)
    made = point(text, "the dam held,", "on Friday.", event="held")
    found = belonging(
        text.segments, Points([[], [made]]), [outer, inner], values_of(text, times=["Friday"], numbers=[])
    )
    assert found.attributed == [[], [Held()]]
    assert found.said == [(0,), ()]


def test_numbers_and_places_after_the_cue_go_with_it() -> None:
    text = Text("“The dam held,” Venn said at two rallies in Brask.")
    draft = told(text, "“The dam held,”", cue="said", source="Venn")
    made = point(text, "“The dam held,”", "at two rallies in Brask.", event="held")
    found = of_told(text, draft, [made], values_of(text, numbers=["two"], places=["Brask"]))
    assert found.attributed == [[Held()]]
    assert found.said == [()]


def test_a_carried_statement_has_no_time_of_saying() -> None:
    text = Text("“The dam held,” on Friday.")
    draft = Draft(cue=None, source=None, content=text.words("“The dam held,”"), carried=True)
    found = of_told(text, draft, [point(text, text.text, event="held")], values_of(text, times=["Friday"]))
    assert found.attributed[0][0].times == (0,)


# --- clauses that share


@pytest.mark.parametrize(
    ("first", "join", "second", "events", "times", "expected"),
    [
        ("On Friday, Venn left Omm,", "and", "Rek sold the mill.", ("left", "sold"), ["Friday"], ["Friday"]),
        ("Early in June the pumps failed,", "but", "the dam held.", ("failed", "held"), ["June"], ["June"]),
        # dated itself, in another tense, a state; no adverbial, not at the head
        ("On Friday, Venn left,", "and", "Rek sold it in May.", ("left", "sold"), ["Friday", "May"], ["May"]),
        ("On Friday, Venn left,", "and", "Rek will sell it.", ("left", "sell"), ["Friday"], []),
        ("On Friday, Venn left,", "and", "Rek was ill.", ("left", "was"), ["Friday"], []),
        ("The Friday market closed,", "and", "Rek sold the mill.", ("closed", "sold"), ["Friday"], []),
        ("Venn left Omm on Friday,", "and", "Rek sold the mill.", ("left", "sold"), ["Friday"], []),
        ("On Friday, Venn left,", "because", "Rek sold the mill.", ("left", "sold"), ["Friday"], []),
    ],
)
def test_a_time_at_the_head_governs_what_is_joined(
    first: str, join: str, second: str, events: tuple[str, str], times: list[str], expected: list[str]
) -> None:
    text = Text(f"{first} {join} {second}")
    drafted = [point(text, first, event=events[0]), point(text, second, event=events[1])]
    found = times_of(of_own(text, drafted, values_of(text, times=times)), times)
    assert found == [times[:1], expected]


def test_a_time_governs_all_that_are_joined_in_turn() -> None:
    text = Text("On Friday, Venn left, and Rek sold it, and Dana wept.")
    drafted = [
        point(text, "On Friday, Venn left,", event="left"),
        point(text, "Rek sold it,", event="sold"),
        point(text, "Dana wept.", event="wept"),
    ]
    assert [h.times for h in of_own(text, drafted, values_of(text, times=["Friday"]))] == [(0,)] * 3


def test_a_time_of_day_does_not_take_the_day_away() -> None:
    text = Text("On Friday, Venn left, and Rek sold it at 3 pm.")
    drafted = [
        point(text, "On Friday, Venn left,", event="left"),
        point(text, "Rek sold it at 3 pm.", event="sold"),
    ]
    times = ["Friday", "3 pm"]
    found = of_own(text, drafted, values_of(text, times=times, clock=["3 pm"]))
    assert times_of(found, times) == [["Friday"], times]


def test_a_time_of_day_at_the_head_takes_the_place_of_another() -> None:
    text = Text("On Friday, at noon Venn left, and at midnight Rek sold it.")
    drafted = [
        point(text, "On Friday, at noon Venn left,", event="left"),
        point(text, "at midnight Rek sold it.", event="sold"),
    ]
    times = ["Friday", "noon", "midnight"]
    found = of_own(text, drafted, values_of(text, times=times, clock=["noon", "midnight"]))
    assert times_of(found, times) == [["Friday", "noon"], ["Friday", "midnight"]]


def test_many_clauses_take_time_in_proportion() -> None:
    """In one sentence, each joined to the one before and each with a cue."""

    def clauses(count: int) -> tuple[Any, ...]:
        segments = segment("at noon he fled and she said " * count)
        size = len(segments) // count
        starts = range(0, size * count, size)
        drafted = [PointDraft(((k, k + 4),), k + 3, False) for k in starts]
        drafts = [Draft(cue=(k + 6, k + 7), source=None, content=(max(0, k - 30), k + 5)) for k in starts]
        made = Points([drafted, *([] for _ in drafts[1:])])
        return segments, made, drafts, Values(times=tuple((k + 1, k + 2) for k in starts))

    found = belonging(*clauses(5_000))
    assert sum(len(h.times) for h in found.attributed[0]) <= 2 * 5_000
    assert growth(lambda given: belonging(*given), clauses, 250) < 8


def test_a_borrowed_subject_brings_its_date_where_there_is_none() -> None:
    text = Text("In 2012 he left Omm and in 2014 died. In 2015 she left Omm and wept until May.")
    both = point(text, "In 2012 he", "in 2014 died.", event="died")
    one = point(text, "In 2015 she", "wept until May.", event="wept")
    times = ["2012", "2014", "2015", "May"]
    found = of_own(
        text, [point(text, "In 2012 he left Omm", event="left"), both, one], values_of(text, times=times)
    )
    assert times_of(found, times) == [["2012"], ["2014"], ["2015", "May"]]


def test_verbs_that_share_what_follows() -> None:
    text = Text("Guards shot or wounded nine men on Friday.")
    drafted = [
        point(text, "Guards shot", event="shot"),
        point(text, "wounded nine men on Friday.", event="wounded"),
    ]
    found = of_own(text, drafted, values_of(text, times=["Friday"], numbers=["nine"]))
    assert found == [Held(times=(0,), numbers=(0,))] * 2


def test_what_is_lifted_out_of_a_clause_is_of_it() -> None:
    text = Text("It was on Friday that the dam broke. It was shut on Sunday and it was old.")
    drafted = [
        point(text, "It was on Friday", event="was"),
        point(text, "the dam broke.", event="broke"),
        point(text, "It was shut on Sunday", event="shut"),
        point(text, "it was old."),
    ]
    found = of_own(text, drafted, values_of(text, times=["Friday", "Sunday"]))
    assert [h.times for h in found] == [(), (0,), (1,), ()]


# --- values and statements


def test_values_stand_at_the_words_of_their_characters() -> None:
    text = Text("Nine left Omm in early June for Brask, and the Omm council met.")

    def span(part: str, nth: int = 0) -> Span:
        first, last = text.words(part, nth)
        return text.segments.span_of(first, last)

    time = Time(
        text="early June", spans=(span("early"), span("June")), type="DATE", value=None, earliest=None,
        latest=None, precision=None, reasons=(), relation="in", reference=None,
    )  # fmt: skip
    number = Number(text="Nine", spans=(span("Nine"),), low=9, high=9, approximate=False, relation="=")
    here = Place(geonames=1, latitude=0.0, longitude=0.0, country=None, admin1=None)
    found = Found(
        parties=(
            Party(id="p1", name="Omm", type="place", kind="named"),
            Party(id="p2", name="Omm council", type="organization", kind="named"),
            Party(id="p3", name="Brask", type=None, kind="named", place=here),
        ),
        mentions=tuple(
            Mention(text="", spans=(), type="place", form="name", party=party)
            for party in ("p1", "p3", "p2", None)
        ),
        words=(text.words("Omm"), text.words("Brask"), text.words("the Omm council"), text.words("Nine")),
        sources=(),
    )
    values = Values.of(text.segments, times=[time], numbers=[number], found=found)
    assert values == Values(
        times=(text.words("early June"),),
        dates=frozenset({0}),
        numbers=(text.words("Nine"),),
        places=((text.words("Omm"), "p1"), (text.words("Brask"), "p3")),
    )


def test_a_statement_holds_what_its_points_and_its_content_hold() -> None:
    text = Text("On Friday nine boats sank off Omm in two hours.")
    values = values_of(text, times=["Friday"], numbers=["nine", "two hours"], places=["Omm"])
    found = belonging(text.segments, Points([]), [], values)
    points_of = [Held(times=(0,), places=("p9",)), Held(numbers=(1,))]
    assert found.of(text.words("nine boats sank off Omm"), points_of) == Held(
        times=(0,), numbers=(0, 1), places=("Omm", "p9")
    )


def test_no_text_no_values() -> None:
    found = belonging(segment(""), Points([]), [], Values())
    assert (found.attributed, found.own, found.said) == ([], {}, [])


@given(
    st.lists(st.sampled_from(WORDS), min_size=1),
    st.data(),
)
def test_values_are_valid_sorted_and_among_those_of_the_statement(
    words: list[str], data: st.DataObject
) -> None:
    segments = segment(Report(text=" ".join(words)).text)
    length = len(segments)

    def some() -> Range:
        first = data.draw(st.integers(0, length - 1))
        return first, data.draw(st.integers(first + 1, length))

    drafts = [
        Draft(
            cue=some() if data.draw(st.booleans()) else None,
            source=some() if data.draw(st.booleans()) else None,
            content=some(),
            parent=data.draw(st.sampled_from([None, *range(k)])),
        )
        for k in range(data.draw(st.integers(0, 3)))
    ]
    times = tuple(sorted(some() for _ in range(data.draw(st.integers(0, 3)))))
    numbers = tuple(sorted(some() for _ in range(data.draw(st.integers(0, 3)))))
    places = tuple((some(), data.draw(st.sampled_from(["p1", "p2"]))) for _ in range(2))
    dates = frozenset(k for k in range(len(times)) if data.draw(st.booleans()))
    cut = points(segments, np.full(length, 0.4, np.float32), drafts)
    values = Values(times=times, dates=dates, numbers=numbers, places=places)
    found = belonging(segments, cut, drafts, values)
    assert [len(held) for held in found.attributed] == [len(held) for held in cut.attributed]
    assert {s: len(held) for s, held in found.own.items()} == {s: len(held) for s, held in cut.own.items()}
    for draft, rows in zip(drafts, found.attributed, strict=True):
        whole = found.of(draft.content, rows)
        for held in (whole, *rows):
            assert list(held.times) == sorted(set(held.times)) and set(held.times) <= set(range(len(times)))
            assert list(held.numbers) == sorted(set(held.numbers))
            assert set(held.numbers) <= set(range(len(numbers)))
            assert len(set(held.places)) == len(held.places)
            assert set(held.times) <= set(whole.times) and set(held.numbers) <= set(whole.numbers)
            assert set(held.places) <= set(whole.places) <= {"p1", "p2"}
    assert belonging(segments, cut, drafts, values).attributed == found.attributed
