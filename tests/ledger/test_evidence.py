"""Reports come in once, whole, and whatever came first; and are found again."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import pytest
from sqlalchemy import Table, func, select

from secondsource.errors import UnknownId
from secondsource.ledger import Ledger, captures, decisions, derived, evidence, log
from secondsource.ledger.evidence import Acquisition, Added, Received
from secondsource.ledger.tables import renditions, reports
from secondsource.model.report import Capture, FieldReason, Report
from tests.ledger import making
from tests.ledger.standing import said


def add(
    ledger: Ledger, report: Report, *, read: bool = True, acquisition: Acquisition | None = None
) -> Added:
    """Add a report with its reading."""
    row = making.reading(report) if read else None
    with ledger.writing("add") as w:
        return evidence.add_report(w, Received(report=report, reading=row, acquisition=acquisition))


def count(ledger: Ledger, table: Table) -> int:
    """How many rows a table has."""
    with ledger.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar() or 0


def test_what_comes_in_comes_out(ledger: Ledger) -> None:
    report = making.captured(
        byline="Ida Brandt",
        dateline="OSTRAVA",
        address="https://example.org/a",
        retrieved="2024-10-03T10:00Z",
    )
    added = add(ledger, report)
    assert added == Added(
        report=report.id, reading=added.reading, new_report=True, new_reading=True, new_acquisition=True
    )
    assert report.capture is not None
    with ledger.reading() as connection:
        kept = evidence.get(connection, report.id)
        text = evidence.text(connection, report.id)
        assert kept.model(text).id == report.id
        fields = ("title", "publisher", "byline", "dateline", "published", "language", "address")
        assert [getattr(kept, field) for field in fields] == [getattr(report, field) for field in fields]
        assert (kept.length, kept.path, kept.capture) == (len(report.text), report.address, report.capture.id)
        assert captures.get(connection, report.capture.id).body == report.capture.body
        assert evidence.captures_of(connection, report.id) == [report.capture.id]
        assert evidence.blocks(connection, report.id) == [(0, 20, "/html/body/p[1]")]
        assert evidence.acquired_by(connection, report.id) == [
            Acquisition(
                path="reports/0.txt",
                address="https://example.org/a",
                fetched="2024-10-03T10:00Z",
                headers=(("content-type", "text/html"),),
                capture=report.capture.id,
            )
        ]


def test_adding_twice_adds_nothing(ledger: Ledger) -> None:
    first = add(ledger, making.captured())
    before = said(ledger)
    again = add(ledger, making.captured())
    assert again == Added(report=first.report, reading=first.reading)
    assert said(ledger) == before
    with ledger.reading() as connection:
        assert len(list(log.history(connection))) == 1


def test_the_same_file_elsewhere_is_only_another_acquisition(ledger: Ledger) -> None:
    add(ledger, making.captured())
    added = add(ledger, making.captured(0, path="inbox/copy.txt"))
    assert added == Added(report=added.report, reading=added.reading, new_acquisition=True)
    assert count(ledger, reports) == 1
    assert count(ledger, renditions) == 1
    with ledger.reading() as connection:
        found = evidence.acquired_by(connection, added.report)
        assert sorted(held.path for held in found) == ["inbox/copy.txt", "reports/0.txt"]
        assert [kind for kind, _ in log.brought(connection, ledger.id, 2)] == ["acquisition"]


def test_an_acquisition_may_be_told_apart_from_the_report(ledger: Ledger) -> None:
    acquisition = Acquisition(path="story.jsonl#7", fetched="2024-10-03")
    added = add(ledger, making.report(), acquisition=acquisition)
    with ledger.reading() as connection:
        assert evidence.acquired_by(connection, added.report) == [acquisition]


FORMS = (
    making.captured(0, body=b"one", byline="Ida Brandt", language=None),
    making.captured(0, body=b"two", byline=None, dateline="OSTRAVA"),
    making.captured(0, body=b"three", byline="Abe Novak", language="cs"),
)


def test_what_is_shown_does_not_depend_on_which_form_came_first(make_ledger: Callable[[], Ledger]) -> None:
    found = []
    for order in itertools.permutations(FORMS):
        ledger = make_ledger()
        for report in order:
            add(ledger, report)
        with ledger.reading() as connection:
            kept = evidence.get(connection, FORMS[0].id)
            assert len(evidence.captures_of(connection, kept.id)) == 3
        assert (kept.byline, kept.dateline, kept.language) == ("Abe Novak", "OSTRAVA", "cs")
        assert kept.capture == min(form.capture.id for form in FORMS if form.capture)
        found.append(said(ledger))
    assert all(rows == found[0] for rows in found)
    assert any(row[:1] + row[2:] == ("facets", "byline", "abe novak", None, None, None) for row in found[0])


def test_a_wire_text_in_two_papers_is_two_reports(ledger: Ledger) -> None:
    add(ledger, making.captured(0))
    add(ledger, making.captured(0, publisher="The Evening Lamp"))
    assert count(ledger, reports) == 2


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"record": "r7", "address": "https://example.org/a"}, "#r7"),
        ({"address": "https://example.org/a"}, "https://example.org/a"),
        ({}, None),
    ],
)
def test_the_path_does_not_depend_on_the_file(
    ledger: Ledger, fields: dict[str, str], path: str | None
) -> None:
    report = making.report(0, path="anything", **fields)
    add(ledger, report)
    expected = path or f"#{report.id[7:19]}"
    with ledger.reading() as connection:
        assert evidence.report(connection, expected).id == report.id
        assert evidence.get(connection, report.id).path == expected


def test_equal_bytes_of_two_kinds_are_kept_as_the_lower_whichever_came_first(
    make_ledger: Callable[[], Ledger],
) -> None:
    for kinds in (("text/html", "text/plain"), ("text/plain", "text/html")):
        ledger = make_ledger()
        with ledger.writing("add") as w:
            id, again = [captures.put(w, Capture(body=b"the dam held", media=media)) for media in kinds]
        assert id == again
        with ledger.reading() as connection:
            assert captures.get(connection, id).media == "text/html"


def test_things_are_found_by_id_and_prefix(ledger: Ledger) -> None:
    report = making.captured()
    added = add(ledger, report)
    row = making.reading(report)
    statement, point = row["statements"][0]["id"], row["statements"][0]["points"][0]["id"]
    with ledger.reading() as connection:
        for kind, id in (
            ("report", report.id), ("capture", report.capture.id if report.capture else ""),
            ("reading", added.reading or ""), ("statement", statement), ("point", point),
        ):  # fmt: skip
            for given in (id, id[7:], id[7:13], id[:20]):
                assert (kind, id) in evidence.find(connection, given), given
        assert evidence.find(connection, report.id[7:12]) == []
        assert evidence.find(connection, "OSTRAVA") == []
        assert evidence.report(connection, report.id[7:13]).id == report.id
        with pytest.raises(UnknownId, match="'ffffff'") as caught:
            evidence.report(connection, "ffffff")
        assert caught.value.kind == "unknown-id"
        with pytest.raises(UnknownId) as caught:
            evidence.one("abcdef", ["sha256:abcdef1", "sha256:abcdef2"], "report")
        assert caught.value.kind == "ambiguous-id"
        for call in (evidence.get, evidence.text, captures.get):
            with pytest.raises(UnknownId, match="in this ledger"):
                call(connection, "sha256:0")


def test_reports_come_by_id_in_pages(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [add(ledger, making.report(n), read=False).report for n in range(7)]
    with ledger.reading() as connection:
        assert [report.id for report in evidence.every(connection)] == sorted(ids)
        assert [report.id for report in evidence.page(connection, after=sorted(ids)[2], limit=2)] == sorted(
            ids
        )[3:5]


def test_text_that_databases_do_not_take_is_kept_as_it_is(ledger: Ledger) -> None:
    report = making.report(0, text="A\x00B \ud800 crates \U0001f6a2", title="T\x00 \udfff", byline="\x00")
    add(ledger, report, read=False)
    with ledger.reading() as connection:
        kept = evidence.get(connection, report.id)
        text = evidence.text(connection, report.id)
    assert text == report.text
    assert (kept.title, kept.byline) == (report.title, report.byline)
    assert kept.model(text).id == report.id


def test_a_report_without_a_reading_is_found_too(ledger: Ledger) -> None:
    added = add(ledger, making.report(), read=False)
    assert ("report_words", added.report, "crates") in said(ledger)
    with ledger.writing("read") as w:
        id, new = evidence.add_reading(w, added.report, making.reading(making.report()))
    assert new
    assert any(row[0] == "standing" and row[2] == id for row in said(ledger))


def test_adding_a_reading_derives_anew_only_when_it_comes_in_force(ledger: Ledger) -> None:
    report = making.report()
    add(ledger, report)
    for version, low, shown in (("0.1.0", 5.0, 1200.0), ("0.3.0", 7.0, 7.0), ("0.2.0", 9.0, 7.0)):
        with ledger.writing("reread") as w:
            evidence.add_reading(w, report.id, making.reading(report, version=version, low=low))
        figures = {row[4] for row in said(ledger) if row[0] == "facets" and row[2] == "number"}
        assert figures == {shown}


def test_a_removed_report_is_not_taken_in_again(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    report = making.captured()
    monkeypatch.setattr(decisions, "removed", lambda connection, id: id == report.id)
    assert add(ledger, report) == Added(report=report.id, removed=True)
    assert count(ledger, reports) == 0
    assert add(ledger, making.captured(1)).new_report


def remove(ledger: Ledger, report: Report) -> None:
    """Take a report's bodies away."""
    with ledger.writing("remove") as w:
        evidence.purge(w, report.id)


def test_a_purge_takes_all_bodies_and_keeps_ids_and_log(ledger: Ledger) -> None:
    kept_back, gone = making.captured(0, body=b"shared"), making.captured(1, body=b"shared", byline="Ida")
    alone = making.captured(1, body=b"alone")
    for report in (kept_back, gone, alone):
        add(ledger, report)
    add(ledger, kept_back)
    remove(ledger, gone)
    assert gone.capture is not None
    assert alone.capture is not None
    bytes_of_it = alone.capture.id
    with ledger.reading() as connection:
        held = evidence.get(connection, gone.id)
        assert held.removed
        assert (held.title, held.publisher, held.byline, held.address, held.length) == (None,) * 4 + (0,)
        with pytest.raises(UnknownId, match="removed by decision"):
            evidence.text(connection, gone.id)
        with pytest.raises(UnknownId, match="removed by decision"):
            captures.get(connection, bytes_of_it)
        # Another report was read from the same bytes.
        assert captures.get(connection, gone.capture.id).body == b"shared"
        assert log.check(connection, ledger.id) == []
        assert derived.said(connection, held) is None
        left = evidence.acquired_by(connection, gone.id)
        assert {(held.path, held.address, held.fetched, held.headers) for held in left} == {
            ("", None, None, ())
        }
    assert not [row for row in said(ledger) if gone.id in row]
    assert "brandt" not in json.dumps([list(map(str, row)) for row in said(ledger)])


def test_what_was_removed_comes_back_when_it_may(ledger: Ledger) -> None:
    report = making.captured()
    add(ledger, report)
    before = said(ledger)
    remove(ledger, report)
    assert said(ledger) == []
    added = add(ledger, report)
    assert (added.new_report, added.removed) == (True, False)
    assert said(ledger) == before
    with ledger.reading() as connection:
        assert evidence.text(connection, report.id) == report.text
        assert [held.path for held in evidence.acquired_by(connection, report.id)] == [report.path]
        assert captures.get(connection, Capture(body=b"<p>crates</p>", media="x").id).size == 13
        assert log.check(connection, ledger.id) == []


def test_where_a_field_was_read_is_kept_with_the_form_whose_value_is_in_force(ledger: Ledger) -> None:
    late = FieldReason(field="byline", code="text-byline")
    early = FieldReason(field="byline", code="jsonld-author")
    issued = FieldReason(field="published", code="header", values=("3 October 2024",))
    reports = [
        making.captured(body=b"<p>1</p>", byline="Zoë Marsh", reasons=(late, issued)),
        making.captured(body=b"<p>2</p>", byline="Ada Quill", reasons=(early,)),
        making.captured(body=b"<p>3</p>", byline="Ada Quill"),
    ]
    for report in reports:
        add(ledger, report)
    with ledger.reading() as connection:
        assert evidence.reasons(connection, reports[0].id) == (early, issued)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_reasons_do_not_depend_on_what_came_first(
    make_ledger: Callable[[], Ledger], order: tuple[int, ...]
) -> None:
    codes = ("jsonld-author", "meta-author", "page-byline")
    ledger = make_ledger()
    for n in order:
        why = (FieldReason(field="byline", code=codes[n]),)
        add(ledger, making.captured(body=b"<p>%d</p>" % n, byline="Ada Quill", reasons=why), read=False)
    with ledger.reading() as connection:
        assert [why.code for why in evidence.reasons(connection, making.report().id)] == ["jsonld-author"]
