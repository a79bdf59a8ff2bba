"""Words that a line's end or a font broke: hyphens that divide go, those of compounds stay."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from secondsource.intake.tables import wordset

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_HYPHENS = f"-\N{HYPHEN}{SOFT_HYPHEN}"
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
     "\N{HYPHEN}": "-", "\N{NO-BREAK SPACE}": " ", "\N{ZERO WIDTH SPACE}": None, "\ufeff": None}
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LAST = re.compile(r"([^\W_]+(?:['’-][^\W_]+)*)$")
_FIRST = re.compile(r"[^\W_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Before a hyphen that belongs to the word, unless what follows is only an ending ("high-er", "self-ish").
_OPENERS = wordset(
    "self well ill half vice far long short high low full hard near two three four five six seven eight nine "
    "ten twenty thirty forty fifty sixty seventy eighty ninety hundred left right mother "
    "father sister brother"
)
_ENDINGS = wordset(
    "er ers est en ens ened ening ly ness ish ishly ishness ful fully age ages ern erly ty ties teen teens "
    "th ths ing ings ed y ier iest some less ship hood land ward wards fold score pence man men way ways"
)
# Behind one.
_CLOSERS = wordset(
    "based led backed owned run held controlled old year years style speaking born called known minded term "
    "time scale level range made sized related friendly general elect month months week weeks hour hours "
    "mile miles wing party track class ranking profile powered funded sponsored allied linked affiliated "
    "trained equipped language educated appointed elected aged flung ridden torn stricken hit wracked going "
    "being government in-law storey story foot page member strong"
)
# A hyphen that waits for another word: "two- and three-storey houses".
_SUSPENDED = wordset("and or to nor but und")
# Inside compounds of three words, cut after the second.
_MIDDLE = wordset("in of the to and by at up a de la du on for")


def clean(text: str) -> str:
    """The text with ligatures as letters and without control characters."""
    return _CONTROL.sub("", text.translate(_LIGATURES))


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of lines in small letters, compounds with their hyphens, none that a line's end cuts."""
    found: set[str] = set()
    cut = False
    for line in lines:
        words = [word.casefold() for word in _WORDS.findall(line)]
        found.update(words[1:] if cut else words)
        cut = line.rstrip().endswith(tuple(_HYPHENS))
        if cut and words:
            found.discard(words[-1])
    return frozenset(found)


def joint(before: str, after: str, *, known: Container[str]) -> tuple[str, str]:
    """What is left of a line whose text goes on in the next, and what stands between the two ("" or a space).

    known: words of the document in small letters, which decide when a hyphen could be of either kind.
    """
    before = before.rstrip(" ")
    if not before.endswith(tuple(_HYPHENS)):
        closed = before.endswith(("—", "–", "/")) and not before[:-1].endswith(" ")
        return before, "" if closed else " "
    stem, first = before[:-1], _FIRST.match(after)
    last = _LAST.search(stem)
    if last is None or first is None:
        return f"{stem}-", " " if stem.endswith(" ") or not stem else ""
    if first[0].casefold() in _SUSPENDED and before[-1] != SOFT_HYPHEN:
        return f"{stem}-", " "
    return (stem if _divided(last[1], first[0], stem, known) else f"{stem}-"), ""


def _divided(last: str, first: str, stem: str, known: Container[str]) -> bool:
    """True when a hyphen between two pieces only divides a word: "power-" and "ful"."""
    start, end = last.casefold(), first.casefold()
    if start.rpartition("-")[2] and f"{start}-{end}" in known:
        return False
    if f"{start}{end}" in known:
        return True
    if first[0].isdigit() or last[-1].isdigit():
        return False
    if first[0].isupper():
        # A line in capitals divides words as others do; a capital after small letters begins a name.
        return len(first) > 1 and first.isupper() and stem.isupper() and len(stem) > len(last)
    piece = start.rpartition("-")[2]
    if "-" in start and piece in _MIDDLE:
        return False
    return not (end in _CLOSERS or (piece in _OPENERS and end not in _ENDINGS and len(end) > 2))
