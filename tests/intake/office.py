"""Word and OpenDocument files for the tests, built by hand about invented people and places."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODT = "application/vnd.oasis.opendocument.text"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members, in their order."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED if name != "mimetype" else None
            )
    return held.getvalue()


def word(body: str, *, parts: Mapping[str, str | bytes] | None = None, namespace: str = _W) -> bytes:
    """A Word document with this body; `w:` is bound. parts: more of them, or others in place of these."""
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _RELATIONS,
            "word/document.xml": f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>',
            **(parts or {}),
        }
    )


def word_part(name: str, inner: str) -> str:
    """A part of a Word document, with `w:` bound."""
    return f'<w:{name} xmlns:w="{_W}">{inner}</w:{name}>'


def p(text: str, *, style: str = "") -> str:
    """A Word paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def core(**fields: str) -> str:
    """A Word document's properties: title, creator, created, modified."""
    inner = "".join(
        f"<{'dcterms' if name in ('created', 'modified') else 'dc'}:{name}>{value}"
        f"</{'dcterms' if name in ('created', 'modified') else 'dc'}:{name}>"
        for name, value in fields.items()
    )
    return (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        + inner
        + "</c>"
    )


def open_text(
    text: str, *, styles: str = "", parts: Mapping[str, str | bytes] | None = None, mimetype: str = ODT
) -> bytes:
    """An OpenDocument text; `text:`, `office:`, `table:`, `draw:` and `style:` are bound.

    styles: automatic ones.
    """
    bound = " ".join(
        f'xmlns:{short}="{_ODF}{name}:1.0"'
        for short, name in (
            ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
            ("style", "style"),
        )
    )  # fmt: skip
    content = (
        f"<office:document-content {bound}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": mimetype, "content.xml": content, **(parts or {})})
