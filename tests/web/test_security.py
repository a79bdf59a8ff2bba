"""Who is answered, and what a page may do."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from secondsource.desk import Desk
from secondsource.errors import SecondSourceError, UsageError
from secondsource.web import serve
from secondsource.web.security import is_loopback, names_of
from secondsource.web.serving import _bound
from tests.web.conftest import HOST, OWN


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8384", "127.0.0.1:80", "", "localhost.evil.example:8384"]
)
def test_a_name_that_is_not_the_servers_own_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["error"]["kind"] == "wrong-host"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_foreign_page_changes_nothing(client: TestClient, desk: Desk, headers: dict[str, str]) -> None:
    answer = client.post("/do/story", data={"name": "planted"}, headers=headers)
    assert answer.status_code == 403
    assert [story["name"] for story in desk.stories()] == ["dam"]


def test_its_own_page_and_a_program_may(client: TestClient, desk: Desk) -> None:
    assert client.post("/do/story", data={"name": "one"}, headers=OWN).status_code == 200
    assert client.post("/do/story", data={"name": "two"}).status_code == 200
    assert {story["name"] for story in desk.stories()} == {"dam", "one", "two"}


def test_every_answer_binds_the_page(client: TestClient) -> None:
    for path in ("/", "/nowhere", "/static/app.css", "/api/reports"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_only_this_machine_is_served(desk: Desk) -> None:
    assert is_loopback("127.0.0.1") and is_loopback("::1") and is_loopback("localhost")
    assert not is_loopback("0.0.0.0") and not is_loopback("example.org")
    with pytest.raises(UsageError, match="no logins"):
        serve(desk, host="0.0.0.0")
    assert HOST in names_of("127.0.0.1", 8384) and "[::1]:8384" in names_of("::1", 8384)


def test_a_port_that_is_taken_says_so() -> None:
    held = _bound("127.0.0.1", 0)
    try:
        with pytest.raises(SecondSourceError, match="another port"):
            _bound("127.0.0.1", held.getsockname()[1])
    finally:
        held.close()


def test_a_page_may_tell_its_own_server_where_it_is(client: TestClient) -> None:
    # With `no-referrer` Chromium sends the forms of these very pages with `Origin: null`, which is refused.
    assert client.get("/").headers["referrer-policy"] == "same-origin"
