"""Readings: the same body wherever the report lay; which one is in force."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.errors import LedgerError, UnknownId
from secondsource.ledger import Ledger, evidence, readings
from secondsource.ledger.readings import body_of, id_of
from tests.ledger import making
from tests.ledger.conftest import Clock

REPORT = making.report()


def test_a_body_does_not_depend_on_where_the_report_lay() -> None:
    here, there = making.reading(REPORT), making.reading(making.report(0, path="/elsewhere/x.txt"))
    assert here["path"] != there["path"]
    assert body_of(here) == body_of(there)
    assert id_of(REPORT.id, here, body_of(here)) == id_of(REPORT.id, there, body_of(there))


def test_a_body_is_canonical_json_that_gives_the_row_back() -> None:
    row = making.reading(REPORT)
    body = body_of(row)
    held = json.loads(body)
    assert body == json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert sorted(held) == ["credits", "mentions", "numbers", "parties", "reader", "statements", "times"]
    for field in held:
        assert held[field] == json.loads(json.dumps(row[field])), field  # type: ignore[literal-required]


def test_the_body_of_an_earlier_reader_has_no_credits_and_keeps_its_id() -> None:
    row = making.reading(REPORT)
    del row["credits"]  # type: ignore[misc]
    assert "credits" not in json.loads(body_of(row))


def test_a_whole_figure_is_written_in_one_way() -> None:
    whole, fraction = making.reading(REPORT), making.reading(REPORT)
    fraction["numbers"][0]["low"] = 1200.0
    assert body_of(whole) == body_of(fraction)
    assert b'"low":1200,' in body_of(fraction)
    assert isinstance(fraction["numbers"][0]["low"], float)


def test_the_id_is_of_report_reader_and_body() -> None:
    row = making.reading(REPORT)
    ids = {
        id_of(report, made, body_of(made))
        for report in (REPORT.id, making.report(1).id)
        for made in (
            row,
            making.reading(REPORT, version="0.3.0"),
            making.reading(REPORT, weights="sha256:v"),
            making.reading(REPORT, low=7.0),
        )
    }
    assert len(ids) == 8


def add_all(ledger: Ledger, rows: list[tuple[str, float]]) -> list[readings.Held]:
    """Add a report with readings of these versions and figures; gives them, the one in force first."""
    with ledger.writing("add") as w:
        evidence.add_report(w, evidence.Received(report=REPORT))
        for version, low in rows:
            evidence.add_reading(w, REPORT.id, making.reading(REPORT, version=version, low=low))
    with ledger.reading() as connection:
        return readings.of_report(connection, REPORT.id)


def test_the_newest_reader_is_in_force_and_then_the_lowest_id(ledger: Ledger) -> None:
    held = add_all(ledger, [("0.9.0", 1), ("0.10.0", 2), ("0.2.1", 3), ("0.10.0", 4)])
    assert [reading.version for reading in held] == ["0.10.0", "0.10.0", "0.9.0", "0.2.1"]
    assert held[0].id < held[1].id
    with ledger.reading() as connection:
        assert readings.in_force(connection, REPORT.id) == held[0]
        body = readings.parsed(readings.body(connection, held[2].id))
    assert body["numbers"][0]["low"] == 1


@given(st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=4), min_size=1, max_size=6))
def test_versions_are_ranked_by_their_numbers(versions: list[list[int]]) -> None:
    held = [
        readings.Held(id=str(n), report="r", version=".".join(map(str, version)), weights="w", removed=False)
        for n, version in enumerate(versions)
    ]
    first = min(held, key=readings._rank)
    assert readings.version_numbers(first.version) == tuple(max(versions))


def test_in_force_does_not_depend_on_the_order(make_ledger: Callable[[], Ledger]) -> None:
    rows = [("0.2.0", 1.0), ("0.3.0", 2.0), ("0.3.0", 3.0)]
    found = {add_all(make_ledger(), list(order))[0].id for order in itertools.permutations(rows)}
    assert len(found) == 1


def test_what_was_read_later_was_not_known_before(ledger: Ledger, still_clock: Clock) -> None:
    add_all(ledger, [("0.2.0", 1.0)])
    with ledger.writing("reread") as w:
        evidence.add_reading(w, REPORT.id, making.reading(REPORT, version="0.3.0"))
    with ledger.reading() as connection:
        versions = [
            held.version if (held := readings.in_force(connection, REPORT.id, known=known)) else None
            for known in (None, (ledger.id, 2), (ledger.id, 1), (ledger.id, 0))
        ]
    assert versions == ["0.3.0", "0.3.0", "0.2.0", None]


def test_a_reading_of_another_report_is_refused(ledger: Ledger) -> None:
    row = making.reading(making.report(1))

    def add() -> None:
        with ledger.writing("add") as w:
            evidence.add_report(w, evidence.Received(report=REPORT, reading=row))

    with pytest.raises(LedgerError, match="this is the reading of") as caught:
        add()
    assert caught.value.kind == "mismatch"
    with ledger.reading() as connection:
        assert evidence.page(connection) == []


def test_an_error_row_is_no_reading(ledger: Ledger) -> None:
    row = making.reading(REPORT)
    row["reader"] = None
    with pytest.raises(LedgerError, match="an error row"), ledger.writing("add") as w:
        evidence.add_report(w, evidence.Received(report=REPORT, reading=row))


def test_unknown_readings(ledger: Ledger) -> None:
    with ledger.reading() as connection, pytest.raises(UnknownId):
        readings.body(connection, "sha256:0")


@pytest.mark.parametrize("low", [7.0, 0.5, 1.25e-7, 0.0001, 123456789.5, 1e22, 5e-324])
@pytest.mark.parametrize("source", ["Zoë Marsh", "Lou \ud800", "\u2028 “Q”"])
def test_bytes_are_those_of_python_whatever_prints_them(low: float, source: str) -> None:
    body = body_of(making.reading(REPORT, low=low, source=source))
    held = json.loads(body.decode("utf-8", "surrogatepass"))
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert body == text.encode("utf-8", "surrogatepass")
    assert readings.parsed(body) == held
