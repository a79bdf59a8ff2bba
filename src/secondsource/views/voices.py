"""Who speaks, how often, since when and how they know; and who and what is spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from secondsource.ledger import Ledger, listing, stories
from secondsource.ledger import search as searches
from secondsource.ledger.folding import key as folded_key
from secondsource.ledger.ordering import published_of
from secondsource.ledger.past import as_known
from secondsource.ledger.query import Query
from secondsource.records.ledger import PartyItem, SourceItem
from secondsource.views.searching import FIRST, LATER, Moment, facet_row

# More than any ledger has.
_EVERY = 10**9
# A key and the figure that it is listed by.
Ranked = tuple[str, int]


def sources(
    ledger: Ledger, query: Query | None = None, *, known_at: Moment = None, limit: int | None = None
) -> Iterator[SourceItem]:
    """Everybody who says something, the one with most statements first, then by folded name.

    With a query only what it finds counts, and all of it is read first.
    """
    held = as_known(ledger, known_at)
    if query is not None and query != Query():
        return islice(_of_query(held, query), limit)
    return islice(_paged(held, listing.speakers, _source_items), limit)


def parties(
    ledger: Ledger,
    like: str | None = None,
    *,
    story: str | None = None,
    known_at: Moment = None,
    limit: int | None = None,
) -> Iterator[PartyItem]:
    """Everybody and everything that is mentioned, what stands in most reports first, then by folded name.

    like: only those in one of whose forms this part stands. story: only what its reports mention, and of
    these reports alone the figures. Raises UnknownId for a story that is not there.
    """
    held = as_known(ledger, known_at)
    if story is not None:
        return islice(_of_story(held, story, like), limit)
    if like is None:
        return islice(_paged(held, listing.party_ranks, party_items), limit)
    return islice(_like(held, like), limit)


def _paged(
    ledger: Ledger,
    keys: Callable[[Any, Ranked | None, int], list[Ranked]],
    items: Callable[[Any, Sequence[Ranked]], list[Any]],
) -> Iterator[Any]:
    """Items of what is listed by key and figure, page by page."""
    after: Ranked | None = None
    size = FIRST
    while True:
        with ledger.reading() as connection:
            listed = keys(connection, after, size)
            rows = items(connection, listed)
        yield from rows
        if len(listed) < size:
            return
        after, size = listed[-1], LATER


def _of_story(ledger: Ledger, story: str, like: str | None) -> Iterator[PartyItem]:
    with ledger.reading() as connection:
        forms = listing.forms_among(connection, stories.numbers(connection, story))
    part = folded_key(like or "")
    if like is not None and not part:
        return
    for name in sorted(forms, key=lambda name: (-forms[name][0][1], name)):
        if part in name:
            yield _party_item(name, forms[name])


def _like(ledger: Ledger, like: str) -> Iterator[PartyItem]:
    """Parties that have a part in one of their forms, page by page; the list is that of the first page."""
    listed: list[Ranked] | None = None
    start, size = 0, FIRST
    while listed is None or start < len(listed):
        with ledger.reading() as connection:
            if listed is None:
                listed = listing.party_keys(connection, like)
            rows = party_items(connection, listed[start : start + size])
        yield from rows
        start, size = start + size, LATER


def _source_items(connection: Any, listed: Sequence[Ranked]) -> list[SourceItem]:
    keys = [key for key, _ in listed]
    voices = listing.voices(connection, keys)
    bases = listing.bases(connection, keys)
    names = listing.shown(connection, keys)
    return [
        _item(voices[key], bases.get(key, Counter()), names.get(key, key)) for key in keys if key in voices
    ]


def source_item(connection: Any, key: str) -> SourceItem | None:
    """A source in figures, or None for one that says nothing."""
    found = _source_items(connection, [(key, 0)])
    return found[0] if found else None


def party_items(connection: Any, listed: Sequence[Ranked]) -> list[PartyItem]:
    """Parties with their forms; a name that was listed with the reports of another form is left out."""
    forms = listing.forms(connection, [key for key, _ in listed])
    return [
        _party_item(key, forms[key])
        for key, reports in listed
        if key in forms and forms[key][0][1] == reports
    ]


def _party_item(key: str, forms: Sequence[tuple[str, int]]) -> PartyItem:
    """A party with its forms, the most frequent first: that one names it, and it is listed by its reports."""
    return {
        "key": key,
        "text": forms[0][0],
        "reports": forms[0][1],
        "forms": [{"text": text, "reports": n} for text, n in forms],
    }


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
        found = searches.found(connection, query, of="statements", wanted=_EVERY)
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
