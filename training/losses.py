"""What is learned: tags of each cut, the content that chooses its cue, where arguments start and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from secondsource.encoder.heads import CUTS, KEY, TAG_NAMES, distance_bucket, step_bucket
from training.batches import IGNORE, Batch
from training.data import Arguments
from training.network import Network
from training.word_losses import WEIGHTS as WORD_WEIGHTS
from training.word_losses import word_losses

TAG = {name: i for i, name in enumerate(TAG_NAMES)}
# Contents of statements may nest, so that cut tags only those that no cue introduces (carried, labelled).
CUE, INNER_CUE = 2.0, 4.0  # weights of words in cues of statements
WEIGHTS = {"tags": 1.0, "choice": 1.0, "pointer": 0.3}


@dataclass(slots=True)
class Cues:
    """Cue candidates of a batch, padded: first, last (inclusive), int64 (B, C); real bool (B, C)."""

    first: Tensor
    last: Tensor
    real: Tensor
    rows: list[list[Arguments | None]]


def losses(network: Network, out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """All losses of a batch by name; those for which nothing is annotated are left out."""
    parts: dict[str, Tensor] = {}
    attributed = [i.attributions for i in batch.items]
    if any(a is not None for a in attributed):
        parts["attribution.tags"] = _tag_loss(out["attribution.tags"], _attribution_tags(batch))
        cues = _candidates(batch, attributed, out["attribution.tags"])
        scores = pair_scores(network, out, batch, "attribution", cues)
        parts["attribution.choice"] = _choice_loss(scores[:, 0], out["attribution.word"], batch, cues)
        parts["attribution.source"] = _pointer_loss(
            network, out, scores[:, 1:3], cues, batch, "source", "attribution", 1
        )
    target, weight = _statement_tags(batch)
    if (target != IGNORE).any():
        parts["statement.tags"] = _tag_loss(out["statement.tags"], target, weight)
    told = [i.statements if i.statements is not None else i.silver for i in batch.items]
    if any(told):
        cues = _candidates(batch, told, None)
        scores = pair_scores(network, out, batch, "statement", cues)
        parts["statement.content"] = _pointer_loss(
            network, out, scores[:, 0:2], cues, batch, "content", "statement", 0
        )
        parts["statement.source"] = _pointer_loss(
            network, out, scores[:, 2:4], cues, batch, "source", "statement", 2
        )
    return parts | word_losses(network, out, batch)


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum that is trained on."""
    weight = {k: WORD_WEIGHTS[k] if k in WORD_WEIGHTS else WEIGHTS[_kind(k)] for k in parts}
    return torch.stack([v * weight[k] for k, v in parts.items()]).sum()


def _kind(name: str) -> str:
    kind = name.split(".")[1]
    return "pointer" if kind in ("source", "content") else kind


def _tag_loss(logits: Tensor, target: Tensor, weight: Tensor | None = None) -> Tensor:
    each = F.cross_entropy(
        logits.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="none"
    )
    known = (target.flatten() != IGNORE).float()
    scale = known if weight is None else known * weight.flatten()
    return (each * scale).sum() / scale.sum().clamp_min(1.0)


def _fill(target: Tensor, i: int, role: str, span: tuple[int, int]) -> None:
    target[i, span[0]] = TAG[f"B-{role}"]
    target[i, span[0] + 1 : span[1]] = TAG[f"I-{role}"]


def _attribution_tags(batch: Batch) -> Tensor:
    target = torch.full(batch.real.shape, IGNORE)
    for i, item in enumerate(batch.items):
        if item.attributions is None:
            continue
        target[i, batch.real[i]] = 0
        for a in item.attributions:
            for span in a.content:
                _fill(target, i, "content", span)
        for a in item.attributions:
            if a.source:
                _fill(target, i, "source", a.source)
            if a.cue:
                _fill(target, i, "cue", a.cue)
    return target


def _statement_tags(batch: Batch) -> tuple[Tensor, Tensor]:
    """Cues and sources of statements, and contents without a cue; and how much each word counts.

    On text annotated by the other cut alone, only what lies outside of every attribution is known (to hold
    no cue of a statement). Cues count more, those inside another's content most: there the other cut never
    has one, and the encoder that both share would unlearn them.
    """
    target, weight = torch.full(batch.real.shape, IGNORE), torch.ones(batch.real.shape)
    for i, item in enumerate(batch.items):
        if item.statements is not None:
            target[i, batch.real[i]] = 0
            for a in item.statements:
                if not a.cue:
                    _fill(target, i, "content", a.content[0])
            for a in item.statements:
                if a.source:
                    _fill(target, i, "source", a.source)
            for a in item.statements:
                if a.cue:
                    _fill(target, i, "cue", a.cue)
                    weight[i, a.cue[0] : a.cue[1]] = INNER_CUE if _is_inner(a, item.statements) else CUE
        elif item.attributions is not None:
            target[i, batch.real[i]] = 0
            for a in item.attributions:
                for span in (*a.content, a.source, a.cue):
                    if span:
                        target[i, span[0] : span[1]] = IGNORE
    return target, weight


def _is_inner(a: Arguments, rows: list[Arguments]) -> bool:
    assert a.cue
    return any(o is not a and s[0] <= a.cue[0] and a.cue[1] <= s[1] for o in rows for s in o.content)


def _candidates(batch: Batch, told: Sequence[list[Arguments] | None], tags: Tensor | None) -> Cues:
    """Gold cues, and as many of the tagger's false ones as it is surest of: they must learn to be empty."""
    rows: list[list[tuple[tuple[int, int], Arguments | None]]] = []
    sure = None if tags is None else tags.detach().float().softmax(-1)[..., TAG["B-cue"]].cpu().numpy()
    for i, arguments in enumerate(told):
        row: list[tuple[tuple[int, int], Arguments | None]] = [(a.cue, a) for a in arguments or [] if a.cue]
        if sure is not None and arguments is not None:
            taken = {w for c, _ in row for w in range(*c)}
            order = np.argsort(-sure[i])[: len(row) + 6]
            false = [int(w) for w in order if sure[i, w] > 0.05 and int(w) not in taken and batch.real[i, w]]
            row += [((w, w + 1), None) for w in false[: len(row) // 2 + 2]]
        rows.append(row)
    size = max(1, max(map(len, rows)))
    first, last = (
        torch.zeros(len(rows), size, dtype=torch.long),
        torch.zeros(len(rows), size, dtype=torch.long),
    )
    real = torch.zeros(len(rows), size, dtype=torch.bool)
    for i, row in enumerate(rows):
        for c, (cue, _) in enumerate(row):
            first[i, c], last[i, c], real[i, c] = cue[0], cue[1] - 1, True
    return Cues(first, last, real, [[a for _, a in row] for row in rows])


def _pick(values: Tensor, at: Tensor) -> Tensor:
    """Rows of (B, W, N) at word indexes (B, C)."""
    return values.gather(1, at.unsqueeze(-1).expand(-1, -1, values.shape[-1]))


def pair_scores(network: Network, out: dict[str, Tensor], batch: Batch, cut: str, cues: Cues) -> Tensor:
    """Scores (B, roles, C, W) between cues and words, as `secondsource.encoder.heads` makes them."""
    heads, roles = network.heads, len(CUTS[cut])
    b, w = batch.real.shape
    query = _pick(out[f"{cut}.query_first"], cues.first) + _pick(out[f"{cut}.query_last"], cues.last)
    query = query.view(b, -1, roles, KEY).permute(0, 2, 1, 3)
    key = out[f"{cut}.key"].view(b, w, roles, KEY).permute(0, 2, 3, 1)
    pair = (query @ key).float() / KEY**0.5
    at = np.arange(w, dtype=np.int32)
    near = torch.from_numpy(distance_bucket(at[None, None] - cues.first.numpy()[..., None]).astype(np.int64))
    s, p = batch.sentence, batch.paragraph
    step = step_bucket(
        (s[:, None] - s.gather(1, cues.first)[..., None]).numpy(),
        (p[:, None] - p.gather(1, cues.first)[..., None]).numpy(),
    )
    pair = pair + heads.distance[cut][:, near].permute(1, 0, 2, 3)
    pair = pair + heads.step[cut][:, torch.from_numpy(step.astype(np.int64))].permute(1, 0, 2, 3)
    return pair + out[f"{cut}.word"][..., :roles].float().permute(0, 2, 1).unsqueeze(2)


def _choice_loss(scores: Tensor, word: Tensor, batch: Batch, cues: Cues) -> Tensor:
    """Each word chooses among the cues of its window and none. scores (B, C, W)."""
    scores = scores.masked_fill(~cues.real.unsqueeze(-1), -1e4)
    logits = torch.cat([word[..., -1:].float(), scores.transpose(1, 2)], dim=-1)
    target = torch.full(batch.real.shape, IGNORE)
    for i, item in enumerate(batch.items):
        if item.attributions is None:
            continue
        target[i, batch.real[i]] = 0
        for c, a in enumerate(cues.rows[i]):
            for span in a.content if a else ():
                target[i, span[0] : span[1]] = c + 1
    return F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=IGNORE)


def _pointer_loss(
    network: Network,
    out: dict[str, Tensor],
    scores: Tensor,
    cues: Cues,
    batch: Batch,
    what: str,
    cut: str,
    role: int,
) -> Tensor:
    """Each cue chooses the word where its argument starts, and where it ends, or that there is none."""
    b, _, c, _ = scores.shape
    null = out[f"{cut}.null"].gather(1, cues.first.unsqueeze(-1).expand(-1, -1, out[f"{cut}.null"].shape[-1]))
    null = null[..., role : role + 2].float().permute(0, 2, 1).unsqueeze(-1)
    scores = scores.masked_fill(~batch.real[:, None, None, :], -1e4)
    logits = torch.cat([null, scores], dim=-1)
    target = torch.full((b, 2, c), IGNORE)
    for i, row in enumerate(cues.rows):
        for k, a in enumerate(row):
            span = (
                None if a is None else a.source if what == "source" else a.content[0] if a.content else None
            )
            if what == "content" and span is None:
                continue
            target[i, 0, k] = span[0] + 1 if span else 0
            target[i, 1, k] = span[1] if span else 0
    if not (target != IGNORE).any():
        return scores.sum() * 0.0
    return F.cross_entropy(logits.flatten(0, 2), target.flatten(), ignore_index=IGNORE)
