"""What the machine missed and a person marked: blank rows, filled with what the reading has in that place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from secondsource.ledger.anchors import Item, What, items, locate, text_of, what_of
from secondsource.ledger.shapes import Unplaced, next_party, phrase_row
from secondsource.model.anchor import anchor_from
from secondsource.model.span import Span
from secondsource.model.statement import statement_id
from secondsource.records.rows import ReadRow

_OPENING, _CLOSING = "\"“«„‟'‘", "\"”»“'’"
_DOUBLE = '"“”«»„‟'


def insert(row: ReadRow, body: Mapping[str, Any]) -> Item:
    """Put what a mark speaks of into a reading, unless it stands there already; gives it.

    Raises Unplaced for a point where no statement stands.
    """
    found = locate(row, body)
    if found.item is not None:
        return found.item
    what, anchor = what_of(body), anchor_from(body["anchor"])
    span = anchor.span
    if not len(span) or span.of(text_of(row)) != anchor.exact:
        raise Unplaced(f"the words that were marked do not stand at [{span.start}, {span.end})")
    _INSERT[what](row, span, body)
    made = locate(row, body).item
    if made is None:
        raise Unplaced(f"no {what} can stand at [{span.start}, {span.end})")
    return made


def id_of(report: str, row: ReadRow, what: What, span: Span, cue: Span | None) -> str | None:
    """The id that a marked statement or point has: the one that a reader would give it; None for others."""
    if what == "statement":
        return statement_id(report, role="statement", spans=(span, cue) if cue else (span,))
    if what == "point":
        role = "statement-point" if _around(row, span)["attributed"] else "own-point"
        return statement_id(report, role=role, spans=(span,))
    return None


def _insert_statement(row: ReadRow, span: Span, body: Mapping[str, Any]) -> None:
    id = body["id"]
    report = body["anchor"]["report"]
    cue = None if body.get("cue") is None else phrase_row(row, Span(*body["cue"]))
    parent = next(iter(_covering(row, span)), None)
    words = phrase_row(row, span)
    inside = _inside(row, span)
    point = {
        "id": statement_id(report, role="statement-point", spans=(span,)),
        **words, "event": None, "negated": False, **inside,
    }  # fmt: skip
    made: Any = {
        "id": id, "attributed": cue is not None, "parent": parent and parent["id"], "source": None,
        "cue": cue, "content": words, "quote": _quote(words["text"]), "chain": [], "basis": [],
        "certainty": None, "polarity": "asserted", "forecast": False, "horizon": None, **inside,
        "grounds": [], "points": [point],
    }  # fmt: skip
    listed: Any = row["statements"]
    listed.insert(_place(listed, made), made)


def _insert_point(row: ReadRow, span: Span, body: Mapping[str, Any]) -> None:
    words = phrase_row(row, span)
    made: Any = {"id": body["id"], **words, "event": None, "negated": False, **_inside(row, span)}
    points: Any = _around(row, span)["points"]
    n = next((n for n, held in enumerate(points) if held["spans"][0][0] > span.start), len(points))
    points.insert(n, made)


def _insert_party(row: ReadRow, span: Span, body: Mapping[str, Any]) -> None:
    words = phrase_row(row, span)
    id = next_party(row)
    party: Any = {
        "id": id, "name": words["text"], "type": None, "kind": "named", "aliases": [], "role": None,
        "members": [], "place": None,
    }  # fmt: skip
    row["parties"].append(party)
    mention: Any = {**words, "type": None, "form": "name", "party": id}
    mentions: Any = row["mentions"]
    n = next((n for n, held in enumerate(mentions) if held["spans"][0][0] > span.start), len(mentions))
    mentions.insert(n, mention)
    _attach(row, span, "parties", id)


def _insert_time(row: ReadRow, span: Span, body: Mapping[str, Any]) -> None:
    made: Any = {
        **phrase_row(row, span), "type": "DATE", "value": None, "earliest": None, "latest": None,
        "precision": None, "reasons": [], "relation": None, "reference": None,
    }  # fmt: skip
    row["times"].append(made)
    _attach(row, span, "times", len(row["times"]) - 1)


def _insert_number(row: ReadRow, span: Span, body: Mapping[str, Any]) -> None:
    made: Any = {
        **phrase_row(row, span), "low": None, "high": None, "approximate": False, "relation": "=",
        "unit": None, "of": None, "per": None, "scope": None, "event": None, "reasons": [],
    }  # fmt: skip
    row["numbers"].append(made)
    _attach(row, span, "numbers", len(row["numbers"]) - 1)


_INSERT: dict[What, Callable[[ReadRow, Span, Mapping[str, Any]], None]] = {
    "statement": _insert_statement,
    "point": _insert_point,
    "party": _insert_party,
    "time": _insert_time,
    "number": _insert_number,
}


def _inside(row: ReadRow, span: Span) -> dict[str, list[Any]]:
    """What the reading has within a stretch: parties, places, times and numbers."""

    def held(spans: tuple[Span, ...]) -> bool:
        return any(span.covers(each) for each in spans)

    parties = [item for item in items(row, "party") if held(item.spans)]
    return {
        "parties": [item.id for item in parties],
        "times": [n for n, item in enumerate(items(row, "time")) if held(item.spans)],
        "numbers": [n for n, item in enumerate(items(row, "number")) if held(item.spans)],
        "places": [item.id for item in parties if item.rows[0]["type"] == "place"],
    }


def _attach(row: ReadRow, span: Span, name: str, value: str | int) -> None:
    """Tell the statements and points around a stretch of what was marked in it."""
    listed: Any = row["statements"]
    for statement in listed:
        for held, spans in [
            (statement, statement["content"]["spans"]),
            *((p, p["spans"]) for p in statement["points"]),
        ]:
            if any(Span(*each).covers(span) for each in spans) and value not in held[name]:
                held[name] = [*held[name], value]


def _around(row: ReadRow, span: Span) -> dict[str, Any]:
    """The smallest statement around a stretch. Raises Unplaced where there is none."""
    listed: Any = row["statements"]
    around = [
        statement
        for statement in listed
        if any(Span(*each).covers(span) for each in statement["content"]["spans"])
    ]
    if not around:
        raise Unplaced(f"no statement stands around [{span.start}, {span.end}) in this reading")
    smallest: dict[str, Any] = min(around, key=_length)
    return smallest


def _covering(row: ReadRow, span: Span) -> list[dict[str, Any]]:
    """The attributed statements that a new one stands inside, the smallest first."""
    listed: Any = row["statements"]
    around = [
        statement
        for statement in listed
        if statement["attributed"]
        and any(Span(*each).covers(span) and Span(*each) != span for each in statement["content"]["spans"])
    ]
    return sorted(around, key=_length)


def _length(statement: dict[str, Any]) -> int:
    return sum(end - start for start, end in statement["content"]["spans"])


def _place(listed: list[dict[str, Any]], made: dict[str, Any]) -> int:
    """Where a statement goes among those of a reading, which stand in the order of their contents."""

    def rank(statement: dict[str, Any]) -> tuple[int, int]:
        start, end = statement["content"]["spans"][0]
        return start, -end

    return next((n for n, held in enumerate(listed) if rank(held) > rank(made)), len(listed))


def _quote(words: str) -> str:
    """Whether the words are quoted: direct, mixed or indirect."""
    words = words.strip().rstrip(".,;!?")
    if len(words) > 1 and words[0] in _OPENING and words[-1] in _CLOSING:
        return "direct"
    return "mixed" if any(mark in words for mark in _DOUBLE) else "indirect"
