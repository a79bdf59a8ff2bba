"""What is taken from the mentions seen: names set right, lone things left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from secondsource.model.statement import MentionType
from secondsource.reading.near import Near
from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.datelines import datelines, in_dateline
from secondsource.reading.parties.groups import parts_of
from secondsource.reading.parties.names import GIVEN_TOO
from secondsource.reading.parties.phrases import Names, Node, Words, node_of, singular, type_of_noun
from secondsource.reading.seen import Seen
from secondsource.reading.tags import Range

THINGS = (None, "event", "place", "nationality")
_NOBODY = v.NOBODY - {"one"} | v.DAYS
_MOSTLY = 3  # times as often that a name has one type for another to give way
_STANDS_ALONE = (v.HE | v.SHE | v.IT | v.THEY | v.I_WORDS) - {"mine", "his", "her"}
# Titles that begin no name of a place, as "General" and "Prince" do.
_OF_PERSONS = v.table(
    "mr mrs ms dr prof professor sir dame judge justice senator sen gov governor gen col colonel lt "
    "lieutenant capt captain "
    "sgt sergeant rev reverend president minister chancellor congressman congresswoman ambassador "
    "inspector detective"
)
_FULL = 2  # words of a person's full name
_SHORT = 3  # letters of what a full stop may end inside a name: "Jr.", "D.C.", "Inc."
_ARTICLES = v.DEFINITE | {"a", "an"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The mentions that may be of a party. links: by mention, its antecedent among them, with log-odds.

    names: by word, the name that it stands in. flat: the names as they were seen, with their types.
    dated: the words of datelines.
    """

    nodes: list[Node]
    links: list[tuple[int, float] | None]
    names: Names
    flat: dict[Range, MentionType | None]
    dated: list[Range]


def taken(
    page: Words,
    seen: Sequence[Seen],
    links: Sequence[tuple[int, float] | None],
    sources: Sequence[Range],
) -> Taken:
    """The mentions to go on with; of things, those that a link, a source or their own words tie to others."""
    dated = datelines(page)
    rows = _of_one_type(page, _set_right(page, seen, dated))
    names = {w: (s.name, s.type) for s in reversed(rows) if s and s.name for w in range(*s.name)}
    kept = _kept(page, rows, links, sources)
    nodes = [joined(page, node_of(page, rows[i]), names) for i in kept]  # type: ignore[arg-type]
    nodes += _swallowed(page, [(rows[i], n) for i, n in zip(kept, nodes, strict=True)])
    place = {old: new for new, old in enumerate(kept)}
    held = [links[i] for i in kept]
    flat = {s.name: r.type if r and r.name else s.type for s, r in zip(seen, rows, strict=True) if s.name}
    return Taken(
        nodes=nodes,
        links=[(place[k[0]], k[1]) if k and k[0] in place else None for k in held],
        names=names,
        flat=flat,
        dated=dated,
    )


def _set_right(page: Words, seen: Sequence[Seen], dated: Sequence[Range]) -> list[Seen | None]:
    """The mentions as they are meant: datelines as bare names, posts as no names, days as nobody."""
    near = Near((d, d) for d in dated)
    out: list[Seen | None] = []
    for s in seen:
        line = next(iter(near.touching(s.words)), None) if dated else None
        if line:
            out.append(in_dateline(page, s, line))
        elif page.low[s.head] in _STANDS_ALONE and s.words[1] - s.words[0] > 1 and not s.name:
            # What is longer than such a pronoun was cut wrongly: "I slept," she.
            out.append(replace(s, words=(s.head, s.head + 1), pronoun=True))
        elif s.name is None:
            out.append(None if s.words[1] - s.words[0] == 1 and page.low[s.head] in _NOBODY else s)
        elif not any(_names(page, w) for w in range(*s.name)) or _post_alone(page, s):
            out.append(replace(s, name=None, type=None))
        else:
            type_ = "person" if s.type == "place" and _titled(page, s.name) else s.type
            name = _trimmed(page, s.name)
            same = name == s.name and type_ == s.type
            out.append(s if same else replace(s, name=name, type=type_))
    return out


def _titled(page: Words, name: Range) -> bool:
    """True for a full name with a title before or in it: "Justice Ottoline York" is no town."""
    if name[1] - name[0] > _FULL and page.low[name[0]] in _OF_PERSONS:
        return True
    before = name[0] - 1 - (name[0] > 1 and page.low[name[0] - 1] == ".")
    if before < 0 or name[1] - name[0] < _FULL or page.low[name[1] - 1] in v.BODIES:
        return False
    return page.low[before] in v.TITLES and page.like_a_name(before)


def _of_one_type(page: Words, rows: list[Seen | None]) -> list[Seen | None]:
    """The mentions, with a name's type where it is mostly of another one in the same report."""
    counts: dict[tuple[str, ...], dict[MentionType | None, int]] = {}
    named: list[tuple[int, Seen, dict[MentionType | None, int]]] = []
    for index, s in enumerate(rows):
        if s and s.name:
            found = counts.setdefault(tuple(page.low[slice(*s.name)]), {})
            found[s.type] = found.get(s.type, 0) + 1
            named.append((index, s, found))
    out = list(rows)
    for index, s, found in named:
        if len(found) > 1:
            most = max(found, key=lambda kind: found[kind])  # of equals the first
            if found[most] >= _MOSTLY * found[s.type]:
                out[index] = replace(s, type=most)
    return out


def _names(page: Words, word: int) -> bool:
    """False for what cannot be a whole name: small words, marks, "the"."""
    return page.like_a_name(word) and page.low[word] not in v.DETERMINERS


def _post_alone(page: Words, seen: Seen) -> bool:
    """True for "President" and "the Minority Leader", which tell a post and not whose name it is."""
    assert seen.name
    first, last = seen.name
    word = page.low[last - 1]
    if seen.type not in (None, "person") or word in GIVEN_TOO or not (word in v.PEOPLE or word in v.TITLES):
        return False
    return last - first == 1 or (seen.words[0] < first and page.low[seen.words[0]] in _ARTICLES)


def _trimmed(page: Words, words: Range) -> Range:
    """A name without articles, marks and small words at its ends, the stop after initials apart."""
    first, last = words
    while last - first > 1 and (not page.words[first][0].isalnum() or page.words[first] in _ARTICLES):
        first += 1
    while last - first > 1 and not page.like_a_name(last - 1):
        if page.words[last - 1] == "." and len(page.words[last - 2]) <= _SHORT:
            break
        last -= 1
    return first, last


def _kept(
    page: Words,
    rows: Sequence[Seen | None],
    links: Sequence[tuple[int, float] | None],
    sources: Sequence[Range],
) -> list[int]:
    """The indexes of those that may be of a party."""
    tied = {i for i, link in enumerate(links) if link} | {link[0] for link in links if link}
    near = Near((s, True) for s in sources)
    things = {i for i, s in enumerate(rows) if s and _thing(page, s)}
    keys = {i: page.bare(s.words) for i, s in enumerate(rows) if s and i in things}
    again = _told_again(page, [(rows[i].words, key) for i, key in keys.items()])  # type: ignore[union-attr]
    return [
        i
        for i, s in enumerate(rows)
        if s and (i not in keys or i in tied or keys[i] in again or any(near.touching(s.words)))
    ]


def _thing(page: Words, seen: Seen) -> bool:
    """True for a description that is of no person and no body by its own word."""
    if seen.name or seen.pronoun or seen.type not in THINGS:
        return False
    return seen.type is not None or type_of_noun(singular(page.low[seen.head])) is None


def _told_again(page: Words, described: Sequence[tuple[Range, tuple[str, ...]]]) -> set[tuple[str, ...]]:
    """The words, articles apart, of descriptions that a later, definite one repeats.

    described: where each stands, and its words, articles apart.
    """
    known: set[tuple[str, ...]] = set()
    out: set[tuple[str, ...]] = set()
    for words, key in described:
        if key in known and page.low[words[0]] in v.DEFINITE:
            out.add(key)
        known.add(key)
    return out


def joined(page: Words, node: Node, names: Names) -> Node:
    """The node with its members' words, when it joins several."""
    if node.form == "pronoun":
        return node
    parts = parts_of(page, node.words, names)
    if not parts:
        return node
    return replace(
        node,
        form="description",
        name=None,
        name_words=None,
        parts=tuple(parts),
        many=True,
        noun="",
        gender=None,
    )


def _swallowed(page: Words, rows: Sequence[tuple[Seen | None, Node]]) -> list[Node]:
    """The name at the head of a phrase that joins several: "Anna Berg" of "Anna Berg and Peter Dahl"."""
    known = {n.words for _, n in rows} | {n.name_words for _, n in rows if n.name_words}
    out: list[Node] = []
    for seen, node in rows:
        if seen and seen.name and node.parts and seen.name not in known:
            known.add(seen.name)
            out.append(node_of(page, replace(seen, words=seen.name, head=seen.name[1] - 1)))
    return out
