"""The pictures of the README and the tour, taken anew: `python -m tests.web.browser.pictures`.

Reads the sample story (or takes --ledger), serves it, and photographs views in Chromium into docs/pictures
(--out), light and 1280 wide; --dark and --width to look at the others.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from secondsource.desk import Desk
from tests.web.browser.conftest import CHROMIUM, SWITCHES, serving
from tests.web.browser.driving import views

ROOT = Path(__file__).parents[3]
# Name of the file, the view (of `driving.views`), a script to run first.
PICTURES = (
    ("desk", "/", ""),
    (
        "report",
        "report of versions",
        "document.querySelector('.one')?.dispatchEvent(new Event('mouseenter'))",
    ),
    ("claim", "claim of many origins", ""),
    ("figures", "/figures", ""),
    ("review", "/review", ""),
    ("brief", "brief", ""),
)
SIZE = {"width": 1280, "height": 580}


def main(arguments: Sequence[str] | None = None) -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--width", type=int, default=SIZE["width"])
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = options.ledger or Path(folder) / "story.ledger"
        with Desk(ledger, author="anna") as desk:
            if options.ledger is None:
                desk.add(ROOT / "samples" / "story", story="kestrin", jobs=1)
            desk.link()
            addresses = views(desk)
            widest = max(
                desk.claims(limit=500),
                key=lambda row: (row["origins"]["high"], row["denials"]["high"], len(row["said"]), row["id"]),
            )
            addresses["claim of many origins"] = f"/claim/{widest['id']}"
        with serving(ledger) as served:
            theme = "dark" if options.dark else "light"
            take(served.address, addresses, options.out, theme=theme, width=options.width)
    return 0


def take(server: str, addresses: dict[str, str], out: Path, *, theme: Any, width: int) -> None:
    """Photograph the views of PICTURES."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        page = browser.new_page(viewport={"width": width, "height": SIZE["height"]}, color_scheme=theme)
        page.set_default_timeout(90_000)
        for name, view, script in PICTURES:
            page.goto(server + addresses[view], wait_until="load")
            if script:
                page.evaluate(script)
            page.evaluate("Promise.all([...document.images].slice(0, 2).map(image => image.decode()))")
            page.screenshot(path=out / f"{name}.png")
            print(out / f"{name}.png", (out / f"{name}.png").stat().st_size // 1000, "KB")
        browser.close()


if __name__ == "__main__":
    raise SystemExit(main())
