"""What became of claims since a moment: new, confirmed, disputed, withdrawn, gone; and as known then."""

from __future__ import annotations

from typing import Any

import pytest

from secondsource import views
from secondsource.desk import linking
from secondsource.errors import UsageError
from secondsource.ledger import Ledger, binding, claim_marks, derived, log, past, rebuilding
from secondsource.ledger.claim_marks import Mark
from secondsource.ledger.removal import remove
from secondsource.model.answer import Answer
from secondsource.model.wording import Wording
from secondsource.views import claiming
from secondsource.views.claims import judge
from secondsource.views.turned import TURNS, Turn, _merged
from tests.ledger.conftest import Clock
from tests.views.test_claiming import LESS, WET, report, told, unread_pairs

__all__ = ["unread_pairs"]

DENIED = "Bram Oduya denied that 40 villages stood under water at Marl."


def news(ledger: Ledger, since: Any, **given: Any) -> dict[str, Any]:
    """The news of claims, by the words that the claim is shown by; "" for one that is no more."""
    rows = list(views.changes(ledger, since, only=["claim"], **given))
    assert all(row["what"] == "claim" and row["report"] is None for row in rows)
    return {row["claim"]["text"] or "": row for row in rows if row["claim"]}


def of(found: dict[str, Any], words: str) -> Any:
    (row,) = [row for text, row in found.items() if words in text]
    return row["claim"]


def test_a_claim_is_new_then_confirmed_then_gone(ledger: Ledger, still_clock: Clock) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"))
    claim = of(news(ledger, "last"), "40 villages")
    assert claim["kinds"] == ["new"] and claim["before"] is None
    assert claim["after"] == {"state": "single-origin", "reports": 1, "low": 1, "high": 1, "denied": 0}
    assert [(one["source"], one["stance"]) for one in claim["said"]] == [("Ilse Tarnov", "asserts")]
    first = views.look(ledger)
    assert news(ledger, "last") == {}
    still_clock.move(hours=1)
    again = WET.replace("Ilse Tarnov", "Bram Oduya")
    (id,) = told(ledger, report(again, "The Echo", "2024-10-04"))
    claim = of(news(ledger, "last"), "40 villages")
    assert claim["kinds"][:1] == ["confirmed"] and "supported" in claim["kinds"]
    assert (claim["before"]["state"], claim["before"]["low"]) == ("single-origin", 1)
    assert (claim["after"]["state"], claim["after"]["low"], claim["after"]["reports"]) == ("confirmed", 2, 2)
    assert [one["report"] for one in claim["said"]] == [id]
    second = views.look(ledger)
    still_clock.move(hours=1)
    with ledger.writing("remove") as w:
        remove(w, id, why="a fake", author="ines")
    linking.link(ledger)
    claim = of(news(ledger, "last"), "40 villages")
    assert claim["kinds"][0] == "open" and set(claim["kinds"]) == {"open", "weakened", "fewer"}
    # Over both steps nothing changed; as known in between, it was confirmed.
    assert news(ledger, first) == {}
    linking.link(past.as_known(ledger, second))
    assert of(news(ledger, first, known_at=second), "40 villages")["kinds"][0] == "confirmed"


def test_what_is_denied_or_contradicted_is_told_as_disputed(ledger: Ledger, still_clock: Clock) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"))
    views.look(ledger)
    still_clock.move(hours=1)
    told(ledger, report(LESS, "The Echo", "2024-10-03"))
    found = news(ledger, "last")
    claim = of(found, "40 villages")
    assert claim["kinds"] == ["disputed"] and claim["said"] == []
    assert [tie["kind"] for tie in claim["relations"]] == ["conflicts"]
    assert "link-figure-other" in [reason["code"] for reason in claim["relations"][0]["reasons"]]
    assert claim["reasons"] and claim["reasons"][0]["code"] == "state-conflict"
    assert of(found, "20 villages")["kinds"] == ["disputed", "new"]


def test_a_retraction_is_told_as_withdrawn(ledger: Ledger, still_clock: Clock) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03", title="Forty villages under water"))
    views.look(ledger)
    still_clock.move(hours=1)
    title = "RETRACTION: Forty villages under water"
    told(ledger, report("Ilse Tarnov said the wrong report was ours.", "The Post", "2024-10-04", title=title))
    claim = of(news(ledger, "last"), "40 villages")
    assert claim["kinds"][:2] == ["withdrawn", "corrected"]
    assert claim["after"]["state"] == "withdrawn" and [one["stance"] for one in claim["said"]] == [
        "withdraws"
    ]


def test_what_stood_at_a_moment_is_what_the_ledger_was_then(ledger: Ledger, still_clock: Clock) -> None:
    """The marks tell of every earlier moment what linking from nothing, as of then, comes to."""
    moments = []
    texts = (WET, LESS, WET.replace("Ilse Tarnov", "Bram Oduya"), WET.replace("40", "60"))
    for day, text in enumerate(texts, start=3):
        told(ledger, report(text, f"Paper {day}", f"2024-10-0{day}"))
        moments.append(views.look(ledger))
        still_clock.move(hours=1)
    for moment in moments:
        then = past.as_known(ledger, moment)
        linking.link(then)
        rows = {row["id"]: row for row in claiming.claims(then)}
        with ledger.reading() as connection:
            n = log.known_until(connection, ledger.id, past.moment(moment))
            stood = {after.claim: after for _, after in claim_marks.moved(connection, 0, n)}
        assert stood.keys() == rows.keys()
        for id, row in rows.items():
            assert (stood[id].state, stood[id].low, stood[id].high) == (
                row["state"], row["origins"]["low"], row["origins"]["high"],
            )  # fmt: skip


def test_the_past_goes_by_what_the_pair_reader_said(
    ledger: Ledger, still_clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = {"same": 1000, "refines_a": 0, "refines_b": 0, "conflicts": 0, "apart": 0}
    answer = Answer(**parts, event=1000, supersedes=0, facet="other")
    asked = []

    def read(a: Wording, b: Wording) -> Answer:
        asked.append((a.id, b.id))
        return answer

    monkeypatch.setattr(linking, "reader", lambda: "sha256:reader")
    monkeypatch.setattr(linking, "read_pair", read)
    linking.linker.cache_clear()
    told(ledger, report("Ilse Tarnov said the dam at Marl was close to bursting.", "The Post", "2024-10-03"))
    told(ledger, report("Bram Oduya said the Marl dam might burst soon.", "The Echo", "2024-10-03"))
    (row,) = [row for row in claiming.claims(ledger) if len(row["said"]) == 2]
    codes = {reason["code"] for said in row["said"] for reason in said["reasons"]}
    assert asked and "link-reader" in codes
    moment, count = views.look(ledger), len(asked)
    still_clock.move(hours=1)
    told(ledger, report("Ilse Tarnov said nothing else.", "The Echo", "2024-10-05"))
    then = past.as_known(ledger, moment)
    linking.link(then, pairs=0)
    assert [each for each in claiming.claims(then) if len(each["said"]) == 2] == [row]
    assert len(asked) >= count
    linking.linker.cache_clear()


def test_nothing_is_news_when_all_is_made_anew(ledger: Ledger) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"), report(LESS, "The Echo", "2024-10-03"))
    views.look(ledger)
    rebuilding.rebuild(ledger)
    linking.link(ledger)
    _, differences = linking.relink(ledger)
    assert differences == []
    with ledger.reading() as connection:
        every = sorted(claim_marks.moved(connection, 0, 99))
    with ledger.changing() as connection:
        n = connection.exec_driver_sql("SELECT count(*) FROM claim_marks").scalar_one()
        generation = derived.current(connection).number
        judge(connection, generation, {after.claim for _, after in every})
        assert connection.exec_driver_sql("SELECT count(*) FROM claim_marks").scalar_one() == n
    assert news(ledger, "last") == {}


def test_a_claim_that_another_took_in_says_where_it_is(ledger: Ledger, still_clock: Clock) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"))
    told(ledger, report("Bram Oduya said the flood was rising.", "The Echo", "2024-10-05"))
    views.look(ledger)
    still_clock.move(hours=1)
    rows = list(claiming.claims(ledger))
    a, b = (next(r for r in rows if word in r["text"]) for word in ("40 villages", "rising"))
    with ledger.writing("same") as w:
        binding.rule(w, "same", a["said"][0]["point"], b["said"][0]["point"], why="one", author="ines")
    linking.link(ledger)
    found = list(views.changes(ledger, "last", only=["claim"]))
    by = {row["id"]: row["claim"] for row in found}
    gone = [claim for claim in by.values() if claim and claim["after"] is None]
    assert [claim["kinds"] for claim in gone] == [["joined"]]
    assert gone[0]["into"] in {a["id"], b["id"]} and gone[0]["text"]


def test_a_claim_that_a_new_wording_leads_is_the_one_it_was() -> None:
    old, new = Mark("b", 1, "single-origin", 1, 1, 1), Mark("a", 2, "confirmed", 2, 2, 2)
    moved = [(None, new), (old, Mark("b", 2, ""))]
    assert list(_merged(moved, {"b": "a"}, {"a"})) == [Turn(old, new, ("confirmed", "supported"))]
    # Two that became one: the greater goes on, the other is told as joined.
    more = Mark("c", 1, "confirmed", 5, 2, 2)
    found = list(_merged([*moved, (more, Mark("c", 2, ""))], {"b": "a", "c": "a"}, {"a"}))
    assert [(turn.after.claim, turn.kinds, turn.into) for turn in found] == [
        ("a", ("fewer", "joined"), None),
        ("b", ("joined",), "a"),
    ]
    # A part of what was one claim is not new.
    assert list(_merged([(None, new)], {}, {"a"})) == [Turn(None, new, ("confirmed", "parted"))]
    assert len(set(TURNS)) == len(TURNS)


def test_only_some_kinds_are_listed_and_others_refused(ledger: Ledger) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"))
    assert [row["what"] for row in views.changes(ledger, only=["report"])] == ["report"]
    rows = list(views.changes(ledger))
    assert [row["what"] for row in rows][:2] == ["report", "reading"]
    assert {row["what"] for row in rows[2:]} == {"claim"}
    with pytest.raises(UsageError, match="changes of 'claims': there are claim, report"):
        list(views.changes(ledger, only=["claims"]))


def test_a_timeline_tells_where_its_claims_stand(ledger: Ledger) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"))
    assert all(row["claims"] == [] or row["claims"][0]["state"] for row in views.timeline(ledger))


def test_of_very_many_changes_the_last_are_looked_at(ledger: Ledger, still_clock: Clock) -> None:
    told(ledger, report(WET, "The Post", "2024-10-03"))
    still_clock.move(hours=1)
    told(ledger, report("Bram Oduya said the mill at Sund had burned down.", "The Echo", "2024-10-04"))
    assert set(news(ledger, "last")) > set(found := news(ledger, "last", turned_last=1))
    assert len(found) == 1 and "mill" in next(iter(found))
