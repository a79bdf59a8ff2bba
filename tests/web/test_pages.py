"""The pages: what stands on them, and what they say when something is wrong."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from secondsource.desk import Desk, linking
from tests.desk.standin import StandInReader
from tests.web.conftest import HOSTILE, OWN

PAGES = (
    *(
        "/",
        "/claims",
        "/reports",
        "/search",
        "/search?q=gate",
        "/sources",
        "/figures",
        "/conflicts",
        "/timeline",
    ),
    *(
        "/review",
        "/history",
        "/map",
        "/network",
        "/add",
        "/brief",
        "/reports?q=gate",
        "/claims?story=dam",
        "/claims?state=single-origin",
    ),
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<h1" in answer.text and "Traceback" not in answer.text
    assert len(answer.content) < 200_000


def test_a_report_leads_to_its_words_and_custody(client: TestClient, desk: Desk) -> None:
    id = next(iter(desk.search("gate")))["report"]["id"]
    page = client.get(f"/report/{id}").text
    assert "Elin Sorby" in page and "Custody" in page and "data-s=" in page
    assert client.get(f"/report/{id.removeprefix('sha256:')[:8]}").status_code == 200


def test_stored_markup_never_becomes_markup(client: TestClient, desk: Desk) -> None:
    found = next(row for row in desk.reports() if "onerror" in desk.show(row["id"])["read"]["report"]["text"])  # type: ignore[typeddict-item,index]
    for path in (f"/report/{found['id']}", "/search?q=onerror", "/claims?q=onerror", f"/search?q={HOSTILE}"):
        page = client.get(path).text
        assert "<script>document" not in page and "<img src=x" not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/report/ffffffffff", 404),
        ("/claim/ffffffffff", 404),
        ("/show/ffffffffff", 404),
        ("/nowhere", 404),
        ("/reports?limit=0", 422),
        ("/search?number=many", 422),
        ("/claims?story=none", 404),
        ("/claims?known_at=later", 422),
        ("/figures/ffffffffff.svg", 404),
        ("/add/ffff", 404),
        ("/export/nothing.csv", 404),
    ],
)
def test_what_is_wrong_is_a_page_that_says_so(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


def test_a_decision_is_made_shown_and_taken_back(client: TestClient, desk: Desk) -> None:
    row = next(iter(desk.search("gate")))
    back = {"Referer": f"http://127.0.0.1:8384/report/{row['report']['id']}"}
    answer = client.post("/do/reject", data={"id": row["id"], "why": "misheard"}, headers=OWN | back)
    assert answer.status_code == 200 and str(answer.url).endswith(row["report"]["id"])
    assert row["id"] not in {found["id"] for found in desk.search("gate")}
    assert "misheard" in client.get("/history").text
    client.post("/do/undo", headers=OWN)
    assert row["id"] in {found["id"] for found in desk.search("gate")}


def test_a_form_leads_back_to_this_server_alone(client: TestClient, desk: Desk) -> None:
    row = next(iter(desk.search("gate")))
    headers = OWN | {"Referer": "http://evil.example/x"}
    answer = client.post("/do/accept", data={"id": row["id"]}, headers=headers, follow_redirects=False)
    assert answer.headers["location"] == "/history"


def test_marking_needs_words(client: TestClient, desk: Desk) -> None:
    id = desk.reports().first()[0]["id"]
    assert client.post("/do/mark", data={"report": id, "quote": " "}, headers=OWN).status_code == 422


def test_what_is_on_the_screen_goes_into_a_file(client: TestClient) -> None:
    table = client.get("/export/search.csv?q=gate")
    assert table.headers["content-disposition"].endswith('"search.csv"')
    assert len(table.text.splitlines()) == 4
    assert len(client.get("/export/claims.json").json()) == len(
        client.get("/export/claims.jsonl").text.splitlines()
    )


def test_filters_stand_in_the_address_and_go_one_by_one(client: TestClient) -> None:
    page = client.get("/search?q=gate&polarity=asserted&story=dam").text
    link = re.search(r'class="chip" href="([^"]+)"', page)
    assert link and "polarity" not in link[1] and "story=dam" in link[1] and "q=gate" in link[1]


def test_the_past_is_shown_as_it_was_known(client: TestClient) -> None:
    page = client.get("/reports?known_at=2001-01-01").text
    assert "As known at" in page and "0.txt" not in page and "Accept" not in page


def test_files_are_added_and_told(client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.desk.standin import StandInReader

    add = desk.add
    monkeypatch.setattr(desk, "add", lambda given, **options: add(given, reader=StandInReader(), **options))
    files = [
        ("files", ("../../new.txt", b"Bram Oduya said the hinges of the gate were cracked.\n", "text/plain"))
    ]
    told = client.post("/add", files=files, data={"text": "Dagny Felk said the dam would hold."}, headers=OWN)
    for _ in range(100):
        if "Done" in told.text:
            break
        time.sleep(0.1)
        told = client.get(str(told.url))
    assert "2 reports added" in told.text
    assert [row["party"] for row in desk.search("hinges")]


def test_nothing_to_add_says_what_to_give(client: TestClient) -> None:
    answer = client.post("/add", data={"text": " "}, headers=OWN)
    assert answer.status_code == 422 and "paste an address" in answer.text
    assert client.post("/add", data={"urls": "file:///etc/passwd"}, headers=OWN).status_code == 422


def test_the_map_names_what_it_cannot_place(client: TestClient) -> None:
    page = client.get("/map").text
    assert "<table" in page or "empty" in page
    assert client.get("/map.svg").headers["content-type"].startswith("image/svg+xml")
    for kind in ("json", "csv", "md"):
        assert client.get(f"/export/places.{kind}").status_code == 200


def test_a_page_shows_what_stands_and_says_what_waits(
    client: TestClient, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "late.txt").write_text("Cosmo Vey said the tower had fallen.\n", encoding="utf-8")
    desk.add(tmp_path / "late.txt", reader=StandInReader(), jobs=1, link=False)
    held = threading.Event()
    monkeypatch.setattr(linking, "link", lambda *_, **__: held.wait(30))
    desk.link_beside(0.0)
    page = client.get("/claims").text
    assert "1 of what came in or changed waits to be linked" in page and "tower" not in page
    assert "open" in page
    held.set()
