"""Dates of feeds and mail: all of what is written, and nothing more."""

from __future__ import annotations

import pytest

from secondsource.intake.moments import moment


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 22 Jun 2026 09:00:00 +0200", "2026-06-22T09:00:00+02:00"),
        ("Mon, 22 Jun 2026 09:00:00 GMT", "2026-06-22T09:00:00Z"),
        ("Mon, 22 Jun 2026 09:00:00 +0000", "2026-06-22T09:00:00Z"),
        ("Mon, 22 Jun 2026 09:00:00 EST", "2026-06-22T09:00:00-05:00"),
        ("Mon, 22 Jun 2026 09:00:00 +0200 (CEST)", "2026-06-22T09:00:00+02:00"),
        ("Tue, 22 Jun 26 10:00:00 -0000", "2026-06-22T10:00:00"),  # a zone that says it is not known
        ("Mon, 22 Jun 2026 09:00 CEST", "2026-06-22T09:00"),  # a zone that is not the same everywhere
        ("22-Jun-2026 9:40", "2026-06-22T09:40"),
        ("Monday, June 22, 2026 9:00 PM", "2026-06-22T21:00"),
        ("Mon, Jun 22, 2026 at 12:05 AM", "2026-06-22T00:05"),
        ("June 22, 2026 at 9:00:05 AM GMT+2", "2026-06-22T09:00:05+02:00"),
        ("Mon Jun 22 09:40:05 2026", "2026-06-22T09:40:05"),
        ("2026/7/23 09:40:05", "2026-07-23T09:40:05"),
        ("2026-7-3 9:40", "2026-07-03T09:40"),
        ("2026-7-3", "2026-07-03"),
        ("20260723T094005Z", "2026-07-23T09:40:05Z"),
        ("2026-06-22T09:00:00.123+02:00", "2026-06-22T09:00:00.123+02:00"),
        ("2026-06-22", "2026-06-22"),
        ("2026-06", "2026-06"),
        ("Fri, 31 Dec 2027 23:59:60 GMT", "2027-12-31T23:59:59Z"),
        ("Mon, 22 Jun 2026 29:00:00 +0200", "2026-06-22"),  # the day is sound
        ("Mon, 22 Jun 2026 09:00:00 +9900", "2026-06-22T09:00:00"),
        ("Mon, 32 Jun 2026 09:00:00 GMT", None),
        ("12 Foo 2026 10:00", None),
        ("07/08/2026", None),
        ("7/23/2026 9:40 PM", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("some day in June", None),
        ("1782111605", None),
        ("", None),
        (None, None),
        ("9" * 5000, None),
    ],
)
def test_dates_as_they_are_written(written: str | None, expected: str | None) -> None:
    assert moment(written) == expected
