"""The table of hedges, and finding them."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

from secondsource.model.statement import Level
from secondsource.reading.facet_weights import ODDS, tables, total
from secondsource.reading.hedges import BANDS, find, groups, hedges


def test_every_phrase_stands_once_with_a_level_and_a_band_in_order() -> None:
    rows = [h for row in hedges().values() for h in row]
    assert len({h.words for h in rows}) == len(rows) > 900
    for hedge in rows:
        assert hedge.level in BANDS
        assert 0 < hedge.low < hedge.high < 1
        assert [w.lower() for w in hedge.words] == list(hedge.words)


def test_bands_cover_the_levels_and_rise() -> None:
    assert set(BANDS) == set(get_args(Level)) - {"none"}
    scale = [band for level, band in BANDS.items() if level != "possible"]
    assert all(a[1] == b[0] for a, b in pairwise(scale))


def test_the_longest_phrase_is_found() -> None:
    found = list(find(["it", "is", "very", "likely", "that", "they", "may", "well", "go"]))
    assert [(at, " ".join(h.words)) for at, h in found] == [(2, "very likely"), (6, "may well")]


def test_nothing_is_found_in_nothing() -> None:
    assert list(find([])) == []
    assert list(find(["", "", "bridge"])) == []


def test_every_weight_of_certainty_is_of_a_group_a_phrase_or_a_trait() -> None:
    names = set(groups())
    phrases = {" ".join(h.words) for row in hedges().values() for h in row}
    for trait in tables()["certainty"]:
        if "@" in trait:
            group, place = trait.rsplit("@", 1)
            assert group in names and place in ("cue", "content")
        elif trait[0] == "=":
            assert trait[1:] in phrases


def test_traits_without_a_weight_weigh_nothing() -> None:
    assert total("forecast", ["no such trait"]) == 0
    assert set(tables()) == {"certainty", "forecast", "denied", "questioned"}
    assert all(0 <= weight <= 1 for weight in ODDS.values())
