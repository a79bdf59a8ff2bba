"""What was received and what was read out of it: captures, reports, failures."""

from __future__ import annotations

from dataclasses import dataclass, field

from secondsource.model.identity import content_id, digest
from secondsource.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as received; never changed. `media` is the kind read from the bytes (IANA name)."""

    body: bytes = field(repr=False)
    media: str
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """`sha256:` and the hex digest of the bytes."""
        return digest(self.body)

    @property
    def size(self) -> int:
        """Number of bytes."""
        return len(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The way back from a stretch of the clean text to its capture.

    `locator` says where the stretch stands there: for a page an element path such as
    `/html/body/article/p[3]`; later formats use their own (a page number, a cell).
    """

    span: Span
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldReason:
    """Where a field of a report was read, or why it is open: a code of the table of reasons, its values."""

    field: str
    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The text of a capture, with what is known of its publication.

    `path` is what was given (file name, address, `FILE#ID`); it is no part of the identity.
    `published` and `retrieved` are ISO 8601 as written, with the precision they have. `reasons` tell where
    byline, dateline, publisher and published were read, and are no part of the identity either.
    """

    text: str = field(repr=False)
    path: str = "-"
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    address: str | None = None
    record: str | None = None
    capture: Capture | None = field(default=None, repr=False)
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    reasons: tuple[FieldReason, ...] = field(default=(), repr=False)

    @property
    def id(self) -> str:
        """Content id over {text, title, publisher, published, address or record id}.

        One text printed by two papers is two reports; the same file under any path is one.
        """
        return content_id(
            {
                "text": self.text,
                "title": self.title,
                "publisher": self.publisher,
                "published": self.published,
                "address": self.address or self.record,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A report that could not be read: what was given, a kind of fault, and words for people.

    The message says what is wrong, where, and what to do next.
    """

    path: str
    kind: str
    message: str
