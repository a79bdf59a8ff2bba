"""Stories: which reports belong to a developing subject. A filter; all of it is decisions.

A story is named by its folded name, so two ledgers that both have it have one after they are joined. Of two
decisions on one report the later wins, then the lowest id; reports are listed whether they are here or not,
since they may come with the next import.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, LargeBinary, bindparam, select, text

from secondsource.errors import UnknownId, UsageError
from secondsource.ledger import decisions, derived, evidence
from secondsource.ledger.deciding import decide
from secondsource.ledger.decisions import Known
from secondsource.ledger.folding import folded
from secondsource.ledger.tables import decisions as decision_table
from secondsource.ledger.tables import reports as report_table
from secondsource.ledger.writing import Writing
from secondsource.model.decision import Decision, by_rank
from secondsource.model.identity import content_id

_PREFIX = re.compile(r"(?:sha256:)?[0-9a-f]{6,64}")
_WHOLE = re.compile(r"sha256:[0-9a-f]{64}")
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story. reports: ids, sorted, without removed ones; queries: those it was filled by, in force."""

    id: str
    name: str
    closed: bool
    reports: tuple[str, ...]
    queries: tuple[Mapping[str, Any], ...] = ()
    decisions: tuple[str, ...] = field(default=(), repr=False)


def id_of(name: str) -> str:
    """The id of the story of a name, which lower case, accents and blanks do not change."""
    return content_id({"story": folded(name)})


def new(
    w: Writing, name: str, *, why: str | None = None, author: str | None, decided: str | None = None
) -> Decision:
    """Begin a story. Raises UsageError for a blank name, and for one that there is already."""
    name = " ".join(name.split())
    if not name:
        raise UsageError("a story needs a name")
    held = _began(_ranked(w.connection, id_of(name), None))
    if held:
        raise UsageError(
            f"there is a story {held[0].body['name']!r} already; add to it, or take another name"
        )
    return _write(w, id_of(name), {"action": "new", "name": name}, why=why, author=author, decided=decided)


def add(
    w: Writing,
    story: str,
    given: Sequence[str],
    *,
    why: str | None = None,
    author: str | None,
    decided: str | None = None,
    create: bool = False,
) -> Decision | None:
    """Put reports (ids, prefixes or paths) into a story; None when all are in it already.

    create: begin it where there is none of that name. Raises UnknownId for a story or report that is not
    there, UsageError for a closed story and for a removed report.
    """
    try:
        held = _open(w.connection, story)
    except UnknownId as error:
        if not create or error.kind != "unknown-id":
            raise
        new(w, story, author=author, decided=decided)
        held = _open(w.connection, story)
    ours = set(held.reports)
    fresh = [id for id in _reports(w.connection, given) if id not in ours]
    if not fresh:
        return None
    body = {"action": "add", "reports": fresh}
    return _write(w, held.id, body, why=why, author=author, decided=decided)


def fill(
    w: Writing,
    story: str,
    query: Mapping[str, Any],
    found: Sequence[str],
    *,
    why: str | None = None,
    author: str | None,
    decided: str | None = None,
) -> Decision:
    """Put the reports that a query found into a story; the query (JSON without floats) is kept too."""
    held = _open(w.connection, story)
    body = {"action": "fill", "query": dict(query), "reports": _reports(w.connection, found)}
    return _write(w, held.id, body, why=why, author=author, decided=decided)


def drop(
    w: Writing,
    story: str,
    given: Sequence[str],
    *,
    why: str | None = None,
    author: str | None,
    decided: str | None = None,
) -> Decision:
    """Take reports out of a story; they stay in the ledger. Raises UsageError for one that is not in it."""
    held = _open(w.connection, story)
    if not given:
        raise UsageError("name the reports to take out: give their ids or paths")
    ids = _reports(w.connection, given, removed=True)
    inside = set(_members(_ranked(w.connection, held.id, None)))
    for id in ids:
        if id not in inside:
            raise UsageError(f"report {id} is not in the story {held.name!r}")
    body = {"action": "drop", "reports": ids}
    return _write(w, held.id, body, why=why, author=author, decided=decided)


def close(
    w: Writing, story: str, *, why: str | None = None, author: str | None, decided: str | None = None
) -> Decision:
    """Close a story: it stays as it is and takes no more reports. Raises UsageError where it is closed."""
    held = _open(w.connection, story)
    return _write(w, held.id, {"action": "close"}, why=why, author=author, decided=decided)


def open(
    w: Writing, story: str, *, why: str | None = None, author: str | None, decided: str | None = None
) -> Decision:
    """Open a closed story again. Raises UsageError where it is open."""
    held = one(w.connection, story)
    if not held.closed:
        raise UsageError(f"the story {held.name!r} is open")
    return _write(w, held.id, {"action": "open"}, why=why, author=author, decided=decided)


def one(connection: Connection, given: str, *, known: Known | None = None) -> Story:
    """A story by its name, its id or a prefix of it. Raises UnknownId for none and for several."""
    id = id_of(given)
    ranked = _ranked(connection, id, known)
    if not _began(ranked):
        names = _names(connection, known)
        low = f"sha256:{given.removeprefix('sha256:')}"
        found = [id for id in sorted(names) if id.startswith(low)] if _PREFIX.fullmatch(given) else []
        if not found:
            told = ", ".join(repr(name) for name in sorted(names.values())) or "none"
            message = f"there is no story {given!r}; there are: {told}"
            raise UnknownId(f"{message}; begin one with `story new`", kind="unknown-id")
        id = evidence.one(given, found, "story")
        ranked = _ranked(connection, id, known)
    return _story(connection, id, ranked)


def listed(connection: Connection, *, known: Known | None = None) -> list[Story]:
    """All stories by name, then id."""
    query = select(decision_table).where(decision_table.c.kind == "story")
    found = decisions.listed(connection, query, known)
    by_story: dict[str, list[Decision]] = {}
    for held in by_rank(decisions.in_force(connection, found, known=known)):
        by_story.setdefault(held.target, []).append(held)
    made = [_story(connection, id, ranked) for id, ranked in by_story.items() if _began(ranked)]
    return sorted(made, key=lambda story: (story.name, story.id))


def reports(connection: Connection, story: str, *, known: Known | None = None) -> list[str]:
    """The ids of the reports in a story that are here, sorted; those that are removed left out."""
    return list(one(connection, story, known=known).reports)


def numbers(connection: Connection, story: str, *, known: Known | None = None) -> list[int]:
    """The numbers of the rows of a story's reports, for joining with derived tables."""
    ids = reports(connection, story, known=known)
    found: list[int] = []
    for chunk in _chunks(ids):
        query = select(report_table.c.number).where(report_table.c.id.in_(chunk))
        found += connection.execute(query).scalars()
    return sorted(found)


def of_report(connection: Connection, report: str, *, known: Known | None = None) -> list[Story]:
    """The stories that a report is in, by name."""
    found = []
    for id in sorted({held.target for held in naming(connection, report, known=known)}):
        ranked = _ranked(connection, id, known)
        if _began(ranked) and report in _members(ranked):
            found.append(_story(connection, id, ranked))
    return sorted(found, key=lambda story: (story.name, story.id))


def naming(connection: Connection, report: str, *, known: Known | None = None) -> list[Decision]:
    """The decisions on stories that name a report, withdrawn ones among them, by id."""
    place = "instr(body, :report)" if connection.dialect.name == "sqlite" else "position(:report in body)"
    named = text(f"{place} > 0").bindparams(bindparam("report", report.encode(), LargeBinary))
    query = select(decision_table).where(decision_table.c.kind == "story", named)
    found = decisions.listed(connection, query.order_by(decision_table.c.id), known)
    return [held for held in found if report in held.body.get("reports", ())]


def _write(
    w: Writing,
    story: str,
    body: Mapping[str, Any],
    *,
    why: str | None,
    author: str | None,
    decided: str | None,
) -> Decision:
    return decide(w, "story", story, body, why=why, author=author, decided=decided)


def _open(connection: Connection, given: str) -> Story:
    """A story that takes changes. Raises UsageError for a closed one."""
    held = one(connection, given)
    if held.closed:
        raise UsageError(f"the story {held.name!r} is closed; open it again first (`story open`)")
    return held


def _story(connection: Connection, id: str, ranked: Sequence[Decision]) -> Story:
    """A story by the decisions in force on it, the winning first; one of them began it."""
    states = [held.body["action"] for held in ranked if held.body.get("action") in ("open", "close")]
    return Story(
        id=id,
        name=_began(ranked)[0].body["name"],
        closed=states[:1] == ["close"],
        reports=tuple(_standing(connection, _members(ranked))),
        queries=tuple(held.body["query"] for held in reversed(ranked) if held.body.get("action") == "fill"),
        decisions=tuple(held.id for held in reversed(ranked)),
    )


def _ranked(connection: Connection, id: str, known: Known | None) -> list[Decision]:
    """The decisions in force on a story, the winning first."""
    query = select(decision_table).where(decision_table.c.target == id, decision_table.c.kind == "story")
    found = decisions.listed(connection, query, known)
    return by_rank(decisions.in_force(connection, found, known=known))


def _began(ranked: Sequence[Decision]) -> list[Decision]:
    """The decisions that began a story; [] where there is none."""
    return [held for held in ranked if held.body.get("action") == "new"]


def _names(connection: Connection, known: Known | None) -> dict[str, str]:
    """The names of all stories by id."""
    return {story.id: story.name for story in listed(connection, known=known)}


def _members(ranked: Sequence[Decision]) -> list[str]:
    """The reports that decisions put into a story and left there, sorted."""
    inside: dict[str, bool] = {}
    for held in ranked:
        for report in held.body.get("reports", ()):
            inside.setdefault(report, held.body.get("action") in ("add", "fill"))
    return sorted(report for report, is_in in inside.items() if is_in)


def _standing(connection: Connection, ids: Sequence[str]) -> Iterator[str]:
    """Those of some reports that are here and not removed, sorted."""
    standing = derived.current(connection).standing
    joined = report_table.join(standing, standing.c.number == report_table.c.number)
    for chunk in _chunks(ids):
        # The index of ids and the table of what stands suffice: no row with a text is touched.
        query = select(report_table.c.id).select_from(joined).where(report_table.c.id.in_(chunk))
        yield from sorted(connection.execute(query).scalars())


def _reports(connection: Connection, given: Sequence[str], *, removed: bool = False) -> list[str]:
    """The ids of reports given by id, prefix or path, sorted. Raises UsageError for removed ones."""
    found = {}
    for each in given:
        whole = _WHOLE.fullmatch(each) is not None
        report = evidence.get(connection, each) if whole else evidence.report(connection, each)
        if report.removed and not removed:
            raise UsageError(f"report {report.id} was removed; it can be in no story")
        found[report.id] = report
    return sorted(found)


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[begin : begin + _CHUNK] for begin in range(0, len(ids), _CHUNK))
