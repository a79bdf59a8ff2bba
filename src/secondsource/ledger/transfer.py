"""Taking a ledger, or a story of it, elsewhere and back: exports, imports, and rows for tables.

with Ledger.open("story.ledger") as ledger:
    transfer.export(ledger, "story.jsonl", captures="captures")
with Ledger.open("postgresql://...") as ledger:
    transfer.import_files(ledger, ["story.jsonl"], captures="captures")
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from sqlalchemy import Connection

from secondsource.errors import LedgerError, UsageError
from secondsource.ledger import exporting, importing, log
from secondsource.ledger.exporting import Run, Tell
from secondsource.ledger.extents import extent
from secondsource.ledger.importing import Imported, Refused
from secondsource.ledger.log import Entry, Fault
from secondsource.model.identity import digest
from secondsource.records.rows import ReadRow

if TYPE_CHECKING:
    from secondsource.ledger.engine import Ledger

__all__ = ["Exported", "Imported", "Refused", "export", "import_files", "rows", "written_whole"]

# A disk that is full, a share of it that is, one that fails, and a file that may grow no more.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
# Seconds after which a part that nobody has a lock on was left behind.
_FRESH = 60.0
Place = str | os.PathLike[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote: the digest and bytes of its lines, records by kind (captures among them).

    heads: the newest entry of each chain of the log then. faults: what was left out, since it does not fit
    its id any more.
    """

    digest: str
    size: int
    counts: dict[str, int]
    heads: list[Entry]
    faults: list[Fault]


def export(
    ledger: Ledger,
    to: Place | BinaryIO,
    *,
    story: str | None = None,
    captures: Place | None = None,
    history: bool = False,
    made: exporting.Made | None = None,
    on_progress: Tell | None = None,
) -> Exported:
    """Write a ledger, or one story of it, as lines of JSON; to a path whole or not at all.

    The same reports and decisions give the same bytes, but for what `history` adds: acquisitions and the log.
    made: what is made of the evidence, told before the decisions; of a whole ledger alone.
    captures: a folder that gets the bytes of every capture, a file each, named by its digest. Raises
    UnknownId for a story that is not there, UsageError for a place that cannot be written to, LedgerError
    ("disk-full").
    """
    with ledger.reading() as connection:
        run = Run(connection=connection, extent=extent(connection, story), on_progress=on_progress)
        with _opened(to) as file:
            hashed, size = hashlib.sha256(), 0
            for line in exporting.lines(run, history=history, made=made if story is None else None):
                file.write(line)
                hashed.update(line)
                size += len(line)
        if captures is not None:
            _write_captures(run, Path(captures))
        heads = log.heads(connection)
    return Exported(
        digest=f"sha256:{hashed.hexdigest()}", size=size, counts=run.counts, heads=heads, faults=run.faults
    )


def import_files(
    ledger: Ledger,
    paths: Sequence[Place],
    *,
    captures: Place | None = None,
    author: str | None = None,
    on_progress: Tell | None = None,
) -> Imported:
    """Take one or several exports into a ledger, with captures from a folder; see `importing`."""
    return importing.import_files(
        ledger,
        [Path(path) for path in paths],
        captures=None if captures is None else Path(captures),
        author=author,
        on_progress=on_progress,
    )


def rows(connection: Connection, story: str | None = None) -> Iterator[ReadRow]:
    """Every report that stands, of all or of a story, by id: with text, and as decided upon; for tables."""
    return exporting.rows(connection, extent(connection, story))


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its name only once all of it lies on the disk; an error leaves nothing.

    What was left of the same file by a process that was killed is cleaned away. Raises UsageError for a place
    where nothing can be written, LedgerError ("disk-full") where it ended half-way.
    """
    _clean_away(path.parent, path.name)
    with _written(path) as file:
        yield file


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            _lock(file)
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _unwritten(path: Path, error: OSError) -> LedgerError | UsageError:
    """What to tell of a file that could not be written: what no other name would help is no wrong use."""
    if error.errno in _FULL:
        message = f"{path}: the disk is full or failing ({error.strerror}), and nothing was written"
        return LedgerError(f"{message}; make room and try again", kind="disk-full")
    return UsageError(f"{path}: it cannot be written ({error.strerror}); name another place")


def _clean_away(folder: Path, name: str | None = None) -> None:
    """Delete what killed processes left in a folder: parts of the file of a name, or of all captures.

    Who still writes holds a lock on its part; one that is not a minute old may be about to take it.
    """
    shape = re.compile(rf"\.{'[0-9a-f]{64}' if name is None else re.escape(name)}\.[0-9a-f]{{8}}\.part")
    with suppress(OSError), os.scandir(folder) as found:
        for part in found:
            if shape.fullmatch(part.name) and part.stat().st_mtime < time.time() - _FRESH:
                with suppress(OSError), open(part.path, "rb") as file:
                    if _lock(file):
                        os.unlink(part.path)


def _lock(file: IO[bytes]) -> bool:
    """Take a lock on a file till it is closed; False where another has it, or there are no locks."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


@contextmanager
def _opened(to: Place | BinaryIO) -> Iterator[IO[bytes]]:
    if isinstance(to, str | os.PathLike):
        with written_whole(Path(to)) as file:
            yield file
    else:
        yield to


def _write_captures(run: Run, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritten(folder, error) from error
    _clean_away(folder)
    for id, body in exporting.held_captures(run):
        path = folder / id.removeprefix("sha256:")
        if not _holds(path, id, len(body)):
            with _written(path) as file:
                file.write(body)


def _holds(path: Path, id: str, size: int) -> bool:
    """Whether a file holds the bytes of a capture already."""
    return path.is_file() and path.stat().st_size == size and digest(path.read_bytes()) == id
