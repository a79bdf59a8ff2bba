"""The origins of a claim: every rule by which voices are one, or may be, and the bounds that it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from secondsource.judging.dossier import Cited, Copied, Document, Speaker, Voice
from secondsource.judging.origins import origins_of
from secondsource.judging.ties import Origins
from tests.growth import growth
from tests.judging.hand import (
    EYES,
    both,
    bounds,
    codes,
    copied,
    credited,
    named,
    points,
    ties,
    unnamed,
    voice,
)

ADA, BO, MINISTRY = named("ada"), named("bo"), named("ministry")
BULLETIN = Document(key="bulletin 17", name="Bulletin 17")


# One speaker, one origin


def test_two_papers_that_quote_one_named_speaker_are_one_origin() -> None:
    found = origins_of([voice("a", ADA), voice("b", ADA)])
    assert (found.low, found.high) == (1, 1)
    assert ties(found) == {("b", "a"): ("same-source", "must", "origin-same-source")}
    assert (found.roots[0].name, found.roots[0].how, found.roots[0].firm) == ("Ada", "named-source", True)


def test_two_named_speakers_are_two_even_in_one_report() -> None:
    assert bounds(voice("a", ADA), voice("b", BO)) == (2, 2)
    assert bounds(voice("a", ADA, report="r"), voice("b", BO, report="r")) == (2, 2)


def test_two_who_stand_by_themselves_are_not_tied() -> None:
    assert origins_of([voice("a", ADA), voice("b", BO), voice("c", basis=EYES)]).edges == ()


def test_an_unnamed_one_between_two_named_eyewitnesses_does_not_make_them_one() -> None:
    found = origins_of([voice("a", ADA), voice("b", unnamed("u")), voice("c", BO)])
    assert (found.low, found.high) == (2, 3)
    assert ties(found) == {("b", "a"): ("unnamed", "may", "origin-unnamed")}


def test_who_merely_repeats_counts_for_the_one_who_knows() -> None:
    repeats = voice("a", unnamed("u"), knower=MINISTRY)
    found = origins_of([repeats, voice("b", MINISTRY)])
    assert (found.low, found.high) == (1, 1)
    assert found.roots[0].name == "Ministry"


def test_who_repeats_one_other_counts_for_that_one_everywhere() -> None:
    found = origins_of([voice("a", ADA, knower=MINISTRY), voice("b", ADA), voice("c", MINISTRY)])
    assert (found.low, found.high) == (1, 1)
    assert "origin-repeats" in codes(*found.edges)


def test_two_who_repeat_the_same_one_are_one_though_it_says_nothing_itself() -> None:
    found = origins_of(
        [voice("a", ADA, knower=MINISTRY), voice("b", ADA), voice("c", BO), voice("d", BO, knower=MINISTRY)]
    )
    assert points(found) == [("a", "b", "c", "d")]


def test_who_repeats_several_may_have_it_from_any_of_them() -> None:
    found = origins_of([voice("a", ADA, knower=MINISTRY), voice("b", ADA, knower=BO), voice("c", ADA)])
    assert (found.low, found.high) == (2, 3)
    assert ties(found)["c", "a"][1:] == ("may", "origin-repeats")
    assert [root.firm for root in found.roots] == [True, True, False]


def test_two_who_repeat_each_other_are_one() -> None:
    assert bounds(voice("a", ADA, knower=BO), voice("b", BO, knower=ADA)) == (1, 1)


def test_a_named_one_who_has_it_from_somebody_unnamed_is_no_sure_root() -> None:
    hearsay = voice("a", ADA, knower=unnamed("u"))
    assert bounds(hearsay, voice("b", BO)) == (1, 2)
    assert bounds(hearsay, voice("c", ADA)) == (1, 1)
    assert bounds(hearsay, voice("b", BO), voice("c", ADA)) == (1, 2)
    assert bounds(voice("a", ADA, documents=(replace(BULLETIN, named=False),)), voice("b", BO)) == (1, 2)


def test_a_spokesman_is_the_voice_of_his_body_named_or_not() -> None:
    press = unnamed("u", body="ministry", spokesman=True)
    found = origins_of(
        [voice("a", press), voice("b", MINISTRY), voice("c", named("cy", body="ministry", spokesman=True))]
    )
    assert (found.low, found.high) == (1, 1)


def test_a_spokesman_of_nobody_knows_whom_is_anyone() -> None:
    found = origins_of([voice("a", unnamed("u", spokesman=True)), voice("b", ADA)])
    assert (found.low, found.high) == (1, 2)


def test_an_outlet_that_is_said_to_know_is_a_credit() -> None:
    found = origins_of(
        [voice("a", unnamed("u"), knower=named("wire"), credited=credited("wire", party="wire"))]
    )
    assert (found.roots[0].how, found.roots[0].firm) == ("credit", False)


def test_what_several_say_together_adds_no_origin_and_makes_none_of_theirs_one() -> None:
    pair = Speaker(party="pair", name="Ada and Bo", kind="group", members=(ADA, BO))
    assert bounds(voice("a", ADA), voice("b", pair), voice("c", BO)) == (2, 2)
    assert bounds(voice("a", BO), voice("b", pair)) == (1, 1)
    assert bounds(voice("a", pair), voice("b", pair)) == (1, 1)
    assert bounds(voice("a", pair), voice("b", named("cy"))) == (2, 2)
    crowd = Speaker(party="crowd", name="residents", kind="group")
    assert bounds(voice("a", crowd), voice("b", ADA)) == (1, 2)


# What may be one


def test_people_of_one_body_may_be_one_voice_unless_they_saw_it_themselves() -> None:
    ada, bo = named("ada", body="army"), named("bo", body="army")
    found = origins_of([voice("a", ada), voice("b", bo), voice("c", named("army"))])
    assert (found.low, found.high) == (1, 3)
    assert codes(*found.edges) == {"origin-one-body"}
    assert bounds(voice("a", ada), voice("b", bo)) == (1, 2)
    assert {kind for kind, *_ in ties(found).values()} == {"same-source"}
    assert bounds(voice("a", ada, basis=EYES), voice("b", bo)) == (2, 2)
    assert bounds(voice("a", ada, basis=EYES), voice("b", bo), voice("c", ada)) == (2, 2)
    assert bounds(voice("a", ada), voice("b", bo), voice("c", ada), voice("d", bo)) == (1, 2)
    doubtful = replace(ada, may_be=frozenset({"bo"}))
    assert bounds(voice("a", doubtful, basis=EYES), voice("b", bo)) == (1, 2)
    papers = [(replace(BULLETIN, key="k1"),), (replace(BULLETIN, key="k2"),)]
    assert bounds(voice("a", ada, documents=papers[0]), voice("b", bo, documents=papers[1])) == (2, 2)
    told = replace(unnamed("u"), body="army")
    assert ties(origins_of([voice("a", ada), voice("b", BO, knower=told)]))["b", "a"][2] == "origin-unnamed"


def test_unnamed_ones_of_one_body_in_two_papers_may_be_one() -> None:
    found = origins_of([voice("a", unnamed("u1", body="army")), voice("b", unnamed("u2", body="army"))])
    assert (found.low, found.high) == (1, 2)
    assert ties(found)["b", "a"] == ("unnamed", "may", "origin-one-body")


def test_names_that_may_be_one_party_give_bounds_and_namesakes_stay_two() -> None:
    doubtful = named("cy", may_be=frozenset({"ada", "bo"}))
    found = origins_of([voice("a", ADA), voice("b", doubtful), voice("c", BO)])
    assert (found.low, found.high) == (2, 3)
    assert codes(*found.edges) == {"origin-may-be"}
    assert {kind for kind, *_ in ties(found).values()} == {"same-source"}
    assert bounds(voice("b", doubtful), voice("c", BO)) == (1, 2)
    assert ties(origins_of([voice("a", ADA), voice("b", unnamed("u", may_be=frozenset({"ada"})))]))[
        "b", "a"
    ] == (
        "unnamed",
        "may",
        "origin-may-be",
    )


def test_the_same_unnamed_party_is_one_within_a_publisher_and_open_between_two() -> None:
    one, other = unnamed("u"), unnamed("u")
    found = origins_of([voice("a", one, publisher="p"), voice("b", other, publisher="p")])
    assert (found.low, found.high) == (1, 1)
    assert "origin-same-unnamed" in codes(*found.edges)
    assert bounds(voice("a", one), voice("b", other)) == (1, 2)


def test_papers_of_one_house_that_name_nobody_may_be_one_even_with_eyes_of_their_own() -> None:
    found = origins_of([voice("a", basis=EYES, house="h"), voice("b", basis=EYES, house="h")])
    assert (found.low, found.high) == (1, 2)
    assert ties(found)["b", "a"] == ("family", "may", "origin-one-house")
    assert bounds(voice("a", basis=EYES), voice("b", basis=EYES)) == (2, 2)
    assert bounds(voice("a", ADA, house="h"), voice("b", BO, house="h")) == (2, 2)


def test_a_paper_that_gives_no_source_may_have_it_from_anyone() -> None:
    found = origins_of([voice("a"), voice("b", ADA)])
    assert (found.low, found.high) == (1, 2)
    assert ties(found)["a", "b"] == ("unnamed", "may", "origin-unsaid")
    assert codes(found) == {"origins-roots", "origins-may-be-fewer"}
    assert bounds(voice("a"), voice("b"), voice("c")) == (1, 3)
    # A better reason to be one with somebody who stands by himself takes its place; with others it does not.
    eyes = origins_of([voice("a", house="h"), voice("b", basis=EYES, house="h")])
    assert ties(eyes) == {("b", "a"): ("family", "may", "origin-one-house")}
    open_ones = origins_of([voice("a", house="h"), voice("b", house="h"), voice("c", ADA)])
    assert {code for *_, code in ties(open_ones).values()} == {"origin-one-house", "origin-unsaid"}
    assert {("a", "c"), ("b", "c")} <= set(ties(open_ones))


# One paper, one report


def test_a_papers_own_word_is_one_in_all_its_reports() -> None:
    found = origins_of([voice("a", publisher="p"), voice("b", publisher="p")])
    assert (found.low, found.high) == (1, 1)
    assert codes(*found.edges) == {"origin-own-word"}
    assert found.roots[0].how == "own-word"


def test_what_a_report_says_without_a_source_sums_up_the_one_that_it_gives() -> None:
    found = origins_of([voice("a", report="r", publisher="p"), voice("b", ADA, report="r", publisher="p")])
    assert (found.low, found.high) == (1, 1)
    assert codes(*found.edges) == {"origin-summary"}
    on_paper = voice("b", documents=(BULLETIN,), report="r", publisher="p")
    assert bounds(voice("a", report="r", publisher="p"), on_paper) == (1, 1)
    earlier = voice("a", lineage="line")
    assert bounds(earlier, voice("b", ADA, lineage="line")) == (1, 1)


def test_the_reporters_own_eyes_stand_beside_the_source_of_the_same_report() -> None:
    eyes = voice("a", report="r", publisher="p", basis=EYES)
    found = origins_of([eyes, voice("b", ADA, report="r", publisher="p")])
    assert (found.low, found.high) == (2, 2)
    assert found.roots[0].how == "own-reporting"
    assert bounds(eyes, voice("b", unnamed("u"), report="r", publisher="p")) == (1, 2)


def test_versions_of_one_report_with_different_grounds_may_be_one() -> None:
    first = voice("a", ADA, lineage="line", publisher="p")
    second = voice("b", lineage="line", publisher="p", basis=EYES)
    found = origins_of([first, second])
    assert (found.low, found.high) == (1, 2)
    assert codes(*found.edges) == {"origin-versions"}
    # Where one version holds both, they are two.
    assert bounds(first, second, voice("c", ADA, report=second.report, lineage="line", publisher="p")) == (
        2,
        2,
    )
    # Who is quoted elsewhere too is no version's invention, but the reporter may have it from him.
    assert bounds(first, second, voice("c", ADA)) == (1, 2)


def test_unnamed_sources_of_one_report_are_one_unless_it_tells_them_apart() -> None:
    one, other = unnamed("u1"), unnamed("u2")
    assert bounds(voice("a", one, lineage="line"), voice("b", other, lineage="line")) == (1, 1)
    assert bounds(voice("a", one, report="r"), voice("b", other, report="r")) == (1, 2)
    assert bounds(voice("a", one, report="r"), voice("b", report="r")) == (1, 1)
    wires = [
        voice("a", report="r", credited=credited("wire")),
        voice("b", report="r", credited=credited("post")),
    ]
    assert bounds(*wires) == (1, 2)
    told = [replace(one, name="a guard"), replace(other, name="a nurse")]
    twice = [
        voice(
            f"{n}{who.name}",
            replace(who, party=f"{n}{who.party}"),
            report=f"r{n}",
            lineage="line",
            publisher="p",
        )
        for n in range(2)
        for who in told
    ]
    assert bounds(*twice) == (1, 2)


def test_without_publisher_date_or_path_a_report_still_is_one_origin() -> None:
    bare = [voice(p, publisher=None, path="", report="r") for p in "ab"]
    found = origins_of(bare)
    assert (found.low, found.high) == (1, 1)
    assert found.roots[0].name == "r"
    assert bounds(voice("a", publisher=None), voice("b", publisher=None)) == (1, 2)


# Copies


def test_an_agency_and_its_echoes_are_one() -> None:
    found = origins_of(
        [
            voice("a", publisher="wire"),
            voice("b", credited=credited("wire")),
            voice("c", credited=credited("wire")),
            voice("d", copied=copied("a")),
            voice("e", copied=copied("d")),
        ]
    )
    assert (found.low, found.high) == (1, 1)
    assert ties(found) == {
        ("b", "a"): ("credit", "must", "origin-credit"),
        ("c", "a"): ("credit", "must", "origin-credit"),
        ("d", "a"): ("copy", "must", "origin-copied"),
        ("e", "d"): ("copy", "must", "origin-copied"),
    }


def test_a_copy_that_tells_who_said_it_tells_it_of_the_first_too() -> None:
    found = origins_of([voice("a"), voice("b", ADA, copied=copied("a")), voice("c", ADA)])
    assert (found.low, found.high) == (1, 1)
    assert "origins-renamed" not in codes(found)


def test_a_copy_under_another_name_stays_with_the_first_and_moves_nobody_else() -> None:
    found = origins_of([voice("a", ADA), voice("b", BO, copied=copied("a")), voice("c", BO)])
    assert points(found) == [("a", "b"), ("c",)]
    assert (found.low, found.high) == (2, 2)
    assert "origins-renamed" in codes(found)


def test_a_report_that_mixes_two_others_does_not_make_them_one() -> None:
    mixed = voice("c", copied=(*copied("b"), *copied("a")))
    found = origins_of([voice("a", ADA), voice("b", BO), mixed])
    assert (found.low, found.high) == (2, 2)
    assert ties(found) == {
        ("c", "a"): ("copy", "must", "origin-copied"),
        ("c", "b"): ("copy", "may", "origin-copied"),
    }


def test_a_report_that_copies_two_others_in_two_places_does_not_make_them_one() -> None:
    places = [voice("c", report="r", copied=copied("a")), voice("d", report="r", copied=copied("b"))]
    assert bounds(voice("a", ADA), voice("b", BO), *places) == (2, 2)


def test_two_that_copied_one_report_which_says_nothing_of_the_claim_are_one() -> None:
    gone = (Copied(report="elsewhere", passage="p1"),)
    assert bounds(voice("a", copied=gone), voice("b", copied=gone)) == (1, 1)
    other = (Copied(report="elsewhere", passage="p2"),)
    assert bounds(voice("a", copied=gone), voice("b", copied=other)) == (1, 2)


def test_shared_words_of_which_it_is_open_who_took_them_may_be_one() -> None:
    found = origins_of([voice("a", ADA), voice("b", BO, copied=copied("a", sure="may"))])
    assert (found.low, found.high) == (1, 2)
    assert ties(found) == {("b", "a"): ("copy", "may", "origin-copied")}
    # Who said it elsewhere too does not hang on that copy.
    assert bounds(
        voice("a", ADA), voice("b", BO, copied=copied("a", sure="may")), voice("c", BO), voice("d", ADA)
    ) == (
        2,
        2,
    )


def test_copies_in_a_circle_end() -> None:
    assert bounds(voice("a", copied=copied("b")), voice("b", copied=copied("a"))) == (1, 1)
    assert bounds(voice("a", copied=copied("a"))) == (1, 1)


def test_the_same_quotation_is_one_origin_but_under_two_names_only_may_be() -> None:
    assert bounds(voice("a", quotation="q"), voice("b", quotation="q")) == (1, 1)
    found = origins_of(
        [voice("a", ADA, quotation="q"), voice("b", quotation="q"), voice("c", unnamed("u"), quotation="q")]
    )
    assert (found.low, found.high) == (1, 1)
    assert codes(*found.edges) == {"origin-same-quote"}
    clash = origins_of(
        [voice("a", ADA, quotation="q"), voice("b", BO, quotation="q"), voice("c", quotation="q")]
    )
    assert (clash.low, clash.high) == (1, 3)
    assert "origin-quote-two-names" in codes(*clash.edges)
    twice = [voice("c", quotation="q"), voice("d", quotation="r", copied=copied("c"))]
    assert bounds(voice("a", ADA, quotation="q"), voice("b", BO, quotation="r"), *twice) == (2, 2)
    variant = named("bo", may_be=frozenset({"ada"}))
    assert bounds(voice("a", ADA, quotation="q"), voice("b", variant, quotation="q")) == (1, 1)


# Credits


def test_those_who_credit_one_agency_that_is_not_there_are_one() -> None:
    found = origins_of(
        [voice("a", credited=credited("wire")), voice("b", unnamed("u"), credited=credited("wire"))]
    )
    assert (found.low, found.high) == (1, 1)
    assert (found.roots[0].name, found.roots[0].how) == ("Wire", "credit")


def test_what_quotes_somebody_known_is_his_whatever_it_credits() -> None:
    quotes = voice("b", quotation="q", credited=credited("wire"))
    found = origins_of([voice("a", ADA, quotation="q"), quotes, voice("c", credited=credited("wire"))])
    assert points(found) == [("a", "b"), ("c",)]


def test_a_credit_leads_to_the_report_that_is_meant() -> None:
    meant = voice("a", ADA, publisher="wire")
    other = voice("b", BO, publisher="wire", published="2026-03-01")
    echo = voice("c", credited=credited("wire", report="report a", holds=True))
    assert points(origins_of([meant, other, echo])) == [("b",), ("a", "c")]


def test_a_credit_to_an_outlet_leads_to_its_own_word_before_its_sources() -> None:
    echo = voice("c", credited=credited("wire"))
    found = origins_of([voice("a", ADA, publisher="wire"), voice("b", publisher="wire"), echo])
    assert points(found) == [("a",), ("b", "c")]
    assert points(origins_of([voice("a", ADA, publisher="wire"), echo])) == [("a", "c")]
    summed = [voice("a", ADA, publisher="wire", report="r"), voice("a2", publisher="wire", report="r")]
    found = origins_of([*summed, voice("b", publisher="wire"), echo])
    assert {frozenset(one) for one in points(found)} == {frozenset({"a", "a2"}), frozenset({"b", "c"})}


def test_one_who_tells_an_agency_is_the_origin_and_not_the_agency() -> None:
    told = voice("a", ADA, credited=credited("wire"))
    assert points(origins_of([told, voice("b", credited=credited("wire"))])) == [("a",), ("b",)]


def test_an_outlet_that_is_named_as_the_source_is_a_credit() -> None:
    wire = named("wire")
    echo = voice("a", wire, credited=credited("wire", party="wire"))
    found = origins_of([echo, voice("b", ADA, publisher="wire")])
    assert (found.low, found.high) == (1, 1)
    assert bounds(echo, voice("b", ADA)) == (1, 2)


def test_an_outlets_own_tag_is_no_credit() -> None:
    found = origins_of(
        [voice("a", publisher="wire", credited=credited("wire")), voice("b", publisher="wire")]
    )
    assert (found.low, found.high) == (1, 1)
    assert found.roots[0].how == "own-word"


def test_a_body_that_publishes_is_one_with_what_is_quoted_of_it() -> None:
    assert bounds(voice("a", publisher="ministry", issuer="ministry"), voice("b", MINISTRY)) == (1, 1)


def test_credits_in_a_circle_end_and_are_told() -> None:
    found = origins_of([voice("a", credited=credited("paper b")), voice("b", credited=credited("paper a"))])
    assert (found.low, found.high) == (1, 1)
    assert set(ties(found)) == {("a", "b"), ("b", "a")}
    circle = next(reason for reason in found.reasons if reason.code == "origins-circle")
    assert circle.values == ("paper a, paper b",)
    three = [voice(p, credited=credited(f"paper {to}")) for p, to in ("ab", "bc", "ca")]
    assert bounds(*three) == (1, 1)
    line = origins_of([voice("a"), voice("b", credited=credited("paper a"))])
    assert "origins-circle" not in codes(line)


def test_a_report_that_does_not_hold_what_it_is_credited_with_gives_no_support_and_says_so() -> None:
    failed = replace(BULLETIN, party="bulletin", report="r2", holds=False)
    alone = voice("a", named("bulletin"), documents=(failed,))
    found = origins_of([alone])
    assert (found.low, found.high) == (1, 1)
    assert "origins-not-held" in codes(found)
    assert found.roots[0].how == "own-word"
    # It is no sure root beside another, and two that credit the same wrongly may have it from each other.
    assert bounds(alone, voice("b", ADA)) == (1, 2)
    both_failed = origins_of([alone, voice("b", documents=(failed,))])
    assert (both_failed.low, both_failed.high) == (1, 2)
    assert "origin-both-not-held" in codes(*both_failed.edges)
    wrong = voice("c", credited=credited("wire", report="report d", holds=False))
    assert points(origins_of([wrong, voice("d", publisher="wire")])) == [("c",), ("d",)]
    assert bounds(voice("a", ADA, documents=(failed,)), voice("b", BO)) == (1, 2)
    assert bounds(voice("a", basis=EYES, documents=(failed,)), voice("b", BO)) == (1, 2)


# Documents


def test_all_that_rests_on_one_document_is_one_origin() -> None:
    found = origins_of([voice("a", documents=(BULLETIN,)), voice("b", documents=(BULLETIN,))])
    assert (found.low, found.high) == (1, 1)
    assert codes(*found.edges) == {"origin-document"}
    assert (found.roots[0].how, found.roots[0].firm) == ("document", True)
    other = replace(BULLETIN, key="bulletin 18")
    assert bounds(voice("a", documents=(BULLETIN,)), voice("b", documents=(other,))) == (2, 2)
    vague = replace(BULLETIN, key="some", named=False)
    seen = origins_of(
        [voice("a", documents=(vague,), publisher="p"), voice("b", documents=(vague,), publisher="p")]
    )
    assert (seen.high, seen.roots[0].how, seen.roots[0].firm) == (1, "document", False)
    assert origins_of([voice("a", ADA, documents=(vague,))]).roots[0].how == "named-source"
    assert bounds(voice("a", documents=(BULLETIN,)), voice("b", documents=(vague,))) == (1, 2)


def test_a_speaker_who_rests_on_a_document_is_one_with_it() -> None:
    cites = voice("a", ADA, documents=(BULLETIN,))
    assert bounds(cites, voice("b", documents=(BULLETIN,)), voice("c", ADA)) == (1, 1)
    two = voice("d", ADA, documents=(replace(BULLETIN, key="bulletin 18"),))
    assert bounds(cites, two, voice("c", ADA)) == (2, 3)


def test_a_document_that_stands_in_the_ledger_is_one_with_its_report() -> None:
    there = replace(BULLETIN, report="report b", holds=True)
    found = origins_of([voice("a", documents=(there,)), voice("b", issuer="office")])
    assert (found.low, found.high) == (1, 1)
    assert ties(found) == {("a", "b"): ("document", "must", "origin-document")}


# Decisions


def test_a_decision_on_who_has_it_from_whom_binds() -> None:
    cites = voice("a", ADA, cited=(Cited(report="report b", by="decision 1"),))
    found = origins_of([cites, voice("b", BO), voice("c", ADA)])
    assert points(found) == [("a", "b"), ("c",)]
    assert ties(found)["a", "b"] == ("credit", "must", "origin-cited")
    # It leads to what the same one says there, if he does.
    assert "origins-cited-not-there" not in codes(found)
    there = [voice("b1", BO, report="report b"), voice("b2", ADA, report="report b")]
    assert points(origins_of([cites, *there])) == [("a", "b2"), ("b1",)]
    assert points(origins_of([cites, voice("b", BO, report="r"), voice("b2", ADA, report="report b")])) == [
        ("b",),
        ("a", "b2"),
    ]


def test_a_decision_for_a_report_that_does_not_say_it_is_told() -> None:
    found = origins_of([voice("a", ADA, cited=(Cited(report="gone", by="decision 1"),)), voice("b", BO)])
    assert (found.low, found.high) == (2, 2)
    assert "origins-cited-not-there" in codes(found)
    itself = origins_of([voice("a", ADA, cited=(Cited(report="report a", by="decision 1"),))])
    assert "origins-cited-not-there" in codes(itself)


# Both sides


def test_confirmations_and_denials_are_counted_apart() -> None:
    said, denied = both(
        voice("a", ADA),
        voice("b", BO, stance="confirms"),
        voice("c", named("cy"), stance="denies"),
        voice("d", named("dee"), stance="asks"),
        voice("e", named("eve"), stance="withdraws"),
        voice("f", named("fay"), stance="corrects"),
    )
    assert points(said) == [("a",), ("b",), ("f",)]
    assert points(denied) == [("c",)]


def test_who_was_withdrawn_gives_no_origin_unless_all_were() -> None:
    gone = voice("a", ADA, withdrawn="x")
    said, _ = both(gone, voice("b", BO))
    assert points(said) == [("b",)]
    said, _ = both(gone)
    assert (said.low, said.high) == (1, 1)
    assert "origins-all-withdrawn" in codes(said)


def test_no_voice_gives_no_origin() -> None:
    assert both() == (Origins(low=0, high=0), Origins(low=0, high=0))


@pytest.mark.parametrize("published", [None, "2026-03-02"])
def test_without_dates_the_order_is_that_of_content(published: str | None) -> None:
    voices = [voice(p, ADA, published=published) for p in "cab"]
    assert origins_of(voices).roots[0].points == ("a", "b", "c")


def test_the_reasons_tell_the_bounds_and_what_may_make_them_fewer() -> None:
    (roots, fewer) = origins_of([voice("a", ADA), voice("b", ADA), voice("c"), voice("d", BO)]).reasons
    assert (roots.code, roots.values) == ("origins-roots", ("3", "2"))
    assert (fewer.code, fewer.values) == ("origins-may-be-fewer", ("2", "unnamed"))
    assert codes(origins_of([voice("a", ADA), voice("d", BO)])) == {"origins-roots"}


def test_a_credit_within_one_text_tells_nothing() -> None:
    # The copy credits the report that it was copied from, which itself has it from an agency.
    first = voice("a", publisher="courier", credited=credited("wire"))
    copy = voice("b", copied=copied("a"), credited=credited("courier", report="report a", holds=True))
    assert bounds(first, copy, voice("c", credited=credited("wire"))) == (1, 1)
    own = voice("a", unnamed("u"), publisher="courier")
    found = origins_of([own, copy])
    assert [root.how for root in found.roots] == ["unnamed-source"]


def test_a_copy_between_two_that_are_copied_themselves_moves_neither() -> None:
    echo = voice("c", copied=copied("b"))
    other = voice("d", BO, copied=(Copied(report="report c", point="c", sure="may"),))
    assert bounds(voice("b", ADA), echo, other) == (2, 2)


def test_versions_that_rest_on_two_named_sources_stay_two() -> None:
    assert bounds(voice("a", ADA, lineage="line"), voice("b", BO, lineage="line")) == (2, 2)


def copies(count: int) -> list[Voice]:
    first = voice("v0000", ADA, publisher="wire")
    kinds = (
        {"copied": (Copied(report=first.report, point="v0000"),)},
        {"credited": credited("wire")},
        {"source": ADA},
    )
    return [first, *(voice(f"v{n:04}", house="h", **kinds[n % 3]) for n in range(1, count + 1))]


def of_all_kinds(count: int) -> list[Voice]:
    """People who may be one another, unnamed ones with quotations, and papers that credit in a circle."""
    part = count // 10
    some = range(4 * part)
    people = [named(f"n{i}", body=f"b{i % 7}", may_be=frozenset({f"n{(i * 7) % len(some)}"})) for i in some]
    voices = [voice(f"p{n:03}", who) for n, who in enumerate(people)]
    voices += [voice(f"q{n:03}", unnamed(f"u{n}"), quotation=f"q{n % (part // 2)}") for n in range(3 * part)]
    credits = [credited(f"paper r{(n + 1) % (3 * part):03}") for n in range(3 * part)]
    return voices + [voice(f"r{n:03}", credited=given, house="h") for n, given in enumerate(credits)]


def test_a_thousand_copies_are_one_origin_with_a_tie_each() -> None:
    found = origins_of(copies(1000))
    assert (found.low, found.high) == (1, 1)
    assert len(found.edges) == 1000


def test_a_thousand_voices_of_all_kinds_have_few_ties_each() -> None:
    found = origins_of(of_all_kinds(1000))
    assert 1 <= found.low <= found.high <= 1000
    assert len(found.edges) < 3000


@pytest.mark.parametrize("make", [copies, of_all_kinds])
def test_many_voices_take_work_in_proportion(make: Callable[[int], list[Voice]]) -> None:
    assert growth(origins_of, make, 100) < 8
