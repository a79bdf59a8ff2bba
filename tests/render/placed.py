"""An invented report of real places, read by hand: its times, numbers and places, tied to its statements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from secondsource.model.report import Report
from secondsource.model.statement import (
    Counted,
    Mention,
    Number,
    Party,
    Place,
    Point,
    Reading,
    Reason,
    Scope,
    Time,
    phrase,
)
from tests.desk.standin import READER, spot, statement

TEXT = """\
Tartu, Estonia, May 12 - Some 1,200 seasonal workers have crossed at Narva since Thursday, the harbour \
master Liis Oru said, and between 300 and 500 of them were sent on to Riga on May 11.

The strike began in 2019 and may end in July, according to Henrik Saal of the Baltic Dockers' Union. \
"Recently it has become quieter," he said. At least 40 cranes in Gdansk stood still in the spring of 2030, \
Saal added.

Poland denied it. The repairs will cost more than $2.5 million a month, its ministry said, until a new pier \
at Ventspils is opened at Lower Quay.
"""

PLACES = {
    "Tartu": (588335, 58.38062, 26.72509, "EE", "Tartu"),
    "Narva": (590031, 59.37722, 28.19028, "EE", "Ida-Virumaa"),
    "Riga": (456172, 56.946, 24.10589, "LV", "Riga"),
    "Gdansk": (3099434, 54.35205, 18.64637, "PL", "Pomerania"),
    "Poland": (798544, 52.0, 20.0, "PL", None),
    "Ventspils": (454310, 57.38988, 21.5606, "LV", "Ventspils"),
}


def _places() -> tuple[Party, ...]:
    known = tuple(
        Party(
            id=f"p{at}", name=name, type="place", kind="named",
            place=Place(geonames=number, latitude=north, longitude=east, country=code, admin1=region,
                        reasons=(Reason(code="only-one-of-that-name", values=(name,)),)),
        )
        for at, (name, (number, north, east, code, region)) in enumerate(PLACES.items(), 1)
    )  # fmt: skip
    return (*known, Party(id="p7", name="Lower Quay", type="place", kind="named"))


PARTIES = (
    *_places(),
    Party(id="p8", name="Liis Oru", type="person", kind="named", role="harbour master"),
    Party(id="p9", name="Henrik Saal", type="person", kind="named"),
    Party(id="p10", name="Poland's ministry", type="organization", kind="unnamed"),
    Party(id="p11", name="seasonal workers", type="person", kind="group"),
)


def reading(text: str = TEXT, **changes: Any) -> Reading:
    """The report, with seven times of which one is not placed, four numbers and seven places."""
    given = {"path": "docks.txt", "title": "Dock workers cross at Narva", "published": "2030-05-12"}
    report = Report(text=text, **(given | changes))
    crossed = _crossed(report)
    ends = statement(report, "The strike began in 2019 and may end in July", source="Henrik Saal",
                     cue="according to", party="p9", forecast=True)  # fmt: skip
    found = (
        crossed,
        replace(ends, times=(3, 4), horizon=4),
        replace(statement(report, '"Recently it has become quieter,"', source="he", cue="said", party="p9"),
                times=(5,)),
        replace(statement(report, "At least 40 cranes in Gdansk stood still in the spring of 2030",
                          source="Saal", cue="added", party="p9"), times=(6,), numbers=(2,), places=("p4",)),
        replace(statement(report, "The repairs will cost more than $2.5 million a month",
                          source="its ministry", cue="said", party="p10", forecast=True), numbers=(3,)),
        replace(statement(report, "Poland denied it.", attributed=False), places=("p5",)),
    )  # fmt: skip
    mentions = tuple(
        Mention(text=party.name, spans=(spot(text, party.name),), type="place", form="name", party=party.id)
        for party in _places()
    )
    return Reading(report=report, reader=READER, statements=found, parties=PARTIES, mentions=mentions,
                   times=times(text), numbers=numbers(text))  # fmt: skip


def _crossed(report: Report) -> Any:
    first, second = (
        "Some 1,200 seasonal workers have crossed at Narva since Thursday",
        ("between 300 and 500 of them were sent on to Riga on May 11"),
    )
    made = statement(report, first, second, source="Liis Oru", cue="said", party="p8")
    points = (
        Point(id="sha256:" + "a" * 64, text=first, spans=(spot(report.text, first),), times=(1,),
              numbers=(0,), places=("p2",)),
        Point(id="sha256:" + "b" * 64, text=second, spans=(spot(report.text, second),), times=(2,),
              numbers=(1,), places=("p3",)),
    )  # fmt: skip
    return replace(made, points=points, times=(1, 2), numbers=(0, 1), places=("p2", "p3"))


def times(text: str = TEXT) -> tuple[Time, ...]:
    """Days, a month, a year, a season, an open end, and one that is not placed."""
    reckoned = Reason(code="reckoned-from-published", values=("2030-05-12",))
    return (
        _time(text, "May 12", "2030-05-12", "2030-05-12"),
        _time(text, "since Thursday", "2030-05-09", None, relation="since", reference="2030-05-12",
              reasons=(reckoned,)),
        _time(text, "May 11", "2030-05-11", "2030-05-11"),
        _time(text, "2019", "2019-01-01", "2019-12-31", precision="year"),
        _time(text, "July", "2030-07-01", "2030-07-31", precision="month"),
        _time(text, "Recently", None, None, precision=None, value="PAST_REF"),
        _time(text, "the spring of 2030", "2030-03-01", "2030-05-31", precision="season", value="2030-SP"),
    )  # fmt: skip


def numbers(text: str = TEXT) -> tuple[Number, ...]:
    """About so many, a range, at least, and more than an amount of money."""
    return (
        _number(text, "Some 1,200", 1200, 1200, "~", of=_counted(text, "seasonal workers", "p11"),
                event=phrase(text, (spot(text, "crossed"),)), approximate=True,
                scope=Scope(kind="total", since="Thursday")),
        _number(text, "between 300 and 500", 300, 500, "range", scope=Scope(kind="part")),
        _number(text, "At least 40", 40, None, ">=", of=_counted(text, "cranes", None)),
        _number(text, "more than $2.5 million", 2.5e6, None, ">", unit="USD", per="month"),
    )  # fmt: skip


def _time(text: str, words: str, earliest: str | None, latest: str | None, **more: Any) -> Time:
    given: dict[str, Any] = {
        "type": "DATE", "value": earliest, "precision": "day", "reasons": (), "relation": "in",
        "reference": None,
    }  # fmt: skip
    spans = (spot(text, words),)
    return Time(text=words, spans=spans, earliest=earliest, latest=latest, **(given | more))


def _number(
    text: str, words: str, low: float | None, high: float | None, relation: Any, **more: Any
) -> Number:
    given: dict[str, Any] = {"approximate": False}
    return Number(
        text=words, spans=(spot(text, words),), low=low, high=high, relation=relation, **(given | more)
    )


def _counted(text: str, words: str, party: str | None) -> Counted:
    return Counted(text=words, spans=(spot(text, words),), party=party)
