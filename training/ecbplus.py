"""Which mentions of events tell of one event: the system's pair score and clustering on gold mentions of
ECB+, beside the head-lemma baseline.

usage: python -m training.ecbplus ECBPLUS_FOLDER [--part dev|train] [--rows ROWS.pickle] [--pairs pairs.onnx]
           [--answers ANSWERS.json] [--tools DIR] [--json]

Each mention is a wording made of its sentence with the mention as its event, read like any report. Candidates
are all pairs of a topic whose mentions share the stem or the class of their head; a pair that is none counts
as never scored, 0. The score is that both speak of one happening (`linking.score.one_matter`, with --pairs
the pair reader's answer too) and what the heads share; clusters are made within a topic by `linking.update`
with the memory store. `score_clusters.py --singletons` scores, one topic a document. The baseline, in the
same run: mentions of a topic whose heads have one stem. What heads count, and the threshold, were chosen on
the train part; of the dev part only totals are printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from secondsource.encoder.pairs import Side
from secondsource.linking import stems
from secondsource.linking.events import class_of
from secondsource.linking.keys import id_of, key_of
from secondsource.linking.memory import MemoryStore
from secondsource.linking.pair_reader import Answer
from secondsource.linking.score import one_matter
from secondsource.linking.store import Scored
from secondsource.linking.update import Dated, Step, update
from secondsource.linking.working import Rule
from secondsource.model.clusters import Node
from secondsource.model.wording import Edge, Wording
from training.bare import Answers, Readings
from training.pair_data import Example, lines

# Thousandths that a pair is worth more where the heads have one stem, or one class: on the train part, CoNLL
# 72.0 by stems alone; 73.2 with these, 71.5 with 300 and 0, 72.6 where every pair of one class is joined.
STEM, CLASS = 500, 300
RULE = Rule(threshold=800, merge=800, unscored=0, holders=1 << 30, alike=1 << 30)
_LONGEST = 80  # tokens of a sentence that are read
Ask = Callable[["Mention", "Mention"], Answer | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A gold mention. head: the stem of its first word that means something; kind: its class, else head.

    wording: of its sentence, None where nothing was read in it.
    """

    text: str
    sentence: str
    chain: str
    head: str
    kind: str
    wording: Wording | None


def mentions(folder: Path, part: str, readings: Readings) -> dict[str, list[Mention]]:
    """The gold mentions of events by topic, in the order of the file."""
    documents = {row["doc"]: row for row in lines(folder / f"{part}_documents.jsonl")}
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for row in lines(folder / f"{part}_event_mentions.jsonl"):
        document = documents[row["doc"]]
        tokens: list[str] = document["sentences"][row["sentence"]][:_LONGEST]
        sentence, at = " ".join(tokens), row["tokens"][0]
        start = len(" ".join(tokens[:at])) + bool(at)
        event = (start, start + len(tokens[at])) if at < len(tokens) else None
        head, kind = headed(row["text"])
        wording = readings.wording(sentence, None, event)
        found[str(document["topic"])].append(
            Mention(
                text=row["text"],
                sentence=sentence,
                chain=row["chain"],
                head=head,
                kind=kind,
                wording=None if wording is None else told(wording, head, kind),
            )
        )
    return dict(found)


def headed(text: str) -> tuple[str, str]:
    """The stem of a mention's first word that means something, and the class of its first that has one."""
    words = stems.words(text) or [stems.fold(text)]
    head = stems.stem(next((word for word in words if word not in stems.STOP), words[0]))
    return head, next((key for word in words if (key := class_of(word))), head)


def told(wording: Wording, head: str, kind: str) -> Wording:
    """The wording of a sentence with one event of it, of an id of its own, and the keys of head and kind."""
    id = id_of(wording, "sha256:" + sha256(f"{wording.id}|{head}|{kind}".encode()).hexdigest())
    keys = tuple(sorted({key_of(f"head|{head}"), key_of(f"kind|{kind}")}))
    return replace(wording, id=id, event=kind, keys=keys)


def probability(a: Mention, b: Mention, answer: Answer | None = None) -> int:
    """Thousandths that two mentions tell of one event, from their sentences and their heads."""
    assert a.wording is not None and b.wording is not None
    common = one_matter(a.wording, b.wording, answer)
    shared = STEM if a.head == b.head else CLASS if a.kind == b.kind else 0
    return min(999, common + shared)


def clustered(found: Sequence[Mention], ask: Ask, *, rule: Rule = RULE) -> list[str]:
    """The cluster of each mention of a topic. One that has no wording is alone."""
    by_id = {m.wording.id: m for m in found if m.wording is not None}
    wordings = [m.wording for m in by_id.values() if m.wording is not None]

    def score(pairs: Sequence[tuple[Wording, Wording, Any]]) -> list[Scored]:
        made = []
        for a, b, _ in pairs:
            one, other = by_id[a.id], by_id[b.id]
            value = probability(one, other, ask(one, other))
            made.append(Scored(Edge(a=a.id, b=b.id, label="same", probability=value)))
        return made

    store = MemoryStore()
    update(store, Step(put=[Dated(w, None) for w in wordings]), score=score, rule=rule)
    claims = {node.id: str(node.claim) for node in store.rows(Node)}
    return [f"alone-{i}" if m.wording is None else claims[m.wording.id] for i, m in enumerate(found)]


def scored(topics: Mapping[str, Sequence[Mention]], given: Mapping[str, Sequence[str]], tools: Path) -> Any:
    """What the scorer says: each topic as a document in which every mention is one token."""
    with tempfile.TemporaryDirectory() as place:
        keys, out = Path(place) / "keys", Path(place) / "told.jsonl"
        keys.mkdir()
        rows = []
        for topic, found in topics.items():
            chains = {chain: n for n, chain in enumerate(dict.fromkeys(m.chain for m in found))}
            told = (f"{i}\tm{i}\t({chains[m.chain]})" for i, m in enumerate(found))
            (keys / f"{topic}.conll").write_text("\n".join(told) + "\n", "utf-8")
            clusters: defaultdict[str, list[list[int]]] = defaultdict(list)
            for i, name in enumerate(given[topic]):
                clusters[name].append([i, i + 1])
            rows.append(json.dumps({"doc": topic, "clusters": list(clusters.values())}))
        out.write_text("\n".join(rows), "utf-8")
        command = [sys.executable, str(tools / "score_clusters.py"), "score", str(keys), str(out)]
        done = subprocess.run([*command, "--singletons", "--json"], check=True, capture_output=True)
    return json.loads(done.stdout)


def asking(weights: Path | None, kept: Path | None) -> tuple[Ask, Callable[[], None]]:
    """Who is asked about a pair of mentions, and what keeps the answers for the next time."""
    if weights is None:
        return lambda a, b: None, lambda: None
    answers = Answers(weights, kept)

    def ask(a: Mention, b: Mention) -> Answer:
        sides = [Side(text=m.text, whole=m.sentence) for m in (a, b)]
        assert a.wording is not None and b.wording is not None
        return answers.of(Example(a=sides[0], b=sides[1], id=f"{a.wording.id}|{b.wording.id}"))

    return ask, answers.keep


def figures(result: Mapping[str, Any]) -> dict[str, float]:
    """F1 of each measure, and their mean."""
    return {"conll": result["conll"], **{name: result[name]["f1"] for name in ("b3", "muc", "ceafe")}}


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(None if arguments is None else list(arguments))
    readings = Readings(args.rows)
    topics = mentions(args.folder, args.part, readings)
    readings.keep()
    ask, keep = asking(args.pairs, args.answers)
    given = {topic: clustered(found, ask) for topic, found in topics.items()}
    keep()
    heads = {topic: [m.head for m in found] for topic, found in topics.items()}
    results = {
        "system": figures(scored(topics, given, args.tools)),
        "baseline": figures(scored(topics, heads, args.tools)),
    }
    if args.json:
        print(json.dumps({"part": args.part, "mentions": sum(map(len, topics.values())), **results}))
        return
    for name, row in results.items():
        print(f"{name:9} " + " ".join(f"{measure} {value:5.1f}" for measure, value in row.items()))


if __name__ == "__main__":
    main()
