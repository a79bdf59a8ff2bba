"""The brief in a browser: nothing is fetched or refused, it fits a phone, and it is read in the dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from secondsource.render import brief as briefs
from secondsource.render.charts import svg
from secondsource.render.leaflet import leaflet
from tests.render import claimed
from tests.render.test_page_browser import CHROMIUM, DESKTOP, PHONE, Opened, browser

__all__ = ["browser"]
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="no /usr/bin/chromium: apt-get install chromium"
)
# The contrast of two colours as WCAG reckons it, of an element's words to the page's ground.
CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = colour => { const [r, g, b] = parts(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const ground = light(getComputedStyle(document.documentElement).backgroundColor);
  const words = [...document.querySelectorAll('main :not(svg *)')].filter(e => [...e.childNodes]
    .some(n => n.nodeType === 3 && n.textContent.trim())).map(e => light(getComputedStyle(e).color));
  return Math.min(...words.map(l => (Math.max(l, ground) + 0.05) / (Math.min(l, ground) + 0.05)));
}"""


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief with long and hostile words."""
    long = claimed.claim(id=claimed.id_of(8), text=claimed.HOSTILE * 9 + "x" * 300, relations=[])
    made = briefs.brief(
        [claimed.claim(), long],
        title="Kestrin",
        conflicts=[claimed.conflict()],
        estimates=[claimed.estimate()],
        echoes=[claimed.echo()],
    )
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(leaflet(made), encoding="utf-8")
    return path


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_brief_stands_alone_and_fits(browser: Any, brief: Path, viewport: dict[str, int]) -> None:
    opened = Opened(browser, brief, viewport=viewport)
    assert opened.complaints == []
    assert opened.requests == [brief.as_uri()]
    assert opened.page.title() == "Kestrin"
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    opened.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_are_read_on_their_ground(browser: Any, brief: Path, scheme: str) -> None:
    opened = Opened(browser, brief, color_scheme=scheme)
    assert opened.page.evaluate(CONTRAST) >= 4.5
    opened.context.close()


def test_numbers_lead_to_the_report_and_claims_to_one_another(browser: Any, brief: Path) -> None:
    opened = Opened(browser, brief)
    opened.page.locator(".claim sup a").first.click()
    assert opened.page.evaluate("document.querySelector('.refs :target') !== null")
    opened.context.close()


def test_a_chart_alone_is_drawn_without_a_complaint(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "toll.svg"
    path.write_text(svg([claimed.estimate()]), encoding="utf-8")
    opened = Opened(browser, path)
    assert opened.complaints == [] and opened.requests == [path.as_uri()]
    assert opened.page.evaluate("document.querySelectorAll('text').length") > 20
    opened.context.close()
