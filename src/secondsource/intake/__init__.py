"""Intake: whatever is given goes in, reports and failures come out.

Nothing given by a user makes these functions raise: what cannot be read is a Failure with a kind,
and the others are read. Only KeyboardInterrupt passes through.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import BinaryIO

from secondsource.intake.dates import iso
from secondsource.intake.files import printable
from secondsource.intake.inputs import completed, is_address, receive_bytes, receive_input
from secondsource.intake.options import Given, Limits, Options
from secondsource.intake.walk import files_under
from secondsource.model.report import Failure, Report

__all__ = ["Limits", "expand", "from_bytes", "from_text", "iso", "receive"]


def receive(
    given: str | os.PathLike[str],
    *,
    limits: Limits | None = None,
    published: str | None = None,
    publisher: str | None = None,
    language: str = "en",
    allow_private: bool = False,
    follow: bool = False,
    stdin: BinaryIO | None = None,
) -> Iterator[Report | Failure]:
    """The reports of one input: a file, a folder, an http(s) address, or `-` for standard input.

    published and publisher stand in where the input itself says nothing. language "any" reads texts
    in every language, "en" makes those surely in another one failures. follow: of a feed's items the pages
    that they lead to are fetched and read in their stead. Lazy, in a fixed order.
    """
    options = _options(limits, published, publisher, language, allow_private, follow)
    name = os.fspath(given)
    if name == "-" and stdin is None and sys.stdin is not None:
        stdin = getattr(sys.stdin, "buffer", None)
    return receive_input(name, options=options, stdin=stdin)


def expand(inputs: Sequence[str]) -> Iterator[str | Failure]:
    """The inputs with each folder as its files, so that they can be counted before they are read.

    `receive` takes each in turn. A folder that holds nothing is a Failure.
    """
    for given in inputs:
        if given != "-" and not is_address(given) and os.path.isdir(given):
            yield from files_under(given)
        else:
            yield given


def from_bytes(
    body: bytes,
    *,
    path: str = "-",
    name: str = "",
    limits: Limits | None = None,
    published: str | None = None,
    publisher: str | None = None,
    language: str = "en",
    allow_private: bool = False,
    follow: bool = False,
) -> Iterator[Report | Failure]:
    """The reports of some bytes of any kind. name is a hint; a record's "file" has no folder here."""
    options = _options(limits, published, publisher, language, allow_private, follow)
    return receive_bytes(body, given=Given(path=printable(path), name=name), options=options)


def from_text(text: str, *, path: str = "-", language: str = "any", **known: str | None) -> Report | Failure:
    """The report of a text that the caller holds, with the fields of a Report that it knows.

    The text is taken as it stands. Raises TypeError for a field that a Report does not have.
    """
    allowed = {field.name for field in fields(Report)} - {"text", "path", "capture", "blocks", "retrieved"}
    if unknown := known.keys() - allowed:
        raise TypeError(f"a report has no field {', '.join(sorted(unknown))}")
    if not text.strip():
        return Failure(path=path, kind="empty", message="this holds no text at all")
    given = Given(path=path, known={field: value for field, value in known.items() if value})
    return completed(Report(text=text, path=path), given=given, options=Options(language=language))


def _options(
    limits: Limits | None,
    published: str | None,
    publisher: str | None,
    language: str,
    allow_private: bool,
    follow: bool,
) -> Options:
    return Options(
        limits=limits or Limits(),
        published=published,
        publisher=publisher,
        language=language,
        allow_private=allow_private,
        follow=follow,
    )
