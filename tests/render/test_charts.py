"""Estimates as pictures: what stands where, what is told, and that a picture is well-formed and alone."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import Any

import pytest

from secondsource.render.charts import COLOURS, svg
from secondsource.render.figures import chart, range_told
from secondsource.render.plots import HEIGHT
from tests.render import claimed

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*rows: dict[str, Any]) -> ET.Element:
    """The picture, read back."""
    return ET.fromstring(svg(rows))


def words(root: ET.Element) -> list[str]:
    """All that is written in the picture."""
    return [(element.text or "").strip() for element in root.iter(f"{SVG}text")]


def test_a_picture_has_a_title_and_tells_its_figures_in_words() -> None:
    root = drawn(claimed.estimate())
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and told is not None
    assert root.get("role") == "img" and root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert title.text == "Figures: soldiers, crossed, Upper Lenn"
    assert "The range in force is 1,150 to 1,250." in (told.text or "")
    assert "1 pair of figures cannot both be true." in (told.text or "")
    assert "≈ 1,200, Defence Minister Corin Valde, 2026-03-03, disputed" in (told.text or "")


def test_figures_stand_higher_the_more_and_further_right_the_later() -> None:
    plot = chart(claimed.estimate()).plot
    assert plot is not None
    by_number = {mark.number: mark for mark in plot.marks}
    guard, minister, ministry, diplomat, paper = (by_number[n] for n in range(1, 6))
    assert ministry.y > guard.y > minister.y > diplomat.y
    assert guard.x < minister.x < ministry.x < paper.x < diplomat.x
    assert all(0 <= mark.top <= mark.bottom <= HEIGHT and 0 <= mark.x <= 100 for mark in plot.marks)
    assert ministry.up and not ministry.down
    assert diplomat.expected and guard.state == "superseded"


def test_equal_figures_of_one_source_are_one_mark() -> None:
    held = chart(claimed.estimate())
    assert [len(line.reports) for line in held.lines] == [1, 2, 1, 1, 1, 1]
    assert "≈ 1,200 ×2" in words(drawn(claimed.estimate()))


def test_conflicts_revisions_and_the_range_in_force_are_drawn() -> None:
    plot = chart(claimed.estimate()).plot
    assert plot is not None and plot.band is not None
    assert len(plot.clashes) == len(plot.steps) == 1
    assert plot.band.text == "1,150 to 1,250"
    assert "≠" in words(drawn(claimed.estimate()))
    bare = chart(claimed.estimate(now=None)).plot
    assert bare is not None and bare.band is None


def test_figures_of_one_day_do_not_cover_one_another() -> None:
    figures = [claimed.given(100, 100, f"Source {n}", "2026-03-01") for n in range(5)]
    plot = chart(claimed.estimate(figures=figures, conflicts=[], revisions=[], now=None)).plot
    assert plot is not None
    places = sorted(mark.x for mark in plot.marks)
    assert min(b - a for a, b in pairwise(places)) > 3


def test_what_has_no_day_or_no_amount_stands_in_the_table_alone() -> None:
    held = chart(claimed.estimate())
    assert held.plot is not None and len(held.plot.marks) == 5
    assert "1 without a day or an amount is in the table alone." in held.notes
    none = claimed.estimate(
        figures=[claimed.given(None, None, "A", "2026"), claimed.given(3, 3, None, None)],
        conflicts=[],
        revisions=[],
    )
    alone = chart(none)
    assert alone.plot is None and len(alone.lines) == 2
    assert alone.lines[1].source == "not said by whom"
    drawn(none)


@pytest.mark.parametrize(
    "figures",
    [
        [claimed.given(0, 0, "A", "2026-03-01")],
        [claimed.given(-5, 7, "A", "2026-03-01")],
        [claimed.given(1, 1e12, "A", "2026-03-01")],
        [claimed.given(float("inf"), None, "A", "2026-03-01")],
        [claimed.given(0.25, 0.5, "A", "2026")],
        [claimed.given(5, 5, "A", "0001-01-01"), claimed.given(6, 6, "B", "9999-12-31")],
        [claimed.given(None, 7, "A", "2026-03-01"), claimed.given(7, None, "B", "2026-03-01")],
        [claimed.given(5, 5, "A", "yesterday")],
        [],
    ],
)
def test_odd_figures_make_a_picture_all_the_same(figures: list[dict[str, Any]]) -> None:
    drawn(claimed.estimate(figures=figures, conflicts=[], revisions=[], now=None))


def test_a_hundred_figures_are_cut_and_said_to_be() -> None:
    figures = [
        claimed.given(n, n + 5, f"Source {n}", f"2026-03-{1 + n % 28:02d}", relation="range")
        for n in range(100)
    ]
    row = claimed.estimate(figures=figures, conflicts=[], revisions=[], now={"low": 1, "high": None})
    held = chart(row)
    assert held.plot is not None and len(held.plot.marks) == 40
    assert "The first 40 of 100 figures are drawn; the table has all." in held.notes
    assert "And 40 more figures." in words(drawn(row))


def test_nothing_of_a_report_is_markup_and_nothing_is_fetched() -> None:
    hostile = claimed.HOSTILE
    row = claimed.estimate(
        of={"text": hostile, "party": None},
        place=hostile,
        figures=[claimed.given(1, 2, hostile, "2026-03-01")],
        conflicts=[],
        revisions=[],
    )
    picture = svg([row])
    root = ET.fromstring(picture)
    assert {element.tag.removeprefix(SVG) for element in root.iter()}.isdisjoint(
        {"script", "image", "use", "a"}
    )
    assert "\x1b" not in picture and "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_nothing_found_is_a_picture_that_says_so() -> None:
    assert "There are no figures here" in words(drawn())


def luminance(colour: str) -> float:
    """Of #rrggbb, as WCAG reckons it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", COLOURS)
def test_colours_are_read_on_paper_and_carry_white_numbers(colour: str) -> None:
    assert (luminance("#fdfdfb") + 0.05) / (luminance(colour) + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (42, 57, "42 to 57"),
        (42, 42, "42"),
        (300, None, "at least 300"),
        (None, 9, "at most 9"),
        (None, None, ""),
    ],
)
def test_the_range_in_words(low: float | None, high: float | None, told: str) -> None:
    assert range_told({"now": {"low": low, "high": high}, "unit": "person", "of": {"text": "people"}}) == told
