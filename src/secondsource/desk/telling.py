"""Stories: which reports belong to one developing subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from secondsource.desk.asking import Asking
from secondsource.desk.opened import Filters, Moment

if TYPE_CHECKING:
    from secondsource.records.decisions import DecisionRow, StoryRow


class Telling(Asking):
    """Stories: begun, filled, closed."""

    def stories(self, *, known_at: Moment | None = None) -> list[StoryRow]:
        """All stories by name."""
        from secondsource.desk import past

        return past.stories(self.ledger, known_at)

    def story(self, name: str, *, known_at: Moment | None = None) -> StoryRow:
        """One story by its name, id or a prefix of it."""
        from secondsource.desk import past

        return past.story(self.ledger, name, known_at)

    def story_new(self, name: str, *, why: str | None = None, by: str | None = None) -> DecisionRow:
        """Begin a story."""
        from secondsource.ledger import stories

        return self._decide("story", by, lambda w, by: stories.new(w, name, why=why, author=by))

    def story_add(
        self, name: str, reports: Sequence[str], *, why: str | None = None, by: str | None = None
    ) -> DecisionRow | None:
        """Put reports (ids, prefixes, paths) into a story; None when all are in it already."""
        from secondsource.ledger import stories

        made = self._decided("story", by, lambda w, by: [stories.add(w, name, reports, why=why, author=by)])
        return made[0] if made else None

    def story_fill(
        self,
        name: str,
        query: str = "",
        *,
        why: str | None = None,
        by: str | None = None,
        **filters: Unpack[Filters],
    ) -> DecisionRow:
        """Put all reports that a query finds now into a story; the query is kept with it."""
        from secondsource.ledger import stories

        found = sorted({row["id"] for row in self.search_reports(query, **filters)})
        asked = {"words": query} | {key: value for key, value in filters.items() if value is not None}
        return self._decide(
            "story", by, lambda w, by: stories.fill(w, name, asked, found, why=why, author=by)
        )

    def story_drop(
        self, name: str, reports: Sequence[str], *, why: str | None = None, by: str | None = None
    ) -> DecisionRow:
        """Take reports out of a story; they stay in the ledger."""
        from secondsource.ledger import stories

        return self._decide("story", by, lambda w, by: stories.drop(w, name, reports, why=why, author=by))

    def story_close(self, name: str, *, why: str | None = None, by: str | None = None) -> DecisionRow:
        """Close a story: it stays as it is and takes no more reports."""
        from secondsource.ledger import stories

        return self._decide("story", by, lambda w, by: stories.close(w, name, why=why, author=by))

    def story_open(self, name: str, *, why: str | None = None, by: str | None = None) -> DecisionRow:
        """Open a closed story again."""
        from secondsource.ledger import stories

        return self._decide("story", by, lambda w, by: stories.open(w, name, why=why, author=by))
