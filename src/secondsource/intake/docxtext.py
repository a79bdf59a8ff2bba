"""The words of WordprocessingML: paragraphs as they read with all tracked changes accepted.

Elements are told by their local names, which the transitional and the strict form share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from secondsource.intake.package import Element
from secondsource.intake.passages import Passage, Role
from secondsource.intake.tables import wordset

# What holds runs or blocks of the text beside them, and is looked into.
_THROUGH = wordset(
    "ins moveTo hyperlink smartTag sdt sdtContent customXml fldSimple bdo dir ruby rubyBase AlternateContent "
    "Choice r drawing inline anchor graphic graphicData wsp wgp wpc pict object shape group rect roundrect "
    "oval textbox txbx"
)
# Tracked deletions, and what a move has left behind.
_DELETED = wordset("del moveFrom")
_LEVELS = wordset("0 1 2 3 4 5 6 7 8")
_COMMENTS = wordset("commentReference")
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_LETTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_OFF = wordset("0 false off none")
# A cell with more letters is no figure: the table only lays out the page, and its cells are read as text.
_CELL_LETTERS = 120


@dataclass(slots=True)
class Text:
    """One paragraph as it is read. unended: its mark is deleted, so that the next one goes on in it."""

    number: int
    role: Role = "text"
    pieces: list[str] = field(default_factory=list)
    insertions: int = 0
    deletions: int = 0
    comments: int = 0
    unended: bool = False
    boxes: list[Element] = field(default_factory=list)

    @property
    def string(self) -> str:
        """Its words, spaces at its ends left out."""
        return "".join(self.pieces).strip()

    @property
    def locator(self) -> str:
        """The number of its paragraph, and what was done with changes and comments."""
        told = (
            (self.insertions, "insertion", "taken in"),
            (self.deletions, "deletion", "left out"),
            (self.comments, "comment", "left out"),
        )
        shown = [f"{n} {word}{'s' if n > 1 else ''} {done}" for n, word, done in told if n]
        return f"paragraph {self.number}" + (f" ({', '.join(shown)})" if shown else "")


class Writer:
    """Reads blocks in order. notes: (id, paragraph) by kind, as met; chunks: ids of documents set in."""

    def __init__(self, *, styles: Mapping[str, Role]) -> None:
        self._styles = styles
        self._paragraphs = 0
        self._tables = 0
        self.notes: dict[str, list[tuple[str, int]]] = {"footnote": [], "endnote": []}
        self.chunks: list[str] = []

    def passages(self, container: Element) -> Iterator[Passage]:
        """The passages of a body or cell: paragraphs, each with its boxes behind it, and tables."""
        held: Text | None = None
        for block in self._blocks(container):
            if name_of(block) == "tbl":
                if held is not None:
                    yield from self._told(held)
                    held = None
                yield from self._table(block)
                continue
            held = self._paragraph(block, after=held)
            if not held.unended:
                yield from self._told(held)
                held = None
        if held is not None:
            yield from self._told(held)

    def texts(self, container: Element) -> Iterator[Text]:
        """The paragraphs of a note or box, whose changes are not told."""
        for block in container.iter():
            if name_of(block) == "p":
                yield self._paragraph(block, after=None, counted=False)

    def _told(self, text: Text) -> Iterator[Passage]:
        if text.string:
            yield Passage(parts=((text.string, text.locator),), role=text.role)
        for box in text.boxes:
            inner = "\n".join(filter(None, (found.string for found in self.texts(box))))
            if inner:
                yield Passage(parts=((inner, f"text box at paragraph {text.number}"),), role="box")

    def _blocks(self, container: Element) -> Iterator[Element]:
        """Paragraphs and tables, also in content controls and insertions, but no table of contents."""
        for child in container:
            name = name_of(child)
            if name in ("p", "tbl"):
                yield child
            elif name == "altChunk":
                self.chunks.append(attribute(child, "id"))
            elif name in _THROUGH and not _is_contents(child):
                yield from self._blocks(child)

    # ---- tables ---------------------------------------------------------------------------------

    def _table(self, table: Element) -> Iterator[Passage]:
        """A table of short cells as one passage; of one that lays out the page, the passages of its cells."""
        self._tables += 1
        number, before = self._tables, self._paragraphs
        rows = [[self._cell(cell) for cell in _cells(row)] for row in _rows(table)]
        cells = [cell for row in rows for cell in row]
        if len(cells) > 1 and max(map(len, cells)) <= _CELL_LETTERS:
            written = "\n".join("\t".join(row).rstrip() for row in rows if any(row))
            if written:
                yield Passage(parts=((written, f"table {number}"),), role="table")
            return
        self._paragraphs = before
        self._forget(before)
        for row in _rows(table):
            for cell in _cells(row):
                yield from self.passages(cell)

    def _forget(self, after: int) -> None:
        """Notes met in paragraphs that will be read again."""
        for kind, notes in self.notes.items():
            self.notes[kind] = [note for note in notes if note[1] <= after]

    def _cell(self, cell: Element) -> str:
        texts = (self._paragraph(block, after=None) for block in cell.iter() if name_of(block) == "p")
        return " ".join(" ".join(text.string.split()) for text in texts if text.string)

    # ---- paragraphs -----------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element, *, after: Text | None, counted: bool = True) -> Text:
        """A paragraph, or what it adds to the one before it whose mark is deleted."""
        if counted:
            self._paragraphs += 1
        text = after or Text(number=self._paragraphs)
        text.unended = False
        for child in paragraph:
            if name_of(child) == "pPr":
                self._mark(child, text)
            else:
                self._inline(child, text)
        return text

    def _mark(self, properties: Element, text: Text) -> None:
        """What a paragraph's own properties say: its style, and whether its mark is deleted."""
        for child in properties:
            name = name_of(child)
            if name == "pStyle":
                text.role = self._styles.get(attribute(child, "val"), text.role)
            elif name == "outlineLvl" and text.role == "text" and attribute(child, "val") in _LEVELS:
                text.role = "heading"
            elif name == "rPr":
                text.unended = any(name_of(mark) in _DELETED for mark in child)

    def _inline(self, element: Element, text: Text) -> None:
        name = name_of(element)
        if name == "t":
            text.pieces.append(element.text or "")
        elif name in _LETTERS:
            text.pieces.append(_LETTERS[name])
        elif name == "br":
            text.pieces.append("\n" if attribute(element, "type") in ("", "textWrapping") else " ")
        elif name in _DELETED:
            text.deletions += 1
        elif name in _COMMENTS:
            text.comments += 1
        elif name in _REFERENCES:
            self.notes[_REFERENCES[name]].append((attribute(element, "id"), text.number))
        elif name == "txbxContent":
            text.boxes.append(element)
        elif name in _THROUGH:
            text.insertions += name in ("ins", "moveTo")
            if not (name == "r" and _is_hidden(element)):
                self._inside(element, text)

    def _inside(self, element: Element, text: Text) -> None:
        """What an element holds; of two forms of one thing, the newer."""
        for child in element:
            self._inline(child, text)
            if name_of(element) == "AlternateContent" and name_of(child) == "Choice":
                return


def name_of(element: Element) -> str:
    """The local name of an element; "" for what is none."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """The value of an attribute by its local name; "" for none."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


def _is_hidden(run: Element) -> bool:
    """True for a run that is set not to be shown."""
    return any(
        name_of(mark) == "vanish" and attribute(mark, "val") not in _OFF
        for properties in run
        if name_of(properties) == "rPr"
        for mark in properties
    )


def _is_contents(control: Element) -> bool:
    """True for a content control that holds a table of contents."""
    return name_of(control) == "sdt" and any(
        name_of(part) == "docPartGallery" and attribute(part, "val") == "Table of Contents"
        for properties in control
        if name_of(properties) == "sdtPr"
        for part in properties.iter()
    )


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table but for deleted ones."""
    for child in table:
        name = name_of(child)
        if name == "tr" and not _has(child, "trPr", _DELETED):
            yield child
        elif name in _THROUGH:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        name = name_of(child)
        if name == "tc" and not _has(child, "tcPr", frozenset({"cellDel"})):
            yield child
        elif name in _THROUGH:
            yield from _cells(child)


def _has(element: Element, properties: str, marks: frozenset[str]) -> bool:
    return any(name_of(mark) in marks for held in element if name_of(held) == properties for mark in held)
