"""Awkward ledgers: a thousand copies, reports without a date, circular credits, stories mixed with others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest

from secondsource import views
from secondsource.desk import linking
from secondsource.ledger import Ledger, derived, evidence, linked, past, stories
from secondsource.ledger.evidence import Received
from secondsource.ledger.generation import generation
from secondsource.model.report import Report
from secondsource.views import claiming, exports, repeated
from tests.ledger.conftest import Clock
from tests.views.telling import read
from tests.views.test_claiming import report, speaking_of, told, unread_pairs

__all__ = ["unread_pairs"]

FLOOD = "Ilse Tarnov said 40 villages stood under water at Marl."
FIRE = "Bram Oduya said 12 barns burned down at Valde."


def kept(ledger: Ledger) -> dict[str, int]:
    """How many rows each table of what is derived has."""
    with ledger.reading() as connection:
        made = generation(derived.current(connection).number).metadata.tables
        return {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in made
        }


def copies(ledger: Ledger, count: int, first: int = 0) -> dict[str, int]:
    """So many papers print one report word by word; the rows that there are then."""
    given = [report(FLOOD, f"Paper {n}", "2024-10-03") for n in range(first, count)]
    with ledger.writing("add") as w:
        evidence.add_reports(w, [Received(report=each, reading=read(each)) for each in given])
    linking.link(ledger)
    return kept(ledger)


def test_rows_grow_with_the_copies_and_no_faster(ledger: Ledger) -> None:
    some, more, most = (copies(ledger, n, of) for n, of in ((50, 0), (100, 50), (150, 100)))
    for name in most:
        assert most[name] - more[name] <= more[name] - some[name], name
    (row,) = claiming.claims(ledger)
    assert len(row["said"]) == 150
    assert (row["origins"]["low"], row["origins"]["high"]) == (1, 1)
    # One wording, whatever prints it: no pair is compared, and nothing is asked of the pair reader.
    with ledger.reading() as connection:
        counts = linked.counts(connection)
    assert (counts["wordings"], counts["pairs"], counts["claims"]) == (1, 0, 1)


@pytest.mark.parametrize("turned", [False, True])
def test_reports_that_credit_each_other_leave_it_open_who_was_first(ledger: Ledger, turned: bool) -> None:
    text = "Some 40 villages stand under water at Marl since the dam broke on Monday, {0} reported."
    given = [
        report(f"{FLOOD}\n\n{text.format('the Valley Echo')}", "The Marl Post", "2024-10-03"),
        report(f"{FLOOD}\n\n{text.format('the Marl Post')}", "Valley Echo", "2024-10-03"),
    ]
    told(ledger, *(reversed(given) if turned else given))
    row = speaking_of(list(claiming.claims(ledger)), "40 villages")
    assert 1 <= row["origins"]["low"] <= row["origins"]["high"] <= 2
    echoes = list(repeated.echoes(ledger))
    assert echoes and all(echo["first"] is None for echo in echoes if echo["kind"] != "credit")


def test_a_report_without_a_date_stands_last_and_is_never_the_first(ledger: Ledger) -> None:
    (undated,) = told(ledger, report(FLOOD, "The Echo", None))
    told(ledger, report(FLOOD, "The Post", "2024-10-03"))
    row = speaking_of(list(claiming.claims(ledger)), "40 villages")
    assert row["said"][-1]["report"] == undated and row["said"][-1]["published"] is None
    assert row["first"] == row["last"] == "2024-10-03"
    first = claiming.first(ledger, row["id"])
    assert first["first"] is not None and first["first"]["published"] == "2024-10-03"
    assert [one["report"] for one in first["open"]] == [undated]


def test_reports_without_any_date_are_claims_all_the_same(ledger: Ledger) -> None:
    told(ledger, report(FLOOD, "The Echo", None), report(FLOOD, None, None, title="One"))
    row = speaking_of(list(claiming.claims(ledger)), "40 villages")
    assert (row["first"], row["last"], len(row["said"])) == (None, None, 2)
    assert claiming.first(ledger, row["id"])["reasons"][0]["code"] == "first-undated"


def test_a_story_among_ten_others_is_what_it_is_alone(make_ledger: Callable[[], Ledger]) -> None:
    """What a story says does not depend on what else the ledger holds."""
    own = [report(FLOOD, f"Paper {n}", f"2024-10-0{n + 1}") for n in range(3)]
    others = [
        report(f"{name} said {n} barns burned down at {place}.", f"Paper {n}", f"2024-10-0{n % 9 + 1}")
        for n, (name, place) in enumerate(
            (name, place)
            for name in ("Bram Oduya", "Cosmo Vey", "Elin Sorby", "Pia Holt", "Anna Berg")
            for place in ("Valde", "Kolm", "Brask", "Holm")
        )
    ]
    alone, mixed = make_ledger(), make_ledger()
    brought(alone, own)
    brought(mixed, Random(3).sample([*own, *others], len(own) + len(others)))
    ids = [each.id for each in own]
    for ledger in (alone, mixed):
        with ledger.writing("story") as w:
            stories.new(w, "Flood", author="ines")
            stories.add(w, "Flood", ids, author="ines")
    query = views.query(story="Flood")
    assert list(claiming.claims(mixed, query)) == list(claiming.claims(alone, query))
    assert list(claiming.estimates(mixed, query)) == list(claiming.estimates(alone, query))
    assert {row["id"] for row in claiming.claims(alone)} <= {row["id"] for row in claiming.claims(mixed)}


def brought(ledger: Ledger, given: Sequence[Report]) -> None:
    """The reports one by one, each linked before the next comes."""
    for each in given:
        told(ledger, each)


def test_claims_as_known_at_a_moment_are_those_of_the_ledger_then(ledger: Ledger, still_clock: Clock) -> None:
    told(ledger, report(FLOOD, "The Post", "2024-10-03"))
    before = records(ledger)
    moment = still_clock.moment
    still_clock.move(hours=2)
    told(ledger, report(FLOOD, "The Echo", "2024-10-02"), report(FIRE, "The Post", "2024-10-03"))
    assert records(ledger) != before
    then = past.as_known(ledger, moment)
    linking.link(then, pairs=0)
    assert then is not ledger and records(then) == before


def records(ledger: Ledger) -> list[Any]:
    """All that an export tells beside the evidence."""
    with ledger.reading() as connection:
        return list(exports.records(connection))
