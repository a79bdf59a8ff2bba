"""The phrases before and after a number that give its bounds, and the relation that each makes."""

from __future__ import annotations

from collections.abc import Mapping

from secondsource.model.statement import NumberRelation

_BEFORE: dict[NumberRelation, str] = {
    ">": (
        "more than; greater than; higher than; over; above; beyond; upwards of; upward of; in excess of; "
        "exceeding; exceeds; exceeded; exceed; surpassing; surpassed; surpasses; topping; topped; no fewer "
        "than just over; north of; better than; not just; >; more then; to more than"
    ),
    ">=": (
        "at least; more than or equal to; greater than or equal to; at least or equal to; no fewer than; no "
        "less than; not less than; not fewer than; a minimum of; minimum of; at minimum; at the very least; "
        "as few as; as little as; as low as; a low of; min .; upwards from; starting at; starting from; ≥; "
        "⩾; > =; at the least; atleast; not under; no smaller than; no lower than; at least another; "
        "minimum term of; a minimum term of; minimum sentence of; a good"
    ),
    "<": (
        "less than; fewer than; under; below; almost; nearly; not quite; just short of; short of; just shy "
        "of; shy of; close on; nigh on; approaching; nearing; lower than; south of; <; less then; "
        "well-nigh; verging on"
    ),
    "<=": (
        "up to; less than or equal to; fewer than or equal to; at most; at the most; no more than; not more "
        "than; no greater than; no higher than; as many as; as much as; as high as; as long as; as far as; "
        "as large as; a maximum of; maximum of; max .; at maximum; within; limited to; capped at; to a "
        "maximum of; ≤; ⩽; < =; not exceeding; no longer than; not over; up to a maximum of; no larger "
        "than; not exceed; as deep as; as tall as; as fast as; as wide as; as heavy as; upto; not above; "
        "anything up to"
    ),
    "~": (
        "some; about; around; roughly; approximately; approx; approx .; circa; c .; ca; ca .; ~; ∼; ≈; ≃; "
        "≅; close to; nearly about; in the region of; in the order of; on the order of; of the order of; "
        "something like; in the vicinity of; in the neighborhood of; an estimated; in the neighbourhood of; "
        "estimated; estimated at; an estimated total of; somewhere around; or about; more or less; "
        "estimated to be; an average of about; give or take; thereabouts; est .; est; an approximate; "
        "estimated to be around; roughly around; at around; at about; at roughly"
    ),
    "=": (
        "exactly; precisely; only; just; a total of; total of; a mere; mere; merely; no more and no less "
        "than; a whopping; a staggering; an even; a combined; a full; =; a combined total of; a grand total "
        "of; a further; an additional; a net; a round"
    ),
}
# They bound a measure ("longer than three hours"), and compare a count with another ("larger than 58").
_THAN: dict[NumberRelation, str] = {
    ">": "larger bigger longer heavier further farther stronger taller wider deeper faster older",
    "<": "smaller shorter lighter slower weaker narrower younger cheaper",
}
_AFTER_TABLE: dict[NumberRelation, str] = {
    ">=": (
        "or more; or higher; or greater; or above; or over; or better; or longer; or larger; and above; and "
        "over; and up; and more; or upwards; and upwards; plus; - plus; +; or older; and older; and "
        "counting; minimum; at least; at a minimum; at minimum"
    ),
    "<=": (
        "or less; or fewer; or under; or below; or lower; or smaller; or shorter; and under; and below; at "
        "most; at the most; maximum; tops; max; or younger; at best"
    ),
    "~": "or so; or thereabouts; - odd; odd; give or take; - ish; - some; approximately",
}


def _phrases(table: Mapping[NumberRelation, str]) -> dict[tuple[str, ...], NumberRelation]:
    """The words of each phrase of a table; phrases are parted by semicolons."""
    return {tuple(phrase.split()): relation for relation, told in table.items() for phrase in told.split(";")}


SIZES: dict[tuple[str, ...], NumberRelation] = {
    (word, "than"): relation for relation, told in _THAN.items() for word in told.split()
}
BEFORE = _phrases(_BEFORE) | SIZES
AFTER = _phrases(_AFTER_TABLE)
LAST_WORDS = frozenset(words[-1] for words in BEFORE)
