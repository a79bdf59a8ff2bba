"""Which parties of several reports are one: the joins of `linking.party_step` against what people marked.

usage: python -m training.parties_across story FOLDER TRUTH.json
       python -m training.parties_across ecbplus ECBPLUS_FOLDER [--type HUM]

Over all pairs of parties of two reports: precision (of those joined, how many are one), recall (of those that
are one, how many were joined). story: the reports of a folder as the reader reads them, against the mentions
that the truth names; a mention that the reader missed joins nothing. ecbplus: gold mentions of the train
part, so that joining alone is measured: what one document calls one thing is a party, by its longest name;
pairs within a topic. Neither roles nor dates are known there, which the rules against namesakes go by.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from secondsource.desk.reading import read_rows
from secondsource.linking.party_step import step, tied_of
from secondsource.linking.party_store import MemoryParties

Row = dict[str, Any]


class Marked(NamedTuple):
    """A party of a report: what people say that it is, and the party that it was joined to, or None.

    scope: only pairs of one scope are counted.
    """

    report: str
    gold: str
    joined: str | None
    scope: str = ""


class Share(NamedTuple):
    """Pairs that are one and were joined; were joined; are one."""

    right: int
    joined: int
    gold: int

    @property
    def precision(self) -> float:
        """Of the joined pairs, in percent; 100 of none."""
        return 100 * self.right / self.joined if self.joined else 100.0

    @property
    def recall(self) -> float:
        """Of the pairs that are one, in percent; 100 of none."""
        return 100 * self.right / self.gold if self.gold else 100.0


def pairs(marked: Iterable[Marked]) -> Share:
    """Counts pairs of two reports of one scope."""
    scopes: dict[str, list[Marked]] = defaultdict(list)
    for each in marked:
        scopes[each.scope].append(each)
    right = joined = gold = 0
    for held in scopes.values():
        for a, b in combinations(held, 2):
            if a.report == b.report:
                continue
            one, made = a.gold == b.gold, a.joined is not None and a.joined == b.joined
            right, joined, gold = right + (one and made), joined + made, gold + one
    return Share(right, joined, gold)


def joined(rows: Mapping[str, Row]) -> tuple[MemoryParties, dict[tuple[str, str], str]]:
    """Joins the parties of readings; the party of each party of a report."""
    store = MemoryParties()
    store.reports = dict(rows)
    step(store, sorted(rows))
    seen = store.sighted(sorted(rows))
    tied = tied_of(store, {s.profile for s in seen})
    return store, {(s.report, s.local): tied[s.profile].party for s in seen}


def story(rows: Sequence[Row], truth: Row) -> list[Marked]:
    """The mentions that the truth names, with the party that the reading has there."""
    at = {held["path"]: held["key"] for held in truth["reports"]}
    by_key = {key: row for row in rows for path, key in at.items() if row["path"].endswith(path)}
    _, parties = joined(by_key)
    found = []
    for party in truth["parties"]:
        for mention in party["mentions"]:
            key = mention["report"]
            local = _local(by_key[key], mention["words"], mention["mention"])
            found.append(Marked(key, party["name"], parties.get((key, local or ""))))
    return found


def _local(row: Row, words: str, mention: str) -> str | None:
    """The party of the reader's mention that covers a quoted one best; None where there is none."""
    text = row["report"]["text"]
    start = text.index(words) + words.index(mention)
    end = start + len(mention)
    best: tuple[float, str] | None = None
    for held in row["mentions"]:
        for a, b in held["spans"]:
            shared = min(end, b) - max(start, a)
            if shared > 0 and held["party"]:
                share = shared / (max(end, b) - min(start, a))
                best = max(best, (share, held["party"])) if best else (share, held["party"])
    return best[1] if best else None


def ecbplus(folder: Path, *, type: str = "HUM") -> list[Marked]:
    """The named things of one type in the train part: one party a document and chain."""
    topics = {d["doc"]: d["topic"] for d in _lines(folder / "train_documents.jsonl")}
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mention in _lines(folder / "train_entity_mentions.jsonl"):
        if mention["type"].startswith(type) and any(word[:1].isupper() for word in mention["text"].split()):
            names[mention["doc"]][mention["chain"]].append(mention["text"])
    rows, golds = {}, {}
    for doc, chains in names.items():
        held = {f"p{n}": (chain, forms) for n, (chain, forms) in enumerate(sorted(chains.items()), 1)}
        rows[doc] = _reading({id: forms for id, (_, forms) in held.items()})
        golds[doc] = {id: chain for id, (chain, _) in held.items()}
    _, parties = joined(rows)
    return [
        Marked(doc, chain, parties.get((doc, id)), str(topics[doc]))
        for doc, held in golds.items()
        for id, chain in held.items()
    ]


def _reading(forms: Mapping[str, Sequence[str]]) -> Row:
    """A reading that has these parties and nothing else; each is named by its longest form."""
    made = []
    for id, texts in forms.items():
        ranked = sorted(set(texts), key=lambda text: (-len(text.split()), text))
        made.append({
            "id": id, "name": ranked[0], "type": None, "kind": "named", "aliases": ranked[1:], "role": None,
            "members": [], "place": None,
        })  # fmt: skip
    return {"report": None, "statements": [], "mentions": [], "numbers": [], "parties": made}


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main(words: Sequence[str] | None = None) -> int:
    """Prints the shares of a run."""
    parser = argparse.ArgumentParser(description="Parties across reports, against what people marked.")
    parser.add_argument("what", choices=("story", "ecbplus"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("truth", type=Path, nargs="?")
    parser.add_argument("--type", default="HUM")
    given = parser.parse_args(words)
    if given.what == "story":
        truth = json.loads(given.truth.read_text(encoding="utf-8"))
        rows: list[Any] = list(read_rows([given.folder], with_text=True))
        marked = story(rows, truth)
    else:
        marked = ecbplus(given.folder, type=given.type)
    share = pairs(marked)
    missed = sum(each.joined is None for each in marked)
    sys.stdout.write(
        f"{len(marked)} parties of reports, {missed} not seen; precision {share.precision:.1f} "
        f"({share.right} of {share.joined}), recall {share.recall:.1f} (of {share.gold})\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
