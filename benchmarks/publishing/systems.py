"""The markup of publishing systems: each builds a page round a story and tells what is to be read from it.

None is copied from a site: class names, data and order of the parts follow what such systems write by default.
Every page also holds what is no part of its report: menus, teasers, dates of other things, comments, notices.
"""
# ruff: noqa: E501  (markup is easier to read on long lines)

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from types import MappingProxyType

from benchmarks.publishing.stories import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with its gold. wanted: paragraphs of the report; unwanted: words of what is none.

    byline: names; published: a day, or None where the page tells none.
    """

    html: str
    address: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    byline: tuple[str, ...]
    dateline: str | None
    published: str | None


_MENU = ("Home", "World", "Business and markets", "Weather", "Sport", "About us", "Sign in")
_COOKIES = "We use cookies and similar technology to keep this site running and to measure how it is read."
_LETTER = "Sign up for our morning newsletter and get the news of the region in your inbox every day."
_CAPTION = "Archive picture: the harbour wall seen from the north on a clear day in winter."
_BIO = "joined the paper after eleven years on the coast and writes about councils, courts and the sea."
_RIGHTS = "All rights reserved. No part of this site may be copied without leave in writing."


def _whole(body: str, *, head: str = "", title: str, lang: str = "en", html: str = "", foot: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"{html}><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width">{head}</head><body>{body}{foot}</body></html>'
    )


def _menu(tag: str = "nav", css: str = "main-navigation") -> str:
    items = "".join(f'<li><a href="/{n}">{item}</a></li>' for n, item in enumerate(_MENU))
    return f'<{tag} class="{css}"><ul>{items}</ul></{tag}>'


def _ps(story: Story, css: str = "", *, first: str = "") -> str:
    given = f' class="{css}"' if css else ""
    lines = (first + story.paragraphs[0], *story.paragraphs[1:])
    return "\n".join(f"<p{given}>{escape(line, quote=False)}</p>" for line in lines)


def _meta(**named: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{escape(value)}">'
        for name, value in named.items()
    )


def _data(story: Story, *, kind: str = "NewsArticle", **more: object) -> str:
    held: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": story.headline,
        "datePublished": f"{story.day}T07:15:00+02:00",
        "dateModified": f"{story.changed}T18:00:00+02:00",
        "author": [{"@type": "Person", "name": name} for name in story.names],
        "publisher": {"@type": "Organization", "name": story.paper},
    }
    held |= more
    held = {name: value for name, value in held.items() if value is not None}
    return f'<script type="application/ld+json">{json.dumps(held)}</script>'


def _teasers(story: Story, css: str, *, dated: bool = True) -> str:
    items = "".join(
        f'<li><a href="/{n}">{escape(aside)}</a>'
        + (
            f' <time datetime="{story.other - timedelta(days=n)}">{_english(story.other)}</time>'
            if dated
            else ""
        )
        + "</li>"
        for n, aside in enumerate(story.asides)
    )
    return f'<div class="{css}"><h3>More from this section</h3><ul>{items}</ul></div>'


def _english(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _british(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _and(names: tuple[str, ...]) -> str:
    return " and ".join(names)


def _page(
    story: Story,
    html: str,
    *,
    unwanted: tuple[str, ...],
    first: str = "",
    dateline: str | None = None,
    byline: tuple[str, ...] | None = None,
    published: str | None = "",
    path: str = "",
) -> Page:
    return Page(
        html=html,
        address=f"https://{story.paper.lower().replace(' ', '')}.invalid/{path}{story.slug}",
        wanted=(first + story.paragraphs[0], *story.paragraphs[1:]),
        unwanted=(*unwanted, *story.asides[:2], _RIGHTS),
        byline=story.names if byline is None else byline,
        dateline=dateline,
        published=str(story.day) if published == "" else published,
    )


def wordpress_classic(story: Story) -> Page:
    """A theme of the years before blocks: entry-meta, share buttons, related posts, comments."""
    comments = (
        f'<div id="comments" class="comments-area"><ol class="comment-list"><li class="comment"><cite class="fn">'
        f"Old Salt</cite> <time datetime='{story.changed}'>{_english(story.changed)}</time><p>{story.comment}</p>"
        "</li></ol></div>"
    )
    body = (
        f'{_menu()}<div id="content"><article class="post type-post hentry category-news"><header '
        f'class="entry-header"><h1 class="entry-title">{story.headline}</h1><div class="entry-meta">'
        f'<span class="posted-on">Posted on <a href="#"><time class="entry-date published" '
        f'datetime="{story.day}T07:15:00+00:00">{_english(story.day)}</time><time class="updated" '
        f'datetime="{story.changed}T07:15:00+00:00">{_english(story.changed)}</time></a></span><span class="byline"> by '
        f'<span class="author vcard"><a class="url fn n" href="/author/x">{_and(story.names)}</a></span></span></div>'
        f'</header><div class="entry-content">{_ps(story)}<div class="sharedaddy"><h3>Share this:</h3><ul><li>'
        f'<a href="#">Click to share on Facebook</a></li></ul></div>{_teasers(story, "jp-relatedposts")}</div>'
        f'<footer class="entry-footer">Posted in <a href="/c">News</a></footer></article>{comments}</div>'
        f'<aside class="widget-area"><section class="widget"><h2>Recent Posts</h2><p>{_LETTER}</p></section></aside>'
        f'<footer class="site-footer"><p>© {story.changed.year} {story.paper}. {_RIGHTS}</p></footer>'
    )
    html = _whole(body, title=f"{story.headline} – {story.paper}")
    return _page(story, html, unwanted=(story.comment, _LETTER))


def wordpress_blocks(story: Story) -> Page:
    """A block theme with an SEO plugin's graph, whose author is a reference."""
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Article",
                "@id": "#article",
                "author": {"name": _and(story.names), "@id": "#person"},
                "headline": story.headline,
                "datePublished": f"{story.day}T05:15:00+00:00",
                "dateModified": f"{story.changed}T05:15:00+00:00",
                "publisher": {"@id": "#org"},
            },
            {"@type": "WebPage", "@id": "#page", "datePublished": f"{story.day}T05:15:00+00:00"},
            {"@type": "Organization", "@id": "#org", "name": story.paper},
        ],
    }
    body = (
        f'<div class="wp-site-blocks"><header class="wp-block-template-part">{_menu(css="wp-block-navigation")}</header>'
        f'<main class="wp-block-group"><h1 class="wp-block-post-title">{story.headline}</h1><div '
        f'class="wp-block-post-author-name">{_and(story.names)}</div><figure class="wp-block-image"><img src="x.jpg">'
        f'<figcaption class="wp-element-caption">{_CAPTION}</figcaption></figure><div class="entry-content '
        f'wp-block-post-content">{_ps(story)}<div class="wp-block-group has-background"><p>{_LETTER}</p></div></div>'
        f'{_teasers(story, "wp-block-query")}</main><footer class="wp-block-template-part"><p>{_RIGHTS}</p></footer></div>'
    )
    script = f'<script type="application/ld+json" class="yoast-schema-graph">{json.dumps(graph)}</script>'
    html = _whole(body, head=script, title=f"{story.headline} - {story.paper}")
    return _page(story, html, unwanted=(_CAPTION, _LETTER))


def drupal(story: Story) -> Page:
    """Fields in divs; the time of submission in figures, month first, in an American page."""
    body = (
        f'<div class="dialog-off-canvas-main-canvas"><div class="layout-container">{_menu(css="menu menu--main")}<main>'
        f'<div class="region region-content"><h1 class="page-header"><span class="field field--name-title">'
        f'{story.headline}</span></h1><article class="node node--type-article node--view-mode-full"><footer '
        f'class="node__meta"><div class="node__submitted">Submitted by <span class="field field--name-uid"><span>'
        f'{_and(story.names)}</span></span> on <span class="field field--name-created">{story.day:%a, %m/%d/%Y} - 07:15'
        f'</span></div></footer><div class="node__content"><div class="field field--name-body field--type-text-with-'
        f'summary field__item">{_ps(story)}</div><div class="field field--name-field-tags"><div class="field__label">Tags'
        f"</div><div class='field__items'><a href='/t'>council</a></div></div></div></article>"
        f'{_teasers(story, "block block-views related-content", dated=False)}</div></main><footer class="region-footer">'
        f"<p>{_RIGHTS}</p></footer></div></div>"
    )
    html = _whole(body, title=f"{story.headline} | {story.paper}", lang="en-US")
    return _page(story, html, unwanted=(_MENU[2],))


def arc(story: Story) -> Page:
    """Components with long class names, content again in a script, links to other stories amid the text."""
    lines = [f'<p class="c-paragraph b-article-body__text">{escape(p)}</p>' for p in story.paragraphs]
    lines.insert(
        2, f'<p class="c-interstitial-link"><a href="/r">Read more: {escape(story.asides[0])}</a></p>'
    )
    lines.insert(4, f'<div class="c-newsletter b-promo"><p>{_LETTER}</p></div>')
    fusion = json.dumps({"display_date": f"{story.other}T00:00:00Z", "first_publish_date": "2019-01-01"})
    body = (
        f'<script id="fusion-metadata">Fusion.globalContent={fusion};</script><div id="fusion-app">'
        f'{_menu(css="c-nav b-header-nav-chain")}<main class="b-article-body"><h1 class="c-heading">{story.headline}</h1>'
        f'<h2 class="c-subheadline">What is known so far, and what is not.</h2><div class="b-byline"><span '
        f'class="b-byline__names">By {" and ".join(f"<a href=/a class=c-link>{n}</a>" for n in story.names)}</span>'
        f'<time class="c-date b-date" datetime="{story.day}T05:15:00Z">{_english(story.day)} at 7:15 a.m. CET</time></div>'
        f'<article class="default__ArticleBody b-article-body">{"".join(lines)}<div class="b-author-bio"><p>'
        f'{story.names[0]} {_BIO}</p></div></article></main><div class="b-results-list">{_teasers(story, "c-stack")}</div>'
        f'<footer class="b-footer"><p class="c-paragraph">{_RIGHTS}</p></footer></div>'
    )
    head = _data(story) + _meta(og__site_name=story.paper, og__title=story.headline, og__type="article")
    html = _whole(body, head=head, title=story.headline)
    return _page(story, html, unwanted=(_LETTER, _BIO))


def chorus(story: Story) -> Page:
    """Data in attributes, a byline with the time behind it, boxes amid the text."""
    lines = [f'<p id="w{n}">{escape(p)}</p>' for n, p in enumerate(story.paragraphs)]
    box = f'<aside class="c-related-list"><h4>Related</h4><ul><li><a href="/r">{story.asides[0]}</a></li></ul></aside>'
    lines.insert(3, box)
    body = (
        f'<div class="l-root">{_menu(css="c-global-header__links")}<section class="l-segment"><div class="c-entry-hero">'
        f'<h1 class="c-page-title">{story.headline}</h1><p class="c-entry-summary p-dek">What we know, in five lines.</p>'
        f'<div class="c-byline"><span class="c-byline-wrapper">By <span class="c-byline__item"><a href="/u"><span '
        f'class="c-byline__author-name">{_and(story.names)}</span></a></span><span class="c-byline__item">Updated <time '
        f'class="c-byline__item" data-ui="timestamp" datetime="{story.changed}T08:00:00+00:00">{_english(story.changed)}, '
        f'8:00am EDT</time></span></span></div></div><div class="l-col__main"><div class="c-entry-content">'
        f'{"".join(lines)}</div><div class="c-social-buttons"><a href="#">Share this story</a></div></div></section>'
        f'<footer class="l-footer"><p>{_RIGHTS}</p></footer></div>'
    )
    head = _meta(
        article__published_time=f"{story.day}T05:15:00+00:00",
        article__modified_time=f"{story.changed}T08:00:00+00:00",
        og__site_name=story.paper,
    )
    html = _whole(body, head=head, title=f"{story.headline} - {story.paper}", lang="en-US")
    return _page(story, html, unwanted=("Share this story",))


def ghost(story: Story) -> Page:
    """Cards amid the text, a subscription box behind it, dates of other posts in a feed."""
    lines = [f"<p>{escape(p)}</p>" for p in story.paragraphs]
    card = (
        f'<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="/r"><div class="kg-bookmark-'
        f'content"><div class="kg-bookmark-title">{story.asides[0]}</div></div></a></figure>'
    )
    lines.insert(2, card)
    body = (
        f'<div class="gh-viewport"><header id="gh-navigation" class="gh-navigation">{_menu(css="gh-navigation-menu")}'
        f'</header><main class="gh-main"><article class="gh-article post"><header class="gh-article-header"><h1 '
        f'class="gh-article-title">{story.headline}</h1><div class="gh-article-meta"><h4 class="gh-article-author-name">'
        f'{", ".join(f"<a href=/author/x/>{n}</a>" for n in story.names)}</h4><div class="gh-article-meta-content"><time '
        f'class="gh-article-meta-date" datetime="{story.day}">{story.day:%b} {story.day.day}, {story.day.year}</time>'
        f'<span class="gh-article-meta-length"> — 3 min read</span></div></div></header><section class="gh-content '
        f'gh-canvas">{"".join(lines)}</section></article><div class="gh-container"><div class="gh-feed">'
        f'{_teasers(story, "gh-card")}</div></div></main><footer class="gh-footer"><p>{_LETTER}</p><p>{_RIGHTS}</p>'
        f"</footer></div>"
    )
    html = _whole(
        body,
        head=_meta(og__site_name=story.paper, article__modified_time=str(story.changed)),
        title=story.headline,
    )
    return _page(story, html, unwanted=(_LETTER,))


def amp(story: Story) -> Page:
    """An accelerated page: its own elements, consent in the page, the author a list in the data."""
    body = (
        f'<amp-sidebar id="menu" layout="nodisplay">{_menu()}</amp-sidebar><amp-consent id="c" layout="nodisplay"><div '
        f'id="consent-ui"><p>{_COOKIES}</p><button>Accept</button></div></amp-consent><article class="amp-wp-article">'
        f'<header class="amp-wp-article-header"><h1 class="amp-wp-title">{story.headline}</h1><div class="amp-wp-meta '
        f'amp-wp-byline"><span class="amp-wp-author author vcard">{_and(story.names)}</span></div><div class="amp-wp-meta '
        f'amp-wp-posted-on"><time datetime="{story.day}T05:15:00+00:00">{(story.changed - story.day).days} days ago'
        f'</time></div></header><div class="amp-wp-article-content">{_ps(story)}<amp-embed type="taboola"><p>'
        f'{story.asides[1]}</p></amp-embed></div><footer class="amp-wp-article-footer">{_teasers(story, "amp-related")}'
        f'</footer></article><footer class="amp-wp-footer"><p>{_RIGHTS}</p></footer>'
    )
    html = _whole(body, head=_data(story, kind="BlogPosting"), title=story.headline, html=" amp")
    return _page(story, html, unwanted=(_COOKIES,))


def next_js(story: Story) -> Page:
    """Class names that say nothing, data in a script, the header parted over nameless boxes."""
    data = {
        "props": {"pageProps": {"story": {"published": f"{story.day}T05:15:00Z", "next": str(story.other)}}}
    }
    body = (
        f'<div id="__next"><div class="css-1x2y3z">{_menu("div", "css-9k2l1m")}</div><div class="css-0"><h1 '
        f'class="css-ab12cd">{story.headline}</h1><div class="css-77aa"><div class="css-78bb"><div class="css-79cc">By '
        f'{_and(story.names)}</div><div class="css-80dd">{_british(story.day)}</div></div></div><div class="css-90ee">'
        f'{_ps(story, "css-91ff")}</div><div class="css-92gg"><div class="css-93hh">{_LETTER}</div></div><div '
        f'class="css-94ii">{_teasers(story, "css-95jj", dated=False)}</div><div class="css-96kk">© {story.changed.year} '
        f'{story.paper}. {_RIGHTS}</div></div></div><script id="__NEXT_DATA__" type="application/json">'
        f"{json.dumps(data)}</script>"
    )
    html = _whole(body, title=f"{story.headline} | {story.paper}", lang="en-GB")
    return _page(story, html, unwanted=(_LETTER,))


def blogger(story: Story) -> Page:
    """One div with line breaks for paragraphs, the date in a heading above, labels below."""
    text = "<br /><br />".join(escape(p) for p in story.paragraphs)
    body = (
        f'{_menu("div", "PageList tabs")}<div class="date-outer"><h2 class="date-header"><span>{story.day:%A}, '
        f'{_english(story.day)}</span></h2><div class="post hentry uncustomized-post-template"><h3 class="post-title '
        f'entry-title">{story.headline}</h3><div class="post-body entry-content">{text}</div><div class="post-footer">'
        f'<span class="post-author vcard">Posted by <span class="fn"><a href="/p" rel="author">{_and(story.names)}</a>'
        f'</span></span> <span class="post-timestamp">at <a class="timestamp-link" href="#"><abbr class="published" '
        f'title="{story.day}T07:15:00-08:00">7:15 AM</abbr></a></span></div></div></div><div id="comments" '
        f'class="comments"><div class="comment-block"><cite>Old Salt</cite><p class="comment-content">{story.comment}</p>'
        f'<span class="datetime">{_english(story.changed)}</span></div></div><div class="sidebar"><h2>Blog Archive</h2>'
        f"{_teasers(story, 'widget PopularPosts')}</div><footer><p>{_RIGHTS}</p></footer>"
    )
    html = _whole(body, title=f"{story.paper}: {story.headline}")
    return _page(story, html, unwanted=(story.comment,))


def medium(story: Story) -> Page:
    """A platform: the author's box with a button, reading time, claps; two letters for a class."""
    body = (
        f'<div id="root"><div class="a b c">{_menu("div", "d e")}<article class="meteredContent"><div class="l"><h1 '
        f'class="pw-post-title bd be">{story.headline}</h1><div class="speechify-ignore ab ci"><a rel="noopener follow" '
        f'data-testid="authorName" href="/@x">{_and(story.names)}</a><button>Follow</button><span data-testid="'
        f'storyReadTime">3 min read</span><span>·</span><span data-testid="storyPublishDate">{story.day:%b} '
        f"{story.day.day}, {story.day.year}</span></div><section>{_ps(story, 'pw-post-body-paragraph ol om')}</section>"
        f'</div></article><div class="ck"><h2>Written by {story.names[0]}</h2><p>{story.names[0]} {_BIO}</p></div>'
        f'{_teasers(story, "dl dm", dated=False)}<div class="fo"><p>{_RIGHTS}</p></div></div></div>'
    )
    head = f'<meta name="author" content="{_and(story.names)}">' + _meta(
        article__published_time=f"{story.day}T05:15:00.000Z", og__site_name=story.paper
    )
    html = _whole(body, head=head, title=f"{story.headline} | by {story.names[0]} | {story.paper}")
    return _page(story, html, unwanted=(_BIO,))


def joomla(story: Story) -> Page:
    """A list of facts about the item, of which one is the date and another its change."""
    body = (
        f'<div class="site-grid">{_menu(css="mod-menu mod-list nav")}<main><div class="com-content-article item-page" '
        f'itemscope itemtype="https://schema.org/Article"><div class="page-header"><h1 itemprop="headline">'
        f'{story.headline}</h1></div><dl class="article-info text-muted"><dt class="article-info-term">Details</dt><dd '
        f'class="createdby" itemprop="author" itemscope itemtype="https://schema.org/Person">Written by: <span '
        f'itemprop="name">{_and(story.names)}</span></dd><dd class="category-name">Category: News</dd><dd '
        f'class="published"><time datetime="{story.day}T05:15:00+00:00" itemprop="datePublished">Published: '
        f'{_british(story.day)}</time></dd><dd class="modified"><time datetime="{story.changed}T05:15:00+00:00" '
        f'itemprop="dateModified">Last Updated: {_british(story.changed)}</time></dd><dd class="hits">Hits: 3107</dd></dl>'
        f'<div itemprop="articleBody" class="com-content-article__body">{_ps(story)}</div><nav class="pagenavigation">'
        f'<a href="/n">Next article: {story.asides[0]}</a></nav></div></main><div class="container-sidebar-right">'
        f'{_teasers(story, "mod-articleslatest")}<p>{_LETTER}</p></div><footer class="footer"><p>{_RIGHTS}</p></footer>'
        f"</div>"
    )
    return _page(story, _whole(body, title=story.headline, lang="en-GB"), unwanted=(_LETTER,))


def typo3(story: Story) -> Page:
    """A news plugin: the day with dots, the author in a line of its own, a back link."""
    body = (
        f'<div class="page-header">{_menu(css="frame frame-type-menu")}</div><div class="frame frame-type-list" id="c42">'
        f'<div class="news news-single"><div class="article"><div class="header"><h1>{story.headline}</h1></div><div '
        f'class="footer"><p><span class="news-list-date">{story.day:%d.%m.%Y}</span> <span class="news-list-author">By '
        f'{_and(story.names)}</span></p></div><div class="teaser-text"><p>A report from the council hall.</p></div><div '
        f'class="news-text-wrap">{_ps(story)}</div><div class="news-backlink-wrap"><a href="/l">Back to the list</a></div>'
        f'</div></div></div><div class="frame frame-type-shortcut">{_teasers(story, "news-related", dated=False)}</div>'
        f'<footer class="page-footer"><p>Last change of this site: {story.changed:%d.%m.%Y}</p><p>{_RIGHTS}</p></footer>'
    )
    return _page(
        story, _whole(body, title=f"{story.headline}: {story.paper}"), unwanted=("Last change of this site",)
    )


def government(story: Story) -> Page:
    """A ministry's release: no writer, the dates in a list, a notice about the page under it."""
    body = (
        f'<div class="govuk-cookie-banner"><p>{_COOKIES}</p></div>{_menu(css="govuk-header__navigation")}<main><h1 '
        f'class="gem-c-title__text">{story.headline}</h1><div class="gem-c-metadata"><dl><dt>From:</dt><dd><a href="/m">'
        f"Ministry of Works</a></dd><dt>Published</dt><dd>{_british(story.day)}</dd><dt>Last updated</dt><dd>"
        f'{_british(story.changed)}</dd></dl></div><div class="gem-c-govspeak govuk-govspeak">{_ps(story)}</div>'
        f'<div class="gem-c-feedback"><h2>Is this page useful?</h2><p>Help us improve this site by telling us what you '
        f'were doing.</p></div>{_teasers(story, "gem-c-related-navigation")}</main><footer class="govuk-footer"><p>'
        f"{_RIGHTS}</p></footer>"
    )
    html = _whole(body, title=f"{story.headline} - Ministry of Works", lang="en-GB")
    return _page(story, html, unwanted=(_COOKIES, "Help us improve this site"), byline=())


def agency(story: Story) -> Page:
    """Wire copy: dateline, who reported it at the end, the agency's own name for an author in the data."""
    line = f"{story.place.upper()}, {story.day:%b} {story.day.day} ({story.agency})"
    sign = f"(Reporting by {_and(story.names)} in {story.place}; Editing by Hal Brook)"
    body = (
        f'{_menu(css="site-header__nav")}<main id="main-content"><article class="article"><header><h1 data-testid='
        f'"Heading">{story.headline}</h1><div class="article-header__date"><time datetime="{story.day}T05:15:00Z"><span>'
        f"{_english(story.day)}</span><span>5:15 AM UTC</span><span>Updated {(story.changed - story.day).days} days ago"
        f'</span></time></div></header><div class="article-body__content">{_ps(story, "text__text", first=line + " - ")}'
        f'<p class="sign-off">{sign}</p><p class="standards">Our Standards: The principles by which we work.</p></div>'
        f'</article><div class="read-next"><h2>Read Next</h2>{_teasers(story, "story-collection")}</div></main><footer>'
        f"<p>{_RIGHTS}</p></footer>"
    )
    html = _whole(body, head=_data(story, author=None), title=f"{story.headline} | {story.agency}")
    return _page(
        story, html, unwanted=("The principles by which we work",), first=line + " - ", dateline=line
    )


def old_tables(story: Story) -> Page:
    """A page of the years of tables and fonts: everything is a cell, the byline is bold."""
    line = f"{story.place.upper()} ({story.agency})"
    text = "<br><br>\n".join(escape(p) for p in (f"{line} -- {story.paragraphs[0]}", *story.paragraphs[1:]))
    menu = "".join(f'<a href="/{n}"><font size=2>{item}</font></a><br>' for n, item in enumerate(_MENU))
    teasers = "".join(f'<li><a href="/{n}">{aside}</a>' for n, aside in enumerate(story.asides))
    body = (
        f"<table width=780 border=0><tr><td colspan=3><b>{story.paper}</b> | {_english(story.changed)}</td></tr><tr><td "
        f"width=120 valign=top>{menu}</td><td valign=top><h1><font face=Georgia size=6>{story.headline}</font></h1><b>By "
        f"{_and(story.names)}</b><br><i>{story.day:%A}, {_english(story.day)}</i><p><font face=Georgia>{text}</font></p>"
        f"</td><td width=160 bgcolor=#eeeeee valign=top><b>Top stories</b><ul>{teasers}</ul></td></tr><tr><td colspan=3>"
        f"<font size=1>Copyright {story.changed.year} {story.paper}. {_RIGHTS}</font></td></tr></table>"
    )
    html = f"<html><head><title>{story.paper}: {story.headline}</title></head><body bgcolor=white>{body}</body></html>"
    return _page(
        story,
        html,
        unwanted=("Top stories",),
        first=f"{line} -- ",
        dateline=line,
    )


def local_paper(story: Story) -> Page:
    """A regional group's system: microdata, a line for subscribers amid the text, the paper as author."""
    line = f"{story.place.upper()} —"
    lines = [f"<p>{escape(p)}</p>" for p in (f"{line} {story.paragraphs[0]}", *story.paragraphs[1:])]
    lines.insert(2, f'<div class="subscriber-preview promo"><p>{_LETTER}</p></div>')
    body = (
        f'<div id="site-navbar-container">{_menu(css="navbar-nav")}</div><section id="main-page-container"><article '
        f'class="asset story" itemscope itemtype="https://schema.org/NewsArticle"><header class="asset-header"><h1 '
        f'class="headline"><span itemprop="headline">{story.headline}</span></h1><ul class="list-inline asset-meta"><li>'
        f'<span itemprop="author" class="tnt-byline">{_and(story.names)} Staff Writer</span></li><li class="hidden-print">'
        f'<time datetime="{story.day}T07:15:00-05:00" class="tnt-date asset-date">{story.day:%b} {story.day.day}, '
        f'{story.day.year}</time></li></ul></header><div itemprop="articleBody" class="asset-body" id="article-body"><div '
        f'class="lee-article-text">{"".join(lines)}</div></div><div class="tagline">{story.names[0]} {_BIO}</div></article>'
        f'<section class="block recommended">{_teasers(story, "card-grid")}</section></section><footer '
        f'id="site-footer-container"><p>{_RIGHTS}</p></footer>'
    )
    head = f'<meta name="author" content="{story.paper}">' + _meta(og__site_name=story.paper)
    html = _whole(body, head=head, title=f"{story.headline} | News | {story.paper}", lang="en-US")
    return _page(story, html, unwanted=(_LETTER, _BIO), first=f"{line} ", dateline=story.place.upper())


def release_wire(story: Story) -> Page:
    """A service that prints releases: a dateline with a whole date, about whom it is, contacts, no writer."""
    line = f"{story.place.upper()}, {_english(story.day)} (Varnwire)"
    about = f"About {story.paper}: a regional publisher with four titles and a printing house of its own."
    body = (
        f'<div class="header">{_menu("div", "menu")}</div><div class="main"><h1 class="article-headline">'
        f'{story.headline}</h1><p class="article-published">{_english(story.day)} 08:00 ET</p><div '
        f'class="main-body-container article-body">{_ps(story, first=line + " -- ")}</div><div class="boilerplate '
        f'about-company related"><p>{about}</p></div><div class="contact sidebar"><p>Press office, telephone by '
        f'arrangement only.</p></div>{_teasers(story, "recommended-reading")}</div><div class="footer"><p>© '
        f"{story.changed.year} Varnwire. {_RIGHTS}</p></div>"
    )
    html = _whole(body, title=f"{story.headline} - Varnwire", lang="en-US")
    return _page(
        story,
        html,
        unwanted=("telephone by arrangement only",),
        first=line + " -- ",
        dateline=line,
        byline=(),
    )


def undated(story: Story) -> Page:
    """A page builder's site: no date of its own, but many others; the month and day of its only line are open."""
    body = (
        f'<div class="elementor">{_menu(css="elementor-nav-menu")}<div class="elementor-widget-theme-post-title"><h1>'
        f'{story.headline}</h1></div><div class="elementor-widget-theme-post-content">{_ps(story)}</div><div '
        f'class="elementor-widget-posts">{_teasers(story, "elementor-post")}</div><div class="elementor-location-footer '
        f'footer"><p>© 2019-{story.changed.year} {story.paper}. Site last updated {_english(story.changed)}. {_RIGHTS}</p>'
        f"</div></div><script>var banner={{until:'{story.changed}'}};</script>"
    )
    html = _whole(body, title=story.headline)
    return _page(story, html, unwanted=("Site last updated",), byline=(), published=None)


SYSTEMS: Mapping[str, Callable[[Story], Page]] = MappingProxyType(
    {
        system.__name__.replace("_", "-"): system
        for system in (
            wordpress_classic, wordpress_blocks, drupal, arc, chorus, ghost, amp, next_js, blogger, medium, joomla,
            typo3, government, agency, old_tables, local_paper, release_wire, undated,
        )
    }
)  # fmt: skip
