"""HTTP answers as archives keep them: their head; their body with chunks and codings undone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.unpacking import CHUNK, TRUNCATED, Pulled, chunks_of, damaged, inflated

_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
_LONGEST_SIZE = 4096
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b([^\r\n]*)\r?\n?")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LONGEST_HEADER, _MOST_HEADERS = 65_536, 1_000
# Servers send some kilobytes at a time: a body of 10 MB, the largest that is read, in some thousand chunks.
_MOST_CHUNKS = 500_000
# More codings on one body than this are no page.
_MOST = 4
# RFC 9659: a zstd window on the web is 8 MB at most.
_ZSTD_WINDOW = 8 << 20
# A block of 128 KB may come from 4 bytes, and the library gives all at once: so many bytes make 8 MB at most.
_ZSTD_STEP = 256
_MARKUP = (b"<!", b"<h", b"<H", b"<?", b"<b", b"<d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The first line of an answer and its headers, in their order."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """The values of a header, joined as one; empty where there is none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


def head_of(stream: BinaryIO) -> Head:
    """The head of an answer; the stream stands at its body then. Raises InputError ("damaged")."""
    first = _STATUS.fullmatch(stream.readline(_LONGEST_HEADER))
    if first is None:
        raise damaged("it holds no answer of a server")
    headers: list[tuple[str, str]] = []
    for _ in range(_MOST_HEADERS):
        line = stream.readline(_LONGEST_HEADER).rstrip(b"\r\n")
        if not line:
            return Head(status=int(first[1]), reason=_text(first[2]).strip(), headers=tuple(headers))
        name, colon, value = _text(line).partition(":")
        if line[:1] in b" \t" and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {_text(line).strip()}")
        elif colon:
            headers.append((name.strip(), value.strip()))
    raise damaged("its headers never end")


def charset_of(content_type: str) -> str | None:
    """The character set that a Content-Type names."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def _text(line: bytes) -> str:
    """Servers write UTF-8, or what the standard has, which is Latin-1."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def dechunked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A body without the sizes of its chunks; as it is when it has none, as some archives keep it.

    Raises InputError ("damaged", "truncated").
    """
    reader = io.BufferedReader(Pulled(chunks), CHUNK)
    for number in range(_MOST_CHUNKS):
        line = reader.readline(_LONGEST_SIZE)
        match = _SIZE.fullmatch(line)
        if match is None:
            if number == 0:
                yield line
                yield from chunks_of(reader)
                return
            raise InputError(TRUNCATED, kind="truncated") if not line else damaged("a chunk has no size")
        left = int(match[1], 16)
        if left == 0:
            for _ in chunks_of(reader):  # trailers, which hold nothing of the body
                pass
            return
        while left > 0:
            piece = reader.read1(min(left, CHUNK))
            if not piece:
                raise InputError(TRUNCATED, kind="truncated")
            left -= len(piece)
            yield piece
        reader.readline(2)
    raise damaged("it comes in more chunks than any server sends")


def decoded(chunks: Iterable[bytes], codings: str) -> Iterator[bytes]:
    """A body without its content codings (a Content-Encoding header's value), the last undone first.

    A body that is not packed as its header says stays as it is. Raises InputError ("unsupported", "damaged",
    "truncated").
    """
    names = [name for part in codings.split(",") if (name := part.strip().lower())]
    names = [name for name in names if name not in ("identity", "none", "utf-8")]
    if len(names) > _MOST:
        raise InputError(f"this was packed {len(names)} times over; it is not read", kind="unsupported")
    out: Iterator[bytes] = iter(chunks)
    for name in reversed(names):
        out = _undone(out, name)
    return out


def _undone(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    head = b""
    while len(head) < 4 and (more := next(chunks, None)) is not None:
        head += more
    whole = chain([head], chunks)
    if not head or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2] in _MARKUP:
        return whole
    if name in ("gzip", "x-gzip"):
        return inflated(whole, wbits=31) if head.startswith(b"\x1f\x8b") else whole
    if name == "deflate":
        # By its standard a zlib stream; some servers send the bare one.
        zlib_head = head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
        return inflated(whole, wbits=15 if zlib_head else -15)
    if name == "br":
        return _brotli(whole)
    if name == "zstd":
        return unzstd(whole) if head.startswith(b"\x28\xb5\x2f\xfd") else whole
    raise InputError(f"this is packed in a way that is not read ({name[:40]})", kind="unsupported")


def _brotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        import brotli
    except ImportError:
        message = "this is packed with brotli; install `brotli` to read it"
        raise InputError(message, kind="unsupported") from None
    unpacker = brotli.Decompressor()
    try:
        for chunk in chunks:
            yield unpacker.process(chunk, output_buffer_limit=CHUNK)
            while not unpacker.can_accept_more_data():
                yield unpacker.process(b"", output_buffer_limit=CHUNK)
    except brotli.error:
        raise damaged("its packed bytes (brotli) do not fit together") from None
    if not unpacker.is_finished():
        raise InputError(TRUNCATED, kind="truncated")


def unzstd(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A zstd stream unpacked. Raises InputError ("damaged", "truncated")."""
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
    try:
        for chunk in chunks:
            for begin in range(0, len(chunk), _ZSTD_STEP):
                if unpacker.eof:
                    return
                yield unpacker.decompress(chunk[begin : begin + _ZSTD_STEP])
    except zstandard.ZstdError:
        raise damaged("its packed bytes (zstd) do not fit together") from None
    if not unpacker.eof:
        raise InputError(TRUNCATED, kind="truncated")
