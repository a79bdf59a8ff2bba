"""How a time stands to what is told: in it, since it, until it, before it or after it."""

from __future__ import annotations

from secondsource.model.statement import TimeRelation
from secondsource.reading.times.words import APOSTROPHES, Words

# The words before an expression, the nearest last -> relation. The longest that fits wins.
_LEADS: dict[tuple[str, ...], TimeRelation] = {
    ("since",): "since", ("ever", "since"): "since", ("as", "of"): "in", ("starting",): "since",
    ("beginning",): "since", ("starting", "in"): "since", ("starting", "on"): "since",
    ("beginning", "in"): "since", ("beginning", "on"): "since", ("as", "from"): "since",
    ("effective",): "since", ("effective", "from"): "since", ("dating", "from"): "since",
    ("dating", "back", "to"): "since", ("back", "to"): "since", ("until",): "until", ("till",): "until",
    ("til",): "until", ("through",): "until", ("thru",): "until", ("by",): "until",
    ("up", "to"): "until", ("up", "until"): "until", ("no", "later", "than"): "until",
    ("by", "around"): "until", ("by", "about"): "until", ("up", "through"): "until",
    ("before",): "before", ("prior", "to"): "before", ("ahead", "of"): "before",
    ("earlier", "than"): "before", ("in", "advance", "of"): "before", ("pre", "-"): "before",
    ("leading", "up", "to"): "before", ("after",): "after", ("following",): "after",
    ("later", "than"): "after", ("post", "-"): "after", ("shortly", "after"): "after",
    ("beyond",): "after",
}  # fmt: skip
_LONGEST = max(map(len, _LEADS))


def relation(w: Words, first: int, last: int) -> TimeRelation:
    """The relation that the words before an expression give it."""
    at = first - 1 if w.at(first - 1) == "the" else first
    for size in range(_LONGEST, 0, -1):
        if at >= size:
            found = _LEADS.get(tuple(w.lower[at - size : at]))
            if found:
                return "in" if _by_an_agent(w, at - 1, last) else found
    if w.at(at - 1) == "from" and w.at(last) in ("on", "onward", "onwards", "forward"):
        return "since"
    return "in"


def _by_an_agent(w: Words, lead: int, last: int) -> bool:
    """Whether "by" names who or what did it: "shaken by Tuesday's attack"."""
    return w.at(lead) == "by" and w.at(last) in APOSTROPHES and w.at(last + 1) == "s"
