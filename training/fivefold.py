"""Measures the head of names by itself on re3d, five-fold: trained on four fifths of it, read on the last.

usage: python -m training.fivefold RE3D --start CHECKPOINT [--passes 14] [--json]

RE3D is the folder of the set (a folder for each origin, as entities/re3d). CHECKPOINT should not have been
trained on it. Everything that most annotators marked counts, descriptions and pronouns too ("the rebels"):
exact span and type of seven types. Prints also the ceiling that loose annotation sets: how many of the spans
that stand several times in a document are marked each time.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from pathlib import Path

import torch

from secondsource.encoder.heads import TYPES
from secondsource.encoder.pieces import Piecer
from secondsource.reading.mentions import names
from training.batches import collate, items, shuffled
from training.data import VOCABULARY, Example, share
from training.measures import name_f1
from training.names import load_re3d
from training.network import Network
from training.word_losses import names_loss

FOLDS = 5
Found = set[tuple[int, int, str]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("re3d", type=Path)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=14)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    piecer = Piecer(VOCABULARY)
    folders = sorted(p for p in args.re3d.iterdir() if p.is_dir())
    examples = [e for folder in folders for e in load_re3d(folder, piecer)]
    gold: list[Found] = []
    read: list[Found] = []
    for fold in range(FOLDS):
        aside = [e for e in examples if int(share(e.name) * FOLDS) == fold]
        network = trained([e for e in examples if e not in aside], args, seed=fold)
        gold += [{(*n.words, n.type) for n in e.names or []} for e in aside]
        read += [found(network, e) for e in aside]
        print(f"fold {fold + 1} of {FOLDS}: {name_f1(gold, read)}", flush=True)
    result = {**name_f1(gold, read), "consistent": consistency(examples)}
    print(json.dumps(result) if args.json else result)


def trained(examples: list[Example], args: argparse.Namespace, *, seed: int) -> Network:
    """The network of the checkpoint, trained on the names of these documents alone."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    network = Network()
    network.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
    rows = [i for e in examples for i in items(e)]
    head = [p for n, p in network.named_parameters() if n.startswith("heads")]
    body = [p for n, p in network.named_parameters() if not n.startswith("heads")]
    optimizer = torch.optim.AdamW([{"params": body, "lr": args.rate}, {"params": head, "lr": args.rate * 8}])
    batches = [list(shuffled(rows, pieces=1200, rng=rng)) for _ in range(args.passes)]
    total = sum(map(len, batches))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / 20, max(0.0, 1 - n / total))
    )
    network.train()
    for batch in (collate(b, masked=0.1, rng=rng) for a_pass in batches for b in a_pass):
        with torch.autocast("cpu", torch.bfloat16):
            out = network(batch.ids, batch.case, batch.gap, batch.quoted, batch.first, batch.last, batch.mask)
        loss = names_loss(out["name.tags"], batch)
        assert loss is not None
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    network.eval()
    return network


def found(network: Network, example: Example) -> Found:
    """The names read in a document, in words of its text."""
    out: Found = set()
    for item in items(example):
        batch = collate([item])
        with torch.no_grad():
            tags = network(
                batch.ids, batch.case, batch.gap, batch.quoted, batch.first, batch.last, batch.mask
            )["name.tags"][0]
        for n in names(tags.float().numpy(), item.sentence):
            out.add((n.words[0] + item.offset, n.words[1] + item.offset, TYPES[n.type]))
    return out


def consistency(examples: list[Example]) -> float:
    """Of all places where words stand that are marked somewhere in their document, the share marked there."""
    marked = standing = 0
    for e in examples:
        text = [e.segments.word(w).lower() for w in range(len(e.segments))]
        spans = {n.words for n in e.names or []}
        kinds: dict[tuple[str, ...], int] = Counter(tuple(text[a:b]) for a, b in spans)
        by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in kinds:
            by_first[words[0]].append(words)
        inside = {w for a, b in spans for w in range(a + 1, b)}
        for w, word in enumerate(text):
            for words in by_first.get(word, []):
                if tuple(text[w : w + len(words)]) == words and w not in inside:
                    standing += 1
                    marked += (w, w + len(words)) in spans
    return round(100 * marked / max(standing, 1), 1)


if __name__ == "__main__":
    main()
