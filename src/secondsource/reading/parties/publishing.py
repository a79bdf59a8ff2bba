"""The mentions as they are published: whole phrases with their party, and the bare names inside them."""

from __future__ import annotations

from secondsource.model.statement import Form, Mention, MentionType
from secondsource.reading.parties.cast import Cast
from secondsource.reading.parties.phrases import Node
from secondsource.reading.tags import Range


def published(
    cast: Cast, ids: dict[int, str], names: dict[Range, MentionType | None]
) -> tuple[list[Mention], list[Range]]:
    """All mentions in order, no two of the same words, and the words of each.

    ids: of parties, by actor. names: those seen in the text, with their types.
    """
    rows: dict[Range, tuple[Form, MentionType | None, str | None]] = {}
    for index, node in enumerate(cast.nodes):
        key = cast.of[index]
        party = ids.get(key) if key is not None else None
        words = _place_name(node, names) or node.words
        if party and (words not in rows or node.name):
            form: Form = "pronoun" if node.form == "pronoun" else "description"
            rows[words] = (form, _type(cast, node, key), party)
    for words, type_ in names.items():
        rows[words] = ("name", type_, rows[words][2] if words in rows else None)
    order = sorted(rows, key=lambda w: (w[0], -w[1]))
    page = cast.page
    mentions = [
        Mention(
            text=page.of(w),
            spans=(page.segments.span_of(*w),),
            form=rows[w][0],
            type=rows[w][1],
            party=rows[w][2],
        )
        for w in order
    ]
    return mentions, order


def _place_name(node: Node, names: dict[Range, MentionType | None]) -> Range | None:
    """The bare name of a place: a longer phrase round it is none of its mentions."""
    if node.type != "place" or not node.name_words or node.name_words not in names:
        return None
    return node.name_words


def _type(cast: Cast, node: Node, key: int | None) -> MentionType | None:
    """The mention's own type; that of its actor where it has none. A report's own voice is a person."""
    actor = cast.actors.get(key) if key is not None else None
    if node.type or actor is None:
        return node.type
    return "person" if actor.author else actor.type
