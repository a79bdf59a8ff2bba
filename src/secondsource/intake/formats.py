"""The table of formats: how bytes of each kind are known, and which module reads them.

A new format is one module `read(capture, *, given, options) -> Iterator[Report | Part | Failure]`
and one row here; a container of many, which may be larger than memory, is `read(source, *, given, options)`
with an open, seekable binary file instead. The kind is read from the bytes; a name only decides
between texts.
"""

from __future__ import annotations

import codecs
import importlib
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from secondsource.errors import InputError, NoText
from secondsource.intake import zips
from secondsource.intake.charset import BYTE_ORDER_MARKS
from secondsource.intake.options import Given, Limits, Options, Part
from secondsource.intake.tables import wordset
from secondsource.model.report import Capture, Failure, Report

Outcome = Report | Part | Failure
Reader = Callable[..., Iterator[Outcome]]

HEAD = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One row: the IANA media type, words for people, and the module that reads it (None: refused).

    later: a format for reports that a later version reads; else it can hold no report. many: may be large,
    as it holds many reports or pictures: under the larger limit. stream: its module takes an open file.
    endings: of names that promise this kind.
    """

    media: str
    words: str
    module: str | None = None
    later: bool = False
    many: bool = False
    stream: bool = False
    endings: tuple[str, ...] = ()

    def limit(self, limits: Limits) -> int:
        """Bytes that one input of this kind may hold."""
        if self.stream:
            return limits.container
        return limits.records if self.many else limits.size

    def read(self, source: Capture | BinaryIO, *, given: Given, options: Options) -> Iterator[Outcome]:
        """What the capture, or the open file of a container, holds. Raises InputError for a kind not read."""
        if self.module is not None:
            reader: Reader = importlib.import_module(self.module).read
            return reader(source, given=given, options=options)
        if self.later:
            raise NoText(
                f"this is {self.words}, which is not yet read; save its text as plain text or as a web page",
                kind="unsupported",
            )
        raise NoText(f"this is {self.words}, no text; give the report itself", kind="not-text")


PLAIN = Format(media="text/plain", words="plain text", module="secondsource.intake.plain")
ROWS = Format(
    media="application/x-ndjson", words="a record file", module="secondsource.intake.rows", many=True
)
PAGE = Format(media="text/html", words="a web page", module="secondsource.intake.html")


def _later(media: str, words: str) -> Format:
    return Format(media=media, words=words, later=True)


def _never(media: str, words: str) -> Format:
    return Format(media=media, words=words)


def _read(media: str, words: str, module: str, endings: str, *, many: bool = False) -> Format:
    path = f"secondsource.intake.{module}"
    return Format(media=media, words=words, module=path, many=many, endings=tuple(endings.split()))


def _container(media: str, words: str, module: str, endings: str) -> Format:
    row = _read(media, words, module, endings, many=True)
    return replace(row, stream=True)


WARC = _container("application/warc", "a web archive (WARC)", "warc", "warc gz")
GZIP = _container("application/gzip", "a gzip archive", "gzipped", "gz")
WACZ = _container("application/wacz", "a web archive (WACZ)", "wacz", "wacz zip")
ZIP = _container("application/zip", "a zip archive", "zipped", "zip")

# First bytes, and where they stand. Longest first where one begins another.
MAGIC: tuple[tuple[int, bytes, Format], ...] = (
    (0, b"%PDF-", _read("application/pdf", "a PDF document", "pdf", "pdf", many=True)),
    (0, b"%!PS", _later("application/postscript", "a PostScript document")),
    (0, b"{\\rtf", _later("application/rtf", "an RTF document")),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        _read("application/x-ole-storage", "an older Office document or message", "ole", "doc msg xls ppt"),
    ),
    (0, b"WARC/", WARC),
    (0, b"\x1f\x8b", GZIP),
    (0, b"BZh", _later("application/x-bzip2", "a bzip2 archive")),
    (0, b"\xfd7zXZ\x00", _later("application/x-xz", "an xz archive")),
    (0, b"\x28\xb5\x2f\xfd", _later("application/zstd", "a zstd archive")),
    (0, b"7z\xbc\xaf\x27\x1c", _later("application/x-7z-compressed", "a 7z archive")),
    (0, b"Rar!\x1a\x07", _later("application/vnd.rar", "a RAR archive")),
    (257, b"ustar", _later("application/x-tar", "a tar archive")),
    (0, b"\x89PNG\r\n\x1a\n", _never("image/png", "a PNG image")),
    (0, b"\xff\xd8\xff", _never("image/jpeg", "a JPEG image")),
    (0, b"GIF8", _never("image/gif", "a GIF image")),
    (0, b"II*\x00", _never("image/tiff", "a TIFF image")),
    (0, b"MM\x00*", _never("image/tiff", "a TIFF image")),
    (8, b"WEBP", _never("image/webp", "a WebP image")),
    (8, b"WAVE", _never("audio/wav", "a sound recording")),
    (8, b"AVI ", _never("video/x-msvideo", "a video")),
    (4, b"ftyp", _never("video/mp4", "a video or picture (MP4, HEIF)")),
    (0, b"\x1a\x45\xdf\xa3", _never("video/x-matroska", "a video (Matroska, WebM)")),
    (0, b"OggS", _never("audio/ogg", "a sound recording")),
    (0, b"fLaC", _never("audio/flac", "a sound recording")),
    (0, b"ID3", _never("audio/mpeg", "a sound recording")),
    (0, b"\x7fELF", _never("application/x-elf", "a program")),
    (0, b"SQLite format 3\x00", _never("application/vnd.sqlite3", "an SQLite database")),
    (0, b"wOF", _never("font/woff", "a font")),
)

# What the first member of a zip file says, where that is `mimetype` as EPUB and OpenDocument have it.
MIMETYPES: tuple[tuple[str, Format], ...] = (
    ("application/epub+zip", _later("application/epub+zip", "an EPUB book")),
    (
        "application/vnd.oasis.opendocument",
        _read("application/vnd.oasis.opendocument.text", "an OpenDocument file", "odt", "odt", many=True),
    ),
)
# Members that a zip file of a kind always has: all names of a row must be there, or begin so (ending in `/`).
ZIPPED: tuple[tuple[tuple[str, ...], Format], ...] = (
    (
        ("[Content_Types].xml", "word/"),
        _read(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "a Word document",
            "docx",
            "docx",
            many=True,
        ),
    ),
    (
        ("[Content_Types].xml", "xl/"),
        _later("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "an Excel workbook"),
    ),
    (
        ("[Content_Types].xml", "ppt/"),
        _later(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation", "a PowerPoint file"
        ),
    ),
    (("Index/Document.iwa",), _later("application/vnd.apple.iwork", "a Pages, Numbers or Keynote file")),
    (("datapackage.json", "archive/"), WACZ),
    # One that is cut off before its list.
    (("indexes/index.cdx", "archive/"), WACZ),
    (("indexes/index.cdx.gz", "archive/"), WACZ),
)

MAIL = _read("message/rfc822", "a mail message", "mail", "eml", many=True)
MAILBOX = _container("application/mbox", "a mailbox", "mailbox", "mbox")
MHTML = _read("multipart/related", "a saved page (MHTML)", "mhtml", "mhtml mht", many=True)
# Not `many`: a feed of more than one report's limit is no feed, and its tree takes twenty times its bytes.
FEED = _read("application/xml", "a feed (RSS or Atom)", "feeds", "")
# RFC 2483
ADDRESSES = _read("text/uri-list", "a list of addresses", "lists", "", many=True)
XML = _later("application/xml", "an XML file")
JSON = _later(
    "application/json", "a JSON file but no record file (one JSON object a line with text, address or file)"
)
SVG = _never("image/svg+xml", "an SVG image")

_COMMENT = re.compile(rb"\s*<!--.*?-->", re.DOTALL)
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html\b|html[\s>])", re.IGNORECASE)
_PROLOGUE = re.compile(rb"\s*<\?xml\b[^>]*>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"\s*<!doctype\b[^>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_ROOT = re.compile(rb"\s*<([A-Za-z][\w:.-]*)")
_FEEDS = frozenset({b"rss", b"feed", b"rdf:rdf", b"atom:feed"})
_BLOCK_TAG = re.compile(
    rb"</?(?:p|div|br|h[1-6]|body|li|td|article|section|center|font|span|title)\b[^>]*>", re.IGNORECASE
)
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):")
# Header fields that machines write: a press release that opens with "From:" and "Date:" has none.
_MAIL_FIELDS = frozenset(
    {
        b"received",
        b"return-path",
        b"message-id",
        b"mime-version",
        b"delivered-to",
        b"dkim-signature",
        b"content-type",
    }
)
# A saved page is a mail message that nobody was sent.
_SAVED = re.compile(
    rb"^(?:content-type:\s*multipart/related\b|snapshot-content-location:|from:[^\n]*\bsaved by\b)",
    re.IGNORECASE | re.MULTILINE,
)
_SENT_FIELDS = frozenset({b"to", b"cc", b"received", b"delivered-to", b"return-path", b"message-id"})
_WRITTEN_FIELDS = frozenset({b"from", b"date", b"subject"})
_ADDRESS = re.compile(rb"[\"']?https?://[^\s\"'<>]+[\"']?[,;]?", re.IGNORECASE)
_POSTED = re.compile(rb"\d{1,2}:\d{2}")
_NAMED = wordset(
    "pdf doc docx odt rtf xls xlsx ods ppt pptx odp epub eml msg mbox jpg jpeg png gif tif tiff zip gz warc"
)
# Names of a zip file that are looked at to tell its kind; gzip members that are opened.
_ZIP_NAMES, _GZIP_TRIES, _LONGEST_MIMETYPE = 5_000, 16, 200
_KEYS = frozenset({"text", "address", "url", "file"})


_ZIPS = frozenset(row.media for _, row in (*MIMETYPES, *ZIPPED)) | {ZIP.media}


def detect(body: bytes, *, name: str = "") -> Format:
    """The row for some bytes. name decides only whether a text is a record file."""
    for offset, magic, row in MAGIC:
        if body.startswith(magic, offset):
            return WARC if row is GZIP and _packs_warc(body) else row
    if b"%PDF-" in body[:1024]:
        return MAGIC[0][2]
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(io.BytesIO(body))
    head = _as_ascii(body[:HEAD])
    for find in (_markup, _mail, _addresses, _json):
        row_found = find(head, body, name)
        if row_found is not None:
            return row_found
    return PLAIN


def detect_in(source: BinaryIO, *, name: str = "") -> Format:
    """The row for an open file, then at its beginning. A zip's kind is told by the list at its end."""
    source.seek(0)
    row = detect(source.read(HEAD), name=name)
    if row.media in _ZIPS:
        row = _zipped(source)
    source.seek(0)
    return row


def _packs_warc(head: bytes) -> bool:
    """True for a gzip file of WARC records; the first ones may be damaged."""
    at, tries = 0, 0
    while at >= 0 and tries < _GZIP_TRIES:
        try:
            first = zlib.decompressobj(31).decompress(head[at : at + 4096], 16)
        except zlib.error:
            first = b""
        if first.startswith(b"WARC/"):
            return True
        at, tries = head.find(b"\x1f\x8b\x08", at + 1), tries + 1
    return False


def _zipped(source: BinaryIO) -> Format:
    """The kind of a zip file by the names in its list, or where that is cut off those in their places."""
    names: set[str] = set()
    for reader in (zips.members, zips.walked):
        try:
            for number, member in enumerate(reader(source, most=_ZIP_NAMES)):
                if number == 0 and member.raw == b"mimetype":
                    said = zips.stored(source, member).read(_LONGEST_MIMETYPE).decode("ascii", "replace")
                    for begins, row in MIMETYPES:
                        if said.startswith(begins):
                            return row
                names.add(member.name)
        except InputError:
            pass
        if names:
            break
    tops = {name.partition("/")[0] + "/" for name in names if "/" in name}
    return next((row for wanted, row in ZIPPED if names | tops >= set(wanted)), ZIP)


def named(name: str, row: Format | None = None) -> str | None:
    """`*.pdf` for a name that promises a kind which is not read as text, and is not this row's; else None."""
    ending = name.rpartition(".")[2].lower()
    return f"*.{ending}" if ending in _NAMED and ending not in (row.endings if row else ()) else None


def _as_ascii(head: bytes) -> bytes:
    """The head as UTF-8 without its byte order mark, whatever Unicode form it has."""
    for mark, charset in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            rest = head[len(mark) :]
            return codecs.decode(rest, charset, "ignore").encode("utf-8", "ignore")
    return head


def _markup(head: bytes, body: bytes, name: str) -> Format | None:
    rest = head
    seen_xml = False
    if match := _PROLOGUE.match(rest):
        rest, seen_xml = rest[match.end() :], True
    while match := _COMMENT.match(rest):
        rest = rest[match.end() :]
    if _PAGE.match(rest):
        return PAGE
    if match := _DOCTYPE.match(rest):
        rest, seen_xml = rest[match.end() :], True
    root = _ROOT.match(rest)
    if root is None:
        return XML if seen_xml else None
    tag = root[1].lower()
    if tag in _FEEDS:
        return FEED
    if tag == b"svg":
        return SVG
    if tag == b"html":
        return PAGE
    if seen_xml:
        return XML
    return PAGE if len(_BLOCK_TAG.findall(rest)) >= 2 else None


def _mail(head: bytes, body: bytes, name: str) -> Format | None:
    lines = head.replace(b"\r\n", b"\n").lstrip(b"\n").split(b"\n")
    mailbox = lines[0].startswith(b"From ") and len(lines) > 1
    # A name says that the fields which people write are enough; so does a mailbox's own first line.
    told = name.lower().endswith((".eml", ".mbox", ".mbx")) or (mailbox and _POSTED.search(lines[0]))
    fields: set[bytes] = set()
    for line in lines[1:] if mailbox else lines:
        if not line.strip():
            break
        match = _HEADER.match(line)
        if match is None and not line.startswith((b" ", b"\t")):
            return None
        if match is not None:
            fields.add(match[1].lower())
    if len(fields) < 2 or not fields & (_MAIL_FIELDS | _WRITTEN_FIELDS if told else _MAIL_FIELDS):
        return None
    if mailbox:
        return MAILBOX
    said = b"\n".join(lines).partition(b"\n\n")[0]
    return MHTML if _SAVED.search(said) and not fields & _SENT_FIELDS else MAIL


def _addresses(head: bytes, body: bytes, name: str) -> Format | None:
    """A list of addresses: every line of the head that is not empty and no note is one."""
    lines = [line.strip() for line in head.split(b"\n")]
    if len(body) > HEAD:
        lines.pop()  # it may be cut
    given = [line for line in lines if line and not line.startswith(b"#")]
    return ADDRESSES if given and all(map(_ADDRESS.fullmatch, given)) else None


def _json(head: bytes, body: bytes, name: str) -> Format | None:
    """A record file: named so, or with a first line that is a record. Other JSON is no report."""
    if name.lower().endswith((".jsonl", ".ndjson")):
        return None if b"\x00" in head else ROWS
    start = head.lstrip()
    if not start.startswith((b"{", b"[")):
        return None
    # Not from the head alone: one record may be longer.
    first = _as_ascii(body).lstrip().split(b"\n", 1)[0]
    if start.startswith(b"{") and _is_record(first):
        return ROWS
    return JSON if _loads(_as_ascii(body)) is not None else None


def _is_record(line: bytes) -> bool:
    held = _loads(line)
    return isinstance(held, dict) and any(isinstance(held.get(key), str) for key in _KEYS)


def _loads(body: bytes) -> object | None:
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found
