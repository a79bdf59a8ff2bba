"""Watching, against servers of our own on the loopback and folders of our own."""

from __future__ import annotations

import http.server
import os
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from secondsource import Desk, UsageError
from secondsource.desk.changes import Change
from secondsource.ledger import clock, watched
from tests.desk.standin import StandInReader

ITEM = (
    "<item><title>Gate {n}</title><link>{base}/page/{n}</link><guid>gate-{n}</guid>"
    "<description>Warden Elin Sorby said the {n} gate was open.</description></item>"
)


class Site(http.server.ThreadingHTTPServer):
    """A server whose files a test sets: path -> (status, headers, body). asked: (path, headers) in order."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self.files: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def put(self, path: str, body: str, *, status: int = 200, **headers: str) -> None:
        """Set what a path answers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.files[path] = (status, named, body.encode())

    def feed(self, *numbers: int, **headers: str) -> None:
        """Set the feed to hold items of these numbers."""
        items = "".join(ITEM.format(n=n, base=self.base) for n in numbers)
        self.put(
            "/feed", f"<rss version='2.0'><channel><title>Holm</title>{items}</channel></rss>", **headers
        )

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers from the site's files; a validator that fits is answered with 304."""

    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.files.get(self.path, (404, {}, b"none"))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    held = Site()
    threading.Thread(target=held.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield held
    held.shutdown()
    held.server_close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "watch.ledger") as held:
        yield held


@pytest.fixture
def look(desk: Desk, reader: StandInReader) -> Callable[..., list[Change]]:
    """Looks once at sources; the changes."""

    def once(*sources: str, **options: Any) -> list[Change]:
        options = {"allow_private": True, "gap": 0.0, "reader": reader, **options}
        return list(desk.watch(sources, once=True, **options))

    return once


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the ledger's clock forward by so many seconds."""
    real, ahead = clock.now, [0.0]
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(seconds=ahead[0]))

    def move(seconds: float) -> None:
        ahead[0] += seconds

    return move


def states(changes: list[Change]) -> list[str]:
    return [change.state for change in changes]


def test_only_new_items_of_a_feed_are_changes(
    site: Site, desk: Desk, look: Callable[..., list[Change]]
) -> None:
    site.feed(1, 2)
    first = look(f"{site.base}/feed")
    assert states(first) == ["new", "new"] and first[0].title == "Gate 1" and first[0].report
    assert states(look(f"{site.base}/feed")) == ["unchanged"]
    site.feed(3, 1, 2)
    (new,) = look(f"{site.base}/feed")
    assert new.state == "new" and new.title == "Gate 3"
    assert len(list(desk.reports())) == 3
    assert site.paths() == ["/feed"] * 3  # no item's page was fetched


def test_an_item_with_another_text_is_changed(site: Site, look: Callable[..., list[Change]]) -> None:
    site.feed(1)
    look(f"{site.base}/feed")
    status, headers, body = site.files["/feed"]
    site.files["/feed"] = (status, headers, body.replace(b"was open", b"was shut"))
    assert states(look(f"{site.base}/feed")) == ["changed"]


def test_the_other_side_is_asked_whether_anything_changed(
    site: Site, look: Callable[..., list[Change]]
) -> None:
    site.feed(1, ETag='"one"', Last_Modified="Mon, 22 Jun 2026 09:00:00 GMT")
    look(f"{site.base}/feed")
    assert states(look(f"{site.base}/feed")) == ["unchanged"]
    asked = [headers for path, headers in site.asked if path == "/feed"]
    assert "If-None-Match" not in asked[0]
    assert asked[1]["If-None-Match"] == '"one"'
    assert asked[1]["If-Modified-Since"] == "Mon, 22 Jun 2026 09:00:00 GMT"
    site.feed(1, 2, ETag='"two"')
    assert states(look(f"{site.base}/feed")) == ["new"]


def test_follow_keeps_the_pages_in_the_items_stead(
    site: Site, desk: Desk, look: Callable[..., list[Change]]
) -> None:
    site.feed(1, 2)
    prose = "<p>Warden Elin Sorby said the first gate was open since noon on Monday.</p>" * 3
    site.put("/page/1", f"<html><body><article>{prose}</article></body></html>", Content_Type="text/html")
    found = look(f"{site.base}/feed", follow=True)
    assert sorted(states(found)) == ["failed", "new", "new"]
    (page,) = [change for change in found if change.path == f"{site.base}/page/1"]
    assert page.title == "Gate 1"  # from the feed, as the page has none
    kept = {row["path"] for row in desk.reports()}
    assert kept == {f"{site.base}/page/1", "#gate-2"}
    site.feed(2, 1)
    assert states(look(f"{site.base}/feed", follow=True)) == ["unchanged"]
    assert site.paths().count("/page/1") == 1


def test_what_robots_txt_asks_is_done(site: Site, look: Callable[..., list[Change]]) -> None:
    site.put("/robots.txt", "User-agent: secondsource\nDisallow: /feed\n")
    site.feed(1)
    (change,) = look(f"{site.base}/feed")
    assert (change.state, change.kind) == ("failed", "robots") and site.paths() == []


def test_pauses_between_requests_to_one_host(site: Site, desk: Desk, reader: StandInReader) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    site.feed(1)
    site.put("/other", "Warden Elin Sorby said the other gate was open.")
    waited: list[float] = []
    sources = [f"{site.base}/feed", f"{site.base}/other"]
    list(desk.watch(sources, once=True, allow_private=True, reader=reader, pause=waited.append))
    assert len(waited) == 1 and 5 < waited[0] <= 7


def test_what_fails_is_asked_less_and_less_often(
    site: Site, desk: Desk, look: Callable[..., list[Change]], later: Callable[[float], None]
) -> None:
    source = f"{site.base}/feed"
    site.put("/feed", "", status=500)
    waits = []
    for count in range(9):
        changes = look(source)
        assert states(changes) == (["failed"] if not count else [])  # told once
        with desk.ledger.reading() as connection:
            waits.append(round(watched.seconds_until(watched.get(connection, source).next)))
        assert look(source) == [] and len(site.paths()) == count + 1  # not before its time
        later(waits[-1] + 1)
    assert waits == sorted(waits) and 1800 <= waits[0] < 2100 and waits[-1] == pytest.approx(86_400, abs=5)
    site.feed(1)
    assert states(look(source)) == ["new"]
    assert states(look(source)) == ["unchanged"]


def test_a_server_says_when_to_come_again(site: Site, desk: Desk, look: Callable[..., list[Change]]) -> None:
    site.put("/feed", "", status=503, Retry_After="7200")
    (change,) = look(f"{site.base}/feed")
    assert change.kind == "try-later" and "7200 s" in (change.message or "")
    with desk.ledger.reading() as connection:
        left = watched.seconds_until(watched.get(connection, change.source).next)
    assert 7100 < left <= 7200


def test_what_is_gone_is_told_once(
    site: Site, look: Callable[..., list[Change]], later: Callable[[float], None]
) -> None:
    site.put("/page", "Warden Elin Sorby said the gate was open.")
    assert states(look(f"{site.base}/page")) == ["new"]
    del site.files["/page"]
    assert states(look(f"{site.base}/page")) == ["gone"]
    later(4000)
    assert look(f"{site.base}/page") == []


def test_a_feed_that_moved_is_looked_at_where_it_is(site: Site, look: Callable[..., list[Change]]) -> None:
    site.feed(1)
    site.files["/new"] = site.files.pop("/feed")
    site.put("/feed", "", status=301, Location="/new")
    found = look(f"{site.base}/feed")
    assert states(found) == ["moved", "new"] and f"{site.base}/new" in (found[0].message or "")
    look(f"{site.base}/feed")
    assert site.paths() == ["/feed", "/new", "/new"]


def test_a_feed_that_says_it_moved_is_not_followed(site: Site, look: Callable[..., list[Change]]) -> None:
    body = (
        "<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel><title>Holm</title>"
        "<a:link rel='self' href='http://10.9.8.7/feed'/>" + ITEM.format(n=1, base="") + "</channel></rss>"
    )
    site.put("/feed", body)
    assert states(look(f"{site.base}/feed")) == ["moved", "new"]
    site.put("/feed", body + " ")
    assert states(look(f"{site.base}/feed")) == ["unchanged"]


def test_a_failure_inside_a_feed_is_told_once(site: Site, look: Callable[..., list[Change]]) -> None:
    site.feed(1)
    status, headers, body = site.files["/feed"]
    bad = body.replace(b"</channel>", b"<item><link>http://a.invalid/x</link></item></channel>")
    site.files["/feed"] = (status, headers, bad)
    assert sorted(states(look(f"{site.base}/feed"))) == ["failed", "new"]
    site.files["/feed"] = (status, headers, bad + b"\n")
    assert states(look(f"{site.base}/feed")) == ["unchanged"]


def test_a_folder_by_name_size_time_and_content(
    tmp_path: Path, reports: Callable[..., Path], look: Callable[..., list[Change]]
) -> None:
    folder = reports(3)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    assert sorted(states(look(str(folder)))) == ["failed", "new", "new", "new"]
    assert states(look(str(folder))) == ["unchanged"]
    os.utime(folder / "000.txt", (1, 1))  # looks different, and is not
    assert states(look(str(folder))) == ["unchanged"]
    (folder / "001.txt").write_text("Warden Elin Sorby said the second gate was shut.\n")
    (folder / "002.txt").unlink()
    found = look(str(folder))
    assert states(found) == ["new", "gone"] and found[1].path == str(folder / "002.txt")
    assert states(look(str(folder))) == ["unchanged"]


def test_a_folder_that_vanishes_is_gone_file_by_file(
    reports: Callable[..., Path], look: Callable[..., list[Change]], desk: Desk
) -> None:
    folder = reports(2)
    look(str(folder))
    for path in folder.iterdir():
        path.unlink()
    assert states(look(str(folder))) == ["gone", "gone"]
    assert len(list(desk.reports())) == 2


def test_two_watchers_do_not_fetch_the_same_twice(
    site: Site, desk: Desk, reader: StandInReader, tmp_path: Path
) -> None:
    site.feed(1)
    source = f"{site.base}/feed"
    options: dict[str, Any] = {"allow_private": True, "gap": 0.0, "reader": reader}
    first = desk.watch(source, every=900, pause=_stop, **options)
    assert next(first).state == "new"  # it holds the source till it goes on
    with Desk(tmp_path / "watch.ledger") as other:
        assert list(other.watch(source, once=True, **options)) == []
        with pytest.raises(_Stopped):
            next(first)
        # Its time has not come for anybody.
        with pytest.raises(_Stopped):
            next(other.watch(source, every=900, pause=_stop, **options))
    assert site.paths() == ["/feed"]


def test_one_that_is_stopped_lets_go_and_the_next_goes_on(
    site: Site, desk: Desk, reader: StandInReader, look: Callable[..., list[Change]]
) -> None:
    site.feed(1, 2)
    source = f"{site.base}/feed"
    begun = desk.watch(source, allow_private=True, gap=0.0, reader=reader)
    next(begun)
    begun.close()  # type: ignore[attr-defined]
    assert states(look(source)) == ["unchanged"]  # both were kept before the first was told


def test_it_goes_on_round_after_round(site: Site, desk: Desk, reader: StandInReader) -> None:
    site.feed(1)
    rounds: list[float] = []

    def pause(seconds: float) -> None:
        rounds.append(seconds)
        site.feed(*range(1, len(rounds) + 2))
        clock_ahead[0] += seconds

    clock_ahead = [0.0]
    real = clock.now
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: real() + timedelta(seconds=clock_ahead[0]))
        changes = desk.watch(
            f"{site.base}/feed", every=600, allow_private=True, gap=0.0, reader=reader, pause=pause
        )
        assert [next(changes).title for _ in range(3)] == ["Gate 1", "Gate 2", "Gate 3"]
        changes.close()  # type: ignore[attr-defined]
    assert len(rounds) == 2 and all(590 < seconds <= 660 for seconds in rounds)


def test_wrong_use_is_told_before_anything_is_fetched(desk: Desk, tmp_path: Path) -> None:
    for sources, options in (
        ([], {}),
        ([str(tmp_path / "none")], {}),
        (["http://courier.invalid/feed"], {"every": 5.0}),
        ([str(tmp_path)], {"every": 0.0}),
        ([str(tmp_path)], {"story": " "}),
    ):
        with pytest.raises(UsageError):
            desk.watch(sources, **options)  # type: ignore[arg-type]


def test_nothing_of_it_is_exported(
    site: Site, desk: Desk, look: Callable[..., list[Change]], tmp_path: Path
) -> None:
    site.feed(1)
    look(f"{site.base}/feed")
    desk.export(tmp_path / "out.jsonl")
    assert '"watch' not in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


class _Stopped(Exception):
    pass


def _stop(seconds: float) -> None:
    raise _Stopped
