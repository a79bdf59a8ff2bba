"""From a report to its reading.

text -> segments, quotations, pieces -> the encoder's outputs by window, each decoded as it comes and then
let go: attributions (as the corpus cuts them) and statements (as the guide cuts them) -> what the writer
says alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from secondsource.encoder.heads import CUTS, PARTS, PairScores, Tables, pair_scores
from secondsource.encoder.pieces import Piecer, Pieces, Window, windows
from secondsource.encoder.session import Outputs, Session
from secondsource.errors import WeightsError
from secondsource.model import statement as model
from secondsource.model.report import Report
from secondsource.reading import attributions, quotations, statements
from secondsource.reading.assembling import Setting, assemble, mentioned
from secondsource.reading.attributions import Decoding, Found
from secondsource.reading.belonging import Values, belonging
from secondsource.reading.coreference import FEATURES
from secondsource.reading.credits import credits
from secondsource.reading.drafting import drafts_of
from secondsource.reading.facets import facets
from secondsource.reading.marks import Marks, gathered, links, marks_of, odds
from secondsource.reading.numbers import numbers
from secondsource.reading.parties import parties
from secondsource.reading.places import located
from secondsource.reading.points import points
from secondsource.reading.quotations import Spoken
from secondsource.reading.statements import StatementDecoding
from secondsource.reading.tags import Ints, Range, Tags, find_cues
from secondsource.reading.times import times
from secondsource.reading.worth import EVIDENCE, Worth
from secondsource.text import Quotation, Segments, segment
from secondsource.text import quotations as find_quotations
from secondsource.versions import READER

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# Outputs that serve attributions alone; their tags are evidence for statements too.
_OF_ATTRIBUTIONS = frozenset(f"attribution.{part}" for part in PARTS if part != "tags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A text cut for the encoder."""

    segments: Segments
    quotes: tuple[Quotation, ...]
    pieces: Pieces
    windows: list[Window]


class Reader:
    """Reads reports; `identity` names its version and weights. The same report gives the same reading,
    alone or among others, on any day."""

    def __init__(self, session: Session, piecer: Piecer) -> None:
        self._session = session
        self._piecer = piecer
        self._settings = session_settings(session)
        if len(session.tables.link) != FEATURES:
            raise WeightsError(
                "the reader's weights do not fit this version of secondsource "
                f"({len(session.tables.link)} weights of pairs of mentions, not {FEATURES}); reinstall it"
            )
        self.identity = model.Reader(version=READER, weights=session.identity)

    @classmethod
    def load(cls, weights: Path | None = None) -> Reader:
        """A reader with the weights that ship with the package, or with those of a file.

        Raises WeightsError when they are missing, damaged or of another version.
        """
        data = Path(str(resources.files("secondsource") / "data"))
        return cls(Session(weights or data / "reader.onnx"), Piecer(data / "vocabulary.txt"))

    def read(self, report: Report, *, raw: bool = False) -> model.Reading:
        """Everything that is found in the report; raw: with attributions as the training corpus cuts them."""
        prepared = self.prepare(report.text)
        without = frozenset() if raw else _OF_ATTRIBUTIONS
        outputs = self._session.each(prepared.pieces, prepared.windows, without=without)
        return self.decode(report, prepared, outputs, raw=raw)

    def prepare(self, text: str) -> Prepared:
        """Segments, quotations, pieces and windows of a text."""
        # Half a surrogate pair is no character; one for one, so that offsets hold.
        text = _LONE_SURROGATE.sub("\ufffd", text)
        segments = segment(text)
        quotes = find_quotations(text, segments.paragraphs)
        pieces = self._piecer.cut(segments, quotes)
        return Prepared(segments=segments, quotes=quotes, pieces=pieces, windows=windows(segments, pieces))

    def encode(self, prepared: Prepared) -> list[Outputs]:
        """The encoder's outputs for each window, kept to be decoded more than once."""
        return self._session.run(prepared.pieces, prepared.windows)

    def decode(
        self,
        report: Report,
        prepared: Prepared,
        outputs: Iterable[Outputs],
        *,
        raw: bool = False,
        statement_settings: StatementDecoding | None = None,
    ) -> model.Reading:
        """The reading that the encoder's outputs stand for."""
        segments = prepared.segments
        first, second = self._settings[0], statement_settings or self._settings[1]
        held = Decoded()
        for seen in _each(self._session.tables, prepared, outputs):
            if raw:
                held.attributions += seen.attributions(first)
            seen.add_statements(held, second)
            held.marks.append(marks_of(segments, seen.outputs, self._session.tables, seen.window.first))
        spoken = quotations.spoken(segments, prepared.quotes)
        reading = put_together(report, prepared, spoken, held, self._session.tables)
        told = (_attribution(segments, quotations.joined(f, spoken)) for f in held.attributions)
        return replace(reading, reader=self.identity, attributions=tuple(told))

    def marks(self, prepared: Prepared) -> Marks:
        """What the encoder says of single words: for measuring; `read` takes it further."""
        outputs = self._session.each(prepared.pieces, prepared.windows)
        tables = self._session.tables
        return gathered(
            [
                marks_of(prepared.segments, held, tables, window.first)
                for window, held in zip(prepared.windows, outputs, strict=True)
            ]
        )


def put_together(
    report: Report, prepared: Prepared, spoken: Sequence[Spoken], held: Decoded, tables: Tables
) -> model.Reading:
    """Statements, parties, facets and points from what the windows gave; without the reader's identity."""
    segments = prepared.segments
    marks = gathered(held.marks)
    drafts = drafts_of(segments, spoken, held.told, held.stretches)
    for draft in drafts:
        draft.odds = odds(marks, draft)
    chained = links(segments, marks, tables.link, _quoted(prepared))
    found = parties(segments, marks.seen, chained, drafts, report, quotes=prepared.quotes)
    found = located(segments, report, found)
    told, grounded = facets(segments, drafts, found)
    cut = points(segments, marks.starts, drafts)
    dated = times(segments, report, found.mentions)
    counted = numbers(segments, dated, found.mentions)
    typed = frozenset(p.id for p in found.parties if p.type)
    values = Values.of(segments, times=dated, numbers=counted, found=found)
    setting = Setting(
        report=report.id,
        segments=segments,
        quotes=spoken,
        parties=mentioned(found.words, found.mentions, typed),
        points=cut,
        belonging=belonging(segments, cut, drafts, values),
        times=dated,
        published=report.published,
    )
    return model.Reading(
        report=report,
        reader=model.Reader(version=READER, weights=""),
        statements=assemble(setting, drafts, told, grounded),
        mentions=found.mentions,
        parties=found.parties,
        times=dated,
        numbers=counted,
        credits=credits(report),
    )


def _quoted(prepared: Prepared) -> Ints:
    """For each word whether it stands in a quotation (1) or not (0)."""
    out = np.zeros(len(prepared.segments), np.int32)
    for quotation in prepared.quotes:
        first, last = prepared.segments.range_of(quotation.span)
        out[first:last] = 1
    return out


@dataclass(slots=True, kw_only=True)
class Decoded:
    """What the windows of a text give, in words of the text.

    told: statements that cues introduce; stretches: speech that none introduces; marks: of each window.
    """

    attributions: list[Found] = field(default_factory=list)
    told: list[Found] = field(default_factory=list)
    stretches: list[Range] = field(default_factory=list)
    marks: list[Marks] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One window with the encoder's outputs for it; what it gives is in words of the text."""

    window: Window
    sentence: Ints
    paragraph: Ints
    outputs: Outputs
    tables: Tables
    tags: dict[str, Tags]

    def attributions(self, settings: Decoding) -> list[Found]:
        """Attributions as the training corpus cuts them."""
        tags, other = self.tags["attribution"], self.tags["statement"]
        cues = find_cues(tags, bias=settings.cue)
        if not len(cues):
            return []
        pairs = self._pairs("attribution", cues)
        found = attributions.decode(tags, other, pairs, cues, self.sentence, settings=settings)
        return [_shift(f, self.window.first) for f in found]

    def add_statements(self, to: Decoded, settings: StatementDecoding) -> None:
        """Adds statements as the guide cuts them, and stretches of speech that no cue introduces."""
        tags, other, at = self.tags["statement"], self.tags["attribution"], self.window.first
        cues = find_cues(tags, bias=settings.cue)
        if len(cues):
            pairs = self._pairs("statement", cues)
            found = statements.decode(tags, other, pairs, cues, self.sentence, settings=settings)
            to.told += [_shift(f, at) for f in found]
        to.stretches += [(a + at, b + at) for a, b in statements.cueless(tags, settings=settings)]

    def _pairs(self, cut: str, cues: Ints) -> PairScores:
        return pair_scores(
            self.outputs, self.tables, cut=cut, cues=cues, sentence=self.sentence, paragraph=self.paragraph
        )


def _each(tables: Tables, prepared: Prepared, outputs: Iterable[Outputs]) -> Iterator[Seen]:
    """The windows of a text with their outputs, of which no more than one is held at a time."""
    segments = prepared.segments
    for window, held in zip(prepared.windows, outputs, strict=True):
        words = slice(window.first, window.last)
        yield Seen(
            window=window,
            sentence=segments.sentence[words],
            paragraph=segments.paragraph[words],
            outputs=held,
            tables=tables,
            tags={cut: Tags.of(held[f"{cut}.tags"]) for cut in CUTS},
        )


def session_settings(session: Session) -> tuple[Decoding, StatementDecoding]:
    """The thresholds of both cuts that were chosen for these weights, or the plain ones."""
    try:
        first, second = (_settings(session.decoding.get(cut, {})) for cut in ("attribution", "statement"))
        return Decoding(**first), StatementDecoding(**second)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise WeightsError(
            f"the reader's weights do not fit this version of secondsource ({error}); reinstall it"
        ) from error


def _settings(held: dict[str, Any]) -> dict[str, Any]:
    kept = dict(held)
    if kept.get("worth"):
        worth = Worth(weights=tuple(kept["worth"]["weights"]), least=kept["worth"]["least"])
        if len(worth.weights) != len(EVIDENCE):
            raise ValueError(f"{len(worth.weights)} weights of evidence, not {len(EVIDENCE)}")
        kept["worth"] = worth
    return kept


def decode_attributions(
    session: Session, prepared: Prepared, outputs: Iterable[Outputs], settings: Decoding | None = None
) -> list[Found]:
    """Attributions as the training corpus cuts them, in words of the text: what `read` does, of one cut."""
    settings = settings or session_settings(session)[0]
    spoken = quotations.spoken(prepared.segments, prepared.quotes)
    seen = _each(session.tables, prepared, outputs)
    return [quotations.joined(f, spoken) for one in seen for f in one.attributions(settings)]


def decode_statements(
    session: Session,
    prepared: Prepared,
    outputs: Iterable[Outputs],
    settings: StatementDecoding | None = None,
) -> tuple[list[Found], list[Range]]:
    """Statements that cues introduce, and stretches of speech that none introduces, in words of the text."""
    settings = settings or session_settings(session)[1]
    held = Decoded()
    for seen in _each(session.tables, prepared, outputs):
        seen.add_statements(held, settings)
    return held.told, held.stretches


def _shift(found: Found, by: int) -> Found:
    return Found(
        cue=_up(found.cue, by),
        source=_up(found.source, by),
        content=tuple([(a + by, b + by) for a, b in found.content]),
        score=found.score,
        evidence=found.evidence,
    )


def _up(words: Range | None, by: int) -> Range | None:
    return (words[0] + by, words[1] + by) if words else None


def _attribution(segments: Segments, found: Found) -> model.Attribution:
    def phrase(*ranges: Range | None) -> model.Phrase | None:
        spans = tuple(segments.span_of(*r) for r in ranges if r)
        return model.phrase(segments.text, spans) if spans else None

    return model.Attribution(
        source=phrase(found.source), cue=phrase(found.cue), content=phrase(*found.content)
    )
