"""Keys of candidates: few, fixed, and shared by what may be one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from secondsource.linking.keys import key_of, keys_of, spans, time_of, weeks
from secondsource.model.clusters import number
from tests.linking.said import number as figure
from tests.linking.said import party, place, time, wording

PARTIES = {
    "Ada Voss": party("p1", "Ada Voss"),
    "Ulf Bram": party("p2", "Ulf Bram"),
    "Ostrel": place("p3", "Ostrel", 77),
}


def told(text: str, event: str, day: str = "2031-05-12", **over):
    times = [time(text, "Monday", day)] if "Monday" in text else []
    numbers = [figure(text, "40", 40, 40, of="dockers")] if "40" in text else []
    return wording(text, event=event, parties=PARTIES, places=("p3",), times=times, numbers=numbers, **over)


def test_no_more_than_ten_by_words_none_twice_all_of_64_bits():
    text = (
        'Ada Voss and Ulf Bram saw in Ostrel on Monday that "the 40 dockers at the granite quay were sacked".'
    )
    keys = told(text, "sacked").keys
    assert len(keys) == len(set(keys)) and sum(not key & 1 for key in keys) == 10
    assert all(-(1 << 63) <= key < 1 << 63 for key in keys)


def test_keys_are_a_function_of_the_wording_alone():
    one = told("Ada Voss met Ulf Bram in Ostrel on Monday.", "met")
    assert keys_of(one) == keys_of(replace(one, keys=())) == one.keys
    # Fixed for ever: stored keys of one machine are those of another.
    assert key_of("party|voss|meet") == -9222272463749616323 != key_of("party|bram|meet")


def test_what_is_of_one_time_lies_together():
    """Numbers and keys of days near each other are near each other, and those without a day come first."""
    days = [date(1850, 1, 1), date(1900, 1, 1), date(2026, 5, 1), date(2026, 5, 30), date(2150, 1, 1)]
    times = [time_of(day.toordinal()) for day in days]
    assert times == sorted(times) and times[:2] == [1, 1] and times[3] - times[2] <= 2 and times[4] == 4095
    assert time_of(None) == 0
    wordings = [told("A fire raged.", "fire", published=day.isoformat()) for day in days[1:]]
    assert [number(w.id) for w in wordings] == sorted(number(w.id) for w in wordings)
    assert [int(w.id.removeprefix("sha256:")[:3], 16) for w in wordings] == times[1:]
    keys = [key_of("one", day.toordinal()) for day in days[1:]]
    assert keys == sorted(keys) and key_of("any") < key_of("one", days[2].toordinal())


def test_ids_are_of_one_length_and_tell_wordings_apart():
    one, other = told("A fire raged in Ostrel.", "fire"), told("A fire raged in Bram.", "fire")
    assert (
        re.fullmatch(r"sha256:[0-9a-f]{64}", one.id) and one.id[:10] == other.id[:10] and one.id != other.id
    )


def test_a_party_and_an_event_are_found_in_other_words():
    one = told("Ada Voss quit in a rage.", "quit")
    other = told("The resignation of Ada Voss surprised nobody.", "resignation", published="2031-09-01")
    assert set(one.keys) & set(other.keys)


def test_a_short_name_finds_a_full_one():
    full = wording("Ada Voss resigned.", event="resigned", parties={"Ada Voss": party("p1", "Ada Voss")})
    short = wording("Voss stepped down.", event="stepped", parties={"Voss": party("p1", "Voss")})
    assert set(full.keys) & set(short.keys)


def test_neighbouring_weeks_share_a_fortnight_and_far_ones_none():
    days = [
        told("A fire raged in Ostrel on Monday.", "fire", day)
        for day in ("2031-05-12", "2031-05-19", "2031-06-23")
    ]
    first, second, last = (set(weeks(day)) for day in days)
    assert len(first & second) == 1 and not first & last


def test_what_tells_nothing_rare_has_few_keys():
    assert len(wording("It went well.", published=None).keys) <= 2


def test_words_alone_find_what_was_told_about_then_and_not_years_later():
    told_on = [
        wording("Granite quays crumbled beneath dockers.", event="crumbled", published=day)
        for day in ("2031-05-12", "2031-05-19", "2034-05-12")
    ]
    first, second, last = (set(each.keys) for each in told_on)
    assert len(first & second) > len(first & last) == 1  # the event with its rarest word, at any time


def test_spans_are_shared_by_what_is_near_enough():
    days = [
        told("A fire raged.", "fire", published=day) for day in ("2031-05-12", "2031-06-10", "2031-09-10")
    ]
    first, second, last = (set(spans(day, 30)) for day in days)
    assert first & second and not first & last
    assert spans(told("A fire raged.", "fire", published=None), 30) == ()
