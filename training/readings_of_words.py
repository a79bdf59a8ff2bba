"""Prints what people mean by words of probability: quartiles of their answers, in percent, by phrase.

usage: python -m training.readings_of_words DATA/certainty

The folder holds perceptions/probly.csv (46 people) and probability_words/survey-results.csv (123 people), who
were asked for the same 17 phrases. The bands of `reading/hedges.py` that are no scale's own come from here.
"""

from __future__ import annotations

import argparse
import csv
import re
import statistics
from collections import defaultdict
from pathlib import Path

FILES = ("perceptions/probly.csv", "probability_words/survey-results.csv")
SAME = {"almost certainly": "almost certain"}  # what the two surveys call by different names


def answers(folder: Path) -> dict[str, list[float]]:
    """All answers by phrase, in percent; blanks and what is no number left out."""
    out: dict[str, list[float]] = defaultdict(list)
    for name in FILES:
        with open(folder / name, encoding="utf8", newline="") as file:
            for row in csv.DictReader(file):
                for phrase, answer in row.items():
                    if re.fullmatch(r"\s*\d+(\.\d+)?\s*", answer or ""):
                        key = phrase.strip().lower()
                        out[SAME.get(key, key)].append(float(answer))
    return dict(out)


def quartiles(values: list[float]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    rows = answers(parser.parse_args().folder)
    for phrase, values in sorted(rows.items(), key=lambda row: -statistics.median(row[1])):
        low, middle, high = quartiles(values)
        print(f"{phrase:20} {len(values):4} answers: {low:3.0f} {middle:3.0f} {high:3.0f}")


if __name__ == "__main__":
    main()
