"""The reference recipe: trains the reader on CPU, all heads in one encoder, resumable after each pass.

usage: python -m training.train --data DATA --base model.safetensors --out runs/NAME [--passes 8]
                                [--start CHECKPOINT] [--only SET ...]

DATA is the folder of the sets (docs/model-card.md names them). Statement annotations of our own lie in
training/annotations as offsets and are tied to the texts under DATA by document id and digest. Of every set
at most --words are seen in a pass.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from pathlib import Path

import torch

from secondsource.encoder.pieces import MAX_PIECES, Piecer, windows
from training.batches import Item, collate, items, shuffled
from training.data import OWN, VOCABULARY, Example, aside, load_training
from training.gum import load_gum
from training.losses import losses, total
from training.names import load_names
from training.network import Network, load_base

LESS = {"twitter": 0.15, "wnut17": 0.15}  # shares of --words: short posts cost most and teach least here
CAPITALS = 0.06  # of windows are shown in capitals


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--start", type=Path, help="weights to start from instead of the base")
    parser.add_argument("--annotations", type=Path, nargs="*", default=[OWN])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--only", nargs="*", help="sets to train on (default: all)")
    parser.add_argument("--words", type=int, default=100_000, help="most words of a set seen in a pass")
    parser.add_argument("--masked", type=float, default=0.12, help="share of pieces that are hidden")
    parser.add_argument("--batch", type=int, default=8, help="whole windows in a batch")
    parser.add_argument("--window", type=int, default=MAX_PIECES, help="most pieces of a window")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, help="stop after so many (to try the script)")
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


def train(args: argparse.Namespace) -> None:
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    sets = {k: v for k, v in load_sets(args.data, args.annotations).items() if k in (args.only or [k])}
    for name, examples in sets.items():
        for e in examples:
            e.windows = windows(e.segments, e.pieces, limit=args.window - 2)
        print(
            f"{name}: {len(examples)} documents, {sum(len(e.segments) for e in examples)} words", flush=True
        )
    network = Network()
    if args.start:
        network.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
    else:
        load_base(network, args.base)
    run(network, {k: [items(e) for e in v] for k, v in sets.items()}, args, rng)


def load_sets(data: Path, annotations: list[Path]) -> dict[str, list[Example]]:
    """All sets that are trained on, without the documents that are kept aside."""
    piecer = Piecer(VOCABULARY)
    polnear, statements = load_training(data, annotations, piecer)
    both = {e.name for e in statements}
    sets = {"polnear": [e for e in polnear if e.name not in both]}
    ours = {json.loads(line)["doc"] for path in annotations for line in path.read_text("utf8").splitlines()}
    sets["reports"] = [e for e in statements if e.name in ours]
    sets["statements"] = [e for e in statements if e.name not in ours]
    by_name = {e.name: e for e in statements}
    for e in load_names(data, piecer):
        if twin := by_name.get(e.name):
            if not twin.known:  # a set of names says more of a report than its parties do
                twin.names, twin.known = e.names, e.known
        else:
            sets.setdefault(e.kind, []).append(e)
    sets["gum"] = load_gum(data, "train", piecer)
    return {k: [e for e in v if not aside(e.name)] for k, v in sets.items()}


class Run:
    """A training under way: what it changes, and what it must remember to be taken up again."""

    def __init__(self, network: Network, args: argparse.Namespace, rng: random.Random, *, steps: int) -> None:
        self.network, self.args, self.rng = network, args, rng
        fresh = [p for n, p in network.named_parameters() if _is_fresh(n)]
        own = {id(p) for p in fresh}
        body = [p for p in network.parameters() if id(p) not in own]
        groups = [{"params": body, "lr": args.rate}, {"params": fresh, "lr": args.head_rate}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        # Warm-up over 100 steps, then down to nothing in a line.
        rate = lambda n: min((n + 1) / 100, max(0.0, 1 - n / steps))  # noqa: E731
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, rate)
        self.done = 0  # passes

    def take_up(self) -> None:
        """Goes on from the last pass that was finished, if there is one."""
        state = self.args.out / "state.pt"
        if not state.exists():
            return
        held = torch.load(state, weights_only=False)
        self.network.load_state_dict(held["network"])
        self.optimizer.load_state_dict(held["optimizer"])
        self.schedule.load_state_dict(held["schedule"])
        self.rng.setstate(held["rng"])
        self.done = held["pass"]
        print(f"taken up again after pass {self.done}", flush=True)

    def keep(self, means: dict[str, float], seconds: float) -> None:
        """Writes the weights, the state and a line of the log at the end of a pass."""
        self.done += 1
        out: Path = self.args.out
        torch.save(self.network.state_dict(), out / f"pass{self.done}.pt")
        held = {"optimizer": self.optimizer.state_dict(), "schedule": self.schedule.state_dict()}
        held |= {"network": self.network.state_dict(), "rng": self.rng.getstate(), "pass": self.done}
        torch.save(held, out / "state.pt")
        with open(out / "log.jsonl", "a", encoding="utf8") as log:
            log.write(json.dumps({"pass": self.done, "seconds": round(seconds), **means}) + "\n")

    def step(self, rows: list[Item]) -> dict[str, float]:
        """One update of the weights; the losses by name."""
        batch = collate(rows, capitals=CAPITALS, masked=self.args.masked, rng=self.rng)
        with torch.autocast("cpu", torch.bfloat16):
            out = self.network(
                batch.ids, batch.case, batch.gap, batch.quoted, batch.first, batch.last, batch.mask
            )
        parts = losses(self.network, out, batch)
        self.optimizer.zero_grad(set_to_none=True)
        total(parts).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        return {k: v.item() for k, v in parts.items()}


def _is_fresh(name: str) -> bool:
    """True for parameters that the base weights do not hold: they learn faster."""
    return name.startswith("heads") or name.split(".")[1] in ("case", "gap", "quoted")


def a_pass(
    sets: dict[str, list[list[Item]]], args: argparse.Namespace, rng: random.Random
) -> list[list[Item]]:
    """The batches of one pass. Windows of a document with marked mentions stay together: they are linked."""
    mixed: list[Item] = []
    together: list[list[Item]] = []
    for name, documents in sets.items():
        room = args.words * LESS.get(name, 1.0)
        for rows in rng.sample(documents, len(documents)):
            if room <= 0:
                break
            room -= sum(len(i.sentence) for i in rows)
            if rows and rows[0].marked is not None:
                together += [rows[k : k + args.batch] for k in range(0, len(rows), args.batch)]
            else:
                mixed += rows
    out = [*shuffled(mixed, pieces=args.batch * args.window, rng=rng), *together]
    rng.shuffle(out)
    return out


def run(
    network: Network, sets: dict[str, list[list[Item]]], args: argparse.Namespace, rng: random.Random
) -> None:
    """All passes; a checkpoint and a line of the log after each."""
    steps = args.passes * len(a_pass(sets, args, random.Random(args.seed)))
    training = Run(network, args, rng, steps=steps)
    training.take_up()
    began = time.time()
    while training.done < args.passes:
        batches = a_pass(sets, args, rng)
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        network.train()
        for k, rows in enumerate(batches, 1):
            for name, value in training.step(rows).items():
                sums[name][0] += value
                sums[name][1] += 1
            means = {a: round(v / n, 4) for a, (v, n) in sums.items()}
            if k % 50 == 0 or args.steps:
                now = " ".join(f"{a} {v:.3f}" for a, v in means.items())
                where = f"pass {training.done + 1} step {k} of {len(batches)}"
                print(f"{where} {time.time() - began:.0f} s  {now}", flush=True)
            if k == args.steps:
                return
        training.keep(means, time.time() - began)


if __name__ == "__main__":
    main()
