"""Units, currencies and rates."""

from __future__ import annotations

import pytest

from secondsource.reading.numbers.unit_table import DURATIONS, PLAIN, WITH_PREFIXES
from secondsource.reading.numbers.units import english, names, symbols
from tests.reading.numbers.figured import read

MEASURED: list[tuple[str, str, str | None]] = [
    ("9 tonnes", "tonne", None),
    ("30%", "%", None),
    ("10 per cent", "%", None),
    ("four percentage points", "percentage point", None),
    ("a 10 percentage-point lead", "percentage point", None),
    ("60 km/h", "km/h", None),
    ("60 kilometres per hour", "km/h", None),
    ("60 miles an hour", "mph", None),
    ("5 square kilometres", "km²", None),
    ("5 sq. ft", "foot²", None),
    ("12 mg/L", "mg/L", None),
    ("3 m s−1", "m/s", None),
    ("20 °C", "°C", None),
    ("100° Celsius", "°C", None),
    ("37 billion U.S. gallons", "US gallon", None),
    ("six months", "month", None),
    ("90-day", "day", None),
    ("140 KM", "km", None),
    ("$5", "USD", None),
    ("US$5 million", "USD", None),
    ("A$5", "AUD", None),
    ("€5", "EUR", None),
    ("5 €", "EUR", None),
    ("USD 5", "USD", None),
    ("USD5", "USD", None),
    ("5m GBP", "GBP", None),
    ("12 million rubles", "RUB", None),
    ("5,000 Swiss francs", "CHF", None),
    ("200 francs", "franc", None),
    ("3 million pounds", "GBP", None),
    ("5 pounds of rice", "pound", None),
    ("5,000 won", "KRW", None),
    ("2 New Zealand dollars", "NZD", None),
    ("millions of dollars", "USD", None),
    ("a billion-dollar plan", "USD", None),
    ("less than a dollar per month", "USD", "month"),
    ("$3 an hour", "USD", "hour"),
    ("$15.4/hour", "USD", "hour"),
    ("$200-a-plate", "USD", "plate"),
    ("4.5 million barrels a day", "barrel", "day"),
    ("300 litres per person", "L", "person"),
    ("3 times", "times", None),
    ("4x", "times", None),
]


@pytest.mark.parametrize(("words", "unit", "per"), MEASURED)
def test_unit_and_rate(words: str, unit: str, per: str | None) -> None:
    (figure,) = read(f"They told of {words}.")
    assert (figure.unit, figure.per) == (unit, per)


@pytest.mark.parametrize(
    ("words", "per"),
    [("50 men a day", "day"), ("seven per 100,000 people", "100,000 people"), ("12 deaths annually", "year")],
)
def test_counts_have_rates(words: str, per: str) -> None:
    (figure,) = read(f"They lost {words}.")
    assert (figure.kind, figure.unit, figure.per) == ("count", None, per)


@pytest.mark.parametrize("words", ["300 people a year ago", "3 cars a year later", "12 men, a day off"])
def test_what_is_no_rate(words: str) -> None:
    assert read(f"They lost {words}.")[0].per is None


def test_words_that_are_units_only_sometimes() -> None:
    assert [f.unit for f in read("Those 12 won the cup.")] == [None]
    assert [f.unit for f in read("They gave 5 m Smith letters.")] == [None]


def test_every_row_of_the_tables_is_found_by_its_name() -> None:
    for line in (WITH_PREFIXES + PLAIN + DURATIONS).strip().splitlines():
        if not line:
            continue
        symbol, name = line.split("|")[:2]
        known = {unit.symbol for found in names().values() for _, unit in found} | {
            unit.symbol for unit in symbols().values()
        }
        assert symbol in known, line
        assert english(symbol) is not None, name


def test_composed_units_have_names() -> None:
    assert english("mg/L") == "milligram per litre"
    assert english("km²") == "square kilometre"
