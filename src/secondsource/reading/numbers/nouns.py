"""Noun phrases beside a figure, found without a parser: by closed classes of English and by endings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from secondsource.reading.clauses import AUXILIARIES, is_adverb, is_finite
from secondsource.reading.numbers.verb_table import FORMS, NOUN_TOO
from secondsource.reading.tags import Range
from secondsource.text import Segments


def words_in(text: str) -> frozenset[str]:
    """A closed class: the words of a text, parted by blanks."""
    return frozenset(text.split())


THEM = words_in("them whom which these those us you")
COUNTING = words_in(
    "backlog number numbers total amount count sum majority minority handful proportion share percentage"
)  # what is meant stands after "of"
TIME_UNITS = words_in(
    "second seconds minute minutes hour hours day days night nights week weeks weekend weekends fortnight "
    "month months quarter quarters year years decade decades century centuries season seasons time times "
    "moment"
)
PLACED_BY_TIME = words_in("last past next previous coming first final recent latest")
DOZENS = words_in("tens dozens scores hundreds thousands millions billions trillions")
REACH = 40  # words on either side of a figure that are looked at
MOST = 8  # words of a phrase
PREPOSITIONS = words_in(
    "of in on at to from by with for into over under within without after before during since until till "
    "among amongst amid between through throughout across against along around behind below beneath "
    "beside besides beyond despite except inside near off onto outside per than toward towards upon via "
    "worldwide versus following aboard about above past as like up down out plus"
)
DETERMINERS = words_in(
    "the a an this that these those his her its their our my your each every all both either neither some "
    "any no such another whose"
)
PRONOUNS = words_in(
    "he she it they we you i him them us me who whom which what there here himself herself itself "
    "themselves others one ones everyone someone nobody nothing anything everything"
)
CONJUNCTIONS = words_in(
    "and or but nor yet so while when where because if although though unless whereas whether"
)
DAYS = words_in("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight")
_LOOSE = words_in(  # adverbs and the like, at which a phrase ends
    "ago away apart later earlier not also then now still already just only even ever never too well "
    "alone overall altogether together nationwide worldwide nationally abroad overnight daily instead "
    "again almost less more most each apiece respectively else at-large either yesterday today tomorrow "
    "tonight afterwards afterward thereafter according being due owing thanks compared"
)
_MEASURES = words_in(
    "long high tall deep wide thick old late early"
)  # a phrase ends here unless a noun follows
_MORE_VERBS = words_in(  # and plain forms that a plural subject takes
    "died dies die used owed tied fled remain remains live lives dwell belong believe suffer lack depend "
    "rely attend await"
)
_LY_NOUNS = words_in(
    "daily hourly weekly monthly yearly quarterly early likely elderly only family deadly costly homely"
)
NUMBERS = words_in(
    "two three four five six seven eight nine ten eleven twelve dozen hundred thousand million billion"
)
SKIPPED = words_in("more other further additional extra odd or so plus")  # between a figure and its noun
_IRREGULAR_PLURALS = words_in(
    "people men women children police troops cattle personnel feet teeth aircraft fish sheep media data "
    "criteria phenomena bacteria mice geese lives wives knives staff crew infantry clergy youth faithful"
)
_NO_PLURAL = words_in(
    "this is was has as us his hers its always perhaps various previous less across plus news politics "
    "economics athletics physics yes thus texas kansas illinois arkansas paris campus bus gas business "
    "serious dangerous series species"
)
_MODIFIER_ENDINGS = ("ous", "less", "ss", "us", "is", "'s")
_SHORT = words_in("co corp inc ltd mr mrs ms dr st gen col lt sgt capt sen rep gov jr sr no")
_UNITED = words_in("nations states")
_DASHES = frozenset("-‐‑–/&")
_APOSTROPHES = frozenset("'’`")
_QUOTES = frozenset('"“”‘«»')


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of a text, in lower case, with the sentence of each and the figure that it belongs to.

    edges: the words of each sentence, by its number. capitals: the text has no small letters, so that
    capitals tell nothing.
    """

    segments: Segments
    lower: Sequence[str]
    sentence: Sequence[int]
    edges: dict[int, Range]
    figure: dict[int, int]
    capitals: bool = False

    @classmethod
    def of(cls, segments: Segments, figures: Sequence[Range]) -> Prose:
        """The words of a text with figures at some ranges."""
        held = {k: n for n, words in enumerate(figures) for k in range(*words)}
        sentence = segments.in_sentence
        cuts = [0, *(k for k, (a, b) in enumerate(pairwise(sentence), 1) if a != b), len(sentence)]
        edges = {sentence[a]: (a, b) for a, b in pairwise(cuts) if a < b}
        return cls(segments, segments.lower(), sentence, edges, held, segments.text.isupper())

    def bounds(self, first: int, last: int) -> Range:
        """The words of the sentence of a stretch, as far as they are looked at."""
        a, b = self.edges[self.sentence[first]]
        return max(a, first - REACH), min(max(b, last), last + REACH)

    def joined(self, k: int) -> bool:
        """Whether no blank stands between a word and the one before it."""
        return k > 0 and self.segments.begins[k] == self.segments.stops[k - 1]

    def capital(self, k: int) -> bool:
        """Whether a word begins with a capital."""
        return self.segments.text[self.segments.begins[k]].isupper()


@lru_cache(maxsize=20_000)
def is_plural(word: str) -> bool:
    """Whether a word in lower case reads as a plural noun."""
    if word in _IRREGULAR_PLURALS or word.endswith(("men", "people", "children")):
        return word not in {"specimen", "omen", "abdomen", "semen", "regimen", "acumen"}
    return (
        len(word) > 2
        and word.endswith("s")
        and word not in _NO_PLURAL
        and not word.endswith(_MODIFIER_ENDINGS)
    )


@lru_cache(maxsize=20_000)
def stops(word: str) -> bool:
    """Whether no noun phrase goes on over a word in lower case."""
    return (
        word in PREPOSITIONS
        or word in DETERMINERS
        or word in PRONOUNS
        or word in CONJUNCTIONS
        or word in AUXILIARIES
        or word in _LOOSE
        or word in DAYS
        or word in NUMBERS
    )


def is_verb(word: str) -> bool:
    """Whether a word reads as a finite verb or a participle that is no auxiliary."""
    return word in _MORE_VERBS or (word not in AUXILIARIES and is_finite(word))


def chunk_after(prose: Prose, at: int, end: int, *, many: bool) -> Range | None:
    """The noun phrase that begins at a word: modifiers and head, without what follows the head.

    many: the head is more than one, so that the first plural noun ends the phrase.
    """
    lower = prose.lower
    if at + 1 < end and lower[at] in {"most", "least"} and not stops(lower[at + 1]):
        at += 1  # "25 most influential people"
    first, k, whole = at, at, False
    while k < end and k - first < MOST * 2:
        word = lower[k]
        if word in _QUOTES and k == first:
            first = k + 1
        elif not word[0].isalnum():
            k_next = _inside(prose, k, end)
            if k_next is None:
                break
            if word in _APOSTROPHES:
                whole = False
            k = k_next
            continue
        elif k in prose.figure:
            if k != first and not _possessed(prose, k):
                break
            first = k + 1
        elif _ends_at(prose, k, first, end, whole=whole, many=many):
            break
        else:
            whole = is_plural(word) and not (word in _UNITED and lower[k - 1] == "united")
        k += 1
    return _trimmed(prose, first, k)


def _inside(prose: Prose, k: int, end: int) -> int | None:
    """The next word to look at after a mark that a phrase goes on over; None where it ends."""
    lower, word = prose.lower, prose.lower[k]
    after = k + 1 < end and lower[k + 1][0].isalnum()
    if not after:
        return None
    tight = prose.joined(k) and prose.joined(k + 1)
    if word in _DASHES and tight:
        return k + 2
    if word in _APOSTROPHES and prose.joined(k):
        return k + 2 if tight and lower[k + 1] in {"s", "t"} else k + 1
    if word == "." and prose.joined(k) and len(lower[k - 1]) == 1:
        return k + 1
    return k + 1 if word in _QUOTES and not stops(lower[k + 1]) and not prose.joined(k) else None


def _ends_at(prose: Prose, k: int, first: int, end: int, *, whole: bool, many: bool) -> bool:
    lower, word = prose.lower, prose.lower[k]
    if stops(word) and not (word == "us" and prose.segments.word(k) == "US"):
        letters = prose.segments.word(k)
        if prose.capitals:
            return not (word == "up" and k + 1 < end and is_plural(lower[k + 1]))
        return len(letters) < 2 or not letters.isupper()  # "UP members"
    following = lower[k + 1] if k + 1 < end else "."
    noun_next = (
        k + 1 not in prose.figure
        and following[0].isalnum()
        and not stops(following)
        and not is_verb(following)
    )
    tight = k > first and lower[k - 1] in _DASHES and prose.joined(k)
    if word in _MEASURES:
        return not noun_next
    if (
        k > first
        and not tight
        and FORMS.get(word, word) not in NOUN_TOO
        and word in FORMS
        and word.endswith("s")
    ):
        return True  # "trade occurs"
    if many and not whole and is_plural(word) and not tight:
        return False  # "36 states", "two claims", which may be verbs elsewhere
    if whole and many and not tight:
        return not is_plural(word) or is_verb(word)
    if is_adverb(word) and word not in _LY_NOUNS:
        return not ((k == first and noun_next) or following.endswith("ed"))
    if is_verb(word) and not tight:
        if k == first:
            return not noun_next and following not in _DASHES
        return not (many and word.endswith("ed") and noun_next)
    if word.endswith("ing") and len(word) > 5 and not tight:
        if k == first and not many:
            return following in DETERMINERS or following in PRONOUNS
        return not noun_next or (many and k == first and not _plural_near(prose, k + 1, end))
    return False


def _plural_near(prose: Prose, at: int, end: int) -> bool:
    return any(is_plural(word) for word in prose.lower[at : min(end, at + 3)])


def _possessed(prose: Prose, k: int) -> bool:
    """Whether a possessive stands right before a word: "the country's 50 states"."""
    return k > 1 and prose.lower[k - 1] == "s" and prose.lower[k - 2] in _APOSTROPHES


def _trimmed(prose: Prose, first: int, last: int) -> Range | None:
    lower = prose.lower
    while last > first and not lower[last - 1][0].isalnum():
        last -= 1
    while last > first and (is_adverb(lower[last - 1]) or lower[last - 1] in SKIPPED):
        last -= 1
    while first < last and (lower[first] in SKIPPED or not lower[first][0].isalnum()):
        first += 1
    return (max(first, last - MOST), last) if first < last else None


def chunk_before(prose: Prose, end: int, start: int) -> Range | None:
    """The noun phrase that ends before a word, without its determiner."""
    lower, k = prose.lower, end
    while k > start and end - k < MOST * 2:
        word = lower[k - 1]
        if not word[0].isalnum():
            if not _tight_mark(prose, k - 1, end):
                break
        elif _bars(prose, k - 1, end, start):
            break
        k -= 1
    return _trimmed(prose, k, end)


def _bars(prose: Prose, k: int, end: int, start: int) -> bool:
    """Whether a noun phrase that ends before a word cannot reach back over another."""
    word = prose.lower[k]
    if k in prose.figure or (stops(word) and not _letter(prose, k)):
        return True
    adverb = is_adverb(word) and word not in _LY_NOUNS
    if (is_verb(word) or adverb) and not _modifies(prose, k, end, start):
        return True
    return k + 1 < end and k > start and _after_modal(prose, k, start)


def _after_modal(prose: Prose, k: int, start: int) -> bool:
    """Whether a word is a verb behind "to", "will" or a form of "be" ("to also pay", "was moving")."""
    lower, word, k = prose.lower, prose.lower[k], k - 1
    while k > start and (is_adverb(lower[k]) or lower[k] in {"also", "not"}):
        k -= 1
    if word.endswith("ing"):
        return lower[k] in AUXILIARIES or lower[k] in {"be", "been"}
    return lower[k] in {"to", "will", "would", "can", "could", "may", "might", "must", "shall", "should"}


def _letter(prose: Prose, k: int) -> bool:
    """Whether a word is the "s" of a possessive or part of a hyphened word."""
    return prose.lower[k - 1] in _DASHES and prose.joined(k) if k else False


def _tight_mark(prose: Prose, k: int, end: int) -> bool:
    word = prose.lower[k]
    if k and word == "." and prose.joined(k) and prose.lower[k - 1] in _SHORT:
        return True
    if k + 1 >= end or not k:
        return False
    tight = prose.joined(k) and prose.joined(k + 1)
    if word in _DASHES:
        return tight
    if word in _APOSTROPHES:
        return prose.joined(k)
    return word == "." and prose.joined(k) and len(prose.lower[k - 1]) == 1


def _modifies(prose: Prose, k: int, end: int, start: int) -> bool:
    """Whether what looks like a verb stands before its noun as a modifier ("sustained winds")."""
    lower = prose.lower
    if k + 1 >= end:
        return False
    if k > start and lower[k - 1] in _DASHES and prose.joined(k):
        return True
    if lower[k + 1] in _DASHES and prose.joined(k + 1):
        return True
    before = lower[k - 1] if k > start else ""
    opens = before in DETERMINERS or before in PREPOSITIONS or k - 1 in prose.figure or is_adverb(before)
    return lower[k].endswith(("ed", "ly")) and opens
