"""A figure that sums up everything up to a moment, or over all parts."""

from __future__ import annotations

from secondsource.reading.numbers.around import (
    CUTS,
    MARKS,
    Around,
    Found,
    found,
    text_of,
)
from secondsource.reading.numbers.events import BEFALLEN, TOLLS
from secondsource.reading.numbers.measured import measuring
from secondsource.reading.numbers.nouns import is_verb, stops, words_in
from secondsource.reading.numbers.verbs import BE
from secondsource.reading.tags import Range

_TOTAL = words_in(
    "altogether overall total totals totaling totalling totaled totalled cumulative cumulatively combined "
    "tally aggregate"
)
_SUMMED = words_in("altogether totaling totalling totaled totalled totals")
_TOTAL_PHRASES = (
    ("so", "far"), ("to", "date"), ("thus", "far"), ("in", "all"), ("up", "to", "now"), ("until", "now"),
    ("by", "now"), ("till", "now"), ("all", "told"), ("as", "of"),
)  # fmt: skip
_BRINGING = words_in(
    "bring brings bringing brought taking takes took pushing pushed pushes raising raised raises"
)
_MOUNTING = words_in(
    "rise rises rose risen rising climb climbs climbed climbing grow grows grew grown jump jumped jumps "
    "increase increased increases mount mounts mounted reach reaches reached reaching pass passes passed "
    "surpass surpassed top topped exceed exceeded stands stood hit hits soar soared swell swelled"
)
_RECORDS = words_in("time first highest lowest most best worst largest biggest record fewest least")
_LEVELS = words_in("level levels baseline average averages")
_PARTS_OF_DAY = words_in("morning afternoon evening night day")
_PERFECT = words_in("has have had ve")
_NEAR = 8  # words from "already" to its figure
_MOUNTED = (
    BEFALLEN | TOLLS | words_in("cases infections victims dead casualties refugees missing bodies signatures")
)


def total(around: Around) -> Found | None:
    """What sums up everything up to a moment, or over all parts; a change or a share never does."""
    figure = around.figure
    if figure.kind in {"share", "duration", "factor"} or figure.relation in {"up", "down"}:
        return None
    for time_words, time in around.times:
        if time.relation == "since" and not record_since(around, time_words):
            return found("total", text_of(around, time_words), time.earliest)
    words = (
        _summing(around)
        or _mounting(around)
        or _through(around)
        or _since_opening(around)
        or _as_of(around)
        or _already(around)
        or _by_then(around)
    )
    return None if words is None else found("total", words)


def record_since(around: Around, words: Range) -> bool:
    """Whether a time is one since when something was a first or a record, or against which it is set."""
    lower, at = around.prose.lower, words[0]
    ahead = lower[words[1]] if words[1] < around.sentence[1] else ""
    while at > around.sentence[0] and lower[at - 1] in {"since", "the"}:
        at -= 1
    return ahead in _LEVELS or (at > around.sentence[0] and lower[at - 1] in _RECORDS)


def _already(around: Around) -> str | None:
    """A count up to now: "has already claimed 300 lives", "90 have now died"."""
    if around.figure.kind not in {"count", "money"}:
        return None
    before, after = around.said(around.before), around.said(around.after)[:_NEAR]
    for word in ("already", "now"):
        if word in before[-_NEAR:]:
            at = len(before) - 1 - before[::-1].index(word)
            held = any(w in _PERFECT for w in before[max(0, at - 3) : at])
            if held and not any(w in CUTS or w in {",", "to"} for w in before[at:]):
                return word
        led = _PERFECT | (BE if word == "already" else frozenset())
        if word in after[1:] and after[after.index(word, 1) - 1] in led:
            return word
    return None


def _by_then(around: Around) -> str | None:
    """A count that a moment is the end of: "By Sunday, 400 people had been rescued"."""
    lower, (first, last) = around.prose.lower, around.sentence
    if lower[first] != "by" or around.figure.kind not in {"count", "money"}:
        return None
    for words, _ in around.times:
        if words[0] - 1 == first and any(w in _PERFECT for w in lower[around.before[0] : around.after[1]]):
            return text_of(around, (words[0] - 1, min(words[1], last)))
    return None


def _summing(around: Around) -> str | None:
    """Words that say so: "a total of", "in all", "so far"."""
    own = around.said(around.figure.words)
    after, before = around.said(around.after), around.said(around.before)
    if (
        "total" in own
        or "combined" in own
        or "total" in before[-2:]
        or ("all" in before[-2:-1] and before[-1:] == ["of"])
    ):
        return "total"
    free = [w for k, w in enumerate(after[:14]) if w in _TOTAL and (w in _SUMMED or _ends(after, k + 1))]
    word = next((w for w in before[-8:] + free if w in _TOTAL), None)
    if word is not None and (word != "combined" or "combined" in before[-1:] + after[:3]):
        return word
    for phrase in _TOTAL_PHRASES:
        for words in (before, after):
            if phrase[0] in words and (at := _at(words, phrase)) is not None:
                # "will meet to review the work to date" says nothing of those who meet.
                aim = words is after and "to" in after[:at]
                every = (
                    phrase == ("in", "all") and words is before and at + 2 == len(words)
                )  # "in all 50 states"
                if (
                    not aim
                    and not every
                    and words[at + len(phrase) : at + len(phrase) + 1] not in (["this"], ["to"])
                ):
                    return " ".join(phrase)
    return None


def _at(words: list[str], phrase: tuple[str, ...]) -> int | None:
    """Where some words stand among others."""
    return next((k for k in range(len(words)) if tuple(words[k : k + len(phrase)]) == phrase), None)


def _ends(words: list[str], at: int) -> bool:
    """Whether a phrase ends before a word: "40 overall", but not "with an overall margin"."""
    return at >= len(words) or stops(words[at]) or is_verb(words[at]) or not words[at][0].isalpha()


def _since_opening(around: Around) -> str | None:
    """A sentence that begins with since when: "Since the war began, the town has lost 300 men"."""
    lower, (first, _) = around.prose.lower, around.sentence
    at = around.figure.words[0]
    head = first + (lower[first : first + 1] == ["ever"])
    if head >= at or lower[head] != "since" or around.figure.kind not in {"count", "money"}:
        return None
    comma = next((k for k in range(head, at) if lower[k] == ","), None)
    perfect = comma is not None and any(w in {"has", "have", "ve"} for w in lower[comma : around.after[1]])
    return "since" if perfect else None


def _as_of(around: Around) -> str | None:
    """A sentence that begins with the moment of the count: "As of May, it had 300 members and 12 courts"."""
    (first, _), at = around.sentence, around.figure.words[0]
    lower = around.prose.lower
    if lower[first : first + 2] != ["as", "of"] or around.figure.kind not in {"count", "money"}:
        return None
    if lower[first + 2 : first + 3] == ["this"] or not any(
        w in {"has", "have", "had"} for w in lower[first:at]
    ):
        return None
    parted = any(w in {";", ":", "who", "which", "that", "when", "while"} for w in lower[first:at])
    return None if parted else "as of"


def _mounting(around: Around) -> str | None:
    """A toll or count that is brought to a figure: "the death toll rose to 45"."""
    figure, count, before = around.figure, around.count, around.said(around.before)
    counted = set(around.said(count.words)) if count.words else set()
    if counted & TOLLS or (before[-1:] in (["to"], ["from"], ["at"]) and set(before[-12:]) & TOLLS):
        return "toll"
    if before[-1:] == ["to"] and any(w in _BRINGING for w in before):
        return "bringing to"
    if count.words is None or count.words[0] >= figure.words[0] or not counted & _MOUNTED:
        return None
    verb = measuring(around.prose, figure.words[0], around.sentence[0])
    if verb is None or before[-1:] == ["by"]:
        return None
    return next((w for w in around.said((verb, figure.words[0])) if w in _MOUNTING), None)


def _through(around: Around) -> str | None:
    """A time up to which, or from which on, was counted: "through the end of June"."""
    for time_words, time in around.times:
        opens = around.prose.lower[max(around.sentence[0], time_words[0] - 3) : time_words[1]]
        own = "its" in opens or ("the" in opens and bool(set(opens) & _PARTS_OF_DAY))
        if "through" in opens and "from" not in opens and time.relation != "from-to" and not own:
            return text_of(around, time_words)
    if around.following is not None:
        return None
    lower, at = around.prose.lower, around.figure.words[1]
    while at < around.sentence[1] and lower[at] != "since":
        if lower[at] in MARKS | CUTS or lower[at] in {",", "and"}:
            return None
        at += 1
    told = at < around.sentence[1] and lower[at - 1] not in _RECORDS
    return "since" if told else None
