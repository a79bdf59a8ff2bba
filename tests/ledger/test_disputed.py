"""Kept conflicts, heads of claims and echoes between reports, on both databases."""

from __future__ import annotations

from typing import Any

import orjson

from secondsource.ledger import Ledger, derived, disputed, echoed, echoing, heads, judged
from secondsource.ledger.disputed import ConflictRow
from secondsource.ledger.judged import JudgedRow
from secondsource.model.echo import Echo, Link
from secondsource.model.span import Span
from secondsource.model.statement import Reason
from tests.render import claimed

CONFLICTS = [
    ConflictRow("02024-10-03\x1fclaims", "c1", "c2", "", b"1"),
    ConflictRow("02024-10-04\x1ffigures", "c3", "", "e1", b"2"),
    ConflictRow("1\x1fdenial", "c2", "c2", "", b"3"),
]


def bodies(rows: list[ConflictRow]) -> list[bytes]:
    return [bytes(row.body) for row in rows]


def test_conflicts_stand_in_their_order_and_pages_pass_over_others(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        disputed.replace(connection, [], [], CONFLICTS)
        assert bodies(disputed.listed(connection)) == [b"1", b"2", b"3"]
        assert bodies(disputed.listed(connection, offset=1, limit=1)) == [b"2"]
        assert bodies(disputed.among(connection, ["c2"])) == [b"1", b"3"]
        assert bodies(disputed.among(connection, ["c2"], ["e1"])) == [b"1", b"2", b"3"]


def test_conflicts_go_with_their_claims_and_estimates(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        disputed.replace(connection, [], [], CONFLICTS)
        disputed.replace(connection, ["c1"], ["e1"], [CONFLICTS[0]._replace(body=b"4")])
        assert bodies(disputed.listed(connection)) == [b"4", b"3"]


def item(id: str, *voices: tuple[str, str | None, float]) -> Any:
    """A claim with voices: wording, source, how surely it belongs. The first has the claim's words."""
    said = [
        {"report": f"r{n}", "point": f"{id}-{n}", "wording": wording, "source": source}
        | {"probability": sure, "reasons": [{"code": "link-same"}] if sure < 1 else []}
        for n, (wording, source, sure) in enumerate(voices)
    ]
    return {**claimed.claim(), "id": id, "said": said}


def keep(connection: Any, *items: Any) -> None:
    rows = [JudgedRow(one["id"], one["state"], 1, "", False, orjson.dumps(one)) for one in items]
    judged.replace(connection, derived.current(connection).number, [one["id"] for one in items], rows)


def test_a_line_of_a_claim_names_few_and_counts_the_rest(ledger: Ledger) -> None:
    many = item("c1", *(("w", f"Source {n}", 1.0) for n in range(9)), ("w", "Source 0", 1.0))
    with ledger.changing() as connection:
        keep(connection, many)
        head = heads.of(connection, ["c1", "c9"])["c1"]
        assert head["sources"] == [f"Source {n}" for n in range(6)] and head["more"] == 3
        assert head["origins"] == {"low": many["origins"]["low"], "high": many["origins"]["high"]}
        judged.replace(connection, derived.current(connection).number, ["c1"], [])
        assert heads.of(connection, ["c1"]) == {}


def test_claims_come_by_their_least_sure_tie(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        keep(
            connection,
            item("c1", ("w1", None, 0.1), ("w2", None, 0.9)),
            item("c2", ("w1", None, 1.0), ("w2", None, 0.6), ("w3", None, 0.8)),
            item("c3", ("w1", None, 1.0), ("w2", None, 1.0)),
            item("c4", ("w1", None, 1.0), ("w2", None, 0.9)),
        )
        # The first voice has the claim's own words: it belongs there.
        assert heads.unsure(connection, after=None, limit=9) == [(400, "c2"), (100, "c1"), (100, "c4")]
        assert heads.unsure(connection, after=(100, "c1"), limit=9) == [(100, "c4")]
        assert heads.doubts(connection, {"c1", "c2", "c3"}) == [(400, "c2"), (100, "c1")]


def echo(a: str, b: str, first: Any = "a", *, news: bool = True) -> Link:
    made = Echo(
        a=a, b=b, kind="copy", spans_a=(Span(0, 9),), spans_b=(Span(0, 9),), first=first, news=news,
        probability=950, reasons=(Reason(code="echo-words", values=("9", "8")),), holds=None,
    )  # fmt: skip
    return Link(a, b, "words", made)


def test_echoes_between_reports_leave_out_those_with_others(ledger: Ledger) -> None:
    links = [echo("r1", "r2"), echo("r1", "r9"), echo("r2", "r3", None), echo("r1", "r3", news=False)]
    with ledger.changing() as connection:
        echoing.SqlEchoes(connection, derived.current(connection).number).put(links)
    with ledger.reading() as connection:
        among = ["r1", "r2", "r3"]

        def pairs(**asked: bool) -> list[tuple[str, str]]:
            return [(one.a, one.b) for one in echoed.between(connection, among, **asked)]

        assert pairs() == [("r1", "r2"), ("r1", "r3"), ("r2", "r3")]
        assert pairs(news=True) == [("r1", "r2"), ("r2", "r3")]
        assert pairs(news=True, told=True) == [("r1", "r2")]
        assert echoed.between(connection, []) == []
        (first, _) = echoed.news(connection, among)
        assert first == ("r1", "r2", "copy", "a", 950, [["echo-words", ["9", "8"]]])
