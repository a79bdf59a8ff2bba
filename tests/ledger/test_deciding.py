"""Accepting, rejecting, correcting, marking, withdrawing: on both databases, readings left as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from secondsource.errors import LedgerError, UnknownId, UsageError
from secondsource.ledger import Ledger, deciding, decisions, derived, fields, log, readings, rereading
from secondsource.ledger.anchors import What
from secondsource.model.decision import Decision
from secondsource.records.rows import StatementRow
from tests.ledger import hearing
from tests.ledger.hearing import KEPT, LOST, MEND

WHO: dict[str, Any] = {"why": "heard it", "author": "anna"}


@pytest.fixture
def report(ledger: Ledger) -> str:
    """The id of the report, kept with the older reading."""
    return hearing.kept(ledger)


def statement_of(ledger: Ledger, report: str, n: int) -> str:
    id: str = hearing.shown(ledger, report)["statements"][n]["id"]
    return id


def do(ledger: Ledger, action: Callable[..., Any], *given: Any, **more: Any) -> Any:
    with ledger.writing("decide", author="anna") as w:
        return action(w, *given, **(WHO | more))


def decided(row: Any) -> list[tuple[str, str | None]]:
    return [(each["kind"], each["field"]) for each in row.get("decided", [])]


def test_accepting_shows_who_and_changes_nothing_else(ledger: Ledger, report: str) -> None:
    before = hearing.shown(ledger, report)
    id = before["statements"][0]["id"]
    made: Decision = do(ledger, deciding.accept, id[7:13])
    now = hearing.shown(ledger, report)
    note = now["statements"][0].pop("decided")
    assert note == [{"decision": made.id, "kind": "accept", "field": None}]
    assert now == before
    assert (made.target, made.author, made.why) == (report, "anna", "heard it")
    assert made.body["anchor"]["quote"] == {
        "exact": LOST,
        "prefix": "Ruta Malden said ",
        "suffix": " on Monday. Tove Brask denied it",
    }


def test_rejecting_takes_a_statement_out_of_all_that_is_derived_and_undoing_brings_it_back(
    ledger: Ledger, report: str
) -> None:
    id = statement_of(ledger, report, 1)
    with ledger.reading() as connection:
        body = readings.body(connection, readings.of_report(connection, report)[0].id)
    do(ledger, deciding.reject, id)
    assert hearing.contents(ledger, report) == [LOST, LOST]
    with ledger.reading() as connection:
        # The machine's reading stays; the rejected statement can still be named.
        assert readings.body(connection, readings.of_report(connection, report)[0].id) == body
        assert deciding.target(connection, id).item.text == KEPT
    do(ledger, deciding.undo)
    assert hearing.contents(ledger, report) == [KEPT, LOST, LOST]


def test_accepting_what_was_rejected_brings_it_back(ledger: Ledger, report: str) -> None:
    id = statement_of(ledger, report, 1)
    do(ledger, deciding.reject, id)
    do(ledger, deciding.accept, id)
    assert KEPT in hearing.contents(ledger, report)


CORRECTIONS: list[tuple[str, str, Any]] = [
    ("polarity", "denied", "denied"),
    ("forecast", "yes", True),
    ("quote", "direct", "direct"),
    ("certainty", "likely", {"words": [], "low": 0.55, "high": 0.8, "level": "likely"}),
    ("certainty", "possible 0.3 0.5", {"words": [], "low": 0.3, "high": 0.5, "level": "possible"}),
    ("basis", "imagery; document", [{"kind": k, "text": "", "spans": []} for k in ("imagery", "document")]),
    ("chain", "Tove Brask; p1", ["p2", "p1"]),
    ("times", "none", []),
    ("numbers", "n1", [1]),
    ("horizon", "Monday", 0),
    ("parties", "Tove Brask; the mayor of Hallin", ["p2", "p3"]),
    ("cue", "denied", {"text": "denied", "spans": [(72, 78)]}),
]


@pytest.mark.parametrize(("name", "value", "expected"), CORRECTIONS)
def test_a_corrected_field_says_so(ledger: Ledger, report: str, name: str, value: str, expected: Any) -> None:
    do(ledger, deciding.correct, statement_of(ledger, report, 0), {name: value})
    row = hearing.shown(ledger, report)["statements"][0]
    assert row[name] == expected
    assert decided(row) == [("correct", name)]


def test_a_corrected_source_stands_in_the_chain_and_is_found(ledger: Ledger, report: str) -> None:
    do(ledger, deciding.correct, statement_of(ledger, report, 0), {"source": "Tove Brask"})
    row = hearing.shown(ledger, report)["statements"][0]
    # The nearest place of the name, which stands three times.
    assert row["source"] == {"text": "Tove Brask", "spans": [(61, 71)], "party": "p2", "carried": False}
    assert row["chain"] == ["p2"]
    with ledger.reading() as connection:
        held = derived.current(connection).statements
        keys = list(connection.execute(select(held.c.source_key).order_by(held.c.number)).scalars())
    assert keys == ["tove brask", None, "tove brask"]


def test_a_source_that_the_report_does_not_have_becomes_a_party(ledger: Ledger, report: str) -> None:
    do(ledger, deciding.correct, statement_of(ledger, report, 1), {"source": "Nils Avery"})
    row = hearing.shown(ledger, report)
    held: StatementRow = row["statements"][1]
    assert held["attributed"]
    assert held["source"] == {"text": "Nils Avery", "spans": [], "party": "p3", "carried": False}
    assert row["parties"][2]["name"] == "Nils Avery"


PARTS: list[tuple[str, What, str, str, Any]] = [
    ("p0", "party", "name", "x", None),
    ("p1", "party", "name", "Ruta Malden-Orr", "Ruta Malden-Orr"),
    ("p1", "party", "type", "organization", "organization"),
    ("p1", "party", "role", "engineer", "engineer"),
    ("p1", "party", "aliases", "Malden; R. M.", ["Malden", "R. M."]),
    ("p2", "party", "place", "301,52.5,-0.25,gb", {"geonames": 301, "latitude": 52.5, "longitude": -0.25,
                                                   "country": "GB", "admin1": None, "reasons": []}),
    ("t0", "time", "earliest", "2024-10-07", "2024-10-07"),
    ("n0", "number", "high", "14.5", 14.5),
    ("n0", "number", "relation", ">=", ">="),
]  # fmt: skip


@pytest.mark.parametrize(("part", "what", "name", "value", "expected"), PARTS[1:])
def test_parties_times_and_numbers_are_corrected_by_their_place(
    ledger: Ledger, report: str, part: str, what: str, name: str, value: str, expected: Any
) -> None:
    do(ledger, deciding.correct, f"{report[:20]}/{part}", {name: value})
    listed = hearing.shown(ledger, report)[{"party": "parties"}.get(what, f"{what}s")]
    row = listed[int(part[1:]) - (what == "party")]
    assert row[name] == expected
    assert decided(row) == [("correct", name)]


def test_the_name_that_was_read_stays_an_alias(ledger: Ledger, report: str) -> None:
    do(ledger, deciding.correct, "#h1/p1", {"name": "Ruta Malden-Orr"})
    assert hearing.shown(ledger, report)["parties"][0]["aliases"] == ["Ruta Malden"]


def test_a_rejected_number_is_gone_and_indexes_follow(ledger: Ledger, report: str) -> None:
    do(ledger, deciding.reject, "#h1/n0")
    row = hearing.shown(ledger, report)
    assert len(row["numbers"]) == 1
    assert [held["numbers"] for held in row["statements"]] == [[], [], [0]]
    assert [point["numbers"] for held in row["statements"] for point in held["points"]] == [[], [], [0]]


def test_the_horizon_follows_when_a_time_before_it_is_rejected(ledger: Ledger, report: str) -> None:
    do(ledger, deciding.mark, report, "The bolts are", role="time", changes={"value": "2024"})
    do(ledger, deciding.correct, statement_of(ledger, report, 0), {"horizon": "t1"})
    do(ledger, deciding.reject, "#h1/t0")
    row = hearing.shown(ledger, report)
    assert (row["statements"][0]["horizon"], row["times"][0]["text"]) == (0, "The bolts are")


def test_the_row_that_is_given_stays_as_it_was(ledger: Ledger, report: str) -> None:
    do(ledger, deciding.reject, statement_of(ledger, report, 0))
    do(ledger, deciding.correct, statement_of(ledger, report, 0), {"polarity": "denied"})
    row, same = hearing.old(), hearing.old()
    for each in (row, same):
        assert each["report"] is not None
        each["report"]["text"] = hearing.TEXT
    with ledger.reading() as connection:
        assert len(decisions.applied(connection, report, row)["statements"]) == 2
    assert row == same


def test_a_rejected_party_is_gone_from_all_that_names_it(ledger: Ledger, report: str) -> None:
    do(ledger, deciding.reject, "#h1/p1")
    row = hearing.shown(ledger, report)
    assert [party["id"] for party in row["parties"]] == ["p2"]
    assert row["statements"][0]["source"]["party"] is None
    assert row["statements"][0]["chain"] == []
    assert row["mentions"][0]["party"] is None


def test_a_rejected_point_leaves_its_statement(ledger: Ledger, report: str) -> None:
    point = hearing.shown(ledger, report)["statements"][0]["points"][0]["id"]
    do(ledger, deciding.reject, point)
    assert hearing.shown(ledger, report)["statements"][0]["points"] == []
    do(ledger, deciding.accept, point)
    assert len(hearing.shown(ledger, report)["statements"][0]["points"]) == 1


def test_a_marked_statement_is_one_of_the_reading(ledger: Ledger, report: str) -> None:
    made = do(
        ledger,
        deciding.mark,
        "#h1",
        '"The crew will mend it,"',
        source="the engineer",
        cue="added",
        changes={"forecast": "true"},
    )
    rows = hearing.shown(ledger, report)["statements"]
    row = rows[1]
    assert [held["content"]["text"] for held in rows] == [LOST, MEND, KEPT, LOST]
    assert (row["id"], row["attributed"], row["quote"]) == (made.body["id"], True, "direct")
    assert (row["source"]["text"], row["cue"]["text"], row["forecast"]) == ("the engineer", "added", True)
    assert [point["text"] for point in row["points"]] == [MEND]
    assert sorted(decided(row), key=str) == sorted(
        [("mark", None), ("mark", "source"), ("mark", "forecast")], key=str
    )
    # It can be decided on like any other, and goes with its mark.
    do(ledger, deciding.correct, row["id"], {"forecast": "false"})
    assert hearing.shown(ledger, report)["statements"][1]["forecast"] is False
    do(ledger, deciding.withdraw, made.id)
    assert MEND not in hearing.contents(ledger, report)


def test_a_marked_statement_holds_what_was_read_inside_it(ledger: Ledger, report: str) -> None:
    do(ledger, deciding.mark, report, "Tove Brask denied it")
    row = next(
        held
        for held in hearing.shown(ledger, report)["statements"]
        if held["content"]["text"] == "Tove Brask denied it"
    )
    assert (row["parties"], row["times"], row["attributed"]) == (["p2"], [], False)


@pytest.mark.parametrize(
    ("role", "quote", "changes", "listed"),
    [
        ("point", "lost 12 bolts", {"negated": "true"}, None),
        ("party", "The crew", {"kind": "group"}, "parties"),
        ("number", "Hallin", {"low": "3"}, "numbers"),
        ("time", "The bolts are", {"value": "2024"}, "times"),
    ],
)
def test_points_parties_times_and_numbers_are_marked(
    ledger: Ledger, report: str, role: str, quote: str, changes: dict[str, str], listed: str | None
) -> None:
    before = "Ruta Malden said" if role == "point" else ""
    do(ledger, deciding.mark, report, quote, role=role, before=before, changes=changes)
    row = hearing.shown(ledger, report)
    if listed is None:
        assert [point["negated"] for point in row["statements"][0]["points"]] == [False, True]
    else:
        (name, _), *_ = changes.items()
        assert decided(row[listed][-1]) == [("mark", None), ("mark", name)]


def test_of_two_that_disagree_the_later_decided_wins_then_the_lowest_id(
    make_ledger: Callable[[], Ledger],
) -> None:
    made: list[Decision] = []
    first = make_ledger()
    report = hearing.kept(first)
    id = statement_of(first, report, 0)
    for polarity, author, moment in (
        ("denied", "anna", "2024-10-03T12:00:00Z"),
        ("questioned", "bela", "2024-10-03T12:00:00Z"),
        ("denied", "cleo", "2024-10-03T11:00:00Z"),
    ):
        made += do(first, deciding.correct, id, {"polarity": polarity}, author=author, decided=moment)
    winner = min(made[:2], key=lambda held: held.id)
    expected = winner.body["fields"]["polarity"]
    for order in (made, made[::-1], [made[1], made[2], made[0]]):
        other = make_ledger()
        hearing.kept(other)
        for held in order:
            with other.writing("import") as w:
                assert deciding.enter(w, [held]) == [held.id]
                assert deciding.enter(w, [held]) == []
        row = hearing.shown(other, report)["statements"][0]
        assert (row["polarity"], row["decided"][0]["decision"]) == (expected, winner.id)


def test_decisions_may_come_before_their_report(make_ledger: Callable[[], Ledger]) -> None:
    first, second = make_ledger(), make_ledger()
    report = hearing.kept(first)
    made = do(first, deciding.reject, statement_of(first, report, 1))
    back = do(first, deciding.withdraw, made.id)
    with second.writing("import") as w:
        deciding.enter(w, [made])
    hearing.kept(second)
    assert KEPT not in hearing.contents(second, report)
    with second.writing("import") as w:
        deciding.enter(w, [back])
    assert KEPT in hearing.contents(second, report)


def test_a_withdrawn_withdrawal_brings_the_decision_back(ledger: Ledger, report: str) -> None:
    made = do(ledger, deciding.reject, statement_of(ledger, report, 1))
    back = do(ledger, deciding.withdraw, made.id)
    with pytest.raises(UsageError, match=r"was withdrawn already, by anna at .*; withdraw sha256:"):
        do(ledger, deciding.withdraw, made.id)
    do(ledger, deciding.withdraw, back.id)
    assert KEPT not in hearing.contents(ledger, report)
    with ledger.reading() as connection:
        assert len(list(decisions.every(connection))) == 3
        assert log.check(connection, ledger.id) == []


def test_undo_takes_the_last_one_and_then_the_one_before(ledger: Ledger, report: str) -> None:
    first = do(ledger, deciding.reject, statement_of(ledger, report, 1))
    second = do(ledger, deciding.accept, statement_of(ledger, report, 0))
    assert [do(ledger, deciding.undo).target for _ in range(2)] == [second.id, first.id]
    with pytest.raises(UsageError, match="no decision"):
        do(ledger, deciding.undo)


def test_a_clock_that_goes_back_does_not_let_the_older_win(
    ledger: Ledger, report: str, still_clock: Any
) -> None:
    id = statement_of(ledger, report, 0)
    do(ledger, deciding.correct, id, {"polarity": "denied"})
    still_clock.move(hours=-3)
    do(ledger, deciding.correct, id, {"polarity": "questioned"})
    assert hearing.shown(ledger, report)["statements"][0]["polarity"] == "questioned"


def test_what_was_known_then(ledger: Ledger, report: str) -> None:
    id = statement_of(ledger, report, 1)
    made = do(ledger, deciding.reject, id)
    with ledger.reading() as connection:
        head = log.head(connection, ledger.id)
    assert head is not None
    do(ledger, deciding.withdraw, made.id)
    with ledger.reading() as connection:
        then, before = (ledger.id, head.n), (ledger.id, head.n - 1)
        assert decisions.in_force(connection, [made], known=then) == [made]
        assert decisions.in_force(connection, [made]) == []
        assert decisions.page(connection, known=then) == [made]
        assert decisions.page(connection, known=before) == []
        assert [held.id for held in decisions.on_text(connection, report, known=then)] == [made.id]


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("s", {"colour": "red"}, "a statement has no field 'colour' to correct; it has: attributed, basis"),
    ("s", {"polarity": "maybe"}, "'maybe' is none of: asserted, denied, questioned"),
    ("s", {"forecast": "perhaps"}, "none of: true, false"),
    ("s", {"certainty": "surely"}, "'surely' is none of: almost-no-chance"),
    ("s", {"certainty": "likely 0.9 0.1"}, "the lower first"),
    ("s", {"basis": "rumour"}, "'rumour' is none of: first-hand"),
    ("s", {"times": "t7"}, "'t7' is no time of this report; there are: t0 'Monday'"),
    ("s", {"source": "p9"}, "there is no party p9"),
    ("s", {"cue": "insisted"}, "stands nowhere"),
    ("s", {}, "nothing to correct"),
    ("#h1/p1", {"name": " "}, "may not be empty"),
    ("#h1/p1", {"place": "12,91,0"}, "latitude is from -90 to 90"),
    ("#h1/n0", {"low": "many"}, "'many' is no figure"),
    ("#h1/n0", {"low": "15"}, "low 15 is beyond high 12"),
    ("#h1/t0", {"latest": "2024-13-01"}, "is no date"),
    ("#h1/t4", {"latest": "2024"}, "no such time; it has 1"),
]


@pytest.mark.parametrize(("given", "changes", "message"), WRONG)
def test_a_wrong_correction_says_what_would_be_right(
    ledger: Ledger, report: str, given: str, changes: dict[str, str], message: str
) -> None:
    given = statement_of(ledger, report, 0) if given == "s" else given
    with pytest.raises(UsageError) as error:
        do(ledger, deciding.correct, given, changes)
    assert message in str(error.value)


def test_ids_that_name_nothing_several_or_the_wrong_thing(ledger: Ledger, report: str) -> None:
    for given in ("123456", "sha256:" + "0" * 64, "abc", ""):
        with pytest.raises(UnknownId) as error:
            do(ledger, deciding.accept, given)
        assert error.value.kind == "unknown-id"
    with pytest.raises(UsageError, match="is a report; give a statement"):
        do(ledger, deciding.accept, report)


def test_an_ambiguous_prefix(ledger: Ledger, report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [("statement", "sha256:abcdef1"), ("point", "sha256:abcdef2")]
    monkeypatch.setattr("secondsource.ledger.targets.evidence.find", lambda *given: ids)
    with pytest.raises(UnknownId) as error:
        do(ledger, deciding.accept, "abcdef")
    assert error.value.kind == "ambiguous-id"


@pytest.mark.parametrize("why", ["", "  \n"])
def test_a_blank_reason_is_none(ledger: Ledger, report: str, why: str) -> None:
    with pytest.raises(UsageError, match="needs a reason"):
        do(ledger, deciding.accept, statement_of(ledger, report, 0), why=why)


def test_author_and_reason_may_be_missing(ledger: Ledger, report: str) -> None:
    made = do(ledger, deciding.accept, statement_of(ledger, report, 0), why=None, author=None)
    assert (made.author, made.why) == (None, None)
    with ledger.reading() as connection:
        assert decisions.get(connection, made.id) == made


def test_words_that_stand_nowhere_or_twice(ledger: Ledger, report: str) -> None:
    with pytest.raises(UsageError, match="stands nowhere in the report; give its very words"):
        do(ledger, deciding.mark, report, "the south gate")
    with pytest.raises(UsageError) as error:
        do(ledger, deciding.mark, report, "Tove Brask")
    assert "stands 2 times: [61, 71)" in str(error.value)
    assert "give more of the words, or those before or after it" in str(error.value)
    with pytest.raises(UsageError, match=r"does not stand between those words; it stands at \[61, 71\)"):
        do(ledger, deciding.mark, report, "Tove Brask", after="shouted")
    do(ledger, deciding.mark, report, "Tove Brask", after="denied", role="number", changes={"low": "1"})


def test_what_is_there_is_not_marked_again(ledger: Ledger, report: str) -> None:
    with pytest.raises(UsageError, match="it is there already: statement sha256:"):
        do(ledger, deciding.mark, report, KEPT)
    with pytest.raises(UsageError, match="mark the statement first"):
        do(ledger, deciding.mark, report, "The crew", role="point")
    with pytest.raises(UsageError, match="there is no 'colour' to mark"):
        do(ledger, deciding.mark, report, "The crew", role="colour")


def test_a_decision_without_a_sound_place_is_refused(ledger: Ledger, report: str) -> None:
    made = do(ledger, deciding.accept, statement_of(ledger, report, 0))
    for body in (
        {},
        {"anchor": {**made.body["anchor"], "report": "sha256:x"}},
        {"anchor": {"role": "point"}},
    ):
        held = Decision(kind="accept", target=report, body=body, author=None, decided=made.decided)
        with pytest.raises(LedgerError) as error, ledger.writing("import") as w:
            deciding.enter(w, [held])
        assert error.value.kind == "mismatch"


def test_a_decision_under_an_id_that_is_not_its_own_is_refused(ledger: Ledger, report: str) -> None:
    made = do(ledger, deciding.accept, statement_of(ledger, report, 0))
    held = replace(made, author="bela", kept=made.id)
    with pytest.raises(LedgerError, match="does not give this id"), ledger.writing("import") as w:
        deciding.enter(w, [held])


@pytest.mark.parametrize(
    "given",
    [
        {"colour": "red"},
        {"polarity": 7},
        {"forecast": "true"},
        {"certainty": {"level": "sure", "low": "0", "high": "1"}},
        {"basis": ["rumour"]},
        {"cue": {"span": [5, 900000]}},
        {"source": {"text": 1, "span": None, "party": {"name": "Odd", "mention": None}}},
        {"chain": [{"name": 7, "mention": None}]},
        {"times": [[0, 4]]},
        {"horizon": "t0"},
    ],
)
def test_a_value_that_this_version_does_not_know_is_left_out_and_told(
    ledger: Ledger, report: str, given: dict[str, Any]
) -> None:
    before = hearing.shown(ledger, report)
    made = do(ledger, deciding.accept, before["statements"][0]["id"])
    do(ledger, deciding.undo)
    held = Decision(
        kind="correct", target=report, body={**made.body, "fields": given}, author=None, decided=made.decided
    )
    with ledger.writing("import") as w:
        deciding.enter(w, [held])
    assert hearing.shown(ledger, report) == before
    with ledger.reading() as connection:
        assert [row["decision"]["id"] for row in rereading.orphans(connection)] == [held.id]


def test_a_mark_whose_words_do_not_stand_there_is_left_out_and_told(ledger: Ledger, report: str) -> None:
    made = do(ledger, deciding.mark, report, MEND)
    do(ledger, deciding.undo)
    wrong = {**made.body["anchor"], "quote": {"exact": "something else", "prefix": "", "suffix": ""}}
    held = Decision(
        kind="mark", target=report, body={**made.body, "anchor": wrong}, author=None, decided=made.decided
    )
    with ledger.writing("import") as w:
        deciding.enter(w, [held])
    assert len(hearing.contents(ledger, report)) == 3
    with ledger.reading() as connection:
        assert [row["state"] for row in rereading.placements(connection, report)] == ["orphan"]


@pytest.mark.parametrize(
    "body",
    [
        {"action": "burn"},
        {"action": "new"},
        {"action": "add", "reports": "sha256:a"},
        {"action": "fill", "reports": []},
    ],
)
def test_a_decision_on_a_story_that_says_nothing_sound_is_refused(
    ledger: Ledger, body: dict[str, Any]
) -> None:
    with pytest.raises(LedgerError) as error:
        do(ledger, deciding.decide, "story", "sha256:a", body)
    assert error.value.kind == "mismatch"


def test_every_field_has_a_form_in_words() -> None:
    for what, listed in fields.FIELDS.items():
        for name, shape in listed.items():
            assert shape.form, (what, name)
