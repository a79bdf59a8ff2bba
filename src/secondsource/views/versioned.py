"""The versions of a report in their order, with what was changed from each to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from secondsource.ledger import Ledger, derived, evidence
from secondsource.ledger import versions as held_versions
from secondsource.ledger.past import as_known
from secondsource.ledger.versions import Version
from secondsource.records.versions import (
    ChangesRow,
    VersionChanges,
    VersionItem,
    VersionMark,
    VersionNews,
    VersionRef,
)
from secondsource.views.compared import Side, compared, reason_row

Moment = str | datetime | None
# Versions that are compared in one snapshot.
_PAGE = 10


def versions(
    ledger: Ledger, given: str, *, known_at: Moment = None, limit: int | None = None
) -> Iterator[VersionItem]:
    """The versions of a report, the oldest first, each with what was changed from the one before.

    given: an id or a prefix of six digits of the report or of what it says, its path, or any form of its
    address. Raises UnknownId, on the first row, where nothing is named so.
    """
    return islice(_items(as_known(ledger, known_at), given), limit)


def marks(
    connection: Any, reports: Iterable[str], *, numbers: Mapping[str, int] | None = None
) -> dict[str, VersionMark]:
    """Which version each of some reports is, by id; of those that have several. numbers: as `families`."""
    found = held_versions.families(connection, reports, numbers=numbers)
    return {id: mark(id, listed) for id, listed in found.items()}


def marks_of(connection: Any, rows: Iterable[Any]) -> dict[str, VersionMark]:
    """As `marks`, of the reports of rows that a search found: statements, or reports themselves."""
    numbers = {row.report_id: getattr(row, "report", row.number) for row in rows}
    return marks(connection, numbers, numbers=numbers)


def mark(report: str, listed: tuple[Version, ...]) -> VersionMark:
    """Which of its versions a report is."""
    n = next(version.n for version in listed if version.report.id == report)
    return {"n": n, "of": len(listed), "latest": listed[-1].report.id}


def news(
    connection: Any, writer: str, reports: Iterable[str], families: Mapping[str, tuple[Version, ...]]
) -> dict[str, VersionNews]:
    """Those of some reports that came in when another version was known already, with what was changed.

    Of versions that came in with one entry of the log, the first of the order was known first.
    """
    found: dict[str, VersionNews] = {}
    several = {id: families[id] for id in reports if id in families}
    members = {version.report.id for listed in several.values() for version in listed}
    came = held_versions.came(connection, writer, members)
    for id, listed in several.items():
        place = mark(id, listed)
        known = [version for version in listed if _came(version, came) < (came.get(id, 0), place["n"])]
        if not known:
            continue
        # The nearest of those that were known: the last before it, else the first after it.
        against = max((v for v in known if v.n < place["n"]), default=known[0], key=lambda version: version.n)
        older, newer = sorted((against, listed[place["n"] - 1]), key=lambda version: version.n)
        found[id] = {
            "mark": place,
            "against": against.report.id,
            "older": against is newer,
            "changes": _short(_compared(connection, older, newer)),
        }
    return found


def _came(version: Version, came: dict[str, int]) -> tuple[int, int]:
    return came.get(version.report.id, 0), version.n


def _items(ledger: Ledger, given: str) -> Iterator[VersionItem]:
    with ledger.reading() as connection:
        listed = held_versions.named(connection, given)
    for start in range(0, len(listed), _PAGE):
        with ledger.reading() as connection:
            made = [_item(connection, listed, version) for version in listed[start : start + _PAGE]]
        yield from made


def _item(connection: Any, listed: tuple[Version, ...], version: Version) -> VersionItem:
    before = listed[version.n - 2] if version.n > 1 else None
    changes = None if before is None else _compared(connection, before, version)
    return {**version_ref(version), "changes": changes}


def version_ref(version: Version) -> VersionRef:
    """A version without what was changed."""
    report = version.report
    return {
        "n": version.n,
        "of": version.of,
        "in_force": version.n == version.of,
        "id": report.id,
        "path": report.path,
        "address": report.address,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "retrieved": version.retrieved,
        "order": version.order,
        "reasons": [reason_row(reason) for reason in version.why],
    }


def _compared(connection: Any, before: Version, after: Version) -> VersionChanges:
    sure = after.n != before.n + 1 or after.order != "unknown"
    return compared(_side(connection, before), _side(connection, after), sure=sure)


def _side(connection: Any, version: Version) -> Side:
    text = evidence.text(connection, version.report.id)
    said = derived.said(connection, version.report, text=text)
    return Side(report=version.report, text=text, read=None if said is None else said[1])


def _short(changes: VersionChanges) -> ChangesRow:
    return {
        "text_changed": changes["text_changed"],
        "silent": changes["silent"],
        "reasons": changes["reasons"],
        "fields": changes["fields"],
        "numbers": changes["numbers"],
        "read": changes["read"],
        "kept": changes["kept"],
        "of": changes["of"],
    }
