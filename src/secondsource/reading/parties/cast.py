"""The parties while they are put together: who has which mentions, and what is known of each."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from secondsource.model.statement import MentionType
from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.names import Name
from secondsource.reading.parties.phrases import Node, Words
from secondsource.reading.tags import Range

_LAST = 24  # of all who were called by one noun, those last mentioned, who can be taken up by it


@dataclass(slots=True)
class Actor:
    """One party in the making.

    nodes: indexes of its mentions, in order. nouns: head nouns it was described by, each with the words
    before it. roles: as written. aliases: words beside its mentions that describe it.
    owner: whose it is ("his father"). author: the report's own voice.
    """

    key: int
    nodes: list[int] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    nouns: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    roles: list[Range] = field(default_factory=list)
    aliases: list[Range] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    gender: v.Gender | None = None
    many: bool = False
    author: bool = False
    owner: int | None = None
    types: dict[MentionType, int] = field(default_factory=dict)
    type: MentionType | None = None

    def is_a(self, type_: MentionType, times: int = 1) -> None:
        """Counts a sign of its type; the type is that of most signs, of the first among equals."""
        seen = self.types[type_] = self.types.get(type_, 0) + times
        if self.type is None or seen > self.types.get(self.type, 0):
            self.type = type_

    @property
    def personal(self) -> bool:
        """May be a person: nothing says otherwise."""
        return self.type in (None, "person")


class Cast:
    """All actors of a report and the actor of each node (None: open)."""

    def __init__(self, page: Words, nodes: list[Node]) -> None:
        """The nodes are in order of their first words, the longer ones first."""
        self.page = page
        self.nodes = nodes
        self.starts = [n.words[0] for n in nodes]
        self.actors: dict[int, Actor] = {}
        self.of: list[int | None] = [None] * len(nodes)
        self._next = 0
        self._gone: dict[int, int] = {}
        self._by_word: dict[str, set[int]] = {}
        self._by_noun: dict[str, dict[int, None]] = {}
        self._by_text: dict[tuple[str, ...], dict[int, None]] = {}

    def new(self, node: int | None = None) -> Actor:
        """A new actor, with its first mention."""
        actor = Actor(self._next)
        self.actors[self._next] = actor
        self._next += 1
        if node is not None:
            self.give(node, actor)
        return actor

    def give(self, index: int, actor: Actor) -> None:
        """Ties a mention to an actor."""
        node = self.nodes[index]
        self.of[index] = actor.key
        insort(actor.nodes, index)
        if node.type and node.form != "pronoun":
            actor.is_a(node.type)
        if node.form == "description":
            self.called(actor, node.noun, node.mods)
            self._by_text.setdefault(self.page.bare(node.words), {})[actor.key] = None
        if node.name and node.name not in actor.names:
            actor.names.append(node.name)
            for word in node.name.words:
                self._by_word.setdefault(word, set()).add(actor.key)
        if node.gender and actor.gender is None:
            actor.gender = node.gender
        if node.many and node.form == "description":
            actor.many = True

    def called(self, actor: Actor, noun: str, mods: frozenset[str]) -> None:
        """Takes in that an actor is called by a noun, with some words before it."""
        if (noun, mods) not in actor.nouns:
            actor.nouns.append((noun, mods))
        keys = self._by_noun.setdefault(noun, {})
        keys.pop(actor.key, None)
        keys[actor.key] = None

    def actor_of(self, index: int) -> Actor | None:
        """The actor of a mention, or None."""
        key = self.of[index]
        return None if key is None else self.actors[key]

    def merge(self, kept: Actor, gone: Actor) -> None:
        """Makes two actors one."""
        if kept.key == gone.key:
            return
        for index in gone.nodes:
            self.of[index] = kept.key
        kept.nodes = sorted(kept.nodes + gone.nodes)
        kept.names += [n for n in gone.names if n not in kept.names]
        for noun, mods in gone.nouns:
            self.called(kept, noun, mods)
        kept.roles += gone.roles
        kept.aliases += gone.aliases
        kept.members = kept.members or gone.members
        kept.gender = kept.gender or gone.gender
        kept.many = kept.many or gone.many
        for type_, times in gone.types.items():
            kept.is_a(type_, times)
        for name in gone.names:
            for word in name.words:
                self._by_word[word].add(kept.key)
                self._by_word[word].discard(gone.key)
        self._gone[gone.key] = kept.key
        del self.actors[gone.key]

    def sharing(self, name: Name) -> list[Actor]:
        """The actors who have a word of a name in one of theirs, in order of making."""
        keys = set[int]().union(*(self._by_word.get(w, ()) for w in name.words))
        return [self.actors[k] for k in sorted(keys) if k in self.actors]

    def called_by(self, nouns: Iterable[str]) -> list[Actor]:
        """Of the actors who were called by some nouns, those last mentioned so, in order of making."""
        keys = {k for noun in nouns for k in islice(reversed(self._by_noun.get(noun, {})), _LAST)}
        return [self.actors[k] for k in sorted(keys) if k in self.actors]

    def named_with(self, word: str) -> list[Actor]:
        """Of the actors who have a word in a name, those made last."""
        keys = sorted(self._by_word.get(word, ()))[-_LAST:]
        return [self.actors[k] for k in keys if k in self.actors]

    def called_alike(self, node: Node) -> list[Actor]:
        """The actors who were described by the very words of a node, articles apart, in order of making."""
        keys = {self._alive(k) for k in islice(self._by_text.get(self.page.bare(node.words), ()), _LAST)}
        return [self.actors[k] for k in sorted(keys) if k in self.actors]

    def _alive(self, key: int) -> int:
        while key in self._gone:
            key = self._gone[key]
        return key

    def before(self, actor: Actor, word: int) -> list[int]:
        """The actor's mentions that begin before a word, in order."""
        return actor.nodes[: bisect_left(actor.nodes, bisect_left(self.starts, word))]

    def last_before(self, actor: Actor, word: int) -> int | None:
        """The actor's nearest mention before a word."""
        at = bisect_left(actor.nodes, bisect_left(self.starts, word))
        return actor.nodes[at - 1] if at else None

    def within(self, words: Range) -> range:
        """The nodes that begin within some words."""
        return range(bisect_left(self.starts, words[0]), bisect_left(self.starts, words[1]))

    def sentences_back(self, index: int, word: int) -> int:
        """How many sentences a mention stands before a word."""
        return self.page.sentence[word] - self.page.sentence[self.nodes[index].head]

    def all(self) -> Iterable[Actor]:
        """Every actor, in order of making."""
        return self.actors.values()
