"""Quotations: which characters stand between quotation marks.

Double marks (curly, straight, guillemets, low-high), single marks where they are no apostrophes, and
speech of several paragraphs, in which each paragraph opens anew and only the last one closes. Typists
mix them: two single marks for a double one, a straight mark that closes a curly one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondsource.model.span import Span

_OPENERS = {"“": "”", "«": "»", "»": "«»", "„": "“”", "‟": "”", "〝": "〞", "＂": "＂"}
_PUNCTUATION = set(".,?!;:…—–-")
# All marks that open or close something; no other character matters to a scan.
_ANY = re.compile("[\"'`”" + "".join({*_OPENERS, *"".join(_OPENERS.values())}) + "]")
_SINGLE_OPENER = re.compile(r"(?<![\w’'])[‘'](?=[^\W\d])")  # a digit after it is a decade: '90s
_SINGLE_REACH = 2_000  # characters; marks that close nothing must not be looked for without end
_INNER_REACH = 200  # characters of a term in marks within a quotation
_SINGLE_TRIES = 40  # closing marks that may be apostrophes
_STRAIGHT = re.compile('["“”]')
_BEFORE_OPEN = set("([{—–-/:;,\u00a0'‘")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch between quotation marks, marks included.

    closed: False when no mark closes it in its paragraph (it ends with the paragraph).
    continues: True when it goes on from an unclosed one of the paragraph before.
    """

    span: Span
    closed: bool = True
    continues: bool = False


def quotations(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quotation, ...]:
    """All outermost quotations, in order. Marks inside another quotation make none of their own."""
    out: list[Quotation] = []
    open_before = False
    for block in paragraphs:
        found = _double(text, block)
        outside = _outside(block, found)
        for gap in outside:
            found.extend(Quotation(span=s) for s in _single(text, gap))
        found.sort(key=lambda q: q.span)
        if open_before and found and found[0].span.start == block.start:
            found[0] = Quotation(span=found[0].span, closed=found[0].closed, continues=True)
        open_before = bool(found) and not found[-1].closed
        out.extend(found)
    return tuple(out)


def _outside(block: Span, found: list[Quotation]) -> list[Span]:
    out, at = [], block.start
    for quotation in found:
        out.append(Span(at, max(at, quotation.span.start)))
        at = quotation.span.end
    out.append(Span(min(at, block.end), block.end))
    return [gap for gap in out if len(gap) > 2]


def _double(text: str, block: Span) -> list[Quotation]:
    """Quotations in double marks; with marks inside marks counted, unless that leaves one unclosed."""
    found = _scan(text, block, nested=True)
    return found if all(q.closed for q in found) else _scan(text, block, nested=False)


def _scan(text: str, block: Span, *, nested: bool) -> list[Quotation]:
    out: list[Quotation] = []
    start, opener, closing, depth = -1, "", "", 0
    skip = block.start
    for found in _ANY.finditer(text, block.start, block.end):
        at, char = found.start(), found[0]
        if at < skip:
            continue
        if start < 0:
            closing = _closing_of(text, at, block)
            if closing:
                start, opener, depth = at, char, 0
                skip = at + len(closing) if closing == "''" else at
        elif nested and char == opener and char in _OPENERS and char not in closing:
            depth += 1
        elif char == '"' and opener in '“"' and _opens(text, at, block) and not _closes(text, at, block):
            inner = _pair(text, at, block, opener)
            if inner:
                skip = inner
            elif opener == '"':
                out.append(Quotation(span=Span(start, at), closed=False))
                start = at
        elif char == '"' and opener == "“" and not depth and _shuts(text, at, block):
            out.append(Quotation(span=Span(start, at + 1)))
            start = -1
        elif char in closing and (closing != "''" or _two(text, at)):
            if depth:
                depth -= 1
                continue
            end = at + (2 if closing == "''" else 1)
            out.append(Quotation(span=Span(start, end)))
            start, skip = -1, end
    if start >= 0 and block.end - start > 1 and (closing != "''" or text[start] == "'"):
        out.append(Quotation(span=Span(start, block.end), closed=False))
    return out


def _two(text: str, at: int) -> bool:
    """True for the first of two single marks that close: of three the first closes something else."""
    return text[at : at + 2] == "''" and text[at + 2 : at + 3] != "'"


def _shuts(text: str, at: int, block: Span) -> bool:
    """True for a straight mark that closes what a curly one opened: after a stop and before a space."""
    after = text[at + 1] if at + 1 < block.end else " "
    return text[at - 1] in ".,?!…" and not after.isalnum()


def _pair(text: str, at: int, block: Span, opener: str) -> int:
    """Where straight marks end that open within a quotation and close before it does; 0 where they do not."""
    found = _STRAIGHT.search(text, at + 1, min(block.end, at + _INNER_REACH))
    if not found or found[0] != '"' or not _closes(text, found.start(), block):
        return 0
    if opener == "“":
        return found.end()
    after = _STRAIGHT.search(text, found.end(), min(block.end, at + _SINGLE_REACH))
    if not after or (after[0] == '"' and _opens(text, after.start(), block)):
        return 0
    return found.end() if after[0] in '"”' else 0


def _closing_of(text: str, at: int, block: Span) -> str:
    """The marks that close what a character opens; empty where it opens nothing."""
    char = text[at]
    if char == '"':
        return '"”' if _opens(text, at, block) else ""
    if char == "'":
        return "''" if text[at : at + 2] == "''" and _opens(text, at + 1, block, at) else ""
    if char == "`":
        return "''" if text[at : at + 2] == "``" else ""
    if char == "»" and not (_opens(text, at, block) and text[at + 1].isalnum()):
        return ""  # the closing mark of a quotation that began elsewhere
    return _OPENERS.get(char, "")


def _opens(text: str, at: int, block: Span, first: int | None = None) -> bool:
    """True where a mark may open: after a space and before none. first: where its first mark stands."""
    start = at if first is None else first
    before = text[start - 1] if start > block.start else " "
    after = text[at + 1] if at + 1 < block.end else " "
    return (before.isspace() or before in _BEFORE_OPEN) and not after.isspace()


def _closes(text: str, at: int, block: Span) -> bool:
    before = text[at - 1] if at > block.start else " "
    return not before.isspace()


def _single(text: str, gap: Span) -> list[Span]:
    """Quotations in single marks: an opener after a space, a closer that is no apostrophe."""
    out: list[Span] = []
    at = gap.start
    while found := _SINGLE_OPENER.search(text, at, gap.end):
        end = _single_close(
            text, found.start() + 1, min(gap.end, found.end() + _SINGLE_REACH), text[found.start()]
        )
        if end is None:
            at = found.end()
            continue
        out.append(Span(found.start(), end))
        at = end
    return out


def _single_close(text: str, start: int, end: int, opener: str) -> int | None:
    """End of the quotation: a closing mark after punctuation, else one that no genitive explains."""
    closer = "’" if opener == "‘" else "'"
    possessive, at = None, start
    for _ in range(_SINGLE_TRIES):
        at = text.find(closer, at + 1, end)
        if at < 0 or (opener != closer and _reopens(text, opener, start, at)):
            break
        if at + 1 < end and text[at + 1].isalnum():
            continue
        before = text[at - 1]
        if before in _PUNCTUATION:
            return at + 1
        if before.lower() == "s" and at + 1 < end and text[at + 1] == " ":
            possessive = possessive or at + 1
            continue
        if before.isalnum() or before in ")]":
            return at + 1
    return possessive


def _reopens(text: str, opener: str, start: int, end: int) -> bool:
    """True when another opening mark stands between, not inside a word."""
    at = text.find(opener, start, end)
    return at > 0 and not text[at - 1].isalnum()
