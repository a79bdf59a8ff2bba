"""The numbers of a point as linking compares them: whole thousandths, with folded keys of what is counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from secondsource.linking import stems
from secondsource.linking.days import day
from secondsource.linking.events import class_of, event_of
from secondsource.model.wording import Figure

Row = Mapping[str, Any]

# Words for people of no kind, and those that the deed itself counts ("the 12 dead").
PERSON = "person"
_PEOPLE = frozenset(
    """
    people person persons man men woman victim victims individual individuals casualty casualties dead
    killed injured wounded life lives bodies body corpses others other death deaths injuries fatalities
    survivors missing them souls resident residents inhabitant inhabitants villager villagers townspeople
    townsfolk locals everyone
    """.split()  # noqa: SIM905
)
# Between the word counted and what only tells more of it.
_CUTS = frozenset("of in at on from who that which with for by to among".split())  # noqa: SIM905


def figures_of(point: Row, statement: Row, row: Row, *, event: str) -> tuple[Figure, ...]:
    """The figures of a point. event: of the point, which counts where the number has none of its own."""
    numbers, event = row["numbers"], deed_of(point["text"], event)
    found = {
        figure_of(numbers[i], event=event, expected=bool(statement["forecast"]))
        for i in counting(point, numbers)
    }
    return tuple(sorted(found, key=lambda figure: canonical_order(figure)))


def counting(point: Row, numbers: Sequence[Row]) -> list[int]:
    """The numbers of a point that count what it tells, not what a part is of: "4,200 of the town's 6,800"."""
    held = [i for i in point["numbers"] if 0 <= i < len(numbers)]
    texts = [numbers[i]["text"] for i in held]
    return [
        i
        for i, text in zip(held, texts, strict=True)
        if not any(
            re.search(rf"{re.escape(part)}{_OF_THE}{re.escape(text)}(?!\w)", point["text"])
            for part in texts
            if part != text
        )
    ]


_OF_THE = r"(?:\s+\w+)?\s+(?:out\s+)?of\s+(?:(?:the|its|their|his|her|our|some|about|all|\w+['’]s?)\s+){0,3}"


def deed_of(text: str, event: str) -> str:
    """The event that counts in a point where a number has none of its own; none where two deeds count: "dead
    and missing together are 42".
    """
    told = {key for word in stems.words(text) if (key := class_of(word)) in COUNTS}
    return "" if len(told) > 1 and event in told else event


def figure_of(number: Row, *, event: str, expected: bool) -> Figure:
    """One number of a reading as a figure."""
    scope = number["scope"]
    counted = number["of"]["text"] if number["of"] else ""
    if number["event"] and counted == number["event"]["text"] and not counts(counted):
        counted = ""  # the deed itself, which stands in for what is counted: "we said at least 40"
    unit = stems.fold(number["unit"] or "")
    if number["per"]:
        unit = f"{unit}/{stems.fold(number['per'])}"
    of = head_of(counted)
    return Figure(
        low=_thousandths(number["low"]),
        high=_thousandths(number["high"]),
        unit=unit,
        of=of,
        event=_event(number, counted) or event,
        relation=number["relation"],
        approximate=bool(number["approximate"]),
        scope=scope["kind"] if scope else None,
        since=day(scope["since"]) if scope else None,
        area=stems.fold(scope["area"]) if scope and scope["area"] else None,
        outlook="expected" if expected else "seen",
    )


def head_of(counted: str) -> str:
    """The key of what is counted: the stem of its head word; "person" for people of no kind."""
    found = stems.words(counted)
    if found[:2] == ["those", "who"]:
        return PERSON
    end = next((i for i, word in enumerate(found) if i and word in _CUTS), len(found))
    kept = [word for word in found[:end] if word.isalpha() and (word not in stems.STOP or word in _PEOPLE)]
    if not kept:
        return ""
    return PERSON if kept[-1] in _PEOPLE else stems.stem(kept[-1])


def fields(figure: Figure) -> list[Any]:
    """Everything in a figure, in a fixed order."""
    return [
        figure.low, figure.high, figure.unit, figure.of, figure.event, figure.relation, figure.approximate,
        figure.scope, figure.since, figure.area, figure.outlook,
    ]  # fmt: skip


def canonical_order(figure: Figure) -> tuple[str, ...]:
    """A key that sorts figures the same way everywhere."""
    return tuple(
        "" if value is None else f"{value:020}" if type(value) is int else str(value)
        for value in fields(figure)
    )


def _event(number: Row, counted: str) -> str:
    told = event_of(stems.words(number["event"]["text"])) if number["event"] else ""
    if told == FOUND and counts(counted) == "die":
        return "die"  # bodies that are found are the dead
    if (told and class_of(told)) or (told and not counted):
        return told
    return counts(counted) or told


def counts(counted: str) -> str:
    """The class that a word for what is counted names by itself, "" where none does."""
    return next((key for word in stems.words(counted) if (key := class_of(word)) in COUNTS), "")


# Classes that a word for what is counted may name by itself: "43 wounded".
COUNTS = frozenset(
    {"die", "wound", "casualty", "missing", "arrest", "displace", "abduct", "rescue", "infect", "survive"}
)


FOUND = "find"


def _thousandths(value: float | None) -> int | None:
    return None if value is None else round(value * 1000)
