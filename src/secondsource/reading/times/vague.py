"""Words for the past, the present and the future: "recently", "until now", "in the near future".

Most of them say when only roughly and get no bounds. TimeML marks every one; annotated reports mark few, so
those are left out that mostly carry an argument on ("now that", "Now, ...").
"""

from __future__ import annotations

from secondsource.reading.times.durations import value_of
from secondsource.reading.times.tables import MONTHS, PLURAL_UNITS, REFERENCES, UNIT_WORDS
from secondsource.reading.times.terms import Fraction, Length, Match, Relative, Vague
from secondsource.reading.times.words import APOSTROPHES, Words

_REPORTED = frozenset({"week", "month", "quarter", "year"})  # "for the year, sales fell"
_AFTER_UNIT = frozenset(
    "was were is are as and because with from at while but when compared by before totaled rose "  # noqa: SIM905
    "fell increased declined climbed dropped included reflected ended".split()
)
# Words that mean the day of the report, and those of one meaning wherever they stand; by their first word.
_FIXED: dict[str, tuple[tuple[tuple[str, ...], Relative | Vague], ...]] = {
    "at": tuple(
        (("at", *words.split()), Vague("PRESENT_REF", placed=True))
        for words in ("present", "the present time", "this time", "the moment", "this point")
    ),
    "this": ((("this", "writing"), Vague("PRESENT_REF", placed=True)),),
    "right": ((("right", "now"), Vague("PRESENT_REF", placed=True)),),
    "these": ((("these", "days"), Vague("PRESENT_REF")),),
    "nowadays": ((("nowadays",), Vague("PRESENT_REF")),),
    "currently": ((("currently",), Vague("PRESENT_REF")),),
    "lately": ((("lately",), Vague("PAST_REF")),),
    "more": ((("more", "recently"), Vague("PAST_REF")),),
    "most": ((("most", "recently"), Vague("PAST_REF")),),
    "that": (
        (("that", "date"), Relative("day", 0, "told")), (("that", "very", "day"), Relative("day", 0, "told")),
    ),
}  # fmt: skip
_BEFORE_THAT_TIME = frozenset({"at", "by", "since", "until", "before", "from"})
_AHEAD = frozenset({"near", "foreseeable", "immediate", "distant", "not-too-distant"})
_LEAD_NOW = frozenset({"until", "till", "to", "by", "from", "before"})
_NAMED = frozenset({"known", "called", "owned", "led", "part", "headed", "based"})
_MODALS = frozenset({"will", "would", "could", "should", "must", "may", "might", "can"})
_IS = frozenset({"is", "are", "am", "has", "have", "re", "ve", "isn", "aren"})
# A sentence that "Now" opens with one of these is told of the present; with others it argues on.
_TELLS = frozenset("the a an he she it they his her its their some many most officials police".split())  # noqa: SIM905
_COPULAS = frozenset({"was", "were", "be", "been"})
# Verbs that stand with a plural subject: "they now say".
_PLURAL_VERBS = frozenset(
    "say have are do own face want hope seem believe think hold make plan expect need know feel fear "  # noqa: SIM905
    "use work live sell buy run control account include require call argue claim see offer show".split()
)
_NO_VERBS = frozenset({"was", "his", "this", "its", "as", "us", "yes", "perhaps", "always", "less"})


def vague(w: Words, k: int) -> Match | None:
    """An expression that names the past, the present or the future, or a unit of the reference alone."""
    word = w.at(k)
    if word in REFERENCES:
        return k + 1, Vague(REFERENCES[word])
    if word == "the":
        return _the(w, k)
    for words, term in _FIXED.get(word, ()):
        if w.ahead(k, *words):
            return k + len(words), term
    return _alone(w, k)


def _alone(w: Words, k: int) -> Match | None:
    """ "that time", "soon", "earlier", "now": words that only their neighbours make a time."""
    word = w.at(k)
    if word == "that" and w.at(k + 1) == "time" and w.at(k - 1) in _BEFORE_THAT_TIME:
        return k + 2, Vague("PAST_REF", placed=True)
    if word == "soon":
        return (k + 1, Vague("FUTURE_REF")) if _soon(w, k) else None
    if word == "earlier":
        clear = w.at(k - 1) not in UNIT_WORDS and not w.opens(k) and _closes(w, k + 1)
        return (k + 1, Vague("PAST_REF")) if clear else None
    return _now(w, k) if word == "now" else None


def _the(w: Words, k: int) -> Match | None:
    """ "in the past", "for the near future", "for the quarter": what an article makes a time."""
    named, before = w.at(k + 1), w.at(k - 1)
    ends = MONTHS.get(w.at(k + 3), 0) if w.at(k + 2) in ("ended", "ending") else 0
    if named == "quarter" and ends:
        return k + 2, Fraction("quarter", (ends + 2) // 3)
    if named in ("year", "week", "month") and w.at(k + 2) in ("ended", "ending"):
        return k + 2, Length(value_of(1, named))
    if named in ("fiscal", "financial") and w.at(k + 2) == "year" and w.at(k + 3) in ("ended", "ending"):
        return k + 3, Length("P1Y")
    if named == "moment" and before == "for" and not w.at(k + 2)[:1].isalpha():
        return k + 2, Vague("PRESENT_REF", placed=True)
    if named in _REPORTED and before in ("for", "in", "during"):
        anchored = Relative(named, 0, "told" if named == "quarter" else "now")
        after = w.at(k + 2)
        goes_on = after in _AFTER_UNIT or (after.endswith("ed") and len(after) > 4)
        return (k + 2, anchored) if not after[:1].isalnum() or goes_on else None
    if named in PLURAL_UNITS and w.at(k + 2) == "ahead" and w.at(k + 3) != "of":
        return k + 3, Vague(value_of(None, UNIT_WORDS[named]))
    if w.ahead(k, "the", "same", "date"):
        return k + 3, Relative("day", 0, "told")
    end = k + 3 if named in _AHEAD else k + 2
    last = w.at(end - 1)
    led = before == "in" or (before == "for" and end > k + 2)
    if not led or w.capital(end - 1) or w.at(end)[:1].isalnum():
        return None
    if last == "future":
        return end, Vague("FUTURE_REF")
    return (end, Vague("PAST_REF")) if last == "past" else None


def _soon(w: Words, k: int) -> bool:
    """Whether "soon" tells of what is to come, and is no "as soon as", "soon after" or "sooner or later"."""
    before, after = w.at(k - 1), w.at(k + 1)
    if before in ("as", "too", "so", "how") or w.dash(k + 1) or w.dash(k - 1) or w.opens(k):
        return False
    return before in _MODALS or before in ("ll", "be") or (_closes(w, k + 1) and after != "as")


def _now(w: Words, k: int) -> Match | None:
    """ "until now", "is now", "has 300 shops now": the present of the report, in a clause of the present."""
    before, after = w.at(k - 1), w.at(k + 1)
    if before in _LEAD_NOW:
        return k + 1, Vague("PRESENT_REF", placed=True)
    if after in ("that", "going") or w.dash(k + 1) or w.dash(k - 1):
        return None
    if w.opens(k):
        return (k + 1, Vague("PRESENT_REF")) if after in _TELLS else None
    if w.capital(k) and not w.shouted(k):
        return None
    present = (
        (before in ("the", "a", "an") and after.isalpha())
        or before in _IS
        or before in _MODALS
        or before in _COPULAS
        or (before == "," and after in _NAMED)
        or after in _IS
        or after in _PLURAL_VERBS
        or _third_person(w, k + 1)
    )
    return (k + 1, Vague("PRESENT_REF")) if present or _closes(w, k + 1) else None


def _third_person(w: Words, k: int) -> bool:
    """Whether a word looks like a verb of the present: "now owns"."""
    word = w.at(k)
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NO_VERBS


def _closes(w: Words, k: int) -> bool:
    """Whether a clause ends before this word."""
    return not w.at(k)[:1].isalnum() and w.at(k) not in APOSTROPHES and not w.dash(k)
