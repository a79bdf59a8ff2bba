"""What a caller may set, and what is known of one input beside its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import BinaryIO

from secondsource.errors import TooLarge

ANY = "any"
"""The language option that reads texts in every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of one input is taken in. Sizes are bytes, times are seconds.

    size: one report, as received and after unpacking. A novel is 1 MB and the longest page of
    Wikipedia 3 MB, so 10 MB is no report but a dump, and reading it would hold up all others.
    records: a whole record file, which holds many reports. elements, depth: of a page's tree.
    container: an archive, mailbox or feed as received. members: things in one input, those inside what is
    inside it included. unpacked: bytes of all of them together. levels: containers inside containers.
    pages: of a PDF. work, memory: what reading one PDF may take of a processor, and bytes.
    seconds: all of one fetch, redirects included. pause: the longest silence of the other side.
    """

    size: int = 10_000_000
    records: int = 256_000_000
    elements: int = 100_000
    depth: int = 200
    container: int = 8_000_000_000
    members: int = 200_000
    unpacked: int = 16_000_000_000
    levels: int = 5
    pages: int = 2_000
    work: float = 60.0
    memory: int = 1_000_000_000
    seconds: float = 30.0
    pause: float = 10.0
    redirects: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The caller's wishes for all inputs of one run.

    published, publisher: said of every report whose own record does not say otherwise.
    language: "en" refuses texts that are surely in another language, ANY reads all.
    allow_private: addresses inside private, loopback and link-local networks may be reached.
    follow: of a feed's items the pages that they lead to are fetched and read in their stead.
    """

    limits: Limits = field(default_factory=Limits)
    published: str | None = None
    publisher: str | None = None
    language: str = "en"
    allow_private: bool = False
    follow: bool = False


@dataclass(slots=True)
class Budget:
    """What the things inside one input have used up of its limits, however deep they lie."""

    members: int = 0
    unpacked: int = 0

    def take(self, size: int, *, limits: Limits) -> None:
        """Count one more thing of so many bytes. Raises TooLarge ("too-many", "too-large")."""
        self.members += 1
        self.unpacked += size
        if self.members > limits.members:
            raise TooLarge(
                f"this holds more than {limits.members:,} things; the rest is not read; split it",
                kind="too-many",
            )
        if self.unpacked > limits.unpacked:
            raise TooLarge(
                f"this unpacks to more than {limits.unpacked / 1_000_000:,.0f} MB; the rest is not read"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing inside a container, to be read in its turn as if it had been given alone.

    name: its name there, which ends its path (OUTER#NAME) and is a hint; the container's own words, not yet
    safe to print. address, retrieved, charset, headers: as the container tells them. known: fields of the
    report that win over what the part says of itself; otherwise: fields that stand in where it says nothing.
    source: an open file instead of the body, for a container inside the container; closed once it is read.
    """

    body: bytes = field(repr=False)
    name: str
    source: BinaryIO | None = field(default=None, repr=False)
    address: str | None = None
    retrieved: str | None = None
    charset: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    known: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    otherwise: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One input as it was given: where it came from and what was said about it.

    path: as reports show it, safe to print. name: a hint only, since kinds are read from the bytes.
    folder: where a record file's own files may lie; None when it has no folder (a pipe, an address).
    charset: what the other side declared. known: a record's own fields, which win over all else.
    otherwise: fields that stand in where the report says nothing of itself, before the caller's options.
    inside: True for what a record names, which may not name further records. level: how many containers
    it lies in; budget: what all that lies in the outermost may use; within: that one's digest, for custody.
    """

    path: str
    name: str = ""
    folder: str | None = None
    charset: str | None = None
    address: str | None = None
    retrieved: str | None = None
    known: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    otherwise: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    inside: bool = False
    level: int = 0
    budget: Budget = field(default_factory=Budget)
    within: str | None = None
