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
