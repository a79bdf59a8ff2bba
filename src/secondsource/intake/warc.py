"""Web archives (WARC): every page in them as a part of its own, with the address and time of its record.

A record whose bytes are not those that its digest was made of is told, and not read. What only belongs to
pages (images, styles, scripts, fonts) is passed over, and so are redirects and what crawlers note.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from secondsource.errors import InputError
from secondsource.intake import formats
from secondsource.intake.codings import Head, charset_of, dechunked, decoded, head_of
from secondsource.intake.digests import Check
from secondsource.intake.files import inside
from secondsource.intake.options import Given, Options, Part
from secondsource.intake.parts import check_budget, part_of
from secondsource.intake.tables import wordset
from secondsource.intake.unpacking import CHUNK, Pulled, chunks_of
from secondsource.intake.warcfile import Broken, Place, Record, record_at, records
from secondsource.model.report import Failure

# Records that hold no answer of a server.
_NOTES = wordset("warcinfo request metadata")
# What crawlers write about their own work, by how its address begins.
_WORK = (
    "metadata:", "dns:", "whois:", "about:", "screenshot:", "urn:pageinfo:", "urn:text", "urn:view",
    "urn:thumb", "urn:fullpage", "urn:embeds:",
)  # fmt: skip
# Media types of what belongs to pages, and how addresses of it end where no type is given.
_FURNITURE = re.compile(
    r"(?:image|audio|video|font)/|text/(?:css|javascript|dns|vtt)|"
    r"application/(?:x-)?(?:javascript|ecmascript|font|json|wasm|manifest\+json|ld\+json|vnd\.ms-fontobject|"
    r"shockwave-flash|ocsp|protobuf)",
    re.IGNORECASE,
)
_ENDINGS = wordset(
    "css js mjs json map png jpg jpeg gif webp avif svg ico bmp woff woff2 ttf otf eot mp3 mp4 webm m3u8 ts "
    "wasm"
)
_FILES = wordset("robots.txt favicon.ico")
_NEVER_INHERITED = frozenset({"warc-block-digest", "warc-json-metadata"})
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z)?)?)?")
# Fields of a report that our own archives give for what the bytes do not say.
_TOLD = ("title", "publisher", "byline", "dateline", "published", "language", "record")
_LONGEST_FIELD = 20_000
# Fields of a record that stay its own when its body is that of an earlier one.
_OWN = frozenset(
    {"warc-target-uri", "warc-date", "warc-record-id", "warc-payload-digest", "warc-json-metadata"}
)

Outcome = Part | Failure


def read(source: BinaryIO, *, given: Given, options: Options) -> Iterator[Outcome]:
    """A part for each page, document or text, and a failure for each that cannot be read."""
    archive = Archive(given=given, options=options)
    yield from archive.outcomes(source)
    yield from archive.late()


class Archive:
    """The WARC files of one archive, which may refer to each other's records.

    titles: of pages by address, where the report has none of its own.
    """

    def __init__(self, *, given: Given, options: Options, titles: Mapping[str, str] | None = None) -> None:
        self._given, self._options = given, options
        self._titles = titles or {}
        # By digests of what a record is known by; None for one that is passed over.
        self._known: dict[int, tuple[BinaryIO, Place] | None] = {}
        self._waiting: list[tuple[BinaryIO, Place]] = []
        self._source: BinaryIO = io.BytesIO()
        self._trusted = True

    def outcomes(self, source: BinaryIO, *, trusted: bool = True) -> Iterator[Outcome]:
        """What one file holds. trusted False: the file was changed, so records need their own digests."""
        self._source, self._trusted = source, trusted
        for record in records(source, most=self._options.limits.unpacked):
            if isinstance(record, Broken):
                yield self._failure(f"record at {record.place}", record)
                continue
            check_budget(self._given, self._options)
            try:
                yield from self._outcome(record)
            except InputError as error:
                yield self._failure(_name(record), _cause(record, error), record=record)

    def late(self) -> Iterator[Outcome]:
        """Records that are the same as one which came after them, or in another file."""
        for source, place in self._waiting:
            self._source = source
            record = record_at(source, place)
            try:
                yield from self._revisit(record, wait=False)
            except InputError as error:
                yield self._failure(_name(record), error, record=record)

    def _outcome(self, record: Record) -> Iterator[Outcome]:
        if record.kind in _NOTES or _target(record).lower().startswith(_WORK):
            self._pass_over(record)
            return
        readers: Mapping[str, Callable[[Record], Iterator[Outcome]]] = {
            "response": self._response,
            "resource": self._resource,
            "conversion": self._conversion,
            "revisit": self._revisit,
        }
        reader = readers.get(record.kind)
        if reader is None:
            what = record.kind[:40] or "none"
            raise InputError(f"records of this type ({what}) are not read", kind="unsupported")
        yield from reader(record)

    def _response(self, record: Record) -> Iterator[Outcome]:
        if not record.get("content-type").lower().startswith("application/http"):
            yield from self._resource(record)
            return
        check = Check(record.get("warc-block-digest"))
        stream = io.BufferedReader(Pulled(_watched(record.chunks(), check)), CHUNK)
        head = head_of(stream)
        if head.status >= 400 and not _is_furniture(head.get("content-type"), _target(record)):
            self._drained(record, stream, check)
            raise _refused(head)
        if not 200 <= head.status < 300 or _is_furniture(head.get("content-type"), _target(record)):
            self._drained(record, stream, check)
            self._note(record, None)
            return
        yield from self._part(record, stream, check, head)

    def _resource(self, record: Record) -> Iterator[Outcome]:
        if _is_furniture(record.get("content-type"), _target(record)):
            self._pass_over(record)
            self._note(record, None)
            return
        check = Check(record.get("warc-block-digest"))
        stream = io.BufferedReader(Pulled(_watched(record.chunks(), check)), CHUNK)
        yield from self._part(record, stream, check, None)

    def _conversion(self, record: Record) -> Iterator[Outcome]:
        """Another form of a record; that one is read when it is there."""
        if self._known.get(_key(record.get("warc-refers-to"))) is not None:
            self._pass_over(record)
            return
        yield from self._resource(record)

    def _revisit(self, record: Record, *, wait: bool = True) -> Iterator[Outcome]:
        """What was the same as before: the earlier record's bytes, with this one's address and time."""
        head = None
        if record.get("content-type").lower().startswith("application/http") and record.left:
            head = head_of(io.BufferedReader(Pulled(record.chunks()), CHUNK))
        record.finish()
        if _is_furniture("" if head is None else head.get("content-type"), _target(record)):
            return
        keys = [key for key in _references(record) if key in self._known]
        if not keys and wait:
            self._waiting.append((self._source, record.place))
            return
        if not keys:
            message = "this says that it is the same as an earlier record, which is not in the archive"
            raise InputError(message, kind="not-found")
        place = self._known[keys[0]]
        if place is not None:
            yield from self._again(record, *place)

    def _again(self, record: Record, source: BinaryIO, place: Place) -> Iterator[Outcome]:
        first = record_at(source, place)
        check = Check("")
        stream = io.BufferedReader(Pulled(first.chunks()), CHUNK)
        head = None
        if first.get("content-type").lower().startswith("application/http"):
            head = head_of(stream)
        inherited = {name: value for name, value in first.fields.items() if name not in _NEVER_INHERITED}
        told = {**inherited, **{name: value for name, value in record.fields.items() if name in _OWN}}
        asked = Record(place=record.place, fields=told, left=0, wire=first.wire)
        yield from self._part(asked, stream, check, head, noted=False, of=first)

    def _part(
        self,
        record: Record,
        stream: BinaryIO,
        check: Check,
        head: Head | None,
        *,
        noted: bool = True,
        of: Record | None = None,
    ) -> Iterator[Outcome]:
        """The body of a record as a part, once all of it has come and its digests hold."""
        # The digest may be of the body as it was sent, without its chunks, or without its codings.
        label = record.get("warc-payload-digest")
        checks = [Check(label) for _ in range(3)]
        layers = [_watched(chunks_of(stream), checks[0])]
        if head is not None and "chunked" in head.get("transfer-encoding").lower():
            layers.append(dechunked(layers[-1]))
        layers.append(_watched(layers[-1], checks[1]))
        layers.append(_watched(decoded(layers[-1], head.get("content-encoding") if head else ""), checks[2]))
        part = part_of(
            layers[-1],
            name=_name(record),
            given=self._given,
            options=self._options,
            **self._told(record, head),
        )
        try:
            for layer in reversed(layers):
                for _ in layer:
                    pass
            (of or record).finish()
            self._held_to(record, [[check], checks])
        except BaseException:
            if part.source is not None:
                part.source.close()
            raise
        row = formats.detect(part.body, name=part.name) if part.source is None else None
        passed = row is not None and row.module is None and not row.later
        if noted:
            self._note(record, None if passed else record.place)
        if not passed:
            yield part

    def _told(self, record: Record, head: Head | None) -> dict[str, Any]:
        """What the record says of its body, as fields of a part."""
        address = _target(record)
        kind = head.get("content-type") if head else record.get("content-type")
        date = record.get("warc-date")
        own = _own_fields(record)
        headers = (*head.headers, (":status", f"{head.status} {head.reason}".strip())) if head else ()
        title = self._titles.get(address)
        return {
            "address": own.get("address") or (address if _is_of_the_web(address) else None),
            "retrieved": own.get("retrieved", date if _DATE.fullmatch(date) else "") or None,
            "charset": charset_of(kind),
            "headers": (*headers, *(((":record", record.id),) if record.id else ())),
            "known": MappingProxyType({name: own[name] for name in _TOLD if name in own}),
            "otherwise": MappingProxyType({"title": title} if title else {}),
        }

    def _held_to(self, record: Record, groups: Iterable[list[Check]]) -> None:
        """Raises InputError where no digest of a group holds, or one is needed and none is there."""
        said = False
        for group in groups:
            label = group[0].label
            said = said or bool(label)
            if label and not any(check.holds for check in group):
                message = (
                    f"its bytes are not those that its digest was made of ({label[:80]}); they were changed"
                )
                raise InputError(message, kind="wrong-digest")
        if not self._trusted and not said:
            message = "the file that it lies in was changed, and it has no digest of its own"
            raise InputError(message, kind="wrong-digest")

    def _pass_over(self, record: Record) -> None:
        """Go over a record that holds no report; its digest is held against it all the same."""
        check = Check(record.get("warc-block-digest"))
        self._drained(record, Pulled(_watched(record.chunks(), check)), check)

    def _drained(self, record: Record, stream: BinaryIO | Pulled, check: Check) -> None:
        for _ in chunks_of(stream):  # type: ignore[arg-type]
            pass
        record.finish()
        if not check.holds:
            self._held_to(record, [[check]])

    def _note(self, record: Record, place: Place | None) -> None:
        """Keep where a record is, for those that are the same as it."""
        date = f"{_target(record)} {record.get('warc-date')}"
        for named in (record.id, record.get("warc-payload-digest"), date):
            if named:
                self._known.setdefault(_key(named), None if place is None else (self._source, place))

    def _failure(self, name: str, error: InputError, *, record: Record | None = None) -> Failure:
        message = str(error)
        if record is not None:
            message += (
                f" (record {record.id} at {record.place})" if record.id else f" (record at {record.place})"
            )
        return Failure(path=inside(self._given.path, name), kind=error.kind, message=message)


def _cause(record: Record, error: InputError) -> InputError:
    """Why a record cannot be read: its own damage before what came of that."""
    if not record.failed:
        try:
            record.finish()
        except InputError as damage:
            return damage
    return error


def _target(record: Record) -> str:
    """The address that a record is of. Version 1.0 had it in angle brackets."""
    return record.get("warc-target-uri").strip("<> ")


def _name(record: Record) -> str:
    return _target(record) or f"record at {record.place}"


def _key(named: str) -> int:
    """A short digest of what a record is known by, so that many are held."""
    held = named.strip().strip("<>").encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(held, digest_size=8).digest(), "big")


def _references(record: Record) -> list[int]:
    """What the earlier record is known by, the surest first."""
    earlier = f"{record.get('warc-refers-to-target-uri').strip('<> ')} {record.get('warc-refers-to-date')}"
    named = (record.get("warc-refers-to"), record.get("warc-payload-digest"), earlier.strip())
    return [_key(name) for name in named if name]


def _is_furniture(content_type: str, address: str) -> bool:
    """True for what only belongs to pages: by its type, or where that says little by how its address ends."""
    if _FURNITURE.match(content_type.strip()):
        return True
    try:
        name = urlsplit(address).path.rpartition("/")[2].lower()
    except ValueError:
        return False
    if name in _FILES:
        return True
    return "html" not in content_type.lower() and name.rpartition(".")[2] in _ENDINGS and "." in name


def _is_of_the_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _refused(head: Head) -> InputError:
    """An error's page is no report."""
    kind = "not-found-page" if head.status in (404, 410) else "fetch-failed"
    said = f"{head.status} {head.reason}".strip()
    return InputError(f"the server answered with an error ({said}), which is no report", kind=kind)


def _own_fields(record: Record) -> dict[str, str]:
    """Fields of the report that our own archives give."""
    try:
        held = json.loads(record.get("warc-json-metadata") or "{}")
    except (ValueError, RecursionError):
        return {}
    told = held.get("secondsource") if isinstance(held, dict) else None
    if not isinstance(told, dict):
        return {}
    return {
        name: value for name, value in told.items() if isinstance(value, str) and len(value) <= _LONGEST_FIELD
    }


def _watched(chunks: Iterable[bytes], check: Check) -> Iterator[bytes]:
    for chunk in chunks:
        check.update(chunk)
        yield chunk
