"""A day's work in the browser: deciding by keys alone, adding by paste and by drop, taking back, two tabs."""

from __future__ import annotations

import json
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser.conftest import serving
from tests.web.browser.driving import Browsing, Served

HOSTILE = (
    "<script>window.taken=1</script><img src=x onerror=\"window.taken=1\"><svg onload='window.taken=1'>"
    "\"'><iframe srcdoc='<script>parent.taken=1</script>'></iframe>{{7*7}}${7*7}"
)

PAGE = (
    "<html><head><title>Two</title></head><body><article><p>Bram Oduya said the ferry would not sail "
    "on Sunday, nor on Monday, as the bow door was still open and nobody had found the key.</p></article>"
    "</body></html>"
)


@pytest.fixture(scope="module")
def own(chromium: str, story_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One workbench for all tests here: each of them changes something else."""
    ledger = tmp_path_factory.mktemp("work") / "story.ledger"
    shutil.copy(story_ledger, ledger)
    with serving(ledger) as served:
        yield served


def asked(own: Served, path: str) -> Any:
    """What the interface says."""
    with urllib.request.urlopen(own / path, timeout=60) as answer:
        return json.load(answer)


def items(page: Any) -> int:
    """How many items stand in the list of a page."""
    count: int = page.locator("main [data-item]:visible").count()
    return count


def added(page: Any) -> str:
    """Wait till an addition is done; what it says of itself."""
    page.locator("#task", has_text="Done").wait_for(timeout=90_000)
    text: str = page.locator("#task").inner_text()
    return text


def test_twenty_are_reviewed_by_keys_alone(browsing: Browsing, own: Served) -> None:
    page, press = browsing.page, browsing.page.keyboard.press
    page.goto(own / "/")
    press("?")
    page.locator("#keys[open]").wait_for()
    press("Escape")
    press("g")
    press("v")
    page.wait_for_url("**/review*")
    before = len(asked(own, "/api/history?limit=500")["items"])
    press("j")
    for n in range(20):
        there = page.evaluate("document.querySelector('[data-item].at')?.innerText")
        assert there
        press("s" if n % 7 == 3 else "a" if n % 2 else "x")
        page.wait_for_function(
            "before => document.querySelector('[data-item].at')?.innerText !== before", arg=there
        )
    page.locator("#told", has_text="Decided").wait_for()
    made = asked(own, "/api/history?limit=500&newest=true")["items"]
    assert len(made) - before >= 17
    last = made[0]["decisions"][0]
    with page.expect_event("load"):
        press("u")
    taken = asked(own, f"/api/show/{last['id']}")["decision"]
    assert not taken["in_force"]


def test_a_text_is_pasted_and_read(browsing: Browsing, own: Served) -> None:
    page = browsing.page
    page.goto(own / "/add")
    page.locator("[name=text]").fill(
        "NORDHAVEN, March 21 - Harbour master Ilse Tarnov said 12 barges were waiting at the lock.\n\n"
        'Her deputy, Bram Oduya, denied it. "There are four," he said.'
    )
    page.locator("[name=heading]").fill("Barges wait")
    page.locator("[name=publisher]").fill("Lock Gazette")
    page.locator("[name=published]").fill("2026-03-21")
    page.locator("form.add button", has_text="Add").click()
    assert "1 report added" in added(page)
    page.locator("#task a").first.click()
    assert "Barges wait" in page.locator("h1").inner_text()
    said = page.locator(".said-list").inner_text()
    assert "Ilse Tarnov" in said and "12 barges" in said
    assert asked(own, "/api/search?q=barges")["items"]


def test_files_are_dropped_and_read(browsing: Browsing, own: Served) -> None:
    page = browsing.page
    page.goto(own / "/add")
    page.evaluate(
        """files => {
          const held = new DataTransfer();
          for (const [name, words] of files) held.items.add(new File([words], name));
          const dropped = new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true });
          document.body.dispatchEvent(dropped);
        }""",
        [["one.txt", "Dagny Felk said the ferry would sail on Sunday."], ["two.html", PAGE]],
    )
    page.locator("#told", has_text="2 to add").wait_for()
    page.locator("form.add button", has_text="Add").click()
    assert "2 reports added" in added(page)
    found = asked(own, "/api/search?q=ferry+Sunday")["items"]
    assert {row["source"] for row in found} >= {"Dagny Felk", "Bram Oduya"}


def test_hostile_markup_never_runs(browsing: Browsing, own: Served, tmp_path: Path) -> None:
    page = browsing.page
    record = {
        "text": f"Warden Elin Sorby said the {HOSTILE} gate was open on 3 March 2026.\n\n{HOSTILE}",
        "title": f"Gate {HOSTILE}", "publisher": f"Post {HOSTILE}", "published": "2026-03-04",
        "url": "javascript:window.taken=1",
    }  # fmt: skip
    (tmp_path / "hostile.jsonl").write_text(json.dumps(record), encoding="utf-8")
    page.goto(own / "/add")
    page.locator("[type=file]").set_input_files(tmp_path / "hostile.jsonl")
    page.locator("form.add button", has_text="Add").click()
    assert "1 report added" in added(page)
    id = asked(own, "/api/search/reports?q=Sorby")["items"][0]["id"]
    claim = asked(own, "/api/claims?q=Sorby")["items"][0]["id"]
    for path in ("/", "/reports", "/search?q=Sorby", f"/report/{id}", f"/claim/{claim}", "/claims?q=Sorby",
                 "/sources", f"/search?q={urllib.request.quote(HOSTILE)}", "/timeline?q=Sorby"):  # fmt: skip
        page.goto(own / path)
        assert page.evaluate("window.taken === undefined"), path
        assert page.locator("main iframe, main script, main svg[onload], a[href^=javascript]").count() == 0, (
            path
        )


def test_two_tabs_decide_at_once(browsing: Browsing, own: Served) -> None:
    row = asked(own, "/api/search?q=vehicles&attributed=true")["items"][0]
    tabs = [browsing.page, browsing.another()]
    for tab in tabs:
        tab.goto(own / f"/report/{row['report']['id']}")
        tab.locator(f"[data-id='{row['id']}']").evaluate(
            "item => item.querySelectorAll('details').forEach(part => { part.open = true; })"
        )
    for tab, action in zip(tabs, ("accept", "reject"), strict=True):
        tab.locator(f"[data-id='{row['id']}'] form[action='/do/{action}'] button").first.evaluate(
            "button => button.click()"
        )
    for tab in tabs:
        tab.wait_for_load_state("load")
        assert "Something went wrong" not in tab.locator("h1").inner_text()
    rows = asked(own, f"/api/history?id={row['id']}")["items"]
    assert {held["kind"] for entry in rows for held in entry["decisions"]} >= {"accept", "reject"}


def test_ctrl_k_leads_anywhere(browsing: Browsing, own: Served) -> None:
    page, press = browsing.page, browsing.page.keyboard.press
    page.goto(own / "/")
    press("Control+k")
    page.locator("#palette[open]").wait_for()
    page.keyboard.type("timel")
    press("Enter")
    page.wait_for_url("**/timeline*")
    press("Control+k")
    page.keyboard.type("armoured vehicles")
    page.locator("#palette", has_text="Search “armoured vehicles”").wait_for()
    # From the first entry up: source, reports, claims, search.
    for _ in range(4):
        press("ArrowUp")
    press("Enter")
    page.wait_for_url("**/search?q=armoured*")


def test_a_bookmarklet_brings_the_address(browsing: Browsing, own: Served) -> None:
    page = browsing.page
    page.goto(own / "/add?url=https%3A%2F%2Fpaper.example%2Fa&title=A")
    assert page.locator("[name=urls]").input_value() == "https://paper.example/a"


def test_a_correction_stands_in_history_and_is_taken_back(browsing: Browsing, own: Served) -> None:
    page = browsing.page
    row = asked(own, "/api/search?q=vehicles&attributed=true&polarity=asserted")["items"][0]
    statement = f"[data-id='{row['id']}']"
    page.goto(own / f"/report/{row['report']['id']}")
    page.locator(statement).evaluate(
        "item => item.querySelectorAll('details').forEach(part => { part.open = true; })"
    )
    page.locator(f"{statement} [data-dialog]").first.click()
    page.locator("#mend[open] select[name=polarity]").select_option("denied")
    page.locator("#mend [name=why]").fill("he denied it")
    page.locator("#mend button", has_text="Correct").click()
    page.locator(statement, has_text="denies it").wait_for()
    page.goto(own / "/history")
    entry = page.locator(".log > li", has_text="he denied it").first
    assert "polarity" in entry.inner_text() and "by anna" in entry.inner_text()
    entry.locator("button", has_text="Withdraw").click()
    page.wait_for_load_state("load")
    again = asked(own, f"/api/show/{row['id']}")
    assert again["item"]["polarity"] == "asserted"
