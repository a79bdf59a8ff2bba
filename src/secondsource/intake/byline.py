"""Bylines: the names that a page or a line gives, without the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from secondsource.intake.dates import stamp
from secondsource.intake.page import Element, Piece, flags_of, is_hidden

# "By" is cut only as a word of its own at the start, never out of "Maltby" or "Byrne".
_BY = re.compile(
    r"\s*(?:(?:written|reported|story|words|text|analysis|opinion|report|article|interview|review|posted|published|"
    r"compiled|edited|filed)\s+(?:and\s+\w+\s+)?)?by\b[\s:]*|\s*(?:authors?|reporters?|byline|words)\s*:\s*",
    re.IGNORECASE,
)
_STARTS_BY = re.compile(r"\s*(?:(?:written|reported|words|story|posted|analysis)\s+)?by[\s:]+(?=\S)", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[|•·/\n\t]|\s[–—-]{1,2}\s|\s{3,})\s*")
_ROLE = re.compile(
    r"(?:the\s+)?(?:[\w'’&.-]+\s+){0,4}(?:correspondents?|reporters?|editors?|writers?|staff|desk|bureau|columnists?|"
    r"contributors?|producers?|journalists?|analysts?|team|freelance|fellow|intern|agency|agencies)"
    r"(?:\s+(?:in|at|for|of)\s+[\w\s'’.-]+)?",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\S+@\S+\.\w+|@\w+|https?://\S+|\b(?:follow|email|e-mail|view|see|more)\b.*|\b\d+\s+min(?:ute)?s?\s+read\b|"
    r"\b(?:share|print|comments?)\b\s*\d*|\(.*?\bphotos?\b.*?\)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\s*(?:,\s*and\b|,\s*&|\band\b|&|,|;|\bwith\b)\s*", re.IGNORECASE)
_PARTICLES = frozenset("de del della der den van von da di do dos du la le el al bin ibn ben y e of the for in".split())
_NAME_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]*)", re.UNICODE)
_NO_NAMES = frozenset(
    "admin administrator webmaster editor root user author unknown anonymous none null guest staff system test "
    "redaktion redazione undefined".split()
)
_LONGEST = 200
_ELEMENTS = (
    "//*[@itemprop='author'] | //*[@rel='author'] | //*[contains(translate(@class,'BYLINEAUTHOR','bylineauthor'),'byline')"
    " or contains(translate(@class,'BYLINEAUTHOR','bylineauthor'),'author') or contains(translate(@id,'BYLINE','byline'),'byline')]"
)
_LEAVES = ".//a[@rel='author'] | .//*[@itemprop='name'] | .//a[contains(@href,'author')] | .//li"
# Around these a byline belongs to another article or to a reader.
_OTHERS = frozenset({"nav", "footer", "comments", "consent", "dialog"})


def clean_byline(text: str, *, publisher: str | None = None) -> str | None:
    """The names of a byline as printed; None when it names nobody (an address, a role, the paper itself)."""
    text = " ".join(text[:_LONGEST * 2].split(" "))
    text = _BY.sub("", text, count=1) if _BY.match(text) else text
    kept = [part for part in (_part(part) for part in _PARTS.split(text)) if part]
    names = kept[0] if kept else ""
    if not names or len(names) > _LONGEST or not any(map(str.isalpha, names)):
        return None
    folded = _folded(names)
    if folded in _NO_NAMES or "http" in folded or (publisher and folded == _folded(publisher)):
        return None
    return names


def _part(part: str) -> str:
    """One stretch of a byline without dates, roles and addresses."""
    part = _NOISE.sub("", part).strip(" ,;:-–—|.") if not part.strip().endswith(".") else _NOISE.sub("", part).strip(" ,;:-–—|")
    part = _BY.sub("", part, count=1) if _BY.match(part) else part
    if stamp(part) is not None or re.match(r"(?:published|updated|posted|last)\b", part, re.IGNORECASE):
        return ""
    pieces = [piece for piece in re.split(r"\s*,\s*", part) if piece]
    while len(pieces) > 1 and (_ROLE.fullmatch(pieces[-1]) or stamp(pieces[-1])):
        pieces.pop()
    if len(pieces) == 1 and _ROLE.fullmatch(pieces[0]) and pieces[0].lower() != "staff reporters":
        return ""
    return " ".join(", ".join(pieces).split())


def people(byline: str) -> list[str]:
    """The names of a byline one by one."""
    return [name for name in _PEOPLE.split(byline) if name.strip()]


def joined(names: Sequence[str]) -> str:
    """Names as a byline prints them: "A", "A and B", "A, B and C"."""
    names = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def is_byline(line: str) -> bool:
    """True for a line that is a byline by its own words: "By", then names and nothing else."""
    if "\n" in line.strip() or len(line) > _LONGEST:
        return False
    match = _STARTS_BY.match(line)
    if match is None:
        return False
    names = clean_byline(line)
    if names is None or line.rstrip().endswith((".", "!", "?", ":")) and not re.search(r"\b[A-Z]\.$|\b[JS]r\.$", line.rstrip()):
        return False
    return all(_is_name(name) for name in people(names))


def _is_name(name: str) -> bool:
    found = name.split()
    return 0 < len(found) <= 6 and all(
        _NAME_WORD.fullmatch(word) and (word[0].isupper() or word.lower() in _PARTICLES) for word in found
    )


def byline_on_page(root: Element, pieces: Iterable[Piece], *, publisher: str | None = None) -> str | None:
    """The first byline that the page shows of its article."""
    for element in root.xpath(_ELEMENTS):
        if element.tag in ("script", "style", "meta", "link", "article", "body", "html", "main", "img", "input"):
            continue
        if is_hidden(element) or _elsewhere(element):
            continue
        text = _text(element)
        if len(text) <= _LONGEST * 2 and (names := clean_byline(text, publisher=publisher)):
            return names
    for piece in pieces:
        if is_byline(piece.text):
            return clean_byline(piece.text, publisher=publisher)
    return None


def _elsewhere(element: Element) -> bool:
    around = [element, *element.iterancestors()]
    flags = {flag for other in around for flag in flags_of(other)}
    cards = sum(other.tag == "article" for other in around[1:])
    return bool(flags & _OTHERS) or cards > 1 or any(other.tag == "aside" for other in around)


def _text(element: Element) -> str:
    """The element's text; names in elements of their own are joined as names are."""
    leaves = [leaf for leaf in element.xpath(_LEAVES) if not leaf.xpath(_LEAVES)]
    names = [" ".join("".join(leaf.itertext()).split()) for leaf in leaves]
    names = [name for name in dict.fromkeys(names) if _is_name(name)]
    if len(names) > 1:
        return joined(names)
    content = element.get("content")
    if content:
        return str(content)
    parts: list[str] = []
    for node in element.iter():
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "svg", "button"):
            parts.append(node.tail or "" if node is not element else "")
            continue
        if node is not element and node.tag in ("div", "p", "li", "br", "time", "ul"):
            parts.append("\n")
        parts.append(node.text or "")
        if node is not element:
            # A tail comes after the children; bylines are shallow, so that order is near enough.
            parts.append(("\n" if node.tag in ("div", "p", "li", "time") else "") + (node.tail or ""))
    return re.sub(r"[ \t\r\f\v\u00a0]+", " ", "".join(parts)).strip()


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
