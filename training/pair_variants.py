"""Variants of judged pairs, made by rule: a figure, a day or a name exchanged, a denial, a detail left out.

They stand in for what annotators wrote by hand for a part of the pairs; a new set is drawn for each pass.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from secondsource.encoder.pairs import Side
from training.pair_data import FACETS, LABELS, Example

_FIGURE = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\b\d+(?:\.\d+)?\b")
_WORDS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
)
_WORD = re.compile(r"\b(?:" + "|".join(_WORDS) + r")\b")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAY = re.compile(r"\b(?:" + "|".join(_DAYS + _MONTHS) + r")\b")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z]+(?:\s+[A-Z][a-z]+)*\b")
_HELPER = re.compile(r"\b(was|were|is|are|has|have|had|will|would|could|can|did)\b(?!\s+not)")
_TAIL = re.compile(r"\s*(?:,[^,]{4,60}|\b(?:on|in|at|near|after|during|with|by|from|for)\s[^,]{4,50})$")
_LEAD = (
    "officials said",
    "police said",
    "it was reported that",
    "according to witnesses,",
    "the ministry said that",
)
_ONE_EVENT = (0, 1, 2, -2)


def varied(examples: Sequence[Example], rng: random.Random, share: float) -> list[Example]:
    """Variants of some of the judged pairs; each is of another label, or of the same in other words."""
    names = sorted({m[0] for e in examples for m in _NAME.finditer(e.a.text)})
    out: list[Example] = []
    for example in examples:
        if example.label is None or rng.random() > share:
            continue
        if example.label not in _ONE_EVENT:
            continue
        # Against the other side, or against its own words.
        base = replace(example, b=example.a) if rng.random() < 0.35 else example
        ways = [_figure, _day, _named, _shorter, _led, _denied]
        # What fits seldom is tried first, so that denials and the like do not crowd it out.
        ways.sort(key=lambda way: rng.random() * (1.0 if way in (_figure, _day, _named) else 2.0))
        for way in ways:
            made = way(base, rng, names)
            if made is not None:
                out.append(replace(made, weight=0.5, id=f"{example.id}~"))
                break
    return out


def _conflict(example: Example, text: str, facet: str) -> Example:
    b = Side(text=text, date=example.b.date)
    return replace(
        example, b=b, label=LABELS.index("conflicts"), facet=FACETS.index(facet), supersedes=None, event=True
    )


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _figure(example: Example, rng: random.Random, names: Sequence[str]) -> Example | None:
    """A figure that both sides hold becomes another."""
    shared = [
        m for m in _FIGURE.finditer(example.b.text) if re.search(rf"\b{re.escape(m[0])}\b", example.a.text)
    ]
    if shared:
        match = rng.choice(shared)
        value = float(match[0].replace(",", ""))
        if 1900 <= value <= 2100 and "," not in match[0]:
            return None
        factor = rng.choice((0.4, 0.6, 1.5, 2, 3))
        new = int(value * factor) + rng.choice((1, 2)) if value >= 3 else int(value) + rng.choice((1, 2, 3))
        return None if new == value else _conflict(example, _put(example.b.text, match, f"{new:,}"), "number")
    spelt = [m for m in _WORD.finditer(example.b.text) if re.search(rf"\b{m[0]}\b", example.a.text)]
    if not spelt:
        return None
    match = rng.choice(spelt)
    return _conflict(
        example, _put(example.b.text, match, rng.choice([w for w in _WORDS if w != match[0]])), "number"
    )


def _day(example: Example, rng: random.Random, names: Sequence[str]) -> Example | None:
    """A weekday or month that both sides hold becomes another."""
    shared = [m for m in _DAY.finditer(example.b.text) if m[0] in example.a.text]
    if not shared:
        return None
    match = rng.choice(shared)
    some = _DAYS if match[0] in _DAYS else _MONTHS
    return _conflict(
        example, _put(example.b.text, match, rng.choice([d for d in some if d != match[0]])), "time"
    )


def _denied(example: Example, rng: random.Random, names: Sequence[str]) -> Example | None:
    """One side is put in the negative."""
    if re.search(r"\b(?:not|no|never|denied|n't)\b", example.a.text + " " + example.b.text):
        return None
    match = _HELPER.search(example.b.text)
    if match is not None and rng.random() < 0.7:
        return _conflict(example, _put(example.b.text, match, f"{match[0]} not"), "denial")
    lead = rng.choice(
        ("it is not true that", "the army denied that", "there was no evidence that", "officials denied that")
    )
    return _conflict(example, f"{lead} {example.b.text}", "denial")


def _named(example: Example, rng: random.Random, names: Sequence[str]) -> Example | None:
    """A name that both sides hold becomes another."""
    shared = [m for m in _NAME.finditer(example.b.text) if m[0] in example.a.text]
    if not shared or not names:
        return None
    match = rng.choice(shared)
    new = rng.choice(names)
    return (
        None
        if new in match[0] or match[0] in new
        else _conflict(example, _put(example.b.text, match, new), "actor")
    )


def _shorter(example: Example, rng: random.Random, names: Sequence[str]) -> Example | None:
    """Against itself without its last detail: the longer one says more."""
    match = _TAIL.search(example.a.text)
    if match is None or match.start() < 25:
        return None
    short = Side(text=example.a.text[: match.start()], date=example.a.date)
    return replace(
        example, a=Side(text=example.a.text, date=example.a.date), b=short,
        label=LABELS.index("refines-a"), facet=None, supersedes=None, event=True,
    )  # fmt: skip


def _led(example: Example, rng: random.Random, names: Sequence[str]) -> Example | None:
    """Against itself with who says it before it: the same."""
    text = f"{rng.choice(_LEAD)} {example.a.text}"
    same = Side(text=text, date=example.a.date)
    plain = Side(text=example.a.text, date=example.a.date)
    return replace(
        example, a=plain, b=same, label=LABELS.index("same"), facet=None, supersedes=None, event=True
    )
