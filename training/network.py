"""The reader's network: a small BERT with features beside its pieces, and heads over words.

Shapes: B windows, P pieces, W words, C cue candidates, D = 384.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from secondsource.encoder.heads import BOUNDS, CUTS, DISTANCES, KEY, STEPS, TAGS, WORDS
from secondsource.encoder.pieces import CASES, GAPS
from secondsource.reading.coreference import FEATURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the encoder (those of MiniLM-L6)."""

    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512


class Layer(nn.Module):
    """One transformer layer, normalised after each half (BERT)."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, p, d = x.shape
        q, k, v = self.qkv(x).view(b, p, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        drop = self.dropout if self.training else 0.0
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = a.transpose(1, 2).reshape(b, p, d)
        x = self.norm1(x + F.dropout(self.out(a), drop, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Encoder(nn.Module):
    """Pieces with their features -> vectors (B, P, D)."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.case = nn.Embedding(len(CASES), shape.width)
        self.gap = nn.Embedding(len(GAPS), shape.width)
        self.quoted = nn.Embedding(2, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = dropout
        for table in (self.case, self.gap, self.quoted):
            nn.init.normal_(table.weight, std=0.005)

    def forward(self, ids: Tensor, case: Tensor, gap: Tensor, quoted: Tensor, mask: Tensor | None) -> Tensor:
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.pieces(ids) + self.positions(at) + self.case(case) + self.gap(gap) + self.quoted(quoted)
        x = F.dropout(self.norm(x), self.dropout if self.training else 0.0, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Encoding(Protocol):
    """A network with the encoder in it."""

    shape: Shape
    encoder: Encoder


class Heads(nn.Module):
    """Vectors of words (B, W, D) -> the linear outputs that `secondsource.encoder.heads` combines.

    For each cut: tags (B, W, TAGS); keys for the arguments, queries for cues (first and last word),
    each (B, W, roles * KEY); a plain score per word and role. And those of each word by itself (WORDS).
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.lift = nn.Linear(width, width)
        self.tags = nn.ModuleDict({cut: nn.Linear(width, TAGS) for cut in CUTS})
        roles = {cut: len(names) for cut, names in CUTS.items()}
        self.key = nn.ModuleDict({c: nn.Linear(width, n * KEY) for c, n in roles.items()})
        self.query_first = nn.ModuleDict({c: nn.Linear(width, n * KEY) for c, n in roles.items()})
        self.query_last = nn.ModuleDict({c: nn.Linear(width, n * KEY) for c, n in roles.items()})
        self.word = nn.ModuleDict({c: nn.Linear(width, n + 1) for c, n in roles.items()})
        self.distance = nn.ParameterDict(
            {c: nn.Parameter(torch.zeros(n, DISTANCES)) for c, n in roles.items()}
        )
        self.step = nn.ParameterDict({c: nn.Parameter(torch.zeros(n, STEPS)) for c, n in roles.items()})
        self.null = nn.ModuleDict({c: nn.Linear(width, n) for c, n in roles.items()})
        self.raised = nn.Linear(width, width)
        self.words = nn.ModuleDict({_plain(name): nn.Linear(width, n) for name, n in WORDS.items()})
        self.bounds = nn.Parameter(torch.zeros(len(BOUNDS), DISTANCES))
        self.link = nn.Parameter(torch.zeros(FEATURES))
        for rare in ("facet_content", "facet_cue", "mention_head", "point_start"):
            nn.init.constant_(self.words[rare].bias, -1.5)

    def forward(self, words: Tensor) -> dict[str, Tensor]:
        lifted = F.gelu(self.lift(words))
        out = {}
        for cut in CUTS:
            out[f"{cut}.tags"] = self.tags[cut](words)
            out[f"{cut}.key"] = self.key[cut](lifted)
            out[f"{cut}.query_first"] = self.query_first[cut](lifted)
            out[f"{cut}.query_last"] = self.query_last[cut](lifted)
            out[f"{cut}.word"] = self.word[cut](lifted)
            out[f"{cut}.null"] = self.null[cut](lifted)
        raised = F.gelu(self.raised(words))
        for name in WORDS:
            given = words if name == "name.tags" else raised
            out[name] = self.words[_plain(name)](given)
        return out


def _plain(name: str) -> str:
    """The name of an output as that of a module, which may hold no full stop."""
    return name.replace(".", "_")


class Network(nn.Module):
    """The whole reader: windows in, linear outputs of every head for each word out."""

    def __init__(self, shape: Shape | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape or Shape()
        self.encoder = Encoder(self.shape, dropout)
        self.heads = Heads(self.shape.width)
        self.dropout = dropout

    def forward(
        self,
        ids: Tensor,
        case: Tensor,
        gap: Tensor,
        quoted: Tensor,
        first: Tensor,
        last: Tensor,
        mask: Tensor | None = None,
    ) -> dict[str, Tensor]:
        x = self.encoder(ids, case, gap, quoted, mask)
        out: dict[str, Tensor] = self.heads(words_of(x, first, last))
        return out


def words_of(x: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Vectors of words (B, W, D): the mean of their first and last piece."""
    wide = (-1, -1, x.shape[-1])
    return 0.5 * (
        x.gather(1, first.unsqueeze(-1).expand(wide)) + x.gather(1, last.unsqueeze(-1).expand(wide))
    )


def load_base(network: Encoding, path: Path) -> None:
    """Puts the base weights (all-MiniLM-L6-v2, safetensors) into the encoder; heads stay fresh."""
    from safetensors.torch import load_file

    given: dict[str, Tensor] = load_file(str(path))
    given = {k.removeprefix("bert."): v for k, v in given.items()}
    own: dict[str, Any] = {}
    e = "embeddings."
    own["pieces.weight"] = given[e + "word_embeddings.weight"]
    own["positions.weight"] = (
        given[e + "position_embeddings.weight"] + given[e + "token_type_embeddings.weight"][0]
    )
    for part in ("weight", "bias"):
        own[f"norm.{part}"] = given[f"{e}LayerNorm.{part}"]
        for n in range(network.shape.layers):
            p, q = f"encoder.layer.{n}.", f"layers.{n}."
            three = [given[f"{p}attention.self.{k}.{part}"] for k in ("query", "key", "value")]
            own[f"{q}qkv.{part}"] = torch.cat(three)
            for mine, theirs in (
                ("out", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense"),
                ("norm1", "attention.output.LayerNorm"), ("norm2", "output.LayerNorm"),
            ):  # fmt: skip
                own[f"{q}{mine}.{part}"] = given[f"{p}{theirs}.{part}"]
    missing, unexpected = network.encoder.load_state_dict(own, strict=False)
    assert not unexpected and all(m.split(".")[0] in ("case", "gap", "quoted") for m in missing), (
        missing,
        unexpected,
    )
