"""Days in figures: settled by what the page shows, and open where it shows nothing."""

from __future__ import annotations

import pytest

from secondsource.intake.order import figured, settled

LATEST = "9999-12-31"


def told(
    text: str, *, others: str = "", latest: str = LATEST, language: str = ""
) -> tuple[str | None, list[str]]:
    """The day and the codes of its reasons."""
    found = settled(
        figured(text)[0],
        code="header",
        values=(),
        others=figured(others),
        latest=latest,
        language=language,
    )
    return found.value, [code for code, _ in found.more]


@pytest.mark.parametrize(
    ("text", "language", "day", "why"),
    [
        ("14/03/2026", "", "2026-03-14", ["order-by-figure"]),
        ("03/14/2026", "en-GB", "2026-03-14", ["order-by-figure"]),
        ("03/03/2026", "", "2026-03-03", []),
        ("03/04/2026", "", None, ["day-or-month-open"]),
        ("03/04/2026", "en", None, ["day-or-month-open"]),
        ("03/04/2026", "en-CA", None, ["day-or-month-open"]),
        ("03/04/2026", "en-US", "2026-03-04", ["order-by-language"]),
        ("03/04/2026", "en_GB", "2026-04-03", ["order-by-language"]),
        ("03/04/2026", "fr", "2026-04-03", ["order-by-language"]),
        ("03-04-2026", "en-us", "2026-03-04", ["order-by-language"]),
        ("03.04.2026", "en-US", "2026-04-03", ["order-by-dots"]),
    ],
)
def test_a_day_by_itself(text: str, language: str, day: str | None, why: list[str]) -> None:
    assert told(text, language=language) == (day, why)


def test_another_date_of_the_page_shows_the_order() -> None:
    assert told("03/04/2026", others="Updated 03/15/2026") == ("2026-03-04", ["order-by-date"])
    assert told("03/04/2026", others="Updated 15/04/2026", language="en-US")[0] == "2026-04-03"
    assert told("03/04/2026", others="15-04-2026")[0] is None, "another way of writing shows nothing"
    assert told("03/04/2026", others="15/04/2026 and 04/15/2026")[0] is None, "a page with both customs"
    assert told("03/04/2026", others="03/04/2026 04/04/2026")[0] is None, "nor does one that is open or alike"


def test_what_cannot_be_later_settles_it() -> None:
    assert told("03/04/2026", latest="2026-03-09") == ("2026-03-04", ["order-by-bound"])
    assert told("03/04/2026", latest="2026-03-09", others="15/04/2026")[0] == "2026-03-04"
    assert told("03/04/2026", latest="2026-05-01")[0] is None
    assert told("03/04/2026", latest="2026-01-01")[0] is None, "neither way fits: it stays open"


def test_both_ways_are_told_where_it_stays_open() -> None:
    (day,) = figured("Posted 03/04/2026 at noon")
    found = settled(day, code="header", values=("x",), others=[], latest=LATEST, language="")
    assert [(reason.code, reason.values) for reason in found.reasons("published")] == [
        ("header", ("x",)),
        ("day-or-month-open", ("2026-04-03", "2026-03-04")),
    ]


@pytest.mark.parametrize(
    "text", ["31/02/2026", "1/2/3/2026", "03/04/26", "2026/03/04", "10.0.0.2026.1", "99/99/2026"]
)
def test_what_is_no_day(text: str) -> None:
    assert figured(text) == []
