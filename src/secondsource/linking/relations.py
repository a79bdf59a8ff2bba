"""What values say of two wordings before words do: what is settled, what cannot be, and how a conflict is
called.

A later other figure of one count takes the place of the earlier; two that exclude each other on one day are
a conflict; what is counted otherwise, or was not done, is apart.
"""

from __future__ import annotations

from secondsource.linking.compare import Levels, counted_alike, side_of, values_level
from secondsource.linking.stems import stem, words
from secondsource.model.answer import Answer
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
    if not _one_sentence(a, b):
        return None
    one, other = side_of(a), side_of(b)
    if one.stems - one.digits != other.stems - other.digits or levels.asked == "one":
        return None
    if levels.held in ("one", "deed") or levels.forecast == "differs":
        return "apart", "event"
    if levels.times in _APART_TIMES:
        # Of a running total the day is that as of which it is told, and no other happening's.
        return ("conflicts", "number") if _running(a, b, levels) else ("apart", "event")
    if slight(a, b, levels):
        return "apart", "event"
    if levels.places == "other" or levels.parties in ("crossed", "other") or levels.times == "near":
        return None
    if levels.figures in ("other", "maybe-other"):
        return "conflicts", "number"
    if (
        levels.figures in ("none", "equal", "near") and levels.digits in ("none", "same")
    ) or levels.figures == "near":
        if _long_ago(levels) and levels.quotation != "same" and not _known_again(a, b, levels):
            return "apart", "event"
        return ("same", None) if levels.sign == "same" else ("conflicts", "denial")
    return None


def _running(a: Wording, b: Wording, levels: Levels) -> bool:
    """Whether both tell a running total of one count, of days near each other, and the two differ."""
    if levels.figures != "other" or levels.sign != "same" or levels.published not in ("1", "7", "30"):
        return False
    if levels.places == "other" or levels.parties in ("crossed", "other"):
        return False
    alike = [(f, g) for f in a.figures for g in b.figures if counted_alike(f, g) == "sure"]
    return all(f.scope == g.scope == "total" for f, g in alike)


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


def slight(a: Wording, b: Wording, levels: Levels) -> bool:
    """Whether one says too little to be known again: in one or two words ("who have attacked"); or naming
    nobody and no day, months later ("two suspects were arrested"). A sentence printed again word by word is
    known, and so are figures and quotations.
    """
    if levels.quotation == "same" or levels.times in ("same", "within-a", "within-b"):
        return False
    if _known_again(a, b, levels):
        return False
    nameless = not (_names(a) and _names(b))
    if nameless and (levels.published == "more" or (levels.published in _LONG and (a.vague or b.vague))):
        return True
    return any(len(side_of(one).stems) < _FEW for one in (a, b))


def _known_again(a: Wording, b: Wording, levels: Levels) -> bool:
    """Whether one sentence, or one with the same figures, stands in reports that may be of one time: a copy
    without a date is of the time of what it copies.
    """
    return levels.published not in ("30", "more") and (levels.digits == "same" or _printed(a, b))


def _long_ago(levels: Levels) -> bool:
    """Whether days of publication lie far apart, or are not known, and no day of what happened ties the two;
    figures in digits do, for a while.
    """
    if levels.times in ("same", "within-a", "within-b"):
        return False
    kept = levels.published == "30" and levels.digits == "same"
    return levels.published in _LONG and not kept


def _one_sentence(a: Wording, b: Wording) -> bool:
    """Whether most words of both are the same, those that are left out of comparing among them: "he had no
    enemies" and "who killed him" have the same names, and no more.
    """
    ones, others = side_of(a).said, side_of(b).said
    return 2 * len(ones & others) >= max(len(ones), len(others))


def _printed(a: Wording, b: Wording) -> bool:
    """Whether two are one sentence of some length."""
    return a.text.lower() == b.text.lower() and len(a.text.split()) >= _SENTENCE


def _names(wording: Wording) -> bool:
    return any(form.named for form in wording.forms)


_SENTENCE = 6  # words
_FEW = 3  # stems
# Between days of publication; a day that is not known may be any.
_LONG = ("30", "more", "unknown")


def agreed(a: Wording, b: Wording, levels: Levels) -> bool:
    """Whether all values that both tell are the same, and neither tells a figure that the other has not.

    Then a conflict about figures or times is none, and the one that says more is still of the same claim.
    """
    return (
        levels.sign == "same"
        and levels.figures in ("none", "equal", "near")
        and (levels.digits in ("none", "same") or _written(a, b))
        and levels.times not in ("near", *_APART_TIMES)
        and levels.places != "other"
        and levels.parties not in ("other", "crossed")
        and levels.event != "other"
        and levels.held in ("none", "both")
    )


def thin(a: Wording, b: Wording, levels: Levels, *, denies: bool) -> bool:
    """Whether two share too little for a word of the pair reader to make them one claim: few words and no
    like event, or, where one tells but one thing, less than half of the words; a "not" more
    has to be of that very deed, in nearly the same words. Equal figures and quotations are enough. What was
    told a month ago, or nobody knows when, is known by its day alone; and other parties are another matter.

    Of joins on real reports such as these rules bar, reading found one in ten right (training/LOG.md).
    """
    if slight(a, b, levels):
        return True
    if levels.quotation == "same":
        return False
    if _long_ago(levels) or levels.parties in ("other", "crossed"):
        return True
    if _printed(a, b):
        return False
    if _judges(a) != _judges(b) or (_judges(a) and levels.actors != "same"):
        return True
    if levels.event == "none" and levels.words < _DENIED and levels.times != "same":
        return True
    like = levels.event in ("same", "related")
    if levels.sign == "differs":
        return levels.words < _DENIED or levels.event == "other"
    if denies:
        return levels.words < _SOME or levels.event == "other"
    if levels.figures in ("equal", "near"):
        return False
    if levels.published == "7" and levels.words < _HALF:
        return True
    return (levels.words < _SOME and not like) or (levels.words < _HALF and (a.vague or b.vague))


def counted_again(a: Wording, b: Wording, levels: Levels) -> bool:
    """Whether both tell one count: the same figure, and no other, of one thing and deed, within days.

    A count of three digits or more, or that is not round, is hardly met twice by chance; of a smaller one
    most of the words have to be shared.
    """
    if levels.figures not in ("equal", "maybe-equal") or levels.digits not in ("same", "none"):
        return False
    if levels.sign != "same" or levels.held not in ("none", "both") or levels.asked == "one":
        return False
    if levels.forecast == "differs" or levels.published not in ("1", "7"):
        return False
    if levels.places == "other" or levels.parties in ("other", "crossed") or levels.times == "apart":
        return False
    ones, others = ({(f.low, f.high, f.unit) for f in w.figures} for w in (a, b))
    if ones != others:
        return False
    telling = max(_telling(low if low is not None else high) for low, high, _ in ones)
    if levels.event in ("same", "related"):
        least = {1: _MUCH, 2: _HALF}.get(telling, _FEW_SHARED)
    else:
        least = {1: 10, 2: _MUCH}.get(telling, _HALF)
    if levels.figures == "maybe-equal":
        least += 1
    return levels.words >= least


def _telling(value: int | None) -> int:
    """How much a value tells: its digits up to the last that is no nought, one more from a thousand on."""
    if value is None:
        return 0
    whole = abs(value) // 1000
    return len(str(whole).rstrip("0")) + (whole >= 1000) + (value % 1000 != 0)


_MUCH, _FEW_SHARED = 7, 4  # tenths of the words

# Stems of who takes a stand on a deed: that is told of them, and not the deed.
_STANDS = frozenset(
    map(stem, ["condemn", "denounce", "reject", "deplore", "mourn", "repudiate", "lament", "praise"])
)


def _judges(wording: Wording) -> bool:
    return any(stem(word) in _STANDS for word in words(wording.text))


_SOME, _HALF, _DENIED = 4, 5, 8  # tenths of the words


def _written(a: Wording, b: Wording) -> bool:
    """Whether every figure written in digits on one side is a value or in digits on the other: "twelve
    hundred" is 1,200.
    """
    return all(
        digits in told.words or any(_near(digits, value) for value in _values(told))
        for one, told in ((a, b), (b, a))
        for digits in one.words
        if digits[0].isdigit()
    )


def _values(wording: Wording) -> list[int]:
    return [value for f in wording.figures for value in (f.low, f.high) if value is not None]


def _near(digits: str, value: int) -> bool:
    """Whether digits, with commas between thousands, tell a value in thousandths, within a twentieth."""
    whole, _, part = digits.replace(",", "").partition(".")
    if not whole.isdigit() or (part and not part.isdigit()):
        return False
    told = int(whole) * 1000 + int((part + "000")[:3])
    return abs(told - value) * 20 <= abs(value)


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
