"""What the browser tests share: a server, a watched window, and the addresses of all views."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from secondsource.desk import Desk
from secondsource.web.templating import MENU

# Pages that are reached from others. The menu names the rest, so a view that is added there is tried too.
ALSO = ("claim", "claim of figures", "report", "report of versions", "report of a PDF", "source", "conflicts",
        "search found", "search empty", "claims of a state", "story", "past", "add", "brief",
        "history of a report", "picture", "capture")  # fmt: skip
VIEWS = tuple(at for at, _, _ in MENU) + ALSO


@dataclass(slots=True, kw_only=True)
class Served:
    """A running workbench."""

    address: str
    ledger: Path
    process: subprocess.Popen[str] | None = None
    log: list[str] = field(default_factory=list)

    def __truediv__(self, path: str) -> str:
        """The whole address of a page."""
        return self.address + path

    def stop(self) -> None:
        """End the server as a crash would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=20)


@dataclass(slots=True, kw_only=True)
class Browsing:
    """A window that is watched. faults: what the console said, what the policy held, what left loopback."""

    context: Any
    page: Any
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, context: Any) -> Browsing:
        """Watch a context and open a window in it."""
        held = cls(context=context, page=None)
        context.on("console", lambda said: held._heard(said))
        context.on("weberror", lambda error: held.faults.append(f"error: {error.error}"))
        context.on("request", lambda request: held._asked(request.url))
        held.page = context.new_page()
        return held

    def another(self) -> Any:
        """A second tab of the same window."""
        return self.context.new_page()

    def expect(self, words: str) -> None:
        """Some fault must have been told; it counts no more."""
        assert any(words in fault for fault in self.faults), (words, self.faults)
        self.faults[:] = [fault for fault in self.faults if words not in fault]

    def _heard(self, said: Any) -> None:
        if said.type in {"error", "warning"}:
            self.faults.append(f"console: {said.text}")

    def _asked(self, url: str) -> None:
        self.requests.append(url)
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.hostname != "127.0.0.1":
            self.faults.append(f"left loopback: {url}")


def views(desk: Desk) -> dict[str, str]:
    """The address of every view by name, with things that are there."""
    claims = list(desk.claims(limit=500))
    figured = desk.estimates().first(1)[0]
    widest = max(claims, key=lambda row: (len(row["said"]), row["id"]))
    reports = list(desk.reports())
    versioned = next(row for row in reports if row["version"])
    paged = next(row for row in reports if (row["title"] or "").startswith("Bulletin 9"))
    shown = desk.show(versioned["id"])
    assert shown["what"] == "report"
    source = desk.sources().first(1)[0]
    found = {
        "claim": f"/claim/{widest['id']}",
        "claim of figures": f"/claim/{figured['claim']}",
        "picture": f"/figures/{figured['id']}.svg",
        "report": f"/report/{reports[0]['id']}",
        "report of versions": f"/report/{versioned['id']}",
        "report of a PDF": f"/report/{paged['id']}",
        "capture": f"/show/{shown['captures'][0]['id']}",
        "source": f"/source?name={quote(source['key'])}",
        "conflicts": "/conflicts",
        "search found": "/search?q=vehicles&since=2026-03-01",
        "search empty": "/search?q=zebra",
        "claims of a state": "/claims?state=disputed&story=kestrin",
        "story": "/?story=kestrin",
        "past": "/claims?known_at=2001-01-01",
        "add": "/add",
        "brief": "/brief?story=kestrin",
        "history of a report": f"/history?id={reports[0]['id']}",
    }
    return {at: at for at, _, _ in MENU} | found
