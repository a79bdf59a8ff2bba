"""How much of what the system calls a conflict in real reports is one: precision by what was judged by
reading.

usage: python -m training.conflicts REPORTS.jsonl... [--first N] [--write SAMPLE.jsonl]
           [--judged JUDGED.jsonl] [--json]

Adds the first N reports of each file to a fresh ledger as a user does, and asks for its conflicts. --write
writes them with their texts, for judging by reading; it is not for this repository. --judged reads
judgements, stand-off: of both sides the report (set and document) and a digest of the words that are shown,
and `holds`: whether both cannot be true together, of one happening, as two accounts; null is not judged.
Prints how many conflicts are told, how many of these were judged, and the share of those that hold, with the
bounds of Wilson's 95 % interval; and of all judged ones that hold, how many are told.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from secondsource.desk import Desk
from training.joins import digest, wilson
from training.pair_data import lines

Row = Mapping[str, Any]
Side = tuple[str, str]


def told(file: Path, first: int) -> Iterator[dict[str, Any]]:
    """The conflicts of the first reports of a file, each side with its report's name and digest."""
    with tempfile.TemporaryDirectory() as folder:
        some = Path(folder) / "reports.jsonl"
        with file.open(encoding="utf-8") as held:
            some.write_text("".join(islice(held, first)), "utf-8")
        with Desk(str(Path(folder) / "a.ledger"), create=True) as desk:
            desk.add(some)
            for row in desk.conflicts():
                sides = {side: _side(file.parent.name, row[side]) for side in ("a", "b")}
                yield {**sides, "kind": row["kind"], "facet": row["facet"], "holds": None}


def _side(name: str, side: Row) -> dict[str, Any]:
    report = f"{name}/{side['path'].rpartition('#')[2]}"
    return {"report": report, "sha256": digest(side["text"]), "text": side["text"], "source": side["source"]}


def key_of(row: Row) -> frozenset[Side]:
    """What a conflict is known by: both sides, whichever comes first."""
    return frozenset((row[side]["report"], row[side]["sha256"]) for side in "ab")


def measured(given: Sequence[Row], judged: Sequence[Row]) -> dict[str, Any]:
    """What judgements say of the conflicts that are told now."""
    held = {key_of(row): bool(row["holds"]) for row in judged if row["holds"] is not None}
    now = {key_of(row) for row in given}
    known = [held[key] for key in now & held.keys()]
    true = {key for key, holds in held.items() if holds}
    return {
        "told": len(now),
        "judged": len(known),
        "hold": sum(known),
        "percent": round(100 * sum(known) / max(1, len(known)), 1),
        "wilson": wilson(sum(known), len(known)),
        "known_true": len(true),
        "of_these_told": len(true & now),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--first", type=int, default=500)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    given = [row for file in args.reports for row in told(file, args.first)]
    if args.write:
        args.write.write_text("".join(json.dumps(row) + "\n" for row in given), "utf-8")
    result: dict[str, Any] = {"told": len({key_of(row) for row in given})}
    if args.judged:
        result = measured(given, list(lines(args.judged)))
    print(
        json.dumps(result) if args.json else "\n".join(f"{name}: {value}" for name, value in result.items())
    )


if __name__ == "__main__":
    main()
