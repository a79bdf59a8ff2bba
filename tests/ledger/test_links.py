"""The store of linking in a ledger, walked beside the quadratic oracle as the one in memory is."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from secondsource.ledger import Ledger, derived, links, pair_readings, transfer
from secondsource.ledger.link_tables import link_tables
from secondsource.ledger.links import SqlStore
from secondsource.ledger.writing import Writing
from secondsource.linking.memory import MemoryStore
from secondsource.model.answer import Answer
from secondsource.model.clusters import Key, Node, number
from secondsource.model.wording import Figure, Form, Wording
from tests.linking.walking import known, walk

READER = "sha256:reader"


class Store(SqlStore):
    """A store with nothing in it, in a transaction of its own."""

    def __init__(self, connection: Any) -> None:
        held = link_tables(derived.current(connection).number)
        super().__init__(connection, held, reader=READER)
        self.w = Writing(connection=connection, writer="w", action="walk")
        for name in ("nodes", "bodies", "postings", "closed", "pairs", "bounds", "contradictions", "clusters",
                     "sums", "relations"):  # fmt: skip
            connection.execute(getattr(held, name).delete())
        # Answers are no part of the tables of linking: those of a store before are not of this one.
        connection.exec_driver_sql("DELETE FROM pair_readings")

    def keep_answer(self, key: Key, answer: Answer) -> None:
        """Keeps an answer as the ledger does."""
        ids = [f"sha256:{n + (1 << 63):016x}{'0' * 48}" for n in key]
        self.w.connection.exec_driver_sql("DELETE FROM pair_readings")
        self.answered = {**getattr(self, "answered", {}), (ids[0], ids[1]): answer}
        pair_readings.put(self.w, READER, self.answered)


@pytest.fixture
def store(ledger: Ledger) -> Iterator[Callable[[], Store]]:
    with ExitStack() as opened:
        connection = opened.enter_context(ledger.changing())
        yield lambda: Store(connection)


@pytest.mark.parametrize("seed", range(3))
def test_a_walk_with_the_store_of_a_ledger(store: Callable[[], Store], seed: int) -> None:
    # The one that the walk compares it with at its end stands in memory.
    made: Any = itertools.chain([store], itertools.repeat(MemoryStore))
    walk(random.Random(f"links {seed}").randrange(1 << 30), 10, lambda: next(made)())


def test_wordings_come_back_as_they_were(store: Callable[[], Store]) -> None:
    held = Wording(
        id=known("one").id,
        text="Zoë \ud800 said “no”",
        words=("zoë", "no"),
        event="say",
        negated=True,
        polarity="denied",
        forecast=True,
        actors=(Form(key="zoë"),),
        forms=(Form(key="zoë", type="person", place=3, named=False),),
        figures=(Figure(low=None, high=1_200_000, unit="m", of="crate", scope="part", since=7, area="x"),),
        times=((None, 3), (4, None)),
        places=(5, "ostrava"),
        quotation="abc",
        vague=True,
        keys=(-(1 << 63), (1 << 63) - 1),
        whole="Zoë said so.",
        day=738_000,
    )
    assert links.unpacked(links.packed(held)) == held


def test_two_wordings_of_one_number_are_refused(store: Callable[[], Store]) -> None:
    kept, one = store(), known("one")
    node = Node(number(one.id), one.id, None, False, 1, 1, None, 1, 0, None, 1)
    other = one.id[:-1] + ("0" if one.id[-1] != "0" else "1")
    kept.add([node], [one])
    with pytest.raises(ValueError, match="one number"):
        kept.add([node._replace(id=other)], [Wording(id=other, text="", words=())])


def test_answers_of_another_reader_are_not_heard(ledger: Ledger) -> None:
    a, b = sorted((known("one").id, known("two").id))
    said = Answer(
        same=1000, refines_a=0, refines_b=0, conflicts=0, apart=0, event=0, supersedes=0, facet="other"
    )
    with ledger.writing("read") as w:
        assert pair_readings.put(w, "r1", {(a, b): said}) == 1
        assert pair_readings.put(w, "r1", {(a, b): said}) == 0, "what is there stays"
    key = (number(a), number(b))
    with ledger.reading() as connection:
        held = link_tables(derived.current(connection).number)
        heard = {
            reader: SqlStore(connection, held, reader=reader).answers([key]) for reader in ("r1", "r2", None)
        }
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {held.heard.name}").scalar() == 1
    assert heard == {"r1": {key: said}, "r2": {}, None: {}}


def test_of_two_answers_the_same_stays_whichever_came_first(make_ledger: Callable[[], Ledger]) -> None:
    ledger, other = make_ledger(), make_ledger()
    pair = (known("one").id, known("two").id)
    a, b = min(pair), max(pair)
    made = [
        Answer(
            same=n,
            refines_a=0,
            refines_b=0,
            conflicts=0,
            apart=1000 - n,
            event=0,
            supersedes=0,
            facet="other",
        )
        for n in (400, 600)
    ]
    for into, answers in ((ledger, made), (other, made[::-1])):
        with into.writing("read") as w:
            for answer in answers:
                pair_readings.put(w, "r", {(a, b): answer})
    key = (number(a), number(b))
    with ledger.reading() as one, other.reading() as two:
        kept = pair_readings.answers(one, [key], "r")
        assert kept == pair_readings.answers(two, [key], "r")
        assert kept[key] in made


def test_answers_go_with_the_history_and_come_back(make_ledger: Callable[[], Ledger], tmp_path: Path) -> None:
    ledger, other = make_ledger(), make_ledger()
    ids = sorted(known(f"wording {n}").id for n in range(6))
    given = {
        (a, b): Answer(
            same=n, refines_a=0, refines_b=0, conflicts=0, apart=1000 - n, event=7, supersedes=0, facet="time"
        )
        for n, (a, b) in enumerate(itertools.combinations(ids, 2))
    }
    with ledger.writing("read") as w:
        pair_readings.put(w, "r", given)
    transfer.export(ledger, tmp_path / "plain.jsonl")
    assert b'"record":"pair"' not in (tmp_path / "plain.jsonl").read_bytes()
    done = transfer.export(ledger, tmp_path / "all.jsonl", history=True)
    assert done.counts["pair"] == len(given)
    imported = transfer.import_files(other, [tmp_path / "all.jsonl"])
    assert imported.refused == [] and imported.new["pair"] == len(given)
    keys = [(number(a), number(b)) for a, b in given]
    with other.reading() as connection:
        assert len(pair_readings.answers(connection, keys, "r")) == len(given)
    (tmp_path / "bad.jsonl").write_bytes(
        (tmp_path / "all.jsonl").read_bytes().splitlines(keepends=True)[0]
        + b'{"record":"pair","a":"sha256:1","b":"sha256:2","reader":"r","answer":{}}\n'
    )
    refused = transfer.import_files(other, [tmp_path / "bad.jsonl"]).refused
    assert [one.kind for one in refused if one.line == 2] == ["bad-record"]


def test_every_lookup_goes_by_its_own_index(ledger: Ledger) -> None:
    if ledger.dialect != "sqlite":
        pytest.skip("PostgreSQL keeps statistics, and decides by these")
    plans: list[tuple[str, str]] = []
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        asked.append((statement, given))

    with ledger.changing() as connection:
        store = Store(connection)
        event.listen(connection, "before_cursor_execute", note)
        for look in (store.nodes, store.grouped, store.led, store.claimed, store.wordings, store.closed):
            look([1, 2])
        for look in (store.holders, store.pairs_of, store.related, store.bounds_of):
            look([1, 2])
        for leveled in (store.clusters, store.children, store.sums_of):
            leveled(1, [1, 2])
        for keyed in (store.pairs, store.relations):
            keyed([(1, 2)])
        store.sums(1, [(1, 2)])
        event.remove(connection, "before_cursor_execute", note)
        for statement, given in asked:
            found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
            plans += [(row[3], statement) for row in found]
    assert len(asked) == 16
    read_whole = [(plan, of) for plan, of in plans if plan.startswith("SCAN") and "VIRTUAL TABLE" not in plan]
    by_level = [(plan, of) for plan, of in plans if plan.endswith("(level=?)")]
    assert not read_whole and not by_level
