"""One input to its reports: fetch or open, find the kind, read it, and complete what it says of itself."""

from __future__ import annotations

import io
import logging
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import BinaryIO

from secondsource.errors import InputError, NoText, TooLarge
from secondsource.intake import formats
from secondsource.intake.completing import complete
from secondsource.intake.files import (
    container,
    digest_in,
    inside,
    opened,
    printable,
    read_stream,
    too_large,
)
from secondsource.intake.language import verdict
from secondsource.intake.options import ANY, Given, Options, Part
from secondsource.intake.unpacking import size_of
from secondsource.intake.walk import files_under
from secondsource.model.report import Capture, Failure, Report

log = logging.getLogger("secondsource.intake")

# Among the headers of an acquisition, the digest of the archive that the capture was taken out of. No header
# of HTTP begins with a colon.
WITHIN = ":within"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
# Codes of the language library that are words of their own, for people.
_LANGUAGES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish",
    "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def is_address(given: str) -> bool:
    """True for what is written with a scheme, and is no file of that name."""
    return bool(_ADDRESS.match(given)) and not os.path.lexists(given)


def receive_input(
    given: str, *, options: Options, stdin: BinaryIO | None = None
) -> Iterator[Report | Failure]:
    """The reports of one address, folder, file, or of standard input (`-`)."""
    if given == "-":
        return receive_stream(stdin, options=options)
    path = printable(given)
    if is_address(given):
        return receive_address(given, given=Given(path=path, name=given), options=options)
    if os.path.isdir(given):
        return receive_folder(given, options=options)
    folder = os.path.dirname(os.path.abspath(given))
    return receive_file(given, given=Given(path=path, name=given, folder=folder), options=options)


def receive_folder(folder: str, *, options: Options) -> Iterator[Report | Failure]:
    """The reports of all files under a folder."""
    for item in files_under(folder):
        if isinstance(item, Failure):
            yield item
            continue
        here = Given(path=printable(item), name=item, folder=os.path.dirname(os.path.abspath(item)))
        yield from receive_file(item, given=here, options=options, regular=True)


def receive_stream(stream: BinaryIO | None, *, options: Options) -> Iterator[Report | Failure]:
    """The reports of standard input, which has no name and no folder."""
    here = Given(path="-")
    try:
        if stream is None:
            raise NoText("nothing is connected to standard input; name a file instead", kind="empty")
        body = read_stream(stream, name="", limits=options.limits)
    except InputError as error:
        yield _failure(here, error)
    except (OSError, ValueError) as error:
        yield Failure(path=here.path, kind="unreadable", message=f"standard input cannot be read ({error})")
    else:
        yield from receive_bytes(body, given=here, options=options)


def receive_file(
    path: str, *, given: Given, options: Options, regular: bool = False
) -> Iterator[Report | Failure]:
    """The reports of one file. regular: refuse pipes and devices."""
    try:
        with opened(path, regular=regular) as file:
            row = container(file, name=path)
            if row is not None:
                size = os.fstat(file.fileno()).st_size
                yield from _receive_container(file, size, row=row, given=given, options=options)
                return
            body = read_stream(file, name=path, limits=options.limits)
    except InputError as error:
        yield _failure(given, error)
    else:
        yield from receive_bytes(body, given=given, options=options)


def receive_address(address: str, *, given: Given, options: Options) -> Iterator[Report | Failure]:
    """The reports of what an address gives, fetched now."""
    from secondsource.intake.fetch import fetch

    try:
        fetched = fetch(address, limits=options.limits, allow_private=options.allow_private)
    except InputError as error:
        yield _failure(given, error)
        return
    here = replace(
        given,
        name=address,
        folder=None,
        charset=fetched.charset,
        address=fetched.address,
        retrieved=fetched.retrieved,
    )
    yield from receive_bytes(fetched.body, given=here, options=options, headers=fetched.headers)


def receive_bytes(
    body: bytes, *, given: Given, options: Options, headers: tuple[tuple[str, str], ...] = ()
) -> Iterator[Report | Failure]:
    """The reports of some bytes, of whatever kind they are."""
    row = formats.detect(body, name=given.name)
    if row.stream:
        yield from _receive_container(io.BytesIO(body), len(body), row=row, given=given, options=options)
        return
    capture = Capture(body=body, media=row.media, headers=headers)
    try:
        if not body:
            raise NoText("this holds no text at all", kind="empty")
        if row.module is not None and len(body) > row.limit(options.limits):
            raise too_large(row.limit(options.limits))
        yield from _read(
            row.read(capture, given=given, options=options), row=row, given=given, options=options
        )
    except InputError as error:
        yield _failure(given, error, row=row if row.module else None)
    except Exception as error:  # a library's own fault on one input must not stop the others
        yield _internal(given, row, error)


def _receive_container(
    source: BinaryIO, size: int, *, row: formats.Format, given: Given, options: Options
) -> Iterator[Report | Failure]:
    """The reports of all that a container holds. source: open and seekable; size: its bytes."""
    try:
        if size > options.limits.container:
            raise too_large(options.limits.container)
        if given.level >= options.limits.levels:
            raise TooLarge(
                f"this lies too deep, in {given.level} archives inside one another; unpack it first",
                kind="too-deep",
            )
        if given.within is None:
            given = replace(given, within=digest_in(source))
        yield from _read(
            row.read(source, given=given, options=options), row=row, given=given, options=options
        )
    except InputError as error:
        yield _failure(given, error, row=row)
    except Exception as error:  # as above
        yield _internal(given, row, error)


def _read(
    outcomes: Iterable[formats.Outcome], *, row: formats.Format, given: Given, options: Options
) -> Iterator[Report | Failure]:
    """Outcomes of a format as reports and failures: what lies inside is read in its turn."""
    for outcome in outcomes:
        if isinstance(outcome, Part):
            yield from receive_part(outcome, given=given, options=options)
        elif isinstance(outcome, Failure) or row.media == formats.ROWS.media:
            yield outcome
        else:
            yield completed(outcome, given=given, options=options)


def receive_part(part: Part, *, given: Given, options: Options) -> Iterator[Report | Failure]:
    """The reports of one thing inside a container. Raises TooLarge when the container's budget is used up."""
    size = len(part.body) if part.source is None else size_of(part.source)
    given.budget.take(size, limits=options.limits)
    here = replace(
        given,
        path=inside(given.path, part.name),
        name=part.name,
        folder=None,
        charset=part.charset,
        address=part.address,
        retrieved=part.retrieved or given.retrieved,
        known=MappingProxyType({**part.known, **given.known}),
        otherwise=MappingProxyType({**given.otherwise, **part.otherwise}),
        level=given.level + 1,
    )
    if part.source is not None:
        with part.source as source:
            row = formats.detect_in(source, name=part.name)
            yield from _receive_container(source, size, row=row, given=here, options=options)
        return
    custody = () if given.within is None else ((WITHIN, given.within),)
    yield from receive_bytes(part.body, given=here, options=options, headers=(*part.headers, *custody))


def completed(report: Report, *, given: Given, options: Options) -> Report | Failure:
    """The report with all that is known of it, or a Failure when its language is not to be read.

    A record's own fields win over what the report says of itself, and that over the caller's options.
    """
    found = verdict(report.text)
    if options.language != ANY and found.foreign:
        name = _LANGUAGES.get(found.language or "", found.language)
        message = (
            f"the text is in another language than English ({name}) and is not read; --language any reads it"
        )
        return Failure(path=report.path, kind="language", message=message)
    return complete(report, given=given, options=options)


def _internal(given: Given, row: formats.Format, error: Exception) -> Failure:
    """A library's own fault, told as one."""
    log.info("reading %s as %s failed", given.path, row.media, exc_info=True)
    message = f"reading this as {row.words} failed ({type(error).__name__}: {error}); please report it"
    return Failure(path=given.path, kind="internal", message=message)


def _failure(given: Given, error: InputError, *, row: formats.Format | None = None) -> Failure:
    """The failure; a file whose bytes are of another kind than its name says is called what it is."""
    said = formats.named(given.name, row) if row is not None else None
    note = f" (it is {row.words}, although named {said})" if row is not None and said else ""
    return Failure(path=given.path, kind=error.kind, message=f"{error}{note}")
