"""JSON-LD: what a page's structured data say, however they are nested."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from secondsource.intake.marks import Element

ARTICLE_TYPE = re.compile(
    r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|\w*NewsArticle|DiscussionForumPosting)"
)
_LONGEST = 500


def things_of(root: Element) -> Iterator[dict[str, Any]]:
    """The top objects of the page's JSON-LD; what cannot be read is passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = re.sub(
            r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$", "", script.text or ""
        )
        try:
            waiting = [json.loads(text.strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            held = waiting.pop(0)
            if isinstance(held, list):
                waiting[:0] = held
            elif isinstance(held, dict):
                yield held
                waiting[:0] = [
                    held[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in held
                ]


def article_of(things: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The first object that is an article, one with a date before one without; else empty."""
    articles = [
        thing
        for thing in things
        if any(ARTICLE_TYPE.fullmatch(str(name)) for name in every(thing.get("@type")))
    ]
    dated = (thing for thing in articles if thing.get("datePublished"))
    return next(dated, articles[0] if articles else {})


def every(value: Any) -> list[Any]:
    """The value as a list: itself when it is one, none for None."""
    return value if isinstance(value, list) else [] if value is None else [value]


def first_of(value: Any) -> Any:
    """The first of several values, or the only one; None when there is none."""
    return next(iter(every(value)), None)


def names_of(value: Any, things: Sequence[dict[str, Any]] = ()) -> list[str]:
    """The names of people or organizations, given as text, objects, references or lists of them."""
    out: list[str] = []
    for held in every(value):
        if isinstance(held, dict) and "name" not in held and "@id" in held:
            held = next(
                (thing for thing in things if thing.get("@id") == held["@id"] and "name" in thing), held
            )
        names = every(held.get("name")) if isinstance(held, dict) else [held]
        out.extend(line for name in names if isinstance(name, str) and (line := one_line(name)))
    return out


def one_line(text: str | None) -> str | None:
    """One line without markup and entities that were escaped twice; None when nothing is left."""
    text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text or ""))
    text = " ".join(text.replace("\ufeff", "").split())
    return text[:_LONGEST].strip() or None
