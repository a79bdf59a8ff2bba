"""The figures of claims: what each counts, and each as judging takes it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from secondsource.judging.figures import Given
from secondsource.linking.days import day
from secondsource.linking.events import bare
from secondsource.linking.figures import COUNTS, PERSON, counting, deed_of, figure_of
from secondsource.linking.keys import spans
from secondsource.linking.publishers import key_of
from secondsource.model.wording import Figure, Wording
from secondsource.records.claims import ClaimItem, SaidRow
from secondsource.records.rows import NumberRow, PointRow, StatementRow, TimeRow
from secondsource.views.grounds import Grounds, Told

# Deeds whose count cannot fall.
_GROWING = frozenset({"die", "wound", "casualty", "arrest", "abduct", "rescue", "infect"})
# What falls when somebody is found, however it is told.
_FALLING = frozenset({"missing"})
_RUNNING = re.compile(r"\b(?:so far|in all|to date|since|altogether)\b", re.IGNORECASE)
_LOWERED = re.compile(
    r"\b(?:lower|revis|correct|cut|reduc|restat)\w*\s+(?:\w+\s+){0,2}(?:count|toll|figure|estimate|number)",
    re.IGNORECASE,
)
# Of what every count is known by, and of what it is known by at one place.
_ALL, _AT = "all", "at"
# Days within which a count at one place is of one matter, unless linking ties the two: who died there in
# another year died of something else.
_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure of one voice: as judging takes it, and where it was read."""

    key: str
    given: Given
    said: SaidRow
    number: NumberRow
    statement: StatementRow
    point: PointRow
    told: Told
    claim: str


def keys_of(wordings: Iterable[Wording]) -> set[str]:
    """What the figures of some wordings count: each as counted anywhere, and at each of their places in
    their time.
    """
    found = set()
    for wording in wordings:
        for figure in wording.figures:
            if figure.relation in ("up", "down"):
                continue
            key = key_for(figure)
            found.add(f"{_ALL}|{key}")
            times = spans(wording, _DAYS) or ("",)
            found |= {f"{_AT}|{key}|{place}|{time}" for place in wording.where for time in times}
    return found


def key_for(figure: Figure) -> str:
    """What a figure counts, in which unit. Those whom a deed counts by itself are people, told so or not."""
    of = PERSON if not figure.of and figure.event in COUNTS else figure.of
    return "|".join((of, figure.event, figure.unit))


def anywhere(keys: Iterable[str]) -> set[str]:
    """Of the keys of a claim those without a place, bare."""
    return {key.partition("|")[2] for key in keys if key.startswith(f"{_ALL}|")}


def placed(keys: Iterable[str], key: str) -> set[str]:
    """Of the keys of a claim those of one count at a place."""
    return {held for held in keys if held.startswith(f"{_AT}|{key}|")}


def counted(
    grounds: Grounds, item: ClaimItem, key: str, wordings: Mapping[str, Wording]
) -> Iterator[Counted]:
    """The figures of a claim that count one thing, of all who assert or deny it, with where they stand."""
    lines = _lines(item)
    copies = {
        edge["from"]: edge["to"]
        for side in (item["origins"], item["denials"])
        for edge in side["edges"]
        if edge["kind"] == "copy" and edge["sure"] == "must"
    }
    for said in item["said"]:
        told, wording = grounds.told(said["report"]), wordings.get(said["wording"])
        if told is None or wording is None or said["stance"] in ("asks", "withdraws"):
            continue
        statement, point = told.points.get(said["point"], (None, None))
        if statement is None:
            continue
        held: Any = point or {**statement, "text": statement["content"]["text"], "event": None}
        for at in counting(held, told.row["numbers"]):
            number = told.row["numbers"][at]
            event = deed_of(said["text"], bare(wording.event))
            figure = figure_of(number, event=event, expected=bool(statement["forecast"]))
            if key_for(figure) == key and figure.relation not in ("up", "down"):
                given = _given(
                    grounds,
                    told,
                    said,
                    statement,
                    held,
                    figure,
                    lines.get(said["point"], ""),
                    copies,
                    wording.where,
                )
                yield Counted(
                    key=key,
                    given=given,
                    said=said,
                    number=number,
                    statement=statement,
                    point=held,
                    told=told,
                    claim=item["id"],
                )


def _lines(item: ClaimItem) -> dict[str, str]:
    """For each point the party whose word it is in the end, where there is one."""
    roots = [root for side in (item["origins"], item["denials"]) for root in side["roots"]]
    return {point: root["party"] or "" for root in roots for point in root["points"]}


def _given(
    grounds: Grounds,
    told: Told,
    said: SaidRow,
    statement: StatementRow,
    point: PointRow,
    figure: Figure,
    line: str,
    copies: Mapping[str, str],
    where: Collection[int | str],
) -> Given:
    issuer = told.issuer
    words = statement["content"]["text"]
    return Given(
        point=said["point"],
        report=said["report"],
        low=figure.low,
        high=figure.high,
        relation=figure.relation,
        approximate=figure.approximate,
        of=figure.of,
        scope=_scope(figure),
        since=figure.since,
        area=None if figure.area in where else figure.area,
        outlook=figure.outlook,
        falling=figure.event in _FALLING,
        growing=figure.event in _GROWING
        or (figure.event not in _FALLING and _RUNNING.search(words) is not None),
        line=_body(grounds, told, statement, line),
        publisher=key_of(issuer) if issuer else "",
        published=told.published,
        as_of=as_of(told, statement, point, expected=figure.outlook == "expected"),
        lineage=told.lineage,
        repeats=copies.get(said["point"]),
        correcting=said["stance"] == "corrects" or _LOWERED.search(words) is not None,
        withdrawn=said["withdrawn"] is not None or said["stance"] == "denies",
        path=said["path"],
        text=said["text"],
        source=said["source"] or "",
    )


def _scope(figure: Figure) -> str | None:
    """The scope of a figure. "Of the 43 there 17 are dead", "11 are still missing": those are all of them."""
    by_deed = figure.event in COUNTS and figure.of in ("", PERSON)
    return None if by_deed and figure.scope in ("part", "backlog") else figure.scope


def _body(grounds: Grounds, told: Told, statement: StatementRow, line: str) -> str:
    """Who counts: the body of a named one who speaks for it, else the party itself."""
    held = statement["source"]
    speaker = grounds.speaker(told, held["party"]) if held is not None else None
    if speaker is not None and speaker.party == line and speaker.body and speaker.kind == "named":
        return speaker.body
    return line


def as_of(
    told: Told, statement: StatementRow, point: PointRow, *, expected: bool
) -> tuple[int | None, int | None]:
    """First and last day for which a figure holds: as its words say, else the day of publication.

    What began and is not over holds for the day of publication; of a forecast it is the time ahead.
    """
    published = day(told.published)
    times = told.row["times"]
    at = list(point["times"])
    if expected and statement["horizon"] is not None:
        at = [statement["horizon"]]
    found = [bounds for i in at if 0 <= i < len(times) and (bounds := _days(times[i])) is not None]
    for first, last in found:
        if first is not None and last is not None and (expected or published is None or first <= published):
            return first, last
    if expected:
        return next(iter(found), (published, None))
    return published, published


def _days(time: TimeRow) -> tuple[int | None, int | None] | None:
    if time["type"] not in ("DATE", "TIME"):
        return None
    first, last = day(time["earliest"]), day(time["latest"], last=True)
    return None if first is None and last is None else (first, last)


def most(words: Sequence[str]) -> str:
    """What stands there most often, then what is shortest, then first by letters."""
    return min(set(words), key=lambda word: (-words.count(word), len(word), word), default="")
