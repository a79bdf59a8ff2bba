"""The log and the stories as rows, now or as they were known at a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from secondsource.errors import UnknownId, UsageError
from secondsource.ledger import Ledger, clock, evidence, log
from secondsource.ledger import history as log_history
from secondsource.ledger import stories as held_stories
from secondsource.ledger.stories import Story
from secondsource.records.decisions import HistoryHead, HistoryRow, StoryRow

Known = tuple[str, int]
_PAGE = 50
# Of entries in one line: a page of the workbench, and the one that tells that there are more.
_HEADS = 51


def known(ledger: Ledger, moment: str | datetime | None) -> Known | None:
    """What of the log was known at a moment: (writer, n); None for all. Raises UsageError for no moment."""
    if moment is None:
        return None
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError as error:
            raise UsageError(f"{moment!r} is no moment such as 2024-10-03T14:05:00Z or 2024-10-03") from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    with ledger.reading() as connection:
        return ledger.id, log.known_until(connection, ledger.id, clock.stamp(moment))


def history(
    ledger: Ledger, id: str | None, moment: str | datetime | None, *, newest: bool = False
) -> Iterator[HistoryRow]:
    """Entries of the log in order, of all or of one thing; newest: the last one first."""
    then = known(ledger, moment)
    if id is not None:
        with ledger.reading() as connection:
            found = log_history.of(connection, id, known=then)
        yield from reversed(found) if newest else found
        return
    after: str | None = None
    while True:
        with ledger.reading() as connection:
            found = log_history.page(connection, after=after, limit=_PAGE, known=then, newest=newest)
        if not found:
            return
        yield from found
        after = found[-1]["place"]


def heads(
    ledger: Ledger, id: str | None, moment: str | datetime | None, *, newest: bool = False
) -> Iterator[HistoryHead]:
    """As `history`, each entry in one line."""
    if id is not None:
        yield from map(log_history.head, history(ledger, id, moment, newest=newest))
        return
    then = known(ledger, moment)
    after: str | None = None
    while True:
        with ledger.reading() as connection:
            found = log_history.heads(connection, after=after, limit=_HEADS, known=then, newest=newest)
        yield from found
        if len(found) < _HEADS:
            return
        after = found[-1]["place"]


def stories(ledger: Ledger, moment: str | datetime | None) -> list[StoryRow]:
    """All stories by name."""
    then = known(ledger, moment)
    with ledger.reading() as connection:
        return [_row(held) for held in held_stories.listed(connection, known=then)]


def story(ledger: Ledger, name: str, moment: str | datetime | None) -> StoryRow:
    """One story by name, id or prefix."""
    then = known(ledger, moment)
    with ledger.reading() as connection:
        return _row(held_stories.one(connection, name, known=then))


def opening(ledger: Ledger, report: str, length: int) -> str:
    """The first words of a report by its whole id, at most so many code points."""
    with ledger.reading() as connection:
        try:
            text = evidence.text(connection, report)
        except UnknownId:
            return ""
    words = " ".join(text[: 4 * length].split())
    if len(words) <= length:
        return words
    return words[: max(words.rfind(" ", 0, length), length // 2)].rstrip(" ,;:") + " …"


def _row(story: Story) -> StoryRow:
    return {
        "id": story.id,
        "name": story.name,
        "closed": story.closed,
        "reports": list(story.reports),
        "queries": [dict(query) for query in story.queries],
    }
