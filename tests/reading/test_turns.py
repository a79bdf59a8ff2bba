"""Labels of transcripts, interviews, chats and live blogs, and what is no label."""

from __future__ import annotations

import pytest
from hypothesis import given

from secondsource.reading.turns import headline, turns
from tests.reading.build import Text
from tests.text.test_segment import stays_linear
from tests.text.texts import texts


def told(text: str) -> list[tuple[str, str]]:
    """(label, speech) of the turns of a text."""
    made = Text(text)
    return [(made.of(t.label), made.of(t.speech)) for t in turns(made.segments)]


def rest(text: str) -> list[list[str]]:
    """The further paragraphs of each turn."""
    made = Text(text)
    return [[made.of(r) for r in t.rest] for t in turns(made.segments)]


@pytest.mark.parametrize(
    ("first", "label"),
    [
        ("[ORLA VENN] ", "ORLA VENN"),
        ("((Venn)) ", "Venn"),
        ("**Orla Venn** ", "Orla Venn"),
        ("<venn> ", "venn"),
        ("14:05 Orla Venn: ", "Orla Venn"),
        ("[14:05:31] <venn> ", "venn"),
        ("2:05 p.m. GMT – Orla Venn: ", "Orla Venn"),
        ("ORLA VENN (harbour master): ", "ORLA VENN"),
        ("Orla Venn, harbour master: ", "Orla Venn"),
        ("MR VENN: ", "MR VENN"),
        ("SPEAKER 1: ", "SPEAKER 1"),
        ("Interviewer: ", "Interviewer"),
        ("王明：", "王明"),
        ("أحمد: ", "أحمد"),
        ("ORLA VENN:\n\n", "ORLA VENN"),
    ],
)
def test_labels_of_many_prints(first: str, label: str) -> None:
    said = "The dam held all night."
    assert told(f"{first}{said}\n\n{first}{said}\n\n{first}{said}") == [(label, said)] * 3


def test_questions_and_answers_by_letters() -> None:
    assert told("Q. Did the dam hold?\n\nA. It did.") == [("Q", "Did the dam hold?"), ("A", "It did.")]
    assert told("A. The dam held.\n\nB. The weir broke.") == []


def test_small_names_of_a_chat_count_where_they_come_again() -> None:
    assert len(told("orla: did it hold?\nrek: it did.\norla: and now?")) == 3
    assert told("weather: it rained.\nrek: it did.\n\nThe dam held.") == []


def test_notes_on_a_recording_are_no_speakers_and_bound_the_speech() -> None:
    text = "[BEGIN RECORDING] [VENN] The dam held. [END RECORDING]\n\nSo Venn said.\n\n[PASSAGE CUT] Rain."
    assert told(text) == [("VENN", "The dam held.")]
    assert rest(text) == [[]]


@pytest.mark.parametrize(
    "line", ["[1] The dam held.", "[sic] The dam held.", "[TEXT] The dam held.", "<p> The dam held."]
)
def test_brackets_that_name_nobody(line: str) -> None:
    assert told(f"{line}\n\n{line}\n\n{line}") == []


def test_a_list_of_facts_is_no_dialogue() -> None:
    assert told("Killed: 12\nVessel: Brisa\nHarbour: Oskvard\nCargo: grain") == []
    assert told("Killed: two men.\n\nWeather: it rained all day.\n\nBackground: the dam is old.") == []


def test_those_who_are_spoken_to_are_no_speakers() -> None:
    assert (
        told("PEOPLE OF OSKVARD: WE HELD.\n\nDEAR FRIENDS: WE HELD.\n\nPEOPLE OF OSKVARD: THANK YOU.") == []
    )


def test_a_turn_goes_on_up_to_the_next_label() -> None:
    assert rest("REK: Why?\n\nVENN: It rained.\n\nIt rained hard.\n\nREK: And now?") == [
        [],
        ["It rained hard."],
        [],
    ]


def test_the_last_turn_goes_on_only_in_a_text_of_turns() -> None:
    assert rest("REK: Why did it?\n\nVENN: It rained.\n\nIt rained hard all night.")[1] == [
        "It rained hard all night."
    ]
    prose = "\n\nThe dam is old." * 5
    assert rest(f"REK: “Why?”\n\nVENN: “It rained.”{prose}")[1] == []


def test_an_answer_may_open_with_a_name_that_has_lost_its_print() -> None:
    text = (
        "Orla Venn answered us.\n\n((Gazette)) Did it hold?\n\nOrla Venn It did hold.\n\n((Gazette)) And now?"
    )
    assert told(text)[1] == ("Orla Venn", "It did hold.")


def test_a_headline_under_its_speaker_s_name() -> None:
    text = Text("Venn: Dam is safe for years\n\nOrla Venn said on Monday that the dam held.")
    found = headline(text.segments, ["Orla Venn"])
    assert found and (text.of(found.label), text.of(found.speech)) == ("Venn", "Dam is safe for years")
    assert headline(text.segments, ["Rek"]) is None
    assert headline(Text("Venn: Dam is safe for years").segments, ["Venn"]) is None


def test_twenty_speakers() -> None:
    names = [f"SPEAKER {n}" for n in range(20)]
    text = "\n\n".join(f"{n}: It held, I am sure." for n in names)
    assert [label for label, _ in told(text)] == names


@given(texts)
def test_on_any_text_turns_are_in_order_and_not_empty(text: str) -> None:
    made = Text(text)
    found = turns(made.segments)
    assert [t.label for t in found] == sorted(t.label for t in found)
    for turn in found:
        assert turn.label[0] < turn.label[1] <= turn.speech[0] < turn.speech[1] <= len(made.segments)


@pytest.mark.parametrize("part", ["[", "A ", "A, ", "[A] ", "14:05 ", "(a", "A" * 3, "**A", "A:\n\n"])
def test_long_heads_take_time_in_proportion(part: str) -> None:
    assert stays_linear(lambda text: turns(text.segments), lambda n: Text(part * n), 400)
