"""The tree of origins: everybody once, below whom they have it from; what may be one as an arc."""

from __future__ import annotations

from typing import Any

from secondsource.render.tree import tree, walk


def _said(point: str, day: str, source: str | None = None) -> dict[str, Any]:
    return {"point": point, "published": day, "source": source, "publisher": "Post", "title": None,
            "path": "p", "text": "the gate was open", "report": f"r{point}"}  # fmt: skip


def _edge(a: str, b: str, sure: str = "must") -> dict[str, Any]:
    reasons = [{"code": "x", "values": [], "text": "the same words"}]
    return {"from": a, "to": b, "kind": "copy", "sure": sure, "reasons": reasons}


def _root(*points: str, firm: bool = False) -> dict[str, Any]:
    return {"name": "Cosmo Vey", "party": None, "points": list(points), "how": "named-source", "firm": firm}


SAID = [_said("a", "2026-03-01"), _said("b", "2026-03-02", "Cosmo Vey"), _said("c", "2026-03-03")]
VOICES = {one["point"]: one for one in SAID}


def test_each_hangs_below_the_one_that_it_has_it_from() -> None:
    order = walk(["c", "b", "a"], [_edge("b", "a"), _edge("c", "b")], VOICES)
    assert [(point, depth) for point, depth, _ in order] == [("a", 0), ("b", 1), ("c", 2)]


def test_a_ring_shows_everybody_once() -> None:
    order = walk(["a", "b", "c"], [_edge("a", "b"), _edge("b", "c"), _edge("c", "a")], VOICES)
    assert sorted(point for point, _, _ in order) == ["a", "b", "c"]


def test_what_may_be_one_is_an_arc_between_the_two() -> None:
    roots, edges = [_root("a", "b"), _root("c", firm=True)], [_edge("b", "a"), _edge("c", "a", "may")]
    drawn = tree({"roots": roots, "edges": edges}, SAID)
    assert len(drawn.lines) == 5 and drawn.left_out == 0
    assert [bool(line.join) for line in drawn.lines] == [False, True, True, False, True]
    (arc,) = drawn.arcs
    assert "may be one: the same words" in arc.told
    assert drawn.lines[2].text == "Cosmo Vey in Post, 2026-03-02" and "the same words" in drawn.lines[2].why
    assert len({line.y for line in drawn.lines}) == 5


def test_beyond_its_room_it_tells_how_many_are_left() -> None:
    said = [_said(f"p{n:03}", "2026-03-01") for n in range(200)]
    edges = [_edge(f"p{n:03}", "p000") for n in range(1, 200)]
    drawn = tree({"roots": [_root(*(one["point"] for one in said))], "edges": edges}, said)
    assert len(drawn.lines) == 60 and drawn.left_out == 141


def test_no_arc_crosses_the_words_of_a_line() -> None:
    said = [
        {**one, "source": "The defence minister of Upper Marenia", "publisher": "Harbour Post"}
        for one in SAID
    ]
    edges = [_edge("b", "a"), _edge("c", "a", "may")]
    for edge in edges:
        edge["reasons"][0]["text"] = "274 words in common, 81 % of the shorter report, " * 3
    roots = [_root("a", "b"), _root("c")]
    crossed = tree({"roots": roots, "edges": edges}, said).lines[2]
    free = tree({"roots": roots, "edges": edges[:1]}, said).lines[2]
    assert crossed.text == free.text and crossed.why.endswith("…")
    assert 15 < len(crossed.why) < len(free.why) < 80
    assert "274 words in common, 81 % of the shorter report, 274" in crossed.told
