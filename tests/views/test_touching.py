"""What echoes touch: only claims that may be judged otherwise by them, and all of those."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from benchmarks.generate import generate
from secondsource.desk import linking
from secondsource.ledger import Ledger, derived, evidence, linked, queues
from secondsource.ledger import judged as kept
from secondsource.ledger.evidence import Received
from secondsource.ledger.link_tables import link_tables
from secondsource.model.echo import Echo
from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.views import touching
from tests.views.telling import read
from tests.views.test_claiming import report

WET = "Ilse Tarnov said 40 villages stood under water at Marl."
DRY = "Bram Oduya said 7 bridges were closed to lorries near Valde."
LONG = f"{WET} {DRY}"
FIRST = report(WET, "The Post", "2024-10-03", title="Villages under water")
SECOND = report(LONG, "The Gazette", "2024-10-04", title="Bridges are closed")
OTHER = report("Ada Quill said 3 boats left for Brenn.", "The Times", "2024-10-02", title="Boats")
FOURTH = report("Ada Quill said 90 horses were sold.", "The Echo", "2024-10-05", title="Horses")


@pytest.fixture(autouse=True)
def unread_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs are judged by their values alone: what a network says is no matter here."""
    monkeypatch.setattr(linking, "reader", lambda: None)


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Two reports that share a claim, the second of which has another one and a credit; and two beside."""
    rows: dict[str, Any] = {each.id: read(each) for each in (FIRST, SECOND, OTHER, FOURTH)}
    rows[SECOND.id]["credits"] = [{"text": "Times", "spans": [[0, 5]], "name": "The Times", "kind": "tag"}]
    with ledger.writing("add") as w:
        evidence.add_reports(w, [_received(each, rows) for each in (FIRST, SECOND, OTHER, FOURTH)])
    linking.link(ledger)
    return ledger


def _received(one: Report, rows: dict[str, Any]) -> Received:
    return Received(report=one, reading=rows[one.id])


def echo(a: Report, b: Report, text: str, **fields: Any) -> Echo:
    """An echo of the first words of the earlier report in some words of the later one."""
    start = b.text.index(text)
    held: dict[str, Any] = {"kind": "copy", "first": "a"} | fields
    spans = (Span(0, len(a.text)),), (Span(start, start + len(text)),)
    return Echo(a=a.id, b=b.id, spans_a=spans[0], spans_b=spans[1], **held)


def touched(
    ledger: Ledger, *changed: Echo, step: tuple[str, ...] = (), renamed: tuple[str, ...] = ()
) -> set[str]:
    """The words of the claims that are touched."""
    with ledger.reading() as connection:
        n = derived.current(connection).number
        claims = touching.by_echoes(connection, n, changed, step, set(renamed))
        members = linked.members(connection, claims)
    texts = {FIRST.id: FIRST.text, SECOND.id: SECOND.text, OTHER.id: OTHER.text, FOURTH.id: FOURTH.text}
    found = set()
    for rows in members.values():
        shared = {m.report for m in rows}
        found.add("wet" if shared == {FIRST.id, SECOND.id} else texts[shared.pop()][:10])
    return found


def test_words_from_another_voice_of_the_claim_touch_it(told: Ledger) -> None:
    assert touched(told, echo(FIRST, SECOND, WET)) == {"wet"}


def test_words_elsewhere_touch_nothing(told: Ledger) -> None:
    assert touched(told, echo(FIRST, SECOND, DRY)) == set()


def test_background_touches_nothing(told: Ledger) -> None:
    assert touched(told, echo(FIRST, SECOND, WET, news=False)) == set()


def test_a_claim_of_one_voice_is_no_other_by_what_it_copied(told: Ledger) -> None:
    assert touched(told, echo(OTHER, FOURTH, FOURTH.text)) == set()


def test_words_of_a_third_report_touch_where_two_took_them(told: Ledger) -> None:
    one, other = echo(FOURTH, FIRST, WET), echo(FOURTH, SECOND, WET)
    assert touched(told, one, other) == {"wet"}


def test_words_of_a_report_in_which_no_other_voice_has_a_part_touch_nothing(told: Ledger) -> None:
    assert touched(told, echo(OTHER, FIRST, WET)) == set()


def test_only_the_one_who_took_the_words_is_touched(told: Ledger) -> None:
    assert touched(told, echo(FIRST, SECOND, WET), step=(SECOND.id,)) == set()
    assert touched(told, echo(FIRST, SECOND, WET), step=(FIRST.id,)) == {"wet"}


def test_an_open_echo_touches_the_later_one(told: Ledger) -> None:
    assert touched(told, echo(FIRST, SECOND, WET, first=None), step=(FIRST.id,)) == {"wet"}


def test_words_of_a_credited_paper_touch_all_that_the_report_says(told: Ledger) -> None:
    assert touched(told, echo(OTHER, SECOND, DRY), step=(OTHER.id,)) == {"wet", SECOND.text[:10]}


def test_words_of_a_paper_that_is_not_credited_do_not(told: Ledger) -> None:
    assert touched(told, echo(FOURTH, SECOND, DRY), step=(FOURTH.id,)) == set()


def test_a_credit_touches_all_that_the_report_says(told: Ledger) -> None:
    assert touched(told, echo(OTHER, FIRST, WET, kind="credit"), step=(OTHER.id,)) == {"wet"}
    assert touched(told, echo(FIRST, OTHER, OTHER.text, kind="credit"), step=(OTHER.id,)) == set()


def test_what_waits_to_be_judged_is_not_named_again(told: Ledger) -> None:
    with told.changing() as connection:
        held = link_tables(derived.current(connection).number)
        queues.touch(connection, held, list(linked.every_claim(connection)))
    assert touched(told, echo(FIRST, SECOND, WET)) == set()


def test_judged_one_by_one_is_as_judged_anew(ledger: Ledger) -> None:
    """Whatever was left alone as reports came would not be judged otherwise now."""
    for one, row, _ in islice(generate(14, 3), 14):
        with ledger.writing("add") as w:
            evidence.add_reports(w, [Received(report=one, reading=row)])
        linking.link(ledger)
    before = _bodies(ledger)
    with ledger.changing() as connection:
        held = link_tables(derived.current(connection).number)
        queues.touch(connection, held, list(linked.every_claim(connection)))
    linking.link(ledger)
    assert len(before) > 50
    assert _bodies(ledger) == before


def _bodies(ledger: Ledger) -> dict[str, bytes]:
    with ledger.reading() as connection:
        return kept.bodies(connection, list(linked.every_claim(connection)))
