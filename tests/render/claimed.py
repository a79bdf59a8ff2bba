"""Rows of claims, echoes, estimates and a brief, written by hand as the records have them."""

from __future__ import annotations

from typing import Any

APART = "for one time and scope, ≈ 1,200 and ≥ 40 cannot both be true"
LATER = "1,150–1,250 takes the place of 300–500: a later count by the same"
ROOTS = "origins by what must be one: 3; of these, surely by themselves: 2"
NOW = "from the lowest to the highest of 3 figures in force, by 3 who count"
HOSTILE = "<script>alert(1)</script> \x1b[31m& \"quoted\" 'it' \u202eevil"


def id_of(number: int) -> str:
    """An id that looks like one."""
    return f"sha256:{number:08x}{0:056x}"


def reason(code: str, text: str, *values: str) -> dict[str, Any]:
    """A reason."""
    return {"code": code, "values": list(values), "text": text}


def given(
    low: float | None, high: float | None, source: str, day: str | None, *, path: str = "a.txt", **more: Any
) -> dict[str, Any]:
    """A figure of an estimate."""
    row: dict[str, Any] = {
        "low": low,
        "high": high,
        "relation": "=",
        "approximate": False,
        "scope": None,
        "path": path,
        "report": id_of(950),
        "point": id_of(901),
        "text": "some soldiers",
        "published": day,
        "statement": id_of(900),
        "spans": [[3, 9]],
        "source": source,
        "as_of": [day, day],
        "outlook": "seen",
        "state": "in-force",
    }
    return row | more


def estimate(**more: Any) -> dict[str, Any]:
    """Soldiers that crossed, by three who count, with a conflict, a revision and a forecast."""
    figures = [
        given(
            300,
            500,
            "Orsk frontier guard",
            "2026-03-01",
            path="#tidewater-0301",
            state="superseded",
            relation="range",
        ),
        given(
            1200,
            1200,
            "Defence Minister Corin Valde",
            "2026-03-03",
            relation="~",
            approximate=True,
            state="disputed",
        ),
        given(
            1200,
            1200,
            "Defence Minister Corin Valde",
            "2026-03-03",
            relation="~",
            approximate=True,
            state="disputed",
            path="#post-0303",
        ),
        given(40, None, "Ministry of Foreign Affairs", "2026-03-04", relation=">=", state="disputed"),
        given(3000, 5000, "a Western diplomat", "2026-03-20", relation="range", outlook="expected"),
        given(
            1150, 1250, "Northlight", "2026-03-10", relation="range", path="https://northlight.example/count"
        ),
        given(600, 600, "Northlight", None, path="https://northlight.example/old", state="superseded"),
    ]
    row: dict[str, Any] = {
        "id": id_of(50),
        "of": {"text": "soldiers", "party": None},
        "event": {"text": "crossed", "spans": []},
        "place": "Upper Lenn",
        "claim": id_of(1),
        "unit": "person",
        "figures": figures,
        "conflicts": [
            {"a": 1, "b": 3, "reasons": [reason("figures-apart", APART)]},
        ],
        "revisions": [
            {"from": 0, "to": 5, "reasons": [reason("figure-same-line", LATER)]},
        ],
        "now": {"low": 1150, "high": 1250},
        "reasons": [reason("figures-now", NOW)],
    }
    return row | more


def said(
    number: int,
    source: str | None,
    text: str,
    day: str | None,
    path: str,
    publisher: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A voice of a claim."""
    row: dict[str, Any] = {
        "report": id_of(100 + number),
        "path": path,
        "statement": id_of(200 + number),
        "point": id_of(300 + number),
        "spans": [[10, 10 + len(text)]],
        "text": text,
        "stance": "asserts",
        "source": source,
        "party": source,
        "chain": [source] if source else [],
        "certainty": None,
        "published": day,
        "publisher": publisher,
        "title": None,
        "probability": 0.97,
        "reasons": [],
    }
    return row | more


def root(
    number: int, name: str, points: list[int], how: str = "named-source", *, firm: bool = True
) -> dict[str, Any]:
    """An origin."""
    ids = [id_of(300 + point) for point in points]
    return {"name": name, "party": id_of(700 + number), "points": ids, "how": how, "firm": firm}


def edge(a: int, b: int, kind: str, sure: str, text: str) -> dict[str, Any]:
    """One voice that has it from another."""
    ends = {"from": id_of(300 + a), "to": id_of(300 + b)}
    return ends | {"kind": kind, "sure": sure, "reasons": [reason(f"origin-{kind}", text)]}


NOBODY: dict[str, Any] = {"low": 0, "high": 0, "reasons": [], "roots": [], "edges": []}


def claim(**more: Any) -> dict[str, Any]:
    """A disputed claim: a minister in two papers, a guard, an unnamed diplomat, and a denial."""
    voices = [
        said(
            1,
            "Orsk frontier guard",
            "between 300 and 500 soldiers crossed the river",
            "2026-03-01T23:10:00",
            "#tidewater-0301",
            "Tidewater",
        ),
        said(
            2,
            "Corin Valde",
            "some 1,200 soldiers had crossed",
            "2026-03-03",
            "#northlight-column",
            "Northlight",
            certainty="likely",
        ),
        said(
            3,
            "Corin Valde",
            "some 1,200 soldiers had crossed",
            "2026-03-03T19:05:00",
            "https://harbourpost.example/column",
            "Harbour Post",
        ),
        said(
            4,
            "a Western diplomat",
            "more than a thousand are across",
            "2026-03-05",
            "#northlight-5",
            "Northlight",
            chain=["a Western diplomat", "military intelligence"],
        ),
        said(
            5,
            "Ministry of Foreign Affairs",
            "no soldier has crossed the Lenn",
            "2026-03-04",
            "#mfa",
            "Ministry of Foreign Affairs of Ordovia",
            stance="denies",
        ),
    ]
    row: dict[str, Any] = {
        "id": id_of(1),
        "text": "some 1,200 soldiers had crossed the upper Lenn at Orsk",
        "state": "disputed",
        "reasons": [reason("state-denied", "denied, by 1 independent origins", "1")],
        "first": "2026-03-01T23:10:00",
        "last": "2026-03-05",
        "said": voices,
        "origins": {
            "low": 2,
            "high": 3,
            "reasons": [reason("origins-roots", ROOTS)],
            "roots": [
                root(1, "Orsk frontier guard", [1]),
                root(2, "Corin Valde", [2, 3]),
                root(3, "a Western diplomat", [4], "unnamed-source", firm=False),
            ],
            "edges": [
                edge(3, 2, "copy", "must", "its words stand in #northlight-column"),
                edge(4, 2, "unnamed", "may", "a Western diplomat is not named, and may be anyone"),
            ],
        },
        "denials": {
            "low": 1,
            "high": 1,
            "reasons": [],
            "edges": [],
            "roots": [root(4, "Ministry of Foreign Affairs", [5])],
        },
        "relations": [
            {
                "claim": id_of(2),
                "kind": "conflicts",
                "facet": "number",
                "probability": 0.91,
                "reasons": [reason("link-figure-other", "the figures exclude each other: 1,200 and 40")],
            },
        ],
        "estimates": [id_of(50)],
    }
    return row | more


def sources(row: dict[str, Any]) -> dict[str, Any]:
    """The origins of a claim, as the records have them alone."""
    held = {name: row[name] for name in ("text", "state", "said", "origins", "denials")}
    return {"claim": row["id"], **held}


def conflict(**more: Any) -> dict[str, Any]:
    """Two figures that cannot both be true."""
    a = {
        "text": "some 1,200 soldiers had crossed",
        "point": id_of(302),
        "report": id_of(102),
        "path": "#northlight-column",
        "source": "Corin Valde",
        "published": "2026-03-03",
        "claim": id_of(1),
        "figure": "1,200",
        "origins": None,
    }
    b = a | {
        "text": "no soldier has crossed the Lenn",
        "source": None,
        "path": "#mfa",
        "figure": "0",
        "origins": {"low": 1, "high": 2},
    }
    row = {
        "kind": "figures",
        "facet": "number",
        "a": a,
        "b": b,
        "probability": None,
        "estimate": id_of(50),
        "reasons": [reason("figures-apart", "for one time and scope, 1,200 and 0 cannot both be true")],
    }
    return row | more


def echo(**more: Any) -> dict[str, Any]:
    """A paper that prints an agency's report, trimmed."""
    row = {
        "kind": "partial",
        "a": {"report": id_of(102), "path": "#northlight-column", "spans": [[0, 400]]},
        "b": {"report": id_of(103), "path": "https://harbourpost.example/column", "spans": [[30, 430]]},
        "first": "a",
        "news": True,
        "holds": None,
        "probability": 0.99,
        "reasons": [reason("echo-credit", "its dateline credits Northlight", "Northlight")],
    }
    return row | more
