"""What else was read of a statement, in words: how they know, how sure they are, a denial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secondsource.records.rows import CertaintyRow, PartyRow, PointRow, SpanRow, StatementRow
from secondsource.render.plain import one_line
from secondsource.render.values import NOTHING, KnownValues, Value, Values

POLARITY: dict[str, str] = {"asserted": "", "denied": "denies it", "questioned": "asks or doubts"}
BASIS: dict[str, str] = {
    "first-hand": "first-hand",
    "human-source": "human source",
    "intercept": "intercept",
    "imagery": "imagery",
    "video": "video",
    "document": "document",
    "official-record": "official record",
    "testimony": "testimony",
    "other-report": "another report",
    "analysis": "analysis",
}
LEVELS: dict[str, str] = {
    "almost-no-chance": "almost no chance",
    "very-unlikely": "very unlikely",
    "unlikely": "unlikely",
    "even": "even chance",
    "possible": "possible",
    "likely": "likely",
    "very-likely": "very likely",
    "almost-certain": "almost certain",
    "none": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """How sure the source is: its words, and what they stand for. band: `55–80 %`, or empty."""

    words: str
    level: str
    band: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How the source knows: a kind, and the words that say so."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """One point of a content, and the names of whom it speaks of, when, where and how many."""

    words: str
    negated: bool
    about: tuple[str, ...]
    values: Values = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What else was read of a statement. grounds and grounded hold indexes of `View.said`.

    chain: names from the one who speaks to the one who knows, empty where it is one alone.
    grounds: for which this one gives the ground. grounded: which give the ground of this one.
    points: empty where the content is one proposition and is that itself. horizon: when a forecast is for.
    """

    polarity: str = ""
    forecast: bool = False
    sure: Sure | None = None
    chain: tuple[str, ...] = ()
    basis: tuple[Known, ...] = ()
    about: tuple[str, ...] = ()
    grounds: tuple[int, ...] = ()
    grounded: tuple[int, ...] = ()
    points: tuple[Proposition, ...] = ()
    values: Values = NOTHING
    horizon: Value | None = None
    sure_spans: tuple[SpanRow, ...] = ()
    basis_spans: tuple[SpanRow, ...] = ()

    @property
    def outlook(self) -> str:
        """`forecast`, and what for as far as that is known; empty for what is none."""
        if not self.forecast or self.horizon is None:
            return "forecast" if self.forecast else ""
        told = self.horizon.told or f"“{self.horizon.words}”"
        return f"forecast, {told}" if told[:1].isalpha() else f"forecast for {told}"

    @property
    def apart(self) -> Values:
        """The values that stand at none of the points that are listed."""
        return self.values.without([point.values for point in self.points])

    @property
    def more(self) -> bool:
        """True where there is more to tell than a mark or two."""
        told = (self.sure, self.chain, self.basis, self.about, self.grounds, self.grounded, self.points)
        return any(told) or self.values.any


def grounding(statements: Sequence[StatementRow]) -> dict[int, tuple[list[int], list[int]]]:
    """For each statement that takes part: those it gives the ground for, and those that ground it."""
    at = {held["id"]: index for index, held in enumerate(statements)}
    found: dict[int, tuple[list[int], list[int]]] = {}
    for index, held in enumerate(statements):
        for grounded in sorted({at[one] for one in held["grounds"] if one in at} - {index}):
            found.setdefault(index, ([], []))[0].append(grounded)
            found.setdefault(grounded, ([], []))[1].append(index)
    return found


def facets(
    held: StatementRow,
    text: str,
    *,
    parties: Mapping[str, PartyRow],
    known: KnownValues,
    grounds: tuple[Sequence[int], Sequence[int]] = ((), ()),
) -> Facets:
    """The facets of one statement of a row. Ids that lead nowhere are left out."""
    certainty = held["certainty"]
    chain = _names(held["chain"], parties)
    return Facets(
        polarity=POLARITY[held["polarity"]],
        forecast=held["forecast"],
        sure=_sure(certainty),
        chain=chain if len(chain) > 1 else (),
        basis=tuple(Known(kind=BASIS[one["kind"]], words=one_line(one["text"])) for one in held["basis"]),
        about=_names([one for one in held["parties"] if one not in held["places"]], parties),
        grounds=tuple(grounds[0]),
        grounded=tuple(grounds[1]),
        points=_points(held, text, parties, known),
        values=known.of(held["times"], held["numbers"], held["places"]),
        horizon=known.time(held["horizon"]),
        sure_spans=tuple(span for words in certainty["words"] for span in words["spans"])
        if certainty
        else (),
        basis_spans=tuple(span for one in held["basis"] for span in one["spans"]),
    )


def stretched(spans: Sequence[SpanRow], text: str) -> str:
    """The words at the spans; an ellipsis stands where they are interrupted."""
    stretches = [one_line(text[start:end]) for start, end in spans]
    return " … ".join(part for part in stretches if part)


def _sure(certainty: CertaintyRow | None) -> Sure | None:
    if certainty is None or not (certainty["words"] or LEVELS[certainty["level"]]):
        return None
    low, high = (f"{100 * certainty[bound]:.0f}" for bound in ("low", "high"))
    level = LEVELS[certainty["level"]]
    band = (low if low == high else f"{low}–{high}") + " %"
    return Sure(
        words=", ".join(one_line(words["text"]) for words in certainty["words"]),
        level=level,
        band=band if level else "",
    )


def _points(
    held: StatementRow, text: str, parties: Mapping[str, PartyRow], known: KnownValues
) -> tuple[Proposition, ...]:
    """The points, where they tell more than the content does."""
    points = held["points"]
    if len(points) < 2 and not any(point["negated"] for point in points):
        return ()
    return tuple(_proposition(point, text, parties, known) for point in points)


def _proposition(
    point: PointRow, text: str, parties: Mapping[str, PartyRow], known: KnownValues
) -> Proposition:
    return Proposition(
        words=stretched(point["spans"], text) or one_line(point["text"]),
        negated=point["negated"],
        about=_names(point["parties"], parties),
        values=known.of(point["times"], point["numbers"], point["places"]),
    )


def _names(ids: Sequence[str], parties: Mapping[str, PartyRow]) -> tuple[str, ...]:
    return tuple(one_line(parties[one]["name"]) for one in ids if one in parties)
