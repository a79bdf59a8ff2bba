"""One look at a watched source: what it gives by now, and what it is known by the next time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from secondsource.desk.changes import Adder, Change, State, failed
from secondsource.errors import InputError
from secondsource.intake import expand, receive
from secondsource.intake.files import printable
from secondsource.intake.inputs import is_address
from secondsource.intake.options import Given, Options
from secondsource.intake.polling import Polled, Visitor
from secondsource.ledger import Ledger, watched
from secondsource.ledger.watched import Watched
from secondsource.model.report import Failure, Report

# Files of a folder that are added in one go: enough to read side by side, few enough to be told soon.
_TOGETHER = 64
# Digits of the digests by which items and failures are known again.
_SHORT = 16

Look = Generator[Change, None, Watched]


@dataclass(slots=True, kw_only=True)
class Looker:
    """Looks at sources. options: with `follow`, new items of feeds are read at the pages they lead to.

    later: when to look at a source again, by its name, how often in a row it failed, and the seconds that it
    asks for.
    """

    ledger: Ledger
    visitor: Visitor
    adder: Adder
    options: Options
    later: Callable[[str, int, float | None], str]

    def look(self, held: Watched) -> Look:
        """The changes of a source since it was held so; returns what it is known by now."""
        seen = yield from (self._address(held) if is_address(held.source) else self._files(held))
        return seen

    def _address(self, held: Watched) -> Look:
        source = held.source
        try:
            polled = self.visitor.poll(
                held.at or source, etag=held.etag, modified=held.modified, known=held.digest
            )
        except InputError as error:
            return (yield from self._fault(held, error))
        after = replace(
            held,
            next=self.later(source, 0, None),
            failures=0,
            fault=None,
            etag=polled.etag,
            modified=polled.modified,
        )
        after = yield from self._moves(after, polled)
        if polled.digest is None:
            yield Change(source=source, path=printable(source), state="unchanged")
            return after
        seen: list[str] = []
        told: list[str] = []
        changes = self.adder.add(source, self._items(held, polled, seen, told))
        yield from changes or [Change(source=source, path=printable(source), state="unchanged")]
        return replace(after, digest=polled.digest, seen=tuple(seen), told=tuple(dict.fromkeys(told)))

    def _fault(self, held: Watched, error: InputError) -> Look:
        """A look that failed: told again only when it fails in another way."""
        failures = held.failures + 1
        if error.kind != held.fault:
            state: State = "gone" if error.kind == "not-found-page" else "failed"
            path = printable(held.source)
            yield Change(source=held.source, path=path, state=state, kind=error.kind, message=str(error))
        wait: float | None = getattr(error, "wait", None)
        next = self.later(held.source, failures, wait)
        return replace(held, next=next, failures=failures, fault=error.kind)

    def _moves(self, held: Watched, polled: Polled) -> Look:
        """Tell and remember where a source has gone for good, and where a feed says that it is."""
        source = held.source
        if polled.moved and polled.moved != held.at:
            held = replace(held, at=polled.moved)
            yield Change(source=source, path=source, state="moved", message=f"now at {polled.moved}")
        here = {_bare(address) for address in (source, held.at or source, polled.fetched.address)}
        if polled.told and _bare(polled.told) not in here and polled.told != held.moved:
            held = replace(held, moved=polled.told)
            message = f"the feed says that it is at {polled.told}; watch that, if you like"
            yield Change(source=source, path=source, state="moved", message=message)
        return held

    def _items(
        self, held: Watched, polled: Polled, seen: list[str], told: list[str]
    ) -> Iterator[Report | Failure]:
        """What an address gave, without what was told before. Notes what is to be known again."""
        given = Given(path=printable(held.source), name=held.source)
        for item in self.visitor.reports(polled.fetched, given=given):
            if isinstance(item, Failure):
                told.append(_short(f"{item.path} {item.message}"))
                if told[-1] not in held.told:
                    yield item
                continue
            seen.append(_short(item.id))
            if not (self.options.follow and polled.feed and item.address):
                yield item
            elif seen[-1] not in held.seen:
                self.adder.alive()
                yield from self._page(item)

    def _page(self, item: Report) -> Iterator[Report | Failure]:
        """The page of a feed's item; where it cannot be had, that is told, and the item itself is kept."""
        try:
            found = list(self.visitor.page(item))
        except InputError as error:
            found = [Failure(path=item.address or item.path, kind=error.kind, message=str(error))]
        yield from found
        if not any(isinstance(one, Report) for one in found):
            yield item

    def _files(self, held: Watched) -> Look:
        """A folder, or one file: by names, sizes and times, then by content."""
        source = held.source
        with self.ledger.reading() as connection:
            known = watched.files(connection, source)
        there: set[str] = set()
        told: list[str] = []
        found = False
        differing = self._differing(source, known, there, told)
        while chunk := tuple(islice(differing, _TOGETHER)):
            for change in self._add(held, chunk, known):
                found = True
                yield change
        gone = sorted(known.keys() - there)
        for name in gone:
            found = True
            yield Change(source=source, path=printable(name), state="gone")
        if gone:
            with self.ledger.working() as connection:
                watched.keep_files(connection, source, {}, gone)
        if not found:
            yield Change(source=source, path=printable(source), state="unchanged")
        return replace(held, next=self.later(source, 0, None), failures=0, told=tuple(told))

    def _differing(
        self, source: str, known: dict[str, tuple[str, str]], there: set[str], told: list[str]
    ) -> Iterator[tuple[str, str] | Failure]:
        """Files that look other than they did: name, and how it looks. Notes all that are there."""
        for item in expand([source]):
            if isinstance(item, Failure):
                told.append(_short(f"{item.path} {item.message}"))
                yield item
                continue
            look = _outside(item)
            if look is None:
                continue
            there.add(item)
            if item not in known or known[item][0] != look:
                yield item, look

    def _add(
        self, held: Watched, chunk: tuple[tuple[str, str] | Failure, ...], known: dict[str, tuple[str, str]]
    ) -> list[Change]:
        """Add what some files hold, and remember them."""
        source, seen = held.source, dict[str, tuple[str, str]]()
        changes: list[Change] = []
        names: list[str] = []
        for item in chunk:
            if isinstance(item, Failure):
                mark = _short(f"{item.path} {item.message}")
                if mark not in held.told and item.kind != "empty-folder":
                    changes.append(failed(source, item))
                continue
            name, look = item
            made = _digest_of(name)
            seen[name] = (look, made)
            if name not in known or known[name][1] != made:
                names.append(name)
        changes += self.adder.add(source, self._held_in(names)) if names else []
        # One that is being written looks different by now, and is looked at again.
        sure = {name: state for name, state in seen.items() if _outside(name) == state[0]}
        with self.ledger.working() as connection:
            watched.keep_files(connection, source, sure)
        return changes

    def _held_in(self, names: list[str]) -> Iterator[Report | Failure]:
        options = self.options
        for name in names:
            yield from receive(
                name, limits=options.limits, language=options.language, allow_private=options.allow_private
            )


def _outside(name: str) -> str | None:
    """How a file looks from outside: its size and time; None for one that is gone."""
    try:
        state = os.stat(name)
    except OSError:
        return None
    return f"{state.st_size} {state.st_mtime_ns}"


def _digest_of(name: str) -> str:
    """The digest of a file's bytes; "" for one that cannot be read."""
    try:
        with open(name, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _short(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:_SHORT]


def _bare(address: str) -> str:
    """An address without what makes no difference to where it leads."""
    return address.partition("://")[2].removeprefix("www.").rstrip("/").lower()
