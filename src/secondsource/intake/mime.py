"""A mail message as the tree of its parts, cut out of its bytes; its header fields in plain words.

The standard library's reader keeps no bytes and gives way before broken messages; here each part is a
stretch of the message as it came, in time that grows with its length, however its parts are nested.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import HeaderParser
from email.policy import compat32
from email.utils import getaddresses

from secondsource.errors import TooLarge
from secondsource.intake.charset import codec_name

# Real mail nests its parts four deep or so, and a message of a thousand parts is a digest.
DEPTH, PARTS = 40, 20_000
_HEAD_END = re.compile(rb"^\r?\n", re.MULTILINE)
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")
# Characters of a header field that are looked at.
_LONGEST_FIELD = 20_000
_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True, kw_only=True)
class Entity:
    """A message or one of its parts. number: as IMAP counts parts ("1.2"; "" for a message of many).

    start, end: where its content stands in the bytes. closed: False for parts whose end boundary is missing.
    """

    source: bytes = field(repr=False)
    fields: Message
    number: str
    start: int
    end: int
    closed: bool = True
    parts: list[Entity] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The media type that it says it is, in small letters."""
        try:
            return self.fields.get_content_type()
        except (ValueError, LookupError):
            return "text/plain"

    @property
    def charset(self) -> str | None:
        """The character set that it says it has."""
        return self.parameter("charset")

    @property
    def disposition(self) -> str:
        """ "attachment", "inline" or ""."""
        return one_line(self.field("content-disposition")).partition(";")[0].strip().lower()

    @property
    def name(self) -> str | None:
        """The file name that it is sent under."""
        found = self.parameter("filename", "content-disposition") or self.parameter("name")
        return words_of(found) if found else None

    def field(self, name: str) -> str:
        """A header field as it was sent; "" where there is none. name: in small letters."""
        # Not by `get`, which takes away bytes that are no ASCII.
        found = (value for held, value in self.fields.raw_items() if held.lower() == name)
        return str(next(found, ""))

    def parameter(self, name: str, field: str = "content-type") -> str | None:
        """A parameter of a header field."""
        try:
            found = self.fields.get_param(name, header=field)
        except (ValueError, LookupError):
            return None
        if isinstance(found, tuple):
            charset, _, value = found
            raw = value.encode("latin-1", "replace")
            return raw.decode(codec_name(charset or "") or "utf-8", "replace")
        return str(found) if found is not None else None

    def content(self) -> bytes:
        """The content without its transfer encoding; as much as can be told of a damaged one."""
        body = self.source[self.start : self.end]
        coding = one_line(self.field("content-transfer-encoding")).lower()
        if coding == "base64":
            return _from_base64(body)
        if coding == "quoted-printable":
            return quopri.decodestring(body)
        if coding in ("x-uuencode", "uuencode", "uue", "x-uue"):
            held = Message()
            held["Content-Transfer-Encoding"] = "x-uuencode"
            held.set_payload(body.decode("ascii", "surrogateescape"))
            found = held.get_payload(decode=True)
            return found if isinstance(found, bytes) else body
        return body

    def walk(self) -> Iterator[Entity]:
        """It and all its parts, in their order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def parsed(body: bytes) -> Entity:
    """The message that some bytes are. Raises TooLarge ("too-deep", "too-many")."""
    count = [0]
    start = len(_BOM) if body.startswith(_BOM) else 0
    return _entity(body, start, len(body), number="", depth=0, count=count)


def _entity(source: bytes, start: int, end: int, *, number: str, depth: int, count: list[int]) -> Entity:
    count[0] += 1
    if depth > DEPTH:
        raise TooLarge(f"the parts of this message are nested more than {DEPTH} deep", kind="too-deep")
    if count[0] > PARTS:
        raise TooLarge(f"this message holds more than {PARTS:,} parts; split it", kind="too-many")
    fields, begins = _fields(source, start, end)
    entity = Entity(source=source, fields=fields, number=number, start=begins, end=end)
    boundary = entity.parameter("boundary") if entity.kind.startswith("multipart/") else None
    if boundary:
        spots, entity.closed = _cut(source, begins, end, boundary.rstrip())
        for place, (first, last) in enumerate(spots, start=1):
            name = f"{number}.{place}" if number else str(place)
            part = _entity(source, first, last, number=name, depth=depth + 1, count=count)
            entity.parts.append(part)
    if not entity.parts and not number:
        entity.number = "1"
    return entity


def _fields(source: bytes, start: int, end: int) -> tuple[Message, int]:
    """The header fields, and where the content begins. Lines among them that are none are passed over."""
    found = _HEAD_END.search(source, start, end)
    head = source[start : found.start() if found else end]
    kept: list[bytes] = []
    for line in head.splitlines(keepends=True):
        if _FIELD.match(line) or (kept and line.startswith((b" ", b"\t"))):
            kept.append(line)
    text = b"".join(kept).decode("ascii", "surrogateescape")
    return HeaderParser(policy=compat32).parsestr(text), found.end() if found else end


def _cut(source: bytes, start: int, end: int, boundary: str) -> tuple[list[tuple[int, int]], bool]:
    """Where the parts between boundaries stand, and whether the last boundary is there."""
    mark = re.escape(b"--" + boundary.encode("utf-8", "surrogateescape"))
    spots: list[tuple[int, int]] = []
    begun: int | None = None
    for match in re.compile(rb"^" + mark + rb"(--)?[ \t]*\r?(?:\n|\Z)", re.MULTILINE).finditer(
        source, start, end
    ):
        if begun is not None:
            # The line end before a boundary belongs to it (RFC 2046, 5.1.1).
            last = match.start() - 1
            last -= source[last - 1 : last] == b"\r"
            spots.append((begun, max(begun, last)))
        if match[1]:
            return spots, True
        begun = match.end()
    if begun is not None:
        spots.append((begun, end))
    return spots, False


def _from_base64(body: bytes) -> bytes:
    """What base64 stands for, up to its padding, whatever else stands between its letters."""
    letters = re.sub(rb"[^A-Za-z0-9+/]+", b"", body.split(b"=", 1)[0])
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def words_of(value: str | None) -> str:
    """A header field in plain words: encoded words (RFC 2047) and raw bytes decoded, in one line."""
    raw = (value or "")[:_LONGEST_FIELD].encode("utf-8", "surrogateescape")
    text = _decoded(raw, None)
    try:
        found = decode_header(text)
    except (HeaderParseError, ValueError):
        return one_line(text)
    return one_line("".join(_word(part, charset) for part, charset in found))


def _word(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    if charset is None:
        # The library's own way to keep what stands between encoded words.
        return part.decode("raw-unicode-escape", "replace")
    return _decoded(part, charset)


def _decoded(raw: bytes, charset: str | None) -> str:
    named = codec_name(charset) if charset else None
    for name in dict.fromkeys(filter(None, (named, "utf-8"))):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, ValueError):
            continue
    return raw.decode(named or "cp1252", "replace")


def one_line(text: str) -> str:
    """One line of what can be printed."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def names_of(value: str) -> list[tuple[str, str]]:
    """The (name, address) pairs of a field such as From; either may be ""."""
    raw = " ".join(value.split())[:_LONGEST_FIELD]
    try:
        found = getaddresses([raw])
    except (ValueError, IndexError, RecursionError):
        found = []
    pairs = [(words_of(name), words_of(address)) for name, address in found]
    pairs = [pair for pair in pairs if any(map(str.isalnum, "".join(pair)))]
    if pairs:
        return pairs
    text = words_of(raw)
    match = re.search(r"<([^<>]*)>", text)
    name = re.sub(r"<[^<>]*>|[\"*]", "", text).strip()
    pair = (name, match[1] if match else "")
    return [pair] if any(map(str.isalnum, "".join(pair))) else []
