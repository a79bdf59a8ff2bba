"""Quoted posts: text of a network that stands in a report with its author beside it.

"<tweet author="@anna">...</tweet>", "... — Anna Berg (@anna) May 3, 2019", "Anna Berg @anna · 3h" above it.
"""

from __future__ import annotations

import re

from secondsource.model.span import Span
from secondsource.reading.tags import Range
from secondsource.reading.turns import Turn
from secondsource.text import Segments

_TAG = re.compile(
    r"<[a-zA-Z][\w-]{0,20}(?:\s[^<>\n]{0,300})?\b(?:[a-z]{1,10}-)?author=[\"“”'](?P<author>[^<>\"“”'\n]{1,60})[\"“”'][^<>\n]{0,300}>\s*"
)
_CREDIT = re.compile(
    r"\s?[-–—―]{1,2}\s?(?P<author>[^\s()\n][^()\n]{1,60} \(@\w{1,30}\))"
    r"(?:\s+[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\s+\d{1,2} [A-Z][a-z]{2,8},? \d{4})?\W*"
)
_ABOVE = re.compile(r"\W{0,3}(?P<author>[^\s@\n][^@\n]{1,40} \(?@\w{1,30}\)?)(?:\s*[·•|,-].{0,40})?")
_LINK = re.compile(r"(?:\s{0,3}(?:https?://\S+|pic\.\S+)){1,4}\s{0,3}$")
_LINKS = 300  # characters at the end of a post in which its links stand
_SHORT = 3  # words that a post has at least


def posts(segments: Segments) -> list[Turn]:
    """The quoted posts of a text with their authors' words, in order."""
    text = segments.text
    if "@" not in text and "author=" not in text:
        return []
    out: list[Turn] = []
    for index, block in enumerate(segments.paragraphs):
        found = _tagged(text, block)
        found += [] if found else _credited(text, block) or _headed(segments, index)
        for author, post in found:
            label, speech = segments.range_of(author), segments.range_of(post)
            if label[0] < label[1] and speech[1] - speech[0] >= _SHORT and not _meet(label, speech):
                out.append(Turn(label=label, speech=speech))
    return out


def _meet(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _tagged(text: str, block: Span) -> list[tuple[Span, Span]]:
    """(author, post) of the marked-up posts of a paragraph."""
    out = []
    for found in _TAG.finditer(text, block.start, block.end):
        end = text.find("<", found.end(), block.end)
        end = block.end if end < 0 else end
        author = Span(*found.span("author"))
        for credit in _CREDIT.finditer(text, found.end(), end):
            author, end = Span(*credit.span("author")), credit.start()
            break
        out.append((author, _plain(text, Span(found.end(), end))))
    return out


def _credited(text: str, block: Span) -> list[tuple[Span, Span]]:
    """(author, post) of a paragraph that closes with its author's name and handle."""
    if "(@" not in text[block.start : block.end]:
        return []
    for found in _CREDIT.finditer(text, block.start, block.end):
        if found.end() == block.end and found.start() > block.start:
            return [(Span(*found.span("author")), _plain(text, Span(block.start, found.start())))]
    return []


def _headed(segments: Segments, index: int) -> list[tuple[Span, Span]]:
    """(author, post) where a paragraph is the name and handle of who wrote the next one."""
    text, block = segments.text, segments.paragraphs[index]
    if len(block) > 100 or index + 1 >= len(segments.paragraphs) or "@" not in text[block.start : block.end]:
        return []
    found = _ABOVE.fullmatch(text, block.start, block.end)
    return [(Span(*found.span("author")), segments.paragraphs[index + 1])] if found else []


def _plain(text: str, post: Span) -> Span:
    """A post without the links after it."""
    at = max(post.start, post.end - _LINKS)
    found = _LINK.search(text[at : post.end])
    return Span(post.start, at + found.start()) if found else post
