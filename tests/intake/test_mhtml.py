"""Pages that a browser saved: as one file, and with a folder beside."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest

from secondsource.intake import receive
from secondsource.intake.formats import detect
from secondsource.model.report import Failure, Report
from tests.intake.archives import PAGE, kinds, outcomes

FILES = Path(__file__).parent / "files" / "mhtml"
FRAME = (
    b"<html><body><p>Buy two ferries and get one free, says the advertisement beside it.</p></body></html>"
)


def part(body: bytes, *, kind: str = "text/html; charset=utf-8", location: str = "", id: str = "") -> str:
    fields = [f"Content-Type: {kind}", "Content-Transfer-Encoding: quoted-printable"]
    fields += [f"Content-Location: {location}"] if location else []
    fields += [f"Content-ID: <{id}>"] if id else []
    return "\r\n".join(fields) + "\r\n\r\n" + quopri.encodestring(body).decode() + "\r\n"


def saved(*parts: str, head: str = "", more: str = "", end: str = "--B--\r\n") -> bytes:
    fields = (
        'From: "Saved by Windows Internet Explorer 8"\r\nSubject: =?utf-8?Q?Dam_h=C3=B6lds?=\r\n'
        f"Date: Thu, 5 Mar 2026 11:00:00 +0100\r\nMIME-Version: 1.0\r\n{head}"
        f'Content-Type: multipart/related; type="text/html"; boundary="B"{more}\r\n\r\nMany parts.\r\n'
    )
    return (fields + "".join(f"--B\r\n{one}" for one in parts) + end).encode()


def test_the_page_has_its_address_and_the_day_it_was_saved() -> None:
    body = saved(
        part(PAGE, location="https://courier.invalid/dam"), part(FRAME, location="https://ads.invalid/")
    )
    assert detect(body).media == "multipart/related"
    (report,) = outcomes(body, name="a.mhtml")
    assert isinstance(report, Report) and report.capture is not None
    assert (report.address, report.retrieved) == ("https://courier.invalid/dam", "2026-03-05T10:00:00Z")
    assert report.path == "a.mhtml#https://courier.invalid/dam" and "Orla Finch" in report.text
    assert dict(report.capture.headers)[":within"].startswith("sha256:")


@pytest.mark.parametrize(
    ("head", "more"),
    [
        ("Snapshot-Content-Location: https://courier.invalid/dam\r\n", ""),
        ("", '; start="<root@mhtml>"'),
    ],
)
def test_the_page_need_not_come_first(head: str, more: str) -> None:
    parts = (
        part(FRAME, location="cid:frame"),
        part(PAGE, location="https://courier.invalid/dam", id="root@mhtml"),
    )
    (report,) = outcomes(saved(*parts, head=head, more=more))
    assert isinstance(report, Report) and "Orla Finch" in report.text


def test_the_character_set_of_the_part_is_used_and_the_subject_stands_in_for_a_title() -> None:
    lines = "".join(
        f"<p>The café above Vessel Bay held through night {n}, the engineer, Orla Finch, said.</p>"
        for n in range(4)
    )
    body = saved(
        part(f"<html><body>{lines}</body></html>".encode("utf-16-le"), kind="text/html; charset=utf-16le")
    )
    (report,) = outcomes(body)
    assert isinstance(report, Report) and "café" in report.text
    assert report.title == "Dam hölds" and report.address is None


def test_a_file_that_is_cut_off_in_its_page_is_told() -> None:
    page = part(PAGE)
    (failure,) = outcomes(saved(page[: len(page) // 2], end=""))
    assert isinstance(failure, Failure) and failure.kind == "truncated"
    assert kinds(outcomes(saved(page, part(b"p{}", kind="text/css"), end=""))) == ["report"]


def test_a_saved_page_without_a_page() -> None:
    assert kinds(outcomes(saved(part(b"p{}", kind="text/css")))) == ["no-article"]
    assert kinds(outcomes(saved())) == ["no-article"]


def test_mail_with_pictures_is_no_saved_page() -> None:
    body = saved(part(PAGE)).replace(b"From: ", b"To: desk@courier.invalid\r\nFrom: ")
    assert detect(body).media == "message/rfc822"


@pytest.mark.parametrize("name", ["chromium-ferry.mhtml", "chromium-bridge.mhtml", "chromium-frames.mhtml"])
def test_pages_that_chromium_saved(name: str) -> None:
    (report,) = receive(FILES / name)
    assert isinstance(report, Report) and report.title and report.address and report.retrieved


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("broken-cut.mhtml", "truncated"),
        ("broken-nothing.mhtml", "no-article"),
        ("broken-boundary.mhtml", "no-article"),
    ],
)
def test_broken_ones(name: str, kind: str) -> None:
    assert kinds(list(receive(FILES / name))) == [kind]


def test_the_folder_of_a_saved_page_is_passed_over_but_for_documents(tmp_path: Path) -> None:
    beside = tmp_path / "Dam & bay_files"
    (beside / "deep").mkdir(parents=True)
    (beside / "frame.html").write_bytes(FRAME)
    (beside / "deep" / "b.js").write_text("x")
    (beside / "kept.txt").write_bytes(b"The engineer said the dam held, and would hold.")
    (tmp_path / "Dam & bay.html").write_bytes(
        PAGE.replace(b"<body>", b"<body><script src='Dam%20&amp;%20bay_files/b.js'>")
    )
    names = [Path(item.path).name for item in receive(tmp_path)]
    assert names == ["Dam & bay.html", "kept.txt"]


def test_a_folder_that_only_has_such_a_name_is_read(tmp_path: Path) -> None:
    (tmp_path / "dam_files").mkdir()
    (tmp_path / "dam_files" / "a.html").write_bytes(PAGE)
    (tmp_path / "dam.html").write_bytes(PAGE)
    assert kinds(list(receive(tmp_path))) == ["report", "report"]
