"""The sample story's measures, on rows made by hand: what is right counts, and what is wrong costs."""

from __future__ import annotations

from typing import Any

import pytest

from training.story_measures import Place, Told, Truth, measured, nearest, one_to_one, pairs

TEXTS = {
    "r1": "Forty dockers quit on Monday. The quay is shut. Ada Voss said so.",
    "r2": "On Monday 40 dockers quit. Voss calls it a walkout. No docker quit, says the port.",
    "r3": "Sixty dockers quit. The quay is open.",
}


def point(report: str, words: str, *stance: str) -> dict[str, Any]:
    return {"report": report, "words": words, "stance": list(stance or ("asserts",))}


def claim(id: str, *points: dict[str, Any], **over: Any) -> dict[str, Any]:
    bounds = {"low": 1, "high": 1, "also": []}
    return {
        "id": id,
        "points": list(points),
        "origins": bounds,
        "denials": None,
        "state": ["confirmed"],
        **over,
    }


TRUTH = {
    "claims": [
        claim(
            "quit-40",
            point("r1", "Forty dockers quit on Monday"),
            point("r2", "On Monday 40 dockers quit"),
            point("r2", "No docker quit", "denies"),
            origins={"low": 1, "high": 2, "also": [[2, 2]]},
            denials={"low": 1, "high": 1},
        ),
        claim("quit-60", point("r3", "Sixty dockers quit")),
        claim("shut", point("r1", "The quay is shut")),
    ],
    "conflicts": [
        {"a": "quit-40", "b": "quit-60", "sure": True},
        {"a": "shut", "b": "quit-60", "sure": False},
    ],
    "apart": [{"a": "shut", "b": "quit-40"}],
    "echoes": [
        {"a": "r1", "b": "r2", "kinds": ["copy", "partial"], "first": "a", "news": True, "sure": True},
        {"a": "r1", "b": "r3", "kinds": ["credit"], "first": "a", "news": True, "sure": False},
    ],
    "parties": [
        {
            "name": "Ada Voss",
            "mentions": [
                {"report": "r1", "words": "Ada Voss said", "mention": "Ada Voss"},
                {"report": "r2", "words": "Voss calls", "mention": "Voss"},
            ],
        },
        {"name": "the port", "mentions": [{"report": "r2", "words": "the port", "mention": "the port"}]},
    ],
    "different": [{"a": "Ada Voss", "b": "the port"}],
    "may_be": [],
    "estimates": [
        {
            "id": "quit",
            "now": {"low": 40, "high": 60},
            "figures": [
                {"report": "r1", "words": "Forty dockers", "low": 40, "high": 40},
                {"report": "r2", "words": "40 dockers", "low": 40, "high": 40},
                {"report": "r3", "words": "Sixty dockers", "low": 60, "high": 60},
            ],
        }
    ],
}


def span(report: str, words: str) -> list[list[int]]:
    at = TEXTS[report].index(words)
    return [[at, at + len(words)]]


def said(report: str, words: str, stance: str = "asserts") -> dict[str, Any]:
    return {"report": report, "spans": span(report, words), "stance": stance}


ECHO = {"kind": "copy", "a": {"report": "r2"}, "b": {"report": "r1"}, "first": "b", "news": True}


def told(**over: Any) -> Told:
    """What a system says that makes no fault."""
    mentions = {"r1": [("Ada Voss", "p1")], "r2": [("Voss", "p1"), ("the port", "p2")], "r3": []}
    held: dict[str, Any] = {
        "claims": [
            {
                "id": "c1",
                "state": "confirmed",
                "origins": {"low": 2, "high": 2},
                "denials": {"low": 1, "high": 1},
                "said": [
                    said("r1", "Forty dockers quit on Monday."),
                    said("r2", "On Monday 40 dockers quit."),
                    said("r2", "No docker quit,", "denies"),
                ],
                "relations": [{"claim": "c2", "kind": "conflicts"}],
            },
            {
                "id": "c2", "state": "confirmed", "origins": {"low": 1, "high": 1}, "denials": None,
                "said": [said("r3", "Sixty dockers quit.")],
                "relations": [{"claim": "c1", "kind": "conflicts"}],
            },
            {
                "id": "c3", "state": "confirmed", "origins": {"low": 1, "high": 1}, "denials": None,
                "said": [said("r1", "The quay is shut.")], "relations": [],
            },
        ],
        "echoes": [ECHO],
        "parties": [
            {"id": "x1", "in": [{"report": "r1", "party": "p1"}, {"report": "r2", "party": "p1"}]},
            {"id": "x2", "in": [{"report": "r2", "party": "p2"}]},
        ],
        "estimates": [
            {
                "id": "e1",
                "now": {"low": 40, "high": 60},
                "figures": [
                    {"path": "1", "spans": span("r1", "Forty"), "low": 40, "high": 40},
                    {"path": "2", "spans": span("r2", "40"), "low": 40, "high": 40},
                    {"path": "3", "spans": span("r3", "Sixty"), "low": 60, "high": 60},
                ],
            }
        ],
        "paths": {"1": "r1", "2": "r2", "3": "r3"},
        "readings": {
            report: {"mentions": [{"spans": span(report, words), "party": id} for words, id in found]}
            for report, found in mentions.items()
        },
    }  # fmt: skip
    return Told(**held | over)


@pytest.fixture
def truth() -> Truth:
    return Truth(held=TRUTH, ids={key: key for key in TEXTS}, texts=TEXTS)


def test_what_makes_no_fault_has_all_of_every_measure(truth):
    for name, row in measured(told(), truth).items():
        assert (row["precision"], row["recall"]) == (100, 100), name
        assert row["true"] or row["given"], name


def test_all_in_one_claim_costs_precision_and_all_apart_recall(truth):
    one = dict(told().claims[0], said=[said for row in told().claims for said in row["said"]])
    row = measured(told(claims=[one]), truth, ["claims"])["claims"]
    assert row["recall"] == 100 and (row["right"], row["given"]) == (3, 10)
    apart = [dict(one, id=f"c{n}", said=[at]) for n, at in enumerate(one["said"])]
    row = measured(told(claims=apart), truth, ["claims"])["claims"]
    assert (row["given"], row["recall"]) == (0, 0)


def test_a_point_that_is_not_found_is_missed(truth):
    first, *others = told().claims
    row = measured(told(claims=[dict(first, said=first["said"][:1]), *others]), truth)
    assert (row["claims"]["found"], row["claims"]["true"]) == (0, 3)
    assert (row["stance"]["given"], row["stance"]["true"]) == (3, 5)


def test_a_wrong_stance_is_wrong(truth):
    first, *others = told().claims
    wrong = [*first["said"][:2], dict(first["said"][2], stance="asserts")]
    assert measured(told(claims=[dict(first, said=wrong), *others]), truth)["stance"]["right"] == 4


def test_bounds_are_right_only_where_both_sides_are(truth):
    first, *others = told().claims
    for over, right in (
        ({}, 3),
        ({"origins": {"low": 1, "high": 2}}, 3),
        ({"origins": {"low": 1, "high": 1}}, 2),
        ({"denials": {"low": 1, "high": 2}}, 2),
        ({"denials": None}, 2),
    ):
        found = measured(told(claims=[{**first, **over}, *others]), truth, ["origins"])
        assert found["origins"]["right"] == right, over


def test_an_echo_of_another_kind_or_direction_is_wrong_and_an_unsure_one_neither(truth):
    right = told().echoes[0]
    for over in ({"kind": "credit"}, {"first": "a"}, {"first": None}, {"news": False}):
        found = measured(told(echoes=[{**right, **over}]), truth)
        assert found["echoes"]["right"] == 0 and found["echo_pairs"]["right"] == 1
    unsure = {"kind": "copy", "a": {"report": "r1"}, "b": {"report": "r3"}, "first": "a", "news": True}
    assert measured(told(echoes=[right, unsure]), truth)["echoes"]["precision"] == 100
    made = {**unsure, "a": {"report": "r2"}}
    assert measured(told(echoes=[right, made]), truth)["echoes"]["precision"] == 50


def test_two_parties_in_one_cost_precision_and_are_not_kept_apart(truth):
    (one, other) = told().parties
    found = measured(told(parties=[dict(one, **{"in": [*one["in"], *other["in"]]})]), truth)
    assert (found["parties"]["right"], found["parties"]["given"]) == (1, 3)
    assert found["kept_apart"]["right"] == 0


def test_a_conflict_of_what_is_apart_is_wrong(truth):
    first, second, third = told().claims
    tie = {"claim": "c3", "kind": "conflicts"}
    found = measured(told(claims=[dict(first, relations=[tie]), second, third]), truth)
    assert (found["conflicts"]["right"], found["conflicts"]["given"]) == (1, 2)
    assert found["apart"]["right"] == 0
    bare = [dict(row, relations=[]) for row in told().claims]
    assert measured(told(claims=bare), truth)["conflicts"]["found"] == 0


def test_a_figure_of_something_else_or_with_other_bounds_is_wrong(truth):
    (row,) = told().estimates
    more = {"path": "1", "spans": span("r1", "quay"), "low": 1, "high": 1}
    found = measured(told(estimates=[dict(row, figures=[*row["figures"], more])]), truth)
    assert (found["estimates"]["right"], found["estimates"]["given"]) == (3, 4)
    wrong = [dict(row["figures"][0], high=None), *row["figures"][1:]]
    found = measured(told(estimates=[dict(row, figures=wrong, now=None)]), truth)
    assert found["estimates"]["right"] == 2 and found["now"]["right"] == 0


def test_words_are_where_most_letters_are_shared():
    place = Place("r", 10, 20)
    assert nearest(place, [([[0, 12]], "a"), ([[11, 22]], "b")]) == "b"
    assert nearest(place, [([[0, 11]], "a")]) is None
    assert nearest(place, [([[9, 60]], "around")]) == "around"


def test_pairs_and_partners():
    share = pairs(["x", "x", "y"], ["1", "1", None])
    assert (share.right, share.given, share.true) == (1, 1, 1)
    assert one_to_one({("a", "1"): 2, ("b", "1"): 3, ("a", "2"): 1, ("c", "3"): 0}) == {"b": "1", "a": "2"}
