"""Sources and names in figures over the reports in force: what earlier versions of them say is taken off.

The kept figures count every version, since which one is in force hangs on others and on when they were
retrieved. Versions are few beside reports, so what they add is found when it is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, or_, select

from secondsource.ledger import derived, listing, log, versions
from secondsource.ledger.generation import SHIFT, owners
from secondsource.ledger.listing import Ranked, Voice
from secondsource.ledger.ordering import chunks, one_of

# Reports whose ranges of owners are asked for in one statement of SQL.
_MANY = 200


@dataclass(frozen=True, slots=True)
class Earlier:
    """What versions that are not in force add to the kept figures. reports: numbers of their rows.

    statements, spoken: by source, how many they make and in how many of these reports. grounds: by source and
    basis. forms: by folded name, in how many of these reports it is written so.
    """

    reports: frozenset[int]
    statements: Counter[str] = field(default_factory=Counter)
    spoken: Counter[str] = field(default_factory=Counter)
    grounds: Counter[tuple[str, str]] = field(default_factory=Counter)
    forms: dict[str, Counter[str]] = field(default_factory=dict)


# What was found last in each database, and how it stood then.
_found: WeakKeyDictionary[Engine, tuple[tuple[int, int], Earlier]] = WeakKeyDictionary()


def earlier(connection: Connection) -> Earlier:
    """What all earlier versions of reports add.

    Addresses of all reports are compared for it, so it is kept until anything is added or taken away: then
    the ledger's own chain has another last entry.
    """
    mark = derived.current(connection).number, log.last(connection)
    held = _found.get(connection.engine)
    if held is None or held[0] != mark:
        held = _found[connection.engine] = mark, _earlier(connection)
    return held[1]


def _earlier(connection: Connection) -> Earlier:
    found = Earlier(versions.earlier(connection))
    for part in chunks(sorted(found.reports), _MANY):
        _add_said(connection, found, part)
    for name, listed in listing.forms_among(connection, found.reports).items() if found.reports else ():
        found.forms[name] = Counter(dict(listed))
    return found


def _add_said(connection: Connection, found: Earlier, reports: Sequence[int]) -> None:
    facet = derived.current(connection).facets.c
    ours = or_(*(facet.owner.between(*owners(number)) for number in reports))
    query = select(facet.owner, facet.kind, facet.key).where(ours, facet.kind.concat("").in_(_SAID))
    sources: dict[int, str] = {}
    bases: set[tuple[int, str]] = set()
    for row in connection.execute(query):
        if row.kind == "source":
            sources[row.owner] = row.key
        else:
            bases.add((row.owner, row.key))
    found.statements.update(sources.values())
    found.spoken.update(key for _, key in {(owner >> SHIFT, key) for owner, key in sources.items()})
    found.grounds.update((sources[owner], basis) for owner, basis in bases if owner in sources)


_SAID = ("source", "basis")


def voices(connection: Connection, keys: Sequence[str], off: Earlier) -> dict[str, Voice]:
    """Some sources in figures, by key; those that only earlier versions name are left out."""
    found = listing.voices(connection, keys)
    touched = [key for key in keys if key in found and off.statements[key]]
    days = _days(connection, touched, off.reports)
    for key in touched:
        held = found.pop(key)
        statements, reports = held.statements - off.statements[key], held.reports - off.spoken[key]
        if statements > 0:
            found[key] = Voice(key, statements, reports, *days.get(key, (None, None)))
    return found


def _days(
    connection: Connection, keys: Sequence[str], reports: Iterable[int]
) -> dict[str, tuple[str | None, str | None]]:
    """When the first and the last report was published in which some sources speak, but for some reports."""
    if not keys:
        return {}
    spoken = derived.current(connection).spoken.c
    query = select(spoken.key, func.min(spoken.published), func.max(spoken.published))
    query = query.where(spoken.key.in_(keys), ~one_of(connection, spoken.report, sorted(reports)))
    return {key: (first, last) for key, first, last in connection.execute(query.group_by(spoken.key))}


def bases(connection: Connection, keys: Sequence[str], off: Earlier) -> dict[str, Counter[str]]:
    """How some sources say that they know: of each, how many statements by kind."""
    found = listing.bases(connection, keys)
    return {
        key: Counter({kind: left for kind, n in held.items() if (left := n - off.grounds[key, kind]) > 0})
        for key, held in found.items()
    }


def forms(connection: Connection, keys: Sequence[str], off: Earlier) -> dict[str, list[Ranked]]:
    """The forms of some folded names with their reports, the most frequent first."""
    found = listing.forms(connection, keys)
    for key in [key for key in found if key in off.forms]:
        left = [(form, n - off.forms[key][form]) for form, n in found.pop(key)]
        left = sorted((held for held in left if held[1] > 0), key=lambda held: (-held[1], held[0]))
        if left:
            found[key] = left
    return found
