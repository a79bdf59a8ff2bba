"""The picture of who has what from whom: the same row, the same picture; nothing over anything else."""

from __future__ import annotations

from typing import Any

from secondsource.records.pictures import NetworkRow
from secondsource.render.network import network


def _node(kind: Any, name: str, points: int) -> Any:
    id = f"{'source' if kind == 'source' else 'outlet'}:{name}"
    return {"id": id, "kind": kind, "name": name, "key": name, "points": points, "reports": 1}


def _link(a: str, b: str, kind: Any = "says-in", count: int = 1) -> Any:
    return {"from": a, "to": b, "kind": kind, "count": count, "sure": True, "reasons": [], "reports": []}


def _row(sources: int = 3, outlets: int = 2) -> NetworkRow:
    nodes = [_node("source", f"s{n}", 100 - n) for n in range(sources)]
    nodes += [_node("outlet", f"o{n}", 100 - n) for n in range(outlets)]
    links = [_link(f"source:s{n}", f"outlet:o{n % outlets}") for n in range(sources)]
    links += [_link("outlet:o0", "outlet:o1", "copy", 4), _link("outlet:o1", "outlet:o0", "shared")]
    return {"nodes": nodes, "links": links, "reports": 5, "exact": True}


def test_every_node_has_a_place_of_its_own() -> None:
    drawn = network(_row())
    places = [(dot.x, dot.y) for dot in drawn.dots]
    assert len(set(places)) == len(places) == 5
    assert all(0 < dot.y < drawn.height for dot in drawn.dots)
    # A source stands beside its outlets, so that lines cross little.
    order = [dot.name for dot in sorted(drawn.dots, key=lambda dot: dot.y) if dot.node["kind"] == "source"]
    assert order == ["s0", "s2", "s1"]
    assert network(_row()) == drawn


def test_an_arrow_points_at_the_one_who_takes() -> None:
    drawn = network(_row())
    copy = next(curve for curve in drawn.curves if curve.link["kind"] == "copy")
    taker = next(dot for dot in drawn.dots if dot.node["id"] == "outlet:o1")
    assert copy.arrow is not None and abs(copy.arrow[1] - taker.y) < 5
    assert copy.told == "o0, copied by o1, 4 times"
    shared = next(curve for curve in drawn.curves if curve.link["kind"] == "shared")
    assert shared.arrow is None


def test_what_has_no_room_is_told() -> None:
    drawn = network(_row(sources=60))
    assert len(drawn.dots) == 30 and drawn.left_out == 32
    assert network({"nodes": [], "links": [], "reports": 0, "exact": True}).dots == ()


def test_of_very_many_ties_the_strongest_are_drawn() -> None:
    row = _row(sources=20, outlets=20)
    ties = [(a, b) for a in range(20) for b in range(20)]
    row["links"] = [_link(f"source:s{a}", f"outlet:o{b}", count=1 + a) for a, b in ties]
    drawn = network(row)
    assert len(drawn.curves) + drawn.ties_left_out == 400 and drawn.ties_left_out > 0
    assert min(curve.link["count"] for curve in drawn.curves) == 12
