"""Averages the weights of checkpoints that were trained from one another or from a common one.

usage: python -m training.average CHECKPOINT... --out AVERAGE.pt

The average of the last passes, and of runs that part from one pass, reads better than any of them
(training/LOG.md).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def average(parts: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each parameter. All must have the same names and shapes."""
    first = parts[0]
    if any(p.keys() != first.keys() for p in parts):
        raise SystemExit("the checkpoints are of different networks")
    return {name: torch.stack([p[name].float() for p in parts]).mean(0) for name in first}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.save(average([torch.load(p, weights_only=True) for p in args.checkpoints]), args.out)
    print(f"{args.out}: the mean of {len(args.checkpoints)}")


if __name__ == "__main__":
    main()
