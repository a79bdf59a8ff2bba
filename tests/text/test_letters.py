"""Letters and capitals are counted as one by one."""

from __future__ import annotations

import pytest

from secondsource.text import capitals, letters, smalls


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Anna Berg, 41",
        "ΑΘΗΝΑ und Łódź — “Ünder” \u01c5",
        "١٢٣ ªº ⓐⒶ Ⅷ",
        "\ud800A",
        "a_b\x00C",
        "é" * 50 + "É",
    ],
)
def test_every_letter_counts(text: str) -> None:
    assert letters(text) == sum(map(str.isalpha, text))
    assert capitals(text) == sum(map(str.isupper, text))
    assert smalls(text) == sum(map(str.islower, text))
