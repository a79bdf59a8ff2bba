"""Numbers that tell a change and no level: "rose by 12", "a four-point dip", "down two points"."""

from __future__ import annotations

from typing import Literal

from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.tokens import Tokens, listed

Way = Literal["up", "down"]


def _table(up: str, down: str) -> dict[str, Way]:
    out: dict[str, Way] = dict.fromkeys(up.split(), "up")
    out.update(dict.fromkeys(down.split(), "down"))
    return out


# Verbs after which "by 12", and a share or points alone, tell the change.
_VERBS = _table(
    "rose rise rises risen rising increase increases increased increasing grow grows grew grown "
    "growing climb climbs climbed "
    "climbing jump jumps jumped jumping gain gained gains gaining soar soars soared soaring surge "
    "surged surges surging "
    "advanced expanded expand expands expanding raise raised raises raising boost boosted boosts "
    "boosting lift lifted "
    "swell swelled swollen widened accelerated appreciated rallied leapt lengthened extended "
    "strengthened hiked "
    "multiplied rebounded added ballooned skyrocketed spiked edged-up improved",
    "fell fall falls fallen falling decrease decreases decreased decreasing drop drops dropped "
    "dropping decline declines declined "
    "declining reduce reduces reduced reducing cut cuts cutting lower lowered lowers lowering shrink "
    "shrank shrunk shrinking slump "
    "slumped plunge plunged plunges plunging slip slipped slips slide slid slides sank sunk "
    "tumble tumbled dip dipped "
    "dive dived shed sheds narrowed contracted contract shortened lost depreciated weakened "
    "plummeted plummets halve slashed slash "
    "trimmed trim dwindled eased retreated worsened dampened down-sized curtailed",
)
# Verbs that take an object and so tell a change by "by" alone ("raised $5 million" is an amount).
_BY_ONLY = listed(
    "raise raised raises raising boost boosted boosts boosting lift lifted added cut cuts cutting shed "
    "sheds dropped drop drops dropping lost lower extended expanded expand slashed slash gained gain "
    "gains gaining reduce reduced reduces reducing slide fall falls advanced grow grows growing contract "
    "increase decrease jump improved"
)
# Nouns of change: "a 12 percent increase", "a rise of 12 percent".
_NOUNS = _table(
    "increase rise growth jump gain surge hike climb boost uptick spike upsurge improvement raise "
    "expansion bounce bump "
    "increases rises jumps gains hikes",
    "decrease fall drop decline reduction dip cut slump plunge slide loss contraction decreases "
    "drops declines reductions cuts "
    "downturn shortfall shrinkage losses discount",
)
_DEGREES = _table(
    "higher taller warmer wider heavier hotter costlier",
    "lower shorter cheaper smaller colder narrower lighter fewer",
)
CHANGES = frozenset(
    (
        *_VERBS,
        *_NOUNS,
        "went",
        "go",
        "goes",
        "going",
        "gone",
        "moved",
        "up",
        "down",
        "change",
        "changed",
        "swung",
    )
)
_LINKING = listed("is was were are be been being s re")
_UP_OF_VERB = listed(
    "make makes made making take takes took set pick picked put give gave end ended blow blew rounded "
    "locked lined stood"
)
_REACH = 8


def change(tokens: Tokens, draft: Draft, floor: int) -> None:
    """Mark a figure that tells a change: relation "up" or "down", or only its reason where it has bounds.

    It takes no word before `floor`, the end of the figure before it.
    """
    if draft.relation in ("up", "down") or draft.kind == "factor":
        return
    way = _before(tokens, draft, floor) or _after(tokens, draft)
    if way is None:
        return
    if draft.relation == "=":
        draft.relation = way
    draft.because("number-change", way)


def _measured(draft: Draft) -> bool:
    return draft.unit is not None and (
        draft.kind in ("share", "measure") or draft.unit in ("point", "percentage point")
    )


def _before(tokens: Tokens, draft: Draft, floor: int) -> Way | None:
    at = draft.first - 1
    before = tokens.at(at)
    if at < floor or tokens.sentence[at] != tokens.sentence[draft.first]:
        return None
    if before == "by":
        return _by(tokens, at)
    if (
        before == "of"
        and tokens.at(at - 1) in _NOUNS
        and (_measured(draft) or draft.kind == "money")
        and tokens.at(at - 1) not in ("loss", "losses", "gains", "gain")
    ):
        return _NOUNS[tokens.at(at - 1)]
    if before in ("up", "down") and _measured(draft):
        return _up(tokens, draft, at)
    if before in _VERBS and before not in _BY_ONLY and (_measured(draft) or draft.kind == "money"):
        return _VERBS[before]
    if (
        before in _BY_ONLY
        and before in _VERBS
        and (draft.kind == "share" or draft.unit in ("point", "percentage point"))
        and draft.unit
    ):
        return _VERBS[before]
    if before in ("another", "a", "further") and tokens.at(at - 1) in _VERBS and _measured(draft):
        return _VERBS[tokens.at(at - 1)]
    return None


def _by(tokens: Tokens, at: int) -> Way | None:
    """The verb or noun of change that "by" goes with, the nearest; "up" and "down" stand right before."""
    if tokens.at(at - 1) in ("up", "down"):
        linked = tokens.at(at - 2) in _LINKING or tokens.at(at - 2) in (
            ",",
            "–",
            "—",
            "-",
            "went",
            "gone",
            "going",
        )
        return ("up" if tokens.at(at - 1) == "up" else "down") if linked else None
    for step in range(at - 1, max(-1, at - _REACH), -1):
        word = tokens.low[step]
        if tokens.sentence[step] != tokens.sentence[at] or word in (".", ";", ":", "“", "”", '"'):
            return None
        if word in _VERBS or word in _NOUNS:
            return _VERBS.get(word) or _NOUNS.get(word)
    return None


def _up(tokens: Tokens, draft: Draft, at: int) -> Way | None:
    """ "up eight points", "was down 3 percent": the figure takes the word."""
    far = tokens.at(at - 1)
    if far in _UP_OF_VERB:
        return None
    draft.first = at
    return "up" if tokens.low[at] == "up" else "down"


def _after(tokens: Tokens, draft: Draft) -> Way | None:
    """ "a 12 percent increase", "a four-point dip", "5 percent higher", "2 feet shorter"."""
    at = draft.last
    if not _measured(draft) or at >= len(tokens) or not tokens.joined(at):
        return None
    word = tokens.low[at]
    if word in _DEGREES:
        draft.last = at + 1
        return _DEGREES[word]
    if word in ("more", "less") and draft.unit == "%":
        return "up" if word == "more" else "down"
    article = (
        tokens.at(draft.first - 1) in ("a", "an", "the", "another", "its", "this", "to") or draft.hyphened
    )
    if word in _NOUNS and (article or tokens.at(at + 1) in ("in", "on", "from", "over", "of")):
        return _NOUNS[word]
    return (
        _NOUNS[tokens.at(at + 1)]
        if article
        and tokens.at(at + 1) in _NOUNS
        and tokens.at(at + 2) in ("in", "on", "from", ".", ",")
        and word.isalpha()
        else None
    )
