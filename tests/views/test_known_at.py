"""What a view gave at a moment it gives for ever, when it is asked for that moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from benchmarks.generate import generate
from secondsource import views
from secondsource.errors import UnknownId, UsageError
from secondsource.ledger import Ledger, clock, deciding, evidence, past, removal, stories
from secondsource.ledger.evidence import Received
from secondsource.model.report import Capture
from tests.ledger import making
from tests.ledger.conftest import Clock

GENERATED = [(report, row) for report, row, _ in generate(8, 3, least=2, most=4)]
FIRST, SECOND = making.captured(0), making.report(1)
BYTES = Capture(body=b"<p>crates</p>", media="text/html")
SAID = making.reading(FIRST)["statements"][0]["id"]


def looks() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every view with what it is asked."""
    queries = {
        "words": views.query("crates Ostrava"),
        "source": views.query(source="Zoë Marsh"),
        "country": views.query(place="CZ", number=">=1000 crates"),
        "days": views.query(since="2024-10", until="2024-10"),
        "publisher": views.query(publisher="The Harbour Post"),
    }
    for name, query in queries.items():
        for view in (views.search, views.search_reports, views.sources, views.timeline):
            yield (
                f"{view.__name__} {name}",
                lambda ledger, view=view, query=query, **past: list(view(ledger, query, **past)),
            )
        yield f"counts {name}", lambda ledger, query=query, **past: views.counts(ledger, query, **past)
        yield f"hints {name}", lambda ledger, query=query, **past: views.hints(ledger, query, **past)
    for listed in (views.reports, views.parties, views.sources, views.timeline):
        yield listed.__name__, lambda ledger, listed=listed, **past: list(listed(ledger, **past))
    yield "changes", lambda ledger, **past: list(views.changes(ledger, "2000-01-01", **past))
    for name, given in {
        "report": FIRST.id,
        "statement": SAID,
        "party": "Zoë Marsh",
        "bytes": BYTES.id,
    }.items():

        def show(ledger: Ledger, given: str = given, **past: Any) -> Any:
            try:
                return views.show(ledger, given, **past)
            except UnknownId as error:
                return str(error)

        yield f"show {name}", show


def steps(ledger: Ledger) -> Iterator[None]:
    """A life of a ledger: one change a step."""

    def add(*received: Received) -> None:
        with ledger.writing("add", author="anna") as w:
            for each in received:
                evidence.add_report(w, each)

    add(Received(report=FIRST, reading=making.reading(FIRST)))
    yield
    add(*(Received(report=report, reading=row) for report, row in GENERATED))
    yield
    # The same report in another form: an address that makes it known by another byline.
    add(Received(report=making.captured(0, body=b"<p>again</p>", byline="B. Hallin")))
    yield
    add(Received(report=SECOND))
    yield
    with ledger.writing("read") as w:
        evidence.add_reading(w, SECOND.id, making.reading(SECOND))
        evidence.add_reading(w, FIRST.id, making.reading(FIRST, version="0.10.0", low=1500.0))
    yield
    with ledger.writing("reject") as w:
        rejected = deciding.reject(w, SAID, why="no", author="anna")
        stories.new(w, "Crates", author="anna")
        stories.add(w, "Crates", [FIRST.id], author="anna")
    yield
    with ledger.writing("withdraw") as w:
        deciding.withdraw(w, rejected.id, why="yes", author="ben")
    yield
    add(Received(report=making.report(2), reading=making.reading(making.report(2), source="Ada Brask")))
    yield


def seen(ledger: Ledger, **past: Any) -> dict[str, str]:
    return {name: json.dumps(look(ledger, **past), sort_keys=True) for name, look in looks()}


def test_every_view_of_every_moment_stays_what_it_was(ledger: Ledger, still_clock: Clock) -> None:
    gave: list[tuple[str, dict[str, str]]] = []
    for _ in steps(ledger):
        gave.append((clock.stamp(), seen(ledger)))
        still_clock.move(hours=1)
    for (_, before), (_, after) in pairwise(gave):
        assert before != after
    for moment, before in reversed(gave):
        now = seen(ledger, known_at=moment)
        assert {name for name in before if before[name] != now[name]} == set(), moment


def test_before_its_beginning_a_ledger_knew_nothing(ledger: Ledger, still_clock: Clock) -> None:
    with ledger.writing("add") as w:
        evidence.add_report(w, Received(report=FIRST, reading=making.reading(FIRST)))
    assert list(views.reports(ledger, known_at="2024-10-02")) == []
    assert len(list(views.reports(ledger, known_at="2024-10-03"))) == 1
    with pytest.raises(UnknownId):
        views.show(ledger, FIRST.id, known_at="2024-10-03T11:59")


def test_what_was_removed_for_good_is_not_in_the_past_either(ledger: Ledger, still_clock: Clock) -> None:
    with ledger.writing("add") as w:
        evidence.add_report(w, Received(report=FIRST, reading=making.reading(FIRST)))
    still_clock.move(hours=1)
    with ledger.writing("remove") as w:
        removal.remove(w, FIRST.id, why="asked to", author="anna")
    assert list(views.reports(ledger, known_at="2024-10-03T12:00")) == []
    shown = views.show(ledger, FIRST.id, known_at="2024-10-03T12:00")
    assert shown["what"] == "report" and shown["read"] is None and shown["removed"]


def test_a_past_is_made_once_and_goes_with_its_ledger(ledger: Ledger, still_clock: Clock) -> None:
    for n in range(4):
        with ledger.writing("add") as w:
            evidence.add_report(w, Received(report=making.report(n)))
        still_clock.move(hours=1)
    one = past.as_known(ledger, "2024-10-03T12:30")
    assert past.as_known(ledger, datetime(2024, 10, 3, 12, 45, tzinfo=UTC)) is one
    assert past.as_known(ledger, "2024-10-03T13:30") is not one
    assert past.as_known(ledger, None) is past.as_known(ledger, "2030-01-01") is ledger


@pytest.mark.parametrize(
    ("given", "stamp"),
    [
        ("2024-10-03", "2024-10-03T23:59:59.999999Z"),
        ("2024-10-03T12:00", "2024-10-03T12:00:59.999999Z"),
        ("2024-10-03 12:00:01", "2024-10-03T12:00:01.999999Z"),
        ("2024-10-03T12:00:01.5+02:00", "2024-10-03T10:00:01.500000Z"),
        ("2024-10-03T12:00:01Z", "2024-10-03T12:00:01.999999Z"),
    ],
)
def test_moments_last_to_the_end_of_what_is_named(given: str, stamp: str) -> None:
    assert past.moment(given) == stamp


@pytest.mark.parametrize("given", ["", "noon", "2024-13-01", "12:00"])
def test_what_is_no_moment_is_told_what_is(given: str) -> None:
    with pytest.raises(UsageError, match="is no moment; give it as 2024-10-03"):
        past.moment(given)
