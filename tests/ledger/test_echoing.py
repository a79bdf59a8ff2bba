"""Echoes in a ledger: the same rows as the store in memory has, and what is asked of them."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping

import pytest

from secondsource.ledger import Ledger, derived, echoing, evidence
from secondsource.ledger.incoming import Received
from secondsource.ledger.removal import remove
from secondsource.linking import echo_prints, standing
from secondsource.linking.echo_store import MemoryEchoes
from secondsource.linking.echoing import step
from secondsource.model.echo import ECHO_KEYS, EchoRow, Text
from tests.ledger import making
from tests.linking.echoed import any_report, sentence


class Given(echoing.SqlEchoes):
    """The ledger's store, of reports that are given it."""

    def __init__(self, ledger: Ledger, connection: object, reports: dict[str, Text]) -> None:
        super().__init__(connection, derived.current(connection).number)  # type: ignore[arg-type]
        self.reports = reports

    def texts(self, reports: Collection[str], /) -> Mapping[str, Text]:
        return {id: self.reports[id] for id in reports if id in self.reports}

    def rows(self, kind: type[EchoRow]) -> set[object]:
        """All rows of a kind."""
        return set(self.every(kind))


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prints close at the fifth holder, so that few reports do it."""
    for module in (echo_prints, standing):
        monkeypatch.setattr(module, "MOST", 4)
    monkeypatch.setattr(standing.first_of, "__defaults__", (5,))


@pytest.mark.usefixtures("low")
def test_a_ledger_keeps_the_rows_that_the_memory_keeps(ledger: Ledger) -> None:
    chance, memory = random.Random(5), MemoryEchoes()
    for _ in range(6):
        names = [f"report {chance.randint(0, 25)}" for _ in range(chance.randint(3, 8))]
        gone = chance.random() < 0.3
        for name in names:
            memory.reports.pop(name, None) if gone else memory.reports.setdefault(name, any_report(name))
        told = step(memory, names)
        with ledger.changing() as connection:
            store = Given(ledger, connection, memory.reports)
            assert step(store, names) == told
            for kind in ECHO_KEYS:
                assert store.rows(kind) == set(memory.rows(kind)), kind
    with ledger.reading() as connection:
        echoes = memory.echoes()
        assert echoes
        assert list(echoing.all(connection)) == echoes
        one = echoes[0].b
        assert echoing.of_reports(connection, [one]) == [e for e in echoes if one in (e.a, e.b)]
        assert echoing.counts(connection)["echoes"] == len(echoes)


def linked(ledger: Ledger, ids: Collection[str]) -> set[str]:
    """Takes a step with reports of a ledger."""
    with ledger.changing() as connection:
        return step(echoing.SqlEchoes(connection, derived.current(connection).number), ids)


def test_reports_of_a_ledger_are_compared_as_they_stand(ledger: Ledger) -> None:
    words = "\n\n".join(sentence(n) for n in range(6))
    one = making.report(1, text=words, publisher="Northlight", published="2024-10-02")
    other = making.report(2, text=f"{words} (Northlight)", publisher="The Harbour Post")
    row = making.reading(other)
    place = (len(words) + 2, len(words) + 12)
    row["credits"] = [
        {"text": "Northlight", "spans": [place], "name": "Northlight", "kind": "tag", "reasons": []}
    ]
    with ledger.writing("add") as w:
        evidence.add_report(w, Received(report=one, reading=making.reading(one)))
        evidence.add_report(w, Received(report=other, reading=row))
    assert linked(ledger, [one.id, other.id]) == {one.id, other.id}
    with ledger.reading() as connection:
        (echo,) = echoing.all(connection)
    assert (echo.a, echo.b, echo.kind, echo.first, echo.news) == (one.id, other.id, "copy", "a", True)
    assert [reason.code for reason in echo.reasons] == ["echo-words", "echo-credits"]
    with ledger.writing("remove") as w:
        remove(w, one.id, author="anna", why="asked for")
    assert linked(ledger, [one.id]) == {one.id, other.id}
    with ledger.reading() as connection:
        assert list(echoing.all(connection)) == []
        assert echoing.counts(connection) == {"bodies": 1, "compared": 0, "echoes": 0, "closed": 0}
