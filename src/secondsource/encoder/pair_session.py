"""Runs the pair reader's weights: one pair in, the logits of its heads out.

One pair at a time, as dynamic int8 results depend on what else is in a batch.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from secondsource.encoder.pairs import INPUTS, Side, inputs_of
from secondsource.encoder.pieces import Piecer
from secondsource.encoder.session import SLOWER
from secondsource.errors import WeightsError

HEADS = ("label", "facet", "supersedes", "event")
Logits = dict[str, npt.NDArray[np.float32]]


class PairSession:
    """An open file of weights. identity: `sha256:` and its digest. tables: what ships inside it."""

    def __init__(self, weights: Path, vocabulary: Path) -> None:
        import onnxruntime

        try:
            body = weights.read_bytes()
        except OSError as error:
            raise WeightsError(
                f"the pair reader's weights cannot be read: {weights} ({error.strerror}); "
                "reinstall secondsource"
            ) from error
        self.identity = "sha256:" + hashlib.sha256(body).hexdigest()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                body, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
            )
            held = self._session.get_modelmeta().custom_metadata_map
            self.tables: dict[str, Any] = json.loads(held["tables"])
            given = {x.name for x in (*self._session.get_inputs(), *self._session.get_outputs())}
        except Exception as error:  # onnxruntime raises many kinds, none of them public
            raise WeightsError(
                f"the pair reader's weights are damaged: {weights}; reinstall secondsource ({error})"
            ) from error
        if lacks := {*INPUTS, *HEADS} - given:
            raise WeightsError(f"the pair reader's weights do not fit this version: {weights} lacks {lacks}")
        self.piecer = Piecer(vocabulary)

    def run(self, a: Side, b: Side) -> Logits:
        """The logits of each head, float32 (size,), for the pair in this order."""
        found = self._session.run(list(HEADS), inputs_of(self.piecer, a, b))
        return {name: values[0] for name, values in zip(HEADS, found, strict=True)}
