"""Who bears which name: full names, short names, acronyms, other names, and namesakes kept apart."""

from __future__ import annotations

from secondsource.model.statement import MentionType
from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.cast import Actor, Cast
from secondsource.reading.parties.names import Name, same_body, same_person, short_of, spellings
from secondsource.reading.parties.phrases import Node

_NEAR = 2  # sentences within which a second bearer of a family name makes the bare name unclear
_REACH = 150  # mentions back to which uses of a bare name are counted
_AHEAD = frozenset(("the", "“", '"', "'", "‘", "a", "as"))
_DOMINANT = 3  # bare uses by which one bearer owns a name that no other had to himself
_ABROAD = frozenset(("us", "usa", "uk", "eu", "un", "uae", "ap", "afp"))  # in brackets, where it is
# What comes before another name, by its last word, the longest first.
_KNOWN_AS: dict[str, list[tuple[str, ...]]] = {}
for _words in sorted((tuple(k.split()) for k in v.KNOWN_AS), key=len, reverse=True):
    _KNOWN_AS.setdefault(_words[-1], []).append(_words)


def tie_names(cast: Cast) -> None:
    """Gives every mention with a name to an actor; an unclear short name stays open."""
    nodes = [i for i, n in enumerate(cast.nodes) if n.name and n.name.words and n.name_words]
    full = [i for i in nodes if not _short(cast.nodes[i])]
    known: dict[tuple[Name, MentionType | None], Actor] = {}
    for index in full:
        _tie_full(cast, index, known)
    _tie_other_names(cast, nodes)
    for index in nodes:
        if cast.of[index] is None:
            _tie_short(cast, index)
    _tie_acronyms(cast, nodes)


def _short(node: Node) -> bool:
    return node.name is not None and (len(node.name.words) == 1 or node.name.acronym)


def _tie_full(cast: Cast, index: int, known: dict[tuple[Name, MentionType | None], Actor]) -> None:
    """Gives a full name to its bearer. known: by name and type as seen, who had it before."""
    node = cast.nodes[index]
    assert node.name
    held = known.get((node.name, node.type))
    if held and _one_kind(node, held):
        cast.give(index, held)
        return
    for actor in cast.sharing(node.name):
        if _one_kind(node, actor) and any(_same(node, actor, node.name, other) for other in actor.names):
            known[node.name, node.type] = actor
            cast.give(index, actor)
            return
    known[node.name, node.type] = cast.new(index)


def _same(node: Node, actor: Actor, a: Name, b: Name) -> bool:
    if a.words == b.words:
        return True
    body = not (node.type in (None, "person") and actor.personal)
    return same_body(a, b) if body else same_person(a, b)


def _one_kind(node: Node, actor: Actor) -> bool:
    """A person is no body and no place; bodies, units and places take each other's names."""
    if node.type is None or actor.type is None:
        return True
    persons = (node.type == "person", actor.type == "person")
    if any(persons):
        return all(persons)
    return "nationality" not in (node.type, actor.type) or node.type == actor.type


def _tie_short(cast: Cast, index: int) -> None:
    """A single word: the bearer of a longer name that has it, or all who are called so and no more."""
    node = cast.nodes[index]
    assert node.name
    near = [a for a in cast.sharing(node.name) if _one_kind(node, a)]
    longer = [a for a in near if any(_shortens(node, a, n) for n in a.names)]
    same = [a for a in near if any(n.words == node.name.words for n in a.names)]
    bearers = [a for a in longer if a in same or _fits(node, a)]
    if bearers:
        chosen = bearers[0] if len(bearers) == 1 else _nearest(cast, bearers, index)
        if chosen:
            cast.give(index, chosen)
        return
    if same:
        cast.give(index, same[0])
    else:
        cast.new(index)


def _shortens(node: Node, actor: Actor, full: Name) -> bool:
    assert node.name
    if len(full.words) < 2:
        return False
    if actor.personal and node.type in (None, "person"):
        first = node.name.words[0] == full.words[0]
        return not node.name.acronym and short_of(node.name, full) and (not first or "person" in actor.types)
    return same_body(node.name, full)


def _fits(node: Node, actor: Actor) -> bool:
    return not (node.gender and actor.gender and node.gender != actor.gender)


def _nearest(cast: Cast, bearers: list[Actor], index: int) -> Actor | None:
    """Of several bearers the one last named, when no other was named near; None when that is not clear."""
    node = cast.nodes[index]
    assert node.name
    word = node.words[0]
    fitting = [b for b in bearers if _fits(node, b)]
    known = [(cast.last_before(b, word), b) for b in fitting]
    named = sorted(((i, b) for i, b in known if i is not None), key=lambda x: -cast.nodes[x[0]].words[0])
    if not named:
        return None
    if len(named) == 1:
        return named[0][1]
    uses = {b.key: _uses(cast, b, node.name, word) for _, b in named}
    most = max(uses.values())
    if most >= _DOMINANT and sum(u > 0 for u in uses.values()) == 1:
        return next(b for _, b in named if uses[b.key] == most)
    away = [cast.sentences_back(i, word) for i, _ in named[:2]]
    return named[0][1] if away[1] - away[0] >= _NEAR else None


def _uses(cast: Cast, actor: Actor, name: Name, word: int) -> int:
    near = cast.before(actor, word)[-_REACH:]
    return sum((n := cast.nodes[i].name) is not None and n.words == name.words for i in near)


def _tie_acronyms(cast: Cast, nodes: list[int]) -> None:
    """Initials in brackets after a name, or of one name alone among those of the report."""
    ends = {n.name_words[1]: i for i in reversed([*nodes]) if (n := cast.nodes[i]).name_words and _long(n)}
    initials: dict[str, dict[Name, None]] = {}
    for name in {n: None for a in cast.all() if a.type != "person" for n in a.names}:
        for letters in spellings(name):
            initials.setdefault(letters, {})[name] = None
    for index in nodes:
        node = cast.nodes[index]
        if not node.name or len(node.name.words) != 1 or not (node.name.acronym or cast.page.shouting):
            continue
        actor = cast.actor_of(index)
        if not actor:
            continue
        bracketed = _before_bracket(cast, node, ends)
        owner = cast.actor_of(bracketed) if bracketed is not None else None
        if owner is None and node.name.acronym:
            full = initials.get(node.name.words[0], {})
            spelt = {
                a.key: a
                for n in full
                for a in cast.sharing(n)
                if a is not actor and a.type != "person" and n in a.names
            }
            owner = next(iter(spelt.values())) if len(spelt) == 1 else None
        if owner and owner is not actor and _one_kind(node, owner):
            cast.merge(owner, actor)


def _long(node: Node) -> bool:
    """True for what initials may stand for."""
    return bool(node.name and len(node.name.words) > 1 and node.type != "person")


def _before_bracket(cast: Cast, node: Node, ends: dict[int, int]) -> int | None:
    """The named mention that ends where the bracket round some initials opens. ends: of long names."""
    assert node.name_words and node.name
    low = cast.page.low
    first, last = node.name_words
    if first < 2 or low[first - 1] not in "([" or last >= len(low) or low[last] not in ")]":
        return None
    # Initials may be those of another language: where they stand they need not spell the name.
    if node.type in ("person", "place") or node.name.words[0] in _ABROAD:
        return None
    return ends.get(first - 1)


def _tie_other_names(cast: Cast, nodes: list[int]) -> None:
    """ "X, also known as Y", "X, nicknamed the 'Y'": Y and X are one."""
    by_end = {n.name_words[1]: i for i in nodes if (n := cast.nodes[i]).name_words}
    for index in nodes:
        words = cast.nodes[index].name_words
        assert words
        start = _after_known_as(cast, words[0])
        if start is None:
            continue
        other = by_end.get(start)
        owner = cast.actor_of(other) if other is not None else None
        if owner is None or not _one_kind(cast.nodes[index], owner):
            continue
        actor = cast.actor_of(index)
        if actor is None:
            cast.give(index, owner)
        else:
            cast.merge(owner, actor)


def _after_known_as(cast: Cast, word: int) -> int | None:
    """Where a name ends that the words before this one say to have another name here."""
    low = cast.page.low
    at = word
    while at > 0 and low[at - 1] in _AHEAD and low[at - 2 : at - 1] != ["known"]:
        at -= 1
    for words in _KNOWN_AS.get(low[at - 1], ()) if at else ():
        start = at - len(words)
        if start > 0 and tuple(low[start:at]) == words:
            bare = words in {("or",), ("born",), ("formerly",)}
            while start > 0 and low[start - 1] in {",", "(", "-", "–", "—", "is", "was", "are"}:
                start -= 1
            marked = low[start] in {",", "("}
            return start if marked or not bare else None
    return None
