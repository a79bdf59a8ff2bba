"""Watching: the command that goes on looking, one line a change."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Group, Parameter

from secondsource.cli.keep import COMMANDS
from secondsource.cli.options import FLAG, Where
from secondsource.errors import UsageError

if TYPE_CHECKING:
    from secondsource.desk.changes import Change

_WHERE = Where()
_WHAT = Group("What is watched", sort_key=1)
_HOW = Group("How it is shown", sort_key=2)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def watch(
    *sources: Annotated[str, Parameter(group=_WHAT)],
    every: Annotated[str, Parameter(group=_WHAT)] = "15m",
    once: Annotated[bool, Parameter(**FLAG, group=_WHAT)] = False,
    follow: Annotated[bool, Parameter(**FLAG, group=_WHAT)] = False,
    story: Annotated[str | None, Parameter(group=_WHAT)] = None,
    language: Annotated[Literal["en", "any"], Parameter(group=_WHAT)] = "en",
    allow_private: Annotated[bool, Parameter(**FLAG, group=_WHAT)] = False,
    by: Annotated[str | None, Parameter(group=_WHAT)] = None,
    verbose: Annotated[bool, Parameter(name=["--verbose", "-v"], **FLAG, group=_HOW)] = False,
    format: Annotated[Literal["text", "jsonl"], Parameter(group=_HOW)] = "text",
    where: Where = _WHERE,
) -> int:
    """Look at feeds, pages and folders again and again, and keep what is new: one line a change.

    Polite: hosts are asked whether anything changed, as robots.txt has it, and less often when they fail.
    Ctrl-C ends it; the next one goes on where it was.

    Parameters
    ----------
    sources
        Feeds and pages (http, https), folders, files.
    every
        How long lies between two looks at one source: 90s, 15m, 2h, 1d. At least a minute for addresses.
    once
        Look at each a single time, as for a timetable of your own.
    follow
        Fetch the pages that new items of feeds lead to, and keep them in the items' stead.
    story
        Put what is new into this story; it is begun where there is none of that name.
    language
        en takes English only and says so of other reports; any takes whatever comes.
    allow_private
        Fetch also addresses within private networks.
    by
        Who adds them, for the history. Without it, SECONDSOURCE_AUTHOR, else the name of your login.
    verbose
        A line also for each source in which nothing changed.
    format
        text (for people) or jsonl (an object a line).
    """
    seconds = _seconds(every)
    logging.getLogger().addHandler(logging.NullHandler())
    with where.open(create=bool(sources)) as desk:
        changes = desk.watch(
            sources,
            every=seconds,
            once=once,
            follow=follow,
            story=story,
            by=by,
            language=language,
            allow_private=allow_private,
        )
        return _tell(changes, verbose=verbose, lines=format == "jsonl")


def _tell(changes: Any, *, verbose: bool, lines: bool) -> int:
    """Print each change as it comes; the exit code."""
    from secondsource.cli.output import ClosedPipe, opened
    from secondsource.records import line

    output, failed = opened(None), False
    try:
        for change in changes:
            failed = failed or change.state in ("failed", "gone")
            if change.state != "unchanged" or verbose:
                told = line(change.row()) if lines else _in_words(change)
                output.write((told + "\n").encode("utf-8", "backslashreplace"))
    except KeyboardInterrupt:
        return 130
    except ClosedPipe:
        pass
    finally:
        changes.close()
    return 1 if failed else 0


def _in_words(change: Change) -> str:
    from secondsource.render.plain import one_line

    return one_line(str(change))


def _seconds(every: str) -> float:
    """`15m` in seconds. Raises UsageError for what is no length of time."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd]?)", every.strip().lower())
    if match is None:
        raise UsageError(f"watch: --every {every!r} is no length of time; write it like 90s, 15m, 2h or 1d")
    return float(match[1]) * _UNITS[match[2] or "s"]


def register(app: App) -> None:
    """Add the command of this module."""
    app.command(watch, group=COMMANDS, usage="Usage: secondsource watch FEED|FOLDER|ADDRESS... [OPTIONS]")
