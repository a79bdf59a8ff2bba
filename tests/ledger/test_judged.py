"""Judged claims and estimates as a ledger keeps them, on both databases."""

from __future__ import annotations

import orjson

from secondsource.ledger import Ledger, derived, estimated, judged
from secondsource.ledger.estimated import EstimateRow
from secondsource.ledger.judged import JudgedRow


def claim(
    id: str, state: str = "single-origin", reports: int = 1, day: str = "", *, clash: bool = False
) -> JudgedRow:
    """A judged claim."""
    return JudgedRow(id, state, reports, day, clash, body(id, state))


def body(id: str, state: str = "single-origin") -> bytes:
    """The least of a record that lists look at."""
    none = {"low": 1, "high": 1}
    told = {
        "id": id,
        "text": id,
        "state": state,
        "origins": none,
        "denials": none,
        "first": None,
        "last": None,
    }
    return orjson.dumps({**told, "said": []})


CLAIMS = [
    claim("c1", reports=2, day="2024-10-03"),
    claim("c2", "disputed", 2, "2024-10-04", clash=True),
    claim("c3", reports=1),
    claim("c4", "confirmed", 1, "2024-10-01"),
]


def test_claims_are_listed_by_weight_whether_dated_or_not(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        n = derived.current(connection).number
        judged.replace(connection, n, [], CLAIMS)
    with ledger.reading() as connection:
        assert [row.claim for row in judged.listed(connection)] == ["c2", "c1", "c4", "c3"]
        assert [row.claim for row in judged.listed(connection, among={"c3", "c1"})] == ["c1", "c3"]
        assert [row.claim for row in judged.listed(connection, states=["disputed", "confirmed"])] == [
            "c2",
            "c4",
        ]
        assert [row.claim for row in judged.listed(connection, offset=1, limit=2)] == ["c1", "c4"]
        assert judged.totals(connection) == {"single-origin": 2, "disputed": 1, "confirmed": 1}
        assert judged.clashing(connection) == {"c2"}
        assert judged.bodies(connection, ["c1", "none"]) == {"c1": body("c1")}


def test_what_is_judged_anew_takes_the_place_of_what_was(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        n = derived.current(connection).number
        judged.replace(connection, n, [], CLAIMS)
        judged.replace(connection, n, ["c1", "c2"], [claim("c1", "withdrawn")])
        assert judged.totals(connection) == {"withdrawn": 1, "single-origin": 1, "confirmed": 1}
        assert set(judged.bodies(connection, ["c1", "c2", "c3"])) == {"c1", "c3"}


def test_notices_are_found_by_their_publishers(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        n = derived.current(connection).number
        assert judged.put_notices(connection, n, ["r1", "r2"], {"r1": "post"}) == {"r1"}
        assert judged.notices_of(connection, ["post", "echo"]) == ["r1"]
        assert judged.put_notices(connection, n, ["r1"], {"r1": "post"}) == set()
        assert judged.put_notices(connection, n, ["r1"], {}) == {"r1"}
        assert judged.notices_of(connection, ["post"]) == []


def test_estimates_take_the_place_of_those_that_were(ledger: Ledger) -> None:
    made = [
        (EstimateRow("e1", 2, 1, b"{}"), {"c1", "c2"}),
        (EstimateRow("e2", 3, 0, b"{}"), {"c2"}),
    ]
    with ledger.changing() as connection:
        estimated.replace(connection, [], made)
        assert [row.id for row in estimated.listed(connection)] == ["e2", "e1"]
        assert [row.id for row in estimated.listed(connection, among=["e1"])] == ["e1"]
        assert estimated.of_claims(connection, ["c2", "c9"]) == {"c2": ["e1", "e2"]}
        assert estimated.claims_of(connection, ["e1"]) == {"c1", "c2"}
        assert [row.id for row in estimated.disputed(connection)] == ["e1"]
        estimated.replace(connection, ["e1", "e2"], [(EstimateRow("e1", 1, 0, b"[]"), {"c2"})])
        assert estimated.of_claims(connection, ["c1", "c2"]) == {"c2": ["e1"]}
        assert estimated.bodies(connection, ["e1", "e2"]) == {"e1": b"[]"}


def test_what_claims_count_is_found_both_ways(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        estimated.put_counted(connection, ["c1", "c2"], {"c1": ["all|a", "at|a|3"], "c2": ["all|a"]})
        assert estimated.counting(connection, ["all|a"]) == {"all|a": {"c1", "c2"}}
        estimated.put_counted(connection, ["c1"], {"c1": ["all|b"]})
        assert estimated.counted(connection, ["c1", "c2"]) == {"c1": {"all|b"}, "c2": {"all|a"}}


def test_a_generation_that_is_built_is_asked_by_itself(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        n = derived.current(connection).number
        judged.replace(connection, n, [], CLAIMS[:1])
        from secondsource.ledger.generation import create

        create(connection, n + 1)
        with derived.within(connection, n + 1):
            assert derived.current(connection).number == n + 1
            assert judged.totals(connection) == {}
        assert judged.totals(connection) == {"single-origin": 1}
