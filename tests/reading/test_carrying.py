"""Speech that no cue introduces: labels, dashes, lines before it, and the speaker in force."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.reading.carrying import speaker_in_force, uncued
from tests.reading.build import Text
from tests.text.test_segment import stays_linear
from tests.text.texts import texts


def spoken_by(
    text: Text, *told: tuple[str, str, str], stretches: tuple[str, ...] = ()
) -> list[tuple[str, str | None]]:
    """(content, named speaker) of what no cue introduces; `told` is (content, cue, source)."""
    found = [text.found(*row) for row in told]
    rows = uncued(text.segments, text.quotes, [text.words(s) for s in stretches], found)
    return [(text.of(u.content), text.of(u.source) if u.source else None) for u in rows]


# --- labels


def test_labels_of_a_dialogue_name_the_speakers() -> None:
    text = Text("VENN: How many barges drifted off?\n\nREK: Two of them did.\n\nVENN: And the crew?")
    assert spoken_by(text) == [
        ("How many barges drifted off?", "VENN"),
        ("Two of them did.", "REK"),
        ("And the crew?", "VENN"),
    ]


@pytest.mark.parametrize(
    "label",
    ["QUESTION: ", "Q: ", "Orla Venn: ", "**Orla Venn:** ", "[Orla Venn]: ", "> Orla Venn: ", "@orla_venn: "],
)
def test_labels_of_many_prints(label: str) -> None:
    text = Text(f"{label}The dam held all night.\n\n{label}Nobody was hurt.")
    rows = spoken_by(text)
    assert [content for content, _ in rows] == ["The dam held all night.", "Nobody was hurt."]
    assert [source for _, source in rows] == [label.strip("*[]>: ")] * 2


@pytest.mark.parametrize("name", ["Port Office of Oskvard", "Orla van Venn", "Pilot 7", "ORLA VENN (KYSTEN)"])
def test_a_label_is_made_of_words_with_capitals_and_what_links_them(name: str) -> None:
    text = Text(f"{name}: The dam held all night.\n\n{name}: Nobody was hurt.")
    assert spoken_by(text) == [("The dam held all night.", name), ("Nobody was hurt.", name)]


@pytest.mark.parametrize("lead", ["Orla went on", "What Rek saw", "Two days later", "According to Rek"])
def test_words_without_capitals_are_no_label_though_every_paragraph_has_them(lead: str) -> None:
    assert spoken_by(Text(f"{lead}: the dam held.\n\n{lead}: nobody was hurt.")) == []


@pytest.mark.parametrize("label", ["Q: ", "A: ", "QUESTION: ", "ANSWER: "])
def test_the_labels_of_questions_need_no_dialogue(label: str) -> None:
    text = Text(f"{label}The dam held all night.")
    assert spoken_by(text) == [("The dam held all night.", label[:-2])]
    assert spoken_by(Text("Venn: The dam held all night.")) == []


def test_a_label_before_a_quotation_needs_no_dialogue() -> None:
    text = Text("The dam held.\n\nOrla Venn: “We were lucky this time.”\n\nNobody was hurt.")
    assert spoken_by(text) == [("“We were lucky this time.”", "Orla Venn")]


@pytest.mark.parametrize(
    "line",
    [
        "Note: the times are local.",
        "Photo: a barge off Oskvard.",
        "Read more: the flood in pictures.",
        "He said: it sank at noon.",
        "It began at 10:30 in the rain.",
        "See https://oskvard.example/dam for more.",
        "the pilot: it sank.",
    ],
)
def test_what_is_no_speaker_s_label(line: str) -> None:
    assert spoken_by(Text(line)) == []


def test_one_label_in_plain_prose_names_nobody() -> None:
    text = Text("The dam held.\n\nOutlook: more rain is due.\n\nNobody was hurt.\n\nVenn left.")
    assert spoken_by(text) == []


def test_a_turn_that_a_statement_takes_in_is_not_told_twice() -> None:
    text = Text("VENN: Rek said the barge sank.\n\nREK: It did not sink at all.")
    assert spoken_by(text, ("Rek said the barge sank.", "said", "Rek")) == [
        ("It did not sink at all.", "REK")
    ]


# --- quotations and the lines beside them


@pytest.mark.parametrize("dash", [" – ", " — ", " - ", "\n— ", "\n-- ", "\n\n— "])
def test_a_dash_and_a_name_after_a_quotation(dash: str) -> None:
    text = Text(f"“We were lucky this time.”{dash}Orla Venn, harbour master\n\nThe dam held.")
    assert spoken_by(text)[0] == ("“We were lucky this time.”", "Orla Venn, harbour master")


def test_a_dash_that_goes_on_with_the_text_is_no_credit() -> None:
    long = "Then the wind turned and the barges drifted back in towards the pier where they had lain"
    assert spoken_by(Text(f"“We were lucky this time.” – {long}.")) == [("“We were lucky this time.”", None)]


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Orla Venn, the harbour master, on the night:", "Orla Venn"),
        ("From a statement by the Port Office of Oskvard:", "Port Office of Oskvard"),
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", " "])
def test_a_line_that_ends_in_a_colon(lead: str, speaker: str, gap: str) -> None:
    text = Text(f"{lead}{gap}“We were lucky this time, all of us.”")
    rows = spoken_by(text, stretches=("“We were lucky this time, all of us.”",))
    assert rows == [("“We were lucky this time, all of us.”", speaker)]


@pytest.mark.parametrize("lead", ["According to Rek:", "Last of all Rek:", "Rek wrote to the port:"])
def test_words_before_a_quotation_that_are_no_label(lead: str) -> None:
    said = "“We were lucky this time.”"
    text = Text(f"The dam held.\n\n{lead} {said}\n\nNobody was hurt.")
    assert spoken_by(text) == []  # it begins no sentence, so that a cue or a stretch must tell of it
    assert spoken_by(text, stretches=(said,)) == [(said, "Rek")]


def test_a_line_without_a_colon_names_nobody() -> None:
    text = Text("Orla Venn spoke at noon.\n\n“We were lucky this time.”")
    assert spoken_by(text) == [("“We were lucky this time.”", None)]


def test_a_quotation_alone_is_carried_and_one_with_a_stranger_beside_it_is_left_open() -> None:
    text = Text("“We were lucky,” Venn said. “It was close.” “Nobody slept,” murmured a pilot.")
    told = [text.found("“We were lucky,”", "said", "Venn")]
    rows = uncued(text.segments, text.quotes, [], told)
    assert [(text.of(u.content), u.source, u.carried) for u in rows] == [
        ("“It was close.”", None, True),
        ("“Nobody slept,”", None, False),
    ]


def test_a_quotation_that_a_statement_takes_in_is_not_told_twice() -> None:
    text = Text("“We were lucky,” Venn said. “It was close.”")
    assert spoken_by(text, ("“We were lucky,”", "said", "Venn"), ("“It was close.”", "said", "Venn")) == []


def test_a_stretch_is_taken_where_nothing_else_stands() -> None:
    text = Text("The dam held. The sluice was shut at noon. Nobody was hurt.")
    free = "The sluice was shut at noon."
    assert spoken_by(text, stretches=(free,)) == [(free, None)]
    assert spoken_by(text, (free, "held", "The dam"), stretches=(free,)) == []
    assert spoken_by(text, stretches=(free, "sluice was shut at noon.")) == [(free, None)]


def test_a_long_rule_of_asterisks_takes_time_in_proportion() -> None:
    made = lambda n: Text("A" + "*" * n)  # noqa: E731
    assert stays_linear(lambda text: uncued(text.segments, (), (), ()), made, 3000)


# --- the speaker in force


def test_the_last_who_was_named_goes_on_speaking() -> None:
    text = Text("Venn said it held. Rek said it broke. “It was close.” Holt said nothing sank.")
    told = [
        text.found("it held", "said", "Venn"),
        text.found("it broke", "said", "Rek"),
        text.found("nothing sank", "said", "Holt"),
    ]
    at = text.words("“It was close.”")[0]
    assert speaker_in_force(at, told, text.segments) == text.words("Rek")
    assert speaker_in_force(at, told[::-1], text.segments) == text.words("Rek")


def test_before_anybody_was_named_the_next_of_the_paragraph_speaks() -> None:
    text = Text("“It was close.” Venn said it held.")
    told = [text.found("it held", "said", "Venn")]
    assert speaker_in_force(0, told, text.segments) == text.words("Venn")
    apart = Text("“It was close.”\n\nVenn said it held.")
    assert speaker_in_force(0, [apart.found("it held", "said", "Venn")], apart.segments) is None


def test_a_statement_without_a_source_hands_nothing_on() -> None:
    text = Text("Venn said it held. It was said that it broke. “It was close.”")
    told = [text.found("it held", "said", "Venn"), text.found("it broke", "was said")]
    assert speaker_in_force(text.words("“It was close.”")[0], told, text.segments) == text.words("Venn")
    assert speaker_in_force(0, [], text.segments) is None


def test_who_is_told_of_inside_another_s_words_does_not_speak_on() -> None:
    text = Text("Venn said that Rek knew it broke. “It was close.”")
    told = [text.found("that Rek knew it broke", "said", "Venn"), text.found("it broke", "knew", "Rek")]
    assert speaker_in_force(text.words("“It was close.”")[0], told, text.segments) == text.words("Venn")


# --- anything


@given(texts, st.data())
def test_on_any_text_contents_are_in_order_and_no_source_is_empty(text: str, data: st.DataObject) -> None:
    told = Text(text)
    words = len(told.segments)
    edges = st.lists(st.integers(0, words), min_size=2, max_size=2, unique=True).map(sorted).map(tuple)
    stretches = data.draw(st.lists(edges, max_size=3)) if words > 1 else []
    found = uncued(told.segments, told.quotes, stretches, [])
    assert [u.content for u in found] == sorted(u.content for u in found)
    for row in found:
        assert 0 <= row.content[0] < row.content[1] <= words
        assert not (row.source and row.carried)
        if row.source:
            assert 0 <= row.source[0] < row.source[1] <= words
