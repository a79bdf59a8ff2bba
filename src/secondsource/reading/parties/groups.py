"""Groups: "Anna Berg and Peter Dahl" is one source with two members."""

from __future__ import annotations

from secondsource.reading.parties.phrases import Names, Words, head_of
from secondsource.reading.parties.roles import is_post
from secondsource.reading.tags import Range

_CLAUSE = frozenset(("who", "which", "that", "whose"))


def parts_of(page: Words, words: Range, names: Names) -> list[Range]:
    """The members that a phrase joins by "and", each with its own words; [] when it joins none.

    names: the name that each word stands in. What joins words of one name joins nobody.
    """
    joints = [
        w
        for w in range(words[0] + 1, words[1] - 1)
        if page.low[w] in {"and", "&"} and not (w - 1 in names and names[w - 1] == names.get(w + 1))
    ]
    if not joints:
        return []
    last = joints[-1]
    if page.low[words[0]] == "both":
        words = (words[0] + 1, words[1])
    if any(page.low[w] in _CLAUSE for w in range(words[0], last)):
        return []
    pieces = [*_by_commas(page, (words[0], last), names), (last + 1, words[1])]
    pieces = [p for p in pieces if p[0] < p[1]]
    if len(pieces) < 2:
        return []
    named = [any(w in names for w in range(*p)) for p in pieces]
    if _person_and_thing(page, pieces, names):
        return []
    if any(named) and all(_headed_by_name(page, p, names) for p in pieces):
        return pieces
    posts = [is_post(page.low[head_of(page, p)]) for p in pieces]
    determined = page.low[pieces[-1][0]] in {"the", "a", "an", "his", "her", "their", "its"}
    return pieces if all(n or p for n, p in zip(named, posts, strict=True)) and determined else []


def _person_and_thing(page: Words, pieces: list[Range], names: Names) -> bool:
    """True when a person's name and another's head the pieces: the "and" belongs to the thing's."""
    types = [t for p in pieces if (h := head_of(page, p)) in names and (t := names[h][1])]
    return "person" in types and any(t != "person" for t in types)


def _headed_by_name(page: Words, piece: Range, names: Names) -> bool:
    head = head_of(page, piece)
    if head in names or page.low[head] in {"he", "she", "him", "her"}:
        return True
    # "the chief of staff, Anna Berg": the name after the last comma.
    commas = [w for w in range(*piece) if page.low[w] == ","]
    return bool(commas) and commas[-1] + 1 < piece[1] and commas[-1] + 1 in names


def _by_commas(page: Words, words: Range, names: Names) -> list[Range]:
    """The pieces of a list before its "and": cut at the commas after which another name stands at once."""
    out, start = [], words[0]
    end = words[1] - 1 if page.low[words[1] - 1] == "," else words[1]
    for w in range(words[0], end):
        alone = w + 1 in names and names[w + 1][0][0] == w + 1
        if page.low[w] == "," and alone and any(x in names for x in range(start, w)):
            bare = names[w + 1][0][1] >= end or page.low[names[w + 1][0][1]] == ","
            if bare and head_of(page, (start, w)) in names:
                out.append((start, w))
                start = w + 1
    out.append((start, end))
    return out
