"""The review: readings and links, decided one by one, and gone when they are."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from secondsource.desk import Desk
from tests.web.conftest import OWN

QUIET = OWN | {"Accept": "application/json"}


def test_readings_stand_there_until_they_are_judged(client: TestClient, desk: Desk) -> None:
    row = next(iter(desk.search("gate")))
    desk.correct(row["id"], {"source": "none"})
    desk.undo()
    doubtful = [item["statement"]["id"] for item in desk.doubts()]
    page = client.get("/review?of=readings").text
    assert page.count('action="/do/accept"') == len(doubtful)
    for id in doubtful:
        assert client.post("/do/accept", data={"id": id}, headers=QUIET).status_code == 204
    assert 'action="/do/accept"' not in client.get("/review?of=readings").text
    assert client.post("/do/undo", headers=OWN).status_code == 200
    assert len(list(desk.doubts())) == min(1, len(doubtful))


def test_links_are_asked_apart(client: TestClient) -> None:
    both, links, readings = (client.get(f"/review?of={of}").text for of in ("", "links", "readings"))
    assert "/do/same" not in readings and "/do/accept" not in links
    count = len(re.findall("data-item", both))
    assert count == len(re.findall("data-item", links)) + len(re.findall("data-item", readings))


def test_another_part_is_refused(client: TestClient) -> None:
    assert client.get("/review?of=everything").status_code == 422


def test_the_past_is_looked_at_and_not_decided(client: TestClient) -> None:
    assert "/do/" not in client.get("/review?known_at=2999-01-01").text
