"""Who speaks, how often, since when and how they know; and who and what is spoken of."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from secondsource.ledger import Ledger, listing
from secondsource.ledger import search as searches
from secondsource.ledger.ordering import published_of
from secondsource.ledger.past import as_known
from secondsource.ledger.query import Query
from secondsource.records.ledger import PartyItem, SourceItem
from secondsource.views.searching import FIRST, LATER, Moment, facet_row

# What was worked out over the whole of a ledger, by its version: until something changes it holds.
_worked: OrderedDict[Any, Any] = OrderedDict()
_KEPT = 64


def sources(
    ledger: Ledger, query: Query | None = None, *, known_at: Moment = None, limit: int | None = None
) -> Iterator[SourceItem]:
    """Everybody who says something, the one with most statements first, then by folded name.

    With a query only what it finds counts, and all of it is read first.
    """
    held = as_known(ledger, known_at)
    if query is not None and query != Query():
        return islice(_of_query(held, query), limit)
    return islice(_paged(held, "sources", listing.speakers, _source_items), limit)


def parties(
    ledger: Ledger, like: str | None = None, *, known_at: Moment = None, limit: int | None = None
) -> Iterator[PartyItem]:
    """Everybody and everything that is mentioned, what stands in most reports first, then by folded name.

    like: only those in one of whose forms this part stands.
    """
    held = as_known(ledger, known_at)

    def keys(connection: Any) -> list[tuple[str, int]]:
        return listing.party_keys(connection, like)

    return islice(_paged(held, f"parties {like or ''}", keys, party_items), limit)


def _paged(
    ledger: Ledger,
    what: str,
    keys: Callable[[Any], list[tuple[str, int]]],
    items: Callable[[Any, Sequence[tuple[str, int]]], list[Any]],
) -> Iterator[Any]:
    """Items of a list of keys, page by page; the list is that of the first page."""
    start, size = 0, FIRST
    listed: list[tuple[str, int]] | None = None
    while listed is None or start < len(listed):
        with ledger.reading() as connection:
            version = listing.version(connection, ledger.id)
            if listed is None:
                listed = _kept((version, ledger.where, what), partial(keys, connection))
            part = listed[start : start + size]
            mark = (version, ledger.where, what, start, size)
            rows = _kept(mark, partial(items, connection, part))
        yield from rows
        start, size = start + size, LATER


def _kept(mark: Any, work: Callable[[], Any]) -> Any:
    """What was worked out for a mark, or is now; the oldest are forgotten."""
    if mark not in _worked:
        made = work()
        _worked[mark] = made
        while len(_worked) > _KEPT:
            _worked.popitem(last=False)
    return _worked[mark]


def _source_items(connection: Any, listed: Sequence[tuple[str, int]]) -> list[SourceItem]:
    keys = [key for key, _ in listed]
    voices = listing.voices(connection, keys)
    bases = listing.bases(connection, voices.values())
    names = listing.shown(connection, keys)
    return [
        _item(voices[key], bases.get(key, Counter()), names.get(key, key)) for key in keys if key in voices
    ]


def source_item(connection: Any, key: str) -> SourceItem | None:
    """A source in figures, or None for one that says nothing."""
    found = _source_items(connection, [(key, 0)])
    return found[0] if found else None


def party_items(connection: Any, listed: Sequence[tuple[str, int]]) -> list[PartyItem]:
    """Parties with their forms."""
    forms = listing.forms(connection, [key for key, _ in listed])
    return [
        {
            "key": key,
            "text": forms[key][0][0],
            "reports": reports,
            "forms": [{"text": text, "reports": n} for text, n in forms[key]],
        }
        for key, reports in listed
        if key in forms
    ]


def _item(voice: listing.Voice, bases: Counter[str], text: str) -> SourceItem:
    ranked = sorted(bases.items(), key=lambda held: (-held[1], held[0]))
    return {
        "key": voice.key,
        "text": text,
        "statements": voice.statements,
        "reports": voice.reports,
        "first": voice.first,
        "last": voice.last,
        "basis": [facet_row(kind, kind, n) for kind, n in ranked],
    }


def _of_query(ledger: Ledger, query: Query) -> Iterator[SourceItem]:
    """Sources of what a query finds, counted by going through all of it."""
    statements: Counter[str] = Counter()
    bases: dict[str, Counter[str]] = {}
    reports: dict[str, set[str]] = {}
    dates: dict[str, list[str]] = {}
    with ledger.reading() as connection:
        found = searches.found(connection, query, of="statements")
        while rows := list(islice(found, 500)):
            by_source: dict[str, list[int]] = {}
            for row in rows:
                if row.source_key is None:
                    continue
                statements[row.source_key] += 1
                reports.setdefault(row.source_key, set()).add(row.report_id)
                by_source.setdefault(row.source_key, []).append(row.number)
                if when := published_of(row.published):
                    held = dates.setdefault(row.source_key, [when, when])
                    held[:] = [min(held[0], when), max(held[1], when)]
            for key, owners in by_source.items():
                for (_, kind), n in listing.counted(connection, owners, ("basis",)).items():
                    bases.setdefault(key, Counter())[kind] += n
        names = listing.shown(connection, statements)
    for key, n in sorted(statements.items(), key=lambda held: (-held[1], held[0])):
        first, last = dates.get(key, (None, None))
        voice = listing.Voice(key, n, len(reports[key]), first, last)
        yield _item(voice, bases.get(key, Counter()), names.get(key, key))
