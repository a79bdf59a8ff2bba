"""Two reports: what they share, of which kind it is, and whose it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondsource.linking.echoes import Prepared, compare, direction, twins
from secondsource.linking.publishers import issuer, key_of, moment, names_of, normal, surely_before
from secondsource.model.echo import Echo, Text
from secondsource.model.reasons import WORDS
from tests.linking.echoed import report, sentence

DAY = "2026-03-01"
SAID = "the ferry that burned behind the quarry will never sail for Brask again"


def echo(a: Text, b: Text) -> Echo | None:
    """What the two share."""
    return compare(Prepared(a), Prepared(b))


def sure(a: Text, b: Text) -> Echo:
    """What the two share, which is something."""
    found = echo(a, b)
    assert found is not None
    assert {reason.code for reason in found.reasons} <= WORDS.keys()
    for text, spans in ((a, found.spans_a), (b, found.spans_b)):
        assert spans and all(0 <= span.start < span.end <= len(text.text) for span in spans)
    return found


def test_most_of_the_shorter_is_a_copy_and_less_a_partial_one() -> None:
    whole = report("a", range(6))
    assert sure(whole, report("b", [*range(6), 30])).kind == "copy"
    assert sure(whole, report("b", [0, 1, 2])).kind == "copy"
    assert sure(whole, report("b", [0, 1, 30, 31, 32, 33])).kind == "partial"


def test_a_copy_with_words_changed_all_over_is_a_rewrite() -> None:
    one = report("a", range(8))
    words = [word if n % 4 else f"other{n}x" for n, word in enumerate(one.text.split())]
    found = sure(one, replace(one, report="b", text=" ".join(words)))
    assert found.kind == "rewrite"
    assert "echo-edited" in [reason.code for reason in found.reasons]


def test_a_name_with_its_title_is_no_echo() -> None:
    title = "Corin Valde, the minister of defence of the republic of Marenia,"
    one, other = (
        replace(report(name, [n]), text=f"{sentence(n)} {title} said so.") for n, name in ((1, "a"), (2, "b"))
    )
    assert echo(one, other) is None


def test_versions_of_a_report_are_no_echo() -> None:
    one, other = (report(name, range(5), ties=["address x"]) for name in ("a", "b"))
    assert echo(one, other) is None
    assert twins(one, other) is None
    assert twins(one, replace(other, ties=frozenset({"address y"}))) is not None


def test_the_same_words_under_another_title_are_told_for_versions_too() -> None:
    one, other = (report(name, range(5), ties=["address x"]) for name in ("a", "b"))
    echo = twins(one, replace(other, title="Guest column: another title"))
    assert echo is not None and echo.kind == "copy"


def test_one_quotation_in_two_reports_is_nobodys_copy() -> None:
    one = replace(
        report("a", [1, 2, 3], published=DAY), text=f'{sentence(1)} "{SAID}," he said. {sentence(2)}'
    )
    around = (
        "Divers searched every wreck along our coast in April. She told us: {} Insurance premiums doubled."
    )
    other = replace(report("b", [], published="2026-03-04"), text=around.format(f"“{SAID}”."))
    found = sure(one, other)
    assert (found.kind, found.first) == ("same-quote", None)
    assert [reason.code for reason in found.reasons][-1] == "echo-quoted"
    assert found.spans_a[0].of(one.text) == found.spans_b[0].of(other.text) == SAID
    again = echo(one, replace(other, text=around.format(f"{SAID}.")))
    assert again is None or again.kind != "same-quote"


def test_a_quotation_in_a_report_that_tells_all_the_same_is_retold() -> None:
    one = replace(report("a", [], published=DAY), text=f'{sentence(1)} "{SAID}," he said. {sentence(2)}')
    words = sorted(set(f"{sentence(1)} {sentence(2)}".replace(".", "").split()))
    other = replace(report("b", [], published="2026-03-04"), text=f"{' '.join(words)}: “{SAID}”.")
    found = sure(one, other)
    assert (found.kind, found.first) == ("rewrite", "a")
    assert "echo-retold" in [reason.code for reason in found.reasons]


def test_standing_background_makes_no_news_but_a_copy_does() -> None:
    a, b = report("a", [1, 2, 3, 4]), report("b", [1, 2, 30, 31])
    standing = set(Prepared(report("c", [1, 2])).prints)
    found = compare(Prepared(a), Prepared(b), standing=standing)
    assert found is not None and not found.news and found.first is None
    whole = compare(Prepared(a), Prepared(replace(a, report="b")), standing=set(Prepared(a).prints))
    assert whole is not None and whole.news and whole.kind == "copy"


def test_a_credit_comes_before_the_time() -> None:
    wire = report("a", range(5), publisher="Tidewater Press Agency", published="2026-03-02")
    paper = report("b", range(5), publisher="Kestrin Herald", published=DAY, credit="Tidewater")
    assert sure(wire, paper).first == "a"
    assert sure(paper, wire).first == "b"
    assert twins(wire, paper) is not None


def test_the_agency_of_a_dateline_is_credited_by_whoever_else_prints_it() -> None:
    wire = replace(report("a", range(5)), dateline="PORT ALDIS, March 3, 2026 (Northlight)")
    paper = report("b", range(5), publisher="Harbour Post", published=DAY)
    paper = replace(paper, dateline="PORT ALDIS, March 3 (Northlight)")
    assert issuer(wire) == "Northlight"
    assert direction(wire, paper)[0] == "a"


def test_credits_that_contradict_each_other_leave_it_open() -> None:
    one = report("a", range(5), publisher="Northlight", published=DAY, credit="Sarn Echo")
    other = report("b", range(5), publisher="Sarn Echo", published="2026-03-09", credit="Northlight")
    first, (why,) = direction(one, other)
    assert (first, why.code) == (None, "echo-credits-both")


def test_two_that_credit_a_third_have_it_from_there() -> None:
    one = report("a", range(5), publisher="Harbour Post", published=DAY, credit="Northlight")
    other = report("b", range(5), publisher="Sarn Echo", published="2026-03-09", credit="Northlight")
    first, (why,) = direction(one, other)
    assert (first, why.code, why.values) == (None, "echo-common", ("Northlight",))


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        ("2026-03-01", "2026-03-02", "a"),
        ("2026-03-01T23:10:00+01:00", "2026-03-01T22:30:00Z", "a"),
        ("2026-03-02T00:10:00+02:00", "2026-03-01T21:30:00Z", "b"),
        ("2026-03-01", "2026-03-01T08:00:00Z", None),
        ("2026-03", "2026-03-04", None),
        (None, "2026-03-04", None),
        (None, None, None),
    ],
)
def test_who_was_surely_earlier_was_first(one: str | None, other: str | None, first: str | None) -> None:
    pair = report("a", range(5), published=one), report("b", range(5), published=other)
    assert direction(*pair)[0] == first


def test_names_that_mean_one_publisher_share_a_form() -> None:
    assert names_of("The Tidewater Press Agency") & names_of("Tidewater")
    assert names_of("Associated Press") & names_of("AP")
    assert not names_of("Harbour Post") & names_of("Harbour Mail")
    assert names_of("News") == frozenset() == names_of("")
    assert key_of("The Sarn Écho") == "sarn echo"


def test_times_that_are_none_are_no_time() -> None:
    assert normal("soon") is None
    assert moment(report("a", [])) is None
    assert moment(replace(report("a", []), dateline="BRASK, 3 Mar 2026 (AP)")) == "2026-03-03"
    assert moment(replace(report("a", []), dateline="BRASK, Foo 3, 2026")) is None
    assert not surely_before(None, "2026")
