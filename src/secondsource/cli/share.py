"""Commands that share a ledger, keep it safe, and look it over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Group, Parameter

from secondsource.cli.options import FLAG, SEVERAL, Told, Where, path
from secondsource.errors import UsageError

if TYPE_CHECKING:
    from secondsource.cli.output import Output

_WHERE, _TOLD = Where(), Told()
_WHAT = Group("What is written", sort_key=1)
# What records of an export are called, where that is not their kind.
_NOUNS = {"log": "log entry"}
Table = Literal["reports", "statements", "numbers", "times", "places"]
_COMMANDS = Group("Share, and keep safe", sort_key=5)


def export(
    *,
    output: Annotated[str | None, Parameter(name=["--output", "-o"], group=_WHAT)] = None,
    story: Annotated[str | None, Parameter(group=_WHAT)] = None,
    captures: Annotated[str | None, Parameter(group=_WHAT)] = None,
    history: Annotated[bool, Parameter(**FLAG, group=_WHAT)] = False,
    table: Annotated[tuple[Table, ...], Parameter(group=_WHAT, **SEVERAL)] = (),
    format: Annotated[Literal["jsonl", "csv", "xlsx"] | None, Parameter(group=_WHAT)] = None,
    bom: Annotated[bool, Parameter(**FLAG, group=_WHAT)] = False,
    where: Where = _WHERE,
) -> int:
    """Write the whole ledger, or a story, as lines of JSON that `import` takes back; or tables of it.

    The same reports and decisions give the same bytes, on any machine and in whatever order they came.

    Parameters
    ----------
    output
        Write to this file instead of standard output; it appears whole or not at all.
    story
        Only the reports of this story, with what was decided on them.
    captures
        Write into this folder also the bytes as they were received, a file each.
    history
        Write also where and when each report was received, and the log.
    table
        A table instead: reports, statements, numbers, times or places. Several make the sheets of one xlsx
        file.
    format
        jsonl, or of tables csv or xlsx. Without it, what the name given with -o ends in; a table is csv else.
    bom
        In csv: begin with a byte-order mark, which some spreadsheets need.
    """
    from secondsource.cli.progress import Steps
    from secondsource.cli.words import tell

    target = None if output is None or path(output) == "-" else output
    suffix = (target or "").rpartition(".")[2].lower()
    kind = format or (suffix if suffix in ("csv", "xlsx") else "csv" if table else "jsonl")
    if kind != "jsonl":
        if captures is not None or history:
            raise UsageError("export: --captures and --history go with jsonl, and not with tables")
        return _tables(where, target, table, kind, story, bom=bom)
    if table or bom:
        raise UsageError("export: --table and --bom go with --format csv or xlsx")
    with where.open() as desk:
        steps = Steps(quiet=where.quiet, words="Exporting")
        with steps.shown():
            sent: Any = target if target is not None else _stream()
            done = desk.export(sent, story=story, captures=captures, history=history, on_progress=steps.step)
    for fault in done.faults:
        tell(f"left out: {fault.where}: {fault.message}")
    if not where.quiet:
        tell(f"{_counted(done.counts)}; {done.digest}")
    return 1 if done.faults else 0


def _tables(
    where: Where, target: str | None, names: Sequence[str], kind: Any, story: str | None, *, bom: bool
) -> int:
    from secondsource.cli.words import tell

    if bom and kind != "csv":
        raise UsageError("export: --bom goes with --format csv only")
    with where.open() as desk:
        to: Any = target if target is not None else _stream()
        if kind == "xlsx" and target is None:
            raise UsageError("export: xlsx goes to a file; give -o NAME.xlsx")
        lines = desk.tables(to, names, format=kind, story=story, bom=bom)
    if not where.quiet:
        tell(_counted(lines))
    return 0


def import_(
    *files: str,
    captures: str | None = None,
    by: str | None = None,
    where: Where = _WHERE,
) -> int:
    """Take exports into the ledger: reports, readings and decisions. What is here already stays as it is.

    Killed half-way, import the same files again: nothing is lost and nothing comes twice.

    Parameters
    ----------
    files
        Files that `export` wrote.
    captures
        The folder that `export --captures` wrote.
    by
        Who imports them, for the history. Without it, SECONDSOURCE_AUTHOR, else the name of your login.
    """
    from secondsource.cli.progress import Steps
    from secondsource.cli.words import tell

    if not files:
        raise UsageError("import: nothing to import; give files that `export` wrote")
    with where.open(create=True) as desk:
        steps = Steps(quiet=where.quiet, words="Importing")
        with steps.shown():
            done = desk.import_(files, captures=captures, by=by, on_progress=steps.step)
    for refused in done.refused:
        tell(f"{refused.path}, line {refused.line}: {refused.message}")
    if not where.quiet:
        tell(f"new: {_counted(done.new)}; known already: {_counted(done.known)}")
        if done.removed:
            tell(f"{_size(done.removed)} of the reports were removed here, and stay so")
        if done.absent:
            tell(f"{_size(done.absent)} captures came without their bytes; --captures FOLDER brings them")
    return 1 if done.refused else 0


def share(
    format: Annotated[Literal["warc", "wacz"], Parameter(name="FORMAT")],
    /,
    *,
    output: Annotated[str, Parameter(name=["--output", "-o"], group=_WHAT)],
    story: Annotated[str | None, Parameter(group=_WHAT)] = None,
    where: Where = _WHERE,
) -> int:
    """Write what was received, as it was received, as a web archive that other tools read and verify.

    The same ledger gives the same bytes. `add` of the archive gives the same reports again.

    Parameters
    ----------
    format
        warc (WARC/1.1), or wacz, which packs it with an index and digests of all its parts.
    output
        The file to write, such as story.warc.gz or story.wacz. A name in .warc is not packed.
    story
        Only what the reports of this story were read from.
    """
    from secondsource.cli.progress import Steps
    from secondsource.cli.words import tell

    with where.open() as desk:
        steps = Steps(quiet=where.quiet, words="Writing")
        with steps.shown():
            done = desk.archive(path(output), format=format, story=story, on_progress=steps.step)
    for id in done.left_out:
        tell(f"left out: {id}: its bytes are not here, or were changed; `verify` tells more")
    if not where.quiet:
        tell(f"{output}: {_counted({'record': done.records})}")
    return 1 if done.left_out else 0


def backup(output: Annotated[str, Parameter(name=["--output", "-o"])], *, where: Where = _WHERE) -> int:
    """Write all of the ledger into one file, from which `restore` makes the same ledger again.

    Note the head of the log that it prints: `verify --head` finds out whether the log's end was cut off.

    Parameters
    ----------
    output
        The file to write, such as story.tar.zst.
    """
    from secondsource.cli.progress import Steps

    with where.open() as desk:
        steps = Steps(quiet=where.quiet, words="Backing up")
        with steps.shown():
            done = desk.backup(output, on_progress=steps.step)
    _told(done, quiet=where.quiet)
    return 1 if done.faults else 0


def restore(file: str, /, *, where: Where = _WHERE) -> int:
    """Make a ledger from a backup, where there is none yet: --ledger says where.

    Parameters
    ----------
    file
        The file that `backup` wrote.
    """
    from secondsource.cli.progress import Steps
    from secondsource.desk import Desk

    steps = Steps(quiet=where.quiet, words="Restoring")
    with steps.shown():
        done = Desk.restore(file, where.ledger, on_progress=steps.step)
    _told(done, quiet=where.quiet)
    return 0


def doctor(
    *,
    rebuild: Annotated[bool, Parameter(**FLAG)] = False,
    written: Told = _TOLD,
    where: Where = _WHERE,
) -> int:
    """Look the ledger over: is it sound, and is anything left undone? Exit 1 with a list when it is not.

    Parameters
    ----------
    rebuild
        First make all that is derived anew, from the evidence alone.
    """
    from dataclasses import asdict

    from secondsource.cli.listing import write_one
    from secondsource.cli.progress import Steps
    from secondsource.render import health

    with where.open() as desk:
        steps = Steps(quiet=where.quiet, words="Looking")
        with steps.shown():
            found = desk.doctor(rebuild=rebuild, on_progress=steps.step)
    row = asdict(found) | {"sound": found.sound}
    write_one(row, written.format, None, lambda console: health.health(console, row))
    return 0 if found.sound else 1


def verify(
    *,
    head: Annotated[tuple[str, ...], Parameter(**SEVERAL)] = (),
    written: Told = _TOLD,
    where: Where = _WHERE,
) -> int:
    """Hash everything again, and go along the log: has anything been changed or lost? Exit 1 when it has.

    Parameters
    ----------
    head
        A hash that was noted at a backup, and must be found in the log.
    """
    from dataclasses import asdict

    from secondsource.cli.listing import write_one
    from secondsource.cli.progress import Steps
    from secondsource.render import health

    with where.open() as desk:
        steps = Steps(quiet=where.quiet, words="Verifying")
        with steps.shown():
            found = desk.verify(heads=head, on_progress=steps.step)
    row = asdict(found)
    write_one(row, written.format, None, lambda console: health.verified(console, row))
    return 1 if found.faults else 0


def register(app: App) -> None:
    """Add the commands of this module."""
    app.command(export, group=_COMMANDS, usage="Usage: secondsource export [OPTIONS]")
    app.command(import_, name="import", group=_COMMANDS, usage="Usage: secondsource import FILE... [OPTIONS]")
    app.command(share, group=_COMMANDS, usage="Usage: secondsource share FORMAT -o FILE [OPTIONS]")
    app.command(backup, group=_COMMANDS, usage="Usage: secondsource backup -o FILE [OPTIONS]")
    app.command(restore, group=_COMMANDS, usage="Usage: secondsource restore FILE [OPTIONS]")
    app.command(doctor, group=_COMMANDS, usage="Usage: secondsource doctor [OPTIONS]")
    app.command(verify, group=_COMMANDS, usage="Usage: secondsource verify [OPTIONS]")


class _Stream:
    """Standard output as a file to write to."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, body: bytes) -> int:
        self._output.write(body)
        return len(body)


def _stream() -> _Stream:
    from secondsource.cli.output import opened

    return _Stream(opened(None))


def _told(done: Any, *, quiet: bool) -> None:
    from secondsource.cli.words import tell

    if not quiet:
        tell(f"{done.path}: {_counted(done.counts)}; {done.digest}")
        for writer, head in done.heads.items():
            tell(f"head of the log {writer[:12]}: {head}")
        for fault in done.faults:
            tell(f"left out: {fault.where}: {fault.message}")


def _counted(counts: dict[str, int]) -> str:
    told = []
    for kind, count in counts.items():
        one = _NOUNS.get(kind, kind.removesuffix("s"))
        many = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
        told += [f"{count:,} {one if count == 1 else many}"] if count else []
    return ", ".join(told) or "nothing"


def _size(found: Any) -> int:
    return found if isinstance(found, int) else len(found)
