"""Decisions on parties: that two are one, or are not. A side is a party of the ledger, or one of a report.

A party of a report is held by its words and their place, so that it is found again in a newer reading; where
it is not, the decision binds nothing.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from sqlalchemy import Connection, select

from secondsource.errors import UnknownId, UsageError
from secondsource.ledger import decisions, derived
from secondsource.ledger.anchors import locate
from secondsource.ledger.generation import generation
from secondsource.ledger.kept import by_id, text_of
from secondsource.ledger.party_tables import table
from secondsource.ledger.tables import decisions as decision_table
from secondsource.ledger.targets import body_of, target
from secondsource.ledger.writing import Writing
from secondsource.model.decision import Decision
from secondsource.model.party import Ruling

WHAT = "parties"
_HEX = frozenset("0123456789abcdef")
_LEAST, _WHOLE = 6, 64


def rule(
    w: Writing,
    kind: Literal["same", "apart"],
    a: str,
    b: str,
    *,
    why: str | None,
    author: str | None,
    decided: str | None = None,
) -> Decision:
    """Decide that two parties are one, or are not: ids of parties or prefixes of them, or `REPORT/p3`.

    It holds from the next linking on. Raises UnknownId for what is no party here, UsageError for one party
    named twice.
    """
    from secondsource.ledger.deciding import decide

    sides = [_side(w.connection, given) for given in (a, b)]
    if sides[0] == sides[1]:
        raise UsageError(f"{a} and {b} are one party already; name two")
    body = {"of": WHAT, "a": sides[0], "b": sides[1]}
    return decide(w, kind, _target(sides[0]), body, why=why, author=author, decided=decided)


def in_force(connection: Connection) -> list[Ruling]:
    """The decisions on parties that are not withdrawn, by id, with sides as linking names them."""
    query = select(decision_table).where(decision_table.c.kind.in_(("same", "apart")))
    found = decisions.listed(connection, query)
    held = [each for each in found if each.body.get("of") == WHAT]
    made = []
    for each in decisions.in_force(connection, sorted(held, key=lambda d: d.id)):
        a, b = _named(connection, each.body.get("a")), _named(connection, each.body.get("b"))
        if a and b:
            made.append(Ruling(each.id, "same" if each.kind == "same" else "apart", a, b, each.decided))
    return made


def names_party(connection: Connection, given: str) -> bool:
    """Whether what a person named is a party: of the ledger, or `REPORT/p3`."""
    return re.search(r"/p\d+$", given) is not None or party(connection, given) is not None


def party(connection: Connection, given: str) -> str | None:
    """The id of a party of the ledger by its id or a prefix; None for what is none, UnknownId for several."""
    bare = given.removeprefix("sha256:")
    if not _LEAST <= len(bare) <= _WHOLE or not set(bare) <= _HEX:
        return None
    n = derived.current(connection).number
    held = table("profiles", n, generation(n).metadata)
    begins = (held.c.id >= f"sha256:{bare}") & (held.c.id < f"sha256:{bare}g")
    query = select(held.c.id).where(begins).limit(2)
    found = list(connection.execute(query).scalars())
    if len(found) > 1:
        raise UnknownId(f"{given} begins the ids of several parties; give more of it", kind="unknown-id")
    return found[0] if found else None


def _side(connection: Connection, given: str) -> dict[str, Any]:
    """A side of a decision as it is kept."""
    id = None if "/" in given else party(connection, given)
    if id is not None:
        return {"party": id}
    found = target(connection, given)
    if found.what != "party":
        raise UsageError(f"{given} is a {found.what}; name parties by their ids, or as REPORT/p3")
    return {"report": found.report.id, "place": body_of(found)}


def _target(side: dict[str, Any]) -> str:
    id: str = side["report"] if "report" in side else side["party"]
    return id


def _named(connection: Connection, side: Any) -> str | None:
    """A side as linking names it now; None where its report, or its place in it, is not here."""
    if not isinstance(side, dict):
        return None
    if isinstance(side.get("party"), str):
        id: str = side["party"]
        return id
    report = by_id(connection, str(side.get("report")))
    if report is None or report.removed:
        return None
    said = derived.said(connection, report, text=text_of(connection, report.id))
    if said is None:
        return None
    try:
        item = locate(said[1], side["place"]).item
    except (KeyError, TypeError, ValueError):
        return None
    return None if item is None else f"{report.id}/{item.id}"
