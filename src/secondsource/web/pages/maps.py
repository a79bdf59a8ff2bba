"""Pictures of a selection: its places on a map that ships with the package, and who has what from whom."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from secondsource.records.pictures import NetworkLink
from secondsource.render import network as networks
from secondsource.render.network import KINDS
from secondsource.render.world import world
from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.templating import page, picture

router = APIRouter()


@router.get("/map")
def map(request: Request, desk: Held, asked: Asked) -> Response:
    """The places, those spoken of most first."""
    row = desk.places(asked.q, known_at=asked.moment, **asked.filters)
    return page(request, "map.html", title="Map", row=row, world=world(row), asked=asked)


@router.get("/map.svg")
def drawn(request: Request, desk: Held, asked: Asked) -> Response:
    """The map alone, to be kept."""
    row = desk.places(asked.q, known_at=asked.moment, **asked.filters)
    return picture("map.svg", world=world(row), asked=asked, along="")


@router.get("/network")
def network(request: Request, desk: Held, asked: Asked) -> Response:
    """Who says what in which outlet, and who takes what from whom."""
    row = desk.network(asked.q, known_at=asked.moment, **asked.filters)
    nodes = {node["id"]: node for node in row["nodes"]}
    said: dict[str, list[NetworkLink]] = {}
    for link in row["links"]:
        if link["kind"] == "says-in":
            said.setdefault(link["from"], []).append(link)
    return page(
        request,
        "network.html",
        title="Network",
        row=row,
        nodes=nodes,
        taken=[link for link in row["links"] if link["kind"] != "says-in"],
        said=[
            (nodes[id], links)
            for id, links in sorted(said.items(), key=lambda held: -nodes[held[0]]["points"])
        ],
        kinds=KINDS,
        drawn=networks.network(row),
        asked=asked,
    )


@router.get("/network.svg")
def network_drawn(desk: Held, asked: Asked) -> Response:
    """The network alone, to be kept."""
    row = desk.network(asked.q, known_at=asked.moment, **asked.filters)
    return picture("network.svg", drawn=networks.network(row))
