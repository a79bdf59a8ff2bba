"""Archives for the tests of intake, built by hand about invented people and places."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

from secondsource.intake import from_bytes
from secondsource.model.report import Failure, Report
from tests.intake.pages import article

PAGE = article()
ADDRESS = "https://courier.invalid/dam"


def sha1(body: bytes) -> str:
    """A digest as WARC writers have it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()


def http(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """An answer of a server."""
    head = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def record(
    block: bytes,
    *fields: str,
    kind: str = "response",
    address: str = ADDRESS,
    content: str = "application/http; msgtype=response",
    length: int | None = None,
    id: int = 1,
) -> bytes:
    """A record of a WARC file."""
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {address}",
        "WARC-Date: 2026-03-05T10:00:00Z",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{id:012}>",
        f"Content-Type: {content}",
        *fields,
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Records as `.warc.gz`, a stream each."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def zipped(members: Mapping[str, bytes] | Sequence[tuple[str, bytes]], *, stored: bool = False) -> bytes:
    """A zip file of some members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as package:
        for name, body in members.items() if isinstance(members, Mapping) else members:
            package.writestr(zipfile.ZipInfo(name), body, package.compression)
    return out.getvalue()


def wacz(warc: bytes, *, listed: bytes | None = None, pages: Sequence[Mapping[str, str]] = ()) -> bytes:
    """A package of one archive. listed: the bytes whose digest the package lists, where they are others."""
    lines = b"".join(json.dumps(row).encode() + b"\n" for row in pages)
    held = {"archive/data.warc.gz": warc, "pages/pages.jsonl": lines}
    said = held | ({"archive/data.warc.gz": listed} if listed is not None else {})
    resources = [
        {"path": name, "hash": f"sha256:{hashlib.sha256(body).hexdigest()}", "bytes": len(body)}
        for name, body in said.items()
    ]
    return zipped({**held, "datapackage.json": json.dumps({"resources": resources}).encode()}, stored=True)


def outcomes(body: bytes, *, name: str = "a.warc", **options: object) -> list[Report | Failure]:
    """All that intake makes of an archive."""
    return list(from_bytes(body, path=name, name=name, language="any", **options))  # type: ignore[arg-type]


def kinds(found: Sequence[Report | Failure]) -> list[str]:
    """Each outcome in a word."""
    return [item.kind if isinstance(item, Failure) else "report" for item in found]
