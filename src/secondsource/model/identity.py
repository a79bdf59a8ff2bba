"""Identity by content: canonical JSON and the ids made from it."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """The one UTF-8 JSON form of a value: sorted keys, no white space, no escapes but JSON's own.

    Floats are refused: ids must not depend on how a processor prints them.
    """
    _refuse_floats(value)
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


# Made once: `json.dumps` makes one at every call.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(body: bytes) -> str:
    """`sha256:` followed by 64 hex digits."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


def content_id(value: Any) -> str:
    """The digest of the canonical JSON of a value."""
    return digest(canonical(value))


def _refuse_floats(value: Any) -> None:
    if type(value) in _PLAIN:
        return
    if isinstance(value, float):
        raise TypeError("a float has no canonical form; use an integer or text")
    if isinstance(value, dict):
        for key, held in value.items():
            if not isinstance(key, str):
                raise TypeError(f"keys of canonical JSON are text, not {type(key).__name__}")
            if type(held) not in _PLAIN:
                _refuse_floats(held)
    elif isinstance(value, list | tuple):
        for held in value:
            if type(held) not in _PLAIN:
                _refuse_floats(held)


# What most values are, and never holds a float.
_PLAIN = frozenset({str, int, bool, type(None)})
