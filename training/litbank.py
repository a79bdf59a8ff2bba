"""Reads LitBank: fiction with mentions of persons, places and organizations in chains."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from secondsource.encoder.pieces import Piecer
from secondsource.model.span import Span
from training.data import Example, make_example
from training.marks import Marked
from training.tokens import joined, whole_words

TYPES = {
    "PER": "person", "ORG": "organization", "VEH": "platform", "FAC": "place", "GPE": "place", "LOC": "place",
}  # fmt: skip
_ENDS_PHRASE = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "for",
        "with",
        "from",
        "to",
        "who",
        "whom",
        "that",
        "which",
        "and",
        "or",
        "by",
        "whose",
        ",",
        "(",
        "-",
        "--",
    ]
)


def load_litbank(data: Path, piecer: Piecer, *, dropped: Counter[str] | None = None) -> list[Example]:
    """The works with `marked`; chains of one mention are none. Heads are guessed, for there are no trees."""
    counts = Counter[str]() if dropped is None else dropped
    out = []
    for path in sorted((data / "coreference/litbank").glob("*.ann")):
        sentences = [line.split() for line in path.with_suffix(".txt").read_text("utf-8").splitlines()]
        text, spans = "", []
        for tokens in sentences:
            text += " " if text else ""
            said, found = joined(tokens)
            spans.append([Span(len(text) + s.start, len(text) + s.end) for s in found])
            text += said
        example = make_example(path.stem, "litbank", text, piecer)
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]
        example.marked = _marked(rows, sentences, spans, example, counts)
        out.append(example)
    return out


def _marked(
    rows: list[list[str]],
    sentences: list[list[str]],
    spans: list[list[Span]],
    example: Example,
    dropped: Counter[str],
) -> list[Marked]:
    chains = _chains(rows)
    out = []
    for _, mention, sentence, first, _, last, _, kind, _ in (r for r in rows if r[0] == "MENTION"):
        at, start, end = int(sentence), int(first), int(last) + 1
        words = whole_words(example.segments, Span(spans[at][start].start, spans[at][end - 1].end))
        if words is None:
            dropped["mention"] += 1
            continue
        head = start + guessed_head(sentences[at][start:end])
        word = min(max(example.segments.range_of(spans[at][head])[0], words[0]), words[1] - 1)
        out.append(Marked(words=words, head=word, type=TYPES[kind], cluster=chains.get(mention)))
    return sorted(out, key=lambda m: (m.words[0], -m.words[1]))


def guessed_head(tokens: list[str]) -> int:
    """The last token before what follows the noun: a preposition, a relative pronoun, a comma."""
    for at, token in enumerate(tokens):
        if at and token.lower() in _ENDS_PHRASE:
            return at - 1
    last = len(tokens) - 1
    return last - 1 if last and tokens[last] in {"'s", "’s", "'"} else last


def _chains(rows: list[list[str]]) -> dict[str, int]:
    """The number of the chain of every mention that shares one, over copulas and appositions too."""
    to: dict[str, str] = {}

    def root(name: str) -> str:
        while name in to:
            name = to[name]
        return name

    for row in rows:
        if row[0] in {"COREF", "COP", "APPOS"}:
            a, b = root(row[1]), root(row[2])
            if a != b:
                to[a] = b
    members: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row[0] == "MENTION":
            members[root(row[1])].append(row[1])
    shared = [m for _, m in sorted(members.items()) if len(m) > 1]
    return {mention: number for number, chain in enumerate(shared, 1) for mention in chain}
