"""Edges: whole numbers, a band that waits, the reader's answer with the levels."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product

import pytest

from secondsource.linking import score as scoring
from secondsource.linking.compare import compare
from secondsource.linking.pair_reader import Answer
from secondsource.linking.score import TOLD, edge, judge, kept, one_matter, score
from secondsource.linking.weights import (
    FILE,
    combined,
    logarithms,
    matter,
    matter_features,
    parts_of,
    shares,
    shipped,
)
from secondsource.model.reasons import WORDS
from tests.linking.said import number, ordered, party, time, wording

PARTIES = {"Ada Voss": party("p1", "Ada Voss"), "Ulf Bram": party("p2", "Ulf Bram")}
QUIT = wording("Ada Voss resigned over the flood.", event="resigned", parties=PARTIES)
LEFT = wording("Ada Voss stepped down after the flood in Ostrel.", event="stepped", parties=PARTIES)
FAR = wording(
    "Ulf Bram bought forty goats at a fair.", event="bought", parties=PARTIES, published="2031-12-01"
)


def answer(**over) -> Answer:
    held = {
        "same": 0,
        "refines_a": 0,
        "refines_b": 0,
        "conflicts": 0,
        "apart": 0,
        "event": 500,
        "supersedes": 0,
    }
    return Answer(**{**held, "facet": "other", **over})


def test_other_matters_are_apart_unasked():
    found = edge(*ordered(QUIT, FAR))
    assert (found.edge.label, found.waiting) == ("apart", False) and found.edge.probability < 200


def test_what_is_near_waits_until_it_is_answered():
    a, b = ordered(QUIT, LEFT)
    (waiting,) = score([(a, b, None)])
    assert waiting.waiting
    for said, label in (
        ("same", "same"),
        ("refines_a", "refines-a"),
        ("refines_b", "refines-b"),
        ("apart", "apart"),
    ):
        found = edge(a, b, answer(**{said: 1000}))
        assert (found.edge.label, found.waiting) == (label, False)


def test_a_denial_by_the_reader_is_one_claim_with_the_other_sign():
    a, b = ordered(QUIT, LEFT)
    found = edge(a, b, answer(conflicts=1000, facet="denial")).edge
    assert (found.label, found.sign, found.facet) == ("same", -1, None) and found.probability > 500
    found = edge(a, b, answer(conflicts=1000, facet="manner")).edge
    assert (found.label, found.sign, found.facet) == ("conflicts", 1, "manner") and found.probability < 500


def test_who_says_more_of_no_other_values_is_of_the_same_claim():
    a, b = ordered(QUIT, LEFT)
    assert edge(a, b, answer(apart=1000)).edge.probability < 500
    for said in ("refines_a", "refines_b"):
        found = edge(a, b, answer(**{said: 1000})).edge
        assert found.label == said.replace("_", "-") and found.probability > 500
    more = wording(
        "40 of them quit on Monday.",
        event="quit",
        numbers=[number("40 of them quit on Monday.", "40", 40, 40)],
    )
    a, b = ordered(QUIT, more)
    for said in ("refines_a", "refines_b"):
        assert edge(a, b, answer(**{said: 1000})).edge.probability < 500


def test_what_is_told_of_two_events_is_not_one_claim():
    a, b = ordered(QUIT, LEFT)
    assert edge(a, b, answer(same=1000, event=500)).edge.probability > 500
    assert edge(a, b, answer(same=1000, event=100)).edge.probability < 250


def test_a_conflict_of_figures_is_none_where_they_are_the_same_in_words():
    texts = ("Some 1,200 dockers quit the quay.", "Twelve hundred dockers quit the quay in anger.")
    given = [
        wording(text, event="quit", numbers=[number(text, words, 1200, 1200, of="dockers", event="quit")])
        for text, words in zip(texts, ("1,200", "Twelve hundred"), strict=True)
    ]
    found = edge(*ordered(*given), answer(conflicts=1000, facet="number")).edge
    assert found.probability > 500


def test_the_side_that_says_more_turns_with_the_sides():
    a, b = ordered(QUIT, LEFT)
    turned = replace(b, id=a.id[:-1] + "0"), replace(a, id=a.id[:-1] + "1")
    one = judge(a, b, answer(refines_a=950, same=50))
    other = judge(*turned, answer(refines_b=950, same=50))
    assert {one.edge.label, other.edge.label} == {"refines-a", "refines-b"}
    assert abs(one.right - other.right) < 60


def test_every_edge_has_reasons_with_words():
    for one, other in ((QUIT, FAR), (QUIT, QUIT), (QUIT, LEFT)):
        found = edge(*ordered(one, other), answer(same=1000)).edge
        assert found.reasons
        assert {reason.code for reason in found.reasons} <= WORDS.keys()


def test_every_level_that_is_told_has_its_words():
    codes = {f"link-{name}-{level}" for name, levels in TOLD.items() for level in levels.split()}
    assert codes <= WORDS.keys()
    assert set(TOLD) <= set(compare(QUIT, LEFT)._fields)


def test_shares_are_whole_and_sum_to_a_thousand():
    for sums in product((-300, 0, 7), repeat=5):
        found = shares(sums)
        assert sum(found) == 1000 and all(type(n) is int and n >= 0 for n in found)
    assert shares([0, -5000, -5000, -5000, -5000]) == (1000, 0, 0, 0, 0)


def test_logarithms_undo_what_shares_make():
    logs = logarithms()
    assert logs[1000] == 0 and -70 <= logs[500] <= -69 and logs[0] == logs[2] < logs[3]
    assert shares([logs[n] for n in (600, 200, 100, 60, 40)]) == pytest.approx((600, 200, 100, 60, 40), abs=4)


def test_the_reader_is_heard_beside_the_levels():
    weights = shipped()
    valued = parts_of(compare(QUIT, LEFT), weights)
    certain = combined((1000, 0, 0, 0, 0), valued, weights)
    assert certain[0] == max(certain) > combined((300, 200, 200, 200, 100), valued, weights)[0]


def test_the_weights_that_ship_are_whole():
    held = json.loads(FILE.read_text("utf-8"))
    numbers = [n for _, row in held["labels"] for n in row] + [weight for _, weight in held["matter"]]
    numbers += [*held["table"], *held["bias"], held["apart"], held["reader"], held["values"]]
    assert all(type(n) is int for n in numbers)
    assert held["table"] == sorted(held["table"])


def test_matter_is_the_more_likely_the_more_is_shared():
    weights = shipped()
    chances = [matter(compare(QUIT, other), weights) for other in (FAR, LEFT, QUIT)]
    assert chances[0] < weights.apart <= min(chances[1:])
    assert one_matter(QUIT, LEFT, answer(event=1000)) > one_matter(QUIT, LEFT, answer(event=0))


def test_a_score_is_the_same_each_time_and_in_any_company():
    pairs = [
        (*ordered(QUIT, LEFT), None),
        (*ordered(QUIT, FAR), None),
        (*ordered(LEFT, FAR), answer(apart=1000)),
    ]
    assert score(pairs) == [score([pair])[0] for pair in pairs] == score(pairs)
    assert scoring.shipped() is shipped()


def test_two_days_are_two_claims_whatever_the_reader_says():
    given = []
    for day, value in (("Monday", "2031-05-12"), ("Thursday", "2031-05-15")):
        text = f"A bus overturned near Hallin on {day}."
        given.append(wording(text, event="overturned", times=[time(text, day, value)]))
    assert edge(*ordered(*given), answer(same=1000)).edge.probability < 500


def test_a_few_words_that_name_nobody_are_not_known_again():
    for text, event, days, apart in (
        ("who have attacked", "attacked", "2031-07-12", True),
        ("who have attacked", "attacked", "2031-05-12", True),
        ("two suspects were arrested", "arrested", "2032-05-12", True),
        ("no note had arrived at the embassy", "arrived", "2031-05-13", False),
    ):
        one, other = wording(text, event=event), wording(f"{text}.", event=event, published=days)
        if one.id != other.id:
            assert (edge(*ordered(one, other)).edge.label == "apart") is apart, text


def test_one_count_told_again_within_days_is_one_claim_though_more_is_told_of_it():
    given = []
    for text, published in (
        ("By noon 2,861 dockers had left the port of Hallin.", "2031-05-12"),
        ("Some dockers went home, and 2,861 left Hallin in all.", "2031-05-14"),
    ):
        count = number(text, "2,861", 2861, 2861, of="dockers", event="left")
        given.append(wording(text, event="left", numbers=[count], published=published))
    one, other = ordered(*given)
    assert edge(one, other, answer(refines_a=1000, event=900)).edge.probability >= 800
    assert edge(one, other, answer(apart=1000, event=900)).edge.probability < 500
    assert edge(one, other, answer(refines_a=1000, event=100)).edge.probability < 500


def test_a_small_round_count_needs_most_of_the_words():
    given = []
    for text in ("Two men left the port of Hallin.", "Two miners climbed a crane and left a note."):
        count = number(text, "Two", 2, 2, of="men" if "men left" in text else "miners", event="left")
        given.append(wording(text, event="left", numbers=[count]))
    assert edge(*ordered(*given), answer(refines_a=1000, event=900)).edge.probability < 500


def test_a_conflict_about_no_figure_is_told_only_where_it_is_likely():
    a, b = ordered(QUIT, LEFT)
    doubtful = answer(conflicts=500, apart=480, same=20, event=900, facet="time")
    (found,) = score([(a, b, doubtful)])
    assert judge(a, b, doubtful).edge.label == "conflicts" and found.edge.label == "apart"
    (certain,) = score([(a, b, answer(conflicts=1000, event=900, facet="time"))])
    assert certain.edge.label == "conflicts"


def test_who_only_speaks_of_it_beside_another_matter_is_of_another_claim():
    texts = (
        "All parties of the republic rejected the murder of Ada Voss.",
        "A law on harbours was passed a week after the murder of Ada Voss.",
    )
    given = [wording(text, event="murder", parties=PARTIES) for text in texts]
    for said in ("refines_a", "refines_b"):
        assert edge(*ordered(*given), answer(**{said: 1000})).edge.probability < 500


def test_one_matter_is_summed_from_the_features_that_its_weights_were_fitted_to() -> None:
    weights = shipped()
    found = [compare(a, b) for a in (QUIT, LEFT, FAR) for b in (QUIT, LEFT, FAR)]
    for levels in found:
        total = sum(weights.matter.get(key, 0) for key in matter_features(levels))
        place = (total - weights.first) // weights.step
        assert matter(levels, weights) == weights.table[max(0, min(len(weights.table) - 1, place))]
    assert len({matter(levels, weights) for levels in found}) > 1


def test_what_is_clearly_of_two_matters_is_no_pair() -> None:
    weights = shipped()
    told = {"event": "bought", "parties": PARTIES, "published": "2024-10-10"}
    other = wording("Ada Voss bought forty goats at a fair.", **told)
    a, b = ordered(QUIT, other)
    assert kept(a, b) and matter(compare(a, b), weights) < weights.apart
    (found,) = score([(a, b, None)])
    assert not found.kept and not found.waiting
    # With an answer it is one, whatever that says.
    (found,) = score([(a, b, answer(apart=1000))])
    assert found.kept
