"""How much is said of which day: as many as the timeline lists."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from benchmarks.generate import generate
from secondsource import views
from secondsource.ledger import Ledger, evidence, listing
from secondsource.ledger.bounds import OPEN
from secondsource.ledger.evidence import Received
from secondsource.views import daily


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.writing("add") as w:
        for report, row, _ in generate(24, 3, least=2, most=6):
            evidence.add_report(w, Received(report=report, reading=row))
    return ledger


@pytest.mark.parametrize("asked", [{}, {"since": "2023"}, {"attributed": True}, {"query": "the"}])
def test_as_many_are_counted_as_the_timeline_lists(filled: Ledger, asked: dict[str, Any]) -> None:
    fields = dict(asked)
    query = views.query(fields.pop("query", ""), **fields)
    listed = Counter((row["earliest"], row["latest"]) for row in views.timeline(filled, query))
    found = daily.days(filled, query)
    assert {(day["earliest"], day["latest"]): day["count"] for day in found["days"]} == listed
    assert listed and found["exact"]


@pytest.mark.parametrize("first", [1, 2, 3, 7])
def test_pages_of_times_without_values_leave_none_out(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    monkeypatch.setattr("secondsource.ledger.listing._FIRST", first)
    monkeypatch.setattr("secondsource.ledger.listing._LARGEST", first)
    with filled.reading() as connection:
        asked = {"since": -OPEN, "until": OPEN, "after": None}
        whole = [time for page in listing.times(connection, **asked) for time in page]
        bare = [time for page in listing.times(connection, **asked, valued=False) for time in page]
    assert [time[:3] for time in bare] == [time[:3] for time in whole] and len(whole) > 20


def test_beyond_a_number_only_the_first_are_counted(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondsource.views.daily.COUNTED", 3)
    found = daily.days(filled, views.query())
    assert sum(day["count"] for day in found["days"]) == 3 and not found["exact"]
