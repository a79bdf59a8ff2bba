"""Older Office files (OLE compound files): refused, with the kind and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from secondsource.errors import NoText
from secondsource.intake.options import Given, Options
from secondsource.model.report import Capture, Report

# Names of streams in the directory (MS-CFB 2.6.1), which says what the file holds.
_HELD = (
    (
        "EncryptedPackage",
        "encrypted",
        "a Word, Excel or PowerPoint file locked with a password; save it without one",
    ),
    ("WordDocument", "unsupported", "a document of Word 97 to 2003, which is not yet read; save it as .docx"),
    ("__substg1.0_", "unsupported", "a message of Outlook (.msg), which is not yet read; save it as .eml"),
    ("Workbook", "unsupported", "an Excel workbook of 97 to 2003, which is not yet read; save its text"),
    (
        "PowerPoint Document",
        "unsupported",
        "a PowerPoint file of 97 to 2003, which is not yet read; save its text",
    ),
)


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Report]:
    """Nothing. Raises NoText ("encrypted" for a locked file, else "unsupported")."""
    _refuse(capture.body)


def _refuse(body: bytes) -> NoReturn:
    for stream, kind, words in _HELD:
        if stream.encode("utf-16-le") in body:
            raise NoText(f"this is {words}", kind=kind)
    raise NoText(
        "this is an older Office document or message, which is not yet read; save its text as plain text",
        kind="unsupported",
    )
