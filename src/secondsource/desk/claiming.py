"""Claiming: what reports say together, on how many origins, who disagrees, and how the figures moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from typing_extensions import Unpack

from secondsource.desk.opened import Filters, Moment, Opened
from secondsource.desk.pages import Pages

if TYPE_CHECKING:
    from secondsource.desk.linking import Linked
    from secondsource.ledger import Ledger
    from secondsource.records import claims as rows
    from secondsource.records import ledger as listed
    from secondsource.views.unsure import UnsureTie


class Claiming(Opened):
    """Claims, origins, echoes, conflicts, figures, briefs; what waits to be linked is linked first."""

    def claims(
        self,
        query: str = "",
        *,
        state: str | Sequence[str] = (),
        known_at: Moment | None = None,
        limit: int | None = None,
        searched: int | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[rows.ClaimItem]:
        """The claims that statements found by a query make, those in most reports first, then the latest.

        state: single-origin, confirmed, disputed, withdrawn or superseded; one or several. searched: of what
        a query finds look at so many statements alone, the newest.
        """
        states = (state,) if isinstance(state, str) else tuple(state)
        return self._claimed("claims", query, filters, known_at, state=states, limit=limit, searched=searched)

    def listed_claims(
        self,
        query: str = "",
        *,
        state: str | Sequence[str] = (),
        known_at: Moment | None = None,
        searched: int | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[rows.ClaimHead]:
        """What `claims` gives, each in one line: however many say it, it costs the same."""
        states = (state,) if isinstance(state, str) and state else tuple(state)
        return self._claimed("listed", query, filters, known_at, state=states, searched=searched)

    def claim(self, id: str, *, known_at: Moment | None = None) -> rows.ShownClaim:
        """Everything about one claim: by its id, one that it had, or that of a point or statement of it."""
        from secondsource.views import claiming

        return claiming.claim(self._linked(known_at), id)

    def origins(self, id: str, *, known_at: Moment | None = None) -> rows.OriginsOf:
        """Who has a claim from whom, and how many independent origins that leaves."""
        from secondsource.views import claiming

        return claiming.origins(self._linked(known_at), id)

    def first(self, id: str, *, known_at: Moment | None = None) -> rows.FirstRow:
        """The earliest appearance of a claim, and what may have been as early."""
        from secondsource.views import claiming

        return claiming.first(self._linked(known_at), id)

    def unsure(
        self,
        query: str = "",
        *,
        known_at: Moment | None = None,
        searched: int | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[UnsureTie]:
        """Voices that are not in their claim's first words, by how unsure it is that they belong there."""
        from secondsource import views
        from secondsource.views.unsure import unsure

        asked = views.query(query, **filters)
        options: dict[str, Any] = {} if searched is None else {"searched": searched}
        return Pages("unsure", lambda: unsure(self._linked(known_at), asked, **options))

    def echoes(
        self, *, story: str | None = None, known_at: Moment | None = None, limit: int | None = None
    ) -> Pages[rows.EchoItem]:
        """Which reports repeat each other, or credit each other; of a story, between its reports."""
        from secondsource.views import repeated

        def fetch() -> Iterator[Any]:
            return repeated.echoes(self._linked(known_at), story=story, limit=limit)

        return Pages("echoes", fetch)

    def parties(
        self,
        like: str | None = None,
        *,
        story: str | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
    ) -> Pages[listed.PartyItem]:
        """The parties that reports speak of, each once whatever it is called, of all reports or of a story.

        like: only those in one of whose names these letters stand.
        """
        from secondsource import views

        def fetch() -> Iterator[Any]:
            held = self._linked(known_at)
            # A ledger that is open for reading alone may never have been linked.
            listed = views.joined_parties if views.any_joined(held) else views.parties
            return listed(held, like, story=story, limit=limit)

        return Pages("parties", fetch)

    def party_names(self, ids: Sequence[str], *, known_at: Moment | None = None) -> list[tuple[str, str]]:
        """The name of each of some parties, by id, and its key; those that are gone are left out."""
        from secondsource.views import joined

        return joined.party_names(self._linked(known_at), ids)

    def conflicts(
        self,
        query: str = "",
        *,
        known_at: Moment | None = None,
        limit: int | None = None,
        searched: int | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[rows.ConflictItem]:
        """All that cannot be true together, by when the later side spoke."""
        return self._claimed("conflicts", query, filters, known_at, limit=limit, searched=searched)

    def estimates(
        self,
        query: str = "",
        *,
        known_at: Moment | None = None,
        limit: int | None = None,
        searched: int | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[rows.EstimateItem]:
        """All figures for one thing each, with conflicts, revisions and the range in force."""
        return self._claimed("estimates", query, filters, known_at, limit=limit, searched=searched)

    def estimate(
        self, id: str, *, story: str | None = None, known_at: Moment | None = None
    ) -> rows.EstimateItem:
        """All figures for one thing, by its id; of a story, by its reports alone."""
        from secondsource.views import claiming

        return claiming.estimate(self._linked(known_at), id, story=story)

    def brief(
        self,
        query: str = "",
        *,
        known_at: Moment | None = None,
        limit: int | None = None,
        short: bool = False,
        **filters: Unpack[Filters],
    ) -> rows.BriefRow:
        """A sourced brief: what is claimed, on how many origins, what conflicts, how figures moved.

        short: for a page that is read: made of what the newest statements found say, with those echoes alone
        of which one has its news from the other.
        """
        from secondsource import views
        from secondsource.views import briefs

        asked = views.query(query, **filters)
        story = filters.get("story")
        title = query or (story if isinstance(story, str) else "") or "What the reports say"
        return briefs.brief(self._linked(known_at), asked, title=title, limit=limit, short=short)

    def timeline(
        self,
        query: str = "",
        *,
        known_at: Moment | None = None,
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[listed.TimelineItem]:
        """Statements in the order of the times that they speak of, each with the claims that it makes."""
        from secondsource import views

        asked = views.query(query, **filters)
        return Pages("timeline", lambda: views.timeline(self._linked(known_at), asked, limit=limit))

    def changes(
        self,
        since: Moment = "last",
        *,
        user: str | None = None,
        known_at: Moment | None = None,
        only: str | Sequence[str] = (),
        limit: int | None = None,
        turned_last: int | None = None,
    ) -> Pages[listed.ChangeItem]:
        """What is new since a moment of the ledger, or since a user's bookmark ("last": that of `look`).

        Claims that stand otherwise come first, then what came in, then claims that are merely new. only: some
        of claim, report, version, reading, decision. turned_last: of the claims look at those alone that
        changed last, so many; else at all.
        """
        from secondsource import views

        options: dict[str, Any] = {"user": self._by(user), "known_at": known_at, "limit": limit}
        options["turned_last"] = turned_last
        options["only"] = (only,) if isinstance(only, str) else tuple(only)

        def fetch() -> Iterator[Any]:
            self._linked(known_at)
            return views.changes(self.ledger, since, **options)

        return Pages("changes", fetch)

    def link(self, *, told: Callable[[str, int], None] | None = None) -> Linked:
        """Make what came since part of the claims. `add` and the rest do so themselves."""
        from secondsource.desk.linking import link

        return link(self.ledger, told=told)

    def relink(self, *, told: Callable[[str, int], None] | None = None) -> tuple[Linked, list[str]]:
        """Link all from nothing, and compare: what was done, and what differed, which is nothing ever."""
        from secondsource.desk.linking import relink

        return relink(self.ledger, told=told)

    def _linked(self, known_at: Moment | None) -> Ledger:
        """The ledger, or what it was at a moment, with nothing left to link."""
        from secondsource.ledger.past import as_known

        return self._settled(as_known(self.ledger, known_at))

    def _claimed(
        self, name: str, query: str, filters: Filters, known_at: Moment | None, **options: Any
    ) -> Pages[Any]:
        from secondsource import views
        from secondsource.views import claiming

        asked = views.query(query, **filters)
        listed: Callable[..., Iterator[Any]] = getattr(claiming, name)
        if options["searched"] is None:
            del options["searched"]

        def behind(offset: int) -> Iterator[Any]:
            return listed(self._linked(known_at), asked, offset=offset, **options)

        return Pages(name, lambda: behind(0), behind)
