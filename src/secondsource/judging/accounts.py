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


def against(one: Voice, other: Voice) -> bool:
    """Whether one that asserts and one that denies are two accounts: of two reports, or of two who speak, or
    of the writer and one who is quoted; versions of a report are one. Words in which a report tells of a
    denial ("he ruled out that they had crossed") assert nothing.
    """
    if _DENIAL.search(one.text):
        return False
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
