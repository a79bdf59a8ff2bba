"""Linking: whatever the order, the steps and the accidents, the same claims; decisions bind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.generate import generate
from secondsource.desk import linking
from secondsource.ledger import (
    Ledger,
    binding,
    deciding,
    derived,
    doctor,
    estimate_tables,
    evidence,
    judged_tables,
    linked,
    queues,
    removal,
    transfer,
)
from secondsource.ledger.link_tables import link_tables
from secondsource.ledger.links import SqlStore
from secondsource.model.answer import Answer
from secondsource.model.clusters import Bound, Contradiction, Node, Pair, Relation

PAIRS = [(report, row) for report, row, _ in generate(24, 5, least=8, most=8)]

_STRATA, _JUDGES, _FIGURES = linking.STRATA, linking.JUDGES, linking.FIGURES


@pytest.fixture(autouse=True)
def without_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No pair reader: levels alone decide. No strata but the claims' own, and no judging."""
    monkeypatch.setattr(linking, "reader", lambda: None)
    monkeypatch.setattr(linking, "STRATA", ())
    monkeypatch.setattr(linking, "JUDGES", ())
    monkeypatch.setattr(linking, "FIGURES", ())
    linking.linker.cache_clear()
    yield
    linking.linker.cache_clear()


def added(ledger: Ledger, pairs: list[Any], size: int = 1, *, link: bool = True) -> Ledger:
    for at in range(0, len(pairs), size):
        with ledger.writing("add") as w:
            evidence.add_reports(
                w, [evidence.Received(report=report, reading=row) for report, row in pairs[at : at + size]]
            )
        if link:
            linking.link(ledger)
    return ledger


def standing(ledger: Ledger) -> dict[str, list[Any]]:
    """All that linking made, without the numbers of rows."""
    with ledger.reading() as connection:
        held = link_tables(derived.current(connection).number)
        store = SqlStore(connection, held)
        found = {kind.__name__: store.rows(kind) for kind in (Node, Pair, Relation, Bound, Contradiction)}
        members = linked.members(connection, list(linked.every_claim(connection)))
        assert not linked.pending(connection)
    return found | {"members": [list(members.items())]}


def opened(folder: Path, name: str) -> Ledger:
    return Ledger.open(folder / f"{name}.ledger")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What stands when all is linked at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linking, "reader", lambda: None)
        patch.setattr(linking, "STRATA", ())
        patch.setattr(linking, "JUDGES", ())
        patch.setattr(linking, "FIGURES", ())
        linking.linker.cache_clear()
        with opened(tmp_path_factory.mktemp("plain"), "plain") as ledger:
            linking.link(added(ledger, PAIRS, 50, link=False))
            return standing(ledger)


def test_there_is_something_to_compare(plain: dict[str, list[Any]]) -> None:
    claims = plain["members"][0]
    assert len(claims) > 20
    assert any(len({member.report for member in held}) > 1 for _, held in claims), "no claim of two reports"
    assert plain["Relation"], "no two claims are tied"


@pytest.mark.parametrize("size", [1, 7])
def test_any_order_and_any_steps_make_the_same_claims(
    tmp_path: Path, plain: dict[str, list[Any]], size: int
) -> None:
    pairs = list(PAIRS)
    Random(size).shuffle(pairs)
    with opened(tmp_path, "one") as ledger:
        assert standing(added(ledger, pairs, size)) == plain


def test_what_is_judged_report_by_report_is_what_is_judged_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "STRATA", _STRATA)
    monkeypatch.setattr(linking, "JUDGES", _JUDGES)
    monkeypatch.setattr(linking, "FIGURES", _FIGURES)
    pairs = PAIRS[:16]
    with opened(tmp_path, "one") as one, opened(tmp_path, "other") as other:
        added(one, pairs, 50)
        added(other, [PAIRS[20], *reversed(pairs)], 1)
        with other.writing("remove") as w:
            removal.remove(w, PAIRS[20][0].id, why="not of this", author="ines")
        linking.link(other)
        differ = [(a, b) for a, b in zip(_judged(one), _judged(other), strict=True) if a != b]
        assert differ == []
        assert standing(one) == standing(other)


@pytest.mark.parametrize("killed", [None, "judged", "figured"])
def test_claims_judged_a_few_at_a_time_are_as_all_judged_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: str | None
) -> None:
    monkeypatch.setattr(linking, "STRATA", _STRATA)
    monkeypatch.setattr(linking, "JUDGES", _JUDGES)
    monkeypatch.setattr(linking, "FIGURES", _FIGURES)
    with opened(tmp_path, "one") as one, opened(tmp_path, "other") as other:
        added(one, PAIRS, 50)
        monkeypatch.setattr(linking, "_CLAIMS", 3)
        added(other, PAIRS, 50, link=False)
        if killed:
            _break_off(other, monkeypatch, killed)
        linking.link(other)
        assert _counted(one) == _counted(other)
        assert _judged(one) == _judged(other)


def _break_off(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Links until something was done for the third time, and dies before the next is."""
    real, times = getattr(queues, where), iter(range(3))

    def dies(*given: Any) -> None:
        if next(times, None) is None:
            raise KeyboardInterrupt
        real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(queues, where, dies)
        with pytest.raises(KeyboardInterrupt):
            linking.link(ledger)
    with ledger.reading() as connection:
        assert linked.pending(connection)


def _counted(ledger: Ledger) -> dict[str, list[Any]]:
    """What claims count together, and the conflicts."""
    with ledger.reading() as connection:
        n = derived.current(connection).number
        tables = [estimate_tables.table(name, n) for name in ("estimates", "estimate_claims")]
        tables.append(judged_tables.table("conflicts", n))
        found = {t.name: sorted(map(tuple, connection.execute(t.select()).all())) for t in tables}
    assert all(found.values())
    return found


def _judged(ledger: Ledger) -> list[Any]:
    with ledger.reading() as connection:
        name = judged_tables.table("claims", derived.current(connection).number).name
        found = connection.exec_driver_sql(f"SELECT claim, body FROM {name} ORDER BY claim").all()
    assert len(found) > 10
    return [json.loads(bytes(row[1])) for row in found]


def test_halves_joined_make_the_same_claims(tmp_path: Path, plain: dict[str, list[Any]]) -> None:
    with opened(tmp_path, "one") as one, opened(tmp_path, "other") as other:
        added(one, PAIRS[:14], 5)
        added(other, PAIRS[10:], 50, link=False)
        transfer.export(other, tmp_path / "half.jsonl")
        transfer.import_files(one, [tmp_path / "half.jsonl"])
        linking.link(one)
        assert standing(one) == plain


def test_what_is_removed_leaves_nothing_and_comes_back(tmp_path: Path, plain: dict[str, list[Any]]) -> None:
    gone = PAIRS[3][0].id
    with opened(tmp_path, "one") as ledger:
        added(ledger, PAIRS, 50)
        with ledger.writing("remove") as w:
            decision = removal.remove(w, gone, why="by mistake", author="ines")
        linking.link(ledger)
        with ledger.reading() as connection:
            assert linked.claims_of_reports(connection, [gone]) == set()
        without = standing(ledger)
        assert gone not in {m.report for _, held in without["members"][0] for m in held}
        with opened(tmp_path, "other") as other:
            added(other, [pair for pair in PAIRS if pair[0].id != gone], 9)
            assert standing(other) == without
        with ledger.writing("withdraw") as w:
            deciding.withdraw(w, decision.id, why=None, author="ines")
        assert standing(added(ledger, [PAIRS[3]])) == plain


@pytest.mark.parametrize("where", ["put_said", "touch", "clean"])
def test_a_step_that_breaks_off_leaves_what_stood(
    tmp_path: Path, plain: dict[str, list[Any]], where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, "one") as ledger:
        added(ledger, PAIRS[:10])
        before = standing(ledger)
        added(ledger, PAIRS[10:], 50, link=False)

        def killed(*given: Any) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(queues, where, killed)
            with pytest.raises(KeyboardInterrupt):
                linking.link(ledger)
        with ledger.reading() as connection:
            assert linked.counts(connection)["unlinked"] == 14
            store = SqlStore(connection, link_tables(derived.current(connection).number))
            assert store.rows(Node) == before["Node"]
        linking.link(ledger)
        assert standing(ledger) == plain


def test_decisions_bind_and_are_undone(tmp_path: Path, plain: dict[str, list[Any]]) -> None:
    claims = plain["members"][0]
    a, b = (id for id, held in claims[:2])
    with opened(tmp_path, "one") as ledger:
        added(ledger, PAIRS, 50)
        with ledger.writing("same") as w:
            same = binding.rule(w, "same", a, b, why="one thing", author="ines")
        linking.link(ledger)
        with ledger.reading() as connection:
            assert len(set(linked.claim_of(connection, [a, b]).values())) == 1
        with ledger.writing("undo") as w:
            deciding.withdraw(w, same.id, why=None, author="ines")
        linking.link(ledger)
        assert standing(ledger) == plain


def test_decisions_that_contradict_are_told_by_doctor(tmp_path: Path, plain: dict[str, list[Any]]) -> None:
    a, b, c = (id for id, _ in plain["members"][0][:3])
    with opened(tmp_path, "one") as ledger:
        added(ledger, PAIRS, 50)
        with ledger.writing("decide") as w:
            ends = ((a, b), (b, c))
            joining = [binding.rule(w, "same", *two, why=None, author="ines").id for two in ends]
            apart = binding.rule(w, "apart", a, c, why=None, author="ines").id
        linking.link(ledger)
        found = [one for one in doctor.examine(ledger).findings if one.kind == "contradiction"]
    assert [one.level for one in found] == ["note"]
    assert found[0].where in joining and apart in found[0].message


def test_apart_parts_two_points_of_a_claim(tmp_path: Path, plain: dict[str, list[Any]]) -> None:
    held = next(held for _, held in plain["members"][0] if len({m.point for m in held}) > 1)
    alone = [m for m in held if len({n.wording for n in held if n.point == m.point}) == 1]
    one, other = next((a, b) for a in alone for b in alone if a.wording != b.wording)
    with opened(tmp_path, "one") as ledger:
        added(ledger, PAIRS, 50)
        with ledger.writing("apart") as w:
            binding.rule(w, "apart", one.point, other.point, why="two things", author="ines")
        linking.link(ledger)
        with ledger.reading() as connection:
            found = linked.claim_of(connection, [one.wording, other.wording])
        assert found[one.wording] != found[other.wording]


def test_a_decision_that_comes_before_its_reports_binds_them_when_they_come(
    tmp_path: Path, plain: dict[str, list[Any]]
) -> None:
    a, b = (id for id, held in plain["members"][0][:2])
    with opened(tmp_path, "one") as one, opened(tmp_path, "other") as other:
        added(one, PAIRS, 50)
        with one.writing("same") as w:
            same = binding.rule(w, "same", a, b, why=None, author="ines")
        linking.link(one)
        with other.writing("same") as w:
            deciding.enter(w, [same])
        linking.link(other)
        assert standing(added(other, PAIRS, 4)) == standing(one)


def test_linking_from_nothing_finds_no_difference(tmp_path: Path, plain: dict[str, list[Any]]) -> None:
    with opened(tmp_path, "one") as ledger:
        added(ledger, PAIRS, 3)
        done, differences = linking.relink(ledger)
        assert (done.reports, differences) == (24, [])
        assert standing(ledger) == plain
        with ledger.changing() as connection:
            held = link_tables(derived.current(connection).number)
            connection.exec_driver_sql(f"UPDATE {held.nodes.name} SET tie = tie + 1 WHERE leader = number")
        _, differences = linking.relink(ledger)
        assert len(differences) == 1 and differences[0].startswith("nodes")
        assert standing(ledger) == plain


def test_another_version_of_the_linker_links_from_nothing(
    tmp_path: Path, plain: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, "one") as ledger:
        added(ledger, PAIRS, 50)
        with ledger.changing() as connection:
            queues.set_linker(connection, derived.current(connection).number, "0")
        assert linking.link(ledger).reports == 24
        assert linking.link(ledger).reports == 0
        assert standing(ledger) == plain


def test_pairs_wait_until_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def read(a: Any, b: Any) -> Answer:
        asked.append((a.id, b.id))
        parts = {"same": 1000, "refines_a": 0, "refines_b": 0, "conflicts": 0, "apart": 0}
        return Answer(**parts, event=1000, supersedes=0, facet="other")

    monkeypatch.setattr(linking, "reader", lambda: "sha256:reader")
    monkeypatch.setattr(linking, "read_pair", read)
    linking.linker.cache_clear()
    with opened(tmp_path, "one") as one, opened(tmp_path, "other") as other:
        added(one, PAIRS[:8], 50, link=False)
        first = linking.link(one, pairs=0)
        assert first.waiting > 10 and not asked
        with monkeypatch.context() as patch:
            patch.setattr(linking, "_MOST_COUNTED", 5)
            done = linking.link(one, pairs=3)
        assert (done.pairs, done.waiting) == (3, 5), "where many wait, not all are counted"
        done = linking.link(one)
        assert (done.pairs, done.waiting) == (first.waiting - 3, 0)
        assert len(asked) == len(set(asked)) == first.waiting, "a pair is read once"
        assert all(a < b for a, b in asked)
        # Read at once, or after each report: the same.
        assert standing(added(other, PAIRS[:8])) == standing(one)
        assert linking.link(one).pairs == 0
