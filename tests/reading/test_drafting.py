"""Drafts of statements from attributions made by hand: edges, doubles, nesting, carrying."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.reading.attributions import Found, Range
from secondsource.reading.drafting import coordinated, distinct, drafts_of, mend, trim, with_parents
from secondsource.reading.drafts import Draft
from tests.reading.build import Text, quote
from tests.text.texts import texts


def drafted(text: Text, *told: Found, stretches: tuple[Range, ...] = ()) -> list[Draft]:
    """The drafts of a text."""
    return drafts_of(text.segments, text.quotes, told, stretches)


def in_words(text: Text, drafts: list[Draft]) -> list[tuple[str | None, str | None, str]]:
    """(source, cue, content) in characters."""

    def of(words: Range | None) -> str | None:
        return text.of(words) if words else None

    return [(of(d.source), of(d.cue), text.of(d.content)) for d in drafts]


# --- whole texts


def test_drafts_come_in_order_of_their_contents_whatever_the_order_of_what_was_found() -> None:
    text = Text("Venn said the dam held. Nobody was hurt. Rek denied it broke.")
    said = text.found("the dam held", "said", "Venn"), text.found("it broke", "denied", "Rek")
    found = drafted(text, *said)
    assert in_words(text, found) == [("Venn", "said", "the dam held"), ("Rek", "denied", "it broke")]
    assert drafted(text, *said[::-1]) == found
    assert not any(d.carried or d.odds for d in found)


def test_a_content_of_marks_alone_or_of_its_own_source_says_nothing() -> None:
    text = Text("Orla Venn said: “ … ” and Tomas Rek left.")
    marks = text.found("…", "said", "Orla Venn")
    itself = Found(cue=text.words("left"), source=text.words("Tomas Rek"), content=(text.words("Tomas Rek"),))
    assert drafted(text, marks, itself) == []


def test_a_relative_pronoun_gives_way_to_the_one_it_stands_for() -> None:
    text = Text("Venn, who said the dam held, left.")
    (found,) = drafted(text, text.found("the dam held", "said", "who"))
    assert found.source == text.words("Venn")


def test_an_article_alone_names_nobody() -> None:
    text = Text("A warning that the dam might break came on Monday.")
    (found,) = drafted(text, text.found("the dam might break", "warning", "A"))
    assert found.source is None and found.cue == text.words("warning")


def test_a_further_quotation_is_carried_to_the_speaker_in_force() -> None:
    text = Text("“We were lucky,” Venn said. “It was close.”")
    found = drafted(text, text.found("“We were lucky,”", "said", "Venn"))
    assert in_words(text, found)[1] == ("Venn", None, "“It was close.”")
    assert [d.carried for d in found] == [False, True]


def test_speech_without_a_cue_never_holds_its_own_source() -> None:
    text = Text("VENN: How many sank? Two of them, REK thinks.")
    for d in drafted(text, stretches=((0, len(text.segments)),)):
        assert d.carried or not d.source or not set(range(*d.source)) & set(range(*d.content))


def test_nothing_makes_nothing() -> None:
    assert drafted(Text("")) == drafted(Text("…\n\n“")) == []


# --- edges


def test_loose_marks_are_trimmed() -> None:
    text = Text("Venn said – , the dam held ; — and left")
    words = text.words("– , the dam held ; —")
    assert text.of(trim(text.segments, words) or (0, 0)) == "the dam held"
    assert trim(text.segments, text.words("– ,")) is None
    whole = Text("“Did it hold?”")
    assert trim(whole.segments, (0, len(whole.segments))) == (0, len(whole.segments))


def test_a_content_lets_go_of_its_own_cue_and_source_at_its_edges() -> None:
    text = Text("the dam held, Orla Venn said at noon")
    content = mend(text.segments, text.found("the dam held, Orla Venn said", "said", "Orla Venn"), [])
    assert text.of(content.content[0]) == "the dam held"
    text = Text("Orla Venn said that the dam held")
    content = mend(text.segments, text.found("Orla Venn said that the dam held", "said", "Orla Venn"), [])
    assert text.of(content.content[0]) == "that the dam held"


def test_a_cue_in_the_middle_of_its_content_stays() -> None:
    text = Text("The dam, Venn said on Monday, held all night.")
    found = text.found("The dam, Venn said on Monday, held all night", "said", "Venn")
    assert mend(text.segments, found, []) == found


def test_a_content_takes_in_the_marks_of_its_quotation() -> None:
    text = Text("Venn said: “We were lucky this time.”")
    found = mend(text.segments, text.found("We were lucky this time", "said", "Venn"), text.quotes)
    assert text.of(found.content[0]) == "“We were lucky this time.”"


def test_marks_that_hold_the_cue_too_are_those_of_another_statement() -> None:
    text = Text("“Rek told me that the dam had held,” Venn said.")
    inner = text.found("the dam had held", "told", "Rek")
    assert text.of(mend(text.segments, inner, text.quotes).content[0]) == "the dam had held"
    outer = text.found("Rek told me that the dam had held", "said", "Venn")
    assert text.of(mend(text.segments, outer, text.quotes).content[0]) == (
        "“Rek told me that the dam had held,”"
    )


def test_a_content_of_nothing_but_its_cue_is_left_as_it_is() -> None:
    text = Text("Venn said so")
    found = text.found("said", "said", "Venn")
    assert mend(text.segments, found, []).content == found.content


def test_an_unquoted_statement_below_a_colon_is_the_whole_paragraph() -> None:
    text = Text("The office said:\n\nTwo barges broke loose. Nobody was on board.")
    found = mend(text.segments, text.found("Two barges broke loose", "said", "The office"), [])
    assert text.of(found.content[0]) == "Two barges broke loose. Nobody was on board."


def test_a_quotation_made_by_hand_is_taken_like_one_that_was_found() -> None:
    text = Text("Venn said: “We were lucky this time.”")
    found = text.found("We were lucky this time", "said", "Venn")
    assert mend(text.segments, found, [quote(*text.quotes[0].words)]) == mend(
        text.segments, found, text.quotes
    )


# --- nearly the same


def test_of_nearly_the_same_contents_the_surer_one_stays() -> None:
    a = Found(cue=(0, 1), source=None, content=((2, 12),), score=1.0)
    b = Found(cue=(12, 13), source=None, content=((2, 11),), score=3.0)
    c = Found(cue=(14, 15), source=None, content=((6, 12),), score=0.5)
    assert distinct([a, b, c]) == [b, c]
    assert distinct([c, b, a]) == [b, c]


def test_contents_of_which_one_holds_the_other_s_cue_are_nested_and_both_stay() -> None:
    text = Text("Venn said Rek believed that the old dam above the town would hold until the rain was over.")
    outer = text.found(
        "Rek believed that the old dam above the town would hold until the rain was over", "said", "Venn"
    )
    inner = text.found("the old dam above the town would hold until the rain was over", "believed", "Rek")
    assert distinct([outer, inner]) == [outer, inner]
    first, second = drafted(text, outer, inner)
    assert (first.parent, second.parent) == (None, 0)


def test_of_one_and_the_same_content_the_surer_cue_stays_wherever_the_cues_are() -> None:
    a = Found(cue=(3, 4), source=None, content=((2, 12),), score=1.0)
    b = Found(cue=(12, 13), source=None, content=((2, 12),), score=3.0)
    assert distinct([a, b]) == [b]


def test_of_two_contents_that_cross_the_surer_one_stays() -> None:
    a = Found(cue=(4, 5), source=None, content=((2, 12),), score=1.0)
    b = Found(cue=(2, 3), source=None, content=((3, 13),), score=3.0)
    assert distinct([a, b]) == [b]


@pytest.mark.parametrize(
    ("after", "added"),
    [
        (", but that the town was dry.", ", but that the town was dry"),
        (" and that Rek knew; he left.", " and that Rek knew"),
        (", and that was all.", ""),
        (", and Rek left.", ""),
        (". But that the town knew.", ""),
    ],
)  # fmt: skip
def test_what_and_that_adds_belongs_to_the_same_statement(after: str, added: str) -> None:
    text = Text("Venn said the dam broke" + after)
    assert text.of(coordinated(text.segments, text.words("the dam broke"))) == "the dam broke" + added


ranges = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda t: (t[0], t[0] + t[1]))


@given(
    st.lists(
        st.builds(Found, cue=ranges, source=st.none(), content=st.tuples(ranges), score=st.floats(-9, 9)),
        max_size=6,
    )
)
def test_what_stays_is_apart_and_what_goes_is_like_a_surer_one(found: list[Found]) -> None:
    def within(words: Range | None, content: Range) -> bool:
        return bool(words) and set(range(*words)) <= set(range(*content))

    def nested(inner: Found, outer: Range) -> bool:
        own = inner.content[0]
        return own != outer and within(own, outer) and within(inner.cue, outer) and not within(inner.cue, own)

    def alike(a: Found, b: Found) -> bool:
        x, y = a.content[0], b.content[0]
        shared, both = set(range(*x)) & set(range(*y)), set(range(*x)) | set(range(*y))
        if len(shared) < 0.8 * (max(both) + 1 - min(both)):
            return False
        return not (nested(a, y) or nested(b, x))

    stays = distinct(found)
    assert all(f in found for f in stays)
    assert not any(alike(a, b) for k, a in enumerate(stays) for b in stays[k + 1 :])
    for gone in found:
        assert gone in stays or any(alike(gone, s) and s.score >= gone.score for s in stays)


# --- nesting


def draft(content: Range, cue: Range | None = None) -> Draft:
    """A draft by its content and cue."""
    return Draft(cue=cue, source=None, content=content)


def parents(*drafts: Draft) -> list[int | None]:
    """Of each draft the one it stands in."""
    return [d.parent for d in with_parents(drafts)]


def test_the_parent_is_the_smallest_that_holds_content_and_cue() -> None:
    outer, middle, inner = draft((2, 20), (1, 2)), draft((5, 20), (4, 5)), draft((8, 20), (7, 8))
    assert parents(outer, middle, inner) == [None, 0, 1]
    assert parents(inner, outer, middle) == [2, None, 1]
    assert parents(outer, inner) == [None, 0]


def test_what_has_its_cue_outside_is_no_part_of_it() -> None:
    assert parents(draft((0, 9), (9, 10)), draft((4, 9), (12, 13))) == [None, None]


def test_what_has_no_cue_stands_in_what_holds_its_content() -> None:
    assert parents(draft((0, 9), (9, 10)), draft((4, 9))) == [None, 0]


def test_equal_contents_are_no_part_of_each_other() -> None:
    assert parents(draft((0, 9), (2, 3)), draft((0, 9), (5, 6))) == [None, None]
    assert parents(draft((0, 9)), draft((0, 9))) == [None, None]


def test_of_two_that_hold_it_alike_the_first_is_the_parent() -> None:
    assert parents(draft((0, 9), (20, 21)), draft((0, 9), (22, 23)), draft((4, 6), (3, 4))) == [None, None, 0]


@given(st.lists(st.builds(draft, ranges, st.none() | ranges), max_size=8))
def test_parents_are_those_of_a_slow_search(drafts: list[Draft]) -> None:
    found = with_parents(drafts)
    for i, d in enumerate(found):
        held = set(range(*d.content)) | set(range(*(d.cue or (0, 0))))
        sizes = {
            k: len(range(*o.content))
            for k, o in enumerate(drafts)
            if k != i and held <= set(range(*o.content)) and o.content != d.content
        }
        assert d.content == drafts[i].content and d.cue == drafts[i].cue
        if not sizes:
            assert d.parent is None
        else:
            assert d.parent is not None
            assert sizes[d.parent] == min(sizes.values())


# --- anything


@given(texts, st.data())
def test_any_text_and_any_attributions(text: str, data: st.DataObject) -> None:
    told = Text(text)
    words = len(told.segments)
    if words < 4:
        return
    edges = st.tuples(st.integers(0, words - 1), st.integers(1, 9)).map(
        lambda t: (t[0], min(words, t[0] + t[1]))
    )
    found = data.draw(
        st.lists(
            st.builds(
                Found,
                cue=st.integers(0, words - 1).map(lambda w: (w, w + 1)),
                source=st.none() | edges,
                content=st.tuples(edges),
                score=st.sampled_from([0.5, 1.0, 2.0]),
            ),
            max_size=4,
        )
    )
    drafts = drafted(told, *found, stretches=tuple(data.draw(st.lists(edges, max_size=2))))
    assert drafts == sorted(drafts, key=lambda d: (d.content[0], -d.content[1]))
    for d in drafts:
        for part in (d.cue, d.source, d.content):
            assert part is None or 0 <= part[0] < part[1] <= words
        assert not (d.carried and d.cue)
        if d.parent is not None:
            a, b = drafts[d.parent].content
            assert a <= d.content[0] and d.content[1] <= b
            assert b - a > d.content[1] - d.content[0]
