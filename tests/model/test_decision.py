"""Decisions and anchors: identity, order of precedence, places found again or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import anchor as anchors
from secondsource.model.anchor import Anchor, anchor, anchor_from, bare, find, seek, shown
from secondsource.model.decision import KINDS, Decision, by_rank, decision_of
from secondsource.model.span import Span

TEXT = "The pass is open, Elin said. “The pass is open”, said Odd.\nThe pass is  open."
WORDS = "The pass is open"


def decision(**fields: object) -> Decision:
    held: dict[str, object] = {
        "kind": "accept",
        "target": "sha256:a",
        "body": {"why": "heard it"},
        "author": "anna",
        "decided": "2024-10-03T12:00:00.000000Z",
    }
    return Decision(**(held | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "reject"},
        {"target": "sha256:b"},
        {"body": {"why": None}},
        {"author": None},
        {"decided": "2024-10-03T12:00:00.000001Z"},
    ],
)
def test_the_id_is_of_all_that_was_decided(fields: dict[str, object]) -> None:
    assert decision(**fields).id != decision().id == decision().id
    assert decision().id == "sha256:" + decision().id[7:]


def test_floats_have_no_place_in_a_decision() -> None:
    with pytest.raises(TypeError):
        _ = decision(body={"low": 0.5}).id


def test_a_decision_comes_back_from_its_columns() -> None:
    held = decision(body={"why": None, "anchor": anchor(TEXT, Span(4, 8), report="r", role="point").body()})
    again = decision_of(
        kind=held.kind, target=held.target, body=held.packed, author=held.author, decided=held.decided
    )
    assert again == held and again.id == held.id
    kept = decision_of(kind="accept", target="t", body=b"{}", author=None, decided="", id="sha256:k")
    assert kept.id == "sha256:k"
    assert again.anchor is not None and again.anchor.exact == "pass"
    assert decision().anchor is None


@pytest.mark.parametrize(("kind", "body"), [("vanish", b"{}"), ("accept", b"[]"), ("accept", b"no JSON")])
def test_what_is_no_decision_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(ValueError):
        decision_of(kind=kind, target="t", body=body, author=None, decided="")


def test_every_kind_is_made() -> None:
    assert {decision(kind=kind).kind for kind in KINDS} == set(KINDS)


@given(st.permutations([("2", "a"), ("2", "b"), ("1", "c"), ("3", "d"), ("2", "e")]))
def test_the_order_of_entry_does_not_change_who_wins(given: list[tuple[str, str]]) -> None:
    ranked = by_rank([decision(decided=decided, author=author) for decided, author in given])
    assert [held.decided for held in ranked] == ["3", "2", "2", "2", "1"]
    assert [held.id for held in ranked[1:4]] == sorted(held.id for held in ranked[1:4])


def test_an_anchor_holds_the_selectors_of_web_annotation() -> None:
    held = anchor(TEXT, Span(33, 47), report="sha256:r", role="statement")
    quote, position = held.selectors()
    assert (quote["type"], position) == (
        "TextQuoteSelector", {"type": "TextPositionSelector", "start": 33, "end": 47}
    )  # fmt: skip
    assert (quote["prefix"], quote["exact"], quote["suffix"]) == (TEXT[1:33], TEXT[33:47], TEXT[47:79])
    assert anchor_from(held.body()) == held


@pytest.mark.parametrize("body", [{}, {"quote": 1}, {"quote": {}, "position": [2, 1], "role": "point"}])
def test_what_is_no_anchor_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        anchor_from(body)


def held(text: str, start: int, end: int) -> Anchor:
    return anchor(text, Span(start, end), report="r", role="statement")


def test_an_anchor_stands_at_its_own_place_first() -> None:
    sought = seek(held(TEXT, 0, 16), TEXT)
    assert sought.span == Span(0, 16)
    assert sought.lookalikes == (Span(30, 46),)


def test_an_anchor_moves_with_the_words_round_it() -> None:
    # At the head of its text nothing stood before it, so nothing is asked of what does now.
    assert seek(held(TEXT, 0, 16), "New.\n" + TEXT).span == Span(5, 21)
    assert seek(held(TEXT, 30, 46), "New.\n" + TEXT).span == Span(35, 51)


@pytest.mark.parametrize(
    "text",
    [
        "“The pass is open”, said Odd. The pass is open",  # other words round it: lookalikes only
        TEXT[17:] + TEXT[17:],  # twice with the very same words round it
        "The pass is shut.",
        "",
    ],
)
def test_an_anchor_is_lost_rather_than_moved(text: str) -> None:
    of = held(TEXT + TEXT, 30, 46) if text.startswith(" Elin") else held(TEXT, 0, 16)
    sought = seek(of, text)
    assert sought.span is None
    assert all(span.of(text) == WORDS for span in sought.lookalikes)


@given(st.text("ab \n", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_an_anchor_finds_itself_in_its_own_text(text: str, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    if start < end:
        assert seek(held(text, start, end), text).span == Span(start, end)


@given(st.text("ab ", max_size=12), st.text("ab ", min_size=1, max_size=3))
def test_found_places_are_all_there_are(text: str, words: str) -> None:
    expected = [n for n in range(len(text)) if text.startswith(words, n)]
    if words.strip() and expected:
        assert [span.start for span in find(text, words)] == expected


def test_places_that_overlap_are_two() -> None:
    assert [span.start for span in find("ababa", "aba")] == [0, 2]


@pytest.mark.parametrize(
    ("words", "before", "after", "starts"),
    [
        (WORDS, "", "", [0, 30]),
        (WORDS, "", "said Odd", [30]),
        (WORDS, "Elin said", "", [30]),
        ('"The pass is open"', "", "", [29]),
        ("pass is  open", "", "", [63]),
        ("pass\nis open", "", "", [4, 34, 63]),
        ("the pass", "", "", []),
        (" ", "", "", []),
    ],
)
def test_words_are_found_as_people_type_them(words: str, before: str, after: str, starts: list[int]) -> None:
    assert [span.start for span in find(TEXT, words, before=before, after=after)] == starts


def test_places_are_shown_with_the_words_round_them() -> None:
    assert shown(TEXT, (Span(4, 8),)) == '[4, 8) "...The pass is open, Elin said. “The pass i..."'
    assert shown("a" * 9, tuple(Span(n, n + 1) for n in range(9))).endswith("; and 4 more")


def test_marks_at_the_ends_do_not_count() -> None:
    assert bare(TEXT, Span(29, 48)).of(TEXT) == WORDS
    assert bare("...", Span(0, 3)) == Span(0, 3)
    assert anchors.CONTEXT == 32
