"""Bytes of files and of standard input, never more of them than the limits allow."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from secondsource.errors import InputError, NoText, NotFound, TooLarge
from secondsource.intake import formats
from secondsource.intake.options import Limits

# Characters of a name inside a container that paths show.
_LONGEST_NAME = 300


def printable(path: str) -> str:
    """The path with bytes that are no UTF-8 written as `\\xNN`, so that it can always be printed.

    Nothing else changes: composed and decomposed accents stay as they are on disk.
    """
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def inside(path: str, name: str) -> str:
    """The path of a thing inside another (PATH#NAME), in one line that can be printed whatever it holds."""
    kept = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in printable(name))
    return f"{path}#{kept[:_LONGEST_NAME].strip() or 'unnamed'}"


@contextmanager
def opened(path: str, *, regular: bool = False) -> Iterator[BinaryIO]:
    """A file, open to be read. regular: refuse pipes and devices, which may never end or answer.

    Raises NotFound ("not-found", "unreadable"), NoText ("not-a-file"), also for what fails while it is read.
    """
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISSOCK(mode) or (regular and not stat.S_ISREG(mode)):
            raise NoText(
                "this is a pipe, device or socket; pass its text on standard input",
                kind="not-a-file",
            )
        with open(path, "rb") as file:
            yield file
    except InputError:
        raise
    except FileNotFoundError:
        raise NotFound("no such file or folder; check the name") from None
    except PermissionError:
        raise NotFound("this may not be read; check its permissions", kind="unreadable") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotFound(f"this cannot be read ({reason})", kind="unreadable") from None


def container(file: BinaryIO, *, name: str) -> formats.Format | None:
    """The format of a container, read from the open file as it may be larger than memory; or None."""
    if not file.seekable():
        return None
    row = formats.detect_in(file, name=name)
    return row if row.stream else None


def read_stream(stream: BinaryIO, *, name: str, limits: Limits) -> bytes:
    """The bytes of an open stream, up to the limit of what they turn out to be. Raises NoText, TooLarge."""
    body = _up_to(stream, limits.size + 1)
    if not body.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf\xfe\xff\x00") and len(body) <= limits.size:
        raise NoText("this holds no text at all", kind="empty")
    if len(body) <= limits.size:
        return body
    allowed = formats.detect(body, name=name).limit(limits)
    if len(body) <= allowed:
        body += _up_to(stream, allowed + 1 - len(body))
    if len(body) > allowed:
        raise too_large(allowed)
    return body


def digest_in(source: BinaryIO) -> str:
    """`sha256:` and the hex digest of an open file; it stands at its beginning then."""
    source.seek(0)
    held = hashlib.sha256()
    while chunk := source.read(1 << 20):
        held.update(chunk)
    source.seek(0)
    return f"sha256:{held.hexdigest()}"


def too_large(allowed: int) -> TooLarge:
    """What is said of an input over its limit."""
    return TooLarge(
        f"more than {_megabytes(allowed)} for one report; split it, or give many as a record file (*.jsonl)"
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.3g} MB" if size >= 1_000 else f"{size} bytes"


def _up_to(stream: BinaryIO, size: int) -> bytes:
    """Reads until so many bytes or the end; a pipe may hand over less at a time."""
    parts: list[bytes] = []
    while size > 0:
        part = stream.read(min(size, 1 << 20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
