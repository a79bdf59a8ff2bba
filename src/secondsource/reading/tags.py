"""Tags of words: the likeliest valid sequence, and the cues in it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import TAG_NAMES, TAGS

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Range = tuple[int, int]

CUE = (TAG_NAMES.index("B-cue"), TAG_NAMES.index("I-cue"))
SOURCE = (TAG_NAMES.index("B-source"), TAG_NAMES.index("I-source"))
CONTENT = (TAG_NAMES.index("B-content"), TAG_NAMES.index("I-content"))
_INSIDE = tuple(i for i, name in enumerate(TAG_NAMES) if name.startswith("I-"))  # each after its opening tag


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of probabilities over the last axis."""
    top = scores.max(-1, keepdims=True)
    out: Floats = scores - top - np.log(np.exp(scores - top).sum(-1, keepdims=True))
    return out


def find_cues(logs: Floats, *, bias: float) -> Ints:
    """Cue candidates (cues, 2), half-open word ranges, from logarithms of tag probabilities (words, TAGS).

    They are the cues of the likeliest sequence of tags that is valid (a tag inside something follows one
    that opens it), in which the tags of cues are given `bias` more, in log units: a cue that is missed
    takes its content with it, while a false one mostly finds none and falls away. Where an unfavoured
    sequence has cues too, it is they that give the extent: favour makes cues long as well as many.
    """
    plain = _cues(best_tags(logs, bias=0.0))
    out: list[Range] = []
    for cue in _cues(best_tags(logs, bias=bias)):
        inside = [p for p in plain if p[0] < cue[1] and cue[0] < p[1]]
        out += [p for p in inside or [cue] if p not in out]
    return np.array(out, np.int32).reshape(-1, 2)


def _cues(tags: list[int]) -> list[Range]:
    out: list[Range] = []
    for at, tag in enumerate(tags):
        if tag == CUE[0]:
            out.append((at, at + 1))
        elif tag == CUE[1]:
            out[-1] = (out[-1][0], at + 1)
    return out


def best_tags(logs: Floats, *, bias: float) -> list[int]:
    """The likeliest valid sequence of tags, those of cues favoured by `bias` (Viterbi)."""
    favoured = logs.copy()
    favoured[:, CUE] += bias
    rows: list[list[float]] = favoured.tolist()
    if not rows:
        return []
    value = [v if tag not in _INSIDE else -np.inf for tag, v in enumerate(rows[0])]
    back: list[list[int]] = []
    for row in rows[1:]:
        top = max(range(TAGS), key=value.__getitem__)
        came = [top] * TAGS
        for inside in _INSIDE:
            came[inside] = inside if value[inside] > value[inside - 1] else inside - 1
        value = [value[came[tag]] + row[tag] for tag in range(TAGS)]
        back.append(came)
    path = [max(range(TAGS), key=value.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def runs(member: npt.NDArray[np.bool_]) -> list[Range]:
    """Half-open ranges in which all is true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], member, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
