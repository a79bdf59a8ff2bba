"""The kind of an input is read from its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from secondsource.intake.formats import MAGIC, PAGE, PLAIN, ROWS, ZIPPED, detect
from tests.intake.pages import PROSE, article, failure_of, page, report_of


def zipped(name: str, *, stored: str = "") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, stored)
    return held.getvalue()


@pytest.mark.parametrize(
    ("body", "row"),
    [
        (article(), PAGE),
        (b"\n\n  <!-- saved -->\n<html><body>", PAGE),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html><html xmlns='x'>", PAGE),
        (b"\xef\xbb\xbf<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><HTML>", PAGE),
        ("\ufeff<html><p>x</p></html>".encode("utf-16-le"), PAGE),
        (b"<div><p>The dam held.</p></div>", PAGE),
        (b"The <b>dam</b> held, she said.", PLAIN),
        (b"<3 is what she wrote, and he wrote <3 back.", PLAIN),
        (b"{curly} words in a text", PLAIN),
        (b"[Translated from the Torrish] The dam held.", PLAIN),
        (b'{"text": "The dam held."}\n', ROWS),
        (b'{"id": "a", "url": "https://x.invalid"}\r\n{"id": "b"}', ROWS),
        (b"FOR RELEASE\nFrom: the Vessel Bay council\nDate: 3 March 2026\n\nThe dam held.", PLAIN),
        (b"From: Ada Quill\nSubject: the dam\n\nThe dam held.", PLAIN),
        (b"Q: Will it hold?\nA: It will.\n", PLAIN),
    ],
)
def test_texts(body: bytes, row: object) -> None:
    assert detect(body) is row


def test_a_name_makes_a_record_file_of_a_text_only() -> None:
    assert detect(b"not json", name="a.jsonl") is ROWS
    assert detect(article(), name="a.jsonl") is PAGE
    assert detect(b"%PDF-1.7", name="a.jsonl").media == "application/pdf"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (zipped("mimetype", stored="application/epub+zip"), "EPUB"),
        (b"{\\rtf1 The dam held.}", "RTF"),
        (b"<?xml version='1.0'?><nitf/>", "XML"),
        (b'[{"text": "a"},\n {"text": "b"}]', "JSON"),
        (b'{"title": "no text of its own"}', "JSON"),
    ],
)
def test_what_a_later_version_reads_is_named_and_refused(body: bytes, words: str) -> None:
    failure = failure_of(body)
    assert failure.kind == "unsupported"
    assert words in failure.message and "not yet read" in failure.message


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n1", b"\xff\xd8\xff\xe0", b"GIF89a", b"\x7fELF\x02", b"<svg><path/></svg>"]
)
def test_what_can_hold_no_report_is_no_text(body: bytes) -> None:
    assert failure_of(body).kind == "not-text"


def test_every_row_says_what_it_is() -> None:
    rows = [row for _, _, row in MAGIC] + [row for _, row in ZIPPED] + [PLAIN, ROWS, PAGE]
    for row in rows:
        assert "/" in row.media and row.words
        assert row.module is None or not row.later


def test_a_failure_tells_of_a_name_that_promises_another_kind() -> None:
    from secondsource.intake import from_bytes

    (failure,) = from_bytes(
        page("<h1>404</h1><p>This page could not be found.</p>"), path="a.pdf", name="a.pdf"
    )
    assert "it is a web page, although named *.pdf" in failure.message  # type: ignore[union-attr]
    assert report_of(article()).capture.media == "text/html"  # type: ignore[union-attr]
    assert report_of(" ".join(PROSE).encode()).capture.media == "text/plain"  # type: ignore[union-attr]
