"""From the cast to the records: parties in order of first mention, their best names, mentions, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from secondsource.model.report import Report
from secondsource.model.statement import MentionType, Party, PartyKind, PartyType
from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.cast import Actor, Cast
from secondsource.reading.parties.phrases import type_of_noun
from secondsource.reading.parties.publishing import published
from secondsource.reading.parties.scene import Scene
from secondsource.reading.tags import Range

_MOST_BEFORE = 16  # words that may stand before the name in a mention
_LONGEST_NAME = 12  # words; what is longer describes rather than names
_PARTY_TYPES: dict[MentionType | None, PartyType] = {
    "person": "person", "organization": "organization", "unit": "unit", "place": "place", "weapon": "weapon",
    "platform": "platform", "document": "document",
}  # fmt: skip


def build(
    scene: Scene,
    sources: Sequence[int | None],
    report: Report,
    names: dict[Range, MentionType | None],
) -> dict[str, Any]:
    """The fields of what was found. names: those seen in the text, with their types."""
    cast = scene.cast
    _part_speaking_places(cast, sources)
    _fill_groups(cast)
    spoken = {cast.of[i] for i in sources if i is not None}
    kept = [a for a in cast.all() if _counts(cast, a, spoken)]
    kept.sort(
        key=lambda a: min(
            ((cast.nodes[i].words[0], -cast.nodes[i].words[1]) for i in a.nodes), default=(0, 0)
        )
    )
    ids = {a.key: f"p{n}" for n, a in enumerate(kept, 1)}
    rows = [_party(cast, a, ids, report) for a in kept]
    mentions, words = published(cast, ids, names)
    return {
        "parties": tuple(rows),
        "mentions": tuple(mentions),
        "words": tuple(words),
        "sources": tuple(None if i is None else _id(cast, i, ids) for i in sources),
    }


def _id(cast: Cast, index: int, ids: dict[int, str]) -> str | None:
    """The id of a mention's party."""
    key = cast.of[index]
    return None if key is None else ids.get(key)


def _part_speaking_places(cast: Cast, sources: Sequence[int | None]) -> None:
    """A capital or a country that speaks is a body, a party of its own; elsewhere it stays a place."""
    speaking: dict[int, list[int]] = {}
    for index in {i for i in sources if i is not None}:
        actor = cast.actor_of(index)
        if actor and actor.type == "place":
            speaking.setdefault(actor.key, []).append(index)
    for key, indexes in speaking.items():
        actor = cast.actors[key]
        body = cast.new()
        for index in sorted(indexes):
            actor.nodes.remove(index)
            cast.give(index, body)
        body.types.clear()
        body.type = None
        body.is_a("organization")
        body.names = list(actor.names)
        if not actor.nodes:
            del cast.actors[key]


def _fill_groups(cast: Cast) -> None:
    """The members of each group, from the mentions in its parts; groups of the same members are one."""
    known: dict[frozenset[int], Actor] = {}
    for index, node in enumerate(cast.nodes):
        actor = cast.actor_of(index) if node.parts else None
        if actor is None:
            continue
        members = [m for part in node.parts if (m := _member(cast, part, index)) is not None]
        actor.members = [m for n, m in enumerate(members) if m not in members[:n]]
        if len(actor.members) < 2:
            continue
        same = known.setdefault(frozenset(actor.members), actor)
        if same is not actor:
            cast.merge(same, actor)


def _member(cast: Cast, part: Range, whole: int) -> int | None:
    """The actor of the mention that covers most of a part, one with a name before others."""
    inside = [
        (bool(n.name), n.words[1] - n.words[0], -n.words[0], i)
        for i in cast.within(part)
        if i != whole and cast.of[i] is not None and (n := cast.nodes[i]).words[1] <= part[1]
    ]
    return cast.of[max(inside)[3]] if inside else None


def _counts(cast: Cast, actor: Actor, spoken: set[int | None]) -> bool:
    """True for who speaks, has a name or is mentioned twice, and for people and bodies that are described."""
    if actor.type == "nationality":
        return actor.key in spoken
    if actor.key in spoken or len(actor.nodes) > 1 or actor.names or actor.members:
        return True
    # A single description is told by its noun: what the encoder alone takes for somebody may be a thing.
    return not actor.nodes or any(type_of_noun(noun) for noun, _ in actor.nouns if noun not in v.NOBODY)


def _party(cast: Cast, actor: Actor, ids: dict[int, str], report: Report) -> Party:
    names, descriptions = _forms(cast, actor)
    if actor.author:
        best = report.byline or "the author"
    else:
        first = cast.page.of(cast.nodes[actor.nodes[0]].words) if actor.nodes else ""
        best = _best(names) if names else _best_description(descriptions) or first
    named = bool(names) or (actor.author and bool(report.byline))
    kind: PartyKind = (
        "group" if actor.members or (actor.many and not named) else "named" if named else "unnamed"
    )
    aliases = [t for t in dict.fromkeys(names + descriptions) if t != best]
    type_ = _PARTY_TYPES.get(actor.type)
    role = _role(cast, actor)
    return Party(
        id=ids[actor.key], name=best, type=type_, kind=kind, aliases=tuple(aliases), role=role,
        members=tuple(ids[m] for m in actor.members if m in ids),
    )  # fmt: skip


def _forms(cast: Cast, actor: Actor) -> tuple[list[str], list[str]]:
    """Names and descriptions of an actor as written, in order."""
    nodes = [cast.nodes[i] for i in actor.nodes if cast.nodes[i].form != "pronoun"]
    names = [_unpossessed(cast.page.of(n.name_words)) for n in nodes if n.name_words]
    ranges = [n.words for n in nodes if n.words != n.name_words] + actor.aliases
    if names:
        ranges = [r for r in ranges if not _names_another(cast, actor, r) and not _bare_post(cast, r)]
    descriptions = [_unpossessed(cast.page.of(r)) for r in ranges if r[1] - r[0] <= _LONGEST_NAME]
    return list(dict.fromkeys(names)), list(dict.fromkeys(descriptions))


def _names_another(cast: Cast, actor: Actor, words: Range) -> bool:
    """True for a description that holds another's name: by that name people look for the other."""
    return any(
        (n := cast.nodes[i]).name_words
        and words[0] <= n.name_words[0]
        and n.name_words[1] <= words[1]
        and cast.of[i] != actor.key
        and n.type != "nationality"
        for i in cast.within((words[0] - _MOST_BEFORE, words[1]))
    )


def _bare_post(cast: Cast, words: Range) -> bool:
    """True for "Senator" before a name and "a spokesman" after it: the post of many, nobody's other name."""
    low = [w for w in cast.page.low[words[0] : words[1]] if w not in {"vice", "-", "co", "deputy", "senior"}]
    return len(low) == 1 or (len(low) == 2 and low[0] in {"a", "an"})


def _unpossessed(text: str) -> str:
    return text[:-2] if text.endswith(("'s", "’s")) and len(text) > 2 else text


def _best(names: list[str]) -> str:
    """The fullest name: most words, then longest, then first; an acronym only where nothing else is."""
    return max(names, key=lambda n: (len(n.split()), len(n)))


def _best_description(descriptions: list[str]) -> str | None:
    """The fullest of the descriptions, the first of those as full."""
    return max(descriptions, key=lambda d: len(d.split())) if descriptions else None


def _role(cast: Cast, actor: Actor) -> str | None:
    if actor.roles:
        text = cast.page.of(max(actor.roles, key=lambda r: r[1] - r[0]))
    elif not (actor.names or actor.members or actor.many) and actor.type == "person":
        described = [cast.nodes[i] for i in actor.nodes if cast.nodes[i].form == "description"]
        if not described:
            return None
        text = cast.page.of(max(described, key=lambda n: n.words[1] - n.words[0]).words)
    else:
        return None
    first, _, rest = _unpossessed(text).partition(" ")
    text = rest if first.lower() in {"the", "a", "an", "another", "one", "this"} and rest else text
    return text if actor.roles or " " in text else None  # "officials" alone says no more than the name
