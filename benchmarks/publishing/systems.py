"""The markup of publishing systems: each builds a page round a story and tells what is to be read from it.

None is copied from a site; class names, data and order follow what such systems write by default.
"""

# ruff: noqa: E501  (markup is easier to read on long lines)
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape

from benchmarks.publishing import parts
from benchmarks.publishing.parts import Page
from benchmarks.publishing.stories import Story


def wordpress_classic(story: Story) -> Page:
    """A theme of the years before blocks: entry-meta, share buttons, related posts, comments."""
    comments = (
        f'<div id="comments" class="comments-area"><ol class="comment-list"><li class="comment"><cite class="fn">'
        f"Old Salt</cite> <time datetime='{story.changed}'>{parts.american_day(story.changed)}</time><p>{story.comment}</p>"
        "</li></ol></div>"
    )
    body = (
        f'{parts.menu()}<div id="content"><article class="post type-post hentry category-news"><header '
        f'class="entry-header"><h1 class="entry-title">{story.headline}</h1><div class="entry-meta">'
        f'<span class="posted-on">Posted on <a href="#"><time class="entry-date published" '
        f'datetime="{story.day}T07:15:00+00:00">{parts.american_day(story.day)}</time><time class="updated" '
        f'datetime="{story.changed}T07:15:00+00:00">{parts.american_day(story.changed)}</time></a></span><span class="byline"> by '
        f'<span class="author vcard"><a class="url fn n" href="/author/x">{parts.joined(story.names)}</a></span></span></div>'
        f'</header><div class="entry-content">{parts.paragraphs(story)}<div class="sharedaddy"><h3>Share this:</h3><ul><li>'
        f'<a href="#">Click to share on Facebook</a></li></ul></div>{parts.teasers(story, "jp-relatedposts")}</div>'
        f'<footer class="entry-footer">Posted in <a href="/c">News</a></footer></article>{comments}</div>'
        f'<aside class="widget-area"><section class="widget"><h2>Recent Posts</h2><p>{parts.LETTER}</p></section></aside>'
        f'<footer class="site-footer"><p>© {story.changed.year} {story.paper}. {parts.RIGHTS}</p></footer>'
    )
    html = parts.whole(body, title=f"{story.headline} – {story.paper}")
    return parts.page(story, html, unwanted=(story.comment, parts.LETTER))


def wordpress_blocks(story: Story) -> Page:
    """A block theme with an SEO plugin's graph, whose author is a reference."""
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Article",
                "@id": "#article",
                "author": {"name": parts.joined(story.names), "@id": "#person"},
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
        f'<div class="wp-site-blocks"><header class="wp-block-template-part">{parts.menu(css="wp-block-navigation")}</header>'
        f'<main class="wp-block-group"><h1 class="wp-block-post-title">{story.headline}</h1><div '
        f'class="wp-block-post-author-name">{parts.joined(story.names)}</div><figure class="wp-block-image"><img src="x.jpg">'
        f'<figcaption class="wp-element-caption">{parts.CAPTION}</figcaption></figure><div class="entry-content '
        f'wp-block-post-content">{parts.paragraphs(story)}<div class="wp-block-group has-background"><p>{parts.LETTER}</p></div></div>'
        f'{parts.teasers(story, "wp-block-query")}</main><footer class="wp-block-template-part"><p>{parts.RIGHTS}</p></footer></div>'
    )
    script = f'<script type="application/ld+json" class="yoast-schema-graph">{json.dumps(graph)}</script>'
    html = parts.whole(body, head=script, title=f"{story.headline} - {story.paper}")
    return parts.page(story, html, unwanted=(parts.CAPTION, parts.LETTER))


def drupal(story: Story) -> Page:
    """Fields in divs; the time of submission in figures, month first, in an American page."""
    body = (
        f'<div class="dialog-off-canvas-main-canvas"><div class="layout-container">{parts.menu(css="menu menu--main")}<main>'
        f'<div class="region region-content"><h1 class="page-header"><span class="field field--name-title">'
        f'{story.headline}</span></h1><article class="node node--type-article node--view-mode-full"><footer '
        f'class="node__meta"><div class="node__submitted">Submitted by <span class="field field--name-uid"><span>'
        f'{parts.joined(story.names)}</span></span> on <span class="field field--name-created">{story.day:%a, %m/%d/%Y} - 07:15'
        f'</span></div></footer><div class="node__content"><div class="field field--name-body field--type-text-with-'
        f'summary field__item">{parts.paragraphs(story)}</div><div class="field field--name-field-tags"><div class="field__label">Tags'
        f"</div><div class='field__items'><a href='/t'>council</a></div></div></div></article>"
        f'{parts.teasers(story, "block block-views related-content", dated=False)}</div></main><footer class="region-footer">'
        f"<p>{parts.RIGHTS}</p></footer></div></div>"
    )
    html = parts.whole(body, title=f"{story.headline} | {story.paper}", lang="en-US")
    return parts.page(story, html, unwanted=(parts.MENU[2],))


def arc(story: Story) -> Page:
    """Components with long class names, content again in a script, links to other stories amid the text."""
    lines = [f'<p class="c-paragraph b-article-body__text">{escape(p)}</p>' for p in story.paragraphs]
    lines.insert(
        2, f'<p class="c-interstitial-link"><a href="/r">Read more: {escape(story.asides[0])}</a></p>'
    )
    lines.insert(4, f'<div class="c-newsletter b-promo"><p>{parts.LETTER}</p></div>')
    fusion = json.dumps({"display_date": f"{story.other}T00:00:00Z", "first_publish_date": "2019-01-01"})
    body = (
        f'<script id="fusion-metadata">Fusion.globalContent={fusion};</script><div id="fusion-app">'
        f'{parts.menu(css="c-nav b-header-nav-chain")}<main class="b-article-body"><h1 class="c-heading">{story.headline}</h1>'
        f'<h2 class="c-subheadline">What is known so far, and what is not.</h2><div class="b-byline"><span '
        f'class="b-byline__names">By {" and ".join(f"<a href=/a class=c-link>{n}</a>" for n in story.names)}</span>'
        f'<time class="c-date b-date" datetime="{story.day}T05:15:00Z">{parts.american_day(story.day)} at 7:15 a.m. CET</time></div>'
        f'<article class="default__ArticleBody b-article-body">{"".join(lines)}<div class="b-author-bio"><p>'
        f'{story.names[0]} {parts.BIO}</p></div></article></main><div class="b-results-list">{parts.teasers(story, "c-stack")}</div>'
        f'<footer class="b-footer"><p class="c-paragraph">{parts.RIGHTS}</p></footer></div>'
    )
    head = parts.linked_data(story) + parts.meta(
        og__site_name=story.paper, og__title=story.headline, og__type="article"
    )
    html = parts.whole(body, head=head, title=story.headline)
    return parts.page(story, html, unwanted=(parts.LETTER, parts.BIO))


def chorus(story: Story) -> Page:
    """Data in attributes, a byline with the time behind it, boxes amid the text."""
    lines = [f'<p id="w{n}">{escape(p)}</p>' for n, p in enumerate(story.paragraphs)]
    box = f'<aside class="c-related-list"><h4>Related</h4><ul><li><a href="/r">{story.asides[0]}</a></li></ul></aside>'
    lines.insert(3, box)
    body = (
        f'<div class="l-root">{parts.menu(css="c-global-header__links")}<section class="l-segment"><div class="c-entry-hero">'
        f'<h1 class="c-page-title">{story.headline}</h1><p class="c-entry-summary p-dek">What we know, in five lines.</p>'
        f'<div class="c-byline"><span class="c-byline-wrapper">By <span class="c-byline__item"><a href="/u"><span '
        f'class="c-byline__author-name">{parts.joined(story.names)}</span></a></span><span class="c-byline__item">Updated <time '
        f'class="c-byline__item" data-ui="timestamp" datetime="{story.changed}T08:00:00+00:00">{parts.american_day(story.changed)}, '
        f'8:00am EDT</time></span></span></div></div><div class="l-col__main"><div class="c-entry-content">'
        f'{"".join(lines)}</div><div class="c-social-buttons"><a href="#">Share this story</a></div></div></section>'
        f'<footer class="l-footer"><p>{parts.RIGHTS}</p></footer></div>'
    )
    head = parts.meta(
        article__published_time=f"{story.day}T05:15:00+00:00",
        article__modified_time=f"{story.changed}T08:00:00+00:00",
        og__site_name=story.paper,
    )
    html = parts.whole(body, head=head, title=f"{story.headline} - {story.paper}", lang="en-US")
    return parts.page(story, html, unwanted=("Share this story",))


def ghost(story: Story) -> Page:
    """Cards amid the text, a subscription box behind it, dates of other posts in a feed."""
    lines = [f"<p>{escape(p)}</p>" for p in story.paragraphs]
    card = (
        f'<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="/r"><div class="kg-bookmark-'
        f'content"><div class="kg-bookmark-title">{story.asides[0]}</div></div></a></figure>'
    )
    lines.insert(2, card)
    body = (
        f'<div class="gh-viewport"><header id="gh-navigation" class="gh-navigation">{parts.menu(css="gh-navigation-menu")}'
        f'</header><main class="gh-main"><article class="gh-article post"><header class="gh-article-header"><h1 '
        f'class="gh-article-title">{story.headline}</h1><div class="gh-article-meta"><h4 class="gh-article-author-name">'
        f'{", ".join(f"<a href=/author/x/>{n}</a>" for n in story.names)}</h4><div class="gh-article-meta-content"><time '
        f'class="gh-article-meta-date" datetime="{story.day}">{story.day:%b} {story.day.day}, {story.day.year}</time>'
        f'<span class="gh-article-meta-length"> — 3 min read</span></div></div></header><section class="gh-content '
        f'gh-canvas">{"".join(lines)}</section></article><div class="gh-container"><div class="gh-feed">'
        f'{parts.teasers(story, "gh-card")}</div></div></main><footer class="gh-footer"><p>{parts.LETTER}</p><p>{parts.RIGHTS}</p>'
        f"</footer></div>"
    )
    html = parts.whole(
        body,
        head=parts.meta(og__site_name=story.paper, article__modified_time=str(story.changed)),
        title=story.headline,
    )
    return parts.page(story, html, unwanted=(parts.LETTER,))


def amp(story: Story) -> Page:
    """An accelerated page: its own elements, consent in the page, the author a list in the data."""
    body = (
        f'<amp-sidebar id="menu" layout="nodisplay">{parts.menu()}</amp-sidebar><amp-consent id="c" layout="nodisplay"><div '
        f'id="consent-ui"><p>{parts.COOKIES}</p><button>Accept</button></div></amp-consent><article class="amp-wp-article">'
        f'<header class="amp-wp-article-header"><h1 class="amp-wp-title">{story.headline}</h1><div class="amp-wp-meta '
        f'amp-wp-byline"><span class="amp-wp-author author vcard">{parts.joined(story.names)}</span></div><div class="amp-wp-meta '
        f'amp-wp-posted-on"><time datetime="{story.day}T05:15:00+00:00">{(story.changed - story.day).days} days ago'
        f'</time></div></header><div class="amp-wp-article-content">{parts.paragraphs(story)}<amp-embed type="taboola"><p>'
        f'{story.asides[1]}</p></amp-embed></div><footer class="amp-wp-article-footer">{parts.teasers(story, "amp-related")}'
        f'</footer></article><footer class="amp-wp-footer"><p>{parts.RIGHTS}</p></footer>'
    )
    html = parts.whole(
        body, head=parts.linked_data(story, kind="BlogPosting"), title=story.headline, html=" amp"
    )
    return parts.page(story, html, unwanted=(parts.COOKIES,))


def next_js(story: Story) -> Page:
    """Class names that say nothing, data in a script, the header parted over nameless boxes."""
    data = {
        "props": {"pageProps": {"story": {"published": f"{story.day}T05:15:00Z", "next": str(story.other)}}}
    }
    body = (
        f'<div id="__next"><div class="css-1x2y3z">{parts.menu("div", "css-9k2l1m")}</div><div class="css-0"><h1 '
        f'class="css-ab12cd">{story.headline}</h1><div class="css-77aa"><div class="css-78bb"><div class="css-79cc">By '
        f'{parts.joined(story.names)}</div><div class="css-80dd">{parts.british_day(story.day)}</div></div></div><div class="css-90ee">'
        f'{parts.paragraphs(story, "css-91ff")}</div><div class="css-92gg"><div class="css-93hh">{parts.LETTER}</div></div><div '
        f'class="css-94ii">{parts.teasers(story, "css-95jj", dated=False)}</div><div class="css-96kk">© {story.changed.year} '
        f'{story.paper}. {parts.RIGHTS}</div></div></div><script id="__NEXT_DATA__" type="application/json">'
        f"{json.dumps(data)}</script>"
    )
    html = parts.whole(body, title=f"{story.headline} | {story.paper}", lang="en-GB")
    return parts.page(story, html, unwanted=(parts.LETTER,))


def blogger(story: Story) -> Page:
    """One div with line breaks for paragraphs, the date in a heading above, labels below."""
    text = "<br /><br />".join(escape(p) for p in story.paragraphs)
    body = (
        f'{parts.menu("div", "PageList tabs")}<div class="date-outer"><h2 class="date-header"><span>{story.day:%A}, '
        f'{parts.american_day(story.day)}</span></h2><div class="post hentry uncustomized-post-template"><h3 class="post-title '
        f'entry-title">{story.headline}</h3><div class="post-body entry-content">{text}</div><div class="post-footer">'
        f'<span class="post-author vcard">Posted by <span class="fn"><a href="/p" rel="author">{parts.joined(story.names)}</a>'
        f'</span></span> <span class="post-timestamp">at <a class="timestamp-link" href="#"><abbr class="published" '
        f'title="{story.day}T07:15:00-08:00">7:15 AM</abbr></a></span></div></div></div><div id="comments" '
        f'class="comments"><div class="comment-block"><cite>Old Salt</cite><p class="comment-content">{story.comment}</p>'
        f'<span class="datetime">{parts.american_day(story.changed)}</span></div></div><div class="sidebar"><h2>Blog Archive</h2>'
        f"{parts.teasers(story, 'widget PopularPosts')}</div><footer><p>{parts.RIGHTS}</p></footer>"
    )
    html = parts.whole(body, title=f"{story.paper}: {story.headline}")
    return parts.page(story, html, unwanted=(story.comment,))


def medium(story: Story) -> Page:
    """A platform: the author's box with a button, reading time, claps; two letters for a class."""
    body = (
        f'<div id="root"><div class="a b c">{parts.menu("div", "d e")}<article class="meteredContent"><div class="l"><h1 '
        f'class="pw-post-title bd be">{story.headline}</h1><div class="speechify-ignore ab ci"><a rel="noopener follow" '
        f'data-testid="authorName" href="/@x">{parts.joined(story.names)}</a><button>Follow</button><span data-testid="'
        f'storyReadTime">3 min read</span><span>·</span><span data-testid="storyPublishDate">{story.day:%b} '
        f"{story.day.day}, {story.day.year}</span></div><section>{parts.paragraphs(story, 'pw-post-body-paragraph ol om')}</section>"
        f'</div></article><div class="ck"><h2>Written by {story.names[0]}</h2><p>{story.names[0]} {parts.BIO}</p></div>'
        f'{parts.teasers(story, "dl dm", dated=False)}<div class="fo"><p>{parts.RIGHTS}</p></div></div></div>'
    )
    head = f'<meta name="author" content="{parts.joined(story.names)}">' + parts.meta(
        article__published_time=f"{story.day}T05:15:00.000Z", og__site_name=story.paper
    )
    html = parts.whole(body, head=head, title=f"{story.headline} | by {story.names[0]} | {story.paper}")
    return parts.page(story, html, unwanted=(parts.BIO,))


def joomla(story: Story) -> Page:
    """A list of facts about the item, of which one is the date and another its change."""
    body = (
        f'<div class="site-grid">{parts.menu(css="mod-menu mod-list nav")}<main><div class="com-content-article item-page" '
        f'itemscope itemtype="https://schema.org/Article"><div class="page-header"><h1 itemprop="headline">'
        f'{story.headline}</h1></div><dl class="article-info text-muted"><dt class="article-info-term">Details</dt><dd '
        f'class="createdby" itemprop="author" itemscope itemtype="https://schema.org/Person">Written by: <span '
        f'itemprop="name">{parts.joined(story.names)}</span></dd><dd class="category-name">Category: News</dd><dd '
        f'class="published"><time datetime="{story.day}T05:15:00+00:00" itemprop="datePublished">Published: '
        f'{parts.british_day(story.day)}</time></dd><dd class="modified"><time datetime="{story.changed}T05:15:00+00:00" '
        f'itemprop="dateModified">Last Updated: {parts.british_day(story.changed)}</time></dd><dd class="hits">Hits: 3107</dd></dl>'
        f'<div itemprop="articleBody" class="com-content-article__body">{parts.paragraphs(story)}</div><nav class="pagenavigation">'
        f'<a href="/n">Next article: {story.asides[0]}</a></nav></div></main><div class="container-sidebar-right">'
        f'{parts.teasers(story, "mod-articleslatest")}<p>{parts.LETTER}</p></div><footer class="footer"><p>{parts.RIGHTS}</p></footer>'
        f"</div>"
    )
    return parts.page(story, parts.whole(body, title=story.headline, lang="en-GB"), unwanted=(parts.LETTER,))


def typo3(story: Story) -> Page:
    """A news plugin: the day with dots, the author in a line of its own, a back link."""
    body = (
        f'<div class="page-header">{parts.menu(css="frame frame-type-menu")}</div><div class="frame frame-type-list" id="c42">'
        f'<div class="news news-single"><div class="article"><div class="header"><h1>{story.headline}</h1></div><div '
        f'class="footer"><p><span class="news-list-date">{story.day:%d.%m.%Y}</span> <span class="news-list-author">By '
        f'{parts.joined(story.names)}</span></p></div><div class="teaser-text"><p>A report from the council hall.</p></div><div '
        f'class="news-text-wrap">{parts.paragraphs(story)}</div><div class="news-backlink-wrap"><a href="/l">Back to the list</a></div>'
        f'</div></div></div><div class="frame frame-type-shortcut">{parts.teasers(story, "news-related", dated=False)}</div>'
        f'<footer class="page-footer"><p>Last change of this site: {story.changed:%d.%m.%Y}</p><p>{parts.RIGHTS}</p></footer>'
    )
    return parts.page(
        story,
        parts.whole(body, title=f"{story.headline}: {story.paper}"),
        unwanted=("Last change of this site",),
    )


def government(story: Story) -> Page:
    """A ministry's release: no writer, the dates in a list, a notice about the page under it."""
    body = (
        f'<div class="govuk-cookie-banner"><p>{parts.COOKIES}</p></div>{parts.menu(css="govuk-header__navigation")}<main><h1 '
        f'class="gem-c-title__text">{story.headline}</h1><div class="gem-c-metadata"><dl><dt>From:</dt><dd><a href="/m">'
        f"Ministry of Works</a></dd><dt>Published</dt><dd>{parts.british_day(story.day)}</dd><dt>Last updated</dt><dd>"
        f'{parts.british_day(story.changed)}</dd></dl></div><div class="gem-c-govspeak govuk-govspeak">{parts.paragraphs(story)}</div>'
        f'<div class="gem-c-feedback"><h2>Is this page useful?</h2><p>Help us improve this site by telling us what you '
        f'were doing.</p></div>{parts.teasers(story, "gem-c-related-navigation")}</main><footer class="govuk-footer"><p>'
        f"{parts.RIGHTS}</p></footer>"
    )
    html = parts.whole(body, title=f"{story.headline} - Ministry of Works", lang="en-GB")
    return parts.page(story, html, unwanted=(parts.COOKIES, "Help us improve this site"), byline=())


def agency(story: Story) -> Page:
    """Wire copy: dateline, who reported it at the end, the agency's own name for an author in the data."""
    line = f"{story.place.upper()}, {story.day:%b} {story.day.day} ({story.agency})"
    sign = f"(Reporting by {parts.joined(story.names)} in {story.place}; Editing by Hal Brook)"
    body = (
        f'{parts.menu(css="site-header__nav")}<main id="main-content"><article class="article"><header><h1 data-testid='
        f'"Heading">{story.headline}</h1><div class="article-header__date"><time datetime="{story.day}T05:15:00Z"><span>'
        f"{parts.american_day(story.day)}</span><span>5:15 AM UTC</span><span>Updated {(story.changed - story.day).days} days ago"
        f'</span></time></div></header><div class="article-body__content">{parts.paragraphs(story, "text__text", first=line + " - ")}'
        f'<p class="sign-off">{sign}</p><p class="standards">Our Standards: The principles by which we work.</p></div>'
        f'</article><div class="read-next"><h2>Read Next</h2>{parts.teasers(story, "story-collection")}</div></main><footer>'
        f"<p>{parts.RIGHTS}</p></footer>"
    )
    html = parts.whole(
        body, head=parts.linked_data(story, author=None), title=f"{story.headline} | {story.agency}"
    )
    return parts.page(
        story, html, unwanted=("The principles by which we work",), first=line + " - ", dateline=line
    )


def old_tables(story: Story) -> Page:
    """A page of the years of tables and fonts: everything is a cell, the byline is bold."""
    line = f"{story.place.upper()} ({story.agency})"
    text = "<br><br>\n".join(escape(p) for p in (f"{line} -- {story.paragraphs[0]}", *story.paragraphs[1:]))
    menu = "".join(f'<a href="/{n}"><font size=2>{item}</font></a><br>' for n, item in enumerate(parts.MENU))
    teasers = "".join(f'<li><a href="/{n}">{aside}</a>' for n, aside in enumerate(story.asides))
    body = (
        f"<table width=780 border=0><tr><td colspan=3><b>{story.paper}</b> | {parts.american_day(story.changed)}</td></tr><tr><td "
        f"width=120 valign=top>{menu}</td><td valign=top><h1><font face=Georgia size=6>{story.headline}</font></h1><b>By "
        f"{parts.joined(story.names)}</b><br><i>{story.day:%A}, {parts.american_day(story.day)}</i><p><font face=Georgia>{text}</font></p>"
        f"</td><td width=160 bgcolor=#eeeeee valign=top><b>Top stories</b><ul>{teasers}</ul></td></tr><tr><td colspan=3>"
        f"<font size=1>Copyright {story.changed.year} {story.paper}. {parts.RIGHTS}</font></td></tr></table>"
    )
    html = f"<html><head><title>{story.paper}: {story.headline}</title></head><body bgcolor=white>{body}</body></html>"
    return parts.page(
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
    lines.insert(2, f'<div class="subscriber-preview promo"><p>{parts.LETTER}</p></div>')
    body = (
        f'<div id="site-navbar-container">{parts.menu(css="navbar-nav")}</div><section id="main-page-container"><article '
        f'class="asset story" itemscope itemtype="https://schema.org/NewsArticle"><header class="asset-header"><h1 '
        f'class="headline"><span itemprop="headline">{story.headline}</span></h1><ul class="list-inline asset-meta"><li>'
        f'<span itemprop="author" class="tnt-byline">{parts.joined(story.names)} Staff Writer</span></li><li class="hidden-print">'
        f'<time datetime="{story.day}T07:15:00-05:00" class="tnt-date asset-date">{story.day:%b} {story.day.day}, '
        f'{story.day.year}</time></li></ul></header><div itemprop="articleBody" class="asset-body" id="article-body"><div '
        f'class="lee-article-text">{"".join(lines)}</div></div><div class="tagline">{story.names[0]} {parts.BIO}</div></article>'
        f'<section class="block recommended">{parts.teasers(story, "card-grid")}</section></section><footer '
        f'id="site-footer-container"><p>{parts.RIGHTS}</p></footer>'
    )
    head = f'<meta name="author" content="{story.paper}">' + parts.meta(og__site_name=story.paper)
    html = parts.whole(body, head=head, title=f"{story.headline} | News | {story.paper}", lang="en-US")
    return parts.page(
        story, html, unwanted=(parts.LETTER, parts.BIO), first=f"{line} ", dateline=story.place.upper()
    )


def release_wire(story: Story) -> Page:
    """A service that prints releases: a dateline with a whole date, about whom it is, contacts, no writer."""
    line = f"{story.place.upper()}, {parts.american_day(story.day)} (Varnwire)"
    about = f"About {story.paper}: a regional publisher with four titles and a printing house of its own."
    body = (
        f'<div class="header">{parts.menu("div", "menu")}</div><div class="main"><h1 class="article-headline">'
        f'{story.headline}</h1><p class="article-published">{parts.american_day(story.day)} 08:00 ET</p><div '
        f'class="main-body-container article-body">{parts.paragraphs(story, first=line + " -- ")}</div><div class="boilerplate '
        f'about-company related"><p>{about}</p></div><div class="contact sidebar"><p>Press office, telephone by '
        f'arrangement only.</p></div>{parts.teasers(story, "recommended-reading")}</div><div class="footer"><p>© '
        f"{story.changed.year} Varnwire. {parts.RIGHTS}</p></div>"
    )
    html = parts.whole(body, title=f"{story.headline} - Varnwire", lang="en-US")
    return parts.page(
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
        f'<div class="elementor">{parts.menu(css="elementor-nav-menu")}<div class="elementor-widget-theme-post-title"><h1>'
        f'{story.headline}</h1></div><div class="elementor-widget-theme-post-content">{parts.paragraphs(story)}</div><div '
        f'class="elementor-widget-posts">{parts.teasers(story, "elementor-post")}</div><div class="elementor-location-footer '
        f'footer"><p>© 2019-{story.changed.year} {story.paper}. Site last updated {parts.american_day(story.changed)}. {parts.RIGHTS}</p>'
        f"</div></div><script>var banner={{until:'{story.changed}'}};</script>"
    )
    html = parts.whole(body, title=story.headline)
    return parts.page(story, html, unwanted=("Site last updated",), byline=(), published=None)


SYSTEMS: Mapping[str, Callable[[Story], Page]] = {
    system.__name__.replace("_", "-"): system
    for system in (
        wordpress_classic, wordpress_blocks, drupal, arc, chorus, ghost, amp, next_js, blogger, medium, joomla,
        typo3, government, agency, old_tables, local_paper, release_wire, undated,
    )
}  # fmt: skip
