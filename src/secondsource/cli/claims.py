"""Commands on what reports claim together: claims, their origins, echoes, conflicts, figures, a brief."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Group, Parameter

from secondsource.cli.asking import asked, listed
from secondsource.cli.options import HOW, SEVERAL, WHICH, Much, Narrow, Of, Then, Told, Where, Written
from secondsource.errors import UsageError

_WHERE, _THEN, _OF, _MUCH, _NARROW = Where(), Then(), Of(), Much(), Narrow()
_WRITTEN, _TOLD = Written(), Told()
_COMMANDS = Group("Compare", sort_key=3)
_OUTPUT: Any = Parameter(name=["--output", "-o"], group=HOW)
_STATE: Any = Parameter(group=WHICH, **SEVERAL)

_BRIEFS = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
}

State = Literal["single-origin", "confirmed", "disputed", "withdrawn", "superseded"]


def claims(
    *query: str,
    state: Annotated[tuple[State, ...], _STATE] = (),
    of: Of = _OF,
    narrow: Narrow = _NARROW,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """List what is claimed across reports: on how many independent origins, by whom, and where it stands.

    Parameters
    ----------
    query
        Words that must stand in what is claimed.
    state
        single-origin, confirmed, disputed, withdrawn or superseded.
    """
    given = asked(narrow, of, then) | ({"state": list(state)} if state else {})
    with where.open() as desk:
        words = " ".join(query)
        none = "no claims; `secondsource reports` lists what is kept, and other words may find more"
        return listed(desk, "claims", desk.claims, written, much, where, words, none=none, **given)


def claim(id: str, /, *, then: Then = _THEN, written: Told = _TOLD, where: Where = _WHERE) -> int:
    """Show everything about one claim: who says so, where it comes from, who denies it, its figures.

    Parameters
    ----------
    id
        Its id or one that it had, or that of a point or statement that makes it; six digits or more.
    """
    from secondsource.cli.listing import write_one
    from secondsource.render import claims as drawn

    with where.open() as desk:
        row = desk.claim(id, known_at=then.known_at)
        write_one(row, written.format, None, partial(drawn.one, row=row))
    return 0


def origins(id: str, /, *, then: Then = _THEN, written: Told = _TOLD, where: Where = _WHERE) -> int:
    """Show who took a claim from whom, as a tree, with what must be one voice, what may be, and why.

    Parameters
    ----------
    id
        As for `claim`.
    """
    from secondsource.cli.listing import write_one
    from secondsource.render import claims as drawn

    with where.open() as desk:
        row = desk.origins(id, known_at=then.known_at)
        write_one(row, written.format, None, partial(drawn.sources, row=row))
    return 0


def first(id: str, /, *, then: Then = _THEN, written: Told = _TOLD, where: Where = _WHERE) -> int:
    """Show where a claim appeared first: the report, who said it, and in which words.

    Parameters
    ----------
    id
        As for `claim`.
    """
    from secondsource.cli.listing import write_one
    from secondsource.render import claims as drawn

    with where.open() as desk:
        row = desk.first(id, known_at=then.known_at)
        write_one(row, written.format, None, partial(drawn.earliest, row=row))
    return 0


def echoes(
    *,
    of: Of = _OF,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """List reports that repeat one another: copied, rewritten, credited; and who was first."""
    given: dict[str, Any] = {"story": of.story, "known_at": then.known_at}
    with where.open() as desk:
        return listed(desk, "echoes", desk.echoes, written, much, where, none="no echoes", **given)


def conflicts(
    *query: str,
    of: Of = _OF,
    narrow: Narrow = _NARROW,
    much: Much = _MUCH,
    then: Then = _THEN,
    written: Written = _WRITTEN,
    where: Where = _WHERE,
) -> int:
    """List what cannot be true together: denials, claims that exclude each other, and figures.

    Parameters
    ----------
    query
        Words that must stand in one of the claims.
    """
    given = asked(narrow, of, then)
    words = " ".join(query)
    with where.open() as desk:
        return listed(
            desk, "conflicts", desk.conflicts, written, much, where, words, none="no conflicts", **given
        )


def estimates(
    *query: str,
    format: Annotated[Literal["text", "json", "jsonl", "csv", "svg"] | None, Parameter(group=HOW)] = None,
    output: Annotated[str | None, _OUTPUT] = None,
    of: Of = _OF,
    narrow: Narrow = _NARROW,
    much: Much = _MUCH,
    then: Then = _THEN,
    where: Where = _WHERE,
) -> int:
    """List figures for one thing over time: by whom, as of when, in which bounds, and what is in force.

    Parameters
    ----------
    query
        Words that must stand in what is counted, or in the words around.
    format
        text (for people), json (one list), jsonl (a line an estimate), csv (a line a figure) or svg (a
        chart). Without it, text, or what the name given with -o ends in.
    output
        Write to this file instead of standard output; it appears whole or not at all.
    """
    words = " ".join(query)
    given = asked(narrow, of, then)
    kind = format or ("svg" if Path(output or "").suffix.lower() == ".svg" else None)
    with where.open() as desk:
        if kind != "svg":
            written = Written(format=kind, output=output)
            return listed(
                desk, "estimates", desk.estimates, written, much, where, words, none="no figures", **given
            )
        from secondsource.cli.listing import limit_of
        from secondsource.render.charts import svg

        rows = list(desk.estimates(words, limit=limit_of(much.limit, "svg"), **given))
        _write(svg(rows), output)
        if not rows and not where.quiet:
            _tell("no figures")
    return 0


def brief(
    *query: str,
    format: Annotated[Literal["text", "md", "html", "json", "jsonl"] | None, Parameter(group=HOW)] = None,
    output: Annotated[str | None, _OUTPUT] = None,
    of: Of = _OF,
    narrow: Narrow = _NARROW,
    much: Much = _MUCH,
    then: Then = _THEN,
    where: Where = _WHERE,
) -> int:
    """Write a sourced brief: claims and their origins, what conflicts, how figures moved, what is open.

    Of each state the claims that matter most are shown, six without --limit; the others are counted.

    Parameters
    ----------
    query
        Words that must stand in what is claimed.
    format
        text (for people), md (Markdown), html (one page that works offline and prints well), json or jsonl.
        Without it, text, or what the name given with -o ends in.
    output
        Write to this file instead of standard output; it appears whole or not at all.
    """
    kind = format or _BRIEFS.get(Path(output or "").suffix.lower(), "text")
    if much.limit is not None and much.limit < 0:
        raise UsageError(f"--limit {much.limit}: give a number from 0 (all) on")
    with where.open() as desk:
        given = asked(narrow, of, then)
        row = desk.brief(" ".join(query), limit=much.limit, **given)
        for report in row["reports"] if kind in ("text", "md", "html") else ():
            report["title"] = report["title"] or desk.opening(report["id"]) or None
    _briefed(row, kind, output)
    return 0


def _briefed(row: Any, kind: str, target: str | None) -> None:
    from secondsource.cli.listing import write_one
    from secondsource.render import brief_text, leaflet, markdown
    from secondsource.render.brief import of_row

    made = of_row(row)
    if kind in ("text", "json", "jsonl"):
        return write_one(row, kind, target, partial(brief_text.brief, row=made))
    return _write(leaflet.leaflet(made) if kind == "html" else markdown.markdown(made), target)


def _write(text: str, target: str | None) -> None:
    from secondsource.cli.output import opened

    with opened(target) as output:
        output.write(text.encode("utf-8", "replace"))
        output.keep()


def _tell(words: str) -> None:
    from secondsource.cli.words import tell

    tell(words)


def register(app: App) -> None:
    """Add the commands of this module."""
    app.command(claims, group=_COMMANDS, usage="Usage: secondsource claims [QUERY...] [OPTIONS]")
    app.command(claim, group=_COMMANDS, usage="Usage: secondsource claim ID [OPTIONS]")
    app.command(origins, group=_COMMANDS, usage="Usage: secondsource origins ID [OPTIONS]")
    app.command(first, group=_COMMANDS, usage="Usage: secondsource first ID [OPTIONS]")
    app.command(echoes, group=_COMMANDS, usage="Usage: secondsource echoes [OPTIONS]")
    app.command(conflicts, group=_COMMANDS, usage="Usage: secondsource conflicts [QUERY...] [OPTIONS]")
    app.command(estimates, group=_COMMANDS, usage="Usage: secondsource estimates [QUERY...] [OPTIONS]")
    app.command(brief, group=_COMMANDS, usage="Usage: secondsource brief [QUERY...] [OPTIONS]")
