"""Captures as a web archive (WARC/1.1, ISO 28500:2017) that other tools read and verify.

What came with the headers of a server is a response record, all else a resource. The same captures give the
same bytes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import quote

from secondsource.model.report import Capture
from secondsource.versions import PACKAGE

# Names of records are made from what they hold, so that they are the same each time.
_NAMES = uuid.UUID("5f2f5d0e-6f5b-4f0e-9d1c-6d8a1f3c2b47")
_SAFE = "/:?#[]@!$&'()*+,;=%-._~"
# Of the body as it was sent; it is kept unpacked.
_SENT = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")
# A field of a report that is longer is no title or name, and tools refuse such headers.
_LONGEST_FIELD = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Bytes to write, and what is known of how they came.

    fetched: when an address gave them, ISO 8601 as it was noted. entered: when they came into the ledger, UTC
    to the second. headers: as noted with them; those that begin with a colon are our own. fields: of the
    report that was read from them, so that reading them again gives the same one; None where it may be many.
    """

    capture: Capture
    entered: str
    address: str | None = None
    fetched: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    fields: Mapping[str, str | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record as it was written. offset, length: bytes in the file; title: of the report."""

    address: str
    date: str
    media: str
    status: int | None
    digest: str
    offset: int
    length: int
    title: str | None = None


@dataclass(slots=True)
class _Writer:
    """Writes records one after another, each packed on its own where they are packed."""

    to: BinaryIO
    packed: bool
    offset: int = 0

    def put(self, fields: Mapping[str, str], block: bytes) -> int:
        """Write a record; the bytes that it takes."""
        named = {**fields, "WARC-Block-Digest": digest(block), "Content-Length": str(len(block))}
        head = "".join(f"{name}: {_line(value)}\r\n" for name, value in named.items())
        body = b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"
        if self.packed:
            body = gzip.compress(body, compresslevel=6, mtime=0)
        self.to.write(body)
        self.offset += len(body)
        return len(body)


def write_warc(held: Iterable[Held], to: BinaryIO, *, made: str, packed: bool = True) -> Iterator[Entry]:
    """Write an archive record by record, as the entries are taken. made: when, UTC to the second.

    packed: as `.warc.gz`, each record a gzip stream of its own.
    """
    writer = _Writer(to, packed)
    about = f"software: Second Source {PACKAGE}\r\nformat: WARC file version 1.1\r\n".encode()
    fields = {
        "WARC-Type": "warcinfo",
        "WARC-Record-ID": _id("warcinfo", made),
        "WARC-Date": made,
        "Content-Type": "application/warc-fields",
    }
    writer.put(fields, about)
    for one in held:
        yield _put(writer, one)


def digest(body: bytes) -> str:
    """A digest as WARC tools write and verify it: `sha256:` and base32."""
    return "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode()


def _put(writer: _Writer, held: Held) -> Entry:
    target = _target(held)
    date = held.fetched if held.fetched and _SECOND.fullmatch(held.fetched) else held.entered
    name = _id("record", held.capture.id, target, date, json.dumps(_own(held, target), sort_keys=True))
    fields = {
        "WARC-Type": "resource",
        "WARC-Record-ID": name,
        "WARC-Target-URI": target,
        "WARC-Date": date,
    }
    status, head = _http(held)
    media = next((value for key, value in held.headers if key.lower() == "content-type"), held.capture.media)
    fields["Content-Type"] = "application/http; msgtype=response" if head else media
    block = head + held.capture.body
    if head:
        # Of a resource, the block is all that there is.
        fields |= {"WARC-Type": "response", "WARC-Payload-Digest": digest(held.capture.body)}
    fields["WARC-JSON-Metadata"] = json.dumps({"secondsource": _own(held, target)}, sort_keys=True)
    offset = writer.offset
    return Entry(
        address=target,
        date=date,
        media=media.partition(";")[0].strip().lower(),
        status=status,
        digest=digest(held.capture.body),
        offset=offset,
        length=writer.put(fields, block),
        title=(held.fields or {}).get("title"),
    )


def _target(held: Held) -> str:
    """The address as a URI; for what came from none, a name made of its digest."""
    if held.address:
        return quote(held.address, safe=_SAFE)
    return f"urn:secondsource:{held.capture.id}"


def _own(held: Held, target: str) -> dict[str, str]:
    """What neither the bytes nor the record's fields say. A field that is known to be empty is empty."""
    own: dict[str, str] = {}
    if held.fields is not None:
        own = {name: value or "" for name, value in held.fields.items()}
        own = {name: value for name, value in own.items() if len(value) <= _LONGEST_FIELD}
    if held.fetched is None or not _SECOND.fullmatch(held.fetched):
        own["retrieved"] = held.fetched or ""
    if held.address and held.address != target:
        own["address"] = held.address
    return own


def _http(held: Held) -> tuple[int | None, bytes]:
    """The status and the head of the server's answer; none where no more than a type is known of it."""
    names = {name.lower() for name, _ in held.headers if not name.startswith(":")}
    if not held.address or not names - {"content-type"}:
        return None, b""
    said = dict(held.headers).get(":status", "200 OK")
    status = int(said[:3]) if said[:3].isdigit() else 200
    lines = [f"HTTP/1.1 {said if said[:3].isdigit() else '200 OK'}"]
    for name, value in held.headers:
        if not name.startswith(":"):
            lines.append(f"{'X-Archive-Orig-' if name.lower() in _SENT else ''}{name}: {_line(value)}")
    lines.append(f"Content-Length: {held.capture.size}")
    return status, ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _line(value: str) -> str:
    """A value in one line."""
    return " ".join(value.splitlines()).encode("utf-8", "replace").decode()


def _id(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMES, json.dumps(parts))}>"
