"""Letters without their accents, as names and words are compared by."""

from __future__ import annotations

import unicodedata


def unaccented(text: str) -> str:
    """The text with compatibility forms taken apart and all combining marks left out; case stays."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
