"""What was written as the row that the reader would publish of it."""

from __future__ import annotations

from hashlib import sha256

from benchmarks.generating.cast import Party
from benchmarks.generating.frames import BANDS
from benchmarks.generating.writing import Point, Stretch, Told, Writing
from secondsource.model.report import Report
from secondsource.model.statement import Form, MentionType
from secondsource.records import rows

READER: rows.ReaderRow = {
    "version": "generated",
    "weights": "sha256:" + sha256(b"benchmarks.generate").hexdigest(),
}


class Rows:
    """The row of one report. cut: what of the writing still stands, in code points."""

    def __init__(self, writing: Writing, report: Report, *, report_id: str, cut: int | None) -> None:
        self.writing, self.report, self.id, self.text = writing, report, report_id, report.text
        end = len(report.text) if cut is None else cut
        self.mentions = [m for m in writing.mentions if m[1] <= end]
        self.times = [t for t in writing.times if t[1] <= end]
        self.numbers = [n for n in writing.numbers if n.end <= end]
        self.told = [t for t in writing.told if t.range[1][0] <= end]
        self.events: dict[int, Stretch] = {}
        self.parties: dict[Party, str] = {}
        self.aliases: dict[Party, dict[str, None]] = {}

    def row(self, *, with_text: bool) -> rows.ReadRow:
        """All of it."""
        mentions = [self._mention(*held) for held in self.mentions]
        for told in self.told:
            for who in told.chain:
                self._party(who)
        ids = {id(told): self._id(told) for told in self.told}
        statements = [self._statement(told, ids) for told in self.told]
        statements.sort(key=_order)
        return {
            "path": self.report.path,
            "error": None,
            "report": self._report(with_text=with_text),
            "reader": {"version": READER["version"], "weights": READER["weights"]},
            "statements": statements,
            "mentions": mentions,
            "parties": [self._party_row(who, name) for who, name in self.parties.items()],
            "times": [self._time(at) for at in range(len(self.times))],
            "numbers": [self._number(at) for at in range(len(self.numbers))],
            "credits": [],
        }

    def _report(self, *, with_text: bool) -> rows.ReportRow:
        report = self.report
        row: rows.ReportRow = {
            "id": self.id,
            "title": report.title,
            "publisher": report.publisher,
            "byline": report.byline,
            "dateline": report.dateline,
            "published": report.published,
            "retrieved": None,
            "language": report.language,
            "length": len(report.text),
            "reasons": [],
        }
        if with_text:
            row["text"] = report.text
        return row

    def _phrase(self, stretch: Stretch) -> rows.PhraseRow:
        start, end = stretch
        return {"text": self.text[start:end], "spans": [stretch]}

    def _party(self, who: Party) -> str:
        name = self.parties.get(who)
        if name is None:
            name = self.parties[who] = f"p{len(self.parties) + 1}"
            self.aliases[who] = {}
        return name

    def _mention(self, start: int, end: int, type_: MentionType, form: Form, who: Party) -> rows.MentionRow:
        words, name = self.text[start:end], self._party(who)
        if form != "pronoun":
            self.aliases[who][words] = None
        return {"text": words, "spans": [(start, end)], "type": type_, "form": form, "party": name}

    def _party_row(self, who: Party, name: str) -> rows.PartyRow:
        forms = list(self.aliases[who])
        shown = who.name or forms[0]
        return {
            "id": name,
            "name": shown,
            "type": who.type,
            "kind": who.kind,
            "aliases": [form for form in forms if form != shown],
            "role": who.role,
            "members": [],
            "place": {**who.place, "reasons": [{**r} for r in who.place["reasons"]]} if who.place else None,
        }

    def _id(self, told: Told) -> str:
        start, end = told.range[0][0], told.range[1][0]
        if told.layer is None:
            return self._digest("own", f"[{start},{end}]")
        cue = f",[{told.cue[0]},{told.cue[1]}]" if told.cue else ""
        return self._digest("statement", f"[{start},{end}]{cue}")

    def _digest(self, role: str, stretches: str) -> str:
        """As model.statement.statement_id has it, without the spans as objects: two thirds of the time."""
        written = f'{{"report":"{self.id}","role":"{role}","spans":[{stretches}]}}'
        return "sha256:" + sha256(written.encode()).hexdigest()

    def _statement(self, told: Told, ids: dict[int, str]) -> rows.StatementRow:
        (start, m0, t0, n0), (end, m1, t1, n1) = told.range
        layer = told.layer
        role = "statement-point" if layer else "own-point"
        parties, places = self._held(m0, m1)
        return {
            "id": ids[id(told)],
            "attributed": layer is not None,
            "parent": ids[id(told.parent)] if told.parent else None,
            "source": self._source(told),
            "cue": self._phrase(told.cue) if told.cue else None,
            "content": {"text": self.text[start:end], "spans": [(start, end)]},
            "quote": layer.quote if layer else "indirect",
            "chain": [self.parties[who] for who in told.chain],
            "basis": [{"kind": kind, "text": self.text[a:b], "spans": [(a, b)]} for a, b, kind in told.basis],
            "certainty": self._certainty(told.hedge),
            "polarity": layer.polarity if layer else "asserted",
            "forecast": told.forecast,
            "horizon": told.horizon,
            "parties": parties,
            "times": list(range(t0, t1)),
            "numbers": list(range(n0, n1)),
            "places": places,
            "grounds": [ids[id(told.ground)]] if told.ground else [],
            "points": [self._point(point, role) for point in told.points],
        }

    def _source(self, told: Told) -> rows.SourceRow | None:
        if told.speaker is None:
            return None
        party = self.parties[told.speaker]
        if told.source is None:
            return {"text": told.speaker.first[0], "spans": [], "party": party, "carried": True}
        start, end = told.source
        return {"text": self.text[start:end], "spans": [told.source], "party": party, "carried": False}

    def _certainty(self, hedge: Stretch | None) -> rows.CertaintyRow | None:
        if hedge is None:
            return None
        words = self._phrase(hedge)
        level, low, high = BANDS[words["text"]]
        return {"words": [words], "low": low, "high": high, "level": level}

    def _point(self, point: Point, role: str) -> rows.PointRow:
        (start, m0, t0, n0), (end, m1, t1, n1) = point.range
        for number in range(n0, n1):
            if point.event:
                self.events[number] = point.event
        parties, places = self._held(m0, m1)
        return {
            "id": self._digest(role, f"[{start},{end}]"),
            "text": self.text[start:end],
            "spans": [(start, end)],
            "event": self._phrase(point.event) if point.event else None,
            "negated": point.negated,
            "times": list(range(t0, t1)),
            "numbers": list(range(n0, n1)),
            "places": places,
            "parties": parties,
        }

    def _held(self, first: int, last: int) -> tuple[list[str], list[str]]:
        """The parties of some mentions, each once, and those of them that are places."""
        if first == last:
            return [], []
        parties: list[str] = []
        places: list[str] = []
        for at in range(first, last):
            who = self.mentions[at][4]
            name = self.parties[who]
            if name not in parties:
                parties.append(name)
                if who.type == "place":
                    places.append(name)
        return parties, places

    def _time(self, at: int) -> rows.TimeRow:
        start, end, (type_, value, earliest, latest, precision, relation, reference, reasons) = self.times[at]
        return {
            "text": self.text[start:end],
            "spans": [(start, end)],
            "type": type_,
            "value": value,
            "earliest": earliest,
            "latest": latest,
            "precision": precision,
            "reasons": [{"code": r["code"], "values": list(r["values"]), "text": r["text"]} for r in reasons],
            "relation": relation,
            "reference": reference,
        }

    def _number(self, at: int) -> rows.NumberRow:
        count = self.numbers[at]
        low, high, approximate, relation, unit, scope = count.told
        of: rows.CountedRow | None = None
        if count.of:
            a, b = count.of
            of = {"text": self.text[a:b], "spans": [count.of], "party": None}
            if count.party:
                of["party"] = self.parties[count.party]
        event = self.events.get(at)
        return {
            "text": self.text[count.start : count.end],
            "spans": [(count.start, count.end)],
            "low": low,
            "high": high,
            "approximate": approximate,
            "relation": relation,
            "unit": unit,
            "of": of,
            "per": None,
            "scope": {"kind": scope, "since": None, "area": None} if scope else None,  # type: ignore[typeddict-item]
            "event": self._phrase(event) if event else None,
            "reasons": [],
        }


def _order(row: rows.StatementRow) -> tuple[int, int, bool]:
    start, end = row["content"]["spans"][0]
    return start, -end, not row["attributed"]


__all__ = ["READER", "Rows"]
