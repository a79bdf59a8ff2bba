"""Text, byline, dateline and date out of web pages: ours beside trafilatura alone, on the same pages.

Run as `python -m benchmarks.pages made`, `FOLDER` or `newspaper4k-X.Y.Z.tar.gz`. `made`: pages of
invented news in the markup of common publishing systems (`benchmarks.publishing`; `--write FOLDER` writes
them). A folder holds NAME.html with NAME.json beside it: {wanted, unwanted [text], byline [name], dateline,
published}, where a field that is left out is not measured. The archive is the source distribution of
newspaper4k, whose tests hold saved pages with the text and the day to be read from them.

Pages are split by a digest of what they were made with (the system, else the name) into a half to develop on
and a half to report, so that nothing is tuned on what measures it: `--half report` is what counts.

Text is measured as trafilatura measures itself: of the segments that are wanted and not, how many are found;
and by the words of the text, as a bag.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.publishing.stories import story
from benchmarks.publishing.systems import SYSTEMS

HALVES = ("develop", "report", "all")
FIELDS = ("byline", "dateline", "published")
_EACH = 3
_WORD = re.compile(r"\w+")
_ARCHIVED = re.compile(r"[^/]+/tests/data/(html|txt|metadata)/([^/]+)\.(?:html|txt|json)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One page with its gold. group: what decides its half. gold: fields as in a folder's JSON."""

    name: str
    group: str
    body: bytes
    gold: dict[str, Any]

    @property
    def half(self) -> str:
        """Which half it belongs to: by the first bit of the digest of its group."""
        return HALVES[sha256(self.group.encode()).digest()[0] >> 7]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a reader made of a page; None for a field that it does not give."""

    text: str
    byline: tuple[str, ...]
    dateline: str | None
    published: str | None


def made() -> Iterator[Case]:
    """The pages of all systems, three stories each."""
    for system, build in SYSTEMS.items():
        for n in range(_EACH):
            held = build(story(f"{system}-{n}"))
            gold = {name: value for name, value in asdict(held).items() if name not in ("html", "address")}
            yield Case(name=f"{system}-{n}", group=system, body=held.html.encode(), gold=gold)


def in_folder(folder: Path) -> Iterator[Case]:
    """The pages of a folder that have gold beside them."""
    for page in sorted(folder.glob("*.html")):
        gold = page.with_suffix(".json")
        if gold.exists():
            held = json.loads(gold.read_text(encoding="utf-8"))
            group = str(held.get("group", page.stem))
            yield Case(name=page.stem, group=group, body=page.read_bytes(), gold=held)


def in_archive(archive: Path) -> Iterator[Case]:
    """The saved pages of newspaper4k's source distribution that have a text beside them.

    Its lists of authors are what it reads itself, buttons and readers among them: no gold, and left out.
    """
    held: dict[str, dict[str, bytes]] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            match = _ARCHIVED.fullmatch(member.name)
            file = tar.extractfile(member) if match else None
            if match and file is not None:
                held.setdefault(match[2], {})[match[1]] = file.read()
    for name, files in sorted(held.items()):
        if files.keys() < {"html", "txt"}:
            continue
        text = files["txt"].decode("utf-8", "replace")
        wanted = [line.strip() for line in text.splitlines() if line.strip()]
        if not wanted:
            continue
        gold: dict[str, Any] = {"wanted": wanted, "unwanted": []}
        told = json.loads(files["metadata"]) if "metadata" in files else {}
        if told.get("publish_date"):
            gold["published"] = str(told["publish_date"])[:10]
        yield Case(name=name, group=name, body=files["html"], gold=gold)


def ours(body: bytes) -> Read:
    """What `secondsource read` takes from a page."""
    from secondsource.intake import from_bytes
    from secondsource.intake.byline import people
    from secondsource.model.report import Report

    for outcome in from_bytes(body, path="page.html", language="any"):
        if isinstance(outcome, Report):
            names = tuple(people(outcome.byline or ""))
            return Read(
                text=outcome.text, byline=names, dateline=outcome.dateline, published=outcome.published
            )
    return Read(text="", byline=(), dateline=None, published=None)


def alone(body: bytes) -> Read:
    """What trafilatura takes from a page by itself, with its own settings; it gives no dateline."""
    from trafilatura import bare_extraction

    found = bare_extraction(body, include_comments=False, with_metadata=True)
    held = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    names = tuple(name.strip() for name in (held.get("author") or "").split(";") if name.strip())
    return Read(text=held.get("text") or "", byline=names, dateline=None, published=held.get("date"))


READERS: dict[str, Callable[[bytes], Read]] = {"ours": ours, "trafilatura": alone}


def measured(cases: Sequence[Case], read: Callable[[bytes], Read]) -> dict[str, Any]:
    """The figures of one reader over some pages, with the names of the pages whose fields it got wrong."""
    counts: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {field: [] for field in FIELDS}
    words: Counter[str] = Counter()
    for case in cases:
        held = read(case.body)
        _count_segments(counts, case, held.text)
        _count_words(words, case, held.text)
        for field in FIELDS:
            if field in case.gold:
                counts[f"{field}.of"] += 1
                right = _fits(field, getattr(held, field), case.gold[field])
                counts[f"{field}.right"] += right
                if not right:
                    wrong[field].append(f"{case.name}: {getattr(held, field)!r}")
    segments = _scores(counts["found"], counts["found"] + counts["extra"], counts["found"] + counts["missed"])
    judged = sum(counts[name] for name in ("found", "extra", "missed", "left"))
    return {
        "segments": {**segments, "accuracy": _share(counts["found"] + counts["left"], judged)},
        "words": _scores(words["shared"], words["read"], words["gold"]),
        **{field: {"right": counts[f"{field}.right"], "of": counts[f"{field}.of"]} for field in FIELDS},
        "wrong": wrong,
    }


def _count_segments(counts: Counter[str], case: Case, text: str) -> None:
    folded = _folded(text)
    for segment in case.gold["wanted"]:
        counts["found" if _folded(segment) in folded else "missed"] += 1
    for segment in case.gold["unwanted"]:
        counts["extra" if _folded(segment) in folded else "left"] += 1


def _count_words(counts: Counter[str], case: Case, text: str) -> None:
    read = Counter(_WORD.findall(text.casefold()))
    gold = Counter(_WORD.findall(" ".join(case.gold["wanted"]).casefold()))
    counts["shared"] += (read & gold).total()
    counts["read"] += read.total()
    counts["gold"] += gold.total()


def _fits(field: str, held: Any, gold: Any) -> bool:
    """A byline fits by its names in any order, a dateline by its words, a time by its day."""
    if field == "byline":
        return {_folded(name) for name in held} == {_folded(name) for name in gold}
    if held is None or gold is None:
        return held is gold
    if field == "published":
        return bool(held[:10] == gold[:10])
    return _folded(held).strip(" —–-") == _folded(gold).strip(" —–-")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _scores(shared: int, read: int, gold: int) -> dict[str, float]:
    precision, recall = _share(shared, read), _share(shared, gold)
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _share(part: int, whole: int) -> float:
    """In per cent."""
    return 100 * part / whole if whole else 0.0


def write(folder: Path) -> None:
    """Write the made pages with their gold."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in made():
        (folder / f"{case.name}.html").write_bytes(case.body)
        gold = json.dumps({**case.gold, "group": case.group}, ensure_ascii=False, indent=1)
        (folder / f"{case.name}.json").write_text(gold + "\n", encoding="utf-8")


def cases_of(given: str) -> list[Case]:
    """The pages that an argument names."""
    if given == "made":
        return list(made())
    path = Path(given)
    return list(in_folder(path) if path.is_dir() else in_archive(path))


def _table(figures: dict[str, Any], out: io.TextIOBase | Any) -> None:
    out.write(f"{figures['pages']} pages ({figures['half']})\n")
    for name in READERS:
        held = figures[name]
        segments, words = held["segments"], held["words"]
        fields = "  ".join(f"{field} {held[field]['right']}/{held[field]['of']}" for field in FIELDS)
        out.write(
            f"{name:12} segments P {segments['precision']:.1f} R {segments['recall']:.1f} "
            f"F1 {segments['f1']:.1f} "
            f"acc {segments['accuracy']:.1f}  words P {words['precision']:.1f} R {words['recall']:.1f} "
            f"F1 {words['f1']:.1f}  {fields}\n"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each reader, or with `--json` one object."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pages", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("pages", help="made, a folder, or the source distribution of newspaper4k")
    parser.add_argument("--half", choices=HALVES, default="report")
    parser.add_argument("--write", type=Path, help="write the made pages into a folder, and measure nothing")
    parser.add_argument("--wrong", action="store_true", help="name the pages whose fields were read wrong")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    if given.write is not None:
        write(given.write)
        return 0
    try:
        cases = [case for case in cases_of(given.pages) if given.half in ("all", case.half)]
    except (OSError, tarfile.TarError, ValueError) as error:
        parser.error(f"{given.pages} cannot be read ({error})")
    if not cases:
        parser.error(f"{given.pages} holds no page with gold in this half")
    figures: dict[str, Any] = {"pages": len(cases), "half": given.half}
    figures |= {name: measured(cases, read) for name, read in READERS.items()}
    if given.json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
        return 0
    _table(figures, sys.stdout)
    for name in READERS if given.wrong else ():
        for field, lines in figures[name]["wrong"].items():
            sys.stdout.writelines(f"{name} {field} {line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
