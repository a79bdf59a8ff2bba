"""The captures of a ledger as a web archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from secondsource.desk.opened import Progress
from secondsource.ledger import Ledger, extents, transfer
from secondsource.ledger.evidence import Acquisition
from secondsource.ledger.holdings import Holding, holdings, last_entry
from secondsource.ledger.kept import Kept

if TYPE_CHECKING:
    from secondsource.sharing.warc import Held

# Kinds of which one capture makes one report: what is known of that goes along. Others are read again.
_ONE_REPORT = frozenset({"text/plain", "text/html", "application/pdf"})
_FIELDS = ("title", "publisher", "byline", "dateline", "published", "language", "record")
_BEGINNING = "1970-01-01T00:00:00Z"


@dataclass(slots=True)
class Archived:
    """What was written. left_out: ids of captures whose bytes are not here, or no longer fit them."""

    records: int = 0
    left_out: list[str] = field(default_factory=list)


def archive(
    ledger: Ledger,
    to: str | os.PathLike[str] | BinaryIO,
    *,
    format: Literal["warc", "wacz"],
    story: str | None = None,
    packed: bool = True,
    on_progress: Progress | None = None,
) -> Archived:
    """Write the captures of a ledger, or of a story, as WARC/1.1 or WACZ; a file whole or not at all."""
    path = Path(to) if isinstance(to, str | os.PathLike) else None
    if path is not None:
        packed = packed and path.suffix.lower() != ".warc"
        with transfer.written_whole(path) as file:
            return _written(ledger, file, format, story, packed, on_progress)
    return _written(ledger, to, format, story, packed, on_progress)  # type: ignore[arg-type]


def _written(
    ledger: Ledger, to: BinaryIO, format: str, story: str | None, packed: bool, tell: Progress | None
) -> Archived:
    from secondsource.sharing import wacz, warc

    done = Archived()

    def count(_: Any) -> None:
        done.records += 1
        if tell is not None:
            tell("record", done.records)

    with ledger.reading() as connection:
        part = extents.extent(connection, story)
        made = _second(last_entry(connection))
        held = _held(holdings(connection, part), done)
        if format == "wacz":
            wacz.write_wacz(held, to, made=made, on_entry=count)
        else:
            for entry in warc.write_warc(held, to, made=made, packed=packed):
                count(entry)
    return done


def _held(found: Iterator[Holding | str], done: Archived) -> Iterator[Held]:
    for holding in found:
        if isinstance(holding, str):
            done.left_out.append(holding)
        else:
            yield from _forms(holding)


def _forms(holding: Holding) -> Iterator[Held]:
    """One record for each report of a page or text, one alone for what holds many reports."""
    from secondsource.sharing.warc import Held

    entered = _second(holding.entered)
    if holding.capture.media in _ONE_REPORT:
        for report, noted in holding.reports:
            best = _best(noted)
            yield Held(
                capture=holding.capture,
                entered=entered,
                address=report.address,
                fetched=best.fetched,
                headers=best.headers,
                fields=_fields(report),
            )
        return
    best = _best([one for _, noted in holding.reports for one in noted])
    addresses = {one.address for _, noted in holding.reports for one in noted}
    yield Held(
        capture=holding.capture,
        entered=entered,
        address=best.address if len(addresses) == 1 else None,
        fetched=best.fetched,
        headers=best.headers,
    )


def _best(noted: tuple[Acquisition, ...] | list[Acquisition]) -> Acquisition:
    """The first time that something was fetched with its headers, else the first time at all."""
    order = sorted(noted, key=lambda one: (not one.headers, one.fetched is None, one.fetched or "", one.path))
    return order[0] if order else Acquisition(path="-")


def _fields(report: Kept) -> dict[str, str | None]:
    return {name: getattr(report, name) for name in _FIELDS}


def _second(stamp: str) -> str:
    """A moment of the ledger, to the second."""
    return f"{stamp[:19]}Z" if stamp else _BEGINNING
