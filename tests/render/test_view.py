"""What a person sees of a row: voices, leads, lines, depth and notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondsource.model.report import Failure, Report
from secondsource.model.statement import Reading
from secondsource.records import failure_row, reading_row
from secondsource.render.plain import one_line, visible
from secondsource.render.view import Said, View, view
from secondsource.render.voices import LEFT_OPEN
from tests.desk import standin
from tests.render import rich


def shown(reading: Reading | None = None) -> View:
    """The view of a reading, by default of the invented report."""
    return view(reading_row(reading or standin.reading(), with_text=True))


def found(words: str) -> Said:
    """The statement of the invented report that holds these words."""
    return next(said for said in reversed(shown().said) if words in said.words)


def test_the_heading_tells_what_is_known() -> None:
    assert shown().title == "Ferry crew spent night forcing a jammed bow door"
    assert shown().details == ("The Varnholm Courier", "2031-03-04", "Signe Aldous", "ferry.txt")


@pytest.mark.parametrize(
    ("path", "title", "last"),
    [
        ("ferry.txt", "ferry.txt", "2031-03-04"),
        ("set/ferry.txt", "ferry.txt", "set/ferry.txt"),
        ("set/all.jsonl#r7", "all.jsonl#r7", "set/all.jsonl#r7"),
        ("https://lantern.example/a/", "a", "https://lantern.example/a/"),
        ("-", "Standard input", "2031-03-04"),
    ],
)
def test_without_a_title_the_name_is_the_heading_and_nothing_stands_twice(
    path: str, title: str, last: str
) -> None:
    view_ = shown(standin.reading(title=None, byline=None, path=path))
    assert (view_.title, view_.details[-1]) == (title, last)


def test_voices_are_counted_in_order_and_the_source_left_open_comes_last() -> None:
    names = [(voice.number, voice.name) for voice in shown().voices]
    assert names[:2] == [(1, "Ilse Tarnov"), (2, "Bram Oduya")]
    assert names[-1] == (0, LEFT_OPEN)
    assert len(names) == 8


def test_without_parties_one_spelling_is_one_voice() -> None:
    report = Report(text="Ada Roe said it rained. Bo Lind said it hailed. Ada Roe said it snowed.")
    view_ = shown(standin.StandInReader().read(report))
    assert [said.voice and said.voice.number for said in view_.said] == [1, 2, 1]


@pytest.mark.parametrize(
    ("words", "lead", "line", "depth"),
    [
        ("never in danger", "said", 3, 0),
        ("by the book", "(she) said", 5, 0),
        ("newer ships", "", 7, 0),
        ("a mechanic had", "said", 9, 0),
        ("the hinges were", "warned", 9, 1),
        ("any warning", "denied", 11, 0),
        ("no such log", "(the company) said in a statement", 11, 0),
        ("had asked for one", "Reportedly", 15, 0),
    ],
)
def test_a_statement(words: str, lead: str, line: int, depth: int) -> None:
    said = next(said for said in shown().said if words in said.words and said.depth == depth)
    assert (said.lead, said.line) == (lead, line)


def test_speakers_stand_named_first_then_unnamed_then_left_open_then_the_writer() -> None:
    speakers = [
        (speaker.voice and speaker.voice.name, len(speaker.said))
        for speaker in shown(rich.reading()).speakers
    ]
    assert speakers == [
        ("Anna Berg", 3),
        ("Tom Berg", 2),
        ("Ida Lund and Per Voss", 1),
        ("A Valmark diplomat", 1),
        ("Valmark's intelligence service", 1),
        ("One of them", 1),
        (LEFT_OPEN, 2),
        (None, 3),
    ]


def test_who_only_is_mentioned_is_told_and_members_of_a_group_that_speaks_are_not() -> None:
    assert [(one.name, one.what) for one in shown(rich.reading()).mentioned] == [
        ("the Tunnel Safety Board", "organization"),
        ("a second lorry", "unnamed platform"),
    ]


def test_an_interrupted_content_shows_its_gap() -> None:
    assert found("never in danger").words.startswith('the vessel was "never in danger" … it would')


def test_carried_statements_say_so_and_keep_their_voice() -> None:
    said = found("newer ships")
    assert said.carried and said.voice and said.voice.name == "Ilse Tarnov"


def test_the_writers_own_sentences_have_no_voice_and_no_number() -> None:
    own = [said for said in shown().said if said.voice is None]
    assert len(own) == shown().own == 6
    assert {said.number for said in own} == {0}


def test_a_ring_of_parents_ends() -> None:
    reading = standin.reading()
    first, second = (
        said for said in reading.statements if said.cue and said.cue.text in ("expects", "asked")
    )
    ring = (replace(first, parent=second.id), replace(second, parent=first.id))
    assert [said.depth for said in shown(replace(reading, statements=ring)).said] == [1, 1]


def test_a_parent_that_is_not_there_is_none() -> None:
    reading = standin.reading()
    lone = tuple(replace(said, parent="sha256:gone") for said in reading.statements[-3:-2])
    assert [(said.depth, said.outer) for said in shown(replace(reading, statements=lone)).said] == [(0, None)]


def test_an_error_row_has_nothing_to_show() -> None:
    with pytest.raises(ValueError, match="nothing to show"):
        view(failure_row(Failure(path="x", kind="empty", message="empty")))


def test_what_would_steer_a_terminal_is_made_visible_one_for_one() -> None:
    hostile = "a\x1b[31mb\x07\r\x9b\u202ec\ud800\tz\n"
    assert visible(hostile) == "a␛[31mb␇ \ufffd\ufffdc\ufffd\tz\n"
    assert len(visible(hostile)) == len(hostile)
    assert one_line(" a\n\n b\u2028c ") == "a b c"


def test_the_short_way_for_plain_text_leads_to_the_same() -> None:
    for code in (*range(0x3000), *range(0xD7F0, 0x10000), 0x1F600, 0xE0041, 0x10FFFF):
        for text in (chr(code), f"a{chr(code)}b", f" a  {chr(code)}"):
            # A bell beside it takes the long way.
            assert visible(text) == visible(f"{text}\x07")[:-1], hex(code)
            assert one_line(text) == one_line(f"{text}\x07").removesuffix("␇").strip(" "), hex(code)
