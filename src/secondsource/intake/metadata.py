"""What a page says of itself: title, publisher, byline, published time, language.

Every field has a table of places, in the order of trust. A published time is never one of change,
and a date outside of these places (in a script, a footer, the address) is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from secondsource.intake.byline import byline_on_page, clean_byline, joined, people
from secondsource.intake.dates import is_change, iso, stamps
from secondsource.intake.linked import article_of, every, first_of, names_of, one_line, things_of
from secondsource.intake.marks import Element, flags_around
from secondsource.intake.page import Piece
from secondsource.intake.tables import wordset

PUBLISHED = (
    "article:published_time og:article:published_time article:published og:published_time "
    "datepublished parsely-pub-date sailthru.date cxenseparse:recs:publishtime publishdate "
    "publish-date publish_date publication_date publicationdate pubdate pub_date published "
    "published_time article.published date.issued dc.date.issued dcterms.issued dc.date.published "
    "dc.date.created dcterms.created dc.date dcterms.date dc.created citation_publication_date "
    "citation_online_date citation_date prism.publicationdate article_date_original "
    "originalpublicationdate bt:pubdate created date govuk:first-published-at"
)
TITLES = "og:title twitter:title parsely-title sailthru.title dc.title citation_title headline title"
PUBLISHERS = "og:site_name publisher dc.publisher citation_publisher citation_journal_title application-name"
AUTHORS = "author article:author parsely-author sailthru.author dc.creator citation_author byl byline"
LANGUAGES = "content-language language dc.language og:locale"

# Around these a heading or a date is of another article, of the paper or of its readers.
_NOT_ITS_OWN = wordset("nav footer banner comments consent dialog aside")
# Parts of a title that name the paper stand behind one of these.
_SITE = re.compile(r"\s+[|–—·•»-]\s+|\s+::\s+|\s*[|]\s*")


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


def metadata_of(
    root: Element, pieces: Sequence[Piece], header: Sequence[Piece], *, retrieved: str | None = None
) -> Metadata:
    """The page's metadata. header: the pieces around its heading, before the article begins.

    retrieved: when it was fetched; a date after that is none of publication.
    """
    metas = _metas(root)
    things = list(things_of(root))
    thing = article_of(things)
    publisher = _publisher(metas, thing, things)
    heading = _heading(root, pieces, publisher)
    return Metadata(
        title=_title(root, metas, thing, heading, publisher),
        publisher=publisher,
        byline=_byline(root, metas, thing, header, publisher),
        published=_published(root, metas, thing, header, _day_after(retrieved)),
        language=next(iter(root.xpath("/html/@lang | /html/@*[name()='xml:lang']")), None)
        or _first(metas, LANGUAGES),
        kind=(str(first_of(thing.get("@type")) or "") or None) if thing else _first(metas, "og:type"),
        body=_body(thing),
        heading=heading,
    )


def _metas(root: Element) -> dict[str, list[str]]:
    """The contents of meta elements by lower-case name, in the page's order."""
    found: dict[str, list[str]] = defaultdict(list)
    for element in root.iter("meta"):
        content = one_line(element.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split():
                if content:
                    found[name].append(content)
    return found


def _first(metas: dict[str, list[str]], names: str) -> str | None:
    return next((value for name in names.split() for value in metas.get(name, ())), None)


def _publisher(
    metas: dict[str, list[str]], thing: dict[str, Any], things: Sequence[dict[str, Any]]
) -> str | None:
    found = [
        *names_of(thing.get("publisher"), things),
        *(value for name in PUBLISHERS.split() for value in metas.get(name, ())),
    ]
    return next((name for name in found if not re.match(r"https?://|@", name)), None)


def _heading(root: Element, pieces: Sequence[Piece], publisher: str | None) -> str | None:
    """The main heading: the first that is no name of the paper and lies in no side box."""
    for element in root.xpath("//*[@itemprop='headline']"):
        text = one_line(element.get("content") or "".join(element.itertext()))
        if text and not flags_around(element) & _NOT_ITS_OWN:
            return text
    headings = (
        one_line(piece.text) for piece in pieces if piece.tag == "h1" and not piece.flags & _NOT_ITS_OWN
    )
    return next((text for text in headings if text and text != publisher), None)


def _title(
    root: Element,
    metas: dict[str, list[str]],
    thing: dict[str, Any],
    heading: str | None,
    publisher: str | None,
) -> str | None:
    """The headline as printed when the head of the page speaks of the same, else as the head gives it."""
    whole = (
        one_line("".join(next(iter(root.iter("title")), root).itertext()))
        if root.find(".//title") is not None
        else None
    )
    named = [
        *names_of(thing.get("headline")),
        *names_of(thing.get("name")),
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
        for name in names_of(thing.get("author") or thing.get("creator"))
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
    root: Element, metas: dict[str, list[str]], thing: dict[str, Any], header: Sequence[Piece], latest: str
) -> str | None:
    """The first date of publication that is one, from the surest place to the least sure."""
    values = chain(_published_values(root, metas, thing), _times(root, header))
    found = (day for value in values if (day := iso(value)) is not None and day[:10] <= latest)
    printed = (
        day for piece in header for day, published in stamps(piece.text) if published and day <= latest
    )
    return next(found, None) or next(printed, None)


def _published_values(root: Element, metas: dict[str, list[str]], thing: dict[str, Any]) -> Iterator[str]:
    """Dates of publication in the page's data, the surest first."""
    yield from metas.get(PUBLISHED.split()[0], ())
    yield from (str(value) for value in every(thing.get("datePublished")))
    for element in root.xpath("//*[contains(concat(' ', @itemprop, ' '), ' datePublished ')]"):
        if not flags_around(element) & _NOT_ITS_OWN:
            yield element.get("content") or element.get("datetime") or "".join(element.itertext())
    yield from (value for name in PUBLISHED.split() for value in metas.get(name, ()))
    yield from (str(value) for value in every(thing.get("dateCreated")))
    for element in root.xpath("//time[@pubdate and @datetime]"):
        yield element.get("datetime")


def _day_after(retrieved: str | None) -> str:
    """The latest day a report can be of: a day after it was fetched, since the earth has zones."""
    if retrieved is None:
        return "9999-12-31"
    return (date.fromisoformat(retrieved[:10]) + timedelta(days=1)).isoformat()


def _times(root: Element, header: Sequence[Piece]) -> Iterator[str]:
    """Times printed around the heading as time elements, but for those of a change."""
    for piece in header:
        for element in piece.element.iter("time"):
            shown = " ".join("".join(element.itertext()).split())
            if shown not in piece.text:
                continue
            label = piece.text[: piece.text.find(shown)] + " " + re.split(r"\d", shown)[0]
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".replace("-", " ")
            if not is_change(label) and not is_change(names) and "Modified" not in names:
                yield element.get("datetime") or next(filter(iso, element.itertext()), shown)
    for element in root.xpath("//*[contains(@class,'published')][@datetime or @title]"):
        if not is_change(element.get("class")):
            yield element.get("datetime") or element.get("title")


def _body(thing: dict[str, Any]) -> str | None:
    body = thing.get("articleBody")
    return body if isinstance(body, str) and body.strip() else None


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
