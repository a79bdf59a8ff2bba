"""How sure the source is: the words that say so, and the band of probability they stand for.

Every hedge that stands in a statement is weighed: by its group, by where it stands and by its surroundings
("could not open the door" is ability, "may" in "27 May" a month). What is sure enough marks the statement;
of several the one that leaves most open gives the band ("believes it could": possible).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from secondsource.model.statement import Certainty, Level, Phrase, phrase
from secondsource.reading.drafts import Draft
from secondsource.reading.facet_weights import ODDS, judged, total
from secondsource.reading.hedges import BANDS, CONDITIONS, Hedge, find
from secondsource.reading.standing import Standing, is_month, standing
from secondsource.reading.tags import Range
from secondsource.text import Segments

_KEPT = -1.0  # least score of a further hedge in a statement that another one marks
_NAMED = 2.0  # log-odds that the level of the words is the right one, beside the encoder's
_OPEN = 0.45  # probability that leaves most open
_PERCENT = "percent"  # the group of chances told in figures
_ROUND = 0.05  # either side of such a figure, which is seldom meant to the point
_AGAINST = 0.7  # sum of both ends of a band that speaks against the content
_MODALS = frozenset(("may", "might", "could", "can"))
_PERSONAL = frozenset(("i", "we", "you", "he", "she", "they", "who", "one", "people"))
_NOT = frozenset(("not", "t", "never", "no", "nor"))
_BEING = frozenset(("is", "are", "was", "were", "been", "be", "being", "widely", "s", "re"))
_PASSIVE = frozenset(("expect", "forecast", "believe", "think", "thought", "suspect", "assess", "fear"))
_ASKING = frozenset(["can", "if", "do", "should", "could", "would", "what", "why", "when", "how", "as"])
_NOUN = frozenset(
    ["the", "a", "any", "this", "that", "his", "their", "its", "of", "such", "another", "most", "no"]
)
_COMPARED = frozenset(("more", "less", "so", "how", "as", "too"))
_FREE = frozenset(("as", "than", "what", "nothing", "everything", "whatever", "all"))
_RULES = frozenset(
    ("ruled", "ruling", "rules", "rule", "finding", "find", "agreed", "decided", "decision", "admitted")
)
_DENIES = frozenset(("denied", "denies", "deny", "denying", "rejected", "rejects", "dismissed", "dismisses"))
_CUES = (("cue rules", _RULES), ("cue denies", _DENIES))
# What a negation before a hedge makes of its level ("isn't likely", "never certain").
_NEGATED: dict[Level, Level] = {
    "likely": "unlikely",
    "very-likely": "possible",
    "almost-certain": "possible",
    "unlikely": "likely",
    "very-unlikely": "possible",
    "almost-no-chance": "possible",
}
_NUMBERS = {
    w: 10 * n
    for n, w in enumerate(
        ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 1
    )
}
_CHANCE = frozenset(
    [
        "chance",
        "chances",
        "probability",
        "likelihood",
        "possibility",
        "certain",
        "sure",
        "likely",
        "odds",
        "risk",
    ]
)


def certainty(
    segments: Segments, draft: Draft, inner: Sequence[Range], *, words: Standing | None = None
) -> Certainty | None:
    """How sure the source is of the content; None where no words say so.

    inner: the contents of the statements nested in this one, whose hedges are their own. words: what
    `standing` gives for it, where that is known already.
    """
    words = words or standing(segments, draft, inner)
    found = sorted(_weighed(words), key=lambda row: -row[0])
    if not found or judged("hedged", found[0][0], draft.odds) < 0:
        return None
    kept = [found[0], *(row for row in found[1:] if row[0] >= _KEPT)]
    weakest = _weakest([hedge for _, _, hedge in kept])
    level = _level(weakest, draft)
    low, high = (weakest.low, weakest.high) if level == weakest.level else BANDS[level]
    spots = _apart([(words.at[at], words.at[at + len(hedge.words) - 1] + 1) for _, at, hedge in kept])
    spots = sorted([*spots, *_conditions(segments, words, spots)])
    return Certainty(words=tuple(_phrase(segments, r) for r in spots), low=low, high=high, level=level)


def _weakest(kept: Sequence[Hedge]) -> Hedge:
    """The hedge that leaves most open; a figure goes first, then one against ("it seems highly unlikely")."""
    stated = [h for h in kept if h.group == _PERCENT]
    against = [h for h in kept if h.low + h.high < _AGAINST]
    return min(stated or against or kept, key=lambda h: abs((h.low + h.high) / 2 - _OPEN))


def traits(words: Standing, at: int, hedge: Hedge) -> list[str]:
    """What is known of one hedge where it stands; each trait has a weight."""
    lower, stand = words.lower, words.stand[at]
    end = at + len(hedge.words)
    before = lower[at - 1] if at else ""
    after = lower[end] if end < len(lower) else ""
    place = "cue" if stand == "cue" else "content"
    out = ["one", f"{hedge.group}@{place}", "=" + " ".join(hedge.words), f"stand:{stand}"]
    if hedge.group in _MODALS:
        out.append("modal denied" if after in ("not", "'") else "modal " + _subject(before))
        if after in ("be", "have"):
            out.append("modal be")
        if before in ("that", "which", "who"):
            out.append("modal relative")
        if before in _FREE:
            out.append("modal free")
    elif before in _NOT:
        out.append("denied")
    if place == "content":
        out += _within(words, at, hedge, before)
    seen = {w for w, kind in zip(lower, words.stand, strict=True) if kind == "cue"}
    out += [name for name, roots in _CUES if seen & roots]
    if before in _BEING and hedge.group in _PASSIVE:
        out.append("passive")
    if before in _ASKING and hedge.group == "first":
        out.append("asked")
    if before in _COMPARED:
        out.append("compared")
    return out


def _subject(before: str) -> str:
    return "personal" if before in _PERSONAL else "plain"


def _within(words: Standing, at: int, hedge: Hedge, before: str) -> list[str]:
    """Traits of a hedge in a content: how deep it stands, in how much text, whether it opens a nested one."""
    depth, end = at - words.first, at + len(hedge.words)
    out = [
        "early" if depth < 5 else "middle" if depth < 15 else "late",
        "long" if words.sentences > 2 else "two" if words.sentences == 2 else "short",
    ]
    if hedge.group not in _MODALS and "" in words.lower[end : end + 3]:
        out.append("inner cue")
    if before in _NOUN:
        out.append("noun")
    return out


def occurrences(words: Standing) -> Iterator[tuple[int, Hedge]]:
    """Where hedges begin among the words of a statement, months and stretches of chance told apart."""
    for at, hedge in find(words.lower):
        if not is_month(words, at):
            yield at, hedge


def _weighed(words: Standing) -> Iterator[tuple[float, int, Hedge]]:
    for at, hedge in occurrences(words):
        seen = traits(words, at, hedge)
        bent = hedge
        if "denied" in seen and hedge.level in _NEGATED and hedge.words[0] not in _NOT:
            level = _NEGATED[hedge.level]
            bent = replace(hedge, level=level, low=BANDS[level][0], high=BANDS[level][1])
        yield total("certainty", seen), at, bent
    yield from ((total("certainty", ("one", _PERCENT)), at, hedge) for at, hedge in _chances(words))


def _chances(words: Standing) -> Iterator[tuple[int, Hedge]]:
    """Percentages that are a chance: "a 60 percent chance", "90 per cent sure"."""
    lower = words.lower
    if not _CHANCE & set(lower):
        return
    for at, word in enumerate(lower):
        if not word.isdigit() and word not in _NUMBERS:
            continue
        value = float(word) if re.fullmatch(r"\d{1,3}", word) else float(_NUMBERS.get(word, -1))
        if not 0 <= value <= 100:
            continue
        unit = 2 if lower[at + 1 : at + 3] == ["per", "cent"] else 1
        if unit == 1 and lower[at + 1 : at + 2] not in (["percent"], ["%"], ["pc"]):
            continue
        end = at + 1 + unit
        tail = next((k for k in range(end, min(end + 2, len(lower))) if lower[k] in _CHANCE), None)
        if tail is not None:
            p = value / 100
            low, high = max(0.0, p - _ROUND), min(1.0, p + _ROUND)
            yield at, Hedge(tuple(lower[at : tail + 1]), _PERCENT, level_of(p), low, high)


def level_of(p: float) -> Level:
    """The level whose band holds a probability; an edge belongs to the higher band (ICD 203)."""
    for level, (low, _) in reversed([row for row in BANDS.items() if row[0] != "possible"]):
        if p >= low:
            return level
    return "almost-no-chance"


def _level(weakest: Hedge, draft: Draft) -> Level:
    """The level of the words, unless the encoder is much surer of another."""

    def score(level: Level) -> float:
        named = _NAMED if level == weakest.level else 0.0
        return named + ODDS["level"] * draft.odds.get(f"level:{level}", 0.0)

    return max((weakest.level, *BANDS), key=score)


def _apart(spots: Sequence[Range]) -> list[Range]:
    """Ranges of which none overlaps another: of those that do, the longest."""
    out: list[Range] = []
    for a, b in sorted(spots, key=lambda r: r[0] - r[1]):
        if all(b <= c or d <= a for c, d in out):
            out.append((a, b))
    return out


def _conditions(segments: Segments, words: Standing, spots: Sequence[Range]) -> list[Range]:
    """The "if" or "unless" of the sentences in which the given hedges stand: what is hedged hangs on it."""
    sentences = {segments.in_sentence[a] for a, _ in spots}
    taken = {w for a, b in spots for w in range(a, b)}
    return [
        (w, w + 1)
        for w, word, before in zip(words.at, words.lower, ["", *words.lower], strict=False)
        if word in CONDITIONS
        and w not in taken
        and before not in ("as", "even", "")
        and segments.in_sentence[w] in sentences
    ]


def _phrase(segments: Segments, words: Range) -> Phrase:
    return phrase(segments.text, (segments.span_of(*words),))
