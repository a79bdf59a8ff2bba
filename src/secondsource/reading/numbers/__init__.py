"""Numbers of a report, each with the bounds that its words allow and what it counts."""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.model.statement import Mention, Number, Time
from secondsource.reading.numbers.figure import Figure
from secondsource.text import Segments

__all__ = ["Figure", "numbers"]


def numbers(segments: Segments, times: Sequence[Time], mentions: Sequence[Mention]) -> tuple[Number, ...]:
    """The numbers of a report, in order of their places."""
    from secondsource.reading.numbers.attaching import attached
    from secondsource.reading.numbers.figures import figures

    return attached(segments, figures(segments, times, mentions), times, mentions)
