"""Copies planted among real reports, and reports that only look alike, for `benchmarks.echoes`.

Kinds of copies: whole, trimmed (half to four fifths of the sentences), edited (10 to 40 % of the words
replaced, put in or left out), mixed (halves of two reports in one), recredited (whole, under another
publisher's name, with a credit and a paragraph of its own). Distractors are reports of the set beside others
of its own publisher, day and matter, with standing texts of the set pasted in, as a house closes all of its.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from secondsource.model.echo import Text
from secondsource.model.span import Span
from secondsource.model.statement import Credit

KINDS = ("whole", "trimmed", "edited-10", "edited-20", "edited-30", "edited-40", "mixed", "recredited")
# Fewer words than this are no report to copy.
FEWEST = 60
_PAPERS = ("Brask Lantern", "Sarn Echo", "Harbour Post", "Nordhaven News", "Kestrin Herald", "Aldis Courier")
_BREAK = re.compile(r"(?<=[.!?\"])\s+(?=[A-Z\"])|\n\s*\n")


@dataclass(slots=True)
class Planted:
    """Reports, and what is true of them. copies: id of a copy -> its kind and the ids it was made from.

    standing: ids of reports into which a standing text was pasted, with which one.
    """

    texts: list[Text] = field(default_factory=list)
    copies: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    standing: dict[str, int] = field(default_factory=dict)


def read(paths: Iterable[Path]) -> list[Text]:
    """The reports of record files, or of all record files named documents.jsonl below a folder."""
    found = []
    for path in paths:
        files = sorted(path.rglob("documents.jsonl")) if path.is_dir() else [path]
        for file in files:
            with file.open(encoding="utf-8") as lines:
                found += [_text(json.loads(line), file, n) for n, line in enumerate(lines)]
    return [text for text in found if len(text.text.split()) >= FEWEST]


def _text(row: dict[str, Any], file: Path, n: int) -> Text:
    return Text(
        report=f"{file.parent.name}/{row.get('id') or row.get('url') or n}",
        text=row["text"],
        title=row.get("title"),
        publisher=row.get("publisher"),
        published=row.get("published") or row.get("date"),
    )


def planted(base: Sequence[Text], *, each: int, seed: int) -> Planted:
    """The set with `each` copies of every kind, and as many reports with standing texts pasted in."""
    chance = random.Random(seed)
    made = Planted()
    # Whole paragraphs of reports that are left out of the set are its standing texts.
    spare = set(chance.sample(range(len(base)), 8))
    standing = [_paragraph(base[n], chance) for n in sorted(spare)]
    kept = [text for n, text in enumerate(base) if n not in spare]
    words = [word for text in kept[:300] for word in text.text.split()]
    sources = [text for text in kept if len(text.text.split()) <= 1_500]
    for kind in KINDS:
        for n in range(each):
            one, other = chance.sample(sources, 2)
            copy = _copy(kind, one, other, words, chance)
            id = f"copy/{kind}/{n}"
            made.copies[id] = (kind, (one.report, other.report) if kind == "mixed" else (one.report,))
            made.texts.append(replace(copy, report=id))
    for text, which in _pasted(kept, standing, len(made.copies), chance):
        made.standing[text.report] = which
        made.texts.append(text)
    made.texts += [text for text in kept if text.report not in made.standing]
    chance.shuffle(made.texts)
    return made


def _pasted(
    kept: Sequence[Text], standing: Sequence[str], count: int, chance: random.Random
) -> list[tuple[Text, int]]:
    """As many reports as are wanted with the closing paragraph of their house, house by house."""
    houses: defaultdict[str, list[Text]] = defaultdict(list)
    for text in kept:
        houses[text.publisher or "set"].append(text)
    found: list[tuple[Text, int]] = []
    for n, (house, texts) in enumerate(sorted(houses.items(), key=lambda item: (-len(item[1]), item[0]))):
        which = n % len(standing)
        for text in texts[: count - len(found)]:
            publisher = _PAPERS[0] if house == "set" else house
            words = f"{text.text}\n\n{standing[which]}"
            found.append((replace(text, text=words, publisher=publisher), which))
    chance.shuffle(found)
    return found


def _paragraph(text: Text, chance: random.Random) -> str:
    """Some 30 words or more of a report that stand together."""
    parts = [part for part in _BREAK.split(text.text) if len(part.split()) >= 12]
    start = chance.randrange(max(1, len(parts) - 1))
    return " ".join(parts[start : start + 2])


def _copy(kind: str, one: Text, other: Text, words: Sequence[str], chance: random.Random) -> Text:
    paper = chance.choice(_PAPERS)
    if kind == "whole":
        made = one.text
    elif kind == "trimmed":
        made = _trimmed(one.text, chance)
    elif kind == "mixed":
        made = f"{_half(one.text, chance)}\n\n{_half(other.text, chance)}"
    elif kind == "recredited":
        own = " ".join(chance.choices(words, k=25))
        agency = one.publisher or "Wikinews"
        text = f"{one.text}\n\n{own}."
        spans = (Span(len(text) + 2, len(text) + 2 + len(agency)),)
        credit = Credit(text=agency, spans=spans, name=agency, kind="tag")
        text = f"{text} ({agency})"
        return replace(one, text=text, publisher=paper, title=None, credits=(credit,))
    else:
        made = _edited(one.text, int(kind.removeprefix("edited-")) / 100, words, chance)
    return replace(one, text=made, publisher=paper, title=None, published=_later(one.published, chance))


def _later(published: str | None, chance: random.Random) -> str | None:
    if published is None:
        return None
    return (date.fromisoformat(published[:10]) + timedelta(days=chance.choice((0, 0, 1, 2)))).isoformat()


def _trimmed(text: str, chance: random.Random) -> str:
    """Some of its sentences, in their order: half to four fifths."""
    parts = _BREAK.split(text)
    count = max(1, round(len(parts) * chance.uniform(0.5, 0.8)))
    return " ".join(parts[n] for n in sorted(chance.sample(range(len(parts)), count)))


def _half(text: str, chance: random.Random) -> str:
    """Half of its sentences, in one stretch."""
    parts = _BREAK.split(text)
    count = max(1, (len(parts) + 1) // 2)
    start = chance.randrange(len(parts) - count + 1)
    return " ".join(parts[start : start + count])


def _edited(text: str, share: float, words: Sequence[str], chance: random.Random) -> str:
    """The text with a share of its words changed: each replaced, left out, or one put in before it."""
    made = []
    for word in text.split():
        turn = chance.random() if chance.random() < share else 1.0
        if turn < 0.5:
            made.append(chance.choice(words))
        elif turn >= 0.75:
            if turn < 1.0:
                made.append(chance.choice(words))
            made.append(word)
    return " ".join(made)
