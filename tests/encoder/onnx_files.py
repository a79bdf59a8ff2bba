"""Tiny ONNX files written by hand, byte by byte: the package that makes them is no tool of these tests.

Field numbers are those of onnx.proto.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from secondsource.encoder.heads import BOUNDS, CUTS, DISTANCES, PARTS, STEPS, WORDS
from secondsource.encoder.pieces import INPUTS

OUTPUTS = (*(f"{cut}.{part}" for cut in CUTS for part in PARTS), *WORDS)
_INT64 = 7


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _held(field: int, body: bytes | str) -> bytes:
    body = body.encode() if isinstance(body, str) else body
    return _varint(field << 3 | 2) + _varint(len(body)) + body


def _value(name: str) -> bytes:
    one, free = _held(1, _number(1, 1)), _held(1, _held(2, f"{name}_size"))
    tensor = _number(1, _INT64) + _held(2, one + free)
    return _held(1, name) + _held(2, _held(1, tensor))


def echo(metadata: dict[str, str], *, without: Collection[str] = ()) -> bytes:
    """A network that takes what the encoder takes and gives each back as `echo.NAME`; beside them it gives
    outputs of the names that the heads have. Inputs and outputs may be left out by name."""
    inputs = [name for name in INPUTS if name not in without]
    given = {f"echo.{name}": name for name in inputs}
    given |= {name: inputs[0] for name in OUTPUTS if name not in without}
    graph = b"".join(_held(1, _held(1, n) + _held(2, out) + _held(4, "Identity")) for out, n in given.items())
    graph += _held(2, "echo")
    graph += b"".join(_held(11, _value(n)) for n in inputs)
    graph += b"".join(_held(12, _value(out)) for out in given)
    model = _number(1, 8) + _held(7, graph) + _held(8, _number(2, 17))
    return model + b"".join(_held(14, _held(1, k) + _held(2, v)) for k, v in metadata.items())


def tables(**changed: Any) -> dict[str, str]:
    """The metadata of weights that fit, of numbers that say where they stand; None leaves a table out."""
    held: dict[str, Any] = {
        kind: {
            cut: [[r + c / 100 for c in range(size)] for r in range(len(roles))]
            for cut, roles in CUTS.items()
        }
        for kind, size in (("distance", DISTANCES), ("step", STEPS))
    }
    held["bounds"] = [[r + c / 100 for c in range(DISTANCES)] for r in range(len(BOUNDS))]
    held["link"] = [n / 10 for n in range(20)]
    held |= changed
    return {"tables": json.dumps({kind: rows for kind, rows in held.items() if rows is not None})}
