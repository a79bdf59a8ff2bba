"""When what looks like a conflict may be told as one: the pair reader alone is not enough."""

from __future__ import annotations

from typing import Any

import pytest

from secondsource.linking.disputes import borne_out, of_one_count, of_one_happening
from secondsource.linking.score import judge, score
from secondsource.model.answer import Answer
from secondsource.model.wording import Edge, Wording
from tests.linking.said import number, ordered, party, place, time, wording


def answer(**over: Any) -> Answer:
    held = dict.fromkeys(("same", "refines_a", "refines_b", "apart", "supersedes"), 0)
    return Answer(**{**held, "conflicts": 1000, "event": 960, "facet": "number", **over})


def sunk(text: str, count: str, value: float, published: str = "2031-05-12", **over: Any) -> Wording:
    of = over.pop("of", "barges")
    held = number(text, count, value, value, of=of, event=over.get("event", "sank"))
    return wording(text, **{"event": "sank", "published": published, "numbers": [held], **over})


def told(one: Wording, other: Wording, said: Answer | None = None) -> str:
    a, b = ordered(one, other)
    (found,) = score([(a, b, said or answer())])
    return found.edge.label


NINE = "Nine barges sank in the storm at Ostrel harbour."
FIVE = "Only five barges sank at Ostrel when the storm struck the harbour."


def test_figures_of_one_deed_and_day_that_exclude_each_other_are_a_conflict() -> None:
    a, b = ordered(sunk(NINE, "Nine", 9), sunk(FIVE, "five", 5))
    found = judge(a, b, answer())
    assert found.edge.label == "conflicts" and found.right >= 500
    assert borne_out(a, b, found.edge, answer(), right=found.right)
    assert told(a, b) == "conflicts"


@pytest.mark.parametrize(
    ("said", "right"),
    [(answer(event=899), 990), (answer(), 499)],
    ids=["the reader doubts that it is one event", "the label is not sure"],
)
def test_what_is_not_sure_is_none(said: Answer, right: int) -> None:
    a, b = ordered(sunk(NINE, "Nine", 9), sunk(FIVE, "five", 5))
    found = judge(a, b, said).edge
    assert not borne_out(a, b, found, said, right=right)


def test_a_conflict_of_figures_needs_figures() -> None:
    fog = wording("The fog lay over Ostrel harbour.", event="lay")
    assert told(fog, sunk(NINE, "Nine", 9)) == "apart"
    killed = sunk("Five barges were built at Ostrel harbour in the storm.", "Five", 5, event="built")
    assert told(killed, sunk(NINE, "Nine", 9)) == "apart"


@pytest.mark.parametrize("words", ["Another five barges", "Five more barges", "The five other barges"])
def test_what_is_counted_beside_others_excludes_none(words: str) -> None:
    text = f"{words} sank in the storm at Ostrel harbour."
    count = "five" if "five" in text else "Five"
    assert told(sunk(text, count, 5), sunk(NINE, "Nine", 9)) == "apart"


def test_more_than_is_a_bound_and_nothing_beside() -> None:
    text = "More than twenty barges sank in the storm at Ostrel harbour."
    held = number(text, "twenty", 20, None, of="barges", event="sank", relation=">")
    many = wording(text, event="sank", numbers=[held])
    assert told(many, sunk(NINE, "Nine", 9)) == "conflicts"


def test_a_figure_that_both_tell_settles_what_the_other_is_of() -> None:
    text = "Of nine barges that sank at Ostrel harbour in the storm five sank at once."
    numbers = [
        number(text, "nine", 9, 9, of="barges", event="sank"),
        number(text, "five", 5, 5, of="barges", event="sank"),
    ]
    assert told(wording(text, event="sank", numbers=numbers), sunk(FIVE, "five", 5)) == "apart"


def test_a_large_figure_that_both_tell_is_told_alike_whatever_its_scope() -> None:
    def count(n: str, kind: str) -> Wording:
        text = f"{n} barges of Ostrel harbour lay {kind}."
        scope = {"kind": kind, "area": None, "since": None}
        return wording(text, numbers=[number(text, n, float(n), float(n), of="barges", scope=scope)])

    assert of_one_count(*ordered(count("640", "part"), count("640", "total")))
    assert not of_one_count(*ordered(count("64", "part"), count("64", "total")))
    assert not of_one_count(*ordered(count("640", "part"), count("641", "total")))


def test_figures_of_two_places_or_of_other_parties_are_apart() -> None:
    ostrel, holm = place("1", "Ostrel"), place("2", "Holm")
    other = "Only five barges sank at Holm when the storm struck the harbour."
    a = sunk(NINE, "Nine", 9, parties={"Ostrel": ostrel}, places=("1",))
    b = sunk(other, "five", 5, parties={"Holm": holm}, places=("2",))
    assert told(a, b) == "apart"


def test_figures_of_reports_long_after_each_other_are_apart() -> None:
    a, b = sunk(NINE, "Nine", 9), sunk(FIVE, "five", 5, published="2031-08-12")
    assert told(a, b) == "apart"


def test_the_same_words_with_one_other_figure_exclude_each_other_without_the_reader() -> None:
    text = "{} barges sank in the storm at Ostrel harbour."
    one, other = (sunk(text.format(n), n, float(n)) for n in ("90", "50"))
    assert told(one, other) == "conflicts"
    ostrel, holm = (
        sunk(text.format(n), n, float(n), parties={"Ostrel": place("1", name)}, places=("1",))
        for n, name in (("90", "Ostrel"), ("50", "Holm"))
    )
    assert told(ostrel, holm) == "apart"
    text = "Tram {} left Ostrel harbour at {} knots."
    two = [
        wording(text.format(*n), event="left", numbers=[number(text.format(*n), n[1], float(n[1]), None)])
        for n in (("14", "30"), ("17", "20"))
    ]
    assert told(*two) == "apart"
    short = [sunk(f"{n} barges sank.", n, float(n)) for n in ("90", "50")]
    assert told(*short) == "apart"


MOVED = "The council of Ostrel moved the ferry on {}."


def test_what_no_figure_tells_needs_the_words_or_what_was_read_to_differ() -> None:
    monday, friday = (
        wording(
            MOVED.format(day),
            event="moved",
            times=[time(MOVED.format(day), day, date)],
            parties={"council of Ostrel": party("1", "council of Ostrel", type="organization")},
        )
        for day, date in (("Monday", "2031-05-12"), ("Friday", "2031-05-09"))
    )
    a, b = ordered(monday, friday)
    edge = Edge(a=a.id, b=b.id, label="conflicts", probability=10, facet="time")
    assert borne_out(a, b, edge, answer(facet="time"), right=600)
    assert not borne_out(a, b, edge, answer(facet="time"), right=499)
    fog = wording("The fog of Ostrel was thick, and the ferry late.", event="was")
    a, b = ordered(monday, fog)
    edge = Edge(a=a.id, b=b.id, label="conflicts", probability=10, facet="manner")
    assert not borne_out(a, b, edge, answer(facet="manner"), right=990)


def scene(text: str, count: str, value: float, where: str, **over: Any) -> Wording:
    return sunk(
        text,
        count,
        value,
        parties={where: place("1", where), "Captain Iru Vale": party("2", "Iru Vale")},
        places=("1",),
        **over,
    )


def test_figures_that_linking_did_not_tie_are_held_against_each_other_at_one_scene_and_time() -> None:
    one = scene("Captain Iru Vale counted nine barges that sank at Ostrel.", "nine", 9, "Ostrel")
    near = scene("At Ostrel five barges sank, Captain Iru Vale wrote.", "five", 5, "Ostrel")
    assert of_one_happening(*ordered(one, near))
    late = scene(
        "At Ostrel five barges sank, Captain Iru Vale wrote.", "five", 5, "Ostrel", published="2031-05-30"
    )
    assert not of_one_happening(*ordered(one, late))
    off = scene("At Holm five barges sank, Captain Iru Vale wrote.", "five", 5, "Holm")
    assert not of_one_happening(*ordered(one, off))
    # The scene tells two apart, too, where the words name no place of their own.
    ends = [
        sunk(text, n, value, parties={where: place("1", where), "Captain Iru Vale": party("2", "Iru Vale")})
        for text, n, value, where in (
            ("At Ostrel Captain Iru Vale counted nine barges that sank.", "nine", 9, "Ostrel"),
            ("At Holm five barges sank, Captain Iru Vale wrote.", "five", 5, "Holm"),
        )
    ]
    assert [end.places for end in ends] == [(), ()] and not of_one_happening(*ordered(*ends))
    more = scene("At Ostrel another five barges sank, Captain Iru Vale wrote.", "five", 5, "Ostrel")
    assert not of_one_happening(*ordered(one, more))
