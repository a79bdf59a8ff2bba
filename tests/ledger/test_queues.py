"""What waits to be judged, and what was judged and waits for its figures to be looked at."""

from __future__ import annotations

from secondsource.ledger import Ledger, derived, linked, queues, rebuilding
from secondsource.ledger.link_tables import LinkTables, link_tables
from tests.linking.said import wording

A, B, C = sorted(wording(text).id for text in ("The ferry sank.", "The mill burned.", "The dam held."))


def tables(connection: object) -> LinkTables:
    return link_tables(derived.current(connection).number)  # type: ignore[arg-type]


def test_a_claim_is_judged_and_then_its_figures_are_looked_at(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        held = tables(connection)
        queues.touch(connection, held, [A, B, C])
        assert queues.touched(connection, held, 2) == [A, B]
        assert queues.unfigured(connection, held, 9) == []
        queues.judged(connection, held, [A, B])
        assert queues.touched(connection, held, 9) == [C] and linked.pending(connection)
        assert queues.unfigured(connection, held, 9) == [A, B]
        assert queues.unfigured(connection, held, 1) == [A]
        queues.figured(connection, held, [A])
        assert queues.unfigured(connection, held, 9) == [B]
        assert linked.waiting(connection) == 2


def test_those_that_wait_are_told_apart_by_what_they_wait_for(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        held = tables(connection)
        queues.touch(connection, held, [A, B])
        queues.judged(connection, held, [B])
        assert queues.waiting_of(connection, held, {A, B, C}) == {A}
        assert queues.unfigured_of(connection, held, {A, B, C}) == {B}


def test_a_claim_that_is_touched_again_is_judged_again(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        held = tables(connection)
        queues.touch(connection, held, [A])
        queues.judged(connection, held, [A])
        queues.touch(connection, held, [A])
        assert queues.touched(connection, held, 9) == [A]
        assert queues.unfigured(connection, held, 9) == []


def test_what_was_judged_is_judged_again_when_all_is_linked_from_nothing(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        held = tables(connection)
        queues.touch(connection, held, [A])
        queues.judged(connection, held, [A])
        rebuilding.start_over(connection, held.number)
        assert queues.touched(connection, held, 9) == [A]
