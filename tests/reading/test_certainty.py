"""Which words mark a statement as sure or unsure, and the band they give."""

from __future__ import annotations

import pytest

from secondsource.model.statement import Certainty
from secondsource.reading.certainty import certainty, level_of
from secondsource.reading.drafts import Draft
from tests.reading.build import Text


def read(
    text: str, content: str, cue: str | None = "said", *, inner: tuple[str, ...] = (), **odds: float
) -> Certainty | None:
    """The certainty of one statement; the parts are told by their characters, odds with _ for -."""
    t = Text(text)
    named = {k.replace("__", ":").replace("_", "-"): v for k, v in odds.items()}
    draft = Draft(cue=t.words(cue) if cue else None, source=None, content=t.words(content), odds=named or {})
    return certainty(t.segments, draft, [t.words(i) for i in inner])


def words(found: Certainty | None) -> list[str]:
    return [p.text for p in found.words] if found else []


@pytest.mark.parametrize(
    ("content", "marked", "level"),
    [
        ("the dam may fail", ["may"], "possible"),
        ("the dam might fail", ["might"], "possible"),
        ("the flood could reach Orrin", ["could"], "possible"),
        ("the dam will probably hold", ["probably"], "likely"),
        ("the crew is likely to strike", ["likely"], "likely"),
        ("a strike is very likely", ["very likely"], "very-likely"),
        ("a strike is unlikely", ["unlikely"], "unlikely"),
        ("a strike is not likely", ["not likely"], "unlikely"),
        ("it is highly unlikely the ferry sails", ["highly unlikely"], "very-unlikely"),
        ("there is no doubt the ferry sank", ["there is no doubt"], "almost-certain"),
        ("he was sure the ferry sank", ["was sure"], "almost-certain"),
        ("it was practically impossible to escape", ["practically impossible"], "almost-no-chance"),
        ("perhaps the pumps were off", ["perhaps"], "possible"),
        ("the levy could possibly rise", ["could possibly"], "possible"),
        ("there is a 60 percent chance of a frost", ["60 percent chance"], "likely"),
        ("they were ninety per cent sure", ["ninety per cent sure"], "very-likely"),
    ],
)
def test_words_of_a_content(content: str, marked: list[str], level: str) -> None:
    found = read(f"Dana Orlo said {content}.", content)
    assert found is not None
    assert words(found) == marked
    assert found.level == level
    assert 0 <= found.low < found.high <= 1


@pytest.mark.parametrize(
    ("cue", "level"),
    [
        ("believes", "likely"),
        ("expects", "likely"),
        ("confirmed that", "almost-certain"),
        ("thinks", "likely"),
        ("suspects", "likely"),
    ],
)
def test_words_of_a_cue(cue: str, level: str) -> None:
    found = read(f"The Orrin council {cue} the bridge is closed.", "the bridge is closed", cue)
    assert words(found) == [cue]
    assert found and found.level == level


@pytest.mark.parametrize(
    "content",
    [
        "the bridge is closed",
        "he could not open the door",
        "the train leaves on 27 May",
        "repairs start in May 2031",
        "a certain amount of grain was lost",
        "students must apply by hand",
        "they would finish as soon as possible",
    ],
)
def test_nothing_said_of_certainty(content: str) -> None:
    assert read(f"Dana Orlo said {content}.", content) is None


@pytest.mark.parametrize("cue", ["said", "reportedly", "allegedly", "claimed", "denied"])
def test_reported_certainty_is_not_the_sources_own(cue: str) -> None:
    assert read(f"The mayor {cue} the bridge was closed.", "the bridge was closed", cue) is None


def test_a_nested_statement_keeps_its_hedges() -> None:
    text = "Dana Orlo said the guild, which knows the river, warned the dam may fail."
    content = "the guild, which knows the river, warned the dam may fail"
    assert read(text, content, inner=("the dam may fail",)) is None
    assert words(read(text, content)) == ["may"]


def test_the_verb_that_opens_a_nested_statement_is_its_own() -> None:
    text = "Dana Orlo said the guild believes the dam is safe."
    assert read(text, "the guild believes the dam is safe", inner=("the dam is safe",)) is None


def test_the_hedge_that_leaves_most_open_gives_the_band() -> None:
    found = read("The guild believes the dam could fail.", "the dam could fail", "believes")
    assert words(found) == ["believes", "could"]
    assert found and found.level == "possible"


def test_what_speaks_against_goes_first() -> None:
    found = read("Dana Orlo said it seems highly unlikely now.", "it seems highly unlikely now")
    assert found and found.level == "very-unlikely"


def test_a_condition_is_among_the_words() -> None:
    text = "Dana Orlo said the town could flood if the dam breaks."
    assert words(read(text, "the town could flood if the dam breaks")) == ["could", "if"]
    assert read("Dana Orlo said the town floods if it rains.", "the town floods if it rains") is None


def test_spans_stand_where_the_words_do() -> None:
    text = "Dana Orlo said the dam will most likely hold."
    found = read(text, "the dam will most likely hold")
    assert found and [p.spans[0].of(text) for p in found.words] == ["most likely"]


def test_capitals_and_curly_apostrophes() -> None:
    assert words(read("ORLO SAID THE DAM MIGHT FAIL.", "THE DAM MIGHT FAIL", "SAID")) == ["MIGHT"]
    assert words(read("“I don’t think it failed,” she said.", "I don’t think it failed")) == ["I don’t think"]


def test_odds_of_the_encoder_are_added() -> None:
    text, content = "Dana Orlo said the dam may fail.", "the dam may fail"
    assert read(text, content, hedged=-30.0) is None
    found = read(text, content, hedged=3.0, level__likely=20.0)
    # The band is that of the words: of its level the encoder has seen too few examples.
    assert found and (found.level, found.low, found.high) == ("possible", 0.25, 0.60)
    assert read("Orlo said rain fell.", "rain fell", hedged=30.0) is None  # no words, nothing to show


@pytest.mark.parametrize(
    ("p", "level"),
    [
        (0.0, "almost-no-chance"),
        (0.05, "very-unlikely"),
        (0.5, "even"),
        (0.8, "very-likely"),
        (1.0, "almost-certain"),
    ],
)
def test_levels_of_probabilities(p: float, level: str) -> None:
    assert level_of(p) == level
