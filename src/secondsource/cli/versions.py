"""The command that tells how a report was changed: its versions, and what became of what it says."""

from __future__ import annotations

from cyclopts import App

from secondsource.cli.ask import COMMANDS
from secondsource.cli.options import Much, Then, Where, Written

_WHERE, _THEN, _MUCH, _WRITTEN = Where(), Then(), Much(), Written()


def versions(
    id: str,
    /,
    *,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """Show the versions of a report, the oldest first, and what was changed from each to the next.

    Parameters
    ----------
    id
        The report, or something it says: its id, six digits or more of it, its path, or its address in any
        form.
    """
    from secondsource.cli import listing
    from secondsource.cli.words import tell
    from secondsource.render import versions as render

    limit = listing.limit_of(much.limit, listing.kind_of(written))
    with where.open() as desk:
        pages = desk.versions(id, known_at=then.known_at, limit=limit)
        count = listing.write(pages, written, render.version, limit=much.limit, quiet=where.quiet)
    if count == 1 and much.limit != 1 and not where.quiet:
        tell("no other version is known")
    return 0


def register(app: App) -> None:
    """Add the command of this module."""
    app.command(versions, group=COMMANDS, usage="Usage: secondsource versions ID [OPTIONS]")
