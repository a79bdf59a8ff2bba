"""Commands that ask the ledger: lists, searches, single things, and what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Group, Parameter

from secondsource.cli.options import FLAG, HOW, WHICH, Much, Narrow, Of, Then, Told, Where, Written
from secondsource.errors import UsageError

if TYPE_CHECKING:
    from secondsource.desk import Desk, Pages

_WHERE, _THEN, _OF, _MUCH, _NARROW = Where(), Then(), Of(), Much(), Narrow()
_WRITTEN, _TOLD = Written(), Told()
COMMANDS = Group("Ask", sort_key=3)


def reports(
    *,
    all_versions: Annotated[bool, Parameter(**FLAG, group=WHICH)] = False,
    of: Of = _OF,
    narrow: Narrow = _NARROW,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """List the reports that are kept, the newest first.

    Parameters
    ----------
    all_versions
        Also the earlier versions of reports that were changed.
    """
    with where.open() as desk:
        asked = _asked(narrow, of, then) | {"all_versions": all_versions}
        return _list(desk, "reports", desk.reports, written, much, where, none="no reports", **asked)


def search(
    *query: str,
    counts: Annotated[bool, Parameter(**FLAG, group=HOW)] = False,
    reports: Annotated[bool, Parameter(**FLAG, group=HOW)] = False,
    of: Of = _OF,
    narrow: Narrow = _NARROW,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """Find statements by their words, and by who says what, where, when and how many.

    All words must stand in the statement; words within quotation marks stand one after the other.

    Parameters
    ----------
    query
        Words, and "phrases" in quotation marks (which your shell wants quoted: '"sent to"').
    counts
        Only how many there are, and of which sources, publishers, places, parties and months.
    reports
        Find reports, by the words of their title and text.
    """
    words = " ".join(query)
    asked = _asked(narrow, of, then)
    with where.open() as desk:
        if counts:
            from secondsource.cli.listing import kind_of, write_one
            from secondsource.render import listing

            if reports:
                raise UsageError("search: --counts counts statements; leave --reports out")
            kind = kind_of(written)
            if kind == "csv":
                raise UsageError("search: --counts goes with --format text, json or jsonl")
            found = desk.counts(words, **asked)
            write_one(found, kind, written.output, lambda console: listing.counts(console, found))
            return 0
        ask, name = (desk.search_reports, "search-reports") if reports else (desk.search, "search")
        if not words and not narrow.filters() and of.story is None:
            raise UsageError("search: nothing to look for; give words or a filter, such as --source NAME")
        hints = lambda: desk.hints(words, **narrow.filters(of))  # noqa: E731
        return _list(desk, name, ask, written, much, where, words, none="nothing found", hints=hints, **asked)


def sources(
    *,
    of: Of = _OF,
    narrow: Narrow = _NARROW,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """List who says something: how much, when, and how they know."""
    with where.open() as desk:
        return _list(
            desk, "sources", desk.sources, written, much, where, none="no sources", **_asked(narrow, of, then)
        )


def parties(
    like: str | None = None,
    /,
    *,
    of: Of = _OF,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """List the parties that reports speak of: people, organizations, units, places and more.

    Parameters
    ----------
    like
        Only those whose name holds these letters.
    """
    with where.open() as desk:
        return _list(
            desk,
            "parties",
            desk.parties,
            written,
            much,
            where,
            like,
            none="no parties",
            story=of.story,
            known_at=then.known_at,
        )


def timeline(
    *query: str,
    of: Of = _OF,
    narrow: Narrow = _NARROW,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """List statements in the order of the times that they speak of.

    Parameters
    ----------
    query
        Words that must stand in the statement.
    """
    with where.open() as desk:
        words = " ".join(query)
        asked = _asked(narrow, of, then)
        return _list(desk, "timeline", desk.timeline, written, much, where, words, none="no times", **asked)


def changes(
    *,
    since: Annotated[str, Parameter(group=WHICH)] = "last",
    look: Annotated[bool, Parameter(**FLAG, group=WHICH)] = False,
    by: Annotated[str | None, Parameter(group=WHICH)] = None,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """List what is new in the ledger since you last looked, or since a moment.

    Parameters
    ----------
    since
        A moment of the ledger (2024-10-18T14:05, UTC where no zone is given), or the name of a bookmark.
    look
        Then set the bookmark, so that the next call begins here.
    by
        Whose bookmark. Without it, SECONDSOURCE_AUTHOR, else the name of your login.
    """
    from secondsource.cli.words import tell

    with where.open() as desk:
        done = _list(
            desk,
            "changes",
            desk.changes,
            written,
            much,
            where,
            since,
            none="nothing new",
            user=by,
            known_at=then.known_at,
        )
        if look:
            moment = desk.look("last" if _is_moment(since) else since, user=by)
            if not where.quiet:
                tell(f"looked at {moment}; the next `changes` begins there")
        return done


def history(
    id: str | None = None,
    /,
    *,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """Show what happened in the ledger, or to one thing: who did what, when and why.

    Parameters
    ----------
    id
        A report, statement, point, story or decision: its id, six digits or more of it, a report's path, a
        story's name, or REPORT/p3 for a party (t0 a time, n2 a number).
    """
    from secondsource.cli.listing import kind_of

    if kind_of(written) == "csv":
        raise UsageError("history: it has no csv; take --format jsonl")
    with where.open() as desk:
        return _list(
            desk,
            "history",
            lambda **given: desk.history(id, known_at=given["known_at"]),
            written,
            much,
            where,
            none="nothing happened yet",
            known_at=then.known_at,
        )


def show(
    id: str,
    /,
    *,
    own: Annotated[bool, Parameter(**FLAG, group=HOW)] = False,
    points: Annotated[bool, Parameter(**FLAG, group=HOW)] = False,
    then: Then = _THEN,
    written: Told = _TOLD,
    where: Where = _WHERE,
) -> int:
    """Show one thing with all that is known of it: a report, statement, party, reading, decision or capture.

    Parameters
    ----------
    id
        Its id, six digits or more of it, the path of a report (#RECORD, or its address), or a party's name.
    own
        Text, of a report: also what the writer asserts alone.
    points
        Text, of a report: also the single propositions of what is said.
    """
    from secondsource.cli.listing import write_one
    from secondsource.render import showing

    with where.open() as desk:
        row = desk.show(id, known_at=then.known_at)
        if written.format == "text":
            _entitle(desk, row)
        write_one(
            row,
            written.format,
            None,
            lambda console: showing.show(console, row, own=own, points=points),
        )
    return 0


def register(app: App) -> None:
    """Add the commands of this module."""
    app.command(reports, group=COMMANDS, usage="Usage: secondsource reports [OPTIONS]")
    app.command(search, group=COMMANDS, usage="Usage: secondsource search QUERY... [OPTIONS]")
    app.command(show, group=COMMANDS, usage="Usage: secondsource show ID [OPTIONS]")
    app.command(sources, group=COMMANDS, usage="Usage: secondsource sources [OPTIONS]")
    app.command(parties, group=COMMANDS, usage="Usage: secondsource parties [LIKE] [OPTIONS]")
    app.command(timeline, group=COMMANDS, usage="Usage: secondsource timeline [QUERY...] [OPTIONS]")
    app.command(changes, group=COMMANDS, usage="Usage: secondsource changes [OPTIONS]")
    app.command(history, group=COMMANDS, usage="Usage: secondsource history [ID] [OPTIONS]")


def _asked(narrow: Narrow, of: Of, then: Then) -> dict[str, Any]:
    filters: dict[str, Any] = narrow.filters(of)
    return filters | {"known_at": then.known_at}


def _list(
    desk: Desk,
    name: str,
    ask: Any,
    written: Written,
    much: Much,
    where: Where,
    *words: Any,
    none: str,
    hints: Callable[[], list[str]] | None = None,
    **asked: Any,
) -> int:
    """Ask, write what comes, and say so where nothing does."""
    from secondsource.cli import listing
    from secondsource.cli.words import tell
    from secondsource.render.listing import DRAW

    limit = listing.limit_of(much.limit, listing.kind_of(written))
    if name != "history":
        asked["limit"] = limit
    pages: Pages[Any] = ask(*words, **asked)
    count = listing.write(pages, written, _named(desk, DRAW[name]), limit=much.limit, quiet=where.quiet)
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


def _entitle(desk: Desk, row: Any) -> None:
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


def _is_moment(given: str) -> bool:
    return given[:1].isdigit()
