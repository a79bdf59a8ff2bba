"""The pages of a PDF: pdfium.py run as a program beside this one, and what it writes made into records."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from secondsource.errors import InputError, NoText, TooLarge
from secondsource.intake.options import Limits

_PROGRAM = Path(__file__).with_name("pdfium.py")
# Waiting for a processor that others hold is not the PDF's fault; only a dead one waits as long as this.
_PATIENCE = 10

_REFUSED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "encrypted": ("encrypted", "this PDF is locked with a password; unlock it and save it without one"),
        "damaged": ("damaged", "this PDF is damaged and cannot be opened; get it again from where it came"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Letters close together on one line; points, y upwards. artifact: marked as no content."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    artifact: bool = False

    @property
    def size(self) -> float:
        """Height of the letters in points."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one page shows. number: from 1; box: x0, y0, x1, y1; picture: share that images cover, [0, 1].

    broken: it could not be opened.
    """

    number: int
    runs: tuple[Run, ...] = ()
    box: tuple[float, float, float, float] = (0.0, 0.0, 612.0, 792.0)
    picture: float = 0.0
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All of a PDF. properties: under PDF's own names; attached: files inside, None for one not taken out."""

    properties: Mapping[str, str]
    pages: tuple[Page, ...]
    attached: tuple[tuple[str, bytes | None], ...] = field(default=(), repr=False)


def contents_of(body: bytes, *, limits: Limits) -> Contents:
    """What the pages of a PDF show. Raises NoText, TooLarge, InputError ("timeout")."""
    options = (limits.pages, limits.size, limits.memory, limits.work)
    command = [sys.executable, "-P", str(_PROGRAM), *(str(int(value)) for value in options)]
    # Into a file and not through a pipe: what comes out is read once, a line at a time.
    with tempfile.TemporaryFile() as out:
        try:
            ended = subprocess.run(
                command,
                input=body,
                stdout=out,
                stderr=subprocess.PIPE,
                timeout=_PATIENCE * limits.work,
                check=False,
            )
        except subprocess.TimeoutExpired:
            _stopped(limits)
        out.seek(0)
        return _contents(out, ended.returncode, ended.stderr, limits)


def _contents(lines: Iterator[bytes], code: int, words: bytes, limits: Limits) -> Contents:
    document: dict[str, Any] | None = None
    pages: list[Page] = []
    attached: list[tuple[str, bytes | None]] = []
    for line in lines:
        record = _record(line)
        if "refused" in record:
            _refuse(record["refused"], limits)
        elif "document" in record:
            document = record["document"]
        elif "page" in record:
            pages.append(_page(record))
        elif "attached" in record:
            held = record.get("body")
            attached.append((record["attached"], None if held is None else base64.b85decode(held)))
        elif "end" in record and document is not None:
            return Contents(
                properties=MappingProxyType(document),
                pages=tuple(pages),
                attached=tuple(attached),
            )
    _died(code, words, limits)


def _record(line: bytes) -> dict[str, Any]:
    """One line; a program that was ended leaves half of one."""
    try:
        found: dict[str, Any] = json.loads(line)
    except ValueError:
        return {}
    return found


def _page(record: dict[str, Any]) -> Page:
    if record.get("broken"):
        return Page(number=record["page"], broken=True)
    return Page(
        number=record["page"],
        box=tuple(record["box"]),
        picture=record["picture"],
        runs=tuple(
            Run(text=text, x0=x0, y0=y0, x1=x1, y1=y1, artifact=artifact)
            for text, x0, y0, x1, y1, artifact in record["runs"]
        ),
    )


def _refuse(reason: str, limits: Limits) -> NoReturn:
    if reason == "too-many":
        raise TooLarge(f"this PDF has more than {limits.pages:,} pages; split it", kind="too-many")
    if reason == "too-large":
        raise TooLarge(f"this PDF holds more than {limits.size / 1_000_000:,.3g} million letters; split it")
    kind, message = _REFUSED[reason]
    raise NoText(message, kind=kind)


def _died(code: int, words: bytes, limits: Limits) -> NoReturn:
    """The reader of pages ended before its time."""
    import signal

    if code == -getattr(signal, "SIGXCPU", 24) or code == -getattr(signal, "SIGKILL", 9):
        _stopped(limits)
    if b"MemoryError" in words or code == -getattr(signal, "SIGABRT", 6):
        raise TooLarge(
            f"reading this PDF takes more than {limits.memory / 1_000_000:,.0f} MB of memory; "
            "print it to a new PDF"
        )
    raise NoText(
        f"this PDF is damaged in a way that ended the reader of pages ({code}); "
        "print it to a new PDF and try that",
        kind="damaged",
    )


def _stopped(limits: Limits) -> NoReturn:
    raise InputError(
        f"reading this PDF takes more than {limits.work:g} seconds; split it or print it to a new PDF",
        kind="timeout",
    )
