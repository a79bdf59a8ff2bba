"""A desk with a few reports, and the workbench over it, asked without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from secondsource.desk import Desk
from secondsource.web import build
from tests.desk.standin import StandInReader

HOST = "127.0.0.1:8384"
OWN = {"Origin": f"http://{HOST}"}
HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"


def made(folder: Path) -> Desk:
    """A desk with four reports, one of them hostile, in a story."""
    reports = folder / "reports"
    reports.mkdir()
    for n in range(3):
        gate = f"Warden Elin Sorby said the {n} gate of the dam was open."
        words = f"{gate}\n\nCosmo Vey said nobody had gone near it.\n"
        (reports / f"{n}.txt").write_text(words, encoding="utf-8")
    (reports / "9.txt").write_text(f"Warden Elin Sorby said the {HOSTILE} was open.\n", encoding="utf-8")
    desk = Desk(folder / "web.ledger", author="anna")
    desk.add(reports, story="dam", reader=StandInReader(), jobs=1)
    return desk


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that is read and linked once; each test has a copy."""
    folder = tmp_path_factory.mktemp("web")
    with made(folder) as held:
        held.link()
    return folder / "web.ledger"


@pytest.fixture
def desk(tmp_path: Path, filled: Path) -> Iterator[Desk]:
    """The desk."""
    shutil.copy(filled, tmp_path / "web.ledger")
    with Desk(tmp_path / "web.ledger", author="anna") as held:
        yield held


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """A browser of sorts at the workbench's own address."""
    with TestClient(
        build(desk, hosts=[HOST]), base_url=f"http://{HOST}", raise_server_exceptions=False
    ) as held:
        yield held
