"""The sample story: intake takes every report of it, and it holds the manners of speech it is there for."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondsource.intake import receive
from secondsource.model.report import Report


@pytest.fixture(scope="module")
def reports(story: Path) -> list[Report]:
    """Every report of the story."""
    found = [one for one in receive(story)]
    assert all(isinstance(one, Report) for one in found), [
        one for one in found if not isinstance(one, Report)
    ]
    return [one for one in found if isinstance(one, Report)]


def test_there_are_eleven_reports(reports: list[Report]) -> None:
    assert len(reports) == 11
    assert len({report.id for report in reports}) == 11


def test_the_page_gives_its_article_and_what_is_known_of_it(reports: list[Report]) -> None:
    page = next(report for report in reports if report.path.endswith(".html"))
    assert page.title == "At the roadblock, day four"
    assert page.publisher == "The Brask Lantern"
    assert page.byline and "Nils Okeby" in page.byline
    assert page.published and page.published.startswith("2026-03-05")
    assert "Will the wall hold?" in page.text
    assert "Lost and found" not in page.text and "written by volunteers" not in page.text


def test_records_keep_their_own_fields(reports: list[Report]) -> None:
    note = next(report for report in reports if report.path.endswith("#valley-doctors-12"))
    assert (note.publisher, note.published) == ("Valley Doctors", "2026-03-06")


@pytest.mark.parametrize(
    "words",
    [
        "Some 1,200",
        "At least 40",
        "Between 300 and 500",
        "A warning that",
        "according to",
        "According to",
        "is expected to",
        "Tidewater Press Agency, which",
        "denied",
        "HOLM:",
        "\n— ",
        "speaking on condition of anonymity",
        "probably",
        "two witnesses of one name",
        "Commission (RVIC)",
        'nicknamed the "Icebreakers"',
        "testified that",
        "citing his military intelligence service",
        "The assessment rests on",
        "could not be ruled out",
        "I don't think",
        "a senior Ordovian official",
        "asked why nobody",
    ],
)
def test_the_story_holds(words: str, reports: list[Report]) -> None:
    assert any(words in report.text for report in reports)


def test_plain_texts_are_taken_as_they_are(story: Path, reports: list[Report]) -> None:
    for report in reports:
        if report.path.endswith(".txt"):
            assert report.text == (story / Path(report.path).name).read_bytes().decode("utf-8")
