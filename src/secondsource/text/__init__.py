"""Text without meaning: words, sentences, paragraphs, quotation marks."""

from secondsource.text.fold import unaccented
from secondsource.text.letters import capitals, letters, smalls
from secondsource.text.quotes import Quotation, quotations
from secondsource.text.segment import Segments, paragraphs, segment

__all__ = [
    "Quotation",
    "Segments",
    "capitals",
    "letters",
    "paragraphs",
    "quotations",
    "segment",
    "smalls",
    "unaccented",
]
