"""Runs the trained encoder: windows in, the heads' linear outputs for each word out.

One window at a time: dynamic int8 results depend on what else is in a batch, and a report must read
the same alone and among others. Windows of a report run side by side on the cores there are, a few ahead
of the one that is asked for: a long text must not wait in memory as a whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from secondsource.encoder.heads import BOUNDS, CUTS, DISTANCES, PARTS, STEPS, WORDS, Floats, Tables
from secondsource.encoder.pieces import INPUTS, Pieces, Window, window_inputs
from secondsource.errors import WeightsError

Outputs = dict[str, Floats]
# Windows that are encoded or about to be, for each core, before the first of them is taken.
_AHEAD = 2
# The sum and the norm after it, fused, take several times as long as both apart (onnxruntime 1.32, AVX-512).
SLOWER = ["SkipLayerNormFusion"]


class Session:
    """An open file of weights. `identity` is `sha256:` and the digest of the file."""

    def __init__(self, weights: Path, *, workers: int | None = None) -> None:
        import onnxruntime

        try:
            body = weights.read_bytes()
        except OSError as error:
            raise WeightsError(
                f"the reader's weights cannot be read: {weights} ({error.strerror}); reinstall secondsource"
            ) from error
        self.identity = "sha256:" + hashlib.sha256(body).hexdigest()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                body, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
            )
            metadata = self._session.get_modelmeta().custom_metadata_map
            self.tables = _tables(metadata)
            self._check(weights)
            self.decoding: dict[str, dict[str, Any]] = json.loads(metadata.get("decoding", "{}"))
        except WeightsError:
            raise
        except Exception as error:  # onnxruntime raises many kinds, none of them public
            raise WeightsError(
                f"the reader's weights are damaged: {weights}; reinstall secondsource ({error})"
            ) from error
        self._names = [o.name for o in self._session.get_outputs()]
        # What is not asked for is not worked out either.
        self._run_options = onnxruntime.RunOptions()
        self._run_options.only_execute_path_to_fetches = True
        self._workers = workers or _cores()
        self._pool: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()

    def _check(self, weights: Path) -> None:
        """Refuses a file whose inputs or outputs are not those that reading asks for."""
        given = {x.name for x in (*self._session.get_inputs(), *self._session.get_outputs())}
        wanted = {*INPUTS, *(f"{cut}.{part}" for cut in CUTS for part in PARTS), *WORDS}
        if wanted - given:
            lacks = ", ".join(sorted(wanted - given)[:3])
            raise WeightsError(
                f"the weights do not fit this version of secondsource: {weights} lacks {lacks}"
            )

    def run(self, pieces: Pieces, windows: Sequence[Window]) -> list[Outputs]:
        """The outputs of each window, float32 (words, ...), in order."""
        return list(self.each(pieces, windows))

    def each(
        self, pieces: Pieces, windows: Sequence[Window], *, without: Set[str] = frozenset()
    ) -> Iterator[Outputs]:
        """What `run` gives, window by window, while those that follow are being encoded.

        without: names of outputs that are not needed.
        """
        names = [name for name in self._names if name not in without]
        if len(windows) < 2 or self._workers < 2:
            yield from (self._one(pieces, w, names) for w in windows)
            return
        with self._lock:
            self._pool = self._pool or ThreadPoolExecutor(self._workers, thread_name_prefix="encoder")
        waiting: deque[Future[Outputs]] = deque()
        try:
            for window in windows:
                waiting.append(self._pool.submit(self._one, pieces, window, names))
                if len(waiting) >= _AHEAD * self._workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()

    def _one(self, pieces: Pieces, window: Window, names: Sequence[str]) -> Outputs:
        found = self._session.run(names, window_inputs(pieces, window), self._run_options)
        return dict(zip(names, found, strict=True))


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tables(metadata: dict[str, str]) -> Tables:
    if "tables" not in metadata:
        raise WeightsError("the reader's weights hold no tables of the heads: they are of another version")
    held = json.loads(metadata["tables"])
    by_cut = {
        kind: {cut: np.array(rows, np.float32) for cut, rows in held[kind].items()}
        for kind in ("distance", "step")
    }
    if "bounds" not in held or "link" not in held:
        raise WeightsError("the reader's weights hold no tables of mentions: they are of another version")
    bounds, link = (np.array(held[kind], np.float32) for kind in ("bounds", "link"))
    shapes = [(bounds.shape, (len(BOUNDS), DISTANCES)), (link.shape, (link.size,))]
    for cut, roles in CUTS.items():
        shapes.append((by_cut["distance"][cut].shape, (len(roles), DISTANCES)))
        shapes.append((by_cut["step"][cut].shape, (len(roles), STEPS)))
    if any(found != wanted for found, wanted in shapes):
        raise WeightsError("the reader's weights do not fit this version of secondsource")
    return Tables(distance=by_cut["distance"], step=by_cut["step"], bounds=bounds, link=link)
