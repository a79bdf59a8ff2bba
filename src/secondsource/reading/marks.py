"""What the encoder says of single words, gathered over the windows of a text: mentions, points, facets.

Windows are taken one after the other and only what later steps need is kept of each, so that a long
text takes little memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import FACETS, LINK, TYPES, Outputs, Tables, pooled
from secondsource.model.statement import MentionType
from secondsource.reading.coreference import PRONOUN, best_antecedents, describe, link_scores
from secondsource.reading.drafts import Draft
from secondsource.reading.mentions import Named, Phrased, names, phrases
from secondsource.reading.seen import Seen
from secondsource.reading.tags import Range
from secondsource.text import Segments

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Mentions in words of the text, in order, with their vectors, and arrays over all words.

    kinds: of TYPES, by the head of mentions; query, key: (mentions, LINK); word: (mentions, 2); starts:
    probability (words,) that a point begins; content, cue: (words, FACETS).
    """

    seen: tuple[Seen, ...]
    kinds: tuple[int, ...]
    query: Floats
    key: Floats
    word: Floats
    starts: Floats
    content: Floats
    cue: Floats


def marks_of(segments: Segments, outputs: Outputs, tables: Tables, first: int) -> Marks:
    """The marks of one window, that begins at a word of the text."""
    count = len(outputs["point.start"])
    sentence = segments.sentence[first : first + count]
    mentions = _seen(
        segments, names(outputs["name.tags"], sentence), phrases(outputs, tables, sentence), first
    )
    heads = np.array([m.head - first for m in mentions], np.int32)
    return Marks(
        seen=tuple(mentions),
        kinds=tuple(outputs["mention.type"][heads].argmax(1).tolist()) if len(heads) else (),
        query=outputs["link.query"][heads],
        key=outputs["link.key"][heads],
        word=outputs["link.word"][heads],
        starts=_probability(outputs["point.start"][:, 0]),
        content=outputs["facet.content"].copy(),
        cue=outputs["facet.cue"].copy(),
    )


def _probability(odds: Floats) -> Floats:
    return (1 / (1 + np.exp(-odds))).astype(np.float32)


def gathered(parts: Sequence[Marks]) -> Marks:
    """The marks of all windows of a text, in order."""

    def stacked(name: str, *shape: int) -> Floats:
        rows = [getattr(p, name) for p in parts]
        return np.concatenate(rows) if rows else np.zeros((0, *shape), np.float32)

    return Marks(
        seen=tuple(m for p in parts for m in p.seen),
        kinds=tuple(k for p in parts for k in p.kinds),
        query=stacked("query", LINK),
        key=stacked("key", LINK),
        word=stacked("word", 2),
        starts=stacked("starts"),
        content=stacked("content", len(FACETS)),
        cue=stacked("cue", len(FACETS)),
    )


def links(segments: Segments, marks: Marks, table: Floats, quoted: Ints) -> list[tuple[int, float] | None]:
    """For each mention its likeliest antecedent, by index, with the log-odds; None where none is likely.

    table: weights of the features of pairs; quoted: int32 (words,), 1 inside quotation marks.
    """
    spans = [m.words for m in marks.seen]
    heads = [m.head for m in marks.seen]
    m = describe(segments, spans, heads, marks.kinds, quoted)
    return best_antecedents(*link_scores(marks.query, marks.key, marks.word, table, m))


def odds(marks: Marks, draft: Draft) -> dict[str, float]:
    """The encoder's log-odds of each facet of a statement."""
    first, last = draft.content
    found = pooled(marks.content[first:last], marks.cue[draft.cue[0]] if draft.cue else None)
    return dict(zip(FACETS, found.tolist(), strict=True))


def _seen(segments: Segments, named: Sequence[Named], phrased: Sequence[Phrased], first: int) -> list[Seen]:
    """Phrases with the names at their heads, and the names that are no phrase's head, by themselves."""
    of_word = {w: n for n in named for w in range(*n.words)}
    out: list[Seen] = []
    used: set[Range] = set()
    for p in phrased:
        name = of_word.get(p.head)
        words = p.words
        if name:
            used.add(name.words)
            # A name is never cut: where the bounds of the phrase do, they give way.
            words = (min(words[0], name.words[0]), max(words[1], name.words[1]))
        kind = _type(name.type if name else p.type)
        pronoun = words[1] - words[0] == 1 and segments.word(words[0] + first).lower() in PRONOUN
        out.append(_shifted(words, p.head, name.words if name else None, kind, pronoun, p.score, first))
    for n in named:
        if n.words not in used:
            out.append(_shifted(n.words, n.words[1] - 1, n.words, _type(n.type), False, n.score, first))
    return sorted(out, key=lambda m: (m.words[0], -m.words[1], m.head))


def _type(index: int) -> MentionType | None:
    found = TYPES[index]
    return None if found == "other" else found  # type: ignore[return-value]


def _shifted(
    words: Range,
    head: int,
    name: Range | None,
    kind: MentionType | None,
    pronoun: bool,
    score: float,
    by: int,
) -> Seen:
    return Seen(
        words=(words[0] + by, words[1] + by),
        head=head + by,
        name=(name[0] + by, name[1] + by) if name else None,
        type=kind,
        pronoun=pronoun,
        score=score,
    )
