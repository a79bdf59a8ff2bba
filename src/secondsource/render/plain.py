"""Characters made harmless for showing: what would steer a terminal or a page is made visible instead."""

from __future__ import annotations

import re

# C0 and DEL have pictures of their own (U+2400 ff.); C1, lone surrogates and what overrides the
# direction of writing have none.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_NO_PICTURE = re.compile("[\x80-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

# A spreadsheet takes a cell that begins with these for a formula and runs it; tab and carriage return lead to
# the same in some, and the full-width signs are read as the plain ones.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def visible(text: str) -> str:
    """The text with one visible character for each control; tabs and line ends stay, so offsets stay too."""
    if text.isprintable():
        return text
    return _NO_PICTURE.sub("\ufffd", _CONTROL.sub(_picture, text))


def one_line(text: str) -> str:
    """Visible, with every run of white space as one space."""
    # Of what is printable only the space itself is white.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return visible(" ".join(text.split()))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x0D:
        return " "  # a carriage return before a line feed is no news to a reader
    return "\u2421" if code == 0x7F else chr(0x2400 + code)


def guarded(value: str | float | int | None) -> str | float | int | None:
    """A cell that no spreadsheet runs: words that begin like a formula get an apostrophe; numbers stay."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value
