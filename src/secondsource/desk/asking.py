"""Asking: what a desk lists, finds and shows. Queries live in `views`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typing_extensions import Unpack

from secondsource.desk.opened import Filters, Moment, Opened
from secondsource.desk.pages import Pages

if TYPE_CHECKING:
    from secondsource.records import ledger as rows
    from secondsource.records.claims import ShownClaim
    from secondsource.records.decisions import HistoryHead, HistoryRow
    from secondsource.records.pictures import DoubtItem
    from secondsource.records.versions import VersionItem

# What an id of a claim looks like: so many digits of it, or more.
_ID = re.compile(r"(?:sha256:)?[0-9a-f]{6,64}")


class Asking(Opened):
    """Lists, searches, and single things."""

    def reports(
        self,
        *,
        known_at: Moment | None = None,
        limit: int | None = None,
        all_versions: bool = False,
        **filters: Unpack[Filters],
    ) -> Pages[rows.ReportItem]:
        """The reports, the newest first. known_at: as the ledger was known at a moment.

        Of a report with several versions the one in force, unless all are asked for.
        """
        options: dict[str, Any] = {"known_at": known_at, "limit": limit, "all_versions": all_versions}
        return self._pages("reports", "", filters, **options)

    def versions(
        self, id: str, *, known_at: Moment | None = None, limit: int | None = None
    ) -> Pages[VersionItem]:
        """The versions of a report by id, path or any form of its address, with what was changed in each."""
        from secondsource import views

        options: dict[str, Any] = {"known_at": known_at, "limit": limit}
        return Pages("versions", lambda: views.versions(self.ledger, id, **options))

    def search(
        self,
        query: str = "",
        *,
        known_at: Moment | None = None,
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[rows.FoundStatement]:
        """Statements that have all words and "phrases" of a query and fulfil all filters, newest first."""
        return self._pages("search", query, filters, known_at=known_at, limit=limit)

    def search_reports(
        self,
        query: str = "",
        *,
        known_at: Moment | None = None,
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[rows.FoundReport]:
        """Reports that have all words of a query in title and text, the newest first."""
        return self._pages("search-reports", query, filters, known_at=known_at, limit=limit)

    def counts(
        self, query: str = "", *, known_at: Moment | None = None, **filters: Unpack[Filters]
    ) -> rows.CountsRow:
        """How many statements a search finds, and of which sources, publishers, places, parties, months."""
        from secondsource import views

        return views.counts(self.ledger, views.query(query, **filters), known_at=known_at)

    def hints(self, query: str = "", **filters: Unpack[Filters]) -> list[str]:
        """Why a search may find nothing: names that nothing here has, with those near to them."""
        from secondsource import views

        return views.hints(self.ledger, views.query(query, **filters))

    def show(
        self, id: str, *, known_at: Moment | None = None, said: bool = True
    ) -> rows.ShownRow | ShownClaim:
        """One thing with all that is known of it, by id, prefix of six digits, path of a report, or name.

        said: whether the newest statements of a party are wanted.
        """
        from secondsource import views
        from secondsource.errors import UnknownId

        try:
            return views.show(self.ledger, id, known_at=known_at, said=said)
        except UnknownId as error:
            shown = self._claim(id, known_at) if error.kind == "unknown-id" else None
            if shown is None:
                raise
            return shown

    def _claim(self, id: str, known_at: Moment | None) -> ShownClaim | None:
        """The claim of an id, None where there is none."""
        from secondsource.errors import UnknownId
        from secondsource.ledger.past import as_known
        from secondsource.views import claiming

        if not _ID.fullmatch(id.strip()):
            return None
        held = self._settled(as_known(self.ledger, known_at))
        try:
            return claiming.claim(held, id.strip())
        except UnknownId:
            return None

    def opening(self, report: str, *, length: int = 80) -> str:
        """The first words of a report's text, on one line, to name one without a title; "" where removed."""
        from secondsource.desk import past

        return past.opening(self.ledger, report, length)

    def sources(
        self,
        query: str = "",
        *,
        known_at: Moment | None = None,
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[rows.SourceItem]:
        """Who says something, with how much and when; with a query, of what it finds."""
        return self._pages("sources", query, filters, known_at=known_at, limit=limit)

    def look(self, name: str = "last", *, user: str | None = None) -> str:
        """Set a bookmark for `changes` at the ledger's last entry, and give its moment."""
        from secondsource import views

        return views.look(self.ledger, self._by(user), name)

    def doubts(
        self, query: str = "", *, known_at: Moment | None = None, **filters: Unpack[Filters]
    ) -> Pages[DoubtItem]:
        """Statements whose reading nobody judged yet, the most doubtful of the newest first, with why."""
        from secondsource import views
        from secondsource.views import doubted

        asked = views.query(query, **filters)
        return Pages("doubts", lambda: doubted.doubts(self.ledger, asked, known_at=known_at))

    def history(
        self, id: str | None = None, *, known_at: Moment | None = None, newest: bool = False
    ) -> Pages[HistoryRow]:
        """The log, or what happened to one thing: who did what, when and why. newest: the last one first."""
        from secondsource.desk import past

        return Pages("history", lambda: past.history(self.ledger, id, known_at, newest=newest))

    def listed_history(
        self, id: str | None = None, *, known_at: Moment | None = None, newest: bool = False
    ) -> Pages[HistoryHead]:
        """What `history` gives, each entry in one line: however much it brought in, it costs the same."""
        from secondsource.desk import past

        return Pages("history", lambda: past.heads(self.ledger, id, known_at, newest=newest))
