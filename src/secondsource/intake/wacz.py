"""Web archives as one package (WACZ 1.1): its WARC files, held against the digests that the package lists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any, BinaryIO

from secondsource.errors import InputError, TooLarge
from secondsource.intake import zips
from secondsource.intake.digests import Check
from secondsource.intake.files import inside
from secondsource.intake.options import Given, Options, Part
from secondsource.intake.parts import check_budget, part_of
from secondsource.intake.unpacking import Pulled, damaged
from secondsource.intake.warc import Archive
from secondsource.intake.zips import Member
from secondsource.model.report import Failure

PACKAGE, SEAL = "datapackage.json", "datapackage-digest.json"
_LARGEST_LIST = 16_000_000
_LONGEST_LINE, _MOST_PAGES = 1_000_000, 200_000


def read(source: BinaryIO, *, given: Given, options: Options) -> Iterator[Part | Failure]:
    """A part for each page in the package, and a failure for all that was changed, is missing or damaged."""
    members: dict[str, Member] = {}
    listed, fault = zips.listed(source, most=options.limits.members)
    if fault is not None:
        yield Failure(path=given.path, kind=fault.kind, message=str(fault))
    for member in listed:
        if member.name in members:
            yield _failure(given, member.name, damaged("the package holds two files of this name"))
        else:
            members[member.name] = member
    package = _Package(source, members, given=given, options=options)
    yield from package.checked()
    archive = Archive(given=given, options=options, titles=package.titles())
    with ExitStack() as held:
        for name, member in members.items():
            check_budget(given, options)
            try:
                if name.startswith("archive/") and not member.is_folder:
                    file = package.opened(member, held)
                    yield from archive.outcomes(file, trusted=name in package.sound)
                elif name.lower().endswith(".wacz"):
                    yield package.part(member)
            except TooLarge:
                raise
            except InputError as error:
                yield _failure(given, name, error)
        yield from archive.late()


class _Package:
    """The files of a package. sound: names of those whose digests hold."""

    def __init__(
        self, source: BinaryIO, members: Mapping[str, Member], *, given: Given, options: Options
    ) -> None:
        self._source, self._members, self._given, self._options = source, members, given, options
        self.sound: set[str] = set()

    def checked(self) -> Iterator[Failure]:
        """What the package's list says and is not so."""
        try:
            listed = self._list()
        except InputError as error:
            yield _failure(self._given, PACKAGE, error)
            return
        for name, label in listed.items():
            try:
                if name not in self._members:
                    raise InputError("the package lists this file, and it is not there", kind="not-found")
                self._check(name, label)
                self.sound.add(name)
            except InputError as error:
                yield _failure(self._given, name, error)
        for name, member in self._members.items():
            if name.startswith("archive/") and name not in listed and not member.is_folder:
                message = "the package does not list this file; it was put in later"
                yield _failure(self._given, name, InputError(message, kind="wrong-digest"))

    def titles(self) -> dict[str, str]:
        """Titles of pages by their addresses, as the package's lists of pages have them."""
        found: dict[str, str] = {}
        for name, member in self._members.items():
            if not (name.startswith("pages/") and name.endswith(".jsonl")):
                continue
            try:
                for line in _lines(zips.unpacked(self._source, member)):
                    row = _loaded(line)
                    address, title = (
                        (row.get("url"), row.get("title")) if isinstance(row, dict) else (None, None)
                    )
                    if isinstance(address, str) and isinstance(title, str) and title.strip():
                        found.setdefault(address, " ".join(title.split()))
                    if len(found) >= _MOST_PAGES:
                        return found
            except InputError:
                continue  # what is wrong with the file was told when its digest was held against it
        return found

    def opened(self, member: Member, held: ExitStack) -> BinaryIO:
        """A WARC file of the package, where it lies, or unpacked beside."""
        if member.method == 0:
            return zips.stored(self._source, member)  # type: ignore[return-value]
        part = self.part(member)
        if part.source is None:
            raise damaged("it is no WARC file")
        return held.enter_context(part.source)

    def part(self, member: Member) -> Part:
        """A file of the package as a part."""
        chunks = zips.unpacked(self._source, member)
        return part_of(
            chunks, name=member.name, given=self._given, options=self._options, packed=member.packed
        )

    def _list(self) -> dict[str, str]:
        """The digests that the package lists, by name; "" where it lists none."""
        body = self._whole(PACKAGE)
        if SEAL in self._members:
            self._sealed(body)
        package = _loaded(body)
        resources = package.get("resources") if isinstance(package, dict) else None
        if not isinstance(resources, list):
            raise damaged("it is no list of the package's files")
        found: dict[str, str] = {}
        for resource in resources:
            name, label = (
                (resource.get("path"), resource.get("hash")) if isinstance(resource, dict) else (None, 0)
            )
            if isinstance(name, str):
                found[name] = label if isinstance(label, str) else ""
        return found

    def _sealed(self, body: bytes) -> None:
        seal = _loaded(self._whole(SEAL))
        label = seal.get("hash") if isinstance(seal, dict) else None
        if isinstance(label, str):
            check = Check(label)
            check.update(body)
            _hold(check)

    def _whole(self, name: str) -> bytes:
        found: list[bytes] = []
        size = 0
        if name not in self._members:
            raise InputError("the package has no such list of its files", kind="not-found")
        for chunk in zips.unpacked(self._source, self._members[name]):
            size += len(chunk)
            if size > _LARGEST_LIST:
                raise TooLarge("this list is longer than any package's")
            found.append(chunk)
        return b"".join(found)

    def _check(self, name: str, label: str) -> None:
        check = Check(label)
        for chunk in zips.unpacked(self._source, self._members[name]):
            check.update(chunk)
        _hold(check)


def _hold(check: Check) -> None:
    if not check.holds:
        message = f"its bytes are not those that the package's digest was made of ({check.label[:90]})"
        raise InputError(f"{message}; they were changed", kind="wrong-digest")


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The lines, without those longer than a page's."""
    import io

    reader = io.BufferedReader(Pulled(chunks))
    while line := reader.readline(_LONGEST_LINE):
        if line.endswith(b"\n") or len(line) < _LONGEST_LINE:
            yield line


def _loaded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _failure(given: Given, name: str, error: InputError) -> Failure:
    return Failure(path=inside(given.path, name), kind=error.kind, message=str(error))
