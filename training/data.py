"""Reads the training corpora into word-level examples, by the very segmenting that reading uses.

Two cuts of who says what: attributions (PolNeAR's brat files) and statements (record files annotated
under the guide). Both become tuples of half-open word ranges.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from secondsource.encoder.heads import FACETS
from secondsource.encoder.pieces import Piecer, Pieces, Window, windows
from secondsource.model.span import Span
from secondsource.text import Quotation, Segments, quotations, segment
from training.annotations import locate, restored, text_of
from training.marks import Marked, Name

Range = tuple[int, int]
Keep = Callable[[str], bool]  # by name of document
VOCABULARY = Path(__file__).parents[1] / "src/secondsource/data/vocabulary.txt"

OWN = Path(__file__).parent / "annotations/reports.jsonl"
TUNE = 0.04  # of the training documents are kept for choosing thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """One annotated attribution or statement. content: the ranges that make it up (one for a statement)."""

    cue: Range | None
    source: Range | None
    content: tuple[Range, ...]
    carried: bool = False
    facets: frozenset[str] | None = None  # of encoder.heads.FACETS; None where they are not annotated


@dataclass(slots=True, kw_only=True)
class Example:
    """One text with what is annotated on it; None where a cut is not annotated at all."""

    name: str
    kind: str
    segments: Segments
    quotes: tuple[Quotation, ...]
    pieces: Pieces
    windows: list[Window]
    attributions: list[Arguments] | None = None
    statements: list[Arguments] | None = None
    silver: list[Arguments] = field(default_factory=list)
    names: list[Name] | None = None
    known: frozenset[str] = frozenset()  # the types of names that the set annotates wherever they stand
    marked: list[Marked] | None = None
    starts: list[int] | None = None  # words at which a point begins, first words of sentences among them


def aside(name: str) -> bool:
    """True for a document that is never trained on: thresholds are chosen on these."""
    return share(name) < TUNE


def share(name: str) -> float:
    """A fixed number in [0, 1) for a document: which part of the corpus it belongs to."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 2**32


def make_example(name: str, kind: str, text: str, piecer: Piecer) -> Example:
    """Segments, quotations and pieces of a text, without annotation."""
    segments = segment(text)
    quotes = quotations(text, segments.paragraphs)
    pieces = piecer.cut(segments, quotes)
    return Example(
        name=name,
        kind=kind,
        segments=segments,
        quotes=quotes,
        pieces=pieces,
        windows=windows(segments, pieces),
    )


def load_polnear(folder: Path, piecer: Piecer, *, keep: Keep = lambda name: True) -> list[Example]:
    """The annotated articles of a compartment that are to be kept: the first annotator in name order."""
    out = []
    for path in sorted(glob.glob(str(folder / "text" / "*"))):
        name = os.path.basename(path)[:-4]
        if not keep(name):
            continue
        found = sorted(glob.glob(str(folder / "attributions" / (glob.escape(name) + "_*.ann"))))
        if not found:
            continue
        text = Path(path).read_bytes().decode("utf-8")
        example = make_example(name, "polnear", text, piecer)
        rows = [_arguments_of(example.segments, a) for a in _brat(found[0])]
        example.attributions = sorted((a for a in rows if a.cue and a.content), key=lambda a: a.cue or (0, 0))
        example.silver = silver_statements(example)
        out.append(example)
    return out


def _brat(path: str) -> list[dict[str, list[Span]]]:
    spans: dict[str, list[Span]] = {}
    events: list[dict[str, list[Span]]] = []
    with open(path, encoding="utf8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    rows = [r for r in rows if re.fullmatch(r"[TE]\d+", r[0]) and len(r) > 1]
    for row in sorted(rows, key=lambda r: r[0][0] != "T"):
        if row[0][0] == "T":
            parts = row[1].split(" ", 1)[1].split(";")
            spans[row[0]] = [Span(*map(int, p.split())) for p in parts]
            continue
        event: dict[str, list[Span]] = defaultdict(list)
        for part in row[1].split():
            role, ref = part.split(":")
            event[re.sub(r"\d+$", "", role)] += spans.get(ref, [])
        events.append(event)
    return events


def _arguments_of(segments: Segments, event: dict[str, list[Span]]) -> Arguments:
    def ranges(role: str) -> tuple[Range, ...]:
        found = sorted(segments.range_of(s) for s in event.get(role, []))
        return tuple(r for r in found if r[0] < r[1])

    cue, source = ranges("Cue"), ranges("Source")
    return Arguments(cue=_whole(cue), source=_whole(source), content=ranges("Content"))


def _whole(ranges: tuple[Range, ...]) -> Range | None:
    return (ranges[0][0], ranges[-1][1]) if ranges else None


def silver_statements(example: Example) -> list[Arguments]:
    """Attributions recut as the guide cuts statements, by rule; which of them are statements is left open.

    Halves on both sides of a cue in mid-sentence are one span that holds the cue; where a sentence ends
    between two halves the second is carried and falls away here.
    """
    out = []
    for a in example.attributions or []:
        assert a.cue
        first, last = a.content[0]
        for start, end in a.content[1:]:
            gap = example.segments.sentence[start - 1] == example.segments.sentence[last - 1] and (
                example.segments.sentence[start] == example.segments.sentence[last - 1]
            )
            same = example.segments.sentence[start] == example.segments.sentence[last - 1]
            if not (gap and same):
                break
            last = end
        out.append(Arguments(cue=a.cue, source=a.source, content=((first, last),)))
    return out


def load_statements(
    gold: Path, data: Path, piecer: Piecer, *, keep: Keep = lambda name: True
) -> list[Example]:
    """Annotated reports of a record file made under the guide, or of a stand-off one of our own.

    `data` is the folder of the text sets.
    """
    out = []
    for line in gold.read_text("utf8").splitlines():
        if not line.strip():
            continue
        doc = json.loads(line)
        if not keep(doc["doc"]):
            continue
        text = text_of(doc, data)
        doc = restored(doc, text) if "sha256" in doc else doc
        example = make_example(doc["doc"], doc["set"], text, piecer)
        example.statements = [a for s in doc["statements"] if (a := _statement(example.segments, s))]
        out.append(example)
    return out


def head_of(whole: Example, part: Example) -> Example:
    """The annotated head of an article with the attributions that lie in it beside its statements."""
    words = len(part.segments)
    rows = whole.attributions or []
    part.attributions = [a for a in rows if all(r[1] <= words for r in (*a.content, a.cue, a.source) if r)]
    part.silver = silver_statements(part)
    return part


def _statement(segments: Segments, s: dict[str, Any]) -> Arguments | None:
    content = segments.range_of(Span(s["start"], s["end"]))
    if content[0] >= content[1]:
        return None
    near = (s["start"], s["end"])
    cue = s["cue_span"] if "cue_span" in s else locate(segments.text, s.get("cue"), near)
    source = s.get("source_span")
    if "source_span" not in s and not s.get("carried"):
        source = locate(segments.text, s.get("source_text"), (cue[0], cue[1]) if cue else near)

    def words(span: Any) -> Range | None:
        return segments.range_of(Span(*span)) if span else None

    return Arguments(
        cue=words(cue),
        source=words(source),
        content=(content,),
        carried=bool(s.get("carried")),
        facets=facets_of(s),
    )


def facets_of(s: dict[str, Any]) -> frozenset[str]:
    """What is annotated of a statement, in the names of the encoder's facets."""
    found = {f"basis:{kind}" for kind in s.get("basis") or []}
    level = s.get("certainty") or "none"
    if level != "none":
        found |= {"hedged", f"level:{level}"}
    if s.get("forecast"):
        found.add("forecast")
    found.add(s.get("polarity") or "asserted")
    return frozenset(found & set(FACETS))


def load_training(
    data: Path, annotations: list[Path], piecer: Piecer, *, keep: Keep = lambda name: True
) -> tuple[list[Example], list[Example]]:
    """PolNeAR's training articles and the statement reports; an article in both carries both cuts."""
    polnear = {e.name: e for e in load_polnear(data / "polnear/train", piecer, keep=keep)}
    statements: list[Example] = []
    for gold in [data / "statements/train.jsonl", *annotations]:
        for example in load_statements(gold, data, piecer, keep=keep):
            twin = polnear.get(example.name)
            if twin and twin.segments.text.startswith(example.segments.text):
                example = head_of(twin, example)
            statements.append(example)
    return list(polnear.values()), statements
