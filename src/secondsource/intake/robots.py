"""What a host asks of programs that come by themselves (robots.txt, RFC 9309).

Not by the standard library's reader: it takes the first rule that fits and not the longest, and knows no
wildcards, so it would go where it is asked not to.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from secondsource.errors import FetchError, TooLarge
from secondsource.intake.answers import Fetched, Refused
from secondsource.intake.charset import BYTE_ORDER_MARKS

# Bytes of the file that are read (RFC 9309, 2.5: at least 500 KiB), and seconds for which it is kept.
_MOST = 512 * 1024
_KEPT = 86_400.0
# Seconds after which a host is asked again that could not be asked; and the longest pause it may ask for.
_AGAIN = 900.0
LONGEST_DELAY = 300.0
_SAFE = "/%:@!$&'()*+,;=~-._?[]"


@dataclass(slots=True)
class Rules:
    """What is asked of one program: (pattern, allowed) each, and seconds between two requests."""

    paths: list[tuple[str, bool]] = field(default_factory=list)
    delay: float = 0.0

    def allow(self, address: str) -> bool:
        """Whether an address may be fetched: the longest pattern decides, and allowing wins a tie."""
        parts = urlsplit(address)
        path = _same((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allowed) for pattern, allowed in self.paths if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


@dataclass(slots=True)
class Robots:
    """The rules of hosts, each asked once a day. fetch: how a file is fetched."""

    fetch: Callable[[str], Fetched]
    agent: str
    clock: Callable[[], float] = time.monotonic
    _held: dict[str, tuple[float, Rules]] = field(default_factory=dict)

    def rules(self, address: str) -> Rules:
        """The rules of the host that an address is of."""
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}"
        until, rules = self._held.get(host, (0.0, Rules()))
        if until <= self.clock():
            rules, kept = self._asked(f"{host}/robots.txt")
            self._held[host] = (self.clock() + kept, rules)
        return rules

    def _asked(self, address: str) -> tuple[Rules, float]:
        """The rules, and the seconds for which they hold (RFC 9309, 2.3.1)."""
        try:
            return parsed(self.fetch(address).body, agent=self.agent), _KEPT
        except Refused as refusal:
            # A host without the file asks for nothing; one that fails may ask for anything.
            if 400 <= refusal.status < 500 and refusal.kind != "try-later":
                return Rules(), _KEPT
        except TooLarge:
            return Rules(), _KEPT
        except FetchError:
            pass
        return Rules(paths=[("/", False)]), _AGAIN


def parsed(body: bytes, *, agent: str) -> Rules:
    """What a robots.txt asks of a program: of all groups that name it, else of those for every program."""
    for mark, _ in BYTE_ORDER_MARKS:
        body = body.removeprefix(mark)
    named, others = Rules(), Rules()
    found, into = False, list[Rules]()
    in_rules = True
    for field_name, value in _lines(body[:_MOST].decode("utf-8", "replace")):
        if field_name == "user-agent":
            if in_rules:
                into, in_rules = [], False
            token = re.match(r"[A-Za-z_-]*", value)
            if value == "*":
                into.append(others)
            elif token is not None and token[0].lower() == agent.lower():
                found = True
                into.append(named)
            continue
        in_rules = True
        for rules in into:
            _add(rules, field_name, value)
    return named if found else others


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in re.split(r"[\r\n]+", text):
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _add(rules: Rules, name: str, value: str) -> None:
    if name in ("allow", "disallow") and value:
        rules.paths.append((_same(value), name == "allow"))
    elif name == "crawl-delay":
        try:
            rules.delay = min(LONGEST_DELAY, max(rules.delay, float(value)))
        except ValueError:
            return


def _same(path: str) -> str:
    """A path with one way of writing each character."""
    return quote(unquote(path), safe=_SAFE)


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says: `*` is anything, `$` at its end the end. In linear time."""
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(rest, start=1):
        if whole and number == len(rest):
            return len(path) - len(part) >= at and path.endswith(part)
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not whole or at == len(path)
