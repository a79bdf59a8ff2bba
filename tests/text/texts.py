"""Texts for the tests: made of all that is awkward in print."""

from __future__ import annotations

from hypothesis import strategies as st

BITS = [
    "a", "B", "Orla", "Venn", "said", "he", "the dam", "Dr", "U.S.", "Jan", "3.5", "4,000",
    "o'clock", "don’t", "e\u0301", "صرح", "说", "🛟", "\u200d", ".", ".", "!", "?", "…", ",", ":",
    ";", "-", "—", "(", ")", "“", "”", "‘", "’", '"', "'", "``", "''", "«", "»", "„", "‟", " ", " ",
    " ", "  ", "\t", "\u00a0", "\u2028", "\u0085", "\n", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n",
    "\n \t\n", "\u0000", "\ufeff", "|", "*", "_", "Q:", "ORLA VENN:",
]  # fmt: skip

# Any text that has an encoding, and texts of the bits above, which fail far more often.
texts = st.text(max_size=60) | st.lists(st.sampled_from(BITS), max_size=40).map("".join)
