"""One list of conflicts: denials, claims, figures, with both sides' words and the reasons."""

from __future__ import annotations

from typing import Any

from secondsource.judging.conflicts import Disagreement, Excluding, Judged, conflicts_of
from secondsource.judging.dossier import Dossier, Voice
from secondsource.judging.estimates import estimate_of
from secondsource.judging.state import judged
from secondsource.model.statement import Reason
from tests.judging.hand import codes, figure, named, voice, withdrawing

ADA, BO = named("ada"), named("bo")


def claim(id: str, *voices: Voice) -> Judged:
    found = Dossier(claim=id, voices=voices, text=f"text of {id}")
    return Judged(dossier=found, judgement=judged(found))


def listed(*claims: Judged, excluding: Any = (), estimates: Any = None) -> list[Disagreement]:
    found = conflicts_of(claims, excluding, estimates or {})
    codes(*found)
    again = conflicts_of(
        reversed(claims), list(reversed(excluding)), dict(reversed((estimates or {}).items()))
    )
    assert again == found
    return found


def test_a_denial_is_told_with_both_sides_words_and_origins() -> None:
    said = voice("a", ADA, text="four boats sank", published="2026-03-03")
    denied = voice("b", BO, stance="denies", text="no boat sank", published="2026-03-02")
    (found,) = listed(claim("c1", said, denied, voice("c", published="2026-03-04")))
    assert (found.kind, found.facet) == ("denial", "denial")
    assert (found.a.text, found.a.source, found.a.origins) == ("no boat sank", "Bo", (1, 1))
    assert (found.b.text, found.b.source, found.b.origins, found.b.path) == (
        "four boats sank",
        "Ada",
        (1, 2),
        "#a",
    )
    assert found.reasons[0].values == ("1 to 2", "1")


def test_what_was_withdrawn_conflicts_with_nothing() -> None:
    said, denied = voice("a", ADA, publisher="p"), voice("b", BO, stance="denies")
    assert listed(claim("c1", said, denied, withdrawing("z", publisher="p"))) == []
    assert (
        listed(
            claim("c1", said), claim("c2", voice("d", withdrawn="x")), excluding=[Excluding(a="c1", b="c2")]
        )
        == []
    )


def test_two_claims_that_exclude_each_other_are_told_by_the_voices_that_do() -> None:
    first = claim("c1", voice("a", ADA), voice("b", BO, text="on Monday"))
    second = claim("c2", voice("c", published="2026-03-01"))
    pair = Excluding(a="c1", b="c2", facet="time", probability=900, points=("b", "gone"))
    (found,) = listed(first, second, excluding=[pair])
    assert (found.kind, found.facet, found.probability) == ("claims", "time", 900)
    assert (found.a.point, found.a.text, found.a.source, found.b.point) == ("c", "text of c2", "paper c", "b")
    assert codes(found) == {"conflict-claims"}
    denied = claim("c1", voice("a", ADA), voice("b", BO, stance="denies"))
    told = listed(denied, second, excluding=[pair])
    assert [(one.kind, {one.a.point, one.b.point}) for one in told if one.kind == "claims"] == [
        ("claims", {"a", "c"})
    ]
    given = Excluding(a="c1", b="c2", reasons=(Reason(code="link-times-apart"),))
    (found,) = listed(first, second, excluding=[given])
    assert (found.facet, codes(found)) == ("other", {"link-times-apart"})


def test_claims_that_are_not_given_are_passed_over() -> None:
    assert listed(claim("c1", voice("a")), excluding=[Excluding(a="c1", b="nowhere")]) == []
    assert listed() == []


def test_a_pair_of_claims_is_told_once() -> None:
    claims = claim("c1", voice("a")), claim("c2", voice("b"))
    pairs = [Excluding(a="c1", b="c2", facet="time"), Excluding(a="c2", b="c1", facet="time")]
    assert len(listed(*claims, excluding=pairs)) == 1


def test_figures_that_conflict_are_told_with_the_figures() -> None:
    estimate = estimate_of(
        [figure("a", 10, day=2, source="Ada"), figure("b", 15, day=2, line="police", publisher="post")]
    )
    (found,) = listed(claim("c1", voice("a", ADA)), estimates={"e1": estimate})
    assert (found.kind, found.facet, found.estimate) == ("figures", "number", "e1")
    assert (found.a.figure, found.a.claim, found.a.source) == ("10", "c1", "Ada")
    assert (found.b.figure, found.b.claim, found.b.source) == ("15", None, "post")
    assert codes(found) == {"figures-apart"}


def test_figures_of_one_claim_are_told_beside_it() -> None:
    estimate = estimate_of([figure("a", 10, day=2), figure("b", 15, day=2, line="police")])
    (found,) = listed(claim("c1", voice("a", ADA), voice("b", BO)), estimates={"e1": estimate})
    assert (found.kind, found.a.claim, found.b.claim) == ("figures", "c1", "c1")


def test_what_the_same_two_say_again_is_told_once() -> None:
    again = [figure("a", 10, day=2), figure("b", 15, day=2, line="police"), figure("c", 10, day=3)]
    estimate = estimate_of([*again, figure("d", 15, day=3, line="police")])
    assert len(estimate.conflicts) == 2
    (found,) = listed(estimates={"e1": estimate})
    assert (found.a.point, found.b.point) == ("a", "b")


def test_claims_whose_figures_conflict_are_told_once_with_both_reasons() -> None:
    claims = claim("c1", voice("a", ADA, text="ten sank")), claim("c2", voice("b", BO, text="fifteen sank"))
    estimate = estimate_of([figure("a", 10, day=2), figure("b", 15, day=2, line="police")])
    pair = Excluding(a="c1", b="c2", facet="number")
    (found,) = listed(*claims, excluding=[pair], estimates={"e1": estimate})
    assert (found.kind, found.estimate) == ("claims", "e1")
    assert {(w.text, w.figure) for w in (found.a, found.b)} == {("ten sank", "10"), ("fifteen sank", "15")}
    assert codes(found) == {"conflict-claims", "figures-apart"}
    other = listed(*claims, excluding=[Excluding(a="c1", b="c2", facet="time")], estimates={"e1": estimate})
    assert {one.kind for one in other} == {"claims", "figures"}


def test_the_list_is_in_the_order_in_which_the_later_side_spoke() -> None:
    def pair(id: str, day: str | None) -> Judged:
        return claim(id, voice(f"{id}s", ADA), voice(f"{id}d", BO, stance="denies", published=day))

    early = claim(
        "c3",
        voice("c3s", ADA, published="2026-03-01"),
        voice("c3d", BO, stance="denies", published="2026-03-02"),
    )
    found = listed(pair("c1", None), pair("c2", "2026-03-09"), early)
    assert [one.a.claim for one in found] == ["c3", "c1", "c2"]
