"""Drawing: the places of a selection, and who has what from whom in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import Unpack

from secondsource.desk.opened import Filters, Moment, Opened

if TYPE_CHECKING:
    from secondsource.records.claims import ClaimItem, ConflictItem, EstimateItem
    from secondsource.records.pictures import DaysRow, MapRow, NetworkRow
    from secondsource.views.spoken import Spoken

# Claims of one kind that are counted at most: a few milliseconds.
COUNTED = 2_000


class Drawing(Opened):
    """What pictures of a selection are made from."""

    def places(
        self, query: str = "", *, known_at: Moment | None = None, **filters: Unpack[Filters]
    ) -> MapRow:
        """The places that the statements found by a query speak of, and where they lie."""
        from secondsource import views
        from secondsource.views import mapped

        return mapped.places(self.ledger, views.query(query, **filters), known_at=known_at)

    def days(self, query: str = "", *, known_at: Moment | None = None, **filters: Unpack[Filters]) -> DaysRow:
        """How much is said of which days in what a query finds; since and until are of these days."""
        from secondsource import views
        from secondsource.views import daily

        return daily.days(self.ledger, views.query(query, **filters), known_at=known_at)

    def gathered(
        self, *, known_at: Moment | None = None, **filters: Unpack[Filters]
    ) -> tuple[list[ClaimItem], list[ConflictItem], list[EstimateItem]]:
        """The claims of a selection, what of it cannot be true together, and its figures, in one go."""
        from secondsource import views
        from secondsource.ledger.past import as_known
        from secondsource.views.claiming import gathered, in_weight
        from secondsource.views.clashes import clashes

        held = self._settled(as_known(self.ledger, known_at))
        with held.reading() as connection:
            found, figured = gathered(connection, views.query("", **filters))
        return in_weight(list(found.values())), list(clashes(found, figured)), figured

    def overview(self, *, known_at: Moment | None = None) -> dict[str, int]:
        """How many claims there are of each state, how many of them stand in a conflict (`conflicts`), and
        how many reports were not read yet (`unread`). Claims are counted up to 2,000; 2,001 is more.
        """
        from secondsource.ledger import doubtful, judged
        from secondsource.ledger.past import as_known

        held = self._settled(as_known(self.ledger, known_at))
        with held.reading() as connection:
            conflicts, unread = judged.in_conflict(connection, COUNTED), doubtful.unread(connection)
            totals = judged.totals(connection, most=COUNTED)
            return {**totals, "conflicts": conflicts, "unread": unread}

    def network(
        self, query: str = "", *, known_at: Moment | None = None, **filters: Unpack[Filters]
    ) -> NetworkRow:
        """Who says what in which outlet, and who repeats or credits whom, in reports that a query finds."""
        from secondsource import views
        from secondsource.ledger.past import as_known
        from secondsource.views import networked

        held = self._settled(as_known(self.ledger, known_at))
        return networked.network(held, views.query(query, **filters))

    def spoken(
        self, query: str = "", *, known_at: Moment | None = None, **filters: Unpack[Filters]
    ) -> Spoken:
        """What a query finds in figures: how much, when, and of what was said last the claims."""
        from secondsource import views
        from secondsource.ledger.past import as_known
        from secondsource.views.spoken import spoken

        return spoken(self._settled(as_known(self.ledger, known_at)), views.query(query, **filters))
