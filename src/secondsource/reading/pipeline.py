"""From a report to its reading.

text -> segments, quotations, pieces -> the encoder's outputs by window -> attributions (as the corpus
cuts them) and statements (as the guide cuts them) -> what the writer says alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from secondsource.encoder.heads import PairScores, pair_scores
from secondsource.encoder.pieces import Piecer, Pieces, Window, windows
from secondsource.encoder.session import Outputs, Session
from secondsource.errors import WeightsError
from secondsource.model import statement as model
from secondsource.model.report import Report
from secondsource.reading import attributions, quotations, statements
from secondsource.reading.assembling import assemble
from secondsource.reading.attributions import Decoding, Found
from secondsource.reading.statements import StatementDecoding
from secondsource.reading.tags import Ints, Range, find_cues, log_softmax
from secondsource.reading.worth import EVIDENCE, Worth
from secondsource.text import Quotation, Segments, segment
from secondsource.text import quotations as find_quotations
from secondsource.versions import READER

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


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
        self.identity = model.Reader(version=READER, weights=session.identity)

    @classmethod
    def load(cls, weights: Path | None = None) -> Reader:
        """A reader with the weights that ship with the package, or with those of a file.

        Raises WeightsError when they are missing, damaged or of another version.
        """
        data = Path(str(resources.files("secondsource") / "data"))
        return cls(Session(weights or data / "reader.onnx"), Piecer(data / "vocabulary.txt"))

    def read(self, report: Report) -> model.Reading:
        """Everything that is found in the report."""
        prepared = self.prepare(report.text)
        outputs = self.encode(prepared)
        return self.decode(report, prepared, outputs)

    def prepare(self, text: str) -> Prepared:
        """Segments, quotations, pieces and windows of a text."""
        # Half a surrogate pair is no character; one for one, so that offsets hold.
        text = _LONE_SURROGATE.sub("\ufffd", text)
        segments = segment(text)
        quotes = find_quotations(text, segments.paragraphs)
        pieces = self._piecer.cut(segments, quotes)
        return Prepared(segments=segments, quotes=quotes, pieces=pieces, windows=windows(segments, pieces))

    def encode(self, prepared: Prepared) -> list[Outputs]:
        """The encoder's outputs for each window."""
        return self._session.run(prepared.pieces, prepared.windows)

    def decode(
        self,
        report: Report,
        prepared: Prepared,
        outputs: Sequence[Outputs],
        *,
        statement_settings: StatementDecoding | None = None,
    ) -> model.Reading:
        """The reading that the encoder's outputs stand for."""
        segments = prepared.segments
        spoken = quotations.spoken(segments, prepared.quotes)
        raw = decode_attributions(self._session, prepared, outputs, self._settings[0])
        told, stretches = decode_statements(
            self._session, prepared, outputs, statement_settings or self._settings[1]
        )
        return model.Reading(
            report=report,
            reader=self.identity,
            statements=assemble(report, segments, spoken, told, stretches),
            attributions=tuple(_attribution(segments, f) for f in raw),
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
    session: Session, prepared: Prepared, outputs: Sequence[Outputs], settings: Decoding | None = None
) -> list[Found]:
    """Attributions as the training corpus cuts them, in words of the text."""
    settings = settings or session_settings(session)[0]
    out: list[Found] = []
    for window, held in zip(prepared.windows, outputs, strict=True):
        logs, other = (log_softmax(held[f"{cut}.tags"]) for cut in ("attribution", "statement"))
        cues = find_cues(logs, bias=settings.cue)
        if len(cues):
            sentence = prepared.segments.sentence[window.first : window.last]
            pairs = _pairs(session, prepared, window, held, "attribution", cues)
            found = attributions.decode(logs, other, pairs, cues, sentence, settings=settings)
            out += [_shift(f, window.first) for f in found]
    spoken = quotations.spoken(prepared.segments, prepared.quotes)
    return [quotations.joined(f, spoken) for f in out]


def decode_statements(
    session: Session,
    prepared: Prepared,
    outputs: Sequence[Outputs],
    settings: StatementDecoding | None = None,
) -> tuple[list[Found], list[Range]]:
    """Statements that cues introduce, and stretches of speech that none introduces, in words of the text."""
    settings = settings or session_settings(session)[1]
    told: list[Found] = []
    stretches: list[Range] = []
    for window, held in zip(prepared.windows, outputs, strict=True):
        logs, other = (log_softmax(held[f"{cut}.tags"]) for cut in ("statement", "attribution"))
        cues = find_cues(logs, bias=settings.cue)
        if len(cues):
            sentence = prepared.segments.sentence[window.first : window.last]
            pairs = _pairs(session, prepared, window, held, "statement", cues)
            found = statements.decode(logs, other, pairs, cues, sentence, settings=settings)
            told += [_shift(f, window.first) for f in found]
        found_stretches = statements.cueless(logs, settings=settings)
        stretches += [(a + window.first, b + window.first) for a, b in found_stretches]
    return told, stretches


def _pairs(
    session: Session, prepared: Prepared, window: Window, held: Outputs, cut: str, cues: Ints
) -> PairScores:
    words = slice(window.first, window.last)
    segments = prepared.segments
    return pair_scores(
        held,
        session.tables,
        cut=cut,
        cues=cues,
        sentence=segments.sentence[words],
        paragraph=segments.paragraph[words],
    )


def _shift(found: Found, by: int) -> Found:
    content = tuple((a + by, b + by) for a, b in found.content)
    return replace(found, cue=_up(found.cue, by), source=_up(found.source, by), content=content)


def _up(words: Range | None, by: int) -> Range | None:
    return (words[0] + by, words[1] + by) if words else None


def _attribution(segments: Segments, found: Found) -> model.Attribution:
    def phrase(*ranges: Range | None) -> model.Phrase | None:
        spans = tuple(segments.span_of(*r) for r in ranges if r)
        return model.phrase(segments.text, spans) if spans else None

    return model.Attribution(
        source=phrase(found.source), cue=phrase(found.cue), content=phrase(*found.content)
    )
