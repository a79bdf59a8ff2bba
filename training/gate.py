"""Hold the reader against its floors: quality that fell below what was once reached fails.

usage: python -m training.gate [--data FOLDER] [--tools FOLDER] [--floors FILE]
                               [--raise | --accept REASON] [--json]

Reads the development parts of annotated sets with the command `secondsource read`, calls the sets'
own scorers on the result, and compares every measure with `training/floors.json`:

  polnear/dev      whole attributions and the tokens of each role, `read --raw`
  statements/dev   statements of whole reports and their facets
  ontogum/dev      who is who: CoNLL figures of the mentions and parties that are published
  linking/dev      points: propositions that are covered by exactly one
  attached         times and numbers on the right point of statements/dev, and scope (training.attached)
  timeml           times of TimeBank and AQUAINT: extents and values (measured on, never developed on)
  words            names on UNER-EWT dev, starts of points on GUM dev (training.evaluate_words)
  pairs            linking/dev: what two propositions are to each other, by the whole cascade
                   (training.cascade), of all pairs and of those found in reports
  ecbplus          events of ECB+ dev topics by the system's pair score and clustering, and by how much that
                   is above the head-lemma baseline (training.ecbplus)
  story            the sample story against its written truth (training.story)
  joins            points of two reports that are joined, by what was judged by reading (training.joins)
  conflicts        conflicts that are told of real reports, by what was judged by reading (training.conflicts)

Neither the sets nor the scorers are part of this repository. Where they are missing, the gate says that it
was left out and exits 0. Exit 1 when a measure is below its floor, when the set or its scorer is not the one
that the floors were measured on, or when a report was not read.

--raise           take the floors up to what was reached, less the margin; none is taken down
--whole           measure what takes minutes too: story, joins, conflicts
--accept REASON   set the floors to what was reached, up or down; the reason is kept in the file
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from training.gauges import (
    HELD,
    JUDGED,
    REPORTS,
    SAMPLES,
    Measures,
    Place,
    conflicts,
    ecbplus,
    joins,
    output,
    pairs,
    story,
)

FLOORS = Path(__file__).with_name("floors.json")
# int8 results differ a little from processor to processor, and a floor must hold on all of them.
MARGIN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One set with its scorer: what it reads, and how it measures. slow: only with --whole."""

    name: str
    files: tuple[str, ...]
    scorer: str | None
    measure: Callable[[Place, Path], Measures]
    slow: bool = False

    def _scorer(self, place: Place) -> list[Path]:
        return [place.tools / self.scorer] if self.scorer else []

    def missing(self, place: Place) -> list[Path]:
        """What of the set and its scorer is not there."""
        wanted = [*self._scorer(place), *(place.data / name for name in self.files)]
        return [path for path in wanted if not path.exists()]

    def digest(self, place: Place) -> str:
        """One digest over the set's files, their names, and the scorer."""
        total = hashlib.sha256()
        roots = [place.data / name for name in self.files]
        for path in [*self._scorer(place), *_files(roots)]:
            total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return "sha256:" + total.hexdigest()


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What one gauge showed."""

    name: str
    digest: str | None = None
    measures: Measures = field(default_factory=dict)
    floors: Measures = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    left_out: str | None = None


def attributions(place: Place, folder: Path) -> Measures:
    """Percent: F1 of whole attributions and of the tokens of each role."""
    gold = place.data / "polnear/dev"
    read = _read(folder, gold / "text", "--raw")
    found = json.loads(_run(place.tools / "score_statements.py", gold, read, "--json"))
    return {f"{role}.{key}": value for role, row in found.items() for key, value in row.items()}


def statements(place: Place, folder: Path) -> Measures:
    """Percent: F1 of statements, their precision and recall, and the facets, as the scorer names them."""
    scorer = place.tools / "score_annotation.py"
    found = _by_records(folder, scorer, place.data / "statements/dev.jsonl", place.data)
    return {key: value for key, value in found.items() if isinstance(value, float)}


def clusters(place: Place, folder: Path) -> Measures:
    """Percent: the CoNLL figure and F1 of what makes it up, of parties as they are published."""
    scorer = place.tools / "score_clusters.py"
    found = _by_records(folder, scorer, place.data / "coreference/ontogum/dev")
    rows = {f"{name}.f1": row["f1"] for name, row in found.items() if isinstance(row, dict)}
    return {"conll": found["conll"], **rows}


def points(place: Place, folder: Path) -> Measures:
    """Percent: annotated propositions that exactly one point covers, none and several."""
    scorer = place.tools / "score_points.py"
    found = _by_records(folder, scorer, place.data / "linking/dev.jsonl", place.data)
    return {key: float(found[key]) for key in ("once", "none", "several")}


def attached(place: Place, folder: Path) -> Measures:
    """Percent: values on the right point, numbers with the right event, and the scope that words say."""
    records = folder / "records.jsonl"
    texts = _run(
        place.tools / "score_annotation.py", "texts", place.data / "statements/dev.jsonl", place.data
    )
    records.write_text(texts, encoding="utf-8")
    gold = Path(__file__).parent / "annotations" / "attached.jsonl"
    command = [sys.executable, "-m", "training.attached", gold, place.data, _read(folder, records), "--json"]
    found = json.loads(output(list(map(str, command))))
    return {key: value for key, value in found.items() if isinstance(value, float)}


def timeml(place: Place, folder: Path) -> Measures:
    """Percent: F1 of times by extent (strict, relaxed) and with the right TIMEX3 value."""
    found = _by_records(folder, place.tools / "score_times.py", place.data / "dates/tbaq_timeml")
    return {key: float(found[key]) for key in ("strict", "relaxed", "value")}


def words(place: Place, folder: Path) -> Measures:
    """Percent: F1 of names by type and together, and of the starts of points inside sentences."""
    weights = Path(__file__).parents[1] / "src/secondsource/data/reader.onnx"
    command = [sys.executable, "-m", "training.evaluate_words", weights, "--json"]
    command += ["--names", place.data / "entities/uner_ewt/dev.iob2", "--points", place.data]
    found = json.loads(output(list(map(str, command))))
    names = {f"names.{kind}": round(row["f1"], 1) for kind, row in found["names"].items()}
    return names | {"starts": round(found["starts"]["f1"], 1)}


def _by_records(folder: Path, scorer: Path, *gold: Path) -> dict[str, Any]:
    """What a scorer prints that collects the texts itself: texts, read, score."""
    records = folder / "records.jsonl"
    records.write_text(_run(scorer, "texts", *gold), encoding="utf-8")
    read = _read(folder, records)
    found: dict[str, Any] = json.loads(_run(scorer, "score", *gold, read, "--json"))
    return found


GAUGES = (
    Gauge(name="polnear/dev", files=("polnear/dev",), scorer="score_statements.py", measure=attributions),
    Gauge(
        name="statements/dev",
        files=("statements/dev.jsonl",),
        scorer="score_annotation.py",
        measure=statements,
    ),
    Gauge(
        name="ontogum/dev",
        files=("coreference/ontogum/dev",),
        scorer="score_clusters.py",
        measure=clusters,
    ),
    Gauge(name="linking/dev", files=("linking/dev.jsonl",), scorer="score_points.py", measure=points),
    Gauge(name="attached", files=("statements/dev.jsonl",), scorer="score_annotation.py", measure=attached),
    Gauge(name="timeml", files=("dates/tbaq_timeml",), scorer="score_times.py", measure=timeml),
    Gauge(
        name="words",
        files=("entities/uner_ewt/dev.iob2", "gum/dep/dev", "coreference/ontogum/dev"),
        scorer=None,
        measure=words,
    ),
    Gauge(name="pairs", files=("linking/dev.jsonl",), scorer="score_pairs.py", measure=pairs),
    Gauge(
        name="ecbplus",
        files=("crossdoc/ecbplus/dev_documents.jsonl", "crossdoc/ecbplus/dev_event_mentions.jsonl"),
        scorer="score_clusters.py",
        measure=ecbplus,
    ),
    Gauge(
        name="story",
        files=(str(SAMPLES / "story"), str(SAMPLES / "truth.json")),
        scorer=None,
        measure=story,
        slow=True,
    ),
    Gauge(name="joins", files=(*REPORTS, str(JUDGED)), scorer=None, measure=joins, slow=True),
    Gauge(name="conflicts", files=(*REPORTS, str(HELD)), scorer=None, measure=conflicts, slow=True),
)


def check(gauge: Gauge, place: Place, floors: dict[str, Any], *, whole: bool = True) -> Outcome:
    """Measure one set and hold it against its floors. whole: slow ones too."""
    known = floors.get(gauge.name, {})
    outcome = Outcome(name=gauge.name, floors=dict(known.get("floors", {})))
    if gauge.slow and not whole:
        outcome.left_out = "as it takes minutes: --whole measures it too"
        return outcome
    missing = gauge.missing(place)
    if missing:
        outcome.left_out = f"{missing[0]} is not here"
        return outcome
    outcome.digest = gauge.digest(place)
    with tempfile.TemporaryDirectory() as folder:
        outcome.measures = gauge.measure(place, Path(folder))
    if known.get("data") not in (None, outcome.digest):
        outcome.faults.append(
            "the set or its scorer has changed since the floors were measured; look at the measures, "
            "then give --accept with the reason"
        )
    for name, floor in outcome.floors.items():
        reached = outcome.measures.get(name)
        if reached is None:
            outcome.faults.append(f"{name} was not measured")
        elif reached < floor:
            outcome.faults.append(f"{name} is {reached:.1f}, below its floor of {floor:.1f}")
    return outcome


def raised(outcome: Outcome) -> Measures:
    """The floors taken up to what was reached less the margin; none is taken down."""
    return {
        name: max(floor, _floor(outcome.measures.get(name, floor))) for name, floor in outcome.floors.items()
    }


def accepted(outcome: Outcome) -> Measures:
    """The floors as what was reached less the margin, up or down."""
    return {name: _floor(outcome.measures[name]) for name in outcome.floors if name in outcome.measures}


def store(path: Path, floors: dict[str, Any], outcomes: Sequence[Outcome], *, reason: str | None) -> None:
    """Write the floors anew; with a reason they may fall, and the reason is kept."""
    for outcome in outcomes:
        if outcome.left_out:
            continue
        new = raised(outcome) if reason is None else accepted(outcome)
        row = floors.setdefault(outcome.name, {})
        changed = {k: [outcome.floors.get(k), v] for k, v in new.items() if v != outcome.floors.get(k)}
        row.update(data=outcome.digest, floors=new)
        if reason is not None and changed:
            entry = {"on": f"{datetime.now(UTC):%Y-%m-%d}", "reason": reason, "changed": changed}
            row.setdefault("accepted", []).append(entry)
    path.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate; the exit code."""
    options = _options(arguments)
    place = Place(data=options.data, tools=options.tools)
    floors = json.loads(options.floors.read_text(encoding="utf-8")) if options.floors.exists() else {}
    outcomes = [check(gauge, place, floors, whole=options.whole) for gauge in GAUGES]
    if options.json:
        print(json.dumps([_row(outcome) for outcome in outcomes], ensure_ascii=False))
    else:
        for outcome in outcomes:
            print("\n".join(_lines(outcome)))
    failed = any(outcome.faults for outcome in outcomes)
    if options.accept or (options.higher and not failed):
        store(options.floors, floors, outcomes, reason=options.accept)
        print(f"floors written to {options.floors}", file=sys.stderr)
        return 0
    return 1 if failed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter, usage=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    parser.add_argument("--floors", type=Path, default=FLOORS)
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="higher", action="store_true")
    change.add_argument("--accept", metavar="REASON")
    parser.add_argument("--whole", action="store_true", help="measure what takes minutes too")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def _lines(outcome: Outcome) -> Iterator[str]:
    """What people see of one outcome."""
    if outcome.left_out:
        yield f"{outcome.name}: left out, {outcome.left_out}"
        return
    yield f"{outcome.name}: {'FAILED' if outcome.faults else 'ok'}"
    for name, reached in outcome.measures.items():
        floor = outcome.floors.get(name)
        yield f"  {name:22} {reached:5.1f}" + ("" if floor is None else f"   floor {floor:.1f}")
    for fault in outcome.faults:
        yield f"  ! {fault}"


def _row(outcome: Outcome) -> dict[str, Any]:
    """One outcome as JSON."""
    names = ("name", "digest", "measures", "floors", "faults", "left_out")
    return {name: getattr(outcome, name) for name in names}


def _read(folder: Path, given: Path, *options: str) -> Path:
    """Read something with the command itself; where the records were written.

    A report that fails is the scorers' to count, so exit 1 (something failed) goes on.
    """
    out = folder / "read.jsonl"
    words = [sys.executable, "-m", "secondsource", "read", str(given), "--format", "jsonl", "-q", *options]
    with out.open("wb") as stream:
        done = subprocess.run(words, stdout=stream, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1) or not out.stat().st_size:
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return out


def _run(script: Path, *arguments: object) -> str:
    """What a scorer prints; it must end well."""
    words = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0 or "not read" in done.stderr:
        raise SystemExit(f"{script.name} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return done.stdout


def _files(roots: Sequence[Path]) -> Iterator[Path]:
    """Every file at or under the roots, in the order of their names."""
    for root in roots:
        yield from ([root] if root.is_file() else sorted(path for path in root.rglob("*") if path.is_file()))


def _floor(reached: float) -> float:
    """What was reached less the margin, to a tenth of a point, downward."""
    return math.floor(10 * (reached - MARGIN)) / 10


if __name__ == "__main__":
    raise SystemExit(main())
