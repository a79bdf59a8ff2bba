"""Pages that a browser saved as one file (MHTML, RFC 2557): the page itself, with its address and day.

Its images, styles and frames are passed over. Both forms are read: Chromium's, which names the page in its
head, and Internet Explorer's, where the first part is the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from types import MappingProxyType

from secondsource.errors import InputError, NoText
from secondsource.intake import mime
from secondsource.intake.mime import Entity
from secondsource.intake.options import Given, Options, Part
from secondsource.intake.unpacking import TRUNCATED
from secondsource.model.report import Capture

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Part]:
    """The page as a part. Raises NoText without one, InputError ("truncated") when it is cut off."""
    message = mime.parsed(capture.body)
    address = _location(message, "snapshot-content-location")
    page, whole = _page(message, address)
    if page is None:
        raise NoText("this saved page holds no page, only what belongs to one", kind="no-article")
    if not whole:
        raise InputError(TRUNCATED, kind="truncated")
    address = address or _location(page, "content-location") or _location(message, "content-location")
    web = address if address.lower().startswith(("http://", "https://")) else None
    title = mime.words_of(message.field("subject"))
    kind = mime.one_line(page.field("content-type"))
    headers = (("Content-Type", kind),) if kind else ()
    yield Part(
        body=page.content(),
        name=address or "page",
        address=web,
        retrieved=_date(message),
        charset=page.charset,
        headers=(*headers, (":within", capture.id)),
        otherwise=MappingProxyType({"title": title} if title else {}),
    )


def _page(message: Entity, address: str) -> tuple[Entity | None, bool]:
    """The part that is the page, and whether it is there to its end."""
    start = (message.parameter("start") or "").strip("<> ")
    texts = [(part, closed) for part, closed in _leaves(message, True) if part.kind in _TEXTS]
    wanted = (
        lambda part: bool(start) and part.field("content-id").strip().strip("<>") == start,
        lambda part: bool(address) and _location(part, "content-location") == address,
        lambda part: part.kind in _TEXTS[:2],
        lambda part: True,
    )
    for fits in wanted:
        found = next(((part, closed) for part, closed in texts if fits(part)), None)
        if found is not None:
            return found
    return None, True


def _leaves(entity: Entity, closed: bool) -> Iterator[tuple[Entity, bool]]:
    """Parts without parts of their own; closed False for one that reaches to where a boundary is missing."""
    if not entity.parts:
        yield entity, closed
    for number, part in enumerate(entity.parts, start=1):
        yield from _leaves(part, closed and (entity.closed or number < len(entity.parts)))


def _location(entity: Entity, field: str) -> str:
    return "".join(mime.words_of(entity.field(field)).split())


def _date(message: Entity) -> str | None:
    """When the page was saved, in UTC to the second."""
    try:
        found = parsedate_to_datetime(message.field("date"))
        return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if found.year >= 1000 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
