"""A real browser before the real workbench: Debian's Chromium, `secondsource serve`, the sample story.

Without Chromium or playwright these tests are skipped, and say so. The story is read once for all processes
of a run; tests that change something get a copy of the ledger and a server of their own.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from secondsource.desk import Desk
from tests.web.browser.driving import Browsing, Served, views

CHROMIUM = "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
HERE = Path(__file__).parent


@contextlib.contextmanager
def serving(ledger: Path, *options: str) -> Iterator[Served]:
    """`secondsource serve` over a ledger, as a process of its own on a free port."""
    words = [sys.executable, "-m", "secondsource", "serve", "--port", "0", "--ledger", str(ledger), *options]
    environment = {**os.environ, "SECONDSOURCE_AUTHOR": "anna"}
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stderr is not None
    told = process.stderr.readline()
    # What it logs later must not fill the pipe, on which it then would wait.
    log: list[str] = []
    threading.Thread(target=lambda: log.extend(process.stderr or ()), daemon=True).start()
    try:
        assert " is at http://127.0.0.1:" in told, told + "".join(log)
        address = told.split(" is at ")[1].split()[0].rstrip("/")
        yield Served(address=address, ledger=ledger, process=process, log=log)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def story_ledger(tmp_path_factory: pytest.TempPathFactory, story: Path) -> Path:
    """The sample story, read and linked once for all processes of this run. Copy it to change it."""
    if held := os.environ.get("BROWSER_STORY"):  # a ledger made before, for whoever works on the pages
        return Path(held)
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / "browser-story.ledger"
    with open(shared / "browser-story.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            half = shared / "browser-story-half.ledger"
            with Desk(half, author="anna") as desk:
                desk.add(story, story="kestrin", jobs=1)
                desk.link()
            half.rename(made)
    return made


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is."""
    pytest.importorskip("playwright", reason="playwright is not installed (make setup)")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium")
    return CHROMIUM


@pytest.fixture(scope="session")
def workbench(
    chromium: str, story_ledger: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The workbench of the story, for tests that change nothing."""
    ledger = tmp_path_factory.mktemp("workbench") / "story.ledger"
    shutil.copy(story_ledger, ledger)
    with serving(ledger) as served:
        yield served


@pytest.fixture
def own(chromium: str, story_ledger: Path, tmp_path: Path) -> Iterator[Served]:
    """A workbench of the story that a test may change."""
    shutil.copy(story_ledger, tmp_path / "story.ledger")
    with serving(tmp_path / "story.ledger") as served:
        yield served


@pytest.fixture(scope="session")
def addresses(story_ledger: Path) -> dict[str, str]:
    """The address of every view of the story, by name."""
    with Desk(story_ledger, read_only=True) as desk:
        return views(desk)


# Of a module and not of the run: its event loop must be gone before other tests of this process begin.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """The browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield launched
        launched.close()


@pytest.fixture
def browsing(browser: Any) -> Iterator[Browsing]:
    """A fresh window. What its console, its policy or its requests complain of fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    held = Browsing.of(context)
    yield held
    context.close()
    assert not held.faults, held.faults
