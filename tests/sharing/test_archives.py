"""Captures out as WARC and WACZ: what other tools say of them, and what comes of taking them in again."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from secondsource.intake.warcfile import Record, records
from secondsource.model.report import Capture
from secondsource.sharing.wacz import write_wacz
from secondsource.sharing.warc import Held, digest, write_warc
from tests.intake.pages import article
from tests.sharing.roundtrip import roundtrip

FILES = Path(__file__).parents[1] / "intake" / "files"
MADE = "2026-03-09T08:00:00Z"
PAGE = Capture(body=article(), media="text/html")
FETCHED = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", "12"),
    ("Set-Cookie", "a\r\nInjected: yes"),
    (":status", "203 Other"),
    (":within", "sha256:00"),
)


def held(**told: object) -> Held:
    known: dict[str, object] = {"capture": PAGE, "entered": "2026-03-08T07:00:00Z", **told}
    return Held(**known)  # type: ignore[arg-type]


def written(*given: Held, packed: bool = False) -> tuple[bytes, list[tuple[dict[str, str], bytes]]]:
    """The bytes of an archive, and its records as our own reader finds them."""
    out = io.BytesIO()
    list(write_warc(given, out, made=MADE, packed=packed))
    found = []
    for record in records(io.BytesIO(out.getvalue())):
        assert isinstance(record, Record)
        found.append((record.fields, b"".join(record.chunks())))
    return out.getvalue(), found


def test_what_a_server_sent_is_a_response_without_the_codings_that_were_undone() -> None:
    _, (_, (fields, block)) = written(
        held(address="https://courier.invalid/dam", fetched=MADE, headers=FETCHED)
    )
    head, _, body = block.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert fields["warc-type"] == "response" and fields["warc-date"] == MADE and body == PAGE.body
    assert fields["warc-payload-digest"] == digest(PAGE.body) and fields["warc-block-digest"] == digest(block)
    assert lines[0] == "HTTP/1.1 203 Other" and f"Content-Length: {PAGE.size}" in lines
    assert "X-Archive-Orig-Content-Encoding: gzip" in lines and "Set-Cookie: a Injected: yes" in lines
    assert not any("within" in line for line in lines)


def test_what_no_server_sent_is_a_resource_and_was_not_retrieved() -> None:
    _, (_, (fields, block)) = written(held(fields={"title": "Dam", "publisher": None}))
    assert fields["warc-type"] == "resource" and block == PAGE.body and fields["content-type"] == "text/html"
    assert fields["warc-target-uri"] == f"urn:secondsource:{PAGE.id}"
    assert fields["warc-date"] == "2026-03-08T07:00:00Z"
    told = json.loads(fields["warc-json-metadata"])["secondsource"]
    assert told == {"title": "Dam", "publisher": "", "retrieved": ""}


def test_an_address_that_is_no_uri_is_written_as_one_and_kept() -> None:
    address = "https://courier.invalid/día nueva"
    _, (_, (fields, _)) = written(held(address=address))
    assert fields["warc-target-uri"] == "https://courier.invalid/d%C3%ADa%20nueva"
    assert json.loads(fields["warc-json-metadata"])["secondsource"]["address"] == address


def test_a_title_cannot_write_headers() -> None:
    _, (_, (fields, _)) = written(held(fields={"title": "a\r\nWARC-Type: request\r\n\r\n"}))
    assert fields["warc-type"] == "resource"


def test_the_same_captures_give_the_same_bytes_and_others_others() -> None:
    one = held(address="https://courier.invalid/dam")
    assert written(one, packed=True)[0] == written(one, packed=True)[0]
    assert written(one)[0] != written(held(address="https://courier.invalid/dam2"))[0]
    packages = []
    for _ in range(2):
        out = io.BytesIO()
        assert write_wacz([one], out, made=MADE) == 1
        packages.append(out.getvalue())
    assert packages[0] == packages[1]


def test_a_package_lists_all_that_it_holds() -> None:
    out = io.BytesIO()
    write_wacz(
        [held(address="https://www.courier.invalid/dam?x=1", fields={"title": "Dam"}), held()], out, made=MADE
    )
    with zipfile.ZipFile(out) as package:
        listed = {row["path"] for row in json.loads(package.read("datapackage.json"))["resources"]}
        assert listed | {"datapackage.json", "datapackage-digest.json"} == set(package.namelist())
        index = package.read("indexes/index.cdx").decode().splitlines()
        assert index == sorted(index) and index[0].startswith("invalid,courier)/dam?x=1 20260308070000 {")
        row = json.loads(index[0].split(" ", 2)[2])
        warc = package.read("archive/data.warc.gz")
        assert warc[int(row["offset"]) :].startswith(b"\x1f\x8b") and int(row["length"]) > 100
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
        assert [page.get("title") for page in pages] == ["All Pages", "Dam"]


def test_out_and_in_again_and_what_other_tools_say(tmp_path: Path) -> None:
    inputs = [
        "warc/wget.warc.gz",
        "warc/warcio-revisit.warc.gz",
        "mhtml/chromium-frames.mhtml",
        "zip/nested.zip",
    ]
    told = roundtrip([str(FILES / name) for name in inputs], tmp_path)
    wrong = [name for name, value in told.items() if value is False]
    assert not wrong and told["reports"] > 5
    if all(told[name] is None for name in told if "accepts" in name):
        pytest.skip("warcio, fastwarc and wacz are not installed; all else holds")
