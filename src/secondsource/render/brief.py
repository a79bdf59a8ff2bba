"""A brief: claims by what they stand on, with their origins and quotations, for every format to show.

What stands here are the parts and their order; `markdown` and `leaflet` write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from secondsource.render.brief_parts import (
    Beside,
    Brief,
    Clash,
    Origin,
    Quote,
    Ref,
    Refs,
    Section,
    Side,
    Told,
    day,
)
from secondsource.render.claims import KINDS, RELATIONS, STANCES, cut, origins_told, voice
from secondsource.render.figures import Chart, chart, reasons_told
from secondsource.render.origins import HOW
from secondsource.render.plain import one_line
from secondsource.render.sheet import count

Row = Mapping[str, Any]

# In the order in which they are told: (state, heading, what it means).
SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("confirmed", "Confirmed", "At least two who know it each by themselves."),
    ("disputed", "Disputed", "Somebody denies it, or it cannot be true together with another claim."),
    ("single-origin", "On one origin", "However many report it, it all may go back to one."),
    ("withdrawn", "Taken back", "All who said it have corrected or withdrawn it."),
    ("superseded", "Overtaken", "A later state of the same took its place."),
)

# What made a voice one with another, in words.
EDGES: dict[str, str] = {
    "copy": "copied",
    "credit": "credited",
    "same-source": "the same source",
    "same-quote": "the same quotation",
    "family": "one house",
    "unnamed": "not named",
    "document": "the same document",
}
_QUOTE = 280  # code points
_REPEATS = 12  # reports named as repeating an origin
_DOTS = 9
_WHY = 160
_BESIDE = 3  # claims of one relation that are named
# What a short brief shows of conflicts, of reports that are repeated, of a claim's origins, of charts.
_CLASHES, _VOICES, _ROOTS, _CHARTS = 10, 6, 4, 4
# Of a chart: lines of its table, reports of a line, and as many lines as can be told apart in a picture.
LINES, PLACES, DRAWN = 8, 2, 16
_FEW = 3  # reports named as repeating an origin in a short brief


def brief(
    claims: Sequence[Row],
    *,
    title: str,
    conflicts: Iterable[Row] = (),
    estimates: Iterable[Row] = (),
    echoes: Iterable[Row] = (),
    totals: Mapping[str, int] | None = None,
    reports: Iterable[Row] = (),
    short: bool = False,
) -> Brief:
    """A brief of these claims, in their order within each state.

    totals: how many claims of each state there are, where only the first are given. reports: those that the
    claims, conflicts and echoes name, with title, publisher and published. short: for a page that is read,
    with few of what may be many, and how many are left out. The same rows give the same brief.
    """
    refs = Refs(reports)
    texts = {row["id"]: one_line(row["text"]) for row in claims}
    sections = []
    for state, heading, means in SECTIONS:
        held = [told(row, refs, texts, short=short) for row in claims if row["state"] == state]
        total = max((totals or {}).get(state, 0), len(held))
        if held:
            sections.append(Section(state=state, title=heading, means=means, claims=tuple(held), total=total))
    disputed = list(conflicts)
    clashes = tuple(_clash(row, refs) for row in (disputed[:_CLASHES] if short else disputed))
    known = list(estimates)
    listed = known[: _CHARTS if short else None]
    charts = tuple(chart(row, refs.names) for row in listed)
    counted: Iterable[Row] = (one for row in listed for one in row["figures"])
    if short:
        lines = (line for held in charts for line in held.lines[:LINES])
        counted = (place for line in lines for place in line.places[:PLACES])
    figures = {one["path"]: ref for one in counted if (ref := refs.at(one)) is not None}
    repeated = _repeated(echoes)
    voices = tuple(_printed(repeated[:_VOICES] if short else repeated, refs, short=short))
    counts = {state: max((totals or {}).get(state, 0), sum(row["state"] == state for row in claims))
              for state, _, _ in SECTIONS}  # fmt: skip
    return Brief(
        title=one_line(title),
        deck=_deck(refs.listed),
        tally=tuple((state, heading, counts[state]) for state, heading, _ in SECTIONS if counts[state]),
        sections=tuple(sections),
        clashes=clashes,
        charts=charts,
        voices=voices,
        open=tuple(_open(claims, charts)),
        credits=credits(refs.listed),
        refs=tuple(refs.listed),
        figures=figures,
        empty="" if sections or charts else "No claims were found.",
        short=short,
        more_charts=len(known) - len(listed),
        more_clashes=len(disputed) - len(clashes),
        more_voices=len(repeated) - len(voices),
    )


def of_row(row: Row, *, short: bool = False) -> Brief:
    """The brief of a row of the records; short: see `brief`."""
    parts: dict[str, Any] = {
        name: row[name] for name in ("title", "conflicts", "estimates", "echoes", "totals", "reports")
    }
    return brief(row["claims"], **parts, short=short)


def told(row: Row, refs: Refs, texts: Mapping[str, str], *, short: bool = False) -> Told:
    """A claim as the brief tells it."""
    origins = row["origins"]
    said, denied = (_origins(row[side], row["said"], refs, short=short) for side in ("origins", "denials"))
    reports = len({one["report"] for one in row["said"]})
    first, last = day(row["first"]), day(row["last"])
    maybes = [edge for edge in origins["edges"] if edge["sure"] != "must"]
    return Told(
        id=row["id"],
        text=one_line(row["text"]),
        state=row["state"],
        worth=origins_told(origins),
        full=min(origins["low"], _DOTS),
        open=max(min(origins["high"], _DOTS) - min(origins["low"], _DOTS), 0),
        beyond=origins["high"] > _DOTS,
        reports=count(reports, "report"),
        days=between(first, last),
        why=reasons_told(row.get("reasons") or ()),
        origins=said,
        denials=denied,
        denied=origins_told(row["denials"]) if row["denials"]["high"] else "",
        maybes=_maybes(maybes),
        beside=tuple(_besides(row["relations"], texts)),
        more=max(0, len(origins["roots"]) - _ROOTS) + max(0, len(row["denials"]["roots"]) - _ROOTS)
        if short
        else 0,
    )


def _maybes(edges: Sequence[Row]) -> tuple[str, ...]:
    """Why voices may be one, each reason once."""
    told = (cut(reasons_told(edge["reasons"]), _WHY) for edge in edges if edge["reasons"])
    return tuple(dict.fromkeys(told))


def _besides(relations: Sequence[Row], texts: Mapping[str, str]) -> Iterator[Beside]:
    """The claims beside one: what it cannot be true with, then what took its place; few of each kind."""
    for kind in ("conflicts", "supersedes", "superseded-by", "refines", "refined-by"):
        held = [_beside(other, texts) for other in relations if other["kind"] == kind]
        yield from list({one.text: one for one in reversed(held)}.values())[::-1][:_BESIDE]


def _beside(other: Row, texts: Mapping[str, str]) -> Beside:
    kind = RELATIONS.get(other["kind"], one_line(other["kind"]))
    text = texts.get(other["claim"]) or one_line(other.get("text") or "")
    return Beside(kind=kind, id=other["claim"], text=cut(text, 140), here=other["claim"] in texts)


def _origins(origins: Row, said: Sequence[Row], refs: Refs, *, short: bool) -> tuple[Origin, ...]:
    """The roots; where none are told, the voices themselves."""
    voices = {one["point"]: one for one in said}
    whence = {edge["from"]: edge for edge in origins["edges"] if edge["sure"] == "must"}
    made = []
    most = _FEW if short else _REPEATS
    for root in origins["roots"][: _ROOTS if short else None]:
        held = [voices[point] for point in root["points"] if point in voices]
        if not held:
            continue
        lead, *rest = sorted(held, key=lambda one: one["point"] in whence)
        once = {one["report"]: one for one in reversed(rest) if one["report"] != lead["report"]}
        others = [one for one in rest if once.get(one["report"]) is one]
        first = _quote(lead, refs, None, None)
        also = [_quote(one, refs, whence.get(one["point"]), lead) for one in others[:most]]
        made.append(
            Origin(
                name=_name(root, lead, refs),
                how=HOW.get(root["how"], one_line(root["how"] or "")),
                quotes=(first,),
                also=tuple(also),
                more=max(len(others) - most, 0),
            )
        )
    return tuple(made)


def _name(root: Row, lead: Row, refs: Refs) -> str:
    """What to call a root: a report that gives no source by its title, not by its path."""
    if root["name"] == lead["path"]:
        ref = refs.of(lead)
        return ref.publisher or cut(ref.title, 60) or ref.path
    return one_line(root["name"] or "") or voice(lead)


def _quote(one: Row, refs: Refs, edge: Row | None, lead: Row | None) -> Quote:
    """A voice. lead: the one whose words need not be told again."""
    words = cut(one_line(one["text"]), _QUOTE)
    same = lead is not None and one_line(lead["text"]).casefold() == one_line(one["text"]).casefold()
    notes = [STANCES[one["stance"]]] if one["stance"] in ("confirms", "corrects", "withdraws", "asks") else []
    notes += ["taken back"] if one.get("withdrawn") else []
    notes += [EDGES.get(edge["kind"], one_line(edge["kind"]))] if edge is not None else []
    return Quote(who=voice(one), words="" if same else words, ref=refs.of(one), note=", ".join(notes))


def _clash(row: Row, refs: Refs) -> Clash:
    return Clash(a=_side(row["a"], refs), b=_side(row["b"], refs), why=reasons_told(row["reasons"]))


def _side(side: Row, refs: Refs) -> Side:
    held = side.get("origins")
    return Side(
        who=one_line(side["source"] or "") or "the report itself",
        words=cut(one_line(side["text"]), _QUOTE),
        figure=one_line(side.get("figure") or ""),
        origins=origins_told(held) if isinstance(held, Mapping) else "",
        ref=refs.of(side) if side.get("report") else None,
    )


def _repeated(echoes: Iterable[Row]) -> list[tuple[Row, list[tuple[Row, str]]]]:
    """For each report that others repeat, by whom and how: its side of an echo, and the sides of others."""
    found: dict[str, tuple[Row, dict[str, tuple[Row, str]]]] = {}
    for row in echoes:
        if not row["news"] or row["first"] is None:
            continue
        first, other = (row["a"], row["b"]) if row["first"] == "a" else (row["b"], row["a"])
        kind = KINDS.get(row["kind"], one_line(row["kind"]))
        found.setdefault(first["report"], (first, {}))[1].setdefault(other["report"], (other, kind))
    return [(first, list(others.values())) for first, others in found.values()]


def _printed(
    repeated: Sequence[tuple[Row, list[tuple[Row, str]]]], refs: Refs, *, short: bool
) -> Iterator[str]:
    """Reports that others repeat, a line each."""
    for first, others in repeated:
        name = _cited(refs.of(first))
        named = others[: _FEW if short else None]
        listed = "; ".join(f"{_cited(refs.of(side))} ({kind})" for side, kind in named)
        more = f"; and {len(others) - len(named)} more" if len(others) > len(named) else ""
        yield f"{name} stands also in: {listed}{more}."


def _cited(ref: Ref) -> str:
    return f"{ref.name} [{ref.number}]"


def _deck(refs: Sequence[Ref]) -> str:
    publishers = {ref.publisher for ref in refs if ref.publisher}
    by = f" by {count(len(publishers), 'publisher')}" if publishers else ""
    known = sorted(ref.published for ref in refs if ref.day)
    days = f", {between(day(known[0]), day(known[-1]))}" if known else ""
    return f"{count(len(refs), 'report')}{by}{days}" if refs else ""


def _open(claims: Sequence[Row], charts: Sequence[Chart]) -> Iterable[str]:
    """What nobody has answered, what is expected and was not seen, and credits that do not hold."""
    for row in claims:
        if row["said"] and all(one["stance"] == "asks" for one in row["said"]):
            yield f"Asked, and answered by nobody here: {one_line(row['text'])}"
    told_reasons = (reason for row in claims for reason in row["origins"]["reasons"])
    yield from dict.fromkeys(
        one_line(one["text"]) for one in told_reasons if one["code"] == "origins-not-held"
    )
    for held in charts:
        for line in held.lines:
            if "expected" in line.notes and line.state == "in-force":
                yield f"Expected: {line.amount} {held.title} ({line.source}, {line.at})"
        if not held.now and len(held.lines) > 1:
            yield f"No range in force for {held.title}" + (f": {held.why}" if held.why else "")


def credits(refs: Sequence[Ref]) -> str:
    """A paragraph that names all reports, to be pasted: each publisher once, with its days."""
    days: dict[str, dict[str, None]] = {}
    for ref in sorted(refs, key=lambda ref: (ref.published, ref.number)):
        days.setdefault(ref.publisher or ref.title or ref.path, {}).update({ref.day: None} if ref.day else {})
    listed = [f"{name} ({_days(list(held))})" if held else name for name, held in sorted(days.items())]
    return f"Sources: {'; '.join(listed)}." if listed else ""


def between(first: str, last: str) -> str:
    """`1 to 5 March 2026` of two days."""
    if not first or not last or first == last:
        return first or last
    a, b = first.split(" "), last.split(" ")
    shared = next((at for at in range(min(len(a), len(b)), 0, -1) if a[-at:] == b[-at:]), 0)
    return f"{' '.join(a[: len(a) - shared] or a)} to {last}"


def _days(held: Sequence[str]) -> str:
    """`3 and 5 March 2026`: a month and a year that follow again are told once."""
    parts = [one.split(" ") for one in held]
    kept = [
        " ".join(part) if at + 1 == len(parts) or part[1:] != parts[at + 1][1:] else part[0]
        for at, part in enumerate(parts)
    ]
    return kept[0] if len(kept) == 1 else ", ".join(kept[:-1]) + " and " + kept[-1]
