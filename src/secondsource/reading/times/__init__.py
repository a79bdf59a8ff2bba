"""Times of a report, each with honest bounds.

words -> signs where a time can stand -> the longest expression there -> reckoned in the order of the text
from the report's date, the times told before and the tense of the verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.model.report import Report
from secondsource.model.statement import Mention, Time
from secondsource.reading.times.finding import found
from secondsource.reading.times.telling import told
from secondsource.reading.times.words import Words
from secondsource.text import Segments

__all__ = ["times"]


def times(segments: Segments, report: Report, mentions: Sequence[Mention]) -> tuple[Time, ...]:
    """The times of a report, in order of their places. Mentions: names within which no time stands."""
    words = Words.of(segments)
    return told(words, report, found(words, mentions))
