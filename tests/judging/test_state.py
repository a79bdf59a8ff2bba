"""The state of a claim, by its precedence, each with its reasons."""

from __future__ import annotations

from typing import Any

from secondsource.judging.dossier import Relation, Voice
from secondsource.judging.state import Judgement, judged
from tests.judging.hand import codes, copied, credited, dossier, named, unnamed, voice, withdrawing

ADA, BO, CY = named("ada"), named("bo"), named("cy")


def judge(*voices: Voice, **more: Any) -> Judgement:
    return judged(dossier(*voices, **more))


def state(*voices: Voice, **more: Any) -> tuple[str, set[str]]:
    found = judge(*voices, **more)
    return found.state, codes(found)


def relation(kind: str, **more: Any) -> tuple[Relation, ...]:
    return (Relation(claim="other", kind=kind, **more),)


def test_one_origin_however_often_it_is_printed() -> None:
    assert state(voice("a", ADA), voice("b", ADA)) == ("single-origin", {"state-one"})


def test_two_that_may_be_one_are_no_confirmation() -> None:
    assert state(voice("a", ADA), voice("b", unnamed("u"))) == ("single-origin", {"state-may-be-one"})


def test_two_sure_origins_confirm() -> None:
    assert state(voice("a", ADA), voice("b", BO)) == ("confirmed", {"state-confirmed"})


def test_a_denial_disputes_however_many_confirm() -> None:
    denial = voice("c", CY, stance="denies")
    found = judge(voice("a", ADA), voice("b", BO), denial)
    assert (found.state, codes(found)) == ("disputed", {"state-denied"})
    assert (found.origins.low, found.denials.low) == (2, 1)


def test_a_denial_that_was_taken_back_disputes_nothing() -> None:
    assert state(voice("a", ADA), voice("c", CY, stance="denies", withdrawn="x"))[0] == "single-origin"


def test_only_denied_is_disputed_and_only_asked_is_asserted_by_nobody() -> None:
    assert state(voice("c", CY, stance="denies")) == ("disputed", {"state-only-denied"})
    assert state(voice("c", CY, stance="asks")) == ("single-origin", {"state-not-asserted"})
    assert state() == ("single-origin", {"state-not-asserted"})


def test_who_asserts_and_denies_the_same_is_told() -> None:
    assert state(voice("a", ADA), voice("b", ADA, stance="denies")) == (
        "disputed",
        {"state-denied", "state-says-both"},
    )
    taken_back = [voice("a", ADA, withdrawn="x"), voice("b", ADA, stance="denies"), voice("c", BO)]
    found = judge(*taken_back, voice("d", unnamed("u")))
    assert (found.state, codes(found)) == ("disputed", {"state-denied", "state-some-withdrawn"})
    assert found.reasons[0].values == ("1",)
    denials = [voice("b", ADA, stance="denies"), voice("d", unnamed("u"), stance="denies")]
    assert judge(voice("c", BO), *denials).reasons[0].values == ("1 to 2",)


def test_a_claim_that_excludes_it_disputes_it_unless_that_was_withdrawn() -> None:
    assert state(voice("a", ADA), relations=relation("conflicts", facet="number")) == (
        "disputed",
        {"state-conflict"},
    )
    assert judge(voice("a", ADA), relations=relation("conflicts")).reasons[0].values == ("other", "other")
    assert state(voice("a", ADA), relations=relation("conflicts", standing=False))[0] == "single-origin"
    assert state(voice("a", ADA), relations=relation("refines"))[0] == "single-origin"


def test_what_a_later_state_replaced_is_superseded_before_it_is_disputed() -> None:
    denial = voice("c", CY, stance="denies")
    assert state(voice("a", ADA), denial, relations=relation("superseded-by")) == (
        "superseded",
        {"state-superseded"},
    )
    assert state(voice("a", ADA), relations=relation("superseded-by", standing=False))[0] == "single-origin"
    assert state(voice("a", ADA), relations=relation("supersedes"))[0] == "single-origin"


def test_a_reprint_falls_with_its_origin_and_the_claim_with_both() -> None:
    first = voice("a", named("company"), publisher="courier", published="2026-03-02T08:00:00Z")
    reprint = voice("b", credited=credited("courier"), published="2026-03-02T12:00:00Z")
    back = withdrawing("z", publisher="courier", published="2026-03-03T08:00:00Z")
    found = judge(first, reprint, back, relations=relation("superseded-by"))
    assert (found.state, codes(found)) == ("withdrawn", {"state-withdrawn"})
    assert (found.origins.low, found.origins.high) == (1, 1)
    assert found.reasons[0].values == ("2", "#z")


def test_with_other_origins_a_retraction_only_lowers_the_count() -> None:
    voices = [
        voice("a", publisher="courier"),
        voice("b", ADA),
        voice("c", BO),
        voice("d", copied=copied("a")),
    ]
    found = judge(*voices, withdrawing("z", publisher="courier"))
    assert (found.state, codes(found)) == ("confirmed", {"state-confirmed", "state-some-withdrawn"})
    assert (found.origins.low, found.origins.high) == (2, 2)
    assert [v.point for v in found.voices if v.withdrawn] == ["a", "d"]


def test_withdrawn_by_a_point_that_is_no_voice_here() -> None:
    found = judge(voice("a", ADA, withdrawn="elsewhere"))
    assert found.state == "withdrawn"
    assert found.reasons[0].values == ("1", "elsewhere")
