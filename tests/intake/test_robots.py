"""robots.txt as RFC 9309 lays it down."""

from __future__ import annotations

import time

import pytest

from secondsource.errors import FetchError, TooLarge
from secondsource.intake.answers import Fetched, Refused
from secondsource.intake.robots import LONGEST_DELAY, Robots, parsed

HOST = "https://courier.invalid"
FILE = b"""\xef\xbb\xbf# for all
User-agent: other
User-agent: SecondSource/2.0
Disallow: /private   # not this
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search*q=
Disallow:
Crawl-delay: 12

User-agent: *
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("", True),
        ("/", True),
        ("/news", True),
        ("/private", False),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/search?lang=en&q=dam", False),
        ("/search", True),
        ("/%70rivate", False),
        ("/robots.txt", True),
    ],
)
def test_the_longest_pattern_decides(path: str, allowed: bool) -> None:
    assert parsed(FILE, agent="secondsource").allow(HOST + path) is allowed


def test_who_is_not_named_is_asked_as_all_are() -> None:
    assert not parsed(FILE, agent="stranger").allow(f"{HOST}/news")
    assert parsed(FILE, agent="secondsource").delay == 12


def test_groups_that_name_the_same_program_are_one() -> None:
    ours = b"User-agent: secondsource\nDisallow: /"
    body = ours + b"a\n\nUser-agent: x\nDisallow: /c\n" + ours + b"b"
    rules = parsed(body, agent="secondsource")
    assert [rules.allow(HOST + path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_allowing_wins_a_tie() -> None:
    assert parsed(b"User-agent: *\nDisallow: /a\nAllow: /a", agent="x").allow(f"{HOST}/a")


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00", b"<html><p>no</p></html>", b"Disallow: /\n", b":::\n"]
)
def test_what_is_no_rule_asks_for_nothing(body: bytes) -> None:
    assert parsed(body, agent="secondsource").allow(f"{HOST}/news")


def test_a_pause_that_never_ends_is_cut() -> None:
    assert parsed(b"User-agent: *\nCrawl-delay: 1e12", agent="x").delay == LONGEST_DELAY
    assert parsed(b"User-agent: *\nCrawl-delay: long", agent="x").delay == 0


def test_many_wildcards_take_no_time() -> None:
    rules = parsed(b"User-agent: *\nDisallow: /" + b"*a" * 5000 + b"b$", agent="x")
    began = time.monotonic()
    assert rules.allow(f"{HOST}/" + "a" * 20_000)
    assert time.monotonic() - began < 1


def _refused(status: int, kind: str = "fetch-failed") -> Refused:
    return Refused("no", kind=kind, status=status, wait=None)


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (_refused(404, "not-found-page"), True),
        (_refused(403), True),
        (_refused(500), False),
        (_refused(429, "try-later"), False),
        (FetchError("no", kind="timeout"), False),
        (TooLarge("no"), True),
    ],
)
def test_a_host_that_cannot_be_asked(answer: Exception, allowed: bool) -> None:
    def fetch(address: str) -> Fetched:
        raise answer

    assert Robots(fetch=fetch, agent="secondsource").rules(f"{HOST}/x").allow(f"{HOST}/x") is allowed


def test_a_host_is_asked_once_a_day() -> None:
    now, asked = [0.0], list[str]()

    def fetch(address: str) -> Fetched:
        asked.append(address)
        return Fetched(body=FILE, address=address, headers=(), charset=None, retrieved="")

    robots = Robots(fetch=fetch, agent="secondsource", clock=lambda: now[0])
    for moment in (0.0, 80_000.0, 90_000.0):
        now[0] = moment
        assert not robots.rules(f"{HOST}/private").allow(f"{HOST}/private")
    assert asked == [f"{HOST}/robots.txt"] * 2
