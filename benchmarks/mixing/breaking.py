"""Broken files of all formats, each with the rows that it must give: what is left of it, and its damage."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

from benchmarks.mixing.making import PNG, Made, Source, open_document, records, sent, word


def _broken_zip(source: Source) -> Made:
    """Two members, the second one with a byte changed."""
    first, second = (source.report().text.encode() for _ in range(2))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as held:
        held.writestr(zipfile.ZipInfo("a.txt"), first)
        held.writestr(zipfile.ZipInfo("b.txt"), second)
    body = bytearray(out.getvalue())
    body[body.rindex(second) + 10] ^= 0x01
    return Made(name="zip", body=bytes(body), rows=2, failed=1, inside=2)


def _broken_warc(source: Source) -> Made:
    """Three records; the second one's packed bytes are changed."""
    first, second, third = (gzip.compress(one, mtime=0) for one in records(source, 3))
    at = len(second) // 2
    second = second[:at] + bytes([second[at] ^ 0xFF]) + second[at + 1 :]
    return Made(name="warc.gz", body=first + second + third, rows=3, failed=1, inside=3)


def _cut_warc(source: Source) -> Made:
    """Two records; the second one is cut."""
    first, second = records(source, 2)
    return Made(name="warc", body=first + second[: len(second) // 2], rows=2, failed=1, inside=2)


def _cut_mail(source: Source) -> Made:
    """A message of two parts that is cut inside the second: both are read, and that it is cut is told."""
    held = EmailMessage()
    held["From"], held["To"] = "desk@wire.example", "desk@holm.example"
    held["Message-ID"], held["Subject"] = f"<{source.random.randrange(10**12)}@wire.example>", "Cut"
    held.set_content(source.report().text)
    held.add_attachment(source.report().text, filename="log.txt", cte="8bit")
    body = sent(source, held)
    return Made(name="eml", body=body[: len(body) - 300], rows=3, failed=1, inside=2)


def _cut_rows(source: Source) -> Made:
    """A record file whose last line is cut."""
    lines = [json.dumps({"id": str(n), "text": source.report().text}) for n in range(3)]
    return Made(name="jsonl", body="\n".join(lines).encode()[:-40], rows=3, failed=1, inside=3)


def _wall(source: Source) -> Made:
    """A page that only asks for consent."""
    words = (
        "We and our partners use cookies on your device. Accept all, or manage your preferences in the "
        "settings. With your consent we process data for personalised ads and content measurement."
    )
    head = f"<!doctype html><title>Courier {source.random.random()}</title>"
    body = f"{head}<body><h1>Before you go on</h1><p>{words}</p>"
    return Made(name="html", body=body.encode(), failed=1)


def _cut(make: Callable[[Source], Made], name: str = "") -> Callable[[Source], Made]:
    def maker(source: Source) -> Made:
        made = make(source)
        return Made(name=name or made.name, body=made.body[: len(made.body) * 2 // 3], failed=1)

    return maker


def _of(name: str, body: bytes) -> Callable[[Source], Made]:
    return lambda source: Made(name=name, body=body, failed=1)


def _cut_gzip(source: Source) -> Made:
    body = gzip.compress(source.report().text.encode(), mtime=0)
    return Made(name="txt.gz", body=body[: len(body) // 2], failed=1, inside=1)


BROKEN: tuple[Callable[[Source], Made], ...] = (
    _broken_zip, _broken_warc, _cut_warc, _cut_mail, _cut_rows, _wall, _cut(word), _cut(open_document),
    _cut_gzip, _of("png", PNG), _of("txt", b""), _of("html", b"<!doctype html><title>Nothing</title>"),
    _of("txt", b"\x7fELF" + bytes(200)), _of("pdf", b"%PDF-1.7\n" + b"no object at all\n" * 9),
)  # fmt: skip
