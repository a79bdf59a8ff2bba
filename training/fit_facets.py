"""Fits the weights of what is readable for certainty and forecast (src/secondsource/data/facets.json).

usage: python -m training.fit_facets --data DATA [--write]

Ridge logistic regression over the traits of `reading/certainty.py` (one row a hedge: is it among the
words that the annotator marked?) and `reading/forecast.py` (one row a statement). The weights are drawn not
to 0 but to EXPECTED, what the guide leads one to expect of a word before any is counted, so that a word seen
twice does not decide. F1 is of whole statements, over folds of documents. The weights of "denied" and
"questioned" are set by hand (109 statements bear them) and stay. Without --write figures alone are printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from secondsource.model.span import Span
from secondsource.reading import certainty, forecast
from secondsource.reading.drafts import Draft
from secondsource.reading.standing import standing
from secondsource.text import Segments, segment
from training.annotations import locate, restored, text_of
from training.data import OWN, share

Range = tuple[int, int]
OUT = Path(__file__).parents[1] / "src/secondsource/data/facets.json"
FOLDS = 8
RIDGE = {"one": 0.3, "phrase": 6.0, "group": 1.0, "trait": 2.0}
CUT = {"certainty": -0.6, "forecast": -0.6}  # the score, in log-odds, at which F1 is best; becomes 0
_LEAST = 0.3  # a phrase's own weight is kept from here on

_GROUPS = {
    "content": "may 2 might 2 could 1 can -2.5 well 2.5 stacked 2.5 perhaps 1.5 potentially .7 hopefully "
    "1 looks 1.2 "
    "apparently .5 probably 2 likely 2 unlikely 2.5 impossible .5 possible .5 as_possible -3 comparison "
    "-1 possibility .5 "
    "chance -.3 first 2 sure 1.5 adverb_sure 1.2 convinced 1.5 confident 1.2 know -2 you_know -4 "
    "allegedly -3 show -4 "
    "conclude -4 absolutely -1.5 forecast -1.5 expected 1.5 not_expected 1.5 sure_not -4 establish -3 "
    "no_evidence -1 "
    "confirm -.5 must_have 1 tend -3 potential -2 hope -2.5 fear -2 think -.5",
    "cue": "possibility 1 believe 2.5 think 1.5 thought .5 expect 2.5 expected 2 not_expected 1.5 suspect "
    "1.5 confirm 2.5 "
    "first 2 confident 1 convinced 1.5 doubt .5 hope -1.5 suggest -1 indicate -2 allegedly -4 show -4 "
    "conclude -3 know -1 "
    "guess 1.5 assess .5 forecast .5 consider -2 establish -1 denied_think 1 speculation 1 suspicion .5 "
    "probably 1 "
    "perhaps 1 likely 1.5 unlikely 1.5 may 1 might 1 could .5 sure 2 adverb_sure 1",
}
_TRAITS = (
    "modal_denied -1.5 modal_relative -.7 modal_free -2 compared -1 passive .7 inner_cue -1.5 noun -.7 "
    "stand:below -.5 "
    "cue_denies -.7 cue_rules -.3 asked -1.5 one -1 percent 4"
)
_PHRASES = {
    "it is possible": 1.5, "possible that": 1, "it ' s possible": 1.5, "was possible": 0.5, "is possible": 1,
    "not sure": 0.5, "no mistake": -1, "appear": 0.3, "it appears": 1, "it seems": 1, "been confirmed": 1,
    "are confirmed": 1, "is confirmed": 0.5, "confirmed dead": 1, "was confirmed": 0.5,
}  # fmt: skip


def _pairs(text: str) -> dict[str, float]:
    parts = text.split()
    return {k.replace("_", " "): float(v) for k, v in zip(parts[::2], parts[1::2], strict=True)}


EXPECTED = {
    **{f"{k}@{place}": v for place, row in _GROUPS.items() for k, v in _pairs(row).items()},
    **_pairs(_TRAITS),
    **{f"={k}": v for k, v in _PHRASES.items()},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One annotated statement as a draft. hedges: the characters that were marked; fold: of its document."""

    segments: Segments
    draft: Draft
    inner: list[Range]
    hedges: list[Range]
    marked: bool
    forecast: bool
    fold: int


@dataclass(frozen=True, slots=True)
class Row:
    """Traits and their truth, and the statement (by index) that they belong to."""

    traits: list[str]
    true: bool
    told: int


def load(data: Path) -> list[Told]:
    """The annotated statements of the training reports, of both makers."""
    out = []
    for gold in (data / "statements/train.jsonl", OWN):
        for line in gold.read_text("utf8").splitlines():
            doc = json.loads(line)
            text = text_of(doc, data)
            out += _told(restored(doc, text) if "sha256" in doc else doc, segment(text))
    return out


def _told(doc: dict[str, Any], segments: Segments) -> list[Told]:
    drafts = {s["id"]: _draft(s, segments) for s in doc["statements"]}
    out = []
    for s in doc["statements"]:
        draft = drafts[s["id"]]
        if draft.content[0] >= draft.content[1]:
            continue
        near = (s["start"], s["end"])
        hedges = s.get("hedges")
        if hedges is None:
            hedges = [h for w in s["certainty_words"] if (h := locate(segments.text, w, near, reach=2000))]
        out.append(
            Told(
                segments=segments,
                draft=draft,
                inner=[drafts[o["id"]].content for o in doc["statements"] if o["parent"] == s["id"]],
                hedges=[(h[0], h[1]) for h in hedges],
                marked=s["certainty"] != "none",
                forecast=bool(s["forecast"]),
                fold=int(share(doc["doc"]) * FOLDS),
            )
        )
    return out


def _draft(s: dict[str, Any], segments: Segments) -> Draft:
    near = (s["start"], s["end"])
    cue = s["cue_span"] if "cue_span" in s else locate(segments.text, s.get("cue"), near)
    source = s.get("source_span")
    if "source_span" not in s and not s["carried"]:
        source = locate(segments.text, s.get("source_text"), (cue[0], cue[1]) if cue else near)

    def words(span: Sequence[int] | None) -> Range | None:
        return segments.range_of(Span(span[0], span[1])) if span else None

    content = segments.range_of(Span(*near))
    return Draft(cue=words(cue), source=words(source), content=content, carried=bool(s["carried"]))


def certainty_rows(told: Sequence[Told]) -> list[Row]:
    """One row a hedge."""
    out = []
    for k, t in enumerate(told):
        words = standing(t.segments, t.draft, t.inner)
        for at, hedge in certainty.occurrences(words):
            span = t.segments.span_of(words.at[at], words.at[at + len(hedge.words) - 1] + 1)
            true = any(a < span.end and span.start < b for a, b in t.hedges)
            out.append(Row(certainty.traits(words, at, hedge), true, k))
    return out


def forecast_rows(told: Sequence[Told]) -> list[Row]:
    """One row a statement."""
    return [Row(forecast.traits(t.segments, t.draft), t.forecast, k) for k, t in enumerate(told)]


def fit(rows: Sequence[Row], expected: dict[str, float]) -> dict[str, float]:
    """Weights by trait: Newton's method on the log loss with a ridge around what is expected."""
    names = sorted({t for r in rows for t in r.traits} | set(expected))
    index = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)))  # (rows, traits)
    for k, row in enumerate(rows):
        x[k, [index[t] for t in row.traits]] = 1
    y = np.array([r.true for r in rows], float)
    mean = np.array([expected.get(n, 0.0) for n in names])
    ridge = np.array([RIDGE[_kind(n)] for n in names])
    w = mean.copy()
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + ridge * (w - mean)
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), slope)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(names, w.tolist(), strict=True))


def _kind(name: str) -> str:
    return "one" if name == "one" else "phrase" if name[0] == "=" else "group" if "@" in name else "trait"


def f1(rows: Sequence[Row], scores: Sequence[float], truth: Sequence[bool], cut: float) -> float:
    """F1 of statements, in percent, a statement being marked by the best of its rows."""
    best: dict[int, float] = {}
    for row, score in zip(rows, scores, strict=True):
        best[row.told] = max(score, best.get(row.told, score))
    said = {k for k, score in best.items() if score >= cut}
    true = {k for k, t in enumerate(truth) if t}
    return 200 * len(said & true) / max(1, len(said) + len(true))


def folded(rows: Sequence[Row], told: Sequence[Told], expected: dict[str, float]) -> list[float]:
    """The score of each row by weights fitted on the other folds."""
    out = [0.0] * len(rows)
    for fold in range(FOLDS):
        weights = fit([r for r in rows if told[r.told].fold != fold], expected)
        for k, row in enumerate(rows):
            if told[row.told].fold == fold:
                out[k] = sum(weights.get(t, 0.0) for t in row.traits)
    return out


def table(weights: dict[str, float], cut: float) -> dict[str, float]:
    """The weights as they ship: to a tenth, small ones of single phrases and all of 0 left out."""
    out = {k: round(v - (cut if k == "one" else 0.0), 1) for k, v in sorted(weights.items())}
    return {k: v for k, v in out.items() if abs(v) >= (_LEAST if k[0] == "=" else 0.1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    told = load(args.data)
    tables = json.loads(OUT.read_text("utf8"))
    facets: tuple[tuple[str, Callable[[Sequence[Told]], list[Row]], dict[str, float], list[bool]], ...] = (
        ("certainty", certainty_rows, EXPECTED, [t.marked for t in told]),
        ("forecast", forecast_rows, {}, [t.forecast for t in told]),
    )
    for name, make, expected, truth in facets:
        rows = make(told)
        scores = folded(rows, told, expected)
        figures = {c: round(f1(rows, scores, truth, c), 1) for c in (-1.0, -0.8, CUT[name], -0.4, 0.0)}
        print(f"{name}: {sum(truth)} of {len(told)}; F1 over {FOLDS} folds by cut {figures}")
        tables[name] = table(fit(rows, expected), CUT[name])
    if args.write:
        OUT.write_text(json.dumps(tables, indent=1, sort_keys=True) + "\n", "utf8")


if __name__ == "__main__":
    main()
