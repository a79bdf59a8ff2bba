"""Parties of the ledger as rows: everybody and everything that reports speak of, once each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from secondsource.ledger import Ledger, joined, stories
from secondsource.ledger.folding import key as folded_key
from secondsource.ledger.joined import Whole
from secondsource.ledger.kept import paths
from secondsource.model.reasons import words
from secondsource.model.statement import Reason
from secondsource.records.ledger import MayBeRow, PartyItem
from secondsource.records.rows import ReasonRow
from secondsource.views.searching import FIRST, LATER

# Parties of one name; among more, nobody is told by it.
_MOST_CALLED = 100


def joined_parties(
    ledger: Ledger, like: str | None = None, *, story: str | None = None, limit: int | None = None
) -> Iterator[PartyItem]:
    """All parties of the ledger as it is linked now, what is seen in most places first, then by id.

    like: only those in one of whose forms these letters stand. story: only what its reports mention, and of
    these reports alone. Raises UnknownId for a story that is not there.
    """
    return islice(_listed(ledger, like, story), limit)


def any_joined(ledger: Ledger) -> bool:
    """Whether any report of the ledger was linked."""
    with ledger.reading() as connection:
        return joined.anything(connection)


def party_item(connection: Any, id: str, *, seen: bool = True) -> PartyItem | None:
    """A party by its id, or by that of any profile it holds; None for none. seen: with all its places."""
    found = joined.resolved(connection, [id]).get(id)
    held = joined.several(connection, [found], seen=seen) if found else []
    return _rows(connection, held, None)[0] if held else None


def party_names(ledger: Ledger, ids: Sequence[str]) -> list[tuple[str, str]]:
    """The name of each of some parties and its key, in the order given; those that are gone are left out."""
    with ledger.reading() as connection:
        found = joined.names(connection, ids)
    return [(found[id], folded_key(found[id])) for id in ids if id in found]


def party_called(connection: Any, name: str, *, seen: bool = True) -> PartyItem | None:
    """The party that alone is called by a folded name; None for none and for several."""
    found = sorted(joined.named(connection, name))
    if not 0 < len(found) <= _MOST_CALLED:
        return None
    # The beginning of a long name may be that of another.
    held = [w for w in joined.several(connection, found, seen=seen) if _is_called(w, name)]
    return _rows(connection, held, None)[0] if len(held) == 1 else None


def _is_called(whole: Whole, name: str) -> bool:
    return any(folded_key(form) == name for form, _ in whole.names)


def _listed(ledger: Ledger, like: str | None, story: str | None) -> Iterator[PartyItem]:
    with ledger.reading() as connection:
        reports = set(stories.reports(connection, story)) if story is not None else None
        listed = [id for id, _ in joined.ranked(connection, reports)]
        if like is not None:
            found = joined.called(connection, like)
            listed = [id for id in listed if id in found]
    start, size = 0, FIRST
    while start < len(listed):
        with ledger.reading() as connection:
            rows = _items(connection, listed[start : start + size], reports)
        yield from rows
        start, size = start + size, LATER


def _items(connection: Any, ids: Sequence[str], reports: Collection[str] | None) -> list[PartyItem]:
    """Rows of parties in the order given; of some reports alone where these are given."""
    return _rows(connection, joined.several(connection, ids), reports)


def _rows(connection: Any, found: Sequence[Whole], reports: Collection[str] | None) -> list[PartyItem]:
    others = sorted({other for whole in found for other, _ in whole.party.may_be})
    names = joined.names(connection, others)
    at = paths(connection, {seen.report for whole in found for seen in whole.seen})
    return [_item(whole, names, at, reports) for whole in found]


def _item(
    whole: Whole, names: Mapping[str, str], at: Mapping[str, str], reports: Collection[str] | None
) -> PartyItem:
    party = whole.party
    seen = [each for each in whole.seen if reports is None or each.report in reports]
    may_be: list[MayBeRow] = [
        {"party": other, "name": names.get(other, ""), "reasons": _reasons(why)}
        for other, why in party.may_be
    ]
    return {
        "id": party.id,
        "name": party.name,
        "type": party.type,
        "kind": party.kind,
        "aliases": list(party.aliases),
        "roles": [{"text": role.text, "since": role.since, "until": role.until} for role in party.roles],
        "bodies": list(whole.bodies),
        "spokesman": party.spokesman,
        "in": [
            {
                "report": each.report,
                "path": at.get(each.report, ""),
                "party": each.local,
                "name": each.name,
                "reasons": _reasons(each.reasons),
            }
            for each in seen
        ],
        "may_be": may_be,
        "key": folded_key(party.name),
        "text": party.name,
        "reports": whole.reports if reports is None else len({each.report for each in seen}),
        "forms": [{"text": text, "reports": count} for text, count in whole.names],
    }


def _reasons(reasons: Sequence[Reason]) -> list[ReasonRow]:
    return [{"code": r.code, "values": list(r.values), "text": words(r)} for r in reasons]
