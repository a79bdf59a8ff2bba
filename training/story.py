"""Scores what the system makes of the sample story against the truth that is written beside it.

usage: python -m training.story STORY_FOLDER TRUTH.json [--told TOLD.jsonl] [--keep TOLD.jsonl] [--json]

Adds the folder to a fresh ledger in a temporary folder, links it, and asks for claims, echoes, parties and
estimates as docs/records.md describes them. --keep writes what was asked, a row a line with its list's name;
--told reads that instead of adding anew. `training.story_measures` says what each measure counts. The aims:
precision and recall of echoes, parties, claims, conflicts and estimates 90 each; origins exactly right for 80
% of the claims.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from secondsource.desk import Desk
from secondsource.errors import SecondSourceError
from secondsource.intake import receive
from secondsource.model.report import Report
from training.story_measures import Told, Truth, measured

LISTS = ("claims", "echoes", "parties", "estimates", "conflicts")
MAIN = ("echoes", "parties", "claims", "conflicts", "estimates")


def asked(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a fresh ledger with the folder's reports, each with the name of its list; readings too."""
    with (
        tempfile.TemporaryDirectory() as place,
        Desk(str(Path(place) / "story.ledger"), create=True) as desk,
    ):
        summary = desk.add(folder)
        if summary.failures:
            raise SecondSourceError(f"{len(summary.failures)} inputs of {folder} could not be read")
        exported = Path(place) / "story.jsonl"
        desk.export(exported)
        for line in exported.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["record"] in ("reading", "report"):
                yield f"{row['record']}s", row
        for name in LISTS:
            for row in getattr(desk, name)():
                yield name, dict(row)


def told_of(rows: Iterable[tuple[str, dict[str, Any]]]) -> tuple[Told, dict[str, str]]:
    """What was asked, and the texts of the reports by id."""
    held: dict[str, list[dict[str, Any]]] = {name: [] for name in (*LISTS, "readings", "reports")}
    for name, row in rows:
        held[name].append(row)
    readings = {row["report"]: row for row in held.pop("readings")}
    reports = held.pop("reports")
    paths = {row["path"]: row["id"] for row in reports}
    texts = {row["id"]: row["text"] for row in reports}
    return Told(**held, readings=readings, paths=paths), texts


def truth_of(folder: Path, truth: Path, texts: dict[str, str]) -> Truth:
    """The written truth, with its reports found by their paths in the folder."""
    held = json.loads(truth.read_text("utf-8"))
    found = {
        one.path.removeprefix(f"{folder}/"): one.id for one in receive(folder) if isinstance(one, Report)
    }
    return Truth(held=held, ids={row["key"]: found[row["path"]] for row in held["reports"]}, texts=texts)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("story", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--told", type=Path, help="what was asked before, instead of adding anew")
    parser.add_argument("--keep", type=Path, help="where what was asked is to be written")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.told:
        rows = [(row["list"], row["row"]) for row in map(json.loads, args.told.open(encoding="utf-8"))]
    else:
        rows = list(asked(args.story))
    if args.keep:
        lines = (json.dumps({"list": name, "row": row}, ensure_ascii=False) for name, row in rows)
        args.keep.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    told, texts = told_of(rows)
    results = measured(told, truth_of(args.story, args.truth, texts))
    if args.json:
        print(json.dumps(results))
        return
    for name, row in results.items():
        aim = " (aim 90, 90)" if name in MAIN else " (aim 80 exactly right)" if name == "origins" else ""
        print(
            f"{name:15} precision {row['precision']:5} recall {row['recall']:5}"
            f" ({row['right']} of {row['given']} given, {row['found']} of {row['true']} there){aim}"
        )


if __name__ == "__main__":
    main()
