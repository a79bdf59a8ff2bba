"""The words of OpenDocument texts: paragraphs as they read with all tracked changes accepted.

Deleted text lies apart from the text and is never met; inserted text lies in it between two marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from secondsource.intake.docxtext import Text, attribute, name_of
from secondsource.intake.package import Element
from secondsource.intake.passages import Passage, Role
from secondsource.intake.tables import wordset

# Blocks that are looked into; those that are left out: lists made from headings, forms, what was deleted.
_THROUGH = wordset("list list-item list-header section numbered-paragraph text-box frame g")
_LEFT_OUT = wordset(
    "tracked-changes table-of-content alphabetical-index illustration-index table-index object-index "
    "user-index annotation-end forms sequence-decls variable-decls user-field-decls ruby-text title desc "
    "hidden-text hidden-paragraph note-citation change-end"
)
_LETTERS = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES = 1_000
_CELL_LETTERS = 120
_ROLES: tuple[tuple[str, Role], ...] = (
    ("title", "title"), ("heading", "heading"), ("subtitle", "heading"), ("caption", "caption"),
    ("illustration", "caption"), ("figure", "caption"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """What styles are built on, by name, and which of them hide their text."""

    parents: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    hidden: frozenset[str] = frozenset()

    def role(self, name: str) -> Role:
        """The role of a paragraph style, by its own name or that of one it is built on."""
        for _ in range(16):
            plain = name.replace("_20_", " ").casefold()
            for begins, role in _ROLES:
                if plain.startswith(begins):
                    return role
            if name not in self.parents:
                break
            name = self.parents[name]
        return "text"


def styles_of(root: Element, styles: Styles) -> Styles:
    """The styles with those of one more part."""
    parents, hidden = dict(styles.parents), set(styles.hidden)
    for style in root.iter():
        if name_of(style) != "style":
            continue
        name = attribute(style, "name")
        if parent := attribute(style, "parent-style-name"):
            parents[name] = parent
        if any(
            attribute(child, "display") == "none" for child in style if name_of(child) == "text-properties"
        ):
            hidden.add(name)
    return Styles(parents=MappingProxyType(parents), hidden=frozenset(hidden))


class Writer:
    """Reads blocks in order; notes: what the paragraphs led to, as passages."""

    def __init__(self, *, styles: Styles) -> None:
        self._styles = styles
        self._paragraphs = 0
        self._tables = 0
        self._counts = {"footnote": 0, "endnote": 0}
        self._notes: list[Passage] = []

    @property
    def notes(self) -> list[Passage]:
        """Footnotes, then endnotes, each in their order."""
        return sorted(self._notes, key=lambda note: note.parts[0][1].startswith("endnote"))

    def passages(self, container: Element) -> Iterator[Passage]:
        """The passages of a text, section, list or cell."""
        for block in container:
            name = name_of(block)
            if name in ("p", "h"):
                yield from self._told(block)
            elif name == "table":
                yield from self._table(block)
            elif name in _THROUGH and attribute(block, "display") != "none":
                yield from self.passages(block)

    def _told(self, paragraph: Element) -> Iterator[Passage]:
        text = self._paragraph(paragraph)
        if text.string:
            yield Passage(parts=((text.string, text.locator),), role=text.role)
        for box in text.boxes:
            if inner := self._inner(box):
                yield Passage(parts=((inner, f"text box at paragraph {text.number}"),), role="box")

    def _inner(self, container: Element) -> str:
        """The words of a box or note, a line a paragraph."""
        found = []
        for element in container.iter():
            if name_of(element) in ("p", "h") and not _lies_in(element, container, "annotation"):
                text = Text(number=self._paragraphs)
                self._inline(element, text)
                found.append(text.string)
        return "\n".join(filter(None, found))

    def _paragraph(self, paragraph: Element) -> Text:
        self._paragraphs += 1
        text = Text(number=self._paragraphs)
        style = attribute(paragraph, "style-name")
        text.role = self._styles.role(style)
        if name_of(paragraph) == "h" and text.role == "text":
            text.role = "heading"
        if style not in self._styles.hidden:
            self._inline(paragraph, text)
        return text

    def _inline(self, element: Element, text: Text) -> None:
        """What an element of a paragraph holds: its letters, and those behind each of its children."""
        text.pieces.append(_squeezed(element.text))
        for child in element:
            name = name_of(child)
            if name == "s":
                count = attribute(child, "c")
                text.pieces.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
            elif name in _LETTERS:
                text.pieces.append(_LETTERS[name])
            elif name == "annotation":
                text.comments += 1
            elif name == "note":
                self._note(child, text)
            elif name == "change":
                text.deletions += 1
            elif name == "change-start":
                text.insertions += 1
            elif name in ("frame", "text-box", "custom-shape", "g"):
                text.boxes.extend(_boxes(child))
            elif name not in _LEFT_OUT and not self._is_hidden(child):
                self._inline(child, text)
            text.pieces.append(_squeezed(child.tail))

    def _is_hidden(self, element: Element) -> bool:
        return attribute(element, "style-name") in self._styles.hidden

    def _note(self, note: Element, text: Text) -> None:
        kind = "endnote" if attribute(note, "note-class") == "endnote" else "footnote"
        self._counts[kind] += 1
        body = next((child for child in note if name_of(child) == "note-body"), None)
        inner = self._inner(body) if body is not None else ""
        if inner:
            locator = f"{kind} {self._counts[kind]} to paragraph {text.number}"
            self._notes.append(Passage(parts=((inner, locator),), role="note"))

    # ---- tables ---------------------------------------------------------------------------------

    def _table(self, table: Element) -> Iterator[Passage]:
        """A table of short cells as one passage; of one that lays out the page, the passages of its cells."""
        self._tables += 1
        number = self._tables
        cells = [
            [_plain(cell) for cell in _children(row, "table-cell")] for row in _children(table, "table-row")
        ]
        if sum(map(len, cells)) > 1 and max(max(map(len, row), default=0) for row in cells) <= _CELL_LETTERS:
            rows = [
                "\t".join(self._cell(cell) for cell in _children(row, "table-cell"))
                for row in _children(table, "table-row")
            ]
            if written := "\n".join(row.rstrip() for row in rows if row.strip()):
                yield Passage(parts=((written, f"table {number}"),), role="table")
            return
        for row in _children(table, "table-row"):
            for cell in _children(row, "table-cell"):
                yield from self.passages(cell)

    def _cell(self, cell: Element) -> str:
        texts = (self._paragraph(block) for block in cell.iter() if name_of(block) in ("p", "h"))
        return " ".join(" ".join(text.string.split()) for text in texts if text.string)


def _squeezed(text: str | None) -> str:
    """Letters with white space as OpenDocument means it: any of it is one space."""
    if not text:
        return ""
    inner = " ".join(text.split())
    if not inner:
        return " "
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def _children(element: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also of groups of them, but none of a table inside."""
    for child in element:
        found = name_of(child)
        if found == name:
            yield child
        elif found in ("table-header-rows", "table-rows", "table-row-group", "table-header-columns"):
            yield from _children(child, name)


def _plain(cell: Element) -> str:
    return "".join(str(text) for text in cell.itertext())


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes, and shapes with words in them, of a frame or group."""
    name = name_of(element)
    if name in ("text-box", "custom-shape"):
        yield element
        return
    for child in element:
        if isinstance(child.tag, str):
            yield from _boxes(child)


def _lies_in(element: Element, container: Element, name: str) -> bool:
    while (parent := element.getparent()) is not None and parent is not container:
        if name_of(parent) == name:
            return True
        element = parent
    return False
