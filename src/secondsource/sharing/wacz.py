"""Captures as one package (WACZ 1.1.1): the archive, an index of it, its pages, and digests of all."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from secondsource.sharing.warc import Entry, Held, write_warc
from secondsource.versions import PACKAGE

_ARCHIVE = "data.warc.gz"
# No member bears the day on which it was packed.
_DAY = (1980, 1, 1, 0, 0, 0)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(slots=True)
class _Hashed:
    """A file that is written through, and hashed on its way."""

    to: Any
    hash: Any
    size: int = 0

    def write(self, body: bytes) -> int:
        self.hash.update(body)
        self.size += len(body)
        self.to.write(body)
        return len(body)


def write_wacz(
    held: Iterable[Held], to: BinaryIO, *, made: str, on_entry: Callable[[Entry], None] | None = None
) -> int:
    """Write a package, and give the number of its records. made: when, UTC to the second."""
    entries: list[Entry] = []
    listed: list[dict[str, object]] = []
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as package:
        with _member(package, f"archive/{_ARCHIVE}", listed) as file:
            for entry in write_warc(held, file, made=made):  # type: ignore[arg-type]
                entries.append(entry)
                if on_entry is not None:
                    on_entry(entry)
        with _member(package, "indexes/index.cdx", listed) as file:
            for line in sorted(_cdx(entry) for entry in entries):
                file.write(line)
        with _member(package, "pages/pages.jsonl", listed) as file:
            for line in _pages(entries):
                file.write(line)
        about = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "software": f"Second Source {PACKAGE}",
            "created": made,
            "resources": listed,
        }
        body = json.dumps(about, indent=2, ensure_ascii=False).encode()
        package.writestr(_named("datapackage.json"), body)
        seal = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(body).hexdigest()}"}
        package.writestr(_named("datapackage-digest.json"), json.dumps(seal, indent=2).encode())
    return len(entries)


@contextmanager
def _member(package: zipfile.ZipFile, name: str, listed: list[dict[str, object]]) -> Iterator[_Hashed]:
    """A file of the package, with its row in the list of them."""
    with package.open(_named(name), "w", force_zip64=True) as raw:
        file = _Hashed(raw, hashlib.sha256())
        yield file
    listed.append(
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": f"sha256:{file.hash.hexdigest()}",
            "bytes": file.size,
        }
    )


def _named(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DAY)
    info.external_attr = 0o644 << 16
    return info


def _cdx(entry: Entry) -> bytes:
    """A line of the index (CDXJ), sorted by the address turned round, then by time."""
    row = {"url": entry.address, "mime": entry.media, "digest": entry.digest, "length": str(entry.length)}
    if entry.status is not None:
        row["status"] = str(entry.status)
    row |= {"offset": str(entry.offset), "filename": _ARCHIVE}
    stamp = "".join(c for c in entry.date if c.isdigit())[:14]
    return f"{_turned(entry.address)} {stamp} {json.dumps(row)}\n".encode()


def _turned(address: str) -> str:
    """An address with its host turned round ("org,example)/path"), so that a site's pages stand together."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return address.replace(" ", "%20")
    if not host:
        return address.replace(" ", "%20")
    host = ",".join(reversed(host.removeprefix("www.").split(".")))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return f"{host}{f':{port}' if port else ''}){path}".lower()


def _pages(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The lines of pages.jsonl: each page that has an address, with its title."""
    yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}).encode() + b"\n"
    for number, entry in enumerate(entries, start=1):
        if entry.media in _PAGES and entry.address.startswith(("http://", "https://")):
            row = {"id": str(number), "url": entry.address, "ts": entry.date}
            if entry.title:
                row["title"] = entry.title
            yield json.dumps(row, ensure_ascii=False).encode() + b"\n"
