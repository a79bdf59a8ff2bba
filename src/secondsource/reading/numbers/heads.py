"""The verb that carries the clause of a figure, wherever in the clause the figure stands.

Without a parser: words are verbs by closed classes, by endings and by what stands beside them. Back from the
figure, past the phrases that it stands in, the first verb is the one; where the figure is in the subject, the
first verb behind its noun.
"""

from __future__ import annotations

from secondsource.reading.clauses import AUXILIARIES, RELATIVE, is_adverb, is_finite
from secondsource.reading.numbers.nouns import (
    DETERMINERS,
    PLACED_BY_TIME,
    PREPOSITIONS,
    PRONOUNS,
    TIME_UNITS,
    Prose,
    words_in,
)
from secondsource.reading.numbers.verbs import is_happening, is_verb_at, phrase_of
from secondsource.reading.tags import Range

_SAYING = words_in(
    "said says say saying told tells tell adding added adds think thinks thought know knows knew believe "
    "believes believed hope hopes hoped claim claims claimed argue argues argued"
)
_APART = [[word] for word in ("after", "before", "since", "ago", "earlier", "later", "ahead", "from", "away")]
_CUTS = words_in(
    "when where while because although though if unless whereas that who which whom whose whether so how why"
)
_STOPS = frozenset(".;:?!")
_OPENS = {")": "(", "]": "[", "”": "“"}
_BACK = 36  # words before a figure
_AHEAD = 30  # words behind it
_ASIDE = 22  # words of an aside
Governed = tuple[Range | None, bool, Range | None]


def head(prose: Prose, figure: Range, noun_end: int, first: int, last: int, found: Governed) -> Range | None:
    """The verb of the clause of a figure.

    noun_end: the word behind what it counts. first, last: the words of the sentence that are looked at.
    found: what `governed` says of the figure.
    """
    before, crossed, opened = found
    if before is not None and not crossed:
        return before
    if before is not None and prose.lower[figure[1] : figure[1] + 1] in _APART:
        return before  # "she resigned, a week after the vote was held"
    if before is not None and prose.lower[figure[0] - 1] == "(":
        return before  # "backed by women (61 percent)"
    inside = before is not None and in_phrase(prose, figure[0], first)
    main, relative = (None, None) if inside else _ahead(prose, noun_end, last)
    if main is None and before is None and opened is None:
        main = _past_opening(prose, noun_end, last)
    if main is None and before is None and opened is not None and not _told(prose, opened[1], figure[0]):
        opened = None if relative is not None else _any(prose, noun_end, last) or opened
    return main or before or relative or opened or _any(prose, noun_end, last)


def _told(prose: Prose, at: int, end: int) -> bool:
    """Whether no clause begins between a verb and a figure, so that the verb is of the figure's clause."""
    return not any(w in _CUTS or w in _STOPS for w in prose.lower[at:end])


def _any(prose: Prose, at: int, last: int) -> Range | None:
    """The first verb of the sentence behind a word."""
    for k in range(at, min(last, at + _AHEAD)):
        if prose.lower[k] in _STOPS and not _abbreviated(prose, k):
            return None
        if is_verb_at(prose, k, at - 1, subject=True):
            return phrase_of(prose, k, last)
    return None


def _past_opening(prose: Prose, at: int, last: int) -> Range | None:
    """The verb of the clause that a phrase with the figure opens: "In two towns, the mills were shut"."""
    lower = prose.lower
    comma = next(
        (k for k in range(at, min(last, at + _ASIDE)) if lower[k] in _STOPS or lower[k] == ","), None
    )
    if comma is None or lower[comma] != ",":
        return None
    return ahead(prose, comma + 1, last)


def in_phrase(prose: Prose, at: int, first: int) -> bool:
    """Whether a preposition stands before a figure or its determiner."""
    lower = prose.lower
    while at > first and (lower[at - 1] in DETERMINERS or is_adverb(lower[at - 1])):
        at -= 1
    return at > first and lower[at - 1] in PREPOSITIONS


def governed(prose: Prose, at: int, first: int) -> Governed:
    """The verb before a figure in its clause; whether a comma or "and" parts them; the verb of what holds the
    clause, if its own has none before it."""
    lower, k, crossed, outside, plain = prose.lower, at - 1, False, False, True
    while k >= max(first, at - _BACK):
        word = lower[k]
        if word in _OPENS:
            k = _opening(prose, k, first)
        elif (word in _STOPS and not _abbreviated(prose, k)) or (
            word in _CUTS and not _after_preposition(prose, k)
        ):
            outside = True
        elif word in {",", "and", "but", "or"} or _dash(prose, k):
            crossed = True
            outside = outside or lower[k : k + 2] == [",", "as"]
        elif word == "of" and plain and k > first and is_happening(lower[k - 1]):
            return (k - 1, k), False, None  # "the deaths of a guard and two clerks"
        elif word in _SAYING and lower[k - 1 : k] != ["to"]:
            return None, crossed, (k, k + 1)
        elif is_verb_at(prose, k, first):
            found = phrase_of(prose, k, at)
            return (None, crossed, found) if outside else (found, crossed, None)
        plain = plain and word not in PREPOSITIONS
        k -= 1
    return None, crossed, None


def _dash(prose: Prose, k: int) -> bool:
    """Whether a mark is a dash, and no hyphen."""
    if prose.lower[k] not in {"—", "–", "-"}:
        return False
    return not (prose.joined(k) and k + 1 < len(prose.lower) and prose.joined(k + 1)) or prose.lower[k] == "—"


def _opening(prose: Prose, k: int, first: int) -> int:
    """The bracket that opens what closes at a word; the word itself where none does."""
    opens = _OPENS[prose.lower[k]]
    return next((at for at in range(k - 1, max(first - 1, k - _ASIDE), -1) if prose.lower[at] == opens), k)


def _abbreviated(prose: Prose, k: int) -> bool:
    return prose.lower[k] == "." and prose.joined(k) and k > 0 and len(prose.lower[k - 1]) <= 3


def _after_preposition(prose: Prose, k: int) -> bool:
    """Whether a word opens no clause of its own: "in that year", "of whom"."""
    return k > 0 and prose.lower[k] == "that" and prose.lower[k - 1] in PREPOSITIONS


def ahead(prose: Prose, at: int, last: int) -> Range | None:
    """The verb of the clause whose subject ends before a word, past what describes the subject."""
    main, relative = _ahead(prose, at, last)
    return main or relative


def _ahead(prose: Prose, at: int, last: int) -> tuple[Range | None, Range | None]:
    """The same, and the verb of a relative clause that describes the subject."""
    lower, k, relative = prose.lower, at, None
    end = min(last, at + _AHEAD)
    while k < end:
        word = lower[k]
        if word in _STOPS and not _abbreviated(prose, k):
            return None, relative
        if word in {"(", "[", ","} or word in RELATIVE or _dash(prose, k):
            past, inner = _past(prose, k, end)
            relative = relative or inner
            if past is None:
                return None, relative
            k = past
            continue
        if word in _CUTS and word not in RELATIVE:
            return None, relative
        if is_verb_at(prose, k, at - 1, subject=True) and not _reduced(prose, k, end):
            return phrase_of(prose, k, last), relative
        k += 1
    return None, relative


def _past(prose: Prose, k: int, end: int) -> tuple[int | None, Range | None]:
    """Where a clause goes on behind an aside or relative clause that begins at a word; its verb."""
    lower = prose.lower
    at, inner = k + 1, None
    while at < end and lower[k] == "-" and lower[at] == "-":
        at, k = at + 1, at
    if lower[k] in RELATIVE or (at < end and lower[at] in RELATIVE):
        inside = k + 1 if lower[k] in RELATIVE else k + 2
        verb = next((n for n in range(inside, end) if is_verb_at(prose, n, k)), None)
        if verb is None:
            return None, None
        inner = phrase_of(prose, verb, end)
        at = inner[1]
        if lower[k] in RELATIVE:
            while at < end and not (is_verb_at(prose, at, k, subject=True) and lower[at - 1] != "to"):
                if lower[at] in {",", ";", "."}:
                    return (
                        (at + 1, inner)
                        if lower[at] == "," and _goes_on(prose, at + 1, end)
                        else (None, inner)
                    )
                at += 1
            return (at, inner) if at < end else (None, inner)
    closing = {"(": ")", "[": "]"}.get(lower[k], lower[k])
    for n in range(at, min(end, k + _ASIDE)):
        if lower[n] == closing and (closing in ")]" or _goes_on(prose, n + 1, end)):
            return n + 1, inner
    return None, inner


def _goes_on(prose: Prose, k: int, end: int) -> bool:
    """Whether a verb stands at a word, past adverbs: what stood before was an aside."""
    while k < end and (is_adverb(prose.lower[k]) or prose.lower[k] == "also"):
        k += 1
    return k < end and is_verb_at(prose, k, k - 1, subject=True) and not prose.lower[k].endswith("ing")


def _reduced(prose: Prose, k: int, end: int) -> bool:
    """Whether a participle behind a noun describes it, as another verb of the clause shows: "people killed in
    the fire were buried"."""
    lower, word = prose.lower, prose.lower[k]
    if word in AUXILIARIES or not (word.endswith(("ed", "ing")) or word in {"held", "made", "left", "built"}):
        return False
    following = lower[k + 1] if k + 1 < end else "."
    if word.endswith("ed") and lower[k + 2 : k + 3] and lower[k + 2] in PLACED_BY_TIME | TIME_UNITS:
        following = "in"  # "polls conducted the first week of March"
    if word.endswith("ed") and (following in PRONOUNS or following in DETERMINERS or k + 1 in prose.figure):
        return False  # it has an object
    for n in range(k + 1, min(end, k + 12)):
        if lower[n] in _STOPS or lower[n] in {",", "and", "but"} or lower[n] in _CUTS:
            return False
        if lower[n] in AUXILIARIES or (is_finite(lower[n]) and is_verb_at(prose, n, k)):
            return True
    return word.endswith("ing")
