"""Descriptions: "the diplomat" after "a diplomat", "the ministry" after its name, "another official"."""

from __future__ import annotations

from secondsource.model.statement import MentionType
from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.cast import Actor, Cast
from secondsource.reading.parties.phrases import Node
from secondsource.reading.parties.scene import Scene
from secondsource.reading.parties.taking import THINGS

_SURE = 2.0  # log-odds from which a learned link joins a description that no rule joins
_AGAIN = 20  # sentences back to the same words of a thing
_REACH = 40  # sentences back to an earlier description of the same noun
_KNOWN_GROUPS = frozenset(("police", "authority", "press", "media"))
# A noun that takes up others: what may have been called by which before.
_TAKES_UP = {
    "source": v.table("source official spokesman diplomat officer aide adviser insider employee"),
    "official": v.table("official spokesman diplomat officer"),
}


def tie_description(scene: Scene, index: int) -> None:
    """Gives a description to the actor that it takes up, or to a new one."""
    cast = scene.cast
    node = cast.nodes[index]
    actor = _linked(scene, index, _SURE)
    if actor is None and node.type in THINGS:
        actor = _again(scene, index)
    elif actor is None and (node.determiner in v.POSSESSIVE or _owner_words(scene, node)):
        actor = _owned(scene, index)
    elif actor is None and _fresh(scene, node):
        speaks = index in scene.speaks or node.noun in _KNOWN_GROUPS
        actor = _same_words(cast, node) if speaks and _generic(node) else None
    elif actor is None:
        actor = _taken_up(scene, index) or _same_words(cast, node)
    cast.give(index, actor) if actor else cast.new(index)


def _again(scene: Scene, index: int) -> Actor | None:
    """A thing that is told of again by the very words: "the decision ... the decision"."""
    cast = scene.cast
    node = cast.nodes[index]
    if node.determiner not in v.DEFINITE:
        return None
    for actor in reversed(cast.called_alike(node)):
        last = cast.last_before(actor, node.words[0])
        if last is not None and cast.sentences_back(last, node.head) <= _AGAIN and _number_fits(node, actor):
            return actor
    return None


def _fresh(scene: Scene, node: Node) -> bool:
    """True for a phrase that brings in somebody new: indefinite, or of many without a determiner."""
    if node.determiner in v.DEFINITE:
        return scene.page.low[node.words[0] + 1 : node.words[0] + 2] in (["other"], ["second"], ["third"])
    return True


def _generic(node: Node) -> bool:
    """A phrase without "a" or "another": "police", "officials", "reports" are the same each time."""
    return node.determiner not in {"a", "an", "another", "other", "others", "one"}


def _same_words(cast: Cast, node: Node) -> Actor | None:
    """The actor described before by the very words, articles apart."""
    for actor in cast.called_alike(node):
        if (node.noun, node.mods) in actor.nouns and _number_fits(node, actor):
            return actor
    return None


def _number_fits(node: Node, actor: Actor) -> bool:
    if node.noun in _KNOWN_GROUPS or actor.type == "document":
        return True
    return node.many is None or bool(node.many) == actor.many


def _type_fits(node: Node, actor: Actor) -> bool:
    kinds: dict[MentionType | None, int] = {"person": 1, "organization": 2, "unit": 2, "document": 3}
    a, b = kinds.get(node.type), kinds.get(actor.type)
    return a is None or b is None or a == b


def _taken_up(scene: Scene, index: int) -> Actor | None:
    """The actor last mentioned whose noun, role or name's head this is, with no word against it."""
    cast = scene.cast
    node = cast.nodes[index]
    found = []
    for actor in _candidates(cast, node):
        last = cast.last_before(actor, node.words[0])
        if last is None or cast.sentences_back(last, node.head) > _REACH or not _number_fits(node, actor):
            continue
        if _gender_clash(node, actor) or not _noun_fits(node, actor) or _nested(cast, node, last):
            continue
        found.append((cast.nodes[last].words[0] + 40 * (last in scene.speaks or index == last), actor))
    if not found:
        return None
    linked = scene.links.get(index)
    if linked and len(found) > 1 and linked[1] > 0:
        for _, actor in found:
            if cast.of[linked[0]] == actor.key:
                return actor
    now = [f for f in found if not _only_former(f[1], node.noun)] if "former" not in node.mods else found
    return max(now or found, key=lambda f: f[0])[1]


def _candidates(cast: Cast, node: Node) -> list[Actor]:
    """Those whose noun, or whose name's, a description may take up."""
    nouns = {node.noun} | _TAKES_UP.get(node.noun, frozenset())
    found = cast.called_by(nouns)
    if node.noun in v.BODIES:
        named = [a for a in cast.named_with(node.noun) if a not in found]
        found = sorted([*found, *named], key=lambda a: a.key)
    return found


def _only_former(actor: Actor, noun: str) -> bool:
    """True for one who was called so only as a former one."""
    mods = [m for n, m in actor.nouns if n == noun and m]
    return bool(mods) and all("former" in m or "ex" in m for m in mods)


def _nested(cast: Cast, node: Node, last: int) -> bool:
    """True when the earlier mention holds this one: "the ministry's spokesman" is not the ministry."""
    other = cast.nodes[last]
    return other.words[0] <= node.words[0] and node.words[1] <= other.words[1] and other.head != node.head


def _gender_clash(node: Node, actor: Actor) -> bool:
    return bool(node.gender and actor.gender and node.gender != actor.gender)


def _noun_fits(node: Node, actor: Actor) -> bool:
    nouns = _TAKES_UP.get(node.noun, frozenset((node.noun,)))
    named = bool(actor.names)
    for noun, mods in actor.nouns:
        if noun == node.noun and _mods_fit(node.mods, mods, named=named):
            return True
        if noun in nouns and not named and not node.mods - mods:
            return True
    if actor.type in ("person", "place") or node.noun not in v.BODIES:
        return False
    for name in actor.names:
        if node.noun in name.words[-1:] or node.noun == name.noun:
            return node.mods <= {*name.words} or not node.mods
    return False


def _mods_fit(a: frozenset[str], b: frozenset[str], *, named: bool) -> bool:
    """True when one description's words are among the other's; a nameless one's must hold the new ones."""
    a, b = a - {"former", "said"}, b - {"former"}
    return a <= b or (named and b <= a and bool(b or len(a) <= 1))


def _owner_words(scene: Scene, node: Node) -> bool:
    low = scene.page.low
    return any(low[w] in {"'", "’"} for w in range(node.words[0], node.head))


def _owned(scene: Scene, index: int) -> Actor | None:
    """ "His father": the same noun of the same owner before."""
    cast = scene.cast
    node = cast.nodes[index]
    owner = _owner(scene, index)
    if owner is None:
        return _same_words(cast, node)
    for actor in cast.called_by((node.noun,)):
        if actor.owner == owner and _number_fits(node, actor):
            return actor
    actor = cast.new()
    actor.owner = owner
    return actor


def _owner(scene: Scene, index: int) -> int | None:
    """The actor of the mention that stands first inside a phrase, and owns what it names."""
    cast = scene.cast
    node = cast.nodes[index]
    for i in cast.within((node.words[0], node.words[0] + 2)):
        if i != index and cast.nodes[i].words[1] <= node.head and cast.of[i] is not None:
            return cast.of[i]
    return None


def _linked(scene: Scene, index: int, least: float) -> Actor | None:
    """The actor of the antecedent that the encoder gives, where it is sure and nothing speaks against it."""
    link = scene.links.get(index)
    if link is None or link[1] < least:
        return None
    cast = scene.cast
    node, actor = cast.nodes[index], scene.actor(link[0])
    if (
        _nested(cast, node, link[0])
        or not _number_fits(node, actor)
        or not _type_fits(node, actor)
        or _gender_clash(node, actor)
    ):
        return None
    return actor
