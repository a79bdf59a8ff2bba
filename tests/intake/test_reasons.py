"""Each field of a report tells where it was read, and a date that is another's is none."""

from __future__ import annotations

import pytest

from secondsource.intake import from_text
from secondsource.model.reasons import words
from secondsource.model.report import Report
from tests.intake.pages import PROSE, article, linked_data, page, paragraphs, report_of

DAY = "2026-03-03T06:15:00Z"


def codes(report: Report, field: str) -> list[str]:
    """The codes of one field's reasons; each has words."""
    found = [reason for reason in report.reasons if reason.field == field]
    assert all(words(reason) != reason.code.replace("-", " ") for reason in found)
    return [reason.code for reason in found]


@pytest.mark.parametrize(
    ("head", "before", "code"),
    [
        (f"<meta property='article:published_time' content='{DAY}'>", "", "meta-published"),
        (linked_data(datePublished=DAY), "", "jsonld-date-published"),
        (linked_data(dateCreated=DAY), "", "jsonld-date-created"),
        (f"<meta itemprop=datePublished content='{DAY}'>", "", "microdata-date-published"),
        ("", f"<time datetime='{DAY}'>Tuesday</time>", "time-element"),
        ("", "<p>By Ada Quill | 3 March 2026</p>", "header"),
        ("<link rel=canonical href='https://herald.invalid/news/2026/03/03/dam'>", "", "url-path"),
        ("<meta property=og:url content='https://herald.invalid/20260303/dam'>", "", "url-path"),
    ],
)
def test_where_the_published_time_was_read(head: str, before: str, code: str) -> None:
    report = report_of(article(head=head, before=before))
    assert codes(report, "published") == [code]
    assert (report.published or "").startswith("2026-03-03")


def test_the_first_place_that_holds_a_date_wins() -> None:
    head = "<link rel=canonical href='https://herald.invalid/2025/01/01/dam'>" + linked_data(
        datePublished=DAY
    )
    assert report_of(article(head=head, before="<p>1 February 2026</p>")).published == DAY


@pytest.mark.parametrize(
    "address", ["https://herald.invalid/2026/03/dam", "https://herald.invalid/dam-2026-03-03.html", "x"]
)
def test_an_address_without_a_whole_day_between_slashes_dates_nothing(address: str) -> None:
    assert report_of(article(head=f"<link rel=canonical href='{address}'>")).published is None


def test_an_open_day_is_told_and_not_kept() -> None:
    report = report_of(article(before="<p>Published 03/04/2026</p>"))
    assert report.published is None
    assert codes(report, "published") == ["header", "day-or-month-open"]
    assert "03/04/2026" not in report.text
    report = report_of(article(before="<p>Published 03/04/2026</p>"), published="2026-03-04")
    assert (report.published, codes(report, "published")) == ("2026-03-04", ["option"])


def test_an_open_day_is_settled_by_a_later_place() -> None:
    head = "<link rel=canonical href='https://herald.invalid/2026/03/04/dam'>"
    assert report_of(article(head=head, before="<p>Published 03/04/2026</p>")).published == "2026-03-04"
    assert report_of(article(before="<p>Published 03/04/2026</p><p>Updated March 9, 2026</p>")).published == (
        "2026-03-04"
    )


@pytest.mark.parametrize(
    "other",
    [
        "<article class=card><abbr class=published title='2027-01-01'>then</abbr></article>",
        "<div class=comments><abbr class=published title='2027-01-01'>then</abbr></div>",
        "<aside><time pubdate datetime='2027-01-01'>then</time></aside>",
        "<footer><p>Copyright 01/14/2027 Herald. Last updated 14/01/2027.</p></footer>",
        "<script>var published = '2027-01-01';</script>",
    ],
)
def test_a_date_of_another_article_a_comment_or_a_footer_is_none(other: str) -> None:
    assert report_of(article(after=other)).published is None


@pytest.mark.parametrize(
    ("head", "before", "byline", "why"),
    [
        (linked_data(author={"name": "Ada Quill"}), "", "Ada Quill", ["jsonld-author"]),
        ("<meta name=author content='Ada Quill'>", "", "Ada Quill", ["meta-author"]),
        ("", "<p class=byline>By Ada Quill</p>", "Ada Quill", ["page-byline"]),
        ("", "<p>By Ada Quill</p>", "Ada Quill", ["text-byline"]),
        (
            "<meta name=author content='Ada Quill'>",
            "<p class=byline>By Ada Quill and Bo Reyes</p>",
            "Ada Quill and Bo Reyes",
            ["page-byline", "meta-author"],
        ),
    ],
)
def test_where_the_byline_was_read(head: str, before: str, byline: str, why: list[str]) -> None:
    report = report_of(article(head=head, before=before))
    assert (report.byline, codes(report, "byline")) == (byline, why)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("(Reporting by Ida Selby in Corran; Editing by Bo Reyes)", "Ida Selby"),
        ("Reporting by Ida Selby and Cal Moss; editing by Bo Reyes", "Ida Selby and Cal Moss"),
        ("Reporting by the council was late.", None),
        ("Editing by Bo Reyes", None),
    ],
)
def test_who_reported_it_at_the_end_of_a_text(line: str, byline: str | None) -> None:
    report = from_text("\n\n".join([*PROSE, line]))
    assert isinstance(report, Report)
    assert report.byline == byline


def test_a_plain_text_names_its_writer_under_its_headline() -> None:
    report = from_text("Dam holds\n\nBy Ada Quill\n\n" + "\n\n".join(PROSE))
    assert isinstance(report, Report)
    assert (report.byline, codes(report, "byline")) == ("Ada Quill", ["text-byline"])


@pytest.mark.parametrize(
    ("body", "publisher", "why"),
    [
        (article(head=linked_data(publisher={"name": "Herald"})), "Herald", ["jsonld-publisher"]),
        (article(head="<meta property=og:site_name content=Herald>"), "Herald", ["meta-publisher"]),
        (
            page(
                f"<article><h1>Dam holds</h1>{paragraphs()}</article><footer>© 2026 Bay Herald</footer>",
                title="Dam holds - Bay Herald",
            ),
            "Bay Herald",
            ["title-and-page"],
        ),
        (
            article(
                title="Dam holds | Bay Herald",
                head="<link rel=canonical href='https://www.bayherald.invalid/a'>",
            ),
            "Bay Herald",
            ["title-and-page"],
        ),
        (article(title="Dam holds – for now"), None, []),
    ],
)
def test_where_the_publisher_was_read(body: bytes, publisher: str | None, why: list[str]) -> None:
    report = report_of(body)
    assert (report.publisher, codes(report, "publisher")) == (publisher, why)


def test_where_the_dateline_was_read() -> None:
    marked = report_of(article(before="<p class=dateline>Corran</p>"))
    assert (marked.dateline, codes(marked, "dateline")) == ("Corran", ["page-dateline"])
    data = report_of(article(head=linked_data(dateline="Corran")))
    assert (data.dateline, codes(data, "dateline")) == ("Corran", ["jsonld-dateline"])
    text = from_text("CORRAN (XP) — The dam held.")
    assert isinstance(text, Report)
    assert (text.dateline, codes(text, "dateline")) == ("CORRAN (XP)", ["text-dateline"])
    other = report_of(article(before="<p class=dateline>Read more about our newsletter today</p>"))
    assert other.dateline is None


def test_what_the_caller_says_is_told_as_such() -> None:
    report = report_of(article(), published="2026-01-01", publisher="Wire")
    assert (codes(report, "published"), codes(report, "publisher")) == (["option"], ["option"])
