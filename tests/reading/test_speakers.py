"""Who speaks on: the last who was named, the last quoted, the one who is asked, the one brought on."""

from __future__ import annotations

import pytest

from secondsource.reading.attributions import Found
from secondsource.reading.near import Near
from secondsource.reading.speakers import Speakers, answering, introduced, quoted_before
from secondsource.reading.speeches import Around, around
from tests.reading.build import Text


def near(*told: Found) -> Around:
    return around(told, (), Near())


def in_force(text: Text, at: int, *told: Found) -> str | None:
    source = Speakers(told, text.segments).in_force(at)
    return text.of(source) if source else None


def test_the_last_who_was_named_goes_on_speaking() -> None:
    text = Text("Venn said it held. Rek said it broke. “It was close.” Holt said nothing sank.")
    told = [
        text.found("it held", "said", "Venn"),
        text.found("it broke", "said", "Rek"),
        text.found("nothing sank", "said", "Holt"),
    ]
    told[1:] = [
        Found(cue=text.words("said", n), source=f.source, content=f.content)
        for n, f in enumerate(told[1:], 1)
    ]
    at = text.words("“It was close.”")[0]
    assert in_force(text, at, *told) == "Rek"
    assert in_force(text, at, *told[::-1]) == "Rek"


def test_before_anybody_was_named_the_next_of_the_paragraph_speaks() -> None:
    text = Text("“It was close.” Venn said it held.")
    assert in_force(text, 0, text.found("it held", "said", "Venn")) == "Venn"
    apart = Text("“It was close.”\n\nVenn said it held.")
    assert in_force(apart, 0, apart.found("it held", "said", "Venn")) is None


def test_a_statement_without_a_source_hands_nothing_on() -> None:
    text = Text("Venn said it held. It was told that it broke. “It was close.”")
    told = [text.found("it held", "said", "Venn"), text.found("it broke", "was told")]
    assert in_force(text, text.words("“It was close.”")[0], *told) == "Venn"
    assert in_force(text, 0) is None


def test_who_is_told_of_inside_another_s_words_does_not_speak_on() -> None:
    text = Text("Venn said that Rek knew it broke. “It was close.”")
    told = [text.found("that Rek knew it broke", "said", "Venn"), text.found("it broke", "knew", "Rek")]
    at = text.words("“It was close.”")[0]
    assert in_force(text, at, *told) == "Venn"
    alone = Speakers(told[1:], text.segments, within=[text.words("that Rek knew it broke")])
    assert alone.in_force(at) is None


def test_who_breaks_in_between_square_brackets_does_not_speak_on() -> None:
    text = Text("Venn said it held. [Here a man broke in, crying: it broke] It was close.")
    told = [text.found("it held", "said", "Venn"), text.found("it broke", "crying", "a man")]
    assert in_force(text, text.words("It was close.")[0], *told) == "Venn"


def test_who_speaks_without_a_cue_speaks_on_too() -> None:
    text = Text("Venn said it held. “It was close.” “Nobody slept.”")
    speakers = Speakers([text.found("it held", "said", "Venn")], text.segments)
    speakers.speaks(text.words("“It was close.”"), text.words("close"))
    assert speakers.in_force(text.words("“Nobody slept.”")[0]) == text.words("close")


def test_the_one_quoted_before_in_the_paragraph() -> None:
    text = Text("“We held,” Venn said, Rek reported. “It was close.”\n\n“Nobody slept.”")
    found = [text.found("“We held,”", "said", "Venn"), text.found("“We held,” Venn said", "reported", "Rek")]
    before = quoted_before(text.segments, text.quotes, near(*found))
    assert before == {text.words("“It was close.”")[0]: text.words("Venn")}


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Orla Venn, the harbour master, lashed out at the pilots.", "Orla Venn"),
        ("She then thanked the pilots.", "She"),
        ("Venn spoke at noon.", "Venn"),
        ("Orla Venn sailed at noon.", None),
        ("The rain went on all night and the dam held.", None),
        ("Venn said it held.", None),
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_a_sentence_that_brings_a_speaker_on(sentence: str, subject: str | None, gap: str) -> None:
    text = Text(f"{sentence}{gap}“It was very close.”")
    told = [text.found("it held", "said", "Venn")] if "said" in sentence else []
    found = introduced(text.segments, text.words("“It was very close.”")[0], near(*told))
    assert (text.of(found) if found else None) == subject


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("“Did it hold?” Venn asked Rek.", "Rek"),
        ("“Did it hold?” Venn asked him.", "him"),
        ("“Did it hold?” Venn asked.", None),
        ("“It held,” Venn said.", None),
    ],
)
def test_who_is_asked_answers(question: str, answers: str | None) -> None:
    text = Text(f"{question}\n\n“It was very close.”")
    cue = "asked" if "asked" in question else "said"
    told = text.found(question[: question.index("”") + 1], cue, "Venn")
    found = answering(text.segments, text.words("“It was very close.”")[0], near(told))
    assert (text.of(found) if found else None) == answers


def test_two_who_speak_by_turns() -> None:
    text = Text("“It held,” said Rek.\n\n“Did it?” Venn asked.\n\n“It was very close.”")
    told = [text.found("“It held,”", "said", "Rek"), text.found("“Did it?”", "asked", "Venn")]
    at = text.words("“It was very close.”")[0]
    assert answering(text.segments, at, near(*told)) == text.words("Rek")
    assert answering(text.segments, text.words("“Did it?”")[0], near(*told)) is None
