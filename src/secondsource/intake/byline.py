"""Bylines: the names that a page or a line gives, without the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from secondsource.intake.dates import is_stamp
from secondsource.intake.found import Found
from secondsource.intake.marks import NAMED_BY, Element, flags_around, flags_of, is_hidden, is_own_footer
from secondsource.intake.page import BLOCKS, SKIPPED, Piece
from secondsource.intake.tables import wordset

# "By" is cut only as a word of its own at the start, never out of "Maltby" or "Byrne".
_LEAD = (
    r"(?:(?:written|reported|story|words|text|analysis|opinion|report|article|interview|review|posted|published|submitted|"
    r"compiled|edited|filed|photographs?|exclusive)\s+(?:and\s+\w+\s+)?)?by"
)
_BY = re.compile(rf"\s*{_LEAD}(?:[\s:]+|$)|\s*(?:authors?|reporters?|byline|words)\s*:\s*", re.IGNORECASE)
_STARTS_BY = re.compile(rf"\s*{_LEAD}[\s:]+(?=\S)", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[|•·\n\t]|\s[–—-]{1,2}\s|\s/\s|\s{3,})\s*")
_ROLE = re.compile(
    r"(?:(?:the|our)\s+)?(?:[\w'’&.-]+\s+){0,4}(?:correspondents?|reporters?|editors?|writers?|staff|desk|bureau|"
    r"columnists?|contributors?|producers?|journalists?|analysts?|team|freelancers?|fellow|intern|agency|agencies|chief)"
    r"(?:\s+(?:in|at|for|of)\s+[\w\s'’.-]+)?",
    re.IGNORECASE,
)
# A title set right behind a name, as systems join the two ("Ada Quill Staff Writer").
_TITLED = re.compile(
    r"(?<=[\w.]\s)(?:(?:Staff|Senior|Chief|Special|City|Political|Business|Sports|News|Managing|Deputy|Associate|"
    r"Contributing|Investigative|Health|Education|Science|Digital|Foreign|National|Metro|Regional)\s+)+"
    r"(?:Writer|Reporter|Editor|Correspondent|Columnist|Producer)s?$"
)
# The day of publication behind the name ("Submitted by Ada Quill on Tue, 03/03/2026").
_ON_DAY = re.compile(r"\s+on\s+(?=[^\n]*\d)(?:[A-Za-z]{3,9}\.?,?\s+)?(?:\d|[A-Z][a-z]{2,8}\.?\s+\d)[^\n]*$")
_FOR_PAPER = re.compile(r"\s+(?:for|of|in|at|from)\s+(?:the\s+)?[^\W\d_a-z].*$")
_NOISE = re.compile(
    r"\S+@\S+\.\w+|(?<!\w)@\w+|https?://\S+|\b(?:follow|email|e-mail|view|see|more from|more by|profile)\b.*|"
    r"\b\d+\s+min(?:ute)?s?\s+read\b|\b(?:share|print|comments?)\b\s*\d*|\([^)]*\bphotos?\b[^)]*\)",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:about |over )?\w+ (?:second|minute|min|hour|hr|day|week|month|year)s? ago|just now|today|yesterday",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:published|updated|posted|last|first published|on)\b.*\d", re.IGNORECASE)
_PEOPLE = re.compile(r"\s*(?:,\s*and\b|,\s*&|\band\b|&|,|;|\bwith\b)\s*", re.IGNORECASE)
_PARTICLES = wordset("de del della der den van von da di do dos du la le el al bin ibn ben y e of the for in")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_INITIAL_END = re.compile(r"(?:\b[A-Z]|\b[JS]r)\.$")
_NO_NAMES = wordset(
    "admin administrator webmaster editor root user author unknown anonymous none null guest staff "
    "system test by redaktion redazione undefined"
)
_LONGEST = 200
# Where a text of its own accord names its writer: under its headline, and in the last lines of wire copy
# ("(Reporting by A. Name in Corran; Editing by B. Name)").
_HEAD_LINES, _TAIL_LINES = 5, 4
_REPORTING = re.compile(
    r"\W*(?:additional )?reporting by ([^;()]{3,160}?)"
    r"(?:\s*[;.]\s*(?:additional|edit|writing|compil|graphic)[^\n]*)?\W*",
    re.IGNORECASE,
)
_REPORTED_FROM = re.compile(r"\s+(?:in|from|at)\s+[^\W\d_a-z][\w'’.-]*(?:\s+[^\W\d_a-z][\w'’.-]*)*")
_SHOWN = f"//*[@itemprop='author' or @rel='author' or {' or '.join(f'@{name}' for name in NAMED_BY)}]"
_LEAVES = (
    "descendant::a[@rel='author' or contains(@href,'author')] | descendant::*[@itemprop='name'] | "
    "descendant::li"
)
# Around these a byline belongs to another article or to a reader.
_OTHERS = frozenset({"nav", "footer", "comments", "consent", "dialog", "aside"})
_WHOLES = wordset("article body html main section ul ol img input link meta")


def clean_byline(text: str, *, publisher: str | None = None) -> str | None:
    """The names of a byline as printed; None when it names nobody (an address, a role, the paper itself)."""
    text = text[: 2 * _LONGEST].strip()
    text = text[match.end() :] if (match := _BY.match(text)) else text
    names = next((part for part in map(_part, _PARTS.split(text)) if part), "")
    folded = _folded(names)
    if not folded or len(names) > _LONGEST or folded in _NO_NAMES or not any(map(str.isalpha, names)):
        return None
    return None if publisher and folded == _folded(publisher) else names


def _part(part: str) -> str:
    """One stretch of a byline without dates, roles and addresses; empty when nothing else is in it."""
    part = _TITLED.sub("", _ON_DAY.sub("", _NOISE.sub("", part))).strip(" ,;:-–—|")
    part = part if _INITIAL_END.search(part) else part.rstrip(".")
    part = part[match.end() :] if (match := _BY.match(part)) else part
    if is_stamp(part) or _DATED.match(part) or _AGO.fullmatch(part):
        return ""
    pieces = [piece for piece in re.split(r"\s*,\s*", part) if piece]
    while len(pieces) > 1 and (_ROLE.fullmatch(pieces[-1]) or is_stamp(pieces[-1])):
        pieces.pop()
    if len(pieces) == 1 and _ROLE.fullmatch(pieces[0]):
        return ""
    return " ".join(", ".join(pieces).split())


def people(byline: str) -> list[str]:
    """The names of a byline one by one."""
    return [name for name in _PEOPLE.split(byline) if name.strip()]


def joined(names: Iterable[str]) -> str:
    """Names as a byline prints them: "A", "A and B", "A, B and C"."""
    *first, last = list(dict.fromkeys(name.strip() for name in names if name.strip())) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def is_byline(line: str) -> bool:
    """True for a line that is a byline by its own words: "By", then names and nothing else."""
    line = line.strip()
    if "\n" in line or len(line) > _LONGEST or _STARTS_BY.match(line) is None:
        return False
    names = clean_byline(line)
    sentence = line.endswith((".", "!", "?", ":")) and not _INITIAL_END.search(line)
    return names is not None and not sentence and all(map(_is_name, people(_FOR_PAPER.sub("", names))))


def _is_name(name: str) -> bool:
    found = name.split()
    return 0 < len(found) <= 6 and all(
        _NAME_WORD.fullmatch(word) and (word[0].isupper() or word.lower() in _PARTICLES) for word in found
    )


def byline_of(text: str) -> Found | None:
    """The byline that a text gives itself: a line of its head that is one, or who reported it at its end."""
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    for line in lines[:_HEAD_LINES]:
        if is_byline(line) and (names := clean_byline(line)):
            return Found(names, "text-byline")
    for line in lines[-_TAIL_LINES:]:
        match = _REPORTING.fullmatch(line)
        names = _REPORTED_FROM.sub("", match[1]).strip(" ,") if match else ""
        if names and all(map(_is_name, people(names))):
            return Found(joined(people(names)), "text-reporting-by")
    return None


def byline_on_page(root: Element, header: Sequence[Piece], *, publisher: str | None = None) -> Found | None:
    """The first byline that the page shows of its article: marked as one, or by its own words."""
    for element in root.xpath(_SHOWN):
        if not _marked(element) or is_hidden(element) or _elsewhere(element):
            continue
        text = _text(element)
        if len(text) <= 2 * _LONGEST and (names := clean_byline(text, publisher=publisher)):
            return Found(names, "page-byline")
    lines = (line for piece in header for line in piece.text.split("\n"))
    for line in lines:
        if is_byline(line) and (names := clean_byline(line, publisher=publisher)):
            return Found(names, "text-byline")
    return None


def _marked(element: Element) -> bool:
    if element.tag in _WHOLES or element.tag in SKIPPED:
        return False
    return "author" in (element.get("itemprop"), element.get("rel")) or "byline" in flags_of(element)


def _elsewhere(element: Element) -> bool:
    cards = sum(other.tag == "article" for other in element.iterancestors())
    flags = flags_around(element) & _OTHERS
    return cards > 1 or bool(flags and not (flags == {"footer"} and is_own_footer(element)))


def _text(element: Element) -> str:
    """The element's text, blocks on lines of their own; names in elements of their own are joined."""
    leaves = [leaf for leaf in element.xpath(_LEAVES) if not leaf.xpath(_LEAVES)]
    names = [name for leaf in leaves if _is_name(name := " ".join("".join(leaf.itertext()).split()))]
    if len(dict.fromkeys(names)) > 1:
        return joined(names)
    return element.get("content") or re.sub(r"[^\S\n]+", " ", "".join(_shown(element))).strip()


def _shown(element: Element) -> Iterator[str]:
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SKIPPED:
            apart = "\n" if child.tag in BLOCKS or child.tag in ("br", "time") else ""
            yield apart
            yield from _shown(child)
            # Neighbours without a space between them are set apart by their style.
            yield apart or ("\n" if not child.tail and child.getnext() is not None else "")
        yield re.sub(r"\s+", " ", child.tail or "")


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
