"""What is told of the origins of a claim: ties between voices, roots, and the bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from secondsource.judging.dossier import EdgeKind, Sure
from secondsource.judging.evidence import How
from secondsource.model.statement import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two voices (points) that must be or may be one. to: the one that it was taken from, or the first."""

    point: str
    to: str
    kind: EdgeKind
    sure: Sure
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """One origin as far as what must be one goes: its name, the points that come from it, how it is known.

    firm: surely one of its own; another root may yet be one with it, or with any.
    """

    name: str
    party: str | None
    points: tuple[str, ...]
    how: How
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Between low and high independent origins, with the roots, what ties their voices, and why."""

    low: int
    high: int
    roots: tuple[Root, ...] = ()
    edges: tuple[Tie, ...] = ()
    reasons: tuple[Reason, ...] = ()


def told(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """The ties in order, each once for each kind; those that only may be are told one way round."""
    kept: dict[tuple[str, str, str], Tie] = {}
    for tie in sorted(ties, key=lambda t: (t.sure != "must", t.point, t.to, t.kind, _codes(t))):
        turned = tie.sure == "may" and tie.point > tie.to
        ends = (tie.to, tie.point) if turned else (tie.point, tie.to)
        kept.setdefault((*ends, tie.kind), tie)
    return tuple(sorted(kept.values(), key=lambda t: (t.point, t.to, t.kind)))


def _codes(tie: Tie) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((reason.code, reason.values) for reason in tie.reasons)
