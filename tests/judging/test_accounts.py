"""Two accounts: two reports, or two who speak in one; never one voice with itself."""

from __future__ import annotations

import pytest

from secondsource.judging.accounts import contend, denial
from secondsource.judging.dossier import Voice
from tests.judging.hand import named, voice

ADA, BO = named("ada"), named("bo")


def against(one: Voice, other: Voice) -> bool:
    found = denial([one], [other])
    assert found in (None, (one, other))
    return found is not None


def test_voices_of_two_reports_are_against_each_other() -> None:
    assert against(voice("a", ADA, text="it sank"), voice("b", ADA, text="it did not sink"))


def test_in_one_report_it_takes_two_who_speak_or_the_writer_and_one() -> None:
    said = voice("a", ADA, report="r", text="it sank")
    assert not against(said, voice("b", ADA, report="r", text="it stayed afloat"))
    assert against(said, voice("b", BO, report="r", text="it stayed afloat"))
    assert against(voice("a", report="r", text="it sank"), voice("b", BO, report="r", text="it did not sink"))


def test_versions_of_a_report_are_one() -> None:
    said = voice("a", ADA, lineage="v", text="it sank")
    assert not against(said, voice("b", ADA, lineage="v", text="it stayed afloat"))


def test_two_who_are_named_may_speak_of_the_same_words() -> None:
    said = voice("a", ADA, report="r", text="the ferry sank")
    assert against(said, voice("b", BO, report="r", text="the ferry sank", stance="denies"))


def test_who_tells_of_what_another_says_is_not_against_it() -> None:
    said = voice("a", ADA, report="r", text="she did not lie")
    assert not against(said, voice("b", BO, report="r", text="the court found that she did not lie"))


def test_words_inside_those_that_deny_say_nothing_else() -> None:
    whole = voice("b", BO, report="r", text="nobody believes that it sank")
    assert not against(voice("a", report="r", text="it sank"), whole)
    assert not against(voice("a", report="r", text="now nobody believes that it sank"), whole)


@pytest.mark.parametrize(
    "told", ["She denied that it sank", "The pilot ruled out a storm", "All denials were in vain"]
)
def test_what_tells_of_a_denial_asserts_nothing(told: str) -> None:
    assert not against(voice("a", ADA, text=told), voice("b", BO, text="it did not sink"))
    assert against(voice("a", ADA, text="It sank"), voice("b", BO, text=told))


def test_claims_contend_where_two_accounts_stand_behind_them() -> None:
    one = voice("a", ADA, report="r")
    assert contend([one], [voice("b", ADA)])
    assert contend([one, voice("c")], [voice("b", ADA, report="r")])
    assert not contend([one], [voice("b", ADA, report="r")])
    assert contend([one], [voice("b", BO, report="r")])
    assert not contend([one], [voice("b", report="r")])
    assert not contend([voice("a", ADA, stance="denies")], [voice("b", BO)])
    assert not contend([], [one])


def test_the_first_two_that_are_accounts_are_told() -> None:
    said = [
        voice("a", ADA, text="He denied it"),
        voice("c", ADA, report="r", text="yes"),
        voice("d", BO, report="r", text="so"),
    ]
    denied = [voice("b", ADA, report="r", text="no"), voice("e", ADA, report="r", text="never")]
    assert denial(said, denied) == (said[2], denied[0])
    assert denial([], denied) is None and denial(said, []) is None
