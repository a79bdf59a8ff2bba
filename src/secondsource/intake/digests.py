"""Digests that archives hold of their own parts, in every form that tools write."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Any

# Labels without their hyphens, as hashlib names them. Others are not checked: nothing here can make them.
_ALGORITHMS = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s"})

# The alphabet that names of files use, as the common one.
_PLAIN = str.maketrans("-_", "+/")


class Check:
    """A digest to be found again in some bytes: `sha1:ABC...` in base32, or hex, or base64."""

    def __init__(self, label: str) -> None:
        name, _, value = label.strip().partition(":")
        name = name.strip().lower().replace("-", "")
        self.label = label.strip()
        self._hash: Any = None
        if name in _ALGORITHMS and value.strip():
            # A digest proves here that bytes are unchanged; no secret hangs on it.
            self._hash = hashlib.new(name, usedforsecurity=False)
            self._wanted = _forms(value.strip(), self._hash.digest_size)

    def update(self, chunk: bytes) -> None:
        """Take the next bytes in."""
        if self._hash is not None:
            self._hash.update(chunk)

    @property
    def holds(self) -> bool:
        """False when the bytes have another digest; True also where none here can tell."""
        return self._hash is None or self._hash.digest() in self._wanted


def _forms(value: str, size: int) -> set[bytes]:
    """All digests of a size that a value may be the writing of."""
    found: set[bytes] = set()
    for read in (bytes.fromhex, _base32, _base64):
        try:
            made = read(value)
        except (ValueError, binascii.Error):
            continue
        if len(made) == size:
            found.add(made)
    return found


def _base32(value: str) -> bytes:
    return base64.b32decode(value.upper() + "=" * (-len(value) % 8))


def _base64(value: str) -> bytes:
    return base64.b64decode(value.translate(_PLAIN) + "=" * (-len(value) % 4))
