"""Ties that are worth a look, the least sure first, whatever else they share."""

from __future__ import annotations

from typing import Any

from secondsource.views.unsure import in_order


def voice(point: str, statement: str, probability: float, wording: str = "w2") -> dict[str, Any]:
    held = {"point": point, "statement": statement, "probability": probability, "wording": wording}
    return {**held, "reasons": ["link-words"]}


def claim(id: str, *voices: dict[str, Any]) -> tuple[int, Any]:
    lead = voice(f"{id}-lead", "s", 1.0, "w1")
    doubts = [round(1000 * (1 - one["probability"])) for one in voices]
    return max(doubts), {"id": id, "said": [lead, *voices]}


def test_the_least_sure_of_all_claims_come_first() -> None:
    claims = [
        claim("a", voice("p1", "s1", 0.5), voice("p2", "s2", 0.9)),
        claim("b", voice("p3", "s3", 0.6), voice("p4", "s4", 0.95)),
    ]
    assert [(tie["claim"], tie["voice"]["point"]) for tie in in_order(claims)] == [
        ("a", "p1"),
        ("b", "p3"),
        ("a", "p2"),
        ("b", "p4"),
    ]


def test_one_point_of_two_statements_is_two_ties() -> None:
    claims = [claim("a", voice("p1", "s2", 0.5), voice("p1", "s1", 0.5), voice("p1", "s1", 0.5))]
    assert [tie["voice"]["statement"] for tie in in_order(claims)] == ["s1", "s1", "s2"]
