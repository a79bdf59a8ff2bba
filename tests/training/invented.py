"""An invented corpus in the two forms that training reads: brat files, and records under the guide."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NAME = "kysten_2031_05_04"
TEXT = """\
Ferry lost off Oskvard

“We heard the chains go,” Orla Venn said, “just after three.” Ødal’s pilots disagree. “It was the wind,” \
Tomas Rek said. “Nobody slept.”

The port office denied that it had known.
"""


WHOLE = "“We heard the chains go,” Orla Venn said, “just after three.”"


def at(part: str, nth: int = 0) -> tuple[int, int]:
    """[start, end) of the nth occurrence of some characters."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(part, start + 1)
    return start, start + len(part)


def brat(*events: dict[str, list[str] | str]) -> str:
    """Lines of a brat file: for each event its roles, each of one stretch or several (broken by marks)."""
    lines, count = [], 0
    for number, event in enumerate(events, 1):
        refs = []
        for role, parts in event.items():
            count += 1
            spans = [at(p) for p in ([parts] if isinstance(parts, str) else parts)]
            where = ";".join(f"{a} {b}" for a, b in spans)
            words = " ".join(TEXT[a:b] for a, b in spans)
            lines.append(f"T{count}\t{role.rstrip('0123456789')} {where}\t{words}")
            refs.append(f"{role}:T{count}")
        lines.append(f"E{number}\tAttribution:T{count} {' '.join(refs)}")
        lines.append(f"A{number}\tNested E{number}")
    lines.append("#1\tAnnotatorNotes T1\tnothing to see")
    return "\n".join(lines) + "\n"


VENN: dict[str, list[str] | str] = {
    "Source": "Orla Venn",
    "Cue": "said",
    "Content": ["“We heard the chains go,”", "“just after three.”"],
}
OFFICE: dict[str, list[str] | str] = {
    "Source": "The port office",
    "Cue": "denied",
    "Content": "that it had known",
}


def polnear(folder: Path, **annotated: str) -> Path:
    """A compartment of one article with an annotation by each annotator."""
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / f"{NAME}.txt").write_bytes(TEXT.encode())
    (folder / "text" / "unread.txt").write_bytes(b"Nobody has read this.\n")
    for annotator, lines in annotated.items():
        (folder / "attributions" / f"{NAME}_{annotator}.ann").write_text(lines, encoding="utf-8")
    return folder


def statement(number: int, content: str, **given: Any) -> dict[str, Any]:
    """A statement as the annotator wrote it."""
    start, end = at(content)
    return {
        "id": f"s{number}", "start": start, "end": end, "cue": None, "source_text": None,
        "source": None, "parent": None, "chain": [], "certainty_words": [], "quote": "indirect", "basis": [],
        "certainty": "none", "polarity": "asserted", "forecast": False, "carried": False,
    } | given  # fmt: skip


def annotated(**given: Any) -> dict[str, Any]:
    """The article under the guide, with its words."""
    venn: dict[str, Any] = {"source": "p1", "chain": ["p1"], "quote": "direct"}
    rek: dict[str, Any] = {"source": "p3", "quote": "direct", "carried": True}
    office: dict[str, Any] = {"source": "p2", "polarity": "denied", "certainty_words": ["denied"]}
    office |= {"basis": ["testimony"]}
    return {
        "doc": NAME,
        "set": "invented",
        "published": "2031-05-04",
        "annotator": "a1",
        "parties": [
            {"id": "p1", "type": "person", "name": "Orla Venn", "aliases": ["Venn"]},
            {"id": "p2", "type": "organization", "name": "The port office", "aliases": []},
        ],
        "statements": [
            statement(1, WHOLE, cue="said", source_text="Orla Venn", **venn),
            statement(2, "“Nobody slept.”", source_text="Tomas Rek", **rek),
            statement(3, "that it had known", cue="denied", source_text="The port office", **office),
        ],
    } | given  # fmt: skip


def data_folder(folder: Path) -> Path:
    """The folder of texts that annotations are tied to."""
    (folder / "invented" / "text").mkdir(parents=True)
    (folder / "invented" / "text" / f"{NAME}.txt").write_bytes(TEXT.encode())
    return folder


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    """Writes rows as JSON lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
