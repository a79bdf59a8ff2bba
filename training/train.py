"""The reference recipe: trains the reader on CPU from all-MiniLM-L6-v2, resumable after each pass.

usage: python -m training.train --data DATA --base model.safetensors --out runs/NAME [--passes 6]
                                [--start CHECKPOINT]

DATA holds polnear/ and statements/ (see docs/model-card.md). Statement annotations of our own lie in
training/annotations as offsets and are tied to the texts under DATA by document id and digest.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from pathlib import Path

import torch

from secondsource.encoder.pieces import Piecer
from training.batches import Item, collate, items, shuffled
from training.data import OWN, TUNE, VOCABULARY, load_training, share
from training.losses import losses, total
from training.network import Network, load_base

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
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--polnear-share", type=float, default=1.0)
    parser.add_argument(
        "--repeat", type=int, default=3, help="times the statement reports are seen in a pass"
    )
    parser.add_argument("--masked", type=float, default=0.0, help="share of pieces that are hidden")
    parser.add_argument("--batch", type=int, default=8)
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
    piecer = Piecer(VOCABULARY)
    polnear, statements = load_training(args.data, args.annotations, piecer)
    both = {e.name for e in statements}
    pool = [i for e in polnear if share(e.name) >= TUNE and e.name not in both for i in items(e)]
    told = [i for e in statements if share(e.name) >= TUNE for i in items(e)]
    network = Network()
    if args.start:
        network.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
    else:
        load_base(network, args.base)
    run(network, pool, told, args, rng)


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


def run(
    network: Network, pool: list[Item], told: list[Item], args: argparse.Namespace, rng: random.Random
) -> None:
    """All passes; a checkpoint and a line of the log after each."""
    a_pass = int(len(pool) * args.polnear_share)
    steps = args.passes * math.ceil((a_pass + args.repeat * len(told)) / args.batch)
    training = Run(network, args, rng, steps=steps)
    training.take_up()
    began = time.time()
    while training.done < args.passes:
        rows = rng.sample(pool, a_pass) + told * args.repeat
        sums: dict[str, float] = defaultdict(float)
        network.train()
        for k, rows_of in enumerate(shuffled(rows, size=args.batch, rng=rng), 1):
            for name, value in training.step(rows_of).items():
                sums[name] += value
            if k % 50 == 0 or args.steps:
                now = " ".join(f"{a} {v / k:.3f}" for a, v in sums.items())
                where = f"pass {training.done + 1} step {k} of {len(rows) // args.batch}"
                print(f"{where} {time.time() - began:.0f} s  {now}", flush=True)
            if k == args.steps:
                return
        training.keep({a: v / k for a, v in sums.items()}, time.time() - began)


if __name__ == "__main__":
    main()
