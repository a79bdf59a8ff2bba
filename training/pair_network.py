"""The pair reader's network: the reader's encoder over both sides at once, and heads over what it saw.

Shapes: B pairs, P pieces, D = 384.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.network import Encoder, Shape

# Heads by name and their sizes; the order is that of the outputs of the exported file.
HEADS: dict[str, int] = {"label": 5, "facet": 8, "supersedes": 1, "event": 1, "entails": 3}


class PairNetwork(nn.Module):
    """Pieces of a pair in, the logits of every head out."""

    def __init__(self, shape: Shape | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape or Shape()
        self.encoder = Encoder(self.shape, dropout)
        width = self.shape.width
        self.mix = nn.Linear(5 * width, width)
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in HEADS.items()})
        self.dropout = dropout

    def forward(
        self, ids: Tensor, case: Tensor, side: Tensor, marked: Tensor, mask: Tensor | None = None
    ) -> dict[str, Tensor]:
        seen = self.encoder(ids, case, side, marked, mask)
        raised = F.gelu(self.mix(pooled(seen, side, marked)))
        raised = F.dropout(raised, self.dropout if self.training else 0.0, self.training)
        return {name: head(raised) for name, head in self.heads.items()}


def pooled(seen: Tensor, side: Tensor, marked: Tensor) -> Tensor:
    """The first piece, the mean of each side's marked pieces, their distance and product: (B, 5 D)."""
    first = seen[:, 0]
    means = []
    for at in (0, 1):
        weight = (marked * (side // 2 == at)).unsqueeze(-1).to(seen.dtype)
        means.append((seen * weight).sum(1) / weight.sum(1).clamp_min(1.0))
    a, b = means
    return torch.cat([first, a, b, (a - b).abs(), a * b], -1)
