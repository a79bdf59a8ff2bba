"""Plain text: the report is the file's own decoded text, unchanged.

No line end is translated and nothing is trimmed, so that an offset here is one in the file. A byte
order mark belongs to the encoding, not to the text: offset 0 is the first character after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from secondsource.errors import NoText
from secondsource.intake.charset import decode
from secondsource.intake.options import Given, Options
from secondsource.model.report import Capture, Report


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Report]:
    """One report, with the whole text of the capture. Raises NoText ("empty", "not-text", "undecodable")."""
    text, _ = decode(capture.body, declared=[given.charset] if given.charset else [])
    if not text.strip("\ufeff \t\r\n") or text.isspace():
        raise NoText("this holds no text at all", kind="empty")
    yield Report(
        text=text, path=given.path, address=given.address, retrieved=given.retrieved, capture=capture
    )
