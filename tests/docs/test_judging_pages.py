"""docs/origins.md and docs/estimates.md tell every reason, state and limit of what they describe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from secondsource.judging import figures, sums
from secondsource.judging.state import State
from secondsource.model.reasons import WORDS

DOCS = Path(__file__).parents[2] / "docs"
ORIGINS = (DOCS / "origins.md").read_text(encoding="utf-8")
ESTIMATES = (DOCS / "estimates.md").read_text(encoding="utf-8")
# Told in words of the page itself: the bounds, the range, the outcome of a forecast, a renamed copy.
PLAIN = {"origins-roots", "origins-may-be-fewer", "figures-now", "figures-sum", "figure-met", "figure-missed"}


def codes(page: str) -> set[str]:
    return set(re.findall(r"`((?:origins?|figures?|state)-[a-z-]+)`", page))


def test_the_pages_tell_every_reason_and_no_other() -> None:
    origins = {code for code in WORDS if re.match(r"origins?-", code)}
    figures_ = {code for code in WORDS if re.match(r"figures?-", code)}
    assert codes(ORIGINS) - {"state-may-be-one"} == origins - PLAIN
    assert codes(ESTIMATES) == figures_ - PLAIN


def test_the_pages_tell_the_states_and_limits() -> None:
    for state in get_args(State):
        assert f"| `{state}` |" in ORIGINS
    assert figures.SLACK == 20 and "a twentieth" in ESTIMATES
    assert sums.LARGE == 100_000 and "below 100" in ESTIMATES
