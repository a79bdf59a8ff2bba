"""What the encoder says of single words, gathered over the windows of a text: mentions, points, facets.

Windows are taken one after the other and only what later steps need is kept of each, so that a long
text takes little memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

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

_TYPES: tuple[MentionType | None, ...] = tuple(
    None if name == "other" else name  # type: ignore[misc]
    for name in TYPES
)

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
        seen=tuple(chain.from_iterable([p.seen for p in parts])),
        kinds=tuple(chain.from_iterable([p.kinds for p in parts])),
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
    lower = segments.lower()
    for p in phrased:
        name = of_word.get(p.head)
        words = p.words
        if name:
            used.add(name.words)
            # A name is never cut: where the bounds of the phrase do, they give way.
            words = (min(words[0], name.words[0]), max(words[1], name.words[1]))
        kind = _TYPES[name.type if name else p.type]
        pronoun = words[1] - words[0] == 1 and lower[words[0] + first] in PRONOUN
        a, b = words
        out.append(
            Seen(
                words=(a + first, b + first),
                head=p.head + first,
                name=(name.words[0] + first, name.words[1] + first) if name else None,
                type=kind,
                pronoun=pronoun,
                score=p.score,
            )
        )
    for n in named:
        if n.words not in used:
            here = (n.words[0] + first, n.words[1] + first)
            kind = _TYPES[n.type]
            out.append(Seen(words=here, head=here[1] - 1, name=here, type=kind, pronoun=False, score=n.score))
    return sorted(out, key=lambda m: (m.words[0], -m.words[1], m.head))
