"""Claims, origins, echoes, conflicts and estimates in a terminal."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from rich.text import Text

from secondsource.render import claims
from secondsource.render.sheet import Sheet
from tests.render import claimed
from tests.render.test_listing import console, drawn

ROWS: dict[str, Any] = {
    "claims": claimed.claim(),
    "echoes": claimed.echo(),
    "conflicts": claimed.conflict(),
    "estimates": claimed.estimate(),
}


def lines(text: Text, width: int = 90) -> str:
    """What is drawn, as one string."""
    return "\n".join(drawn(text, width))


def test_every_list_is_tried() -> None:
    assert set(ROWS) == set(claims.DRAW)


@pytest.mark.parametrize("width", [30, 72, 100])
@pytest.mark.parametrize("name", ROWS)
def test_a_list_fits_the_window_and_drawing_changes_nothing(name: str, width: int) -> None:
    row = ROWS[name]
    kept = copy.deepcopy(row)
    alone = claims.DRAW[name](console(width), row, None)
    behind = claims.DRAW[name](console(width), json.loads(json.dumps(row)), row)
    assert drawn(alone, width) and row == kept
    assert behind.plain.lstrip("\n") == alone.plain.lstrip("\n")


def test_a_claim_tells_its_worth_in_its_first_lines() -> None:
    shown = lines(claims.claim(console(90), claimed.claim())).splitlines()
    assert shown[0].split()[:2] == ["disputed", "some"]
    assert "2 to 3 independent origins · denied by 1 · 5 reports · 2026-03-01 to" in shown[1]
    assert any("Orsk frontier guard; Corin Valde; a Western diplomat" in line for line in shown)
    assert any("“between 300 and 500 soldiers crossed the river”  #tidewater-0301" in line for line in shown)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0, 0, "no origin"),
        (1, 1, "1 origin"),
        (1, 4, "1 to 4 independent origins"),
        (3, 3, "3 independent origins"),
    ],
)
def test_origins_in_words(low: int, high: int, told: str) -> None:
    assert claims.origins_told({"low": low, "high": high}) == told


def test_everything_about_a_claim_stands_on_one_screen() -> None:
    sheet = Sheet(console(100))
    claims.shown(sheet, claimed.claim(), [claimed.estimate()])
    shown = lines(sheet.out, 100)
    for heading in (
        "Who says so, in 5 reports",
        "Where it comes from: 2 to 3",
        "Where the denial comes from: 1 origin",
        "Beside other claims",
        "Figures: soldiers",
    ):
        assert heading in shown
    # Each voice with its words, the report that they stand in, and an id that leads there.
    for voice in claimed.claim()["said"]:
        assert voice["text"] in shown and voice["path"] in shown
    assert "chain: a Western diplomat → military intelligence" in shown
    assert "denied, by 1 independent origins" in shown
    assert "the figures exclude each other: 1,200 and 40" in shown


def test_the_tree_hangs_each_voice_below_the_one_that_it_has_it_from() -> None:
    shown = lines(claims.sources(console(100), claimed.sources(claimed.claim())), 100).splitlines()
    at = next(at for at, line in enumerate(shown) if line.startswith("  2 Corin Valde"))
    assert "by name · surely its own" in shown[at]
    assert shown[at + 1].startswith("    Corin Valde in Northlight")
    below = next(line for line in shown[at:] if "└─" in line)
    assert "Corin Valde in Harbour Post" in below
    assert any("its words stand in #northlight-column" in line for line in shown)
    assert any(line.startswith("  ~ a Western diplomat in Northlight") for line in shown)


def test_a_ring_and_a_voice_that_is_not_there_do_no_harm() -> None:
    row = claimed.claim()
    row["origins"]["edges"] += [
        claimed.edge(2, 3, "credit", "must", "credited to the other"),
        claimed.edge(1, 99, "credit", "may", "credited to who is not here"),
    ]
    row["origins"]["roots"][0]["points"] += [claimed.id_of(399)]
    shown = lines(claims.sources(console(100), claimed.sources(row)), 100)
    assert shown.count("Corin Valde in Harbour Post, 2026-03-03  ") == 1


def test_a_thousand_voices_are_cut_and_said_to_be() -> None:
    many = [claimed.said(n, "Corin Valde", "some soldiers", "2026-03-03", f"#{n}") for n in range(1000)]
    roots = [claimed.root(1, "Corin Valde", list(range(1000)))]
    edges = [claimed.edge(n, n - 1, "copy", "must", "copied") for n in range(1, 1000)]
    origins = {"low": 1, "high": 1, "reasons": [], "roots": roots, "edges": edges}
    sheet = Sheet(console(80))
    claims.shown(sheet, claimed.claim(said=many, origins=origins, denials=claimed.NOBODY))
    shown = lines(sheet.out, 80)
    assert "and 960 more; --format jsonl gives all" in shown
    assert "and 940 more; --format jsonl gives all" in shown
    assert len(shown.splitlines()) < 400


def test_what_steers_a_terminal_is_made_visible() -> None:
    voice = claimed.said(1, claimed.HOSTILE, claimed.HOSTILE, "2026", claimed.HOSTILE, claimed.HOSTILE)
    row = claimed.claim(text=claimed.HOSTILE, said=[voice])
    sheet = Sheet(console(80))
    claims.shown(sheet, row, [claimed.estimate(of={"text": claimed.HOSTILE, "party": None})])
    for text in (
        sheet.out,
        claims.claim(console(80), row),
        claims.sources(console(80), claimed.sources(row)),
    ):
        assert "\x1b" not in text.plain and "\u202e" not in text.plain


def test_an_estimate_tells_what_is_in_force_what_gave_way_and_what_conflicts() -> None:
    shown = lines(claims.estimate(console(100), claimed.estimate()), 100)
    assert "now  1,150 to 1,250" in shown
    assert "2026-03-01  300–500  Orsk frontier guard  superseded · #tidewater-0301" in shown
    assert "≈ 1,200  Defence Minister Corin Valde  disputed · a.txt and 1 more" in shown
    assert "3,000–5,000  a Western diplomat  expected" in shown
    assert "no day" in shown and "≈ 1,200 ≠ ≥ 40" in shown
    assert "no range in force" in lines(claims.estimate(console(), claimed.estimate(now=None)), 72)


def test_a_conflict_shows_both_sides_with_their_words() -> None:
    shown = lines(claims.conflict(console(90), claimed.conflict()))
    assert "figures apart" in shown and "cannot both be true" in shown
    assert "a  Corin Valde  1,200  “some 1,200 soldiers had crossed”" in shown
    assert "b  the report itself  0  “no soldier has crossed the Lenn”" in shown
    assert "1 to 2 independent origins" in shown


def test_an_echo_points_from_the_first_to_the_one_that_repeats_it() -> None:
    assert "#northlight-column  →  https" in lines(claims.echo(console(100), claimed.echo()), 100)
    assert "column  →  #northlight-column" in lines(claims.echo(console(100), claimed.echo(first="b")), 100)
    background = lines(claims.echo(console(100), claimed.echo(first=None, news=False)), 100)
    assert "  –  " in background and "who came first is open" in background
    assert "standing words: no shared origin" in background


def test_the_first_appearance_is_told_with_its_report() -> None:
    voices = claimed.claim()["said"]
    row = {
        "claim": claimed.id_of(1),
        "text": "soldiers crossed",
        "first": voices[0],
        "open": [],
        "reasons": [],
    }
    assert "2026-03-01  Orsk frontier guard" in lines(claims.earliest(console(90), row))
    alone = lines(claims.earliest(console(90), row | {"first": None, "open": voices[1:2]}))
    assert "no report of it bears a date" in alone and "May have been earlier" in alone


def test_a_claim_is_shown_with_its_figures_and_what_was_decided() -> None:
    decision = {
        "id": claimed.id_of(9),
        "kind": "apart",
        "target": claimed.id_of(1),
        "body": {},
        "author": "anna",
        "decided": "2026-03-09",
        "why": "another convoy",
        "in_force": True,
        "withdrawn_by": [],
    }
    row = {
        "what": "claim",
        "claim": claimed.claim(),
        "estimates": [claimed.estimate()],
        "conflicts": [],
        "decisions": [decision],
    }
    shown = lines(claims.one(console(90), row))
    assert "Figures: soldiers" in shown and "“another convoy”" in shown and "by anna" in shown


def test_what_was_taken_back_and_credits_that_do_not_hold_are_said_to_be() -> None:
    voice = claimed.said(1, "A", "soldiers crossed", "2026-03-01", "#a", withdrawn=claimed.id_of(77))
    sheet = Sheet(console(90))
    claims.quoted(sheet, voice)
    assert "taken back by 0000004d" in lines(sheet.out)
    assert "which does not say so" in lines(
        claims.echo(console(90), claimed.echo(kind="credit", holds=False))
    )
