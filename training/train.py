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
from training.data import VOCABULARY, Example, head_of, load_polnear, load_statements, share
from training.losses import losses, total
from training.network import Network, load_base

OWN = Path(__file__).parent / "annotations/reports.jsonl"
TUNE = 0.04  # of the training documents are kept for choosing thresholds
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
        "--repeat", type=int, default=2, help="times the statement reports are seen in a pass"
    )
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, help="stop after so many (to try the script)")
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


def load_training(data: Path, annotations: list[Path], piecer: Piecer) -> tuple[list[Example], list[Example]]:
    """PolNeAR's training articles and the statement reports; an article in both carries both cuts."""
    polnear = {e.name: e for e in load_polnear(data / "polnear/train", piecer)}
    statements: list[Example] = []
    for gold in [data / "statements/train.jsonl", *annotations]:
        for example in load_statements(gold, data, piecer):
            twin = polnear.get(example.name)
            if twin and twin.segments.text.startswith(example.segments.text):
                example = head_of(twin, example)
            statements.append(example)
    return list(polnear.values()), statements


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


def run(
    network: Network, pool: list[Item], told: list[Item], args: argparse.Namespace, rng: random.Random
) -> None:
    """All passes; a checkpoint and a line of the log after each."""
    heads = [
        p
        for n, p in network.named_parameters()
        if n.startswith("heads") or n.split(".")[1] in ("case", "gap", "quoted")
    ]
    own = {id(p) for p in heads}
    body = [p for p in network.parameters() if id(p) not in own]
    groups = [{"params": body, "lr": args.rate}, {"params": heads, "lr": args.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    a_pass = int(len(pool) * args.polnear_share)
    steps = args.passes * math.ceil((a_pass + args.repeat * len(told)) / args.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / 100, max(0.0, 1 - n / steps))
    )
    done, first = 0, 0
    state = args.out / "state.pt"
    if state.exists():
        held = torch.load(state, weights_only=False)
        network.load_state_dict(held["network"])
        optimizer.load_state_dict(held["optimizer"])
        schedule.load_state_dict(held["schedule"])
        first, done = held["pass"], held["step"]
        rng.setstate(held["rng"])
        print(f"taken up again after pass {first}", flush=True)
    began = time.time()
    for n in range(first, args.passes):
        rows = rng.sample(pool, a_pass) + told * args.repeat
        sums: dict[str, float] = defaultdict(float)
        network.train()
        for k, rows_of in enumerate(shuffled(rows, size=args.batch, rng=rng), 1):
            parts = step(network, rows_of, optimizer, rng)
            schedule.step()
            done += 1
            for name, value in parts.items():
                sums[name] += value
            if k % 50 == 0 or args.steps:
                now = " ".join(f"{a} {v / k:.3f}" for a, v in sums.items())
                print(
                    f"pass {n + 1} step {k} of {len(rows) // args.batch} {time.time() - began:.0f} s  {now}",
                    flush=True,
                )
            if args.steps and k >= args.steps:
                return
        torch.save(network.state_dict(), args.out / f"pass{n + 1}.pt")
        held = {
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
        }
        torch.save({**held, "pass": n + 1, "step": done, "rng": rng.getstate()}, state)
        with open(args.out / "log.jsonl", "a", encoding="utf8") as log:
            log.write(
                json.dumps(
                    {
                        "pass": n + 1,
                        "seconds": round(time.time() - began),
                        **{a: v / k for a, v in sums.items()},
                    }
                )
                + "\n"
            )


def step(
    network: Network, rows: list[Item], optimizer: torch.optim.Optimizer, rng: random.Random
) -> dict[str, float]:
    """One update of the weights; the losses by name."""
    batch = collate(rows, capitals=CAPITALS, rng=rng)
    with torch.autocast("cpu", torch.bfloat16):
        out = network(batch.ids, batch.case, batch.gap, batch.quoted, batch.first, batch.last, batch.mask)
    parts = losses(network, out, batch)
    optimizer.zero_grad(set_to_none=True)
    total(parts).backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return {k: v.item() for k, v in parts.items()}


if __name__ == "__main__":
    main()
