"""Parties, mentions and sources of a report, put together from what the encoder saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.model.report import Report
from secondsource.model.statement import Mention, Party
from secondsource.reading.drafts import Draft
from secondsource.reading.near import Near
from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.building import build
from secondsource.reading.parties.cast import Cast
from secondsource.reading.parties.describing import tie_description
from secondsource.reading.parties.groups import parts_of
from secondsource.reading.parties.naming import tie_names
from secondsource.reading.parties.phrases import Names, Node, Words, head_of, node_at
from secondsource.reading.parties.pronouns import own_voice, tie_first_person, tie_linked, tie_pronoun
from secondsource.reading.parties.roles import is_post, tie_roles
from secondsource.reading.parties.scene import Scene, subjects
from secondsource.reading.parties.taking import joined, taken
from secondsource.reading.quotations import overlap
from secondsource.reading.seen import Seen
from secondsource.reading.tags import Range
from secondsource.text import Quotation, Segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Who is who. words: by mention, where it stands. sources: by draft, the party's id or None."""

    parties: tuple[Party, ...]
    mentions: tuple[Mention, ...]
    words: tuple[Range, ...]
    sources: tuple[str | None, ...]


def parties(
    segments: Segments,
    seen: Sequence[Seen],
    links: Sequence[tuple[int, float] | None],
    drafts: Sequence[Draft],
    report: Report,
    quotes: Sequence[Quotation] | None = None,
) -> Found:
    """The parties of a report. links: by mention, its best antecedent among earlier ones, with log-odds.

    quotes: the quotations of the text, where they are known already.
    """
    page = Words(segments, quotes)
    found = taken(page, seen, links, [d.source for d in drafts if d.source])
    nodes, names = found.nodes, found.names
    speaks_at: dict[int, list[int]] = {}
    near = Near((n.words, i) for i, n in enumerate(nodes))
    source_of: list[int | None] = []
    for number, draft in enumerate(drafts):
        at = _node_of_source(page, nodes, near, draft.source, names) if draft.source else None
        if draft.source and at is None:
            at = len(nodes)
            nodes.append(joined(page, node_at(page, draft.source, names), names))
            near.add(nodes[at].words, at)
        source_of.append(at)
        if at is not None and not draft.carried:
            speaks_at.setdefault(at, []).append(number)
    order = sorted(range(len(nodes)), key=lambda i: (nodes[i].words[0], -nodes[i].words[1]))
    place = {old: new for new, old in enumerate(order)}
    cast = Cast(page, [nodes[i] for i in order])
    scene = Scene(
        cast=cast,
        drafts=list(drafts),
        speaks={place[i]: d for i, d in speaks_at.items()},
        links={place[i]: (place[k[0]], k[1]) for i, k in enumerate(found.links) if k},
        subject=subjects(page, cast.nodes),
        dated={i for line in found.dated for i in cast.within(line)},
    )
    sources = [None if i is None else place[i] for i in source_of]
    _resolve(scene, sources)
    return Found(**build(scene, sources, report, found.flat))


def _node_of_source(
    page: Words, nodes: Sequence[Node], near: Near[int], source: Range, names: Names
) -> int | None:
    """The mention that a source's words are: of those with its head the one that overlaps it best."""
    head = head_of(page, source)
    if head in names:
        head = names[head][0][1] - 1
    comma = source[1] - 1
    held = near.touching(source)
    best: tuple[float, int] | None = None
    joins = bool(parts_of(page, source, names))
    for index in sorted(held):
        node = nodes[index]
        shared = overlap(node.words, source)
        if not shared or joins != bool(node.parts) or (node.form == "pronoun" and node.words != source):
            continue
        same = (
            node.head == head
            or (node.name and node.words == source)
            or (node.name_words and node.name_words[0] <= head < node.name_words[1])
        )
        apposed = (
            node.name_words
            and node.name_words[1] in (source[1], comma)
            and (page.low[before := node.name_words[0] - 1] == "," or _post_before(page, node, before))
        )
        if not same and not apposed:
            continue
        size = max(node.words[1], source[1]) - min(node.words[0], source[0])
        closes = 1.5 if _closes(node, source) else 0.5
        rank = shared / size + bool(same and node.name) + closes * bool(apposed)
        if best is None or rank > best[0]:
            best = (rank, index)
    return best[1] if best else None


def _closes(node: Node, source: Range) -> bool:
    """True for a person whose name ends the source."""
    return node.type == "person" and node.name_words is not None and node.name_words[1] == source[1]


def _post_before(page: Words, node: Node, word: int) -> bool:
    """True for a person's name with a post right before it: "the agency's official Anna Berg"."""
    return node.type == "person" and is_post(page.low[word])


def _resolve(scene: Scene, sources: Sequence[int | None]) -> None:
    cast = scene.cast
    tie_names(cast)
    tie_roles(cast)
    third = v.HE | v.SHE | v.IT | v.THEY
    for index, node in enumerate(cast.nodes):
        if cast.of[index] is not None:
            continue
        if node.parts:
            cast.new(index)
        elif own_voice(scene, node):
            continue
        elif node.form == "description":
            tie_description(scene, index)
        elif node.form == "pronoun" and node.noun in third:
            tie_pronoun(scene, index)
        elif node.form == "pronoun" and node.noun not in v.I_WORDS | v.WE and index in scene.links:
            tie_linked(scene, index)
    actors = [cast.of[i] if i is not None else None for i in sources]
    tie_first_person(scene, actors)
