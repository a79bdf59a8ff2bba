"""Mailboxes (mbox): message by message out of the open file, so that memory stays flat.

A message begins at a line "From ..." after an empty line, and a header field must follow it: not all
programs mask such lines in texts. The mask (">From ") is taken off (mboxrd; of mboxo likewise).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from secondsource.errors import NoText
from secondsource.intake.files import too_large
from secondsource.intake.options import Given, Options, Part
from secondsource.model.report import Failure

_TIMED = re.compile(rb"\d{1,2}:\d{2}")
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|>From ")
_MASKED = re.compile(rb">+From ")
# Lines may be of any length; longer ones come in pieces.
_LINE = 1 << 20
# What mail servers keep of themselves in a mailbox, as a message that nobody sent.
_FOLDER_DATA = re.compile(rb"^X-IMAP(?:base)?:.*FOLDER INTERNAL DATA", re.MULTILINE | re.DOTALL)


def read(source: BinaryIO, *, given: Given, options: Options) -> Iterator[Part | Failure]:
    """Each message in its order as a part named by its number ("12.eml"). Raises NoText ("empty")."""
    number = 0
    for number, message in enumerate(_messages(source, options.limits.records), start=1):
        if message is None:
            error = too_large(options.limits.records)
            yield Failure(path=f"{given.path}#{number}.eml", kind=error.kind, message=str(error))
        elif not message.strip():
            why = "this message of the mailbox is empty"
            yield Failure(path=f"{given.path}#{number}.eml", kind="empty", message=why)
        elif not _FOLDER_DATA.search(message[:4096]):
            yield Part(body=message, name=f"{number}.eml")
    if not number:
        raise NoText("this mailbox holds no message", kind="empty")


def _messages(source: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The messages, without the lines that part them; None for one that is larger than the limit."""
    lines: list[bytes] = []
    size, begun = 0, False
    timed: bool | None = None
    for line, at_start, following in _around(source):
        if at_start and _parts(line, following, timed=timed or False):
            if begun:
                yield None if size > limit else b"".join(lines)
            lines, size, begun = [], 0, True
            # Where the first of these lines tells a time, all do.
            timed = _TIMED.search(line) is not None if timed is None else timed
            continue
        size += len(line)
        if size <= limit:
            lines.append(line[1:] if _MASKED.match(line) else line)
    if begun:
        yield None if size > limit else b"".join(lines)


def _parts(line: bytes, following: bytes, *, timed: bool) -> bool:
    """True for a line that parts two messages."""
    if not line.startswith(b"From ") or (timed and not _TIMED.search(line)):
        return False
    return _FIELD.match(following) is not None or not following.strip()


def _around(source: BinaryIO) -> Iterator[tuple[bytes, bool, bytes]]:
    """Each line, whether it follows an empty line or opens the file, and the line after it."""
    line, at_start = source.readline(_LINE), True
    while line:
        following = source.readline(_LINE)
        yield line, at_start, following
        at_start = not line.strip(b"\r\n")
        line = following
