"""The rule of order: whatever the order, batch, database, day or machine, one export to the byte."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generate import generate
from secondsource.ledger import Ledger, exporting, transfer
from secondsource.ledger.kept import Kept
from tests.ledger import making, order

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def pairs() -> list[order.Pair]:
    """Generated reports with their readings."""
    return [(report, row) for report, row, _ in generate(16, 5, most=16)]


@pytest.fixture
def other(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], Ledger]]:
    """Makes ledgers of the other database."""
    with contextlib.ExitStack() as opened:
        if dialect == "postgresql":
            yield lambda: opened.enter_context(
                Ledger.open(tmp_path / f"other{len(list(tmp_path.iterdir()))}")
            )
        else:
            server: Any = request.getfixturevalue("postgres")
            yield lambda: opened.enter_context(Ledger.open(server.new()))


def test_every_way_in_gives_the_same_export(
    pairs: list[order.Pair],
    make_ledger: Callable[[], Ledger],
    other: Callable[[], Ledger],
    tmp_path: Path,
) -> None:
    made = order.decisions_on(pairs, make_ledger())
    given = order.Given(pairs=pairs, make=make_ledger, folder=tmp_path, decisions=made)
    found = order.digests(given, order.scenarios(orders=2, other=other))
    assert len(found) >= 10
    assert len(set(found.values())) == 1, found


def test_both_databases_give_the_same_export(
    pairs: list[order.Pair], ledger: Ledger, other: Callable[[], Ledger], tmp_path: Path
) -> None:
    here, there = tmp_path / "here.jsonl", tmp_path / "there.jsonl"
    transfer.export(order.added(ledger, pairs), here)
    transfer.export(order.added(other(), order.order(pairs, 4), size=5), there)
    assert here.read_bytes() == there.read_bytes(), order.difference(here, there)


def test_the_harness_sees_one_report_more(
    pairs: list[order.Pair], make_ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    def one_less(given: order.Given) -> Ledger:
        return order.added(given.make(), given.pairs[1:], size=50)

    given = order.Given(pairs=pairs, make=make_ledger, folder=tmp_path)
    found = order.digests(given, {"all": order.batches(1, 50), "one less": one_less})
    assert found["all"] != found["one less"]


def test_what_came_first_does_not_show(make_ledger: Callable[[], Ledger], tmp_path: Path) -> None:
    # One text in two renditions: were the first one kept alone, orders would differ.
    one = making.report(1, byline="Bea Lorne")
    two = making.report(1, byline="Abel Trask", language=None)
    row = making.reading(one)
    given = order.Given(pairs=[(one, row), (two, row)], make=make_ledger, folder=tmp_path)
    assert len(set(order.digests(given, BOTH_WAYS).values())) == 1


def test_the_harness_sees_a_surrogate_key(
    pairs: list[order.Pair],
    make_ledger: Callable[[], Ledger],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = order.Given(pairs=pairs[:3], make=make_ledger, folder=tmp_path)
    as_it_is = exporting._report

    def numbered(report: Kept, text: str, held: list[dict[str, Any]]) -> dict[str, Any]:
        return as_it_is(report, text, held) | {"number": report.number}

    monkeypatch.setattr(exporting, "_report", numbered)
    assert len(set(order.digests(given, BOTH_WAYS).values())) == 2


BOTH_WAYS: dict[str, order.Scenario] = {
    "as given": lambda given: order.added(given.make(), given.pairs),
    "turned round": lambda given: order.added(given.make(), list(reversed(given.pairs))),
}
