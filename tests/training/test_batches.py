"""Windows as padded tensors: nothing moves, nothing is lost. Only where torch is installed."""

from __future__ import annotations

import random

import numpy as np
import pytest

from secondsource.encoder.pieces import CASES, Piecer, Window
from training.data import Arguments, Example, make_example
from training.marks import Marked, Name

pytest.importorskip("torch")

from training.batches import MASK, Item, collate, items, shuffled

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
    assert item.attributions is item.statements is item.names is item.marked is item.starts is None
    assert item.silver == []
    assert not item.known


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


def test_marks_are_told_in_words_of_their_window_and_cut_ones_are_dropped(piecer: Piecer) -> None:
    example = windowed(piecer, 7, 14)
    example.names = [Name(words=r, type="person") for r in ((0, 2), (6, 9), (7, 9))]
    example.known = frozenset({"person"})
    example.marked = [
        Marked(words=(0, 2), head=1, type="person", cluster=3),
        Marked(words=(3, 5), head=4, type=None, cluster=None),
        Marked(words=(5, 9), head=8, type="person", cluster=3),
        Marked(words=(7, 9), head=8, type="person", cluster=3),
    ]
    example.starts = [0, 3, 7, 10]
    first, second = items(example)
    assert first.names == [Name(words=(0, 2), type="person")]
    assert second.names == [Name(words=(0, 2), type="person")]
    assert first.known == second.known == frozenset({"person"})
    assert first.marked == example.marked[:2]
    assert second.marked == [Marked(words=(0, 2), head=1, type="person", cluster=3)]
    assert (first.starts, second.starts) == ([0, 3], [0, 3])
    assert (first.offset, second.offset) == (0, 7)
    assert first.doc == second.doc == "x"
    assert first.segments is example.segments


def test_facets_go_with_their_statement(piecer: Piecer) -> None:
    example = windowed(piecer, 7, 14)
    facets = frozenset({"denied"})
    example.statements = [Arguments(cue=(9, 10), source=(7, 9), content=((10, 13),), facets=facets)]
    assert [a.facets for i in items(example) for a in i.statements or []] == [facets]


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


def test_hidden_pieces_are_masked_and_the_marks_at_the_ends_never(piecer: Piecer) -> None:
    rows = rows_of(piecer)
    plain, hidden = collate(rows), collate(rows, masked=0.5, rng=random.Random(1))
    changed = (plain.ids != hidden.ids).numpy()
    assert 0.2 < changed.sum() / sum(r.pieces - 2 for r in rows) < 0.8
    assert set(hidden.ids[changed].tolist()) == {MASK}
    for i, row in enumerate(rows):
        assert not changed[i, [0, row.pieces - 1]].any()
        assert not changed[i, row.pieces :].any()
    assert (plain.case == hidden.case).all()
    everything = collate(rows, masked=1.0, rng=random.Random(1))
    assert all((everything.ids[i, 1 : r.pieces - 1] == MASK).all() for i, r in enumerate(rows))
    again = collate(rows, masked=0.5, rng=random.Random(1))
    assert (again.ids == hidden.ids).all()
    assert (collate(rows, masked=0.0, rng=random.Random(1)).ids == plain.ids).all()


def test_a_pass_sees_every_window_once(piecer: Piecer) -> None:
    rows = rows_of(piecer) * 7
    given = list(rows)
    longest = max(r.pieces for r in rows)
    batches = list(shuffled(rows, pieces=4 * longest, rng=random.Random(3)))
    assert sorted(id(r) for b in batches for r in b) == sorted(id(r) for r in rows)
    assert all(b and len(b) * max(r.pieces for r in b) <= 4 * longest for b in batches)
    assert any(len(b) > 4 for b in batches)  # of short windows more go into one
    assert rows == given
    again = list(shuffled(rows, pieces=4 * longest, rng=random.Random(3)))
    assert [[id(r) for r in b] for b in again] == [[id(r) for r in b] for b in batches]
    spread = [max(r.pieces for r in b) - min(r.pieces for r in b) for b in batches]
    assert np.mean(spread) < max(r.pieces for r in rows) - min(r.pieces for r in rows)


def test_a_window_larger_than_a_batch_is_one_by_itself(piecer: Piecer) -> None:
    rows = rows_of(piecer)
    assert [len(b) for b in shuffled(rows, pieces=1, rng=random.Random(3))] == [1] * len(rows)
    assert list(shuffled([], pieces=10, rng=random.Random(3))) == []
