"""Rows as JSON text that every program can take: one line each, always valid UTF-8, always the same."""

from __future__ import annotations

import json
import os
import re
from typing import Any

# U+0085, U+2028 and U+2029 may stand in JSON as they are, but many programs take them for line ends.
_LINE_ENDS = re.compile("[\u0085\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def line(row: Any, *, indent: int | None = None) -> str:
    """A row as JSON without a line end (but for those of an indent); keys stand in the row's own order.

    A lone surrogate, which no UTF-8 can hold, becomes U+FFFD: one code point for one, so spans still fit.
    """
    text = json.dumps(row, ensure_ascii=False, allow_nan=False, indent=indent)
    text = _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return _SURROGATES.sub("\ufffd", text)


def given(path: str) -> str:
    r"""A path as it can be printed: bytes of a file name that are no text are shown as \xFF.

    So two names that differ only in such bytes stay two.
    """
    if not _SURROGATES.search(path):
        return path
    try:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", path)
