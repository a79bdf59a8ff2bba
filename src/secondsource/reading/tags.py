"""Tags of words, and the cues among them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import TAG_NAMES

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Range = tuple[int, int]

CUE = (TAG_NAMES.index("B-cue"), TAG_NAMES.index("I-cue"))
SOURCE = (TAG_NAMES.index("B-source"), TAG_NAMES.index("I-source"))
CONTENT = (TAG_NAMES.index("B-content"), TAG_NAMES.index("I-content"))
_UNLIKELY = 0.01  # probability of being in a cue up to which a word is taken to be in none


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of probabilities over the last axis."""
    top = scores.max(-1, keepdims=True)
    out: Floats = scores - top - np.log(np.exp(scores - top).sum(-1, keepdims=True))
    return out


def find_cues(logs: Floats, *, bias: float) -> Ints:
    """Cue candidates (cues, 2), half-open word ranges, from logarithms of tag probabilities (words, TAGS).

    They are the cues of the likeliest sequence that is valid (a word inside a cue follows one of the same
    cue), in which the tags of cues are given `bias` more, in log units: a cue that is missed takes its
    content with it, while a false one mostly finds none and falls away. Where an unfavoured sequence has
    cues too, it is they that give the extent: favour makes cues long as well as many.
    """
    opens, inside = logs[:, CUE[0]], logs[:, CUE[1]]
    cue = np.exp(opens) + np.exp(inside)
    none = np.log(np.clip(1.0 - cue, 1e-6, 1.0))
    plain: list[Range] = []
    favoured: list[Range] = []
    # Cues are rare and short: each stretch where one may be is searched by itself.
    for first, last in runs(cue > _UNLIKELY):
        rows = [part[first:last].tolist() for part in (none, opens, inside)]
        plain += [(a + first, b + first) for a, b in best_cues(*rows, bias=0.0)]
        favoured += [(a + first, b + first) for a, b in best_cues(*rows, bias=bias)]
    out: list[Range] = []
    for found in favoured:
        same = [p for p in plain if p[0] < found[1] and found[0] < p[1]]
        out += [p for p in same or [found] if p not in out]
    return np.array(out, np.int32).reshape(-1, 2)


def best_cues(none: list[float], opens: list[float], inside: list[float], *, bias: float) -> list[Range]:
    """The cues of the likeliest valid sequence over a few words (Viterbi: no cue, first word, further one).

    Each list: the logarithm of a word's probability of being that. Ties go to no cue, then to a first word.
    """
    value = (none[0], opens[0] + bias, -np.inf)
    back: list[tuple[int, int]] = []
    for n, o, i in zip(none[1:], opens[1:], inside[1:], strict=True):
        top = 0 if value[0] >= value[1] and value[0] >= value[2] else 1 if value[1] >= value[2] else 2
        cue = 1 if value[1] >= value[2] else 2
        back.append((top, cue))
        value = (value[top] + n, value[top] + o + bias, value[cue] + i + bias)
    at = 0 if value[0] >= value[1] and value[0] >= value[2] else 1 if value[1] >= value[2] else 2
    path = [at]
    for top, cue in reversed(back):
        at = cue if at == 2 else top
        path.append(at)
    path.reverse()
    out: list[Range] = []
    for word, state in enumerate(path):
        if state == 1:
            out.append((word, word + 1))
        elif state == 2:
            out[-1] = (out[-1][0], word + 1)
    return out


def runs(member: npt.NDArray[np.bool_]) -> list[Range]:
    """Half-open ranges in which all is true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], member, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
