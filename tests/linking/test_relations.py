"""What values settle: the kinds of faults that other systems were reported for, in other words."""

from __future__ import annotations

from secondsource.linking.compare import compare
from secondsource.linking.pair_reader import Answer
from secondsource.linking.relations import facet_of, follows, guarded, settled
from secondsource.linking.score import edge
from secondsource.model.reasons import WORDS
from tests.linking.said import number, ordered, time, wording


def toll(count: str, published: str | None, event: str = "drowned", **over):
    text = f"{count} sheep drowned so far."
    value = float(count.replace(",", ""))
    dead = number(text, count, value, value, of="sheep", event=event, **over)
    return wording(text, event=event, published=published, numbers=[dead])


def derailed(day: str, published: str):
    text = "A tram derailed at Ostrel on Monday, killing nine people."
    dead = number(text, "nine", 9, 9, of="people", event="killing")
    return wording(
        text, event="derailed", times=[time(text, "Monday", day)], numbers=[dead], published=published
    )


def facing(one, other):
    return edge(*ordered(one, other))


def test_like_events_within_days_are_apart_and_no_conflict():
    found = facing(derailed("2031-05-12", "2031-05-13"), derailed("2031-05-15", "2031-05-16"))
    assert (found.edge.label, found.waiting) == ("apart", False)
    assert found.edge.probability < 100 and "link-times-late" in {
        reason.code for reason in found.edge.reasons
    }


def test_what_came_after_the_other_was_published_is_no_conflict_in_other_words_either():
    later = derailed("2031-05-15", "2031-05-16")
    early = wording("Nine died in a tram crash.", event="died", published="2031-05-13")
    levels = compare(early, later)
    assert levels.times == "late"
    assert guarded(levels, (0, 0, 0, 900, 100), "manner") == (0, 0, 0, 0, 1000)


def test_one_event_told_on_two_days_is_one():
    found = facing(derailed("2031-05-12", "2031-05-13"), derailed("2031-05-12", "2031-05-14"))
    assert (found.edge.label, found.edge.sign, found.waiting) == ("same", 1, False)
    assert found.edge.probability > 900


def test_a_sum_of_two_counts_is_no_conflict_with_either():
    text, other = (
        "Since the truce 126 people have been killed.",
        "The clinics have counted 541 casualties since the truce.",
    )
    dead = wording(text, event="killed", numbers=[number(text, "126", 126, 126, of="people", event="killed")])
    hurt = wording(
        other, event="counted", numbers=[number(other, "541", 541, 541, of="casualties", event="counted")]
    )
    levels = compare(dead, hurt)
    assert levels.figures == "apart"
    assert guarded(levels, (100, 100, 100, 600, 100), "number") == (100, 100, 100, 0, 700)


def test_holding_back_is_apart_from_doing():
    held = wording("The fleet is delaying a shipment of flour to Varn.", event="delaying")
    done = wording("The fleet shipped flour to Varn.", event="shipped")
    levels = compare(held, done)
    assert guarded(levels, (800, 50, 50, 60, 40), "outcome") == (0, 0, 0, 60, 940)


def test_a_later_other_count_takes_the_place_of_the_earlier():
    one, other = toll("2,836", "2031-05-12"), toll("2,861", "2031-05-13")
    a, b = ordered(one, other)
    found = edge(a, b).edge
    assert found.label == ("supersedes-a" if a is other else "supersedes-b") and found.facet is None


def test_a_total_that_fell_says_so():
    found = facing(toll("2,861", "2031-05-12"), toll("2,836", "2031-05-13")).edge
    assert found.label.startswith("supersedes")
    (fell,) = [reason for reason in found.reasons if reason.code == "link-figure-fell"]
    assert fell.values == ("2,861", "2,836") and "down" in WORDS[fell.code]


def test_on_one_day_two_counts_that_exclude_each_other_conflict():
    found = facing(toll("2,861", "2031-05-12"), toll("2,836", "2031-05-12")).edge
    assert (found.label, found.facet) == ("conflicts", "number") and found.probability < 100


def test_without_dates_nothing_is_later():
    assert facing(toll("2,861", None), toll("2,836", None)).edge.label == "conflicts"


def fare(percent: str, *, negated: bool = False):
    no = "not " if negated else ""
    text = f"The ferry fare must {no}be raised by {percent} percent."
    counted = number(text, percent, float(percent), float(percent), unit="percent", event="raised")
    return wording(text, event="raised", negated=negated, numbers=[counted])


def test_one_not_makes_a_denial_of_one_claim():
    found = facing(fare("12"), fare("12", negated=True)).edge
    assert (found.label, found.sign) == ("same", -1) and found.probability > 900


def test_one_figure_makes_a_conflict():
    found = facing(fare("12"), fare("2")).edge
    assert (found.label, found.facet, found.sign) == ("conflicts", "number", 1)


def test_figures_of_one_report_with_their_own_scopes_are_apart():
    text, other = "The count of dead for the day was put at 512.", "430 of them died earlier."
    of_day = number(text, "512", 512, 512, of="dead", scope={"kind": "period", "since": None, "area": None})
    earlier = number(
        other, "430", 430, 430, event="died", scope={"kind": "part", "since": None, "area": None}
    )
    levels = compare(
        wording(text, event="put", numbers=[of_day]), wording(other, event="died", numbers=[earlier])
    )
    assert levels.figures == "apart"
    assert guarded(levels, (0, 0, 0, 900, 100), "number")[3] == 0


def test_other_words_are_left_to_the_weights_and_the_reader():
    one, other = wording("A barge sank.", event="sank"), wording("A boat went down.", event="went")
    assert settled(one, other, compare(one, other)) is None


def test_a_question_settles_nothing():
    asked = wording("The barge sank?", event="sank", statement={"polarity": "questioned"})
    told = wording("The barge sank.", event="sank")
    assert settled(asked, told, compare(asked, told)) is None


def answer(**over) -> Answer:
    held = {
        "same": 0,
        "refines_a": 0,
        "refines_b": 0,
        "conflicts": 1000,
        "apart": 0,
        "event": 900,
        "supersedes": 0,
    }
    return Answer(**{**held, "facet": "outcome", **over})


def test_the_reader_names_the_facet_unless_the_figures_do():
    one, other = wording("The barge sank.", event="sank"), wording("The barge was saved.", event="saved")
    levels = compare(one, other)
    assert facet_of(levels, answer()) == "outcome"
    counts = compare(toll("2,861", None), toll("2,836", None))
    assert facet_of(counts, answer()) == "number"


def test_what_is_no_figure_is_superseded_only_where_the_reader_says_so():
    one = wording("Ulf Bram was wounded.", event="wounded", published="2031-05-12")
    other = wording("Ulf Bram died.", event="died", published="2031-05-14")
    assert follows(one, other, "outcome", answer(supersedes=800)) == "supersedes-b"
    assert follows(other, one, "outcome", answer(supersedes=800)) == "supersedes-a"
    assert follows(one, other, "outcome", answer(supersedes=200)) == "conflicts"
    assert follows(one, one, "outcome", answer(supersedes=800)) == "conflicts"
