"""The sample story: intake takes every report of it, and its written truth fits what is written in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from secondsource.intake import receive
from secondsource.model.report import Report

MONTHS = {"January": 1, "February": 2, "March": 3}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = "|".join(WEEKDAYS)
# "Friday 6 March", "Monday, March 2", "March 1, a Sunday", "Mon, 02 Mar 2026"
DATED = (
    re.compile(
        rf"(?P<weekday>{_DAY}),? (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th of)? (?P<month>[A-Z][a-z]+)"
    ),
    re.compile(rf"(?P<weekday>{_DAY}), (?P<month>[A-Z][a-z]+) (?P<day>\d{{1,2}})"),
    re.compile(rf"(?P<month>[A-Z][a-z]+) (?P<day>\d{{1,2}})(?:,| was) a (?P<weekday>{_DAY})"),
)
STAMP = re.compile(r"(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?P<day>\d\d) Mar 2026")
ENDINGS = {".txt", ".html", ".jsonl", ".pdf", ".docx", ".odt", ".eml", ".xml", ".gz"}
STANCES = {"asserts", "confirms", "denies", "asks", "corrects", "withdraws"}
STATES = {"single-origin", "confirmed", "disputed", "withdrawn", "superseded"}
OLD_FILES = re.compile(r"0\d-")


@pytest.fixture(scope="module")
def truth(story: Path) -> dict[str, Any]:
    """The written truth beside the story."""
    held: dict[str, Any] = json.loads((story.parent / "truth.json").read_text(encoding="utf-8"))
    return held


@pytest.fixture(scope="module")
def reports(story: Path) -> list[Report]:
    """Every report of the story."""
    found = [one for one in receive(story)]
    assert all(isinstance(one, Report) for one in found), [
        one for one in found if not isinstance(one, Report)
    ]
    return [one for one in found if isinstance(one, Report)]


@pytest.fixture(scope="module")
def by_key(story: Path, reports: list[Report], truth: dict[str, Any]) -> dict[str, Report]:
    """The reports by the keys that the truth gives them."""
    by_path = {report.path.removeprefix(f"{story}/"): report for report in reports}
    return {row["key"]: by_path[row["path"]] for row in truth["reports"]}


def test_every_report_is_in_the_truth_once(reports: list[Report], by_key: dict[str, Report]) -> None:
    assert len(reports) == len(by_key) == 37
    assert len({report.id for report in reports}) == 37
    assert {report.id for report in by_key.values()} == {report.id for report in reports}


def test_outlets_forms_formats_and_weeks_are_many(story: Path, truth: dict[str, Any]) -> None:
    rows = truth["reports"]
    assert len({row["outlet"] for row in rows} - {None}) >= 12
    assert {"agency copy", "blog", "interview", "letter", "leaked document", "fact box", "retraction"} <= {
        row["form"] for row in rows
    }
    days = sorted(date.fromisoformat(row["day"]) for row in rows)
    assert (days[-1] - days[0]).days in range(18, 22)
    files = [file for file in story.iterdir() if file.is_file()]
    assert {file.suffix for file in files} == ENDINGS
    assert sum(file.stat().st_size for file in files) < 600_000


def test_reports_say_of_themselves_what_the_truth_says(
    truth: dict[str, Any], by_key: dict[str, Report]
) -> None:
    for row in truth["reports"]:
        report = by_key[row["key"]]
        for field in ("title", "publisher", "byline", "dateline", "published"):
            # What plain text says of itself alone may be told some day; it may not be told wrongly.
            told = getattr(report, field)
            if row["path"].endswith(".txt") and row[field] is None:
                assert field != "published" or told is None or told[:10] == row["day"]
            else:
                assert told == row[field], (row["key"], field)
        assert row["published"] is None or row["published"][:10] == row["day"], row["key"]
        # A ministry signs without its country.
        assert row["publisher"] is None or row["outlet"].startswith(row["publisher"]), row["key"]


def test_new_reports_are_of_a_report_s_length(truth: dict[str, Any], by_key: dict[str, Report]) -> None:
    for row in truth["reports"]:
        if not OLD_FILES.match(row["path"]):
            assert 90 <= len(by_key[row["key"]].text.split()) <= 450, row["key"]


def test_weekdays_are_those_of_the_year(story: Path, reports: list[Report]) -> None:
    found = 0
    for report in reports:
        for match in (m for pattern in DATED for m in pattern.finditer(report.text)):
            if match["month"] in MONTHS:
                found += 1
                day = date(2026, MONTHS[match["month"]], int(match["day"]))
                assert WEEKDAYS[day.weekday()] == match["weekday"], (report.path, match[0])
    for file in [*story.glob("*.xml"), *story.glob("*.eml")]:
        for match in STAMP.finditer(file.read_text(encoding="utf-8")):
            found += 1
            assert WEEKDAYS[date(2026, 3, int(match["day"])).weekday()].startswith(match["weekday"])
    assert found >= 12


def quotes(truth: dict[str, Any]) -> list[tuple[str, str]]:
    """Every (report, words) that the truth quotes."""
    held = [point for claim in truth["claims"] for point in claim["points"]]
    held += [mention for party in truth["parties"] for mention in party["mentions"]]
    held += [figure for estimate in truth["estimates"] for figure in estimate["figures"]]
    held += truth["credits"] + truth["forecasts"]
    found = [(one["report"], one["words"]) for one in held]
    return found + [(one["report"], one["about"]) for one in truth["credits"] if one["about"]]


def test_every_quote_stands_in_its_report_once(truth: dict[str, Any], by_key: dict[str, Report]) -> None:
    assert [(key, words) for key, words in quotes(truth) if by_key[key].text.count(words) != 1] == []
    for key, words in quotes(truth):
        at = by_key[key].text.find(words)
        around = f" {by_key[key].text} "[at : at + len(words) + 2]
        assert not (around[0].isalnum() and around[1].isalnum()), (key, words)
        assert not (around[-1].isalnum() and around[-2].isalnum()), (key, words)


def test_mentions_stand_in_their_words_once(truth: dict[str, Any]) -> None:
    for party in truth["parties"]:
        for mention in party["mentions"]:
            assert mention["words"].count(mention["mention"]) == 1, mention


def test_claims_are_whole(truth: dict[str, Any]) -> None:
    claims = truth["claims"]
    assert len(claims) >= 30
    assert sum(len({point["report"] for point in claim["points"]}) > 1 for claim in claims) >= 12
    assert max(Counter(claim["id"] for claim in claims).values()) == 1
    said = Counter((point["report"], point["words"]) for claim in claims for point in claim["points"])
    assert max(said.values()) == 1
    for claim in claims:
        assert set(claim["state"]) <= STATES
        assert all(point["stance"] and set(point["stance"]) <= STANCES for point in claim["points"])
        denied = any("denies" in point["stance"] for point in claim["points"])
        assert (claim["denials"] is None) or denied, claim["id"]
        for bounds in filter(None, (claim["origins"], claim["denials"])):
            assert 0 <= bounds["low"] <= bounds["high"] and bounds["why"], claim["id"]
            assert all(low <= high for low, high in bounds["also"]), claim["id"]
            assert bounds["high"] <= len(claim["points"]), claim["id"]  # a group heard once is one voice


def test_what_stands_between_claims_names_claims(truth: dict[str, Any]) -> None:
    ids = {claim["id"] for claim in truth["claims"]}
    pairs = [*truth["relations"], *truth["conflicts"], *truth["apart"]]
    assert {end for pair in pairs for end in (pair["a"], pair["b"])} <= ids
    held = Counter(frozenset((pair["a"], pair["b"])) for pair in pairs)
    assert max(held.values()) == 1 and min(map(len, held)) == 2
    assert {one["claim"] for one in (*truth["first"], *truth["forecasts"])} <= ids
    assert {end for e in truth["estimates"] for pair in e["conflicts"] for end in pair} <= ids
    assert len(truth["first"]) >= 5 and {one["came_true"] for one in truth["forecasts"]} == {True, False}


def test_states_follow_from_what_stands_between_claims(truth: dict[str, Any]) -> None:
    replaced = {pair["b"] for pair in truth["relations"] if pair["kind"] == "supersedes" and pair["sure"]}
    told = {claim["id"] for claim in truth["claims"] if "superseded" in claim["state"]}
    assert told == replaced
    rivals = {end for pair in truth["conflicts"] if pair["sure"] for end in (pair["a"], pair["b"])}
    for claim in truth["claims"]:
        if claim["id"] in rivals - replaced:
            assert "disputed" in claim["state"], claim["id"]


def test_first_appearances_are_the_earliest(truth: dict[str, Any]) -> None:
    days = {row["key"]: (row["day"], row["published"] or row["day"]) for row in truth["reports"]}
    claims = {claim["id"]: claim for claim in truth["claims"]}
    for first in truth["first"]:
        said = {point["report"] for point in claims[first["claim"]]["points"]}
        assert first["report"] in said
        assert all(days[first["report"]][0] <= days[other][0] for other in said), first


def test_parties_named_apart_are_there(truth: dict[str, Any]) -> None:
    names = [party["name"] for party in truth["parties"]]
    assert len(names) == len(set(names))
    for pair in (*truth["may_be"], *truth["different"]):
        assert {pair["a"], pair["b"]} <= set(names) and pair["why"]
    assert {"a": "Pelle Strand", "b": "Ivo Strand", "why": "namesakes"} in truth["different"]


def test_figures_lie_within_what_is_said_of_them(truth: dict[str, Any]) -> None:
    for estimate in truth["estimates"]:
        assert estimate["figures"], estimate["id"]
        for figure in estimate["figures"]:
            assert figure["low"] is None or figure["high"] is None or figure["low"] <= figure["high"]
            assert figure["state"] in ("in-force", "superseded", "disputed")
            assert (figure["relation"] == "~") is figure["approximate"]
            date.fromisoformat(figure["as_of"])
        if "now" in estimate:
            standing = [
                figure
                for figure in estimate["figures"]
                if figure["state"] != "superseded" and figure["outlook"] == "seen" and not figure["scope"]
            ]
            for bound, choose in (("low", min), ("high", max)):
                values = [figure[bound] for figure in standing]
                assert estimate["now"][bound] == (None if None in values else choose(values)), estimate["id"]


def runs(text: str, *, length: int) -> set[tuple[str, ...]]:
    """Every stretch of so many words, folded."""
    words = re.findall(r"[\w']+", text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


# Words. Two outlets that write of one thing share a name, a figure and a phrase, not a sentence.
COPIED, ALIKE = 12, 16


def test_echoes_share_words_and_others_do_not(truth: dict[str, Any], by_key: dict[str, Report]) -> None:
    told = {frozenset((echo["a"], echo["b"])): echo for echo in truth["echoes"]}
    assert len(told) == len(truth["echoes"])
    long = {key: runs(report.text, length=ALIKE) for key, report in by_key.items()}
    short = {key: runs(report.text, length=COPIED) for key, report in by_key.items()}
    for one, other in combinations(by_key, 2):
        echo = told.get(frozenset((one, other)))
        if echo is None:
            assert not long[one] & long[other], (one, other)
        elif echo["sure"] and echo["kinds"][0] in ("copy", "partial"):
            assert short[one] & short[other], (one, other)


def test_echoes_lead_from_the_earlier_to_the_later(truth: dict[str, Any]) -> None:
    days = {row["key"]: row["day"] for row in truth["reports"]}
    for echo in truth["echoes"]:
        assert echo["a"] != echo["b"] and echo["why"]
        assert echo["first"] is None or days[echo["a"]] <= days[echo["b"]], echo
    assert any(not echo["news"] for echo in truth["echoes"])


def test_credits_hold_or_do_not(truth: dict[str, Any], by_key: dict[str, Report]) -> None:
    assert {credit["holds"] for credit in truth["credits"]} == {True, False, None}
    for credit in truth["credits"]:
        assert (credit["found"] is None) is (credit["holds"] is None), credit
        assert credit["found"] is None or credit["found"] in by_key
    false = next(credit for credit in truth["credits"] if credit["holds"] is False)
    assert "5,400" in false["about"] and "5,400" not in by_key[false["found"]].text


def test_a_silent_edit_changes_one_figure(truth: dict[str, Any], by_key: dict[str, Report]) -> None:
    (pair,) = truth["versions"]
    older, newer = by_key[pair["older"]], by_key[pair["newer"]]
    assert older.address == newer.address and older.published == newer.published
    assert older.retrieved and newer.retrieved and older.retrieved < newer.retrieved
    assert older.text.replace(pair["before"], pair["after"]) == newer.text != older.text


def test_the_page_gives_its_article_and_what_is_known_of_it(reports: list[Report]) -> None:
    page = next(report for report in reports if report.path.endswith("06-lantern-roadblock.html"))
    assert page.byline and "Nils Okeby" in page.byline
    assert "Will the wall hold?" in page.text
    assert "Lost and found" not in page.text and "written by volunteers" not in page.text


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
        "told Northlight",
        "withdraws its report",
    ],
)
def test_the_story_holds(words: str, reports: list[Report]) -> None:
    assert any(words in report.text for report in reports)


def test_plain_texts_are_taken_as_they_are(story: Path, reports: list[Report]) -> None:
    for report in reports:
        if report.path.endswith(".txt"):
            assert report.text == (story / Path(report.path).name).read_bytes().decode("utf-8")
