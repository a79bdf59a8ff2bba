"""What the words before and after a number say of its bounds: "at least", "some", "or so".

The relation ">" leaves the upper end open, "<" the lower; "~" is about the number itself.
"""

from __future__ import annotations

from secondsource.model.statement import NumberRelation
from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.modifier_table import AFTER, BEFORE, LAST_WORDS, SIZES
from secondsource.reading.numbers.nouns import is_plural
from secondsource.reading.numbers.tokens import Tokens, listed
from secondsource.reading.numbers.words import ONES, TENS

_LONGEST = max(map(len, BEFORE))
_AFTER_FIRST = frozenset(words[0] for words in AFTER)
# Adverbs before a modifier, which belong to it: "just over", "well under", "slightly more than".
_DEGREES = listed(
    "just well slightly far much little significantly considerably substantially somewhat barely easily "
    "way only still comfortably marginally fractionally vastly already"
)
# Between a modifier and its number: "at least another 50".
_BETWEEN = frozenset(("another",))
# After these words "about" tells the subject and "over" what is fought or ruled over.
_ABOUT_WHAT = listed(
    "talk talks talked talking ask asked asks worried worry worries concerned concerns information story "
    "stories question questions speak speaks spoke wrote writes complain complained details learn learned "
    "doubts book film documentary debate cares care"
)
_OVER_WHAT = listed(
    "fought argued argue arguing quarrelled quarreled control dispute disputes war row victory win wins "
    "won concerns concern fight fighting battle power authority anger debate fears questions suspicion "
    "charged resigned flew fly flying jumped presided preside ruled rule mourn advantage edge fired "
    "protest protests talks negotiations worry worries outrage triumph look looked watch watched "
    "sovereignty jurisdiction clash clashes sued clashed stretched spread extended conducted phased "
    "staggered taken held place sentenced"
)
_NOT_AFTER = {
    "about": _ABOUT_WHAT,
    "around": _ABOUT_WHAT,
    "some": frozenset(("the", "are")),
    "just": frozenset(("but",)),
    "not just": frozenset(("but",)),
    "up to": listed("add adds adding added bring brings bringing brought made making live lives"),
}
_BEFORE_ANOTHER = frozenset(("at least", "at most", "minimum", "maximum", "max", "tops", "approximately"))
_COMPARING = listed("more over under below above")
_SHORT = 10  # a duration up to which "over" tells when something happened, and no bound
_SMALL = 4
_OVER_LENGTH = listed(
    "in been is was were of for well just after lasting lasted last lasts took take takes taking spent "
    "little slightly"
)


def modify(tokens: Tokens, draft: Draft, floor: int) -> None:
    """Give a figure the bounds and the words that its modifiers, not before the word `floor`, make for it."""
    relation: NumberRelation = "="
    for _ in range(2):
        found = _before(tokens, draft, floor)
        if found is None:
            break
        draft.first, further = found
        # "up to about 50": the bound says more than "about" does.
        relation = further if relation == "=" or (relation == "~" and further != "=") else relation
    after = _after(tokens, draft)
    if after is not None and relation in ("=", "~"):
        relation = after
    if relation != "=":
        bound(draft, relation)
        if draft.bounded:
            draft.because("number-bounds", _told(tokens, draft))


def _told(tokens: Tokens, draft: Draft) -> str:
    """The words beside the number that gave its bounds."""
    first, last = draft.core
    return " … ".join(
        filter(
            None, (tokens.phrase(draft.first, first - draft.first), tokens.phrase(last, draft.last - last))
        )
    )


def _before(tokens: Tokens, draft: Draft, floor: int) -> tuple[int, NumberRelation] | None:
    """Where the modifier right before a figure begins, and its relation."""
    end = draft.first
    if tokens.at(end - 1) in _BETWEEN and tokens.at(end - 2) in (
        "least",
        "than",
        "to",
        "about",
        "around",
        "some",
    ):
        end -= 1
    if end <= floor or tokens.at(end - 1) not in LAST_WORDS or not tokens.joined(end):
        return None
    for count in range(min(_LONGEST, end - floor), 0, -1):
        words = tuple(tokens.low[end - count : end])
        relation = BEFORE.get(words)
        if relation is not None and _holds(tokens, draft, words, end - count):
            return _with_degree(tokens, end - count, floor, relation), relation
    return None


def _with_degree(tokens: Tokens, first: int, floor: int, relation: NumberRelation) -> int:
    while first > floor and tokens.at(first - 1) in _DEGREES and relation != "=" and tokens.joined(first):
        first -= 1
        if tokens.at(first) == "little" and tokens.at(first - 1) == "a" and first > floor:
            first -= 1
    return first


def _holds(tokens: Tokens, draft: Draft, words: tuple[str, ...], first: int) -> bool:
    """False where the words of a modifier do another task: "talks about two states", "victory over three"."""
    before, phrase = tokens.at(first - 1), " ".join(words)
    if words in SIZES:
        return draft.unit is not None
    if phrase in _NOT_AFTER:
        return before not in _NOT_AFTER[phrase]
    if phrase == "over":
        if draft.kind == "duration" and draft.value < _SHORT and before not in _OVER_LENGTH:
            return not before.isalpha()  # "spoke over two days" tells when
        return before not in _OVER_WHAT
    if phrase == "within":
        return draft.kind in ("measure", "duration", "share")
    if phrase == "under":
        return draft.kind != "count" or draft.value >= _SMALL  # "under two presidents"
    if phrase == "c .":
        return tokens.glued(first + 1)
    if phrase in ("topped", "exceed"):
        return draft.value >= _SHORT or draft.kind != "count"
    return True


def _after(tokens: Tokens, draft: Draft) -> NumberRelation | None:
    """The relation of "or more", "-odd", "or so" after a figure, which takes the words, or after its noun."""
    at = draft.last
    if at >= len(tokens):
        return None
    found = _after_at(tokens, draft, at)
    if found is None and draft.kind == "count" and is_plural(tokens.at(at)) and tokens.joined(at):
        found = _after_at(tokens, draft, at + 1)
        return found[0] if found and tokens.at(at + 1) in ("or", "and") else None
    if found is None:
        return None
    draft.last = found[1]
    return found[0]


def _after_at(tokens: Tokens, draft: Draft, at: int) -> tuple[NumberRelation, int] | None:
    if tokens.at(at) not in _AFTER_FIRST or not tokens.joined(at):
        return None
    for count in (4, 3, 2, 1):
        words = tuple(tokens.low[at : at + count])
        relation = AFTER.get(words)
        if relation is None or len(words) < count or not _ends(tokens, words, at, at + count):
            continue
        return relation, at + count
    return None


def _ends(tokens: Tokens, words: tuple[str, ...], at: int, last: int) -> bool:
    """False where the words go on to something else: "12, at least three of them", "5 + 3"."""
    after, phrase = tokens.at(last), " ".join(words)
    if phrase == "odd":
        return True
    if phrase in ("+", "plus"):
        number = after[:1].isdecimal() or after in ONES or after in TENS or after in ("a", "an", "the")
        return not number and (phrase == "plus" or tokens.glued(at))
    if words[0] == "-":
        return tokens.glued(at) and tokens.glued(at + 1)
    if phrase in _BEFORE_ANOTHER or (words[0] == "and" and words[-1] in _COMPARING):
        return not after[:1].isalnum()
    return after != "than"


def bound(draft: Draft, relation: NumberRelation) -> None:
    """Set the bounds of a figure from the relation of its modifier."""
    if draft.vague and relation in ("<", "<=") and draft.relation == ">=":
        draft.relation, draft.low, draft.high = (
            relation,
            None,
            None,
        )  # "up to several hundred": nothing is sure
        return
    if draft.relation not in ("=", "~") or relation == "=" or (draft.vague and relation == "~"):
        return  # "at least hundreds", "about 3 to 5": the bounds are set already
    draft.relation, draft.bounded = relation, True
    draft.approximate = relation == "~"
