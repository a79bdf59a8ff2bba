"""The state of a claim: on how much it stands today, and the judgement as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from secondsource.judging.dossier import FOR, Dossier, Voice, on_record
from secondsource.judging.origins import of_dossier
from secondsource.judging.ties import Origins
from secondsource.judging.withdrawals import with_withdrawals
from secondsource.model.statement import Reason

State = Literal["single-origin", "confirmed", "disputed", "withdrawn", "superseded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a claim stands on. voices: in order, with those marked that were withdrawn."""

    voices: tuple[Voice, ...]
    origins: Origins
    denials: Origins
    state: State
    reasons: tuple[Reason, ...]


def judged(dossier: Dossier) -> Judgement:
    """The judgement on one claim, from its dossier alone."""
    voices = with_withdrawals(dossier)
    marked = replace(dossier, voices=voices)
    origins, denials = of_dossier(marked)
    state, reasons = state_of(marked, origins, denials)
    return Judgement(voices=voices, origins=origins, denials=denials, state=state, reasons=reasons)


def state_of(dossier: Dossier, origins: Origins, denials: Origins) -> tuple[State, tuple[Reason, ...]]:
    """The first of withdrawn, superseded, disputed, confirmed, single-origin that holds; and why.

    dossier: with its withdrawals marked; origins, denials: those of its voices (`origins.of_dossier`).
    Another claim that was itself withdrawn neither disputes this one nor takes its place.
    """
    said = [voice for voice in dossier.voices if voice.stance in FOR]
    standing = [voice for voice in said if voice.withdrawn is None]
    if said and not standing:
        by = sorted({voice.withdrawn for voice in said if voice.withdrawn})
        return "withdrawn", tuple(
            Reason(code="state-withdrawn", values=(str(len(said)), _path(dossier, point))) for point in by
        )
    reasons = _withdrawn_beside(said, standing)
    replaced = sorted(r.claim for r in dossier.relations if r.kind == "superseded-by" and r.standing)
    if replaced:
        found = (Reason(code="state-superseded", values=(claim,)) for claim in replaced)
        return "superseded", (*found, *reasons)
    disputes = _disputes(dossier, denials, said)
    if disputes:
        return "disputed", (*disputes, *reasons)
    return _counted(origins, said, reasons)


def _counted(
    origins: Origins, said: Sequence[Voice], reasons: tuple[Reason, ...]
) -> tuple[State, tuple[Reason, ...]]:
    """By the number of origins that surely are there."""
    if origins.low >= 2:
        return "confirmed", (Reason(code="state-confirmed", values=(str(origins.low),)), *reasons)
    if not said:
        return "single-origin", (Reason(code="state-not-asserted"), *reasons)
    if origins.high >= 2:
        return "single-origin", (Reason(code="state-may-be-one", values=(str(origins.high),)), *reasons)
    return "single-origin", (Reason(code="state-one"), *reasons)


def _disputes(dossier: Dossier, denials: Origins, said: Sequence[Voice]) -> tuple[Reason, ...]:
    """Who denies it, and which standing claims it cannot be true together with, by facet."""
    found = []
    denied = [voice for voice in dossier.voices if voice.stance == "denies" and voice.withdrawn is None]
    if denied:
        code = "state-denied" if said else "state-only-denied"
        found.append(Reason(code=code, values=(_span(denials),)))
    both = _named(denied) & _named([voice for voice in said if voice.withdrawn is None])
    found += [Reason(code="state-says-both", values=(name,)) for _, name in sorted(both)]
    conflicts = {
        (r.facet or "other", r.claim) for r in dossier.relations if r.kind == "conflicts" and r.standing
    }
    found += [Reason(code="state-conflict", values=one) for one in sorted(conflicts)]
    return tuple(found)


def _named(voices: Sequence[Voice]) -> set[tuple[str, str]]:
    return {one for voice in voices for one in on_record(voice.speaker)}


def _withdrawn_beside(said: Sequence[Voice], standing: Sequence[Voice]) -> tuple[Reason, ...]:
    """That some of the voices no longer count."""
    gone = len(said) - len(standing)
    return (Reason(code="state-some-withdrawn", values=(str(gone), str(len(said)))),) if gone else ()


def _path(dossier: Dossier, point: str) -> str:
    """The report in which a point stands, as people name it; the point itself when it is no voice here."""
    return next((v.path or v.report for v in dossier.voices if v.point == point), point)


def _span(origins: Origins) -> str:
    return str(origins.low) if origins.low == origins.high else f"{origins.low} to {origins.high}"
