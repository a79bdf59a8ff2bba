"""What a page says of itself: title, publisher, byline, published time, language.

Every field has a table of places, in the order of trust, and tells which place it was read from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from secondsource.intake.byline import byline_on_page, clean_byline, joined, people
from secondsource.intake.dateline import marked_dateline
from secondsource.intake.found import Found
from secondsource.intake.linked import article_of, first_of, names_of, one_line, things_of
from secondsource.intake.marks import Element, flags_around
from secondsource.intake.page import Piece
from secondsource.intake.published import NOT_ITS_OWN, Dating, is_own, published_of
from secondsource.model.report import FieldReason

TITLES = "og:title twitter:title parsely-title sailthru.title dc.title citation_title headline title"
PUBLISHERS = "og:site_name publisher dc.publisher citation_publisher citation_journal_title application-name"
AUTHORS = "author article:author parsely-author sailthru.author dc.creator citation_author byl byline"
LANGUAGES = "content-language language dc.language og:locale"

_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)|copyright\b)", re.IGNORECASE)
# Parts of a title that name the paper stand behind one of these.
_SITE = re.compile(r"\s+[|–—·•»-]\s+|\s+::\s+|\s*[|]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself; None where it says nothing. kind: its schema.org or Open Graph type."""

    title: str | None
    publisher: str | None
    byline: str | None
    dateline: str | None
    published: str | None
    language: str | None
    kind: str | None
    body: str | None
    heading: str | None
    reasons: tuple[FieldReason, ...] = ()


def metadata_of(
    root: Element,
    pieces: Sequence[Piece],
    header: Sequence[Piece],
    *,
    retrieved: str | None = None,
    address: str | None = None,
) -> Metadata:
    """The page's metadata. header: the pieces around its heading, before the article begins.

    retrieved: when it was fetched; a date after that is none of publication. address: where it was found.
    """
    metas = _metas(root)
    things = list(things_of(root))
    thing = article_of(things)
    address = address or _address(root, metas)
    publisher = _publisher(root, pieces, metas, thing, things, address)
    named = publisher.value if publisher else None
    heading = _heading(root, pieces, named)
    language = next(iter(root.xpath("/html/@lang | /html/@*[name()='xml:lang']")), None) or _first(
        metas, LANGUAGES
    )
    dating = Dating(
        root=root,
        metas=metas,
        thing=thing,
        header=header,
        retrieved=retrieved,
        language=language or "",
        address=address,
    )
    found = {
        "byline": _byline(root, metas, thing, header, named),
        "dateline": _dateline(root, thing),
        "published": published_of(dating),
        "publisher": publisher,
    }
    return Metadata(
        title=_title(root, metas, thing, heading, named),
        **{field: held.value if held else None for field, held in found.items()},
        language=language,
        kind=(str(first_of(thing.get("@type")) or "") or None) if thing else _first(metas, "og:type"),
        body=_body(thing),
        heading=heading,
        reasons=tuple(reason for field, held in found.items() if held for reason in held.reasons(field)),
    )


def _address(root: Element, metas: dict[str, list[str]]) -> str:
    """The address that the page gives itself, or ""."""
    links = root.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    return str(next(iter(links), None) or _first(metas, "og:url") or "")


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
    root: Element,
    pieces: Sequence[Piece],
    metas: dict[str, list[str]],
    thing: dict[str, Any],
    things: Sequence[dict[str, Any]],
    address: str,
) -> Found | None:
    """The paper: by the page's data, else by the end of its title."""
    found = [
        *(Found(name, "jsonld-publisher") for name in names_of(thing.get("publisher"), things)),
        *(
            Found(value, "meta-publisher", (name,))
            for name in PUBLISHERS.split()
            for value in metas.get(name, ())
        ),
    ]
    told = next((name for name in found if not re.match(r"https?://|@", name.value or "")), None)
    return told or _publisher_of_title(root, pieces, address)


def _publisher_of_title(root: Element, pieces: Sequence[Piece], address: str) -> Found | None:
    """The last part of the title, where the page's foot or its address bears that name too."""
    parts = _SITE.split(one_line("".join(root.xpath("string((//title)[1])"))) or "")
    name = parts[-1].strip()
    if len(parts) < 2 or not 2 < len(_folded(name)) <= 60:
        return None
    host = re.sub(r"^[a-z]+://(?:www\.)?([^/:]*).*", r"\1", address.lower())
    foot = (piece.text for piece in pieces if "footer" in piece.flags or _COPYRIGHT.match(piece.text))
    borne = _folded(name) in _folded(host) if host else False
    if borne or any(_folded(name) in _folded(text) for text in foot):
        return Found(name, "title-and-page")
    return None


def _heading(root: Element, pieces: Sequence[Piece], publisher: str | None) -> str | None:
    """The main heading: the first that is no name of the paper and lies in no side box."""
    for element in root.xpath("//*[@itemprop='headline']"):
        text = one_line(element.get("content") or "".join(element.itertext()))
        if text and not flags_around(element) & NOT_ITS_OWN:
            return text
    headings = (
        one_line(piece.text) for piece in pieces if piece.tag == "h1" and not piece.flags & NOT_ITS_OWN
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
) -> Found | None:
    """Names that the page's data give, unless the printed byline holds these and more."""
    given = _named(names_of(thing.get("author") or thing.get("creator")), "jsonld-author", (), publisher)
    for name in () if given else AUTHORS.split():
        given = given or _named(metas.get(name, ()), "meta-author", (name,), publisher)
    printed = byline_on_page(root, header, publisher=publisher)
    if given is None or printed is None:
        return given or printed
    whole = _folded(printed.value or "")
    if all(_folded(name) in whole for name in people(given.value or "")):
        return replace(printed, more=((given.code, given.values),))
    return given


def _named(names: Sequence[str], code: str, values: tuple[str, ...], publisher: str | None) -> Found | None:
    """The names that are people's or agencies', as one byline."""
    clean = [name for held in names if (name := clean_byline(held, publisher=publisher))]
    return Found(joined(clean), code, values) if clean else None


def _dateline(root: Element, thing: dict[str, Any]) -> Found | None:
    """What the page itself calls its dateline; the text's own opening is read elsewhere."""
    for element in root.xpath("//*[contains(@class, 'ateline')]"):
        named = "dateline" in re.split(r"[^a-z]+", (element.get("class") or "").lower())
        text = one_line("".join(element.itertext()))
        if text and named and is_own(element) and (line := marked_dateline(text)) is not None:
            return Found(line, "page-dateline")
    lines = [line for name in names_of(thing.get("dateline")) if (line := marked_dateline(name)) is not None]
    return Found(lines[0], "jsonld-dateline") if lines else None


def _body(thing: dict[str, Any]) -> str | None:
    body = thing.get("articleBody")
    return body if isinstance(body, str) and body.strip() else None


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
