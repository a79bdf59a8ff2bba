"""Whole pages in the manner of the systems that papers use, each with all that stands around an article."""
# ruff: noqa: E501  (a page is easier to read when each of its lines stays whole)

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.intake.pages import PROSE, linked_data, page, paragraphs, report_of

NAV = "<header><nav><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul></nav></header>"
FOOTER = "<footer><p>Copyright © 2026 Herald. The Herald answers for no other site than its own.</p></footer>"
MORE = (
    "<section><h2>More on this story</h2><ul><li><a href=/1>Barge runs aground at Hexley in the fog again</a></li>"
    "<li><a href=/2>Harbour at Port Dane to open in the first week of June</a></li></ul></section>"
)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A page, and what is to be read from it. lines: None for PROSE."""

    body: bytes
    byline: str | None
    published: str | None
    publisher: str | None = None
    lines: tuple[str, ...] = PROSE


LAYOUTS = {
    "blocks named by data attributes": Layout(
        body=page(
            NAV + "<main><article><div data-component=headline-block><h1>Dam holds</h1></div>"
            "<div data-component=byline-block><div><time datetime='2026-03-03T18:02:11.000Z'>3 hours ago</time></div>"
            "<div><span>Ada Quill</span><span>Water correspondent</span></div></div>"
            "<div data-component=image-block><figure><img><figcaption>Image source, Photo Pool</figcaption></figure></div>"
            + "".join(f"<div data-component=text-block class=x1><p class=y2>{line}</p></div>" for line in PROSE)
            + "<div data-component=links-block><h2>Related topics</h2><ul><li><a href=/t>Dams</a></li></ul></div>"
            "</article>" + MORE + "</main>" + FOOTER,
            title="Dam holds - Bay News",
            head="<meta property='og:site_name' content='Bay News'><meta property='og:title' content='Dam holds'>",
        ),
        byline="Ada Quill",
        published="2026-03-03T18:02:11.000Z",
        publisher="Bay News",
    ),
    "paragraphs as divs, hashed class names": Layout(
        body=page(
            "<div id=__next><main><header><h1 data-testid=Heading>Dam holds</h1><div class='info__author-date__1Ep'>"
            "<div class='author-name__author-name__ab1'>By <a rel=author href=/authors/a>Ada Quill</a> and "
            "<a rel=author href=/authors/b>Bo Reyes</a></div><time><span>March 3, 2026</span><span>6:02 PM UTC</span>"
            "<span>Updated 2 hours ago</span></time></div></header><div class='article-body__content__17'>"
            + "".join(f"<div data-testid=paragraph-{n} class=text__x>{line}</div>" for n, line in enumerate(PROSE))
            + "<div class=toolbar>Sign up <a href=/x>here.</a></div></div></main>"
            "<aside><h2>Read next</h2><div><a href=/a>Another story about gates that is quite long</a></div></aside></div>"
        ),
        byline="Ada Quill and Bo Reyes",
        published="2026-03-03",
    ),
    "a blog system with its plug-ins": Layout(
        body=page(
            "<div id=page class='site has-left-sidebar'><article id=post-1 class='post tag-cookie-consent category-news'>"
            "<header class=entry-header><h1 class=entry-title>Dam holds</h1><div class=entry-meta><span class=posted-on>Posted on "
            "<time class='entry-date published' datetime='2026-03-03T18:00:00+00:00'>March 3, 2026</time>"
            "<time class=updated datetime='2026-03-05T10:00:00+00:00'>March 5, 2026</time></span> <span class='byline'> by "
            "<span class='author vcard'><a href=/author/ada>Ada Quill</a></span></span></div></header><div class=entry-content>"
            + paragraphs()
            + "<div class='sharedaddy sd-sharing-enabled'><h3>Share this:</h3><ul><li><a href=f>Facebook</a></li></ul></div>"
            "<div id=jp-relatedposts class=jp-relatedposts><h3>Related</h3><p>Another post that is about a gate.</p></div></div>"
            "<footer class=entry-footer><span class=tags-links>Tagged <a href=/t>dam</a></span></footer></article>"
            "<div id=comments class=comments-area><ol><li><p>I was there and saw it with my own eyes, and it was loud.</p></li>"
            "</ol></div></div><aside class=widget-area><h2>Recent posts</h2><ul><li><a href=/1>Old one</a></li></ul></aside>",
            head=linked_data(
                headline="Dam holds", datePublished="2026-03-03T18:00:00+00:00", dateModified="2026-03-05T10:00:00+00:00",
                author={"name": "Ada Quill"}, publisher={"name": "Dane Post"},
            ),
        ),
        byline="Ada Quill",
        published="2026-03-03T18:00:00+00:00",
        publisher="Dane Post",
    ),
    "the lead in a box of its own": Layout(
        body=page(
            f"<main><article><div data-gu-name=headline><h1>Dam holds</h1></div><div data-gu-name=standfirst><p>{PROSE[0]}</p></div>"
            "<div data-gu-name=meta><address><a rel=author href=/p>Ada Quill</a> Water editor</address><details>"
            "<summary>Tue 3 Mar 2026 18.00 GMT</summary>Last modified on Thu 5 Mar 2026 10.00 GMT</details></div>"
            f"<div data-gu-name=body><div>{paragraphs(PROSE[1:3])}<aside><blockquote><p>We were lucky, and luck is no plan</p>"
            "</blockquote></aside><figure><div>Sign up to First Thing, our free daily letter. You can cancel at any time.</div>"
            f"</figure>{paragraphs(PROSE[3:])}</div></div></article></main>",
        ),
        byline="Ada Quill",
        published="2026-03-03",
    ),
    "a table, fonts and breaks": Layout(
        body=(
            "<HTML><HEAD><TITLE>Dam holds</TITLE></HEAD><BODY><TABLE><TR><TD colspan=2><IMG src=logo.gif></TD></TR><TR>"
            "<TD><FONT size=1><A href=a.html>News</A><BR><A href=b.html>Sport</A><BR><A href=c.html>Weather today</A></FONT></TD>"
            "<TD><FONT size=5><B>Dam holds</B></FONT><BR><I>By Ada Quill</I><BR>March 3, 2026<P>" + "<P>".join(PROSE)
            + "</TD></TR></TABLE><HR><CENTER><FONT size=1>Copyright 2026 Dane Post</FONT></CENTER></BODY></HTML>"
        ).encode(),
        byline="Ada Quill",
        published="2026-03-03",
    ),
    "a ministry's press release": Layout(
        body=page(
            "<main id=content class=news-article><div><span>Press release</span><h1>Dam holds</h1></div><dl><dt>From:</dt><dd>"
            "<a href=/o>Water Board</a></dd><dt>Published</dt><dd>3 March 2026</dd><dt>Last updated</dt><dd>5 March 2026</dd></dl>"
            f"<div class=govspeak>{paragraphs()}<h2>Notes to editors</h2><ul><li>The dam was built in 1931.</li></ul></div></main>"
        ),
        byline=None,
        published="2026-03-03",
        lines=(*PROSE, "Notes to editors", "The dam was built in 1931."),
    ),
    "a wiki": Layout(
        body=page(
            "<div id=content role=main><h1 id=firstHeading>Dam holds</h1><div id=siteSub class=noprint>From Wikinote, the free "
            "notes that you can write!</div><div class=mw-parser-output><p><strong>Tuesday, March 3, 2026</strong></p>"
            + "".join(f"<p>{line}<sup class=reference><a href=#c>[1]</a></sup></p>" for line in PROSE)
            + "<h2>What is next<span class=mw-editsection>[<a href=e>edit</a>]</span></h2><p>The council meets in May, it said.</p></div></div>"
        ),
        byline=None,
        published="2026-03-03",
        lines=(*PROSE, "What is next", "The council meets in May, it said."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_text_and_metadata_of_a_whole_page(layout: Layout) -> None:
    report = report_of(layout.body)
    assert report.text.split("\n\n") == list(layout.lines)
    assert report.title == "Dam holds"
    assert (report.byline, report.published, report.publisher) == (
        layout.byline,
        layout.published,
        layout.publisher,
    )
