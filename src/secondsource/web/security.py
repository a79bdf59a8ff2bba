"""What keeps other pages and other machines out: whose requests are answered, and what a page may load.

A page of another site can make a browser send requests to loopback, and by rebinding its name to 127.0.0.1
can read the answers. So a request must name this server in `Host`, and one that changes something must come
from a page of this server, or from no page at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# All that pages use is their own files; pictures are drawn into the page, and data: is for tiny marks.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Without one to itself, a browser sends forms with `Origin: null`, as those of a foreign page.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What a browser says of who asks: a page of this origin, or the user (an address typed, a bookmark).
_OWN = frozenset({"same-origin", "none"})


def is_loopback(host: str) -> bool:
    """Whether a name or address to listen on is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def names_of(host: str, port: int) -> frozenset[str]:
    """The values of `Host` under which a server on loopback is meant."""
    hosts = {
        host if ":" not in host.strip("[]") else f"[{host.strip('[]')}]",
        "127.0.0.1",
        "localhost",
        "[::1]",
    }
    return frozenset({f"{name}:{port}" for name in hosts} | (hosts if port == 80 else set()))


class Guard:
    """Answers requests that are meant for this server and come from it, with headers that bind the page.

    hosts: the values of `Host` that are answered. Others get 421 (or 403), and nothing behind it is asked.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(Headers(scope=scope), scope["method"])
        if refused is not None:
            await _refuse(send, *refused)
            return

        async def bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, bound)

    def _refused(self, headers: Headers, method: str) -> tuple[int, str, str] | None:
        """Status, kind and reason, where a request is not to be answered."""
        host = (headers.get("host") or "").lower()
        if host not in self._hosts:
            return (
                421,
                "wrong-host",
                f"this server is not {host or 'without a name'}; open it by its own address",
            )
        if method in _SAFE:
            return None
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        foreign = origin is not None and urlsplit(origin).netloc.lower() != host
        if foreign or (site is not None and site not in _OWN):
            return 403, "foreign-origin", "a page of another site may not change anything here"
        return None


async def _refuse(send: Send, status: int, kind: str, message: str) -> None:
    body = json.dumps({"error": {"kind": kind, "message": message}}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
