"""A brief: its parts, as Markdown and as a page, and that nothing of a report becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from secondsource.render import brief as briefs
from secondsource.render.brief_parts import Brief, Refs, day
from secondsource.render.leaflet import leaflet
from secondsource.render.markdown import escaped, markdown
from tests.render import claimed


def made(**more: Any) -> Brief:
    """A brief of two claims, a conflict, an estimate and an echo."""
    confirmed = claimed.claim(
        id=claimed.id_of(2),
        state="confirmed",
        text="the road to Brask is shut",
        denials=claimed.NOBODY,
        relations=[],
    )
    parts: dict[str, Any] = {
        "title": "Kestrin",
        "conflicts": [claimed.conflict()],
        "estimates": [claimed.estimate()],
        "echoes": [claimed.echo()],
    }
    return briefs.brief([claimed.claim(), confirmed], **(parts | more))


class Tags(HTMLParser):
    """The elements of a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        held = dict(attrs)
        self.links += [held["href"] or ""] if "href" in held else []
        self.ids += [held["id"] or ""] if "id" in held else []
        assert not any(name.startswith("on") for name in held)


def test_claims_stand_under_their_state_the_strongest_first() -> None:
    brief = made()
    assert [(section.state, len(section.claims)) for section in brief.sections] == [
        ("confirmed", 1),
        ("disputed", 1),
    ]
    assert brief.tally == (("confirmed", "Confirmed", 1), ("disputed", "Disputed", 1))
    assert brief.deck == "6 reports by 4 publishers, 1 to 5 March 2026"


def test_an_origin_is_told_once_with_those_who_repeat_it() -> None:
    disputed = made().sections[1].claims[0]
    assert [one.name for one in disputed.origins] == [
        "Orsk frontier guard",
        "Corin Valde",
        "a Western diplomat",
    ]
    minister = disputed.origins[1]
    assert minister.quotes[0].ref.publisher == "Northlight"
    assert [(quote.ref.publisher, quote.note, quote.words) for quote in minister.also] == [
        ("Harbour Post", "copied", "")
    ]
    assert (disputed.full, disputed.open, disputed.denied) == (2, 1, "1 origin")
    assert [one.name for one in disputed.denials] == ["Ministry of Foreign Affairs"]


def test_reports_are_numbered_as_they_are_named_and_each_stands_in_the_list() -> None:
    brief = made()
    assert [ref.number for ref in brief.refs] == list(range(1, len(brief.refs) + 1))
    used = set(re.findall(r'href="#r(\d+)"', leaflet(brief)))
    assert used == {str(ref.number) for ref in brief.refs}


def test_what_a_report_says_is_never_markup_of_a_page() -> None:
    voice = claimed.said(1, claimed.HOSTILE, claimed.HOSTILE, "2026-03-01", claimed.HOSTILE, claimed.HOSTILE)
    row = claimed.claim(text=claimed.HOSTILE, said=[voice])
    hostile = {"of": {"text": claimed.HOSTILE, "party": None}, "place": claimed.HOSTILE}
    page = leaflet(briefs.brief([row], title=claimed.HOSTILE, estimates=[claimed.estimate(**hostile)]))
    found = Tags(page)
    assert "script" not in found.tags and "img" not in found.tags
    assert "\x1b" not in page and "\u202e" not in page
    assert "default-src &#39;none&#39;" in page and page.startswith("<!DOCTYPE html>")


def test_addresses_that_run_something_are_no_links() -> None:
    voice = claimed.said(1, "A", "b", "2026-03-01", "javascript:alert(1)")
    brief = briefs.brief([claimed.claim(said=[voice])], title="x")
    assert not any("javascript" in link for link in Tags(leaflet(brief)).links)
    assert "](javascript" not in markdown(brief)


def test_every_link_within_the_page_leads_somewhere() -> None:
    found = Tags(leaflet(made()))
    within = {link[1:] for link in found.links if link.startswith("#")}
    assert within <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a *b* _c_ [d](e) `f` <g> | h", r"a \*b\* \_c\_ \[d\](e) \`f\` \<g\> \| h"),
        ("# heading", r"\# heading"),
        ("1. item", r"\1. item"),
        ("- item", r"\- item"),
        ("R&amp;D", "R&amp;amp;D"),
    ],
)
def test_words_are_words_in_markdown(words: str, told: str) -> None:
    assert escaped(words) == told


def test_markdown_leads_every_line_to_its_report() -> None:
    text = markdown(made())
    assert text.startswith("# Kestrin\n")
    assert "●●○ **2 to 3 independent origins** · **denied by 1 origin**" in text
    assert "“some 1,200 soldiers had crossed” (Northlight, 3 March 2026 \\[" in text
    assert "[Harbour Post, 3 March 2026](https://harbourpost.example/column)" in text
    for heading in (
        "Confirmed",
        "Disputed",
        "What cannot both be true",
        "How the figures moved",
        "One voice, printed again",
        "What is open",
        "Credits to paste",
        "Reports",
    ):
        assert f"\n## {heading}\n" in text
    assert not re.search(r"[^\n]\n## ", text)


def test_credits_name_each_publisher_once() -> None:
    assert "Northlight (3 and 5 March 2026)" in made().credits
    assert made().credits.count("Harbour Post") == 1


def test_more_claims_than_shown_are_counted_and_said_how_to_get() -> None:
    brief = made(totals={"confirmed": 41})
    assert brief.tally[0][2] == 41
    assert "And 40 more: `secondsource claims --state confirmed`" in markdown(brief)
    assert "And 40 more" in leaflet(brief)


def test_an_empty_brief_says_what_to_do() -> None:
    empty = briefs.brief([], title="nothing")
    assert "No claims were found." in markdown(empty)
    assert "secondsource add" in leaflet(empty)


def test_very_long_words_and_many_repeats_are_cut() -> None:
    many = [
        claimed.said(n, "Corin Valde", "word " * 4000, "2026-03-03", f"#{n}", f"Paper {n}")
        for n in range(300)
    ]
    origins = {
        "low": 1,
        "high": 1,
        "reasons": [],
        "edges": [],
        "roots": [claimed.root(1, "Corin Valde", list(range(300)))],
    }
    brief = briefs.brief([claimed.claim(said=many, origins=origins, denials=claimed.NOBODY)], title="x")
    assert brief.sections[0].claims[0].origins[0].more == 287
    assert len(markdown(brief)) < 20_000


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-01T23:10:00+01:00", "1 March 2026"),
        ("2026-03", "March 2026"),
        ("2026", "2026"),
        (None, ""),
        ("soon", ""),
    ],
)
def test_days_are_as_exact_as_they_are_known(moment: str | None, told: str) -> None:
    assert day(moment) == told


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("1 March 2026", "5 March 2026", "1 to 5 March 2026"),
        ("28 February 2026", "5 March 2026", "28 February to 5 March 2026"),
        ("1 March 2026", "1 March 2026", "1 March 2026"),
        ("30 December 2025", "2 January 2026", "30 December 2025 to 2 January 2026"),
        ("2025", "1 March 2026", "2025 to 1 March 2026"),
        ("", "1 March 2026", "1 March 2026"),
    ],
)
def test_two_days_in_words(first: str, last: str, told: str) -> None:
    assert briefs.between(first, last) == told


def test_the_same_rows_give_the_same_characters() -> None:
    assert leaflet(made()) == leaflet(made())
    assert Refs().listed == []


def test_a_short_brief_says_how_much_it_leaves_out() -> None:
    many = [claimed.conflict()] * 30
    whole, short = made(conflicts=many), made(conflicts=many, short=True)
    assert len(whole.clashes) == 30 and whole.more_clashes == 0
    assert len(short.clashes) + short.more_clashes == 30 and short.more_clashes > 0
    assert f"And {short.more_clashes} more" in leaflet(short) and "more: <code>" not in leaflet(made())
    assert len(leaflet(short)) < len(leaflet(whole))
