"""Facets in words: bands, bases, chains, grounds and points, and what leads nowhere left out."""

from __future__ import annotations

from typing import get_args

import pytest

from secondsource.model.statement import BasisKind, Level, Polarity
from secondsource.records import reading_row
from secondsource.records.rows import CertaintyRow, StatementRow
from secondsource.render.facets import BASIS, LEVELS, POLARITY, Facets, Known, Sure, facets, grounding
from secondsource.render.values import KnownValues
from tests.render import rich

ROW = reading_row(rich.reading(), with_text=True)
PARTIES = {party["id"]: party for party in ROW["parties"]}


def at(words: str) -> StatementRow:
    """The innermost statement that holds these words."""
    return min((one for one in ROW["statements"] if words in one["content"]["text"]),
               key=lambda one: len(one["content"]["text"]))  # fmt: skip


def read(held: StatementRow) -> Facets:
    """Its facets, without grounds."""
    return facets(held, rich.TEXT, parties=PARTIES, known=KnownValues(ROW))


@pytest.mark.parametrize(("table", "kinds"), [(BASIS, BasisKind), (LEVELS, Level), (POLARITY, Polarity)])
def test_every_kind_has_its_words(table: dict[str, str], kinds: object) -> None:
    assert list(table) == list(get_args(kinds))


def test_the_facets_of_a_relayed_forecast() -> None:
    found = read(at("a second lorry is on its way"))
    assert found.forecast and found.polarity == ""
    assert found.sure == Sure(words="believes", level="likely", band="55–80 %")
    assert found.basis == (Known(kind="intercept", words="intercepted calls"),)
    assert found.chain == ("a Valmark diplomat", "Valmark's intelligence service")


@pytest.mark.parametrize(
    ("certainty", "sure"),
    [
        (
            {"words": [], "low": 0.5, "high": 0.5, "level": "even"},
            Sure(words="", level="even chance", band="50 %"),
        ),
        ({"words": [], "low": 0, "high": 1, "level": "none"}, None),
        (
            {"words": [{"text": "so to say", "spans": []}], "low": 0, "high": 1, "level": "none"},
            Sure(words="so to say", level="", band=""),
        ),
    ],
)
def test_a_band_stands_only_where_there_is_a_level(certainty: CertaintyRow, sure: Sure | None) -> None:
    assert read(at("paid in cash") | {"certainty": certainty}).sure == sure


def test_a_chain_of_one_and_ids_that_lead_nowhere_tell_nothing() -> None:
    assert read(at("paid in cash") | {"chain": ["p4"]}).chain == ()
    found = read(at("paid in cash") | {"chain": ["p4", "gone"], "parties": ["gone"]})
    assert (found.chain, found.about) == ((), ())


def test_grounds_are_told_from_both_ends() -> None:
    assert grounding(ROW["statements"]) == {7: ([6], []), 6: ([], [7])}
    lone = [ROW["statements"][7] | {"grounds": ["gone", ROW["statements"][7]["id"]]}]
    assert grounding(lone) == {}


def test_points_are_told_where_they_are_more_than_the_content() -> None:
    points = read(at("probably began")).points
    assert [(point.words, point.negated, point.about) for point in points] == [
        ("the fire probably began in a lorry", False, ()),
        ("that carried batteries", False, ()),
        ("was not seen for an hour", True, ("a second lorry",)),
    ]
    assert read(at("paid in cash")).points == ()


def test_marks_alone_are_no_more_to_tell() -> None:
    assert not read(at("paid in cash")).more
    assert read(at("probably began")).more
