"""The "one" that is a pronoun, the half that is part of a game, the Eight that is a name."""

from __future__ import annotations

from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.identifiers import counts
from secondsource.reading.numbers.nouns import is_verb, stops
from secondsource.reading.numbers.tokens import Tokens, listed
from secondsource.reading.numbers.words import ONES, TENS

# After "one": a word that shows that it stands for a noun told before, or is part of a saying.
_ONE_SAYINGS = listed(
    "another day point time thing way side hand more's man's person's such by and or that which who whose "
    "whom of to in on at for with from as than s is was has had will would can could may might should "
    "must the a an he she they we i you it but if when where while because after before not also just "
    "even really very too so again anyway here there another's step accord voice eye ear direction reason "
    "size last final thing's another, extreme could would moment morning evening night afternoon sunday "
    "monday tuesday wednesday thursday friday saturday level sense respect exception"
)
_BEFORE_ONE_PRONOUN = listed(
    "no any some every each this that the which other another only's first last next new good bad big "
    "best worst such like right wrong same old whole loved s t re ground day square number phase category "
    "chapter part plan world war air force formula channel"
)
_BESIDE_ONE = listed("in out to or")
_HARMED = listed(
    "dead killed injured wounded missing hurt more arrested dying hospitalised hospitalized critically "
    "seriously fatally slightly fatality casualty"
)
_HARMING = listed(
    "killing wounding injuring hurting leaving killed injured wounded kills injures wounds arresting arrested"
)
_HALF_AFTER = listed("of the a an that this those these as its their his her our my all what and or")
_HALF_BEFORE = listed(
    "first second other latter better top bottom opening closing back upper lower northern southern "
    "eastern western"
)
_PART_BEFORE = listed(
    "by than nearly about almost over roughly around approximately up down to just only some least under "
    "one s exactly within below above well"
)
_BOUNDING = listed("least than only just exactly")
_NEAR = 8  # words around a number in which capitals tell a headline from a name


def in_name(tokens: Tokens, draft: Draft) -> bool:
    """True for a number word with a capital inside a sentence: "Gang of Eight", "the Seven Network"."""
    first, last = draft.core
    word = tokens.words[first]
    if not word[0].isupper() or word.isupper() or first == 0 or draft.unit is not None:
        return False
    if tokens.sentence[first] != tokens.sentence[first - 1] or not tokens.words[first - 1][0].isalnum():
        return False  # it begins a sentence, perhaps a quoted one
    near = tokens.words[max(0, first - _NEAR) : first] + tokens.words[last : last + _NEAR - 2]
    others = [w for w in near if len(w) > 3 and w.isalpha()]
    return sum(w[0].isupper() for w in others) * 2 <= len(others) + 1


def one(tokens: Tokens, draft: Draft) -> str | None:
    """Why "one" is no number: it stands for a noun told before, or belongs to a saying."""
    first, last = draft.core
    before, after = tokens.at(first - 1), tokens.at(last)
    if _beside_another(tokens, before, last):
        draft.of_many = True  # "one in five", "one or two"
        return None
    if draft.unit is not None:
        saying = draft.unit in ("day", "night", "point") and not draft.hyphened
        return "saying" if saying and before not in _BOUNDING else None
    if after == "per":
        return None
    if "another" in tokens.low[last + 1 : last + 6]:
        return "saying"
    if after in ("-", "–") and tokens.glued(last):
        return "compound"
    counted = before == "the" and counts(tokens, last)
    if (before in _BEFORE_ONE_PRONOUN and tokens.joined(first) and not counted) or after in (
        "'",
        "’",
        "”",
        '"',
    ):
        return "pronoun"
    if after in _HARMED or (before in _HARMING and not after[:1].isalpha()) or before in _BOUNDING:
        return None
    if not after[:1].isalpha() or after in _ONE_SAYINGS or stops(after):
        return "pronoun"
    further = tokens.at(last + 1)
    # "one offered to help", "one chosen by them", but "one injured person".
    ends = not further[:1].isalpha() or stops(further)
    verb = is_verb(after) and (ends or not after.endswith("ed"))
    return "pronoun" if verb or further == "by" else None


def _beside_another(tokens: Tokens, before: str, last: int) -> bool:
    if tokens.at(last) not in _BESIDE_ONE or before in ("no", "the"):
        return False
    word = tokens.at(last + (2 if tokens.phrase(last, 2) == "out of" else 1))
    return word in ONES or word in TENS or word[:1].isdecimal()


def part(tokens: Tokens, draft: Draft) -> str | None:
    """Why a half or third is a part of nothing: "the first half", "a third man", "half-hearted"."""
    first, last = draft.core
    before, word = tokens.at(first - 1), tokens.low[first]
    if draft.unit is not None:
        return "saying" if before in _HALF_BEFORE else None
    if word in ("half", "quarter") or tokens.at(first + 1) == "half":
        return _half(tokens, before, first, last)
    if word == "one" and "quarter" not in tokens.low[first:last]:
        return "ordinal" if _noun_after(tokens, last) else None
    return _article_part(tokens, before, last) if draft.article or word == "one" else None


def _half(tokens: Tokens, before: str, first: int, last: int) -> str | None:
    after = tokens.at(last)
    if before in _HALF_BEFORE or (after == "-" and tokens.glued(last)):
        return "half"
    if (before in ("-", "and") and tokens.glued(first)) or (
        before in ("in", "and") and after not in ("of", "the", "a")
    ):
        return "half"
    return None if after in _HALF_AFTER or before in _PART_BEFORE else "half"


def _noun_after(tokens: Tokens, last: int) -> bool:
    after = tokens.at(last)
    return after[:1].isalpha() and not stops(after) and not is_verb(after)


def _article_part(tokens: Tokens, before: str, last: int) -> str | None:
    """ "a third": a part before "of", or after "by", "than", "about" with no noun behind."""
    after = tokens.at(last)
    whole = not after[:1].isalpha() or stops(after)
    return None if after == "of" or (before in _PART_BEFORE and whole) else "ordinal"
