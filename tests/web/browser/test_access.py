"""Every view can be used by everybody: axe-core finds no serious fault, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser.driving import VIEWS, Served

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
WIDTHS = (1280, 390)
# A brief is a page to print, with a style of its own; a picture is no page.
PAGES = tuple(name for name in VIEWS if name != "picture")
# Colours are all that the theme changes.
COLOURS = ["color-contrast", "link-in-text-block"]
ASKED = """async rules => {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    ...(rules ? { runOnly: { type: "rule", values: rules } } : {}),
  });
  return found.violations.filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => `${one.id}: ${one.nodes.slice(0, 4).map(node =>
      `${node.target.join(" ")} ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join("\\n    ")}`);
}"""


@pytest.fixture(scope="module")
def examined(browser: Any) -> Iterator[Any]:
    """A window whose pages take in a script of ours, which their policy would not let them."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(AXE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_serious_fault(examined: Any, workbench: Served, addresses: dict[str, str], name: str) -> None:
    examined.emulate_media(color_scheme="light")
    examined.goto(workbench / addresses[name], wait_until="load")
    found: dict[str, list[str]] = {}
    for width in WIDTHS:
        examined.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            examined.emulate_media(color_scheme=theme)
            found[f"{theme} {width}"] = examined.evaluate(ASKED, COLOURS if theme == "dark" else None)
        assert examined.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"wider than {width}"
    assert not any(found.values()), "\n".join(
        f"{when}\n  {one}" for when, ones in found.items() for one in ones
    )
