"""Figures read by this project against quantulum3 alone, on the same texts, in one run.

usage: python -m benchmarks.numbers MEASEVAL_FOLDER QUANTULUM3_FOLDER [--recognizers FOLDER]
                                    [--python PYTHON] [--passes 3] [--json]

MeasEval (counts and measurements of scientific prose) and quantulum3's own cases are measured and never
developed on; the Recognizers-Text specs, which are developed on, are a regression.

Spans:        F1 of figures that share characters with an annotated one, one to one.
Exact:        F1 of those whose characters are the very same.
Values:       F1 of value and span (quantulum3's cases alone give values): the middle of a range, as there.
Units:        of the annotated quantities that have a unit, those found with it: the same unit (quantulum3's
              cases), or a unit whose words stand in the span read (MeasEval gives units as written).
Approximate:  F1 of the mark "approximate" (MeasEval). Bounded: of the quantities marked as ranges, those
              found as such.
Speed:        milliseconds for 1,000 words, a word being what white space parts; median of the passes.
Recognizers:  cases in which each expected value is read, and nothing else.

quantulum3 runs in an interpreter of its own (--python), since it is no dependency of this project; without
one, or where it is not installed, its column says so.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# What the interpreter with quantulum3 is given: texts as JSON lines come in, rows and seconds go out.
THEIRS = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from quantulum3 import parser
texts = [json.loads(line) for line in sys.stdin]
parser.parse("2 litres")
best = []
for turn in range(int(sys.argv[1])):
    rows, began = [], time.perf_counter()
    for text in texts:
        try:
            rows.append([[*q.span, q.value, q.unit.name, bool(q.uncertainty)] for q in parser.parse(text)])
        except Exception as error:
            rows.append([])
    best.append(time.perf_counter() - began)
print(json.dumps({"rows": rows, "seconds": best}))
"""
NEAR = 2e-3
Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity of a text: its characters, value (None when not given), unit, marks of its modifiers."""

    start: int
    end: int
    value: float | None = None
    unit: str | None = None
    approximate: bool = False
    bounded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text with its annotated quantities."""

    text: str
    quantities: tuple[Quantity, ...]


def measeval(folder: Path) -> list[Case]:
    """The paragraphs of MeasEval; those without annotations hold no quantity."""
    out = []
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        table = folder / "tsv" / f"{path.stem}.tsv"
        out.append(Case(text=text, quantities=tuple(_measured(table)) if table.exists() else ()))
    return out


def _measured(table: Path) -> Iterator[Quantity]:
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["annotType"] == "Quantity":
                other = json.loads(row["other"] or "{}")
                mods = other.get("mods", [])
                yield Quantity(
                    start=int(row["startOffset"]), end=int(row["endOffset"]), unit=other.get("unit"),
                    approximate="IsApproximate" in mods, bounded="IsRange" in mods,
                )  # fmt: skip


def quantulum_cases(folder: Path) -> list[Case]:
    """quantulum3's own cases; each surface is looked for from where the last one ended."""
    return [
        Case(text=case["req"], quantities=tuple(_surfaces(case)))
        for name in ("quantities.json", "quantities.ambiguity.json")
        for case in json.loads((folder / name).read_text(encoding="utf-8"))
    ]


def _surfaces(case: dict[str, Any]) -> Iterator[Quantity]:
    at = 0
    for result in case["res"]:
        start = case["req"].find(result["surface"], at)
        if start >= 0:
            at = start + len(result["surface"])
            unit = None if result.get("unit") == "dimensionless" else result.get("unit")
            yield Quantity(start=start, end=at, value=result["value"], unit=unit)


def ours(texts: Sequence[str], passes: int) -> tuple[list[list[Quantity]], list[float]]:
    """What this project reads in each text, and the seconds of each pass."""
    from secondsource.reading.numbers.figures import figures
    from secondsource.reading.numbers.units import english
    from secondsource.text import segment

    rows: list[list[Quantity]] = []
    seconds = []
    for _ in range(passes):
        began = time.perf_counter()
        read = [figures(segment(text), (), ()) for text in texts]
        seconds.append(time.perf_counter() - began)
        rows = [[_quantity(figure, english(figure.unit)) for figure in one] for one in read]
    return rows, seconds


def _quantity(figure: Any, unit: str | None) -> Quantity:
    ends = [end for end in (figure.low, figure.high) if end is not None]
    return Quantity(
        start=figure.span.start, end=figure.span.end, unit=unit,
        value=sum(ends) / len(ends) if ends else None,
        approximate=figure.approximate, bounded=figure.relation not in ("=", "~"),
    )  # fmt: skip


def theirs(texts: Sequence[str], passes: int, python: str) -> tuple[list[list[Quantity]], list[float]] | None:
    """What quantulum3 reads in each text, and the seconds of each pass; None where it is missing."""
    command = [python, "-W", "ignore", "-c", THEIRS, str(passes)]
    given = "".join(json.dumps(text) + "\n" for text in texts)
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    told = json.loads(done.stdout.splitlines()[-1])
    rows = [
        [
            Quantity(
                start=a, end=b, value=value, unit=None if unit == "dimensionless" else unit, bounded=wide
            )
            for a, b, value, unit, wide in row
        ]
        for row in told["rows"]
    ]
    return rows, told["seconds"]


def pairs(gold: Sequence[Quantity], read: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """One-to-one pairs that share characters, the best shared first."""
    shared = [
        (min(g.end, r.end) - max(g.start, r.start), -abs(g.start - r.start), i, j)
        for i, g in enumerate(gold)
        for j, r in enumerate(read)
        if min(g.end, r.end) > max(g.start, r.start)
    ]
    used: set[tuple[str, int]] = set()
    out = []
    for _, _, i, j in sorted(shared, reverse=True):
        if ("gold", i) not in used and ("read", j) not in used:
            used |= {("gold", i), ("read", j)}
            out.append((gold[i], read[j]))
    return out


def same_unit(text: str, gold: Quantity, read: Quantity, *, as_written: bool) -> bool:
    """True when the unit read is the annotated one; as_written: by its words in the span read."""
    if gold.unit is None or read.unit is None:
        return False
    if as_written:
        return gold.unit.strip() in text[read.start : read.end]
    return _plain(gold.unit) == _plain(read.unit)


def _plain(unit: str) -> str:
    """A unit's name without the accidents of naming: "percentage" is percent, "dollar" the US one."""
    name = unit.lower().replace("-", " ").replace("metre", "meter").replace("litre", "liter")
    return _SAME.get(name, name)


_SAME = {
    "percentage": "percent", "dollar": "us dollar", "united states dollar": "us dollar",
    "pound mass": "pound", "cubic centimeter": "milliliter", "degree angle": "degree",
    "gigaannum": "gigayear", "kilo": "kilogram", "parts per million": "part per million",
}  # fmt: skip


def scored(
    cases: Sequence[Case], read: Sequence[Sequence[Quantity]], *, as_written: bool
) -> dict[str, float]:
    """The measures of one reader on one set, in percent."""
    n: Counter[str] = Counter()
    for case, row in zip(cases, read, strict=True):
        found = pairs(case.quantities, row)
        n.update(gold=len(case.quantities), read=len(row), hit=len(found))
        n["exact"] += sum((g.start, g.end) == (r.start, r.end) for g, r in found)
        n["value"] += sum(_near(g.value, r.value) for g, r in found)
        n["units"] += sum(g.unit is not None for g in case.quantities)
        n["unit"] += sum(same_unit(case.text, g, r, as_written=as_written) for g, r in found)
        n["approximate"] += sum(g.approximate and r.approximate for g, r in found)
        n["approximates"] += sum(q.approximate for q in (*case.quantities, *row))
        n["ranges"] += sum(g.bounded for g in case.quantities)
        n["range"] += sum(g.bounded and r.bounded for g, r in found)
    both = n["gold"] + n["read"]
    out = {"spans": _percent(2 * n["hit"], both), "exact": _percent(2 * n["exact"], both)}
    if not as_written:
        out["values"] = _percent(2 * n["value"], both)
    out["units"] = _percent(n["unit"], n["units"])
    if as_written:
        out["approximate"] = _percent(2 * n["approximate"], n["approximates"])
        out["bounded"] = _percent(n["range"], n["ranges"])
    return out


def _near(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and math.isclose(a, b, rel_tol=NEAR)


def _percent(part: float, whole: float) -> float:
    return round(100 * part / max(1, whole), 1)


def specs(folder: Path) -> dict[str, dict[str, int]]:
    """Recognizers-Text: for each file of specs, cases and cases passed."""
    out = {}
    for path in sorted(folder.glob("*/*.json")):
        if path.stem.startswith("Ordinal"):
            continue  # ordinals are no numbers here
        cases = json.loads(path.read_text(encoding="utf-8-sig"))
        passed = sum(
            passes_spec(case["Input"], case["Results"], ages=path.stem == "AgeModel") for case in cases
        )
        out[path.stem] = {"cases": len(cases), "passed": passed}
    return out


def passes_spec(text: str, results: Sequence[dict[str, Any]], *, ages: bool) -> bool:
    """True when each expected value is read, and nothing where none is expected; ages are to be left out."""
    from secondsource.reading.numbers.figures import figures
    from secondsource.text import segment

    read = figures(segment(text), (), ())
    if ages:
        spans = [(r["Start"], r["End"] + 1) for r in results if "Start" in r]
        return not any(f.span.start < b and a < f.span.end for f in read for a, b in spans)
    wanted = [(r, _bounds((r.get("Resolution") or {}).get("value"))) for r in results]
    met = [any(_answers(f, r, bounds, text) for f in read) for r, bounds in wanted if bounds is not None]
    return all(met) and (bool(met) or not read)


def _bounds(value: Any) -> Bounds | None:
    """The bounds of a spec's value: "12", "45%", "(10,20]", "(,30)"; None where it gives none."""
    if not value or value == "null":
        return None
    value = str(value).strip().rstrip("%")
    try:
        if value[0] in "([":
            low, _, high = value[1:-1].partition(",")
            return (float(low) if low else None, float(high) if high else None)
        return float(value), float(value)
    except ValueError:
        return None


def _answers(figure: Any, result: dict[str, Any], bounds: Bounds, text: str) -> bool:
    """True when a figure stands where a spec's does, with its bounds; a plain value may have a modifier."""
    start = result.get("Start", text.lower().find(result["Text"].lower()))
    if figure.span.start >= start + len(result["Text"]) or start >= figure.span.end:
        return False
    ends = (figure.low, figure.high)
    if all(a is b if a is None or b is None else _near(a, b) for a, b in zip(ends, bounds, strict=True)):
        return True
    known = {end for end in ends if end is not None}
    if bounds[0] is None or bounds[0] != bounds[1] or len(known) != 1:
        return False
    value = known.pop()  # a share may be told in hundredths
    return _near(value, bounds[0]) or (figure.kind in ("share", "count") and _near(value * 100, bounds[0]))


def compared(cases: Sequence[Case], *, passes: int, python: str, as_written: bool) -> dict[str, Any]:
    """Both readers on one set."""
    texts = [case.text for case in cases]
    words, quantities = sum(len(text.split()) for text in texts), sum(len(case.quantities) for case in cases)
    out: dict[str, Any] = {"texts": len(texts), "quantities": quantities, "words": words}
    for name, told in (("ours", ours(texts, passes)), ("quantulum3", theirs(texts, passes, python))):
        if told is None:
            out[name] = None
            continue
        rows, seconds = told
        speed = round(1e6 * statistics.median(seconds) / max(1, words), 2)
        out[name] = {**scored(cases, rows, as_written=as_written), "milliseconds_per_1000_words": speed}
    return out


def lines(result: dict[str, Any]) -> Iterator[str]:
    """The result for people."""
    for name in ("measeval", "quantulum3"):
        told = result[name]
        yield f"{name}: {told['texts']} texts, {told['quantities']} quantities, {told['words']} words"
        for who in ("ours", "quantulum3"):
            figures = told[who]
            row = (
                "not installed (--python)"
                if figures is None
                else ", ".join(f"{k} {v}" for k, v in figures.items())
            )
            yield f"  {who:10} {row}"
    if "recognizers" in result:
        passed = sum(r["passed"] for r in result["recognizers"].values())
        cases = sum(r["cases"] for r in result["recognizers"].values())
        rows = ", ".join(f"{k} {r['passed']}/{r['cases']}" for k, r in result["recognizers"].items())
        yield f"recognizers: {_percent(passed, cases)} % of {cases} cases ({rows})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("measeval", type=Path)
    parser.add_argument("quantulum3", type=Path)
    parser.add_argument("--recognizers", type=Path)
    parser.add_argument("--python", help="an interpreter that has quantulum3")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    options = {"passes": args.passes, "python": args.python or sys.executable}
    result: dict[str, Any] = {
        "measeval": compared(measeval(args.measeval), as_written=True, **options),
        "quantulum3": compared(quantulum_cases(args.quantulum3), as_written=False, **options),
    }
    if args.recognizers:
        result["recognizers"] = specs(args.recognizers)
    sys.stdout.write(
        json.dumps(result) + "\n" if args.json else "".join(line + "\n" for line in lines(result))
    )


if __name__ == "__main__":
    main()
