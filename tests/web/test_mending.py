"""Correcting in place: every field of what was read, and only what was changed of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from secondsource.desk import Desk
from secondsource.ledger import fields
from secondsource.web import mending
from tests.ledger.making import reading, report
from tests.web.conftest import OWN

ROW: Any = reading(report()) | {"report": {"id": "sha256:r", "text": report().text}}


def _form(local: str) -> dict[str, list[str]]:
    """What a browser sends of a form that nobody touched."""
    found = mending.thing(ROW, local)
    assert found is not None
    return {control.name: list(control.values) or [""] for control in found.controls}


@pytest.mark.parametrize("what", ["statement", "point", "party", "time", "number"])
def test_the_form_has_every_field_that_can_be_corrected(what: Any) -> None:
    found = mending.thing(ROW, _local(what))
    assert found is not None and found.what == what
    assert {control.name for control in found.controls} == set(fields.FIELDS[what])
    assert mending.changes(found, _form(_local(what))) == {}


def _local(what: str) -> str:
    statement = ROW["statements"][0]
    of = {"statement": statement["id"], "point": statement["points"][0]["id"]}
    return of.get(what) or {"party": "p1", "time": "t0", "number": "n0"}[what]


@pytest.mark.parametrize(
    ("what", "name", "given", "made"),
    [
        ("statement", "polarity", ["denied"], "denied"),
        ("statement", "source", [""], "none"),
        ("statement", "basis", ["document", "analysis"], "document; analysis"),
        ("statement", "places", [], "none"),
        ("party", "role", [" harbour master "], "harbour master"),
        ("time", "relation", ["none"], "none"),
        ("number", "low", ["1100"], "1100"),
    ],
)
def test_what_was_changed_is_what_is_corrected(what: str, name: str, given: list[str], made: str) -> None:
    found = mending.thing(ROW, _local(what))
    assert found is not None
    assert mending.changes(found, _form(_local(what)) | {name: given}) == {name: made}


def test_a_form_shows_the_words_and_corrects_them(client: TestClient, desk: Desk) -> None:
    row = next(iter(desk.search("gate")))
    at = f"/mend/{row['report']['id']}/{row['id']}"
    page = client.get(at).text
    assert "<mark>" in page and 'name="polarity"' in page
    part = client.get(at, headers={"HX-Request": "true"}).text
    assert "<form" in part and "<html" not in part
    answer = client.post(at, data={"polarity": "denied", "why": "misread"}, headers=OWN)
    assert answer.status_code == 200 and "#s" in str(answer.url)
    mended = next(iter(desk.search("gate", polarity="denied")))
    assert mended["id"] == row["id"]
    assert "misread" in client.get(f"/history?id={row['id']}").text
    client.post("/do/undo", headers=OWN)
    assert not list(desk.search("gate", polarity="denied"))


def test_a_party_is_rejected_and_keeps_its_place(client: TestClient, desk: Desk) -> None:
    report = next(iter(desk.search("gate")))["report"]["id"]
    marked = {"report": report, "quote": "Cosmo Vey", "role": "party", "source": "nobody"}
    assert client.post("/do/mark", data=marked, headers=OWN).status_code == 200
    found = re.search(r'value="([^"]+/p\d+)"', client.get(f"/read/{report}").text)
    assert found
    assert client.post("/do/reject", data={"id": found[1]}, headers=OWN).status_code == 200
    after = client.get(f"/read/{report}").text
    assert "rejected" in after and 'class="gone"' in after
    assert client.post("/do/accept", data={"id": found[1]}, headers=OWN).status_code == 200
    assert 'class="gone"' not in client.get(f"/read/{report}").text


@pytest.mark.parametrize("local", ["p99", "t7", "f" * 10])
def test_what_was_not_read_is_not_there(client: TestClient, desk: Desk, local: str) -> None:
    report = desk.reports().first()[0]["id"]
    assert client.get(f"/mend/{report}/{local}").status_code == 404


def test_a_form_that_nobody_changed_says_so(client: TestClient, desk: Desk) -> None:
    row = next(iter(desk.search("gate")))
    answer = client.post(
        f"/mend/{row['report']['id']}/{row['id']}", data={"polarity": "asserted"}, headers=OWN
    )
    assert answer.status_code == 422 and "nothing was changed" in answer.text
