"""A figure of what happened within a stretch of time that others could be compared with."""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.model.statement import Time
from secondsource.reading.clauses import is_event_noun
from secondsource.reading.numbers.around import (
    Around,
    Found,
    found,
    text_of,
)
from secondsource.reading.numbers.events import BEFALLEN
from secondsource.reading.numbers.measured import MOVING, subject_of
from secondsource.reading.numbers.nouns import is_plural, stops, words_in
from secondsource.reading.numbers.totals import record_since
from secondsource.reading.numbers.verbs import THINGS
from secondsource.reading.tags import Range

_UNITS = words_in(
    "hour hours day days night nights week weeks weekend month months quarter quarters year years season "
    "seasons weekends summers winters decade decades century centuries hours' days'"
)
_WINDOW = words_in("past last previous preceding first final next coming same single latest recent following")
_NEAR = 2  # words between a change and its month
_OPENING = 6  # words at the head of a sentence that may name a stretch of time
_ENDING = words_in("to ended ending through")
_EACH = words_in("a an per each every")
_OFF = (["earlier"], ["ago"], ["before"], ["later"], ["after"], ["previously"], ["on"])
_EVERY = words_in(
    "daily weekly monthly yearly annual annually hourly quarterly nightly overnight fortnightly biannually"
)
_THIS = words_in("this last that")
_CALENDAR = words_in("year month quarter season summer winter spring autumn fall decade century term half")
_WEEKLY = words_in("week weekend day night")
_MONTHS = words_in("january february march april may june july august september october november december")
_HAPPENINGS = words_in(
    "attacks strikes airstrikes raids incidents cases crashes accidents crimes offences offenses "
    "complaints applications applicants visits visitors arrivals departures sales jobs flights tests "
    "requests attempts protests fires bombings claims orders purchases votes violations earthquakes "
    "floods storms hurricanes sorties missions operations"
)
_FLOWING = words_in(
    "posted killed died injured wounded hurt arrested detained displaced deported born infected sold "
    "built produced imported exported added created hired recorded reported registered issued granted "
    "launched carried committed visited arrived crossed applied fled returned opened closed treated "
    "tested vaccinated evacuated rescued seized destroyed convicted executed sentenced fired sacked "
    "shipped delivered bought received won lost attributable conducted approved rejected laid cut deaths "
    "stolen robbed published filed signed cancelled canceled delayed suspended rose fell grew increased "
    "declined dropped gained shrank adding creating handled processed served carried transported scored "
    "played performed answered attended enrolled graduated married divorced adopted emigrated immigrated "
    "joined generated consumed burned burnt emitted harvested shot smuggled intercepted detected diagnosed "
    "contracted hospitalised hospitalized admitted discharged trained murdered kidnapped abducted "
    "assassinated ambushed attacked bombed raided burgled rescued caught mined drilled planted felled "
    "climbed jumped surged slipped edged soared plunged increased decreased expanded contracted widened "
    "narrowed doubled tripled slowed accelerated advanced"
)
_PAYING = words_in(
    "raise raised spend spent spending earn earned earning pay paid paying donate donated contribute "
    "contributed made lose lost gain gained receive received give gave invest invested borrow borrowed "
    "collect collected award awarded allocate allocated pledge pledged reach reached provide provided "
    "sent save saved cost totaled totalled took rise cut generate generated budgeted grossed netted "
    "posted booked"
)
_TAKINGS = words_in(
    "revenue revenues profit profits sales income earnings budget spending exports imports deficit surplus "
    "turnover output loss losses donations wages salary salaries receipts takings royalties proceeds "
    "expenditure investment investments trade growth inflation production costs dividends taxes"
)
_SURVEYED = words_in(
    "conducted surveyed polled interviewed questioned sampled surveying polling interviewing canvassed"
)
_LEAVING = words_in("left leaves leaving leave")
_KNOWN = (["the"], ["these"], ["those"], ["both"], ["his"], ["her"], ["their"], ["its"])
_INSIDE = words_in("from with between among at")
_LOCAL = words_in(
    "countries cities departments states provinces towns villages districts counties areas neighborhoods "
    "neighbourhoods locations places regions municipalities"
)
_AT_ONCE = words_in("killed injured wounded hurt destroyed displaced seized")  # what one event may do to many


def period(around: Around) -> Found | None:
    """What happened within a stretch of time that its clause names, or since a time by which it changed."""
    each = every(around)
    if each is not None:
        return found("period", each)
    if around.figure.kind not in {"count", "money", "share", "factor"}:
        return None
    if _beside_the_point(around):
        return None
    window = _window(around)
    if window is not None:
        return found("period", window)
    after = around.said(around.after)
    if "since" in after and after[max(0, after.index("since") - 1)] not in {"time", "first"}:
        return found("period", "since")
    for time_words, time in around.times:
        if time.relation == "since" and not record_since(around, time_words):
            return found("period", text_of(around, time_words), time.earliest)
        if _spans_time(around, time_words, time):
            return found("period", text_of(around, time_words))
    return None


def _beside_the_point(around: Around) -> bool:
    """Whether what is counted only describes what the stretch of time is told of: "with help from 14 donors",
    "a poll of 900 adults taken last week"."""
    at = around.figure.words[1]
    if around.prose.lower[at : at + 1] == ["-"] and around.prose.joined(at):
        return True  # "a five-person crew"
    if around.figure.kind == "count" and around.said(around.before)[-1:] in _KNOWN:
        return True  # "the three clerks" are known, and no count
    before = [w for w in around.said(around.before)[-3:] if w not in {"the", "about", "some", "of"}]
    counted = around.said(around.count.words) if around.count.words else []
    last = before[-1] if before else ""
    if last in _INSIDE and around.figure.kind == "count":
        return True
    if counted and counted[-1] in _LOCAL and last in {"in", "and", "across"}:
        return True
    event = set(around.said(around.count.event)) if around.count.event is not None else set()
    return bool(event & _SURVEYED) or bool(set(before) & {"survey", "poll", "sample"})


def every(around: Around) -> str | None:
    """What says that a count is one of each day, month and so on."""
    figure = around.figure
    if figure.per is not None and (figure.per in _UNITS or figure.per.rstrip("s") in _UNITS):
        brief = figure.per.rstrip("s") in {"hour", "minute", "second"}  # a speed
        return None if figure.kind == "measure" and brief else f"per {figure.per}"
    counted = around.said(around.count.words) if around.count.words else []
    word = next((w for w in counted if w in _EVERY), None)
    behind = around.count.words is not None and around.count.words[0] >= figure.words[0]
    if word is not None and figure.kind != "share" and (behind or figure.kind in {"money", "measure"}):
        return word
    if figure.kind == "measure":
        return None
    lower, (first, _) = around.prose.lower, around.sentence
    head = lower[first : first + 3]
    if head[:1] in (["every"], ["each"]) and head[2:] == [","] and head[1] in _UNITS:
        return f"{head[0]} {head[1]}"
    near = around.said((around.after[0], min(around.after[1], around.after[0] + 8)))
    for k, word in enumerate(near):
        following = near[k + 1] if k + 1 < len(near) else "."
        if word in _EVERY and (stops(following) or not following[0].isalnum()):
            return word
        if word in _EACH and following in _UNITS and not _reckoned(near, k):
            return f"{word} {following}"
    return None


def _reckoned(words: Sequence[str], at: int) -> bool:
    """Whether "a year" says how far off something is: "in a year", "a year earlier"."""
    before = words[at - 1] if at else ""
    return before in {"for", "in", "after", "within", "half", "than"} or words[at + 2 : at + 3] in _OFF


def _window(around: Around) -> str | None:
    """A stretch of time in which was counted, in words: "in the past 24 hours", "over the last century"."""
    end = around.after[1] + 3 * (around.after[1] in around.prose.figure)  # "in each of the past five seasons"
    near = (
        around.said(around.before),
        around.said((around.after[0], min(end, around.sentence[1], around.after[0] + 16))),
    )
    spans = around.following.words if around.following is not None else (0, 0)
    lead = [w for w in around.prose.lower[max(0, spans[0] - 2) : spans[0]] if w != "the"]
    if (
        spans[1]
        and spans[0] < around.after[1]
        and lead[-1:]
        and lead[-1] in {"in", "over", "within", "during"}
    ):
        return f"{lead[-1]} {text_of(around, spans)}"
    for words in near:
        for k, word in enumerate(
            words[:-2] if not _ENDING.isdisjoint(words) else ()
        ):  # "in the year to March", "the three months ended"
            if word in _UNITS and words[k + 1] in _ENDING and "the" in words[max(0, k - 2) : k]:
                return f"{word} {words[k + 1]} {words[k + 2]}"
        for k, word in enumerate(words):
            if word == "course" and words[k - 1 : k + 2] == ["the", "course", "of"] and _opened(words, k - 2):
                unit = next((w for w in words[k + 2 : k + 7] if w in _UNITS), None)
                if unit is not None:
                    return f"the course of {unit}"
            if word in _WINDOW and k and words[k - 1] in {"the", "its", "their"} and _opened(words, k - 2):
                unit = next((w for w in words[k + 1 : k + 6] if w in _UNITS), None)
                if unit is not None:
                    return f"{word} {unit}"
    return None


def _opened(words: Sequence[str], at: int) -> bool:
    if at >= 1 and words[at] == "of" and words[at - 1] in {"each", "every"}:
        return True  # "in each of the past five seasons"
    return at >= 0 and words[at] in {"in", "over", "during", "within", "for", "through"}


def _spans_time(around: Around, words: Range, time: Time) -> bool:
    """Whether a time is a stretch in which things were counted, and not merely when one thing happened."""
    figure = around.figure
    if figure.kind not in {"count", "money", "share"} or time.relation in {"until", "before", "after"}:
        return False
    lower = around.prose.lower
    said = set(around.said(words))
    after = lower[words[1]] if words[1] < around.sentence[1] else ""
    before = lower[words[0] - 1] if words[0] > around.sentence[0] else ""
    if after == "alone":
        return True
    if time.relation == "from-to" or before == "between":
        return figure.kind != "share"
    lead = lower[words[0] - 2] if before == "the" and words[0] - 1 > around.sentence[0] else before
    if lead in {"over", "during", "throughout"} and said & (_CALENDAR | _WEEKLY | _MONTHS):
        return figure.kind != "share" or _changes(around)
    flow = {"money": _paid, "share": _changes}.get(figure.kind, _flows)(around)
    near = 0 <= words[0] - figure.words[1] <= _NEAR and before == "in"  # "fell by 0.3 percent in May"
    level = around.said(around.before)[-1:] in (["from"], ["to"], ["than"], ["at"])
    moved = near and not level and bool(said & _MONTHS) and len(said) == 1
    if not flow or (figure.kind == "share" and not said & _CALENDAR and not moved):
        return False
    if said & _CALENDAR:
        return before not in {"of", "from"}
    if (said & _MONTHS and len(said) == 1) or _year(said):
        return before in {"in", "during", "for", "throughout", "over"} or after == "saw"
    return bool(said & _WEEKLY and said & _THIS and figure.kind == "money")


def _changes(around: Around) -> bool:
    """Whether a share is by how much something changed, or of what happens one by one."""
    event = set(around.said(around.count.event)) if around.count.event is not None else set()
    counted = around.said(around.count.words) if around.count.words is not None else []
    happens = bool(counted) and is_plural(counted[-1]) and (counted[-1] in _HAPPENINGS | BEFALLEN)
    return happens or bool(event & MOVING) or bool(set(counted) & _HAPPENINGS)


def _paid(around: Around) -> bool:
    """Whether an amount was paid or earned bit by bit, and is not the price of one thing."""
    event = around.count.event
    if around.count.words is not None and set(around.said(around.count.words)) & _TAKINGS:
        return True
    if around.said(around.before)[-1:] in (["for"], ["at"]):
        return False  # "sold the mill for $3m": a price
    if around.said(around.before)[-1:] in (["to"], ["from"]) and event is not None:
        return not set(around.said(event)) & MOVING  # "the levy rose from $10 to $30": levels
    return event is not None and bool(set(around.said(event)) & (_PAYING | _FLOWING))


def _year(said: set[str]) -> bool:
    return len(said) == 1 and all(len(w) == 4 and w.isdigit() for w in said)


def _flows(around: Around) -> bool:
    """Whether what is counted happens one by one: deaths, arrests, people killed."""
    counted = set(around.said(around.count.words)) if around.count.words else set()
    if set(around.said(around.before)[-4:]) & _LEAVING:
        return False  # "a massacre that left nine dead last year"
    if counted & (BEFALLEN | _HAPPENINGS):
        return True
    if around.count.words is not None and not around.count.by_deed:
        noun = around.prose.lower[around.count.words[1] - 1]
        if is_plural(noun) and is_event_noun(noun) and noun not in THINGS:
            return True
    event = around.count.event
    if event is None or not set(around.said(event)) & (_FLOWING | BEFALLEN):
        return False
    if event[1] > around.figure.words[0] or not set(around.said(event)) & _AT_ONCE:
        return True
    deed = subject_of(around.prose, event[0], around.sentence[0])
    return deed is None or is_plural(around.prose.lower[deed[1] - 1])  # "the storm killed 60 people in 2013"
