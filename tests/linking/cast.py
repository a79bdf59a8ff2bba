"""Readings with parties, built by hand: who is named how, in which role, and who says something."""

from __future__ import annotations

from typing import Any


def party(name: str, type: str | None = "person", **fields: Any) -> dict[str, Any]:
    """A party of a reading; `said` makes it a source, `figures` of what it says."""
    made: dict[str, Any] = {
        "name": name, "type": type, "kind": "named", "aliases": [], "role": None, "members": [],
        "place": None,
    }  # fmt: skip
    return {**made, **fields}


def unnamed(name: str, type: str | None = "person", **fields: Any) -> dict[str, Any]:
    """A party without a name, who says something."""
    return party(name, type, **{"kind": "unnamed", "said": True, **fields})


def place(geonames: int, country: str, *, state: bool = False) -> dict[str, Any]:
    """Where a place lies; only what joining asks for."""
    return {"geonames": geonames, "country": country, "admin1": None if state else "01"}


def row(
    *parties: dict[str, Any],
    published: str | None = "2024-03-03",
    text: str = "",
    dateline: str | None = None,
    times: dict[str, str] | None = None,
) -> dict[str, Any]:
    """A reading of these parties, p1, p2 ... in order. times: words of the text -> their value."""
    held: list[Any] = []
    statements: list[Any] = []
    numbers: list[Any] = []
    mentions: list[Any] = []
    for n, given in enumerate(parties, 1):
        fields = dict(given)
        said, figures = fields.pop("said", False), fields.pop("figures", ())
        id = f"p{n}"
        held.append({"id": id, **fields})
        at = text.find(fields["name"])
        spans = [(at, at + len(fields["name"]))] if at >= 0 else [(0, 0)]
        form = "name" if fields["kind"] == "named" else "description"
        mentions.append({"text": fields["name"], "spans": spans, "type": None, "form": form, "party": id})
        indexes = list(range(len(numbers), len(numbers) + len(figures)))
        numbers += [{"low": figure} for figure in figures]
        if said or figures:
            source = {"text": fields["name"], "spans": [], "party": id, "carried": False}
            statements.append({"source": source, "chain": [], "parties": [], "numbers": indexes})
    return {
        "report": {"published": published, "dateline": dateline, "text": text},
        "statements": statements, "mentions": mentions, "parties": held, "numbers": numbers,
        "times": [
            {"text": words, "spans": [(text.find(words), text.find(words) + len(words))], "value": value,
             "relation": "until" if f"until {words}" in text else "in"}
            for words, value in (times or {}).items()
        ],
    }  # fmt: skip
