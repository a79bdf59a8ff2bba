"""Speech without quotation marks: statements below a colon, and stretches that read as speech."""

from __future__ import annotations

import pytest

from secondsource.reading.attributions import Found
from secondsource.reading.near import Near
from secondsource.reading.speeches import around, first_person, further, own_statement, runs_of, whole
from tests.reading.build import Text

LEAD = "Orla Venn, the harbour master, said:\n\n"


def goes_on(text: Text, found: Found, *stretches: str) -> list[str]:
    near = around([found], [text.words(s) for s in stretches], Near())
    return [text.of(r) for r in further(text.segments, found, near)]


def below(rest: str, first: str = "I am glad of it.") -> tuple[Text, Found]:
    text = Text(f"{LEAD}{first} The dam held.\n\n{rest}")
    return text, text.found(first, "said", "Orla Venn, the harbour master")


def test_a_statement_below_a_colon_has_its_whole_paragraph() -> None:
    text, found = below("Rain fell.")
    assert text.of(whole(text.segments, found).content[0]) == "I am glad of it. The dam held."
    plain = Text("Venn said: it held. The dam is old.")
    inline = plain.found("it held.", "said", "Venn")
    assert whole(plain.segments, inline) == inline


def test_its_later_paragraphs_are_the_speaker_s_too() -> None:
    text, found = below("The pilots have our thanks.\n\nThe dam must now be mended.")
    assert goes_on(text, found) == ["The pilots have our thanks.", "The dam must now be mended."]


@pytest.mark.parametrize(
    "stop",
    [
        "Notes to editors",
        "Further information",
        "What comes next",
        "Orla Venn will sail to Kysten on Monday.",
        "“We held,” Rek said.",
        "Rek, a pilot, said:",
    ],
)
def test_up_to_where_the_writer_speaks_again(stop: str) -> None:
    text, found = below(f"The pilots have our thanks.\n\n{stop}\n\nThe dam is old.")
    assert goes_on(text, found) == ["The pilots have our thanks."]


def test_without_a_sign_of_speech_nothing_goes_on() -> None:
    text, found = below("The pilots left.\n\nThe dam is old.", first="It was close.")
    assert goes_on(text, found) == []
    assert goes_on(text, found, "The dam is old.") == ["The pilots left.", "The dam is old."]


def told_in(text: Text, stretches: list[str], *told: Found) -> list[str]:
    cut = [text.words(s) for s in stretches]
    return [text.of(r) for r in runs_of(text.segments, cut, around(told, cut, Near()))]


def test_a_run_takes_in_the_sentences_between_and_ends_with_its_paragraph() -> None:
    text = Text(
        "The dam held all night. It rained. Our pilots sailed at dawn.\n\nThe pilots have our thanks."
    )
    assert told_in(
        text, ["The dam held all night.", "Our pilots sailed at dawn.", "pilots have our thanks."]
    ) == [
        "The dam held all night. It rained. Our pilots sailed at dawn.",
        "The pilots have our thanks.",
    ]


def test_a_sentence_of_its_own_cue_parts_a_run() -> None:
    text = Text("The dam held all night. We believe that it will hold. Our pilots sailed at dawn.")
    own = text.found("it will hold", "believe", "We")
    stretches = ["The dam held all night.", "Our pilots sailed at dawn."]
    assert told_in(text, stretches, own) == stretches
    other = text.found("it will hold", "believe", "night")
    assert told_in(text, stretches, other) == [text.text]


def test_a_sentence_with_a_cue_alone_is_no_run() -> None:
    text = Text("The old dam held, Rek said.")
    assert told_in(text, ["The old dam held"], text.found("The old dam held", "said", "Rek")) == []


def test_the_speaker_s_name_before_a_colon_stays_out() -> None:
    text = Text("Rek on the night: it held and nobody was hurt at all.")
    assert told_in(text, ["it held and nobody was hurt at all."]) == ["it held and nobody was hurt at all."]


def test_the_first_word_of_one_who_speaks_for_himself() -> None:
    text = Text("The dam held, and WE thank OUR pilots.")
    assert first_person(text.segments, (0, len(text.segments))) == text.words("WE")
    assert first_person(text.segments, text.words("The dam held")) is None


def test_a_paragraph_that_is_a_statement_already() -> None:
    text = Text("We believe that the dam will hold all winter.")
    found = text.found("the dam will hold all winter", "believe", "We")
    assert own_statement(text.segments, (0, len(text.segments)), Near([(found.content[0], found)]))
    other = text.found("the dam will hold all winter", "believe", "that")
    assert not own_statement(text.segments, (0, len(text.segments)), Near([(other.content[0], other)]))
