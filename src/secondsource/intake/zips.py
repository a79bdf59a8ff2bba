"""Zip files: the list of their members and what each holds; nothing that they say is trusted.

After APPNOTE 6.3.10. The standard library's reader holds the whole list before any of it can be limited, and
gives up a file whose list was cut off.
"""

from __future__ import annotations

import bz2
import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from secondsource.errors import InputError, TooLarge
from secondsource.intake.unpacking import CHUNK, TRUNCATED, Window, chunks_of, damaged, inflated, size_of

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END64, _LOCATOR = b"PK\x06\x06", b"PK\x06\x07"
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_CENTRAL_HEADER = struct.Struct("<4s6H3L5H2L")
_END_RECORD = struct.Struct("<4s4H2LH")
_END64_RECORD = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_RECORD = struct.Struct("<4sLQL")
# The end record stands before a comment of at most 65,535 bytes.
_TAIL = _END_RECORD.size + 65_535
_ENCRYPTED, _SIZES_LATER, _UTF8 = 0x1, 0x8, 0x800
_MOST = 0xFFFF_FFFF
# Unix file types, in the upper half of the outer attributes.
_TYPES, _LINK = 0o170000, 0o120000
_METHODS = {
    1: "shrink",
    6: "implode",
    9: "deflate64",
    14: "lzma",
    95: "xz",
    96: "jpeg",
    97: "wavpack",
    98: "ppmd",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One row of the list. packed, size: bytes; offset: of its own header. size, crc None: nowhere said."""

    name: str
    raw: bytes
    method: int
    flags: int
    packed: int
    size: int | None
    crc: int | None
    offset: int
    attributes: int = 0

    @property
    def is_folder(self) -> bool:
        """True for a folder, which holds nothing itself."""
        return self.name.endswith("/")

    @property
    def is_link(self) -> bool:
        """True for a link of the file system, whose text is where it leads."""
        return (self.attributes >> 16) & _TYPES == _LINK

    @property
    def end(self) -> int:
        """An offset that its bytes reach at least."""
        return self.offset + _LOCAL_HEADER.size + len(self.raw) + self.packed


def members(source: BinaryIO, *, most: int) -> Iterator[Member]:
    """The members in the order of the list. Raises InputError ("truncated" without a list), TooLarge."""
    place = _directory(source, size_of(source))
    if place is None:
        raise InputError(f"the list of what is in it is missing; {TRUNCATED}", kind="truncated")
    begin, size, shift = place
    listed = io.BufferedReader(Window(source, begin, size), CHUNK)
    for number in range(most + 1):
        head = listed.read(_CENTRAL_HEADER.size)
        if len(head) < _CENTRAL_HEADER.size or not head.startswith(CENTRAL):
            if head:
                raise damaged(f"the list of what is in it breaks off after {number:,} entries")
            return
        fields = _CENTRAL_HEADER.unpack(head)
        raw, extra = listed.read(fields[10]), listed.read(fields[11])
        listed.read(fields[12])
        yield _row(fields, raw, extra, shift)
    raise TooLarge(f"this holds more than {most:,} things; split it", kind="too-many")


def walked(source: BinaryIO, *, most: int) -> Iterator[Member]:
    """The members of a file without its list, by their own headers, as far as these follow each other."""
    at, end = 0, size_of(source)
    for _ in range(most):
        source.seek(at)
        head = source.read(_LOCAL_HEADER.size)
        if len(head) < _LOCAL_HEADER.size or not head.startswith(LOCAL):
            return
        (_, _, flags, method, _, _, crc, packed, size, named, extended) = _LOCAL_HEADER.unpack(head)
        raw, extra = source.read(named), source.read(extended)
        size, packed, _ = _sizes64(extra, size, packed, 0)
        data = at + len(head) + named + extended
        if flags & _SIZES_LATER:
            found = _length(source, data, end) if method == 8 else None
            if found is None:
                return
            yield _member(raw, extra, method, flags, found, None, None, at)
            source.seek(data + found)
            after = source.read(24)
            at = data + found + _descriptor(after)
            continue
        yield _member(raw, extra, method, flags, packed, size, crc, at)
        at = data + packed


def listed(source: BinaryIO, *, most: int) -> tuple[list[Member], InputError | None]:
    """All members, and what is wrong with their list: one that is cut off is made up from their own headers.

    Raises TooLarge.
    """
    found: list[Member] = []
    try:
        for member in members(source, most=most):
            found.append(member)
    except TooLarge:
        raise
    except InputError as error:
        return found or list(walked(source, most=most)), error
    return found, None


def unpacked(source: BinaryIO, member: Member) -> Iterator[bytes]:
    """A member's bytes in small pieces, checked against what the list says once all have come.

    Raises InputError ("encrypted", "unsupported", "damaged", "truncated").
    """
    chunks = _opened(member, stored(source, member))
    size, crc = 0, 0
    for chunk in chunks:
        size += len(chunk)
        if member.size is not None and size > member.size:
            raise damaged("it unpacks to more than the archive's list says")
        crc = zlib.crc32(chunk, crc)
        yield chunk
    if member.size is not None and (size != member.size or crc != member.crc):
        raise damaged("it is not what the archive's list says (its checksum is another)")


def stored(source: BinaryIO, member: Member) -> Window:
    """A member's bytes as they lie in the file. Raises InputError ("encrypted", "damaged", "truncated")."""
    if member.flags & _ENCRYPTED or member.method == 99:
        raise InputError("this is encrypted; unpack it with its password first", kind="encrypted")
    source.seek(member.offset)
    head = source.read(_LOCAL_HEADER.size)
    if not head.startswith(LOCAL) or len(head) < _LOCAL_HEADER.size:
        raise damaged(f"nothing lies at byte {member.offset}, where the archive's list says")
    named, extended = _LOCAL_HEADER.unpack(head)[9:]
    if source.read(named) != member.raw:
        raise damaged("it has one name in the archive's list and another in its place")
    begin = member.offset + len(head) + named + extended
    if begin + member.packed > source.seek(0, io.SEEK_END):
        raise InputError(TRUNCATED, kind="truncated")
    return Window(source, begin, member.packed)


def overlapping(listed: list[Member]) -> set[int]:
    """The numbers of members that lie over another one: bombs are made so, and nothing else is."""
    found: set[int] = set()
    reached = 0
    for number in sorted(range(len(listed)), key=lambda n: (listed[n].offset, n)):
        if listed[number].offset < reached:
            found.add(number)
        reached = max(reached, listed[number].end)
    return found


def _opened(member: Member, held: Window) -> Iterator[bytes]:
    raw = chunks_of(held)  # type: ignore[arg-type]
    if member.method == 0:
        return raw
    if member.method == 8:
        return inflated(raw, wbits=-15)
    if member.method == 12:
        return _bzip2(raw)
    if member.method == 93:
        from secondsource.intake.codings import unzstd

        return unzstd(raw)
    how = _METHODS.get(member.method, f"method {member.method}")
    raise InputError(f"this is packed in a way that is not read ({how}); unpack it first", kind="unsupported")


def _bzip2(chunks: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = bz2.BZ2Decompressor()
    try:
        for chunk in chunks:
            if unpacker.eof:
                return
            yield unpacker.decompress(chunk, CHUNK)
            while not unpacker.needs_input and not unpacker.eof:
                yield unpacker.decompress(b"", CHUNK)
    except (OSError, ValueError):
        raise damaged("its packed bytes (bzip2) do not fit together") from None
    if not unpacker.eof:
        raise InputError(TRUNCATED, kind="truncated")


def _directory(source: BinaryIO, end: int) -> tuple[int, int, int] | None:
    """Where the list begins, its bytes, and how far all offsets are shifted by what stands before the zip."""
    source.seek(max(0, end - _TAIL))
    tail = source.read(_TAIL)
    at = len(tail)
    while (at := tail.rfind(END, 0, at)) >= 0:
        record = tail[at : at + _END_RECORD.size]
        if len(record) == _END_RECORD.size:
            place = _place(source, record, end - len(tail) + at)
            if place is not None:
                return place
    return None


def _place(source: BinaryIO, record: bytes, at: int) -> tuple[int, int, int] | None:
    *_, size, offset, _ = _END_RECORD.unpack(record)
    if offset == _MOST or size == _MOST:
        source.seek(max(0, at - _LOCATOR_RECORD.size))
        locator = source.read(_LOCATOR_RECORD.size)
        if locator.startswith(_LOCATOR) and len(locator) == _LOCATOR_RECORD.size:
            at = _LOCATOR_RECORD.unpack(locator)[2]
            source.seek(at)
            held = source.read(_END64_RECORD.size)
            if not held.startswith(_END64) or len(held) < _END64_RECORD.size:
                return None
            size, offset = _END64_RECORD.unpack(held)[-2:]
    begin = at - size
    if begin < 0 or begin < offset:
        return None
    source.seek(begin)
    if size and source.read(4) != CENTRAL:
        return None
    return begin, size, begin - offset


def _row(fields: tuple[int, ...], raw: bytes, extra: bytes, shift: int) -> Member:
    flags, method, crc, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
    size, packed, offset = _sizes64(extra, size, packed, fields[16])
    member = _member(raw, extra, method, flags, packed, size, crc, offset + shift)
    return member if not fields[15] else _with_attributes(member, fields[15])


def _with_attributes(member: Member, attributes: int) -> Member:
    from dataclasses import replace

    return replace(member, attributes=attributes)


def _member(
    raw: bytes, extra: bytes, method: int, flags: int, packed: int, size: int | None, crc: int | None, at: int
) -> Member:
    return Member(
        name=_name(raw, extra, flags),
        raw=raw,
        method=method,
        flags=flags,
        packed=packed,
        size=size,
        crc=crc,
        offset=at,
    )


def _name(raw: bytes, extra: bytes, flags: int) -> str:
    """The name: UTF-8 where it says so or is so, else the set of the first IBM PC, as the standard has it."""
    for kind, body in _extras(extra):
        if kind == 0x7075 and len(body) > 5 and int.from_bytes(body[1:5], "little") == zlib.crc32(raw):
            raw, flags = body[5:], flags | _UTF8
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "surrogateescape") if flags & _UTF8 else raw.decode("cp437")


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        yield kind, extra[at + 4 : at + 4 + size]
        at += 4 + size


def _sizes64(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and offset, from the zip64 field where they do not fit their own."""
    held = next((body for kind, body in _extras(extra) if kind == 1), b"")
    values = [int.from_bytes(held[at : at + 8], "little") for at in range(0, len(held) - 7, 8)]
    found = [values.pop(0) if value == _MOST and values else value for value in (size, packed, offset)]
    return found[0], found[1], found[2]


def _length(source: BinaryIO, data: int, end: int) -> int | None:
    """Packed bytes of a deflated member that nowhere says how many; None when it breaks off or is damaged."""
    source.seek(data)
    unpacker, taken = zlib.decompressobj(-15), 0
    try:
        for chunk in chunks_of(source, end - data):
            taken += len(chunk)
            while chunk and not unpacker.eof:
                unpacker.decompress(chunk, CHUNK)
                chunk = unpacker.unconsumed_tail
            if unpacker.eof:
                return taken - len(unpacker.unused_data)
    except zlib.error:
        return None
    return None


def _descriptor(after: bytes) -> int:
    """Bytes of the sizes that stand behind a member: with or without a mark, of 4 or of 8 bytes each."""
    lengths = (16, 24) if after.startswith(b"PK\x07\x08") else (12, 20)
    return next((length for length in lengths if after[length : length + 2] in (b"PK", b"")), lengths[0])
