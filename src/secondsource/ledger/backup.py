"""A ledger in one file, and back: export, history and captures in a .tar.zst, with a manifest of digests.

    tar --zstd -tf story.backup         # export-00001.jsonl ... captures/HEX ... manifest.json

It is read through once after it was written, and once more before anything of it is restored. The head of
the log that it prints should be kept elsewhere: without it nobody can show that the end was cut off.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import zstandard
from sqlalchemy import Connection, func, select, update

from secondsource import versions
from secondsource.errors import LedgerError
from secondsource.ledger import captures, clock, exporting, log
from secondsource.ledger.exporting import Run, Tell
from secondsource.ledger.extents import Extent
from secondsource.ledger.importing import Importing, Line, derive_waiting
from secondsource.ledger.log import Fault
from secondsource.ledger.tables import captures as capture_table
from secondsource.ledger.tables import decisions, meta, reports
from secondsource.ledger.tables import log as log_table
from secondsource.ledger.transfer import Place, written_whole
from secondsource.ledger.writing import get_meta, set_meta
from secondsource.model.identity import canonical, digest

if TYPE_CHECKING:
    from secondsource.ledger.engine import Ledger

# Raised when an older program could not restore what this one writes.
FORMAT = 1
_MANIFEST = "manifest.json"
_FOLDER = "captures/"
# Bytes of an export in one member: what is held in memory at a time.
_PART = 8 << 20
# Level 6 packs 60 MB/s a core and saves a fifth over level 3; captures are packed only once.
_LEVEL = 6
# Facts that tell of this database and not of the ledger.
_LOCAL = ("generation", "building", "derived", "restoring")
_CAPTURES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup as its manifest tells it. digest: of the lines of the export; heads: hash by chain.

    made: when, UTC; ledger: the id of what was backed up; faults: what was left out, since it was damaged.
    """

    path: str
    ledger: str
    made: str
    digest: str
    size: int
    counts: dict[str, int]
    heads: dict[str, str]
    meta: dict[str, str] = field(default_factory=dict, repr=False)
    faults: list[Fault] = field(default_factory=list)


@dataclass(kw_only=True)
class _Sum:
    """What the members of a backup add up to."""

    hashed: Any = field(default_factory=hashlib.sha256)
    named: Any = field(default_factory=hashlib.sha256)
    size: int = 0
    captures: int = 0

    def lines(self, body: bytes) -> None:
        """Some more bytes of the export."""
        self.hashed.update(body)
        self.size += len(body)

    def capture(self, id: str) -> None:
        """One more capture."""
        self.named.update(id.encode())
        self.captures += 1

    @property
    def told(self) -> dict[str, Any]:
        """As a manifest tells it."""
        return {
            "export": {"digest": f"sha256:{self.hashed.hexdigest()}", "size": self.size},
            "captures": {"digest": f"sha256:{self.named.hexdigest()}", "count": self.captures},
        }


def backup(ledger: Ledger, file: Place, *, on_progress: Tell | None = None) -> Backup:
    """Write all of a ledger into one file, whole or not at all, and read it through again.

    Raises UsageError for a place that cannot be written to, LedgerError ("corrupt") where what was written
    is not what can be read.
    """
    path = Path(file)
    with written_whole(path) as to:
        with ledger.reading() as connection:
            run = Run(connection=connection, extent=Extent(), on_progress=on_progress)
            _write(ledger, run, to)
        to.flush()
        found = check(to.name)
    return replace(found, path=str(path), faults=run.faults)


def check(file: Place) -> Backup:
    """Read a backup through, every digest made anew, and give what its manifest tells.

    Raises LedgerError: "missing", "not-a-ledger" for what is none, "newer-version", and "corrupt".
    """
    path, found = Path(file), _Sum()
    told: dict[str, Any] | None = None
    for name, body in _members(path):
        if name == _MANIFEST:
            told = _manifest(path, body)
        elif name.startswith(_FOLDER):
            id = _named(path, name, body)
            found.capture(id)
        else:
            found.lines(body)
    if told is None:
        raise _damaged(path, "its end is cut off: there is no manifest")
    try:
        for part, sums in found.told.items():
            if told[part] != sums:
                raise _damaged(path, f"its {part} part is not what its manifest says")
        return Backup(
            path=str(path),
            ledger=told["ledger"],
            made=told["made"],
            size=path.stat().st_size,
            counts=told["counts"],
            heads=told["heads"],
            digest=told["export"]["digest"],
            meta=told["meta"],
        )
    except KeyError as error:
        raise _damaged(path, f"its manifest says nothing of {error}") from error


def restore(file: Place, where: Place, *, on_progress: Tell | None = None) -> Backup:
    """Make a ledger anew from a backup, on either database: the same evidence, decisions, log and id.

    where must not hold a ledger yet (LedgerError "refused"); one that was killed half-way goes on with the
    same file. Raises what `check` raises before anything is written, and LedgerError ("corrupt") when a
    record was refused.
    """
    from secondsource.ledger.engine import Ledger

    found = check(file)
    with Ledger.open(where) as ledger:
        _begin(ledger, found)
        run = Importing(ledger, on_progress=on_progress, restoring=True)
        for withdrawals in (True, False):
            run.decisions(_lines(Path(file)), withdrawals=withdrawals)
        run.rest(_lines(Path(file)))
        if run.done.refused:
            first = run.done.refused[0]
            raise _damaged(Path(file), f"{first.path}, line {first.line}: {first.message}")
        _fill(ledger, Path(file), on_progress)
        derive_waiting(ledger, on_progress=on_progress)
        with ledger.changing() as connection:
            set_meta(connection, "restoring", None)
    return found


def _write(ledger: Ledger, run: Run, to: BinaryIO) -> None:
    packer = zstandard.ZstdCompressor(level=_LEVEL)
    summed = _Sum()
    with (
        packer.stream_writer(to, closefd=False) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for number, part in enumerate(_parts(exporting.lines(run, history=True)), start=1):
            summed.lines(part)
            _add(tar, f"export-{number:05}.jsonl", part)
        for id, body in exporting.held_captures(run):
            summed.capture(id)
            _add(tar, _FOLDER + id.removeprefix("sha256:"), body)
        told = {
            "format": FORMAT,
            "package": versions.PACKAGE,
            "ledger": ledger.id,
            "made": clock.stamp(),
            "counts": run.counts,
            "heads": {entry.writer: entry.hash for entry in log.heads(run.connection)},
            "meta": _facts(run.connection),
            **summed.told,
        }
        # Of its own digest too: it is the one part that no other speaks of.
        told["manifest"] = digest(canonical(told))
        _add(tar, _MANIFEST, json.dumps(told, sort_keys=True, indent=1).encode())


def _parts(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines put together to parts of some size."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= _PART:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _add(tar: tarfile.TarFile, name: str, body: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(body)
    member.mode = 0o600
    tar.addfile(member, io.BytesIO(body))
    # tarfile keeps every member that it wrote.
    tar.members = []  # type: ignore[attr-defined]


def _facts(connection: Connection) -> dict[str, str]:
    query = select(meta.c.key, meta.c.value).where(meta.c.key.not_in(_LOCAL)).order_by(meta.c.key)
    return {row.key: row.value for row in connection.execute(query)}


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file in a backup, in order. Raises LedgerError.

    The content is read here, where it shows that a file ends before it should.
    """
    with _opened(path) as tar:
        while (member := tar.next()) is not None:
            body = tar.extractfile(member)
            if body is None:
                raise _damaged(path, f"{member.name} is no file")
            yield member.name, body.read()
            tar.members = []  # type: ignore[attr-defined]


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise LedgerError(f"{path}: it cannot be read ({error.strerror})", kind="missing") from None
    with file:
        if file.read(4) != b"\x28\xb5\x2f\xfd":
            message = f"{path}: this is no backup of a ledger, or its first bytes are damaged"
            raise LedgerError(f"{message}; give a file that `backup` wrote", kind="not-a-ledger")
        file.seek(0)
        reader = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
        try:
            with tarfile.open(fileobj=reader, mode="r|") as tar:
                yield tar
        except (zstandard.ZstdError, tarfile.TarError, EOFError) as error:
            raise _damaged(path, str(error)) from error


def _damaged(path: Path, why: str) -> LedgerError:
    return LedgerError(f"{path}: the backup is damaged ({why}); take another one", kind="corrupt")


def _manifest(path: Path, body: bytes) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(body)
        written = int(told["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path, "its manifest is none") from error
    if written > FORMAT:
        message = f"{path}: Second Source {told.get('package')} wrote this backup (format {written})"
        raise LedgerError(f"{message}; update Second Source to restore it", kind="newer-version")
    try:
        whole = told.pop("manifest", None) == digest(canonical(told))
    except (ValueError, TypeError):  # what no backup writes, such as a fraction
        whole = False
    if not whole:
        raise _damaged(path, "its manifest is not what it was when it was written")
    return told


def _named(path: Path, name: str, body: bytes) -> str:
    id = f"sha256:{name.removeprefix(_FOLDER)}"
    if digest(body) != id:
        raise _damaged(path, f"{name} holds other bytes than its name says")
    return id


def _lines(path: Path) -> Iterator[Line]:
    """The lines of the export in a backup; parts end at line ends."""
    number = 0
    for name, body in _members(path):
        if name.startswith("export-"):
            for found in io.BytesIO(body):
                number += 1
                yield Line(path=str(path), number=number, body=found)


def _begin(ledger: Ledger, found: Backup) -> None:
    """See that the ledger is a new one, or one that this backup is being restored to, and give it its id."""
    with ledger.changing() as connection:
        begun = get_meta(connection, "restoring")
        tables = (reports, decisions, log_table)
        held = sum(
            connection.execute(select(func.count()).select_from(table)).scalar() or 0 for table in tables
        )
        if begun != found.digest and (begun is not None or held):
            message = f"{ledger.where}: there is a ledger already, and a restore would mix the two"
            raise LedgerError(f"{message}; name a new place, or `import` an export", kind="refused")
        for key, value in found.meta.items():
            set_meta(connection, key, value)
        set_meta(connection, "ledger", found.ledger)
        set_meta(connection, "restoring", found.digest)


def _fill(ledger: Ledger, path: Path, on_progress: Tell | None) -> None:
    """Put the bytes of captures into their rows."""
    batch: list[tuple[str, bytes]] = []
    done = 0
    for name, body in _members(path):
        if name.startswith(_FOLDER):
            batch.append((f"sha256:{name.removeprefix(_FOLDER)}", captures.packed(body)))
        if len(batch) >= _CAPTURES or (batch and name == _MANIFEST):
            with ledger.changing() as connection:
                for id, packed in batch:
                    row = update(capture_table).where(capture_table.c.id == id)
                    connection.execute(row.where(capture_table.c.body.is_(None)).values(body=packed))
            done += len(batch)
            batch = []
            if on_progress is not None:
                on_progress("capture", done)
