"""Asking the desk for a list, and writing it: what the commands that list have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from secondsource.cli.options import Much, Narrow, Of, Then, Where, Written

if TYPE_CHECKING:
    from secondsource.desk import Desk, Pages


def asked(narrow: Narrow, of: Of, then: Then) -> dict[str, Any]:
    """The filters that were given, as the desk takes them, with the moment as of which to answer."""
    filters: dict[str, Any] = narrow.filters(of)
    return filters | {"known_at": then.known_at}


def listed(
    desk: Desk,
    name: str,
    ask: Any,
    written: Written,
    much: Much,
    where: Where,
    *words: Any,
    none: str,
    hints: Callable[[], list[str]] | None = None,
    **given: Any,
) -> int:
    """Ask, write what comes, and say so where nothing does."""
    from secondsource.cli import listing
    from secondsource.cli.words import tell

    limit = listing.limit_of(much.limit, listing.kind_of(written))
    if name != "history":
        given["limit"] = limit
    pages: Pages[Any] = ask(*words, **given)
    count = listing.write(pages, written, _named(desk, draw(name)), limit=much.limit, quiet=where.quiet)
    if not count and not where.quiet:
        for told in [none, *(hints() if hints else [])]:
            tell(told)
    return 0


def _named(desk: Desk, draw: Any) -> Any:
    """Draws rows whose reports have no title under the first words of their texts."""
    known: dict[str, str] = {}

    def entitled(row: Any) -> Any:
        report = _report_of(row)
        if not report or report["title"]:
            return row
        if report["id"] not in known:
            known.clear()  # lists go report by report: the last one is all that is asked for again
            known[report["id"]] = desk.opening(report["id"])
        report["title"] = known[report["id"]] or None
        return row

    return lambda console, row, before: draw(console, entitled(row), before)


def entitle(desk: Desk, row: Any) -> None:
    """Give all reports of what is shown that have no title the first words of their texts."""
    items = [
        row,
        row.get("item"),
        *row.get("statements", ()),
        *row.get("mentioned", ()),
        *row.get("reports", ()),
    ]
    for report in filter(None, (_report_of(item) for item in items if item)):
        report["title"] = report["title"] or desk.opening(report["id"]) or None


def _report_of(row: Any) -> Any:
    """The report that a row of a list names, or None."""
    held = row["statement"] if "statement" in row and "report" in row["statement"] else row
    return held if "title" in held else held.get("report")


def draw(name: str) -> Any:
    """What draws the rows of a list for people."""
    from secondsource.render import claims, listing, turned

    return (listing.DRAW | claims.DRAW | turned.DRAW)[name]
