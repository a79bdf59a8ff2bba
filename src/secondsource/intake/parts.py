"""What lies inside a container, taken out within limits: counted while it comes, never after."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from secondsource.errors import InputError, TooLarge
from secondsource.intake import formats
from secondsource.intake.files import read_stream, too_large
from secondsource.intake.options import Given, Options, Part
from secondsource.intake.unpacking import CHUNK, Pulled, chunks_of

# A container inside another is kept in memory up to this size, then in a file without a name.
_SPOOL = 8_000_000
# Deflate packs 1,030 to 1 at most, and text people write 20 to 1: so much at such a ratio is a bomb.
_RATIO, _UNSUSPECTED = 400, 64_000_000


def counted(
    chunks: Iterable[bytes], *, packed: int | None, given: Given, options: Options
) -> Iterator[bytes]:
    """The chunks, as long as they keep within what the outermost container may unpack to.

    packed: bytes that they were unpacked from. What a thing that fails has used up is counted too. Raises
    TooLarge.
    """
    size, whole = 0, False
    allowed = options.limits.unpacked - given.budget.unpacked
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > allowed:
                raise TooLarge(
                    f"this unpacks to more than {options.limits.unpacked / 1_000_000:,.0f} MB; "
                    "the rest is not read"
                )
            if packed is not None and size > _UNSUSPECTED and size > _RATIO * packed:
                raise TooLarge("this is packed as no reports are, only bombs; it is not read")
            yield chunk
        whole = True
    finally:
        if not whole:
            given.budget.unpacked += size


def check_budget(given: Given, options: Options) -> None:
    """Raises TooLarge once the outermost container has used up what it may, so that nothing more is tried."""
    if given.budget.unpacked >= options.limits.unpacked:
        raise TooLarge(
            f"this unpacks to more than {options.limits.unpacked / 1_000_000:,.0f} MB; the rest is not read"
        )


def part_of(
    chunks: Iterable[bytes],
    *,
    name: str,
    given: Given,
    options: Options,
    packed: int | None = None,
    **told: Any,
) -> Part:
    """One thing inside a container, within the limit of what it turns out to be. told: fields of the Part.

    A container is kept as an open file. Raises NoText, TooLarge and what the chunks raise.
    """
    stream = Pulled(counted(chunks, packed=packed, given=given, options=options))
    head = _head(stream)
    row = formats.detect(head, name=name)
    rest = io.BufferedReader(stream, CHUNK)
    if not row.stream:
        joined = Pulled(_joined(head, rest))
        return Part(body=read_stream(joined, name=name, limits=options.limits), name=name, **told)  # type: ignore[arg-type]
    # Closed by whoever reads the part.
    spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115
    try:
        size = spool.write(head)
        for chunk in chunks_of(rest):
            size += spool.write(chunk)
            if size > row.limit(options.limits):
                raise too_large(row.limit(options.limits))
    except BaseException as error:
        spool.close()
        if isinstance(error, OSError):
            message = (
                f"there is no room to unpack this ({error.strerror or error}); set TMPDIR to where there is"
            )
            raise InputError(message, kind="unreadable") from None
        raise
    spool.seek(0)
    return Part(body=b"", source=spool, name=name, **told)  # type: ignore[arg-type]


def _head(stream: Pulled) -> bytes:
    """The first bytes, as many as kinds are told by."""
    parts: list[bytes] = []
    size = formats.HEAD
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _joined(head: bytes, rest: BinaryIO) -> Iterator[bytes]:
    yield head
    yield from chunks_of(rest)
