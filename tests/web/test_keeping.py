"""Pages are kept while they are true, for those who may have them, and within bounds."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import cast

import httpx
import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from secondsource.desk import Desk
from secondsource.web import api, pages
from secondsource.web.answers import Answer, Wish, wish_of
from secondsource.web.drawing import Drawing
from secondsource.web.keeping import Keeping, Kept
from tests.web.conftest import HOST, OWN


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were drawn, as they are."""
    paths: list[str] = []
    draw = Drawing.draw

    async def noted(self: Drawing, wish: Wish, here: Callable[[Wish], Awaitable[Answer]]) -> Answer:
        paths.append(wish.path)
        return await draw(self, wish, here)

    monkeypatch.setattr(Drawing, "draw", noted)
    return paths


def wish(path: str = "/", query: bytes = b"") -> Wish:
    """What a page is asked for."""
    return Wish(path=path, query=query, host=HOST.encode(), packed=False, part=False)


def answer(size: int) -> Answer:
    """An answer that takes so many bytes."""
    return Answer(status=200, headers=(), body=b"x" * (size - 500))


def test_a_page_is_drawn_once_and_given_as_it_was(client: TestClient, drawn: list[str]) -> None:
    first, second = client.get("/claims"), client.get("/claims")
    assert drawn == ["/claims"]
    assert first.text == second.text
    assert first.headers == second.headers
    assert second.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in second.headers["content-security-policy"]


def test_nothing_is_given_that_was_true_before_a_write_of_this_process(
    client: TestClient, drawn: list[str]
) -> None:
    assert "gates" not in client.get("/stories").text
    client.post("/do/story", data={"name": "gates"}, headers=OWN)
    assert "gates" in client.get("/stories").text
    assert drawn.count("/stories") == 2


def test_nothing_is_given_that_was_true_before_another_wrote(client: TestClient, desk: Desk) -> None:
    assert "walls" not in client.get("/stories").text
    with Desk(desk.where, author="bert") as other:
        other.story_new("walls")
    assert "walls" in client.get("/stories").text
    assert "bert" in client.get("/history").text


def test_that_somebody_looked_is_seen(client: TestClient) -> None:
    before = client.get("/").text
    client.post("/looked", headers=OWN)
    assert client.get("/").text != before


def test_a_fault_is_told_anew(client: TestClient, drawn: list[str]) -> None:
    assert [client.get("/story/none").status_code for _ in range(2)] == [404, 404]
    assert len(drawn) == 2


def test_what_waits_to_be_linked_is_asked_for_again(
    client: TestClient, desk: Desk, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "settle", lambda: False)
    client.get("/reports"), client.get("/reports")
    assert not drawn  # by another process it could not be linked
    monkeypatch.setattr(type(desk), "links_beside", property(lambda _: True))
    client.get("/reports"), client.get("/reports")
    assert len(drawn) == 2
    monkeypatch.setattr(desk, "settle", lambda: True)
    client.get("/reports"), client.get("/reports")
    assert len(drawn) == 3


def test_parts_and_packed_pages_are_pages_of_their_own(client: TestClient, desk: Desk) -> None:
    whole = client.get("/search?q=gate")
    at = f"/read/{desk.reports().first(1)[0]['id']}"
    page, part = (client.get(at, headers=given).text for given in ({}, {"HX-Request": "true"}))
    assert "<html" in page and "<html" not in part
    plain = client.get("/search?q=gate", headers={"Accept-Encoding": "identity"})
    assert whole.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert plain.text == whole.text


def asked_for(path: str, method: str = "GET") -> Wish | None:
    """What a bare request asks for."""
    return wish_of({"type": "http", "method": method, "path": path, "query_string": b"", "headers": []})


def test_a_page_that_shows_what_this_process_does_stands_apart() -> None:
    routes = [route for part in (*pages.ROUTERS, api.router) for route in part.routes]
    got = [route for route in routes if isinstance(route, APIRoute) and "GET" in route.methods]
    of_process = {route.path for route in got if "app.state" in inspect.getsource(route.endpoint)}
    assert of_process == {"/add", "/add/{id}"}
    apart = {route.path for route in got if asked_for(route.path) is None}
    assert apart == of_process | {"/export/{name}.{kind}"}
    assert len(got) > 40
    assert asked_for("/static/app.css") is None and asked_for("/", method="POST") is None


def test_the_bounds_hold_and_what_nobody_asked_for_longest_goes() -> None:
    kept = Kept(pages=3, size=10_000, largest=6_000)
    assert kept.get("1", wish()) is None
    kept.put("1", wish("/large"), answer(7_000))
    assert len(kept) == 0 and kept.size == 0
    for n in range(3):
        kept.put("1", wish(f"/{n}"), answer(1_000))
    assert kept.get("1", wish("/0")) is not None
    kept.put("1", wish("/3"), answer(1_000))
    assert [kept.get("1", wish(f"/{n}")) is not None for n in range(4)] == [True, False, True, True]
    kept.put("1", wish("/4"), answer(5_900))
    kept.put("1", wish("/5"), answer(5_900))
    assert kept.size <= 10_000
    assert kept.get("1", wish("/5")) is not None and kept.get("1", wish("/4")) is None


def test_with_another_state_all_is_let_go_and_what_is_late_is_not_kept() -> None:
    kept = Kept()
    kept.get("1", wish())
    kept.put("1", wish("/a"), answer(1_000))
    assert kept.get("2", wish("/a")) is None
    assert len(kept) == 0 and kept.size == 0
    kept.put("1", wish("/b"), answer(1_000))
    assert kept.get("2", wish("/b")) is None and len(kept) == 0


class Standin:
    """What keeping asks a desk for, with a state that is set by hand."""

    links_beside = True

    def __init__(self) -> None:
        self.now: str | None = "1"

    def state(self) -> str | None:
        """The mark."""
        return self.now

    def settle(self) -> bool:
        """Nothing waits."""
        return True


def kept_before(app: ASGIApp, desk: Standin) -> httpx.AsyncClient:
    """A browser of sorts of an application whose pages are kept."""
    held = cast("Desk", desk)
    keeping = Keeping(app, desk=held, drawing=Drawing(held))

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        await keeping({**scope, "app": None}, receive, send)

    return httpx.AsyncClient(transport=httpx.ASGITransport(outer), base_url=f"http://{HOST}")


def test_nothing_of_who_asked_first_comes_to_another() -> None:
    async def echo(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(repr([*scope["headers"], scope["client"]]))(scope, receive, send)

    async def ask() -> list[str]:
        async with kept_before(echo, Standin()) as client:
            asked = [{"Cookie": f"session={n}", "X-CSRF-Token": f"secret{n}", "Accept-Language": f"x{n}"}
                     for n in range(2)]  # fmt: skip
            return [(await client.get("/", headers=headers)).text for headers in asked]

    first, second = asyncio.run(ask())
    assert first == second
    assert "session" not in first and "secret" not in first and "x0" not in first


def test_an_answer_that_sets_a_cookie_is_nobody_elses() -> None:
    made = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        made.append(1)
        await Response("", headers={"Set-Cookie": f"token={len(made)}"})(scope, receive, send)

    async def ask() -> list[str]:
        async with kept_before(app, Standin()) as client:
            return [(await client.get("/")).headers["set-cookie"] for _ in range(2)]

    assert asyncio.run(ask()) == ["token=1", "token=2"]


def test_who_asks_at_once_waits_for_one_drawing_and_who_asks_after_a_write_does_not() -> None:
    begun: list[asyncio.Event] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        n, go = len(begun), asyncio.Event()
        begun.append(go)
        await go.wait()
        await Response(str(n))(scope, receive, send)

    async def ask() -> tuple[list[str], str, str]:
        desk = Standin()
        async with kept_before(app, desk) as client:
            crowd = [asyncio.create_task(client.get("/")) for _ in range(5)]
            await until(lambda: len(begun) == 1)
            crowd.pop(0).cancel()  # the first goes away, the others have it all the same
            desk.now = "2"
            late = asyncio.create_task(client.get("/"))
            await until(lambda: len(begun) == 2)
            for go in begun:
                go.set()
            texts = [(await one).text for one in crowd]
            return texts, (await late).text, (await client.get("/")).text

    texts, late, after = asyncio.run(ask())
    assert texts == ["0"] * 4 and late == "1"
    assert after == "1" and len(begun) == 2


def test_where_no_mark_is_to_be_had_each_page_is_drawn() -> None:
    made = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        made.append(1)
        await Response(str(len(made)))(scope, receive, send)

    async def ask() -> list[str]:
        desk = Standin()
        desk.now = None
        async with kept_before(app, desk) as client:
            return [(await client.get("/")).text for _ in range(2)]

    assert asyncio.run(ask()) == ["1", "2"]


async def until(true: Callable[[], bool]) -> None:
    """Wait until it is so, five seconds at most."""
    for _ in range(500):
        if true():
            await asyncio.sleep(0.02)
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to be so")
