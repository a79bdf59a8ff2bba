"""What goes wrong is told on the page: unknown ids, a locked ledger, a lost server, a very long PDF."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from secondsource.desk import Desk
from secondsource.web import build
from secondsource.web.security import names_of
from secondsource.web.serving import _bound
from tests.intake.pdfs import column, pdf
from tests.web.browser.conftest import serving
from tests.web.browser.driving import Browsing, Served

UNKNOWN = (
    "/report/ffffffffff", "/claim/ffffffffff", "/show/ffffffffff", "/source?name=nobody-here", "/nowhere",
    "/claims?story=none", "/reports?known_at=later", "/search?number=many", "/history?id=ffffffffff",
)  # fmt: skip


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_unknown_is_a_page_that_says_so(browsing: Browsing, workbench: Served, path: str) -> None:
    page = browsing.page
    assert page.goto(workbench / path).status in {404, 422}
    assert page.locator("main [role=alert]").inner_text().strip()
    assert page.locator(".menu a").count() > 5
    browsing.expect("Failed to load resource")


@pytest.fixture
def impatient(chromium: str, story_ledger: Path, tmp_path: Path) -> Iterator[Served]:
    """A workbench that waits half a second for others who write."""
    shutil.copy(story_ledger, tmp_path / "story.ledger")
    with Desk(tmp_path / "story.ledger", author="anna", wait=0.5) as desk:
        listening = _bound("127.0.0.1", 0)
        port = listening.getsockname()[1]
        app = build(desk, hosts=names_of("127.0.0.1", port))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield Served(address=f"http://127.0.0.1:{port}", ledger=tmp_path / "story.ledger")
        server.should_exit = True
        thread.join(20)


def test_a_locked_ledger_says_so_and_can_still_be_read(browsing: Browsing, impatient: Served) -> None:
    page = browsing.page
    page.goto(impatient / "/")
    holding = sqlite3.connect(impatient.ledger, isolation_level=None)
    holding.execute("BEGIN IMMEDIATE")
    try:
        page.locator("[name=name]").fill("floods")
        page.locator("form[action='/do/story'] button").click()
        page.locator("main [role=alert]").wait_for()
        assert "busy" in page.locator("h1").inner_text()
        assert page.goto(impatient / "/reports").status == 200
    finally:
        holding.execute("ROLLBACK")
        holding.close()
    page.goto(impatient / "/")
    page.locator("[name=name]").fill("floods")
    page.locator("form[action='/do/story'] button").click()
    page.locator("main a", has_text="floods").first.wait_for()
    browsing.expect("Failed to load resource")


def test_a_server_that_is_gone_is_told_on_the_page(browsing: Browsing, own: Served) -> None:
    page = browsing.page
    page.goto(own / "/review")
    page.keyboard.press("j")
    own.stop()
    page.keyboard.press("a")
    page.locator("#told", has_text="does not answer").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    page.locator("#told", has_text="does not answer").wait_for()
    browsing.expect("ERR_")


def test_a_pdf_of_two_hundred_pages(browsing: Browsing, own: Served, tmp_path: Path) -> None:
    lines = (
        "Warden Elin Sorby said gate {} was open on 3 March 2026. Nobody had gone near it since the flood."
    )
    pages = [column(60, [lines.format(n), f"Page {n} of the log of the dam."]) for n in range(200)]
    (tmp_path / "log.pdf").write_bytes(pdf(*pages))
    page = browsing.page
    page.goto(own / "/add")
    page.locator("[type=file]").set_input_files(tmp_path / "log.pdf")
    page.locator("form.add button", has_text="Add").click()
    page.locator("#task", has_text="Done").wait_for(timeout=120_000)
    assert "1 report added" in page.locator("#task").inner_text()
    page.locator("#task a").first.click()
    page.locator(".said-list").wait_for()
    assert "gate 199 was open" in page.locator(".text").inner_text()
    assert len(page.content()) < 3_000_000


def test_a_read_only_workbench_refuses_to_decide(
    browsing: Browsing, chromium: str, story_ledger: Path, tmp_path: Path
) -> None:
    shutil.copy(story_ledger, tmp_path / "kept.ledger")
    with serving(tmp_path / "kept.ledger", "--read-only") as served:
        page = browsing.page
        page.goto(served / "/")
        page.locator("[name=name]").fill("floods")
        page.locator("form[action='/do/story'] button").click()
        assert "may not be changed" in page.locator("h1").inner_text()
    browsing.expect("Failed to load resource")
