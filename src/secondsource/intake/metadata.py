"""What a page says of itself: title, publisher, byline, published time, language.

Every field has a table of places, in the order of trust. A published time is never one of change,
and a date outside of these places (in a script, a footer, the address) is none.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from secondsource.intake.byline import byline_on_page, clean_byline, joined, people
from secondsource.intake.dates import is_change, iso, stamps
from secondsource.intake.marks import Element, flags_around
from secondsource.intake.page import Piece

ARTICLE_TYPE = re.compile(
    r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|\w*NewsArticle|DiscussionForumPosting)"
)
PUBLISHED = (
    "article:published_time og:article:published_time article:published og:published_time "
    "datepublished parsely-pub-date sailthru.date cxenseparse:recs:publishtime publishdate "
    "publish-date publish_date publication_date publicationdate pubdate pub_date published "
    "published_time article.published date.issued dc.date.issued dcterms.issued dc.date.published "
    "dc.date.created dcterms.created dc.date dcterms.date dc.created citation_publication_date "
    "citation_online_date citation_date prism.publicationdate article_date_original "
    "originalpublicationdate bt:pubdate created date"
)
TITLES = "og:title twitter:title parsely-title sailthru.title dc.title citation_title headline title"
PUBLISHERS = "og:site_name publisher dc.publisher citation_publisher citation_journal_title application-name"
AUTHORS = "author article:author parsely-author sailthru.author dc.creator citation_author byl byline"
LANGUAGES = "content-language language dc.language og:locale"

# Parts of a title that name the paper stand behind one of these.
_SITE = re.compile(r"\s+[|–—·•»-]\s+|\s+::\s+|\s*[|]\s*")
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself; None where it says nothing. kind: its schema.org or Open Graph type."""

    title: str | None
    publisher: str | None
    byline: str | None
    published: str | None
    language: str | None
    kind: str | None
    body: str | None
    heading: str | None


def metadata_of(root: Element, pieces: Sequence[Piece], header: Sequence[Piece]) -> Metadata:
    """The page's metadata. header: the pieces around its heading, before the article begins."""
    metas = _metas(root)
    things = list(_things(root))
    thing = _article(things)
    publisher = _publisher(metas, thing, things)
    heading = _heading(root, publisher)
    return Metadata(
        title=_title(root, metas, thing, heading, publisher),
        publisher=publisher,
        byline=_byline(root, metas, thing, header, publisher),
        published=_published(root, metas, thing, header),
        language=next(iter(root.xpath("/html/@lang | /html/@*[name()='xml:lang']")), None)
        or _first(metas, LANGUAGES),
        kind=(str(_one(thing.get("@type")) or "") or None) if thing else _first(metas, "og:type"),
        body=_body(thing),
        heading=heading,
    )


def _metas(root: Element) -> dict[str, list[str]]:
    """The contents of meta elements by lower-case name, in the page's order."""
    found: dict[str, list[str]] = defaultdict(list)
    for element in root.iter("meta"):
        content = _line(element.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split():
                if content:
                    found[name].append(content)
    return found


def _first(metas: dict[str, list[str]], names: str) -> str | None:
    return next((value for name in names.split() for value in metas.get(name, ())), None)


def _things(root: Element) -> Iterator[dict[str, Any]]:
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


def _article(things: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The first object that is an article, one with a date before one without; else empty."""
    articles = [
        thing
        for thing in things
        if any(ARTICLE_TYPE.fullmatch(str(name)) for name in _all(thing.get("@type")))
    ]
    dated = (thing for thing in articles if thing.get("datePublished"))
    return next(dated, articles[0] if articles else {})


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _one(value: Any) -> Any:
    return next(iter(_all(value)), None)


def _names(value: Any, things: Sequence[dict[str, Any]] = ()) -> list[str]:
    """The names of people or organizations, given as text, objects, references or lists of them."""
    out: list[str] = []
    for held in _all(value):
        if isinstance(held, dict) and "name" not in held and "@id" in held:
            held = next(
                (thing for thing in things if thing.get("@id") == held["@id"] and "name" in thing), held
            )
        names = _all(held.get("name")) if isinstance(held, dict) else [held]
        out.extend(line for name in names if isinstance(name, str) and (line := _line(name)))
    return out


def _line(text: str | None) -> str | None:
    """One line without markup and entities that were escaped twice; None when nothing is left."""
    import html

    text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text or ""))
    text = " ".join(text.replace("\ufeff", "").split())
    return text[:_LONGEST].strip() or None


def _publisher(
    metas: dict[str, list[str]], thing: dict[str, Any], things: Sequence[dict[str, Any]]
) -> str | None:
    found = [
        *_names(thing.get("publisher"), things),
        *(value for name in PUBLISHERS.split() for value in metas.get(name, ())),
    ]
    return next((name for name in found if not re.match(r"https?://|@", name)), None)


def _heading(root: Element, publisher: str | None) -> str | None:
    """The main heading: the first that is no name of the paper and lies in no side box."""
    marked = root.xpath("//*[@itemprop='headline']")
    for element in [*marked, *root.iter("h1")]:
        text = _line(element.get("content") or " ".join(element.itertext()))
        flags = flags_around(element)
        if (
            text
            and text != publisher
            and not flags & {"nav", "footer", "banner", "comments", "consent", "dialog"}
        ):
            return text
    return None


def _title(
    root: Element,
    metas: dict[str, list[str]],
    thing: dict[str, Any],
    heading: str | None,
    publisher: str | None,
) -> str | None:
    """The headline as printed when the head of the page speaks of the same, else as the head gives it."""
    whole = (
        _line("".join(next(iter(root.iter("title")), root).itertext()))
        if root.find(".//title") is not None
        else None
    )
    named = [
        *_names(thing.get("headline")),
        *_names(thing.get("name")),
        *(v for name in TITLES.split() for v in metas.get(name, ())),
    ]
    told = [_without_site(title, publisher) for title in named]
    if heading and (not told or any(_akin(heading, title) for title in [*told, whole or ""])):
        return heading
    if told:
        return told[0]
    return heading or (_without_site(whole, publisher) if whole else None)


def _without_site(title: str, publisher: str | None) -> str:
    """The title without the paper's name at its end or start."""
    parts = _SITE.split(title)
    if len(parts) < 2:
        return title
    if publisher and _folded(parts[-1]) in _folded(publisher) + " ":
        return title[: title.rfind(parts[-1])].rstrip(" |–—·•»:-")
    if publisher and _folded(parts[0]) == _folded(publisher):
        return title[len(parts[0]) :].lstrip(" |–—·•»:-")
    # With a bar the rest is the paper's name whatever it is; a dash may belong to the headline.
    bar = title.rfind("|")
    return title[:bar].strip() if bar > 0 else title


def _akin(one: str, other: str) -> bool:
    """True when most words of the shorter line stand in the other too."""
    a, b = set(re.findall(r"\w+", one.casefold())), set(re.findall(r"\w+", other.casefold()))
    return bool(a and b) and 2 * len(a & b) > min(len(a), len(b))


def _byline(
    root: Element,
    metas: dict[str, list[str]],
    thing: dict[str, Any],
    header: Sequence[Piece],
    publisher: str | None,
) -> str | None:
    """Names that the page's data give, unless the printed byline holds these and more."""
    data = [
        clean_byline(name, publisher=publisher)
        for name in _names(thing.get("author") or thing.get("creator"))
    ]
    if not any(data):
        name = next(
            (
                name
                for name in AUTHORS.split()
                if any(clean_byline(value, publisher=publisher) for value in metas.get(name, ()))
            ),
            "",
        )
        data = [clean_byline(value, publisher=publisher) for value in metas.get(name, ())]
    given = joined([name for name in data if name])
    printed = byline_on_page(root, header, publisher=publisher)
    if printed and (not given or all(_folded(name) in _folded(printed) for name in people(given))):
        return printed
    return given or printed


def _published(
    root: Element, metas: dict[str, list[str]], thing: dict[str, Any], header: Sequence[Piece]
) -> str | None:
    for value in _published_values(root, metas, thing):
        if (found := iso(value)) is not None:
            return found
    for value in _times(root, header):
        if (found := iso(value)) is not None:
            return found
    printed = (found for piece in header for found in stamps(piece.text))
    return next((day for day, published in printed if published), None)


def _published_values(root: Element, metas: dict[str, list[str]], thing: dict[str, Any]) -> Iterator[str]:
    """Dates of publication in the page's data, the surest first."""
    yield from metas.get(PUBLISHED.split()[0], ())
    yield from (str(value) for value in _all(thing.get("datePublished")))
    for element in root.xpath("//*[contains(concat(' ', @itemprop, ' '), ' datePublished ')]"):
        yield element.get("content") or element.get("datetime") or "".join(element.itertext())
    yield from (value for name in PUBLISHED.split() for value in metas.get(name, ()))
    yield from (str(value) for value in _all(thing.get("dateCreated")))
    for element in root.xpath("//time[@pubdate and @datetime]"):
        yield element.get("datetime")


def _times(root: Element, header: Sequence[Piece]) -> Iterator[str]:
    """Times printed around the heading as time elements, but for those of a change."""
    for piece in header:
        for element in piece.element.iter("time"):
            value, shown = element.get("datetime"), " ".join("".join(element.itertext()).split())
            before = piece.text[: piece.text.find(shown)] if shown and shown in piece.text else ""
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            if (
                not is_change(before + " " + shown)
                and not is_change(names.replace("-", " "))
                and "modified" not in names.lower()
            ):
                yield value or shown
    for element in root.xpath("//*[contains(@class,'published')][@datetime or @title]"):
        if not is_change(element.get("class")):
            yield element.get("datetime") or element.get("title")


def _body(thing: dict[str, Any]) -> str | None:
    body = thing.get("articleBody")
    return body if isinstance(body, str) and body.strip() else None


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
