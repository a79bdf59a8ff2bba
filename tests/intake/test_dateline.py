"""Datelines of wire copy, and what only looks like one."""

from __future__ import annotations

import pytest

from secondsource.intake.dateline import dateline_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VESSEL BAY, March 3 (XP) — The dam held.", "VESSEL BAY, March 3 (XP)"),
        ("VESSEL BAY — The dam held.", "VESSEL BAY"),
        ("VESSEL BAY (XP) - The dam held.", "VESSEL BAY (XP)"),
        ("VESSEL BAY (XP) _ The dam held.", "VESSEL BAY (XP)"),
        ("VESSEL BAY, Torrland, 3 Mar (Xpress) -- The dam held.", "VESSEL BAY, Torrland, 3 Mar (Xpress)"),
        ("ST. ODA-ON-SEA, Torrland — The dam held.", "ST. ODA-ON-SEA, Torrland"),
        ("Vessel Bay, March 3 (Xpress) - The dam held.", "Vessel Bay, March 3 (Xpress)"),
        ("Dam holds\n\nBy Ada Quill\n\nVESSEL BAY — The dam held.", "VESSEL BAY"),
        ("VESSEL BAY, 3 MAR 90 (XP) -- THE DAM HELD.", "VESSEL BAY, 3 MAR 90 (XP)"),
        ("The dam — built in 1931 — held.", None),
        ("Vessel Bay — a small town — was dry.", None),
        ("BREAKING — The dam held.", None),
        ("LIVE UPDATES — The dam held.", None),
        ("THE DAM -- BUILT IN 1931 -- HELD.", None),
        ("ADA QUILL — Will it hold?\n\nORLA FINCH — It will.", None),
        ("VESSEL BAY-based engineers said so.", None),
        ("VESSEL BAY —", None),
        ("", None),
    ],
)
def test_dateline(text: str, expected: str | None) -> None:
    assert dateline_of(text) == expected
