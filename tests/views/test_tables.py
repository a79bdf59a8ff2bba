"""Rows of claims, figures, echoes and conflicts as flat lines."""

from __future__ import annotations

from typing import Any

from secondsource import views
from tests.render import claimed


def flat(name: str, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines by column."""
    header, lines = views.flat(name, rows)
    found = [dict(zip(header, line, strict=True)) for line in lines]
    assert all(
        isinstance(value, str | int | float | bool | None) for line in found for value in line.values()
    )
    return found


def test_a_claim_is_a_line_with_its_bounds_and_who_says_so() -> None:
    (line,) = flat("claims", claimed.claim())
    assert (line["state"], line["low"], line["high"], line["denials_low"]) == ("disputed", 2, 3, 1)
    assert (
        line["sources"] == "Orsk frontier guard; Corin Valde; a Western diplomat; Ministry of Foreign Affairs"
    )
    assert line["paths"].split("; ")[0] == "#tidewater-0301"
    assert line["relations"] == "conflicts"


def test_an_estimate_makes_a_line_for_each_figure() -> None:
    lines = flat("estimates", claimed.estimate())
    assert len(lines) == 7
    assert (lines[0]["low"], lines[0]["high"], lines[0]["earliest"], lines[0]["state"]) == (
        300, 500, "2026-03-01", "superseded",
    )  # fmt: skip
    assert {line["now_low"] for line in lines} == {1150}
    assert flat("estimates", claimed.estimate(now=None, event=None))[0]["now_low"] is None


def test_echoes_and_conflicts_have_both_sides_in_a_line() -> None:
    (echo,) = flat("echoes", claimed.echo())
    assert (echo["a_path"], echo["first"]) == ("#northlight-column", "a")
    (conflict,) = flat("conflicts", claimed.conflict())
    assert (conflict["a_figure"], conflict["b_figure"]) == ("1,200", "0")
    assert flat("claims") == []
