"""Looking at an address again and again, as its host would have it: rules, pauses, validators."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from secondsource.errors import FetchError
from secondsource.intake import feeds, formats
from secondsource.intake.answers import Fetched
from secondsource.intake.fetch import AGENT, fetch
from secondsource.intake.inputs import receive_bytes
from secondsource.intake.options import Given, Options
from secondsource.intake.robots import Robots
from secondsource.model.identity import digest
from secondsource.model.report import Failure, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one look at an address gave. digest: of the bytes; None where nothing new came.

    etag, modified: validators for the next look. moved: where it has gone for good. told: where the feed
    itself says that it lives now.
    """

    fetched: Fetched
    digest: str | None = None
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    told: str | None = None
    feed: bool = False


@dataclass(slots=True)
class Visitor:
    """One who visits hosts politely.

    gap: seconds between two requests to one host, where it asks for no more. pause: how it waits; clock: how
    it knows how long.
    """

    options: Options
    gap: float = 1.0
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last: dict[str, float] = field(default_factory=dict)
    _robots: Robots | None = None

    def fetch(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What an address gives, after the pause that its host asks for.

        Raises FetchError, kind "robots" where the host asks not to be visited there.
        """
        if self._robots is None:
            self._robots = Robots(fetch=self._get, agent=AGENT, clock=self.clock)
        host = _host(address)
        rules = self._robots.rules(address) if host else None
        if rules is not None and not rules.allow(address):
            raise FetchError(
                f"the robots.txt of {host} asks programs not to fetch {address}, or could not be read; "
                "`add` fetches it once, at your own word",
                kind="robots",
            )
        wait = max(self.gap, rules.delay if rules is not None else 0.0)
        left = self._last.get(host, -wait) + wait - self.clock()
        if left > 0:
            self.pause(left)
        self._last[host] = self.clock()
        return self._get(address, etag=etag, modified=modified)

    def _get(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        options = self.options
        return fetch(
            address, limits=options.limits, allow_private=options.allow_private, etag=etag, modified=modified
        )

    def poll(
        self, address: str, *, etag: str | None = None, modified: str | None = None, known: str | None = None
    ) -> Polled:
        """Look at an address. known: the digest of what it gave last. Raises FetchError and TooLarge."""
        fetched = self.fetch(address, etag=etag, modified=modified)
        if fetched.unchanged:
            kept = (fetched.header("etag") or etag, fetched.header("last-modified") or modified)
            return Polled(fetched=fetched, etag=kept[0], modified=kept[1], moved=fetched.moved)
        made = digest(fetched.body)
        feed = formats.detect(fetched.body, name=address) is formats.FEED
        return Polled(
            fetched=fetched,
            digest=None if made == known else made,
            etag=fetched.header("etag"),
            modified=fetched.header("last-modified"),
            moved=fetched.moved,
            told=feeds.new_place(fetched.body) if feed else None,
            feed=feed,
        )

    def reports(self, fetched: Fetched, *, given: Given) -> Iterator[Report | Failure]:
        """The reports of what was fetched."""
        here = replace(
            given,
            folder=None,
            charset=fetched.charset,
            address=fetched.address,
            retrieved=fetched.retrieved,
        )
        return receive_bytes(fetched.body, given=here, options=self.options, headers=fetched.headers)

    def page(self, report: Report) -> Iterator[Report | Failure]:
        """The page that a feed's item leads to, with what the feed says of it. Raises InputError."""
        address = report.address or ""
        fetched = self.fetch(address)
        return self.reports(fetched, given=feeds.page_of(report, Given(path=address, name=address)))


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
