"""Decodes attributions with any settings on annotated articles, and says what is still missed.

usage: python -m training.evaluate WEIGHTS.onnx POLNEAR_FOLDER [--tune | --breakdown] [--json]
       (a compartment: text/ and attributions/; --part tune takes only the documents kept from training)

The measures are those of the corpus scorer: token F1 of each role, and whole attributions.
"""

from __future__ import annotations

import argparse
import itertools
import json
import pickle
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from secondsource.encoder.heads import CUTS, pair_scores
from secondsource.encoder.pieces import Piecer
from secondsource.encoder.session import Session
from secondsource.reading.attributions import Decoding, Found, decode, find_cues
from training.data import VOCABULARY, Example, load_polnear, share
from training.train import TUNE

ROLES = ("source", "cue", "content")


def outputs_of(session: Session, examples: list[Example]) -> list[list[dict[str, np.ndarray]]]:
    return [session.run(e.pieces, e.windows) for e in examples]


def predict(session: Session, example: Example, outputs: list[dict[str, np.ndarray]], settings: Decoding) -> list[Found]:
    """The attributions of a text in words of the text."""
    found: list[Found] = []
    for window, out in zip(example.windows, outputs, strict=True):
        s = slice(window.first, window.last)
        cues = find_cues(out["attribution.tags"], least=settings.cue)
        if not len(cues):
            continue
        pairs = pair_scores(
            out, session.tables, cut="attribution", cues=cues,
            sentence=example.segments.sentence[s], paragraph=example.segments.paragraph[s],
        )  # fmt: skip
        up = lambda r: None if r is None else (r[0] + window.first, r[1] + window.first)  # noqa: B023, E731
        for f in decode(out["attribution.tags"], pairs, cues, settings=settings):
            found.append(replace(f, cue=up(f.cue), source=up(f.source), content=tuple(up(r) for r in f.content)))
    return found


def words_in(ranges: list[tuple[int, int] | None]) -> set[int]:
    return {w for r in ranges if r for w in range(*r)}


def roles_of(a: object) -> dict[str, set[int]]:
    return {"source": words_in([a.source]), "cue": words_in([a.cue]), "content": words_in(list(a.content))}


def score(pairs: list[tuple[list, list]]) -> dict[str, dict[str, float]]:
    """pairs of (gold, read) per document -> the scorer's figures."""
    count = {r: np.zeros(3) for r in (*ROLES, "attribution")}
    for gold, read in pairs:
        g, p = [roles_of(a) for a in gold], [roles_of(a) for a in read]
        for r in ROLES:
            a, b = set().union(*(x[r] for x in g)) if g else set(), set().union(*(x[r] for x in p)) if p else set()
            count[r] += (len(a & b), len(b), len(a))
        free, hits = list(p), 0
        for a in g:
            best = max(
                ((len(a["content"] & b["content"]) / max(len(a["content"] | b["content"]), 1), k) for k, b in enumerate(free)
                 if a["source"] & b["source"] or not (a["source"] or b["source"])), default=(0, -1))  # fmt: skip
            if best[0] >= 0.5:
                free.pop(best[1])
                hits += 1
        count["attribution"] += (hits, len(p), len(g))
    out = {}
    for r, (hit, said, true) in count.items():
        p, q = hit / max(said, 1), hit / max(true, 1)
        out[r] = {"p": round(100 * p, 1), "r": round(100 * q, 1), "f1": round(200 * p * q / max(p + q, 1e-9), 1)}
    return out


def breakdown(pairs: list[tuple[list, list]]) -> Counter[str]:
    """What kind of fault each missed gold attribution is."""
    kinds: Counter[str] = Counter()
    for gold, read in pairs:
        g, p = [roles_of(a) for a in gold], [roles_of(a) for a in read]
        for a in g:
            jaccard = lambda b: len(a["content"] & b["content"]) / max(len(a["content"] | b["content"]), 1)  # noqa: B023, E731
            source = lambda b: bool(a["source"] & b["source"] or not (a["source"] or b["source"]))  # noqa: B023, E731
            best = max(p, key=jaccard, default=None)
            same_cue = [b for b in p if b["cue"] & a["cue"]]
            if any(jaccard(b) >= 0.5 and source(b) for b in p):
                kinds["found"] += 1
            elif best and jaccard(best) >= 0.5:
                kinds["source missing" if not best["source"] else "source invented" if not a["source"] else "other source"] += 1
            elif not same_cue:
                kinds["cue not found"] += 1
            elif any(len(b["content"] & a["content"]) for b in same_cue):
                b = max(same_cue, key=jaccard)
                kinds["content too long" if len(b["content"]) > len(a["content"]) else "content too short"] += 1
            else:
                kinds["content elsewhere"] += 1
        kinds["said and not annotated"] += sum(
            not any(len(a["content"] & b["content"]) / max(len(a["content"] | b["content"]), 1) >= 0.5 for a in g) for b in p)  # fmt: skip
    return kinds


def tune(session: Session, examples: list[Example], outputs: list) -> Decoding:
    """Coordinate search over the thresholds for whole-attribution F1."""
    grid = {
        "cue": [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55], "switch": [1.0, 2.0, 3.0, 4.0, 6.0],
        "content": [-1.0, 0.0, 0.5, 1.0, 1.5], "source": [-2.0, -1.0, 0.0, 1.0],
    }  # fmt: skip
    settings, best = Decoding(), 0.0
    for _ in range(2):
        for name, values in grid.items():
            for value in values:
                trial = replace(settings, **{name: value})
                f1 = score([(e.attributions, predict(session, e, o, trial)) for e, o in zip(examples, outputs, strict=True)])
                if f1["attribution"]["f1"] > best:
                    best, settings = f1["attribution"]["f1"], trial
    print(f"tuned: {settings} {best}")
    return settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=["all", "tune"], default="all")
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--breakdown", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    session = Session(args.weights)
    examples = load_polnear(args.folder, Piecer(VOCABULARY))
    if args.part == "tune":
        examples = [e for e in examples if share(e.name) < TUNE]
    outputs = outputs_of(session, examples)
    settings = tune(session, examples, outputs) if args.tune else Decoding()
    pairs = [(e.attributions, predict(session, e, o, settings)) for e, o in zip(examples, outputs, strict=True)]
    result = score(pairs)
    if args.json:
        print(json.dumps(result))
    else:
        print(f"{len(examples)} documents", *(f"{k} {v['f1']} (P {v['p']} R {v['r']})" for k, v in result.items()), sep="  ")
    if args.breakdown:
        print(dict(breakdown(pairs).most_common()))


if __name__ == "__main__":
    main()
