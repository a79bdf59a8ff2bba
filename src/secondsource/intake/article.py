"""Which pieces of a page are its article.

trafilatura says where the article is; the text itself is taken from the page's own pieces, so that
every paragraph leads back to its element and inline marks are kept. To tell which pieces it chose,
one rare letter is set before each of them while it works.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence

from secondsource.intake.marks import Element
from secondsource.intake.page import BLOCKS, Piece
from secondsource.intake.tables import wordset

log = logging.getLogger("secondsource.intake")
_SILENT = logging.NullHandler()

# Letters of CJK Extension B: printable, unchanged by normalisation, one code point each, and so rare
# that a page which holds any is read without them.
FIRST_MARK, MARKS = 0x20000, 40_000
_MARK = re.compile("[\U00020000-\U00029c3f]")
# What a parser lets pass and a tree does not take back.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Shorter pieces ("Share", "Read more") are told by their neighbours: a mark would hide them from
# trafilatura's own lists of such words.
SHORTEST_MARKED = 25
# A part of the page that would take away more than this much of the article is no side matter.
OVERRULED = 0.5
# trafilatura's time grows with the square of its elements: 0.3 s for 6,000, 6 minutes for 50,000.
# Pages beyond (books, dumps) are told by their own structure.
MOST_ELEMENTS = 8_000
# trafilatura keeps a thousand lines of pages at hand, however long they are: after so many letters they are
# let go of, which takes some 20 ms.
KEPT_LETTERS = 2_000_000
# Under this many words trafilatura has found no article, and the page's own structure is asked.
FEW_WORDS = 25

_SENTENCE_END = re.compile(r"[.!?…。！？।]['\"”’»)\]]*\s*$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\w+")
# The parts of a text that stand for themselves.
BODY = BLOCKS - frozenset({"table", "caption", "figcaption", "legend"})
SIDES = wordset("nav aside footer banner form")
BOXES = wordset("caption comments consent dialog")
DROPPED = SIDES | BOXES
_WRAPPERS = re.compile(r"(?:/(?:ul|ol|dl|blockquote|li)\[\d+\])+$")
_MAIN_XPATH = "//*[@itemprop='articleBody'] | //article | //main | //*[@role='main']"


def words(text: str) -> int:
    """The number of words; two characters count for one where words are not parted."""
    count = len(_CJK.findall(text))
    return len(_WORD.findall(text)) if count == 0 else count // 2 + len(_WORD.findall(_CJK.sub(" ", text)))


def is_prose(piece: Piece) -> bool:
    """True for text that ends as a sentence does, or is too long to be anything else."""
    count = words(piece.text)
    if piece.heading or piece.link_share > 0.6:
        return False
    return (count >= 4 and bool(_SENTENCE_END.search(piece.text))) or count >= 40


def choose(root: Element, pieces: Sequence[Piece]) -> list[int]:
    """The indexes of the pieces that make the article, in order; empty when there is none."""
    kept = _without_side_matter(pieces, _marked(root, pieces))
    _lighten(sum(len(piece.text) for piece in pieces))
    if sum(words(pieces[index].text) for index in kept if is_prose(pieces[index])) < FEW_WORDS:
        kept = _without_side_matter(pieces, kept | _structural(root, pieces))
    if not kept:
        # Boxes alone: a class name misled, or there is only a box. What it says will tell.
        kept = {n for n, piece in enumerate(pieces) if is_prose(piece) and "consent" not in piece.flags}
    if not kept:
        return []
    kept |= _summary(pieces, kept) | _between(pieces, kept)
    return sorted(_once(pieces, kept))


def _marked(root: Element, pieces: Sequence[Piece]) -> set[int]:
    """The pieces that trafilatura chose."""
    if any(_MARK.search(piece.text) for piece in pieces) or sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        return set()
    slots: list[tuple[Element, str, str]] = []
    groups: dict[int, int] = {}
    for piece in pieces:
        if piece.slot is None or len(piece.text) < SHORTEST_MARKED or len(slots) >= MARKS:
            continue
        element, where = piece.slot
        held = getattr(element, where)
        if _UNWRITABLE.search(held):
            continue
        groups[len(slots)] = piece.group
        setattr(element, where, _with_mark(held, chr(FIRST_MARK + len(slots))))
        slots.append((element, where, held))
    try:
        text = _extracted(root)
    finally:
        for element, where, held in slots:
            setattr(element, where, held)
    found = {ord(mark) - FIRST_MARK for mark in _MARK.findall(text)}
    chosen = {group for mark, group in groups.items() if mark in found}
    return {index for index, piece in enumerate(pieces) if piece.group in chosen}


def _with_mark(held: str, mark: str) -> str:
    """The mark directly before the first word, so that no white space parts the two."""
    space = len(held) - len(held.lstrip())
    return held[:space] + mark + held[space:]


def _extracted(root: Element) -> str:
    """The article's text as trafilatura sees it; empty when it finds none or fails."""
    from trafilatura import bare_extraction

    # Without a handler of their own its warnings would go to the user's terminal.
    logging.getLogger("trafilatura").addHandler(_SILENT)
    try:
        document = bare_extraction(root, include_comments=False, with_metadata=False)
    except Exception as error:  # its faults on broken pages are many; the page's own structure is left
        log.info("trafilatura failed: %s: %s", type(error).__name__, error)
        return ""
    return str(getattr(document, "text", None) or "") if document is not None else ""


_passed = [0]


def _lighten(letters: int) -> None:
    """Count letters that trafilatura has seen, and now and then let go of what it keeps of them."""
    _passed[0] += letters
    if _passed[0] > KEPT_LETTERS:
        from trafilatura.meta import reset_caches

        reset_caches()
        _passed[0] = 0


def _structural(root: Element, pieces: Sequence[Piece]) -> set[int]:
    """Prose inside what the page itself calls its article or main part, else anywhere in it."""
    wholes = {id(element): element for element in root.xpath(_MAIN_XPATH)}
    inside = {
        index
        for index, piece in enumerate(pieces)
        if is_prose(piece) and not piece.flags & DROPPED and _under(piece.element, wholes)
    }
    anywhere = {index for index, piece in enumerate(pieces) if is_prose(piece) and not piece.flags & DROPPED}
    return inside or anywhere


def _under(element: Element, wholes: dict[int, Element]) -> bool:
    return id(element) in wholes or any(id(ancestor) in wholes for ancestor in element.iterancestors())


def _without_side_matter(pieces: Sequence[Piece], found: set[int]) -> set[int]:
    """The pieces outside of navigation, side boxes, forms and the like; none where there is no more.

    A mark of SIDES that would take most of the article is wrong (a whole page in a form, a column of
    class "sidebar") and is ignored. Boxes and comments may well be longer than the article.
    """
    sizes: Counter[str] = Counter()
    total = 0
    for index in found:
        if not pieces[index].flags & BOXES:
            size = len(pieces[index].text)
            total += size
            sizes.update(dict.fromkeys(pieces[index].flags & SIDES, size))
    dropped = {flag for flag, size in sizes.items() if size <= OVERRULED * total} | BOXES
    return {index for index in found if not pieces[index].flags & dropped}


def _summary(pieces: Sequence[Piece], kept: set[int]) -> set[int]:
    """What the page tells between its heading and the article: a lead set in a box of its own."""
    first = min(kept)
    heading = max((index for index in range(first) if pieces[index].tag == "h1"), default=first)
    between = range(heading + 1, first)
    return {n for n in between if is_prose(pieces[n]) and not pieces[n].flags & DROPPED}


def _between(pieces: Sequence[Piece], kept: set[int]) -> set[int]:
    """Pieces amid the article that trafilatura passed over: headings, short lines, quotations, lists.

    Also the paragraphs before and after under the very same parents.
    """
    first, last = min(kept), max(kept)
    parents = {parent(pieces[index]) for index in kept}
    flags: frozenset[str] = frozenset.intersection(*(pieces[index].flags for index in kept))
    added: set[int] = set()
    for index, piece in enumerate(pieces):
        if index in kept or (piece.flags - flags) & DROPPED or piece.link_share > 0.5:
            continue
        sibling = parent(piece) in parents
        if first < index < last:
            if piece.tag in BODY and (sibling or is_prose(piece)):
                added.add(index)
        elif sibling and piece.tag in ("p", "blockquote", "li") and is_prose(piece):
            added.add(index)
    return added


def parent(piece: Piece) -> str:
    """The path of what a piece stands in, past the lists and quotations that part it from its neighbours."""
    return _WRAPPERS.sub("", piece.path.rpartition("/")[0])


def _once(pieces: Sequence[Piece], kept: set[int]) -> set[int]:
    """Without what the page prints a second time elsewhere (for another width of screen, as a teaser)."""
    seen: dict[str, str] = {}
    out: set[int] = set()
    for index in sorted(kept):
        piece = pieces[index]
        key = " ".join(piece.text.split()).casefold()
        if len(key) >= SHORTEST_MARKED and seen.setdefault(key, parent(piece)) != parent(piece):
            continue
        out.add(index)
    return out
