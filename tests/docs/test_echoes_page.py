"""docs/echoes.md tells every reason, kind and limit of echoes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from secondsource.linking import crediting, passages, prints, standing
from secondsource.model.echo import EchoKind
from secondsource.model.reasons import WORDS

PAGE = (Path(__file__).parents[2] / "docs" / "echoes.md").read_text(encoding="utf-8")


def test_the_page_tells_every_reason_and_no_other() -> None:
    assert set(re.findall(r"`(echo-[a-z-]+)`", PAGE)) == {code for code in WORDS if code.startswith("echo-")}


def test_the_page_tells_every_kind() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)[: len(get_args(EchoKind))] == list(
        get_args(EchoKind)
    )


def test_the_page_tells_the_limits() -> None:
    assert (prints.RUN, prints.WINDOW, prints.SEED, passages.GAP) == (5, 4, 3, 9)
    assert "five words" in PAGE and "eight words" in PAGE and "nine words" in PAGE
    assert standing.MOST == 20 and f"more than {standing.MOST} bodies" in PAGE
    assert (standing.DAYS, standing.UNDATED) == (3, 6) and "three days or more" in PAGE
    assert f"the {crediting.LATEST} days" in PAGE.replace("\n", " ")
    assert f"at least {crediting.LEAST_SHARE} %" in PAGE
