"""Windows as padded tensors: nothing moves, nothing is lost. Only where torch is installed."""

from __future__ import annotations

import random

import numpy as np
import pytest

from secondsource.encoder.pieces import CASES, Piecer, Window
from training.data import Arguments, Example, make_example

pytest.importorskip("torch")

from training.batches import Item, collate, items, shuffled

TEXT = "Orla Venn said the dam held.\n\nTomas Rek denied that it broke."


def windowed(piecer: Piecer, *ends: int) -> Example:
    """An example cut into windows that end at these words."""
    example = make_example("x", "x", TEXT, piecer)
    example.windows = [Window(a, b) for a, b in zip([0, *ends[:-1]], ends, strict=True)]
    return example


def test_arguments_are_told_in_words_of_their_window(piecer: Piecer) -> None:
    example = windowed(piecer, 7, 14)
    venn = Arguments(cue=(2, 3), source=(0, 2), content=((3, 6),))
    rek = Arguments(cue=(9, 10), source=(7, 9), content=((10, 13),), carried=True)
    example.attributions, example.statements = [venn, rek], [rek]
    first, second = items(example)
    assert first.attributions == [venn]
    assert first.statements == []
    assert second.attributions == second.statements
    assert second.attributions == [Arguments(cue=(2, 3), source=(0, 2), content=((3, 6),), carried=True)]
    assert second.sentence.tolist() == example.segments.sentence[7:].tolist()


def test_what_is_not_annotated_stays_unknown(piecer: Piecer) -> None:
    (item,) = items(windowed(piecer, 14))
    assert item.attributions is item.statements is None
    assert item.silver == []


def test_what_a_window_cuts_off_is_dropped_in_part_or_whole(piecer: Piecer) -> None:
    example = windowed(piecer, 7, 14)
    example.attributions = [
        Arguments(cue=(2, 3), source=(8, 9), content=((3, 6), (10, 12))),  # source and half of it elsewhere
        Arguments(cue=(6, 8), source=None, content=((3, 6),)),  # the cue is cut
        Arguments(cue=None, source=None, content=((5, 9),)),  # nothing is left
        Arguments(cue=(9, 10), source=None, content=((0, 2),)),  # the content elsewhere
    ]
    first, second = items(example)
    assert first.attributions == [Arguments(cue=(2, 3), source=None, content=((3, 6),))]
    assert second.attributions == [Arguments(cue=(2, 3), source=None, content=())]


def rows_of(piecer: Piecer) -> list[Item]:
    """Windows of several lengths."""
    return [i for ends in ((14,), (3, 14), (7, 14)) for i in items(windowed(piecer, *ends))]


def test_padding_moves_nothing(piecer: Piecer) -> None:
    rows = rows_of(piecer)
    batch = collate(rows)
    assert batch.items == rows
    for i, row in enumerate(rows):
        n, m = row.pieces, len(row.sentence)
        assert batch.mask[i, 0, 0].tolist() == [k < n for k in range(batch.mask.shape[-1])]
        assert batch.real[i].tolist() == [k < m for k in range(batch.real.shape[-1])]
        for name in ("ids", "case", "gap", "quoted"):
            assert getattr(batch, name)[i, :n].tolist() == row.inputs[name][0].tolist()
            assert not getattr(batch, name)[i, n:].any()
        for name in ("first", "last"):
            assert getattr(batch, name)[i, :m].tolist() == row.inputs[name][0].tolist()
        assert batch.sentence[i, :m].tolist() == row.sentence.tolist()
        assert batch.paragraph[i, :m].tolist() == row.paragraph.tolist()


def test_capitals_touch_the_case_of_letters_alone(piecer: Piecer) -> None:
    rows = rows_of(piecer)
    plain, loud = collate(rows), collate(rows, capitals=1.0, rng=random.Random(1))
    changed = (plain.case != loud.case).numpy()
    assert changed.any()
    assert set(loud.case[plain.case > 0].tolist()) == {CASES.index("upper")}
    assert not loud.case[plain.case == 0].any()
    assert (plain.ids == loud.ids).all()
    assert (collate(rows, capitals=0.0, rng=random.Random(1)).case == plain.case).all()


def test_a_pass_sees_every_window_once(piecer: Piecer) -> None:
    rows = rows_of(piecer) * 7
    given = list(rows)
    batches = list(shuffled(rows, size=4, rng=random.Random(3)))
    assert sorted(id(r) for b in batches for r in b) == sorted(id(r) for r in rows)
    assert all(0 < len(b) <= 4 for b in batches)
    assert rows == given
    again = list(shuffled(rows, size=4, rng=random.Random(3)))
    assert [[id(r) for r in b] for b in again] == [[id(r) for r in b] for b in batches]
    spread = [max(r.pieces for r in b) - min(r.pieces for r in b) for b in batches]
    assert np.mean(spread) < max(r.pieces for r in rows) - min(r.pieces for r in rows)
