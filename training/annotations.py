"""Our own annotation of reports, kept stand-off: offsets and digests, none of the text.

usage: python -m training.annotations WORKING.jsonl ... --data DATA --out training/annotations/NAME.jsonl

A working file has one annotated report a line with the words themselves (as the annotator wrote them) and
how many characters of the report were read; this writes document ids, offsets, labels and a digest. Loading
ties them to the texts under DATA again and refuses a text whose digest is another.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from pathlib import Path
from typing import Any

FACETS = ("quote", "basis", "certainty", "polarity", "forecast", "carried")


def text_of(doc: dict[str, Any], data: Path) -> str:
    """The annotated report's text, from its own set's folder; its first `length` characters where given."""
    folder = data / doc["set"]
    plain = folder / "text" / (doc["doc"] + ".txt")
    if plain.exists():
        return str(plain.read_bytes().decode("utf-8")[: doc.get("length")])
    for path in sorted(folder.glob("documents.json*")):
        for line in path.read_text("utf-8-sig").splitlines():
            row = json.loads(line) if line.strip() else {}
            if doc["doc"] in (row.get("title"), row.get("_id"), row.get("id")):
                return str(row["text"])[: doc.get("length")]
    raise SystemExit(f"no text for {doc['set']}: {doc['doc']}; is {data} the data folder?")


def locate(text: str, words: str | None, near: tuple[int, int], *, reach: int = 600) -> list[int] | None:
    """[start, end) where the words stand nearest to either edge of a span, as whole words."""
    best: tuple[int, list[int]] | None = None
    for found in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text) if words else ():
        away = min(abs(found.end() - near[0]), abs(found.start() - near[1]), abs(found.start() - near[0]))
        if away <= reach and (best is None or away < best[0]):
            best = (away, [found.start(), found.end()])
    return best[1] if best else None


def stand_off(doc: dict[str, Any], text: str) -> dict[str, Any]:
    """The annotation of one report without any of its words."""
    parties = []
    for party in doc["parties"]:
        names = [party["name"], *party["aliases"]]
        spots = [[m.start(), m.end()] for n in names for m in [re.search(re.escape(n), text)] if m]
        parties.append(
            {
                "id": party["id"],
                "type": party["type"],
                "names": [s for i, s in enumerate(spots) if s not in spots[:i]],
            }
        )
    statements = []
    for s in doc["statements"]:
        near = (s["start"], s["end"])
        cue = locate(text, s["cue"], near)
        anchor = (cue[0], cue[1]) if cue else near
        source = None if s["carried"] else locate(text, s["source_text"], anchor)
        hedges = [h for w in s["certainty_words"] if (h := locate(text, w, near, reach=2000))]
        statements.append(
            {
                **{k: s[k] for k in ("id", "start", "end", "parent", "chain", *FACETS)},
                "cue": cue,
                "source": source,
                "party": s["source"],
                "hedges": hedges,
            }
        )
    digest = hashlib.sha256(text.encode()).hexdigest()
    kept = {k: doc[k] for k in ("doc", "set", "published", "annotator")}
    return {**kept, "length": len(text), "sha256": digest, "parties": parties, "statements": statements}


def restored(doc: dict[str, Any], text: str) -> dict[str, Any]:
    """A stand-off annotation with its words put back, in the form of the guide. Refuses another text."""
    if hashlib.sha256(text.encode()).hexdigest() != doc["sha256"]:
        raise SystemExit(f"the text of {doc['set']}: {doc['doc']} is not the one that was annotated")

    def words(span: list[int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    parties = [{"id": p["id"], "type": p["type"], "name": words(p["names"][0]) if p["names"] else None,
                "aliases": [words(n) for n in p["names"]]} for p in doc["parties"]]  # fmt: skip
    statements = [
        {
            **s,
            "source": s["party"],
            "source_text": words(s["source"]),
            "source_span": s["source"],
            "cue": words(s["cue"]),
            "cue_span": s["cue"],
            "content": text[s["start"] : s["end"]],
            "certainty_words": [words(h) for h in s["hedges"]],
        }
        for s in doc["statements"]
    ]
    return {**doc, "parties": parties, "statements": statements}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("working", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows = [json.loads(line) for path in args.working for line in path.read_text("utf8").splitlines()]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with open(args.out, "w", encoding="utf8") as file:
        for doc in sorted(rows, key=lambda d: (d["set"], d["doc"])):
            file.write(json.dumps(stand_off(doc, text_of(doc, args.data)), ensure_ascii=False) + "\n")
    print(f"{len(rows)} reports, {sum(len(d['statements']) for d in rows)} statements")


if __name__ == "__main__":
    main()
