"""Measures decoding on annotated texts, and says what is still missed.

usage: python -m training.evaluate WEIGHTS.onnx DATA [--polnear FOLDER] [--statements FILE]
                                   [--breakdown] [--json]

DATA is the folder of the sets. Without FOLDER or FILE the documents kept aside from training are taken. The
measures of attributions are the corpus scorer's: token F1 of
each role, and whole attributions; that of statements: F1 of contents (half of their words shared).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from secondsource.encoder.pieces import Piecer
from secondsource.encoder.session import Outputs, Session
from secondsource.model.report import Report
from secondsource.reading.attributions import Decoding, Found
from secondsource.reading.pipeline import Prepared, Reader, decode_attributions
from secondsource.reading.statements import StatementDecoding
from training.data import (
    OWN,
    VOCABULARY,
    Arguments,
    Example,
    Range,
    aside,
    load_polnear,
    load_statements,
    load_training,
)

ROLES = ("source", "cue", "content")
Words = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The words of one attribution by role."""

    source: Words
    cue: Words
    content: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text with what is annotated on it, and the encoder's outputs for it."""

    example: Example
    prepared: Prepared
    outputs: list[Outputs]


def cases(reader: Reader, examples: Sequence[Example]) -> list[Case]:
    """The examples, encoded once so that decoding can be tried again and again."""
    out = []
    for e in examples:
        prepared = Prepared(segments=e.segments, quotes=e.quotes, pieces=e.pieces, windows=e.windows)
        out.append(Case(example=e, prepared=prepared, outputs=reader.encode(prepared)))
    return out


def words_in(ranges: Sequence[Range | None]) -> Words:
    """Indexes of the words of all ranges."""
    return frozenset(w for r in ranges if r for w in range(*r))


def roles_of(row: Arguments | Found) -> Roles:
    """The words of one attribution by role."""
    return Roles(source=words_in([row.source]), cue=words_in([row.cue]), content=words_in(row.content))


def jaccard(a: Words, b: Words) -> float:
    """Share of the words of both that both hold."""
    return len(a & b) / max(len(a | b), 1)


def same_source(a: Roles, b: Roles) -> bool:
    """True when the sources share a word or are both absent."""
    return bool(a.source & b.source) or not (a.source or b.source)


def figures(hit: float, said: float, true: float) -> dict[str, float]:
    """Precision, recall and F1 in percent."""
    p, r = hit / max(said, 1), hit / max(true, 1)
    return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": round(200 * p * r / max(p + r, 1e-9), 1)}


def score(pairs: Sequence[tuple[list[Roles], list[Roles]]]) -> dict[str, dict[str, float]]:
    """Figures by role and of whole attributions over (annotated, read) of each document."""
    count: Counter[tuple[str, str]] = Counter()
    for gold, read in pairs:
        for role in ROLES:
            true, said = (words_in_role(rows, role) for rows in (gold, read))
            count[role, "hit"] += len(true & said)
            count[role, "said"] += len(said)
            count[role, "true"] += len(true)
        free = list(read)
        for a in gold:
            best = max(
                (b for b in free if same_source(a, b)),
                key=lambda b: jaccard(a.content, b.content),
                default=None,
            )
            if best is not None and jaccard(a.content, best.content) >= 0.5:
                free.remove(best)
                count["attribution", "hit"] += 1
        count["attribution", "said"] += len(read)
        count["attribution", "true"] += len(gold)
    return {
        k: figures(*(count[k, part] for part in ("hit", "said", "true"))) for k in (*ROLES, "attribution")
    }


def words_in_role(rows: Sequence[Roles], role: str) -> Words:
    """All words that any row gives a role."""
    return frozenset(w for row in rows for w in getattr(row, role))


def breakdown(pairs: Sequence[tuple[list[Roles], list[Roles]]]) -> Counter[str]:
    """What became of each annotated attribution, by kind of fault, and what was read beside them."""
    kinds: Counter[str] = Counter()
    for gold, read in pairs:
        kinds.update(_fault(a, read) for a in gold)
        kinds["said and not annotated"] += sum(
            all(jaccard(a.content, b.content) < 0.5 for a in gold) for b in read
        )
    return kinds


def _fault(a: Roles, read: list[Roles]) -> str:
    best = max(read, key=lambda b: jaccard(a.content, b.content), default=None)
    cued = [b for b in read if b.cue & a.cue]
    if any(jaccard(a.content, b.content) >= 0.5 and same_source(a, b) for b in read):
        return "found"
    if best is not None and jaccard(a.content, best.content) >= 0.5:
        return "source missing" if not best.source else "source invented" if not a.source else "other source"
    if not cued:
        return "cue not found"
    near = max(cued, key=lambda b: jaccard(a.content, b.content))
    if not near.content & a.content:
        return "content elsewhere"
    return "content too long" if len(near.content) > len(a.content) else "content too short"


def attribution_pairs(
    session: Session, held: Sequence[Case], settings: Decoding | None = None
) -> list[tuple[list[Roles], list[Roles]]]:
    """(annotated, read) of each document by the attribution cut."""
    out = []
    for case in held:
        found = decode_attributions(session, case.prepared, case.outputs, settings)
        out.append(([roles_of(a) for a in case.example.attributions or []], [roles_of(f) for f in found]))
    return out


def statement_pairs(
    reader: Reader, held: Sequence[Case], settings: StatementDecoding | None = None
) -> list[tuple[list[Roles], list[Roles]]]:
    """(annotated, read) of each document by the statement cut, after all that reading does."""
    out = []
    for case in held:
        segments = case.prepared.segments
        report = Report(text=segments.text)
        reading = reader.decode(report, case.prepared, case.outputs, statement_settings=settings)
        read = []
        for s in reading.statements:
            if s.attributed:
                named = [segments.range_of(x) for x in (s.source.spans if s.source else ())]
                cued = [segments.range_of(x) for x in (s.cue.spans if s.cue else ())]
                said = [segments.range_of(x) for x in s.content.spans]
                read.append(Roles(source=words_in(named), cue=words_in(cued), content=words_in(said)))
        out.append(([roles_of(a) for a in case.example.statements or []], read))
    return out


def statement_score(pairs: Sequence[tuple[list[Roles], list[Roles]]]) -> dict[str, float]:
    """Figures of contents alone, each read one matched to one annotated, best first."""
    hit = said = true = 0
    for gold, read in pairs:
        ranked = sorted(
            ((jaccard(a.content, b.content), i, k) for i, a in enumerate(gold) for k, b in enumerate(read)),
            reverse=True,
        )
        used: set[tuple[str, int]] = set()
        for value, i, k in ranked:
            if value >= 0.5 and ("gold", i) not in used and ("read", k) not in used:
                used |= {("gold", i), ("read", k)}
                hit += 1
        said, true = said + len(read), true + len(gold)
    return figures(hit, said, true)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--polnear", type=Path)
    parser.add_argument("--statements", type=Path)
    parser.add_argument("--breakdown", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    reader, session = Reader.load(args.weights), Session(args.weights)
    piecer = Piecer(VOCABULARY)
    held: tuple[list[Case], list[Case]] = ([], [])
    if not (args.polnear and args.statements):
        kept = load_training(args.data, [OWN], piecer, keep=aside)
        held = (cases(reader, kept[0]), cases(reader, kept[1]))
    articles = cases(reader, load_polnear(args.polnear, piecer)) if args.polnear else held[0]
    reports = (
        cases(reader, load_statements(args.statements, args.data, piecer)) if args.statements else held[1]
    )
    pairs = attribution_pairs(session, articles)
    told = statement_pairs(reader, reports)
    result = {**score(pairs), "statements": statement_score(told)}
    if args.json:
        print(json.dumps(result))
    else:
        print(f"{len(articles)} articles, {len(reports)} reports")
        print(*(f"{k} {v['f1']} (P {v['p']} R {v['r']})" for k, v in result.items()), sep="  ")
    if args.breakdown:
        print("attributions:", dict(breakdown(pairs).most_common()))
        print("statements:", dict(breakdown(told).most_common()))


if __name__ == "__main__":
    main()
