"""Tags of words, and the cues among them."""

from __future__ import annotations

from dataclasses import dataclass

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
    # The ufuncs themselves: the methods of arrays take as long to get to them as they take for a window.
    below = scores - np.maximum.reduce(scores, -1, keepdims=True)
    out: Floats = below - np.log(np.add.reduce(np.exp(below), -1, keepdims=True))
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """The tags of the words of one window by one cut.

    logs: logarithms of probabilities (words, TAGS). cue, source, content: (words,), the probability of
    being a word of one.
    """

    logs: Floats
    cue: Floats
    source: Floats
    content: Floats

    @classmethod
    def of(cls, scores: Floats) -> Tags:
        """From the scores that the encoder gives, or from logarithms of probabilities."""
        logs = log_softmax(scores)
        p = np.exp(logs)
        cue, source, content = (p[:, first] + p[:, further] for first, further in (CUE, SOURCE, CONTENT))
        return cls(logs=logs, cue=cue, source=source, content=content)


def find_cues(tags: Tags, *, bias: float) -> Ints:
    """Cue candidates (cues, 2), half-open word ranges.

    They are the cues of the likeliest sequence that is valid (a word inside a cue follows one of the same
    cue), in which the tags of cues are given `bias` more, in log units: a cue that is missed takes its
    content with it, while a false one mostly finds none and falls away. Where an unfavoured sequence has
    cues too, it is they that give the extent: favour makes cues long as well as many.
    """
    opens, inside = tags.logs[:, CUE[0]], tags.logs[:, CUE[1]]
    none = np.log(np.clip(1.0 - tags.cue, 1e-6, 1.0))
    # Where no word is likelier in a cue than in none, favoured, the likeliest sequence has no cue.
    hot = np.concatenate(([0], np.cumsum(np.maximum(opens, inside) + bias > none))).tolist()
    out: list[Range] = []
    # Cues are rare and short: each stretch where one may be is searched by itself.
    for first, last in runs(tags.cue > _UNLIKELY):
        if hot[first] == hot[last]:
            continue
        rows = [part[first:last].tolist() for part in (none, opens, inside)]
        favoured = best_cues(*rows, bias=bias)
        plain = best_cues(*rows, bias=0.0) if favoured and last - first > 1 else []
        held = dict.fromkeys(
            cue
            for found in favoured
            for cue in [p for p in plain if p[0] < found[1] and found[0] < p[1]] or [found]
        )
        out += [(a + first, b + first) for a, b in held]
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
    framed = np.zeros(len(member) + 2, np.bool_)
    framed[1:-1] = member
    edges = (framed[1:] != framed[:-1]).nonzero()[0].tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))
