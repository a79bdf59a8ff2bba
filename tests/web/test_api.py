"""The interface: the rows of the command line, in pages, and one shape for errors."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from secondsource.desk import Desk
from tests.web.conftest import OWN

LISTS = (
    *("reports", "search", "sources", "parties", "timeline", "changes", "history"),
    *("claims", "estimates", "conflicts", "echoes", "doubts"),
)


@pytest.mark.parametrize("name", LISTS)
def test_lists_come_in_pages(client: TestClient, name: str) -> None:
    whole = client.get(f"/api/{name}?limit=500").json()
    assert whole["next"] is None
    rows, address = [], f"/api/{name}?limit=1"
    while address:
        page = client.get(address).json()
        assert len(page["items"]) <= 1
        rows += page["items"]
        address = page["next"]
    assert rows == whole["items"]


def test_rows_are_those_of_the_desk(client: TestClient, desk: Desk) -> None:
    found = client.get("/api/claims").json()["items"]
    assert [row["id"] for row in found] == [row["id"] for row in desk.claims()]
    one = client.get(f"/api/claims/{found[0]['id']}").json()
    assert one["claim"]["text"] == found[0]["text"]
    for what in ("origins", "first", "show"):
        assert client.get(f"/api/{what}/{found[0]['id']}").status_code == 200
    assert client.get("/api/brief").json()["claims"]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/api/show/ffffff", 404, "unknown-id"),
        ("/api/nothing", 404, "not-found"),
        ("/api/reports?limit=x", 422, "wrong-use"),
        ("/api/claims?number=lots", 422, "wrong-use"),
        ("/api/reports?story=none", 404, "unknown-id"),
    ],
)
def test_every_error_has_one_shape(client: TestClient, path: str, status: int, kind: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["error"]["kind"] == kind and answer.json()["error"]["message"]


def test_a_decision_is_made_and_taken_back(client: TestClient, desk: Desk) -> None:
    row = next(iter(desk.search("gate")))
    made = client.post("/api/accept", json={"id": row["id"], "why": "heard it"}, headers=OWN).json()
    assert made["kind"] == "accept" and made["why"] == "heard it" and made["author"] == "anna"
    assert client.post("/api/undo", json={"decision": made["id"]}, headers=OWN).json()["kind"] == "withdraw"
    assert client.post("/api/accept", json={}, headers=OWN).status_code == 422


def test_the_document_names_every_address(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {f"/api/{name}" for name in LISTS} <= paths.keys()
    assert not [path for path in paths if not path.startswith("/api/")]
