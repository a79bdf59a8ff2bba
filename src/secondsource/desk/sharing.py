"""Sharing: a ledger to files and back; and whether it is sound."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO, Literal

from secondsource import settings
from secondsource.desk.opened import Opened, Path, Progress, Some

if TYPE_CHECKING:
    from secondsource.desk.archiving import Archived
    from secondsource.ledger.backup import Backup
    from secondsource.ledger.doctor import Health
    from secondsource.ledger.transfer import Exported, Imported
    from secondsource.ledger.verifying import Verified


class Sharing(Opened):
    """Exports, tables, backups, and health."""

    def export(
        self,
        to: Path | BinaryIO,
        *,
        story: str | None = None,
        captures: Path | None = None,
        history: bool = False,
        on_progress: Progress | None = None,
    ) -> Exported:
        """Write the ledger, or a story of it, as lines of JSON.

        The same reports and decisions give the same bytes. Of the whole ledger parties, claims, echoes and
        estimates are told too. captures: a folder for the bytes as they were received. history: also where
        and when, and the log.
        """
        from secondsource.ledger import transfer
        from secondsource.views import exports

        self._link()
        return transfer.export(
            self.ledger,
            to,
            story=story,
            captures=captures,
            history=history,
            made=exports,
            on_progress=on_progress,
        )

    def import_(
        self,
        files: Path | Sequence[Path],
        *,
        captures: Path | None = None,
        by: str | None = None,
        on_progress: Progress | None = None,
    ) -> Imported:
        """Take exports in, one or several; what is here already stays as it is. Killed: import them again."""
        from secondsource.ledger import transfer

        paths = [files] if isinstance(files, str | os.PathLike) else list(files)
        done = transfer.import_files(
            self.ledger, paths, captures=captures, author=self._by(by), on_progress=on_progress
        )
        self._link(pairs=0)
        return done

    def tables(
        self,
        to: Path | BinaryIO,
        names: Some = (),
        *,
        format: Literal["csv", "xlsx"] | None = None,
        story: str | None = None,
        bom: bool = False,
    ) -> dict[str, int]:
        """Write tables of what was read: one as CSV, or several as the sheets of one XLSX file.

        names: reports, statements, numbers, times, places; without any, all. Gives the lines of each. format:
        without it, what the path ends in.
        """
        from secondsource.desk.tabling import tables

        return tables(self.ledger, to, names, format=format, story=story, bom=bom)

    def archive(
        self,
        to: Path | BinaryIO,
        *,
        format: Literal["warc", "wacz"],
        story: str | None = None,
        on_progress: Progress | None = None,
    ) -> Archived:
        """Write the bytes as they were received as a web archive, which other tools read and verify.

        The same ledger gives the same bytes. A name that ends in .warc is not packed.
        """
        from secondsource.desk import archiving

        return archiving.archive(self.ledger, to, format=format, story=story, on_progress=on_progress)

    def backup(self, file: Path, *, on_progress: Progress | None = None) -> Backup:
        """Write all of the ledger into one file, from which `restore` makes the same ledger again."""
        from secondsource.ledger import backup

        return backup.backup(self.ledger, file, on_progress=on_progress)

    @staticmethod
    def restore(file: Path, where: Path | None = None, *, on_progress: Progress | None = None) -> Backup:
        """Make a ledger from a backup, at a place where there is none. Killed half-way: call it again."""
        from secondsource.ledger import backup

        named = settings.made(os.fspath(where) if where is not None else settings.ledger())
        return backup.restore(file, named, on_progress=on_progress)

    def doctor(self, *, rebuild: bool = False, on_progress: Progress | None = None) -> Health:
        """Look the ledger over; rebuild: first make all that is derived anew. `.sound` says how it is."""
        from secondsource.ledger import doctor

        return doctor.examine(self.ledger, rebuild=rebuild, on_progress=on_progress)

    def verify(self, *, heads: Iterable[str] = (), on_progress: Progress | None = None) -> Verified:
        """Hash everything again and go along the log. heads: hashes noted at backups, to be found in it."""
        from secondsource.ledger import verifying

        return verifying.verify(self.ledger, heads=heads, on_progress=on_progress)
