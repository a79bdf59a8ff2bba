"""Pages that a browser saved with a folder for their images, styles and frames, which are no reports."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from urllib.parse import quote

from secondsource.intake.tables import wordset

# Bytes of a page in which its folder is looked for.
PAGE_SIZE = 10_000_000
_PAGE = re.compile(r"(.+)\.x?html?$", re.IGNORECASE | re.DOTALL)
# How browsers in different languages end the folder's name.
_ENDINGS = (
    "_files", ".files", "-Dateien", "_Dateien", "_fichiers", "_archivos", "_bestanden", "_file", "-filer",
    "_arquivos", "_ficheiros", "_pliki", "_soubory", "_elemei", "_tiedostot", "_dosyalar", "_podatki",
    "_fails", "_failid",
)  # fmt: skip
# What no browser puts there by itself: it is a document that somebody keeps.
_DOCUMENTS = wordset("pdf doc docx odt rtf txt eml msg mbox jsonl ndjson zip gz warc wacz mht mhtml epub")


def folders_of(name: str, among: Collection[str]) -> list[str]:
    """Those of some names that would be the folder of a page so named; none for what is no page."""
    page = _PAGE.fullmatch(name)
    return [] if page is None else [page[1] + end for end in _ENDINGS if page[1] + end in among]


def refers(page: bytes, folder: str) -> bool:
    """True when a page's own markup names a file in the folder beside it."""
    # A name that no file system of today writes is no folder of a page.
    raw = folder.encode("utf-8", "replace").decode("utf-8")
    forms = {raw, quote(raw), quote(raw, safe="/:@!$&'()*+,;=~-._")}
    forms |= {html.escape(form, quote=False) for form in forms}
    return any(f"{form}/".encode() in page for form in forms)


def is_document(name: str) -> bool:
    """True for a file that is read also in such a folder."""
    return name.rpartition(".")[2].lower() in _DOCUMENTS
