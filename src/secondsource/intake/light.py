"""Marked-up text that is no page of its own, such as a mail's or a feed item's, as its paragraphs.

What pages set round an article is not there to be told from it, so short texts stay whole; only what
speaks of the sending itself is left out ("Read more", "Unsubscribe").
"""

from __future__ import annotations

import re

from secondsource.errors import NoText
from secondsource.intake.article import is_prose, words
from secondsource.intake.options import Limits
from secondsource.intake.page import Piece, parse, pieces_of

_OUTSIDE = frozenset({"nav", "form", "caption"})
# Pieces that are nothing else.
_LEFT_OUT = re.compile(
    r"(?:continue reading|read (?:more|on|the (?:full|whole|rest)\b.{0,60})|(?:full|whole) (?:story|article)|"
    r"more|share(?: this)?|comments?(?: \(\d+\))?|permalink|advertisement|print)\W*|"
    r"the post .{1,300} (?:first )?appeared (?:first )?on .{1,100}|"
    r"(?:view|read|open|see) (?:this )?(?:e-?mail|message|newsletter|it)?\s?(?:in|on) (?:your|a|the) "
    r"(?:web ?)?browser\W*|(?:click here to )?unsubscribe\b.{0,120}|"
    r"(?:manage|update) (?:your )?(?:e-?mail )?(?:preferences|subscription)\b.{0,80}|"
    r"you (?:are receiving|received|get) this (?:e-?mail|message|newsletter)\b.{0,300}|"
    r"(?:©|\(c\)).{0,200}|\W+",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_LINK = 12
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def is_marked_up(text: str) -> bool:
    """True for text that holds a tag."""
    return _TAG.search(text) is not None


def pieces(markup: str, *, limits: Limits) -> list[Piece]:
    """All stretches of the text, in its order; none where it holds nothing. Raises TooLarge."""
    try:
        root = parse(f"<html><body>{markup}</body></html>", limits=limits)
    except NoText:
        return []
    return [piece for piece in pieces_of(root) if not piece.flags & _OUTSIDE]


def is_left_out(piece: Piece) -> bool:
    """True for what speaks of the sending or leads elsewhere, and tells nothing."""
    if _LEFT_OUT.fullmatch(piece.text.strip()):
        return True
    return piece.link_share > 0.9 and words(piece.text) <= _LONGEST_LINK and not is_prose(piece)


def paragraphs(markup: str, *, limits: Limits) -> list[tuple[str, str]]:
    """(text, path of its element) of all that tells something."""
    found = pieces(markup, limits=limits)
    kept = [piece for piece in found if not is_left_out(piece)]
    return [(piece.text, piece.path) for piece in kept]
