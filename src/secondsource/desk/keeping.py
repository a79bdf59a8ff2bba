"""Keeping: what a desk takes in, takes away, and reads again."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

from secondsource.desk.opened import Opened
from secondsource.desk.outcomes import Outcome, Summary
from secondsource.desk.reading import Given, ReportReader
from secondsource.model.report import Report

if TYPE_CHECKING:
    from secondsource.desk.changes import Change
    from secondsource.desk.rereading import RereadSummary
    from secondsource.intake import Limits
    from secondsource.ledger.rereading import Reread
    from secondsource.records.decisions import DecisionRow

# Pairs that the pair reader reads when reports came: so many for each, and these at least. Others wait for
# `link` or an export.
_PAIRS, _FEW = 20, 200


class Keeping(Opened):
    """Adding, removing, and reading again."""

    def add(
        self,
        given: Given | Iterable[Given],
        *,
        story: str | None = None,
        on_outcome: Callable[[Outcome], None] | None = None,
        by: str | None = None,
        jobs: int | None = None,
        published: str | None = None,
        publisher: str | None = None,
        language: str = "en",
        allow_private: bool = False,
        follow: bool = False,
        limits: Limits | None = None,
        reader: ReportReader | None = None,
        link: bool = True,
    ) -> Summary:
        """Keep and read paths, folders, addresses, bytes or Reports, one or many, and what a killed run left.

        Eager: all is kept when it returns. story: put them into it, and begin it where there is none.
        on_outcome is called for each report. follow: the pages that items of feeds lead to are fetched.
        jobs: processes that read; without it as many as fill all cores. link: make them part of the claims;
        else whoever asks for claims next does.
        With more than one, a script must guard its main part by `if __name__ == "__main__":`.
        """
        from secondsource.desk.adding import add

        one = isinstance(given, str | bytes | os.PathLike | Report)
        summary = add(
            self.ledger,
            [given] if one else given,  # type: ignore[list-item,arg-type]
            story=story,
            author=self._by(by),
            jobs=jobs,
            reader=reader,
            on_outcome=on_outcome,
            published=published,
            publisher=publisher,
            language=language,
            allow_private=allow_private,
            limits=limits,
            follow=follow,
        )
        if link:
            self._link(pairs=max(_FEW, _PAIRS * (summary.counts["added"] + summary.counts["resumed"])))
        return summary

    def watch(
        self,
        sources: str | Sequence[str],
        *,
        every: float = 900.0,
        once: bool = False,
        follow: bool = False,
        story: str | None = None,
        by: str | None = None,
        **options: Any,
    ) -> Iterator[Change]:
        """Look at feeds, addresses and folders again and again, add what is new, and give each change.

        Lazy, and without an end unless `once`: take from it, and close it or stop. every: seconds between two
        looks at a source. follow: pages that a feed's new items lead to are fetched. options: as of `add`.
        """
        from secondsource.desk.watching import watch

        given = [sources] if isinstance(sources, str) else list(sources)
        changes = watch(
            self.ledger,
            given,
            every=every,
            once=once,
            follow=follow,
            story=story,
            author=self._by(by),
            **options,
        )
        return self._linking(changes)

    def _linking(self, changes: Iterator[Change]) -> Iterator[Change]:
        """Each change, with what it brought made part of the claims."""
        # Closed with this one, so that what it holds is given back.
        with closing(cast("Generator[Change, None, None]", changes)):
            for change in changes:
                self._link(pairs=_FEW)
                yield change

    def remove(self, report: str, *, why: str, by: str | None = None) -> DecisionRow:
        """Remove a report by its id, prefix or path: its text and readings go for good, its custody stays."""
        from secondsource.ledger import removal

        return self._decide("remove", by, lambda w, by: removal.remove(w, report, why=why, author=by))

    def reread(
        self,
        reports: Sequence[str] | None = None,
        *,
        on_outcome: Callable[[Reread], None] | None = None,
        reader: ReportReader | None = None,
    ) -> RereadSummary:
        """Read reports, or all, with this version's reader where that has not read them; decisions stay.

        The summary tells decisions that lost their place, and what looks like it. Resumable, as `add` is.
        """
        from secondsource.desk.rereading import reread

        summary = reread(self.ledger, reports, on_outcome=on_outcome, reader=reader)
        self._link(pairs=max(_FEW, _PAIRS * summary.read))
        return summary
