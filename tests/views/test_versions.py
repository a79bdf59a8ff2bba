"""Versions at one address: which they are, their order, what was changed, and that they count once."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from secondsource import views
from secondsource.errors import UnknownId
from secondsource.ledger import Ledger, deciding, removal
from secondsource.ledger import versions as held
from tests.ledger.conftest import Clock
from tests.views.telling import ADDRESS, FIRST, SECOND, keep, report

LATER = "2024-10-03T18:00Z"


def versions(ledger: Ledger, given: str = ADDRESS, **options: Any) -> list[Any]:
    return list(views.versions(ledger, given, **options))


def changes(ledger: Ledger) -> Any:
    """What was changed from the first to the second of two versions."""
    first, second = versions(ledger)
    assert first["changes"] is None
    return second["changes"]


def test_a_silent_edit_is_found_out_with_its_figures(ledger: Ledger) -> None:
    keep(ledger, report(SECOND), fetched="2024-10-03T19:00Z")
    keep(ledger, report(FIRST), fetched="2024-10-03T11:00:00+00:00")
    rows = versions(ledger)
    assert [(row["n"], row["of"], row["in_force"], row["order"]) for row in rows] == [
        (1, 2, False, None),
        (2, 2, True, "retrieved"),
    ]
    assert [row["id"] for row in rows] == [report(FIRST).id, report(SECOND).id]
    assert rows[1]["retrieved"] == "2024-10-03T19:00:00.000000Z"
    assert [reason["code"] for reason in rows[1]["reasons"]] == ["version-address"]
    told = rows[1]["changes"]
    assert told["text_changed"] and told["silent"] and told["read"]
    assert [reason["code"] for reason in told["reasons"]] == ["silent-published", "silent-no-note"]
    assert [(n["kind"], n["text"]) for n in told["numbers"]] == [
        ("changed", "40 → 60 villages"),
        ("changed", "40 → 60 villages"),
        ("added", "3 people"),
    ]
    assert [(s["kind"], s["facets"]) for s in told["statements"]] == [
        ("changed", ["number", "content"]),
        ("changed", ["number", "content"]),
    ]
    assert told["statements"][1]["before"]["content"] == "nobody was hurt"
    assert told["statements"][1]["after"]["content"] == "3 people were hurt"
    for edit in told["text"]:
        assert edit["before"] == (None if edit["kind"] == "same" else FIRST[slice(*edit["a"])])
        assert edit["after"] == (None if edit["kind"] == "same" else SECOND[slice(*edit["b"])])
    assert [edit["kind"] for edit in told["text"]] == ["changed", "changed", "same"]


def test_a_change_that_is_told_is_not_silent(ledger: Ledger) -> None:
    note = f"{SECOND}\n\nCorrection: an earlier count was too low."
    keep(ledger, report(FIRST), fetched="2024-10-03T11:00Z")
    keep(ledger, report(note), fetched="2024-10-03T12:00Z")
    told = changes(ledger)
    assert told["text_changed"] and not told["silent"]
    assert told["reasons"][0]["code"] == "change-note"


def test_a_date_set_anew_is_told_and_orders(ledger: Ledger) -> None:
    keep(ledger, report(SECOND, published=LATER), report(FIRST))
    rows = versions(ledger)
    assert [row["order"] for row in rows] == [None, "published"]
    told = rows[1]["changes"]
    assert not told["silent"] and told["reasons"][0]["code"] == "change-published"
    assert told["fields"] == [{"field": "published", "before": "2024-10-03T10:00Z", "after": LATER}]


def test_the_same_text_under_another_date_changes_that_alone(ledger: Ledger) -> None:
    keep(ledger, report(), report(published=LATER))
    told = changes(ledger)
    assert not told["text_changed"] and not told["silent"] and told["numbers"] == []
    assert [edit["kind"] for edit in told["text"]] == ["same"]
    assert {row["kind"] for row in told["statements"]} == {"kept"}
    assert told["kept"] == told["of"] > 10


def test_another_form_of_the_address_is_a_version_without_a_change(ledger: Ledger) -> None:
    keep(ledger, report(), report(address=f"{ADDRESS}?utm_source=feed"))
    told = changes(ledger)
    assert [field["field"] for field in told["fields"]] == ["address"] and not told["text_changed"]
    (row,) = views.reports(ledger)
    assert row["version"] is not None and row["version"]["of"] == 2


def test_the_same_address_of_another_publisher_is_told_as_a_field(ledger: Ledger) -> None:
    keep(ledger, report(), report(SECOND, publisher="Valde Times", title="Flood grows"))
    told = changes(ledger)
    assert {field["field"] for field in told["fields"]} == {"title", "publisher"}


def test_versions_of_unknown_order_say_so(ledger: Ledger) -> None:
    keep(ledger, report(), report(SECOND))
    rows = versions(ledger)
    assert [row["order"] for row in rows] == [None, "unknown"]
    assert [row["id"] for row in rows] == sorted([report().id, report(SECOND).id])
    assert rows[1]["changes"]["silent"]


def test_a_note_in_either_of_unknown_order_is_no_silence(ledger: Ledger) -> None:
    noted = f"{SECOND}\n\nThis article was amended to correct a figure."
    keep(ledger, report(), report(noted))
    assert not changes(ledger)["silent"]


def test_without_a_date_on_either_it_is_told(ledger: Ledger) -> None:
    keep(ledger, report(published=None), fetched="2024-10-03T11:00Z")
    keep(ledger, report(SECOND, published=None), fetched="2024-10-03T12:00Z")
    told = changes(ledger)
    assert told["silent"] and told["reasons"][0]["code"] == "silent-undated"


def test_a_day_is_no_other_time_than_an_hour_of_it(ledger: Ledger) -> None:
    keep(ledger, report(published="2024-10-03"), fetched="2024-10-03T15:00Z")
    keep(ledger, report(SECOND), fetched="2024-10-03T12:00Z")
    rows = versions(ledger)
    assert [row["id"] for row in rows] == [report(SECOND).id, report(published="2024-10-03").id]
    assert rows[1]["order"] == "retrieved" and rows[1]["changes"]["silent"]


def test_zones_are_reckoned_with(ledger: Ledger) -> None:
    west, east = "2024-10-03T20:00-05:00", "2024-10-04T02:00+03:00"
    keep(ledger, report(published=west), report(SECOND, published=east))
    assert [row["published"] for row in versions(ledger)] == [east, west]


def test_a_copy_in_a_web_archive_is_a_version_of_its_time(ledger: Ledger) -> None:
    archived = f"https://web.archive.org/web/20241003103000/{ADDRESS}"
    keep(ledger, report(SECOND), fetched="2024-10-03T19:00Z")
    keep(ledger, report(address=archived))
    first, second = versions(ledger, archived)
    assert first["retrieved"] == "2024-10-03T10:30:00.000000Z"
    assert second["order"] == "retrieved"


def test_a_record_of_a_publisher_that_moved_is_one(ledger: Ledger) -> None:
    guid = "urn:post:flood"
    keep(ledger, report(record=guid))
    keep(ledger, report(SECOND, record=guid, address=f"{ADDRESS}-grows", published=LATER))
    keep(ledger, report(SECOND, record=guid, publisher="Valde Times", address="https://v.example/1"))
    rows = versions(ledger)
    assert [row["n"] for row in rows] == [1, 2]
    assert [reason["code"] for reason in rows[1]["reasons"]] == ["version-record"]


def test_a_feed_that_gives_all_its_items_one_id_ties_nothing(ledger: Ledger) -> None:
    given = [
        report(f"{FIRST} {n}", record="urn:x", address=f"{ADDRESS}/{n}") for n in range(held.MOST_MOVES + 1)
    ]
    keep(ledger, *given[:-1])
    assert len(list(views.reports(ledger))) == 1
    keep(ledger, given[-1])
    assert len(list(views.reports(ledger))) == len(given)


def test_the_door_of_a_site_ties_nothing(ledger: Ledger) -> None:
    keep(
        ledger,
        report(address="https://harbourpost.example/"),
        report(SECOND, address="https://harbourpost.example/"),
    )
    assert len(list(views.reports(ledger))) == 2


def test_any_order_of_arrival_gives_the_same(make_ledger: Callable[[], Ledger]) -> None:
    given = [
        (report(FIRST), "2024-10-03T11:00Z"),
        (report(SECOND), "2024-10-03T12:00Z"),
        (report(SECOND, published=LATER), None),
        (report(FIRST.upper(), record="urn:post:1", address=None), None),
        (report(SECOND.upper(), record="urn:post:1", published=LATER), None),
    ]
    seen = set()
    for order in list(itertools.permutations(range(5)))[::17]:
        ledger = make_ledger()
        for n in order:
            keep(ledger, given[n][0], fetched=given[n][1])
        seen.add(repr(versions(ledger)))
        assert len(list(views.reports(ledger))) == 1
    (rows,) = seen
    assert rows.count("'in_force': True") == 1


def test_a_family_counts_once(ledger: Ledger) -> None:
    keep(ledger, report(), fetched="2024-10-03T11:00Z")
    keep(ledger, report(SECOND), fetched="2024-10-03T12:00Z")
    keep(ledger, report(address="https://v.example/other", title="Another"))
    latest = report(SECOND).id
    assert {row["id"] for row in views.reports(ledger)} == {
        latest,
        report(address="https://v.example/other", title="Another").id,
    }
    assert len(list(views.reports(ledger, all_versions=True))) == 3
    (row,) = [row for row in views.reports(ledger) if row["id"] == latest]
    assert row["version"] == {"n": 2, "of": 2, "latest": latest}
    found = list(views.search(ledger, views.query("villages stood")))
    marks = {row["report"]["id"]: row["version"] for row in found}
    assert marks[report().id] == {"n": 1, "of": 2, "latest": latest} and None in marks.values()
    counts = views.counts(ledger, views.query("villages stood"))
    assert (counts["total"], counts["earlier"], counts["counted"], counts["exact"]) == (2, 1, 2, True)
    assert counts["facets"]["publisher"][0]["count"] == 2
    assert [
        row["version"] and row["version"]["n"] for row in views.search_reports(ledger, views.query("flood"))
    ]


def test_sources_and_parties_count_one_report_once(ledger: Ledger) -> None:
    third = FIRST.replace("Bram Oduya", "Cato Reyes").replace("Boats", "Ilse Tarnov said rain fell. Boats")
    keep(ledger, report(FIRST), report(third, published=LATER))
    other = "Bram Oduya said the road is open. Dora Finch said 3 boats left."
    keep(ledger, report(other, address="https://v.example/alone", published="2024-10-05"))

    def figures(*query: Any) -> list[tuple[Any, ...]]:
        rows = views.sources(ledger, *query)
        return [(r["text"], r["statements"], r["reports"], r["first"], r["last"]) for r in rows]

    told = figures()
    assert [row[:3] for row in told] == [
        ("Ilse Tarnov", 2, 1),
        ("Bram Oduya", 1, 1),
        ("Cato Reyes", 1, 1),
        ("Dora Finch", 1, 1),
    ]
    assert told[1][3:] == ("2024-10-05", "2024-10-05")
    assert str(told[0][3]).startswith("2024-10-03T18:00") and told[0][3] == told[0][4]
    assert [row[:3] for row in figures(views.query("stood"))] == [("Ilse Tarnov", 1, 1)]
    assert [row["text"] for row in views.sources(ledger, limit=2)] == ["Ilse Tarnov", "Bram Oduya"]
    parties = [(row["text"], row["reports"]) for row in views.parties(ledger)]
    assert parties == [(name, 1) for name in ("Bram Oduya", "Cato Reyes", "Dora Finch", "Ilse Tarnov")]
    assert [row["text"] for row in views.parties(ledger, "oduy")] == ["Bram Oduya"]
    shown: Any = views.show(ledger, "Bram Oduya")
    assert shown["source"]["statements"] == 1 and shown["party"]["reports"] == 1
    # What only an earlier version says is not listed, and comes back with it.
    last = versions(ledger)[-1]["id"]
    with ledger.writing("remove", author="anna") as w:
        removal.remove(w, last, why="asked to", author="anna")
    assert ("Bram Oduya", 2, 2) in [row[:3] for row in figures()]
    assert "Cato Reyes" not in [row[0] for row in figures()]


def test_the_earlier_version_is_still_there(ledger: Ledger) -> None:
    keep(ledger, report(), fetched="2024-10-03T11:00Z")
    keep(ledger, report(SECOND), fetched="2024-10-03T12:00Z")
    shown: Any = views.show(ledger, report().id)
    assert shown["read"]["report"]["text"] == FIRST
    assert [(row["n"], row["in_force"]) for row in shown["versions"]] == [(1, False), (2, True)]
    by_address: Any = views.show(ledger, f"{ADDRESS}/#top")
    assert by_address["report"]["id"] == report(SECOND).id
    with pytest.raises(UnknownId):
        views.show(ledger, f"{ADDRESS}/nowhere")


def test_it_is_named_by_all_that_leads_to_it(ledger: Ledger) -> None:
    keep(ledger, report(), report(SECOND, published=LATER))
    (row,) = views.search(ledger, views.query("60 villages stood"))
    for given in (
        report().id,
        report().id[7:15],
        row["id"],
        f" {ADDRESS} ",
        "www.harbourpost.example/news/flood/",
    ):
        assert len(versions(ledger, given)) == 2
    assert [row["n"] for row in versions(ledger, limit=1)] == [1]
    for given in ("https://harbourpost.example/nothing", "nobody", "", "sha256:" + "0" * 64):
        with pytest.raises(UnknownId, match="no report"):
            versions(ledger, given)


def test_one_path_of_two_publishers_is_ambiguous(ledger: Ledger) -> None:
    keep(
        ledger,
        report(address=None, record="urn:1"),
        report(address=None, record="urn:1", publisher="Valde Times"),
    )
    with pytest.raises(UnknownId, match="no versions of each other") as raised:
        versions(ledger, "#urn:1")
    assert raised.value.kind == "ambiguous-id"


def test_a_removed_version_is_none(ledger: Ledger) -> None:
    keep(ledger, report(), report(SECOND, published=LATER), report(FIRST.upper(), published="2024-10-04"))
    with ledger.writing("remove", author="anna") as w:
        decision = removal.remove(w, report(SECOND, published=LATER).id, why="asked to", author="anna")
    rows = versions(ledger)
    assert [(row["n"], row["of"]) for row in rows] == [(1, 2), (2, 2)]
    with pytest.raises(UnknownId, match="removed by decision"):
        versions(ledger, report(SECOND, published=LATER).id)
    with ledger.writing("undo", author="anna") as w:
        deciding.withdraw(w, decision.id, why="kept", author="anna")
    keep(ledger, report(SECOND, published=LATER))
    assert len(versions(ledger)) == 3


def test_changes_tell_of_a_new_version_and_of_an_older_one(ledger: Ledger, still_clock: Clock) -> None:
    given = [report(SECOND, published=LATER), report(f"{SECOND} The end.", published="2024-10-04"), report()]
    for one in given:
        keep(ledger, one)
        still_clock.move(hours=1)
    items = [row for row in views.changes(ledger, "2000-01-01") if row["what"] != "reading"]
    assert [row["what"] for row in items] == ["report", "version", "version"]
    newer, older = items[1]["version"], items[2]["version"]
    assert items[0]["version"] is None and newer and older
    assert newer["mark"]["n"] == 3 and newer["against"] == given[0].id and not newer["older"]
    assert older["mark"]["n"] == 1 and older["against"] == given[0].id and older["older"]
    assert older["changes"]["numbers"][0]["text"] == "40 → 60 villages"


def test_of_versions_that_came_together_the_first_was_known_first(ledger: Ledger) -> None:
    keep(ledger, report(SECOND, published=LATER), report())
    items = {
        row["id"]: row["what"] for row in views.changes(ledger, "2000-01-01") if row["what"] != "reading"
    }
    assert items == {report().id: "report", report(SECOND, published=LATER).id: "version"}


def test_what_was_known_then_has_the_versions_of_then(ledger: Ledger, still_clock: Clock) -> None:
    keep(ledger, report())
    then = still_clock.moment.isoformat()
    still_clock.move(hours=2)
    keep(ledger, report(SECOND, published=LATER))
    (row,) = versions(ledger, known_at=then)
    assert row["id"] == report().id and row["of"] == 1 and row["in_force"]
    (listed,) = views.reports(ledger, known_at=then)
    assert listed["version"] is None
    assert len(versions(ledger)) == 2


def test_versions_that_were_not_read_are_compared_by_their_text(ledger: Ledger) -> None:
    keep(ledger, report())
    keep(ledger, report(SECOND, published=LATER), unread=True)
    told = changes(ledger)
    assert not told["read"] and told["numbers"] == [] and told["statements"] == [] and told["text_changed"]


def test_what_two_readers_make_of_the_same_words_is_no_change(ledger: Ledger) -> None:
    keep(ledger, report())
    keep(ledger, report(published=LATER), weights="sha256:" + "8" * 64, polarity="denied")
    told = changes(ledger)
    assert {row["kind"] for row in told["statements"]} == {"kept"}
    assert told["reasons"][-1]["code"] == "version-readers"


def test_statements_are_dropped_added_moved_and_given_to_others(ledger: Ledger) -> None:
    sank = "Ola Venn said boats sank."
    old = f"Ilse Tarnov said the gates held. Bram Oduya said the road to Valde was open.\n\n{sank}"
    new = f"{sank}\n\nIlse Tarnov said the road to Valde was open. Ilse Tarnov said rain would come."
    keep(ledger, report(old), report(new, published=LATER))
    told = [
        (row["kind"], (row["after"] or row["before"])["content"], row["facets"])
        for row in changes(ledger)["statements"]
    ]
    assert sorted(told) == [
        ("added", "rain would come", []),
        ("changed", "the road to Valde was open", ["source"]),
        ("dropped", "the gates held", []),
        ("kept", "boats sank", []),
    ]


def test_fifty_versions_of_one_page(ledger: Ledger) -> None:
    given = [
        report(f"{FIRST}\n\nUnder water now: {n} houses.", published=f"2024-10-03T10:{n:02}Z")
        for n in range(50)
    ]
    keep(ledger, *reversed(given))
    rows = versions(ledger)
    assert [row["id"] for row in rows] == [one.id for one in given]
    assert all(
        row["changes"]["numbers"][0]["text"] == f"{n - 1} → {n} houses" for n, row in enumerate(rows) if n
    )
    (row,) = views.reports(ledger)
    assert row["version"] is not None and row["version"]["of"] == 50


def test_a_megabyte_is_compared(ledger: Ledger) -> None:
    long = "\n\n".join(
        f"Paragraph {n} tells of the flood at Marl, and of nothing else at all." for n in range(16_000)
    )
    keep(
        ledger,
        report(long),
        report(long.replace("Paragraph 9000 tells", "Paragraph 9000 told"), published=LATER),
        unread=True,
    )
    told = changes(ledger)
    assert len(long) > 1_000_000 and [e["kind"] for e in told["text"]] == ["same", "changed", "same"]
