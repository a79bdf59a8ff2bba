"""Letters without their accents."""

from __future__ import annotations

import pytest

from secondsource.text import unaccented


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("Ann Lorne, 12", "Ann Lorne, 12"),
        ("Zoë Marsh", "Zoe Marsh"),
        ("Zoe\u0308 Marsh", "Zoe Marsh"),
        ("\ufb01nal \u2460", "final 1"),
        ("Łódź", "Łodz"),
        ("Straße", "Straße"),
        ("\u0301", ""),
    ],
)
def test_marks_go_and_letters_and_case_stay(text: str, plain: str) -> None:
    assert unaccented(text) == plain
