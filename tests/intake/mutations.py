"""Damage to sample files, as programs, disks and people of ill will do it, for the fuzz runs."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

# Most faults need little: more than this only takes longer.
_LARGEST = 300_000
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65536",
    b"2147483648",
    b"4294967295",
    b"99999999999999999999",
    b"1e9",
    b"",
)
_CHARSETS = (
    b"utf-16", b"utf-7", b"utf-32", b"iso-2022-jp", b"hz", b"cp037", b"x-unknown", b"us-ascii",
    b"windows-1252", b"shift_jis", b"idna", b"unicode_escape", b"",
)  # fmt: skip
_TOKENS = (
    b"\r\n\r\n", b"\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"WARC/1.1\r\n", b"Content-Length: 0\r\n",
    b"Content-Encoding: br\r\n", b"Transfer-Encoding: chunked\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"--",
    b"<!--",
    b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b 'cccc'>]>", b"&amp;", b"</p>", b"<p>" * 50, b"{", b"}",
    b"[" * 200,
    b"From a@b Tue Mar  3 06:15:00 2026\n", b"=?utf-8?q?=00?=", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06",
    b"\x1f\x8b\x08\x00", b"../", b"obj", b"endstream", b"stream\r\n", b"/Kids", b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
)  # fmt: skip
_CHARSET = re.compile(rb"(?i)(?:utf-8|iso-8859-1|us-ascii|windows-125\d)")
_NUMBER = re.compile(rb"\d+")

Mutator = Callable[[bytes, Random, Sequence[bytes]], bytes]


def _flipped(body: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    held = bytearray(body)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        held[random.randrange(len(held))] ^= 1 << random.randrange(8)
    return bytes(held)


def _overwritten(body: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    """A number of 2, 4 or 8 bytes set to an extreme."""
    size = random.choice((1, 2, 4, 8))
    value = random.choice(
        (0, 1, 0x7F, (1 << (8 * size)) - 1, 1 << (8 * size - 1), random.getrandbits(8 * size))
    )
    at = random.randrange(len(body))
    order = random.choice(("little", "big"))
    return body[:at] + (value % (1 << (8 * size))).to_bytes(size, order) + body[at + size :]  # type: ignore[arg-type]


def _cut(body: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    first, last = sorted((random.randrange(len(body) + 1), random.randrange(len(body) + 1)))
    return random.choice((body[:first], body[last:], body[:first] + body[last:]))


def _repeated(body: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    at = random.randrange(len(body))
    size = random.choice((1, 8, 64, 512, 4096))
    times = min(random.choice((2, 10, 100, 2_000)), max(1, _LARGEST // 4 // size))
    return body[:at] + body[at : at + size] * times + body[at + size :]


def _spliced(body: bytes, random: Random, seeds: Sequence[bytes]) -> bytes:
    other = random.choice(seeds)
    return body[: random.randrange(len(body) + 1)] + other[random.randrange(len(other) + 1) :]


def _inserted(body: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    at = random.randrange(len(body) + 1)
    token = random.choice((*_TOKENS, random.randbytes(random.choice((1, 16, 256)))))
    return body[:at] + token + body[at:]


def _renumbered(body: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    found = list(_NUMBER.finditer(body[:200_000]))
    if not found:
        return _flipped(body, random, ())
    match = random.choice(found)
    return body[: match.start()] + random.choice(_NUMBERS) + body[match.end() :]


def _recoded(body: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    if random.random() < 0.7 and _CHARSET.search(body):
        charset = random.choice(_CHARSETS)
        return _CHARSET.sub(lambda _: charset, body, count=random.choice((0, 1)))
    return body.decode("utf-8", "replace").encode(
        random.choice(("utf-16", "utf-16-be", "utf-32", "utf-7")), "replace"
    )


def _shuffled(body: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    lines = body.splitlines(keepends=True)
    at = random.randrange(len(lines))
    some = lines[at : at + random.choice((2, 8, 40))]
    random.shuffle(some)
    return b"".join([*lines[:at], *some, *lines[at + len(some) :]])


_PLAIN: tuple[Mutator, ...] = (
    _flipped, _overwritten, _cut, _repeated, _spliced, _inserted, _renumbered, _recoded, _shuffled,
)  # fmt: skip


def mutated(seeds: Sequence[bytes], random: Random) -> bytes:
    """One of the seeds, damaged once or more: as it lies, or inside what it is packed in."""
    body = random.choice(seeds)
    if body.startswith(b"PK") and random.random() < 0.6:
        return _zip_inside(body, random, seeds)
    if body.startswith(b"\x1f\x8b") and random.random() < 0.6:
        return _gzip_inside(body, random)
    return _damaged(body, random, seeds)


def _damaged(body: bytes, random: Random, seeds: Sequence[bytes]) -> bytes:
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        if not body:
            break
        body = random.choice(_PLAIN)(body, random, seeds)[:_LARGEST]
    return body


def _zip_inside(body: bytes, random: Random, seeds: Sequence[bytes]) -> bytes:
    """The same members packed anew, one or two of them damaged, lost, doubled or under another name."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            members = [(info.filename, package.read(info)) for info in package.infolist()]
    except Exception:  # a seed that is damaged already
        return _damaged(body, random, seeds)
    if not members:
        return _damaged(body, random, seeds)
    for _ in range(random.choice((1, 1, 2))):
        at = random.randrange(len(members))
        name, held = members[at]
        if random.random() < 0.85:
            inner = (
                _gzip_inside(held, random) if held.startswith(b"\x1f\x8b") else _damaged(held, random, [held])
            )
            members[at] = (name, inner)
        elif random.random() < 0.5:
            members.append((random.choice((name, f"../{name}", "a" * 3_000, "\x07\n", "word/x.xml")), held))
        elif len(members) > 1:
            del members[at]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, held in members:
            info = zipfile.ZipInfo(name[:60_000] or "x")
            info.compress_type = random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
            package.writestr(info, held)
    return out.getvalue()


def _gzip_inside(body: bytes, random: Random) -> bytes:
    """What is packed, damaged and packed again; digests are renamed at times, so that more is read."""
    plain = _unpacked(body)
    if not plain:
        return _damaged(body, random, [body])
    if random.random() < 0.6:
        plain = plain.replace(b"-Digest:", b"-Former:")
    plain = _damaged(plain, random, [plain])
    records = re.split(rb"(?=WARC/1\.[01]\r\n)", plain) if random.random() < 0.7 else [plain]
    return b"".join(gzip.compress(record, 1, mtime=0) for record in records if record)


def _unpacked(body: bytes) -> bytes:
    found = b""
    while body.startswith(b"\x1f\x8b") and len(found) < _LARGEST:
        unpacker = zlib.decompressobj(31)
        try:
            found += unpacker.decompress(body)
        except zlib.error:
            break
        body = unpacker.unused_data
    return found
