"""Commands that ask the ledger: lists, searches, single things, and what happened."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import App, Group, Parameter

from secondsource.cli.asking import asked, entitle, listed
from secondsource.cli.options import FLAG, HOW, SEVERAL, WHICH, Much, Narrow, Of, Then, Told, Where, Written
from secondsource.errors import UsageError

_WHERE, _THEN, _OF, _MUCH, _NARROW = Where(), Then(), Of(), Much(), Narrow()
_WRITTEN, _TOLD = Written(), Told()
What = Literal["claim", "report", "version", "reading", "decision"]
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
        given = asked(narrow, of, then) | {"all_versions": all_versions}
        return listed(desk, "reports", desk.reports, written, much, where, none="no reports", **given)


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
    given = asked(narrow, of, then)
    with where.open() as desk:
        if counts:
            from secondsource.cli.listing import kind_of, write_one
            from secondsource.render import listing

            if reports:
                raise UsageError("search: --counts counts statements; leave --reports out")
            kind = kind_of(written)
            if kind == "csv":
                raise UsageError("search: --counts goes with --format text, json or jsonl")
            found = desk.counts(words, **given)
            write_one(found, kind, written.output, lambda console: listing.counts(console, found))
            return 0
        ask, name = (desk.search_reports, "search-reports") if reports else (desk.search, "search")
        if not words and not narrow.filters() and of.story is None:
            raise UsageError("search: nothing to look for; give words or a filter, such as --source NAME")
        hints = lambda: desk.hints(words, **narrow.filters(of))  # noqa: E731
        return listed(
            desk, name, ask, written, much, where, words, none="nothing found", hints=hints, **given
        )


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
        return listed(
            desk, "sources", desk.sources, written, much, where, none="no sources", **asked(narrow, of, then)
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
        return listed(
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
    """List statements in the order of the times that they speak of, with the claims that they make.

    Parameters
    ----------
    query
        Words that must stand in the statement.
    """
    with where.open() as desk:
        words = " ".join(query)
        given = asked(narrow, of, then)
        return listed(desk, "timeline", desk.timeline, written, much, where, words, none="no times", **given)


def changes(
    *,
    since: Annotated[str, Parameter(group=WHICH)] = "last",
    only: Annotated[tuple[What, ...], Parameter(group=WHICH, **SEVERAL)] = (),
    look: Annotated[bool, Parameter(**FLAG, group=WHICH)] = False,
    by: Annotated[str | None, Parameter(group=WHICH)] = None,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """List what is new since you last looked, or since a moment: claims that stand otherwise, and what came.

    Claims that were withdrawn, corrected, disputed, revised or confirmed come first, then reports, readings
    and decisions as they came, then claims that are merely new.

    Parameters
    ----------
    since
        A moment of the ledger (2024-10-18T14:05, UTC where no zone is given), or the name of a bookmark.
    only
        Only these: claim, report, version, reading or decision.
    look
        Then set the bookmark, so that the next call begins here.
    by
        Whose bookmark. Without it, SECONDSOURCE_AUTHOR, else the name of your login.
    """
    from secondsource.cli.words import tell

    with where.open() as desk:
        done = listed(
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
            only=only,
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
        return listed(
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
            entitle(desk, row)
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


def _is_moment(given: str) -> bool:
    return given[:1].isdigit()
