"""Exports the pair reader to the int8 ONNX file that ships with the package.

usage: python -m training.pair_export CHECKPOINT... OUT.onnx [--fp32] [--tables TABLES.json]

Several checkpoints are averaged. tables: what calibration found, kept inside the file.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from secondsource.encoder.pair_session import HEADS
from secondsource.encoder.pairs import INPUTS
from training.average import average
from training.export import Attention, QuantisedTable
from training.pair_network import PairNetwork, pooled


class Plain(nn.Module):
    """The network for one pair (batch of 1), written in operations that runtimes fuse well."""

    def __init__(self, network: PairNetwork, *, quantise: bool) -> None:
        super().__init__()
        self.network = network
        table = network.encoder.pieces
        self.table = QuantisedTable(table) if quantise else table

    def forward(self, ids: Tensor, case: Tensor, side: Tensor, marked: Tensor) -> list[Tensor]:
        e = self.network.encoder
        x = (
            self.table(ids)
            + e.positions.weight[: ids.shape[1]]
            + e.case(case)
            + e.gap(side)
            + e.quoted(marked)
        )
        x = e.norm(x)
        for layer in e.layers:
            parts = zip(layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3), strict=True)
            query, key, value = (F.linear(x, weight, bias) for weight, bias in parts)
            x = layer.norm1(x + layer.out(Attention.apply(query, key, value, layer.heads)))
            x = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
        raised = F.gelu(self.network.mix(pooled(x, side, marked)))
        return [self.network.heads[name](raised) for name in HEADS]


def export(network: PairNetwork, out: Path, *, quantise: bool, tables: str) -> None:
    """Writes the network as ONNX. The network is used up."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    shape = network.shape
    with torch.no_grad():
        for layer in network.encoder.layers:
            for part in (layer.qkv.weight, layer.qkv.bias):
                part[: shape.width] *= (shape.width // shape.heads) ** -0.5
    plain = Plain(network.eval().float(), quantise=quantise).eval()
    sample = tuple(torch.ones(1, 12, dtype=torch.int64) for _ in INPUTS)
    with tempfile.TemporaryDirectory() as folder:
        raw, ready, small = (Path(folder) / n for n in ("raw.onnx", "ready.onnx", "small.onnx"))
        with torch.no_grad():
            torch.onnx.export(
                plain, sample, str(raw), input_names=list(INPUTS), output_names=list(HEADS),
                dynamic_axes={k: {1: "pieces"} for k in INPUTS}, opset_version=17, dynamo=False,
            )  # fmt: skip
        if quantise:
            quant_pre_process(str(raw), str(ready), skip_symbolic_shape=True)
            quantize_dynamic(
                str(ready), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False,
                op_types_to_quantize=["MatMul", "Gemm"],
            )  # fmt: skip
        model = onnx.load(str(small if quantise else raw))
        entry = model.metadata_props.add()
        entry.key, entry.value = "tables", tables
        onnx.save(model, str(out))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    parser.add_argument("--fp32", action="store_true")
    parser.add_argument("--tables", type=Path)
    args = parser.parse_args()
    network = PairNetwork()
    network.load_state_dict(average([torch.load(p, weights_only=True) for p in args.checkpoints]))
    tables = args.tables.read_text("utf-8") if args.tables else json.dumps({})
    export(network, args.out, quantise=not args.fp32, tables=tables)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
