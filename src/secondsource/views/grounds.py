"""What a dossier is made of: readings, echoes, parties and decisions of the reports of a claim."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any, NamedTuple

from secondsource.judging.dossier import Speaker
from secondsource.ledger import binding, decisions, derived, echoing, joined, readings
from secondsource.ledger.echoing import Row, ties_of
from secondsource.ledger.kept import Kept, by_id
from secondsource.linking import publishers
from secondsource.linking.houses import Houses, issuer_of
from secondsource.model.echo import Echo, Text
from secondsource.model.reasons import words
from secondsource.model.span import Span
from secondsource.model.statement import Reason
from secondsource.records.rows import PartyRow, PointRow, ReadRow, ReasonRow, SpanRow, StatementRow
from secondsource.views.families import table
from secondsource.views.notices import Notice, is_notice, notices

Connection = Any
_NO_NAME = ("unnamed", "group")
# What ends a sentence, and a line; only the first two do so for what follows.
_ENDS = (". ", "\n", "? ", "! ")


@dataclass(kw_only=True)
class Told:
    """One report with what was read of it, ready to be looked up."""

    kept: Kept
    row: ReadRow
    statements: dict[str, StatementRow] = field(default_factory=dict)
    points: dict[str, tuple[StatementRow, PointRow | None]] = field(default_factory=dict)
    parties: dict[str, PartyRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for statement in self.row["statements"]:
            self.statements[statement["id"]] = statement
            self.points.setdefault(statement["id"], (statement, None))
            for point in statement["points"]:
                # A point may stand in a statement and in the one inside it: the inner one says it.
                held = self.points.get(point["id"])
                if held is None or statement["parent"] is not None:
                    self.points[point["id"]] = (statement, point)
        self.parties = {party["id"]: party for party in self.row["parties"]}

    @cached_property
    def issuer(self) -> str | None:
        """Who issued it, as written."""
        return publishers.issuer(self.text)

    @cached_property
    def text(self) -> Text:
        """What publishers are told by."""
        return text_of(self.kept)

    @property
    def words(self) -> str:
        """Its text."""
        return self.row["report"].get("text", "") if self.row["report"] else ""

    def sentence(self, first: int, last: int) -> tuple[int, int]:
        """Where the sentence begins and ends that holds a stretch of its text."""
        text = self.words
        start = max(text.rfind(mark, 0, first) for mark in _ENDS) + 1
        ends = (at for mark in _ENDS[:2] if (at := text.find(mark, max(first, last - 1))) >= 0)
        return start, min(ends, default=len(text)) + 1

    def shares(self, first: int, last: int) -> bool:
        """Whether the sentence around a stretch of its text tells a point that begins elsewhere, too."""
        start, end = self.sentence(first, last)
        begun = {point["spans"][0][0] for _, point in self.points.values() if point and point["spans"]}
        return any(start <= at < end for at in begun - {first})

    @cached_property
    def published(self) -> str | None:
        """When, in UTC, so that text order is order in time."""
        return publishers.moment(self.text)

    @cached_property
    def lineage(self) -> str:
        """What all its versions share."""
        return min(ties_of(self.kept), default="")

    @cached_property
    def is_notice(self) -> bool:
        """Whether it is headed as a correction or retraction."""
        return is_notice(self.row) is not None


def text_of(kept: Kept) -> Text:
    """A report without its words, as publishers are told by."""
    return Text(
        report=kept.id,
        text="",
        title=kept.title,
        publisher=kept.publisher,
        published=kept.published,
        dateline=kept.dateline,
    )


class Taken(NamedTuple):
    """An echo of news as seen from one of its reports, which may have the words from the other.

    open: whether nobody knows who took it. mine: the words here, which lie within [start, end). fields: all
    that the echo tells.
    """

    other: str
    open: bool
    mine: list[SpanRow]
    theirs: list[SpanRow]
    start: int
    end: int
    fields: dict[str, Any]


class Grounds:
    """Fetches once what dossiers ask for many times, in one snapshot."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._told: dict[str, Told | None] = {}
        self._rows: dict[str, list[Row]] = {}
        self._credits: dict[str, list[Echo]] = {}
        self._near: dict[str, dict[str, list[Row]]] = {}
        self._echoes: dict[tuple[str, str, str], Echo] = {}
        self._taken: dict[tuple[str, str], list[Taken]] = {}
        self._asked: set[str] = set()
        self._names: dict[str, str | None] = {}
        self._issuers: dict[str | None, str | None] = {}
        self._speakers: dict[tuple[str, str], Any] = {}
        self._citings: dict[str, list[binding.Citing]] | None = None

    def told(self, report: str) -> Told | None:
        """A report with its reading in force; None where it does not stand."""
        if report not in self._told:
            kept = by_id(self.connection, report)
            self._told[report] = None if kept is None else _told(self.connection, kept)
        return self._told[report]

    def load(self, reports: Collection[str]) -> None:
        """Fetch the parties of reports."""
        new = sorted(set(reports) - self._asked)
        if not new:
            return
        self._asked |= set(new)
        asked = [(id, local) for id in new if (told := self.told(id)) for local in told.parties]
        self._speakers |= joined.parties_of(self.connection, asked)

    def load_echoes(self, reports: Collection[str], *, credits: bool = False) -> None:
        """Fetch the echoes of reports. credits: only those that tell what a report's credits mean."""
        if credits:
            new = set(reports) - self._credits.keys() - self._rows.keys()
            found = self._by_report(new, credits=True)
            self._credits |= {id: [self._echo(row) for row in found[id]] for id in new}
        else:
            new = set(reports) - self._rows.keys()
            self._rows |= self._by_report(new)

    def _by_report(self, reports: Collection[str], *, credits: bool = False) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {id: [] for id in reports}
        for row in echoing.rows_of(self.connection, reports, credits=credits) if reports else ():
            for side in row[:2]:
                if side in found:
                    found[side].append(row)
        return found

    def _echo(self, row: Row) -> Echo:
        key = row[:3]
        if key not in self._echoes:
            self._echoes[key] = echoing.echo_of(row)
        return self._echoes[key]

    def credits(self, report: str) -> list[Echo]:
        """The echoes of a report that tell what a credit means."""
        if report not in self._credits:
            if report in self._rows:
                rows = [row for row in self._rows[report] if row[2] == "credit"]
                self._credits[report] = [self._echo(row) for row in rows]
            else:
                self.load_echoes([report], credits=True)
        return self._credits[report]

    def near(self, report: str) -> Collection[str]:
        """The reports that it shares words with."""
        return self._between(report).keys()

    def _between(self, report: str) -> dict[str, list[Row]]:
        if report not in self._near:
            self.load_echoes([report])
            found: dict[str, list[Row]] = {}
            for row in self._rows[report]:
                found.setdefault(row[0] if row[1] == report else row[1], []).append(row)
            self._near[report] = found
        return self._near[report]

    def between(self, report: str, other: str) -> list[Echo]:
        """The echoes of two reports."""
        return [self._echo(row) for row in self._between(report).get(other, ())]

    def taken(self, report: str, other: str) -> list[Taken]:
        """What a report may have from another word by word."""
        key = (report, other)
        if key not in self._taken:
            found = (_taken(row, report) for row in self._between(report).get(other, ()))
            self._taken[key] = [taken for taken in found if taken is not None]
        return self._taken[key]

    def citings(self, report: str) -> list[binding.Citing]:
        """Decisions that it has what it says from another."""
        if self._citings is None:
            self._citings = {}
            for citing in binding.citings(self.connection):
                self._citings.setdefault(citing.report, []).append(citing)
        return self._citings.get(report, [])

    @cached_property
    def houses(self) -> Houses:
        """The families of publishers that hold."""
        return table(self.connection)

    def issued(self, report: str) -> str | None:
        """Who issued a report, as written."""
        if report in self._told:
            told = self._told[report]
            return None if told is None else told.issuer
        if report not in self._names:
            kept = by_id(self.connection, report)
            self._names[report] = None if kept is None or kept.removed else publishers.issuer(text_of(kept))
        return self._names[report]

    def issuer(self, told: Told) -> str | None:
        """The party of the ledger that published a report, where reports speak of it."""
        name = told.issuer
        if name not in self._issuers:
            self._issuers[name] = issuer_of(joined.store(self.connection), name)
        return self._issuers[name]

    def party(self, told: Told, local: str) -> Any:
        """A party of a report as it is joined across reports, or None where it is not (yet)."""
        return self._speakers.get((told.kept.id, local))

    def speaker(self, told: Told, local: str | None, words: str | None = None) -> Speaker | None:
        """Who a party of a report is, for judging; words: as written, where no party is known."""
        if local is None or local not in told.parties:
            if not words:
                return None
            return Speaker(party=f"{told.kept.id}/{words.casefold()}", name=words, kind="unnamed")
        found, row = self.party(told, local), told.parties[local]
        if found is None:
            id = publishers.key_of(row["name"]) if row["kind"] == "named" else f"{told.kept.id}/{local}"
            return Speaker(party=id, name=row["name"], kind=row["kind"])
        members = tuple(
            Speaker(party=member, name=name, kind="named")
            for member, name in ((m, self._name(told, m)) for m in found.members)
        )
        return Speaker(
            party=found.id,
            name=row["name"] if row["kind"] in _NO_NAME else found.name,
            kind=found.kind,
            body=found.body,
            spokesman=found.spokesman,
            members=members,
            may_be=frozenset(other for other, _ in found.may_be),
        )

    def _name(self, told: Told, party: str) -> str:
        for local in told.parties:
            found = self.party(told, local)
            if found is not None and found.id == party:
                return str(found.name)
        return party[:19]

    def notices(self, reports: Iterable[str]) -> list[Notice]:
        """The corrections and retractions among some reports."""
        rows = [told.row for id in sorted(set(reports)) if (told := self.told(id)) is not None]
        return notices(rows)


# Readings that were looked at lately, with their reports as they were: one is asked for by many claims.
_MOST_KEPT = 400
_lately: OrderedDict[tuple[Kept, str], Told] = OrderedDict()
_lock = Lock()


def _told(connection: Connection, kept: Kept) -> Told | None:
    """A report with its reading in force; None where it does not stand."""
    held = None if kept.removed else readings.in_force(connection, kept.id)
    if held is None:
        return None
    key = (kept, held.id)
    if decisions.on_text(connection, kept.id):
        # What decisions make of it may be otherwise the next time.
        return _read(connection, kept)
    with _lock:
        if key in _lately:
            _lately.move_to_end(key)
            return _lately[key]
    made = _read(connection, kept)
    if made is not None:
        with _lock:
            _lately[key] = made
            while len(_lately) > _MOST_KEPT:
                _lately.popitem(last=False)
    return made


def _read(connection: Connection, kept: Kept) -> Told | None:
    found = derived.said(connection, kept)
    return None if found is None else Told(kept=kept, row=found[1])


def taker(echo: Echo) -> str | None:
    """The report that has it from the other; None where that is open."""
    return echo.b if echo.first == "a" else echo.a if echo.first == "b" else None


def takes(echo: Echo, report: str) -> tuple[Span, ...]:
    """The words that a report may have from the other one of an echo; () where it has none from there."""
    if not echo.news or echo.kind == "credit" or echo.first == ("b" if report == echo.b else "a"):
        return ()
    if echo.first is None and report == echo.a:
        return ()
    return echo.spans_b if report == echo.b else echo.spans_a


@lru_cache(maxsize=1 << 14)
def _taken(row: Row, report: str) -> Taken | None:
    """An echo as what a report has from the other one (`takes`); None where it has nothing."""
    fields = echoing.fields_of(row)
    later = row[1] == report
    if not fields["news"] or fields["kind"] == "credit" or fields["first"] == ("b" if later else "a"):
        return None
    mine, theirs = fields["spans"][::-1] if later else fields["spans"]
    if not mine or (fields["first"] is None and not later):
        return None
    return Taken(
        other=row[0] if later else row[1],
        open=fields["first"] is None,
        mine=mine,
        theirs=theirs,
        start=min(start for start, _ in mine),
        end=max(end for _, end in mine),
        fields=fields,
    )


def reason_row(reason: Reason, names: Mapping[str, str] | None = None) -> ReasonRow:
    """A reason as a row. names: what stands for some of its values."""
    if names and any(value in names for value in reason.values):
        reason = Reason(code=reason.code, values=tuple(names.get(value, value) for value in reason.values))
    return {"code": reason.code, "values": list(reason.values), "text": words(reason)}
