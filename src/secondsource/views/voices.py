"""Who speaks, how often, since when and how they know; and who and what is spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Any

from secondsource.ledger import Ledger, in_force, listing, stories
from secondsource.ledger import search as searches
from secondsource.ledger.folding import key as folded_key
from secondsource.ledger.generation import SHIFT
from secondsource.ledger.in_force import Earlier
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

    Only reports in force count, and not the earlier versions of any. With a query only what it
    finds counts, and all of it is read first.
    """
    held = as_known(ledger, known_at)
    if query is not None and query != Query():
        return islice(_of_query(held, query), limit)
    return islice(_all_sources(held), limit)


def parties(
    ledger: Ledger,
    like: str | None = None,
    *,
    story: str | None = None,
    known_at: Moment = None,
    limit: int | None = None,
) -> Iterator[PartyItem]:
    """Everybody and everything that is mentioned, what stands in most reports first, then by folded name.

    Only reports in force count, and not the earlier versions of any.

    like: only those in one of whose forms this part stands. story: only what its reports mention, and of
    these reports alone the figures. Raises UnknownId for a story that is not there.
    """
    held = as_known(ledger, known_at)
    if story is not None:
        return islice(_of_story(held, story, like), limit)
    if like is None:
        return islice(_all_parties(held), limit)
    return islice(_like(held, like), limit)


def _all_sources(ledger: Ledger) -> Iterator[SourceItem]:
    """As the kept figures list them; those that earlier versions change are counted apart."""
    with ledger.reading() as connection:
        off = in_force.earlier(connection)
        apart = _source_items(connection, [(key, 0) for key in sorted(off.statements)], off)

    def rank(row: SourceItem) -> tuple[int, str]:
        return -row["statements"], row["key"]

    rest = _paged(ledger, listing.speakers, _source_items, off=off, apart=off.statements)
    return merge(rest, sorted(apart, key=rank), key=rank)


def _all_parties(ledger: Ledger) -> Iterator[PartyItem]:
    with ledger.reading() as connection:
        off = in_force.earlier(connection)
        forms = in_force.forms(connection, sorted(off.forms), off)
    apart = [_party_item(key, listed) for key, listed in forms.items()]

    def rank(row: PartyItem) -> tuple[int, str]:
        return -row["reports"], row["key"]

    rest = _paged(ledger, listing.party_ranks, party_items, off=off, apart=off.forms)
    return merge(rest, sorted(apart, key=rank), key=rank)


def _paged(
    ledger: Ledger,
    keys: Callable[[Any, Ranked | None, int], list[Ranked]],
    items: Callable[[Any, Sequence[Ranked], Earlier], list[Any]],
    *,
    off: Earlier,
    apart: Container[str],
) -> Iterator[Any]:
    """Items of what is listed by key and figure, page by page. apart: keys that are left out."""
    after: Ranked | None = None
    size = FIRST
    while True:
        with ledger.reading() as connection:
            listed = keys(connection, after, size)
            rows = items(connection, [held for held in listed if held[0] not in apart], off)
        yield from rows
        if len(listed) < size:
            return
        after, size = listed[-1], LATER


def _of_story(ledger: Ledger, story: str, like: str | None) -> Iterator[PartyItem]:
    with ledger.reading() as connection:
        off = in_force.earlier(connection)
        numbers = (number for number in stories.numbers(connection, story) if number not in off.reports)
        forms = listing.forms_among(connection, numbers)
    part = folded_key(like or "")
    if like is not None and not part:
        return
    for name in sorted(forms, key=lambda name: (-forms[name][0][1], name)):
        if part in name:
            yield _party_item(name, forms[name])


def _like(ledger: Ledger, like: str) -> Iterator[PartyItem]:
    """Parties that have a part in one of their forms, page by page; the list is that of the first page."""
    with ledger.reading() as connection:
        off = in_force.earlier(connection)
        found = dict(listing.party_keys(connection, like))
        changed = sorted(key for key in found if key in off.forms)
        left = in_force.forms(connection, changed, off)
    found = {key: n for key, n in found.items() if key not in off.forms}
    found |= {key: forms[0][1] for key, forms in left.items()}
    listed = sorted(found.items(), key=lambda held: (-held[1], held[0]))
    start, size = 0, FIRST
    while start < len(listed):
        with ledger.reading() as connection:
            rows = party_items(connection, listed[start : start + size], off)
        yield from rows
        start, size = start + size, LATER


def _source_items(connection: Any, listed: Sequence[Ranked], off: Earlier) -> list[SourceItem]:
    keys = [key for key, _ in listed]
    voices = in_force.voices(connection, keys, off)
    bases = in_force.bases(connection, keys, off)
    names = listing.shown(connection, keys)
    return [
        _item(voices[key], bases.get(key, Counter()), names.get(key, key)) for key in keys if key in voices
    ]


def source_item(connection: Any, key: str, off: Earlier) -> SourceItem | None:
    """A source in figures, or None for one that says nothing. off: what earlier versions add to them."""
    found = _source_items(connection, [(key, 0)], off)
    return found[0] if found else None


def party_items(connection: Any, listed: Sequence[Ranked], off: Earlier) -> list[PartyItem]:
    """Parties with their forms; a name that was listed with the reports of another form is left out."""
    forms = in_force.forms(connection, [key for key, _ in listed], off)
    return [
        _party_item(key, forms[key])
        for key, reports in listed
        if key in forms and forms[key][0][1] == reports
    ]


def _party_item(key: str, forms: Sequence[tuple[str, int]]) -> PartyItem:
    """A party with its forms, the most frequent first: that one names it, and it is listed by its reports."""
    return unjoined(key, forms)


def unjoined(key: str, found: Sequence[tuple[str, int]], *, forms: bool = True) -> PartyItem:
    """A folded name as a party, with its forms, the most frequent first; forms: False lists none of them."""
    listed = list(found) if forms else []
    return {
        "id": None,
        "name": found[0][0],
        "type": None,
        "kind": None,
        "aliases": [text for text, _ in listed[1:]],
        "roles": [],
        "bodies": [],
        "spokesman": False,
        "in": [],
        "may_be": [],
        "key": key,
        "text": found[0][0],
        "reports": found[0][1],
        "forms": [{"text": text, "reports": n} for text, n in listed],
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
        off = in_force.earlier(connection)
        found = searches.found(connection, query, of="statements", wanted=_EVERY)
        while rows := list(islice(found, 500)):
            by_source: dict[str, list[int]] = {}
            for row in rows:
                if row.source_key is None or row.number >> SHIFT in off.reports:
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
