"""Record files: one report a line, as RECORDS.md ("What goes in") lays down."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from secondsource.errors import InputError, NoText
from secondsource.intake.charset import BYTE_ORDER_MARKS, decode
from secondsource.intake.dates import iso
from secondsource.intake.files import printable, too_large
from secondsource.intake.inputs import completed, receive_address, receive_file
from secondsource.intake.options import Given, Options
from secondsource.model.report import Capture, Failure, Report

# The fields of a record, and the synonym that people's own corpora use. All hold text.
FIELDS: Mapping[str, str | None] = MappingProxyType(
    {
        "text": None,
        "file": None,
        "address": "url",
        "id": None,
        "title": None,
        "publisher": None,
        "byline": None,
        "dateline": None,
        "published": "date",
        "language": None,
    }
)
# Fields that go into the report as they are.
KNOWN = ("title", "publisher", "byline", "dateline", "published", "language", "address", "record")


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Report | Failure]:
    """A report or a failure for each line that is not blank, in the order of the file.

    Lines end at \\n or \\r\\n only. Path: FILE#ID, or FILE#L12 for a row without an id.
    """
    if given.inside:
        raise _bad("a record names a record file; name the report itself")
    body = _as_utf8(capture.body)
    start, number, found = 0, 0, False
    while start < len(body):
        end = body.find(b"\n", start)
        end = len(body) if end < 0 else end
        line, number = body[start:end].removesuffix(b"\r"), number + 1
        start = end + 1
        if line.strip(b" \t\r"):
            found = True
            yield from _row(line, number=number, given=given, options=options)
    if not found:
        raise NoText("this record file holds no record", kind="empty")


def _as_utf8(body: bytes) -> bytes:
    """The body without a byte order mark; UTF-16 and UTF-32 become UTF-8."""
    for mark, charset in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :] if charset == "utf-8" else decode(body)[0].encode("utf-8")
    return body


def _row(line: bytes, *, number: int, given: Given, options: Options) -> Iterator[Report | Failure]:
    path = f"{given.path}#L{number}"
    try:
        record = _fields(line)
        if "id" in record:
            path = f"{given.path}#{record['id']}"
        if len(line) > options.limits.size:
            raise too_large(options.limits.size)
        yield from _reports(record, path=path, given=given, options=options)
    except InputError as error:
        yield Failure(path=path, kind=error.kind, message=str(error))


def _fields(line: bytes) -> dict[str, str]:
    """The record's own fields under their first names; absent, null and blank ones are left out."""
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _bad(f"byte {error.start} of the line is no UTF-8; record files are UTF-8") from None
    except json.JSONDecodeError as error:
        raise _bad(f"no JSON: {error.msg} at character {error.pos + 1} of the line") from None
    except (ValueError, RecursionError) as error:
        raise _bad(f"JSON that cannot be read ({error})") from None
    if not isinstance(record, dict):
        raise _bad(f"a record is a JSON object, not {_kind_of(record)}")
    fields: dict[str, str] = {}
    for field, synonym in FIELDS.items():
        value = record.get(field)
        if value is None and synonym is not None:
            value = record.get(synonym)
        if value is None:
            continue
        held = _text_of(value, field)
        if held.strip() or field == "text":
            fields[field] = held
    return _checked(fields)


def _text_of(value: Any, field: str) -> str:
    if field == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise _bad(f'"{field}" must be text, not {_kind_of(value)}')
    if _broken(value):
        raise _bad(f'"{field}" holds half a character (a lone surrogate); mend its \\u escapes')
    if "\x00" in value:
        raise _bad(f'"{field}" holds a zero character')
    return value


def _broken(value: str) -> bool:
    """True for text with a lone surrogate, which is all that UTF-8 cannot hold."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _checked(fields: dict[str, str]) -> dict[str, str]:
    if not fields.keys() & {"text", "file", "address"}:
        raise _bad('a record needs one of "text", "file" and "address"')
    if "published" in fields:
        published = iso(fields["published"])
        if published is None:
            raise _bad('"published" is no date; write it as 2026-03-01 or 2026-03-01T08:00:00Z')
        fields["published"] = published
    return fields


def _reports(
    record: dict[str, str], *, path: str, given: Given, options: Options
) -> Iterator[Report | Failure]:
    """The report of one record: of its text, else of its file, else of its address."""
    known = {field: record[field] for field in KNOWN if field in record}
    if "id" in record:
        known["record"] = record["id"]
    here = replace(
        given,
        path=path,
        name="",
        charset=None,
        address=None,
        retrieved=None,
        known=MappingProxyType(known),
        inside=True,
    )
    if "text" in record:
        if not record["text"].strip():
            raise NoText('"text" is empty', kind="empty")
        yield completed(Report(text=record["text"], path=path), given=here, options=options)
    elif "file" in record:
        yield from receive_file(
            _inside(record["file"], given.folder), given=here, options=options, regular=True
        )
    else:
        yield from receive_address(record["address"], given=here, options=options)


def _inside(name: str, folder: str | None) -> str:
    """The real path of a record's file. Raises InputError when it is not under the record file's folder."""
    if folder is None:
        raise _bad('"file" needs a record file on this machine, whose folder it lies in')
    root = os.path.realpath(folder)
    try:
        path = os.path.realpath(os.path.join(root, name))
    except (ValueError, OSError) as error:
        raise _bad(f'"file" is no file name ({error})') from None
    if os.path.commonpath([root, path]) != root or path == root:
        raise _bad(f'"file" leads out of the record file\'s own folder: {printable(name)}')
    if os.path.isdir(path):
        raise _bad(f'"file" is a folder: {printable(name)}')
    return path


def _kind_of(value: Any) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
        str: "text",
    }
    return "null" if value is None else names.get(type(value), "something else")


def _bad(message: str) -> InputError:
    return InputError(message, kind="bad-record")
