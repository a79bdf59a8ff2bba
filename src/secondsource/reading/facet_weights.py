"""The weights of what is readable for a facet, and of the encoder's log-odds beside it: one table.

`data/facets.json` holds them, in log-odds, written by `training/fit_facets.py`. A trait without a weight: 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources

# Share of the encoder's log-odds in the mean of both: both judge the same words, each in its way. Of denials,
# questions and the levels of hedges it has seen too few examples to have a say.
ODDS = {"hedged": 0.5, "level": 0.0, "denied": 0.0, "questioned": 0.0, "forecast": 0.5}
# Added to the encoder's log-odds, which are nothing at a probability of one in two: those of what is
# readable are nothing where F1 is greatest, at two in five.
SHIFT = {"hedged": 0.5, "forecast": 0.4}


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, float]]:
    """Weights of the traits, by facet."""
    raw = resources.files("secondsource").joinpath("data/facets.json").read_text("utf8")
    return {facet: {k: float(v) for k, v in rows.items()} for facet, rows in json.loads(raw).items()}


def total(facet: str, traits: Iterable[str]) -> float:
    """The sum of the weights of these traits: log-odds that the facet holds."""
    weight = tables()[facet].get
    return sum([weight(trait, 0.0) for trait in traits])


def judged(facet: str, own: float, odds: Mapping[str, float]) -> float:
    """The log-odds of what is readable and those of the encoder (a draft's), where it gave some, together."""
    given = odds.get(facet)
    if given is None:
        return own
    return own + ODDS[facet] * (given + SHIFT.get(facet, 0.0) - own)
