"""What pages of many publishing systems are made of: a page with its gold, menus, teasers, data, days.

Every page also holds what is no part of its report: menus, teasers, dates of other things, comments, notices.
"""
# ruff: noqa: E501  (markup is easier to read on long lines)

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

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


MENU = ("Home", "World", "Business and markets", "Weather", "Sport", "About us", "Sign in")
COOKIES = "We use cookies and similar technology to keep this site running and to measure how it is read."
LETTER = "Sign up for our morning newsletter and get the news of the region in your inbox every day."
CAPTION = "Archive picture: the harbour wall seen from the north on a clear day in winter."
BIO = "joined the paper after eleven years on the coast and writes about councils, courts and the sea."
RIGHTS = "All rights reserved. No part of this site may be copied without leave in writing."


def whole(body: str, *, head: str = "", title: str, lang: str = "en", html: str = "", foot: str = "") -> str:
    """A page from its body and head."""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"{html}><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width">{head}</head><body>{body}{foot}</body></html>'
    )


def menu(tag: str = "nav", css: str = "main-navigation") -> str:
    """The menu of a site."""
    items = "".join(f'<li><a href="/{n}">{item}</a></li>' for n, item in enumerate(MENU))
    return f'<{tag} class="{css}"><ul>{items}</ul></{tag}>'


def paragraphs(story: Story, css: str = "", *, first: str = "") -> str:
    """The story's paragraphs, each in its element. first: words before the first."""
    given = f' class="{css}"' if css else ""
    lines = (first + story.paragraphs[0], *story.paragraphs[1:])
    return "\n".join(f"<p{given}>{escape(line, quote=False)}</p>" for line in lines)


def meta(**named: str) -> str:
    """Elements of metadata; `og__title` is "og:title"."""
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{escape(value)}">'
        for name, value in named.items()
    )


def linked_data(story: Story, *, kind: str = "NewsArticle", **more: object) -> str:
    """The story's JSON-LD; None in `more` leaves a field out."""
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


def teasers(story: Story, css: str, *, dated: bool = True) -> str:
    """Links to other stories, with their days."""
    items = "".join(
        f'<li><a href="/{n}">{escape(aside)}</a>'
        + (
            f' <time datetime="{story.other - timedelta(days=n)}">{american_day(story.other)}</time>'
            if dated
            else ""
        )
        + "</li>"
        for n, aside in enumerate(story.asides)
    )
    return f'<div class="{css}"><h3>More from this section</h3><ul>{items}</ul></div>'


def american_day(day: date) -> str:
    """A day as in "March 5, 2026"."""
    return f"{day:%B} {day.day}, {day.year}"


def british_day(day: date) -> str:
    """A day as in "5 March 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def joined(names: tuple[str, ...]) -> str:
    """Names with "and" between them."""
    return " and ".join(names)


def page(
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
    """A page with its gold, for one story."""
    return Page(
        html=html,
        address=f"https://{story.paper.lower().replace(' ', '')}.invalid/{path}{story.slug}",
        wanted=(first + story.paragraphs[0], *story.paragraphs[1:]),
        unwanted=(*unwanted, *story.asides[:2], RIGHTS),
        byline=story.names if byline is None else byline,
        dateline=dateline,
        published=str(story.day) if published == "" else published,
    )
