"""WARC files as records, each with its headers, place and block, however the file is packed or damaged.

After ISO 28500:2017 (WARC/1.1; 1.0 alike). The readers of the libraries (fastwarc, warcio) take a file that
is cut off, or whose lengths are wrong, for a whole one; here every length is held against what is there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from secondsource.errors import InputError, TooLarge
from secondsource.intake.unpacking import CHUNK, TRUNCATED, damaged, size_of

GZIP = b"\x1f\x8b\x08"
_VERSION = re.compile(rb"WARC/\d+\.\d+[ \t]*\r?\n")
_NEXT = re.compile(rb"\nWARC/\d\.\d")
_NUMBER = re.compile(r"\d{1,18}")
_LONGEST_LINE, _MOST_LINES = 262_144, 1_000
# After damage the next record is looked for in bytes that were read already: so often over, and no more.
_AGAIN = 4
# A record inside one packed stream is found again by unpacking all that stands before it.
_LONGEST_WAY = 64_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record begins: the byte of the file, and how far inside the packed stream that begins there."""

    offset: int
    inside: int = 0

    def __str__(self) -> str:
        return f"byte {self.offset}" + (f" + {self.inside} unpacked" if self.inside else "")


class Broken(InputError):
    """A record that cannot be read, and where it begins."""

    def __init__(self, error: InputError, *, place: Place) -> None:
        super().__init__(str(error), kind=error.kind)
        self.place = place


@dataclass(slots=True, kw_only=True)
class Record:
    """A record: its header fields under their names in small letters, and its block still to be read.

    failed: an error was raised while its block was read. finished: it was read to its end, and is whole.
    """

    place: Place
    fields: dict[str, str]
    left: int
    wire: Wire = field(repr=False)
    failed: bool = False
    finished: bool = False

    def get(self, name: str) -> str:
        """A header field's value; empty where there is none."""
        return self.fields.get(name, "")

    @property
    def kind(self) -> str:
        """What WARC-Type says, in small letters."""
        return self.get("warc-type").lower()

    @property
    def id(self) -> str:
        """What WARC-Record-ID says."""
        return self.get("warc-record-id")

    def chunks(self) -> Iterator[bytes]:
        """The block, once, held against its length. Raises InputError ("truncated", "damaged")."""
        while self.left > 0:
            chunk = self._read()
            self.left -= len(chunk)
            yield chunk

    def finish(self) -> None:
        """Go over what is left of the block, to the record's end. Raises InputError as above."""
        for _ in self.chunks():
            pass
        if not self.finished:
            try:
                self.wire.end_record()
            except InputError:
                self.failed = True
                raise
            self.finished = True

    def _read(self) -> bytes:
        try:
            chunk = self.wire.read(min(self.left, CHUNK))
            if not chunk:
                raise InputError(f"the record's last {self.left:,} bytes are missing", kind="truncated")
        except InputError:
            self.failed = True
            raise
        return chunk


class Wire:
    """A WARC file as one stream of bytes, plain or unpacked, that knows where it stands.

    packed: gzip streams, as a rule one a record. began: where the record now read begins. left: bytes that
    may still come out. The file is shared with those who look up earlier records, so each read seeks first.
    """

    def __init__(
        self, source: BinaryIO, at: int = 0, *, packed: bool | None = None, most: int | None = None
    ) -> None:
        self._source, self._next = source, at
        self.left = most
        self._raw = b""
        self._held, self._at = b"", 0
        # Of the stream: its first byte in the file, and unpacked bytes before those held.
        self._begin, self._before = at, 0
        self._unpacker = zlib.decompressobj(31)
        self._ended = False
        self._broken: InputError | None = None
        if packed is None:
            self._raw = self._more()
            packed = self._raw.startswith(GZIP[:2])
        self.packed = packed
        self.began = self.place

    @property
    def place(self) -> Place:
        """Where the next byte stands."""
        inside = self._before + self._at
        return Place(offset=self._begin, inside=inside) if self.packed else Place(offset=self._begin + inside)

    @property
    def taken(self) -> int:
        """The byte of the file up to which it was read."""
        return self._next

    def read(self, size: int) -> bytes:
        """At least one byte and at most `size`; none at the end, or before the next record's stream."""
        if self._at >= len(self._held) and not self._fill():
            return b""
        found = self._held[self._at : self._at + size]
        self._at += len(found)
        return found

    def peek(self, size: int) -> bytes:
        """The next bytes, fewer at the end; they are still to be read."""
        while len(self._held) - self._at < size and self._fill():
            pass
        return self._held[self._at : self._at + size]

    def record(self) -> Record | None:
        """The next record with its headers read; None at the end. Raises InputError."""
        while True:
            self.began = self.place
            while self.peek(1) and self._held[self._at] in b"\r\n":
                self._at = len(self._held) - len(self._held[self._at :].lstrip(b"\r\n"))
            if self.peek(1):
                break
            if not self._next_stream():
                return None
        self.began = self.place
        if _VERSION.fullmatch(self._line()) is None:
            raise damaged("no record begins here")
        fields = self._fields()
        length = fields.get("content-length", "")
        if _NUMBER.fullmatch(length) is None:
            raise damaged("the record does not say how long it is")
        return Record(place=self.began, fields=fields, left=int(length), wire=self)

    def end_record(self) -> None:
        """Go over the line ends after a block. Raises InputError ("damaged") where something else stands."""
        gap = self.peek(4)
        # Some writers leave them out, or write bare line feeds.
        ends = len(gap) - len(gap.lstrip(b"\r\n"))
        if gap and not ends and not gap.startswith(b"WARC"):
            raise damaged("the record goes on beyond the length that it says")
        self._at += ends
        # The checksum of a packed stream is compared where it ends.
        self.peek(1)

    def skip_to_record(self) -> None:
        """Go to what looks like the beginning of a record, in this stream; else to its end."""
        while True:
            match = _NEXT.search(self._held, self._at)
            if match is not None:
                self._at = match.start() + 1
                return
            # A beginning may be cut in two by the end of what is held.
            self._at = max(self._at, len(self._held) - 8)
            if not self._fill():
                self._at = len(self._held)
                return

    def resumed(self) -> Wire | None:
        """A wire at the next record after one that is damaged; None where there is none."""
        if not self.packed:
            again = Wire(self._source, self.began.offset + 1, packed=False, most=self.left)
            again.skip_to_record()
            return again
        if self._broken is None:
            try:
                self.skip_to_record()
                return self
            except InputError:
                pass
        at = _next_packed(self._source, self.began.offset + 1)
        return None if at is None else Wire(self._source, at, packed=True, most=self.left)

    def _line(self) -> bytes:
        while (end := self._held.find(b"\n", self._at)) < 0:
            if len(self._held) - self._at > _LONGEST_LINE:
                raise damaged("a header that never ends")
            if not self._fill():
                raise InputError(TRUNCATED, kind="truncated")
        found = self._held[self._at : end + 1]
        self._at = end + 1
        return found

    def _fields(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        last = ""
        for _ in range(_MOST_LINES):
            line = self._line().rstrip(b"\r\n").decode("utf-8", "replace")
            if not line:
                return fields
            name, colon, value = line.partition(":")
            if line[0] in " \t":
                fields[last] = f"{fields.get(last, '')} {line.strip()}"
            elif colon:
                last = name.strip().lower()
                fields.setdefault(last, value.strip())
        raise damaged("a header that never ends")

    def _next_stream(self) -> bool:
        """Go on to the next packed stream; False at the end of the file."""
        if not self.packed:
            return False
        self._raw = self._raw or self._more()
        while self._raw and not self._raw.strip(b"\x00"):  # padding, as some disks and tapes add
            self._raw = self._more()
        self._begin, self._before = self._next - len(self._raw), 0
        self.began = Place(offset=self._begin)
        if not self._raw:
            return False
        self._held, self._at = b"", 0
        self._unpacker, self._ended = zlib.decompressobj(31), False
        return True

    def _more(self) -> bytes:
        self._source.seek(self._next)
        chunk = self._source.read(CHUNK)
        self._next += len(chunk)
        return chunk

    def _fill(self) -> bool:
        """Hold more bytes; False where there are none before the next record."""
        chunk = b""
        if not self.packed:
            chunk, self._raw = self._raw or self._more(), b""
        elif not self._ended or self._carried_over():
            while not chunk and not self._ended:
                chunk = self._unpacked()
        self._before += self._at
        self._held, self._at = self._held[self._at :] + chunk, 0
        return bool(chunk)

    def _unpacked(self) -> bytes:
        """The next piece of the stream, which may be empty. Raises InputError ("truncated", "damaged")."""
        if self._broken is not None:
            raise self._broken
        if self.left is not None and self.left <= 0:
            raise TooLarge("this unpacks to more than is read of one archive; the rest is not read; split it")
        self._raw = self._raw or self._more()
        if not self._raw:
            self._broken = InputError(TRUNCATED, kind="truncated")
            raise self._broken
        before = self._unpacker.copy()
        try:
            chunk = self._unpacker.decompress(self._raw, CHUNK)
        except zlib.error as error:
            self._broken = damaged(f"its packed bytes do not fit together ({error})")
            return _up_to_damage(before, self._raw)
        self._raw = self._unpacker.unconsumed_tail
        if self._unpacker.eof:
            self._raw, self._ended = self._unpacker.unused_data, True
        self.left = None if self.left is None else self.left - len(chunk)
        return chunk

    def _carried_over(self) -> bool:
        """Some writers pack a file in blocks: a stream that begins no record goes on with the last one."""
        if len(self._raw) < CHUNK:
            self._raw += self._more()
        if not self._raw.startswith(GZIP):
            return False
        try:
            begins = zlib.decompressobj(31).decompress(self._raw, 16).lstrip(b"\r\n")
        except zlib.error:
            return False
        if not begins or begins.startswith(b"WARC"):
            return False
        self._unpacker, self._ended = zlib.decompressobj(31), False
        return True


def records(source: BinaryIO, *, most: int | None = None) -> Iterator[Record | Broken]:
    """The records in order; what is damaged as an error with its place, and then the records after it.

    A record's block is read before the next one is asked for; what is left of it is gone over. An error that
    was raised while its block was read is not given again. most: bytes that may be unpacked in all.
    """
    size, again = size_of(source), 0
    wire: Wire | None = Wire(source, most=most)
    while wire is not None and (wire.left is None or wire.left > 0):
        failed = True
        try:
            record = wire.record()
            if record is None:
                return
            yield record
            failed = record.failed
            if not failed:
                record.finish()
        except InputError as error:
            failed = True
            yield Broken(error, place=wire.began)
        if failed:
            reached = wire.taken
            wire = wire.resumed()
            again += 0 if wire is None else max(0, reached - wire.place.offset)
            if again > _AGAIN * size + _LONGEST_WAY:
                yield Broken(
                    damaged("record after record; the rest is not read"), place=Place(offset=reached)
                )
                return


def record_at(source: BinaryIO, place: Place) -> Record:
    """The record at a place that `records` gave before. Raises InputError."""
    if place.inside > _LONGEST_WAY:
        raise InputError("the archive is packed as one stream, too long to go back in", kind="unsupported")
    wire = Wire(source, place.offset)
    left = place.inside
    while left > 0 and (chunk := wire.read(left)):
        left -= len(chunk)
    record = wire.record()
    if record is None:
        raise damaged("the record that was there before is gone")
    return record


def _up_to_damage(unpacker: zlib._Decompress, raw: bytes) -> bytes:
    """What can still be unpacked of a damaged piece, a byte at a time: zlib gives nothing else."""
    found: list[bytes] = []
    try:
        for at in range(len(raw)):
            found.append(unpacker.decompress(raw[at : at + 1]))
    except zlib.error:
        pass
    return b"".join(found)


def _next_packed(source: BinaryIO, at: int) -> int | None:
    """Where, from a byte on, the next gzip stream that begins a record stands; None where none does."""
    held, begin = b"", at
    while True:
        source.seek(begin + len(held))
        chunk = source.read(1 << 20)
        held += chunk
        found = held.find(GZIP)
        while found >= 0:
            if _is_record(held[found : found + 4096]):
                return begin + found
            found = held.find(GZIP, found + 1)
        if not chunk:
            return None
        # Enough is kept to tell one whose beginning is cut in two.
        kept = held[-4096:]
        begin, held = begin + len(held) - len(kept), kept


def _is_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, 16).startswith(b"WARC/")
    except zlib.error:
        return False
