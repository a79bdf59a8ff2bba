"""Two wordings side by side: for each thing that they can share or differ in, a level by name.

Pure functions of the two; whole numbers only. The levels are what a score is summed from, and the reasons
that it gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import NamedTuple

from secondsource.linking.events import COUNTED_APART, HELD, bare, related
from secondsource.linking.figures import PERSON
from secondsource.linking.periods import exclude, holds, times_level
from secondsource.linking.senses import closeness, sense_of
from secondsource.linking.stems import rarity
from secondsource.model.wording import Figure, Form, Wording


class Levels(NamedTuple):
    """How two wordings compare. -a and -b: of which side it holds.

    words: shared stems by rarity, in tenths of the geometric mean of both. a_in_b, b_in_a: in tenths of one
    side. sign: "same" or "differs" where one negates or denies what the other says. See `compare` for the
    rest.
    """

    words: int
    a_in_b: int
    b_in_a: int
    event: str
    held: str
    digits: str
    left_a: int
    left_b: int
    sign: str
    asked: str
    forecast: str
    actors: str
    parties: str
    figures: str
    times: str
    places: str
    quotation: str
    published: str
    sense: int


class Side:
    """What a comparison looks up of a wording, worked out once."""

    __slots__ = (
        "actor_tags",
        "actors",
        "denies",
        "digits",
        "event",
        "forms",
        "held",
        "names",
        "said",
        "sense",
        "stems",
        "tags",
        "weight",
        "wording",
    )

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.stems = frozenset(wording.words)
        self.weight = sum(map(rarity, self.stems)) or 1
        self.digits = frozenset(stem for stem in self.stems if stem[0].isdigit())
        self.event = bare(wording.event)
        self.held = wording.event.startswith(HELD)
        self.denies = wording.negated != (wording.polarity == "denied")
        self.forms = [Named.of(form) for form in wording.forms]
        self.actors = [Named.of(form) for form in wording.actors]
        self.said = frozenset(wording.text.lower().split())
        self.sense = sense_of(wording.text)
        self.names = any(form.named for form in self.forms)
        self.tags = _tags(self.forms)
        self.actor_tags = _tags(self.actors)


@dataclass(frozen=True, slots=True)
class Named:
    """A form with its words. initials: those of a name of several words, else ""."""

    key: str
    type: str | None
    named: bool
    words: frozenset[str]
    last: str
    initials: str

    @classmethod
    def of(cls, form: Form) -> Named:
        words = form.key.replace("-", " ").split()
        initials = "".join(word[0] for word in words if word not in ("of", "the", "and", "for"))
        return cls(
            key=form.key,
            type=form.type,
            named=form.named,
            words=frozenset(words),
            last=words[-1] if words else "",
            initials=initials if len(initials) > 1 else "",
        )


def _tags(forms: Iterable[Named]) -> frozenset[str]:
    """Words, initials and keys of forms: two of which none is shared name no party in common."""
    found = {word for form in forms for word in form.words} | {form.key for form in forms}
    return frozenset(found | {form.initials for form in forms if form.initials})


_MOST_SIDES = 50_000
_sides: dict[str, Side] = {}


def side_of(wording: Wording) -> Side:
    """The wording's side, kept by its id, which stands for all that it holds."""
    held = _sides.get(wording.id)
    if held is None:
        if len(_sides) >= _MOST_SIDES:
            _sides.clear()
        held = _sides[wording.id] = Side(wording)
    return held


def compare(a: Wording, b: Wording) -> Levels:
    """The levels of two wordings.

    event: same, related, other, or none where a side tells none. held: none, both, one (holds a deed back),
    deed (the very one that the other tells as done). digits: of figures as written, same, differs, only-a,
    only-b, none. left_a, left_b: how many stems one side has for itself, counted as 0, 1, 2, 3, 5 (four or
    five), 9 (more). asked: none, or "one" where a side only asks. actors: same, swapped, other, unknown.
    parties: same, some (shared), other (each names one that the other does not, none shared), only-a,
    only-b, none. figures, times, places: as `figures_level`, `times_level`, `places_level` tell. published:
    days between, as 1, 7, 30, more or unknown. sense: tenths of the cosine of what both are about.
    """
    one, other = side_of(a), side_of(b)
    common = one.stems & other.stems
    shared = sum([rarity(stem) for stem in common])
    return Levels(
        words=10 * shared // isqrt(one.weight * other.weight),
        a_in_b=10 * shared // one.weight,
        b_in_a=10 * shared // other.weight,
        event=_event(one.event, other.event),
        held=_held(one, other),
        digits=_digits(one.digits, other.digits),
        left_a=_LEFT[min(len(one.stems - common), len(_LEFT) - 1)],
        left_b=_LEFT[min(len(other.stems - common), len(_LEFT) - 1)],
        sign="same" if one.denies == other.denies else "differs",
        asked="one" if (a.polarity == "questioned") != (b.polarity == "questioned") else "none",
        forecast="same" if a.forecast == b.forecast else "differs",
        actors=_actors(one, other),
        parties=_parties(one, other),
        figures=figures_level(a.figures, b.figures),
        times=times_level(a, b),
        places=places_level(a.places, b.places),
        quotation="none"
        if not (a.quotation and b.quotation)
        else "same"
        if a.quotation == b.quotation
        else "other",
        published=_published(a.day, b.day),
        sense=max(0, closeness(one.sense, other.sense) // 10),
    )


def _event(one: str, other: str) -> str:
    if not one or not other:
        return "none"
    return "same" if one == other else "related" if related(one, other) else "other"


_LEFT = (0, 1, 2, 3, 5, 5, 9)


def _held(one: Side, other: Side) -> str:
    if one.held == other.held:
        return "both" if one.held else "none"
    return "deed" if one.event == other.event else "one"


def _digits(ones: frozenset[str], others: frozenset[str]) -> str:
    if not ones and not others:
        return "none"
    if ones == others:
        return "same"
    return "only-a" if others <= ones else "only-b" if ones <= others else "differs"


def alike(one: Named, other: Named) -> bool:
    """Whether two forms may well be one party: one name, a part of it, or its initials."""
    if one.key == other.key:
        return True
    if one.named != other.named:
        return False
    if not one.named:
        return one.last == other.last
    if one.words <= other.words or other.words <= one.words:
        return True
    if one.type == other.type == "person" or one.type is None or other.type is None:
        return one.last == other.last
    return one.initials == other.key or other.initials == one.key


def _met(ones: Sequence[Named], others: Sequence[Named]) -> bool:
    return any(alike(one, other) for one in ones for other in others)


def _parties(a: Side, b: Side) -> str:
    ones, others = a.forms, b.forms
    if not ones or not others:
        return "only-a" if ones else "only-b" if others else "none"
    if a.tags.isdisjoint(b.tags):
        return "other" if a.names and b.names else "unlike"
    left = [one for one in ones if one.named and not _met([one], others)]
    right = [other for other in others if other.named and not _met([other], ones)]
    if _met(ones, others):
        return "crossed" if left and right else "more-a" if left else "more-b" if right else "same"
    return "other" if left and right else "unlike"


def _actors(one: Side, other: Side) -> str:
    if not one.actors or not other.actors:
        return "unknown"
    if not one.actor_tags.isdisjoint(other.actor_tags) and _met(one.actors, other.actors):
        return "same"
    if _met(one.actors, other.forms) and _met(other.actors, one.forms):
        return "swapped"
    named = any(form.named for form in one.actors) and any(form.named for form in other.actors)
    return "other" if named else "unlike"


# Figures


def figures_level(ones: Sequence[Figure], others: Sequence[Figure]) -> str:
    """none, only-a, only-b; of figures that count the same in one scope: equal, near (one within the words'
    own slack), within-a (a is the more exact), within-b, other (they exclude each other); of figures of one
    unit of which it is not sure that they do: maybe-equal, maybe-other; else apart.

    Of several figures the one that differs most tells.
    """
    if not ones or not others:
        return "only-a" if ones else "only-b" if others else "none"
    found = {level for one in ones if (level := _best(one, others))}
    for level in _BY_WEIGHT:
        if level in found:
            return level
    return "apart"


_BY_WEIGHT = ("other", "within-a", "within-b", "near", "equal", "maybe-equal", "maybe-other")
_BY_FIT = ("equal", "near", "within-a", "within-b", "other", "maybe-equal", "maybe-other")


def _best(one: Figure, others: Iterable[Figure]) -> str | None:
    found = set()
    for other in others:
        fit = counted_alike(one, other)
        if fit:
            level = values_level(one, other)
            found.add(level if fit == "sure" else "maybe-other" if level == "other" else "maybe-equal")
    return next((level for level in _BY_FIT if level in found), None)


def counted_alike(one: Figure, other: Figure) -> str:
    """Whether two figures count the same in one scope: "sure", "maybe" or "" (they do not)."""
    if (
        one.unit != other.unit
        or one.outlook != other.outlook
        or (one.relation in _CHANGES) != (other.relation in _CHANGES)
    ):
        return ""
    if one.scope != other.scope and (one.scope in _PARTIAL or other.scope in _PARTIAL):
        return ""
    if _differ(one.area, other.area) or _differ(one.since, other.since):
        return ""
    if one.event != other.event and one.event in COUNTED_APART and other.event in COUNTED_APART:
        return ""
    if one.event == other.event:
        loose = PERSON in (one.of, other.of) or not one.of or not other.of
        return "sure" if one.of == other.of or loose else "maybe"
    if one.event and other.event and not related(one.event, other.event):
        # Those who left and those who found a bed are two counts; of lorries it is not so sure.
        return "maybe" if one.of == other.of and one.of not in ("", PERSON) else ""
    if one.of == other.of:
        return "sure" if one.of not in ("", PERSON) else "maybe"
    return "maybe" if PERSON in (one.of, other.of) or not one.of or not other.of else ""


_CHANGES = ("up", "down")
_PARTIAL = ("part", "period", "backlog")
_SLACK = 20  # two figures within a twentieth are one where either is round or called approximate


def _differ(one: int | str | None, other: int | str | None) -> bool:
    return one is not None and other is not None and one != other


def values_level(one: Figure, other: Figure) -> str:
    """equal, near, within-a, within-b or other, by the bounds alone."""
    if (one.low, one.high) == (other.low, other.high):
        return "equal"
    if exclude((one.low, one.high), (other.low, other.high)):
        return "near" if _rounded(one, other) else "other"
    if holds((one.low, one.high), (other.low, other.high)):
        return "within-b"
    return "within-a" if holds((other.low, other.high), (one.low, one.high)) else "near"


def _rounded(one: Figure, other: Figure) -> bool:
    """Whether the gap is one that rounding makes."""
    values = [v for f in (one, other) for v in (f.low if f.low is not None else f.high,) if v is not None]
    if len(values) < 2 or abs(values[0] - values[1]) * _SLACK > max(map(abs, values)):
        return False
    return one.approximate or other.approximate or any(_round(value) for value in values)


def _round(value: int) -> bool:
    """Whether a figure of at least three digits has but two that are not nought."""
    digits = str(abs(value) // 1000)
    return len(digits) >= 3 and digits[2:].strip("0") == ""


def places_level(ones: Sequence[int | str], others: Sequence[int | str]) -> str:
    """none, only-a, only-b, same, some (shared), other."""
    if not ones or not others:
        return "only-a" if ones else "only-b" if others else "none"
    shared = set(ones) & set(others)
    if not shared:
        return "other"
    return "same" if len(shared) == len(set(ones) | set(others)) else "some"


def _published(one: int | None, other: int | None) -> str:
    if one is None or other is None:
        return "unknown"
    gap = abs(one - other)
    return "1" if gap <= 1 else "7" if gap <= 7 else "30" if gap <= 30 else "more"
