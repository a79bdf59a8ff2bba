"""Zip files, packages of web archives, gzip: what lies in them, and what they try."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from pathlib import Path

import pytest

from secondsource.intake import Limits, receive
from secondsource.intake.formats import detect, detect_in
from secondsource.intake.options import Budget, Given, Options
from secondsource.intake.zips import listed, unpacked
from secondsource.model.report import Failure, Report
from tests.intake.archives import ADDRESS, PAGE, http, kinds, outcomes, packed, record, sha1, wacz, zipped

FILES = Path(__file__).parent / "files"
TEXT = b"The dam held, its engineer said. Nobody was hurt.\n"


def paths(body: bytes, **options: object) -> list[str]:
    return [item.path for item in outcomes(body, name="a.zip", **options)]


def test_each_file_is_read_as_what_it_is() -> None:
    found = outcomes(
        zipped({"a.txt": TEXT, "in/b.html": PAGE, "in/c.png": b"\x89PNG\r\n\x1a\n0"}), name="a.zip"
    )
    assert [item.path for item in found] == ["a.zip#a.txt", "a.zip#in/b.html", "a.zip#in/c.png"]
    assert kinds(found) == ["report", "report", "not-text"]
    assert isinstance(found[0], Report) and found[0].capture is not None and found[0].capture.body == TEXT
    assert dict(found[0].capture.headers)[":within"].startswith("sha256:")


def test_what_systems_leave_and_hidden_files_are_passed_over() -> None:
    body = zipped(
        {"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a/.git/b": b"x", "Thumbs.db": b"x", "a.txt": TEXT}
    )
    assert paths(body) == ["a.zip#a.txt"]
    assert kinds(outcomes(zipped({"in/": b""}))) == ["empty-folder"]
    assert kinds(outcomes(zipped({}))) == ["empty-folder"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\news\\a.txt", "news/a.txt"),
        ("..", "unnamed"),
        ("a\x1b[31m\nb.txt", "a\ufffd[31m\ufffdb.txt"),
        ("x" * 5_000, "x" * 300),
    ],
)
def test_hostile_names_print_safely_and_lead_nowhere(name: str, shown: str) -> None:
    assert paths(zipped([(name, TEXT)])) == [f"a.zip#{shown}"]


def test_two_files_of_one_name_are_both_read() -> None:
    assert paths(zipped([("a.txt", TEXT), ("a.txt", TEXT + TEXT)])) == ["a.zip#a.txt", "a.zip#a.txt (2)"]


def test_a_link_is_told_and_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        package.writestr(info, "/etc/passwd")
    assert kinds(outcomes(out.getvalue())) == ["not-a-file"]


def test_encrypted_and_foreign_packings_are_told() -> None:
    body = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    for at in (body.find(b"PK\x03\x04") + 6, body.find(b"PK\x01\x02") + 8):
        body[at] |= 1
    found = outcomes(bytes(body))
    assert kinds(found) == ["encrypted", "report"] and "password" in str(found[0])
    body = bytearray(zipped({"a.txt": TEXT}))
    body[body.find(b"PK\x01\x02") + 10] = 9
    (failure,) = outcomes(bytes(body))
    assert isinstance(failure, Failure) and failure.kind == "unsupported" and "deflate64" in failure.message


def test_zips_in_zips_are_opened_so_far() -> None:
    body = zipped({"a.txt": TEXT})
    for _ in range(4):
        body = zipped({"in.zip": body})
    assert paths(body) == ["a.zip" + "#in.zip" * 4 + "#a.txt"]
    assert kinds(outcomes(zipped({"in.zip": body}))) == ["too-deep"]


def test_a_container_larger_than_a_report_is_opened_inside_another() -> None:
    inner = zipped({f"{n}.txt": TEXT + bytes(str(n), "ascii") for n in range(50)}, stored=True)
    assert kinds(outcomes(zipped({"in.zip": inner}), limits=Limits(size=1_000))) == ["report"] * 50


def test_members_that_lie_over_one_another_are_not_read() -> None:
    body = zipped({"a.txt": TEXT}, stored=True)
    at = body.find(b"PK\x01\x02")
    entry, end = body[at : body.find(b"PK\x05\x06")], body[body.find(b"PK\x05\x06") :]
    fields = list(struct.unpack("<4s4H2LH", end))

    def bomb(times: int) -> bytes:
        fields[3] = fields[4] = times
        fields[5] = len(entry) * times
        return body[:at] + entry * times + struct.pack("<4s4H2LH", *fields)

    assert kinds(outcomes(bomb(3))) == ["report", "damaged", "damaged"]
    assert kinds(outcomes(bomb(500))) == ["too-large"]


def test_bombs_are_stopped_while_they_unpack() -> None:
    assert kinds(outcomes(zipped({"a.txt": bytes(30_000_000)}))) == ["too-large"]
    many = zipped({f"{n}.txt": TEXT * 2_000 for n in range(40)})
    found = kinds(outcomes(many, limits=Limits(unpacked=300_000)))
    assert found[-1] == "too-large" and found.count("too-large") == 1 and found.count("report") == 3
    found = kinds(outcomes(many, limits=Limits(members=5)))
    assert "too-many" in found and len(found) < 10


def test_a_member_that_says_less_than_it_holds() -> None:
    body = bytearray(zipped({"a.txt": TEXT * 100}))
    at = body.find(b"PK\x01\x02")
    struct.pack_into("<L", body, at + 24, 10)
    (failure,) = outcomes(bytes(body))
    assert isinstance(failure, Failure) and failure.kind == "damaged" and "list" in failure.message


def test_a_checksum_and_a_name_that_differ_are_told() -> None:
    body = zipped({"a.txt": TEXT, "b.txt": TEXT}, stored=True)
    assert kinds(outcomes(body.replace(b"held", b"hold", 1))) == ["damaged", "report"]
    assert kinds(outcomes(body.replace(b"a.txt", b"c.txt", 1))) == ["damaged", "report"]


def test_a_zip_without_its_list_is_read_as_far_as_it_goes() -> None:
    body = zipped({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT * 9})
    cut = body[: body.find(b"c.txt") + 12]
    found = outcomes(cut)
    assert kinds(found) == ["truncated", "report", "report", "truncated"]
    out = io.BytesIO()

    class Pipe(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, chunk: bytes) -> int:  # type: ignore[override]
            return out.write(chunk)

    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as package:  # sizes stand behind each member
        package.writestr("a.txt", TEXT)
        package.writestr("b.txt", TEXT)
    streamed = out.getvalue()
    assert kinds(outcomes(streamed[: streamed.find(b"PK\x01\x02")])) == ["truncated", "report", "report"]


def test_bytes_before_the_zip_do_not_matter() -> None:
    found, fault = listed(io.BytesIO(b"#!/bin/sh\n" + zipped({"a.txt": TEXT})), most=9)
    assert fault is None
    assert b"".join(unpacked(io.BytesIO(b"#!/bin/sh\n" + zipped({"a.txt": TEXT})), found[0])) == TEXT


def test_record_files_in_a_zip_name_no_files() -> None:
    rows = b'{"text": "The dam held, she said."}\n{"file": "/etc/passwd"}\n'
    assert kinds(outcomes(zipped({"r.jsonl": rows}))) == ["report", "bad-record"]


def test_a_saved_page_leaves_its_folder_out() -> None:
    page = PAGE.replace(b"<body>", b'<body><img src="dam%20page_files/a.png">')
    held = {
        "dam page.html": page,
        "dam page_files/f.html": PAGE,
        "dam page_files/x.pdf.txt": TEXT,
        "b_files/c.html": PAGE,
    }
    assert paths(zipped(held)) == [
        "a.zip#dam page.html",
        "a.zip#dam page_files/x.pdf.txt",
        "a.zip#b_files/c.html",
    ]


@pytest.mark.parametrize(
    ("members", "media"),
    [
        ({"crossword/a.txt": TEXT}, "application/zip"),
        ({"word/a.txt": TEXT}, "application/zip"),
        (
            {"x" * 30_000: b"", "[Content_Types].xml": b"", "word/document.xml": b""},
            "wordprocessingml.document",
        ),
        ({"mimetype": b"application/epub+zip", "a": b""}, "application/epub+zip"),
        ({"datapackage.json": b"{}", "archive/a.warc.gz": b""}, "application/wacz"),
        ({"datapackage.json": b"{}"}, "application/zip"),
    ],
)
def test_what_a_zip_is_stands_in_its_list(members: dict[str, bytes], media: str) -> None:
    body = zipped(
        {"filler": bytes(range(256)) * 400, **members} if "mimetype" not in members else members, stored=True
    )
    assert detect(body).media.endswith(media)
    assert detect_in(io.BytesIO(body)).media.endswith(media)


def test_the_budget_counts_what_failed_too() -> None:
    from secondsource.intake.zipped import read

    given = Given(path="a.zip", budget=Budget())
    list(read(io.BytesIO(zipped({"a.txt": bytes(30_000_000)})), given=given, options=Options()))
    assert given.budget.unpacked > 9_000_000


# ---- gzip ----


def test_one_packed_file_is_read_under_its_own_name() -> None:
    out = io.BytesIO()
    with gzip.GzipFile("in/dam.txt", "wb", fileobj=out) as file:
        file.write(TEXT)
    (report,) = outcomes(out.getvalue(), name="x.gz")
    assert report.path == "x.gz#dam.txt" and kinds([report]) == ["report"]
    (report,) = outcomes(gzip.compress(TEXT) + gzip.compress(TEXT) + bytes(100), name="news.txt.gz")
    assert (
        isinstance(report, Report)
        and report.path == "news.txt.gz#news.txt"
        and report.text == (TEXT * 2).decode()
    )


@pytest.mark.parametrize("size", [11, 20, -1])
def test_a_packed_file_that_is_cut_off_is_told(size: int) -> None:
    (failure,) = outcomes(gzip.compress(TEXT)[:size], name="x.gz")
    assert isinstance(failure, Failure) and failure.kind == "truncated" and "although" not in failure.message


def test_of_a_record_file_what_came_before_the_cut_is_read() -> None:
    rows = b"".join(b'{"text": "The dam held for %d days, she said."}\n' % n for n in range(3_000))
    found = kinds(outcomes(gzip.compress(rows)[:-200], name="x.jsonl.gz"))
    assert found.count("report") > 2_000 and found[-1] == "truncated"


def test_damage_and_bombs_in_gzip() -> None:
    body = bytearray(gzip.compress(TEXT * 50))
    body[30] ^= 0xFF
    assert kinds(outcomes(bytes(body), name="x.gz")) == ["damaged"]
    assert kinds(outcomes(gzip.compress(TEXT) + b"tail", name="x.gz")) == ["damaged"]
    assert kinds(outcomes(gzip.compress(bytes(50_000_000)), name="x.gz")) == ["too-large"]
    assert kinds(outcomes(gzip.compress(gzip.compress(TEXT)), name="x.gz.gz")) == ["report"]


# ---- WACZ ----


def test_a_package_is_read_and_its_pages_give_titles() -> None:
    bare = b"<html><p>The dam above Vessel Bay held all night, the engineer, Orla Finch, said.</p></html>"
    found = outcomes(
        wacz(packed(record(http(bare))), pages=[{"format": "x"}, {"url": ADDRESS, "title": "Dam\nholds"}])
    )
    assert kinds(found) == ["report"]
    assert (
        isinstance(found[0], Report)
        and found[0].title == "Dam holds"
        and found[0].path == f"a.warc#{ADDRESS}"
    )


def test_a_changed_archive_is_told_and_its_records_need_digests_of_their_own() -> None:
    warc = packed(
        record(http(PAGE), f"WARC-Payload-Digest: {sha1(PAGE)}"), record(http(PAGE), address=f"{ADDRESS}/2")
    )
    found = outcomes(wacz(warc, listed=b"another"))
    assert kinds(found) == ["wrong-digest", "report", "wrong-digest"]
    assert found[0].path == "a.warc#archive/data.warc.gz" and found[2].path == f"a.warc#{ADDRESS}/2"


def test_what_a_package_lists_and_lacks_or_holds_and_does_not_list() -> None:
    package = json.dumps({"resources": [{"path": "archive/b.warc", "hash": "sha256:00"}]}).encode()
    found = outcomes(zipped({"datapackage.json": package, "archive/a.warc": record(http(PAGE))}))
    assert kinds(found) == ["not-found", "wrong-digest", "wrong-digest"]
    for broken in (b"{", b"[]", b'{"resources": 4}', b"[" * 100_000):
        assert "damaged" in kinds(
            outcomes(zipped({"datapackage.json": broken, "archive/a.warc": b"WARC/1.0\r\n"}))
        )


def test_a_revisit_finds_its_original_in_another_file_of_the_package() -> None:
    digest = f"WARC-Payload-Digest: {sha1(PAGE)}"
    again = packed(record(http(b""), digest, kind="revisit", address=f"{ADDRESS}?again", id=2))
    for stored in (True, False):
        held = {"archive/a.warc.gz": again, "archive/b.warc.gz": packed(record(http(PAGE), digest))}
        package = {"resources": [{"path": name} for name in held]}
        body = zipped({**held, "datapackage.json": json.dumps(package).encode()}, stored=stored)
        assert {item.address for item in outcomes(body) if isinstance(item, Report)} == {
            ADDRESS,
            f"{ADDRESS}?again",
        }


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("wacz/reference.wacz", {"report": 4, "not-found-page": 2}),
        ("wacz/reference-revisit.wacz", {"report": 3, "not-found-page": 1}),
        ("zip/folder.zip", {"report": 2}),
        ("zip/nested.zip", {"report": 7, "not-found-page": 2, "bad-record": 1}),
        ("zip/broken-cut.zip", {"report": 2, "truncated": 1}),
        ("zip/broken-byte.zip", {"damaged": 1}),
        ("zip/broken-locked.zip", {"encrypted": 1}),
        ("wacz/reference-chunked.wacz", {"report": 3}),
        # The index of one that is cut off before its list is no text to read.
        ("wacz/broken-cut.wacz", {"truncated": 2, "not-found": 1}),
        ("gzip/note.txt.gz", {"report": 1}),
        ("gzip/broken-cut.gz", {"truncated": 1}),
        ("gzip/broken-byte.gz", {"damaged": 1}),
    ],
)
def test_archives_of_other_programs(name: str, wanted: dict[str, int]) -> None:
    found = kinds(list(receive(FILES / name, language="any")))
    assert {kind: found.count(kind) for kind in found} == wanted
