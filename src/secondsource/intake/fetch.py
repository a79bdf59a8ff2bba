"""Addresses: the only code that opens sockets.

Each name is resolved once, its addresses are checked, and the connection goes to an address that
was checked, so that a name cannot point elsewhere a moment later. Every redirect passes the same
way. Proxies of the environment are not used: behind one, no address could be checked.
"""

from __future__ import annotations

import functools
import http.client
import io
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from secondsource.errors import FetchError, TooLarge
from secondsource.intake import formats
from secondsource.intake.answers import Fetched, Refused, charset_of, unpacked, wait_of
from secondsource.intake.options import Limits
from secondsource.versions import PACKAGE

PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
GONE = frozenset({404, 410})
LATER = frozenset({429, 503})
AGENT = "secondsource"
"""What `robots.txt` may call this program."""
HEADERS = {
    "User-Agent": f"{AGENT}/{PACKAGE} (reads reports at its user's request)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "gzip, identity",
    "Connection": "close",
}
# Networks that carry an IPv4 address inside: NAT64 (RFC 6052) and 6to4 (RFC 3056).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CHUNK = 65_536

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


def fetch(
    address: str,
    *,
    limits: Limits,
    allow_private: bool = False,
    etag: str | None = None,
    modified: str | None = None,
) -> Fetched:
    """The body that an http or https address gives, within the limits of time, size and redirects.

    etag, modified: the validators of an earlier answer (its ETag and Last-Modified); where it still holds,
    the answer is `unchanged`. Raises FetchError ("bad-address", "private-network", "fetch-failed", "timeout",
    "too-many-redirects"), Refused ("not-found-page", "try-later", "fetch-failed") and TooLarge.
    """
    asked = dict(HEADERS)
    asked |= {"If-None-Match": etag} if etag else {}
    asked |= {"If-Modified-Since": modified} if modified else {}
    deadline = _Deadline(limits)
    at, permanent = address, True
    try:
        for hop in range(limits.redirects + 1):
            parts = _split(at)
            wire = _connect(parts, deadline=deadline, limits=limits, allow_private=allow_private)
            try:
                answer = _ask(wire, parts, asked)
                target = answer.getheader("Location")
                if answer.status in REDIRECTS and target:
                    at = urljoin(urlunsplit(parts), _as_sent(target))
                    permanent = permanent and answer.status in PERMANENT
                    continue
                moved = at if hop and permanent else None
                return _taken(answer, at=urlunsplit(parts), limits=limits, deadline=deadline, moved=moved)
            finally:
                wire.shut()
    except TimeoutError:
        raise FetchError(
            f"{address} did not answer in full within {limits.seconds:g} s; try again later", kind="timeout"
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"{address} could not be fetched ({_words(error)})", kind="fetch-failed") from None
    raise FetchError(f"{address} redirects more than {limits.redirects} times", kind="too-many-redirects")


class _Deadline:
    """When a fetch must end. What may be larger than a report has the same time again for each such size."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = time.monotonic() + limits.seconds

    def grow(self) -> None:
        """One report's size has come: there is time for one more."""
        self._end += self._limits.seconds

    def left(self, pause: float | None = None) -> float:
        """Seconds that are left, at most `pause`. Raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if pause is None else min(left, pause)


def _split(address: str) -> SplitResult:
    """The parts of an address in ASCII, without user, password and fragment."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{address} is no address ({error})", kind="bad-address") from None
    if parts.scheme.lower() not in PORTS:
        raise FetchError(
            f"{address} is neither http nor https; save its text and give the file", kind="bad-address"
        )
    if not host or "@" in parts.netloc:
        why = "names no host" if not host else "holds a user name"
        raise FetchError(f"{address} {why}; give the address alone", kind="bad-address")
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise FetchError(f"{address} is no address (its host name is none)", kind="bad-address") from None
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return SplitResult(parts.scheme.lower(), netloc, path, query, "")


def _connect(parts: SplitResult, *, deadline: _Deadline, limits: Limits, allow_private: bool) -> _Wire:
    """A connection to an address of the host that was checked."""
    host = parts.hostname or ""
    port = parts.port or PORTS[parts.scheme]
    wire = _opened(_checked(host, port, deadline, allow_private), port, deadline=deadline, pause=limits.pause)
    if parts.scheme == "https":
        try:
            wire = _trust().wrap_socket(wire, server_hostname=host)
        except BaseException:
            wire.close()
            raise
    return _Wire(wire, deadline=deadline, pause=limits.pause)


def _checked(host: str, port: int, deadline: _Deadline, allow_private: bool) -> list[str]:
    """The addresses of a host that may be reached, in the resolver's order."""
    found = _resolved(host, port, deadline)
    allowed = [ip for ip in found if allow_private or is_public(ip)]
    if not allowed:
        raise FetchError(
            f"{host} lies in a private network ({', '.join(found)}), which is reached into only when told to",
            kind="private-network",
        )
    return allowed


def is_public(address: str) -> bool:
    """True for an address of the open internet, also when it is wrapped in another."""
    ip: Ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _resolved(host: str, port: int, deadline: _Deadline) -> list[str]:
    """The host's addresses. The resolver knows no time limit, so it is waited for from outside."""
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, Exception):
        raise FetchError(
            f"the host {host} is not known ({_words(found)}); check the address", kind="fetch-failed"
        )
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def _opened(addresses: list[str], port: int, *, deadline: _Deadline, pause: float) -> socket.socket:
    """A socket to the first address that answers."""
    failed: OSError = OSError("no address")
    for ip in addresses:
        try:
            return socket.create_connection((ip, port), timeout=deadline.left(pause))
        except OSError as error:
            failed = error
    raise failed


class _Wire(io.RawIOBase):
    """A socket whose every read and write ends by the deadline, however slowly the bytes come.

    http.client takes it for a socket, and closes that while it goes on reading from its file; so only
    `shut` closes the connection.
    """

    def __init__(self, wire: socket.socket, *, deadline: _Deadline, pause: float) -> None:
        super().__init__()
        self._wire, self._deadline, self._pause = wire, deadline, pause

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._wire.settimeout(self._deadline.left(self._pause))
        return self._wire.recv_into(buffer)

    def sendall(self, body: Any) -> None:
        self._wire.settimeout(self._deadline.left(self._pause))
        self._wire.sendall(body)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self, _CHUNK)

    def close(self) -> None:
        """Nothing yet: what was sent is still to be read."""

    def shut(self) -> None:
        """Ends the connection."""
        self._wire.close()


def _ask(wire: _Wire, parts: SplitResult, headers: dict[str, str]) -> http.client.HTTPResponse:
    """The answer to a request for the address, its body still to be read."""
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(parts.hostname or "", parts.port, context=_trust())
    else:
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    # http.client opens no connection of its own when it has one.
    connection.sock = wire
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers=headers)
    return connection.getresponse()


def _as_sent(header: str) -> str:
    """A header's own characters: http.client takes its bytes for Latin-1, servers mean UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _taken(
    answer: http.client.HTTPResponse, *, at: str, limits: Limits, deadline: _Deadline, moved: str | None
) -> Fetched:
    """The answer's body, when it is one."""
    unchanged = answer.status == http.client.NOT_MODIFIED
    if not unchanged:
        _check(answer, at)
    body = b"" if unchanged else _body(answer, at=at, limits=limits, deadline=deadline)
    status = f"{answer.status} {answer.reason}".strip()
    return Fetched(
        body=body,
        address=at,
        headers=((":status", status), *answer.getheaders()),
        charset=charset_of(answer.msg),
        retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        unchanged=unchanged,
        moved=moved,
    )


def _check(answer: http.client.HTTPResponse, at: str) -> None:
    """Raises Refused for an answer that is not what was asked for."""
    if 200 <= answer.status < 300:
        return
    told = f"{at} answers {answer.status} {answer.reason}".strip()
    kind, wait = "fetch-failed", None
    if answer.status in GONE:
        kind, told = (
            "not-found-page",
            f"{at} is not found ({answer.status} {answer.reason}); check the address",
        )
    elif answer.status in LATER:
        kind, wait = "try-later", wait_of(answer.getheader("Retry-After"))
        told += f"; try again in {wait:.0f} s" if wait else "; try again later"
    raise Refused(told, kind=kind, status=answer.status, wait=wait)


def _body(answer: http.client.HTTPResponse, *, at: str, limits: Limits, deadline: _Deadline) -> bytes:
    """The whole body, unpacked, never more of it than its kind may hold."""
    # A record file and an archive are larger than a report; which of them this is, its bytes tell.
    allowed = limits.size
    parts: list[bytes] = []
    size = 0
    for part in unpacked(_chunks(answer, at), answer.getheader("Content-Encoding", "identity"), at=at):
        parts.append(part)
        before, size = size, size + len(part)
        if allowed == limits.size and size + (answer.length or 0) > allowed:
            allowed = _allowed(parts, at, limits)
        if size + (answer.length or 0) > allowed:
            raise _over(at, allowed)
        if size // limits.size > before // limits.size:
            deadline.grow()
    return b"".join(parts)


def _allowed(parts: list[bytes], at: str, limits: Limits) -> int:
    """Bytes that a body of this kind may hold; it is held in memory, so never more than a record file."""
    row = formats.detect(b"".join(parts), name=at)
    return max(limits.size, min(row.limit(limits), limits.records))


def _chunks(answer: http.client.HTTPResponse, at: str) -> Iterator[bytes]:
    while chunk := answer.read(_CHUNK):
        yield chunk
    if answer.length:
        raise FetchError(
            f"{at} broke off with {answer.length} bytes still to come; try again", kind="fetch-failed"
        )


def _over(at: str, allowed: int) -> TooLarge:
    return TooLarge(f"{at} gives more than {allowed / 1_000_000:,.3g} MB for one report; save and split it")


@functools.cache
def _trust() -> ssl.SSLContext:
    """Certificates of the system, and of certifi where the system has none."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _words(error: BaseException) -> str:
    """What a foreign exception says, for people."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
