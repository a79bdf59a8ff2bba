"""What a dossier is made of: readings, echoes, parties and decisions of the reports of a claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from secondsource.judging.dossier import Speaker
from secondsource.ledger import binding, derived, echoing, joined
from secondsource.ledger.echoing import ties_of
from secondsource.ledger.kept import Kept, by_id
from secondsource.linking import publishers
from secondsource.linking.houses import issuer_of
from secondsource.model.echo import Echo, Text
from secondsource.model.statement import Reason
from secondsource.records.rows import PartyRow, PointRow, ReadRow, ReasonRow, StatementRow
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

    @property
    def issuer(self) -> str | None:
        """Who issued it, as written."""
        return publishers.issuer(self.text)

    @property
    def text(self) -> Text:
        """What publishers are told by."""
        return Text(
            report=self.kept.id,
            text="",
            title=self.kept.title,
            publisher=self.kept.publisher,
            published=self.kept.published,
            dateline=self.kept.dateline,
        )

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

    @property
    def published(self) -> str | None:
        """When, in UTC, so that text order is order in time."""
        return publishers.moment(self.text)

    @property
    def lineage(self) -> str:
        """What all its versions share."""
        return min(ties_of(self.kept), default="")

    @property
    def is_notice(self) -> bool:
        """Whether it is headed as a correction or retraction."""
        return is_notice(self.row) is not None


class Grounds:
    """Fetches once what dossiers ask for many times, in one snapshot."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._told: dict[str, Told | None] = {}
        self._echoes: defaultdict[str, list[Echo]] = defaultdict(list)
        self._asked: set[str] = set()
        self._issuers: dict[str | None, str | None] = {}
        self._speakers: dict[tuple[str, str], Any] = {}
        self._citings: dict[str, list[binding.Citing]] | None = None

    def told(self, report: str) -> Told | None:
        """A report with its reading in force; None where it does not stand."""
        if report not in self._told:
            kept = by_id(self.connection, report)
            found = None if kept is None else derived.said(self.connection, kept)
            made = None if kept is None or found is None else Told(kept=kept, row=found[1])
            self._told[report] = made
        return self._told[report]

    def load(self, reports: Collection[str]) -> None:
        """Fetch the echoes and parties of reports."""
        new = sorted(set(reports) - self._asked)
        if not new:
            return
        self._asked |= set(new)
        for echo in echoing.of_reports(self.connection, new):
            for side in (echo.a, echo.b):
                if side in new:
                    self._echoes[side].append(echo)
        asked = [(id, local) for id in new if (told := self.told(id)) for local in told.parties]
        self._speakers |= joined.parties_of(self.connection, asked)

    def echoes(self, report: str) -> list[Echo]:
        """The echoes that a report has a part in."""
        return self._echoes[report]

    def citings(self, report: str) -> list[binding.Citing]:
        """Decisions that it has what it says from another."""
        if self._citings is None:
            self._citings = {}
            for citing in binding.citings(self.connection):
                self._citings.setdefault(citing.report, []).append(citing)
        return self._citings.get(report, [])

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


def reason_row(reason: Reason) -> ReasonRow:
    """A reason as a row."""
    from secondsource.model.reasons import words

    return {"code": reason.code, "values": list(reason.values), "text": words(reason)}
