"""What is new since a moment or a look: claims that stand otherwise, reports, readings, decisions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Literal, get_args

from secondsource.errors import UsageError
from secondsource.ledger import Ledger, clock, decisions, history, listing, log, readings, versions
from secondsource.ledger.past import as_known, moment
from secondsource.ledger.writing import get_meta, set_meta
from secondsource.records.ledger import ChangeItem, ReportItem
from secondsource.views import turned, versioned
from secondsource.views.rows import report_item
from secondsource.views.searching import FIRST, LATER, Moment

What = Literal["claim", "report", "version", "reading", "decision"]
# Bookmarks are this ledger's own: in `meta`, which no export holds.
_MARK = "looked"
_NAME = re.compile(r"[^\x00-\x1f/]{1,80}")


def changes(
    ledger: Ledger,
    since: str | datetime = "last",
    *,
    user: str | None = None,
    known_at: Moment = None,
    only: Collection[str] = (),
    limit: int | None = None,
    turned_last: int | None = None,
) -> Iterator[ChangeItem]:
    """What came in, and what became of the claims, after a moment, or after a user's bookmark was set.

    Claims that stand otherwise come first, the weightiest ahead; then what came in, in the order in which it
    came; last the claims that are new and no more than that. since: a moment as `known_at` takes it, or the
    name of a bookmark. A bookmark "last" that was never set stands at the beginning. only: claim, report,
    version, reading, decision. turned_last: changes of claims that are looked at, the last ones; all where it
    is None. Raises UsageError for what is neither, and for others in `only`.
    """
    wrong = sorted(set(only) - set(get_args(What)))
    if wrong:
        raise UsageError(f"changes of {wrong[0]!r}: there are {', '.join(get_args(What))}")
    held = as_known(ledger, known_at)
    with ledger.reading() as connection:
        n = _beginning(connection, ledger.id, since, user)
        until = _end(connection, ledger.id, known_at)
    kinds = set(only or get_args(What))
    return islice(_all(ledger, held, n, until, kinds, turned_last), limit)


def look(ledger: Ledger, user: str | None = None, name: str = "last") -> str:
    """Set a user's bookmark where the ledger now stands; gives the moment. The ledger must be writable."""
    with ledger.changing() as connection:
        head = log.head(connection, ledger.id)
        set_meta(
            connection, _key(user, name), f"{head.n if head else 0} {head.at if head else clock.stamp()}"
        )
    return head.at if head else clock.stamp()


def bookmarks(ledger: Ledger, user: str | None = None) -> dict[str, str]:
    """The moments of a user's bookmarks, by name."""
    begin = _key(user, "")
    with ledger.reading() as connection:
        found = listing.kept_under(connection, begin)
    return {key.removeprefix(begin): value.partition(" ")[2] for key, value in sorted(found.items())}


def _key(user: str | None, name: str) -> str:
    for what, given in (("user", user), ("bookmark", name)):
        if given and not _NAME.fullmatch(given):
            raise UsageError(f"{what} {given[:80]!r}: give a name of at most 80 characters without '/'")
    return f"{_MARK}/{user or ''}/{name}"


def _beginning(connection: Any, writer: str, since: str | datetime, user: str | None) -> int:
    """The number of the last entry that is not new."""
    if isinstance(since, str):
        mark = get_meta(connection, _key(user, since)) if _NAME.fullmatch(since) else None
        if mark is not None:
            return int(mark.partition(" ")[0])
        if since == "last":
            return 0
        try:
            since = moment(since)
        except UsageError:
            known = ", ".join(sorted(_names(connection, user))) or "none yet"
            raise UsageError(
                f"{since!r} is no moment such as 2024-10-03T12:00, and no bookmark; bookmarks: {known}"
            ) from None
        return log.known_until(connection, writer, since)
    return log.known_until(connection, writer, moment(since))


def _names(connection: Any, user: str | None) -> list[str]:
    begin = _key(user, "")
    return [key.removeprefix(begin) for key in listing.kept_under(connection, begin)]


def _end(connection: Any, writer: str, known_at: Moment) -> int:
    """The number of the last entry that was known."""
    if known_at is not None:
        return log.known_until(connection, writer, moment(known_at))
    head = log.head(connection, writer)
    return head.n if head is not None else 0


def _all(
    ledger: Ledger, held: Ledger, n: int, until: int, only: set[str], most: int | None
) -> Iterator[ChangeItem]:
    found = turned.turns(ledger, held, n, until, most=most) if "claim" in only else []
    yield from turned.rows(ledger, held, n, [turn for turn in found if not turn.merely_new])
    if only - {"claim"}:
        yield from (row for row in _items(held, n) if row["what"] in only)
    yield from turned.rows(ledger, held, n, [turn for turn in found if turn.merely_new])


def _items(ledger: Ledger, n: int) -> Iterator[ChangeItem]:
    after = (n, "", "")
    size = FIRST
    while True:
        with ledger.reading() as connection:
            found = listing.news(connection, ledger.id, after, size)
            made = _rows(connection, ledger.id, found)
        yield from made
        if len(found) < size:
            return
        after, size = found[-1][:3], LATER


def _rows(connection: Any, writer: str, found: Sequence[listing.News]) -> list[ChangeItem]:
    decided = {news.id: decisions.get(connection, news.id) for news in found if news.kind == "decision"}
    rows = {row["id"]: row for row in history.rows_of(connection, list(decided.values()))}
    read = listing.reports_of_readings(connection, [news.id for news in found if news.kind == "reading"])
    about = {news.id: _about(news, read, decided) for news in found}
    items = listing.items(connection, about.values())
    families = versions.families(connection, about.values())
    reports = [news.id for news in found if news.kind == "report"]
    anew = versioned.news(connection, writer, reports, families)
    made: list[ChangeItem] = []
    for news in found:
        row = items.get(about[news.id])
        several = families.get(about[news.id])
        version = None if several is None else versioned.mark(about[news.id], several)
        report: ReportItem | None = None if row is None else report_item(row, version)
        in_force = True
        if news.kind == "reading":
            held = readings.in_force(connection, about[news.id])
            in_force = held is not None and held.id == news.id
        elif news.kind == "decision":
            in_force = rows[news.id]["in_force"]
        made.append(
            {
                "at": news.at,
                "n": news.n,
                "what": "version" if news.id in anew else news.kind,  # type: ignore[typeddict-item]
                "id": news.id,
                "report": report,
                "in_force": in_force,
                "decision": rows.get(news.id),
                "version": anew.get(news.id),
                "claim": None,
            }
        )
    return made


def _about(news: listing.News, read: dict[str, str], decided: dict[str, Any]) -> str:
    """The id of the report that something new is about; "" for what is about none."""
    if news.kind == "report":
        return news.id
    if news.kind == "reading":
        return read.get(news.id, "")
    return str(decided[news.id].target)
