"""Profiles as values: what is empty is left out, and nothing of the rest is lost."""

from __future__ import annotations

import json
from dataclasses import asdict

from secondsource.model.identity import canonical
from secondsource.model.party import Post, Profile, profile_of, profile_row

PROFILES = (
    Profile(block="n:x", kind="unnamed", cls="other", type=None, name="somebody", key="somebody"),
    Profile(
        block="n:vlt", kind="named", cls="person", type="person", name="Pia Holt", key="pia holt", rank=2,
        tokens=("pia", "holt"), forms=("P. Holt",), acronyms=("PH",), head="ministry", numbers=("5",),
        posts=(
            Post(text="ex-defence minister", post="minister", field=("defence",), former=True, until="2024"),
            Post(text="Marenia's mayor", post="mayor", of="marenia", since="2025-01"),
        ),
        polity="marenia", geonames=12, born=(1970, 1971), year="2026", rivals=("ivo holt",), figures=("71",),
        offers=("r:minister:defence",), own="r1/p3",
    ),
)  # fmt: skip


def test_a_row_gives_the_profile_back() -> None:
    for profile in PROFILES:
        assert profile_of(json.loads(canonical(profile_row(profile)))) == profile


def test_a_row_holds_every_field_that_is_not_empty() -> None:
    for profile in PROFILES:
        row = {name: held for name, held in asdict(profile).items() if held}
        for post in row.get("posts", ()):
            for name in ("since", "until"):
                if not post[name]:
                    del post[name]
        assert profile_row(profile) == row
    assert len(profile_row(PROFILES[1])) == len(asdict(PROFILES[1]))
