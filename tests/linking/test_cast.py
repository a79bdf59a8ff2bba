"""What a report's text says of a name: short forms in brackets behind it, the same word in small letters."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from secondsource.linking.cast import Cast, defined, shouted
from tests.linking.cast import row


def _cast(text: str) -> Cast:
    return Cast(row=row(text=text))


def test_short_forms_are_those_in_brackets_right_behind_the_name() -> None:
    text = (
        "Valley Doctors (VD) met the Valley Doctors' (the “VDoc”) head. Valley Doctors said (NOT) so; "
        "Valley Doctors (A) and Other (XY) left, and Valley Doctors ( VD )."
    )
    assert defined("Valley Doctors", _cast(text)) == ["VD", "VDoc"]
    assert defined("Valley", _cast(text)) == []
    assert defined("Nobody", _cast(text)) == []
    assert defined("Nobody", Cast(row={**row(), "report": None})) == []


# Names that hold marks of patterns, and that stand in themselves.
@given(
    st.lists(st.sampled_from(["A", "A.", "a+", "AA", " ", "(", ")", "AB", "’s", "the ", "_"]), max_size=24)
)
def test_both_find_what_a_pattern_of_the_name_finds(parts: list[str]) -> None:
    text = "".join(parts)
    for name in ("A", "A A", "A.", "a+", "AB"):
        short = r"['’s]{0,2}\s*\(\s*(?:the\s+)?[\"“]?([A-Z][A-Za-z.&-]{1,9})[\"”]?\s*\)"
        assert defined(name, _cast(text)) == sorted(set(re.findall(re.escape(name) + short, text)))
        word = re.escape(name.split()[-1].capitalize())
        assert shouted(name, _cast(text)) == (re.search(rf"\b{word}\b", text) is not None)
