"""Web pages: the article's text with its metadata, every paragraph tied to its element.

The text is the page's own paragraphs, headings, list items and quotations, parted by an empty line;
navigation, side boxes, captions, comments, struck-out words and tables of figures are left out, and
so are the headline, byline and date, which are fields of the report. Offsets are of this text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from secondsource.intake.article import choose, is_prose, parent, words
from secondsource.intake.byline import is_byline
from secondsource.intake.charset import decode
from secondsource.intake.dates import is_stamp, stamps
from secondsource.intake.marks import Element, is_own_footer
from secondsource.intake.metadata import Metadata, metadata_of
from secondsource.intake.options import Given, Options
from secondsource.intake.page import Piece, parse, pieces_of
from secondsource.intake.walls import refuse_walls, speaks_to_reader, talk_of
from secondsource.model.report import Block, Capture, Report
from secondsource.model.span import Span

GAP = "\n\n"
# How far into a page its own word for its character set is looked for (WHATWG: 1024 bytes; pages
# that keep long comments first are common).
_DECLARED_WITHIN = 8192
_DECLARED = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"^\s*<\?xml\b[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
# Lines of the page that are no part of the report, when a piece is nothing else.
_LEFT_OUT = re.compile(
    r"\d+\s*min(?:ute)?s?\s+read|share(?: this)?(?: (?:article|story|on \w+))?|print|e-?mail|facebook|"
    r"twitter|x|whatsapp|"
    r"comments?(?:\s*\(?\d+\)?)?|advertis?ements?|loading\W*|listen(?: to (?:this )?article)?|"
    r"(?:read|see) (?:more|also)\b.{0,200}|related\b.{0,80}|(?:©|\(c\)|copyright\b).{0,200}|"
    r"our standards\b.{0,80}|all rights reserved\W*|\W+",
    re.IGNORECASE | re.DOTALL,
)
# Calls to the reader that editors set between paragraphs; longer than this it is the writer's own voice.
_CALL = re.compile(
    r"\b(?:sign up (?:for|to|here)|subscribe|newsletter|download (?:our|the) app|follow us|"
    r"join (?:us|our|the conversation)|"
    r"support our|donate|become a member|click here|tap here|listen to our|"
    r"get (?:the|our) .{0,40}(?:inbox|email|app))\b",
    re.IGNORECASE,
)
_LONGEST_CALL = 30
_LONGEST_LABEL = 4
# Words that a line may hold beside the names and still be a byline ("..., chief water correspondent").
_BESIDE_NAMES = 8
# JSON-LD carries the article of pages that a script draws; shorter than this it is a summary.
_WHOLE_BODY = 60


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Report]:
    """One report, or NoText with the kind of page it is ("consent-wall", "login-page", ...)."""
    text, _ = decode(capture.body, declared=_charsets(capture.body, given), lenient=True)
    root = parse(text, limits=options.limits)
    pieces = pieces_of(root)
    chosen = choose(root, pieces)
    metadata = metadata_of(
        root, pieces, _header(pieces, chosen), retrieved=given.retrieved, address=given.address
    )
    kept = _told(pieces, chosen, metadata)
    drawn = _drawn_by_script(root, metadata, pieces, kept)
    if drawn is None:
        titles = [title for title in (metadata.title, metadata.heading) if title]
        refuse_walls(root, pieces, kept, titles=titles, kind=metadata.kind)
        kept = _without_calls(pieces, kept)
    parts = drawn or [(pieces[index].text, pieces[index].path) for index in kept]
    whole, blocks = _joined(parts)
    yield Report(
        text=whole,
        path=given.path,
        title=metadata.title,
        publisher=metadata.publisher,
        byline=metadata.byline,
        dateline=metadata.dateline,
        published=metadata.published,
        retrieved=given.retrieved,
        language=metadata.language,
        address=given.address,
        capture=capture,
        blocks=blocks,
        reasons=metadata.reasons,
    )


def _charsets(body: bytes, given: Given) -> list[str]:
    """What declares the character set, in the order of trust: the other side, then the page."""
    head = body[:_DECLARED_WITHIN]
    found = [given.charset] if given.charset else []
    return found + [
        match[1].decode("ascii", "ignore")
        for form in (_DECLARED, _XML_DECLARED)
        if (match := form.search(head))
    ]


def _header(pieces: Sequence[Piece], chosen: Sequence[int]) -> list[Piece]:
    """The pieces from the main heading to the article's first sentence, and what stands just above."""
    first = next((index for index in chosen if _is_told(pieces[index])), chosen[0] if chosen else len(pieces))
    headings = [index for index, piece in enumerate(pieces[: first + 1]) if piece.tag == "h1"]
    start = max(0, headings[-1] - 3) if headings else max(0, first - 8)
    # A summary may stand between the heading and the date.
    first = next((index for index in chosen if index > first and _is_told(pieces[index])), first)
    outside = {"nav", "aside", "footer", "comments", "consent", "dialog"}
    return [
        piece
        for piece in pieces[start : first + 1]
        if not _is_told(piece)
        and (piece.flags & outside <= {"footer"})
        and ("footer" not in piece.flags or is_own_footer(piece.element))
    ]


def _is_told(piece: Piece) -> bool:
    """True for a piece of the report itself, not a stamp that ends as a sentence does ("6.15 a.m.")."""
    return is_prose(piece) and not stamps(piece.text) and not is_byline(piece.text)


def _told(pieces: Sequence[Piece], chosen: Sequence[int], metadata: Metadata) -> list[int]:
    """The chosen pieces from the first that tells something on, without headline, byline and stamps."""
    kept = [index for index in chosen if not _is_furniture(pieces[index], metadata)]
    first = next((number for number, index in enumerate(kept) if is_prose(pieces[index])), 0)
    return kept[first:]


def _is_furniture(piece: Piece, metadata: Metadata) -> bool:
    """True for the headline, byline, dates and buttons that stand among the article's paragraphs."""
    text = piece.text
    if piece.heading and text.casefold() in {
        (title or "").casefold() for title in (metadata.title, metadata.heading)
    }:
        return True
    if piece.tag == "h1" and metadata.title is not None:
        return True
    if "byline" in piece.flags and not is_prose(piece):
        return True
    if metadata.byline and metadata.byline in text and not is_prose(piece):
        return words(text) <= words(metadata.byline) + _BESIDE_NAMES
    if piece.link_share > 0.9 and words(text) <= 25 and not is_prose(piece):
        return True
    return is_byline(text) or is_stamp(text) or _LEFT_OUT.fullmatch(text) is not None


def _without_calls(pieces: Sequence[Piece], kept: Sequence[int]) -> list[int]:
    """Without what speaks to the reader and not of the news ("Sign up for our newsletter")."""
    out = [index for index in kept if not _is_call(pieces[index].text)]
    while len(out) > 1 and talk_of(pieces[out[-1]].text) & {"login-page", "consent-wall"}:
        out.pop()
    while len(out) > 1 and (pieces[out[-1]].heading or _is_label(pieces[out[-1]], pieces[out[-2]])):
        out.pop()
    return out


def _is_label(piece: Piece, before: Piece) -> bool:
    """True for a word or two in a box of their own: the title of whatever follows the article."""
    return not is_prose(piece) and words(piece.text) <= _LONGEST_LABEL and parent(piece) != parent(before)


def _is_call(text: str) -> bool:
    return words(text) <= _LONGEST_CALL and bool(_CALL.search(text)) and speaks_to_reader(text)


def _drawn_by_script(
    root: Element, metadata: Metadata, pieces: Sequence[Piece], kept: Sequence[int]
) -> list[tuple[str, str]] | None:
    """The article as the page's data hold it, when the page itself shows hardly any of it."""
    body = metadata.body
    if body is None or words(body) < _WHOLE_BODY:
        return None
    if 2 * sum(words(pieces[index].text) for index in kept) > words(body):
        return None
    from lxml import html as lxml_html

    if re.search(r"</(?:p|div|br)\s*>|<br", body):
        found = [
            piece.text
            for piece in pieces_of(lxml_html.document_fromstring(f"<html><body>{body}</body></html>"))
        ]
    else:
        found = [line.strip() for line in re.split(r"\n+", body) if line.strip()]
    tree = root.getroottree()
    scripts = [script for script in root.iter("script") if "articleBody" in (script.text or "")]
    return [(text, tree.getpath(scripts[0]) if scripts else "/html") for text in found]


def _joined(parts: Sequence[tuple[str, str]]) -> tuple[str, tuple[Block, ...]]:
    """The parts as one text, and where each stands in it."""
    blocks: list[Block] = []
    at = 0
    for text, locator in parts:
        blocks.append(Block(span=Span(at, at + len(text)), locator=locator))
        at += len(text) + len(GAP)
    return GAP.join(text for text, _ in parts), tuple(blocks)
