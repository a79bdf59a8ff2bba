"""What users type, as checked queries: words, phrases, figures, places, days, and clear errors."""

from __future__ import annotations

import pytest

from secondsource.errors import UsageError
from secondsource.ledger import query
from secondsource.ledger.bounds import OPEN


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("  ", ()),
        ("Crates  crates CRATES", (("crates",),)),
        ('the "north gate" lost', (("the",), ("north", "gate"), ("lost",))),
        ("“north gate” «lost»", (("north", "gate"), ("lost",))),
        ('gate "left open', (("gate",), ("left", "open"))),
        ('"', ()),
        ("don't", (("don", "t"),)),
        ("Zoë ZOE", (("zoe",),)),
        ("北京", (("北", "京"),)),
        ("a AND b OR NOT c NEAR(d)", (("a",), ("and",), ("b",), ("or",), ("not",), ("c",), ("near", "d"))),
        ("title:x* ^y -z", (("title", "x"), ("y",), ("z",))),
        ("'; DROP TABLE reports; --", (("drop",), ("table",), ("reports",))),
        ("\x00 \ud800 &|!:*()<->", ()),
    ],
)
def test_words_and_phrases_and_no_operators(text: str, terms: tuple[tuple[str, ...], ...]) -> None:
    assert query.terms(text) == terms


def test_a_query_without_end_is_refused_with_its_size() -> None:
    with pytest.raises(UsageError, match="2000 different words and phrases of 2000"):
        query.terms(" ".join(f"w{n}" for n in range(2000)))
    with pytest.raises(UsageError, match="at most 64 and 256"):
        query.terms('"' + "word " * 2000 + '"')
    assert query.terms("same " * 2000) == (("same",),)
    assert query.terms("x" * 10_000) == (("x" * 100,),)


@pytest.mark.parametrize(
    ("given", "low", "high", "over", "under", "unit"),
    [
        (">=100", 100, OPEN, False, False, ""),
        ("> 1,500 km", 1500, OPEN, True, False, "km"),
        ("<20", -OPEN, 20, False, True, ""),
        ("12", 12, 12, False, False, ""),
        ("-3.5", -3.5, -3.5, False, False, ""),
        ("3000..5000 Troops", 3000, 5000, False, False, "troops"),
        ("..5", -OPEN, 5, False, False, ""),
        ("5..", 5, OPEN, False, False, ""),
        ("5%", 5, 5, False, False, "%"),
    ],
)
def test_figures(given: str, low: float, high: float, over: bool, under: bool, unit: str) -> None:
    assert query.figures(given) == query.Range(low=low, high=high, over=over, under=under, unit=unit)


@pytest.mark.parametrize("given", ["", "many", "5..3", "..", ">", "1e5", "1" * 400, ">=<3", "5 <3"])
def test_what_is_no_figure_is_told_what_is(given: str) -> None:
    with pytest.raises(UsageError, match=r"^number .*: this|^number .*its first"):
        query.figures(given)


def test_places_by_name_code_and_number() -> None:
    assert query.place("Ostrava") == query.Place(name="ostrava")
    assert query.place("CZ") == query.Place(name="cz", country="CZ")
    assert query.place("03068799") == query.Place(geonames="3068799")
    with pytest.raises(UsageError, match="place '--'"):
        query.place("--")


def test_days_are_whole_months_and_years_where_that_is_given() -> None:
    assert query.day("since", "2024-10") == query.day("since", "2024-10-01")
    assert query.day("until", "2024", last=True) == query.day("until", "2024-12-31")
    for given in ("October", "2024-13", "2024-02-30", "20241003", "2024-10-3", ""):
        with pytest.raises(UsageError, match=r"since .*: this is no day; give it as 2024-10-03"):
            query.day("since", given)


@pytest.mark.parametrize("check", [query.polarities, query.levels, query.bases])
def test_words_of_a_vocabulary_are_checked_and_named(check: object) -> None:
    with pytest.raises(UsageError, match="there is no such word; there is"):
        check(["maybe"])  # type: ignore[operator]
    assert query.polarities(["Denied", "denied"]) == ("denied",)
