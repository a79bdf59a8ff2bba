"""OpenDocument texts: the text as it stands with all tracked changes accepted, its paragraphs numbered.

Deletions, annotations, hidden text, headers and footers are left out; locators say where changes and
annotations were. Notes stand at the end. Read from the XML itself (OpenDocument 1.3, part 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from secondsource.errors import NoText
from secondsource.intake.document import Properties, day_of, report_from
from secondsource.intake.docxtext import name_of
from secondsource.intake.odttext import Styles, Writer, styles_of
from secondsource.intake.options import Given, Options
from secondsource.intake.package import Element, Package
from secondsource.model.report import Capture, Report

_TEXT = "application/vnd.oasis.opendocument.text"
_KINDS = {"spreadsheet": "a spreadsheet", "presentation": "a presentation", "graphics": "a drawing"}
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Report]:
    """One report. Raises NoText ("encrypted", "unsupported", "damaged", "empty"), TooLarge, InputError."""
    package = Package(capture.body, words="an OpenDocument file", limits=options.limits)
    _refuse_others(package)
    root = package.xml("content.xml")
    text = next((e for e in root.iter() if name_of(e) == "text" and _in_body(e)), None)
    if text is None:
        raise NoText("this is an OpenDocument file that holds no text document", kind="unsupported")
    styles = Styles()
    with package.optional():
        styles = styles_of(package.xml("styles.xml"), styles)
    writer = Writer(styles=styles_of(root, styles))
    passages = [*writer.passages(text), *writer.notes]
    yield report_from(passages, _properties(package), capture=capture, given=given)


def _in_body(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and name_of(parent) == "body"


def _refuse_others(package: Package) -> None:
    """Raises NoText for encrypted packages and for documents that are no texts."""
    kind = ""
    with package.optional():
        kind = package.part("mimetype").decode("ascii", "replace").strip()
    with package.optional():
        manifest = package.xml("META-INF/manifest.xml")
        if any(name_of(element) == "encryption-data" for element in manifest.iter()):
            kind = "encrypted"
    if kind == "encrypted":
        message = "this OpenDocument file is locked with a password; open it and save it without one"
        raise NoText(message, kind="encrypted")
    if kind and not kind.startswith(_TEXT):
        words = _KINDS.get(kind.rpartition(".")[2].removesuffix("-template"), "no text")
        raise NoText(
            f"this is an OpenDocument file of another kind ({words}), which is not yet read; save its text",
            kind="unsupported",
        )


def _properties(package: Package) -> Properties:
    held: dict[str, str] = {}
    with package.optional():
        for element in package.xml("meta.xml").iter():
            held.setdefault(str(element.tag), (element.text or "").strip())
    return Properties(
        title=held.get(f"{_DC}title"),
        publisher=held.get(f"{_DC}publisher"),
        author=held.get(f"{_META}initial-creator") or held.get(f"{_DC}creator"),
        created=day_of(held.get(f"{_META}creation-date")),
        changed=day_of(held.get(f"{_DC}date")),
        program=held.get(f"{_META}generator"),
        language=held.get(f"{_DC}language"),
    )
