"""Stories, and what goes along in addresses: filters, the story, the moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from secondsource.desk import Desk
from secondsource.web.pages import exports
from tests.web.conftest import OWN


def test_a_story_says_what_it_has_come_to(client: TestClient, desk: Desk) -> None:
    page = client.get("/story/dam").text
    claims = list(desk.claims(story="dam"))
    assert f"{len(claims)} claims by state" in page
    for claim in {claim["state"] for claim in claims}:
        assert f"state={claim}" in page
    assert "4 reports new since you last looked" in page
    client.post("/looked", headers=OWN)
    assert "4 reports new" not in client.get("/story/dam").text
    assert client.get("/story/none").status_code == 404


def test_a_story_is_begun_filled_and_closed(client: TestClient, desk: Desk) -> None:
    client.post("/do/story", data={"name": "gates & walls"}, headers=OWN)
    page = client.get("/stories").text
    link = re.search(r'href="(/story/gates[^"]*)"', page)
    assert link and client.get(link[1]).status_code == 200
    client.post(link[1], data={"action": "fill", "q": "gate"}, headers=OWN)
    assert len(desk.story("gates & walls")["reports"]) == 3
    client.post(link[1], data={"action": "close"}, headers=OWN)
    assert desk.story("gates & walls")["closed"]
    assert client.post(link[1], data={"action": "fill", "q": "gate"}, headers=OWN).status_code >= 400
    client.post(link[1], data={"action": "open"}, headers=OWN)
    assert not desk.story("gates & walls")["closed"]


VIEWS = ("/search", "/claims", "/reports", "/sources", "/timeline", "/figures", "/map", "/network", "/review",
         "/conflicts")  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_keeps_what_it_was_asked_for(client: TestClient, view: str) -> None:
    page = unescape(client.get(f"{view}?q=gate&since=2001&known_at=2999-01-01&story=dam").text)
    back = re.search(r'href="([^"]+)">back to now', page)
    leave = re.search(r'href="([^"]+)" aria-label="Leave the story"', page)
    assert back and back[1] == f"{view}?q=gate&since=2001&story=dam"
    assert leave and leave[1] == f"{view}?q=gate&since=2001&known_at=2999-01-01"
    moment = page[page.index('class="moment"') :]
    assert 'name="q" value="gate"' in moment and 'name="since" value="2001"' in moment
    for kind in ("csv", "json", "md"):
        link = re.search(rf'href="(/export/[^"]+[.]{kind}[^"]*)"', page)
        assert link and "q=gate" in link[1] and client.get(link[1]).status_code == 200


@pytest.mark.parametrize("name", ["map", "network", "timeline"])
def test_pictures_are_kept_with_the_filters_of_the_screen(client: TestClient, name: str) -> None:
    answer = client.get(f"/{name}.svg?q=gate&story=dam")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text.startswith("<?xml") and "<script" not in answer.text
    assert f"/{name}.svg?q=gate" in unescape(client.get(f"/{name}?q=gate").text)


def test_a_claim_is_drawn_and_kept(client: TestClient, desk: Desk) -> None:
    claim = desk.claims(limit=1).first()[0]
    page = client.get(f"/claim/{claim['id']}").text
    assert 'class="origins"' in page
    picture = client.get(f"/claim/{claim['id']}/origins.svg").text
    assert picture.startswith("<?xml") and "<circle" in picture
    table = client.get(f"/export/claim.csv?q={claim['id']}").text
    assert len(table.splitlines()) == len(claim["said"]) + 1
    assert client.get("/export/claim.csv?q=ffffffffff").status_code == 404


def test_a_source_stands_among_others(client: TestClient) -> None:
    page = client.get("/source?name=Warden Elin Sorby").text
    assert "What it said" in page and "Speaks in" not in page
    assert 'name="name" value="' in page
    assert "Nothing that was read fulfils" in client.get("/source?name=Warden Elin Sorby&q=nothingatall").text


def test_markdown_takes_no_marks_from_reports() -> None:
    class Rows:
        def flat(self) -> tuple[list[str], Iterator[list[Any]]]:
            return ["content", "low"], iter([["<script>| *a*\n[b](c)", 0.5], [None, 2]])

    table = "".join(exports._md(Rows()))
    assert table.splitlines()[2:] == ["| \\<script\\>\\| \\*a\\* \\[b\\](c) | 0.5 |", "|  | 2 |"]
