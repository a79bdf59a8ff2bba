"""Claims: what is said across reports, one claim with its origins, figures, conflicts, and the brief."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from secondsource.records.claims import EstimateItem, OriginsRow, SaidRow
from secondsource.render.brief import SECTIONS, of_row
from secondsource.render.charts import svg
from secondsource.render.figures import chart
from secondsource.render.leaflet import leaflet
from secondsource.render.origins import HOW
from secondsource.render.tree import tree, walk
from secondsource.web.asking import Asked, Asking
from secondsource.web.desks import Held
from secondsource.web.templating import PICTURE, page
from secondsource.web.templating import picture as drawing

router = APIRouter()
STATES = tuple(state for state, _, _ in SECTIONS)
_LEAFLET = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}
_STANCES = (
    ("Says or confirms it", ("asserts", "confirms", "corrects")),
    ("Denies it", ("denies",)),
    ("Asks, or takes it back", ("asks", "withdraws")),
)
# Voices of a claim that are shown at once.
_VOICES = 60
# Of them in words, by their origins: origins, and voices of one.
_ROOTS, _OF_ROOT = 60, 40
# Statements that a search for claims, conflicts and figures looks at on a page, the newest.
SEARCHED = 1_000


@router.get("/claims")
def claims(request: Request, desk: Held, asked: Asked) -> Response:
    """Claims, those in most reports first."""
    state = [asked.state] if asked.state in STATES else []
    found = desk.listed_claims(
        asked.q, state=state, known_at=asked.moment, searched=SEARCHED, **asked.filters
    )
    rows, following = asked.page(found)
    return page(
        request,
        "claims.html",
        title="Claims",
        rows=rows,
        asked=asked,
        following=following,
        states=STATES,
        searched=_searched(asked),
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
        parts=_by_stance(item["said"][asked.offset : asked.offset + _VOICES]),
        lead=item["said"][0]["point"] if item["said"] else "",
        hidden=max(0, len(item["said"]) - asked.offset - _VOICES),
        following=asked.offset + _VOICES,
        voices=voices,
        trees=[
            _tree("Who says it", "origins", item["origins"], item["said"]),
            _tree("Who denies it", "denials", item["denials"], item["said"]),
        ],
        estimates=[(row, chart(row)) for row in shown["estimates"]],
        conflicts=shown["conflicts"],
        decisions=shown["decisions"],
        asked=asked,
    )


@router.get("/claim/{id}/{part}.svg")
def claim_drawn(desk: Held, asked: Asked, id: str, part: Literal["origins", "denials"]) -> Response:
    """The tree of a claim's origins alone, of those who say it or of those who deny it."""
    row = desk.origins(id, known_at=asked.moment)
    return drawing("origins.svg", drawn=tree(row[part], row["said"]), title=row["text"])


@router.get("/figures")
def figures(request: Request, desk: Held, asked: Asked) -> Response:
    """Figures for one thing each, those with most figures first."""
    asked.limit = min(asked.limit, 8)
    found = desk.estimates(asked.q, known_at=asked.moment, searched=SEARCHED, **asked.filters)
    rows, following = asked.page(found)
    drawn = [(row, chart(row), _clashes(row)) for row in rows]
    return page(
        request,
        "figures.html",
        title="Figures",
        searched=_searched(asked),
        drawn=drawn,
        asked=asked,
        following=following,
    )


def _clashes(row: EstimateItem) -> list[str]:
    """Why figures of an estimate conflict, each once: copies of a report tell the same."""
    told = ("; ".join(reason["text"] for reason in one["reasons"]) for one in row["conflicts"])
    return list(dict.fromkeys(told))


@router.get("/figures/{id}.svg")
def picture(desk: Held, asked: Asked, id: str) -> Response:
    """The chart of one estimate."""
    row = desk.estimate(id, story=asked.story or None, known_at=asked.moment)
    return Response(svg([row]), media_type="image/svg+xml", headers=PICTURE)


@router.get("/conflicts")
def conflicts(request: Request, desk: Held, asked: Asked) -> Response:
    """All that cannot be true together."""
    found = desk.conflicts(asked.q, known_at=asked.moment, searched=SEARCHED, **asked.filters)
    rows, following = asked.page(found)
    return page(
        request,
        "conflicts.html",
        title="Conflicts",
        searched=_searched(asked),
        rows=rows,
        asked=asked,
        following=following,
    )


@router.get("/brief")
def brief(desk: Held, asked: Asked) -> Response:
    """The brief as a page that prints."""
    row = desk.brief(asked.q, known_at=asked.moment, short=True, **asked.filters)
    return HTMLResponse(leaflet(of_row(row, short=True)), headers=_LEAFLET)


def _searched(asked: Asking) -> int:
    """Of how many statements what a page shows is looked for at most; 0 where nothing is asked for."""
    return SEARCHED if asked.q or asked.chips else 0


def _by_stance(said: list[SaidRow]) -> list[tuple[str, list[tuple[str, list[SaidRow]]]]]:
    """Voices apart by what they do to a claim, each part by wording, in time order."""
    made = []
    for heading, stances in _STANCES:
        if held := [one for one in said if one["stance"] in stances]:
            made.append((heading, _by_wording(held)))
    return made


def _by_wording(said: list[SaidRow]) -> list[tuple[str, list[SaidRow]]]:
    """Voices grouped by wording, groups and voices in time order."""
    first = {one["wording"]: n for n, one in reversed(list(enumerate(said)))}
    ordered = sorted(enumerate(said), key=lambda item: (first[item[1]["wording"]], item[0]))
    return [
        (wording, [one for _, one in held])
        for wording, held in groupby(ordered, key=lambda i: i[1]["wording"])
    ]


def _tree(heading: str, part: str, origins: OriginsRow, said: list[SaidRow]) -> dict[str, Any]:
    """Roots with their voices, each below the one that it has it from; what may be one; and the picture."""
    voices = {one["point"]: one for one in said}
    roots = []
    left = _VOICES
    for root in origins["roots"][:_ROOTS]:
        told = [held for held in walk(root["points"], origins["edges"], voices) if held[0] in voices]
        listed = [
            {"voice": voices[point], "depth": min(depth, 6), "edge": edge if depth else None}
            for point, depth, edge in told[: min(_OF_ROOT, left)]
        ]
        left -= len(listed)
        how = HOW.get(root["how"], root["how"])
        roots.append({"name": root["name"], "how": how, "firm": root["firm"], "voices": listed,
                      "more": len(told) - len(listed)})  # fmt: skip
    maybes = [edge for edge in origins["edges"] if edge["sure"] == "may"]
    return {
        "heading": heading,
        "part": part,
        "low": origins["low"],
        "high": origins["high"],
        "roots": roots,
        "maybes": maybes,
        "more": max(0, len(origins["roots"]) - _ROOTS),
        "reasons": origins["reasons"],
        "drawn": tree(origins, said),
    }
