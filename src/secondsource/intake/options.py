"""What a caller may set, and what is known of one input beside its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

ANY = "any"
"""The language option that reads texts in every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of one input is taken in. Sizes are bytes, times are seconds.

    size: one report, as received and after unpacking. A novel is 1 MB and the longest page of
    Wikipedia 3 MB, so 10 MB is no report but a dump, and reading it would hold up all others.
    records: a whole record file, which holds many reports. elements, depth: of a page's tree.
    seconds: all of one fetch, redirects included. pause: the longest silence of the other side.
    """

    size: int = 10_000_000
    records: int = 256_000_000
    elements: int = 100_000
    depth: int = 200
    seconds: float = 30.0
    pause: float = 10.0
    redirects: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The caller's wishes for all inputs of one run.

    published, publisher: said of every report whose own record does not say otherwise.
    language: "en" refuses texts that are surely in another language, ANY reads all.
    allow_private: addresses inside private, loopback and link-local networks may be reached.
    """

    limits: Limits = field(default_factory=Limits)
    published: str | None = None
    publisher: str | None = None
    language: str = "en"
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One input as it was given: where it came from and what was said about it.

    path: as reports show it, safe to print. name: a hint only, since kinds are read from the bytes.
    folder: where a record file's own files may lie; None when it has no folder (a pipe, an address).
    charset: what the other side declared. known: a record's own fields, which win over all else.
    inside: True for what a record names, which may not name further records.
    """

    path: str
    name: str = ""
    folder: str | None = None
    charset: str | None = None
    address: str | None = None
    retrieved: str | None = None
    known: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    inside: bool = False
