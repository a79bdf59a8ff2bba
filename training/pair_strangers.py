"""Pairs that look alike to linking and cannot be of one event: what the pair reader must say "apart" to.

Judges chose the pairs of `linking/`, so nearly all of them are of one story; what linking asks about is not.
Strangers are candidates by key, of reports that lie two months or more apart and share no named party; the
second is told as of a day within a week of the first, where the pair reader would be asked about them: what
ties two that say alike has to be in their words. Reports whose joins are judged (`training.joins`, the first
400) give none.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

from secondsource.encoder.pairs import Side
from secondsource.linking.score import judge
from secondsource.model.wording import Wording
from training.joins import Said, said_of
from training.pair_data import LABELS, Example

JUDGED = 400  # reports of a set whose joins are judged
APART = 60  # days
HELD = 64  # holders of a key, as in linking
WEIGHT = 0.5  # "apart" is surely right of nearly all, not of all


def strangers(files: Sequence[Path], *, kept: Path, count: int, seed: int) -> list[Example]:
    """At most so many pairs of the files' reports. kept: a folder where readings are kept."""
    said = said_of(files, first=10**6, kept=kept)
    judged = {name for name in _names(said, files)[:JUDGED]}
    by_key: defaultdict[int, list[Said]] = defaultdict(list)
    for held in said:
        if held.report not in judged:
            for key in held.wording.keys:
                by_key[key].append(held)
    found: dict[tuple[str, str], tuple[Wording, Wording]] = {}
    for key in sorted(by_key):
        if len(by_key[key]) <= HELD:
            for a, b in combinations([told.wording for told in by_key[key]], 2):
                if strange(a, b):
                    found[a.id, b.id] = a, b
    rng, asked = random.Random(seed), []
    for pair in rng.sample(sorted(found), len(found)):
        one, other = found[pair]
        near = replace(other, day=(one.day or 0) + rng.randint(-6, 6))
        if judge(one, near, guess=False).waiting:
            asked.append(_example(one, near))
            if len(asked) == count:
                break
    return asked


def strange(a: Wording, b: Wording) -> bool:
    """Whether two can't be of one event: published long apart, and no named party in both."""
    if a.day is None or b.day is None or abs(a.day - b.day) < APART:
        return False
    ones, others = ({f.key for f in w.forms if f.named} for w in (a, b))
    return not ones & others


def _example(a: Wording, b: Wording) -> Example:
    sides = [
        Side(text=w.text, whole=w.whole, date=None if w.day is None else str(date.fromordinal(w.day)))
        for w in (a, b)
    ]
    return Example(
        a=sides[0],
        b=sides[1],
        label=LABELS.index("apart"),
        event=False,
        weight=WEIGHT,
        group=f"strangers/{a.id[-6:]}",
        id=f"{a.id[-12:]}-{b.id[-12:]}",
    )


def _names(said: Sequence[Said], files: Sequence[Path]) -> list[str]:
    """The reports of the first file, in its order."""
    first = f"{files[0].parent.name}/"
    return [name for name in dict.fromkeys(one.report for one in said) if name.startswith(first)]
