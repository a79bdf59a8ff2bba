"""The exception tree.

SecondSourceError
├── InputError            something given cannot be read; becomes an error row
│   ├── NotFound      a missing path                       (kind "not-found")
│   ├── NoText        empty, or nothing that is text       (kinds "empty", "not-text", "no-article", ...)
│   ├── TooLarge      over a limit                         (kind "too-large")
│   └── FetchError    an address that fails or never ends  (kinds "fetch-failed", "timeout", ...)
├── LedgerError           a ledger cannot be opened, read or written; `kind` says why
│   └── UnknownId     an id or prefix that means nothing there, or several things
├── UsageError            wrong use: exit 2
└── WeightsError          the reader's own files are missing or damaged
"""

from __future__ import annotations

from typing import Literal


class SecondSourceError(Exception):
    """Base of all errors that this package raises on purpose.

    The message says what is wrong, where, and what to do next.
    """


class InputError(SecondSourceError):
    """Something given cannot be read. `kind` is one word of the vocabulary of failures."""

    def __init__(self, message: str, *, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class NotFound(InputError):
    """A path that does not exist or may not be opened."""

    def __init__(self, message: str, *, kind: str = "not-found") -> None:
        super().__init__(message, kind=kind)


class NoText(InputError):
    """Bytes that hold no report: empty, no text, no article."""


class TooLarge(InputError):
    """Bytes over a limit."""

    def __init__(self, message: str, *, kind: str = "too-large") -> None:
        super().__init__(message, kind=kind)


class FetchError(InputError):
    """An address that failed, never ended, or may not be reached."""


LedgerFault = Literal[
    "missing", "not-a-ledger", "corrupt", "newer-version", "read-only", "locked", "disk-full",
    "lost-connection", "refused", "too-old", "lease-lost", "mismatch", "unknown-id", "ambiguous-id",
]  # fmt: skip


class LedgerError(SecondSourceError):
    """A ledger cannot be opened, read or written. `kind` is one word of `LedgerFault`.

    missing: there is none; refused: the database does not let this user in, or lacks what is needed;
    too-old: it must be upgraded first, which reading alone may not; lease-lost: another has taken the job;
    mismatch: what was handed in does not belong together. The others are what their names say.
    """

    def __init__(self, message: str, *, kind: LedgerFault) -> None:
        super().__init__(message)
        self.kind: LedgerFault = kind


class UnknownId(LedgerError):
    """An id or prefix that nothing in the ledger has ("unknown-id"), or several things ("ambiguous-id")."""


class UsageError(SecondSourceError):
    """Wrong use of a command or function; the command line exits with 2."""


class WeightsError(SecondSourceError):
    """The reader's own files are missing or do not fit this version."""
