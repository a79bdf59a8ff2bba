"""Noun phrases: their head, determiner, number and sex, as far as the words themselves show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from secondsource.model.statement import Form, MentionType
from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.names import Name, fold, read_name
from secondsource.reading.seen import Seen
from secondsource.reading.tags import Range
from secondsource.text import Quotation, Segments, capitals, letters, quotations

_STOPS = frozenset(',;:()[]–—-“”"«»')
_MEANS_MANY, _MAY_MEAN_MANY = v.THEY | v.WE, v.RELATIVES | v.YOU
_ARTICLES = frozenset(("the", "a", "an", "these", "those", "this", "that"))
_MANY_MORE = 4  # letters that a word must have for its final s to mean more than one
_NOT_MANY = frozenset({"ss", "us", "is"})
_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "people": "person", "wives": "wife"}


# By word, the name that it stands in and its type.
Names = dict[int, tuple[Range, MentionType | None]]


class Words:
    """The words of a report as parties are read from them.

    low: lower case. shouting: the text is in capitals, so that these mark no names; small: it has none.
    """

    def __init__(self, segments: Segments, quotes: Sequence[Quotation] | None = None) -> None:
        self.segments = segments
        self._quotes = quotes
        self.words = segments.words()
        self.low = segments.lower()
        self.sentence: list[int] = segments.in_sentence
        self.paragraph: list[int] = segments.in_paragraph
        # The quotation that each word stands in, found at the first question.
        self._quoted: list[int] | None = None
        self.shouting = 2 * capitals(segments.text) > letters(segments.text)
        self.small = not any(w != low for w, low in zip(self.words, self.low, strict=True))
        self._starts: list[int] = segments.begins
        self._ends: list[int] = segments.stops
        # By sentence, its first word: the last that is entered.
        self._first = dict(zip(reversed(self.sentence), range(len(self.words) - 1, -1, -1), strict=True))

    @property
    def quoted(self) -> list[int]:
        """By word, the index of the quotation that it stands in, or -1."""
        if self._quoted is None:
            self._quoted = [-1] * len(self.words)
            segments = self.segments
            if self._quotes is None:
                self._quotes = quotations(segments.text, segments.paragraphs)
            for index, quotation in enumerate(self._quotes):
                first, last = segments.range_of(quotation.span)
                self._quoted[first:last] = [index] * (last - first)
        return self._quoted

    def __len__(self) -> int:
        return len(self.words)

    def of(self, words: Range) -> str:
        """The characters of a range, as written."""
        return self.segments.text[self._starts[words[0]] : self._ends[words[1] - 1]]

    def capital(self, word: int) -> bool:
        """True for a word that begins with a capital, in a text where that means something."""
        return self.words[word][0].isupper() and not self.shouting

    def bare(self, words: Range) -> tuple[str, ...]:
        """The words of a range in lower case, without an article before them."""
        first, last = words
        return tuple(self.low[first + (self.low[first] in _ARTICLES) : last])

    def spaced(self, word: int) -> bool:
        """True for a word with a blank before it or after it."""
        before = word > 0 and self._ends[word - 1] < self._starts[word]
        return before or (word + 1 < len(self.words) and self._ends[word] < self._starts[word + 1])

    def like_a_name(self, word: int) -> bool:
        """False for marks, and for words without a capital in a text that has capitals."""
        written = self.words[word]
        return written[0].isalnum() and (written != self.low[word] or not written.islower() or self.small)

    def begins(self, word: int) -> int:
        """The first word of the sentence that a word stands in."""
        return self._first[self.sentence[word]]


@dataclass(slots=True, kw_only=True)  # to freeze one takes three times as long as to make it
class Node:
    """A mention with what its own words show.

    noun: lower-case head word of a description, "" for a name or pronoun. mods: the words before it.
    determiner: the first word where it is one, else "". many: more than one is meant (None: unknown).
    made: not among the mentions seen, but a source's own words. parts: the members that it joins.
    """

    words: Range
    head: int
    form: Form
    type: MentionType | None
    name: Name | None = None
    name_words: Range | None = None
    noun: str = ""
    mods: frozenset[str] = frozenset()
    determiner: str = ""
    many: bool | None = None
    gender: v.Gender | None = None
    made: bool = False
    parts: tuple[Range, ...] = field(default=())


def node_of(page: Words, seen: Seen) -> Node:
    """A mention that the encoder saw."""
    if seen.pronoun and (page.shouting or page.words[seen.head] != "US"):
        return _pronoun(page, seen.head, seen.words)
    if seen.name:
        return _named(page, seen.words, seen.name, seen.type)
    return described(page, seen.words, head=seen.head, type_=seen.type)


def node_at(page: Words, words: Range, names: Names) -> Node:
    """The node of a source's words that are no mention. names: by word, the name that holds it."""
    head = head_of(page, words)
    if page.low[head] in v.PRONOUNS and words[1] - words[0] == 1 and page.words[head] != "US":
        return _pronoun(page, words[0], words, made=True)
    if head in names and words[0] <= names[head][0][0] and names[head][0][1] <= words[1]:
        return _named(page, words, *names[head], made=True)
    return described(page, words, head=head, type_=None, made=True)


def _pronoun(page: Words, head: int, words: Range, *, made: bool = False) -> Node:
    low = page.low[head]
    many = True if low in _MEANS_MANY else None if low in _MAY_MEAN_MANY else False
    return Node(
        words=words,
        head=head,
        form="pronoun",
        type=None,
        noun=low,
        many=many,
        gender=v.GENDERED.get(low),
        made=made,
    )


def _named(
    page: Words, words: Range, name_words: Range, type_: MentionType | None, *, made: bool = False
) -> Node:
    first = min(words[0], title_start(page, name_words[0]))
    before = page.low[first : name_words[0]]
    name = read_name(
        page.words[name_words[0] : name_words[1]], shouting=page.shouting, person=type_ == "person"
    )
    gender = next((v.GENDERED[w] for w in (*name.titles, *before[::-1]) if w in v.GENDERED), None)
    if type_ is None:
        type_ = name.type
    if type_ == "person":
        name_words = (_without_post(page, name_words, name), name_words[1])
    return Node(
        words=words, head=name_words[1] - 1, form="name", type=type_, name=name, name_words=name_words,
        gender=gender, made=made,
    )  # fmt: skip


def _without_post(page: Words, name_words: Range, name: Name) -> int:
    """Where a person's name begins behind the post written before it."""
    for w in range(*name_words):
        if fold(page.words[w]) == name.words[0]:
            return w
    return name_words[0]


def title_start(page: Words, word: int) -> int:
    """Where the titles right before a name begin."""
    low = page.low
    while word > 0:
        before = low[word - 1]
        if before not in v.TITLES and not (before == "." and word > 1 and low[word - 2] in v.TITLES):
            break
        word -= 1
    return word


def described(page: Words, words: Range, *, head: int, type_: MentionType | None, made: bool = False) -> Node:
    """A phrase without a name as its head."""
    low = page.low
    first = words[0]
    determiner = low[first] if low[first] in v.DETERMINERS else ""
    noun = low[head]
    mods = frozenset(w for w in low[first:head] if w not in v.DETERMINERS and w.isalnum() and len(w) > 1)
    many = _many(low[first : head + 1], determiner, noun)
    one = singular(noun)
    if type_ is None:
        type_ = type_of_noun(one)
    gender = v.GENDERED.get(noun)
    return Node(
        words=words, head=head, form="description", type=type_, noun=v.SAME_NOUN.get(one, one), mods=mods,
        determiner=determiner, many=many, gender=gender, made=made,
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def type_of_noun(noun: str) -> MentionType | None:
    """The type that a head noun stands for by itself."""
    if noun in v.PEOPLE or noun in v.PLURAL_PEOPLE or noun in v.GENDERED:
        return "organization" if noun in {"police", "press", "media"} else "person"
    if noun in v.BODIES:
        return "organization"
    return "document" if noun in v.DOCUMENTS else None


def _many(low: list[str], determiner: str, noun: str) -> bool | None:
    part = _part_of(low)
    if part:
        return low[part - 1] not in {"one", "either", "neither", "each"} and singular(noun) != noun
    if determiner in v.SINGULAR and len(low) > 1:
        return False
    if (determiner in v.PLURAL and determiner not in {"all", "most", "more"}) or noun in v.PLURAL_PEOPLE:
        return True
    return singular(noun) != noun


def _part_of(low: list[str]) -> int:
    """Where "of" stands in "some of", "a group of", "an international team of"; 0 where it does not."""
    for at in range(1, min(4, len(low) - 1)):
        if low[at] == "of":
            return at if singular(low[at - 1]) in v.OF_PART or low[at - 1] in v.OF_PART else 0
    return 0


@lru_cache(maxsize=20_000)
def singular(noun: str) -> str:
    """A noun without its plural ending; irregular people are known, other words only lose an s."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("men") and noun[:-2] + "an" in v.PEOPLE:
        return noun[:-2] + "an"
    if noun.endswith("women") and noun[:-2] + "an" in v.PEOPLE:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > _MANY_MORE:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    if noun.endswith("s") and len(noun) >= _MANY_MORE and noun[-2:] not in _NOT_MANY and noun not in v.BODIES:
        return noun[:-1]
    return noun


def head_of(page: Words, words: Range) -> int:
    """The head word of a noun phrase: the last before what follows nouns (prepositions, clauses, commas)."""
    low = page.low
    first, last = words
    part = _part_of(low[first:last])
    if part:
        return head_of(page, (first + part + 1, last))
    at = first
    while at < last - 1 and (low[at] in v.DETERMINERS or low[at] in _STOPS):
        at += 1
    end = at + 1
    while end < last:
        word = low[end]
        hyphen = word == "-" and end + 1 < last
        apostrophe = word in {"'", "’"}
        if word in v.AFTER_HEAD or (word in _STOPS and not hyphen) or (word == "and" and end > at):
            break
        end += 1
        if apostrophe and end == last:
            break
    head = end - 1
    while head > at and not low[head][0].isalnum():
        head -= 1
    if head > at and low[head] == "s" and low[head - 1] in {"'", "’"}:
        head -= 2
    return max(head, at)
