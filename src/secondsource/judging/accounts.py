"""When two voices are two accounts: nobody is contradicted by what the same report has the same one say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from secondsource.judging.dossier import FOR, Voice

_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denials?|reject(?:s|ed|ing|ions?)?|refut(?:e|es|ed|ing))\b"
    r"|\brul(?:e|es|ed|ing) out\b",
    re.IGNORECASE,
)


def denial(said: Iterable[Voice], denied: Iterable[Voice]) -> tuple[Voice, Voice] | None:
    """The first that asserts, and the first that denies it, as two accounts; None where there are none.

    Two accounts are of two reports (versions of one are one), or of two who speak, or of the writer and one
    who is quoted. Words in which a report tells of a denial ("he ruled out that they had crossed") assert
    nothing.
    """
    asserting = [voice for voice in said if not _DENIAL.search(voice.text)]
    return next(((one, other) for other in denied for one in asserting if _two(one, other)), None)


def _two(one: Voice, other: Voice) -> bool:
    if one.family != other.family:
        return True
    a, b = (voice.speaker and voice.speaker.party for voice in (one, other))
    # Words around what is denied, or a part of them, are the same sentence; two may speak of the very same.
    apart = one.text not in other.text and other.text not in one.text
    return a != b and (apart or (one.text == other.text and a is not None and b is not None))


def contend(ones: Iterable[Voice], others: Iterable[Voice]) -> bool:
    """Whether some voice that stands behind one claim, and some behind another, are two accounts."""
    a, b = ([voice for voice in side if voice.stance in FOR] for side in (ones, others))
    if not a or not b:
        return False
    if len({voice.family for voice in (*a, *b)}) > 1:
        return True
    named = [{voice.speaker.party for voice in side if voice.speaker} for side in (a, b)]
    return all(named) and len(named[0] | named[1]) > 1
