"""Web pages: the article's own paragraphs, each tied to its element."""
# ruff: noqa: E501  (a page is easier to read when each of its lines stays whole)

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.intake import Limits, receive
from secondsource.intake.page import parse
from secondsource.model.report import Failure, Report
from tests.intake.pages import PROSE, article, failure_of, linked_data, outcomes, page, paragraphs, report_of

FILES = Path(__file__).parent / "files" / "html"


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_paragraphs_are_parted_by_an_empty_line() -> None:
    assert report_of(article()).text == "\n\n".join(PROSE)


def test_every_block_leads_back_to_its_element() -> None:
    body = article(
        before="<p>By Ada Quill</p>", after="<blockquote><p>It held, <b>this</b> time only.</p></blockquote>"
    )
    report = report_of(body)
    root = parse(body.decode(), limits=Limits())
    assert len(report.blocks) == len(PROSE) + 1
    for block in report.blocks:
        (element,) = root.xpath(block.locator)
        assert squeezed(element.text_content()) == squeezed(block.span.of(report.text))
    assert "\n\n".join(block.span.of(report.text) for block in report.blocks) == report.text


@pytest.mark.parametrize(
    ("piece", "kept"),
    [
        ("<blockquote>The second spillway is not a wish but a need.</blockquote>", "not a wish but a need"),
        ("<ul><li>A road along the crest</li><li>A new gauge by June</li></ul>", "A new gauge by June"),
        ("<h2>What comes next</h2><p>The council meets in May, and the engineer will report to it.</p>", "What comes next"),
        ("<p>No.</p><p>That was all Marsh would say about the cost of it on Monday.</p>", "No."),
        ("<div>The gauge was set up in 1931 and has been read every day since.</div>", "read every day"),
        ("<p>She said <q>it will hold</q> and left the hall.</p>", "“it will hold”"),
        ("<p>The crest is<br>four metres wide, the plan says.</p>", "is\nfour metres"),
        ("<p>One line about the water.<br><br>Another line about the road.</p>", "water.\n\nAnother"),
        ("<p>Twenty&nbsp;men work ther&shy;e, she said.</p>", "Twenty men work there"),
    ],
)  # fmt: skip
def test_what_belongs_to_the_article_is_kept(piece: str, kept: str) -> None:
    assert kept in report_of(article(after=piece + f"<p>{PROSE[0]}!</p>")).text


@pytest.mark.parametrize(
    ("piece", "dropped"),
    [
        ("<nav><a href=/a>Sport and weather</a></nav>", "weather"),
        ("<aside><h3>Related</h3><p>The old mill burned down last year, and nobody was hurt there.</p></aside>", "old mill"),
        ("<div class='related-stories'><p>The old mill burned down last year, its owner said.</p></div>", "old mill"),
        ("<figure><img src=a.jpg><figcaption>The dam at dawn, seen from the old road.</figcaption></figure>", "at dawn"),
        ("<div class=comments><p>I think that the dam should be pulled down at once.</p></div>", "pulled down"),
        ("<p>The crest is <del>twelve</del> <ins>ten</ins> metres wide, the plan says.</p>", "twelve"),
        ("<p hidden>This line is seen by nobody at all, and it is a whole sentence.</p>", "seen by nobody"),
        ("<div style='display: none'><p>This line is seen by nobody at all, it is said.</p></div>", "seen by nobody"),
        ("<p><a href=/x>Read more about the old mill and its fire</a></p>", "Read more"),
        ("<p>Published 3 March 2026</p>", "Published"),
        ("<p>Updated: March 9, 2026, 6:30 p.m. EST</p>", "Updated"),
        ("<p>4 min read</p>", "min read"),
        ("<p class=byline>By Ada Quill and Bo Reyes</p>", "Quill"),
        ("<p>By ADA QUILL, Staff Writer</p>", "QUILL"),
        ("<form><p>Sign up for our newsletter and get it by mail every day.</p></form>", "newsletter"),
        ("<p>Sign up for our newsletter to get your news by e-mail every day.</p>", "newsletter"),
        ("<script>var text = 'The old mill burned down last year, he said.';</script>", "old mill"),
        ("<table><tr><td>North</td><td>12</td></tr><tr><td>South</td><td>14</td></tr></table>", "North"),
    ],
)  # fmt: skip
def test_what_does_not_belong_is_left_out(piece: str, dropped: str) -> None:
    for body in (article(before=piece), article(after=piece)):
        text = report_of(body).text
        assert dropped not in text
        assert all(line in text for line in PROSE)


LAYOUTS = {
    "divs of a site builder": page(
        "<div class='elementor-widget-wrap'><h1>Dam holds</h1><div class='elementor-widget-container'>"
        f"{paragraphs()}</div></div>"
    ),
    "a form around the whole page": page(
        f"<form id=aspnetForm><div><h1>Dam holds</h1>{paragraphs()}</div></form>"
    ),
    "a table for a layout": page(
        f"<table><tr><td><a href=/>Home</a></td><td><h1>Dam holds</h1>{paragraphs()}</td></tr></table>"
    ),
    "a body of many classes": page(
        f"<div class='popup-open has-sidebar page'><h1>Dam holds</h1>{paragraphs()}</div>"
    ),
    "everything in a class that misleads": page(
        f"<div class='sidebar'><h1>Dam holds</h1>{paragraphs()}</div>"
    ),
    "a class that misleads, and a line outside": page(
        f"<div class='sidebar'><h1>Dam holds</h1>{paragraphs()}</div><div>The Herald is printed by the Bay Press in Torr Street.</div>"
    ),
    "breaks for paragraphs": page("<h1>Dam holds</h1><div>" + "<br><br>".join(PROSE) + "</div>"),
    "preformatted wire copy": page("<pre>" + "\n\n".join(PROSE) + "</pre>"),
    "in capitals, with tags unclosed": (
        "<HTML><BODY BGCOLOR=white><FONT><H1>Dam holds</H1>" + "".join(f"<P>{line}" for line in PROSE)
    ).encode(),
    "fonts that never end": page("<h1>Dam holds</h1>" + "<font><b>" * 400 + paragraphs()),
    "custom elements": page(f"<my-story><my-text><h1>Dam holds</h1>{paragraphs()}</my-text></my-story>"),
    "a fragment": ("<div><h1>Dam holds</h1>" + paragraphs() + "</div>").encode(),
    "XHTML": (
        "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' "
        "'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'><html xmlns='http://www.w3.org/1999/xhtml'>"
        f"<head><title>Dam holds</title></head><body>{paragraphs()}</body></html>"
    ).encode(),
    "a long comment first": b"<!--" + b"x" * 9000 + b"-->" + article(),
}


@pytest.mark.parametrize("body", LAYOUTS.values(), ids=LAYOUTS)
def test_the_article_is_found_in_every_layout(body: bytes) -> None:
    text = squeezed(report_of(body).text)
    for line in PROSE:
        assert text.count(line) == 1
    assert "Home" not in text


def test_what_is_printed_twice_for_two_screens_is_read_once() -> None:
    body = page(
        f"<main><h1>Dam holds</h1><div class=wide>{paragraphs()}</div><div class=narrow>{paragraphs()}</div></main>"
    )
    assert report_of(body).text == "\n\n".join(PROSE)


def test_an_article_may_say_a_thing_twice() -> None:
    assert (
        report_of(page(f"<article><h1>Dam holds</h1>{paragraphs(PROSE[:2] * 3)}</article>")).text.count(
            PROSE[0]
        )
        == 3
    )


def test_a_page_drawn_by_a_script_gives_the_text_of_its_data() -> None:
    whole = "\n".join(PROSE)
    head = linked_data(headline="Dam holds", articleBody=whole, datePublished="2026-03-03")
    report = report_of(page("<div id=app></div>", head=head))
    assert report.text == "\n\n".join(PROSE)
    assert report.published == "2026-03-03"
    assert report.blocks and re.search(r"/script", report.blocks[0].locator)


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "iso-8859-5"])
def test_the_page_says_its_own_character_set(charset: str) -> None:
    line = "Плотина выдержала ночь, сообщила инженер Орла Финч. Вода не дошла до гребня."
    body = f"<html><head><meta charset={charset}><title>Плотина</title></head><body>{paragraphs([line] * 3)}</body></html>"
    report = report_of(body.encode(charset), language="any")
    assert line in report.text and report.title == "Плотина" and report.language == "ru"


def test_a_declared_charset_that_is_wrong_does_not_beat_utf_8() -> None:
    body = article(after="<p>The café at the dam’s foot was dry, its owner said.</p>")
    assert "café at the dam’s" in report_of(body.replace(b"charset=utf-8", b"charset=iso-8859-1")).text


def test_one_broken_byte_does_not_lose_a_page() -> None:
    body = article(after="<p>" + "Café, naïve, fiancée, déjà vu: all of it was said there. " * 5 + "</p>")
    report = report_of(body.replace(b"vu: all", b"v\xff: all", 1))
    assert report.text.count("\ufffd") == 1 and "fiancée" in report.text


@pytest.mark.parametrize(
    "body",
    [
        page("<div>" * 5000 + paragraphs() + "</div>" * 5000),
        page("<article>" + "<p>a</p>" * 120_000 + "</article>"),
    ],
    ids=["deep", "wide"],
)
def test_a_page_beyond_all_measure_is_refused_soon(body: bytes) -> None:
    began = time.process_time()
    assert failure_of(body).kind == "too-complex"
    assert time.process_time() - began < 20


def test_a_long_page_is_read_in_a_time_that_grows_with_it() -> None:
    # Of the processor, not of the clock: a busy machine makes no page longer.
    began = time.process_time()
    report = report_of(page(f"<article><h1>Dam holds</h1>{paragraphs(PROSE * 2000)}</article>"))
    assert report.text.count(PROSE[0]) == 2000
    assert time.process_time() - began < 15


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_a_page(junk: bytes) -> None:
    for body in (b"<html><body><p>" + junk, article(after="<p>#</p>").replace(b"#", junk)):
        for outcome in outcomes(body, language="any"):
            assert getattr(outcome, "kind", "") != "internal"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<b>", "<a href=x>", "</a>", "<li>", "<br>", "<td>",
                                 "<q>", "</q>", "<h2>", "<table>", "<tr>", "<!-- c -->", "The tide was high. ", "x ",
                                 "<pre>", "</pre>", "<script>", "</script>", "<p hidden>", "\n"]), max_size=60))  # fmt: skip
def test_any_markup_gives_text_whose_blocks_fit_it(parts: list[str]) -> None:
    body = article(after="".join(parts))
    for outcome in outcomes(body, language="any"):
        assert getattr(outcome, "kind", "") != "internal"
        if isinstance(outcome, Report):
            assert "\n\n".join(block.span.of(outcome.text) for block in outcome.blocks) == outcome.text
            assert not re.search(r"[\U00020000-\U00029fff]", outcome.text)


@pytest.mark.parametrize(
    ("name", "title", "byline", "published", "last"),
    [
        # As a browser holds it after a script has written the text.
        (
            "chromium-dom",
            "Ferry to Holm Island sails again",
            "Ada Quill",
            "2026-06-22T08:15:00+02:00",
            "cross.",
        ),
        ("wget-bridge", "Bridge at Brask shut for a month", "Bo Reyes", "2026-06-20", "treasurer said."),
        ("docutils-census", "Census finds Corran shrinking faster", "Ida Selby", "2026-06-18", "price."),
        # It calls itself UTF-8, and is Windows-1252.
        ("broken-charset", "Bridge at Brask shut for a month", "Bo Reyes", "2026-06-20", "treasurer said."),
    ],
)
def test_pages_of_programs(name: str, title: str, byline: str, published: str, last: str) -> None:
    (report,) = receive(FILES / f"{name}.html")
    assert isinstance(report, Report)
    assert (report.title, report.byline, report.published) == (title, byline, published)
    assert last in report.text[-60:] and not {"Home", "Sport", "Ferry"} & set(report.text.split("\n\n"))


@pytest.mark.parametrize(("name", "kind"), [("cut", "truncated"), ("frames", "no-article")])
def test_pages_that_are_broken(name: str, kind: str) -> None:
    (failure,) = receive(FILES / f"broken-{name}.html")
    assert isinstance(failure, Failure) and failure.kind == kind


def test_what_was_read_of_pages_is_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    from trafilatura.utils import trim

    long = paragraphs([f"{n} " + "The dam held through the night. " * 50 for n in range(30)])
    report_of(page(f"<article><h1>Dam holds</h1>{long}</article>"))
    assert trim.cache_info().currsize > 20
    monkeypatch.setattr("secondsource.intake.article.KEPT_LETTERS", 10_000)
    report_of(page(f"<article><h1>Dam holds</h1>{long}</article>"))
    assert trim.cache_info().currsize == 0
    report_of(article())
    assert trim.cache_info().currsize > 0
