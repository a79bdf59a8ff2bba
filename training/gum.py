"""Reads GUM with OntoGUM: mentions with heads, types and chains, proper names, and where points begin.

GUM gives trees, entities and discourse units (a conllu file a document), OntoGUM the chains as news corpora
cut them (a conll file of the same tokens). Genres whose licence forbids commercial use are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from secondsource.encoder.pieces import Piecer
from secondsource.model.span import Span
from secondsource.text import Segments
from training.data import Example, make_example
from training.marks import Marked, Name, Range
from training.measures import sentence_starts
from training.parties import COMMON, is_title
from training.tokens import flat, whole_words

FREE = frozenset({"academic", "bio", "conversation", "court", "speech", "textbook", "vlog", "voyage"})
TYPES = {t: t for t in ("person", "organization", "place", "event")}
KNOWN = frozenset(TYPES.values())

_ENTITY = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)-[^()]*(\)?)|(\d+)(?:\[\d+/\d+\])?\)")
_CHAIN = re.compile(r"\((\w+)(\)?)|(\w+)\)")
_LINKS = {"of", "for", "and", "&", "'s", "’s", "-", "–"}
_OUTSIDE_PERSONS = _LINKS - {"-", "–"}


@dataclass(slots=True)
class Token:
    """A word of a tree. head: index in the document, -1 for a root. starts: a discourse unit begins."""

    form: str
    pos: str
    tag: str
    relation: str
    head: int
    starts: bool
    span: Span = field(default_factory=lambda: Span(0, 0))


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention in tokens."""

    tokens: Range
    head: int
    type: str | None
    cluster: int | None = None


@dataclass(slots=True)
class Document:
    """A text rebuilt from its tokens, with the mentions that GUM marks."""

    text: str
    tokens: list[Token]
    entities: list[Entity]


def load_gum(
    data: Path,
    split: str,
    piecer: Piecer,
    *,
    genres: frozenset[str] = FREE,
    dropped: Counter[str] | None = None,
) -> list[Example]:
    """The documents of a split in some genres. `data` holds gum/ and coreference/; dropped counts losses."""
    out = []
    counts = Counter[str]() if dropped is None else dropped
    for path in sorted((data / "gum/dep" / split).glob("GUM_*.conllu")):
        if path.stem.split("_")[1] not in genres:
            continue
        document = read_document(path.read_text("utf-8"))
        example = make_example(path.stem, "gum", document.text, piecer)
        chains = data / "coreference/ontogum" / split / (path.stem + ".conll")
        mentions = merged(document, read_chains(chains.read_text("utf-8")))
        example.marked = _marked(document, mentions, example.segments, counts)
        example.names = _names(document, example.segments, counts)
        example.known = KNOWN
        example.starts = _starts(document, example.segments, counts)
        out.append(example)
    return out


def read_document(conllu: str) -> Document:
    """Text, tokens and mentions of one conllu file; paragraphs are parted by blank lines."""
    text, tokens, marks = "", list[Token](), list[str]()
    for block in re.split(r"\n\s*\n", conllu.strip("\n")):
        lines = block.split("\n")
        if text:
            text += "\n\n" if any(line.startswith("# newpar") for line in lines) else " "
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        text += _sentence(rows, len(text), tokens)
        marks += [_misc(row[9]).get("Entity", "") for row in rows if row[0].isdigit()]
    return Document(text, tokens, read_entities(marks, tokens))


def _misc(column: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in column.split("|") if "=" in part)


def _sentence(rows: list[list[str]], start: int, tokens: list[Token]) -> str:
    """Adds the tokens of a sentence that begins at an offset; gives its characters."""
    text, first = "", len(tokens)
    merged_until, merged_text, glued = 0, "", False
    for row in rows:
        number, form, misc = row[0], row[1], _misc(row[9])
        if "." in number:
            continue
        if "-" in number:
            merged_until = int(number.split("-")[1])
            merged_text, glued = form, misc.get("SpaceAfter") == "No"
            continue
        head = int(row[6])
        token = Token(form, row[3], row[4], row[7], first + head - 1 if head else -1, "Discourse" in misc)
        inside = int(number) <= merged_until
        last = not inside or int(number) == merged_until
        shown = _part(merged_text, form, last) if inside else form
        token.span = Span(start + len(text), start + len(text) + len(shown))
        text += shown
        merged_text = merged_text[len(shown) :] if inside else ""
        close = glued if inside else misc.get("SpaceAfter") == "No"
        text += " " if last and not close else ""
        tokens.append(token)
    return text.rstrip()


def _part(surface: str, form: str, last: bool) -> str:
    """What a token shows of a word that was taken apart (of "don't" do and n't)."""
    return surface if last or not surface.startswith(form) else form


def read_entities(marks: list[str], tokens: list[Token]) -> list[Entity]:
    """The mentions that bracket marks open and close, in order of their beginnings."""
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    out = []
    for at, mark in enumerate(marks):
        for group, kind, both, end in _ENTITY.findall(mark):
            if group:
                opened[group].append((at, kind))
            if both or end:
                start, type_ = opened[group or end].pop()
                out.append(Entity((start, at + 1), head_of((start, at + 1), tokens), TYPES.get(type_)))
    return sorted(out, key=lambda e: (e.tokens[0], -e.tokens[1]))


def read_chains(conll: str) -> list[tuple[Range, int]]:
    """(tokens, chain) of every mention of an OntoGUM file."""
    opened: dict[str, list[int]] = defaultdict(list)
    out = []
    rows = [line.split("\t") for line in conll.split("\n") if line[:1].isdigit()]
    for at, row in enumerate(rows):
        for start, both, end in _CHAIN.findall(row[2]):
            if start:
                opened[start].append(at)
            if both or end:
                group = start or end
                out.append(((opened[group].pop(), at + 1), int(group)))
    return sorted(out)


def head_of(span: Range, tokens: list[Token]) -> int:
    """The token of a span that hangs on none in it; a mark of punctuation only where there is no other."""
    outward = [i for i in range(*span) if not span[0] <= tokens[i].head < span[1]]
    return next((i for i in outward if tokens[i].pos != "PUNCT"), outward[0] if outward else span[0])


def merged(document: Document, chained: Iterable[tuple[Range, int]]) -> list[Entity]:
    """GUM's mentions with OntoGUM's chains and, where the heads are the same, OntoGUM's extents."""
    entities: list[Entity | None] = list(document.entities)
    by_head: dict[int, list[int]] = defaultdict(list)
    for at, entity in enumerate(document.entities):
        by_head[entity.head].append(at)
    rows = [(span, head_of(span, document.tokens), chain) for span, chain in chained]

    def away(row: tuple[Range, int, int], at: int) -> int:
        span = document.entities[at].tokens
        return abs(span[0] - row[0][0]) + abs(span[1] - row[0][1])

    pairs = sorted((away(row, at), k, at) for k, row in enumerate(rows) for at in by_head[row[1]])
    twins: dict[int, int] = {}
    for _, k, at in pairs:
        if k not in twins and entities[at] is not None:
            twins[k], entities[at] = at, None
    out = [entity for entity in entities if entity]
    for k, (span, head, chain) in enumerate(rows):
        type_ = document.entities[twins[k]].type if k in twins else None
        out.append(Entity(span, head, type_, chain))
    return sorted(out, key=lambda e: (e.tokens[0], -e.tokens[1]))


def _marked(
    document: Document, mentions: list[Entity], segments: Segments, dropped: Counter[str]
) -> list[Marked]:
    found: dict[Range, Marked] = {}
    for m in mentions:
        words = _words(document, m.tokens, segments)
        if words is None:
            dropped["mention"] += 1
            continue
        head = min(max(segments.range_of(document.tokens[m.head].span)[0], words[0]), words[1] - 1)
        if words in found and m.cluster is None:
            dropped["same words"] += 1
            continue
        found[words] = Marked(words=words, head=head, type=m.type, cluster=m.cluster)
    sizes = Counter(m.cluster for m in found.values())
    return [
        m if sizes[m.cluster] > 1 else Marked(words=m.words, head=m.head, type=m.type, cluster=None)
        for m in sorted(found.values(), key=lambda m: (m.words[0], -m.words[1]))
    ]


def _words(document: Document, tokens: Range, segments: Segments) -> Range | None:
    first, last = document.tokens[tokens[0]].span, document.tokens[tokens[1] - 1].span
    return whole_words(segments, Span(first.start, last.end))


def _starts(document: Document, segments: Segments, dropped: Counter[str]) -> list[int]:
    found = sentence_starts(segments)
    for token in document.tokens:
        if token.starts:
            word = segments.range_of(token.span)[0]
            inside = word < len(segments) and segments.starts[word] == token.span.start
            dropped["start"] += not inside
            found.update([word] if inside else [])
    return sorted(found)


# --- proper names


def _names(document: Document, segments: Segments, dropped: Counter[str]) -> list[Name]:
    out = []
    for entity in document.entities:
        core = proper_core(entity, document) if entity.type else None
        words = _words(document, core, segments) if core else None
        dropped["name"] += core is not None and words is None
        if words and entity.type:
            out.append(Name(words=words, type=entity.type))
    return flat(out, dropped)


def proper_core(entity: Entity, document: Document) -> Range | None:
    """The tokens of a mention that are its proper name; None when its head is none.

    From the head outwards over proper words, and over "of", "and", hyphens and the like where proper words
    follow: "University of Oskvard", but of "Orla Venn of Norland" the first two. Peoples ("the Norlanders":
    persons named in the plural) are no names of persons.
    """
    tokens, head = document.tokens, entity.head
    if tokens[head].pos != "PROPN" or (entity.type == "person" and tokens[head].tag == "NNPS"):
        return None
    blocked = _OUTSIDE_PERSONS if entity.type == "person" else set[str]()
    others = {e.tokens for e in document.entities if e.type and e.tokens != entity.tokens}
    start = end = head
    while (at := _before(tokens, start, entity.tokens[0], blocked, others)) is not None:
        start = at
    while (at := _after(tokens, end, entity.tokens[1], blocked, others)) is not None:
        end = at
    while start <= end and _before_name(tokens[start].form, entity.type):
        start += 1
    if start > end or (start == end and tokens[start].form.lower() in COMMON):
        return None
    return start, end + 1


def _before_name(form: str, kind: str | None) -> bool:
    return form.lower() in {"the", "a", "an"} or (kind == "person" and is_title(form))


def _before(tokens: list[Token], at: int, edge: int, blocked: set[str], others: set[Range]) -> int | None:
    """The proper word to the left that belongs to the name, or None."""
    near = at - 1
    linked = near > edge and tokens[near].form in _LINKS - blocked
    near -= linked
    if near < edge or not _proper(tokens[near]):
        return None
    return None if _owns(tokens[near], near, blocked, others) else near


def _after(tokens: list[Token], at: int, edge: int, blocked: set[str], others: set[Range]) -> int | None:
    """The proper word (or number: World War 2) to the right that belongs to the name, or None."""
    near = at + 1
    if near >= edge:
        return None
    if _proper(tokens[near]) or (tokens[near].pos == "NUM" and tokens[near].head in range(at - 4, near)):
        return near
    link = tokens[near].form
    if link not in _LINKS - blocked:
        return None
    near += 2 if link in {"of", "for"} and near + 1 < edge and tokens[near + 1].form == "the" else 1
    if near >= edge or not _proper(tokens[near]):
        return None
    return None if link in {"and", "&"} and any(o[0] == near for o in others) else near


def _proper(token: Token) -> bool:
    return (token.pos == "PROPN" or token.tag in {"NNP", "NNPS"}) and token.form[:1].isalnum()


def _owns(token: Token, at: int, blocked: set[str], others: set[Range]) -> bool:
    """True where a mention of its own ends outside the name: Norland in "Norland President Venn".

    Before other names than those of persons only an owner is none: New York is part of New York University.
    """
    apart = {"nmod:poss", "compound"} if blocked is _OUTSIDE_PERSONS else {"nmod:poss"}
    return token.relation in apart and any(o[1] in (at + 1, at + 2) for o in others)
