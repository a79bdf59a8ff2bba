"""Bare propositions as wordings: read by themselves, with all that was read in them tied to one point."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict
from pathlib import Path
from typing import Any

from secondsource.linking.pair_reader import Answer, PairReader
from secondsource.linking.wordings import Facts, wording_of
from secondsource.model.report import Report
from secondsource.model.wording import Wording
from secondsource.reading.pipeline import Reader
from secondsource.records.reading import reading_row
from training.pair_data import Example


def row_of(reader: Reader, text: str, date: str | None) -> dict[str, Any]:
    """The reading of a proposition as if it were a report of that day."""
    return dict(reading_row(reader.read(Report(text=text, published=date)), with_text=True))


def wording_of_row(row: dict[str, Any], *, event: tuple[int, int] | None = None) -> Wording | None:
    """The whole text of a row as one point; event: [start, end) of the word that tells what happened, where
    known.

    Polarity and forecast are of the statement that holds most of the text, the event of its longest point.
    """
    text: str = row["report"]["text"]
    statements = row["statements"]
    points = [point for statement in statements for point in statement["points"]]
    longest = max(points, key=lambda point: len(point["text"]), default=None)
    spoken = [s for s in statements if s["attributed"]] or statements
    main = max(spoken, key=lambda s: len(s["content"]["text"]), default=None)
    told = None if longest is None else longest["event"]
    if event is not None:
        told = {"text": text[event[0] : event[1]], "spans": [event]}
    point = {
        "id": "", "text": text, "spans": [[0, len(text)]], "event": told,
        "negated": bool(longest and longest["negated"]),
        "times": range(len(row["times"])), "numbers": range(len(row["numbers"])),
        "places": sorted({id for s in (*statements, *points) for id in s["places"]}),
        "parties": [],
    }  # fmt: skip
    statement = {
        "polarity": main["polarity"] if main else "asserted",
        "forecast": bool(main and main["forecast"]),
        "quote": "indirect",
        "content": {"text": text},
    }
    return wording_of(point, statement, Facts(row=row))


class Readings:
    """What propositions were read as, each once."""

    def __init__(self, kept: Path | None) -> None:
        self.kept = kept
        self.rows: dict[tuple[str, str | None], dict[str, Any]] = {}
        if kept is not None and kept.exists():
            self.rows = pickle.loads(kept.read_bytes())
        self._reader: Reader | None = None

    def wording(self, text: str, date: str | None, event: tuple[int, int] | None = None) -> Wording | None:
        """The wording of a bare proposition."""
        if (text, date) not in self.rows:
            self._reader = self._reader or Reader.load()
            self.rows[text, date] = row_of(self._reader, text, date)
        return wording_of_row(self.rows[text, date], event=event)

    def report(self, line: dict[str, Any]) -> dict[str, Any]:
        """The reading of a whole report of a record file."""
        published = line.get("published") or line.get("date")
        if (line["text"], published) not in self.rows:
            self._reader = self._reader or Reader.load()
            self.rows[line["text"], published] = row_of(self._reader, line["text"], published)
        return self.rows[line["text"], published]

    def keep(self) -> None:
        """Writes what was read for the next time."""
        if self.kept is not None:
            self.kept.write_bytes(pickle.dumps(self.rows))


class Answers:
    """What the pair reader says of pairs by id, kept for the next time."""

    def __init__(self, weights: Path, kept: Path | None) -> None:
        self.kept = kept
        self.held: dict[str, dict[str, Any]] = {}
        if kept is not None and kept.exists():
            self.held = json.loads(kept.read_text("utf-8"))
        self._weights = weights
        self._reader: PairReader | None = None

    def of(self, example: Example) -> Answer:
        """The answer for a judged pair."""
        if example.id not in self.held:
            self._reader = self._reader or PairReader(self._weights)
            self.held[example.id] = asdict(self._reader.read(example.a, example.b))
        return Answer(**self.held[example.id])

    def keep(self) -> None:
        """Writes the answers."""
        if self.kept is not None:
            self.kept.write_text(json.dumps(self.held), "utf-8")
