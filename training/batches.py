"""Windows of examples as padded tensors, with the targets of both cuts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from secondsource.encoder.pieces import CASES, Window, window_inputs
from secondsource.text import Segments
from training.data import Arguments, Example
from training.marks import Marked, Name

IGNORE = -100
MASK = 103  # the piece of BERT's vocabulary that stands for a hidden one


@dataclass(slots=True)
class Item:
    """One window of one example, with its arguments in words of the window."""

    inputs: dict[str, np.ndarray]
    sentence: np.ndarray
    paragraph: np.ndarray
    attributions: list[Arguments] | None
    statements: list[Arguments] | None
    silver: list[Arguments]
    doc: str = ""
    segments: Segments | None = None
    offset: int = 0  # of its first word in the text
    names: list[Name] | None = None
    known: frozenset[str] = frozenset()
    marked: list[Marked] | None = None
    starts: list[int] | None = None

    @property
    def pieces(self) -> int:
        return int(self.inputs["ids"].shape[1])


def items(example: Example) -> list[Item]:
    """All windows of an example that hold at least one word."""
    return [_item(example, w) for w in example.windows]


def _item(example: Example, window: Window) -> Item:
    cut = slice(window.first, window.last)

    def into(rows: list[Arguments] | None) -> list[Arguments] | None:
        return None if rows is None else [a for r in rows if (a := _into(r, window))]

    def within(words: tuple[int, int]) -> tuple[int, int]:
        return words[0] - window.first, words[1] - window.first

    def inside(words: tuple[int, int]) -> bool:
        return window.first <= words[0] and words[1] <= window.last

    return Item(
        doc=example.name,
        segments=example.segments,
        offset=window.first,
        names=None
        if example.names is None
        else [replace(n, words=within(n.words)) for n in example.names if inside(n.words)],
        known=example.known,
        marked=None
        if example.marked is None
        else [
            replace(m, words=within(m.words), head=m.head - window.first)
            for m in example.marked
            if inside(m.words)
        ],
        starts=None
        if example.starts is None
        else [w - window.first for w in example.starts if window.first <= w < window.last],
        inputs=window_inputs(example.pieces, window),
        sentence=example.segments.sentence[cut],
        paragraph=example.segments.paragraph[cut],
        attributions=into(example.attributions),
        statements=into(example.statements),
        silver=into(example.silver) or [],
    )


def _into(row: Arguments, window: Window) -> Arguments | None:
    """The arguments in words of the window, or None where content or cue lie outside."""

    def shift(r: tuple[int, int] | None) -> tuple[int, int] | None:
        if r is None or not (window.first <= r[0] and r[1] <= window.last):
            return None
        return r[0] - window.first, r[1] - window.first

    content = tuple(s for r in row.content if (s := shift(r)))
    cue = shift(row.cue)
    if row.cue is not None and cue is None:
        return None
    if not content and cue is None:
        return None
    return Arguments(
        cue=cue, source=shift(row.source), content=content, carried=row.carried, facets=row.facets
    )


@dataclass(slots=True)
class Batch:
    """B windows padded to one size. Tensors int64 but mask (bool, B 1 1 P) and real (bool, B W)."""

    ids: Tensor
    case: Tensor
    gap: Tensor
    quoted: Tensor
    first: Tensor
    last: Tensor
    mask: Tensor
    real: Tensor
    sentence: Tensor
    paragraph: Tensor
    items: list[Item]


def collate(
    rows: list[Item], *, capitals: float = 0.0, masked: float = 0.0, rng: random.Random | None = None
) -> Batch:
    """Pads windows into a batch; a share of them is given as if all its letters were capitals.

    masked: share of pieces that are hidden, so that their surroundings must tell.
    """
    p, w = max(r.pieces for r in rows), max(len(r.sentence) for r in rows)
    pad = {k: np.zeros((len(rows), p), np.int64) for k in ("ids", "case", "gap", "quoted")}
    pad |= {k: np.zeros((len(rows), w), np.int64) for k in ("first", "last", "sentence", "paragraph")}
    mask, real = np.zeros((len(rows), 1, 1, p), bool), np.zeros((len(rows), w), bool)
    for i, row in enumerate(rows):
        n, m = row.pieces, len(row.sentence)
        for k in ("ids", "case", "gap", "quoted"):
            pad[k][i, :n] = row.inputs[k][0]
        for k in ("first", "last"):
            pad[k][i, :m] = row.inputs[k][0]
        pad["sentence"][i, :m], pad["paragraph"][i, :m] = row.sentence, row.paragraph
        mask[i, 0, 0, :n], real[i, :m] = True, True
        if rng and rng.random() < capitals:
            letters = pad["case"][i] > 0
            pad["case"][i, letters] = CASES.index("upper")
        if rng and masked:
            hidden = np.random.default_rng(rng.getrandbits(32)).random(n) < masked
            hidden[[0, -1]] = False
            pad["ids"][i, :n][hidden] = MASK
    t = {k: torch.from_numpy(v) for k, v in pad.items()}
    return Batch(mask=torch.from_numpy(mask), real=torch.from_numpy(real), items=rows, **t)


def shuffled(rows: list[Item], *, pieces: int, rng: random.Random) -> Iterator[list[Item]]:
    """Batches in random order, each of at most so many pieces with padding, of windows of like length."""
    order = list(rows)
    rng.shuffle(order)
    size = max(1, pieces // max((r.pieces for r in rows), default=1)) * 40
    out: list[list[Item]] = []
    for start in range(0, len(order), size):
        batch: list[Item] = []
        for row in sorted(order[start : start + size], key=lambda r: -r.pieces):
            if batch and batch[0].pieces * (len(batch) + 1) > pieces:
                out.append(batch)
                batch = []
            batch.append(row)
        out.append(batch)
    rng.shuffle(out)
    yield from out
