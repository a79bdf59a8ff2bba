"""Lists of addresses: what is one, and that nothing else is fetched."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from secondsource.intake import formats, from_bytes, receive
from secondsource.model.report import Failure, Report


@pytest.mark.parametrize(
    ("body", "is_list"),
    [
        (b"https://a.invalid/x\n", True),
        (b"# notes\r\n\r\nhttps://a.invalid/x\r\nHTTP://b.invalid/?q=1,2\r\n", True),
        (b'"https://a.invalid/x",\n"https://a.invalid/y",\n', True),
        (b"\xef\xbb\xbfhttps://a.invalid/x", True),
        (b"https://a.invalid/x is what the warden said\n", False),
        (b"See https://a.invalid/x\n", False),
        (b"https://a.invalid/x\nThe gate is open.\n", False),
        (b"# only notes\n", False),
        (b"ftp://a.invalid/x\n", False),
    ],
)
def test_a_list_is_known_by_its_lines(body: bytes, is_list: bool) -> None:
    assert (formats.detect(body) is formats.ADDRESSES) is is_list


def test_a_list_longer_than_the_head_is_known() -> None:
    body = b"https://a.invalid/" + b"x" * 90 + b"\n"
    assert formats.detect(body * 2000) is formats.ADDRESSES


class Handler(http.server.BaseHTTPRequestHandler):
    """A page for /a and /b, a list for /list, nothing else."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        bodies = {"/a": b"The gate is open.", "/b": b"The gate is shut.", "/list": b"http://10.0.0.1/\n"}
        self.send_response(200 if self.path in bodies else 404)
        self.end_headers()
        self.wfile.write(bodies.get(self.path, b""))

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    held = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=held.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield held
    held.shutdown()
    held.server_close()


def test_each_address_is_fetched_once_and_each_failure_is_told(
    server: http.server.ThreadingHTTPServer, tmp_path: Path
) -> None:
    base = f"http://127.0.0.1:{server.server_address[1]}"
    path = tmp_path / "addresses.txt"
    path.write_text(f"# mine\n{base}/a\n{base}/none\n{base}/a\n{base}/b\n{base}/list\n", encoding="utf-8")
    found = list(receive(path, allow_private=True))
    assert [one.path for one in found] == [f"{base}/a", f"{base}/none", f"{base}/b", f"{base}/list"]
    assert [one.text if isinstance(one, Report) else one.kind for one in found] == [
        "The gate is open.", "not-found-page", "The gate is shut.", "unsupported",
    ]  # fmt: skip
    assert server.asked == ["/a", "/none", "/b", "/list"]  # type: ignore[attr-defined]
    report = found[0]
    assert (
        isinstance(report, Report) and report.capture and report.capture.headers[0] == (":status", "200 OK")
    )


def test_a_list_inside_something_is_not_fetched() -> None:
    body = (
        b"From: a@b.invalid\nMessage-ID: <a@b>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n"
        b"The gate is open.\n--x\nContent-Disposition: attachment; filename=a.txt\n\nhttp://10.0.0.1/\n--x--\n"
    )
    report, refused = from_bytes(body)
    assert isinstance(report, Report)
    assert isinstance(refused, Failure) and refused.kind == "unsupported"
