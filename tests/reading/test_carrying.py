"""Speech that no cue introduces: labels, dashes, lines before it, and who carries it on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.reading.attributions import Found
from secondsource.reading.carrying import uncued
from tests.reading.build import Text
from tests.text.test_segment import stays_linear
from tests.text.texts import texts

PIECES = (
    *("“", "”", '"', "''", "‘", "’", "?", ".", ",", ":", "— ", "\n\n", "\n", " "),
    *("Venn", "Rek said", "asked", "we", "[BEGIN RECORDING]", "[REK]", "((WN)) ", "Q. ", "A. "),
    *("@rek", "<rek> ", "14:05 ", "王明：", "أحمد: "),
)
pieces = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


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
    text = Text("Orla Venn sailed at noon.\n\n“We were lucky this time.”")
    assert spoken_by(text) == [("“We were lucky this time.”", None)]


def test_a_quotation_alone_is_carried_and_one_with_a_stranger_beside_it_is_left_open() -> None:
    text = Text("“We were lucky,” Venn said. “It was close.” “Nobody slept,” murmured a pilot.")
    told = [text.found("“We were lucky,”", "said", "Venn")]
    rows = uncued(text.segments, text.quotes, [], told)
    assert [(text.of(u.content), u.source, u.carried) for u in rows] == [
        ("“It was close.”", text.words("Venn"), True),
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


# --- who carries it on


def carried_by(text: Text, *told: Found, stretches: tuple[str, ...] = ()) -> list[tuple[str, str | None]]:
    """(content, speaker) of what is carried."""
    rows = uncued(text.segments, text.quotes, [text.words(s) for s in stretches], told)
    return [(text.of(u.content), text.of(u.source) if u.source else None) for u in rows if u.carried]


def test_a_quotation_goes_on_over_paragraphs_and_the_writer_s_sentences() -> None:
    text = Text(
        "“We held,” Venn said.\n\nThe dam is old. “It was close.”\n\nRain fell.\n\n“Nobody slept that night.”"
    )
    assert carried_by(text, text.found("“We held,”", "said", "Venn")) == [
        ("“It was close.”", "Venn"),
        ("“Nobody slept that night.”", "Venn"),
    ]


def test_paragraphs_that_open_anew_without_a_closing_mark_are_one_each() -> None:
    text = Text("Venn said: “We held all night.\n\n“Rek knew that it was close.\n\n“Nobody slept.”")
    told = [
        text.found("“We held all night.", "said", "Venn"),
        text.found("it was close", "knew", "Rek"),
    ]
    assert carried_by(text, *told) == [("“Rek knew that it was close.", "Venn"), ("“Nobody slept.”", "Venn")]


def test_quotations_side_by_side_are_one_and_those_with_words_between_are_two() -> None:
    text = Text("“We held,” Venn said. “It was close.” “Nobody slept.” He sighed. “We shall see.”")
    assert carried_by(text, text.found("“We held,”", "said", "Venn")) == [
        ("“It was close.” “Nobody slept.”", "Venn"),
        ("“We shall see.”", "Venn"),
    ]


@pytest.mark.parametrize("stop", ["”.", ".”", "”!"])
def test_the_full_stop_may_stand_outside_of_the_marks(stop: str) -> None:
    text = Text(f"“We held,” Venn said. “It was very close{stop} The dam is old.")
    rows = carried_by(text, text.found("“We held,”", "said", "Venn"))
    assert [source for _, source in rows] == ["Venn"]


@pytest.mark.parametrize("term", ["“Song of the Weir,” a play", "“The Weir” by Rek", "“a farce” of a dam"])
def test_titles_and_terms_are_not_spoken(term: str) -> None:
    text = Text(f"“We held,” Venn said. {term}, opens in Oskvard.")
    assert spoken_by(text, ("“We held,”", "said", "Venn")) == []


def test_one_told_of_inside_a_quotation_takes_nothing_in_and_does_not_speak_on() -> None:
    text = Text("“We held,” Venn said. “Rek believes that the old dam broke.” “It did not.”")
    told = [text.found("“We held,”", "said", "Venn"), text.found("the old dam broke", "believes", "Rek")]
    assert carried_by(text, *told) == [("“Rek believes that the old dam broke.” “It did not.”", "Venn")]


def test_a_paper_that_the_writer_cites_does_not_speak_on() -> None:
    text = Text("“We held,” Venn said, according to the Gazette. “It was close.”")
    told = [
        text.found("“We held,”", "said", "Venn"),
        text.found("“We held,” Venn said", "according to", "the Gazette"),
    ]
    assert carried_by(text, *told) == [("“It was close.”", "Venn")]


def test_a_speech_without_a_speaker_goes_to_its_own_we() -> None:
    text = Text("We welcome the truce. The dam must be mended.\n\nThe pilots have our thanks.")
    rows = carried_by(
        text, stretches=("We welcome the truce. The dam must be mended.", "pilots have our thanks.")
    )
    assert rows == [
        ("We welcome the truce. The dam must be mended.", "We"),
        ("The pilots have our thanks.", "We"),
    ]


def test_later_paragraphs_of_a_turn_are_carried_to_its_label() -> None:
    text = Text("REK: Did it hold?\n\nVENN: It did.\n\nWe were lucky.\n\nREK: And now?")
    assert carried_by(text) == [("We were lucky.", "VENN")]


# --- anything


ranges = st.integers(0, 40).flatmap(lambda a: st.integers(a + 1, 60).map(lambda b: (a, b)))
founds = st.builds(
    lambda cue, source, content: Found(cue=cue, source=source, content=(content,)),
    st.none() | ranges,
    st.none() | ranges,
    ranges,
)


@given(texts | pieces, st.lists(founds, max_size=6), st.lists(ranges, max_size=4))
def test_on_any_text_and_statements_nothing_crashes(
    text: str, told: list[Found], stretches: list[tuple[int, int]]
) -> None:
    made = Text(text)
    words = len(made.segments)
    told = [f for f in told if all(r[1] <= words for r in (f.cue, f.source, *f.content) if r)]
    rows = uncued(made.segments, made.quotes, [s for s in stretches if s[1] <= words], told)
    for row in rows:
        assert 0 <= row.content[0] < row.content[1] <= words
        assert row.source is None or 0 <= row.source[0] < row.source[1] <= words


def test_a_long_report_takes_time_in_proportion() -> None:
    paragraph = "“We held,” Venn said. “It was close.” Rek wrote:\n\nWe saw it.\n\nREK: It broke.\n\n"

    def made(times: int) -> tuple[Text, list[Found]]:
        text = Text(paragraph * times)
        said = [w for w in range(len(text.segments)) if text.segments.word(w) == "said"]
        return text, [Found(cue=(w, w + 1), source=(w - 1, w), content=((w - 6, w - 1),)) for w in said]

    assert stays_linear(lambda case: uncued(case[0].segments, case[0].quotes, (), case[1]), made, 40)


@given(texts, st.data())
def test_on_any_text_contents_are_in_order_and_no_source_is_empty(text: str, data: st.DataObject) -> None:
    told = Text(text)
    words = len(told.segments)
    pairs = st.lists(st.integers(0, words), min_size=2, max_size=2, unique=True).map(sorted)
    edges = pairs.map(lambda pair: (pair[0], pair[1]))
    stretches = data.draw(st.lists(edges, max_size=3)) if words > 1 else []
    found = uncued(told.segments, told.quotes, stretches, [])
    assert [u.content for u in found] == sorted(u.content for u in found)
    for row in found:
        assert 0 <= row.content[0] < row.content[1] <= words
        if row.source:
            assert 0 <= row.source[0] < row.source[1] <= words
