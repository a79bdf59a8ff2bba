"""What is asked of a page and what it answers, as values: to be kept, and to be sent to another process."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope, Send

# What shows more than the ledger (what is being added now), is a file already, or is streamed as it is made.
_APART = ("/add", "/static/", "/export/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """All that a page may depend on besides the ledger. It is drawn from this alone, so the same is the same.

    packed: gzip is understood. part: htmx asks for the part that changes.
    """

    path: str
    query: bytes
    host: bytes
    packed: bool
    part: bool

    @property
    def past(self) -> bool:
        """Whether it asks for what was known at a moment."""
        pairs = parse_qsl(self.query.decode("latin-1"))
        return any(name == "known_at" and value.strip() for name, value in pairs)

    def scope(self) -> Scope:
        """The request, without anything else that came with it: no cookie, no other header, no client."""
        headers = [(b"host", self.host)]
        headers += [(b"accept-encoding", b"gzip")] if self.packed else []
        headers += [(b"hx-request", b"true")] if self.part else []
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": self.path,
            "query_string": self.query,
            "root_path": "",
            "headers": headers,
            "client": None,
            "server": None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + 500

    @property
    def lasting(self) -> bool:
        """Whether all who ask the same may have it: a fault is told anew, a cookie is one's own."""
        return self.status == 200 and not any(name.lower() == b"set-cookie" for name, _ in self.headers)

    async def give(self, send: Send) -> None:
        """Send it. What stands around may add headers, to this sending alone."""
        start = {"type": "http.response.start", "status": self.status, "headers": list(self.headers)}
        await send(start)
        await send({"type": "http.response.body", "body": self.body})


def wish_of(scope: Scope) -> Wish | None:
    """What a request asks for; None where it is no page of the ledger alone."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_APART):
        return None
    headers = Headers(scope=scope)
    return Wish(
        path=scope["path"],
        query=scope["query_string"],
        host=headers.get("host", "").encode("latin-1"),
        packed="gzip" in headers.get("accept-encoding", ""),
        part=headers.get("hx-request") == "true",
    )


async def answered(app: ASGIApp, scope: Scope) -> Answer:
    """What an application answers, as a whole. Raises what it raises before it answers."""
    status, headers, body = 0, list[tuple[bytes, bytes]](), bytearray()

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            headers.extend((bytes(name), bytes(value)) for name, value in message["headers"])
        else:
            body.extend(message.get("body", b""))

    try:
        await app(scope, _nothing_more, send)
    except Exception:
        # Where there is an answer, it is the one that tells the fault, which was logged.
        if not status:
            raise
    return Answer(status=status, headers=tuple(headers), body=bytes(body))


async def _nothing_more() -> Message:
    """Nothing comes with a page's request; that whoever asked has gone is of no matter to others who wait."""
    await asyncio.Event().wait()
    return {"type": "http.disconnect"}
