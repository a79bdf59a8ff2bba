"""One file packed with gzip: what it unpacks to, read as if it had been given so."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake import formats
from secondsource.intake.options import Given, Options, Part
from secondsource.intake.parts import part_of
from secondsource.intake.unpacking import CHUNK, TRUNCATED, chunks_of, damaged, size_of
from secondsource.model.report import Failure

_ENDING = re.compile(r"\.(?:gz|gzip|z)$", re.IGNORECASE)
_NAMED, _EXTRA = 0x08, 0x04
_LONGEST_NAME = 1_000


def read(source: BinaryIO, *, given: Given, options: Options) -> Iterator[Part | Failure]:
    """The one file inside. Of a mailbox or record file that breaks off, what came before, and a failure.

    Raises InputError ("truncated", "damaged"), TooLarge.
    """
    size = size_of(source)
    name = _name(source.read(4096)) or _ENDING.sub("", os.path.basename(given.name)) or "unpacked"
    source.seek(0)
    faults: list[InputError] = []
    try:
        part = part_of(_until_fault(source, faults), name=name, given=given, options=options, packed=size)
    except InputError as error:
        raise (faults or [error])[0] from None
    if not faults:
        yield part
        return
    row = formats.detect(part.body, name=name) if part.source is None else None
    if row is not None and not row.many:
        raise faults[0]
    yield part
    raise faults[0]


def _until_fault(source: BinaryIO, faults: list[InputError]) -> Iterator[bytes]:
    """The unpacked bytes, all streams as one; what is wrong with them ends them, and is put into `faults`."""
    try:
        yield from _unpacked(source)
    except InputError as error:
        faults.append(error)


def _unpacked(source: BinaryIO) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(31)
    for chunk in chunks_of(source):
        while chunk:
            if unpacker.eof:
                # Streams follow each other; zero bytes are padding.
                chunk = chunk.lstrip(b"\x00")
                if not chunk:
                    break
                unpacker = zlib.decompressobj(31)
            try:
                yield unpacker.decompress(chunk, CHUNK)
            except zlib.error as error:
                raise damaged(f"its packed bytes do not fit together ({error})") from None
            chunk = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not unpacker.eof:
        raise InputError(TRUNCATED, kind="truncated")


def _name(head: bytes) -> str:
    """The name that the file had before it was packed (RFC 1952, 2.3); empty where it is not kept."""
    if len(head) < 10 or not head[3] & _NAMED:
        return ""
    at = 10
    if head[3] & _EXTRA:
        at += 2 + int.from_bytes(head[10:12], "little")
    raw = head[at : at + _LONGEST_NAME].split(b"\x00", 1)[0]
    return raw.decode("utf-8", "replace").replace("\\", "/").rpartition("/")[2]
