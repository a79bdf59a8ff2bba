"""Conflicts are kept as claims are judged: at any time those that would be found in all claims at once."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from secondsource.desk import linking
from secondsource.ledger import Ledger, estimated, judged, linked
from secondsource.ledger.removal import remove
from secondsource.records.claims import ConflictItem
from secondsource.views import claiming
from secondsource.views.clashes import clashes
from secondsource.views.unsure import unsure
from tests.views.test_claiming import LESS, MORE, WET, report, told, unread_pairs

__all__ = ["unread_pairs"]

TEN = "Cosmo Vey said 10 villages stood under water at Marl."


def found_anew(ledger: Ledger) -> list[ConflictItem]:
    """All conflicts, from all claims and estimates."""
    with ledger.reading() as connection:
        claims = judged.bodies(connection, list(linked.every_claim(connection)))
        figures: list[Any] = [orjson.loads(row.body) for row in estimated.disputed(connection)]
        return list(clashes({id: orjson.loads(body) for id, body in claims.items()}, figures))


def test_what_is_kept_is_what_all_claims_give(ledger: Ledger) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"), report(MORE, "The Post", "2024-10-05"))
    assert list(claiming.conflicts(ledger)) == found_anew(ledger)
    (less,) = told(ledger, report(LESS, "The Echo", "2024-10-05"))
    figured = list(claiming.conflicts(ledger))
    assert figured == found_anew(ledger) and any(row["estimate"] for row in figured)
    told(ledger, report(TEN, "The Star", "2024-10-05"))
    whole = list(claiming.conflicts(ledger))
    assert whole == found_anew(ledger) and len(whole) > len(figured)
    assert list(claiming.conflicts(ledger, offset=1)) == whole[1:]
    with ledger.writing("remove") as w:
        remove(w, less, author=None, why="a test")
    linking.link(ledger)
    left = list(claiming.conflicts(ledger))
    assert left == found_anew(ledger) and len(left) < len(whole)


@pytest.mark.parametrize("first", [True, False])
def test_who_speaks_for_one_side_makes_two_accounts_in_any_order(ledger: Ledger, first: bool) -> None:
    both = f"{WET}\n\n{LESS.replace('Bram Oduya', 'Ilse Tarnov')}"
    one, two = report(both, "The Post", "2024-10-03"), report(LESS, "The Echo", "2024-10-03")

    def clashing() -> dict[str, list[str]]:
        rows = claiming.claims(ledger)
        return {row["text"]: [tie["kind"] for tie in row["relations"]] for row in rows}

    told(ledger, one if first else two)
    assert not any("conflicts" in kinds for kinds in clashing().values())
    told(ledger, two if first else one)
    assert list(clashing().values()) == [["conflicts"], ["conflicts"]]
    with ledger.writing("remove") as w:
        remove(w, two.id, author=None, why="a test")
    linking.link(ledger)
    assert list(clashing().values()) == [[], []]


def test_a_claim_shows_the_conflicts_that_it_stands_in(ledger: Ledger) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"), report(LESS, "The Echo", "2024-10-03"))
    assert list(claiming.conflicts(ledger))
    for row in claiming.claims(ledger):
        mine = [
            one for one in claiming.conflicts(ledger) if row["id"] in (one["a"]["claim"], one["b"]["claim"])
        ]
        assert claiming.claim(ledger, row["id"])["conflicts"] == mine


def test_lists_are_of_the_same_claims_in_short(ledger: Ledger) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"), report(LESS, "The Echo", "2024-10-04"))
    claims, listed = list(claiming.claims(ledger)), list(claiming.listed(ledger))
    assert [row["id"] for row in listed] == [row["id"] for row in claims]
    assert [row["reports"] for row in listed] == [
        len({one["report"] for one in row["said"]}) for row in claims
    ]
    assert list(claiming.listed(ledger, offset=1)) == listed[1:]
    assert list(claiming.claims(ledger, offset=1)) == claims[1:]


def test_the_least_sure_ties_come_first(ledger: Ledger) -> None:
    told(
        ledger,
        report(WET, "The Post", "2024-10-03"),
        report("Ilse Tarnov said that 40 villages stood under water.", "The Echo", "2024-10-04"),
        report("At Marl 40 villages stood under water, Ilse Tarnov said.", "The Star", "2024-10-04"),
    )
    rows = list(unsure(ledger))
    doubts = [row["doubt"] for row in rows]
    assert doubts == sorted(doubts, reverse=True) and all(0 < doubt <= 1 for doubt in doubts)
    ties = {
        (row["id"], one["point"])
        for row in claiming.claims(ledger)
        for one in row["said"]
        if one["wording"] != row["said"][0]["wording"] and one["reasons"] and one["probability"] < 1
    }
    assert {(row["claim"], row["voice"]["point"]) for row in rows} == ties
