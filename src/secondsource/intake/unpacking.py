"""Packed bytes and stretches of files as streams, which tell what broke off from what is damaged."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from secondsource.errors import InputError

CHUNK = 65_536
TRUNCATED = "the file ends too early, as when a download broke off; get it again"


class Pulled(io.RawIOBase):
    """Chunks as a file that is read once, forwards."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        super().__init__()
        self._chunks = iter(chunks)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = memoryview(chunk)
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


class Window(io.RawIOBase):
    """A stretch of an open file as a file of its own, which begins at 0. Bytes: [start, start + size)."""

    def __init__(self, source: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self._source, self._start, self._size = source, start, size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), max(0, self._size - self._at))
        if size == 0:
            return 0
        # The source is shared: where it stands may have changed meanwhile.
        self._source.seek(self._start + self._at)
        found = self._source.read(size)
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)


def chunks_of(source: BinaryIO, size: int | None = None) -> Iterator[bytes]:
    """The bytes of an open file from where it stands: all, or at most `size`."""
    while size is None or size > 0:
        chunk = source.read(CHUNK if size is None else min(CHUNK, size))
        if not chunk:
            return
        if size is not None:
            size -= len(chunk)
        yield chunk


def size_of(source: BinaryIO) -> int:
    """Bytes of an open file; it stands at its beginning then."""
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    return size


def inflated(chunks: Iterable[bytes], *, wbits: int) -> Iterator[bytes]:
    """One zlib stream (wbits -15: raw, 15: zlib, 31: gzip) in pieces that stay small, however packed.

    What follows it is left unread. Raises InputError ("truncated", "damaged").
    """
    unpacker = zlib.decompressobj(wbits)
    try:
        for chunk in chunks:
            while chunk and not unpacker.eof:
                yield unpacker.decompress(chunk, CHUNK)
                chunk = unpacker.unconsumed_tail
            if unpacker.eof:
                return
        yield unpacker.flush()
    except zlib.error as error:
        raise damaged(f"its packed bytes do not fit together ({error})") from None
    if not unpacker.eof:
        raise InputError(TRUNCATED, kind="truncated")


def damaged(what: str) -> InputError:
    """What is said of bytes that are not as they were written."""
    return InputError(f"this is damaged: {what}; get it again", kind="damaged")
