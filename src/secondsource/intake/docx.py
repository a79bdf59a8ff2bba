"""Word documents: the text as it stands with all tracked changes accepted, every paragraph with its number.

Deletions, comments, hidden text, headers and footers are left out; locators say where changes and comments
were (`paragraph 4 (1 insertion taken in, 1 comment left out)`). Notes stand at the end. Read from the XML
itself (ECMA-376, part 1, section 17): libraries lose insertions or take
comments for text. Macros are never run.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from secondsource.errors import NoText
from secondsource.intake.document import Properties, day_of, report_from
from secondsource.intake.docxtext import Writer, attribute, name_of
from secondsource.intake.options import Given, Options, Part
from secondsource.intake.package import Package
from secondsource.intake.passages import Passage, Role
from secondsource.model.report import Capture, Failure, Report

WORDS = "a Word document"
_MAIN = "word/document.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
# What styles are called in every language of Word; their ids are translated, these names are not.
_ROLES: tuple[tuple[str, Role], ...] = (
    ("title", "title"), ("heading", "heading"), ("subtitle", "heading"), ("caption", "caption")
)  # fmt: skip


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Report | Part | Failure]:
    """One report, and what other documents are set into it. Raises NoText, TooLarge, InputError."""
    package = Package(capture.body, words=WORDS, limits=options.limits)
    main = _main_part(package)
    root = package.xml(main)
    body = next((child for child in root if name_of(child) == "body"), None)
    if body is None:
        raise NoText(f"this is {WORDS} without a body; it is damaged", kind="damaged")
    related = _relations(package, main)
    writer = Writer(styles=_styles(package, dirname(main)))
    passages = list(writer.passages(body))
    for part, kind in (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")):
        passages += _notes(package, join(dirname(main), part), kind, writer)
    yield report_from(passages, _properties(package), capture=capture, given=given)
    for reference in writer.chunks:
        name = normpath(join(dirname(main), related.get(reference, reference)))
        if name in package:
            yield Part(body=package.part(name), name=name)
        else:
            message = f"a document set into this one is missing ({name!r}); get it again"
            yield Failure(path=given.path, kind="unreadable", message=message)


def _main_part(package: Package) -> str:
    """The name of the part that holds the text."""
    with package.optional():
        for relation in package.xml("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return normpath(relation.get("Target", _MAIN).lstrip("/"))
    return _MAIN


def _relations(package: Package, part: str) -> dict[str, str]:
    """Targets by the ids that a part calls them."""
    found: dict[str, str] = {}
    with package.optional():
        folder, _, name = part.rpartition("/")
        for relation in package.xml(f"{folder}/_rels/{name}.rels"):
            found[relation.get("Id", "")] = relation.get("Target", "")
    return found


def _styles(package: Package, folder: str) -> dict[str, Role]:
    """Roles of paragraph styles by id, for those that have one."""
    found: dict[str, Role] = {}
    with package.optional():
        for style in package.xml(join(folder, "styles.xml")):
            names = [attribute(child, "val") for child in style if name_of(child) == "name"]
            name = (names[0] if names else "").casefold()
            for begins, role in _ROLES:
                if name.startswith(begins):
                    found[attribute(style, "styleId")] = role
    return found


def _notes(package: Package, part: str, kind: str, writer: Writer) -> Iterator[Passage]:
    """The notes that the text leads to, in its order."""
    if part not in package or not writer.notes[kind]:
        return
    bodies = {attribute(note, "id"): note for note in package.xml(part) if name_of(note) == kind}
    for number, (reference, place) in enumerate(list(writer.notes[kind]), start=1):
        if (note := bodies.get(reference)) is not None:
            text = "\n".join(filter(None, (found.string for found in writer.texts(note))))
            if text:
                yield Passage(parts=((text, f"{kind} {number} to paragraph {place}"),), role="note")


def _properties(package: Package) -> Properties:
    held: dict[str, str] = {}
    with package.optional():
        for child in package.xml("docProps/core.xml"):
            held[str(child.tag)] = (child.text or "").strip()
    made: dict[str, str] = {}
    with package.optional():
        made = {name_of(child): child.text or "" for child in package.xml("docProps/app.xml")}
    return Properties(
        title=held.get(f"{_DC}title"),
        author=held.get(f"{_DC}creator"),
        created=day_of(held.get(f"{_TERMS}created")),
        changed=day_of(held.get(f"{_TERMS}modified")),
        publisher=held.get(f"{_DC}publisher"),
        company=made.get("Company"),
        program=made.get("Application", ""),
        language=held.get(f"{_DC}language"),
    )
