"""Points as wordings: what makes two of them one, and what keeps them two."""

from __future__ import annotations

import pytest

from secondsource.linking.wordings import form_of, plain, quotation_of, whole_of, wordings, words_of
from tests.linking.said import number, party, place, row, said, spans_of, time, wording

CRASH = "A barge struck the pier at Ostrel on Monday, and four dockers drowned."
TOLD = "A barge struck the pier"


def crash(day: str = "2031-05-12", **over):
    """The sentence with its day resolved."""
    return wording(CRASH, event="struck", times=[time(CRASH, "Monday", day)], **over)


def test_one_sentence_of_one_day_in_two_reports_is_one_wording():
    assert crash(report="sha256:r1") == crash(report="sha256:r2")


def test_another_day_resolved_or_published_is_another():
    assert len({crash().id, crash("2031-05-05").id, crash(published="2031-05-13").id}) == 3


def test_marks_and_blanks_make_no_difference_but_letters_do():
    one, other = wording("He called it “a shame”."), wording('He  called it "a shame".')
    assert one.id == other.id and one.id != wording('He called it "a blame".').id


def test_the_id_covers_all_that_is_compared():
    assert len({crash().id, crash(negated=True).id, crash(statement={"polarity": "denied"}).id}) == 3


def test_who_tells_it_is_no_part_of_what_is_told():
    text = "A barge struck the pier, Ada Voss said."
    voss = {"Ada Voss": party("p1", "Ada Voss")}
    source = {"source": {"text": "Ada Voss", "spans": spans_of(text, "Ada Voss"), "party": "p1"}}
    cue = {"cue": {"text": "said", "spans": spans_of(text, "said")}}
    found = wording(text, event="said", parties=voss, statement={**source, **cue})
    assert found.words == ("barg", "strike", "pier")
    assert (found.forms, found.event) == ((), "attack")


def test_a_pronoun_stands_for_its_party_and_an_open_one_for_nobody():
    text = "He left the town."
    known = wording(text, event="left", parties={"He": party("p1", "Ulf Bram")})
    assert [form.key for form in known.forms] == ["ulf bram"] == [form.key for form in known.actors]
    assert wording(text, event="left", parties={"He": party("p1", "He", kind="unnamed")}).forms == ()


def test_who_did_it_by_the_verb_and_by_by():
    text = "Ada Voss was arrested by Ulf Bram."
    both = {"Ada Voss": party("p1", "Ada Voss"), "Ulf Bram": party("p2", "Ulf Bram")}
    assert [form.key for form in wording(text, event="arrested", parties=both).actors] == ["ulf bram"]
    active = "Ada Voss arrested Ulf Bram."
    assert [form.key for form in wording(active, event="arrested", parties=both).actors] == ["ada voss"]
    passive = "Ada Voss was arrested."
    assert wording(passive, event="arrested", parties={"Ada Voss": both["Ada Voss"]}).actors == ()


def test_places_go_by_number_else_by_name():
    found = wording(
        "A fire broke out in Ostrel and Varn.",
        parties={"Ostrel": place("p1", "Ostrel", 77), "Varn": place("p2", "Värn")},
        places=("p1", "p2"),
    )
    assert (found.places, found.forms) == ((77, "varn"), ())


def test_a_point_without_a_time_is_of_the_day_of_its_sentence():
    days = [time(CRASH, "Monday", "2031-05-12")]
    told = "and four dockers drowned."
    assert wording(CRASH, point=told, times=days).times == crash().times
    within = wordings(row(CRASH, point=told, times=days, statement={"times": []}))[0][1]
    assert within.times == crash().times  # a point's own times go first, whatever the statement lists
    bare = row(CRASH, point=told, times=days)
    bare["statements"][0]["points"][0]["times"] = []
    assert wordings(bare)[0][1].times == crash().times
    other = CRASH + " A second one sank on Friday."
    far = row(other, point="A second one sank on Friday.", times=[time(other, "Monday", "2031-05-12")])
    far["statements"][0]["points"][0]["times"] = []
    assert wordings(far)[0][1].times == ()


def test_lengths_and_times_without_bounds_are_no_days():
    text = "It lasted three hours in recent months."
    times = [
        time(text, "three hours", None, type="DURATION"),
        time(text, "recent months", None),
    ]
    assert wording(text, times=times).times == ()


def test_words_of_known_days_are_compared_as_days_alone():
    assert "monday" not in crash().words
    assert wordings(row("Monday", times=[time("Monday", "Monday", "2031-05-12")])) == []


def test_an_attributed_statement_without_points_gives_its_content():
    told, found = said(CRASH, statement={"points": [], "attributed": True})
    assert (told.point, found.text) == ("sha256:s", CRASH)
    assert wordings(row(CRASH, statement={"points": []})) == []


@pytest.mark.parametrize("times", [[5], [-1]])
def test_what_points_at_nothing_is_left_out(times):
    found = wording(CRASH, event="struck", times=[], numbers=[], places=("p9",), parties={})
    assert (found.times, found.places) == ((), ())
    assert wordings({**row(CRASH), "report": None}) == []


def test_vague_is_what_tells_one_thing_alone():
    assert wording("The mood had changed.", event="changed").vague
    assert not crash().vague


def test_figures_are_whole_with_what_they_count():
    text = "At least 12 dockers drowned."
    (figure,) = wording(
        text, numbers=[number(text, "12", 12, None, of="dockers", event="drowned", relation=">=")]
    ).figures
    assert (figure.low, figure.high, figure.of, figure.relation) == (12_000, None, "dock", ">=")


def test_quotations_are_known_again_by_their_words():
    said_ = 'He said: "We have never seen such a storm."'
    assert (
        quotation_of(said_, direct=False)
        == quotation_of("We have never seen such a storm", direct=True)
        != ""
    )
    assert quotation_of('He called it "a shame".', direct=False) == ""


def test_the_sentence_around_is_that_of_the_content():
    content = "The sea was calm. A barge struck the pier and sank. Nobody saw it."
    assert whole_of(TOLD, content) == "A barge struck the pier and sank."
    assert whole_of(plain(content), content) == whole_of("Something else", content) == ""


def test_words_know_where_they_stand_in_the_report():
    text = "A barge, he said, struck the pier."
    found = words_of("A barge struck", [[0, 7], [18, 24]])
    assert [text[word.at :].split()[0].strip(",") for word in found] == ["A", "barge", "struck"]


def test_a_party_without_a_name_goes_by_its_words():
    form = form_of(party("p1", "the 12 injured dockers", kind="group"))
    assert form is not None and (form.key, form.named) == ("injur dock", False)
    assert form_of(party("p1", "them", kind="group")) is None


def test_an_editor_s_mark_says_nothing():
    for text in ("[END RECORDING]", "[PASSAGE OMITTED].", "[CONTINUED"):
        assert wordings(row(text)) == []
    assert wordings(row("[The minister] resigned in Ostrel.", event="resigned"))


def test_words_of_names_dates_and_counted_things_tell_no_event():
    text = "Two residents went over Ada Passing on 6 March."
    numbers = [number(text, "Two", 2, 2, of="residents")]
    days = [time(text, "6 March", "2031-03-06")]
    parties = {"Ada Passing": party("p1", "Ada Passing")}
    found = wording(text, event="went", numbers=numbers, times=days, parties=parties)
    assert found.event == wording("Somebody went.", event="went").event


def test_where_is_its_own_place_else_the_last_told_before_it_else_the_first():
    text = "In Ostrel a wall fell. Rescuers say that 17 are dead. In Hallin the fair went on."
    parties = {"Ostrel": place("p1", "Ostrel", 77), "Hallin": place("p2", "Hallin", 78)}

    def where(point: str, *places: str):
        return wording(text, point=point, event=None, parties=parties, places=places).where

    assert where("17 are dead") == (77,)
    assert where("the fair went on.") == (78,)
    assert where("In Hallin the fair went on.", "p2") == (78,)
    assert wording("17 are dead", event="dead").where == ()
