"""Web archives: what is a report in them, and what is told of all else."""

from __future__ import annotations

import gzip
import hashlib
import random
import zlib
from pathlib import Path

import pytest

from secondsource.intake import Limits, receive
from secondsource.model.report import Failure, Report
from tests.intake.archives import ADDRESS, PAGE, http, kinds, outcomes, packed, record, sha1

FILES = Path(__file__).parent / "files" / "warc"


def one(*fields: str, body: bytes = PAGE, headers: tuple[str, ...] = (), **told: object) -> bytes:
    return record(http(body, *headers), *fields, **told)  # type: ignore[arg-type]


def test_a_page_has_the_address_the_time_and_the_headers_of_its_record() -> None:
    (report,) = outcomes(packed(one()))
    assert isinstance(report, Report) and report.capture is not None
    assert (report.address, report.retrieved) == (ADDRESS, "2026-03-05T10:00:00Z")
    assert report.path == f"a.warc#{ADDRESS}" and report.capture.body == PAGE
    headers = dict(report.capture.headers)
    assert headers["Content-Type"] == "text/html; charset=utf-8" and headers[":status"] == "200 OK"
    assert headers[":record"] == "<urn:uuid:00000000-0000-0000-0000-000000000001>"
    assert headers[":within"].startswith("sha256:")


def test_plain_and_packed_one_stream_or_many_are_the_same() -> None:
    records = [one(id=1), one(id=2, address=f"{ADDRESS}/2")]
    found = [
        [item.id for item in outcomes(body) if isinstance(item, Report)]
        for body in (b"".join(records), packed(*records), gzip.compress(b"".join(records)))
    ]
    assert len(found[0]) == 2 and found[0] == found[1] == found[2]


def test_a_file_packed_in_blocks_that_are_no_records_is_read() -> None:
    whole = one(id=1) + one(id=2, address=f"{ADDRESS}/2")
    blocks = b"".join(gzip.compress(whole[at : at + 300]) for at in range(0, len(whole), 300))
    assert kinds(outcomes(blocks)) == ["report", "report"]


@pytest.mark.parametrize("size", [1, 7, 500, 100_000])
def test_chunks_and_codings_are_undone_and_digests_of_each_form_hold(size: int) -> None:
    sent = gzip.compress(PAGE)
    chunks = b"".join(
        b"%x\r\n" % len(sent[at : at + size]) + sent[at : at + size] + b"\r\n"
        for at in range(0, len(sent), size)
    )
    body = chunks + b"0\r\n\r\n"
    headers = ("Transfer-Encoding: chunked", "Content-Encoding: gzip")
    for digest in (
        sha1(body),
        sha1(sent),
        sha1(PAGE),
        "sha1:" + hashlib.sha1(PAGE).hexdigest(),
    ):
        found = outcomes(one(f"WARC-Payload-Digest: {digest}", body=body, headers=headers))
        assert kinds(found) == ["report"], digest
        assert isinstance(found[0], Report) and found[0].capture is not None and found[0].capture.body == PAGE


@pytest.mark.parametrize("coding", ["deflate", "raw", "br", "zstd"])
def test_other_codings(coding: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    makers = {
        "deflate": lambda: zlib.compress(PAGE),
        "raw": lambda: raw.compress(PAGE) + raw.flush(),
        "br": lambda: pytest.importorskip("brotli").compress(PAGE),
        "zstd": lambda: pytest.importorskip("zstandard").compress(PAGE),
    }
    header = f"Content-Encoding: {'deflate' if coding == 'raw' else coding}"
    assert kinds(outcomes(one(body=makers[coding](), headers=(header,)))) == ["report"]


def test_a_body_that_was_unpacked_already_stays_as_it_is() -> None:
    assert kinds(outcomes(one(headers=("Content-Encoding: gzip", "Transfer-Encoding: chunked")))) == [
        "report"
    ]


@pytest.mark.parametrize("name", ["WARC-Payload-Digest", "WARC-Block-Digest"])
def test_a_wrong_digest_is_told_with_its_record_and_place(name: str) -> None:
    first = one(id=1)
    changed = one(f"{name}: {sha1(b'other')}", id=2)
    good, failure = outcomes(first + changed)
    assert isinstance(good, Report) and isinstance(failure, Failure)
    assert failure.kind == "wrong-digest" and f"byte {len(first)}" in failure.message
    assert "000000000002" in failure.message


def test_an_unknown_digest_is_no_fault() -> None:
    assert kinds(outcomes(one("WARC-Payload-Digest: crc99:abc", "WARC-Block-Digest: nonsense"))) == ["report"]


def test_errors_are_told_and_redirects_and_furniture_passed_over() -> None:
    found = outcomes(
        packed(
            record(http(PAGE, status="404 Not Found"), address=f"{ADDRESS}/gone"),
            record(http(b"", "Location: /", status="301 Moved")),
            record(
                http(b"<h1>no</h1>", status="404 Not Found"), address="https://courier.invalid/robots.txt"
            ),
            record(http(b"\x89PNG\r\n\x1a\n", kind="image/png"), address=f"{ADDRESS}.png"),
            record(http(b"\x89PNG\r\n\x1a\n", kind="text/html"), address=f"{ADDRESS}?pixel"),
            record(http(b"p{}", kind="text/css")),
            record(http(b"{}", kind="application/json")),
            record(b"a: b", kind="request", content="application/http; msgtype=request"),
            record(b"a: b", kind="warcinfo", content="application/warc-fields"),
            record(b"log", kind="resource", content="text/plain", address="metadata://gnu.org/wget.log"),
        )
    )
    assert kinds(found) == ["not-found-page"] and found[0].path.endswith("/gone")


def test_a_record_of_another_type_is_told() -> None:
    (failure,) = outcomes(record(PAGE, kind="continuation"))
    assert (
        isinstance(failure, Failure) and failure.kind == "unsupported" and "continuation" in failure.message
    )


def test_a_revisit_is_the_earlier_record_at_its_own_address_and_time() -> None:
    digest = f"WARC-Payload-Digest: {sha1(PAGE)}"
    again = record(http(b""), digest, kind="revisit", address=f"{ADDRESS}?again", id=2).replace(
        b"2026-03-05", b"2026-03-09"
    )
    for body in (
        packed(one(digest), again),
        packed(again, one(digest)),
        one(digest) + again,
        gzip.compress(one(digest) + again),
    ):
        found = {item.address: item for item in outcomes(body) if isinstance(item, Report)}
        assert set(found) == {ADDRESS, f"{ADDRESS}?again"}
        assert found[f"{ADDRESS}?again"].retrieved == "2026-03-09T10:00:00Z"
    (failure,) = outcomes(again)
    assert (
        isinstance(failure, Failure) and failure.kind == "not-found" and "earlier record" in failure.message
    )


def test_a_conversion_is_read_where_its_original_is_not() -> None:
    text = record(
        b"The dam held, she said.",
        "WARC-Refers-To: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        kind="conversion",
        content="text/plain",
        id=2,
    )
    assert kinds(outcomes(text)) == ["report"]
    assert kinds(outcomes(one() + text)) == ["report"]


@pytest.mark.parametrize("whole", [packed, lambda *records: b"".join(records)], ids=["packed", "plain"])
def test_a_file_that_is_cut_off_anywhere_tells_it_and_keeps_what_is_whole(whole: object) -> None:
    first = whole(one(id=1))  # type: ignore[operator]
    body = first + whole(one(id=2, address=f"{ADDRESS}/2"))  # type: ignore[operator]
    for size in range(len(first) + 1, len(body) - 4, 41):
        found = outcomes(body[:size])
        assert kinds(found)[0] == "report" and len(found) == 2, size
        assert kinds(found)[1] in ("truncated", "damaged"), (size, found[1])
        assert str(len(first)) in str(found[1]), size


def test_one_damaged_record_stops_no_other() -> None:
    records = [packed(one(id=n, address=f"{ADDRESS}/{n}")) for n in range(5)]
    broken = bytearray(records[2])
    broken[len(broken) // 2] ^= 0x55
    found = outcomes(b"".join([*records[:2], bytes(broken), *records[3:]]))
    assert [item.address for item in found if isinstance(item, Report)] == [
        f"{ADDRESS}/{n}" for n in (0, 1, 3, 4)
    ]
    (failure,) = [item for item in found if isinstance(item, Failure)]
    assert failure.kind == "damaged" and str(sum(map(len, records[:2]))) in failure.message + failure.path


@pytest.mark.parametrize("length", [10, 3_000, 10**15])
def test_a_length_that_is_wrong_costs_its_own_record_only(length: int) -> None:
    records = [one(id=1, address=f"{ADDRESS}/1"), one(id=2, length=length), one(id=3, address=f"{ADDRESS}/3")]
    for body in (b"".join(records), packed(*records)):
        found = outcomes(body)
        assert [item.address for item in found if isinstance(item, Report)] == [
            f"{ADDRESS}/1",
            f"{ADDRESS}/3",
        ]
        assert len([item for item in found if isinstance(item, Failure)]) == 1


def test_the_first_record_may_be_the_damaged_one() -> None:
    broken = bytearray(packed(one()))
    broken[20] ^= 0xFF
    assert kinds(outcomes(bytes(broken) + packed(one(id=2)))) == ["damaged", "report"]


def test_zero_bytes_at_the_end_are_padding_and_other_bytes_are_told() -> None:
    assert kinds(outcomes(packed(one()) + bytes(5_000))) == ["report"]
    assert kinds(outcomes(packed(one()) + b"something else")) == ["report", "damaged"]


def test_what_unpacks_without_end_is_stopped() -> None:
    bomb = gzip.compress(record(http(bytes(30_000_000), kind="text/html")))
    assert kinds(outcomes(bomb)) == ["too-large"]
    inside = one(body=gzip.compress(bytes(30_000_000)), headers=("Content-Encoding: gzip",))
    assert kinds(outcomes(inside + one(id=2))) == ["too-large", "report"]
    found = kinds(outcomes(bomb * 3 + packed(one()), limits=Limits(unpacked=20_000_000)))
    assert "too-large" in found and "report" not in found


def test_headers_without_end_and_hostile_names() -> None:
    assert kinds(outcomes(b"WARC/1.1\r\n" + b"a" * 600_000)) == ["damaged"]
    (report,) = outcomes(one(address="https://courier.invalid/\x1b[31m\u202e"))
    assert report.path.isprintable()


def test_fields_of_our_own_archives_win_and_others_are_left() -> None:
    told = 'WARC-JSON-Metadata: {"secondsource": {"title": "Told", "text": "no", "retrieved": "", '
    told += '"record": "r1"}}'
    (report,) = outcomes(one(told))
    assert isinstance(report, Report)
    assert (report.title, report.record, report.retrieved) == ("Told", "r1", None) and "dam" in report.text


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("wget.warc.gz", {"report": 4, "not-found-page": 2}),
        ("wget-plain.warc", {"report": 2}),
        ("warcio-chunked.warc.gz", {"report": 3}),
        ("warcio-revisit.warc.gz", {"report": 3, "not-found-page": 1}),
        ("broken-cut.warc.gz", {"report": 2, "truncated": 1}),
        ("broken-byte.warc.gz", {"report": 2, "damaged": 1, "not-found-page": 1}),
        ("broken-changed.warc", {"report": 1, "wrong-digest": 1}),
    ],
)
def test_archives_of_other_programs(name: str, wanted: dict[str, int]) -> None:
    found = kinds(list(receive(FILES / name, language="any")))
    assert {kind: found.count(kind) for kind in found} == wanted


def test_no_byte_flipped_at_random_raises() -> None:
    whole = (FILES / "warcio-revisit.warc.gz").read_bytes()
    chance = random.Random(4)
    for _ in range(30):
        body = bytearray(whole)
        body[chance.randrange(20, len(body))] ^= 1 << chance.randrange(8)
        assert "internal" not in kinds(outcomes(bytes(body)))
