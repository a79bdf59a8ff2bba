"""A page as its pieces: the stretches of text a reader sees, each with its element and its surroundings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from secondsource.errors import NoText, TooLarge
from secondsource.intake.marks import Element, flags_of, is_hidden
from secondsource.intake.options import Limits
from secondsource.intake.tables import wordset

# What a page does not show as text, and what it strikes out.
SKIPPED = wordset(
    "script style noscript template svg button select option optgroup textarea input iframe object "
    "embed audio video canvas head map datalist rp rt progress meter del s strike link meta base "
    "param source track applet frameset noframes amp-ad amp-embed amp-sticky-ad amp-iframe amp-img amp-video "
    "amp-audio amp-sidebar amp-social-share"
)
BLOCKS = wordset(
    "html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table "
    "thead tbody tfoot tr td th caption figure figcaption header footer nav aside form fieldset "
    "legend address details summary hgroup center dialog menu hr search"
)
HEADINGS = wordset("h1 h2 h3 h4 h5 h6")

_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u2002-\u200a\u202f\u3000]+")
_LINE_SPACES = re.compile(r"[ \t\f\v\u00a0\u2002-\u200a\u202f]+")
# Control characters and marks for line breaking and direction, which no reader sees.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]"
)
_REFERENCE = re.compile(
    r"\s*+(?:\[\s*+)?(?:\d{1,3}|[a-z]|note \d+|citation needed)\s*+\]\s*+|\s*+\[\s*+edit\s*+\]\s*+",
    re.IGNORECASE,
)
_QUOTES = ("“”", "‘’")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_FORMATTING = ("font", "b", "i", "span", "em", "strong", "u", "small", "big", "a", "center", "tt")


@dataclass(slots=True)
class Piece:
    """One stretch of text under one block element.

    linked: its characters that stand in links. leads: it opens with a link to another page.
    flags: names of MARKS that hold for it or anything around it. group: pieces of one element cut
    at its empty lines. slot: the first text of the group, as (element, "text" or "tail"). path: of the
    element, an XPath in which every step is numbered.
    """

    text: str
    element: Element
    tag: str
    flags: frozenset[str]
    linked: int
    leads: bool
    group: int
    slot: tuple[Element, str] | None
    path: str

    @property
    def heading(self) -> bool:
        return self.tag in HEADINGS

    @property
    def link_share(self) -> float:
        """The share of its characters that stand in links, in [0, 1]."""
        return min(1.0, self.linked / max(1, len(self.text)))


def parse(text: str, *, limits: Limits) -> Element:
    """The tree of a page. Raises NoText ("no-article"), TooLarge ("too-complex")."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise NoText("this page holds nothing", kind="no-article") from None
    elements, depth = _measure(root)
    if depth > limits.depth:
        # Formatting that was never closed nests without end, and means nothing here.
        etree.strip_tags(root, *_FORMATTING)
        elements, depth = _measure(root)
    if elements > limits.elements or depth > limits.depth:
        raise TooLarge(
            f"this page is built of {elements:,} elements nested {depth} deep, more than is read "
            f"({limits.elements:,} and {limits.depth}); save its article as plain text",
            kind="too-complex",
        )
    return root


def _measure(root: Element) -> tuple[int, int]:
    """The number of elements, and how deep they are nested."""
    from lxml import etree

    elements = depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            elements, depth = elements + 1, depth + 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return elements, deepest


def pieces_of(root: Element) -> list[Piece]:
    """All text that a reader of the page may see, in its order."""
    from lxml import etree

    body = root.find("body")
    body = root if body is None else body
    cutter = _Cutter()
    walker = etree.iterwalk(body, events=("start", "end", "comment"))
    for event, element in walker:
        if event == "start" and not cutter.enter(element):
            walker.skip_subtree()
        elif event == "end":
            cutter.leave(element)
        elif event == "comment":
            cutter.add(element.tail, (element, "tail"))
    cutter.flush()
    return cutter.pieces


@dataclass(slots=True)
class _Cutter:
    """Walks a tree and cuts its text at the borders of block elements and at empty lines."""

    pieces: list[Piece] = field(default_factory=list)
    blocks: list[tuple[Element, str]] = field(default_factory=list)
    steps: list[tuple[str, Counter[str]]] = field(default_factory=list)
    flags: list[frozenset[str]] = field(default_factory=lambda: [frozenset()])
    parts: list[tuple[str, bool]] = field(default_factory=list)
    slot: tuple[Element, str] | None = None
    links: list[bool] = field(default_factory=list)
    outward: bool = False
    quotes: int = 0
    verbatim: int = 0
    groups: int = 0

    def enter(self, element: Element) -> bool:
        """Opens an element; False when nothing in it is to be read."""
        tag = element.tag
        skip = (
            tag in SKIPPED or is_hidden(element) or (tag == "sup" and _REFERENCE.fullmatch(_plain(element)))
        )
        path = self._step(element)
        if tag in BLOCKS:
            self.flush()
            self.blocks.append((element, path))
        self.flags.append(self.flags[-1] | flags_of(element))
        self._inline(element, tag, opens=True)
        if skip:
            return False
        self.add(element.text, (element, "text"))
        return True

    def leave(self, element: Element) -> None:
        """Closes an element and takes the text behind it."""
        tag = element.tag
        self._inline(element, tag, opens=False)
        if tag in BLOCKS:
            self.flush()
            self.blocks.pop()
        self.flags.pop()
        self.steps.pop()
        if self.blocks:
            self.add(element.tail, (element, "tail"))

    def _step(self, element: Element) -> str:
        """The path of an element, from a count of the siblings before it.

        Asking the tree for it takes as long as there are siblings.
        """
        if not self.steps:
            path = str(element.getroottree().getpath(element))
        else:
            above, counts = self.steps[-1]
            tag = element.tag
            counts[tag] += 1
            step = tag if _NAME.fullmatch(tag) else f"*[name()='{tag}']"
            path = f"{above}/{step}[{counts[tag]}]"
        self.steps.append((path, Counter()))
        return path

    def _inline(self, element: Element, tag: str, *, opens: bool) -> None:
        if tag == "br" and opens:
            self.parts.append(("\n", False))
        elif tag == "q":
            self.quotes += opens
            marks = _QUOTES[(self.quotes - 1) % 2]
            self.parts.append((marks[0] if opens else marks[1], False))
            self.quotes -= not opens
        elif tag == "a" and element.get("href"):
            if opens:
                self.links.append(not element.get("href").lstrip().startswith("#"))
            else:
                self.links.pop()
        elif tag == "pre":
            self.verbatim += 1 if opens else -1

    def add(self, text: str | None, slot: tuple[Element, str]) -> None:
        """Takes some text of the tree."""
        if not text:
            return
        if self.slot is None and text.strip():
            self.slot, self.outward = slot, bool(self.links) and self.links[-1]
        text = text.replace("\r\n", "\n") if self.verbatim else _SPACES.sub(" ", text)
        self.parts.append((text, bool(self.links)))

    def flush(self) -> None:
        """Ends the piece that is being gathered."""
        parts, self.parts = self.parts, []
        slot, self.slot = self.slot, None
        outward, self.outward = self.outward, False
        if not self.blocks or not any(part.strip() for part, _ in parts):
            return
        element, path = self.blocks[-1]
        self.groups += 1
        first = True
        for run in _split(parts):
            text = _clean("".join(part for part, _ in run))
            if not text:
                continue
            linked = sum(len(part.strip()) for part, link in run if link)
            leads = outward and first and linked > 0
            self.pieces.append(
                Piece(
                    text,
                    element,
                    element.tag,
                    self.flags[-1],
                    linked,
                    leads,
                    self.groups,
                    slot if first else None,
                    path,
                )
            )
            first = False


def _split(parts: list[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    """The parts between empty lines."""
    run: list[tuple[str, bool]] = []
    breaks = 0
    for text, link in parts:
        for line in re.split(r"(\n)", text):
            if line == "\n":
                breaks += 1
                continue
            if not line.strip():
                run.append((line, link))
                continue
            if breaks > 1:
                yield run
                run = []
            elif breaks:
                run.append(("\n", False))
            breaks = 0
            run.append((line, link))
    yield run


def _clean(text: str) -> str:
    text = _LINE_SPACES.sub(" ", _UNSEEN.sub("", text))
    return re.sub(r" ?\n ?", "\n", text).strip()


def _plain(element: Element) -> str:
    return "".join(element.itertext())[:40]
