"""Linking beside those who read: little is seen at once, and nobody waits for much."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from secondsource.desk import Desk, linking
from secondsource.errors import LedgerError
from tests.desk.standin import StandInReader


@pytest.fixture
def waiting(tmp_path: Path) -> Desk:
    """A desk with a report that nobody linked yet."""
    (tmp_path / "a.txt").write_text("Cosmo Vey said the gate of the dam was open.\n", encoding="utf-8")
    desk = Desk(tmp_path / "a.ledger", author="anna")
    desk.add(tmp_path / "a.txt", reader=StandInReader(), jobs=1, link=False)
    return desk


def test_little_is_linked_when_it_is_read(waiting: Desk) -> None:
    with waiting as desk:
        assert desk.waiting() == 1
        desk.link_beside(30.0)
        assert desk.claims().first(1)
        assert desk.waiting() == 0


def test_what_stands_is_shown_while_much_is_linked(waiting: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, on = threading.Event(), threading.Event()

    def slow(*_: object, **__: object) -> None:
        begun.set()
        on.wait(30)

    monkeypatch.setattr(linking, "link", slow)
    with waiting as desk:
        desk.link_beside(0.0)
        assert desk.claims().first(1) == []
        assert begun.wait(30)
        begun.clear()
        # One thread does it, however many read.
        assert desk.conflicts().first(1) == [] and not begun.is_set()
        assert desk.waiting() == 1
        on.set()


def test_a_lock_of_another_keeps_nobody_from_reading(waiting: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise LedgerError("another writes", kind="locked")

    monkeypatch.setattr(linking, "link", locked)
    with waiting as desk:
        desk.link_beside(30.0)
        assert desk.claims().first(1) == []
