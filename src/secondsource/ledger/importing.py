"""Exports into a ledger: of the same ledger, of another, or of several that are joined.

The decisions of all files come first, so that what one of them removes is not brought in by another, and what
was withdrawn does not remove. Each transaction is kept whole or not at all, and what is here already is left
as it is: after a kill, the same call goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.exc import DataError, IntegrityError

from secondsource.errors import LedgerError
from secondsource.ledger import derived, exported
from secondsource.ledger.exporting import Tell
from secondsource.ledger.kept import COLUMNS, kept
from secondsource.ledger.tables import jobs, reports
from secondsource.ledger.taking import CHAIN, DERIVE, Came, Refusal, take
from secondsource.ledger.writing import Writing, generations
from secondsource.model.decision import Decision, decision_of
from secondsource.model.identity import canonical

if TYPE_CHECKING:
    from secondsource.ledger.engine import Ledger

ACTION = "import"
# A transaction: long enough to pay for its end, short enough for others to come between.
_RECORDS = 200
_BYTES = 3 << 20
# Reports derived in one transaction.
_DERIVED = 50
# Kinds by the pass that takes them: a withdrawal before what it withdraws, so that nothing is undone for a
# moment; readings and acquisitions need their report.
_REST = ("report", "reading", *exported.HISTORY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A line that was not taken in: where, a kind for programs, and words for people."""

    path: str
    line: int
    kind: str
    message: str


@dataclass(kw_only=True)
class Imported(Came):
    """What an import did, by kind of record.

    new, known: what came in, what was here already. removed: reports and their readings that decisions keep
    out. absent: captures named without bytes. refused: lines that were not taken, all others were.
    """

    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of an export, not yet read: shown as `path`, its number, its bytes."""

    path: str
    number: int
    body: bytes


class Importing:
    """One import under way. restoring: evidence and log are taken as they are, and nothing is noted anew."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        captures: Path | None = None,
        author: str | None = None,
        on_progress: Tell | None = None,
        restoring: bool = False,
    ) -> None:
        self._ledger, self._captures, self._author = ledger, captures, author
        self._tell, self._restoring = on_progress, restoring
        self.done = Imported()

    def decisions(self, found: Iterable[Line], *, withdrawals: bool) -> None:
        """Take in the decisions of some lines: the withdrawals, or all others."""
        for batch in _batches(line for line in found if exported.kind(line.body) in (None, "decision")):
            parsed = [(line, record) for line in batch if (record := self._parsed(line, quiet=withdrawals))]
            decided = [
                (line, record)
                for line, record in parsed
                if record["record"] == "decision" and (record.get("kind") == "withdraw") == withdrawals
            ]
            checked = [
                (line, decision) for line, record in decided if (decision := self._decision(line, record))
            ]
            if checked:
                self._decide(checked)

    def rest(self, found: Iterable[Line]) -> None:
        """Take in everything but the decisions, in the order of the lines."""
        for batch in _batches(line for line in found if exported.kind(line.body) in (None, *_REST)):
            self._take(batch)

    def refuse(self, line: Line, kind: str, message: str) -> None:
        """Note a line that is not taken."""
        self.done.refused.append(Refused(path=line.path, line=line.number, kind=kind, message=message))

    def _parsed(self, line: Line, *, quiet: bool) -> dict[str, Any] | None:
        """The record of a line; of one that holds none it is told once, in the pass that is not quiet."""
        try:
            return exported.parsed(line.body)
        except ValueError as error:
            if not quiet:
                self.refuse(line, "bad-record", str(error))
            return None

    def _decision(self, line: Line, record: dict[str, Any]) -> Decision | None:
        try:
            made = decision_of(
                kind=record["kind"],
                target=record["target"],
                body=canonical(record["body"]),
                author=record["author"],
                decided=record["decided"],
            )
            fits = made.id == record["id"]
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            self.refuse(line, "bad-record", f"this decision is not shaped as one ({error})")
            return None
        if not fits:
            self.refuse(line, "id", f"the id {record['id']} does not fit this decision")
            return None
        return made

    def _decide(self, checked: list[tuple[Line, Decision]]) -> None:
        """Enter decisions in one transaction; one that cannot be entered is found by entering each alone."""
        from secondsource.ledger import deciding

        came = Came()
        try:
            with self._ledger.writing(ACTION, author=self._author) as w:
                new = set(deciding.enter(w, [decision for _, decision in checked]))
                self._close(w, came)
        except Exception as error:  # whatever a decision of another's making leads to
            if isinstance(error, LedgerError) and error.kind != "mismatch":
                raise
            if len(checked) > 1:
                for one in checked:
                    self._decide([one])
            else:
                self.refuse(checked[0][0], "bad-record", f"this decision cannot be entered ({error})")
            return
        for _, decision in checked:
            came.count("decision", new=decision.id in new)
        self._told(came)

    def _take(self, lines: Sequence[Line]) -> None:
        """Take in records in one transaction, each parsed in its turn: so it takes ten times its bytes."""
        came = Came()
        refused: list[tuple[Line, Refusal]] = []
        with self._ledger.writing(ACTION, author=self._author) as w:
            for line in lines:
                record = self._parsed(line, quiet=True)
                if record is None or record["record"] in ("decision", "version"):
                    continue
                one = Came()
                try:
                    self._take_one(w, record, one)
                except Refusal as refusal:
                    refused.append((line, refusal))
                else:
                    came.add(one)
                    refused += [(line, refusal) for refusal in one.refusals]
            self._close(w, came)
        for line, told in refused:
            self.refuse(line, told.kind, str(told))
        self._told(came)

    def _take_one(self, w: Writing, record: dict[str, Any], came: Came) -> None:
        """Take in one record, whole or not at all."""
        alone = Writing(connection=w.connection, writer=w.writer, action=w.action, author=w.author)
        try:
            with w.connection.begin_nested():
                take(alone, record, came, folder=self._captures, restoring=self._restoring)
        except (DataError, IntegrityError) as error:
            raise Refusal("bad-record", f"the database does not take it ({error.orig})") from error
        w.entered |= alone.entered

    def _close(self, w: Writing, came: Came) -> None:
        """Before a transaction ends: its entry binds the heads of the chains that it brought in."""
        for _, head in came.heads.values():
            w.enter(CHAIN, head)
        if self._restoring:
            w.entered.clear()

    def _told(self, came: Came) -> None:
        self.done.add(came)
        self._ledger.lighten()
        if self._tell is not None:
            for kind in sorted({*came.new, *came.known}):
                self._tell(kind, self.done.new.get(kind, 0) + self.done.known.get(kind, 0))


def import_files(
    ledger: Ledger,
    paths: Sequence[Path],
    *,
    captures: Path | None = None,
    author: str | None = None,
    on_progress: Tell | None = None,
) -> Imported:
    """Take exports into a ledger; lines that do not fit are refused and told, all others come in.

    captures: a folder that `export` wrote captures to. Raises LedgerError before anything is written:
    "missing" for no file, "mismatch" for what is no export, "newer-version".
    """
    heads = [exported.head(path) for path in paths]
    run = Importing(ledger, captures=captures, author=author, on_progress=on_progress)
    for withdrawals in (True, False):
        for path in paths:
            run.decisions(_lines(path), withdrawals=withdrawals)
    for path, head in zip(paths, heads, strict=True):
        run.rest(_whole(run, path, head))
    derive_waiting(ledger, on_progress=on_progress)
    return run.done


def derive_waiting(ledger: Ledger, *, on_progress: Tell | None = None) -> int:
    """Derive what imports left behind, each report once; gives how many."""
    done = 0
    while True:
        with ledger.changing() as connection:
            query = select(jobs.c.key).where(jobs.c.kind == DERIVE).order_by(jobs.c.key).limit(_DERIVED)
            ids = list(connection.execute(query).scalars())
            if not ids:
                return done
            made = generations(connection)
            for row in connection.execute(select(*COLUMNS).where(reports.c.id.in_(ids))).all():
                derived.write(connection, kept(row), generations=made)
            connection.execute(delete(jobs).where(jobs.c.kind == DERIVE, jobs.c.key.in_(ids)))
        done += len(ids)
        ledger.lighten()
        if on_progress is not None:
            on_progress(DERIVE, done)


def _lines(path: Path) -> Iterator[Line]:
    for number, body in exported.numbered(path):
        if body.strip():
            yield Line(path=str(path), number=number, body=body)


def _whole(run: Importing, path: Path, head: dict[str, Any]) -> Iterator[Line]:
    """The lines of a file; that its end was cut off is told by what its first line counts."""
    seen: dict[str, int] = {}
    last = Line(path=str(path), number=1, body=b"")
    for last in _lines(path):
        kind = exported.kind(last.body) or exported.kind_within(last.body)
        seen[kind] = seen.get(kind, 0) + 1
        yield last
    told = head.get("counts")
    for kind, count in (told if isinstance(told, dict) else {}).items():
        if seen.get(kind, 0) < count:
            message = (
                f"the export names {count} of the kind {kind} and holds {seen.get(kind, 0)}: it is cut off"
            )
            run.refuse(
                last, "cut-off", f"{message}, or what did not fit its id was left out; export it again"
            )


def _batches(found: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in found:
        batch.append(line)
        size += len(line.body)
        if len(batch) >= _RECORDS or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
