"""What cannot be true together, from rows of claims and of estimates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from secondsource.judging import conflicts_of
from secondsource.judging.conflicts import Disagreement, Excluding, Judged, Word
from secondsource.judging.dossier import Dossier, Speaker, Voice
from secondsource.judging.estimates import Estimate
from secondsource.judging.figures import Given
from secondsource.judging.revisions import Conflict
from secondsource.judging.state import Judgement
from secondsource.judging.ties import Origins
from secondsource.linking.publishers import normal
from secondsource.model.statement import Reason
from secondsource.records.claims import (
    ClaimItem,
    ConflictItem,
    ConflictSide,
    EstimateItem,
    FigureRow,
    SaidRow,
)
from secondsource.records.rows import ReasonRow
from secondsource.views.grounds import reason_row


def clashes(claims: Mapping[str, ClaimItem], estimates: Iterable[EstimateItem]) -> list[ConflictItem]:
    """All conflicts between and within these claims and figures, by when the later side spoke."""
    judged = [_judged(item) for _, item in sorted(claims.items())]
    excluding = [
        Excluding(
            a=item["id"],
            b=tie["claim"],
            facet=tie["facet"],
            probability=round(1000 * tie["probability"]),
            reasons=tuple(_reason(row) for row in tie["reasons"]),
        )
        for item in claims.values()
        for tie in item["relations"]
        if tie["kind"] == "conflicts" and item["id"] < tie["claim"] and tie["claim"] in claims
    ]
    figures = {row["id"]: _estimate(row) for row in estimates if row["conflicts"]}
    return [_conflict(one) for one in conflicts_of(judged, excluding, figures)]


def clashing(item: ClaimItem) -> bool:
    """Whether a claim may stand in a conflict: somebody denies it, or another claim excludes it."""
    return bool(item["denials"]["high"]) or any(tie["kind"] == "conflicts" for tie in item["relations"])


def _judged(item: ClaimItem) -> Judged:
    voices = tuple(_voice(said) for said in item["said"])
    origins, denials = (
        Origins(low=side["low"], high=side["high"]) for side in (item["origins"], item["denials"])
    )
    judgement = Judgement(voices=voices, origins=origins, denials=denials, state=item["state"], reasons=())
    return Judged(dossier=Dossier(claim=item["id"], voices=voices, text=item["text"]), judgement=judgement)


def _voice(said: SaidRow) -> Voice:
    name = said["source"]
    return Voice(
        point=said["point"],
        report=said["report"],
        path=said["path"],
        text=said["text"],
        publisher=said["publisher"],
        published=normal(said["published"] or ""),
        stance=said["stance"],
        source=Speaker(party=said["party"] or name, name=name) if name else None,
        withdrawn=said["withdrawn"],
    )


def _estimate(row: EstimateItem) -> Estimate:
    return Estimate(
        figures=tuple(_given(figure) for figure in row["figures"]),
        states=tuple(figure["state"] for figure in row["figures"]),
        conflicts=tuple(
            Conflict(a=one["a"], b=one["b"], reasons=tuple(_reason(why) for why in one["reasons"]))
            for one in row["conflicts"]
        ),
    )


def _given(figure: FigureRow) -> Given:
    scope = figure["scope"]
    return Given(
        point=figure["point"],
        report=figure["report"],
        low=_thousandths(figure["low"]),
        high=_thousandths(figure["high"]),
        relation=figure["relation"],
        approximate=figure["approximate"],
        scope=scope["kind"] if scope else None,
        area=scope["area"] if scope else None,
        line=figure["source"] or "",
        published=normal(figure["published"] or ""),
        path=figure["path"],
        text=figure["text"],
        source=figure["source"] or "",
    )


def _thousandths(value: float | None) -> int | None:
    return None if value is None else round(value * 1000)


def _reason(row: ReasonRow) -> Reason:
    return Reason(code=row["code"], values=tuple(row["values"]))


def _conflict(one: Disagreement) -> ConflictItem:
    facet: Any = one.facet
    return {
        "kind": one.kind,
        "facet": facet,
        "a": _side(one.a),
        "b": _side(one.b),
        "probability": None if one.probability is None else one.probability / 1000,
        "estimate": one.estimate,
        "reasons": [reason_row(reason) for reason in one.reasons],
    }


def _side(word: Word) -> ConflictSide:
    return {
        "text": word.text,
        "claim": word.claim or "",
        "point": word.point,
        "report": word.report,
        "path": word.path,
        "source": word.source or None,
        "published": word.published,
        "figure": word.figure,
        "origins": None if word.origins is None else {"low": word.origins[0], "high": word.origins[1]},
    }
