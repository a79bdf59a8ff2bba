"""Readings by hand: a sentence with its event, parties, times, numbers and places, as a row of the ledger."""

from __future__ import annotations

from typing import Any

from secondsource.linking.wordings import wordings
from secondsource.model.wording import Said, Wording


def spans_of(text: str, words: str) -> list[list[int]]:
    at = text.index(words)
    return [[at, at + len(words)]]


def party(id: str, name: str, **over: Any) -> dict[str, Any]:
    held = {"id": id, "name": name, "type": "person", "kind": "named", "aliases": [], "role": None}
    return {**held, "members": [], "place": None, **over}


def place(id: str, name: str, geonames: int | None = None) -> dict[str, Any]:
    where = None if geonames is None else {"geonames": geonames, "country": None, "admin1": None}
    return party(id, name, type="place", place=where)


def time(text: str, words: str, first: str | None, last: str | None = None, **over: Any) -> dict[str, Any]:
    held = {"text": words, "spans": spans_of(text, words), "type": "DATE", "value": first}
    return {**held, "earliest": first, "latest": last or first, "relation": "in", "reference": None, **over}


def number(text: str, words: str, low: float | None, high: float | None, **over: Any) -> dict[str, Any]:
    """of and event are words of the text, or None."""
    held: dict[str, Any] = {"approximate": False, "relation": "=", "unit": None, "per": None, "scope": None}
    held |= {
        "text": words,
        "spans": spans_of(text, words),
        "low": low,
        "high": high,
        "of": None,
        "event": None,
    }
    held |= over
    for name in ("of", "event"):
        if isinstance(held[name], str):
            held[name] = {"text": held[name], "spans": spans_of(text, held[name]), "party": None}
    return held


def row(
    text: str,
    *,
    event: str | None = None,
    published: str | None = "2031-05-12",
    parties: dict[str, dict[str, Any]] | None = None,
    times: list[dict[str, Any]] | None = None,
    numbers: list[dict[str, Any]] | None = None,
    places: tuple[str, ...] = (),
    point: str | None = None,
    report: str = "sha256:r",
    statement: dict[str, Any] | None = None,
    **over: Any,
) -> dict[str, Any]:
    """A report of one statement of one point. parties: by the words that mention them."""
    told = point or text
    mentions = [
        {"text": words, "spans": spans_of(text, words), "type": None, "form": "name", "party": found["id"]}
        for words, found in (parties or {}).items()
        if words in text
    ]
    one = {
        "id": "sha256:p", "text": told, "spans": spans_of(text, told),
        "event": {"text": event, "spans": spans_of(text, event)} if event else None,
        "negated": False, "times": list(range(len(times or []))), "numbers": list(range(len(numbers or []))),
        "places": list(places), "parties": [m["party"] for m in mentions], **over,
    }  # fmt: skip
    held = {
        "id": "sha256:s", "attributed": False, "parent": None, "source": None, "cue": None,
        "content": {"text": text, "spans": [[0, len(text)]]}, "quote": "indirect", "polarity": "asserted",
        "forecast": False, "times": one["times"], "numbers": one["numbers"], "places": one["places"],
        "parties": one["parties"], "points": [one], **(statement or {}),
    }  # fmt: skip
    return {
        "report": {"id": report, "published": published, "publisher": "Holm Courier"},
        "statements": [held], "mentions": mentions, "parties": list((parties or {}).values()),
        "times": times or [], "numbers": numbers or [],
    }  # fmt: skip


def said(text: str, **given: Any) -> tuple[Said, Wording]:
    """The one point of such a report."""
    (found,) = wordings(row(text, **given))
    return found


def wording(text: str, **given: Any) -> Wording:
    return said(text, **given)[1]


def ordered(one: Wording, other: Wording) -> tuple[Wording, Wording]:
    """The lower id first, as edges have it."""
    return (one, other) if one.id < other.id else (other, one)
