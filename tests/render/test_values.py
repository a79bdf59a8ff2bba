"""Times, numbers and places in words: bounds are told as they are, and nothing is added."""

from __future__ import annotations

import re
from typing import Any

import pytest

from secondsource.records import reading_row
from secondsource.records.rows import NumberRow, PartyRow
from secondsource.render.values import (
    NOTHING,
    KnownValues,
    bounds,
    counted,
    figure,
    lies_in,
    marks,
    stands_for,
    with_unit,
)
from tests.render import placed

ROW = reading_row(placed.reading(), with_text=True)


def number(low: float | None, high: float | None, relation: Any, **more: Any) -> NumberRow:
    """A bare number."""
    given: Any = {
        "text": "so many", "spans": [], "low": low, "high": high, "approximate": relation == "~",
        "relation": relation, "unit": None, "of": None, "per": None, "scope": None, "event": None,
        "reasons": [],
    }  # fmt: skip
    given.update(more)
    return given  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("2030-05-09", "2030-05-09", "in"), "2030-05-09"),
        (("2030-05-01", "2030-05-31", "in"), "2030-05"),
        (("2030-02-01", "2030-02-28", "in"), "2030-02"),
        (("2032-02-01", "2032-02-28", "in"), "2032-02-01 to 2032-02-28"),
        (("2030-01-01", "2030-12-31", "in"), "2030"),
        (("2002-01-01", "2005-12-31", "from-to"), "2002 to 2005"),
        (("2030-07-01", "2030-09-30", "in"), "2030-07 to 2030-09"),
        (("2030-05-08", "2030-05-11", "from-to"), "2030-05-08 to 2030-05-11"),
        (("2030-05-09", None, "since"), "since 2030-05-09"),
        ((None, "2030-05-09", "until"), "until 2030-05-09"),
        # Bounds are inclusive: what is after 2030 begins with 2031, and is not after 2031.
        (("2031-01-01", None, "after"), "from 2031-01-01"),
        ((None, "2029-12-31", "before"), "until 2029-12-31"),
        (("2030-05-09T21:40+01:00", "2030-05-09T21:40+01:00", "in"), "2030-05-09T21:40+01:00"),
        (("2030-08-01", "2030-08-31", "since"), "since 2030-08"),
        ((None, None, "in"), ""),
    ],
)
def test_bounds_of_times(given: tuple[str | None, str | None, str], told: str) -> None:
    assert bounds(given[:2], given[2]) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1200, "1,200"), (0, "0"), (0.5, "0.5"), (-3, "-3"), (2.5e6, "2.5 million"), (1.2e9, "1.2 billion"),
        (1234567, "1,234,567"), (3e12, "3 trillion"), (1e300, "1e+300"), (float("inf"), "inf"),
        (1 / 3, "0.3333333333"), (1e-9, "1e-09"),
    ],
)  # fmt: skip
def test_figures(value: float, told: str) -> None:
    assert figure(value) == told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (number(12, 12, "="), "12"),
        (number(1200, 1200, "~"), "≈ 1,200"),
        (number(300, 500, "range"), "300–500"),
        (number(10000, None, ">"), "> 10,000"),
        (number(None, 200, "<"), "< 200"),
        (number(40, None, ">="), "≥ 40"),
        (number(None, 60, "<="), "≤ 60"),
        (number(12, 12, "up"), "up 12"),
        (number(200, None, "="), "≥ 200"),
        (number(None, None, "~"), ""),
        (number(4, 4, "=", unit="%"), "4 %"),
        (number(2, 2, "=", unit="day"), "2 days"),
        (number(1, 1, "=", unit="day"), "1 day"),
        (number(6, 6, "=", unit="foot"), "6 feet"),
        (number(60, 60, "<", unit="mph"), "< 60 mph"),
        (number(2.5e6, None, ">", unit="USD", per="month"), "> 2.5 million USD per month"),
    ],
)
def test_bounds_of_numbers(given: NumberRow, told: str) -> None:
    assert with_unit(given) == told


def test_a_number_tells_what_it_counts_the_event_and_its_scope() -> None:
    assert [counted(one) for one in ROW["numbers"]] == [
        "≈ 1,200 seasonal workers, crossed, total since Thursday",
        "300–500, part",
        "≥ 40 cranes",
        "> 2.5 million USD per month",
    ]


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [("DURATION", "P6M", "lasts 6 months"), ("DURATION", "PT1H", "lasts 1 hour"),
     ("DURATION", "P1Y2M", "lasts P1Y2M"), ("DURATION", None, ""), ("SET", "P1D", "repeated"),
     ("DATE", "PAST_REF", "")],
)  # fmt: skip
def test_a_length_of_time_is_told_in_words(kind: Any, value: str | None, told: str) -> None:
    nowhere: Any = {"type": kind, "value": value, "earliest": None, "latest": None}
    assert stands_for(ROW["times"][0] | nowhere) == told


def test_a_place_tells_where_it_lies_and_does_not_say_its_own_name_again() -> None:
    told = {party["name"]: lies_in(party) for party in ROW["parties"] if party["type"] == "place"}
    assert told["Narva"] == "Ida-Virumaa, Estonia"
    assert told["Riga"] == "Latvia"
    assert told["Poland"] == told["Lower Quay"] == ""


def test_indexes_and_ids_that_lead_nowhere_are_left_out() -> None:
    known = KnownValues(ROW)
    assert known.of([99, -1], [99], ["p99"]) == NOTHING
    assert known.time(99) is known.time(None) is None
    assert [one.words for one in known.of([2, 2], [], ["p2"]).all] == ["May 11", "Narva"]


def test_values_of_points_are_not_told_again() -> None:
    known = KnownValues(ROW)
    whole, point = known.of([1, 2], [0, 1], ["p2", "p3"]), known.of([1], [0], ["p2"])
    assert [one.words for one in whole.without([point]).all] == ["May 11", "between 300 and 500", "Riga"]


def test_marks_stand_at_the_words() -> None:
    text = placed.TEXT
    words = {mark.key: [text[start:end] for start, end in mark.spans] for mark in marks(ROW)}
    assert words["when1"] == ["since Thursday"] and words["many2"] == ["At least 40"]
    assert words["at1"] == ["Narva"]
    assert not [key for key in words if key == "at7"]  # a person


def test_nothing_steers_whoever_reads() -> None:
    hostile = "x\u202e\x1b[2J\n\ny"
    party: PartyRow = ROW["parties"][1] | {"name": hostile}
    given = ROW | {"parties": [party], "times": [ROW["times"][1] | {"text": hostile, "earliest": hostile}]}
    values = KnownValues(given).of([0], [], [party["id"]])  # type: ignore[arg-type]
    assert not re.search("[\x00-\x1f\u202e]", " ".join(one.words + one.told for one in values.all))
