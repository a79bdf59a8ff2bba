"""What values say of two wordings before words do: what is settled, what cannot be, and how a conflict is
called.

A later other figure of one count takes the place of the earlier; two that exclude each other on one day are
a conflict; what is counted otherwise, or was not done, is apart.
"""

from __future__ import annotations

from secondsource.linking.compare import Levels, counted_alike, side_of, values_level
from secondsource.linking.pair_reader import Answer
from secondsource.model.statement import Reason
from secondsource.model.wording import Figure, Label, Wording

SURE = 970  # thousandths, of what values settle
# Thousandths of same, refines-a, refines-b, conflicts, apart.
Parts = tuple[int, int, int, int, int]

_APART_TIMES = ("apart", "late")


def settled(a: Wording, b: Wording, levels: Levels) -> tuple[Label, str | None] | None:
    """Label and facet of a pair of the very same words, that values decide alone; None where words have to.

    "conflicts" with the facet denial is one claim with the other sign.
    """
    one, other = side_of(a), side_of(b)
    if one.stems - one.digits != other.stems - other.digits or levels.asked == "one":
        return None
    if levels.held in ("one", "deed") or levels.times in _APART_TIMES or levels.forecast == "differs":
        return "apart", "event"
    if levels.places == "other" or levels.parties in ("crossed", "other") or levels.times == "near":
        return None
    if levels.figures in ("other", "maybe-other"):
        return "conflicts", "number"
    if (
        levels.figures in ("none", "equal", "near") and levels.digits in ("none", "same")
    ) or levels.figures == "near":
        return ("same", None) if levels.sign == "same" else ("conflicts", "denial")
    return None


def guarded(levels: Levels, parts: Parts, facet: str) -> Parts:
    """The parts without what values rule out: what is ruled out is apart.

    facet: what a conflict would be about.
    """
    same, more_a, more_b, conflicts, apart = parts
    if levels.held == "deed":
        return 0, 0, 0, conflicts, 1000 - conflicts
    if levels.times == "late" or (facet == "number" and levels.figures == "apart"):
        conflicts, apart = 0, apart + conflicts
    if levels.figures == "other" and levels.sign == "same":
        conflicts, same = conflicts + same, 0
    return same, more_a, more_b, conflicts, apart


def facet_of(levels: Levels, answer: Answer | None) -> str:
    """What a conflict of the two is about: what their values differ in, else what the pair reader says."""
    if levels.figures == "other" and levels.sign == "same":
        return "number"
    if answer is not None:
        return answer.facet
    if levels.sign == "differs":
        return "denial"
    if levels.figures == "maybe-other" or levels.digits == "differs":
        return "number"
    if levels.times in ("near", "apart"):
        return "time"
    if levels.actors in ("swapped", "other"):
        return "actor"
    return "place" if levels.places == "other" else "other"


def follows(a: Wording, b: Wording, facet: str, answer: Answer | None) -> Label:
    """Whether a conflict is a later state of one count, and of which: supersedes-a, supersedes-b or
    conflicts.

    As of: since when a count is told, else the day of publication. Of what is no figure, only where the
    reader says so.
    """
    one, other = as_of(a), as_of(b)
    if one is None or other is None or one == other:
        return "conflicts"
    if facet != "number" and (answer is None or answer.supersedes < 500):
        return "conflicts"
    if (
        facet == "number"
        and not any(counted_alike(f, g) for f in a.figures for g in b.figures)
        and answer is None
    ):
        return "conflicts"
    return "supersedes-a" if one > other else "supersedes-b"


def as_of(wording: Wording) -> int | None:
    """The day as of which a wording speaks: that of its publication, else the last day of its times."""
    if wording.day is not None:
        return wording.day
    return max((last for _, last in wording.times if last is not None), default=None)


def figure_reasons(a: Wording, b: Wording) -> list[Reason]:
    """The figures that were compared, and whether a running total fell."""
    for one in a.figures:
        for other in b.figures:
            if counted_alike(one, other):
                level = values_level(one, other)
                found = [Reason(code=f"link-figure-{level}", values=(shown(one), shown(other)))]
                first, last = (one, other) if (as_of(a) or 0) <= (as_of(b) or 0) else (other, one)
                if (
                    level == "other"
                    and first.high is not None
                    and last.low is not None
                    and last.low < first.high
                ):
                    found.append(Reason(code="link-figure-fell", values=(shown(first), shown(last))))
                return found
    return []


def shown(figure: Figure) -> str:
    """A figure's bounds for people."""
    low, high = (("" if v is None else f"{v / 1000:,.10g}") for v in (figure.low, figure.high))
    if low == high:
        return low
    return f"{low} or more" if not high else f"{high} or fewer" if not low else f"{low} to {high}"
