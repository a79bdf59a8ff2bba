"""What happens to the things that a figure counts: the verb, participle or noun of its own clause.

What stands right beside the figure and its noun is read here; the rest of the clause in `heads`.
"""

from __future__ import annotations

from secondsource.reading.clauses import AUXILIARIES, is_adverb, is_finite
from secondsource.reading.numbers.heads import ahead, governed, head, in_phrase
from secondsource.reading.numbers.nouns import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SKIPPED,
    Prose,
    is_plural,
    is_verb,
    stops,
    words_in,
)
from secondsource.reading.numbers.verbs import BE, is_happening, is_plain
from secondsource.reading.tags import Range

# Nouns that count what befell: with a figure before them they are the event themselves.
BEFALLEN = words_in(
    "death deaths fatality fatalities casualty casualties injury injuries murder murders killing killings "
    "arrest arrests wounded dead injured abduction abductions disappearance disappearances infection "
    "infections hospitalisation hospitalisations hospitalization hospitalizations suicide suicides "
    "homicide homicides rape rapes execution executions shooting shootings stabbing stabbings displaced "
    "detainee detainees birth births conviction convictions layoff layoffs redundancy redundancies"
)
TOLLS = words_in("toll tolls")
# States that a copula gives ("are missing"), or that stand behind the noun ("people missing").
_STATES = words_in(
    "dead missing homeless jobless unaccounted alive ill sick unemployed trapped stranded hospitalised "
    "hospitalized unconscious infected free safe present absent hungry unhurt unharmed pending eligible "
    "available due afraid displaced wounded injured hurt killed"
)
_BEHIND = _STATES - words_in("due available present free pending eligible")
_BE = words_in("is are was were am be been being isn aren wasn weren")
_HAVE = words_in("has have had hasn haven hadn having")
_MODALS = words_in(
    "will would shall should can could may might must cannot do does did to won wouldn couldn shouldn don "
    "didn doesn"
)
_PARTICLES = words_in("off out up down over away back")
_NO_EVENT = words_in(
    "including according following concerning regarding during being having "
    "everything anything nothing something evening morning spring king owing building excluding meaning "
    "ceiling beginning"
)
_NOT_OBJECT = words_in("said says say told tells thinks think know knows hope hopes that")
_LIGHT = words_in(  # what follows the noun says more: "left 12 people dead", "saw 30 people being carried"
    "have had has having leave left leaving leaves find found finding get got "
    "report reported reporting reports show showed showing confirm confirmed keep kept hear heard record "
    "recorded"
)
_TELLING = words_in(  # verbs whose object may be a clause: "reports three malls were damaged"
    "indicate indicates indicated suggest suggests suggested show shows showed report reports reported "
    "reporting added adds adding confirm confirms confirmed confirming claim claims claimed estimate "
    "estimates estimated believe believes believed announce announced find finds found fear fears feared "
    "warn warned note noted noting wrote write state stated states reveal revealed reveals hope see saw "
    "mean means meant expect expects expected ensure ensures"
)
_LASTING = words_in(
    "absence siege truce ceasefire curfew standoff stand-off blockade boycott tour march crisis drought "
    "delay search investigation inquiry hearing combat flight journey trip walk drive ride run game match "
    "race season sentence ban blackout shutdown lockdown occupation captivity ordeal"
)
_BETWEEN = (
    (DETERMINERS - {"that"})
    | SKIPPED
    | words_in(
        "about around roughly nearly almost over under least most than more up estimated approximately some "
        "at only just also s ’ ' as many few further to \" “ total"
    )
)
_DASHES = frozenset("-‐‑–")
_WALK = 6  # words between a verb and its figure
_AHEAD = 14  # words from a noun to its verb


def event_at(prose: Prose, figure: Range, counted: Range | None) -> Range | None:
    """The words that tell what happens to what is counted, in the figure's own clause.

    figure: the words of the figure; counted: those of the noun. A noun that is itself what befell ("12
    deaths") is its own event.
    """
    first, last = prose.bounds(*figure)
    behind = counted is not None and figure[0] <= counted[0]
    if counted is not None and (own := befallen(prose, counted)) is not None:
        return own
    start = figure[0]
    end = counted[1] if behind and counted is not None else figure[1]
    tight = before_figure(prose, start, first)
    held = governed(prose, start, first)
    governing = tight or (None if held[1] else held[0])
    following = after_noun(prose, end, last)
    word = "" if governing is None else prose.lower[governing[0]]
    if word in _TELLING and (tight or not in_phrase(prose, start, first)):
        told = ahead(prose, end, last)
        governing = governing if told is None else None
        following = told or following
    if following is not None and (word in _LIGHT or word in BE):
        return following
    if governing is None and following is not None and prose.lower[following[0]].endswith(("ed", "ing")):
        following = ahead(prose, end, last) or following  # "people injured in the fire were flown out"
    return governing or following or head(prose, figure, end, first, last, held)


def lasting(prose: Prose, counted: Range) -> Range | None:
    """The event that a span of time is told of: "a two-day strike", "18 hours of combat"."""
    word = prose.lower[counted[1] - 1]
    happens = is_happening(word) or word in _LASTING
    return (counted[1] - 1, counted[1]) if happens else None


def befallen(prose: Prose, counted: Range) -> Range | None:
    """The event that a noun is itself: "12 deaths", "the death toll"."""
    first, last = counted
    if prose.lower[last - 1] in TOLLS:
        return (last - 2, last - 1) if last - 2 >= first else (last - 1, last)
    return (last - 1, last) if prose.lower[last - 1] in BEFALLEN else None


def after_noun(prose: Prose, at: int, last: int) -> Range | None:
    """A participle or a verb right behind the noun: "people killed", "students protesting"."""
    lower = prose.lower
    while at < last and (is_adverb(lower[at]) or lower[at] in {"more", "others", "other", "also"}):
        at += 1
    if at >= last:
        return None
    word = lower[at]
    if word in _NO_EVENT or not word[0].isalpha():
        return None
    if is_verb(word) or word in _BEHIND or (word.endswith("ing") and len(word) > 4):
        return (at, at + 1)
    return None


def before_figure(prose: Prose, at: int, first: int) -> Range | None:
    """A verb that has the figure for its object ("killing 12"), or a noun of which it is ("deaths of 12")."""
    lower, k = prose.lower, at
    while k > first and at - k < _WALK and (lower[k - 1] in _BETWEEN or is_adverb(lower[k - 1])):
        k -= 1
    if k == first:
        return None
    word = lower[k - 1]
    if word == "of" and k - 2 >= first:
        noun = lower[k - 2]
        happens = noun in BEFALLEN | TOLLS or is_happening(noun)
        return (k - 2, k - 1) if happens else None
    return verb_ending(prose, k, first)


def verb_ending(prose: Prose, end: int, first: int, *, beside: bool = True) -> Range | None:
    """The verb that ends before a word, with the particle that belongs to it ("laid off")."""
    lower, k = prose.lower, end
    if k - 1 > first and lower[k - 1] in _PARTICLES | {"in"}:
        particle = lower[k - 1] != "in" or lower[k - 2] in {
            "taking",
            "took",
            "take",
            "taken",
            "takes",
            "brought",
        }
        if particle and _acts(prose, k - 2, first, beside=beside):
            return (k - 2, k)
        return None
    return (k - 1, k) if k > first and _acts(prose, k - 1, first, beside=beside) else None


def _acts(prose: Prose, k: int, first: int, *, beside: bool = True) -> bool:
    """Whether a word reads as a verb that may have an object."""
    lower, word = prose.lower, prose.lower[k]
    if (
        not word.isalpha()
        or word in _NO_EVENT
        or word in PRONOUNS
        or word in _NOT_OBJECT
        or (word in AUXILIARIES and not _won(prose, k))
    ):
        return False
    if word == "won":
        return True
    if k > first and lower[k - 1] in _DASHES and prose.joined(k):
        return False  # "a life-threatening 18-foot surge"
    if is_finite(word) or (word.endswith("ing") and len(word) > 4):
        return True
    if beside and _third_person(prose, k, first):
        return True
    back = k - 1
    while back > first and (is_adverb(lower[back]) or lower[back] in {"not", "also", "t", "’", "'"}):
        back -= 1
    base = word not in PREPOSITIONS and word not in DETERMINERS and word not in CONJUNCTIONS
    led = base and back >= first and lower[back] in _MODALS and word not in _BE and word not in _HAVE
    return led and is_plain(prose, k)


def _won(prose: Prose, k: int) -> bool:
    """Whether "won" is the verb, and not the beginning of "won't"."""
    return prose.lower[k] == "won" and prose.lower[k + 1 : k + 2] not in (["'"], ["’"])


def _third_person(prose: Prose, k: int, first: int) -> bool:
    """Whether an unknown word right before a figure reads as a verb: "the port handles", "they hold"."""
    lower, word = prose.lower, prose.lower[k]
    if k <= first or prose.capital(k) != prose.capitals or is_adverb(word):
        return False
    if stops(word):
        return False
    before = lower[k - 1]
    if (
        k - 1 in prose.figure
        or not before[0].isalpha()
        or before in DETERMINERS
        or before in PREPOSITIONS
        or before in CONJUNCTIONS
    ):
        return False
    if is_plural(word):
        return before not in {"cost", "costs"} and (
            not is_verb(before)
            and not before.endswith("ing")
            and not is_plural(before)
            and before not in AUXILIARIES
        )
    return before in {"they", "we", "you", "i", "who"} or (is_plural(before) and before not in AUXILIARIES)


def nearest_verb(prose: Prose, at: int, first: int) -> Range | None:
    """The nearest verb before a figure in its clause, past phrases: "flew across the water at 100 mph"."""
    lower = prose.lower
    for k in range(at - 1, max(first - 1, at - _AHEAD), -1):
        if lower[k] in {".", ";", ":", ",", "?", "!"}:
            return None
        found = verb_ending(prose, k + 1, first, beside=False)
        if found is not None and not _participle_in_phrase(prose, found[0]):
            return found
    return None


def _participle_in_phrase(prose: Prose, k: int) -> bool:
    """Whether an -ed form stands before a noun behind a determiner ("the wounded man")."""
    return k > 0 and (prose.lower[k - 1] in DETERMINERS or prose.lower[k - 1] in PREPOSITIONS)
