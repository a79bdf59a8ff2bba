"""Which claims may be judged otherwise after echoes came, changed or went: no others are judged anew.

An echo enters a claim in two ways. The report that took the words may share them with another voice of the
claim: one in the report that they are from, or one that took words from that report, too. And the report that
they are from may be of somebody whom the taker credits. Claims of the reports of a step are touched anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from secondsource.ledger import echoing, linked, queues
from secondsource.ledger.echoing import SqlEchoes
from secondsource.ledger.link_tables import link_tables
from secondsource.linking.publishers import names_of
from secondsource.model.echo import Echo
from secondsource.views.grounds import taker, takes

Connection = Any
# The report that took words, and the one that they are from.
Way = tuple[str, str]
# First and last offset.
Place = tuple[int, int]


@dataclass(slots=True)
class _Changes:
    """What changed for reports outside of a step.

    places: the words that were taken, by taker and the report that they are from. named: the reports by whose
    names a taker may credit them. crediting: those whose credits mean others now.
    """

    places: defaultdict[str, dict[str, list[Place]]] = field(default_factory=lambda: defaultdict(dict))
    named: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    crediting: set[str] = field(default_factory=set)

    def add(self, echo: Echo, report: str) -> None:
        """Note an echo, as it was or is, as seen from one of its reports."""
        other = echo.a if report == echo.b else echo.b
        if echo.kind == "credit" and taker(echo) == report:
            self.crediting.add(report)
        elif echo.news and taker(echo) in (report, None):
            self.named[report].add(other)
        taken = takes(echo, report)
        if taken:
            self.places[report].setdefault(other, []).extend((span.start, span.end) for span in taken)


def by_echoes(
    connection: Connection,
    n: int,
    changed: Iterable[Echo],
    reports: Collection[str],
    renamed: Collection[str],
) -> set[str]:
    """The claims of a generation that echoes touch, as these were and as they are; none that waits already.

    reports: those of the step, whose claims are left out. renamed: those of them that another issued before.
    """
    step = set(reports)
    changes = _Changes()
    for echo in changed:
        for report in {echo.a, echo.b} - step:
            changes.add(echo, report)
    for echo in echoing.of_reports(connection, renamed) if renamed else ():
        changes.crediting |= {echo.a, echo.b} - step
    takers = {*changes.places, *changes.named, *changes.crediting}
    claims = queues.untouched(connection, link_tables(n), takers)
    named = {r: changes.named[r] for r in changes.named.keys() & claims.keys() - changes.crediting}
    crediting = (changes.crediting & claims.keys()) | _crediting(connection, n, named)
    found = {claim for report in crediting for claim in claims[report].values()}
    places = {report: changes.places[report] for report in changes.places.keys() & claims.keys()}
    return found | _sharing(connection, n, places, claims)


def _crediting(connection: Connection, n: int, named: Mapping[str, Collection[str]]) -> set[str]:
    """Of some reports those that credit who issued one of those that they have words from."""
    credits = {report: forms for report in sorted(named) if (forms := _credited(connection, report))}
    others = {other for report in credits for other in named[report]}
    issued = {row.report: names_of(row.publisher) for row in SqlEchoes(connection, n).holdings(others)}
    return {
        report
        for report, forms in credits.items()
        if any(forms & issued.get(other, frozenset()) for other in named[report])
    }


def _credited(connection: Connection, report: str) -> frozenset[str]:
    """The forms of the names that a report credits."""
    given = echoing.credits(connection, report)
    return frozenset(form for credit in given for form in names_of(credit.name))


def _sharing(
    connection: Connection,
    n: int,
    places: Mapping[str, Mapping[str, Collection[Place]]],
    claims: Mapping[str, Mapping[int, str]],
) -> set[str]:
    """The claims of several voices of which one took words that another has, or took from the same report."""
    mine: defaultdict[str, set[Way]] = defaultdict(set)
    at = {report: [place for spans in ways.values() for place in spans] for report, ways in places.items()}
    for row, report, extents in queues.points_at(connection, link_tables(n), at):
        claim = claims[report].get(row.wording)
        for other, spans in places[report].items() if claim is not None else ():
            if any(start < last and first < end for start, end in extents for first, last in spans):
                mine[claim or ""].add((report, other))
    voices = {claim: rows for claim, rows in linked.members(connection, mine).items() if len(rows) > 1}
    near = {
        pair for taking, others in places.items() for of in others for pair in ((taking, of), (of, taking))
    }
    asked = {
        (one, of)
        for claim, rows in voices.items()
        for taking, of in mine[claim]
        for one in {row.report for row in rows} - {taking, of}
    }
    near |= _echoed(connection, n, asked - near)
    return {
        claim
        for claim, rows in voices.items()
        if any(_shares(way, [row.report for row in rows], near) for way in mine[claim])
    }


def _shares(way: Way, voices: list[str], near: Collection[Way]) -> bool:
    """Whether words that one report took from another may tie it to any of the voices of a claim."""
    taking, of = way
    return (
        of in voices or voices.count(taking) > 1 or any((one, of) in near for one in voices if one != taking)
    )


def _echoed(connection: Connection, n: int, pairs: Collection[Way]) -> set[Way]:
    """Of some pairs of reports those that an echo ties, both ways round."""
    both = {pair for a, b in pairs for pair in ((a, b), (b, a))}
    tied = SqlEchoes(connection, n).tied(sorted(both))
    return {pair for a, b in tied for pair in ((a, b), (b, a))}
