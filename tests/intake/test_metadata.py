"""What a page says of itself, and in which order its places are trusted."""
# ruff: noqa: E501  (a case is easier to read on one line)

from __future__ import annotations

import pytest

from secondsource.intake import Limits
from secondsource.intake.metadata import metadata_of
from secondsource.intake.page import parse
from tests.intake.pages import article, linked_data, page, paragraphs, report_of

DAY = "2026-03-03T06:15:00Z"


def meta(name: str, content: str, attribute: str = "name") -> str:
    return f"<meta {attribute}='{name}' content='{content}'>"


PUBLISHED = {
    "article": meta("article:published_time", DAY, "property"),
    "JSON-LD": linked_data(datePublished=DAY),
    "JSON-LD in a graph": linked_data(datePublished=DAY)
    .replace('{"@context"', '{"@graph": [{"@context"')
    .replace("}<", "}]}<"),
    "JSON-LD of several types": linked_data(datePublished=DAY).replace(
        '"NewsArticle"', '["NewsArticle", "Article"]'
    ),
    "microdata": meta("datePublished", DAY, "itemprop"),
    "Dublin Core": meta("DC.date.issued", DAY),
    "in capitals": meta("ARTICLE:PUBLISHED_TIME", DAY, "PROPERTY"),
    "parsely": meta("parsely-pub-date", DAY),
}
CHANGED = {
    "article": meta("article:modified_time", "2026-03-09T18:30:00Z", "property"),
    "Open Graph": meta("og:updated_time", "2026-03-09T18:30:00Z", "property"),
    "JSON-LD": linked_data(dateModified="2026-03-09T18:30:00Z"),
    "headers": meta("last-modified", "2026-03-09T18:30:00Z", "http-equiv"),
    "Dublin Core": meta("dcterms.modified", "2026-03-09"),
    "a script": "<script>var offer = {ends: '2027-01-31', published: '2027-02-01'};</script>",
    "a comment": "<!-- published 2027-01-31 -->",
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("published", PUBLISHED.values(), ids=PUBLISHED)
def test_the_published_time_beats_every_other_date(published: str, changed: str) -> None:
    noise = "<p>Updated 9 March 2026</p>"
    for head in (published + changed, changed + published):
        report = report_of(article(head=head, before=noise, after="<footer><time>2027-05-05</time></footer>"))
        assert report.published == DAY


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_a_date_of_change_alone_is_no_date_of_publication(changed: str) -> None:
    body = article(
        head=changed,
        before="<p>Last updated: <time datetime='2026-03-09'>9 March 2026</time></p>",
        after="<footer><p>© 2026 Herald, 1 January 2026</p></footer>",
    )
    assert report_of(body).published is None


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("<p>March 3, 2026</p>", "2026-03-03"),
        ("<p>Published: 3rd March 2026, 6.15 a.m.</p>", "2026-03-03"),
        ("<p>By Ada Quill | 3 Mar 2026</p>", "2026-03-03"),
        ("<p>Tuesday, 3 March 2026</p>", "2026-03-03"),
        ("<p><time datetime='2026-03-03T06:15:00+01:00'>this morning</time></p>", "2026-03-03T06:15:00+01:00"),
        ("<p>Updated <time datetime='2026-03-09'>9 March</time></p><p><time datetime='2026-03-03'>3 March</time></p>", "2026-03-03"),
        ("<p>Published <time>3 March 2026</time>, updated <time>9 March 2026</time></p>", "2026-03-03"),
        ("<p>Updated <time>9 March 2026</time>, first published <time>3 March 2026</time></p>", "2026-03-03"),
        ("<abbr class=published title='2026-03-03T06:15:00Z'>a while ago</abbr>", DAY),
        ("<p>Updated 9 March 2026</p>", None),
        ("<p>03/04/2026</p>", None),
    ],
)  # fmt: skip
def test_a_date_printed_under_the_heading(printed: str, published: str | None) -> None:
    assert report_of(article(before=printed)).published == published


def test_a_date_within_the_article_is_none_of_publication() -> None:
    assert (
        report_of(
            article(after="<p>The gauge was set up on 4 May 1931, he said.</p><p>4 May 1931</p>")
        ).published
        is None
    )


@pytest.mark.parametrize(
    "place", ["<section class=comments>{}</section>", "<aside>{}</aside>", "<footer>{}</footer>"]
)
def test_a_date_of_something_else_on_the_page_is_passed_over(place: str) -> None:
    other = place.format("<p itemprop=datePublished content='2027-01-01'>1 January 2027</p>")
    assert report_of(article(before=other)).published is None
    assert report_of(article(before=other, head=meta("dc.date", "2026-03-03"))).published == "2026-03-03"


def test_nothing_is_published_after_it_was_fetched() -> None:
    root = parse(
        article(head=meta("article:published_time", "2026-03-09") + meta("dc.date", "2026-03-03")).decode(),
        limits=Limits(),
    )
    for retrieved, expected in (
        ("2026-03-05T06:00:00Z", "2026-03-03"),
        ("2026-03-08T06:00:00Z", "2026-03-09"),
        ("2026-02-31T06:00:00Z", "2026-03-09"),
        (None, "2026-03-09"),
    ):
        assert metadata_of(root, [], [], retrieved=retrieved).published == expected


def test_a_placeholder_or_an_impossible_date_is_passed_over() -> None:
    for wrong in ("0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-02-31", "soon", "{{ date }}"):
        head = meta("article:published_time", wrong, "property") + meta("dc.date", "2026-03-03")
        assert report_of(article(head=head)).published == "2026-03-03"


BYLINES = {
    "By ABBY MOLTBY and Toby Byrd": "ABBY MOLTBY and Toby Byrd",
    "by Ada Quill": "Ada Quill",
    "BY ADA QUILL": "ADA QUILL",
    "By: Ada Quill": "Ada Quill",
    "Written by Ada Quill and Bobby Reyes": "Ada Quill and Bobby Reyes",
    "Byron Whitby": "Byron Whitby",
    "By Byron Whitby": "Byron Whitby",
    "By Ada Quill, Bo Reyes and Ida Selby": "Ada Quill, Bo Reyes and Ida Selby",
    "By Ada Quill, Staff Writer": "Ada Quill",
    "By Ada Quill, political correspondent": "Ada Quill",
    "By Ada Quill | 3 March 2026 | 4 min read": "Ada Quill",
    "By Ada Quill • Updated 9 March 2026": "Ada Quill",
    "Ada Quill - Published at 10:40, 3 March 2026": "Ada Quill",
    "By Ada Quill ada@herald.invalid @adaquill": "Ada Quill",
    "By Ada Quill Jr.": "Ada Quill Jr.",
    "By J. K. de la Cruz and Seán O’Byrne": "J. K. de la Cruz and Seán O’Byrne",
    "Author: Ada Quill": "Ada Quill",
}  # fmt: skip


@pytest.mark.parametrize(("printed", "names"), BYLINES.items())
def test_a_printed_byline(printed: str, names: str) -> None:
    for element in (
        "<p class='byline'>{}</p>",
        "<div class=article__byline><span>{}</span></div>",
        "<span itemprop=author>{}</span>",
    ):
        assert report_of(article(before=element.format(printed))).byline == names


@pytest.mark.parametrize(
    "printed",
    ["By Ada Quill and Toby Byrd", "Reported by ADA QUILL", "By Ada Quill for the Vessel Bay Herald"],
)
def test_a_byline_by_its_own_words(printed: str) -> None:
    report = report_of(article(before=f"<p>{printed}</p>"))
    assert "quill" in (report.byline or "").lower()
    assert printed not in report.text


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the water had gone.",
        "By then nobody was left in the street",
        "By law the crest is ten metres wide, she said.",
    ],
)
def test_a_sentence_that_begins_with_by_is_no_byline(line: str) -> None:
    report = report_of(article(before=f"<p>{line}</p>"))
    assert report.byline is None


@pytest.mark.parametrize(
    ("head", "before", "byline"),
    [
        (linked_data(author={"@type": "Person", "name": "Ada Quill"}), "", "Ada Quill"),
        (linked_data(author=[{"name": "Ada Quill"}, {"name": "Bo Reyes"}, {"name": "Ida Selby"}]), "", "Ada Quill, Bo Reyes and Ida Selby"),
        (linked_data(author="By Ada Quill"), "", "Ada Quill"),
        (linked_data(author={"name": ["Ada Quill", "Bo Reyes"]}), "", "Ada Quill and Bo Reyes"),
        (meta("author", "Ada Quill"), "<p class=byline>By Ada Quill and Bo Reyes</p>", "Ada Quill and Bo Reyes"),
        (meta("author", "Herald") + meta("og:site_name", "The Herald", "property").replace("The ", ""), "<p>By Ada Quill</p>", "Ada Quill"),
        (meta("author", "admin"), "<p class=byline>By Ada Quill</p>", "Ada Quill"),
        (meta("article:author", "https://social.invalid/adaquill", "property"), "<p>By Ada Quill</p>", "Ada Quill"),
        (meta("citation_author", "Ada Quill") + meta("citation_author", "Bo Reyes"), "", "Ada Quill and Bo Reyes"),
        ("", "<div class=byline>By <a href=/author/a>Ada Quill</a><a href=/author/b>Bo Reyes</a></div>", "Ada Quill and Bo Reyes"),
        ("", "<div class=byline><div>By</div><div>Ada Quill</div><div>Chief reporter</div></div>", "Ada Quill"),
        ("", "<aside class=related><p class=byline>By Cal Moss</p></aside><p class=byline>By Ada Quill</p>", "Ada Quill"),
        ("", "<div class=comments><p class=author>Cal Moss</p></div>", None),
    ],
)  # fmt: skip
def test_where_a_byline_is_read(head: str, before: str, byline: str | None) -> None:
    assert report_of(article(head=head, before=before)).byline == byline


@pytest.mark.parametrize(
    ("title", "head", "heading", "expected"),
    [
        ("Dam holds - The Herald", meta("og:site_name", "The Herald", "property"), "Dam holds", "Dam holds"),
        ("Dam holds | The Herald", "", "", "Dam holds"),
        ("Dam holds – for now", "", "", "Dam holds – for now"),
        ("x", meta("og:title", "Dam holds in the night", "property"), "", "Dam holds in the night"),
        ("The Herald", meta("og:title", "Dam holds | The Herald", "property") + meta("og:site_name", "The Herald", "property"), "The Herald", "Dam holds"),
        ("Dam holds", linked_data(headline="Dam holds &amp; how"), "", "Dam holds & how"),
        ("", "", "Dam holds", "Dam holds"),
        ("", "", "Dam <wbr>hol<b>ds</b> <button>Copy</button>", "Dam holds"),
    ],
)  # fmt: skip
def test_the_title(title: str, head: str, heading: str, expected: str) -> None:
    body = page(
        f"<main>{f'<h1>{heading}</h1>' if heading else ''}{paragraphs()}</main>", head=head, title=title
    )
    assert report_of(body).title == expected


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (meta("og:site_name", "Vessel Bay Herald", "property"), "Vessel Bay Herald"),
        (linked_data(publisher={"@type": "Organization", "name": "Vessel Bay Herald"}), "Vessel Bay Herald"),
        (meta("article:publisher", "https://social.invalid/herald", "property"), None),
        (linked_data(publisher={"@id": "#h"}) + linked_data(name="Herald").replace('"NewsArticle"', '"Organization", "@id": "#h"'), "Herald"),
        ("", None),
    ],
)  # fmt: skip
def test_the_publisher(head: str, publisher: str | None) -> None:
    assert report_of(article(head=head)).publisher == publisher


def test_options_stand_in_only_where_the_page_says_nothing() -> None:
    bare = report_of(article(), published="2026-01-01", publisher="Wire")
    assert (bare.published, bare.publisher) == ("2026-01-01", "Wire")
    head = meta("article:published_time", DAY, "property") + meta("og:site_name", "Herald", "property")
    full = report_of(article(head=head), published="2026-01-01", publisher="Wire")
    assert (full.published, full.publisher) == (DAY, "Herald")


def test_broken_data_are_passed_over() -> None:
    for broken in (
        "{",
        "[1, 2",
        '{"@type": 5}',
        '{"@type": "NewsArticle", "author": 7, "datePublished": []}',
        "null",
    ):
        head = f"<script type='application/ld+json'>{broken}</script>" + meta("dc.date", "2026-03-03")
        report = report_of(article(head=head))
        assert (report.published, report.byline, report.title) == ("2026-03-03", None, "Dam holds")


def test_the_dateline_is_read_and_stays_in_the_text() -> None:
    body = page(
        "<article><h1>Dam holds</h1><p>VESSEL BAY, March 3 (XP) — The dam held, its engineer said.</p></article>"
    )
    report = report_of(body)
    assert report.dateline == "VESSEL BAY, March 3 (XP)"
    assert report.text.startswith("VESSEL BAY, March 3 (XP) — The dam")
