"""Views on a small ledger: what is found, listed, shown and new, and what is said of wrong questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from secondsource import views
from secondsource.errors import UnknownId, UsageError
from secondsource.ledger import Ledger, deciding, evidence, stories
from secondsource.ledger.evidence import Received
from secondsource.views import searching
from tests.ledger import making
from tests.ledger.conftest import Clock

REPORTS = [making.captured(n, published=f"2024-10-0{n + 1}") for n in range(5)]
READ = [making.reading(report) for report in REPORTS]
SAID = READ[0]["statements"][0]


@pytest.fixture
def filled(ledger: Ledger, still_clock: Clock) -> Iterator[Ledger]:
    """Five reports of one wording, each an hour later than the one before."""
    for report, row in zip(REPORTS, READ, strict=True):
        with ledger.writing("add", author="anna") as w:
            evidence.add_report(w, Received(report=report, reading=row))
        still_clock.move(hours=1)
    yield ledger


def test_a_statement_is_found_with_its_report_and_marks(filled: Ledger) -> None:
    found = list(views.search(filled, views.query('crates "Reach Ostrava"', source="marsh")))
    assert [row["report"]["id"] for row in found] == [report.id for report in reversed(REPORTS)]
    row = found[-1]
    assert row["id"] == SAID["id"] and row["party"] == "zoe marsh" and row["source"] == "Zoë Marsh"
    snippet = row["snippet"]
    assert [row["content"][start:end] for start, end in snippet["marks"]] == ["crates", "reach Ostrava"]
    assert REPORTS[0].text[row["start"] : row["end"]] == row["content"] == snippet["text"]


def test_a_report_is_found_with_marks_in_its_text(filled: Ledger) -> None:
    row = next(views.search_reports(filled, views.query("harbour hurt", place="Czech Republic")))
    text = REPORTS[4].text
    assert row["snippet"] is not None
    assert [text[start:end] for start, end in row["snippet"]["marks"]] == ["harbour", "hurt"]
    assert next(views.search_reports(filled, views.query()))["snippet"] is None


def test_pages_end_with_what_asks_for_the_next(filled: Ledger) -> None:
    query, after, ids = views.query("crates"), None, []
    for _ in range(3):
        page = views.page(filled, query, after=after, limit=2)
        ids += [row["report"]["id"] for row in page.rows]
        after = page.after
    assert ids == [report.id for report in reversed(REPORTS)] and after is None
    with pytest.raises(UsageError, match="is no place in a list"):
        views.page(filled, query, after="7")


def test_lists_go_on_over_their_first_page(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("searching", "voices", "timed", "changed"):
        for name in ("FIRST", "LATER"):
            monkeypatch.setattr(f"secondsource.views.{module}.{name}", 2)
    assert len(list(views.reports(filled))) == 5
    assert len(list(views.reports(filled, limit=3))) == 3
    assert len(list(views.changes(filled, "2000-01-01"))) == 10
    assert len(list(views.timeline(filled))) == 5
    assert [row["text"] for row in views.parties(filled)] == ["Marsh", "Ostrava", "Zoë Marsh"]


def test_counts_are_of_all_that_was_found_or_say_that_they_are_not(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = views.counts(filled, views.query())
    assert (counts["total"], counts["exact"], counts["counted"]) == (10, True, 10)
    assert counts["facets"]["source"] == [{"key": "zoe marsh", "text": "Zoë Marsh", "count": 5}]
    assert counts["facets"]["publisher"] == [
        {"key": "the harbour post", "text": "The Harbour Post", "count": 10}
    ]
    assert counts["facets"]["month"] == [{"key": "2024-10", "text": "2024-10", "count": 10}]
    assert [row["text"] for row in counts["facets"]["place"]] == ["Ostrava"]
    monkeypatch.setattr(searching, "COUNTED", 4)
    counts = views.counts(filled, views.query())
    assert (counts["total"], counts["exact"], counts["counted"]) == (5, False, 4)
    assert views.counts(filled, views.query(), exact=True)["total"] == 10


def test_sources_and_parties_are_told_in_figures(filled: Ledger) -> None:
    for query in (None, views.query(publisher="The Harbour Post")):
        (row,) = views.sources(filled, query)
        assert row == {
            "key": "zoe marsh", "text": "Zoë Marsh", "statements": 5, "reports": 5,
            "first": "2024-10-01", "last": "2024-10-05",
            "basis": [{"key": "document", "text": "document", "count": 5}],
        }  # fmt: skip
    (party,) = views.parties(filled, "trav")
    assert {name: party[name] for name in ("key", "text", "reports", "forms")} == {  # type: ignore[literal-required]
        "key": "ostrava", "text": "Ostrava", "reports": 5, "forms": [{"text": "Ostrava", "reports": 5}],
    }  # fmt: skip
    assert list(views.parties(filled, '"%_')) == []
    assert [row["key"] for row in views.parties(filled, "tr")] == ["ostrava"]


def test_parties_of_a_story_are_those_of_its_reports(filled: Ledger) -> None:
    ids = [row["id"] for row in views.reports(filled)]
    with filled.writing("story") as w:
        stories.new(w, "Crates", author=None)
        stories.add(w, "Crates", ids[:2], author=None)
        stories.new(w, "Empty", author=None)
    listed = list(views.parties(filled, story="crates"))
    assert [(row["key"], row["reports"]) for row in listed] == [
        (row["key"], 2) for row in views.parties(filled)
    ]
    assert [row["text"] for row in views.parties(filled, "TRAV", story="Crates")] == ["Ostrava"]
    assert len(list(views.parties(filled, story="Crates", limit=1))) == 1
    assert list(views.parties(filled, story="Empty")) == []
    assert list(views.parties(filled, '"%_', story="Crates")) == []
    with pytest.raises(UnknownId):
        next(views.parties(filled, story="Nowhere"))


def test_figures_of_sources_follow_what_comes_in(filled: Ledger) -> None:
    assert next(views.sources(filled))["statements"] == 5
    more = making.report(7)
    with filled.writing("add") as w:
        evidence.add_report(w, Received(report=more, reading=making.reading(more)))
    assert next(views.sources(filled))["statements"] == 6


def test_a_timeline_has_statements_at_their_times(filled: Ledger) -> None:
    rows = list(views.timeline(filled, views.query("crates", until="2024-10-04")))
    assert [(row["earliest"], row["latest"], row["value"]) for row in rows] == [
        (None, "2024-10-04", "2024-10-04")
    ] * 5
    assert [row["statement"]["report"]["id"] for row in rows] == [report.id for report in reversed(REPORTS)]
    assert list(views.timeline(filled, views.query(since="2024-10-05"))) == []


def test_show_takes_ids_prefixes_points_paths_and_names(filled: Ledger) -> None:
    report = views.show(filled, REPORTS[0].id[7:17])
    assert report["what"] == "report" and report["read"] is not None
    assert [row["author"] for row in report["came"]] == ["anna"]
    assert [row["kept"] for row in report["captures"]] == [True]
    assert [row["in_force"] for row in report["readings"]] == [True]
    assert views.show(filled, report["report"]["path"]) == report
    statement = views.show(filled, SAID["id"])
    assert statement["what"] == "statement" and statement["statement"] == json.loads(json.dumps(SAID))
    assert statement["prefix"] + statement["item"]["content"] in REPORTS[0].text
    assert views.show(filled, SAID["points"][0]["id"]) == statement
    reading = views.show(filled, report["readings"][0]["id"])
    assert reading["what"] == "reading" and reading["read"] is not None
    capture = views.show(filled, report["captures"][0]["id"])
    assert capture["what"] == "capture" and len(capture["reports"]) == 5
    party = views.show(filled, "ZOE  MARSH")
    assert party["what"] == "party" and party["source"] is not None and len(party["statements"]) == 5
    with pytest.raises(UnknownId, match="there is Ostrava"):
        views.show(filled, "Ostrava Harbour")


def test_show_tells_what_was_decided(filled: Ledger) -> None:
    with filled.writing("accept") as w:
        decision = deciding.accept(w, SAID["id"], why="seen", author="anna")
        deciding.accept(w, READ[0]["statements"][1]["id"], why="seen", author="anna")
    statement, report = views.show(filled, SAID["id"]), views.show(filled, REPORTS[0].id)
    assert statement["what"] == "statement" and report["what"] == "report"
    assert [row["id"] for row in statement["decisions"]] == [decision.id]
    assert len(report["decisions"]) == 2
    shown = views.show(filled, decision.id)
    assert shown["what"] == "decision" and shown["decision"]["in_force"]


def test_what_is_new_since_a_moment_or_a_look(filled: Ledger, still_clock: Clock) -> None:
    new = list(views.changes(filled, "2024-10-03T14:59"))
    assert [row["what"] for row in new] == ["report", "reading"] * 2
    assert new[0]["report"] is not None and new[0]["report"]["id"] == REPORTS[3].id
    assert len(list(views.changes(filled, user="anna"))) == 10
    assert views.look(filled, "anna") == new[-1]["at"] == "2024-10-03T16:00:00.000000Z"
    views.look(filled, "anna", "before the visit")
    assert list(views.changes(filled, user="anna")) == []
    assert len(list(views.changes(filled, user="ben"))) == 10
    with filled.writing("reject") as w:
        deciding.reject(w, SAID["id"], why="no", author="ben")
    (row,) = views.changes(filled, "before the visit", user="anna")
    assert row["what"] == "decision" and row["decision"] is not None and row["in_force"]
    assert row["report"] is not None and row["report"]["id"] == REPORTS[0].id
    assert sorted(views.bookmarks(filled, "anna")) == ["before the visit", "last"]
    with pytest.raises(UsageError, match=r"no bookmark; bookmarks: before the visit, last"):
        list(views.changes(filled, "yesterday", user="anna"))
    with pytest.raises(UsageError, match="without '/'"):
        views.look(filled, "a/b")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"polarity": "no"}, "polarity 'no': there is no such word; there is asserted, denied"),
        ({"basis": ["video", "rumour"]}, "basis 'rumour'"),
        ({"certainty": "sure"}, "certainty 'sure'"),
        ({"number": "many"}, "number 'many'"),
        ({"since": "soon"}, "since 'soon'"),
        ({"since": "2024-10", "until": "2024-09"}, "since '2024-10' is after"),
        ({"source": "!"}, "source '!'"),
        ({"unit": "crates"}, "goes with a number"),
        ({"text": "?!"}, "holds no word"),
    ],
)
def test_wrong_filters_are_told_with_what_there_is(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        views.query(**fields)


def test_filters_that_nothing_answers_to_are_told(filled: Ledger) -> None:
    query = views.query(source="Marshall Zoe", party=["Ostrava", "Brask"], publisher="Nobody", place="FR")
    assert list(views.search(filled, query)) == []
    assert views.hints(filled, query) == [
        "no source here is called 'marshall zoe'; there is Zoë Marsh",
        "no party here is called 'brask'",
        "no publisher here is called 'nobody'",
    ]
    with pytest.raises(UnknownId, match="there is no story 'x'"):
        list(views.search(filled, views.query(story="x")))


def test_rows_lie_flat_for_tables(filled: Ledger) -> None:
    made = {
        "search": views.search(filled, views.query("crates")),
        "search-reports": views.search_reports(filled, views.query("crates")),
        "reports": views.reports(filled),
        "sources": views.sources(filled),
        "parties": views.parties(filled),
        "timeline": views.timeline(filled),
        "changes": views.changes(filled, "2000-01-01"),
    }
    for name, rows in made.items():
        header, lines = views.flat(name, rows)
        listed = list(lines)
        assert listed and all(len(line) == len(header) for line in listed)
        assert all(isinstance(value, str | int | float | bool | None) for line in listed for value in line)
    with pytest.raises(UsageError, match="there is no table 'x'"):
        views.flat("x", [])
