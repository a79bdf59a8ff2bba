"""What the other side of a fetch answered: its body, its headers, and why there is none."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from secondsource.errors import FetchError

# Bytes that are unpacked at a time.
_CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave. address: the last one, after redirects. retrieved: ISO 8601, UTC.

    headers: as they came, after `:status`. body: without its content coding, which a header may still name.
    unchanged: the other side says that it is still what the validators stand for, and sent no body. moved:
    where the address has gone for good, or None.
    """

    body: bytes = field(repr=False)
    address: str
    headers: tuple[tuple[str, str], ...]
    charset: str | None
    retrieved: str
    unchanged: bool = False
    moved: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of a name, in whatever case."""
        return next((value for held, value in self.headers if held.lower() == name.lower()), None)


class Refused(FetchError):
    """An answer that is none. status: as the other side gave it; wait: seconds that it asks for, or None."""

    def __init__(self, message: str, *, kind: str, status: int, wait: float | None) -> None:
        super().__init__(message, kind=kind)
        self.status, self.wait = status, wait


def wait_of(value: str | None) -> float | None:
    """Seconds to wait by a Retry-After header, which holds them or a date; None where it holds neither."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def charset_of(headers: Message) -> str | None:
    """The character set that the headers name, or None."""
    try:
        return headers.get_content_charset()
    except (ValueError, LookupError):
        return None


def unpacked(chunks: Iterator[bytes], coding: str, *, at: str) -> Iterator[bytes]:
    """The chunks without their content coding, in pieces that stay small however well they were packed."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        yield from chunks
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"{at} answers in a coding that was not asked for ({coding})", kind="fetch-failed")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for chunk in chunks:
            while chunk:
                yield unpacker.decompress(chunk, _CHUNK)
                chunk = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchError(f"{at} sent packed bytes that are damaged ({error})", kind="fetch-failed") from None
    if not unpacker.eof:
        raise FetchError(f"{at} broke off inside its packed bytes; try again", kind="fetch-failed")
