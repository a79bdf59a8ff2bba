"""What is learned of words by themselves: names, mentions and who is who, where points begin, facets.

Sets differ in what they annotate; each loss is taken where its annotation is complete, and is None where
a batch has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from secondsource.encoder.heads import BOUNDS, FACETS, KEY, LINK, NAME_TAGS, TYPES, distance_bucket
from secondsource.reading.coreference import before, describe, features
from training.batches import Batch, Item
from training.marks import Marked
from training.network import Network

UNKNOWN = 0.1  # weight of "no name" where a type that the set does not annotate could stand
# Means over all words are small where most are plain: without weight the heads of names and points starve
# beside the sums over facets (measured: training/LOG.md, run d).
WEIGHTS = {
    "names": 4.0, "heads": 2.0, "bounds": 0.3, "types": 0.3, "links": 0.5, "starts": 3.0, "facets": 0.3,
}  # fmt: skip


def word_losses(network: Network, out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """All losses of a batch by name."""
    parts: dict[str, Callable[[], Tensor | None]] = {
        "names": lambda: names_loss(out["name.tags"], batch),
        "heads": lambda: heads_loss(out["mention.head"], batch),
        "bounds": lambda: bounds_loss(network, out, batch),
        "types": lambda: types_loss(out["mention.type"], batch),
        "links": lambda: links_loss(network, out, batch),
        "starts": lambda: starts_loss(out["point.start"], batch),
        "facets": lambda: facets_loss(out, batch),
    }
    return {name: value for name, loss in parts.items() if (value := loss()) is not None}


def names_loss(logits: Tensor, batch: Batch) -> Tensor | None:
    """How unlikely the tags are that the annotation leaves open (one, or any of a type not annotated)."""
    allowed = torch.ones((*batch.real.shape, len(NAME_TAGS)), dtype=torch.bool)
    count = torch.zeros(batch.real.shape)
    none = torch.zeros(batch.real.shape)
    for i, item in enumerate(batch.items):
        if item.names is None:
            continue
        words = len(item.sentence)
        if item.known:
            closed = [t for t, tag in enumerate(NAME_TAGS) if tag[2:] in item.known]
            allowed[i, :words, closed] = False
            count[i, :words] = 1.0
            none[i, :words] = 1.0
        for name in item.names:
            first, last = name.words
            allowed[i, first:last] = False
            allowed[i, first, NAME_TAGS.index(f"B-{name.type}")] = True
            allowed[i, first + 1 : last, NAME_TAGS.index(f"I-{name.type}")] = True
            count[i, first:last], none[i, first:last] = 1.0, 0.0
    if not count.any():
        return None
    logs = logits.float().log_softmax(-1)
    each = -logs.masked_fill(~allowed, -1e4).logsumexp(-1)
    return ((each * count).sum() - UNKNOWN * (logs[..., 0] * none).sum()) / count.sum()


def _marked(item: Item) -> list[Marked]:
    """One mention for each head word: one that stands in a chain first, then the longest."""
    best: dict[int, Marked] = {}
    for m in item.marked or []:
        old = best.get(m.head)
        rank = (m.cluster is not None, m.words[1] - m.words[0])
        if old is None or rank > (old.cluster is not None, old.words[1] - old.words[0]):
            best[m.head] = m
    return [best[h] for h in sorted(best)]


def heads_loss(logits: Tensor, batch: Batch) -> Tensor | None:
    """Whether each word is the head of a mention."""
    target, known = torch.zeros(batch.real.shape), torch.zeros(batch.real.shape, dtype=torch.bool)
    for i, item in enumerate(batch.items):
        if item.marked is not None:
            known[i, : len(item.sentence)] = True
            target[i, [m.head for m in item.marked]] = 1.0
    return _binary(logits, target, known)


def starts_loss(logits: Tensor, batch: Batch) -> Tensor | None:
    """Whether a point begins at each word."""
    target, known = torch.zeros(batch.real.shape), torch.zeros(batch.real.shape, dtype=torch.bool)
    for i, item in enumerate(batch.items):
        if item.starts is not None:
            known[i, : len(item.sentence)] = True
            target[i, item.starts] = 1.0
    return _binary(logits, target, known)


def _binary(logits: Tensor, target: Tensor, known: Tensor) -> Tensor | None:
    if not known.any():
        return None
    return F.binary_cross_entropy_with_logits(logits.squeeze(-1).float()[known], target[known])


def bounds_loss(network: Network, out: dict[str, Tensor], batch: Batch) -> Tensor | None:
    """Each mention's head chooses its first and last word among those of its sentence."""
    sums: list[Tensor] = []
    count = 0
    for i, item in enumerate(batch.items):
        marked = _marked(item)
        if not marked:
            continue
        words = len(item.sentence)
        heads = np.array([m.head for m in marked], np.int32)
        shape = (-1, len(BOUNDS), KEY)
        query = out["mention.query"][i, torch.from_numpy(heads).long()].float().view(shape)
        key = out["mention.key"][i, :words].float().view(shape)
        scores = torch.einsum("hbk,wbk->bhw", query, key) / KEY**0.5
        near = distance_bucket(np.arange(words, dtype=np.int32)[None, :] - heads[:, None])
        scores = scores + network.heads.bounds[:, torch.from_numpy(near.astype(np.int64))]
        same = torch.from_numpy(item.sentence[None, :] == item.sentence[heads][:, None])
        at = torch.arange(words)[None, :] - torch.from_numpy(heads)[:, None]
        for b, side in enumerate((at <= 0, at >= 0)):
            target = torch.tensor([m.words[0] if b == 0 else m.words[1] - 1 for m in marked])
            open_ = same & side
            kept = open_.gather(1, target[:, None]).squeeze(1)  # a few annotated ones cross our sentences
            if kept.any():
                logits = scores[b].masked_fill(~open_, -1e4)[kept]
                sums.append(F.cross_entropy(logits, target[kept], reduction="sum"))
                count += int(kept.sum())
    return torch.stack(sums).sum() / count if count else None


def types_loss(logits: Tensor, batch: Batch) -> Tensor | None:
    """The type of each mention, at its head."""
    rows, targets = [], []
    for i, item in enumerate(batch.items):
        for m in _marked(item):
            rows.append((i, m.head))
            targets.append(TYPES.index(m.type or "other"))
    if not rows:
        return None
    at = torch.tensor(rows)
    return F.cross_entropy(logits[at[:, 0], at[:, 1]].float(), torch.tensor(targets))


def links_loss(network: Network, out: dict[str, Tensor], batch: Batch) -> Tensor | None:
    """Each mention chooses among those before it in its document, or none: the likelihood of its chain."""
    docs: dict[str, list[tuple[int, Item]]] = defaultdict(list)
    for i, item in enumerate(batch.items):
        if item.marked:
            docs[item.doc].append((i, item))
    sums: list[Tensor] = []
    count = 0
    for rows in docs.values():
        found = _links_of(network, out, sorted(rows, key=lambda r: r[1].offset))
        if found is not None:
            sums.append(found.sum())
            count += len(found)
    return torch.stack(sums).sum() / count if count else None


def _links_of(network: Network, out: dict[str, Tensor], rows: list[tuple[int, Item]]) -> Tensor | None:
    """Losses (mentions,) over the windows of one document that are in the batch."""
    where, spans, heads, clusters = [], [], [], []
    for i, item in rows:
        for m in _marked(item):
            where.append((i, m.head))
            spans.append((m.words[0] + item.offset, m.words[1] + item.offset))
            heads.append(m.head + item.offset)
            clusters.append(-1 if m.cluster is None else m.cluster)
    if len(where) < 2:
        return None
    segments = rows[0][1].segments
    assert segments is not None
    quoted = np.zeros(len(segments), np.int32)
    for _, item in rows:
        first = item.inputs["first"][0]
        quoted[item.offset : item.offset + len(first)] = item.inputs["quoted"][0][first]
    at = torch.tensor(where)

    def pick(name: str) -> Tensor:
        return out[name][at[:, 0], at[:, 1]].float()

    types = pick("mention.type").detach().argmax(-1).tolist()
    described = describe(segments, spans, heads, types, quoted)
    index, real = before(len(where))
    near = torch.from_numpy(index.astype(np.int64))
    key, word = pick("link.key"), pick("link.word")
    scores = torch.einsum("mk,mak->ma", pick("link.query"), key[near]) / LINK**0.5
    told = torch.from_numpy(features(described, index).astype(np.int64))
    scores = scores + network.heads.link[told].sum(-1) + word[:, :1] + word[:, 1][near]
    scores = scores.masked_fill(~torch.from_numpy(real), -1e4)
    cluster = torch.tensor(clusters)
    gold = (cluster[:, None] == cluster[near]) & (cluster[:, None] >= 0) & torch.from_numpy(real)
    none = torch.zeros(len(where), 1)
    logits = torch.cat([none, scores], 1)
    target = torch.cat([~gold.any(1, keepdim=True), gold], 1)
    return logits.logsumexp(1) - logits.masked_fill(~target, -1e4).logsumexp(1)


def facets_loss(out: dict[str, Tensor], batch: Batch) -> Tensor | None:
    """What is told of each statement, from the words of its content and its cue."""
    logits, targets = [], []
    for i, item in enumerate(batch.items):
        for a in item.statements or []:
            if a.facets is None or not a.content:
                continue
            first, last = a.content[0]
            content = out["facet.content"][i, first:last].float()
            pooled = content.logsumexp(0) - float(np.log(last - first))
            logits.append(pooled + out["facet.cue"][i, a.cue[0]].float() if a.cue else pooled)
            targets.append(torch.tensor([float(f in a.facets) for f in FACETS]))
    if not logits:
        return None
    each = F.binary_cross_entropy_with_logits(torch.stack(logits), torch.stack(targets), reduction="none")
    return each.sum(-1).mean()
