"""Steps of echoes: whatever the order and the cuts, what stands is what one step makes."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsource.linking import credit_step, echo_prints, echoing, standing
from secondsource.linking.echoes import Prepared
from secondsource.linking.echoing import LATELY, step
from secondsource.model.echo import Body, Busy, Echo, Hint, Imprint, Link, Near, Text
from tests.linking.echoed import Walk, any_report, found, made, report, rows, sentence

NAMES = [f"report {n}" for n in range(40)]
DAY = "2026-03-01"


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prints and names close at the fifth holder, so that few reports do it."""
    for module in (echo_prints, standing, credit_step):
        monkeypatch.setattr(module, "MOST", 4)
    monkeypatch.setattr(standing.first_of, "__defaults__", (5,))


def kinds(echoes: list[Echo]) -> list[tuple[str, str, str]]:
    """Both ends and the kind of each."""
    return [(echo.a, echo.b, echo.kind) for echo in echoes]


@pytest.mark.usefixtures("low")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.booleans(), st.sets(st.sampled_from(NAMES), min_size=1, max_size=9)), max_size=6)
)
def test_any_way_leads_to_the_same(ways: list[tuple[bool, set[str]]]) -> None:
    walk = Walk()
    for gone, names in ways:
        if gone:
            walk.step(gone=names)
        else:
            walk.step([any_report(name) for name in sorted(names)])
    walk.check()


@pytest.mark.usefixtures("low")
def test_a_long_way_meets_every_kind_of_row() -> None:
    chance, walk = random.Random(3), Walk()
    for _ in range(9):
        names = chance.sample(NAMES, 7)
        walk.step([any_report(name) for name in names], gone=chance.sample(NAMES, 2))
    walk.check()
    held = rows(walk.store)
    assert all(held[kind.__name__] for kind in (Body, Imprint, Busy, Near, Link, Hint))
    told = walk.store.echoes()
    assert {echo.kind for echo in told} >= {"copy", "partial", "credit"}
    assert {echo.news for echo in told} == {True, False}


def test_the_same_again_changes_nothing_and_touches_nobody() -> None:
    walk = Walk()
    texts = [report("one", range(5), published=DAY), report("two", range(5), published=DAY)]
    assert walk.step(texts) == {"one", "two"}
    assert walk.step(texts) == set()
    assert walk.step(gone=["never there"]) == set()


def test_a_changed_credit_changes_the_direction() -> None:
    walk = Walk()
    plain = report("late", range(5), publisher="Sarn Echo", published=DAY)
    walk.step([report("early", range(5), publisher="Northlight", published=DAY), plain])
    assert [echo.first for echo in walk.store.echoes()] == [None]
    crediting = report("late", range(5), publisher="Sarn Echo", published=DAY, credit="Northlight")
    walk.step([replace(plain, credits=crediting.credits)])
    (echo,) = walk.store.echoes()
    assert (echo.a, echo.b, echo.first) == ("early", "late", "a")


def test_a_thousand_copies_are_one_body_and_as_many_rows() -> None:
    texts = [report(f"copy {n:04}", range(6), publisher=f"Paper {n}", published=DAY) for n in range(1_000)]
    store = made(texts)
    assert len(store.rows(Body)) == 1
    assert kinds(store.echoes()) == [("copy 0000", text.report, "copy") for text in texts[1:]]
    assert not store.rows(Near)


def edited(name: str, n: int) -> Text:
    """A copy of one report with an end that no other has."""
    own = "".join(chr(ord("a") + int(digit)) for digit in f"{n:03}")
    text = report(name, range(5), published=DAY)
    return replace(text, text=f"{text.text} And {own} {own}s {own}x {own}y.")


def test_edited_copies_grow_in_line() -> None:
    def copies(count: int) -> int:
        texts = [edited(f"copy {n:03}", n) for n in range(count)]
        return len(made(texts).echoes())

    assert copies(15) == 15 * 14 // 2
    assert [copies(50), copies(100)] == [49, 99]


def test_a_print_with_a_holder_too_many_closes_and_a_removal_opens_it() -> None:
    texts = [edited(f"r{n:02}", n) for n in range(standing.MOST + 1)]
    walk = Walk()
    walk.step(texts[:-1])
    assert len(walk.store.echoes()) == standing.MOST * (standing.MOST - 1) // 2
    assert not walk.store.rows(Busy)
    walk.step(texts[-1:])
    assert [echo.a for echo in walk.store.echoes()] == ["r00"] * standing.MOST
    assert walk.store.rows(Busy)
    walk.step(gone=["r05"])
    assert len(walk.store.echoes()) == standing.MOST * (standing.MOST - 1) // 2
    walk.check()


def test_a_late_old_report_takes_the_place_of_the_first() -> None:
    walk = Walk()
    walk.step([report("b", range(5), published="2026-03-05"), report("c", range(5), published="2026-03-06")])
    walk.step([report("a", range(5), published="2026-03-04")])
    assert kinds(walk.store.echoes()) == [("a", "b", "copy"), ("a", "c", "copy")]


def closing(*days: str, publisher: str = "Harbour Post") -> list[Text]:
    """Reports of one paper on these days, that share two closing sentences and nothing else."""
    return [
        report(f"day {n}", [*range(10 * n + 10, 10 * n + 15), 7, 8], publisher=publisher, published=day)
        for n, day in enumerate(days)
    ]


def test_what_a_paper_prints_day_after_day_is_standing_background() -> None:
    within = [
        replace(text, text=f"{text.text} {sentence(200 + n)} {sentence(300 + n)}")
        for n, text in enumerate(closing("2026-03-01", "2026-03-05", "2026-03-09"))
    ]
    two = found(within[:2])
    assert [(echo.kind, echo.news) for echo in two] == [("partial", True)]
    assert [(echo.kind, echo.news, echo.first) for echo in found(within)] == [("partial", False, None)] * 3


def test_what_closes_two_reports_of_a_paper_is_standing_background_at_once() -> None:
    two = closing("2026-03-01", "2026-03-05")
    (echo,) = found(two)
    assert (echo.kind, echo.news, echo.first) == ("partial", False, None)
    assert echo.reasons[-1].code == "echo-closing"
    others = [two[0], replace(two[1], publisher="Sarn Echo")]
    assert [echo.news for echo in found(others)] == [True]
    undated = [two[0], replace(two[1], published=None)]
    assert [echo.news for echo in found(undated)] == [True]
    trimmed = [two[0], replace(two[1], text=two[0].text[len(two[0].text) // 3 :])]
    assert [echo.news for echo in found(trimmed)] == [True]


def test_what_a_paper_prints_day_after_day_under_its_news() -> None:
    three = found(closing("2026-03-01", "2026-03-05", "2026-03-09"))
    assert [(echo.kind, echo.news, echo.first) for echo in three] == [("partial", False, None)] * 3


def test_on_one_day_or_in_three_papers_it_is_news() -> None:
    assert all(echo.news for echo in found(closing("2026-03-01", "2026-03-01", "2026-03-01")))
    papers = [
        replace(text, publisher=f"Paper {n}")
        for n, text in enumerate(closing("2026-03-01", "2026-03-05", "2026-03-09"))
    ]
    assert [echo.news for echo in found(papers)] == [True] * 3


def test_a_report_told_again_for_three_days_is_not_standing_background() -> None:
    series = [
        report(f"day {n}", [*range(8), 100 + n], publisher="Northlight", published=f"2026-03-0{n + 1}")
        for n in range(3)
    ]
    copy = report("copy", [2, 3, 4, 300, 301, 302, 303], publisher="Sarn Echo", published="2026-03-05")
    assert all(echo.news for echo in found([*series, copy]))


def test_a_credit_goes_to_the_report_that_tells_it() -> None:
    told = report("told", [1, 2, 3], publisher="Northlight", published="2026-03-01")
    other = report("other", [11, 12, 13], publisher="Northlight", published="2026-03-02")
    by = report("by", [20, 21, 22], publisher="Sarn Echo", published="2026-03-03", credit="Northlight")
    (echo,) = [each for each in found([told, other, by]) if each.kind == "credit"]
    assert (echo.a, echo.b, echo.first, echo.holds) == ("told", "by", "a", True)


def test_texts_too_short_to_mean_anything_are_no_copies() -> None:
    short = [replace(report(f"r{n}", [], published=DAY), text="Page not found. Try again.") for n in range(3)]
    assert found(short) == []


def test_a_report_that_went_leaves_nothing() -> None:
    walk = Walk()
    texts = [any_report(name) for name in NAMES]
    walk.step(texts)
    walk.step(gone=NAMES)
    assert not any(rows(walk.store).values())


def test_a_step_touches_only_its_neighbours() -> None:
    walk = Walk()
    walk.step([report(f"other {n}", [500 + 10 * n + m for m in range(4)], published=DAY) for n in range(20)])
    walk.step([report("one", range(5), published=DAY)])
    LATELY.clear()
    asked: list[str] = []
    texts = walk.store.texts

    def counted(reports: Collection[str]) -> Mapping[str, Text]:
        asked.extend(reports)
        return texts(reports)

    walk.store.texts = counted  # type: ignore[method-assign]
    assert step(walk.store, []) == set()
    walk.step([report("two", range(5), published=DAY)])
    assert set(asked) == {"one", "two"}
    asked.clear()
    walk.step([report("three", range(5), published=DAY)])
    assert set(asked) == {"three"}


def test_what_was_made_ready_for_another_state_of_a_report_is_of_no_use() -> None:
    walk = Walk()
    walk.step([report("one", range(5), published=DAY), report("two", range(5), published="2026-03-02")])
    walk.step([report("one", [*range(50, 60), *range(5)], published=DAY)])
    walk.step([report("three", range(5), published="2026-03-03")])
    walk.check()


def test_few_reports_are_kept_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(echoing, "MOST_KEPT", 2)
    kept = echoing.Lately()
    ready = [Prepared(report(name, range(5), published=DAY)) for name in ("one", "two", "three")]
    kept.put(ready)
    assert [kept.get(each.text.report, each.state) for each in ready] == [None, *ready[1:]]


def of_a_time(name: str, day: str | None) -> Text:
    """What a report of a name says follows from the name alone: runs of words, each a print or two, that
    others say in other years.
    """
    chance = random.Random(name)
    said = [sentence(n) for n in chance.sample(range(4), 2)]
    # A word put in behind every so many leaves few prints in common.
    every = chance.choice((6, 9, 40))
    words = [f"{word} never" if n % every == 1 else word for n, word in enumerate(" ".join(said).split())]
    text = " ".join([*words, sentence(50 + chance.randint(0, 12))])
    publisher = chance.choice(("Harbour Post", None))
    return replace(report(name, (), publisher=publisher, published=day), text=text)


TIMES = ("2026-03-01", "2026-03-28", "2026-04-20", "2029-01-01", None)


@pytest.mark.usefixtures("low")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from(NAMES[:20]), st.sampled_from(TIMES), min_size=1, max_size=7),
            st.sets(st.sampled_from(NAMES[:20]), max_size=3),
        ),
        max_size=6,
    )
)
def test_reports_of_other_years_come_go_and_are_dated_anew(
    ways: list[tuple[dict[str, str | None], set[str]]],
) -> None:
    walk = Walk()
    for came, gone in ways:
        walk.step([of_a_time(name, day) for name, day in sorted(came.items()) if name not in gone], gone)
    walk.check()


@pytest.mark.usefixtures("low")
def test_far_pairs_are_kept_where_two_prints_count_and_no_others() -> None:
    chance, walk = random.Random(4), Walk()
    for _ in range(12):
        names = chance.sample(NAMES, 9)
        walk.step([of_a_time(name, chance.choice(TIMES)) for name in names], gone=chance.sample(NAMES, 2))
        walk.check()
    bodies = {body.number: body for body in walk.store.rows(Body)}
    supports = {near: set() for near in (True, False)}
    for row in walk.store.rows(Near):
        one, other = bodies[row.a].day, bodies[row.b].day
        supports[one is None or other is None or abs(one - other) <= 30].add(row.support)
    assert min(supports[True]) == 1 and min(supports[False]) == 2


def test_one_run_of_words_in_common_is_compared_within_a_month_and_not_years_later() -> None:
    first = " ".join(sentence(n) for n in range(2))
    # A word put in behind every sixth leaves one print in common.
    edited = " ".join(f"{word} never" if n % 6 == 1 else word for n, word in enumerate(first.split()))
    one = replace(report("one", (), published="2026-03-01"), text=first)
    near = replace(report("other", (), published="2026-03-20"), text=edited)
    walk = Walk()
    walk.step([one, near])
    assert kinds(walk.store.echoes()) == [("one", "other", "copy")]
    walk.step([replace(near, published="2029-03-20")])
    assert walk.store.echoes() == []
    walk.check()
    walk.step([replace(near, text=first, published="2029-03-20")])
    assert kinds(walk.store.echoes()) == [("one", "other", "copy")]
    walk.check()
