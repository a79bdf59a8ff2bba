"""Trains the pair reader: on inference between sentences and events across reports, then on judged pairs.

usage: python -m training.pair_train --data DATA --start WEIGHTS(.pt|.safetensors) --out runs/NAME
           [--stage inference|linking|both]
           [--passes 1] [--rate 5e-5] [--pieces 3000] [--share 1.0] [--events 6000] [--seed 1] [--steps N]
           [--strangers N --reports REPORTS.jsonl... --kept FOLDER]

Every pass is kept (passN.pt); the score after each is of pairs held aside from training by topic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from secondsource.encoder.pairs import INPUTS, inputs_of
from secondsource.encoder.pieces import Piecer
from training import pair_data
from training.network import load_base
from training.pair_data import LABELS, Example
from training.pair_network import PairNetwork
from training.pair_strangers import strangers
from training.pair_variants import varied

VOCABULARY = Path("src/secondsource/data/vocabulary.txt")
# Half precision is many times slower where the processor has no instructions for it.
_CPU = Path("/proc/cpuinfo")
HALF = _CPU.exists() and "bf16" in _CPU.read_text()
Item = tuple[Example, dict[str, Any]]


def held_aside(group: str) -> bool:
    """One topic in nine, by a digest of its name."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 9 == 0


def cut(piecer: Piecer, examples: Sequence[Example]) -> list[Item]:
    """The examples with their arrays."""
    return [(e, {k: v[0] for k, v in inputs_of(piecer, e.a, e.b).items()}) for e in examples]


def batches(items: Sequence[Item], pieces: int, rng: random.Random | None) -> Iterator[list[Item]]:
    """Items of like length together, so many pieces a batch; shuffled where there is a generator."""
    order = sorted(
        range(len(items)), key=lambda i: len(items[i][1]["ids"]) + (rng.random() * 8 if rng else 0)
    )
    groups: list[list[Item]] = [[]]
    for i in order:
        longest = len(items[i][1]["ids"])
        if groups[-1] and (len(groups[-1]) + 1) * longest > pieces:
            groups.append([])
        groups[-1].append(items[i])
    if rng:
        rng.shuffle(groups)
    yield from groups


def tensors(batch: Sequence[Item]) -> tuple[list[Tensor], Tensor]:
    """Padded arrays in the order of INPUTS, and the mask of attention."""
    longest = max(len(arrays["ids"]) for _, arrays in batch)
    out = [torch.zeros(len(batch), longest, dtype=torch.int64) for _ in INPUTS]
    mask = torch.zeros(len(batch), 1, 1, longest, dtype=torch.bool)
    for row, (_, arrays) in enumerate(batch):
        n = len(arrays["ids"])
        for target, name in zip(out, INPUTS, strict=True):
            target[row, :n] = torch.from_numpy(arrays[name])
        mask[row, :, :, :n] = True
    return out, mask


def loss_of(out: dict[str, Tensor], examples: Sequence[Example]) -> Tensor:
    """The sum of what each head got wrong, a mean over the pairs that speak to it."""
    labels = F.log_softmax(out["label"].float(), -1)
    entails = F.log_softmax(out["entails"].float(), -1)
    terms: list[Tensor] = []
    for i, e in enumerate(examples):
        if e.label is not None:
            row = labels[i]
            nothing = -torch.logsumexp(row[1:3], 0) if e.label == -2 else -row[e.label]
            terms.append(e.weight * nothing)
        if e.entails is not None:
            row = entails[i]
            terms.append(-torch.logsumexp(row[1:], 0) if e.entails == -1 else -row[e.entails])
        if e.facet is not None:
            terms.append(0.3 * F.cross_entropy(out["facet"][i].float(), torch.tensor(e.facet)))
        for name in ("supersedes", "event"):
            known = getattr(e, name)
            if known is not None:
                weight = 0.3 if e.label is not None else e.weight
                terms.append(
                    weight
                    * F.binary_cross_entropy_with_logits(out[name][i, 0].float(), torch.tensor(float(known)))
                )
    return torch.stack(terms).sum() / len(examples) if terms else out["label"].sum() * 0.0


def answers(network: PairNetwork, items: Sequence[Item]) -> list[dict[str, Tensor]]:
    """The logits of each item, in order."""
    network.eval()
    found: dict[int, dict[str, Tensor]] = {}
    places = {id(item): at for at, item in enumerate(items)}
    for batch in batches(items, 6000, None):
        arrays, mask = tensors(batch)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=HALF):
            out = network(*arrays, mask)
        for row, item in enumerate(batch):
            found[places[id(item)]] = {name: values[row].float() for name, values in out.items()}
    return [found[at] for at in range(len(items))]


def label_of(logits: Tensor) -> tuple[str, float]:
    """The label of four with its probability: both refinements are one."""
    p = torch.softmax(logits, -1).tolist()
    four = {"same": p[0], "refines": p[1] + p[2], "conflicts": p[3], "apart": p[4]}
    best = max(four, key=lambda k: four[k])
    return best, four[best]


def scored(network: PairNetwork, items: Sequence[Item]) -> str:
    """Accuracy and macro F1 over the four labels, and of the heads for events and entailment."""
    found = answers(network, items)
    judged = [(e, out) for (e, _), out in zip(items, found, strict=True) if e.label is not None]
    told: list[str] = []
    if judged:
        pairs = [
            ("refines" if e.label == -2 else LABELS[e.label or 0].split("-")[0], label_of(o["label"])[0])
            for e, o in judged
        ]
        f1 = []
        for name in ("same", "refines", "conflicts", "apart"):
            hit = sum(g == p == name for g, p in pairs)
            f1.append(200 * hit / max(1, sum(g == name for g, _ in pairs) + sum(p == name for _, p in pairs)))
        right = 100 * sum(g == p for g, p in pairs) / len(pairs)
        each = " ".join(f"{x:.0f}" for x in f1)
        told.append(f"labels {right:.1f} macro {sum(f1) / 4:.1f} ({each}) of {len(pairs)}")
    events = [
        (e.event, bool(o["event"][0] > 0))
        for (e, _), o in zip(items, found, strict=True)
        if e.event is not None
    ]
    if events:
        told.append(f"event {100 * sum(a == b for a, b in events) / len(events):.1f} of {len(events)}")
    entailed = [
        (e.entails, int(o["entails"].argmax()))
        for (e, _), o in zip(items, found, strict=True)
        if e.entails in (0, 1, 2)
    ]
    if entailed:
        told.append(
            f"entails {100 * sum(a == b for a, b in entailed) / len(entailed):.1f} of {len(entailed)}"
        )
    return "; ".join(told)


def train(network: PairNetwork, items: list[Item], aside: list[Item], args: argparse.Namespace) -> None:
    """Runs the passes and keeps each."""
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    steps = args.passes * int(
        sum(1 for _ in batches(items, args.pieces, random.Random(0))) * (1 + 0.6 * args.variants)
    )
    fresh = ("mix.", "heads.", "encoder.case.", "encoder.gap.", "encoder.quoted.")
    body = [p for n, p in network.named_parameters() if not n.startswith(fresh)]
    rest = [p for n, p in network.named_parameters() if n.startswith(fresh)]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": args.rate}, {"params": rest, "lr": args.rate * 10}], weight_decay=0.01
    )
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / 60) * max(0.02, 1 - s / max(1, steps))
    )
    began, step = time.time(), 0
    for number in range(1, args.passes + 1):
        network.train()
        seen: list[float] = []
        made = varied([e for e, _ in items], rng, args.variants) if args.variants else []
        drawn = items + cut(Piecer(VOCABULARY), made)
        turned = [_turned(item, rng) for item in drawn] if args.stage != "inference" else drawn
        for batch in batches(turned, args.pieces, rng):
            arrays, mask = tensors(batch)
            with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
                out = network(*arrays, mask)
            loss = loss_of(out, [e for e, _ in batch])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            plan.step()
            seen.append(loss.item())
            step += 1
            if step % 50 == 0:
                mean = sum(seen[-50:]) / 50
                print(f"step {step}/{steps} loss {mean:.3f} {time.time() - began:.0f} s", flush=True)
                if step % 500 == 0:
                    torch.save(network.state_dict(), args.out / "last.pt")
            if args.steps and step >= args.steps:
                return
        torch.save(network.state_dict(), args.out / f"pass{number}.pt")
        print(f"pass {number}: {scored(network, aside)}", flush=True)


def _turned(item: Item, rng: random.Random) -> Item:
    """An item of judged pairs, with its sides exchanged half of the time."""
    example, arrays = item
    if example.entails is not None or rng.random() < 0.5:
        return item
    return example.turned(), _exchanged(arrays)


def _exchanged(arrays: dict[str, Any]) -> dict[str, Any]:
    """The arrays with the second side first."""
    import numpy as np

    ids, side = arrays["ids"], arrays["side"]
    middle = int(np.flatnonzero(ids == 102)[0]) + 1
    order = np.concatenate(([0], np.arange(middle, len(ids)), np.arange(1, middle)))
    turned = {name: values[order].copy() for name, values in arrays.items()}
    turned["side"] = (side[order] + 2) % 4
    turned["side"][0] = 0
    return turned


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--stage", choices=("inference", "linking", "both"), default="linking")
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--pieces", type=int, default=3000)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--events", type=int, default=6000)
    parser.add_argument(
        "--variants", type=float, default=0.0, help="share of pairs with one more, made by rule"
    )
    parser.add_argument(
        "--strangers", type=int, default=0, help="pairs that look alike and are of two events"
    )
    parser.add_argument("--reports", type=Path, nargs="*", default=[], help="whose points are strangers")
    parser.add_argument("--kept", type=Path, help="a folder where readings of the reports are kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--all", action="store_true", help="train on what is held aside too")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "arguments.json").write_text(json.dumps({k: str(v) for k, v in vars(args).items()}, indent=1))
    examples: list[Example] = []
    if args.stage in ("linking", "both"):
        examples += pair_data.linking(args.data / "linking/train.jsonl")
    if args.stage in ("inference", "both"):
        examples += pair_data.inference(args.data / "inference", seed=args.seed, share=args.share)
    if args.events:
        examples += pair_data.events(args.data / "crossdoc/ecbplus", seed=args.seed, count=args.events)
    if args.strangers:
        examples += strangers(args.reports, kept=args.kept or args.out, count=args.strangers, seed=args.seed)
    piecer = Piecer(VOCABULARY)
    items = cut(piecer, examples)
    aside = [item for item in items if held_aside(item[0].group) and item[0].label is not None]
    aside += [item for at, item in enumerate(items) if item[0].entails is not None and at % 40 == 0]
    out_of_training = set() if args.all else {id(item) for item in aside}
    kept = [
        item
        for item in items
        if id(item) not in out_of_training
        and (args.all or not held_aside(item[0].group) or item[0].entails is not None)
    ]
    print(f"{len(kept)} pairs, {sum(len(a['ids']) for _, a in kept)} pieces; {len(aside)} aside", flush=True)
    network = PairNetwork()
    if args.start.suffix == ".safetensors":
        load_base(network, args.start)
    else:
        held = torch.load(args.start, weights_only=True)
        own = network.state_dict()
        fits = {k: v.float() for k, v in held.items() if k in own and own[k].shape == v.shape}
        print(f"{len(fits)} of {len(own)} parameters from {args.start}", flush=True)
        network.load_state_dict(fits, strict=False)
    train(network, kept, aside, args)


if __name__ == "__main__":
    main()
