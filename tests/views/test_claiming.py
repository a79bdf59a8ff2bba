"""Claims, figures, conflicts and briefs of a ledger: reports made by hand, linked and judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from secondsource import views
from secondsource.desk import linking
from secondsource.errors import UnknownId
from secondsource.ledger import Ledger, estimated, evidence, stories
from secondsource.ledger.evidence import Received
from secondsource.ledger.removal import remove
from secondsource.model.report import Report
from secondsource.views import briefs, claiming, estimates, repeated
from secondsource.views.grounds import Grounds
from tests.views.telling import read

WET = "Ilse Tarnov said 40 villages stood under water at Marl."
MORE = "Ilse Tarnov said 60 villages stood under water at Marl."
LESS = "Bram Oduya said 20 villages stood under water at Marl."


@pytest.fixture(autouse=True)
def unread_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs are judged by their values alone: what a network says is no matter here."""
    monkeypatch.setattr(linking, "reader", lambda: None)


def report(text: str, publisher: str | None, day: str | None, **more: Any) -> Report:
    """A report of a paper."""
    title = more.pop("title", f"Flood, {publisher} {day}")
    path = re.sub(r"\W+", "-", f"{publisher}-{day}-{title}")
    return Report(text=text, path=path, title=title, publisher=publisher, published=day, **more)


def told(ledger: Ledger, *reports: Report) -> list[str]:
    """Keep reports with their readings, and link them; their ids."""
    with ledger.writing("add") as w:
        evidence.add_reports(w, [Received(report=each, reading=read(each)) for each in reports])
    linking.link(ledger)
    return [each.id for each in reports]


def speaking_of(rows: Sequence[Any], words: str) -> Any:
    """The one claim that has some words."""
    found = [row for row in rows if any(words in said["text"] for said in row["said"])]
    assert len(found) == 1, [row["text"] for row in rows]
    return found[0]


def test_one_report_alone_gives_claims_of_one_origin_each(ledger: Ledger) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"))
    rows = list(claiming.claims(ledger))
    assert {row["state"] for row in rows} == {"single-origin"}
    row = speaking_of(rows, "40 villages")
    assert (row["origins"]["low"], row["origins"]["high"]) == (1, 1)
    assert row["said"][0]["source"] == "Ilse Tarnov"
    assert row["origins"]["roots"][0]["how"] == "named-source"
    assert list(claiming.conflicts(ledger)) == []
    # A figure that nobody else gives is told all the same.
    (alone,) = claiming.estimates(ledger)
    assert [(one["low"], one["high"]) for one in alone["figures"]] == [(40, 40)]
    assert claiming.estimate(ledger, alone["id"]) == alone


def test_two_papers_that_quote_one_speaker_are_one_origin(ledger: Ledger) -> None:
    told(
        ledger,
        report(WET, "The Post", "2024-10-03"),
        report(f"More rain fell.\n\n{WET}", "The Echo", "2024-10-03"),
    )
    row = speaking_of(list(claiming.claims(ledger)), "40 villages")
    assert len(row["said"]) == 2
    assert (row["origins"]["low"], row["origins"]["high"], row["state"]) == (1, 1, "single-origin")


def test_a_claim_is_found_by_any_id_that_makes_it_and_none_by_others(ledger: Ledger) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"))
    row = speaking_of(list(claiming.claims(ledger)), "40 villages")
    for id in (row["id"], row["said"][0]["point"], row["said"][0]["statement"], row["id"][7:15]):
        shown = claiming.claim(ledger, id)
        assert shown["claim"] == row
        assert shown["conflicts"] == shown["decisions"] == []
        assert [one["id"] for one in shown["estimates"]] == row["estimates"]
    assert claiming.origins(ledger, row["id"])["origins"] == row["origins"]
    with pytest.raises(UnknownId):
        claiming.claim(ledger, "0" * 12)
    with pytest.raises(UnknownId):
        claiming.first(ledger, "water")
    with pytest.raises(UnknownId):
        claiming.estimate(ledger, row["id"])


def test_figures_of_one_line_supersede_and_those_of_two_conflict(ledger: Ledger) -> None:
    told(
        ledger,
        report(WET, "The Post", "2024-10-03"),
        report(MORE, "The Post", "2024-10-05"),
        report(LESS, "The Echo", "2024-10-05"),
    )
    rows = list(claiming.estimates(ledger))
    assert len(rows) == 1
    figures = {(one["low"], one["source"]): one["state"] for one in rows[0]["figures"]}
    assert figures == {
        (40, "Ilse Tarnov"): "superseded",
        (60, "Ilse Tarnov"): "disputed",
        (20, "Bram Oduya"): "disputed",
    }
    assert rows[0]["now"] == {"low": 20, "high": 60}
    clash = [row for row in claiming.conflicts(ledger) if row["estimate"] == rows[0]["id"]]
    assert len(clash) == 1
    assert {clash[0][side]["figure"] for side in ("a", "b")} == {"60", "20"}  # type: ignore[literal-required]
    held = speaking_of(list(claiming.claims(ledger)), "60 villages")
    shown = claiming.claim(ledger, held["id"])
    assert [row["id"] for row in shown["estimates"]] == [rows[0]["id"]] == held["estimates"]
    assert clash[0] in shown["conflicts"]


def test_what_a_claim_counts_alone_stays_when_another_comes_to_count_the_rest_with_it(ledger: Ledger) -> None:
    both = "Ilse Tarnov said 40 villages stood under water and 7 bridges stood under water at Marl."
    told(ledger, report(both, "The Post", "2024-10-03"), report(LESS, "The Echo", "2024-10-03"))
    assert _amounts(ledger) == [[7], [20, 40]]
    (villages,) = (row["id"] for row in claiming.estimates(ledger) if len(row["figures"]) == 2)
    fewer = speaking_of(list(claiming.claims(ledger)), "20 villages")
    with ledger.changing() as connection:
        estimated.replace(connection, {villages}, [])  # as if the second were new
        done, touched, stood = estimates.judge(connection, {fewer["id"]})
    assert done == {fewer["id"]} and touched == {villages} and len(stood) == 2
    assert _amounts(ledger) == [[7], [20, 40]]


def _amounts(ledger: Ledger) -> list[list[float]]:
    """The figures of each estimate."""
    rows = list(claiming.estimates(ledger))
    return sorted(sorted(figure["low"] for figure in row["figures"]) for row in rows)


def test_an_estimate_goes_with_the_reports_that_gave_it(ledger: Ledger) -> None:
    ids = told(ledger, report(WET, "The Post", "2024-10-03"), report(MORE, "The Post", "2024-10-05"))
    (both,) = claiming.estimates(ledger)
    assert {one["low"] for one in both["figures"]} == {40, 60}
    with ledger.writing("remove") as w:
        remove(w, ids[1], why="test", author=None)
    linking.link(ledger)
    (left,) = claiming.estimates(ledger)
    assert {one["low"] for one in left["figures"]} == {40}
    assert all("60 villages" not in row["text"] for row in claiming.claims(ledger))


def test_what_comes_in_another_order_gives_the_same_rows(make_ledger: Any) -> None:
    reports = [
        report(WET, "The Post", "2024-10-03"),
        report(MORE, "The Post", "2024-10-05"),
        report(LESS, "The Echo", "2024-10-05"),
        report(f"{WET} Nobody slept.", "The Lantern", None),
    ]
    one, other = make_ledger(), make_ledger()
    told(one, *reports)
    for each in reversed(reports):
        told(other, each)
    for listed in (claiming.claims, claiming.estimates, claiming.conflicts, repeated.echoes):
        assert list(listed(one)) == list(listed(other))
    assert briefs.brief(one, title="Flood") == briefs.brief(other, title="Flood")


def test_the_first_is_the_earliest_that_says_when(ledger: Ledger) -> None:
    told(
        ledger,
        report(WET, "The Lantern", None),
        report(WET, "The Post", "2024-10-03T09:00:00Z"),
        report(WET, "The Echo", "2024-10-03"),
    )
    row = speaking_of(list(claiming.claims(ledger)), "40 villages")
    found = claiming.first(ledger, row["id"])
    assert found["first"] is not None
    assert found["first"]["published"] is not None
    assert len(found["open"]) == 2
    assert found["reasons"][0]["code"] == "first-open"


def test_a_retraction_takes_back_what_it_does_not_repeat(ledger: Ledger) -> None:
    title = "Villages under water at Marl"
    told(ledger, report(WET, "The Post", "2024-10-03", title=title))
    told(
        ledger,
        report(
            "The Post withdraws its report of October 3.",
            "The Post",
            "2024-10-06",
            title=f"RETRACTION: {title}",
        ),
    )
    row = speaking_of(list(claiming.claims(ledger)), "40 villages")
    assert row["state"] == "withdrawn"
    assert {said["stance"] for said in row["said"]} == {"asserts", "withdraws"}
    assert row["said"][0]["withdrawn"] is not None


def test_a_story_counts_its_own_reports_alone(ledger: Ledger) -> None:
    first, second = told(
        ledger,
        report(WET, "The Post", "2024-10-03"),
        report(WET.replace("Ilse Tarnov", "Bram Oduya"), "The Echo", "2024-10-03"),
    )
    with ledger.writing("story") as w:
        stories.new(w, "Flood", author=None)
        stories.add(w, "Flood", [first], author=None)
    whole = speaking_of(list(claiming.claims(ledger)), "40 villages")
    part = speaking_of(list(claiming.claims(ledger, views.query(story="Flood"))), "40 villages")
    assert len(whole["said"]) == 2
    assert [said["report"] for said in part["said"]] == [first]
    assert whole["id"] == part["id"]
    assert second not in str(part["said"])


def test_a_story_that_holds_all_of_a_claim_takes_it_as_it_is_kept(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = told(
        ledger,
        report(WET, "The Post", "2024-10-03"),
        report(MORE, "The Post", "2024-10-05"),
        report(LESS, "The Echo", "2024-10-05"),
        report("Ilse Tarnov said 7 bridges were gone at Valde.", "The Echo", "2024-10-06"),
        report("Bram Oduya said 7 bridges were gone at Valde.", "The Post", "2024-10-06"),
    )
    with ledger.writing("story") as w:
        stories.new(w, "Flood", author=None)
        stories.add(w, "Flood", ids[:-1], author=None)
    asked = views.query(story="Flood")

    def rows() -> list[list[Any]]:
        return [
            list(view(ledger, asked)) for view in (claiming.claims, claiming.estimates, claiming.conflicts)
        ]

    quick = rows()
    anew: list[str] = []
    judged = claiming.judgements
    monkeypatch.setattr(
        claiming, "judgements", lambda c, ids, **more: anew.extend(ids) or judged(c, ids, **more)
    )
    assert rows() == quick and all(quick[:2])
    part = speaking_of(quick[0], "7 bridges")
    assert set(anew) == {part["id"]} and len(part["said"]) == 1
    monkeypatch.setattr(claiming, "_whole", lambda *given: [])
    assert rows() == quick


def test_a_query_finds_claims_by_their_words_and_filters(ledger: Ledger) -> None:
    told(
        ledger,
        report(f"{WET} Bram Oduya said boats were sent.", "The Post", "2024-10-03"),
        report("Ilse Tarnov said sheep were lost.", "The Echo", "2024-10-04"),
    )
    texts = [row["text"] for row in claiming.claims(ledger, views.query("sheep"))]
    assert len(texts) == 1
    assert "sheep" in texts[0]
    by = list(claiming.claims(ledger, views.query(source="Bram Oduya")))
    assert [said["source"] for row in by for said in row["said"]] == ["Bram Oduya"]
    assert list(claiming.claims(ledger, views.query("goats"))) == []
    assert list(claiming.claims(ledger, state=["confirmed"])) == []


def test_a_brief_names_every_report_that_it_shows(ledger: Ledger) -> None:
    told(
        ledger,
        report(WET, "The Post", "2024-10-03"),
        report(MORE, "The Post", "2024-10-05"),
        report(LESS, "The Echo", "2024-10-05"),
    )
    made = briefs.brief(ledger, title="Flood")
    named = {ref["id"] for ref in made["reports"]}
    assert {said["report"] for row in made["claims"] for said in row["said"]} <= named
    assert {one["report"] for row in made["estimates"] for one in row["figures"]} <= named
    assert sum(made["totals"].values()) == len(list(claiming.claims(ledger)))
    assert len(made["estimates"]) == 1
    assert made["conflicts"]
    assert briefs.brief(ledger, views.query("goats"), title="None")["claims"] == []


def test_of_a_hundred_copies_each_is_a_voice_and_all_are_one_origin(ledger: Ledger) -> None:
    text = f"{WET} " + " ".join(f"Rain fell on hill {n} and on the road below it." for n in range(12))
    told(ledger, *(report(text, f"Paper {n}", "2024-10-03") for n in range(100)))
    row = next(claiming.claims(ledger, limit=1))
    assert len(row["said"]) == 100
    held = speaking_of(list(claiming.claims(ledger)), "40 villages")
    assert (held["origins"]["low"], held["origins"]["high"]) == (1, 1)


def test_a_sentence_that_tells_another_point_shows_no_claim(ledger: Ledger) -> None:
    text = "It rained. Ilse Tarnov said that 40 villages at Marl stood under water. Nobody drowned."
    (id,) = told(ledger, report(text, "The Post", "2024-10-03"))
    with ledger.reading() as connection:
        known = Grounds(connection).told(id)

        def made(start: int, end: int) -> Any:
            return {"id": f"p{start}", "spans": [[start, end]]}

        assert known is not None
        statement, _ = next(iter(known.points.values()))
        first, last = text.index("40 villages"), text.index(" Nobody")
        known.points.clear()
        known.points["own"] = (statement, made(first, last))
        assert not known.shares(first, last)
        at = text.index("stood")
        known.points["other"] = (statement, made(at, at + 5))
        assert known.shares(first, last)
        at = text.index("Nobody")
        known.points["other"] = (statement, made(at, at + 6))
        assert not known.shares(first, last)
