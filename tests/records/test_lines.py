"""Rows as JSON text: one line whoever splits them, valid UTF-8 whatever they hold."""

from __future__ import annotations

import json
import os

from hypothesis import given
from hypothesis import strategies as st

from secondsource.records import lines
from secondsource.records.lines import line


@given(text=st.text())
def test_a_row_is_one_line_of_utf8_and_keeps_its_characters(text: str) -> None:
    made = line({"text": text})
    assert len(made.splitlines()) == 1
    back = json.loads(made.encode("utf-8").decode("utf-8"))["text"]
    assert back == "".join("\ufffd" if "\ud800" <= mark <= "\udfff" else mark for mark in text)


def test_letters_stand_as_they_are_and_line_ends_of_all_kinds_do_not() -> None:
    made = line({"text": "Łódź\n\u2028\u2029\x85\x0c"})
    assert "Łódź" in made
    assert json.loads(made) == {"text": "Łódź\n\u2028\u2029\x85\x0c"}
    assert len(made.splitlines()) == 1


def test_an_escaped_backslash_before_a_line_end_stays_one() -> None:
    text = "\\\u2028\\u2028"
    assert json.loads(line({"text": text})) == {"text": text}


def test_two_file_names_that_differ_in_bytes_stay_two() -> None:
    names = [os.fsdecode(name) for name in (b"wall-\xff.txt", b"wall-\xfe.txt")]
    assert [lines.given(name) for name in names] == ["wall-\\xff.txt", "wall-\\xfe.txt"]
    assert lines.given("mur-é.txt") == "mur-é.txt"
    assert lines.given("no byte \ud83d") == "no byte \ufffd"
