"""Text as it is kept in columns and looked up: storable, folded, cut into words.

Both databases index the very words that `words` gives, so that they find the same; a query goes through the
same functions.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters beyond ASCII. Most texts have the same few, such as quotation marks: what becomes of a short run is
# kept, of a longer one it would take memory.
_FOREIGN = re.compile("[^\x00-\x7f]+")
_SHORT_RUN = 32
# PostgreSQL's text holds no NUL, and no UTF-8 a lone surrogate; each becomes one other code point.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Scripts that are written without blanks: each character is a word, and a phrase finds a name of two.
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_ALONE}]|[^\\W_{_ALONE}]+")
# Longer "words" are coded data, not language; PostgreSQL takes at most 2,046 bytes.
_LONGEST_WORD = 100
# Entries of PostgreSQL's B-trees are at most 2,704 bytes, and two keys stand in one.
_LONGEST_KEY = 200
# PostgreSQL's tsvector is at most 1 MiB: each word once, and 2 bytes for each of its places.
_MOST_BYTES = 1_000_000
# A text shorter than this cannot fill it, even in letters of 4 bytes each.
_SHORT = 100_000


def storable(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD, one code point for one."""
    if text.isascii() and "\x00" not in text:
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def folded(text: str) -> str:
    """The text in lower case without accents, with single blanks: what names are looked up by."""
    return " ".join(_lowered(text).split())


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The folded text as facets and names are keyed by: its first 200 code points."""
    return folded(text)[:_LONGEST_KEY].rstrip()


def words(text: str) -> list[str]:
    """The folded words of a text in order: runs of letters and digits, and each character of CJK scripts.

    Of a very long text (some 80,000 different words) only as many as PostgreSQL can index.
    """
    plain = _lowered(text)
    found: list[str] = _WORD.findall(plain)
    if max(map(len, found), default=0) > _LONGEST_WORD:
        found = [word[:_LONGEST_WORD] for word in found]
    return found if len(plain) < _SHORT else found[: _fitting(found)]


def _lowered(text: str) -> str:
    """The text in lower case without accents, with its blanks as they are."""
    if not text.isascii():
        # Marks belong to what stands before them, and ASCII has none: run by run is as good as the whole.
        text = _FOREIGN.sub(_plain_run, text)
    return text.replace("\x00", "\ufffd").casefold()


def _fitting(found: list[str]) -> int:
    """How many of the words fit into one index entry of PostgreSQL."""
    seen: set[str] = set()
    size = 0
    for place, word in enumerate(found):
        # The word, its length and padding, once; and every place.
        size += 2 if word in seen else len(word.encode()) + 6
        seen.add(word)
        if size > _MOST_BYTES:
            return place
    return len(found)


def _plain_run(found: re.Match[str]) -> str:
    run = found[0]
    return _plain_short(run) if len(run) <= _SHORT_RUN else _plain(run)


def _plain(text: str) -> str:
    return _bare(_bare(storable(text)).casefold())


_plain_short = lru_cache(maxsize=4096)(_plain)


def _bare(text: str) -> str:
    """Compatibility forms taken apart, and marks left out."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
