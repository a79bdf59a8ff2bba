"""Addresses, against servers of our own on the loopback."""

from __future__ import annotations

import gzip
import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from secondsource.errors import FetchError
from secondsource.intake import Limits, fetch, receive
from secondsource.intake.answers import Refused
from secondsource.model.report import Failure, Report
from tests.intake.pages import PROSE, article

SOON = Limits(seconds=1.0, pause=0.6)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by path; what it was asked is kept by the server."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        name = self.path.split("?")[0].strip("/").split("/")[0] or "page"
        getattr(self, f"_{name}", self._page)()

    def log_message(self, *args: object) -> None:
        pass

    def _send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for header, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _page(self) -> None:
        self._send(article(), Content_Type="text/html; charset=utf-8")

    def _cyrillic(self) -> None:
        body = "<html><body><p>" + "Плотина выдержала ночь, сообщила инженер. " * 9
        self._send(body.encode("cp1251"), Content_Type="text/html; charset=windows-1251")

    def _jsonl(self) -> None:
        self._send(b'{"text": "The dam held."}\n{"file": "/etc/hostname"}\n')

    def _hop(self) -> None:
        left = int(self.path.rsplit("/", 1)[1])
        self._send(b"", 302, Location=f"/hop/{left - 1}" if left else "/page#top")

    def _loop(self) -> None:
        self._send(b"", 301, Location="/loop")

    def _away(self) -> None:
        self._send(b"", 302, Location="file:///etc/passwd")

    def _private(self) -> None:
        self._send(b"", 302, Location="http://10.0.0.1/")

    def _missing(self) -> None:
        self._send(b"<html><p>The page is gone.</p></html>", 404)

    def _refused(self) -> None:
        self._send(article(), 403)

    def _gzip(self) -> None:
        self._send(gzip.compress(article()), Content_Encoding="gzip")

    def _bomb(self) -> None:
        self._send(gzip.compress(b"a" * 3_000_000), Content_Encoding="gzip")

    def _torn(self) -> None:
        self._send(gzip.compress(article())[:-30], Content_Encoding="gzip")

    def _brotli(self) -> None:
        self._send(b"abc", Content_Encoding="br")

    def _short(self) -> None:
        self._send(b"<html><p>The dam", Content_Length="5000")

    def _large(self) -> None:
        self._send(b"<html><p>The dam", Content_Length="50000000")

    def _chunks(self) -> None:
        self._stream(0, 40)

    def _endless(self) -> None:
        self._stream(0, 100_000, b"The dam held, its engineer said. " * 1000)

    def _slow(self) -> None:
        self._stream(0.2, 1000)

    def _silent(self) -> None:
        time.sleep(3)

    def _stream(self, pause: float, count: int, part: bytes = b"The dam held, its engineer said. ") -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(count):
                self.wfile.write(part)
                time.sleep(pause)
        except OSError:
            pass


@pytest.fixture
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    held = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=held.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield held
    held.shutdown()
    held.server_close()


@pytest.fixture
def base(server: http.server.ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def got(address: str, *, allow_private: bool = True, **limits: float) -> Report | Failure:
    held = Limits(**{"seconds": 20, **limits})  # type: ignore[arg-type]
    (found,) = receive(address, limits=held, allow_private=allow_private)
    return found


def kind(address: str, **options: float) -> str:
    found = got(address, **options)  # type: ignore[arg-type]
    return found.kind if isinstance(found, Failure) else "report"


def test_a_page_is_fetched_with_what_is_known_of_it(
    base: str, server: http.server.ThreadingHTTPServer
) -> None:
    report = got(f"{base}/page?a=b c&d=é#part")
    assert isinstance(report, Report)
    assert report.text == "\n\n".join(PROSE)
    assert report.path == f"{base}/page?a=b c&d=é#part"
    assert report.address == f"{base}/page?a=b%20c&d=%C3%A9"
    assert report.retrieved and report.retrieved.endswith("Z") and len(report.retrieved) == 20
    assert report.capture is not None and report.capture.body == article()
    assert ("Content-Type", "text/html; charset=utf-8") in report.capture.headers
    asked = server.asked[0]  # type: ignore[attr-defined]
    assert asked[1]["Host"] == base.removeprefix("http://") and "secondsource" in asked[1]["User-Agent"]


def test_the_servers_word_for_the_character_set_counts(base: str) -> None:
    (report,) = receive(f"{base}/cyrillic", allow_private=True, language="any")
    assert isinstance(report, Report) and "Плотина выдержала" in report.text


def test_packed_and_unending_bodies(base: str) -> None:
    assert kind(f"{base}/gzip") == "report"
    assert kind(f"{base}/chunks") == "report"
    assert kind(f"{base}/bomb", size=1_000_000) == "too-large"
    assert kind(f"{base}/endless", size=1_000_000) == "too-large"
    assert kind(f"{base}/large") == "too-large"
    for path in ("torn", "brotli", "short"):
        assert kind(f"{base}/{path}") == "fetch-failed"


def test_redirects_are_followed_within_the_limit(base: str) -> None:
    report = got(f"{base}/hop/2")
    assert isinstance(report, Report) and report.address == f"{base}/page" and report.path == f"{base}/hop/2"
    assert kind(f"{base}/hop/3", redirects=4) == "report"
    assert kind(f"{base}/hop/3", redirects=3) == "too-many-redirects"
    assert kind(f"{base}/loop") == "too-many-redirects"
    assert kind(f"{base}/away") == "bad-address"


def test_answers_that_are_no_page(base: str) -> None:
    assert kind(f"{base}/missing") == "not-found-page"
    assert kind(f"{base}/refused") == "fetch-failed"


@pytest.mark.parametrize("path", ["silent", "slow"])
def test_a_server_that_does_not_end_is_left(base: str, path: str) -> None:
    began = time.monotonic()
    assert kind(f"{base}/{path}", seconds=1.0, pause=0.6) == "timeout"
    assert time.monotonic() - began < 2.5


def test_headers_that_never_end_are_left_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            held, _ = listener.accept()
            try:
                for _ in range(100):
                    held.sendall(b"H")
                    time.sleep(0.1)
            except OSError:
                pass

        threading.Thread(target=drip, daemon=True).start()
        began = time.monotonic()
        assert kind(f"http://127.0.0.1:{listener.getsockname()[1]}/", seconds=1.0, pause=0.6) == "timeout"
        assert time.monotonic() - began < 2.5


def test_a_resolver_that_never_answers_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(3))
    began = time.monotonic()
    assert kind("http://slow.invalid/", seconds=0.5) == "timeout"
    assert time.monotonic() - began < 2


def test_a_closed_port_and_an_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert kind(f"http://127.0.0.1:{port}/") == "fetch-failed"

    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "is not known" in got("http://nothing.invalid/").message  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "address",
    ["http://", "http:///a", "http://user:word@x.invalid/", "http://[::1", "http://x.invalid:99999/",
     "http://x.invalid:a/",
     "https://" + "a" * 70 + "é.invalid/"],
)  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    assert kind(address) == "bad-address"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fc00::1]",
     "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]", "localhost",
     "2130706433", "0x7f.1"],
)  # fmt: skip
def test_private_networks_are_not_reached_into(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    def connected(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", connected)
    found = got(f"http://{host}/", allow_private=False)
    assert isinstance(found, Failure) and found.kind in ("private-network", "fetch-failed")
    if host[0] in "[0123456789" and "." in host + ":." and host not in ("0x7f.1",):
        assert found.kind == "private-network"


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert fetch.is_public(address)


def test_a_name_that_points_into_a_private_network_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    port = int(base.rsplit(":", 1)[1])
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: rows)
    assert kind(f"http://news.invalid:{port}/page", allow_private=False) == "private-network"
    assert kind(f"http://news.invalid:{port}/page", allow_private=True) == "report"


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    tried: list[str] = []

    def resolve(host: str, port: int, **kwargs: object) -> list[object]:
        asked.append(host)
        # A second question would be answered with a private address.
        ip = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    def connect(address: tuple[str, int], **kwargs: object) -> None:
        tried.append(address[0])
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert kind("http://news.invalid/", allow_private=False) == "fetch-failed"
    assert (asked, tried) == (["news.invalid"], ["93.184.215.14"])


def test_a_redirect_into_a_private_network_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    # The first server counts as public here, so that only the redirect's own check can refuse.
    checked = fetch.is_public
    monkeypatch.setattr(fetch, "is_public", lambda ip: ip == "127.0.0.1" or checked(ip))
    assert kind(f"{base}/private", allow_private=False) == "private-network"


def test_a_fetched_record_file_cannot_name_files_of_this_machine(base: str) -> None:
    found = list(receive(f"{base}/jsonl", allow_private=True))
    assert [getattr(item, "kind", "report") for item in found] == ["report", "bad-record"]


def test_a_record_with_an_address_alone_is_fetched(base: str) -> None:
    from tests.intake.pages import outcomes

    row = f'{{"address": "{base}/page", "id": "p", "title": "Own title"}}'.encode()
    (report,) = outcomes(row, allow_private=True)
    assert isinstance(report, Report)
    assert (report.path, report.title, report.record) == ("page.html#p", "Own title", "p")
    assert report.retrieved and report.address == f"{base}/page"
    (refused,) = outcomes(row)
    assert isinstance(refused, Failure) and (refused.kind, refused.path) == ("private-network", "page.html#p")


def test_fetch_raises_what_it_says() -> None:
    with pytest.raises(FetchError):
        fetch.fetch("ftp://x.invalid", limits=SOON)


def _answers(server: http.server.ThreadingHTTPServer, name: str, answer: Callable[[Handler], None]) -> None:
    """Lets the server answer at a path; as attributes of the handler are looked up by name."""
    setattr(Handler, f"_{name}", answer)


def test_an_answer_is_kept_with_its_status(base: str) -> None:
    report = got(f"{base}/page")
    assert isinstance(report, Report) and report.capture is not None
    assert report.capture.headers[0] == (":status", "200 OK")


def test_what_has_not_changed_is_no_failure(base: str, server: http.server.ThreadingHTTPServer) -> None:
    def same(self: Handler) -> None:
        fits = self.headers.get("If-None-Match") == '"v1"' and "If-Modified-Since" in self.headers
        self._send(b"" if fits else article(), 304 if fits else 200, ETag='"v1"')

    _answers(server, "same", same)
    limits = Limits(seconds=20)
    first = fetch.fetch(f"{base}/same", limits=limits, allow_private=True)
    assert not first.unchanged and first.header("etag") == '"v1"'
    again = fetch.fetch(
        f"{base}/same",
        limits=limits,
        allow_private=True,
        etag='"v1"',
        modified="Mon, 22 Jun 2026 09:00:00 GMT",
    )
    assert again.unchanged and again.body == b"" and again.header("ETag") == '"v1"'


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("120", 120, 120),
        ("Fri, 31 Dec 2100 23:59:59 GMT", 1e9, 1e10),
        ("Mon, 22 Jun 2020 09:00:00 GMT", 0, 0),
    ],
)
def test_a_busy_server_says_how_long_to_wait(
    base: str, server: http.server.ThreadingHTTPServer, value: str, low: float, high: float
) -> None:
    for status in (429, 503):
        _answers(server, "busy", lambda self, status=status: self._send(b"", status, Retry_After=value))
        with pytest.raises(Refused) as refused:
            fetch.fetch(f"{base}/busy", limits=Limits(seconds=20), allow_private=True)
        assert (refused.value.kind, refused.value.status) == ("try-later", status)
        assert refused.value.wait is not None and low <= refused.value.wait <= high


def test_a_busy_server_may_say_nothing(base: str, server: http.server.ThreadingHTTPServer) -> None:
    for headers in ({}, {"Retry_After": "soon"}):
        _answers(server, "busy", lambda self, headers=headers: self._send(b"", 503, **headers))
        with pytest.raises(Refused) as refused:
            fetch.fetch(f"{base}/busy", limits=Limits(seconds=20), allow_private=True)
        assert refused.value.wait is None


@pytest.mark.parametrize(("status", "moved"), [(301, True), (308, True), (302, False), (307, False)])
def test_only_a_move_for_good_is_one(
    base: str, server: http.server.ThreadingHTTPServer, status: int, moved: bool
) -> None:
    _answers(server, "gone", lambda self: self._send(b"", status, Location="/page"))
    found = fetch.fetch(f"{base}/gone", limits=Limits(seconds=20), allow_private=True)
    assert found.moved == (f"{base}/page" if moved else None)
    assert fetch.fetch(f"{base}/page", limits=Limits(seconds=20), allow_private=True).moved is None


def test_a_mailbox_larger_than_a_report_is_taken_from_an_address(
    base: str, server: http.server.ThreadingHTTPServer
) -> None:
    one = b"From a@b.invalid Mon Jun 22 09:00:00 2026\nFrom: a@b.invalid\nSubject: x\n\nThe gate is open.\n\n"
    _answers(server, "box", lambda self: self._send(one * 40))
    held = Limits(seconds=20, size=1000)
    assert len(list(receive(f"{base}/box", limits=held, allow_private=True))) == 40
    assert kind(f"{base}/box", size=1000, records=2000) == "too-large"


def test_the_pages_of_a_feeds_items_are_fetched_only_when_asked(
    base: str, server: http.server.ThreadingHTTPServer
) -> None:
    items = "".join(
        f"<item><title>Lake</title><link>/{path}</link>{{}}</item>" for path in ("page", "missing")
    )
    body = f"<rss version='2.0'><channel><title>Holm</title>{items}</channel></rss>"
    text = "<description>The dam held, its engineer said.</description>"
    _answers(server, "feed", lambda self: self._send(body.format(text, text).encode()))
    assert [type(one) for one in receive(f"{base}/feed", allow_private=True)] == [Report, Report]
    assert [path for path, _ in server.asked] == ["/feed"]  # type: ignore[attr-defined]
    page, missing, item = receive(f"{base}/feed", allow_private=True, follow=True)
    assert isinstance(page, Report) and page.address == page.path == f"{base}/page"
    assert page.publisher == "Holm" and page.text == "\n\n".join(PROSE)
    assert isinstance(missing, Failure) and missing.kind == "not-found-page"
    assert isinstance(item, Report) and item.text == "The dam held, its engineer said."
