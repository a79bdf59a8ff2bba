"""Commands that decide: what people say of what was read, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Group, Parameter

from secondsource.cli.options import Said, Told, Where
from secondsource.errors import UsageError

if TYPE_CHECKING:
    from secondsource.records.decisions import DecisionRow
    from secondsource.records.families import FamilyRow

_WHERE, _SAID, _TOLD = Where(), Said(), Told()
_WHAT = Group("What is marked", sort_key=1)
_COMMANDS = Group("Decide", sort_key=4)


def accept(id: str, /, *, said: Said = _SAID, written: Told = _TOLD, where: Where = _WHERE) -> int:
    """Accept what was read, as it was read: a statement, a point, a party, a time or a number.

    Parameters
    ----------
    id
        Its id, or six digits or more of it; REPORT/p3 for a party, /t0 for a time, /n2 for a number.
    """
    with where.open() as desk:
        return _tell([desk.accept(id, why=said.why, by=said.by)], written)


def reject(id: str, /, *, said: Said = _SAID, written: Told = _TOLD, where: Where = _WHERE) -> int:
    """Reject what was read: from then on it stands in no list and no count. The reading itself stays.

    Parameters
    ----------
    id
        Its id, or six digits or more of it; REPORT/p3 for a party, /t0 for a time, /n2 for a number.
    """
    with where.open() as desk:
        return _tell([desk.reject(id, why=said.why, by=said.by)], written)


def correct(
    id: str, /, *changes: str, said: Said = _SAID, written: Told = _TOLD, where: Where = _WHERE
) -> int:
    """Correct fields of what was read; the reading itself stays.

    Parameters
    ----------
    id
        Its id, or six digits or more of it; REPORT/p3 for a party, /t0 for a time, /n2 for a number.
    changes
        FIELD=VALUE, such as source="Cosmo Vey" or polarity=denied; lists as "a; b", none empties. A wrong
        FIELD is answered with those there are.
    """
    wanted = _fields("correct", changes)
    if not wanted:
        raise UsageError("correct: nothing to correct; give FIELD=VALUE, such as polarity=denied")
    with where.open() as desk:
        return _tell(desk.correct(id, wanted, why=said.why, by=said.by), written)


def mark(
    report: str,
    /,
    *changes: str,
    quote: Annotated[str, Parameter(group=_WHAT)],
    role: Annotated[
        Literal["statement", "point", "party", "time", "number"], Parameter(group=_WHAT)
    ] = "statement",
    before: Annotated[str, Parameter(group=_WHAT, show_default=False)] = "",
    after: Annotated[str, Parameter(group=_WHAT, show_default=False)] = "",
    source: Annotated[str | None, Parameter(group=_WHAT)] = None,
    cue: Annotated[str | None, Parameter(group=_WHAT)] = None,
    said: Said = _SAID,
    written: Told = _TOLD,
    where: Where = _WHERE,
) -> int:
    """Mark in a report what the machine missed, by its words.

    Parameters
    ----------
    report
        The report: its id, six digits or more of it, or its path.
    changes
        Further fields as FIELD=VALUE, as for `correct`.
    quote
        The very words, as they stand in the report.
    role
        What they are.
    before
        Words right before them, where they stand there several times.
    after
        Words right behind them.
    source
        Of a statement: who says it, in the report's words.
    cue
        Of a statement: the words that introduce it, such as "said".
    """
    wanted = _fields("mark", changes)
    with where.open() as desk:
        made = desk.mark(
            report,
            quote,
            role=role,
            before=before,
            after=after,
            source=source,
            cue=cue,
            changes=wanted,
            why=said.why,
            by=said.by,
        )
        return _tell([made], written)


def same(a: str, b: str, /, *, said: Said = _SAID, written: Told = _TOLD, where: Where = _WHERE) -> int:
    """Say that two points make one claim, that two claims are one, or that two parties are one.

    Parameters
    ----------
    a
        A point or claim, by its id or six digits or more of it; REPORT/p3 for a party.
    b
        Another of the same kind.
    """
    with where.open() as desk:
        return _tell([desk.same(a, b, why=said.why, by=said.by)], written)


def apart(a: str, b: str, /, *, said: Said = _SAID, written: Told = _TOLD, where: Where = _WHERE) -> int:
    """Say that two points, claims or parties are two, whatever they look like. It wins over `same`.

    Parameters
    ----------
    a
        A point or claim, by its id or six digits or more of it; REPORT/p3 for a party.
    b
        Another of the same kind.
    """
    with where.open() as desk:
        return _tell([desk.apart(a, b, why=said.why, by=said.by)], written)


def cite(
    a: str,
    /,
    *,
    from_: Annotated[str, Parameter(name="--from", group=_WHAT)],
    said: Said = _SAID,
    written: Told = _TOLD,
    where: Where = _WHERE,
) -> int:
    """Say that a report has it from another one, though its text does not tell: they are one origin.

    Parameters
    ----------
    a
        The report that repeats: its id, six digits or more of it, or its path.
    from_
        The report that it has it from.
    """
    with where.open() as desk:
        return _tell([desk.cite(a, from_, why=said.why, by=said.by)], written)


def houses(
    action: Literal["list", "add", "drop"] = "list",
    /,
    *publishers: str,
    of: Annotated[str | None, Parameter(group=_WHAT)] = None,
    said: Said = _SAID,
    written: Told = _TOLD,
    where: Where = _WHERE,
) -> int:
    """List families of publishers, whose papers may be one voice, and say which paper belongs to which.

    Parameters
    ----------
    action
        list shows the families, those of a name alone where letters of it are given; add puts publishers into
        the family named with --of; drop lets them stand alone. `undo` takes either back.
    publishers
        Names of publishers, as reports have them.
    of
        The family.
    """
    if action == "list" and (of is not None or len(publishers) > 1):
        raise UsageError("houses list: it takes letters of one name at most; --of goes with `houses add`")
    if action != "list" and not publishers:
        raise UsageError(f"houses {action}: which publishers? give their names")
    if (of is None) != (action != "add"):
        raise UsageError("houses: --of FAMILY goes with `houses add PUBLISHER`, and belongs to it")
    with where.open() as desk:
        if action == "list":
            return _houses(desk.houses(*publishers), written, quiet=where.quiet)
        if action == "add":
            return _tell(desk.house_add(publishers, of or "", why=said.why, by=said.by), written)
        return _tell(desk.house_drop(publishers, why=said.why, by=said.by), written)


def _houses(rows: Sequence[FamilyRow], written: Told, *, quiet: bool) -> int:
    from secondsource.cli.listing import write_one
    from secondsource.cli.words import tell
    from secondsource.render.families import families

    if not rows and not quiet:
        tell("no family of publishers is called so; `houses add PUBLISHER --of FAMILY` makes one")
    if written.format == "jsonl":
        for row in rows:
            write_one(row, "jsonl", None, partial(families, rows=[row]))
    elif rows or written.format == "json":
        write_one(rows, written.format, None, partial(families, rows=rows))
    return 0


def undo(
    decision: str | None = None,
    /,
    *,
    said: Said = _SAID,
    written: Told = _TOLD,
    where: Where = _WHERE,
) -> int:
    """Withdraw a decision: it stays in the history and counts no more. Undo its withdrawal to bring it back.

    Parameters
    ----------
    decision
        Its id, or six digits or more of it. Without it, the last that was made in this ledger and stands.
    """
    with where.open() as desk:
        made = desk.undo(decision, why=said.why, by=said.by)
        if written.format != "text":
            return _tell([made], written)
        held: Any = desk.show(made["target"])
        return _tell([made], written, of=held["decision"])


def register(app: App) -> None:
    """Add the commands of this module."""
    app.command(accept, group=_COMMANDS, usage="Usage: secondsource accept ID [OPTIONS]")
    app.command(reject, group=_COMMANDS, usage="Usage: secondsource reject ID [OPTIONS]")
    app.command(correct, group=_COMMANDS, usage="Usage: secondsource correct ID FIELD=VALUE... [OPTIONS]")
    app.command(
        mark, group=_COMMANDS, usage="Usage: secondsource mark REPORT --quote TEXT [FIELD=VALUE...] [OPTIONS]"
    )
    app.command(same, group=_COMMANDS, usage="Usage: secondsource same A B [OPTIONS]")
    app.command(apart, group=_COMMANDS, usage="Usage: secondsource apart A B [OPTIONS]")
    app.command(cite, group=_COMMANDS, usage="Usage: secondsource cite A --from B [OPTIONS]")
    app.command(
        houses, group=_COMMANDS, usage="Usage: secondsource houses [list|add|drop] [PUBLISHER...] [OPTIONS]"
    )
    app.command(undo, group=_COMMANDS, usage="Usage: secondsource undo [DECISION] [OPTIONS]")


def told(rows: Sequence[DecisionRow], written: Told) -> int:
    """Write decisions that were made."""
    return _tell(rows, written)


def _tell(rows: Sequence[DecisionRow], written: Told, of: Any = None) -> int:
    from secondsource.cli.listing import write_one
    from secondsource.render import listing

    if written.format == "json" and len(rows) != 1:
        write_one(rows, "json", None, lambda console: listing.decided(console, rows[0]))
        return 0
    for row in rows:
        write_one(row, written.format, None, partial(listing.decided, row=row, of=of))
    return 0


def _fields(command: str, changes: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for given in changes:
        name, equals, value = given.partition("=")
        if not equals or not name:
            raise UsageError(f"{command}: {given!r} is not FIELD=VALUE, such as polarity=denied")
        if name in found:
            raise UsageError(f"{command}: {name} is given twice; a list is written as {name}='a; b'")
        found[name] = value
    return found
