"""Commands that keep: adding, stories, removing, reading again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Group, Parameter

from secondsource.cli.options import FLAG, Narrow, Of, Said, Told, Where, path
from secondsource.errors import UsageError

if TYPE_CHECKING:
    from secondsource.desk import Desk, Outcome

_WHERE, _SAID, _TOLD, _NARROW, _OF = Where(), Said(), Told(), Narrow(), Of()
_WHAT = Group("What is added", sort_key=1)

Action = Literal["new", "add", "drop", "close", "open", "list"]
COMMANDS = Group("Keep", sort_key=2)


def add(
    *inputs: Annotated[str, Parameter(group=_WHAT)],
    story: Annotated[str | None, Parameter(group=_WHAT)] = None,
    jobs: Annotated[int | None, Parameter(group=_WHAT)] = None,
    published: Annotated[str | None, Parameter(group=_WHAT)] = None,
    publisher: Annotated[str | None, Parameter(group=_WHAT)] = None,
    language: Annotated[Literal["en", "any"], Parameter(group=_WHAT)] = "en",
    allow_private: Annotated[bool, Parameter(**FLAG, group=_WHAT)] = False,
    follow: Annotated[bool, Parameter(**FLAG, group=_WHAT)] = False,
    by: Annotated[str | None, Parameter(group=_WHAT)] = None,
    written: Told = _TOLD,
    where: Where = _WHERE,
) -> int:
    """Keep reports in the ledger, as they came, and read them.

    What is kept already is known, and not read again. Stopped or killed, it loses nothing: the next `add`
    takes up what is left, also without an input.

    Parameters
    ----------
    inputs
        Files, folders, record files (.jsonl), addresses (http, https), or - for standard input.
    story
        Put them into this story; it is begun where there is none of that name.
    jobs
        How many processes read; without it as many as fill all cores.
    published
        When the reports were published, where they do not say it: 2024-10-18, or with a time.
    publisher
        Who published them, where they do not say it.
    language
        en takes English only and says so of other reports; any takes whatever comes.
    allow_private
        Fetch also addresses within private networks.
    follow
        Fetch the pages that items of feeds lead to, and keep them in the items' stead.
    by
        Who adds them, for the history. Without it, SECONDSOURCE_AUTHOR, else the name of your login.
    """
    given = [path(one) for one in inputs]
    _check(given, published, jobs)
    options: dict[str, Any] = {
        "story": story,
        "jobs": jobs,
        "by": by,
        "published": published,
        "publisher": publisher,
        "language": language,
        "allow_private": allow_private,
        "follow": follow,
    }
    # Logs are for programs that set them up: here a failure is told in one line, without its traceback.
    logging.getLogger().addHandler(logging.NullHandler())
    with where.open(create=bool(given)) as desk:
        return _add(desk, given, options, written, quiet=where.quiet)


def _check(given: list[str], published: str | None, jobs: int | None) -> None:
    """Raises UsageError for options that cannot be meant."""
    from secondsource.cli.read import is_time

    if given.count("-") > 1:
        raise UsageError("add: standard input (-) can be read once only")
    if published is not None and not is_time(published):
        raise UsageError(
            f"add: --published {published!r} is no ISO 8601 date or time; write it like 2024-10-18"
        )
    if jobs is not None and jobs < 1:
        raise UsageError(f"add: --jobs {jobs}: at least one process must read")


def _add(desk: Desk, given: list[str], options: dict[str, Any], written: Told, *, quiet: bool) -> int:
    from secondsource.cli.output import ClosedPipe, opened
    from secondsource.cli.progress import Progress
    from secondsource.cli.words import tell
    from secondsource.desk import Summary
    from secondsource.records import line

    output, summary, rows = opened(None), Summary(), 0
    # In text nothing goes to standard output, so that the line that moves can be seen.
    progress = Progress(quiet=quiet, data_on_terminal=written.format != "text" and output.terminal)

    def take(outcome: Outcome) -> None:
        nonlocal rows
        summary.count(outcome)
        failed = outcome.state == "failed"
        progress.count(outcome.path, failed=failed)
        if failed:
            tell(str(outcome))
        if written.format != "text":
            begin = "" if written.format == "jsonl" else ",\n" if rows else "[\n"
            output.write((begin + line(outcome.row()) + ("\n" if written.format == "jsonl" else "")).encode())
            rows += 1

    stopped = 0
    try:
        with progress.shown():
            desk.add(given, on_outcome=take, **options)
    except KeyboardInterrupt:
        stopped = 130
    except ClosedPipe:
        return 1 if summary.failures else 0
    if written.format == "json":
        output.write(b"\n]\n" if rows else b"[]\n")
    if stopped:
        tell(f"stopped: {summary}; `secondsource add` takes up the rest of what was received")
    elif not quiet:
        tell(str(summary))
    return stopped or (1 if summary.failures else 0)


def story(
    action: Action,
    name: str | None = None,
    /,
    *reports: str,
    query: Annotated[str | None, Parameter(show_default=False)] = None,
    narrow: Narrow = _NARROW,
    said: Said = _SAID,
    written: Told = _TOLD,
    where: Where = _WHERE,
) -> int:
    """Begin, fill and close stories: the reports of one developing subject.

    A story filters what is listed; it never changes what a report says.

    Parameters
    ----------
    action
        new begins a story; add puts reports into it, those named or those that --query and the filters find
        now; drop takes them out again; close lets it take no more, open opens it again; list shows them all.
    name
        The story: its name, its id or six digits or more of that.
    reports
        Reports by id, six digits or more of it, or path.
    query
        Words that the reports hold in title or text.
    """
    with where.open(create=action == "new") as desk:
        if action == "list":
            return _stories(desk, written)
        if name is None:
            raise UsageError(f"story {action}: which story? give its name")
        filters = narrow.filters()
        asked = query is not None or bool(filters)
        if asked and action != "add":
            raise UsageError(f"story {action}: --query and the filters go with `story add` only")
        if reports and action not in ("add", "drop"):
            raise UsageError(f"story {action}: it takes a name alone; put reports into it with `story add`")
        if action in ("add", "drop") and not reports and not asked:
            raise UsageError(f"story {action}: which reports? give their ids or paths")
        made: list[Any] = []
        if action == "add":
            made += [desk.story_add(name, reports, why=said.why, by=said.by)] if reports else []
            made += [desk.story_fill(name, query or "", why=said.why, by=said.by, **filters)] if asked else []
        elif action == "drop":
            made = [desk.story_drop(name, reports, why=said.why, by=said.by)]
        else:
            act = {"new": desk.story_new, "close": desk.story_close, "open": desk.story_open}[action]
            made = [act(name, why=said.why, by=said.by)]
        from secondsource.cli.decide import told
        from secondsource.cli.words import tell

        if not any(made) and not where.quiet:
            tell(f"all of them are in the story {name!r} already")
        return told([row for row in made if row], written)


def _stories(desk: Desk, written: Told) -> int:
    from secondsource.cli.listing import write_one
    from secondsource.cli.words import tell
    from secondsource.render import listing

    rows = desk.stories()
    if written.format == "json":
        write_one(rows, "json", None, lambda console: listing.stories(console, rows))
    elif written.format == "text":
        if not rows:
            tell("no stories; begin one with `story new NAME`, or with `add --story NAME`")
        write_one(rows, "text", None, lambda console: listing.stories(console, rows))
    else:
        for row in rows:
            write_one(row, "jsonl", None, lambda console: listing.stories(console, rows))
    return 0


def remove(report: str, /, *, said: Said = _SAID, written: Told = _TOLD, where: Where = _WHERE) -> int:
    """Remove a report: its text, readings and bytes go for good. That it was here, and who removed it, stays.

    Adding it again does not bring it back, unless the removal is undone. A reason (--why) is required.

    Parameters
    ----------
    report
        Its id, six digits or more of it, or its path.
    """
    from secondsource.cli.decide import told

    if said.why is None or not said.why.strip():
        raise UsageError("remove: a removal needs a reason; give --why TEXT")
    with where.open() as desk:
        return told([desk.remove(report, why=said.why, by=said.by)], written)


def reread(*reports: str, written: Told = _TOLD, where: Where = _WHERE) -> int:
    """Read reports again with this version's reader, where it has not read them. Decisions keep their place.

    A decision that finds its place no more is told, with what looks like it, and moved nowhere.

    Parameters
    ----------
    reports
        Reports by id, six digits or more of it, or path; without any, all.
    """
    from dataclasses import asdict
    from functools import partial

    from secondsource.cli.listing import write_one
    from secondsource.cli.progress import Progress
    from secondsource.cli.words import tell
    from secondsource.render import listing

    with where.open() as desk:
        progress = Progress(quiet=where.quiet, data_on_terminal=False)

        def take(done: Any) -> None:
            progress.count(done.path, failed=done.error is not None)
            if done.error is not None:
                tell(f"{done.path}: {done.error}")
            if written.format != "text":
                write_one(asdict(done), "jsonl", None, lambda console: listing.placement(console, done))

        with progress.shown():
            summary = desk.reread(list(reports) or None, on_outcome=take)
        if written.format == "text":
            for row in summary.orphans:
                write_one(row, "text", None, partial(listing.placement, row=row))
        if not where.quiet:
            tell(str(summary))
    return 1 if summary.failures else 0


def relink(*, written: Told = _TOLD, where: Where = _WHERE) -> int:
    """Make all claims from nothing, beside those that stand, compare the two, and put the new in their place.

    Nothing should ever differ: what does is told, and the exit code is 1.
    """
    from secondsource.cli.listing import write_one
    from secondsource.cli.progress import Steps
    from secondsource.cli.words import tell
    from secondsource.render.listing import relinked

    with where.open() as desk:
        steps = Steps(quiet=where.quiet, words="Linking")
        with steps.shown():
            done, differences = desk.relink(told=steps.step)
    row = {
        "reports": done.reports,
        "claims": done.claims,
        "pairs": done.pairs,
        "waiting": done.waiting,
        "differences": differences,
    }
    write_one(row, written.format, None, lambda console: relinked(console, row))
    if differences and not where.quiet:
        tell("what stood was not what its reports and decisions give; it is now")
    return 1 if differences else 0


def register(app: App) -> None:
    """Add the commands of this module."""
    app.command(add, group=COMMANDS, usage="Usage: secondsource add [INPUT...] [OPTIONS]")
    app.command(story, group=COMMANDS, usage="Usage: secondsource story ACTION [NAME] [REPORT...] [OPTIONS]")
    app.command(remove, group=COMMANDS, usage="Usage: secondsource remove REPORT --why TEXT [OPTIONS]")
    app.command(reread, group=COMMANDS, usage="Usage: secondsource reread [REPORT...] [OPTIONS]")
    app.command(relink, group=COMMANDS, usage="Usage: secondsource relink [OPTIONS]")
