"""Reading without keeping: whatever is given goes in, readings and failures come out."""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol

from secondsource.errors import (
    FetchError,
    InputError,
    NoText,
    NotFound,
    SecondSourceError,
    TooLarge,
    UsageError,
)
from secondsource.model.report import Failure, Report
from secondsource.model.statement import Reading
from secondsource.records import ReadRow, failure_row, reading_row

if TYPE_CHECKING:
    from secondsource.intake import Limits

Given = str | os.PathLike[str] | bytes | Report

log = logging.getLogger("secondsource.desk")

# Kinds of failure by the exception that they become; any other is an InputError.
_KINDS: dict[type[InputError], tuple[str, ...]] = {
    NotFound: ("not-found", "unreadable"),
    NoText: (
        "empty", "not-text", "undecodable", "unsupported", "no-article", "link-page", "not-found-page",
        "consent-wall", "login-page", "error-page", "language", "empty-folder",
    ),
    TooLarge: ("too-large", "too-complex"),
    FetchError: (
        "bad-address", "fetch-failed", "private-network", "robots", "timeout", "too-many-redirects",
        "try-later",
    ),
}  # fmt: skip
_ERRORS = {kind: error for error, kinds in _KINDS.items() for kind in kinds}
# Reports read at once: while some are being put together in Python, the encoder has another's windows.
_AHEAD = 6
# Characters of them all above which no further one is begun: long reports take much memory each.
_MOST = 300_000
_lock = threading.Lock()
_shared: list[Any] = []


class ReportReader(Protocol):
    """What the desk asks of a reader."""

    def read(self, report: Report, *, raw: bool = False) -> Reading:
        """Everything found in one report; raw: with attributions as the training corpus cuts them."""


def read(
    given: Given,
    *,
    published: str | None = None,
    publisher: str | None = None,
    language: str = "en",
    raw: bool = False,
    allow_private: bool = False,
    limits: Limits | None = None,
    reader: ReportReader | None = None,
) -> Reading:
    """Read the one report that a path, an address, bytes or a Report holds.

    published and publisher stand in where the input itself says nothing; language is "en" or "any"; raw adds
    attributions as the training corpus cuts them.
    Raises InputError when it cannot be read, and UsageError when it holds several reports or none.
    """
    found = _receive(
        given,
        published=published,
        publisher=publisher,
        language=language,
        allow_private=allow_private,
        limits=limits,
    )
    first = next(found, None)
    if first is None:
        raise UsageError(f"{_name(given)} holds no report")
    if isinstance(first, Failure):
        raise error_of(first)
    if next(found, None) is not None:
        raise UsageError(f"{_name(given)} holds several reports; take read_all([...]) for them")
    return (reader or shared_reader()).read(first, raw=raw)


def read_all(
    given: Iterable[Given],
    *,
    published: str | None = None,
    publisher: str | None = None,
    language: str = "en",
    raw: bool = False,
    allow_private: bool = False,
    limits: Limits | None = None,
    reader: ReportReader | None = None,
) -> Iterator[Reading | Failure]:
    """Read every report of all that is given, in the order given; lazy, with some read ahead.

    What cannot be read comes as a Failure, and the others are read all the same. Raises WeightsError
    when the reader itself cannot be loaded.
    """
    waiting: deque[tuple[Future[Reading | Failure] | Failure, int]] = deque()
    with ThreadPoolExecutor(_AHEAD, thread_name_prefix="reading") as pool:
        for one in given:
            found = _receive(
                one,
                published=published,
                publisher=publisher,
                language=language,
                allow_private=allow_private,
                limits=limits,
            )
            for received in found:
                if isinstance(received, Failure):
                    waiting.append((received, 0))
                else:
                    begun = pool.submit(_attempt, received, reader or shared_reader(), raw)
                    waiting.append((begun, len(received.text)))
                while len(waiting) >= _AHEAD or sum(size for _, size in waiting) > _MOST:
                    yield _come(waiting.popleft()[0])
        while waiting:
            yield _come(waiting.popleft()[0])


def _come(one: Future[Reading | Failure] | Failure) -> Reading | Failure:
    return one if isinstance(one, Failure) else one.result()


def read_rows(
    given: Iterable[Given], *, with_text: bool = False, raw: bool = False, **options: Any
) -> Iterator[ReadRow]:
    """What `read_all` gives, each as the row that is published; takes its options."""
    for found in read_all(given, raw=raw, **options):
        if isinstance(found, Failure):
            yield failure_row(found, raw=raw)
        else:
            yield reading_row(found, with_text=with_text, raw=raw)


def shared_reader() -> ReportReader:
    """The one reader of this process, loaded when it is first asked for."""
    with _lock:
        if not _shared:
            from secondsource.reading import Reader

            _shared.append(Reader.load())
        loaded: ReportReader = _shared[0]
        return loaded


def error_of(failure: Failure) -> InputError:
    """The exception that a failure stands for."""
    path, message = failure.path, failure.message
    told = message if message.startswith(path) else f"{path}: {message}"
    return _ERRORS.get(failure.kind, InputError)(told, kind=failure.kind)


def _attempt(report: Report, reader: ReportReader, raw: bool) -> Reading | Failure:
    """A reading, or the failure that the reader's own fault makes of this one report."""
    try:
        return reader.read(report, raw=raw)
    except SecondSourceError:
        raise
    except Exception as error:  # one report that breaks the reader must not stop a thousand others
        log.exception("report %s broke the reader", report.id)
        fault = f"{type(error).__name__}: {error}".splitlines()[0]
        message = f"the reader failed on this report ({fault}); it is a fault of ours, please report it"
        return Failure(path=report.path, kind="internal", message=message)


def _receive(given: Given, **options: Any) -> Iterator[Report | Failure]:
    """The reports that something given holds; a Report is taken as it is."""
    if isinstance(given, Report):
        return iter((given,))
    from secondsource.intake import from_bytes, receive

    if isinstance(given, bytes):
        return from_bytes(given, **options)
    return receive(given, **options)


def _name(given: Given) -> str:
    if isinstance(given, Report):
        return given.path
    return "-" if isinstance(given, bytes) else os.fspath(given)
