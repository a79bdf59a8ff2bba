"""Pairs of propositions and of sentences, as the pair reader learns from them.

Sources: `linking/train` (labels), `inference/` (entailment, sampled), `crossdoc/ecbplus` train topics (one
event or two), without the topics that `linking/SOURCE.md` keeps for measuring. Non-commercial parts are out.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from secondsource.encoder.pairs import Side

# Topics whose pairs measure (linking/SOURCE.md).
KEPT_APART = frozenset({"4", "25", "28"})
# Sets of `inference/` and how many pairs of each, the nearest to reports first.
SAMPLED: dict[str, int] = {
    "equate": 4000, "vitaminc_sample": 400, "fever_symmetric": 1400, "fever_dev": 4000, "rte": 2600,
    "wice": 1100, "ists_headlines": 150, "lingnli": 3500, "multinli_sample": 6000,
    "semi_auto_wiki": 2500, "negation_nli": 2000, "fool_me_twice": 2500, "conjnli": 2500,
    "breaking_nli": 1500, "temporal_validity_nli": 800, "monli": 400, "scone": 700, "nan_nli": 250,
    "climate_fever": 1200, "healthver": 900, "claimdiff": 1500, "covid_fact": 800, "emergent": 1000,
    "med": 1000, "help_conj": 600, "function_words_nli": 500, "snli_dev_sample": 1000,
    "tracie": 300,
}  # fmt: skip
ENTAILED = ("entails", "neutral", "contradicts")
Pair = tuple[dict[str, Any], dict[str, Any]]
_LONGEST = 400  # characters of one side of `inference/`

LABELS = ("same", "refines-a", "refines-b", "conflicts", "apart")
FACETS = ("number", "time", "place", "actor", "denial", "outcome", "manner", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Two sides and what is known of them; None or "" where nothing is.

    label: index of LABELS, or of both refinements (-2) where neither side says more. facet: index of FACETS.
    entails: index of ENTAILED, or -1 for "not entailed". event: one event or not. weight: of its loss. group:
    what may not be parted between training and what is held aside.
    """

    a: Side
    b: Side
    label: int | None = None
    facet: int | None = None
    supersedes: bool | None = None
    entails: int | None = None
    event: bool | None = None
    weight: float = 1.0
    group: str = ""
    id: str = ""
    gold: dict[str, Any] = field(default_factory=dict)

    def turned(self) -> Example:
        """The same with the sides exchanged. An entailment holds one way only, and can't be turned."""
        label = {1: 2, 2: 1}.get(self.label, self.label) if self.label is not None else None
        return Example(
            a=self.b, b=self.a, label=label, facet=self.facet, supersedes=self.supersedes, event=self.event,
            weight=self.weight, group=self.group, id=self.id, gold=self.gold,
        )  # fmt: skip


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def linking(path: Path, *, context: bool = True) -> Iterator[Example]:
    """The judged pairs of a file of `linking/`; variants have no context of their own words."""
    rows = lines(path)
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        model = by_id.get(row.get("of", ""), row)
        sides = []
        for side in "ab":
            text, given = row[side]["text"], row[side]
            kept = context and (not row.get("written") or text == model[side]["text"])
            whole = model[side].get("whole", "") if kept else ""
            sides.append(Side(text=text, whole=whole, date=model[side].get("date") or given.get("date")))
        label = row["label"]
        more = {"a": 1, "b": 2}.get(row.get("more") or "", -2)
        at = more if label == "refines" else LABELS.index(label)
        facet = row.get("facet")
        yield Example(
            a=sides[0],
            b=sides[1],
            label=at,
            facet=FACETS.index(facet if facet in FACETS else "other") if label == "conflicts" else None,
            supersedes=bool(row.get("supersedes")) if label == "conflicts" else None,
            event=False if (label, facet) == ("apart", "event") else True if label != "apart" else None,
            weight=0.6 if row.get("sure") == 1 else 1.0,
            group=group_of(model),
            id=row["id"],
            gold=row,
        )


def group_of(row: dict[str, Any]) -> str:
    """The topic of a pair, or its first document where a set has no topics."""
    given = row["a"]
    doc = str(given.get("doc", row["id"]))
    return f"{given.get('set', '')}/{doc.split('_')[0]}"


def inference(folder: Path, *, seed: int, share: float = 1.0) -> Iterator[Example]:
    """Pairs of sentences of `inference/`, sampled set by set, the labels of a set evenly."""
    for name, count in SAMPLED.items():
        by_label: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in lines(folder / name / "data.jsonl"):
            label = row.get("label")
            if label == "apart":
                label = "neutral"
            if label in (*ENTAILED, "not_entails", "same", "refines") and _fits(row):
                by_label[label].append(row)
        each = max(1, int(share * count / max(1, len(by_label))))
        for label in sorted(by_label):
            rows = by_label[label]
            rows.sort(key=lambda r: hashlib.sha256(f"{seed}{r['a']}{r['b']}".encode()).digest())
            for row in rows[:each]:
                yield _inferred(row, label, name)


def _fits(row: dict[str, Any]) -> bool:
    return all(isinstance(row[s], str) and 3 < len(row[s]) <= _LONGEST for s in "ab")


def _inferred(row: dict[str, Any], label: str, name: str) -> Example:
    a, b = Side(text=row["a"]), Side(text=row["b"])
    if label == "same":
        return Example(a=a, b=b, label=0, entails=0, group=name)
    if label == "refines":
        at = {"a": 1, "b": 2}.get(row.get("more") or "", -2)
        return Example(a=a, b=b, label=at, group=name)
    return Example(a=a, b=b, entails=-1 if label == "not_entails" else ENTAILED.index(label), group=name)


def events(folder: Path, *, seed: int, count: int) -> Iterator[Example]:
    """Mentions of events in two documents of one topic of ECB+: one event or two.

    Half are of one chain. Of the others a third share their head word, which is what is hard.
    """
    docs = {d["doc"]: d for d in lines(folder / "train_documents.jsonl") if str(d["topic"]) not in KEPT_APART}
    by_topic: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in lines(folder / "train_event_mentions.jsonl"):
        if mention["doc"] in docs and mention.get("type", "ACT") in ("ACT", "NEG"):
            by_topic[str(docs[mention["doc"]]["topic"])].append(mention)
    rng = random.Random(seed)
    each = count // max(1, len(by_topic))
    for topic in sorted(by_topic):
        one: list[Pair] = []
        hard: list[Pair] = []
        other: list[Pair] = []
        found = by_topic[topic]
        for i, x in enumerate(found):
            for y in found[i + 1 :]:
                if x["doc"] == y["doc"]:
                    continue
                same = x["chain"] == y["chain"]
                like = x["text"].lower()[:4] == y["text"].lower()[:4]
                (one if same else hard if like else other).append((x, y))
        for some, n in ((one, each // 2), (hard, each // 3), (other, each // 6)):
            for x, y in rng.sample(some, min(n, len(some))):
                yield Example(
                    a=_mentioned(docs, x),
                    b=_mentioned(docs, y),
                    event=some is one,
                    weight=0.5,
                    group=f"ecb/{topic}",
                )


def _mentioned(docs: dict[str, dict[str, Any]], mention: dict[str, Any]) -> Side:
    """A sentence with one event marked."""
    tokens: Sequence[str] = docs[mention["doc"]]["sentences"][mention["sentence"]]
    return Side(text=mention["text"], whole=" ".join(tokens[:80]))
