"""Captures and reports: what makes one the same as another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondsource.model.identity import content_id
from secondsource.model.report import Block, Capture, Report
from secondsource.model.span import Span

TEXT = "The ferry to Ødal has been cancelled, the harbour master said."
REPORT = Report(
    text=TEXT,
    path="in/ferry.txt",
    title="No ferry",
    publisher="Kysten Post",
    byline="By Runa Holt",
    published="2031-05-04",
    language="en",
    address="https://kysten.example/ferry",
)


def test_the_id_is_that_of_five_fields() -> None:
    held = {
        "text": TEXT,
        "title": "No ferry",
        "publisher": "Kysten Post",
        "published": "2031-05-04",
        "address": "https://kysten.example/ferry",
    }
    assert REPORT.id == content_id(held)


def test_the_same_text_printed_by_two_papers_is_two_reports() -> None:
    assert REPORT.id != replace(REPORT, publisher="Dagens Havn").id


@pytest.mark.parametrize(
    "change",
    [
        {"text": TEXT + " "},
        {"title": None},
        {"publisher": None},
        {"published": "2031-05-04T10:00"},
        {"address": None},
        {"address": "https://kysten.example/ferry?2"},
    ],
)
def test_each_of_the_five_makes_another_report(change: dict[str, str | None]) -> None:
    assert REPORT.id != replace(REPORT, **change).id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"path": "-"},
        {"path": "/elsewhere/ferry.txt"},
        {"byline": None},
        {"dateline": "ØDAL"},
        {"retrieved": "2031-06-01T00:00:00Z"},
        {"language": "no"},
        {"capture": Capture(body=b"x", media="text/plain")},
        {"blocks": (Block(span=Span(0, 3), locator="/html/p[1]"),)},
    ],
)
def test_the_path_and_what_was_read_beside_it_do_not(change: dict[str, object]) -> None:
    assert REPORT.id == replace(REPORT, **change).id  # type: ignore[arg-type]


def test_a_record_s_id_stands_in_for_an_address() -> None:
    bare = replace(REPORT, address=None)
    assert replace(bare, record="r1").id != bare.id
    assert replace(bare, record="r1").id != replace(bare, record="r2").id
    assert replace(REPORT, record="r1").id == REPORT.id


def test_a_capture_is_its_bytes() -> None:
    capture = Capture(body=b"abc", media="text/plain")
    assert capture.id == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert capture.size == 3
    assert capture.id == replace(capture, media="text/html", headers=(("x", "y"),)).id
    assert capture.id != replace(capture, body=b"abc\n").id


def test_neither_bytes_nor_text_flood_a_log() -> None:
    assert "harbour" not in repr(REPORT)
    assert "abc" not in repr(Capture(body=b"abc", media="text/plain"))
