"""Values, bounds, relations and spans of figures in sentences about invented people and places."""

from __future__ import annotations

import pytest

from secondsource.reading.numbers import numbers
from secondsource.reading.numbers.figures import figures
from secondsource.text import segment
from tests.reading.numbers.figured import Row, mention, read, rows, time, values

BOUNDS: list[tuple[str, list[Row]]] = [
    ("The camp holds 12,000 people.", [("12,000", 12000, 12000, "=")]),
    ("Some 12,000 troops crossed.", [("Some 12,000", 12000, 12000, "~")]),
    ("At least thirty civilians died.", [("At least thirty", 30, None, ">=")]),
    ("More than 10,000 fled.", [("More than 10,000", 10000, None, ">")]),
    ("Nearly half of the herd drowned.", [("Nearly half", None, 0.5, "<")]),
    ("Up to 500 boats may sail.", [("Up to 500", None, 500, "<=")]),
    ("As many as 300 were on board.", [("As many as 300", None, 300, "<=")]),
    ("No fewer than 40 houses burned.", [("No fewer than 40", 40, None, ">=")]),
    ("It took just over three weeks.", [("just over three weeks", 3, None, ">")]),
    ("It took up to about 50 men.", [("up to about 50", None, 50, "<=")]),
    ("At least another 50 wait.", [("At least another 50", 50, None, ">=")]),
    ("A total of 10 ferries sank.", [("A total of 10", 10, 10, "=")]),
    ("Donors gave $200 or less.", [("$200 or less", None, 200, "<=")]),
    ("He owns 40-odd goats.", [("40-odd", 40, 40, "~")]),
    ("It seats 50-plus guests.", [("50-plus", 50, None, ">=")]),
    ("It seats 300 guests or more.", [("300", 300, None, ">=")]),
    ("Hundreds of herders left.", [("Hundreds", 200, None, ">=")]),
    ("Tens of thousands marched.", [("Tens of thousands", 20000, None, ">=")]),
    ("Scores of shops shut.", [("Scores", 40, None, ">=")]),
    ("Several dozen turned back.", [("Several dozen", 24, None, ">=")]),
    ("A couple of hundred men crossed.", [("A couple of hundred", 200, 200, "~")]),
    ("Growth is in double digits.", [("double digits", 10, 99, "range")]),
    ("She won a six-figure sum.", [("six-figure", 100000, 999999, "range")]),
    ("Between 3,000 and 5,000 men train there.", [("Between 3,000 and 5,000", 3000, 5000, "range")]),
    ("Brigades of 3,000 to 5,000 members.", [("3,000 to 5,000", 3000, 5000, "range")]),
    ("Turnout of 12 to 19 percent.", [("12 to 19 percent", 12, 19, "range")]),
    ("It will cost $3-5 million.", [("$3-5 million", 3e6, 5e6, "range")]),
    ("One to two million litres.", [("One to two million litres", 1e6, 2e6, "range")]),
    ("A two- or three-day walk.", [("two- or three-day", 2, 3, "range")]),
    ("The reading was 5 ± 0.5 mm.", [("5 ± 0.5 mm", 4.5, 5.5, "range")]),
    ("The toll rose by 12 to 130.", [("12", 12, 12, "up"), ("130", 130, 130, "=")]),
    ("Prices rose from $3 to $5.", [("$3", 3, 3, "="), ("$5", 5, 5, "=")]),
    ("Output fell 3 percent.", [("3 percent", 3, 3, "down")]),
    ("It is at 40 percent, up eight points.", [("40 percent", 40, 40, "="), ("up eight points", 8, 8, "up")]),
    ("The wall is 2 feet shorter.", [("2 feet shorter", 2, 2, "down")]),
    ("The council voted 66 to 27.", [("66", 66, 66, "="), ("27", 27, 27, "=")]),
    ("The bill passed 230-to-198.", [("230", 230, 230, "="), ("198", 198, 198, "=")]),
    ("Boats carried 7 and 9 tonnes.", [("7", 7, 7, "="), ("9 tonnes", 9, 9, "=")]),
    ("He was seen at least once.", [("at least once", 1, None, ">=")]),
    ("No casualties were reported.", [("No", 0, 0, "=")]),
    ("AT LEAST 30 CIVILIANS WERE HURT IN NEARLY SIX HOURS.",
     [("AT LEAST 30", 30, None, ">="), ("NEARLY SIX HOURS", None, 6, "<")]),
]  # fmt: skip

VALUES: list[tuple[str, float]] = [
    ("two and a half thousand tents", 2500),
    ("a hundred and twenty tents", 120),
    ("one hundred and fifty thousand tents", 150000),
    ("three million two hundred thousand tents", 3200000),
    ("half a million tents", 500000),
    ("a quarter of a million tents", 250000),
    ("a million and a half tents", 1500000),
    ("twelve hundred tents", 1200),
    ("two dozen tents", 24),
    ("₹1.5 lakh crore", 1.5e12),
    ("two thirds of the tents", 2 / 3),
    ("one in five tents", 0.2),
    ("nine out of ten tents", 0.9),
    ("1.2 million tents", 1200000),
    ("10k tents", 10000),
    ("5m people", 5000000),
    ("$1.2bn", 1.2e9),
    ("12.000.000 tents", 12000000),
    ("12 000 tents", 12000),
    ("12\u202f000 tents", 12000),
    ("12'000 tents", 12000),
    ("١٢٣ tents", 123),
    ("１２ tents", 12),
    ("2½ hours", 2.5),
    ("1 3/4 hours", 1.75),
    ("1.5×10^6 tents", 1500000),
    ("1.2\nmillion tents", 1200000),
    ("12,\n000 tents", 12000),
    ("minus 12 degrees", -12),
    ("−5 °C", -5),
    ("an hour and a half", 1.5),
    ("two hours and 15 minutes", 2.25),
    ("five point two percent", 5.2),
    ("less than one-half of 1 percent", 0.5),
]


@pytest.mark.parametrize(("sentence", "wanted"), BOUNDS)
def test_bounds_and_words(sentence: str, wanted: list[Row]) -> None:
    assert rows(sentence) == wanted


@pytest.mark.parametrize(("words", "value"), VALUES)
def test_values(words: str, value: float) -> None:
    (figure,) = read(f"They counted {words} there.")
    assert (figure.high if figure.low is None else figure.low) == pytest.approx(value)


def test_thousands_by_points_only_where_the_report_writes_so() -> None:
    assert values("It holds 1.250.000 people, of whom 12.500 are herders.") == [(1250000,) * 2, (12500,) * 2]
    assert values("It holds 1,250,000 people and 12.500 kg of salt.") == [(1250000,) * 2, (12.5,) * 2]


def test_cells_of_a_table_stay_apart_where_commas_part_thousands() -> None:
    assert values("North 12 340\nSouth 7 1,204") == [(12, 12), (340, 340), (7, 7), (1204, 1204)]


def test_a_number_too_large_has_no_bounds_and_says_why() -> None:
    (figure,) = read("The ledger shows " + "9" * 400 + " tokens.")
    assert (figure.low, figure.high) == (None, None)
    assert "number-too-large" in {reason.code for reason in figure.reasons}


def test_numbers_inside_dates_are_none_and_those_of_durations_count() -> None:
    text = "For six months in the past three years the mill stood still."
    times = (time(text, "six months", "DURATION"), time(text, "the past three years", "DATE"))
    assert [f.span.of(text) for f in figures(segment(text), times, ())] == ["six months"]


def test_numbers_inside_names_are_none() -> None:
    text = "Group 12 Holdings hired 30 men."
    assert [f.span.of(text) for f in figures(segment(text), (), (mention(text, "Group 12 Holdings"),))] == [
        "30"
    ]


def test_reasons_name_the_words_that_gave_the_bounds() -> None:
    (figure,) = read("More than 40 houses burned.")
    assert [(reason.code, reason.values) for reason in figure.reasons] == [("number-bounds", ("more than",))]


def test_numbers_are_records_in_order_of_their_places() -> None:
    text = "Some 40 men and 12 dogs crossed."
    found = numbers(segment(text), (), ())
    assert [(n.text, n.low, n.relation) for n in found] == [("Some 40", 40, "~"), ("12", 12, "=")]
    assert all(n.spans[0].of(text) == n.text for n in found)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "$", "-", "a", "one", "no", "per", "½/", "1/0", "5 m/", "\x00", "١"]
)
def test_nothing_crashes(text: str) -> None:
    assert isinstance(read(text), list)
