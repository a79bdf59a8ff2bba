"""Clauses: where they begin, of what kind each is, and the verb that carries it.

A unit is a stretch of words that the encoder's starts (elementary discourse units) or a mark part from the
next. Its kind is read from its first words and the mark before it, by closed classes of English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from secondsource.text import Segments

Unit = list[int]  # words of one sentence, in order


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RELATIVE = _words("who which whose whom where")
AUXILIARIES = _words(
    "is are was were am has have had do does did will would shall should can could may might must cannot "
    "isn aren wasn weren hasn haven hadn don doesn didn won wouldn couldn shouldn"
)
_IRREGULAR = _words(
    "said told went came took got made gave found thought saw knew began left kept held brought wrote "
    "stood heard let meant met ran paid sat spoke laid led read grew lost fell sent built drew broke "
    "spent cut rose drove bought wore chose fought threw shot hit put set struck won flew fled hung "
    "became felt caught taught sought sold slept swept stole swore tore woke withdrew undertook overthrew "
    "overtook beat bore bled burst cast clung crept dealt dug drank ate forbade forgot forgave froze hid "
    "hurt lent lit quit rang rode sang sank shook shone shrank shut slid spread sprang stuck stung swam "
    "swung thrust trod wept arose awoke befell foresaw oversaw upheld beset"
)
_PRESENT = _words(  # third persons that are seldom nouns
    "says tells goes comes takes gets makes gives finds thinks sees knows begins leaves keeps holds "
    "brings writes stands hears lets means meets runs pays sits speaks lies leads reads grows loses falls "
    "sends builds draws breaks spends rises drives buys wears chooses fights throws shoots hits puts sets "
    "strikes wins flies becomes feels seeks sells remains seems appears wants needs includes continues "
    "provides allows requires expects believes denies claims warns urges contains consists belongs "
    "depends exists occurs happens affects prohibits eliminates suggests indicates shows states adds "
    "notes explains announces reports confirms reveals admits accuses plans tries helps serves offers "
    "lives plays calls impacts faces"
)
_NO_VERB = _words(
    "hundred indeed speed united need breed red bed embed seed feed weed exceed proceed succeed"
)
_SUBORDINATORS = _words(
    "after before when while because as since if although though until unless once whereas"
)
_CONDITIONS = _words("if unless whether")  # what they open is not said to be so
_OPENERS = _SUBORDINATORS - {"as"}  # as also opens phrases
_EVENT_OPENERS = _words("after before following despite during since amid")
_ADVERBS = _words(
    "also then later not still now already just only even thus therefore often again soon never "
    "subsequently finally immediately reportedly allegedly currently shortly hours days minutes weeks "
    "months years"
)
_NO_ADVERB = _words(
    "reply apply supply rely fly comply ally rally family italy july imply multiply assembly anomaly bully"
)
_BEFORE_RELATIVE = _words(
    "in of to from with for all some most many one two three four five at on by through during under none "
    "both each half several among"
)
_PRONOUNS = _words("they we i you who")  # a verb in its plain form may follow
_NOT_AFTER_PRONOUN = _words(
    "not never also only just still now already even ever always often to of and or in on at"
)
_MARKS = frozenset(",;:–—-")
_QUOTES = frozenset("\"“”'’‘«»)]")
_ABBREVIATIONS = _words(
    "mr mrs ms dr gen col lt maj sgt capt rep sen gov st nos vs jan feb mar apr jun jul aug sept sep oct "
    "nov dec inc corp ltd approx calif mass"
)
# What happens, as nouns: endings and words that stand for an event in news prose.
_EVENT_NOUN = re.compile(
    r"(?:\w+(?:tion|sion|ings|ment)|(?:\w*(?:assault|attack|murder|death|arrest|bombing|visit|riot|quake|strike|"
    r"raid|protest|explosion|blast|shooting|stabbing|killing|robbery|victory|defeat|meeting|summit|vote|deal|"
    r"battle|fight|test|crash|ambush)s?)|trial|talks|rescue|slaughter|fire|blaze|war|clash|clashes|massacre|"
    r"offensive|release|return|seizure|theft|loss|collapse|departure|arrival|fighting|speech|rape|fall)$"
)

START = 0.35  # least probability of a start (F1 is flat from 0.3 to 0.5)
_AFTER_MARK = 0.12  # the same right after a comma, dash or colon
_INSIDE_COMPOUND = 0.7  # after a hyphen: "hit - and - run" is seldom parted
_BEFORE_OPENER = 0.02  # at "after", "when" with a verb of its own
_REACH = 14  # words from an opener to its verb


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in lower case; whether each is a word proper (1) or a mark (0), and whether it can
    be a finite verb."""

    segments: Segments
    lower: list[str]
    proper: list[int]
    finite: list[bool]


def words_of(segments: Segments) -> Words:
    """The words of a text, looked up once."""
    lower = segments.lower()
    finite = list(map(is_finite, lower))
    for k in range(1, len(lower)):
        if lower[k - 1] in _PRONOUNS and not finite[k] and lower[k].isalpha():
            finite[k] = not (is_adverb(lower[k]) or lower[k] in _NOT_AFTER_PRONOUN)
    proper = {word: int(word[0].isalnum()) for word in set(lower)}
    return Words(segments, lower, list(map(proper.__getitem__, lower)), finite)


@lru_cache(maxsize=20_000)
def is_finite(word: str) -> bool:
    """Whether a word in lower case reads as a finite verb, by itself."""
    if word in AUXILIARIES or word in _IRREGULAR or word in _PRESENT:
        return True
    return len(word) > 4 and word.endswith("ed") and word not in _NO_VERB


def is_adverb(word: str) -> bool:
    """Whether a word in lower case reads as an adverb that may stand before a verb or conjunction."""
    return word in _ADVERBS or (word.endswith("ly") and word not in _NO_ADVERB)


@lru_cache(maxsize=20_000)
def is_event_noun(word: str) -> bool:
    """Whether a noun in lower case names something that happens."""
    return bool(_EVENT_NOUN.match(word))


def size(words: Words, unit: Sequence[int]) -> int:
    """Number of words proper."""
    return sum(map(words.proper.__getitem__, unit))


def sentence_starts(words: Words, first: int, last: int) -> list[int]:
    """Words inside a segmented sentence at which another begins: after a full stop within a quotation."""
    out, lower = [], words.lower
    for k in range(first + 2, last):
        ends = lower[k - 1] in _QUOTES or lower[k - 1] in ".?!"
        if ends and lower[k] not in _QUOTES and _closes(words, first, k):
            out.append(k)
    return out


def _closes(words: Words, first: int, k: int) -> bool:
    at, lower = k - 1, words.lower
    while at > first and lower[at] in _QUOTES:
        at -= 1
    if not words.segments.word(k)[0].isupper():
        return False
    if lower[at] in "?!":
        return True
    word = lower[at - 1] if at > first else ""
    whole = len(word) > 2 or (len(word) > 1 and word.isdigit())
    return lower[at] == "." and whole and word not in _ABBREVIATIONS


def units(words: Words, starts: Sequence[float], first: int, last: int, dropped: Set[int]) -> list[Unit]:
    """The units of a sentence, without the words that are dropped; marks go with what stands before."""
    out: list[Unit] = []
    lower, before = words.lower, -2
    for k in range(first, last):
        if k in dropped:
            continue
        if before == k - 1:
            # What `_begins` says of most words, of which hardly a unit begins.
            inside = starts[k] < _BEFORE_OPENER and lower[k] not in _EVENT_OPENERS and lower[before] != ","
            if inside or not _begins(words, starts[k], k, last):
                out[-1].append(k)
                before = k
                continue
        out.append([k])
        before = k
    return _lists_joined(words, _marks_joined(words, out))


def _marks_joined(words: Words, found: list[Unit]) -> list[Unit]:
    out: list[Unit] = []
    for unit in found:
        if opening(words, unit) is not None:
            out.append(unit)
        elif out and out[-1][-1] + 1 == unit[0]:
            out[-1] += unit
    return out


def _lists_joined(words: Words, found: list[Unit]) -> list[Unit]:
    """Where "and X" without a verb is followed by "and Y", the two share what comes: one unit."""
    out: list[Unit] = []
    for unit in found:
        before = out[-1] if out and out[-1][-1] + 1 == unit[0] else None
        lists = before is not None and _joined(words, unit) and _joined(words, before)
        if before is not None and lists and not any(words.finite[k] for k in before):
            out[-1] = before + unit
        else:
            out.append(unit)
    return out


def _joined(words: Words, unit: Unit) -> bool:
    at = opening(words, unit)
    return at is not None and words.lower[unit[at]] in {"and", "or"}


def _begins(words: Words, start: float, k: int, last: int) -> bool:
    before, lower = words.lower[k - 1], words.lower
    if before == "-" and lower[k - 2] != "-":
        return start >= _INSIDE_COMPOUND
    if before == "." and lower[k][0].isdigit():
        return False
    if start >= START or (start >= _AFTER_MARK and before in _MARKS):
        return True
    if before == "," and lower[k] in RELATIVE:
        return True
    if lower[k] in _OPENERS and start >= _BEFORE_OPENER and _verb_ahead(words, k, last):
        return True
    return lower[k] in _EVENT_OPENERS and any(is_event_noun(w) for w in lower[k + 1 : min(k + 6, last)])


def _verb_ahead(words: Words, k: int, last: int) -> bool:
    for at in range(k + 1, min(last, k + _REACH)):
        if words.lower[at] in ",.;":
            return False
        if words.finite[at]:
            return True
    return False


def opening(words: Words, unit: Unit) -> int | None:
    """Position in a unit of its first word proper or opening bracket."""
    proper, lower = words.proper, words.lower
    for n, k in enumerate(unit):
        if proper[k] or lower[k] in "([":
            return n
    return None


def main_verb(words: Words, unit: Sequence[int]) -> int | None:
    """Its first finite verb that is not within a relative clause or a participle ("caused by")."""
    lower = words.lower
    for n, k in enumerate(unit):
        if n and lower[k] in RELATIVE:
            return None
        if words.finite[k] and not (
            lower[k].endswith("ed") and n + 1 < len(unit) and lower[unit[n + 1]] == "by"
        ):
            return k
    return None


def kind(words: Words, unit: Unit) -> tuple[str, bool]:
    """What opens a unit, and whether a comma or the like stands before it.

    "and", "but", "relative", "that", "according", "clause" (with a subject), "verb" (a finite verb first),
    "participle" (-ed), "gerund" (-ing), "subordinate", "condition", "event" (a noun after "after" or the
    like), "other".
    """
    lower, at = words.lower, opening(words, unit) or 0
    mark = unit[at] > 0 and lower[unit[at] - 1] in _MARKS
    head, rest = lower[unit[at]], [lower[k] for k in unit[at + 1 :]]
    following = rest[0] if rest else ""
    if head in _FIRST:
        return _FIRST[head], mark
    if head in RELATIVE or (following in RELATIVE and head in _BEFORE_RELATIVE):
        return "relative", mark
    finite = any(map(words.finite.__getitem__, unit[at + 1 :]))
    if head in _EVENT_OPENERS and not finite and len(rest) >= 4 and any(map(is_event_noun, rest)):
        return "event", mark
    word = head
    if is_adverb(head):
        word = rest[1] if following in _ADVERBS and len(rest) > 1 else following or head
    if word in _CONDITIONS or head in _CONDITIONS:
        return ("condition" if finite else "other"), mark
    if word in _SUBORDINATORS or head in _SUBORDINATORS:
        return ("subordinate" if finite else "other"), mark
    return _form(words, unit, at, word, finite), mark


_FIRST = {
    "and": "and", "or": "and", "but": "but", "yet": "but", "that": "that", "according": "according",
    "to": "other", "(": "other", "[": "other", "including": "other", "during": "other", "following": "other",
    "king": "other",
}  # fmt: skip


def _form(words: Words, unit: Unit, at: int, word: str, finite: bool) -> str:
    if word.endswith("ing") and len(word) > 4:
        return "gerund"
    if word.endswith("ed") and len(word) > 3 and word not in _NO_VERB:
        return "participle"
    if is_finite(word) or words.finite[unit[at]]:
        return "verb"
    return "clause" if finite else "other"
