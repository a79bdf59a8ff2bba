"""The one table that turns a reason's code and values into words."""

from __future__ import annotations

from secondsource.model.statement import Reason

# code -> words, with {0}, {1} ... for the values. Whoever finds a reason adds its row here.
WORDS: dict[str, str] = {
    # Times: what they were reckoned from, and why bounds are wide, narrow or missing.
    "time-as-written": "the words give it in full",
    "time-from-published": "reckoned from the date of publication, {0}",
    "time-from-dateline": "reckoned from the report's own dateline, {0}",
    "time-from-told": "reckoned from the time told before, {0}",
    "time-tense-past": "the verb beside it tells of what was",
    "time-tense-future": "the verb beside it tells of what is to come",
    "time-tense-near": "the words look ahead from what was: the nearer one is taken",
    "time-tense-none": "no verb tells whether it was or will be: the last one is taken",
    "time-no-date-known": "no date is known to reckon it from",
    "time-nothing-told": "nothing was told before that it could be reckoned from",
    "time-published-coarse": "the date of publication, {0}, is too coarse to reckon it from",
    "time-vague": "the words give no bounds",
    "time-length": "a length of time that the words tie to no date",
    "time-repeated": "it comes again and again",
    "time-part": "{0} in it: {1} to {2}",
    "time-day-or-month": "day and month could be either way: {0} or {1}",
    "time-order-settled": "another date of the report shows that the {0} comes first",
    "time-order-published": "one way it is the date of publication, {0}",
    "time-no-such-day": "there is no such day: {0}",
    "time-two-digits": "the year {0} is taken for {1}",
    "time-names-document": "the year dates what is named after it",
    "time-fiscal-year": "a fiscal year may begin in another month",
    "time-weekday-differs": "{0} is another day of the week than the words say",
    "time-range-turned": "it would end before it begins",
    "time-before-year-one": "it lies before the year 1, where no calendar day is given",
    "time-outside-calendar": "it lies outside the years 1 to 9999",
    "time-half-of-day-open": "nothing says whether before or after noon",
    "time-zone-open": "{0} stands for more than one zone",
    "time-open-since": "nothing in the text closes it",
    "time-open-until": "nothing in the text says since when",
    # Numbers: what gave the bounds and the unit.
    "number-bounds": "bounds by the words: {0}",
    "number-bounds-shared": "bounded as the measure before it, which it gives in another unit: {0}",
    "number-vague": "no figure, but a bound that surely holds: {0}",
    "number-couple": "two of them: {0}",
    "number-none": "told as none: {0}",
    "number-change": "a change and no level: {0}",
    "number-change-word": "the word itself tells the change: {0}",
    "number-one-in": "{0} of every {1}",
    "number-unit-shared": "the unit stands with the number after it: {0}",
    "number-thousands-points": "points part thousands in this report: {0}",
    "number-too-large": "too large a number to reckon with",
    # Numbers: what is counted, and the scope of the count.
    "counted-before": "counts what stands before it: {0}",
    "counted-by-deed": "no noun says what is counted; the deed does: {0}",
    "counted-unit": "nothing says what is measured; the unit is counted",
    "scope-total": "a total, by the words: {0}",
    "scope-part": "part of a whole, by the words: {0}",
    "scope-period": "the count of a stretch of time, by the words: {0}",
    "scope-backlog": "what still waits, by the words: {0}",
    # Places: why this bearer of the name, and who came next.
    "place-only": "the gazetteer has one place so called that comes into question",
    "place-country": "a country is called so",
    "place-beside": "{0} stands beside it",
    "place-holds": "said to hold {0}",
    "place-type": "it is called a {0}",
    "place-state": "what stands beside it is a state's: a vote, a governor, a court",
    "place-listed": "it stands in a list of regions of the country",
    "place-context": "the report speaks of places or people of {0}",
    "place-home": "the publisher is of {0}",
    "place-people": "the most people of those that come into question: {0}",
    "place-as-told": "the same name was told more fully elsewhere in the report",
    "place-part": "a part of it is meant; the coordinates are those of the whole",
    "place-at": "the coordinates are those of the town whose name it bears",
    "place-within": "not in the gazetteer; the coordinates are those of {0}, where it is said to be",
    "place-scene": "not in the gazetteer; the coordinates are those of {0}, where the report is there",
    "place-not": "the next that came into question: {0}",
}


def words(reason: Reason) -> str:
    """The reason in words for people; a code without a row shows itself and its values."""
    if reason.code in WORDS:
        return WORDS[reason.code].format(*reason.values)
    return " ".join([reason.code.replace("-", " "), *reason.values])
