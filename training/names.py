"""Reads sets of names: token files with tags, re3d's offsets, and the parties of annotated reports.

Every loader gives examples with `names` and `known`: the types that the set annotates wherever they stand.
Words outside the names are known to be no names of these types, and unknown for the others.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from secondsource.encoder.pieces import Piecer
from secondsource.model.span import Span
from training.annotations import restored, text_of
from training.data import OWN, Example, make_example
from training.parties import name_in, names_of_report
from training.tokens import Tagged, blocks, joined, names_at, spans_of_tags

Losses = Counter[str]

BASIC = {"PER": "person", "LOC": "place", "ORG": "organization"}
POLITICS = {
    "politician": "person", "person": "person", "organisation": "organization",
    "politicalparty": "organization", "country": "place", "location": "place", "event": "event",
    "election": "event",
}  # fmt: skip
POSTS = {"person": "person", "location": "place", "corporation": "organization", "group": "organization"}
CONFLICT = {
    "Organisation": "organization", "Location": "place", "Person": "person",
    "Nationality": "nationality", "Vehicle": "platform", "MilitaryPlatform": "platform",
    "DocumentReference": "document", "Weapon": "weapon",
}  # fmt: skip
_SURE = 0.5  # of re3d's confidence: below it most annotators refused the label
_ENDS = re.compile(r"[.!?:;,\"”’')\]]$|--$|-$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a token file inside a document. tokens: their characters; names: in tokens of it."""

    tokens: tuple[Span, ...]
    names: frozenset[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """A document put together from the sentences of a token file."""

    name: str
    text: str
    sentences: tuple[Sentence, ...]


def load_names(data: Path, piecer: Piecer, *, dropped: dict[str, Losses] | None = None) -> list[Example]:
    """All training sets of names but GUM, which load_gum reads with its mentions. dropped: losses by set."""
    counts: dict[str, Losses] = defaultdict(Counter) if dropped is None else dropped
    entities = data / "entities"

    def told(kind: str, rows: list[Told], types: dict[str, str]) -> list[Example]:
        return examples(kind, rows, frozenset(types.values()), piecer, counts.setdefault(kind, Counter()))

    out = told("uner", read_uner(entities / "uner_ewt/train.iob2"), BASIC)
    out += told("wikigold", read_wikigold(entities / "wikigold/wikigold.conll.txt"), BASIC)
    for part in ("train.txt", "dev.txt"):
        rows = blocks(_read(entities / "crossner_politics" / part), separator="\t", tag=1)
        out += told("crossner", one_each(f"crossner_{part[:-4]}", rows, POLITICS), POLITICS)
    rows = blocks(_read(entities / "wnut17/train.conll"), separator="\t", tag=1)
    out += told("wnut17", one_each("wnut17", rows, POSTS), POSTS)
    rows = blocks(_read(entities / "broad_twitter/train.conll"), separator="\t", tag=1)
    out += told("twitter", one_each("twitter", [without_handles(r) for r in rows], BASIC), BASIC)
    for folder in sorted(p for p in (entities / "re3d").iterdir() if p.is_dir()):
        out += load_re3d(folder, piecer, proper=True, dropped=counts.setdefault("re3d", Counter()))
    return out + [
        e for gold in (data / "statements/train.jsonl", OWN) for e in load_parties(gold, data, piecer)
    ]


def examples(
    kind: str, told: Iterable[Told], known: frozenset[str], piecer: Piecer, dropped: Losses | None = None
) -> list[Example]:
    """Documents of token files as examples."""
    out = []
    for document in told:
        example = make_example(document.name, kind, document.text, piecer)
        spans = [
            (Span(s.tokens[first].start, s.tokens[last - 1].end), type_)
            for s in document.sentences
            for first, last, type_ in sorted(s.names)
        ]
        example.names = names_at(example.segments, spans, dropped)
        example.known = known
        out.append(example)
    return out


def load_uner(path: Path, piecer: Piecer) -> list[Example]:
    """The documents of a UNER file; read_uner gives the same documents with their sentences."""
    return examples("uner", read_uner(path), frozenset(BASIC.values()), piecer)


def read_uner(path: Path) -> list[Told]:
    """Documents of a UNER file, with blanks as its sentences have them.

    A sentence that no mark closes (a heading, a signature) is a paragraph of its own.
    """
    out: list[Told] = []
    name, texts, tagged = "", list[str](), list[Tagged]()
    for block in re.split(r"\n\s*\n", _read(path)):
        lines = block.split("\n")
        begins = next((line.split("=", 1)[1].strip() for line in lines if line.startswith("# newdoc")), None)
        if begins and tagged:
            out.append(_together(name, texts, tagged))
            texts, tagged = [], []
        name = begins or name
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        if rows:
            said = next((line.split("=", 1)[1].strip() for line in lines if line.startswith("# text")), "")
            texts.append(said)
            tagged.append(([r[1] for r in rows], [r[2] for r in rows]))
    return [*out, _together(name, texts, tagged)] if tagged else out


def read_wikigold(path: Path) -> list[Told]:
    """Articles of Wikigold, each as one paragraph."""
    out = []
    for number, article in enumerate(re.split(r"^-DOCSTART-.*$", _read(path), flags=re.MULTILINE)):
        tagged = blocks(article, separator=" ", tag=1)
        if tagged:
            out.append(_together(f"wikigold_{number}", [joined(t[0])[0] for t in tagged], tagged))
    return out


def one_each(name: str, tagged: Iterable[Tagged], types: dict[str, str]) -> list[Told]:
    """Each sentence or post as a document; what pages escape (&amp;) is put back."""
    out = []
    for number, (tokens, tags) in enumerate(tagged):
        text, spans = joined([html.unescape(t) for t in tokens])
        found = frozenset((a, b, types[kind]) for a, b, kind in spans_of_tags(tags) if kind in types)
        out.append(Told(f"{name}_{number}", text, (Sentence(tuple(spans), found),)))
    return out


def without_handles(tagged: Tagged) -> Tagged:
    """The tags without those of "@" and of the user name behind it, which are an address and no name."""
    tokens, tags = tagged
    handle = [t == "@" or (i > 0 and tokens[i - 1] == "@") for i, t in enumerate(tokens)]
    return tokens, ["O" if h else tag for h, tag in zip(handle, tags, strict=True)]


def sentence_names(told: Told, names: Iterable[tuple[int, int, str]]) -> list[set[tuple[int, int, str]]]:
    """Names read in a document's text ([start, end) in characters) as tokens of its sentences.

    From the first to the last token that a name touches. One that runs over a sentence's end stays with the
    sentence that it begins in and reaches beyond its tokens, so that it equals no annotated name.
    """
    out: list[set[tuple[int, int, str]]] = [set() for _ in told.sentences]
    for start, end, type_ in names:
        for found, sentence in zip(out, told.sentences, strict=True):
            inside = [i for i, t in enumerate(sentence.tokens) if t.start < end and start < t.end]
            if inside:
                over = end > sentence.tokens[-1].end
                found.add((inside[0], inside[-1] + 1 + over, type_))
                break
    return out


def _together(name: str, texts: Sequence[str], tagged: Sequence[Tagged]) -> Told:
    whole, sentences = "", []
    for text, (tokens, tags) in zip(texts, tagged, strict=True):
        if whole:
            whole += " " if _ENDS.search(whole) else "\n\n"
        spans = _find(tokens, text)
        if spans is None:
            text, spans = joined(tokens)
        spans = [Span(len(whole) + s.start, len(whole) + s.end) for s in spans]
        found = frozenset((a, b, BASIC[kind]) for a, b, kind in spans_of_tags(tags) if kind in BASIC)
        sentences.append(Sentence(tuple(spans), found))
        whole += text
    return Told(name, whole, tuple(sentences))


def _find(tokens: Sequence[str], text: str) -> list[Span] | None:
    """Where the tokens stand in their sentence one after the other; None where one is missing."""
    at, out = 0, []
    for token in tokens:
        start = text.find(token, at)
        if start < 0 or text[at:start].strip():
            return None
        at = start + len(token)
        out.append(Span(start, at))
    return out


# --- re3d


def load_re3d(
    folder: Path, piecer: Piecer, *, proper: bool = False, dropped: Losses | None = None
) -> list[Example]:
    """The documents of one of re3d's folders, with every entity that most annotators agreed on.

    re3d marks descriptions and pronouns too ("the regime", "we"). proper: only names, without articles and
    titles, as the other sets cut them; weapons and platforms have hardly any, so theirs stay.
    """
    counts = Losses() if dropped is None else dropped
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for e in _rows(folder / "entities.json"):
        if e["confidence"] >= _SURE and e["type"] in CONFLICT:
            rows[e["documentId"]].append(e)
    out = []
    for doc in _rows(folder / "documents.json"):
        example = make_example(doc["_id"], "re3d", doc["text"], piecer)
        spans = [(Span(e["begin"], e["end"]), CONFLICT[e["type"]]) for e in rows[doc["_id"]]]
        if proper:
            cut = [(_proper(doc["text"], span, kind), kind) for span, kind in spans]
            counts["description"] += sum(span is None for span, _ in cut)
            spans = [(span, kind) for span, kind in cut if span]
        example.names = names_at(example.segments, spans, counts)
        example.known = frozenset(CONFLICT.values())
        out.append(example)
    return out


def _proper(text: str, span: Span, kind: str) -> Span | None:
    if kind in {"weapon", "platform"}:
        return span
    words = span.of(text)
    name = name_in(words, kind)
    if name is None:
        return None
    start = span.start + words.rfind(name)
    return Span(start, start + len(name)) if name in words else None


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8-sig").splitlines() if line.strip()]


# --- annotated reports


def load_parties(gold: Path, data: Path, piecer: Piecer) -> list[Example]:
    """Annotated reports with the names of their parties and places, in the two forms of load_statements."""
    out = []
    for doc in _rows(gold):
        text = text_of(doc, data)
        doc = restored(doc, text) if "sha256" in doc else doc
        example = make_example(doc["doc"], doc["set"], text, piecer)
        example.names, example.known = names_of_report(example.segments, doc)
        out.append(example)
    return out


def _read(path: Path) -> str:
    return path.read_text("utf-8").replace("\r\n", "\n")
