"""When a page was published: the first date of its data, its heading or its address that is one.

Every place is a row in the order of trust. A date of change is never one of publication, and a date anywhere
else (in a script, a footer, a comment, a box with other articles) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from secondsource.intake.dates import figure_stamps, is_change, iso, latest_day, stamps
from secondsource.intake.found import Found
from secondsource.intake.linked import every
from secondsource.intake.marks import Element, flags_around, is_own_footer
from secondsource.intake.order import Figured, figured, settled
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
MODIFIED = (
    "article:modified_time og:updated_time og:modified_time datemodified last-modified dcterms.modified "
    "dc.date.modified revised"
)
# Around these a heading or a date is of another article, of the paper or of its readers.
NOT_ITS_OWN = wordset("nav footer banner comments consent dialog aside")
# A day in an address: between slashes, whole, so that a number of an article is none.
_URL_DAY = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-])|/((?:19|20)\d{2})(\d{2})(\d{2})/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """What a page is dated by.

    metas: contents of meta elements by lower-case name. thing: its article in JSON-LD. header: the pieces
    around its heading. retrieved: when it was fetched. language: its own word for it. address: its own.
    """

    root: Element
    metas: Mapping[str, Sequence[str]]
    thing: Mapping[str, Any]
    header: Sequence[Piece]
    retrieved: str | None = None
    language: str = ""
    address: str = ""


def published_of(dating: Dating) -> Found | None:
    """The date of publication with its reason; its value is None where only an open one was found."""
    latest = latest_day(dating.retrieved)
    bound, others = min(latest, _modified(dating)), _figured(dating)
    waiting: Found | None = None
    for value, code, values in _candidates(dating):
        day = iso(value)
        if day is not None:
            found = Found(day, code, values)
        elif figures := figured(value):
            found = settled(
                figures[0], code=code, values=values, others=others, latest=bound, language=dating.language
            )
        else:
            continue
        if found.value is not None and found.value[:10] <= latest:
            return found
        if found.value is None:
            waiting = waiting or found
    return waiting


def _candidates(dating: Dating) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Values that may be the date of publication, with code and values of the reason; the surest first."""
    metas, thing = dating.metas, dating.thing
    first = PUBLISHED.split()[0]
    yield from ((value, "meta-published", (first,)) for value in metas.get(first, ()))
    yield from ((str(value), "jsonld-date-published", ()) for value in every(thing.get("datePublished")))
    for element in dating.root.xpath("//*[contains(concat(' ', @itemprop, ' '), ' datePublished ')]"):
        if is_own(element):
            value = element.get("content") or element.get("datetime") or "".join(element.itertext())
            yield value, "microdata-date-published", ()
    for name in PUBLISHED.split():
        yield from ((value, "meta-published", (name,)) for value in metas.get(name, ()))
    yield from ((str(value), "jsonld-date-created", ()) for value in every(thing.get("dateCreated")))
    for element in dating.root.xpath("//time[@pubdate and @datetime]"):
        if is_own(element):
            yield element.get("datetime"), "time-element", ()
    yield from ((value, "time-element", ()) for value in _times(dating.root, dating.header))
    yield from _printed(dating.header)
    yield from _in_address(dating)


def _printed(header: Sequence[Piece]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Days that stand as stamps beside the heading: in words, then in figures.

    Those below it first: above it stand the day of the edition and whatever else is on top of the page.
    """
    heading = max((n for n, piece in enumerate(header) if piece.tag == "h1"), default=0)
    header = [*header[heading:], *header[:heading]]
    for piece in header:
        yield from ((day, "header", (_short(piece.text),)) for day, issued in stamps(piece.text) if issued)
    for piece in header:
        for day, issued in figure_stamps(piece.text):
            if issued:
                yield day.text, "header", (_short(piece.text),)


def _in_address(dating: Dating) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    match = _URL_DAY.search(dating.address)
    if match is not None:
        year, month, day = (part for part in match.groups() if part is not None)
        yield f"{year}-{int(month):02}-{int(day):02}", "url-path", (match[0].strip("/-"),)


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
        if not is_change(element.get("class")) and is_own(element):
            yield element.get("datetime") or element.get("title")


def is_own(element: Element) -> bool:
    """True for what belongs to the page's article: in no box, comment or foot, and no card of another."""
    cards = sum(other.tag == "article" for other in element.iterancestors())
    flags = flags_around(element) & NOT_ITS_OWN
    return cards <= 1 and (not flags or (flags == {"footer"} and is_own_footer(element)))


def _figured(dating: Dating) -> list[Figured]:
    """Days in figures of the page's data and heading, which show in what order it writes them."""
    names = (*PUBLISHED.split(), *MODIFIED.split())
    values = [value for name in names for value in dating.metas.get(name, ())]
    values += [
        str(value)
        for name in ("datePublished", "dateModified", "dateCreated")
        for value in every(dating.thing.get(name))
    ]
    values += [piece.text for piece in dating.header]
    return [day for value in values for day in figured(value[:1000])]


def _modified(dating: Dating) -> str:
    """The day of the last change that the page tells of, before which it was published."""
    values = [value for name in MODIFIED.split() for value in dating.metas.get(name, ())]
    values += [str(value) for value in every(dating.thing.get("dateModified"))]
    days = [day[:10] for value in values if (day := iso(value)) is not None and len(day) >= 10]
    printed = [
        d for piece in dating.header for d, issued in stamps(piece.text) if not issued and len(d) == 10
    ]
    return max([*days, *printed], default="9999-12-31")


def _short(line: str) -> str:
    return " ".join(line.split())[:120]
