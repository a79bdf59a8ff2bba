"""Dates as ISO 8601, as written and never more precise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.intake.dates import iso, stamp


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-03", "2026-03-03"),
        ("2026-03-03T06:15:00Z", "2026-03-03T06:15:00Z"),
        ("2026-03-03T06:15:00.000+01:00", "2026-03-03T06:15:00.000+01:00"),
        ("2026-03-03T06:15", "2026-03-03T06:15"),
        ("2026-03-03 06:15:00", "2026-03-03T06:15:00"),
        ("2026-03-03 06:15 UTC", "2026-03-03T06:15Z"),
        (" 2026-03 ", "2026-03"),
        ("2026", "2026"),
        ("20260303", "2026-03-03"),
        ("2026/3/3", "2026-03-03"),
        ("Tue, 03 Mar 2026 06:15:00 GMT", "2026-03-03T06:15:00Z"),
        ("Tue, 03 Mar 2026 06:15:00 -0500", "2026-03-03T06:15:00-05:00"),
        ("March 3, 2026", "2026-03-03"),
        ("3rd of March 2026", "2026-03-03"),
        ("Sept. 9, 2026", "2026-09-09"),
        ("March 2026", "2026-03"),
        ("Tuesday, March 3, 2026 9:00 PM", "2026-03-03"),
        ("03/04/2026", None),
        ("2026-13-01", None),
        ("2026-02-30", None),
        ("30 February 2026", None),
        ("2026-03-03T25:00", None),
        ("yesterday", None),
        ("", None),
        ("0001-01-01", None),
    ],
)
def test_iso(value: str, expected: str | None) -> None:
    assert iso(value) == expected


@given(st.datetimes(min_value=__import__("datetime").datetime(1971, 1, 2)))
def test_what_is_iso_already_stays_as_it_is(moment: object) -> None:
    written = moment.isoformat()  # type: ignore[attr-defined]
    if int(written[:4]) <= 2200:
        assert iso(written) == written


@given(st.text(max_size=60))
def test_no_text_breaks_it(value: str) -> None:
    iso(value)
    stamp(value)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published 3 March 2026", ("2026-03-03", True)),
        ("Updated 9 March 2026", ("2026-03-09", False)),
        ("March 3, 2026, 6:15 a.m. EST", ("2026-03-03", True)),
        ("Tue 3 Mar 2026 06.15 GMT", ("2026-03-03", True)),
        ("The dam was built on 3 March 1931", None),
        ("On 3 March 2026 it held.", None),
        ("3 March", None),
        ("Page 3 of 9", None),
    ],
)
def test_stamp(line: str, expected: tuple[str, bool] | None) -> None:
    assert stamp(line) == expected
