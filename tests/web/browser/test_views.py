"""Every view of the sample story in a browser: it opens, keeps its policy, and asks nobody else."""

from __future__ import annotations

import pytest

from tests.web.browser.driving import VIEWS, Browsing, Served


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_opens_and_asks_nobody_else(
    browsing: Browsing, workbench: Served, addresses: dict[str, str], name: str
) -> None:
    answer = browsing.page.goto(workbench / addresses[name], wait_until="load")
    assert answer.status == 200
    assert browsing.requests
