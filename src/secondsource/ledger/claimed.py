"""The claims that statements make, found by the statements' numbers in one go."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from secondsource.ledger import derived
from secondsource.ledger.link_tables import link_tables


def claims_by(connection: Connection, statements: Collection[int]) -> set[str]:
    """The claims that some statements make, by the numbers of the statements."""
    if not statements:
        return set()
    n = derived.current(connection).number
    held, made = link_tables(n), derived.current(connection).statements.name
    sqlite = connection.dialect.name == "sqlite"
    given: Any = json.dumps(list(statements)) if sqlite else list(statements)
    listed = "IN (SELECT value FROM json_each(?))" if sqlite else "= ANY(%s::bigint[])"
    # SQLite goes through these in the order in which they stand here.
    join = "CROSS JOIN" if sqlite else "JOIN"
    on = "WHERE" if sqlite else "ON"
    command = f"SELECT DISTINCT w.claim FROM {made} st {join} {held.said.name} s "
    command += f"ON s.report = st.report AND s.statement = st.id {join} {held.nodes.name} w "
    command += f"ON w.number = s.wording WHERE st.number {listed} AND w.claim IS NOT NULL"
    command = f"SELECT c.id FROM ({command}) AS found {join} {held.nodes.name} c {on} c.number = found.claim"
    return {row[0] for row in connection.exec_driver_sql(command, (given,))}
