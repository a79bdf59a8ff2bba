"""How many rows a file must give, counted without the code that is measured: by Python's own readers.

Zip files by `zipfile`, mail by `email`, mailboxes by `mailbox`, feeds by `xml.etree`, web archives by
`warcio`. What these cannot open, or what a reader may rightly see more in, must give one row at least.
"""

from __future__ import annotations

import gzip
import io
import json
import mailbox
import re
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from xml.etree import ElementTree

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

# A message that is passed on inside a text is a row of its own; by its words alone it is not sure.
_PASSED_ON = re.compile(rb"(?mi)forwarded message|original message|begin forwarded|^From: .*\nSent: ")
_SHOWN = (
    "text/html",
    "text/plain",
    "application/xhtml",
    "application/pdf",
    "application/rss",
    "application/atom",
    "application/xml",
    "text/xml",
    "application/msword",
    "application/vnd",
    "application/json",
)
_REPORTS = ("response", "resource", "revisit", "conversion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Rows that a file must give. inside: of them, from attachments and members, or told of damage beside
    what is read. exact: no more either. failed: how many are failures, where it is known.
    """

    rows: int
    inside: int = 0
    exact: bool = True
    failed: int | None = None

    def __add__(self, other: Count) -> Count:
        return Count(
            rows=self.rows + other.rows, inside=self.inside + other.inside, exact=self.exact and other.exact
        )

    def as_members(self) -> Count:
        """The same rows, all of them from inside something."""
        return Count(rows=self.rows, inside=self.rows, exact=self.exact)


ONE = Count(rows=1)
SOME = Count(rows=1, exact=False)
_NONE = Count(rows=0)


def count(body: bytes) -> Count:
    """What a file with these bytes must give; one row at least where it cannot be opened."""
    try:
        return _count(body)
    except (ValueError, OSError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile,
            ElementTree.ParseError, ArchiveLoadFailed):  # fmt: skip
        return SOME


def _count(body: bytes) -> Count:
    if body.startswith(b"PK"):
        return _zip(body)
    if body.startswith(b"\x1f\x8b"):
        plain = gzip.decompress(body)
        return _warc(body) if plain.startswith(b"WARC/") else _inside(plain)
    if body.startswith(b"WARC/"):
        return _warc(body)
    head = body[:4096].lstrip()
    if re.match(rb"<\?xml|<rss|<feed|<rdf", head) and re.search(rb"<(?:rss|feed|rdf:RDF)[\s>]", head):
        return _feed(body)
    if head.startswith(b"{"):
        return _rows(body)
    if head.startswith(b"From ") and b"\n" in head:
        return _mailbox(body)
    if re.match(
        rb"(?:[A-Za-z-]+:.*\n(?:[ \t].*\n)*)*?(?:message-id|mime-version|received|content-type):", head, re.I
    ):
        return _mail(body)
    return ONE


def _inside(body: bytes) -> Count:
    return count(body).as_members()


def _zip(body: bytes) -> Count:
    with zipfile.ZipFile(io.BytesIO(body)) as held:
        if held.testzip() is not None:
            return SOME
        names = [info.filename for info in held.infolist() if not info.is_dir()]
        pages = {name.rpartition(".")[0] for name in names if name.endswith((".html", ".htm"))}
        # What belongs to a saved page lies beside it in a folder of its name.
        names = [name for name in names if not any(name.startswith(f"{page}_files/") for page in pages)]
        if {"[Content_Types].xml", "word/document.xml"} <= set(names) or "content.xml" in names:
            return ONE
        if "datapackage.json" in names:
            names = [name for name in names if name.startswith("archive/")]
        return sum((_inside(held.read(name)) for name in names), _NONE)


def _warc(body: bytes) -> Count:
    """Records with a page, a document or a text; a page of a server that only leads on is none."""
    total = _NONE
    for record in ArchiveIterator(io.BytesIO(body), no_record_parse=False):
        kind = (record.http_headers or record.rec_headers).get_header("Content-Type", "")
        status = record.http_headers.get_statuscode() if record.http_headers else "200"
        held = record.content_stream().read()
        address = record.rec_headers.get_header("WARC-Target-URI", "")
        if record.rec_type not in _REPORTS or status.startswith("3") or not address.startswith("http"):
            continue
        if not kind.lower().startswith(_SHOWN):
            continue
        total += _inside(held)
    return total


def _feed(body: bytes) -> Count:
    """Items, those with one id once."""
    root = ElementTree.fromstring(body)
    ids = set()
    for number, item in enumerate(element for element in root.iter() if _name(element) in ("item", "entry")):
        held = {_name(child): child.text for child in item}
        ids.add(held.get("guid") or held.get("id") or held.get("link") or number)
    return Count(rows=len(ids), inside=len(ids)) if ids else ONE


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2].lower()


def _rows(body: bytes) -> Count:
    """Lines of a record file; one object alone that is no record is one failure."""
    lines = [line for line in body.split(b"\n") if line.strip()]
    json.loads(lines[0])
    return Count(rows=len(lines), inside=len(lines))


def _mailbox(body: bytes) -> Count:
    with tempfile.NamedTemporaryFile(suffix=".mbox") as file:
        file.write(body)
        file.flush()
        held = [bytes(message) for message in mailbox.mbox(file.name, create=False)]
    return sum((_mail(message) for message in held), _NONE).as_members()


def _mail(body: bytes) -> Count:
    """The message, and each of its parts that is no form of its text and no picture of its page."""
    message = message_from_bytes(body)
    if message.get_content_type() == "multipart/related" and message["From"] and not message["To"]:
        return ONE  # a saved page
    defects = any(part.defects for part in message.walk())
    sure = not defects and not _PASSED_ON.search(body)
    return Count(rows=1, exact=sure) + _attached(message)


def _attached(message: Message) -> Count:
    total = _NONE
    for part in message.get_payload() if message.is_multipart() else ():
        if not isinstance(part, Message):
            continue
        kind = part.get_content_type()
        if kind == "message/rfc822":
            total += _inside(bytes(part.get_payload(0)))  # type: ignore[arg-type]
        elif part.is_multipart():
            total += _attached(part)
        elif part.get_filename() or not kind.startswith("text/"):
            shown = message.get_content_type() == "multipart/related" and kind.startswith("image/")
            body = part.get_payload(decode=True)
            total += _NONE if shown else _inside(body if isinstance(body, bytes) else b"")
    return total
