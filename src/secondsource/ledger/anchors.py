"""Where decisions on text stand in a reading: statements, points, parties, times and numbers by their place.

The text of a report never changes, but a newer reader cuts it otherwise. A decision is in its place where the
same id stands, or the same stretch, or the same but for marks and blanks at its ends ("recut"). Otherwise it
is an orphan: what looks alike is named, and nothing is moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from secondsource.model.anchor import Anchor, anchor_from, bare, seek
from secondsource.model.span import Span, hull
from secondsource.records.rows import ReadRow

# What can be decided upon; in anchors, times and numbers have the role "facet".
What = Literal["statement", "point", "party", "time", "number"]
State = Literal["kept", "recut", "orphan"]
_MOST_ALIKE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing of a reading: its id there (a content id, "p3", "t0", "n2"), words, places and rows.

    spans: where it stands, one for each place (a party has one a mention). rows: the dicts of the reading
    itself; a point may stand in a statement and in the one inside it.
    """

    what: What
    id: str
    text: str
    spans: tuple[Span, ...]
    rows: tuple[dict[str, Any], ...] = field(repr=False)
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """What became of a decision in a reading: the item it speaks of, or None and what looks alike."""

    state: State
    item: Item | None = None
    lookalikes: tuple[Item, ...] = ()


def what_of(body: Mapping[str, Any]) -> What:
    """What a decision on text speaks of, by its body."""
    role = body["anchor"]["role"]
    what: What = body["facet"] if role == "facet" else role
    return what


def items(row: ReadRow, what: What) -> list[Item]:
    """All things of a kind in a reading, in its order."""
    listed: Any = row
    if what == "statement":
        return _by_id([_statement(held) for held in listed["statements"]])
    if what == "point":
        return _by_id([_point(held) for each in listed["statements"] for held in each["points"]])
    if what == "party":
        return [_party(held, listed["mentions"]) for held in listed["parties"]]
    return [
        Item(what=what, id=f"{what[0]}{n}", text=held["text"], spans=_extent(held["spans"]), rows=(held,))
        for n, held in enumerate(listed[f"{what}s"])
    ]


def locate(row: ReadRow, body: Mapping[str, Any]) -> Located:
    """Where a decision on text stands in a reading; the row holds the report's text."""
    anchor, what = anchor_from(body["anchor"]), what_of(body)
    text = text_of(row)
    listed = items(row, what)
    if what in ("statement", "point"):
        for item in listed:
            if item.id == body.get("id"):
                return Located(state="kept", item=item)
    here = anchor.span if anchor.span.of(text) == anchor.exact else seek(anchor, text).span
    if here is not None:
        found = [item for item in listed if here in item.spans]
        recut = [item for item in listed if bare(text, here) in [bare(text, s) for s in item.spans]]
        for state, alike in (("kept", found), ("recut", recut)):
            chosen = _chosen(alike, body)
            if chosen is not None:
                return Located(state="kept" if state == "kept" else "recut", item=chosen)
    return Located(state="orphan", lookalikes=_lookalikes(text, listed, anchor, here))


def text_of(row: ReadRow) -> str:
    """The report's text that a row holds."""
    report = row["report"]
    return "" if report is None else report.get("text", "")


def _chosen(found: Sequence[Item], body: Mapping[str, Any]) -> Item | None:
    """The one item of those that stand in one place: the only one, or the one with the very cue."""
    if len(found) > 1 and body.get("cue") is not None:
        found = [item for item in found if item.cue == Span(*body["cue"])]
    # Parties share a place where one is named inside another's mention; the first is the outer one.
    return found[0] if len(found) == 1 or (found and found[0].what == "party") else None


def _lookalikes(text: str, listed: Iterable[Item], anchor: Anchor, here: Span | None) -> tuple[Item, ...]:
    """What has the same words elsewhere, and what shares a character with the place."""
    words = _plain(anchor.exact)
    alike = []
    for item in listed:
        same = any(_plain(bare(text, span).of(text)) == words for span in item.spans)
        near = here is not None and any(span.overlaps(here) for span in item.spans)
        if same or near:
            alike.append(item)
    return tuple(alike[:_MOST_ALIKE])


def _plain(words: str) -> str:
    return " ".join(bare(words, Span(0, len(words))).of(words).casefold().split())


def _by_id(found: list[Item]) -> list[Item]:
    """Items of one id as one, with all their rows."""
    first: dict[str, Item] = {}
    for item in found:
        held = first.get(item.id)
        if held is None:
            first[item.id] = item
        else:
            rows = (*held.rows, *item.rows)
            first[item.id] = Item(
                what=held.what, id=held.id, text=held.text, spans=held.spans, rows=rows, cue=held.cue
            )
    return list(first.values())


def _statement(held: dict[str, Any]) -> Item:
    content, cue = held["content"], held["cue"]
    return Item(
        what="statement",
        id=held["id"],
        text=content["text"],
        spans=_extent(content["spans"]),
        rows=(held,),
        cue=next(iter(_extent(cue["spans"])), None) if cue else None,
    )


def _point(held: dict[str, Any]) -> Item:
    return Item(what="point", id=held["id"], text=held["text"], spans=_extent(held["spans"]), rows=(held,))


def _party(held: dict[str, Any], mentions: Iterable[dict[str, Any]]) -> Item:
    ours = [mention for mention in mentions if mention["party"] == held["id"]]
    # Names before descriptions and pronouns: the first is what an anchor quotes.
    ours.sort(key=lambda mention: ["name", "description", "pronoun"].index(mention["form"]))
    spans = tuple(span for mention in ours for span in _extent(mention["spans"]))
    return Item(what="party", id=held["id"], text=held["name"], spans=spans, rows=(held,))


def _extent(spans: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """From the first of some spans to the end of the last, or nothing."""
    return (hull(Span(start, end) for start, end in spans),) if spans else ()
