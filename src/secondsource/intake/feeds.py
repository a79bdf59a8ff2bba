"""Feeds (RSS 0.9 to 2.0, RDF, Atom): a report for each item, with what the feed says of it.

Nothing is fetched for it: an item is what the feed itself holds of it, be it a headline alone, which is
marked so at its place. With the option `follow`, the page that an item leads to is read in its stead.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit

from secondsource.errors import InputError, NoText
from secondsource.intake.byline import clean_byline, joined
from secondsource.intake.charset import decode
from secondsource.intake.inputs import receive_address
from secondsource.intake.light import is_marked_up, paragraphs
from secondsource.intake.mime import one_line
from secondsource.intake.moments import moment
from secondsource.intake.options import Given, Limits, Options
from secondsource.model.report import Block, Capture, Failure, Report
from secondsource.model.span import Span

GAP = "\n\n"
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>", re.IGNORECASE)
_DECLARED = re.compile(rb"^\s*<\?xml\b[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_FEED_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
# What no XML may hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The times of an item by trust. (What the library makes of them is not looked at: it guesses.)
_TIMES = ("published", "created", "updated")
# Authors as feeds give them: "Anna Lind (anna@holm.invalid)", and the other way round.
# The name ends with a word, so that there is one way alone to match it.
_BEFORE_ADDRESS = re.compile(r"(?P<name>[^<>()@](?:\s*+[^<>()@\s]++)*+)\s*+[(<]\S+@\S+[)>]")
_BEHIND_ADDRESS = re.compile(r"\S+@\S+\s*\((?P<name>[^()]+)\)")
_LONGEST_NAME = 300


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Report | Failure]:
    """A report or a failure for each item, in the order of the feed; what is repeated comes once.

    Raises NoText ("empty", "unsupported") for a feed without items, and for XML that is none.
    """
    text, _ = decode(capture.body, declared=_charsets(capture.body, given), lenient=True)
    text, cut = _whole(text)
    feed = _parsed(text)
    if not feed.entries:
        if not feed.version and not cut:
            raise NoText("this is XML but no feed (RSS or Atom)", kind="unsupported")
        raise NoText("this feed holds no item", kind="empty")
    seen: set[str] = set()
    for number, entry in enumerate(feed.entries, start=1):
        given.budget.take(0, limits=options.limits)
        path = f"{given.path}#{_name(entry, number)}"
        try:
            report = _report(entry, feed, number, capture=capture, given=given, limits=options.limits)
        except InputError as error:
            address = _address(entry, feed, given)
            if options.follow and address and error.kind == "link-page":
                yield from receive_address(address, given=_onward(address, given), options=options)
            else:
                yield Failure(path=path, kind=error.kind, message=str(error))
            continue
        if report.id not in seen:
            seen.add(report.id)
            report = replace(report, path=path)
            yield from _followed(report, given, options)
    if cut:
        message = "this feed is cut off; its items up to there are read. Fetch or save it again"
        yield Failure(path=given.path, kind="truncated", message=message)


def new_place(body: bytes) -> str | None:
    """The address that a feed says it has moved to (itunes:new-feed-url, or its own `self` link); or None."""
    text, _ = decode(body, declared=_charsets(body, Given(path="-")), lenient=True)
    channel = _parsed(text.split("<item", 1)[0].split("<entry", 1)[0]).feed
    links = [link.get("href") for link in channel.get("links", []) if link.get("rel") == "self"]
    found = channel.get("newlocation") or channel.get("itunes_new-feed-url") or next(iter(links), None)
    return str(found).strip() if found and _is_address(str(found).strip()) else None


def _charsets(body: bytes, given: Given) -> list[str]:
    """What declares the character set: the feed itself, then the other side, which often does not know."""
    match = _DECLARED.match(body.removeprefix(b"\xef\xbb\xbf"))
    found = [match[1].decode("ascii", "ignore")] if match else []
    return found + ([given.charset] if given.charset else [])


def _whole(text: str) -> tuple[str, bool]:
    """The feed up to its last whole item, and whether it was cut off."""
    if _FEED_END.search(text):
        return text, False
    ends = [match.end() for match in _ITEM_END.finditer(text)]
    return text[: ends[-1]] if ends else text, True


def _parsed(text: str) -> Any:
    """What feedparser makes of it. It gets bytes alone, in the one character set that is sure."""
    import feedparser

    body = _NO_XML.sub("", _DECLARATION.sub("", text, count=1)).encode("utf-8", "replace")
    # Without the place it came from: identifiers would be taken for relative addresses.
    headers = {"content-type": "application/xml; charset=utf-8"}
    source = io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>\n' + body.lstrip())
    try:
        return feedparser.parse(source, response_headers=headers, sanitize_html=False)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        # A fault of the library's own on markup that is damaged in rare ways.
        raise NoText(
            f"this feed is damaged and cannot be taken apart ({type(error).__name__}); get it again",
            kind="damaged",
        ) from None


def _report(entry: Any, feed: Any, number: int, *, capture: Capture, given: Given, limits: Limits) -> Report:
    """One item as a report. Raises NoText ("empty", "link-page") where it holds no text."""
    title = _title(entry)
    found = _text(entry, limits)
    address = _address(entry, feed, given)
    locator = f"item {number}"
    if not found and title:
        # A headline is what was published; that it stands for all of it is told at its place.
        found, locator = [(title, "")], f"{locator} headline alone"
    if not found:
        if address:
            message = f"this item only leads to {address}; `add` and `watch` with `--follow` read it"
            raise NoText(message, kind="link-page")
        raise NoText("this item of the feed holds nothing", kind="empty")
    text, blocks = _joined(found, locator)
    publisher = _plain(entry.get("source", {}).get("title")) or _plain(feed.feed.get("title"))
    return Report(
        text=text,
        path=given.path,
        title=title,
        publisher=publisher,
        byline=_byline(entry, publisher),
        published=_published(entry),
        retrieved=given.retrieved,
        address=address,
        record=one_line(str(entry.get("id") or "")) or None,
        capture=capture,
        blocks=blocks,
    )


def _title(entry: Any) -> str | None:
    return _plain(entry.get("title"))


def _text(entry: Any, limits: Limits) -> list[tuple[str, str]]:
    """(text, place) of the fullest form of what an item holds."""
    forms = [
        (str(content.get("value") or ""), str(content.get("type") or ""))
        for content in entry.get("content", [])
    ]
    summary = entry.get("summary_detail") or {"value": entry.get("summary"), "type": "text/html"}
    forms.append((str(summary.get("value") or ""), str(summary.get("type") or "")))
    read = [_paragraphs(value, kind, limits) for value, kind in forms if value.strip()]
    # The first of equals: the content before its summary.
    return max(read, key=lambda found: sum(len(text) for text, _ in found), default=[])


def _paragraphs(value: str, kind: str, limits: Limits) -> list[tuple[str, str]]:
    if kind.startswith("text/") and not is_marked_up(value):
        text = html.unescape(value) if kind != "text/plain" else value
        parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
        return [(part, "") for part in parts if part]
    if kind and not kind.startswith("text/") and "html" not in kind:
        return []
    return paragraphs(value, limits=limits)


def _plain(value: str | None) -> str | None:
    """One line without markup; None where nothing is left."""
    text = re.sub(r"</?[a-zA-Z][^<>]*>", " ", html.unescape(str(value or "")))
    return one_line(text) or None


def _byline(entry: Any, publisher: str | None) -> str | None:
    """The authors' names; an address where it is all that is known of one."""
    authors = [author.get("name") for author in entry.get("authors", [])]
    # Of one author all that is given: the library cuts longer addresses in two.
    given = authors if len(authors) > 1 else [entry.get("author")]
    names: list[str] = []
    for author in filter(None, map(_plain, given)):
        found = _BEFORE_ADDRESS.fullmatch(author) or _BEHIND_ADDRESS.fullmatch(author)
        name = found["name"].strip(' "') if found else author
        cleaned = clean_byline(name, publisher=publisher)
        names += [cleaned] if cleaned else [name] if "@" in name else []
    return joined(names) or None


def _published(entry: Any) -> str | None:
    """When it was published, by the first of its times that can be read."""
    # As dicts give it: the library's own `get` takes one time for another.
    times = (moment(dict.get(entry, name)) for name in _TIMES)
    return next((found for found in times if found is not None), None)


def _address(entry: Any, feed: Any, given: Given) -> str | None:
    """The address of an item's page, whole; None where it names none of the web."""
    base = given.address or str(feed.feed.get("link") or "")
    if _is_address(original := str(entry.get("feedburner_origlink") or "")):
        return original
    link = str(entry.get("link") or "").strip()
    if entry.get("guidislink") and link == entry.get("id"):
        # An identifier that stands in for a link is one only when it is whole.
        return link if _is_address(link) else None
    try:
        found = urljoin(base, link) if link else ""
    except ValueError:  # brackets that hold no address of the sixth version
        return None
    return found if _is_address(found) else None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _name(entry: Any, number: int) -> str:
    """What an item is called in its path."""
    return one_line(str(entry.get("id") or entry.get("link") or number))[:_LONGEST_NAME]


def _joined(found: Sequence[tuple[str, str]], locator: str) -> tuple[str, tuple[Block, ...]]:
    """The paragraphs as one text, and where each stands."""
    blocks: list[Block] = []
    at = 0
    for text, place in found:
        where = f"{locator} {place}".strip()
        blocks.append(Block(span=Span(at, at + len(text)), locator=where))
        at += len(text) + len(GAP)
    return GAP.join(text for text, _ in found), tuple(blocks)


def _followed(report: Report, given: Given, options: Options) -> Iterator[Report | Failure]:
    """The item, or where it is asked for the page that it leads to, and the item where that fails."""
    if not options.follow or report.address is None:
        yield report
        return
    found = list(receive_address(report.address, given=page_of(report, given), options=options))
    yield from found
    if not any(isinstance(outcome, Report) for outcome in found):
        yield report


def page_of(report: Report, given: Given) -> Given:
    """What is known of the page that an item leads to."""
    fields = ("title", "byline", "published", "publisher")
    told = {field: value for field in fields if (value := getattr(report, field))}
    here = _onward(report.address or given.path, given)
    return replace(here, otherwise=MappingProxyType({**given.otherwise, **told}))


def _onward(address: str, given: Given) -> Given:
    """The page at an address that an item names, as an input of its own."""
    return replace(
        given, path=address, name=address, charset=None, address=None, retrieved=None, level=given.level + 1
    )
