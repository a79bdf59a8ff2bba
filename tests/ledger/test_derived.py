"""What is derived is a function of what is in force: in any order, in bits or all at once."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, inspect, select, text

from secondsource.errors import LedgerError
from secondsource.ledger import (
    Ledger,
    bounds,
    decisions,
    derived,
    evidence,
    facets,
    folding,
    fulltext,
    rebuilding,
)
from secondsource.ledger.evidence import Received
from secondsource.ledger.generation import SHIFT, owners, report_owner, trigrams_indexed
from secondsource.ledger.writing import generations, set_meta
from secondsource.model.report import Report
from secondsource.records import ReadRow
from tests.ledger import making
from tests.ledger.standing import matching, said


def add(ledger: Ledger, report: Report, **options: Any) -> str:
    """Add a report with a reading."""
    with ledger.writing("add") as w:
        return evidence.add_report(
            w, Received(report=report, reading=making.reading(report, **options))
        ).report


def test_a_statement_stands_in_its_tables(ledger: Ledger) -> None:
    report = making.report()
    add(ledger, report)
    first, second = making.reading(report)["statements"]
    with ledger.reading() as connection:
        held = derived.current(connection)
        rows = connection.execute(select(held.statements).order_by(held.statements.c.number)).all()
        (point,) = connection.execute(select(held.points)).all()
        (standing,) = connection.execute(select(held.standing)).all()
    said_, own = (row._mapping for row in rows)
    assert (said_["id"], own["id"]) == (first["id"], second["id"])
    assert (said_["n"], own["n"]) == (0, 1)
    assert said_["number"] >> SHIFT == said_["report"]
    assert (said_["source"], said_["source_key"], said_["cue"]) == ("Zoë Marsh", "zoe marsh", "said")
    assert said_["content"] == report.text[said_["start"] : said_["end"]]
    assert (said_["level"], said_["low"], said_["high"]) == ("likely", 0.55, 0.8)
    assert (said_["attributed"], own["attributed"], said_["forecast"]) == (True, False, True)
    assert (own["source"], own["source_key"], own["polarity"], own["level"]) == (None, None, "denied", None)
    assert (point.statement, point.n, point.negated) == (said_["number"], 0, False)
    assert point.id == first["points"][0]["id"]
    assert (standing.statements, standing.points) == (2, 1)


def test_facets_of_every_kind(ledger: Ledger) -> None:
    report = making.report(byline="Ida Brandt")
    add(ledger, report)
    first, second = (statement["id"] for statement in making.reading(report)["statements"])
    friday = facets.day("2024-10-04")
    published = facets.day("2024-10-03")
    found = {row[1:6] for row in said(ledger) if row[0] == "facets"}
    assert found == {
        (first, "source", "zoe marsh", None, None),
        (first, "source-alias", "marsh", None, None),
        (first, "chain", "zoe marsh", None, None),
        (first, "party", "zoe marsh", None, None),
        (first, "party-alias", "marsh", None, None),
        (first, "place", "ostrava", None, None),
        (first, "geonames", "3068799", None, None),
        (first, "country", "CZ", None, None),
        (first, "time", "2024-10-04", -bounds.OPEN, float(friday or 0)),
        (first, "number", "crates", 1200.0, 1200.0),
        (first, "basis", "document", None, None),
        (first, "certainty", "likely", 0.55, 0.8),
        (first, "forecast", "yes", None, None),
        (first, "quote", "indirect", None, None),
        (first, "attributed", "yes", None, None),
        (second, "quote", "direct", None, None),
        (second, "attributed", "no", None, None),
        (second, "polarity", "denied", None, None),
        (report.id, "publisher", "the harbour post", None, None),
        (report.id, "byline", "ida brandt", None, None),
        (report.id, "language", "en", None, None),
        (report.id, "published", "2024-10-03", float(published or 0), float(published or 0)),
    }


def test_words_are_found_folded_and_side_by_side(ledger: Ledger) -> None:
    report = making.report(0, text=f"{making.TEXT} 北京 1,200", title="Ärger über Kisten")
    add(ledger, report)
    with ledger.reading() as connection:
        held = derived.current(connection)
        for query, count in (
            ("ARGER uber", 1), ("uber arger", 0), ("ZOË", 1), ("北京", 1), ("京北", 0), ("1,200 crates", 1),
            ("o'clock", 0),
        ):  # fmt: skip
            assert len(matching(connection, held.report_words, query)) == count, query
        assert matching(connection, held.statement_words, "would reach ostrava") == [
            report_owner(evidence.get(connection, report.id).number) + 1
        ]


def test_names_are_counted_by_reports(ledger: Ledger) -> None:
    for n, source in enumerate(("Zoë Marsh", "ZOE MARSH", "Zoë Marsh")):
        add(ledger, making.report(n), source=source)
    counted = {row[2:] for row in said(ledger) if row[0] == "names"}
    assert counted == {
        ("zoe marsh", "Zoë Marsh", 2), ("zoe marsh", "ZOE MARSH", 1), ("marsh", "Marsh", 3),
        ("ostrava", "Ostrava", 3),
    }  # fmt: skip


def parts(ledger: Ledger, part: str) -> list[str]:
    """The names that hold a part, by the index that is there for it."""
    with ledger.reading() as connection:
        held = derived.current(connection)
        assert trigrams_indexed(connection, held.number)
        if ledger.dialect == "sqlite":
            query = f"""SELECT n.key FROM {held.trigrams} t JOIN {held.names.name} n ON n.number = t.rowid
                        WHERE t.key MATCH :part ORDER BY 1"""
        else:
            query = f"SELECT key FROM {held.names.name} WHERE key LIKE '%' || :part || '%' ORDER BY 1"
        return list(connection.execute(text(query), {"part": part}).scalars())


def test_parts_of_names_are_found_while_a_report_has_them(ledger: Ledger) -> None:
    report = making.report()
    add(ledger, report)
    assert parts(ledger, "mars") == ["marsh", "zoe marsh"]
    with ledger.writing("remove") as w:
        evidence.purge(w, report.id)
    assert parts(ledger, "mars") == []


STEPS = [("0.2.0", 1.0, "Zoë Marsh"), ("0.3.0", 2.0, "Abe Novak"), ("0.3.0", 3.0, "Z. Marsh")]


def test_any_order_of_reports_and_readings_gives_the_same_rows(make_ledger: Callable[[], Ledger]) -> None:
    steps = [(n, *step) for n in range(4) for step in STEPS]
    dice = random.Random(4)
    found = []
    for batch in (1, 3, 12):
        ledger = make_ledger()
        dice.shuffle(steps)
        for begin in range(0, len(steps), batch):
            with ledger.writing("add") as w:
                for n, version, low, source in steps[begin : begin + batch]:
                    report = making.report(n)
                    row = making.reading(report, version=version, low=low, source=source)
                    evidence.add_report(w, Received(report=report, reading=row))
        found.append(said(ledger))
    assert found[0] == found[1] == found[2]
    assert len([row for row in found[0] if row[0] == "statements"]) == 8


@pytest.mark.parametrize("together", [1, 2, 4])
def test_first_readings_say_beside_their_reports_what_is_built_anew(
    make_ledger: Callable[[], Ledger], together: int
) -> None:
    reports = [making.report(n) for n in range(4)]
    sources = ["Zoë Marsh", "Ines Kolar", "Zoë Marsh", "Ines Kolar"]
    ledger, other = make_ledger(), make_ledger()
    rows = {
        report.id: making.reading(report, source=source)
        for report, source in zip(reports, sources, strict=True)
    }
    with ledger.writing("add") as w:
        evidence.add_reports(w, [Received(report=report) for report in reports])
    assert not [row for row in said(ledger) if row[0] == "statements"]
    ids = list(rows)
    for begin in range(0, len(ids), together):
        with ledger.writing("read") as w:
            found = evidence.add_readings(w, {id: rows[id] for id in ids[begin : begin + together]})
            assert all(new for _, new in found)
    for report in reports:
        with other.writing("add") as w:
            evidence.add_report(w, Received(report=report, reading=rows[report.id]))
    assert said(ledger) == said(other)
    before = said(ledger)
    rebuilding.rebuild(ledger)
    assert said(ledger) == before


def test_a_report_that_comes_twice_in_one_batch_is_kept_once(make_ledger: Callable[[], Ledger]) -> None:
    ledger, other = make_ledger(), make_ledger()
    one, row = making.report(1), making.reading(making.report(1))
    with ledger.writing("add") as w:
        batch = [Received(report=making.report(0)), Received(report=one), Received(report=one, reading=row)]
        added = evidence.add_reports(w, [*batch, Received(report=one, reading=row)])
    assert [each.new_report for each in added] == [True, True, False, False]
    with other.writing("add") as w:
        evidence.add_report(w, Received(report=making.report(0)))
        evidence.add_report(w, Received(report=one, reading=row))
    assert said(ledger) == said(other)


def test_what_was_added_and_removed_leaves_no_trace(make_ledger: Callable[[], Ledger]) -> None:
    ledger, other = make_ledger(), make_ledger()
    for n in range(4):
        add(ledger, making.report(n), source=f"Witness {n}")
    for n in (3, 1):
        with ledger.writing("remove") as w:
            evidence.purge(w, making.report(n).id)
    for n in (2, 0):
        add(other, making.report(n), source=f"Witness {n}")
    assert said(ledger) == said(other)


def test_replacing_is_the_same_as_building_anew(ledger: Ledger) -> None:
    for n in range(3):
        add(ledger, making.report(n))
    before = said(ledger)
    with ledger.writing("decide") as w:
        for n in (2, 0, 1, 1):
            derived.replace(w, making.report(n).id)
    assert said(ledger) == before


def test_decisions_have_their_effect(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [making.report(n) for n in range(3)]
    for report in reports:
        add(ledger, report)

    def first_only(connection: Connection, id: str, row: ReadRow) -> ReadRow:
        assert row["report"] is not None
        assert row["report"]["text"] == reports[0].text or id != reports[0].id
        return {**row, "statements": row["statements"][:1]} if id == reports[0].id else row

    monkeypatch.setattr(decisions, "applied", first_only)
    monkeypatch.setattr(decisions, "removed", lambda connection, id: id == reports[1].id)
    with ledger.writing("decide") as w:
        for report in reports:
            derived.replace(w, report.id)
    rows = said(ledger)
    standing = {row[1]: row[3] for row in rows if row[0] == "standing"}
    assert standing == {reports[0].id: 1, reports[2].id: 2}
    assert not [row for row in rows if reports[1].id in row]


def test_a_rebuild_makes_the_same_beside_and_swaps(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "_BATCH", 2)
    for n in range(5):
        add(ledger, making.report(n))
    before = said(ledger)
    told: list[int] = []
    n = rebuilding.rebuild(ledger, on_progress=told.append)
    assert told == [2, 4, 5]
    assert said(ledger) == before
    with ledger.reading() as connection:
        assert derived.current(connection).number == n == 2
        assert not [name for name in inspect(connection).get_table_names() if name.endswith("_1")]
    add(ledger, making.report(9))
    assert len([row for row in said(ledger) if row[0] == "standing"]) == 6


def test_what_comes_in_during_a_rebuild_is_in_it(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "_BATCH", 2)
    for n in range(4):
        add(ledger, making.report(n))
    seen: list[int] = []

    def meanwhile(done: int) -> None:
        if done == 2:
            add(ledger, making.report(10))
            add(ledger, making.report(0), version="0.9.0", source="Abe Novak")
            with ledger.writing("remove") as w:
                evidence.purge(w, making.report(1).id)
            with ledger.reading() as connection:
                seen.append(derived.current(connection).number)

    rebuilding.rebuild(ledger, on_progress=meanwhile)
    assert seen == [1]
    after = said(ledger)
    rebuilding.rebuild(ledger)
    assert said(ledger) == after
    assert len([row for row in after if row[0] == "standing"]) == 4
    assert [row[3] for row in after if row[0] == "names" and row[2] == "abe novak"] == ["Abe Novak"]


def test_a_rebuild_that_was_killed_is_begun_again(ledger: Ledger) -> None:
    for n in range(3):
        add(ledger, making.report(n))
    before = said(ledger)

    def die(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(ledger, on_progress=die)
    assert said(ledger) == before
    with ledger.reading() as connection:
        assert generations(connection) == (1, 2)
    assert rebuilding.rebuild(ledger) == 3
    assert said(ledger) == before
    with ledger.reading() as connection:
        names = inspect(connection).get_table_names()
        assert generations(connection) == (3,)
    assert not [name for name in names if name.endswith(("_1", "_2"))]


def test_old_tables_that_are_read_for_long_go_with_the_next_rebuild(where: str, dialect: str) -> None:
    with Ledger.open(where, wait=0.3) as ledger:
        add(ledger, making.report())
        with ledger.reading() as connection:
            held = derived.current(connection)
            assert rebuilding.rebuild(ledger) == 2
            # Whoever began before the swap reads on in what there was.
            assert derived.current(connection) == held
            assert len(connection.execute(select(held.statements)).all()) == 2
        rebuilding.rebuild(ledger)
        with ledger.reading() as connection:
            names = inspect(connection).get_table_names()
        assert not [name for name in names if name.endswith(("_1", "_2"))]


def test_rows_of_another_version_are_told(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        set_meta(connection, "derived", "0 unicode-1")
    with ledger.reading() as connection:
        assert derived.stale(connection) == "0 unicode-1"
    rebuilding.rebuild(ledger)
    with ledger.reading() as connection:
        assert derived.stale(connection) is None


def test_a_report_of_too_many_statements_is_refused(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "_MOST", 1)
    with pytest.raises(LedgerError, match="split it"):
        add(ledger, making.report())


def test_a_very_long_report_is_taken(ledger: Ledger) -> None:
    report = making.report(0, text=" ".join(f"word{n}x{n * 7919}" for n in range(120_000)))
    with ledger.writing("add") as w:
        evidence.add_report(w, Received(report=report))
    with ledger.reading() as connection:
        held = derived.current(connection)
        assert len(matching(connection, held.report_words, "word7x55433 word8x63352")) == 1


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2024-10-03", "2024-10-03", "2024-10-03"),
        ("2024-10-03T23:59:00-07:00", "2024-10-03", "2024-10-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_days_of_dates(given: str, first: str, last: str) -> None:
    from datetime import date

    assert facets.day(given) == date.fromisoformat(first).toordinal()
    assert facets.day(given, last=True) == date.fromisoformat(last).toordinal()


@pytest.mark.parametrize("given", [None, "", "PRESENT_REF", "2024-13-01", "0000", "2024-02-30"])
def test_what_is_no_day(given: str | None) -> None:
    assert facets.day(given) is None


@given(st.text())
def test_folding_run_by_run_is_folding_the_whole(given: str) -> None:
    text = given + "é" * 50 + given
    whole = folding._plain(text)
    assert folding.folded(text) == " ".join(whole.replace("\x00", "\ufffd").casefold().split())


@given(st.text())
def test_folding_is_done_once_for_all(given: str) -> None:
    folded = folding.folded(given)
    assert folding.folded(folded) == folded
    assert folding.words(folded) == folding.words(given)
    folded.encode("utf-8")
    assert "\x00" not in folded


@given(st.text(min_size=1).filter(lambda text: folding.words(text)))
def test_vectors_hold_nothing_but_words(given: str) -> None:
    assert "\\" not in fulltext.vector(folding.words(given))
    assert all("'" not in word for word in folding.words(given))


def test_owner_numbers_of_a_report_are_one_range() -> None:
    first, last = owners(7)
    assert (first, report_owner(7)) == (7 << SHIFT, first)
    assert last + 1 == owners(8)[0]
