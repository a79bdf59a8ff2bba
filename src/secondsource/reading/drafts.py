"""A statement while it is put together: its parts in words of the text, and what the encoder holds of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from secondsource.reading.tags import Range


@dataclass(slots=True, kw_only=True)  # to freeze one takes three times as long as to make it
class Draft:
    """A statement in words of the text (half-open ranges).

    carried: nobody is named in its own sentence; source is then where the speaker in force was named.
    parent: index of the draft whose content holds this one. odds: the encoder's log-odds by name of facet
    ("forecast", "denied", "basis:document", ...); empty where it gave none.
    """

    cue: Range | None
    source: Range | None
    content: Range
    carried: bool = False
    parent: int | None = None
    odds: Mapping[str, float] = field(default_factory=dict)
