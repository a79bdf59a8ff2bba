"""Datelines of wire copy, and what only looks like one."""

from __future__ import annotations

import pytest

from secondsource.intake.dateline import dateline_of, day_of_dateline
from tests.intake import archives
from tests.intake.pages import report_of
from tests.intake.test_reasons import codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VESSEL BAY, March 3 (XP) — The dam held.", "VESSEL BAY, March 3 (XP)"),
        ("VESSEL BAY — The dam held.", "VESSEL BAY"),
        ("VESSEL BAY (XP) - The dam held.", "VESSEL BAY (XP)"),
        ("VESSEL BAY (XP) _ The dam held.", "VESSEL BAY (XP)"),
        ("VESSEL BAY, Torrland, 3 Mar (Xpress) -- The dam held.", "VESSEL BAY, Torrland, 3 Mar (Xpress)"),
        ("ST. ODA-ON-SEA, Torrland — The dam held.", "ST. ODA-ON-SEA, Torrland"),
        ("Vessel Bay, March 3 (Xpress) - The dam held.", "Vessel Bay, March 3 (Xpress)"),
        ("Dam holds\n\nBy Ada Quill\n\nVESSEL BAY — The dam held.", "VESSEL BAY"),
        ("VESSEL BAY, 3 MAR 90 (XP) -- THE DAM HELD.", "VESSEL BAY, 3 MAR 90 (XP)"),
        ("The dam — built in 1931 — held.", None),
        ("Vessel Bay — a small town — was dry.", None),
        ("BREAKING — The dam held.", None),
        ("LIVE UPDATES — The dam held.", None),
        ("THE DAM -- BUILT IN 1931 -- HELD.", None),
        ("ADA QUILL — Will it hold?\n\nORLA FINCH — It will.", None),
        ("VESSEL BAY-based engineers said so.", None),
        ("VESSEL BAY —", None),
        ("", None),
    ],
)
def test_dateline(text: str, expected: str | None) -> None:
    assert dateline_of(text) == expected


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("VESSEL BAY, March 3, 2026 (XP)", "2026-03-03"),
        ("VESSEL BAY, Torrland, 3 Mar 2026", "2026-03-03"),
        ("VESSEL BAY, March 3 (XP)", None),
        ("VESSEL BAY, March 2026 (XP)", None),
        ("VESSEL BAY, February 30, 2026 (XP)", None),
        ("VESSEL BAY, 3 MAR 90 (XP)", None),
        ("VESSEL BAY", None),
    ],
)
def test_only_a_whole_day_of_a_dateline_is_one(line: str, day: str | None) -> None:
    assert day_of_dateline(line) == day


def test_a_text_that_says_no_other_day_was_published_on_that_of_its_dateline() -> None:
    text = b"VESSEL BAY, March 3, 2026 (XP) - The dam held, its engineer said."
    report = report_of(text)
    assert (report.published, codes(report, "published")) == ("2026-03-03", ["text-dateline-day"])
    assert report.text == text.decode()
    given = report_of(text, published="2026-03-04")
    assert (given.published, codes(given, "published")) == ("2026-03-03", ["text-dateline-day"])
    # Fetched on the 5th, so a day long after it is a misprint, and the 6th is somewhere already.
    for day, published in ((6, "2026-03-06"), (16, None)):
        body = text.replace(b"March 3", f"March {day}".encode())
        archive = archives.record(archives.http(body, kind="text/plain"))
        assert report_of(archive).published == published
    record = b'{"text": "VESSEL BAY, March 3, 2026 (XP) - It held.", "date": "2026-03-05"}'
    assert report_of(record).published == "2026-03-05"
