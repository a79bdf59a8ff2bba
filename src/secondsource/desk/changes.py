"""What is new in a watched source: added to the ledger, and told as one change after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from secondsource.desk import adding
from secondsource.desk.outcomes import Outcome
from secondsource.ledger import Ledger, watched
from secondsource.ledger.kept import path_of
from secondsource.model.report import Failure, Report
from secondsource.records.outcomes import ChangeRow
from secondsource.records.rows import ErrorRow

State = Literal["new", "changed", "unchanged", "failed", "gone", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of watching. source: what was given; path: the thing in it that is new, changed or failed.

    state: new, changed (a version of what is kept), unchanged (a whole source), failed (kind and message say
    why), gone (a file, or what an address gave), moved (message says where to). report: its id in the ledger.
    """

    source: str
    path: str
    state: State
    report: str | None = None
    title: str | None = None
    kind: str | None = None
    message: str | None = None

    def row(self) -> ChangeRow:
        """The change as the command line prints it."""
        error: ErrorRow | None = None
        if self.state in ("failed", "gone") and self.message is not None:
            error = {"kind": self.kind or "internal", "message": self.message}
        return {
            "source": self.source,
            "path": self.path,
            "state": self.state,
            "report": self.report,
            "title": self.title,
            "moved": self.message if self.state == "moved" else None,
            "error": error,
        }

    def __str__(self) -> str:
        told = self.message or self.title or ""
        return f"{self.state} {self.path}" + (f": {told}" if told else "")


def failed(source: str, failure: Failure) -> Change:
    """What could not be read, as a change."""
    return Change(
        source=source, path=failure.path, state="failed", kind=failure.kind, message=failure.message
    )


@dataclass(slots=True, kw_only=True)
class Adder:
    """Adds what is not in the ledger yet. keeps: options of adding; alive: called now and then on the way."""

    ledger: Ledger
    keeps: dict[str, Any]
    alive: Callable[[], None]

    def add(self, source: str, items: Iterable[Report | Failure]) -> list[Change]:
        """The changes that some items of a source are, in the order of the items."""
        changes: list[tuple[int, Change]] = []
        waiting: dict[str, tuple[int, Change]] = {}

        def take(outcome: Outcome) -> None:
            self.alive()
            # What another run left unread is told by its own.
            number, change = waiting.pop(outcome.report or "", (len(changes), None))
            if outcome.state == "failed":
                path = change.path if change else outcome.path
                message = outcome.message or ""
                failure = Failure(path=path, kind=outcome.kind or "internal", message=message)
                changes.append((number, failed(source, failure)))
            elif change is not None and outcome.state == "added":
                changes.append((number, change))

        adding.add(self.ledger, self._fresh(source, items, changes, waiting), on_outcome=take, **self.keeps)
        return [change for _, change in sorted(changes, key=lambda held: held[0])]

    def _fresh(
        self,
        source: str,
        items: Iterable[Report | Failure],
        changes: list[tuple[int, Change]],
        waiting: dict[str, tuple[int, Change]],
    ) -> Iterator[Report]:
        """The reports among some items that are not kept yet; failures are changes at once."""
        for number, item in enumerate(items):
            self.alive()
            if isinstance(item, Failure):
                changes.append((number, failed(source, item)))
                continue
            id = item.id
            with self.ledger.reading() as connection:
                if id in waiting or watched.known(connection, id):
                    continue
                path = path_of(id, address=item.address, record=item.record)
                version = watched.known_path(connection, path)
            state: State = "changed" if version else "new"
            change = Change(source=source, path=item.path, state=state, report=id, title=item.title)
            waiting[id] = (number, change)
            yield item
