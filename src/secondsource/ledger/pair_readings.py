"""What a pair reader said of two wordings: evidence, kept like a reading, since it is made once.

A wording's number is the first 64 bits of its id, so that those of a pair are looked up by index.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select, tuple_

from secondsource.ledger import keyed
from secondsource.ledger.link_tables import link_tables
from secondsource.ledger.tables import pair_readings
from secondsource.ledger.writing import Writing
from secondsource.model.answer import Answer
from secondsource.model.clusters import Key, number
from secondsource.model.identity import canonical, content_id

_PAGE = 1_000


def id_of(a: str, b: str, reader: str) -> str:
    """What an answer is called in the log: by its pair and its reader."""
    return content_id({"a": a, "b": b, "reader": reader})


def put(w: Writing, reader: str, given: Mapping[tuple[str, str], Answer]) -> int:
    """Keep answers of a reader by pair of ids, the lower first, and let these be linked anew; gives how many.

    Processors differ a little. Of two answers the one of the lower bytes is kept, so that the order in which
    they came is of no matter. Raises ValueError for a pair that is none.
    """
    rows = []
    for (a, b), answer in given.items():
        if not a < b:
            raise ValueError(f"{a} and {b} are no pair, the lower id first")
        rows.append((number(a), number(b), reader, a, b, canonical(asdict(answer))))
    keys = [row[:3] for row in rows]
    known = {tuple(row[:3]): bytes(row[5]) for row in keyed.found(w.connection, pair_readings, keys)}
    new = [row for row in rows if row[:3] not in known or row[5] < known[row[:3]]]
    keyed.put(w.connection, pair_readings, new)
    for n in w.generations:
        keyed.note(w.connection, link_tables(n).heard, [row[:2] for row in new])
    for row in new:
        w.enter("pair-reading", id_of(row[3], row[4], reader))
    return len(new)


def answers(connection: Connection, keys: Collection[Key], reader: str) -> dict[Key, Answer]:
    """What a reader said of these pairs, of wordings by their numbers; those it did not read are left out."""
    rows = keyed.found(connection, pair_readings, [(*key, reader) for key in keys])
    return {(row[0], row[1]): answer_of(row[5]) for row in rows}


def answer_of(body: bytes) -> Answer:
    """An answer from its body. Raises ValueError for one that is none."""
    fields: Any = json.loads(bytes(body))
    try:
        made = Answer(**fields)
    except TypeError as error:
        raise ValueError(f"this is no answer of a pair reader ({error})") from None
    whole = [value for name, value in fields.items() if name != "facet"]
    if not all(type(value) is int and 0 <= value <= 1000 for value in whole) or type(made.facet) is not str:
        raise ValueError("an answer of a pair reader is thousandths and a facet")
    return made


def every(connection: Connection) -> Iterator[Any]:
    """All rows by the ids of their pairs and reader, fetched in pages."""
    key = tuple_(pair_readings.c.first, pair_readings.c.second, pair_readings.c.reader)
    query = select(pair_readings).order_by(*key.clauses).limit(_PAGE)
    found = connection.execute(query).all()
    while found:
        yield from found
        found = connection.execute(query.where(key > tuple_(*found[-1][:3]))).all()
