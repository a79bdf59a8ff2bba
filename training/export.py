"""Exports a checkpoint to the int8 ONNX file that ships with the package.

usage: python -m training.export CHECKPOINT OUT.onnx [--fp32]

Matrices are quantised per output channel, the table of pieces per row; all other numbers stay fp32.
Activations are quantised window by window while running, which is why windows run one at a time.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from secondsource.encoder.heads import CUTS, PARTS, WORDS
from secondsource.encoder.pieces import INPUTS
from training.network import Encoder, Network, words_of


class QuantisedTable(nn.Module):
    """An embedding whose rows are int8 with a scale each."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        scale = table.weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", torch.round(table.weight / scale).to(torch.int8))
        self.register_buffer("scale", scale.detach())

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


class Attention(torch.autograd.Function):
    """Attention whose scale the queries hold already; one operation of onnxruntime's own where it is run.

    It never writes the scores of all pairs of pieces to memory, and is faster than the plain operations.
    """

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """query, key, value, and what comes back: (B, P, D)."""
        b, p, d = query.shape
        q, k, v = (t.view(b, p, heads, d // heads).transpose(1, 2) for t in (query, key, value))
        return (torch.softmax(q @ k.transpose(2, 3), -1) @ v).transpose(1, 2).reshape(b, p, d)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """The same as a node of the file."""
        out = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads, scale_f=1.0)
        out.setType(query.type())
        return out


class Plain(nn.Module):
    """The network for one window (batch of 1), written in operations that runtimes fuse well."""

    def __init__(self, network: Network, *, quantise: bool) -> None:
        super().__init__()
        self.encoder: Encoder = network.encoder
        self.heads = network.heads
        self.table = QuantisedTable(network.encoder.pieces) if quantise else network.encoder.pieces

    def forward(
        self, ids: Tensor, case: Tensor, gap: Tensor, quoted: Tensor, first: Tensor, last: Tensor
    ) -> list[Tensor]:
        e = self.encoder
        x = (
            self.table(ids)
            + e.positions.weight[: ids.shape[1]]
            + e.case(case)
            + e.gap(gap)
            + e.quoted(quoted)
        )
        x = e.norm(x)
        for layer in e.layers:
            parts = zip(layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3), strict=True)
            # Three products: what one gives would have to be cut in three, which copies it.
            query, key, value = (F.linear(x, weight, bias) for weight, bias in parts)
            x = layer.norm1(x + layer.out(Attention.apply(query, key, value, layer.heads)))
            x = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
        out = self.heads(words_of(x, first, last))
        # Not squeeze, which becomes a choice at run time where the size of the batch is not known.
        return [out[name].flatten(0, 1) for name in output_names()]


def output_names() -> list[str]:
    """Names of the outputs, in order."""
    return [f"{cut}.{part}" for cut in CUTS for part in PARTS] + list(WORDS)


def fold_scale(network: Network) -> None:
    """Puts the scale of attention into the query weights, which spares a pass over all scores."""
    shape = network.shape
    with torch.no_grad():
        for layer in network.encoder.layers:
            for part in (layer.qkv.weight, layer.qkv.bias):
                part[: shape.width] *= (shape.width // shape.heads) ** -0.5


def export(network: Network, out: Path, *, quantise: bool = True) -> None:
    """Writes the network as ONNX, with the tables of the heads in its metadata. The network is used up."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    fold_scale(network)
    plain = Plain(network.eval().float(), quantise=quantise).eval()
    sample = tuple(torch.ones(1, n, dtype=torch.int64) for n in (12, 12, 12, 12, 9, 9))
    axes = {k: {1: "pieces"} for k in INPUTS[:4]} | {k: {1: "words"} for k in INPUTS[4:]}
    axes |= {k: {0: "words"} for k in output_names()}
    with tempfile.TemporaryDirectory() as folder:
        raw, ready, small = (Path(folder) / n for n in ("raw.onnx", "ready.onnx", "small.onnx"))
        with torch.no_grad():
            torch.onnx.export(
                plain, sample, str(raw), input_names=list(INPUTS), output_names=output_names(),
                dynamic_axes=axes, opset_version=17, dynamo=False,
            )  # fmt: skip
        if quantise:
            quant_pre_process(str(raw), str(ready), skip_symbolic_shape=True)
            quantize_dynamic(
                str(ready), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False,
                op_types_to_quantize=["MatMul", "Gemm"],
            )  # fmt: skip
        model = onnx.load(str(small if quantise else raw))
        heads = network.heads
        tables: dict[str, Any] = {
            kind: {cut: _rounded(table[cut]) for cut in CUTS}
            for kind, table in (("distance", heads.distance), ("step", heads.step))
        }
        tables |= {"bounds": _rounded(heads.bounds), "link": _rounded(heads.link)}
        entry = model.metadata_props.add()
        entry.key, entry.value = "tables", json.dumps(tables)
        onnx.save(model, str(out))


def _rounded(values: Tensor) -> Any:
    """A table as nested lists of numbers with five places."""
    if values.dim() > 1:
        return [_rounded(row) for row in values]
    return [round(x, 5) for x in values.detach().tolist()]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fp32", action="store_true")
    args = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(args.checkpoint, weights_only=True))
    export(network, args.out, quantise=not args.fp32)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
