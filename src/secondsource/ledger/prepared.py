"""Statements that are asked once for each report, compiled once for each dialect.

SQLAlchemy keeps what it compiled too, but to find it again takes several times as long as SQLite's answer.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, CursorResult, Executable


class Prepared:
    """A statement with `bindparam`s in it: call it with a connection and a value for each of them.

    Values and rows are the driver's own: SQLite has whole numbers where SQLAlchemy makes booleans of them.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        # By dialect: the text, the values that the statement itself holds, and the order of all, if by place.
        self._compiled: dict[str, tuple[str, dict[str, Any], list[str] | None]] = {}

    def __call__(self, connection: Connection, **values: Any) -> CursorResult[Any]:
        """Execute the statement."""
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            made: Any = self._statement.compile(  # type: ignore[attr-defined]
                dialect=dialect, compile_kwargs={"render_postcompile": True}
            )
            self._compiled[dialect.name] = str(made), made.construct_params(_check=False), made.positiontup
        text, held, order = self._compiled[dialect.name]
        given = {**held, **values}
        return connection.exec_driver_sql(text, given if order is None else tuple(given[n] for n in order))
