"""What a person sees of one row: who speaks, the statements in order, and where each stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from secondsource.records.rows import ReadRow, SpanRow
from secondsource.render.facets import Facets, facets, grounding, stretched
from secondsource.render.plain import one_line
from secondsource.render.values import KnownValues, Mark, marks
from secondsource.render.voices import Named, Voice, Voices, what

# How far a report names its sources, in the order in which they are shown.
KINDS: dict[Named, str] = {"named": "Named", "unnamed": "Not named", "open": "Left open"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement to be shown. number counts attributed ones from 1; voice None is the writer alone.

    written: the source as written, where that is not the name. outer: the number of the one around it.
    """

    number: int
    voice: Voice | None
    written: str
    cue: str
    words: str
    spans: tuple[SpanRow, ...]
    source_spans: tuple[SpanRow, ...]
    cue_spans: tuple[SpanRow, ...]
    line: int
    depth: int
    outer: int | None
    carried: bool
    facets: Facets

    @property
    def lead(self) -> str:
        """The words that introduce it: `said`, `(she) said`."""
        return " ".join(part for part in (f"({self.written})" if self.written else "", self.cue) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A party that is spoken of and does not speak."""

    name: str
    role: str | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One who speaks, with all that is said. voice None is the writer. said holds indexes of `View.said`."""

    voice: Voice | None
    said: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One report to be shown. details: publisher, time, byline and path, as far as known.

    marks: where its times, numbers and places are written.
    """

    title: str
    details: tuple[str, ...]
    path: str
    language: str | None
    text: str
    said: tuple[Said, ...]
    voices: tuple[Voice, ...]
    mentioned: tuple[Mentioned, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def attributed(self) -> tuple[Said, ...]:
        """The statements of others than the writer."""
        return tuple(said for said in self.said if said.voice is not None)

    @property
    def own(self) -> int:
        """How many sentences are the writer's own assertions."""
        return len(self.said) - len(self.attributed)

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who speaks: the named, the unnamed, those left open, the writer; in each, most statements first."""
        found: dict[int, list[int]] = {}
        for index, said in enumerate(self.said):
            found.setdefault(said.voice.number if said.voice else -1, []).append(index)
        voices = {voice.number: voice for voice in self.voices}
        made = [Speaker(voice=voices.get(number), said=tuple(said)) for number, said in found.items()]
        return tuple(sorted(made, key=_rank))


def _rank(speaker: Speaker) -> tuple[int, bool, int]:
    if speaker.voice is None:
        return (len(KINDS), False, 0)
    kind = list(KINDS).index(speaker.voice.kind)
    return (kind, speaker.voice.number == 0, -len(speaker.said))


def view(row: ReadRow) -> View:
    """The view of a row that was read with its text."""
    report = row["report"]
    if report is None:
        raise ValueError("an error row has nothing to show")
    text = report.get("text", "")
    known = (report["publisher"], report["published"], report["byline"], row["path"])
    title = one_line(report["title"] or "") or _name(row["path"])
    details = tuple(one_line(part) for part in known if part and part != "-" and one_line(part) != title)
    voices = Voices({party["id"]: party for party in row["parties"]})
    said = _statements(row, text, voices)
    numbered = {one.voice.number: one.voice for one in said if one.voice}
    return View(
        title=title,
        details=details,
        path=row["path"],
        language=report["language"],
        text=text,
        said=said,
        voices=tuple(numbered[number] for number in sorted(numbered, key=lambda n: (n == 0, n))),
        mentioned=_mentioned(row, speaking=voices.speaking()),
        marks=marks(row),
    )


def _statements(row: ReadRow, text: str, voices: Voices) -> tuple[Said, ...]:
    parties = {party["id"]: party for party in row["parties"]}
    ends = [at for at, mark in enumerate(text) if mark == "\n"]
    attributed = [held for held in row["statements"] if held["attributed"]]
    numbers = {held["id"]: number for number, held in enumerate(attributed, 1)}
    outer = {held["id"]: held["parent"] for held in attributed}
    grounds = grounding(row["statements"])
    known = KnownValues(row)
    made = []
    for index, held in enumerate(row["statements"]):
        spans, source = held["content"]["spans"], held["source"]
        voice = voices.of(source) if held["attributed"] else None
        made.append(
            Said(
                number=numbers.get(held["id"], 0),
                voice=voice,
                written=voices.written(source, voice) if voice else "",
                cue=one_line(held["cue"]["text"]) if held["cue"] else "",
                words=stretched(spans, text) or one_line(held["content"]["text"]),
                spans=tuple(spans),
                source_spans=tuple(source["spans"]) if source else (),
                cue_spans=tuple(held["cue"]["spans"]) if held["cue"] else (),
                line=bisect_right(ends, spans[0][0] - 1) + 1 if spans else 0,
                depth=_depth(held["id"], outer),
                outer=numbers.get(held["parent"] or ""),
                carried=bool(source and source["carried"]),
                facets=facets(held, text, parties=parties, known=known, grounds=grounds.get(index, ((), ()))),
            )
        )
    return tuple(made)


def _mentioned(row: ReadRow, *, speaking: frozenset[str]) -> tuple[Mentioned, ...]:
    """The parties that do not speak, alone or in a group, those mentioned most often first."""
    often = Counter(mention["party"] for mention in row["mentions"])
    heard = speaking.union(*(party["members"] for party in row["parties"] if party["id"] in speaking))
    silent = [party for party in row["parties"] if party["id"] not in heard]
    return tuple(
        Mentioned(name=one_line(party["name"]), role=one_line(party["role"] or "") or None, what=what(party))
        for party in sorted(silent, key=lambda party: -often[party["id"]])
    )


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
