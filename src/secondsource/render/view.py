"""What a person sees of one row: who speaks, the statements in order, and where each stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from secondsource.records.rows import PartyRow, PhraseRow, ReadRow, SpanRow, StatementRow
from secondsource.render.plain import one_line

NOT_NAMED = "Source not named"
_POLARITY = {"denied": "denied", "questioned": "questioned"}
_LEVELS = {"none": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One who speaks in a report. number counts from 1 in order of appearance; 0 is a source not named."""

    number: int
    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement to be shown. number counts attributed ones from 1; voice None is the writer alone."""

    number: int
    voice: Voice | None
    lead: str
    words: str
    spans: tuple[SpanRow, ...]
    source_spans: tuple[SpanRow, ...]
    cue_spans: tuple[SpanRow, ...]
    line: int
    depth: int
    outer: int | None
    carried: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One report to be shown. details: publisher, time, byline and path, as far as known."""

    title: str
    details: tuple[str, ...]
    path: str
    language: str | None
    text: str
    said: tuple[Said, ...]
    voices: tuple[Voice, ...]

    @property
    def attributed(self) -> tuple[Said, ...]:
        """The statements of others than the writer."""
        return tuple(said for said in self.said if said.voice is not None)

    @property
    def own(self) -> int:
        """How many sentences are the writer's own assertions."""
        return len(self.said) - len(self.attributed)


def view(row: ReadRow) -> View:
    """The view of a row that was read with its text."""
    report = row["report"]
    if report is None:
        raise ValueError("an error row has nothing to show")
    text = report.get("text", "")
    known = (report["publisher"], report["published"], report["byline"], row["path"])
    title = one_line(report["title"] or "") or _name(row["path"])
    details = tuple(one_line(part) for part in known if part and part != "-" and one_line(part) != title)
    said = _statements(row, text)
    voices = {one.voice.number: one.voice for one in said if one.voice}
    return View(
        title=title,
        details=details,
        path=row["path"],
        language=report["language"],
        text=text,
        said=said,
        voices=tuple(voices[number] for number in sorted(voices, key=lambda n: (n == 0, n))),
    )


def _statements(row: ReadRow, text: str) -> tuple[Said, ...]:
    parties = {party["id"]: party for party in row["parties"]}
    voices = _Voices(parties)
    ends = [at for at, mark in enumerate(text) if mark == "\n"]
    attributed = [held for held in row["statements"] if held["attributed"]]
    numbers = {held["id"]: number for number, held in enumerate(attributed, 1)}
    outer = {held["id"]: held["parent"] for held in attributed}
    made = []
    for held in row["statements"]:
        spans = held["content"]["spans"]
        voice = voices.of(held) if held["attributed"] else None
        made.append(
            Said(
                number=numbers.get(held["id"], 0),
                voice=voice,
                lead=_lead(held, voice),
                words=_words(held["content"], text),
                spans=tuple(spans),
                source_spans=tuple(held["source"]["spans"]) if held["source"] else (),
                cue_spans=tuple(held["cue"]["spans"]) if held["cue"] else (),
                line=bisect_right(ends, spans[0][0] - 1) + 1 if spans else 0,
                depth=_depth(held["id"], outer),
                outer=numbers.get(held["parent"] or ""),
                carried=bool(held["source"] and held["source"]["carried"]),
                notes=tuple(_notes(held, parties)) if held["attributed"] else (),
            )
        )
    return tuple(made)


class _Voices:
    """Numbers who speaks in order of appearance; one party, or one spelling where no party is known."""

    def __init__(self, parties: dict[str, PartyRow]) -> None:
        self._parties = parties
        self._found: dict[str, Voice] = {}

    def of(self, held: StatementRow) -> Voice:
        source = held["source"]
        party = self._parties.get(source["party"] or "") if source else None
        name = party["name"] if party else (source["text"] or "" if source else "")
        name = one_line(name).strip(" ,;:")
        if not name:
            return Voice(number=0, name=NOT_NAMED)
        key = party["id"] if party else name.casefold()
        if key not in self._found:
            role = one_line(party["role"] or "") if party else ""
            self._found[key] = Voice(number=len(self._found) + 1, name=_capital(name), role=role or None)
        return self._found[key]


def _lead(held: StatementRow, voice: Voice | None) -> str:
    """The words that introduce a statement: the source as written, if that is not the name, and the cue."""
    cue = one_line(held["cue"]["text"]) if held["cue"] else ""
    source = held["source"]
    written = one_line(source["text"] or "") if source and not source["carried"] else ""
    if voice and written.casefold() == voice.name.casefold():
        written = ""
    return " ".join(part for part in (written, cue) if part)


def _notes(held: StatementRow, parties: dict[str, PartyRow]) -> Iterable[str]:
    """What else was read of a statement, in a few words each."""
    if held["polarity"] in _POLARITY:
        yield _POLARITY[held["polarity"]]
    if held["forecast"]:
        yield "forecast"
    certainty = held["certainty"]
    if certainty and certainty["words"]:
        words = ", ".join(one_line(word["text"]) for word in certainty["words"])
        yield f"“{words}” ({100 * certainty['low']:.0f}–{100 * certainty['high']:.0f} %)"
    if len(held["chain"]) > 1:
        names = [one_line(parties[party]["name"]) for party in held["chain"] if party in parties]
        yield "chain: " + " → ".join(names)
    for basis in held["basis"]:
        yield f"{basis['kind']}: “{one_line(basis['text'])}”"


def _words(content: PhraseRow, text: str) -> str:
    """The content; where it was interrupted, an ellipsis stands between the stretches."""
    stretches = [one_line(text[start:end]) for start, end in content["spans"]]
    return " … ".join(part for part in stretches if part) or one_line(content["text"])


def _depth(statement: str, outer: dict[str, str | None]) -> int:
    """How many attributed statements this one stands inside; a ring of parents counts once round."""
    seen = {statement}
    parent = outer.get(statement)
    while parent is not None and parent in outer and parent not in seen:
        seen.add(parent)
        parent = outer[parent]
    return len(seen) - 1


def _name(path: str) -> str:
    """What a report without a title is called: the last part of its path or address."""
    if path == "-":
        return "Standard input"
    return one_line(path.rstrip("/").rpartition("/")[2] or path)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
