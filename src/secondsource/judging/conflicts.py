"""One list of all that cannot be true together: denials, claims that exclude each other, and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from secondsource.judging.accounts import denial
from secondsource.judging.dossier import FOR, Dossier, Voice
from secondsource.judging.estimates import Estimate
from secondsource.judging.figures import Given, shown
from secondsource.judging.revisions import Conflict
from secondsource.judging.state import Judgement
from secondsource.judging.ties import Origins
from secondsource.model.statement import Reason

Kind = Literal["denial", "claims", "figures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim with the judgement on it."""

    dossier: Dossier
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluding:
    """Two claims that cannot both be true, as linking found them. points: one of each, None where not told.

    probability: per mille that they conflict.
    """

    a: str
    b: str
    facet: str | None = None
    probability: int | None = None
    points: tuple[str | None, str | None] = (None, None)
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one side says: its words, where they stand, who says so, and on how many origins.

    figure: for people, of figures alone; claim: None where the figure stands in no claim that was given.
    """

    text: str
    point: str
    report: str
    path: str = ""
    source: str = ""
    published: str | None = None
    claim: str | None = None
    figure: str | None = None
    origins: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two sides that cannot both be true, and why. estimate: the id of that in which the figures stand."""

    kind: Kind
    facet: str
    a: Word
    b: Word
    reasons: tuple[Reason, ...]
    probability: int | None = None
    estimate: str | None = None


def conflicts_of(
    claims: Iterable[Judged], excluding: Iterable[Excluding], estimates: Mapping[str, Estimate]
) -> list[Disagreement]:
    """All conflicts, each once, the side that came first as a; sorted by when the later side spoke.

    What was withdrawn conflicts with nothing. Two claims whose figures conflict are told once, with the
    figures. estimates: by their ids. Claims that are not given are passed over.
    """
    known = {judged.dossier.claim: judged for judged in claims}
    found: list[Disagreement] = []
    for _, judged in sorted(known.items()):
        found += _denial(judged)
    between = [one for pair in excluding if (one := _claims(pair, known)) is not None]
    figures = list(_figures(estimates, known))
    found += _merged(between, figures)
    return sorted(found, key=_order)


def _order(one: Disagreement) -> tuple[object, ...]:
    last = one.b.published
    return (
        last is None,
        last or "",
        one.kind,
        one.a.point,
        one.b.point,
        one.a.figure or "",
        one.b.figure or "",
    )


def _denial(judged: Judged) -> Iterator[Disagreement]:
    """A claim that is asserted and denied."""
    standing = [voice for voice in judged.judgement.voices if voice.withdrawn is None]
    said = [voice for voice in standing if voice.stance in FOR]
    denied = [voice for voice in standing if voice.stance == "denies"]
    sides = denial(said, denied)
    if sides is not None:
        a = _word(judged, sides[0], judged.judgement.origins)
        b = _word(judged, sides[1], judged.judgement.denials)
        values = (_span(judged.judgement.origins), _span(judged.judgement.denials))
        reasons = (Reason(code="conflict-denied", values=values),)
        yield _in_time(Disagreement(kind="denial", facet="denial", a=a, b=b, reasons=reasons))


def _span(origins: Origins) -> str:
    return str(origins.low) if origins.low == origins.high else f"{origins.low} to {origins.high}"


def _in_time(one: Disagreement) -> Disagreement:
    """The side that spoke first as a."""
    a, b = sorted((one.a, one.b), key=lambda w: (w.published is None, w.published or "", w.report, w.point))
    return replace(one, a=a, b=b)


def _word(judged: Judged, voice: Voice, origins: Origins) -> Word:
    return Word(
        text=voice.text or judged.dossier.text,
        point=voice.point,
        report=voice.report,
        path=voice.path,
        source=voice.speaker.name if voice.speaker else voice.publisher or "",
        published=voice.published,
        claim=judged.dossier.claim,
        origins=(origins.low, origins.high),
    )


def _claims(pair: Excluding, known: Mapping[str, Judged]) -> Disagreement | None:
    """Two claims that exclude each other, by the voices named, else their first; none if one is withdrawn."""
    words = []
    for claim, point in zip((pair.a, pair.b), pair.points, strict=True):
        judged = known.get(claim)
        voice = _speaks(judged, point) if judged else None
        if judged is None or voice is None:
            return None
        words.append(_word(judged, voice, judged.judgement.origins))
    facet = pair.facet or "other"
    reasons = pair.reasons or (Reason(code="conflict-claims", values=(facet,)),)
    found = Disagreement(
        kind="claims",
        facet=facet,
        a=words[0],
        b=words[1],
        reasons=reasons,
        probability=pair.probability,
    )
    return _in_time(found)


def _speaks(judged: Judged, point: str | None) -> Voice | None:
    """The standing voice at a point, else the first that stands behind the claim."""
    standing = [v for v in judged.judgement.voices if v.withdrawn is None and v.stance in FOR]
    return next((v for v in standing if v.point == point), next(iter(standing), None))


def _figures(estimates: Mapping[str, Estimate], known: Mapping[str, Judged]) -> Iterator[Disagreement]:
    """The conflicts of the estimates; of each two who count and what they say once, as they first said it."""
    claim_of = {v.point: claim for claim, judged in sorted(known.items()) for v in judged.dossier.voices}
    for id, estimate in sorted(estimates.items()):
        told = set()
        for conflict in estimate.conflicts:
            ends = [estimate.figures[at] for at in (conflict.a, conflict.b)]
            key = frozenset((given.counter, given.scope_key, shown(given)) for given in ends)
            if key not in told:
                told.add(key)
                yield _of_figures(id, estimate, conflict, claim_of)


def _of_figures(id: str, estimate: Estimate, conflict: Conflict, claim_of: Mapping[str, str]) -> Disagreement:
    a, b = (_given(estimate.figures[at], claim_of) for at in (conflict.a, conflict.b))
    found = Disagreement(kind="figures", facet="number", a=a, b=b, reasons=conflict.reasons, estimate=id)
    return _in_time(found)


def _given(given: Given, claim_of: Mapping[str, str]) -> Word:
    return Word(
        text=given.text,
        point=given.point,
        report=given.report,
        path=given.path,
        source=given.source or given.publisher,
        published=given.published,
        claim=claim_of.get(given.point),
        figure=shown(given),
    )


def _merged(between: Sequence[Disagreement], figures: Sequence[Disagreement]) -> list[Disagreement]:
    """Conflicts of claims and of figures; where both speak of the same two claims, they are told as one."""
    found: dict[frozenset[str | None], Disagreement] = {}
    for one in sorted(between, key=_order):
        found.setdefault(frozenset((one.a.claim, one.b.claim)), one)
    alone = []
    beside: defaultdict[frozenset[str | None], list[Disagreement]] = defaultdict(list)
    for one in figures:
        key = frozenset((one.a.claim, one.b.claim))
        held = found.get(key)
        if held is not None and held.facet == "number" and len(key) == 2:
            beside[key].append(one)
        else:
            alone.append(one)
    for key, ones in beside.items():
        found[key] = _with_figures(found[key], ones)
    return [*found.values(), *alone]


def _with_figures(claims: Disagreement, figures: Sequence[Disagreement]) -> Disagreement:
    """A conflict of two claims with the figures that conflict."""
    first = figures[0]
    shown_by = {word.claim: word.figure for word in (first.a, first.b)}
    reasons = dict.fromkeys((*claims.reasons, *(reason for one in figures for reason in one.reasons)))
    return replace(
        claims,
        a=replace(claims.a, figure=shown_by.get(claims.a.claim)),
        b=replace(claims.b, figure=shown_by.get(claims.b.claim)),
        reasons=tuple(reasons),
        estimate=first.estimate,
    )
