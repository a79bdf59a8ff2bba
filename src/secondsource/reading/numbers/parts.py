"""A figure as a part of a whole that is named, or as a backlog."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from secondsource.reading.clauses import AUXILIARIES, is_finite
from secondsource.reading.numbers.around import (
    Around,
    Found,
    found,
)
from secondsource.reading.numbers.beside import whole_at
from secondsource.reading.numbers.nouns import DETERMINERS, PREPOSITIONS, is_verb, words_in
from secondsource.reading.numbers.verbs import BE

_BACKLOG = words_in(
    "backlog pending outstanding awaiting unresolved unprocessed unsettled undecided unaccounted "
    "uncounted overdue unpaid unopened undelivered untested undetermined"
)
_STILL = words_in("still yet remain remains remained remaining")
_OPEN = words_in(
    "waiting missing trapped stranded without unaccounted queue queued queuing owed awaited lost buried "
    "wait await need uncollected unclaimed unidentified unburied unvaccinated displaced homeless hostage "
    "captive held"
)
_OWING = words_in("owe owes owed owing lack lacks lacked lacking need needs needed await awaits awaited")
_BEFALLEN_WHOLE = words_in(
    "dead injured wounded victims killed missing arrested detained casualties passengers hostages survivors "
    "suspects members first last latest"
)
_INCLUDING = words_in("including include includes included comprising notably")
_ROUND = words_in("ten 10 100 hundred thousand")  # "nine out of ten" is a share
_ASIDE = words_in("on in with from for by against into during after before")
_AMONG = words_in("them whom these those")


def backlog(around: Around) -> Found | None:
    """What still waits to be dealt with, found, paid or decided."""
    if around.figure.kind not in {"count", "money"}:
        return None
    ahead = around.said((max(around.before[0], around.before[1] - 6), around.before[1]))
    ahead = ahead[max((k + 1 for k, w in enumerate(ahead) if w in {"and", ","}), default=0) :]
    said = ahead + around.said((around.after[0], min(around.after[1], around.after[0] + 10)))
    word = next((w for w in said if w in _BACKLOG), None)
    if word is not None:
        return found("backlog", word)
    if "still" in ahead[-5:] and ahead[-1:] and ahead[-1] in _OWING:
        return found("backlog", f"still {ahead[-1]}")
    following = around.said((around.after[0], min(around.after[1], around.after[0] + 10)))
    for at, word in enumerate(following):
        if word in _STILL and any(w in _OPEN for w in following[at + 1 : at + 5]):
            return found("backlog", " ".join(following[at : at + 3]))
        if word == "waiting" and at + 1 < len(following) and following[at + 1] in {"for", "to", "on"}:
            return found("backlog", "waiting")
        if word == "yet" and following[at + 1 : at + 2] == ["to"]:
            return found("backlog", "yet to")
    counted = around.said(around.count.words) if around.count.words else []
    if ahead[-2:] == ["the", "remaining"]:
        return None  # some of a known whole
    return found("backlog", "remaining") if "remaining" in counted else None


def part(around: Around) -> Found | None:
    """Some of a whole that is named or plainly meant."""
    own = around.said(around.figure.words)
    if ("out", "of") in pairwise(own) and own[-1] not in _ROUND:
        return found("part", "out of")
    if around.figure.kind == "share" or (around.figure.low is not None and 0 < around.figure.low < 1):
        return None
    after, before = around.said(around.after), around.said(around.before)
    if before[-2:-1] == ["there"] and after[:1] == ["of"] and after[1:2] == ["them"]:
        return None  # "there are 140 of them" are all
    if _of_whole(around) and before[-1:] != ["all"]:
        return found("part", "of")
    head = around.prose.lower[around.sentence[0] : around.sentence[0] + 1]
    if head in (["among"], ["amongst"]) and before[-1:] and before[-1] in AUXILIARIES | BE:
        return found("part", head[0])  # "Among the cases at risk are 16"
    if after[:2] == ["of", "which"]:
        return found("part", "of which")
    if _included(before):
        return found("part", before[_last_included(before)])
    right = around.prose.lower[max(around.sentence[0], around.figure.words[0] - 2) : around.figure.words[0]]
    if len(right) > 1 and right[1] in {"whom", "them", "which"} and right[0] in {"of", "among"}:
        return found("part", " ".join(right))
    among = _among(before[-5:], apart=True) or _among(
        [w for k, w in enumerate(after[:6]) if w != "of" and not _plain_whole(after, k)]
    )
    if among is not None:
        return found("part", among)
    if _belongs(around):
        return found("part", "part of a")
    if before[-2:-1] == ["the"] and before[-1] in {"other", "remaining"}:
        return found("part", f"the {before[-1]}")
    if whole_at(around.prose, around.figure, around.sentence[0]) is not None:
        return found("part", "of")
    return _listed(around, before)


def _among(words: Sequence[str], *, apart: bool = False) -> str | None:
    """ "among them", "of whom" and the like, where some words have it.

    apart: not right before the figure, which would be the whole then ("among the 500 asked").
    """
    for k, (word, following) in enumerate(pairwise(words)):
        if (
            apart
            and following == "the"
            and not any(is_verb(w) or w == "," or w in AUXILIARIES for w in words[k + 2 :])
        ):
            continue
        if word in {"among", "amongst"} and following in _AMONG | {"the"}:
            return " ".join(words[k : k + 2])
        if word == "of" and following in {"them", "whom", "which"}:
            return " ".join(words[k : k + 2])
    return None


def _belongs(around: Around) -> bool:
    """Whether what is counted is "part of" a larger body: "150 men, part of a convoy that"."""
    noun = around.count.words
    at = (noun[1] if noun is not None and noun[0] >= around.figure.words[1] else around.figure.words[1]) + 1
    return around.prose.lower[at : min(at + 3, around.sentence[1])] in (
        ["part", "of", "a"],
        ["part", "of", "the"],
    )


def _plain_whole(after: Sequence[str], k: int) -> bool:
    """Whether "the" opens what is no known whole: "two wounded among the ranks"."""
    known = set(after[k + 1 : k + 4]) & _BEFALLEN_WHOLE or any(w.isdigit() for w in after[k + 1 : k + 4])
    return after[k] == "the" and not known


def _of_whole(around: Around) -> bool:
    """Whether "of" and a known whole stand behind a figure: "of the 40", "of them", "of Berg's men"."""
    at, end = around.figure.words[1], around.sentence[1]
    lower = around.prose.lower
    if at + 1 < end and lower[at : at + 2] == ["out", "of"]:
        return any(k in around.prose.figure for k in range(at + 2, min(end, at + 5)))
    if at + 1 >= end or lower[at] != "of":
        return False
    reach = next((k for k in range(at + 1, min(end, at + 4)) if not lower[k][0].isalnum()), min(end, at + 4))
    reach = next((k for k in range(at + 1, reach) if lower[k] in PREPOSITIONS), reach)
    wholes = [k for k in range(at + 1, reach) if k in around.prose.figure]
    if wholes or around.figure.kind == "duration":
        return bool(wholes)
    return (
        lower[at + 1] in _AMONG
        or lower[at + 1] in DETERMINERS - {"a", "an"}
        or _possessed(lower[at + 1 : at + 8])
    )


def _possessed(words: Sequence[str]) -> bool:
    """Whether a possessive opens what stands after "of": "two of Khan's victims"."""
    for at, word in enumerate(words):
        if word in "'’":
            return True
        if at > 3 or not word[0].isalnum():
            return False
    return False


def _last_included(before: Sequence[str]) -> int:
    return max((k for k, w in enumerate(before) if w in _INCLUDING), default=-1)


def _included(before: Sequence[str]) -> bool:
    """Whether "including" stands before a figure with no verb between."""
    at = _last_included(before)
    between = before[at + 1 :]
    if between[-1:] and between[-1] in {"the", "its", "his", "her", "their", "of"}:
        return False
    if any(w.endswith("ing") and len(w) > 5 for w in between[:1]):
        return False  # "their plans included dropping"
    return at >= 0 and len(before) - at < 9 and not any(is_finite(w) or w in _ASIDE for w in between)


def _listed(around: Around, before: Sequence[str]) -> Found | None:
    """A further figure of a list whose first was a part: "including a dozen mayors and 30 officers"."""
    if (
        around.previous is None
        or around.previous[1] is None
        or around.previous[2] not in _INCLUDING | {"and"}
    ):
        return None
    if around.previous[0].kind != around.figure.kind or not before:
        return None
    joined = before[-1] in {"and", ","} or "and" in before[-3:]
    verbs = any(w in AUXILIARIES or (is_verb(w) and not (w.endswith("ed") and len(w) > 4)) for w in before)
    return found("part", "and") if joined and not verbs else None
