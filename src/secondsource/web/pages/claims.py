"""Claims: what is said across reports, one claim with its origins, figures, conflicts, and the brief."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from secondsource.desk import Desk
from secondsource.records.claims import ClaimItem, OriginsRow, SaidRow
from secondsource.render.brief import SECTIONS, of_row
from secondsource.render.charts import svg
from secondsource.render.figures import chart
from secondsource.render.leaflet import leaflet
from secondsource.render.origins import HOW
from secondsource.web.asking import Asked, Asking
from secondsource.web.desks import Held
from secondsource.web.templating import page

router = APIRouter()
STATES = tuple(state for state, _, _ in SECTIONS)
# A picture brings its own style, and nothing else.
_PICTURE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
_LEAFLET = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}
# Voices of a claim that are shown at once.
_VOICES = 200


@router.get("/claims")
def claims(request: Request, desk: Held, asked: Asked) -> Response:
    """Claims, those in most reports first."""
    state = [asked.state] if asked.state in STATES else []
    found = desk.claims(asked.q, state=state, known_at=asked.moment, **asked.filters)
    rows, following = asked.page(found)
    return page(
        request,
        "claims.html",
        title="Claims",
        rows=rows,
        asked=asked,
        following=following,
        states=STATES,
    )


@router.get("/claim/{id}")
def claim(request: Request, desk: Held, asked: Asked, id: str) -> Response:
    """Everything about one claim."""
    shown = desk.claim(id, known_at=asked.moment)
    item = shown["claim"]
    voices = {one["point"]: one for one in item["said"]}
    return page(
        request,
        "claim.html",
        title=item["text"],
        claim=item,
        groups=_by_wording(item["said"][asked.offset : asked.offset + _VOICES]),
        hidden=max(0, len(item["said"]) - asked.offset - _VOICES),
        voices=voices,
        trees=[
            ("Who says it", _tree(item["origins"], voices)),
            ("Who denies it", _tree(item["denials"], voices)),
        ],
        estimates=[(row, chart(row)) for row in shown["estimates"]],
        conflicts=shown["conflicts"],
        decisions=shown["decisions"],
        asked=asked,
    )


@router.get("/figures")
def figures(request: Request, desk: Held, asked: Asked) -> Response:
    """Figures for one thing each, those with most figures first."""
    asked.limit = min(asked.limit, 20)
    rows, following = asked.page(desk.estimates(asked.q, known_at=asked.moment, **asked.filters))
    drawn = [(row, chart(row)) for row in rows]
    return page(request, "figures.html", title="Figures", drawn=drawn, asked=asked, following=following)


@router.get("/figures/{id}.svg")
def picture(desk: Held, asked: Asked, id: str) -> Response:
    """The chart of one estimate."""
    row = desk.estimate(id, story=asked.story or None, known_at=asked.moment)
    return Response(svg([row]), media_type="image/svg+xml", headers=_PICTURE)


@router.get("/conflicts")
def conflicts(request: Request, desk: Held, asked: Asked) -> Response:
    """All that cannot be true together."""
    rows, following = asked.page(desk.conflicts(asked.q, known_at=asked.moment, **asked.filters))
    return page(request, "conflicts.html", title="Conflicts", rows=rows, asked=asked, following=following)


@router.get("/brief")
def brief(desk: Held, asked: Asked) -> Response:
    """The brief as a page that prints."""
    row = desk.brief(asked.q, known_at=asked.moment, **asked.filters)
    return HTMLResponse(leaflet(of_row(row)), headers=_LEAFLET)


@router.get("/review")
def review(request: Request, desk: Held, asked: Asked) -> Response:
    """The least certain links first, to be decided by keys alone."""
    return page(request, "review.html", title="Review", rows=_uncertain(desk, asked), asked=asked)


def _by_wording(said: list[SaidRow]) -> list[tuple[str, list[SaidRow]]]:
    """Voices grouped by wording, groups and voices in time order."""
    first = {one["wording"]: n for n, one in reversed(list(enumerate(said)))}
    ordered = sorted(enumerate(said), key=lambda item: (first[item[1]["wording"]], item[0]))
    return [
        (wording, [one for _, one in held])
        for wording, held in groupby(ordered, key=lambda i: i[1]["wording"])
    ]


def _tree(origins: OriginsRow, voices: dict[str, SaidRow]) -> dict[str, Any]:
    """Roots with their voices, each below the one that it has it from; and what may be one."""
    above = {edge["from"]: edge for edge in origins["edges"] if edge["sure"] == "must"}
    roots = []
    for root in origins["roots"]:
        inside = set(root["points"])
        listed: list[dict[str, Any]] = []
        for point in root["points"]:
            depth, at, seen = 0, point, {point}
            while at in above and above[at]["to"] in inside and above[at]["to"] not in seen:
                at = above[at]["to"]
                seen.add(at)
                depth += 1
            if point in voices:
                listed.append({"voice": voices[point], "depth": min(depth, 6), "edge": above.get(point)})
        listed.sort(key=lambda one: (one["depth"], one["voice"]["published"] or "~"))
        roots.append({"name": root["name"], "how": HOW.get(root["how"], root["how"]), "firm": root["firm"],
                      "voices": listed})  # fmt: skip
    maybes = [edge for edge in origins["edges"] if edge["sure"] == "may"]
    return {"low": origins["low"], "high": origins["high"], "roots": roots, "maybes": maybes,
            "reasons": origins["reasons"]}  # fmt: skip


def _uncertain(desk: Desk, asked: Asking) -> list[dict[str, Any]]:
    """Voices whose tie to their claim is least sure, each with the claim's own words."""
    found: list[tuple[float, ClaimItem, SaidRow]] = []
    for item in desk.claims(asked.q, known_at=asked.moment, limit=500, **asked.filters):
        leads = item["said"][0]["wording"] if item["said"] else ""
        found += [
            (one["probability"], item, one)
            for one in item["said"]
            if one["wording"] != leads and one["reasons"]
        ]
    found.sort(key=lambda held: (held[0], held[2]["point"]))
    return [{"probability": p, "claim": item, "voice": voice} for p, item, voice in found[: asked.limit]]
