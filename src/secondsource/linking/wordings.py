"""From a reading to its points as wordings: words and resolved values, folded, so that equal ones have one
id.

A reading comes as the ledger holds it (the row of `read`, with decisions applied); of each field no more is
asked than stands in docs/records.md. Attribution is outside of a proposition: words that only say who tells
it, and the one who does, are no part of what is compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from secondsource.linking import figures, stems
from secondsource.linking.days import bounds_of, day
from secondsource.linking.events import bare, event_of
from secondsource.linking.keys import id_of, keys_of
from secondsource.model.identity import canonical, digest
from secondsource.model.wording import Form, Said, Wording

Row = Mapping[str, Any]
Spans = Sequence[Sequence[int]]

LONGEST_WHOLE = 600  # code points of the sentence around a point
LEAST_QUOTED = 6  # words inside marks that make a quotation one to be known again
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_MARK = re.compile(r"\[[^\]]*\]?\.?")
_QUOTED = re.compile(r'"([^"]+)"')
_ENDS = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_ARTICLES = ("the ", "a ", "an ")
_WHO = ("person", "organization", "unit", "place")
_BE = frozenset("is are was were be been being has have had".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word of a point and where it begins in the report."""

    text: str
    at: int


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A reading, with what all its points look up worked out once."""

    row: Row

    @cached_property
    def parties(self) -> dict[str, Row]:
        return {party["id"]: party for party in self.row["parties"]}

    @cached_property
    def forms(self) -> dict[str, Form]:
        """The form of every party that has one: pronouns that were not resolved have none."""
        made = ((id, form_of(party)) for id, party in self.parties.items())
        return {id: form for id, form in made if form is not None}

    @cached_property
    def mentions(self) -> list[tuple[int, int, str]]:
        """Start, end and party of every mention that has one, in order."""
        found = (
            (m["spans"][0][0], m["spans"][-1][1], m["party"]) for m in self.row["mentions"] if m["spans"]
        )
        return sorted(m for m in found if m[2] in self.forms)

    @cached_property
    def telling(self) -> list[tuple[int, int]]:
        """The spans of sources and cues."""
        return sorted(
            (span[0], span[1])
            for statement in self.row["statements"]
            for part in (statement["source"], statement["cue"])
            if part
            for span in part["spans"]
        )

    @cached_property
    def dated(self) -> list[tuple[int, int]]:
        """The spans of times whose days are known: they are compared by their days, not by their words."""
        return [
            (span[0], span[1])
            for time, days in zip(self.row["times"], self.days, strict=True)
            if days is not None
            for span in time["spans"]
        ]

    @cached_property
    def days(self) -> list[tuple[int | None, int | None] | None]:
        """The first and last day of each time of the reading; None where it has no bounds."""
        return [bounds_of(time) for time in self.row["times"]]

    @cached_property
    def scenes(self) -> list[tuple[int, int | str]]:
        """Where each named place is mentioned, and which it is, in order."""
        forms = ((start, self.forms[id]) for start, _, id in self.mentions)
        return [(start, _place(form)) for start, form in forms if form.type == "place" and form.named]

    def mentioned(self, spans: Spans) -> list[tuple[int, int, str]]:
        """The mentions inside spans that do not only tell who says it."""
        return [m for m in self.mentions if _inside(m, spans) and not _inside(m, self.telling)]


def wordings(row: Row) -> list[tuple[Said, Wording]]:
    """Every point of a reading with its wording, in the order of the reading. A row without a report gives
    none.

    An attributed statement that has no points gives its content as one; the writer's own without points
    only lead others in, and give none.
    """
    report = row["report"]
    if report is None:
        return []
    facts, found = Facts(row=row), []
    for statement in row["statements"]:
        for point in points_of(statement):
            wording = wording_of(point, statement, facts)
            if wording is not None:
                said = Said(
                    point=point["id"],
                    report=report["id"],
                    statement=statement["id"],
                    wording=wording.id,
                    published=report["published"],
                )
                found.append((said, wording))
    return found


def points_of(statement: Row) -> Sequence[Row]:
    """The points of a statement, or its content as the one that it has."""
    if statement["points"] or not statement["attributed"]:
        points: Sequence[Row] = statement["points"]
        return points
    shared = {name: statement[name] for name in ("id", "times", "numbers", "places", "parties")}
    content = statement["content"]
    return [{**shared, "text": content["text"], "spans": content["spans"], "event": None, "negated": False}]


def wording_of(point: Row, statement: Row, facts: Facts) -> Wording | None:
    """The wording of one point; None where no word of it carries a meaning, for a number alone ("1."), and
    for an editor's mark in brackets: "[end recording]".
    """
    found = words_of(point["text"], point["spans"])
    telling = _near(facts.telling, point["spans"])
    skip = {i for i, word in enumerate(found) if _inside((word.at, word.at + 1), telling)}
    dated = _near(facts.dated, point["spans"])
    kept = tuple(
        stems.stem(word.text)
        for i, word in enumerate(found)
        if i not in skip and word.text not in stems.STOP and not _inside((word.at, word.at + 1), dated)
    )
    if not kept or _MARK.fullmatch(point["text"].strip()) or not _LETTER.search(point["text"]):
        return None
    mentions = facts.mentioned(point["spans"])
    event = _event(point, found, skip | _things(point, found, facts, [*dated, *_named(mentions, facts)]))
    forms = _forms(mentions, point, facts)
    text = plain(point["text"])
    counted = figures.figures_of(point, statement, facts.row, event=bare(event))
    whole = whole_of(text, statement["content"]["text"])
    times = sorted({t for i in _times(point, facts, text) if (t := _at(facts.days, i))}, key=_bounds)
    places = sorted({_place(facts.forms[id]) for id in point["places"] if id in facts.forms}, key=str)
    actors = _actors(mentions, point, found, facts) if event else ()
    held: dict[str, Any] = {
        "text": text,
        "words": kept,
        "event": event,
        "negated": bool(point["negated"]),
        "polarity": statement["polarity"],
        "forecast": bool(statement["forecast"]),
        "actors": actors,
        "forms": forms,
        "figures": counted,
        "times": tuple(times),
        "places": tuple(places),
        "quotation": quotation_of(text, direct=statement["quote"] == "direct"),
        "whole": whole,
        "day": day(facts.row["report"]["published"]),
        "where": tuple(places) or _where(point, facts),
    }
    told = (actors or any(f.named for f in forms), event, places, times, counted)
    return finished(held, vague=sum(map(bool, told)) < 2)


def finished(held: Mapping[str, Any], *, vague: bool) -> Wording:
    """A wording with its id, by its time and the digest of all that it holds, and its keys, which follow from
    that.
    """
    form = [(f.key, f.type, f.place, f.named) for f in held["forms"]]
    actors = [f.key for f in held["actors"]]
    counted = [figures.fields(figure) for figure in held["figures"]]
    content = {**held, "forms": form, "actors": actors, "figures": counted}
    wording = Wording(id=digest(canonical(content)), vague=vague, **held)
    return Wording(id=id_of(wording, wording.id), vague=vague, keys=keys_of(wording), **held)


def plain(text: str) -> str:
    """The text with plain marks and single blanks, its letters as they are."""
    return " ".join(text.translate(stems.MARKS).split())


def words_of(text: str, spans: Spans) -> list[Word]:
    """The folded words of a text that is made of the stretches at spans, joined by blanks."""
    found, before = [], 0
    ends = iter(spans)
    start, end = next(ends)
    for token in _TOKEN.finditer(text):
        while token.start() - before >= end - start and (following := next(ends, None)) is not None:
            before += end - start + 1
            start, end = following
        found.append(Word(_folded(token[0]), start + token.start() - before))
    return found


def form_of(party: Row) -> Form | None:
    """The form of a party: its folded name without an article; of one without a name, the stems of its
    words.
    """
    key = stems.fold(party["name"])[:200]
    for article in _ARTICLES:
        key = key.removeprefix(article)
    named = party["kind"] == "named"
    found = stems.stems(key)
    if not found:
        return None
    place = party["place"]
    bare_key = key if named else " ".join(s for s in found if not s[0].isdigit())
    if not bare_key:
        return None
    return Form(key=bare_key, type=party["type"], place=place["geonames"] if place else None, named=named)


def quotation_of(text: str, *, direct: bool) -> str:
    """A digest of the words inside marks, or of all words where the whole is one quotation; "" for short
    ones.
    """
    inside = _QUOTED.search(text)
    found = stems.words(inside[1]) if inside else stems.words(text) if direct else []
    return digest(" ".join(found).encode()).removeprefix("sha256:")[:16] if len(found) >= LEAST_QUOTED else ""


def whole_of(text: str, content: str) -> str:
    """The sentence of a content that a point stands in; "" where it is no more than the point."""
    content = plain(content)
    at = content.find(text.rstrip(".,;:"))
    if at < 0:
        return ""
    first = max((m.end() for m in _ENDS.finditer(content, 0, at + 1) if m.end() <= at), default=0)
    after = _ENDS.search(content, max(at, at + len(text) - 2))
    whole = content[first : after.start() if after else len(content)].strip()
    return "" if len(whole) > LONGEST_WHOLE or len(whole) <= len(text) + 1 else whole


def _times(point: Row, facts: Facts, text: str) -> Sequence[int]:
    """The times of a point; where it has none, those of the sentence around, in whichever statement that
    stands: "..., killing four" is of the day of what killed them.
    """
    if point["times"]:
        own: Sequence[int] = point["times"]
        return own
    held = facts.row["times"]
    found: set[int] = set()
    start, end = point["spans"][0][0], point["spans"][-1][1]
    for statement in facts.row["statements"]:
        content = statement["content"]
        if statement["times"] and any(s <= start and end <= e for s, e in content["spans"]):
            whole = whole_of(text, content["text"])
            found.update(i for i in statement["times"] if i < len(held) and plain(held[i]["text"]) in whole)
    return sorted(found)


def _folded(word: str) -> str:
    return word.lower() if word.isascii() else stems.fold(word)


def _inside(stretch: Sequence[Any], spans: Spans) -> bool:
    return any(span[0] <= stretch[0] and stretch[1] <= span[1] for span in spans)


def _near(stretches: Sequence[tuple[int, int]], spans: Spans) -> list[tuple[int, int]]:
    """Those of the stretches that touch one of the spans."""
    return [one for one in stretches if any(one[0] < span[1] and span[0] < one[1] for span in spans)]


def _at(held: Sequence[Any], index: int) -> Any:
    return held[index] if 0 <= index < len(held) else None


def _bounds(time: tuple[int | None, int | None]) -> tuple[int, int]:
    return time[0] or 0, time[1] or 0


def _named(mentions: Sequence[tuple[int, int, str]], facts: Facts) -> list[tuple[int, int]]:
    """The spans of those who act, and of names: "the border guards" guard nothing by being there."""
    return [
        (start, end)
        for start, end, id in mentions
        if facts.parties[id]["kind"] == "named" or facts.parties[id]["type"] in _WHO
    ]


def _things(point: Row, found: Sequence[Word], facts: Facts, spans: Spans) -> set[int]:
    """Words that tell no event, as they stand in a name or a date, or for what is counted: the pass of the
    Lenn Pass approves nothing, 6 March is no protest, and residents need not live anywhere.

    The word that reading took for the event stays, and so does one that counts what happened ("43 dead").
    """
    numbers = facts.row["numbers"]
    counted = [
        (span[0], span[1])
        for i in point["numbers"]
        if 0 <= i < len(numbers) and (of := numbers[i]["of"]) and not figures.counts(of["text"])
        for span in of["spans"]
    ]
    inside = [*spans, *_near(counted, point["spans"])]
    own = _event_at(point, found)
    return {i for i, w in enumerate(found) if i != own and _inside((w.at, w.at + 1), inside)}


def _event(point: Row, found: Sequence[Word], skip: set[int]) -> str:
    at = _event_at(point, found)
    return event_of([word.text for word in found], at, skip)


def _event_at(point: Row, found: Sequence[Word]) -> int | None:
    event = point["event"]
    if not event or not event["spans"]:
        return None
    start, end = event["spans"][0]
    return next((i for i, word in enumerate(found) if start <= word.at < end), None)


def _forms(mentions: Sequence[tuple[int, int, str]], point: Row, facts: Facts) -> tuple[Form, ...]:
    """The forms of all parties of a point, by key. Those that nothing of the report mentions come by their
    ids.
    """
    known = {id for _, _, id in facts.mentions}
    ids = {id for _, _, id in mentions} | {id for id in point["parties"] if id not in known}
    forms = {facts.forms[id] for id in ids if id in facts.forms and facts.forms[id].type != "place"}
    return tuple(sorted(forms, key=lambda form: (form.key, form.type or "")))


def _where(point: Row, facts: Facts) -> tuple[int | str, ...]:
    """The place told last before a point's end, else the first of the report; none where it names none."""
    at = bisect_left(facts.scenes, point["spans"][-1][1], key=lambda scene: scene[0])
    return () if not facts.scenes else (facts.scenes[max(0, at - 1)][1],)


def _place(form: Form) -> int | str:
    return form.key if form.place is None else form.place


def _actors(
    mentions: Sequence[tuple[int, int, str]], point: Row, found: Sequence[Word], facts: Facts
) -> tuple[Form, ...]:
    """Who does it: what "by" brings in after the event, else the first mention before it unless that
    suffers it.
    """
    at = _event_at(point, found)
    if at is None:
        return ()
    place = found[at].at
    for i in range(at + 1, len(found) - 1):
        if found[i].text == "by":
            by = [
                id
                for start, _, id in mentions
                if start in (found[i + 1].at, found[min(i + 2, len(found) - 1)].at)
            ]
            if by:
                return _unique(by, facts)
    passive = any(word.text in _BE for word in found[max(0, at - 2) : at]) and not found[at].text.endswith(
        "ing"
    )
    had = any(word.text in ("has", "have", "had") for word in found[max(0, at - 1) : at])
    before = [id for start, _, id in mentions if start < place]
    return () if (passive and not had) or not before else _unique(before[:1], facts)


def _unique(ids: Sequence[str], facts: Facts) -> tuple[Form, ...]:
    forms = {facts.forms[id] for id in ids}
    return tuple(sorted(forms, key=lambda form: (form.key, form.type or "")))
