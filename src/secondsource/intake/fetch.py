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
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from secondsource.errors import FetchError, TooLarge
from secondsource.intake.options import Limits

PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
HEADERS = {
    "User-Agent": "secondsource/0 (reads one report at its user's request)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "gzip, identity",
    "Connection": "close",
}
# Networks that carry an IPv4 address inside: NAT64 (RFC 6052) and 6to4 (RFC 3056).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CHUNK = 65_536

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave. address: the last one, after redirects. retrieved: ISO 8601, UTC."""

    body: bytes
    address: str
    headers: tuple[tuple[str, str], ...]
    charset: str | None
    retrieved: str


def fetch(address: str, *, limits: Limits, allow_private: bool = False) -> Fetched:
    """The body that an http or https address gives, within the limits of time, size and redirects.

    Raises FetchError ("bad-address", "private-network", "fetch-failed", "timeout",
    "too-many-redirects", "not-found-page") and TooLarge.
    """
    deadline = time.monotonic() + limits.seconds
    at = address
    try:
        for _ in range(limits.redirects + 1):
            parts = _split(at)
            wire = _connect(parts, deadline=deadline, limits=limits, allow_private=allow_private)
            try:
                answer = _ask(wire, parts)
                target = answer.getheader("Location")
                if answer.status in REDIRECTS and target:
                    at = urljoin(urlunsplit(parts), _as_sent(target))
                    continue
                return _taken(answer, at=urlunsplit(parts), limits=limits)
            finally:
                wire.shut()
    except TimeoutError:
        raise FetchError(
            f"{address} did not answer in full within {limits.seconds:g} s; try again later", kind="timeout"
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"{address} could not be fetched ({_words(error)})", kind="fetch-failed") from None
    raise FetchError(f"{address} redirects more than {limits.redirects} times", kind="too-many-redirects")


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


def _connect(parts: SplitResult, *, deadline: float, limits: Limits, allow_private: bool) -> _Wire:
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


def _checked(host: str, port: int, deadline: float, allow_private: bool) -> list[str]:
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


def _resolved(host: str, port: int, deadline: float) -> list[str]:
    """The host's addresses. The resolver knows no time limit, so it is waited for from outside."""
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, Exception):
        raise FetchError(
            f"the host {host} is not known ({_words(found)}); check the address", kind="fetch-failed"
        )
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def _opened(addresses: list[str], port: int, *, deadline: float, pause: float) -> socket.socket:
    """A socket to the first address that answers."""
    failed: OSError = OSError("no address")
    for ip in addresses:
        try:
            return socket.create_connection((ip, port), timeout=_left(deadline, pause))
        except OSError as error:
            failed = error
    raise failed


def _left(deadline: float, pause: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, pause)


class _Wire(io.RawIOBase):
    """A socket whose every read and write ends by the deadline, however slowly the bytes come.

    http.client takes it for a socket, and closes that while it goes on reading from its file; so only
    `shut` closes the connection.
    """

    def __init__(self, wire: socket.socket, *, deadline: float, pause: float) -> None:
        super().__init__()
        self._wire, self._deadline, self._pause = wire, deadline, pause

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._wire.settimeout(_left(self._deadline, self._pause))
        return self._wire.recv_into(buffer)

    def sendall(self, body: Any) -> None:
        self._wire.settimeout(_left(self._deadline, self._pause))
        self._wire.sendall(body)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self, _CHUNK)

    def close(self) -> None:
        """Nothing yet: what was sent is still to be read."""

    def shut(self) -> None:
        """Ends the connection."""
        self._wire.close()


def _ask(wire: _Wire, parts: SplitResult) -> http.client.HTTPResponse:
    """The answer to a request for the address, its body still to be read."""
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(parts.hostname or "", parts.port, context=_trust())
    else:
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    # http.client opens no connection of its own when it has one.
    connection.sock = wire
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers=HEADERS)
    return connection.getresponse()


def _as_sent(header: str) -> str:
    """A header's own characters: http.client takes its bytes for Latin-1, servers mean UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _taken(answer: http.client.HTTPResponse, *, at: str, limits: Limits) -> Fetched:
    """The answer's body, when it is one."""
    if answer.status in GONE:
        raise FetchError(
            f"{at} is not found ({answer.status} {answer.reason}); check the address", kind="not-found-page"
        )
    if not 200 <= answer.status < 300:
        raise FetchError(f"{at} answers {answer.status} {answer.reason}", kind="fetch-failed")
    retrieved = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = _body(answer, at=at, limits=limits)
    headers = tuple(answer.getheaders())
    return Fetched(body=body, address=at, headers=headers, charset=_charset(answer.msg), retrieved=retrieved)


def _charset(headers: Message) -> str | None:
    try:
        return headers.get_content_charset()
    except (ValueError, LookupError):
        return None


def _body(answer: http.client.HTTPResponse, *, at: str, limits: Limits) -> bytes:
    """The whole body, unpacked, never more of it than the limit."""
    # A record file is larger than a report; which of the two this is, its bytes will tell.
    allowed = limits.size
    if (answer.length or 0) > allowed:
        raise _over(at, allowed)
    parts: list[bytes] = []
    size = 0
    for part in _unpacked(_chunks(answer, at), answer.getheader("Content-Encoding", "identity"), at=at):
        size += len(part)
        if size > allowed:
            raise _over(at, allowed)
        parts.append(part)
    return b"".join(parts)


def _chunks(answer: http.client.HTTPResponse, at: str) -> Iterator[bytes]:
    while chunk := answer.read(_CHUNK):
        yield chunk
    if answer.length:
        raise FetchError(
            f"{at} broke off with {answer.length} bytes still to come; try again", kind="fetch-failed"
        )


def _unpacked(chunks: Iterator[bytes], coding: str, *, at: str) -> Iterator[bytes]:
    """The chunks without their content coding, in pieces that stay small however well they were packed."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        yield from chunks
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"{at} answers in a coding that was not asked for ({coding})", kind="fetch-failed")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for chunk in chunks:
            while chunk:
                yield unpacker.decompress(chunk, _CHUNK)
                chunk = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchError(f"{at} sent packed bytes that are damaged ({error})", kind="fetch-failed") from None
    if not unpacker.eof:
        raise FetchError(f"{at} broke off inside its packed bytes; try again", kind="fetch-failed")


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
