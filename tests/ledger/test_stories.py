"""Stories: made, filled, closed; a report in many; all of it decisions, in any order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from secondsource.errors import UnknownId, UsageError
from secondsource.ledger import Ledger, deciding, decisions, evidence, log, removal, stories
from secondsource.ledger.evidence import Received
from secondsource.model.decision import Decision
from tests.ledger import hearing, making

WHO: dict[str, Any] = {"author": "anna"}


@pytest.fixture
def reports(ledger: Ledger) -> list[str]:
    """The ids of three reports, sorted."""
    return keep(ledger)


def keep(ledger: Ledger) -> list[str]:
    with ledger.writing("add") as w:
        return sorted(evidence.add_report(w, Received(report=making.report(n))).report for n in range(3))


def do(ledger: Ledger, action: Callable[..., Any], *given: Any, **more: Any) -> Any:
    with ledger.writing("story", author="anna") as w:
        return action(w, *given, **(WHO | more))


def story(ledger: Ledger, given: str) -> stories.Story:
    with ledger.reading() as connection:
        return stories.one(connection, given)


def test_a_story_holds_what_was_put_in_and_not_taken_out(ledger: Ledger, reports: list[str]) -> None:
    do(ledger, stories.new, "Crates  for Ostrava")
    do(ledger, stories.add, "crates for ostrava", [reports[0][7:15], reports[1]])
    do(ledger, stories.drop, "Crates for Ostrava", [reports[0]], why="another port")
    held = story(ledger, "CRATES for Ostrava")
    assert (held.name, held.closed, held.reports) == ("Crates for Ostrava", False, (reports[1],))
    assert held == story(ledger, held.id[7:13]) == story(ledger, held.id)
    with ledger.reading() as connection:
        number = evidence.get(connection, reports[1]).number
        assert stories.numbers(connection, held.id) == [number]
        assert stories.reports(connection, held.name) == [reports[1]]


def test_a_report_stands_in_many_stories(ledger: Ledger, reports: list[str]) -> None:
    for name in ("Ostrava", "Harbours"):
        do(ledger, stories.add, name, [reports[0]], create=True)
    with ledger.reading() as connection:
        assert [held.name for held in stories.of_report(connection, reports[0])] == ["Harbours", "Ostrava"]
        assert stories.of_report(connection, reports[1]) == []
        assert [held.name for held in stories.listed(connection)] == ["Harbours", "Ostrava"]


def test_filling_keeps_the_query_and_what_it_found(ledger: Ledger, reports: list[str]) -> None:
    do(ledger, stories.new, "Ostrava")
    made = do(ledger, stories.fill, "Ostrava", {"words": "crates", "since": "2024-10"}, reports[:2])
    held = story(ledger, "Ostrava")
    assert held.queries == ({"words": "crates", "since": "2024-10"},)
    assert held.reports == tuple(reports[:2])
    assert made.body["reports"] == reports[:2]
    do(ledger, deciding.undo, why=None)
    assert story(ledger, "Ostrava").reports == ()


def test_adding_what_is_in_it_already_writes_nothing(ledger: Ledger, reports: list[str]) -> None:
    do(ledger, stories.add, "Ostrava", reports, create=True)
    assert do(ledger, stories.add, "Ostrava", reports[:1], create=True) is None
    with ledger.reading() as connection:
        assert len(list(decisions.every(connection))) == 2


def test_a_closed_story_takes_no_more_until_it_is_opened(ledger: Ledger, reports: list[str]) -> None:
    do(ledger, stories.new, "Ostrava")
    do(ledger, stories.close, "Ostrava", why="over")
    assert story(ledger, "Ostrava").closed
    with pytest.raises(UsageError, match="is closed; open it again"):
        do(ledger, stories.add, "Ostrava", reports)
    do(ledger, stories.open, "Ostrava")
    do(ledger, stories.add, "Ostrava", reports)
    assert story(ledger, "Ostrava").reports == tuple(reports)
    with pytest.raises(UsageError, match="is open"):
        do(ledger, stories.open, "Ostrava")


def test_wrong_use_says_what_is_wrong(ledger: Ledger, reports: list[str]) -> None:
    do(ledger, stories.new, "Ostrava")
    with pytest.raises(UsageError, match="there is a story 'Ostrava' already"):
        do(ledger, stories.new, "ostrava")
    with pytest.raises(UsageError, match="needs a name"):
        do(ledger, stories.new, "  ")
    with pytest.raises(UnknownId, match="there is no story 'Brask'; there are: 'Ostrava'"):
        do(ledger, stories.add, "Brask", reports)
    with pytest.raises(UnknownId, match="the report 'nothing'"):
        do(ledger, stories.add, "Ostrava", ["nothing"])
    with pytest.raises(UsageError, match="is not in the story"):
        do(ledger, stories.drop, "Ostrava", reports[:1])
    with pytest.raises(UsageError, match="needs a reason"):
        do(ledger, stories.close, "Ostrava", why=" ")


def test_a_removed_report_is_in_no_story(ledger: Ledger, reports: list[str]) -> None:
    do(ledger, stories.add, "Ostrava", reports, create=True)
    do(ledger, removal.remove, reports[0], why="asked to")
    assert story(ledger, "Ostrava").reports == tuple(reports[1:])
    with pytest.raises(UsageError, match="was removed"):
        do(ledger, stories.add, "Ostrava", [reports[0]])


def test_stories_do_not_depend_on_the_order_of_entry(make_ledger: Callable[[], Ledger]) -> None:
    first = make_ledger()
    ids = keep(first)
    moments = [f"2024-10-03T12:00:0{n}Z" for n in range(5)]
    made: list[Decision] = [
        do(first, stories.new, "Ostrava", decided=moments[0]),
        do(first, stories.add, "Ostrava", ids, decided=moments[1]),
        do(first, stories.drop, "Ostrava", ids[:1], decided=moments[2]),
        do(first, stories.close, "Ostrava", decided=moments[3]),
    ]
    for order in (made[::-1], made[2:] + made[:2]):
        other = make_ledger()
        keep(other)
        for held in order:
            with other.writing("import") as w:
                deciding.enter(w, [held])
        assert story(other, "Ostrava") == story(first, "Ostrava")


def test_a_story_as_it_was_known_then(ledger: Ledger, reports: list[str]) -> None:
    do(ledger, stories.add, "Ostrava", reports[:1], create=True)
    with ledger.reading() as connection:
        head = log.head(connection, ledger.id)
    assert head is not None
    do(ledger, stories.add, "Ostrava", reports[1:])
    known = (ledger.id, head.n)
    with ledger.reading() as connection:
        assert stories.reports(connection, "Ostrava", known=known) == reports[:1]
        assert stories.of_report(connection, reports[1], known=known) == []
        assert len(stories.of_report(connection, reports[1])) == 1
        with pytest.raises(UnknownId):
            stories.one(connection, "Ostrava", known=(ledger.id, head.n - 1))


def test_two_names_that_fold_alike_are_one_story() -> None:
    assert stories.id_of("Hällin  gate") == stories.id_of("hallin gate")
    assert stories.id_of("Hallin") != stories.id_of("Hallin gate")


def test_the_report_of_the_hearing_is_named_by_its_path(ledger: Ledger) -> None:
    id = hearing.kept(ledger)
    do(ledger, stories.add, "Gate", ["#h1"], create=True)
    assert story(ledger, "Gate").reports == (id,)
