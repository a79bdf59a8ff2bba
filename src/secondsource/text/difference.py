"""What was changed between two versions of a text: paragraph by paragraph, and inside them word by word.

Equal stretches are found between anchors, words or paragraphs that stand once in both texts (the "patience"
way of comparing), and in what lies between by the longest common blocks, as far as that is small. So the time
grows with the length, whatever the texts are; where little is alike, the answer is coarser, never wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from secondsource.model.span import Span
from secondsource.text.segment import paragraphs

EditKind = Literal["same", "removed", "added", "changed"]
# Equal stretches: n tokens from i of the one and from j of the other.
Match = tuple[int, int, int]
_TOKEN = re.compile(r"\w+(?:[.,’'-]\w+)*|[^\w\s]")
_ENDS_SENTENCE = re.compile(r"[.!?:;…]\W*$")
# Tokens of both sides multiplied, up to which all common blocks are looked for: 0.1 s at the worst.
_SMALL = 250_000
# Pairs of paragraphs that are weighed against each other: 0.2 s. Beyond, they are compared as one stretch.
_PAIRS = 20_000
# Tokens of a run.
_RUN = 6
# Share of words in common from which two paragraphs are one that was changed.
_ALIKE = 0.4
# Words that must stand between two changes to part them: fewer make a text of shreds.
_PARTING = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One stretch of the comparison. before, after: its code points in either text, empty where it has none.

    words: of a changed paragraph the stretches inside it, from its first word to its last.
    """

    kind: EditKind
    before: Span
    after: Span
    words: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two texts compared. kept, of: how many words stand in both, and how many the longer text has."""

    edits: tuple[Edit, ...]
    kept: int
    of: int

    @property
    def same(self) -> bool:
        """Whether nothing but blanks was changed."""
        return all(edit.kind == "same" for edit in self.edits)

    def leaves(self) -> Iterator[Edit]:
        """The stretches in their order, those inside of changed paragraphs in place of them."""
        for edit in self.edits:
            yield from edit.words or (edit,)


def difference(before: str, after: str) -> Difference:
    """Compare two texts. Blanks and the ends of lines inside a paragraph count for nothing."""
    old, new = _Paragraphs(before), _Paragraphs(after)
    edits: list[Edit] = []
    i = j = 0
    for a, b, size in [*matches(old.keys, new.keys), (len(old.keys), len(new.keys), 0)]:
        edits += _gap(old.part(i, a), new.part(j, b))
        if size:
            edits.append(_same(old.spans[a : a + size], new.spans[b : b + size]))
        i, j = a + size, b + size
    kept = sum(_kept(before, edit) for edit in edits)
    return Difference(edits=tuple(edits), kept=kept, of=max(len(_words(before)), len(_words(after))))


def matches(before: Sequence[str], after: Sequence[str]) -> list[Match]:
    """Equal stretches of two sequences, in order, none crossing another, next to each other never."""
    found: list[Match] = []
    todo = [(0, len(before), 0, len(after))]
    while todo:
        a, a_end, b, b_end = todo.pop()
        start, end = _ends(before[a:a_end], after[b:b_end])
        found += [(a, b, start), (a_end - end, b_end - end, end)]
        a, a_end, b, b_end = a + start, a_end - end, b + start, b_end - end
        if a == a_end or b == b_end:
            continue
        if (a_end - a) * (b_end - b) <= _SMALL:
            blocks = SequenceMatcher(None, before[a:a_end], after[b:b_end], autojunk=False)
            found += [(a + i, b + j, n) for i, j, n in blocks.get_matching_blocks()]
            continue
        anchors = _anchors(before[a:a_end], after[b:b_end]) or _anchors(
            _runs(before[a:a_end]), _runs(after[b:b_end])
        )
        for i, j in [*((a + i, b + j) for i, j in anchors), (a_end, b_end)] if anchors else ():
            todo.append((a, i, b, j))
            found += [(i, j, 1)] if (i, j) != (a_end, b_end) else []
            a, b = i + 1, j + 1
    return _joined(found)


def _ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many tokens are equal at the beginning, and how many of the others at the end."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    most -= start
    end = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    return start, end


def _anchors(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Tokens that stand once in both, as many as can be kept in one order: the longest rising sequence."""
    single = {token for token, n in Counter(before).items() if n == 1}
    places = {token: j for j, token in enumerate(after) if token in single}
    single &= {token for token, n in Counter(after).items() if n == 1}
    pairs = [(i, places[token]) for i, token in enumerate(before) if token in single]
    lasts: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for n, (_, j) in enumerate(pairs):
        at = bisect_left(lasts, j)
        previous.append(ends[at - 1] if at else -1)
        lasts[at : at + 1], ends[at : at + 1] = [j], [n]
    chain: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = previous[n]
    return chain[::-1]


def _runs(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """The runs of tokens, one from each place: where every word comes often, some runs still stand once."""
    return list(zip(*(tokens[n:] for n in range(_RUN)), strict=False))


def _joined(found: list[Match]) -> list[Match]:
    """Matches in order; those that go on from one another are one."""
    out: list[Match] = []
    for i, j, n in sorted(held for held in found if held[2]):
        if out and out[-1][0] + out[-1][2] == i and out[-1][1] + out[-1][2] == j:
            out[-1] = (*out[-1][:2], out[-1][2] + n)
        else:
            out.append((i, j, n))
    return out


class _Paragraphs:
    """Some paragraphs of a text. keys: their words with single blanks; at: where the first would stand."""

    def __init__(self, text: str, spans: Sequence[Span] | None = None, at: int = 0) -> None:
        self.text, self.at = text, at
        self.spans = list(_unwrapped(text) if spans is None else spans)
        self.keys = [" ".join(span.of(text).split()) for span in self.spans]

    def part(self, first: int, last: int) -> _Paragraphs:
        """The paragraphs of a half-open range."""
        at = self.spans[first - 1].end if first else 0
        return _Paragraphs(self.text, self.spans[first:last], at)


def _unwrapped(text: str) -> Iterator[Span]:
    """The paragraphs of a text; a line that ends in the midst of a sentence goes on in the next."""
    held: Span | None = None
    for span in paragraphs(text):
        if held is not None and _goes_on(text, held, span):
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _goes_on(text: str, before: Span, after: Span) -> bool:
    between = text[before.end : after.start]
    return between.count("\n") == 1 and not _ENDS_SENTENCE.search(
        text[max(before.start, before.end - 3) : before.end]
    )


def _gap(old: _Paragraphs, new: _Paragraphs) -> Iterator[Edit]:
    """What stands between equal paragraphs: changed ones, removed ones and added ones, in order."""
    if len(old.keys) * len(new.keys) > _PAIRS and alike(" ".join(old.keys), " ".join(new.keys)) >= _ALIKE:
        yield _changed(old.text, _stretch(old.spans, 0), new.text, _stretch(new.spans, 0))
        return
    i = j = 0
    for a, b in [*_pairs(old.keys, new.keys), (len(old.keys), len(new.keys))]:
        after = _place(new, j)
        yield from (Edit(kind="removed", before=span, after=Span(after, after)) for span in old.spans[i:a])
        before = _place(old, a)
        yield from (Edit(kind="added", before=Span(before, before), after=span) for span in new.spans[j:b])
        if a < len(old.keys) and b < len(new.keys):
            yield _changed(old.text, old.spans[a], new.text, new.spans[b])
        i, j = a + 1, b + 1


def _place(held: _Paragraphs, n: int) -> int:
    """Where something stands that comes before the n-th paragraph, and is not in this text."""
    return held.spans[n - 1].end if n else held.at


def _pairs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Which removed paragraphs became which added ones: in order, with most words in common."""
    if len(old) * len(new) > _PAIRS:
        return []
    bags = [_bag(text) for text in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    score: dict[tuple[int, int], float] = {}
    for i, text in enumerate(old):
        ours = _bag(text)
        for j, theirs in enumerate(bags):
            score[i, j] = held if (held := _shared(ours, theirs)) >= _ALIKE else 0.0
            best[i + 1][j + 1] = max(best[i][j] + score[i, j], best[i][j + 1], best[i + 1][j])
    found: list[tuple[int, int]] = []
    i, j = len(old), len(new)
    while i and j:
        if score[i - 1, j - 1] and best[i][j] == best[i - 1][j - 1] + score[i - 1, j - 1]:
            i, j = i - 1, j - 1
            found.append((i, j))
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def alike(one: str, other: str) -> float:
    """The share of words in [0, 1] that two stretches have in common: twice the common ones by all (Dice)."""
    return _shared(_bag(one), _bag(other))


def _bag(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _words(text))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _words(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text) if token[0].isalnum() or token[0] == "_"]


def _changed(before: str, old: Span, after: str, new: Span) -> Edit:
    """A changed paragraph with the stretches of words inside it."""
    ours = [Span(*found.span()) for found in _TOKEN.finditer(before, old.start, old.end)]
    theirs = [Span(*found.span()) for found in _TOKEN.finditer(after, new.start, new.end)]
    found = matches([span.of(before) for span in ours], [span.of(after) for span in theirs])
    words: list[Edit] = []
    i = j = 0
    for a, b, size in [*_parting(found, ours, before), (len(ours), len(theirs), 0)]:
        if a > i or b > j:
            kind: EditKind = "added" if a == i else "removed" if b == j else "changed"
            at = (ours[i - 1].end if i else old.start), (theirs[j - 1].end if j else new.start)
            words.append(
                Edit(kind=kind, before=_stretch(ours[i:a], at[0]), after=_stretch(theirs[j:b], at[1]))
            )
        if size:
            words.append(_same(ours[a : a + size], theirs[b : b + size]))
        i, j = a + size, b + size
    return Edit(kind="changed", before=old, after=new, words=tuple(words))


def _parting(found: list[Match], ours: list[Span], text: str) -> list[Match]:
    """Without the equal stretches between two changes that are too short to be read."""
    kept = []
    for i, j, n in found:
        words = sum(span.of(text)[0].isalnum() for span in ours[i : i + n])
        if i == 0 or i + n == len(ours) or words >= _PARTING:
            kept.append((i, j, n))
    return kept


def _stretch(spans: Sequence[Span], at: int) -> Span:
    return Span(spans[0].start, spans[-1].end) if spans else Span(at, at)


def _same(before: Sequence[Span], after: Sequence[Span]) -> Edit:
    return Edit(kind="same", before=_stretch(before, 0), after=_stretch(after, 0))


def _kept(before: str, edit: Edit) -> int:
    """The words of a text that an edit leaves."""
    if edit.words:
        return sum(_kept(before, word) for word in edit.words)
    return len(_words(edit.before.of(before))) if edit.kind == "same" else 0
