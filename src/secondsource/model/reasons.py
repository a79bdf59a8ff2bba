"""The one table that turns a reason's code and values into words."""

from __future__ import annotations

from secondsource.model.statement import Reason

# code -> words, with {0}, {1} ... for the values. Whoever finds a reason adds its row here.
WORDS: dict[str, str] = {}


def words(reason: Reason) -> str:
    """The reason in words for people; a code without a row shows itself and its values."""
    if reason.code in WORDS:
        return WORDS[reason.code].format(*reason.values)
    return " ".join([reason.code.replace("-", " "), *reason.values])
