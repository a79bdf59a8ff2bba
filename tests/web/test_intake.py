"""Whatever is pasted or dropped is read or refused with a reason; nothing breaks, and pages still open."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from secondsource.desk import Desk
from secondsource.web import build
from tests.desk.standin import StandInReader
from tests.web.conftest import HOST, HOSTILE, OWN

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
PIECES = (
    HOSTILE, "<p>", "</p", "<!--", "]]>", "&#0;", "&amp", "\x00", "\r\n", "\ud7ff", "\u202e", "\ufeff",
    "“", "”", "said ", "Elin Sorby said ", '{"text": 1}', "{{7*7}}", "%PDF-1.7", "From: a@b\n",
    "WARC/1.0\r\n", "PK\x03\x04", "é" * 30,
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=12).map("".join)
names = st.one_of(
    st.sampled_from(
        ["a.html", "a.txt", "a.pdf", "a.eml", "a.jsonl", "a.docx", "../../a", "..", "\\a", "a.warc.gz"]
    ),
    st.text(max_size=12),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[TestClient]:
    """One workbench for all examples: what one brings in is there for the next."""
    at = tmp_path_factory.mktemp("intake") / "web.ledger"
    shutil.copy(filled, at)
    with Desk(at, author="anna") as desk, pytest.MonkeyPatch.context() as patch:
        add = desk.add
        patch.setattr(desk, "add", lambda given, **options: add(given, reader=StandInReader(), **options))
        app = build(desk, hosts=[HOST])
        with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as held:
            yield held


def told(client: TestClient, **form: object) -> str:
    """Add in the browser's way, wait till it is done, and give the page that tells what came of it."""
    answer = client.post("/add", headers=OWN, **form)  # type: ignore[arg-type]
    if answer.status_code == 422:
        assert 'role="alert"' in answer.text
        return ""
    assert answer.status_code == 200, answer.text
    for thread in threading.enumerate():
        if thread.name.startswith("add-"):
            thread.join(60)
    page = client.get(str(answer.url)).text
    assert "Done" in page and "fault of ours" not in page
    assert "<script>document" not in page and "<img src=x" not in page
    for id in re.findall(r'href="/report/([^"?]+)', page):
        assert client.get(f"/report/{id}").status_code == 200
    return page


@given(text=texts, heading=texts, publisher=texts, published=texts)
@example(text="Elin Sorby said no.", heading="", publisher="", published="yesterday")
@FEW
def test_any_text_may_be_pasted(
    client: TestClient, text: str, heading: str, publisher: str, published: str
) -> None:
    told(
        client,
        data={"text": text, "heading": heading, "publisher": publisher, "published": published},
    )


@given(name=names, body=st.one_of(st.binary(max_size=300), texts.map(lambda text: text.encode())))
@FEW
def test_any_file_may_be_dropped(client: TestClient, name: str, body: bytes) -> None:
    told(client, files=[("files", (name, body, "application/octet-stream"))])


@given(text=texts)
@FEW
def test_a_page_of_anything_may_be_pasted(client: TestClient, text: str) -> None:
    page = f"<!doctype html><html><head><title>{text}</title></head><body><article><p>{text}</p></article>"
    told(client, files=[("files", ("page.html", page.encode("utf-8", "replace"), "text/html"))])


@given(query=texts)
@FEW
def test_any_words_may_be_searched(client: TestClient, query: str) -> None:
    for path in ("/search", "/claims", "/reports", "/timeline"):
        assert client.get(path, params={"q": query}).status_code in {200, 422}
