"""docs/watching.md tells every field of what `watch` prints, in its order, and every state."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_type_hints

from secondsource.desk.changes import State
from secondsource.records.outcomes import ChangeRow

PAGE = (Path(__file__).parents[2] / "docs" / "watching.md").read_text(encoding="utf-8")


def test_the_page_tells_every_field_and_state() -> None:
    section = PAGE.partition("### ChangeRow")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(get_type_hints(ChangeRow))
    assert set(get_args(get_type_hints(ChangeRow)["state"])) == set(get_args(State))
    for state in get_args(State):
        assert f"`{state}`" in section and f"\n| {state} |" in PAGE
