"""Token files as texts: tags to spans, tokens to a text with the usual blanks, spans to whole words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from secondsource.model.span import Span
from secondsource.text import Segments
from training.marks import Name, Range

Tagged = tuple[Sequence[str], Sequence[str]]  # tokens and their tags

_NO_BLANK_AFTER = set("([{“‘«$£€#@")
_NO_BLANK_BEFORE = re.compile(
    r"[.,;:!?%)\]}”»…]+$|(?:'|’)(?:s|m|d|re|ve|ll|S|M|D|RE|VE|LL)$|n['’]t$|N['’]T$|['’]$"
)
_QUOTES = {'"': '"', "``": '"', "''": '"', "'\"'": '"'}


def joined(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """The tokens as one line with the usual blanks, and where each stands in it."""
    text, spans, glue, opened = "", [], True, False
    for token in tokens:
        word = _QUOTES.get(token, token)
        quote = word == '"'
        closes = bool(_NO_BLANK_BEFORE.fullmatch(word)) or (quote and opened)
        text += "" if glue or closes else " "
        spans.append(Span(len(text), len(text) + len(word)))
        text += word
        glue = word in _NO_BLANK_AFTER or (quote and not opened)
        opened ^= quote
    return text, spans


def blocks(text: str, *, separator: str, tag: int) -> list[Tagged]:
    """Sentences of a token file: blank lines part them, `tag` is the column of the tag.

    The word stands in the column before it; lines that begin with a comment or a document mark are left out.
    """
    out: list[Tagged] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.split("\n") if line.strip() and not line.startswith("-DOCSTART-")]
        rows = [line.split(separator) for line in lines if not re.match(r"# [a-z_]+", line)]
        if rows:
            out.append(([r[tag - 1] for r in rows], [r[tag].strip() for r in rows]))
    return out


def spans_of_tags(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first token, token after the last, class) of IOB1 or IOB2 tags."""
    out: list[tuple[int, int, str]] = []
    for at, tag in enumerate(tags):
        if tag == "O" or "-" not in tag:
            continue
        kind = tag[2:]
        if tag[0] == "I" and out and out[-1][1] == at and out[-1][2] == kind:
            out[-1] = (out[-1][0], at + 1, kind)
        else:
            out.append((at, at + 1, kind))
    return out


def whole_words(segments: Segments, span: Span) -> Range | None:
    """The words that make up a span; None when it begins or ends inside one."""
    first, last = segments.range_of(span)
    if first >= last:
        return None
    edges = (int(segments.starts[first]), int(segments.ends[last - 1]))
    return (first, last) if edges == (span.start, span.end) else None


def names_at(
    segments: Segments, spans: Iterable[tuple[Span, str]], dropped: Counter[str] | None = None
) -> list[Name]:
    """Names at typed spans, in order. Of names that overlap the longest stays; what falls away is counted."""
    counts = Counter[str]() if dropped is None else dropped
    found = []
    for span, kind in spans:
        words = whole_words(segments, span)
        if words is None:
            counts["cut"] += 1
        else:
            found.append(Name(words=words, type=kind))
    return flat(found, counts)


def flat(names: Iterable[Name], dropped: Counter[str] | None = None) -> list[Name]:
    """The names without those that overlap a longer one (or an earlier one of the same length)."""
    counts = Counter[str]() if dropped is None else dropped
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(dict.fromkeys(names), key=lambda n: n.words[0] - n.words[1]):
        words = range(*name.words)
        if taken.isdisjoint(words):
            kept.append(name)
            taken.update(words)
        else:
            counts["overlap"] += 1
    return sorted(kept, key=lambda n: n.words)
