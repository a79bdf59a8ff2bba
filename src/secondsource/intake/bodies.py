"""The text of a mail's body as lines, each with how deep it is quoted and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from secondsource.intake.charset import decode
from secondsource.intake.light import is_left_out, is_marked_up, pieces
from secondsource.intake.marks import Element
from secondsource.intake.mime import Entity
from secondsource.intake.options import Limits
from secondsource.intake.page import Piece
from secondsource.intake.quoted import Line

_QUOTE = re.compile(r"[ \t]?>[ \t]?")
# A plain text with less than this share of the page's letters only says that there is a page.
_STUB = 0.25
_DECLARED = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# How mail programs mark what they quote, and the sender's signature.
_CITED = re.compile(
    r"gmail_quote|protonmail_quote|moz-cite|yahoo_quoted|zmail_extra|tutanota_quote", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"gmail_signature|moz-signature|protonmail_signature_block|^signature$|^x_signature$|"
    r"applemailsignature|ms-outlook-mobile-signature",
    re.IGNORECASE,
)
_FIELD_NAME = re.compile(r"(?:from|sent|date|to|cc|subject|reply-to)\s?:", re.IGNORECASE)


def lines_of(entity: Entity, *, limits: Limits) -> list[Line]:
    """The lines of one text part. Raises NoText ("not-text", "undecodable") and TooLarge."""
    body = entity.content()
    declared = [entity.charset] if entity.charset else []
    if entity.kind == "text/html":
        declared += [match[1].decode("ascii", "ignore") for match in _DECLARED.finditer(body[:8192])]
    text, _ = decode(body, declared=declared, lenient=True)
    if entity.kind == "text/html" and is_marked_up(text):
        return _of_page(text, entity, limits)
    lines = list(_of_text(text, entity.number))
    if (entity.parameter("format") or "").lower() == "flowed":
        return _unfolded(lines, delete=(entity.parameter("delsp") or "").lower() == "yes")
    return lines


def fullest(forms: Sequence[list[Entity]]) -> list[Entity]:
    """Of several forms of one text the plain one, or the page where the plain one is but a stub."""
    plain = next((form for form in forms if all(entity.kind == "text/plain" for entity in form)), None)
    page = next((form for form in forms if any(entity.kind == "text/html" for entity in form)), None)
    if plain is None or page is None:
        return plain or page or list(forms[-1])
    return plain if _letters(plain) >= _STUB * _letters(page) and _letters(plain) else page


def _letters(form: Sequence[Entity]) -> int:
    """About how many letters the text parts hold, tags aside."""
    count = 0
    for entity in form:
        body = entity.content()
        if entity.kind == "text/html":
            body = re.sub(rb"<(style|script|head)\b.*?</\1\s*>|<!--.*?-->", b"", body, flags=re.DOTALL | re.I)
            body = re.sub(rb"<[^<>]*>|&\w+;|https?://\S+", b"", body)
        count += len(re.findall(rb"[A-Za-z\x80-\xff]", re.sub(rb"https?://\S+", b"", body)))
    return count


def _of_text(text: str, number: str) -> Iterator[Line]:
    for count, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        at = depth = 0
        while (match := _QUOTE.match(line, at)) is not None:
            at, depth = match.end(), depth + 1
        yield Line(text=line[at:], at=f"part {number} line {count}", depth=depth)


def _unfolded(lines: Sequence[Line], *, delete: bool) -> list[Line]:
    """Lines that were folded at a blank as one again (RFC 3676)."""
    out: list[Line] = []
    open_line: Line | None = None
    for line in lines:
        # A blank before a line that would be taken for a quotation is none of its text.
        text = line.text[1:] if line.text.startswith(" ") and line.depth == 0 else line.text
        if open_line is not None and open_line.depth == line.depth and text != "-- ":
            text = open_line.text + text
            line = Line(text=text, at=open_line.at, depth=line.depth)
        elif open_line is not None:
            out.append(open_line)
        folded = text.endswith(" ") and text != "-- "
        kept = Line(text=text[:-1] if folded and delete else text, at=line.at, depth=line.depth)
        open_line = kept if folded else None
        if not folded:
            out.append(kept)
    return [*out, open_line] if open_line is not None else out


def _of_page(text: str, entity: Entity, limits: Limits) -> list[Line]:
    """The pieces of a page, each a paragraph; without signatures that programs mark as such."""
    out: list[Line] = []
    found = [piece for piece in pieces(text, limits=limits) if not is_left_out(piece)]
    held: dict[Element, tuple[int, bool]] = {}
    for piece in found:
        depth, signature = _surroundings(piece.element, held)
        if signature:
            continue
        at = f"part {entity.number} {piece.path}"
        if out and _is_field_name(out[-2:], piece, depth):
            # A table of header fields: the name in one cell, the value in the next.
            out[-2:] = [Line(text=f"{out[-2].text} {piece.text}", at=out[-2].at, depth=depth)]
        else:
            out += [Line(text=line, at=at, depth=depth) for line in piece.text.split("\n")]
        out.append(Line(text="", at=at, depth=depth))
    return out


def _is_field_name(last: Sequence[Line], piece: Piece, depth: int) -> bool:
    return (
        len(last) == 2
        and piece.tag in ("td", "th")
        and last[0].depth == depth
        and _FIELD_NAME.fullmatch(last[0].text.strip()) is not None
    )


def _surroundings(element: Element, held: dict[Element, tuple[int, bool]]) -> tuple[int, bool]:
    """How many quotations an element stands in, and whether it stands in a signature."""
    chain = []
    at: Element | None = element
    while at is not None and at not in held:
        chain.append(at)
        at = at.getparent()
    depth, signature = held[at] if at is not None else (0, False)
    for one in reversed(chain):
        named = f"{one.get('class') or ''}"
        cited = one.tag == "blockquote" and (one.get("type") == "cite" or _CITED.search(named) is not None)
        depth += cited
        names = [*named.split(), one.get("id") or ""]
        signature = signature or any(_SIGNATURE.search(name) for name in names)
        held[one] = (depth, signature)
    return depth, signature
