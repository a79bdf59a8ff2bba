"""Readings that are worth a look: statements in which something tells against what was read, the most first.

A reader gives no probability of a statement. What is counted here are marks that go with misreadings: nobody
named, words carried on, pronouns, a turned polarity, very short and very long contents, times without bounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from secondsource.ledger import Ledger, doubtful
from secondsource.ledger import search as searches
from secondsource.ledger.ordering import Place
from secondsource.ledger.past import as_known
from secondsource.ledger.query import Query
from secondsource.model.reasons import words
from secondsource.model.statement import Reason
from secondsource.records.pictures import DoubtItem
from secondsource.views.rows import statement_item
from secondsource.views.searching import Moment, is_earlier
from secondsource.views.versioned import marks_of

# Statements that are put in order by doubt at a time, the newest first.
WINDOW = 1_000
_SHORT, _LONG = 3, 60
_STANDING_FOR = frozenset(
    "he she they it who him her them this that one both all some others each everybody".split()  # noqa: SIM905
)
# How much each tells against a reading.
_WEIGHTS = {
    "doubt-open": 4,
    "doubt-carried": 3,
    "doubt-short": 3,
    "doubt-polarity": 2,
    "doubt-pronoun": 2,
    "doubt-long": 2,
    "doubt-time": 1,
    "doubt-nested": 1,
}


def doubts(ledger: Ledger, query: Query, *, known_at: Moment = None) -> Iterator[DoubtItem]:
    """Attributed statements that nobody judged and that something tells against.

    The most doubtful of the newest 1,000 come first, those published last before others, then those of the
    next 1,000, to the end.
    """
    held = as_known(ledger, known_at)
    asked = replace(query, attributed=True)
    after: Place | None = None
    while True:
        with held.reading() as connection:
            found = searches.found(connection, asked, of="statements", after=after, wanted=WINDOW)
            rows = list(islice(found, WINDOW))
            made = _of_window(connection, rows)
        yield from made
        if len(rows) < WINDOW:
            return
        after = searches.place(rows[-1])


def _of_window(connection: Any, rows: list[Any]) -> list[DoubtItem]:
    versions = marks_of(connection, rows)
    in_force = [row for row in rows if not is_earlier(row.report_id, versions.get(row.report_id))]
    unplaced = doubtful.unplaced(connection, [row.number for row in in_force])
    judged = doubtful.judged(connection, (row.report_id for row in in_force))
    made: list[DoubtItem] = []
    for row in in_force:
        reasons = [] if row.id in judged else list(_reasons(row, row.number in unplaced))
        doubt = sum(_WEIGHTS[reason.code] for reason in reasons)
        if doubt:
            told: Any = [{"code": r.code, "values": list(r.values), "text": words(r)} for r in reasons]
            made.append({"statement": statement_item(row), "doubt": doubt, "reasons": told})
    return sorted(made, key=lambda item: -item["doubt"])


def _reasons(row: Any, unplaced: bool) -> Iterator[Reason]:
    """What tells against the reading of a statement."""
    count = len(row.content.split())
    if row.source_key is None:
        yield Reason(code="doubt-open")
    elif row.cue is None:
        yield Reason(code="doubt-carried")
    if row.source is not None and row.source.strip().casefold() in _STANDING_FOR:
        yield Reason(code="doubt-pronoun", values=(row.source.strip(),))
    if row.polarity != "asserted":
        yield Reason(code="doubt-polarity", values=(row.polarity,))
    if count < _SHORT:
        yield Reason(code="doubt-short", values=(str(count),))
    if count > _LONG:
        yield Reason(code="doubt-long", values=(str(count),))
    if unplaced:
        yield Reason(code="doubt-time")
    if row.parent is not None:
        yield Reason(code="doubt-nested")
