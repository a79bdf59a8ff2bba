"""The page as text: stands alone, always the same, and nothing of a report is markup."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from secondsource.model.report import Failure, Report
from secondsource.records import ReadRow, failure_row, reading_row
from secondsource.render.page import COLOURS, page
from tests.desk import standin
from tests.render import placed, rich

ROW = reading_row(standin.reading(), with_text=True)
RICH = reading_row(rich.reading(), with_text=True)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>&lt;"


class Found(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]


def test_the_same_rows_give_the_same_page() -> None:
    assert page([ROW]) == page([ROW])


@pytest.mark.parametrize("group", [False, True])
def test_nothing_is_fetched_and_nothing_inline_runs_but_our_own(group: bool) -> None:
    found = Found(page([ROW, RICH], group=group))
    assert {
        value for _, name, value in found.attributes if name in ("src", "srcset", "data", "action")
    } == set()
    hrefs = {value or "" for tag, name, value in found.attributes if name == "href"}
    assert all(href.startswith("#") or href == "data:," for href in hrefs)
    assert not [name for _, name, _ in found.attributes if name.startswith("on") or name == "style"]
    assert found.tags.count("script") == found.tags.count("style") == 1


def test_the_policy_holds_the_hashes_of_our_style_and_script() -> None:
    text = page([ROW])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy and "default-src &#39;none&#39;" in policy[1]
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert body
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1]


@pytest.mark.parametrize("group", [False, True])
def test_every_id_is_there_once_and_every_link_leads_to_one(group: bool) -> None:
    failed = failure_row(Failure(path="x.txt", kind="empty", message="no text"))
    found = Found(page([ROW, RICH, failed], group=group))
    ids = [value for _, name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    links = {value[1:] for _, name, value in found.attributes if name == "href" and value and value[0] == "#"}
    assert links <= set(ids)
    named = {value for _, name, value in found.attributes if name == "aria-labelledby"}
    assert named <= set(ids)


def hostile_facets() -> ReadRow:
    """A row whose parties and facets are hostile words, all of them."""
    row = reading_row(rich.reading(), with_text=True)
    for party in row["parties"]:
        party["name"] = party["role"] = HOSTILE
        party["aliases"] = [HOSTILE]
    for said in row["statements"]:
        said["points"] = [point | {"text": HOSTILE, "spans": [], "negated": True} for point in said["points"]]
        for basis in said["basis"]:
            basis["text"] = HOSTILE
        for words in said["certainty"]["words"] if said["certainty"] else ():
            words["text"] = HOSTILE
    return row


def test_hostile_words_are_words_everywhere() -> None:
    report = Report(
        text=f"Ada Roe said {HOSTILE}.\n\nBo Lind said javascript:alert(1).",
        path=f"{HOSTILE}.txt",
        title=HOSTILE,
        publisher=HOSTILE,
        byline=HOSTILE,
        published=HOSTILE,
        language='en" onload="alert(1)',
    )
    row = reading_row(standin.StandInReader().read(report), with_text=True)
    failed = failure_row(Failure(path=HOSTILE, kind="x", message=HOSTILE))
    found = Found(page([row, hostile_facets(), failed]))
    assert found.tags.count("script") == 1
    assert "img" not in found.tags
    assert not [name for _, name, _ in found.attributes if name.startswith("on")]


def test_only_web_addresses_become_links() -> None:
    for path, linked in (("https://lantern.example/a?b=1&c", True), ("javascript:alert(1)", False)):
        row = reading_row(standin.reading(path=path), with_text=True)
        assert (("a", "href", path) in Found(page([row])).attributes) == linked


def test_controls_and_lone_surrogates_never_reach_the_page() -> None:
    report = Report(text="Ada Roe said \x00\x1b[0m\ud800 x.")
    text = page([reading_row(standin.StandInReader().read(report), with_text=True)])
    text.encode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)


def test_what_could_not_be_read_is_told() -> None:
    text = page([failure_row(Failure(path="wall.pdf", kind="not-text", message="these bytes are no text"))])
    assert "wall.pdf" in text and "these bytes are no text" in text


def test_each_colour_has_its_rules() -> None:
    style = re.search(r"<style>(.*?)</style>", page([ROW]), re.DOTALL)
    assert style
    for number in range(COLOURS):
        for prefix in ("c", "u-c", "t-c", "o-c"):
            assert f".{prefix}{number} {{" in style[1]
    assert f".c{COLOURS} " not in style[1]


def test_a_report_without_text_or_statements_is_a_page_all_the_same() -> None:
    assert "The report has no text." in page(
        [reading_row(standin.StandInReader().read(Report(text="")), with_text=True)]
    )
    text = page([reading_row(standin.StandInReader().read(Report(text="It rained.")), with_text=True)])
    assert "No statement of anybody but the writer." in text
    assert "0 reports" in page([])


def test_a_statement_tells_how_sure_and_how_they_know_and_from_whom() -> None:
    text = page([RICH])
    for told in (
        "“believes”: likely, 55–80 %",
        "intercept: “intercepted calls”",
        "a Valmark diplomat → Valmark&#39;s intelligence service",
        'href="#r1-t7">the writer, line 5</a>',
        "<li>was not seen for an hour <em>(negated)</em></li>",
        '<span class="tag strong">denies it</span>',
        "Members: Ida Lund, Per Voss",
    ):
        assert told in text


def test_grouped_the_list_stands_by_source() -> None:
    heads = re.findall(r'<h4 class="speaker">.*?>([^<]+)</span>', page([RICH], group=True))
    assert heads[:3] == ["Anna Berg", "Tom Berg", "Ida Lund and Per Voss"]
    kinds = re.findall(r'<li class="kind"><h3>([^<]+)</h3>', page([RICH], group=True))
    assert kinds == ["Named", "Not named", "Left open"]


PLACED = reading_row(placed.reading(), with_text=True)


def test_times_and_places_are_drawn_and_told_in_tables() -> None:
    text = page([PLACED])
    for told in (
        '<h3 id="r1-when">When</h3>', '<h3 id="r1-where">Where</h3>', "Table of 7 times, 1 not placed",
        "Table of 7 places", "not placed", "58.38° N, 26.73° E", "only one of that name Tartu",
        '<span class="tag">forecast for 2030-07</span>', "≥ 40 cranes</a>", "GeoNames", "Natural Earth",
    ):  # fmt: skip
        assert told in text, told
    found = Found(text)
    assert found.tags.count("circle") == 5
    ids = {value for _, name, value in found.attributes if name == "id"}
    links = [value for tag, name, value in found.attributes if name == "href" and "-at" in (value or "")]
    assert len(links) >= 6 and {link[1:] for link in links if link} <= ids


def test_nothing_is_drawn_where_there_is_nothing_to_show() -> None:
    assert 'class="charts"' not in page([ROW]) and 'class="map"' not in page([ROW])
    unplaced = PLACED | {"times": [PLACED["times"][5]], "parties": [], "mentions": [], "statements": []}
    text = page([unplaced])  # type: ignore[list-item]
    assert "No times could be placed." in text and 'id="r1-where"' not in text


def hostile_values() -> ReadRow:
    """A row in which all words of times, numbers and places are hostile."""
    row = reading_row(placed.reading(), with_text=True)
    hostile = HOSTILE + "\u202e"
    for party in row["parties"]:
        party["name"] = hostile
        if party["place"]:
            party["place"]["admin1"] = party["place"]["country"] = hostile
            party["place"]["reasons"] = [{"code": "x", "values": [], "text": hostile}]
    for time in row["times"]:
        time["text"] = time["reference"] = time["precision"] = hostile
        time["reasons"] = [{"code": "x", "values": [], "text": hostile}]
    row["times"][0]["earliest"] = hostile
    for number in row["numbers"]:
        number["text"] = number["unit"] = number["per"] = hostile
        number["of"] = {"text": hostile, "spans": [], "party": None}
    for said in row["statements"]:
        said["points"] = [point | {"text": hostile} for point in said["points"]]
    return row


@pytest.mark.parametrize("group", [False, True])
def test_hostile_times_numbers_and_places_are_words(group: bool) -> None:
    text = page([hostile_values(), PLACED], group=group)
    found = Found(text)
    assert found.tags.count("script") == 1 and "img" not in found.tags and "\u202e" not in text
    assert not [name for _, name, _ in found.attributes if name.startswith("on") or name == "style"]
    ids = [value for _, name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    links = {value[1:] for _, name, value in found.attributes if name == "href" and value and value[0] == "#"}
    assert links <= set(ids)
