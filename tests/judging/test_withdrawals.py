"""Corrections and retractions: what they take back, and what falls with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from secondsource.judging.dossier import Cited, Copied, Document, Voice
from secondsource.judging.withdrawals import with_withdrawals
from tests.growth import growth
from tests.judging.hand import copied, credited, dossier, named, voice, withdrawing

EARLY, LATE = "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z"
COMPANY, ADA = named("company"), named("ada")
FIRST = voice("a", COMPANY, publisher="courier", published=EARLY)
BACK = withdrawing("z", publisher="courier", published=LATE)


def fallen(*voices: Voice) -> dict[str, str]:
    return {v.point: v.withdrawn for v in with_withdrawals(dossier(*voices)) if v.withdrawn}


def echo(point: str = "b", **more: Any) -> Voice:
    return voice(point, credited=credited("courier"), published=EARLY, **more)


def test_a_papers_retraction_takes_back_its_own_words_and_all_that_only_echoes_them() -> None:
    reprint = voice("c", ADA, copied=copied("b"))
    assert fallen(FIRST, echo(), reprint, BACK) == {"a": "z", "b": "z", "c": "z"}


def test_what_has_a_source_of_its_own_stands() -> None:
    assert fallen(FIRST, voice("b", ADA, credited=credited("courier")), BACK) == {"a": "z"}
    assert fallen(FIRST, voice("b", COMPANY), BACK) == {"a": "z"}
    document = (Document(key="k", name="Bulletin"),)
    assert fallen(FIRST, echo(documents=document), BACK) == {"a": "z"}
    two = voice("b", credited=(*credited("courier"), *credited("wire")))
    assert fallen(FIRST, two, BACK) == {"a": "z"}
    copies = voice("b", copied=copied("a"), credited=credited("wire"))
    assert fallen(FIRST, copies, BACK) == {"a": "z"}
    mixed = voice("b", copied=(*copied("a"), *copied("c")))
    assert fallen(FIRST, mixed, voice("c", ADA), BACK) == {"a": "z"}
    open_copy = voice("b", copied=copied("a", sure="may"))
    assert fallen(FIRST, open_copy, BACK) == {"a": "z"}


def test_two_retractions_take_a_voice_back_once() -> None:
    later = voice("d", ADA, publisher="courier", published="2026-03-04")
    again = replace(BACK, point="zz", report="report zz")
    assert fallen(FIRST, later, echo(), BACK, again) == {"a": "z"}


def test_words_of_a_report_that_says_nothing_of_the_claim_keep_nothing_up() -> None:
    assert fallen(FIRST, echo(copied=(Copied(report="elsewhere"),)), BACK) == {"a": "z", "b": "z"}


def test_a_document_that_does_not_hold_it_keeps_nothing_up() -> None:
    failed = (Document(key="k", name="Bulletin", report="r", holds=False),)
    assert fallen(FIRST, echo(documents=failed), BACK) == {"a": "z", "b": "z"}


def test_an_echo_stands_while_anything_of_the_outlet_stands() -> None:
    later = voice("d", ADA, publisher="courier", published="2026-03-04")
    assert fallen(FIRST, later, echo(), BACK) == {"a": "z"}
    meant = voice("b", credited=credited("courier", report="report a"))
    assert fallen(FIRST, later, meant, BACK) == {"a": "z", "b": "z"}


def test_a_party_takes_back_its_own_words_wherever_they_were_printed() -> None:
    back = withdrawing("z", source=COMPANY, publisher="post", published=LATE)
    elsewhere = voice("b", COMPANY, published=EARLY)
    others = voice("c", ADA, publisher="post", published=EARLY)
    assert fallen(FIRST, elsewhere, others, back) == {"a": "z", "b": "z"}
    # Where it is the desk that corrects itself, whoever is quoted, its own words go.
    assert fallen(others, replace(back, desk=True)) == {"c": "z"}


def test_a_credited_outlet_takes_back_its_own_words_and_not_those_of_the_paper_that_tells_it() -> None:
    back = withdrawing("z", credited=credited("courier"), publisher="post", published=LATE)
    own = voice("b", ADA, publisher="post", published=EARLY)
    assert fallen(FIRST, own, back) == {"a": "z"}


def test_a_retraction_that_names_reports_takes_back_these_alone() -> None:
    second = replace(FIRST, point="b", report="report b", lineage="line")
    assert fallen(FIRST, second, replace(BACK, retracts=frozenset({"line"}))) == {"b": "z"}
    assert fallen(FIRST, second, replace(BACK, retracts=frozenset({"report a"}))) == {"a": "z"}


def test_what_came_later_stands_and_what_has_no_date_falls() -> None:
    later = replace(FIRST, published="2026-03-04")
    assert fallen(later, BACK) == {}
    assert fallen(replace(FIRST, published=None), BACK) == {"a": "z"}
    assert fallen(later, replace(BACK, published=None)) == {"a": "z"}
    assert fallen(replace(FIRST, published="2026-03-03"), BACK) == {"a": "z"}


def test_denials_and_questions_are_not_taken_back_with_it() -> None:
    assert fallen(replace(FIRST, stance="denies"), BACK) == {}
    assert fallen(replace(FIRST, stance="asks"), BACK) == {}


def test_a_retraction_without_publisher_or_name_takes_nothing_back() -> None:
    assert fallen(replace(FIRST, publisher=None), replace(BACK, publisher=None)) == {}


def test_a_retraction_that_was_itself_withdrawn_takes_nothing_back() -> None:
    assert "a" not in fallen(FIRST, replace(BACK, withdrawn="y"))


def test_what_was_marked_before_takes_its_echoes_with_it() -> None:
    assert fallen(replace(FIRST, withdrawn="x"), echo()) == {"a": "x", "b": "x"}


def test_a_decision_on_who_has_it_from_whom_counts_as_an_echo() -> None:
    cites = voice("b", ADA, cited=(Cited(report="report a", by="d"),))
    assert fallen(FIRST, cites, BACK) == {"a": "z", "b": "z"}


def test_echoes_in_a_circle_fall_together_or_not_at_all() -> None:
    one, other = voice("a", credited=credited("paper b")), voice("b", credited=credited("paper a"))
    assert fallen(one, other) == {}
    assert fallen(one, other, withdrawing("z", publisher="paper a")) == {"a": "z", "b": "z"}


def repeated(count: int) -> list[Voice]:
    """What is taken back, a chain of copies of it, and half as many that credit it."""
    chain = [voice(f"v{n:04}", copied=(Copied(report="r", point=f"v{n - 1:04}"),)) for n in range(1, count)]
    return [replace(FIRST, point="v0000"), *chain, *(echo(f"w{n}") for n in range(count // 2)), BACK]


def test_a_thousand_echoes_fall_with_work_in_proportion() -> None:
    assert len(fallen(*repeated(1000))) == 1500
    assert growth(lambda voices: fallen(*voices), repeated, 100) < 8
