"""Whether the words around a time tell of what was or of what is to come.

"near": of what was to come as seen from what was ("was expected on Friday", "would open in May"), so that
either is possible and the nearer one is meant.
"""

from __future__ import annotations

from typing import Literal

from secondsource.reading.times.tables import WEEKDAYS
from secondsource.reading.times.words import Words

Tense = Literal["past", "future", "near"]

_REACH = 28  # words looked at on either side, within the sentence
_FUTURE = frozenset(
    "will shall ll wo going expected scheduled due slated planned plans plan planning hopes hope "  # noqa: SIM905
    "hoping intends intend aims aim upcoming forthcoming may might must should would could can "
    "expects expect likely expires expire begins opens starts faces face ahead deadline wants "
    "want tomorrow hopefully projected forecast forecasts predicted predicts anticipated proposed "
    "promises promise vows vow vowed pledged due".split()
)
_PAST = frozenset(
    "was were had did said told went came saw took gave made got left began met won lost held "  # noqa: SIM905
    "kept found fell rose knew led became broke brought bought built caught chose cost cut drew "
    "drove ate flew forgot fought grew heard hit hurt laid lent lay meant paid put quit ran rode "
    "rang sang sank sat sent set shook shot shut slept spoke spent spread stood stole struck "
    "swore swept swam taught tore thought threw understood woke wore wrote wounded killed fled "
    "sought sold lit dealt felt fed bore beat bound blew bent been shown seen done gone taken "
    "given known ago since wasn weren hadn didn previously formerly after following earlier".split()
)
# Participles in -ed that look ahead, and words in -ed that tell no time.
_NOT_PAST = frozenset(
    "united need indeed speed feed seed red bed hundred sacred shed embed exceed proceed succeed "  # noqa: SIM905
    "breed weed deed armed aged alleged limited related unprecedented crowded wicked naked".split()
)
_WEAK = frozenset(
    {
        "after", "following", "since", "set", "ago", "earlier", "cut", "put", "hit", "cost", "spread",
        "shut", "hurt", "left", "plans", "plan", "hope", "face", "promise", "forecast", "been",
    }
)  # fmt: skip
_MODALS = frozenset({"would", "could", "should", "might", "may", "must"})
_PLANNED = frozenset(
    {
        "expected", "scheduled", "due", "slated", "planned", "likely", "going", "anticipated",
        "predicted", "supposed", "proposed", "forecast", "projected", "poised", "set", "ready", "bound",
    }
)  # fmt: skip
_LEAD_ON = frozenset(
    {"to", "for", "on", "in", "by", "at", "this", "next", "that", "later", "early", "late", "from"}
)
# These tell of what is to come only with what they lead to ("vowed to leave on Friday").
_ACTIVE = frozenset({"proposed", "pledged", "vowed", "promised", "predicted"})
# What is arranged is told in the present; the first are hardly ever nouns.
_ARRANGING = frozenset("meets leaves arrives takes becomes airs convenes departs votes goes".split())  # noqa: SIM905
_ARRANGED_VERBS = frozenset(
    "meet leave arrive take become ends returns return travels travel resumes resume comes go plays play "  # noqa: SIM905
    "vote choose elect holds hold hosts host visits visit closes heads open".split()
)
# Where the clause of what is arranged begins, or the verb itself leaves no doubt.
_LEAVES = _ARRANGING | {"that"}
_GOING_ON = frozenset(
    [
        "meeting",
        "leaving",
        "returning",
        "travelling",
        "traveling",
        "visiting",
        "playing",
        "holding",
        "hosting",
    ]
)
_NOMINAL = frozenset(
    "the a an of to not his her their its our my your these those some no and in on for from by with at "  # noqa: SIM905
    "this that first last more new official early".split()
)
_BACK = frozenset({"after", "since", "from", "amid", "following", "than", "over", "before", "of"})
# Whoever does this to somebody looks ahead: "challenged her to debate on Friday".
_CALLS = frozenset(
    "challenge challenges challenged urge urges urged ask asks asked invite invites invited order orders "  # noqa: SIM905
    "ordered request requests requested want wants wanted threaten threatens threatened demand demands "
    "demanded offer offers offered seek seeks sought intend intends intended decide decides decided prepare "
    "prepares prepared appeal appeals appealed instruct instructs instructed call calls called told "
    "encourage encourages encouraged summon summons summoned plans planned agreed agrees hopes hoped".split()
)
_ARRANGED = [
    ["held"], ["released"], ["published"], ["announced"], ["opened"], ["unveiled"], ["launched"], ["signed"],
    ["presented"], ["discussed"], ["heard"], ["sentenced"], ["buried"], ["inaugurated"], ["completed"],
    ["lifted"], ["introduced"], ["issued"], ["sworn"], ["decided"], ["auctioned"], ["sold"],
]  # fmt: skip
_NO_INFINITIVE = frozenset(
    "the a an this that his her their its our my your each all some any be have which whom what".split()  # noqa: SIM905
)
# "housing starts" are counted, and start nothing.
_STARTS = frozenset({"starts", "plans", "faces", "forecasts", "hopes", "plan", "forecast", "hope"})
_COUNTED = frozenset(
    "housing home building jump head construction apartment single-family family the a an its his her "  # noqa: SIM905
    "their new such these those no any of".split()
)
_FIXES = frozenset({"called", "convened", "scheduled", "set", "planned", "fixed", "announced", "arranged"})
_STOPS = frozenset({";", ":", "—", "--"})


def tense(w: Words, first: int, last: int) -> Tense | None:
    """The tense of the verb that a time hangs on: the nearest before it, else the nearest after.

    None where no verb tells: a headline, a bare noun.
    """
    found = _before(w, first)
    return found if found else _after(w, last)


def _before(w: Words, first: int) -> Tense | None:
    weak: Tense | None = None
    for k in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if w.sentence[k] != w.sentence[first] or w.lower[k] in _STOPS:
            break
        told = _set_for(w, k, first) or _of(w, k) or _called(w, k, first)
        if told and (w.lower[k] not in _WEAK or (told == "future" and w.lower[k] == "set")):
            return told
        weak = weak or told or _arranged(w, k, first)
        if weak == "future" and w.lower[k] in _LEAVES:
            return weak
    return weak


def _set_for(w: Words, k: int, first: int) -> Tense | None:
    """ "called a strike for Monday": what somebody fixed for a day, which had not come."""
    fixed = w.lower[k] in _FIXES and w.lower[first - 1] == "for" and first - k < 8
    return "future" if fixed and not _was(w, k) else None


def _called(w: Words, k: int, first: int) -> Tense | None:
    """What somebody is asked, offers or means to do: "challenged her to debate on Friday"."""
    if w.lower[k] != "to" or w.lower[k + 1] in _NO_INFINITIVE or w.capital(k + 1):
        return None
    near = range(k - 1, max(-1, k - 6), -1)
    called = next((w.lower[at] for at in near if w.lower[at] in _CALLS), None)
    if called is None or "," in w.lower[max(0, k - 5) : k]:
        return None
    past = called.endswith("ed") or called in ("told", "sought")
    if not past:
        return "future"
    return "near" if w.lower[first - 1] in ("on", "by", "in", "at", "next", "until") else None


def _arranged(w: Words, k: int, first: int) -> Tense | None:
    """The present that tells of what is arranged: "meets Friday", "takes effect on Friday", "is Friday"."""
    word, before = w.lower[k], w.lower[k - 1] if k else ""
    if word in ("is", "are"):
        between = w.lower[k + 1 : first]
        return "future" if between in ([], ["on"], ["for"], ["this"], ["not", "until"]) else None
    going_on = word in _GOING_ON and before in ("is", "are", "re")
    if not going_on and word not in _ARRANGING and word not in _ARRANGED_VERBS:
        return None
    if before in _NOMINAL or w.capital(k) or any(word in _BACK for word in w.lower[k + 1 : first]):
        return None
    return "future"


def _after(w: Words, last: int) -> Tense | None:
    weak: Tense | None = None
    here = w.sentence[last - 1]
    for k in range(last, min(len(w.lower), last + _REACH)):
        if w.sentence[k] != here or w.lower[k] in _STOPS:
            break
        # "on Monday he vowed to fight": the day of the vow
        told = "past" if w.lower[k] in _ACTIVE else _of(w, k)
        if told and w.lower[k] not in _WEAK:
            return told
        weak = weak or told
    return weak


def _of(w: Words, k: int) -> Tense | None:
    word = w.lower[k]
    if (
        word == "set"
        and k
        and w.lower[k - 1] in ("is", "are")
        and w.lower[k + 1 : k + 2] in (["for"], ["to"])
    ):
        return "future"
    if word in _STARTS and k and w.lower[k - 1] in _COUNTED:
        return None
    if word in _FUTURE:
        return _hedged(w, k, word)
    if word == "to":
        return _infinitive(w, k)
    if k and w.lower[k - 1] == "be" and w.sentence[k - 1] == w.sentence[k]:
        return None  # "will be held": the word before "be" tells
    if word in _PAST:
        return "past"
    if (
        word.endswith("ed")
        and len(word) > 3
        and word not in _NOT_PAST
        and (not w.capital(k) or w.opens(k) or w.shouted(k))
    ):
        return "past"
    return None


def _hedged(w: Words, k: int, word: str) -> Tense | None:
    """ "would have", "could have been" tell of what was."""
    if word in _MODALS and "have" in w.lower[k + 1 : k + 3]:
        return "past"
    if word == "would" or (word in _PLANNED and _was(w, k)):
        return "near"
    if word == "may" and w.capital(k) and not w.shouted(k):
        return None
    following = w.lower[k + 1] if k + 1 < len(w.lower) else ""
    if word in _ACTIVE:
        return "future" if following in ("to", "that") else "past"
    if word.endswith("ed") and following not in _LEAD_ON:
        return "future" if word in ("scheduled", "expected") and following in WEEKDAYS else "past"
    return "future"


def _was(w: Words, k: int) -> bool:
    near = w.lower[max(0, k - 3) : k]
    if "been" in near:
        return "has" not in near and "have" not in near
    return "was" in near or "were" in near or "had" in near


def _infinitive(w: Words, k: int) -> Tense | None:
    """ "to meet on Friday" looks ahead; "to the house on Friday" tells nothing; "set to open" is ahead."""
    before = w.lower[k - 1] if k else ""
    following = w.lower[k + 1] if k + 1 < len(w.lower) else ""
    if before in _PLANNED and _was(w, k - 1):
        return "near"
    if before in ("was", "were") and following not in _NO_INFINITIVE and not w.capital(k + 1):
        return "near"  # "was to leave on Friday"
    if following == "be" and (before in ("was", "were") or w.lower[k + 2 : k + 3] in _ARRANGED):
        return "near"
    if following in _NO_INFINITIVE or w.capital(k + 1):
        return None
    if before in (
        "set",
        "scheduled",
        "expected",
        "due",
        "is",
        "are",
        "planned",
        "agreed",
        "plans",
        "hopes",
        "ready",
        "want",
    ):
        return "future" if following not in ("the", "a", "an") else None
    return None
