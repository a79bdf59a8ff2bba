"""Through whose mouths a statement came."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.span import Span
from secondsource.reading.chain import chains
from secondsource.reading.drafts import Draft
from secondsource.reading.tags import Range
from tests.reading.build import Text
from tests.text.texts import texts

NAMES = (
    "the diplomat", "his service", "the Courier", "Kysten Radio", "state media", "the minister", "Rek",
    "Orla Venn", "the envoy", "the mayor", "the guard", "a fisherman", "the agency",
)  # fmt: skip


def named(text: Text) -> list[tuple[Range, str]]:
    """Mentions of the invented parties, each its own id, and "his" as the diplomat's."""
    out = []
    for name in NAMES:
        for found in re.finditer(rf"(?i)\b{re.escape(name)}\b", text.text):
            out.append((text.segments.range_of(Span(*found.span())), name.lower()))
    out += [
        (text.segments.range_of(Span(*m.span())), "the diplomat") for m in re.finditer(r"\bhis\b", text.text)
    ]
    return out


def read(text: str, *rows: tuple[str, str | None, str | None, int | None]) -> list[list[str]]:
    """Chains of drafts given as (content, cue, source, parent)."""
    held = Text(text)
    drafts = [
        Draft(
            cue=held.words(cue) if cue else None,
            source=held.words(source) if source else None,
            content=held.words(content),
            parent=parent,
        )
        for content, cue, source, parent in rows
    ]
    sources = [source.lower() if source else None for _, _, source, _ in rows]
    return [list(row) for row in chains(held.segments, drafts, sources=sources, named=named(held))]


def one(text: str, content: str, cue: str, source: str | None) -> list[str]:
    return read(text, (content, cue, source, None))[0]


def test_one_who_speaks_for_himself_is_alone() -> None:
    assert one("Rek said the dam held.", "the dam held", "said", "Rek") == ["rek"]


def test_nobody_known_gives_none() -> None:
    assert one("The dam reportedly held.", "The dam reportedly held", "reportedly", None) == []


@pytest.mark.parametrize(
    "text",
    [
        "The diplomat, citing his service, said the dam held.",
        "The diplomat said, quoting his service, that the dam held.",
        "Citing his service, the diplomat said the dam held.",
        "The diplomat said the dam held, citing his service.",
        "The diplomat, who cited his service, said the dam held.",
        "On the authority of his service the diplomat said the dam held.",
        "The diplomat, relying on his service, said the dam held.",
        "The diplomat, based on information from his service, said the dam held.",
    ],
)
def test_who_is_cited_stands_last(text: str) -> None:
    source = "The diplomat" if text.startswith("The") else "the diplomat"
    assert one(text, "the dam held", "said", source) == ["the diplomat", "his service"]


@pytest.mark.parametrize(
    "text",
    [
        "Rek said the dam held, according to the Courier.",
        "Rek, quoted by the Courier, said the dam held.",
        "Rek said, as quoted by the Courier, that the dam held.",
        "According to the Courier, Rek said the dam held.",
        "Rek said via the Courier that the dam held.",
        "Rek said in remarks carried by the Courier that the dam held.",
    ],
)
def test_who_passes_it_on_stands_first(text: str) -> None:
    assert one(text, "the dam held", "said", "Rek") == ["the courier", "rek"]


def test_a_quotation_before_a_double_credit() -> None:
    text = "“The dam held,” Rek said, according to the Courier."
    assert one(text, "“The dam held,”", "said", "Rek") == ["the courier", "rek"]
    text = "The dam held, the Courier reported the mayor said."
    assert one(text, "The dam held", "said", "the mayor") == ["the courier", "the mayor"]


@pytest.mark.parametrize("verb", ["quoted", "cited"])
def test_who_is_quoted_as_saying_follows_who_quotes(verb: str) -> None:
    text = f"State media {verb} the minister as saying the dam held."
    assert one(text, "the dam held", "as saying", "the minister") == ["state media", "the minister"]
    assert one(text, "the dam held", verb, "State media") == ["state media", "the minister"]
    assert one(text, "the dam held", f"{verb} the minister as saying", "State media") == [
        "state media",
        "the minister",
    ]


def test_being_told_lengthens_nothing() -> None:
    assert one("Rek told the Courier the dam held.", "the dam held", "told", "Rek") == ["rek"]
    text = "Rek said in an interview with the Courier that the dam held."
    assert one(text, "the dam held", "said", "Rek") == ["rek"]
    assert one("Rek said via Twitter that the dam held.", "the dam held", "said", "Rek") == ["rek"]


def test_the_own_cue_of_according_to_is_no_second_voice() -> None:
    assert one("According to the mayor, the dam held.", "the dam held", "According to", "the mayor") == [
        "the mayor"
    ]


def test_three_mouths_are_shown() -> None:
    text = "The Courier reported that the envoy, citing the guard, said the dam held."
    rows = read(
        text,
        ("the envoy, citing the guard, said the dam held", "reported", "The Courier", None),
        ("the dam held", "said", "the envoy", 0),
    )
    assert rows[1] == ["the courier", "the envoy", "the guard"]
    text = "The Courier reported that the envoy said the guard told the mayor the dam held."
    rows = read(
        text,
        ("the envoy said the guard told the mayor the dam held", "reported", "The Courier", None),
        ("the guard told the mayor the dam held", "said", "the envoy", 0),
        ("the dam held", "told", "the guard", 1),
    )
    assert rows[2] == ["the courier", "the envoy", "the guard"]


def test_the_outer_statement_has_its_own_speaker_only() -> None:
    text = "The diplomat said the dam would hold because the mayor expects rain to end."
    rows = read(
        text,
        ("the dam would hold because the mayor expects rain to end", "said", "The diplomat", None),
        ("rain to end", "expects", "the mayor", 0),
    )
    assert rows == [["the diplomat"], ["the diplomat", "the mayor"]]


def test_all_of_what_is_passed_on_may_be_the_inner_one() -> None:
    text = "The Courier reported the mayor said the dam held."
    rows = read(
        text,
        ("the mayor said the dam held", "reported", "The Courier", None),
        ("the dam held", "said", "the mayor", 0),
    )
    assert rows == [["the courier", "the mayor"]] * 2


def test_what_another_cites_in_the_sentence_is_not_ones_own() -> None:
    text = "The mayor said the dam held, and the envoy, citing the guard, claimed the pier fell."
    rows = read(
        text, ("the dam held", "said", "The mayor", None), ("the pier fell", "claimed", "the envoy", None)
    )
    assert rows == [["the mayor"], ["the envoy", "the guard"]]


def test_owners_of_what_is_cited_are_passed_over() -> None:
    text = "The envoy, citing Rek's guess, said the dam held."
    assert one(text, "the dam held", "said", "The envoy") == ["the envoy"]


def test_speech_that_is_carried_on_comes_through_the_same_mouths() -> None:
    held = Text("“The dam held,” Rek said, according to the Courier. “It will hold again.”")
    first = Draft(cue=held.words("said"), source=held.words("Rek"), content=held.words("“The dam held,”"))
    second = Draft(
        cue=None, source=held.words("Rek"), content=held.words("“It will hold again.”"), carried=True
    )
    rows = chains(held.segments, [first, second], sources=["rek", "rek"], named=named(held))
    assert rows == [("the courier", "rek")] * 2


def test_statements_that_are_each_others_parent_end() -> None:
    held = Text("Rek said the dam held.")
    draft = Draft(cue=held.words("said"), source=None, content=held.words("the dam held"), parent=1)
    other = Draft(cue=held.words("said"), source=None, content=held.words("the dam held"), parent=0)
    assert chains(held.segments, [draft, other], sources=["a", "b"], named=[]) == [("b", "a"), ("a", "b")]


@given(texts, st.data())
def test_any_text_gives_chains_of_known_parties(text: str, data: st.DataObject) -> None:
    held = Text(text)
    count = len(held.segments)
    if not count:
        return
    word = st.integers(0, count - 1)
    ranges = st.tuples(word, word).map(lambda p: (min(p), max(p) + 1))
    drafts = data.draw(
        st.lists(
            st.builds(
                Draft,
                cue=st.none() | ranges,
                source=st.none() | ranges,
                content=ranges,
                carried=st.booleans(),
                parent=st.none() | st.integers(0, 2),
            ),
            min_size=3,
            max_size=3,
        )
    )
    mentions = data.draw(st.lists(st.tuples(ranges, st.sampled_from("abc")), max_size=4))
    rows = chains(held.segments, drafts, sources=["a", None, "d"], named=mentions)
    assert len(rows) == 3
    assert all(set(row) <= set("abcd") and len(set(row)) == len(row) for row in rows)
