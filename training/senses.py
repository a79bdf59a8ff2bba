"""Makes the table of senses: a vector for each word piece, and the cells that wordings lie in.

usage: python -m training.senses --data DATA --base MODEL.safetensors [--kept FOLDER]
           [--out src/secondsource/data/senses.npz]

The sum of a text's piece vectors is to lie where all-MiniLM-L6-v2, which reads the words in their order,
puts it: a ridge regression from its table of pieces, cut to the first principal components, made int8. Cells
are the means of clusters of such sums. Texts are points that the reader finds in reports of MUC (without the
first 400, whose joins are judged), PolNeAR's train part and ECB+'s train topics that do not measure. --kept
is a folder where points and the teacher's vectors are kept for the next time.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from secondsource.linking import stems
from training.bare import row_of
from training.joins import points
from training.network import load_base
from training.pair_data import KEPT_APART, lines
from training.pair_network import PairNetwork

Array = npt.NDArray[np.float32]
SIZE, CELLS, TEXTS = 96, 256, 22_000
JUDGED = 400
RIDGE = 3e-4


def reports(data: Path) -> Iterator[tuple[str, str | None]]:
    """Texts of reports with their days: a part of each set, chosen once."""
    files = sorted((data / "polnear/train/text").rglob("*.txt"))
    for path in random.Random(1).sample(files, min(220, len(files))):
        yield path.read_text("utf-8", "replace"), None
    for row in lines(data / "reports/muc/documents.jsonl")[JUDGED::4]:
        yield row["text"], row["date"]
    docs = lines(data / "crossdoc/ecbplus/train_documents.jsonl")
    docs = [doc for doc in docs if str(doc["topic"]) not in KEPT_APART]
    for doc in random.Random(2).sample(docs, min(250, len(docs))):
        yield "\n".join(" ".join(sentence) for sentence in doc["sentences"]), None


def texts_of(data: Path, kept: Path) -> list[str]:
    """The points of the reports, each text once, in an order of chance."""
    from secondsource.reading.pipeline import Reader

    file = kept / "points.json"
    if not file.exists():
        reader = Reader.load()
        rows = (row_of(reader, text, day) for text, day in reports(data))
        found = dict.fromkeys(chain.from_iterable((s.wording.text for s in points(r, "")) for r in rows))
        file.write_text(json.dumps(list(found)))
    held: list[str] = json.loads(file.read_text())
    return random.Random(3).sample(held, min(TEXTS, len(held)))


class Pieces:
    """The base model's table of pieces, and what it makes of whole texts."""

    def __init__(self, base: Path) -> None:
        from secondsource.encoder.pieces import Piecer

        self.network = PairNetwork().eval()
        load_base(self.network, base)
        for table in (self.network.encoder.case, self.network.encoder.gap, self.network.encoder.quoted):
            table.weight.data.zero_()
        self.piecer = Piecer(stems.VOCABULARY)
        e = self.network.encoder
        with torch.no_grad():
            self.table: Array = e.norm(e.pieces.weight + e.positions.weight[4:24].mean(0)).numpy()

    def sums(self, texts: Sequence[str]) -> Array:
        """The mean of the words of each text, (texts, width); of n pieces a word is the sum by root n."""
        out = np.zeros((len(texts), self.table.shape[1]), np.float32)
        for at, text in enumerate(texts):
            kept = [word for word in stems.words(text) if word not in stems.STOP]
            for ids in self.piecer.ids(kept):
                out[at] += self.table[list(ids)].sum(0) / len(ids) ** 0.5
            out[at] /= max(1, len(kept))
        return out

    def taught(self, texts: Sequence[str], batch: int = 64) -> Array:
        """The mean of the last layer over each text, of length one, (texts, width)."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        out = np.zeros((len(texts), self.table.shape[1]), np.float32)
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            rows = [
                [101, *list(chain.from_iterable(self.piecer.ids(texts[at].split())))[:100], 102]
                for at in part
            ]
            longest = max(map(len, rows))
            ids = torch.zeros(len(rows), longest, dtype=torch.long)
            mask = torch.zeros(len(rows), 1, 1, longest, dtype=torch.bool)
            for row, given in enumerate(rows):
                ids[row, : len(given)] = torch.tensor(given)
                mask[row, :, :, : len(given)] = True
            none = torch.zeros_like(ids)
            with torch.no_grad():
                seen = self.network.encoder(ids, none, none, none, mask)
            weight = mask[:, 0, 0].unsqueeze(-1).float()
            mean = torch.nn.functional.normalize((seen * weight).sum(1) / weight.sum(1), dim=1)
            out[part] = mean.numpy()
        return out


def fitted(given: Array, wanted: Array, table: Array) -> npt.NDArray[np.int8]:
    """The vectors of all pieces, int8, whose sums come nearest to what is wanted."""
    middle, aim = given.mean(0), wanted - wanted.mean(0)
    gram = (given - middle).T @ (given - middle) + RIDGE * len(given) * np.eye(
        given.shape[1], dtype=np.float32
    )
    through = np.linalg.solve(gram, (given - middle).T @ aim)
    parts = np.linalg.svd(aim[:8000], full_matrices=False)[2][:SIZE].T
    found = (table - middle) @ (through @ parts)
    scale = np.quantile(np.abs(found), 0.9995) / 127
    return np.asarray(np.clip(np.round(found / scale), -127, 127), np.int8)


def clustered(vectors: Array, count: int, *, rounds: int = 12, seed: int = 1) -> npt.NDArray[np.int8]:
    """The middles of clusters of vectors by direction, int8."""
    rng = np.random.default_rng(seed)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)
    middles = unit[rng.choice(len(unit), count, replace=False)].copy()
    for _ in range(rounds):
        nearest = (unit @ middles.T).argmax(1)
        for at in range(count):
            held = unit[nearest == at]
            middles[at] = held.mean(0) if len(held) else unit[rng.integers(len(unit))]
        middles /= np.linalg.norm(middles, axis=1, keepdims=True).clip(1e-6)
    return np.asarray(np.clip(np.round(middles / np.abs(middles).max() * 127), -127, 127), np.int8)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--kept", type=Path, default=Path("runs/senses"))
    parser.add_argument("--out", type=Path, default=Path("src/secondsource/data/senses.npz"))
    args = parser.parse_args()
    args.kept.mkdir(parents=True, exist_ok=True)
    texts, pieces = texts_of(args.data, args.kept), Pieces(args.base)
    file = args.kept / "taught.npy"
    if not file.exists():
        np.save(file, pieces.taught(texts))
    table = fitted(pieces.sums(texts), np.load(file), pieces.table)
    pieces.table = table.astype(np.float32)
    np.savez_compressed(args.out, pieces=table, cells=clustered(pieces.sums(texts), CELLS))
    print(f"{len(texts)} texts; {args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
