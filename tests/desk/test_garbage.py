"""The collector of garbage is held back for a while, and is then as it was."""

from __future__ import annotations

import gc

import pytest

from secondsource.desk.garbage import spared


def test_the_collector_is_held_back_and_is_then_as_it_was() -> None:
    before = gc.get_threshold()
    with spared():
        assert gc.get_freeze_count() > 0 and gc.get_threshold()[0] > before[0]
        held = gc.get_threshold()
        with spared():
            assert gc.get_threshold() == held
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == before and gc.get_freeze_count() == 0


def test_it_is_as_it_was_after_a_fault_too() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), spared():
        raise KeyError
    assert gc.get_threshold() == before and gc.get_freeze_count() == 0


def test_of_two_that_overlap_the_last_ends_it() -> None:
    before = gc.get_threshold()
    one, other = spared(), spared()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_freeze_count() > 0 and gc.get_threshold() != before
    other.__exit__(None, None, None)
    assert gc.get_threshold() == before and gc.get_freeze_count() == 0


def test_what_a_program_has_set_aside_itself_is_left_to_it() -> None:
    before = gc.get_threshold()
    gc.freeze()
    try:
        with spared():
            assert gc.get_threshold() == before
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_how_much_is_set_aside_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def count() -> int:
        asked.append(1)
        return 0

    monkeypatch.setattr(gc, "get_freeze_count", count)
    with spared(), spared(), spared():
        pass
    assert len(asked) == 1
