"""Prepared statements: the same answer as SQLAlchemy's own, on both databases, asked again and again."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from secondsource.ledger import Ledger
from secondsource.ledger.prepared import Prepared
from secondsource.ledger.tables import meta
from secondsource.ledger.writing import set_meta

ASKED = Prepared(
    select(meta.c.key, meta.c.value)
    .where(meta.c.value == bindparam("value", None), meta.c.key.in_(("b%", "a'", "c")), meta.c.key != "c")
    .order_by(meta.c.key)
    .limit(2)
)


def test_values_come_where_they_belong_on_both_databases(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        for key, value in (("a'", "x"), ("b%", "x"), ("c", "x"), ("d", "x")):
            set_meta(connection, key, value)
    for value, expected in (("x", [("a'", "x"), ("b%", "x")]), ("y", []), ("x", [("a'", "x"), ("b%", "x")])):
        with ledger.reading() as connection:
            assert [tuple(row) for row in ASKED(connection, value=value)] == expected
