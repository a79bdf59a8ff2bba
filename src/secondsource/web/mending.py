"""What can be corrected of a thing that was read, as controls of a form with the values that it has now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_type_hints

from secondsource.records import rows
from secondsource.records.rows import ReadRow
from secondsource.render.plain import one_line
from secondsource.render.values import counted, stands_for

What = Literal["statement", "point", "party", "time", "number"]
# Certainties that can be chosen; a band of its own is written.
_KEEP = "as read"
_ROWS: dict[str, type] = {
    "statement": rows.StatementRow,
    "point": rows.PointRow,
    "party": rows.PartyRow,
    "time": rows.TimeRow,
    "number": rows.NumberRow,
}
# Of each thing its fields in the order of the form, with how one of them is given.
_FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "statement": (
        *(("source", "party"), ("cue", "text"), ("attributed", "flag"), ("polarity", "word")),
        *(("forecast", "flag"), ("horizon", "time"), ("certainty", "level"), ("basis", "kinds")),
        *(("quote", "word"), ("chain", "parties"), ("parties", "parties"), ("places", "parties")),
        *(("times", "times"), ("numbers", "numbers")),
    ),
    "point": (
        *(("negated", "flag"), ("event", "text"), ("parties", "parties"), ("places", "parties")),
        *(("times", "times"), ("numbers", "numbers")),
    ),
    "party": (
        *(("name", "text"), ("type", "word"), ("kind", "word"), ("role", "text"), ("aliases", "texts")),
        *(("members", "parties"), ("place", "place")),
    ),
    "time": (
        *(("type", "word"), ("value", "text"), ("earliest", "text"), ("latest", "text")),
        *(("precision", "text"), ("relation", "word")),
    ),
    "number": (
        *(("low", "figure"), ("high", "figure"), ("approximate", "flag"), ("relation", "word")),
        *(("unit", "text"), ("per", "text")),
    ),
}
_HINTS = {
    "source": "a party by its name, or words of the report; empty for nobody",
    "cue": "words of the report, as “said”",
    "event": "words of the report",
    "horizon": "the time that it looks ahead to",
    "aliases": "several with ;",
    "place": "GEONAMES,LATITUDE,LONGITUDE,COUNTRY",
    "earliest": "a day such as 2024-10-03",
    "latest": "a day such as 2024-10-03",
    "value": "TIMEX3",
    "low": "empty where it is open",
    "high": "empty where it is open",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One field. values: what it has now; options: (value, words) of a choice, [] for what is written.

    several: more than one option can be chosen.
    """

    name: str
    values: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    several: bool = False
    hint: str = ""

    @property
    def value(self) -> str:
        """All of it as it is written."""
        return "; ".join(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that was read. id: by which decisions name it; spans: where it stands."""

    id: str
    what: What
    words: str
    spans: tuple[tuple[int, int], ...]
    held: Mapping[str, Any]
    controls: tuple[Control, ...] = field(default=())

    @property
    def rejected(self) -> bool:
        """Whether a decision in force rejects it."""
        kinds = [one["kind"] for one in self.held.get("decided", ())]
        return "reject" in kinds and "accept" not in kinds


def thing(row: ReadRow, local: str) -> Thing | None:
    """A thing of a reading, by `p3`, `t0`, `n2` or the id of a statement or point; None for none."""
    found = next((one for one in things(row) if local in (one.id, one.id.rpartition("/")[2])), None)
    if found is None:
        return None
    controls = tuple(_control(name, how, found, row) for name, how in _FIELDS[found.what])
    return Thing(
        id=found.id, what=found.what, words=found.words, spans=found.spans, held=found.held, controls=controls
    )


def things(row: ReadRow) -> list[Thing]:
    """All that was read of a report, without what could be changed of it."""
    report = row["report"]["id"] if row["report"] else ""
    made: list[Thing] = []
    for statement in row["statements"]:
        content = statement["content"]
        made.append(_thing(statement["id"], "statement", content["text"], content["spans"], statement))
        made += [_thing(p["id"], "point", p["text"], p["spans"], p) for p in statement["points"]]
    mentions: dict[str | None, list[tuple[int, int]]] = {}
    for mention in row["mentions"]:
        mentions.setdefault(mention["party"], []).extend(mention["spans"])
    for party in row["parties"]:
        made.append(
            _thing(f"{report}/{party['id']}", "party", party["name"], mentions.get(party["id"], ()), party)
        )
    listed: Sequence[tuple[What, str, Sequence[Any]]] = (
        ("time", "t", row["times"]),
        ("number", "n", row["numbers"]),
    )
    for what, letter, held in listed:
        made += [
            _thing(f"{report}/{letter}{n}", what, one["text"], one["spans"], one)
            for n, one in enumerate(held)
        ]
    return made


def changes(found: Thing, given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The fields of a form that are not as they were, as the desk takes them."""
    made: dict[str, str] = {}
    for control in found.controls:
        if control.name not in given and not control.several:
            continue
        values = [value.strip() for value in given.get(control.name, ()) if value.strip()]
        before = [value for value in control.values if value]
        if control.several:
            if sorted(values) != sorted(before):
                made[control.name] = "; ".join(values) or "none"
        elif values != before and values != [_KEEP]:
            made[control.name] = values[0] if values else "none"
    return made


def _thing(id: str, what: What, words: str, spans: Any, held: Any) -> Thing:
    return Thing(id=id, what=what, words=one_line(words), spans=tuple(spans), held=held)


def _control(name: str, how: str, found: Thing, row: ReadRow) -> Control:
    held = found.held[name]
    hint = _HINTS.get(name, "")
    if how == "flag":
        return Control(name=name, values=("true" if held else "false",), options=_plain(("true", "false")))
    if how == "word":
        words = _vocabulary(_ROWS[found.what], name)
        empty = (("none", "none"),) if _may_be_null(_ROWS[found.what], name) else ()
        return Control(name=name, values=(held or "none",), options=(*empty, *_plain(words)))
    if how == "level":
        return _certainty(held)
    if how == "kinds":
        kinds = tuple(one["kind"] for one in held)
        options = _plain(_vocabulary(rows.BasisRow, "kind"))
        return Control(name=name, values=kinds, options=options, several=True)
    if how == "parties":
        listed = tuple(
            (one["id"], one_line(one["name"])) for one in row["parties"] if _may_be(name, one, held)
        )
        return Control(name=name, values=tuple(held), options=listed, several=True)
    if how in ("times", "numbers"):
        options = _figures(row, how)
        return Control(name=name, values=tuple(f"{how[0]}{n}" for n in held), options=options, several=True)
    if how == "time":
        options = (("none", "none"), *_figures(row, "times"))
        return Control(
            name=name, values=("none" if held is None else f"t{held}",), options=options, hint=hint
        )
    return Control(name=name, values=_written(how, held, row), hint=hint)


def _certainty(held: Any) -> Control:
    options = (("none", "none"), *_plain(w for w in _vocabulary(rows.CertaintyRow, "level") if w != "none"))
    if held is None or held["level"] == "none":
        return Control(name="certainty", values=("none",), options=options)
    return Control(name="certainty", values=(held["level"],), options=options)


def _written(how: str, held: Any, row: ReadRow) -> tuple[str, ...]:
    """The value of a field that is written, as it is taken."""
    if held is None:
        return ()
    if how == "party":
        names = {party["id"]: party["name"] for party in row["parties"]}
        return (one_line(names.get(held["party"], held["text"] or "")),)
    if how == "texts":
        return (one_line("; ".join(held)),) if held else ()
    if how == "place":
        numbers = [held["geonames"], held["latitude"], held["longitude"], held["country"]]
        return (",".join("" if one is None else str(one) for one in numbers),)
    if how == "figure":
        return (f"{held:f}".rstrip("0").rstrip(".") if isinstance(held, float) else str(held),)
    return (one_line(held["text"] if isinstance(held, Mapping) else str(held)),)


def _figures(row: ReadRow, name: str) -> tuple[tuple[str, str], ...]:
    listed: Any = row
    told = stands_for if name == "times" else counted
    made = []
    for n, one in enumerate(listed[name]):
        words, meant = one_line(one["text"]), told(one)
        made.append((f"{name[0]}{n}", f"{words}: {meant}" if meant and meant != words else words))
    return tuple(made)


def _may_be(name: str, party: Any, held: Sequence[str]) -> bool:
    """Whether a party can be chosen for a field: places for places, and what stands there already."""
    return party["id"] in held or (name != "places") or party["type"] == "place"


def _plain(words: Any) -> tuple[tuple[str, str], ...]:
    return tuple((word, word) for word in words)


def _vocabulary(kind: type, name: str) -> tuple[str, ...]:
    """The words that a field of a row may hold, without null."""
    held = get_type_hints(kind)[name]
    values = get_args(held)
    inner = [get_args(value) for value in values if get_args(value)]
    return tuple(inner[0] if inner else values)


def _may_be_null(kind: type, name: str) -> bool:
    return type(None) in get_args(get_type_hints(kind)[name])
