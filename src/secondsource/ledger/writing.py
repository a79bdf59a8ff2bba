"""One write transaction, and the few facts that a ledger keeps of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection, delete, insert, select, update

from secondsource.errors import LedgerError
from secondsource.ledger.tables import meta


@dataclass(kw_only=True)
class Writing:
    """A transaction that brings evidence in. What `enter` notes stands in the one log entry that closes it.

    writer: this ledger's id. action and author go into the log as they are.
    """

    connection: Connection
    writer: str
    action: str
    author: str | None = None
    entered: set[tuple[str, str]] = field(default_factory=set)

    def enter(self, kind: str, id: str) -> None:
        """Note that evidence of a kind (report, reading, decision ...) came in with this transaction."""
        self.entered.add((kind, id))

    @cached_property
    def generations(self) -> tuple[int, ...]:
        """The generations of derived tables to write: the one in use and, while one is built, that too."""
        return generations(self.connection)


def generations(connection: Connection) -> tuple[int, ...]:
    """The generation in use first, then the one that is being built, if any."""
    query = select(meta.c.key, meta.c.value).where(meta.c.key.in_(("generation", "building")))
    held: dict[str, str] = {row.key: row.value for row in connection.execute(query)}
    if "generation" not in held:
        message = "this ledger is damaged: it does not say which of its tables are in use"
        raise LedgerError(f"{message}; restore the last backup", kind="corrupt")
    return tuple(int(held[key]) for key in ("generation", "building") if key in held)


def get_meta(connection: Connection, key: str) -> str | None:
    """A fact that the ledger keeps of itself, or None."""
    value: str | None = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
    return value


def set_meta(connection: Connection, key: str, value: str | None) -> None:
    """Keep a fact; None takes it away."""
    if value is None:
        connection.execute(delete(meta).where(meta.c.key == key))
    elif connection.execute(update(meta).where(meta.c.key == key).values(value=value)).rowcount == 0:
        connection.execute(insert(meta).values(key=key, value=value))
