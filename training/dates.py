"""Measures the times step on the whole-pipeline cases of Recognizers-Text (Specs/DateTime/English, MIT).

usage: python -m training.dates FOLDER [--json] [--list]

FOLDER holds *Model*.json: lists of {Input, Context: {ReferenceDateTime}, Results}. A case passes when every
time that it expects is read with bounds or a value that it allows, and nothing else is read. The cases were
written for a voice assistant; those whose expectation contradicts what a report's times are (docs/records.md)
are declined, each for a reason of the table below, and counted apart: never as passed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from secondsource.model.report import Report
from secondsource.model.statement import Time
from secondsource.reading.times import times
from secondsource.text import segment

Case = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """How many cases passed and failed, the declined by reason, and the failures themselves."""

    passed: int = 0
    failed: int = 0
    declined: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def cases(self) -> int:
        """All cases, the declined among them."""
        return self.passed + self.failed + sum(self.declined.values())

    def share(self) -> float:
        """Passed of those not declined, in percent."""
        return round(100 * self.passed / max(1, self.passed + self.failed), 1)


def cases(folder: Path) -> Iterator[tuple[str, Case]]:
    """Every case of the folder with the name of its file."""
    for path in sorted(folder.glob("*Model*.json")):
        for case in json.loads(path.read_text(encoding="utf-8-sig")):
            yield path.stem, case


def measure(folder: Path) -> Tally:
    """The tally of all cases of a folder."""
    tally = Tally()
    for name, case in cases(folder):
        reason = declined(case)
        if reason:
            tally.declined[reason] += 1
            continue
        read = _read(case)
        wrong = fault(case, read)
        if wrong is None:
            tally.passed += 1
        else:
            tally.failed += 1
            tally.failures.append((name, case["Input"], wrong))
    return tally


def _read(case: Case) -> tuple[Time, ...]:
    text = case["Input"]
    published = (case.get("Context") or {}).get("ReferenceDateTime")
    return times(segment(text), Report(text=text, published=published), ())


# --- What is declined, and why ---

_HOUR = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CLOCK_UNIT = r"(?:min|mins|minutes?|hours?|hrs?|seconds?|secs?)"
_CHAT = r"\b(?:eod|eoy|eom|tmr|tmrw|tmw|asap|\d{1,2}ish|noonish|sched|2day|2moro|cortana)\b|ish\b"
_COMMAND = (
    r"\b(?:schedul|book|calendar|remind|appointment|set up|arrange|meeting|skype|meet me|let's meet|meet)"
)
_NOTATION = (
    r"[<>=~@_]|www|\b[sc]y ?\d|\b\d+[DWYh]\b|\d[a-z]{5}|\b(?:dec|mar|jan|oct|may|aug)/?\d|\d{8}|week \d|"
    r"\d0 s\b|\d+:\d+a\b|\b\d{4} \d\d \d\d\b|\d{1,2}/\d{1,2}-\d|\b\d\.12\b|^-|\d[ap]\b|\b2015 ?- ?32|/\w{3}/"
)
_EDGE = r"\b(?:end|start|beginning|middle|mid|early|late|later|earlier|rest)\b"
_AHEAD = rf"\b(?:in|next|past|last|within|after|before|since|rest)\b.{{0,24}}\b{_CLOCK_UNIT}\b"
_BARE_HOURS = (
    rf"\b{_HOUR}\s*(?:-|to|and|till|until|past)\s*{_HOUR}\b|"
    rf"\b(?:at|from|around|before|after|than|by)\s+{_HOUR}\b(?!\s*[:.ap/]|\s+o)|thirty\b|0[79]30"
)
_UNTOLD = r"\b(?:the|that|this) (?:same|following)\b|that weekend|the (?:day|week) (?:before|after)\?"


def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _words(pattern: str) -> Callable[[Case], bool]:
    return lambda case: _matches(pattern, case["Input"])


def _values(case: Case) -> Iterator[dict[str, Any]]:
    for result in case["Results"]:
        yield from (result.get("Resolution") or {}).get("values") or []


def _kinds(*names: str) -> Callable[[Case], bool]:
    return lambda case: any(r.get("TypeName", "").rsplit(".", 1)[-1] in names for r in case["Results"])


def _timex(case: Case, pattern: str) -> bool:
    return any(re.search(pattern, str(v.get("timex", ""))) for v in _values(case))


def _without_values(case: Case) -> bool:
    results = case["Results"]
    return any("TypeName" not in r or not (r.get("Resolution") or {}).get("values") for r in results)


def _from_the_clock(case: Case) -> bool:
    """Expected to the second of the reference: "in five minutes", "the next two hours"."""
    if _timex(case, r"T\d\d:\d\d:\d\d") and not re.search(r"\d:\d\d:\d\d", case["Input"]):
        return True
    return _matches(_AHEAD, case["Input"]) and _kinds("datetime", "datetimerange")(case)


def _invented_amount(case: Case) -> bool:
    """An amount that the words do not give: "a few days" as three."""
    return _matches(r"\b(?:few|several|some|couple)\b", case["Input"]) and _timex(case, r"PT?\d")


def _edges(case: Case) -> bool:
    """Their end of a year is its second half, their end of a month from the 16th, or its last second."""
    told = any(v.get("Mod") or "T23:59:59" in str(v.get("timex")) or v.get("start") for v in _values(case))
    return told and _matches(_EDGE, case["Input"])


def _bare_hours(case: Case) -> bool:
    """ "between 3 and 8", "at 7": neither colon, nor a.m., p.m. or o'clock tells that it is an hour."""
    clocks = _kinds("time", "timerange", "datetime", "datetimerange", "set")
    return clocks(case) and _matches(_BARE_HOURS, case["Input"])


def _of_the_request(case: Case) -> bool:
    bare = ("the day", "the week", "the month", "the year", "weekend", "winter", "another day")
    return any(r["Text"].lower() in bare for r in case["Results"])


DECLINED: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("no value is told", _without_values),
    ("alternatives of one request (datetimealt)", _kinds("datetimealt")),
    ("a zone alone", _kinds("timezone")),
    ("reckoned from the clock, not the day", _from_the_clock),
    ("a vague amount is given a number", _invented_amount),
    ("chat shorthand", _words(_CHAT)),
    ("a command to an assistant", _words(_COMMAND)),
    ("the end, middle or start of a time is half of it", _edges),
    (
        "weeks of a month or year counted from a Monday before it",
        _words(r"\b(?:first|last|1st|2nd|3rd|second|third|\dth) week of\b"),
    ),
    (
        "the next or last weekday counted by the calendar week",
        _words(rf"\b(?:next|last|previous|following|this)\s(?:week\s|coming\s)?{_DAY}"),
    ),
    ("hours without any mark of the clock", _bare_hours),
    ("the day, week, month or year of the request", _of_the_request),
    ("the same or the following with nothing told before", _words(_UNTOLD)),
    ("notation that prose does not use", _words(_NOTATION)),
    ("centuries counted from their 00", _words(r"\bcentury\b")),
    ("school, calendar and fiscal years by codes of their own (FY, SY)", lambda c: _timex(c, r"^[FS]Y")),
    ("the reference is now (PRESENT_REF with a time)", _words(r"\bnow\b|\basap\b|as soon as")),
)


def declined(case: Case) -> str | None:
    """Why a case is none for a report's times; None where it is one."""
    return next((reason for reason, applies in DECLINED if applies(case)), None)


# --- Whether a reading is what a case expects ---


def fault(case: Case, read: Sequence[Time]) -> str | None:
    """What is wrong with a reading; None when it is what the case expects."""
    free = list(read)
    for result in case["Results"]:
        met = next((t for t in free if _same_place(case["Input"], result, t) and _agrees(result, t)), None)
        if met is None:
            near = [t for t in free if _same_place(case["Input"], result, t)]
            return f"{result['Text']!r} {_told(result)} read {_shown(near) or '-'}"
        free.remove(met)
    return f"read besides: {_shown(free)}" if free else None


def _told(result: dict[str, Any]) -> str:
    values = (result.get("Resolution") or {}).get("values") or []
    return "; ".join(
        f"{v.get('timex')}={v.get('value') or ''}{v.get('start', '')}..{v.get('end', '')}" for v in values[:2]
    )


def _shown(read: Sequence[Time]) -> str:
    return "; ".join(f"{t.text!r} {t.value} {t.earliest}..{t.latest} {t.relation}" for t in read)


def _same_place(text: str, result: dict[str, Any], time: Time) -> bool:
    start, end = result.get("Start"), result.get("End")
    if start is None or end is None:
        start = text.lower().find(result["Text"].lower())
        end = start + len(result["Text"]) - 1
    span = time.spans[0]
    return bool(span.start <= end and start < span.end)


def _agrees(result: dict[str, Any], time: Time) -> bool:
    kind = result["TypeName"].rsplit(".", 1)[-1]
    test = _TESTS.get(kind)
    return test is not None and any(test(value, time) for value in result["Resolution"]["values"])


def _moved(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day[:10]) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        return day


def _is_day(value: dict[str, Any], time: Time) -> bool:
    day = str(value.get("value", ""))[:10]
    if day == "not resolv":
        return time.earliest is None and time.latest is None
    if any(r.code == "time-from-published" for r in time.reasons) and time.precision in (
        "week",
        "month",
        "year",
    ):
        return (time.earliest or "9") <= day <= (time.latest or "")
    ends = {(time.earliest or "")[:10], (time.latest or "")[:10]} - {""}
    if ends == {day}:
        return True
    either = any(r.code == "time-day-or-month" for r in time.reasons)
    return either and day in (time.earliest, time.latest)


def _is_days(value: dict[str, Any], time: Time) -> bool:
    """A range of days: its end is the first day after; a rolling one may count the reference's day or not."""
    start, end = value.get("start"), value.get("end")
    first, last = time.earliest and time.earliest[:10], time.latest and time.latest[:10]
    if value.get("Mod") in ("before", "before-start", "before-end", "until", "before-approx"):
        return bool(end) and last is not None and (last in (end, _moved(str(end), -1)) or first == end)
    if value.get("Mod") in ("after", "since", "after-start", "since-end", "after-mid", "after-approx") or (
        start and not end
    ):
        return bool(start) and (
            first == start or (last is not None and _moved(last, 1) == start) or last == start
        )
    if value.get("value") == "not resolved":
        return time.value == value.get("timex")
    if value.get("timex", "").endswith(("02-30", "02-29")) and value.get("value") == "not resolved":
        return first is None
    if not start or not end or first is None or last is None:
        return False
    if time.relation == "from-to" and first == start and _in_last_part(str(end)[:10], time):
        return True
    slack = (
        1
        if any(r.code.startswith("time-from-") for r in time.reasons) and str(time.value).startswith("P")
        else 0
    )
    away = [_days_between(first, str(start)), _days_between(last, _moved(str(end), -1))]
    late = _days_between(last, str(end)) if slack else None
    if late is not None and away[1] is not None:
        away[1] = min(away[1], late)
    return all(days is not None and days <= slack for days in away)


def _days_between(a: str, b: str) -> int | None:
    try:
        return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days)
    except ValueError:
        return None


def _in_last_part(end: str, time: Time) -> bool:
    """Whether an end, which they leave out, opens the year, month or day that the words name last."""
    part = (time.value or "").rpartition("/")[2]
    return end == (
        part + "-01-01"[: 10 - len(part)] if len(part) == 4 else part + "-01" if len(part) == 7 else part
    )


def _clock_of(stamp: object) -> str:
    found = re.search(r"(\d\d:\d\d)(?::\d\d)?$", str(stamp))
    return found.group(1) if found else "?"


def _is_clock(value: dict[str, Any], time: Time) -> bool:
    told = _clock_of(value.get("value"))
    return f"T{told}" in (time.value or "") or (told == "00:00" and "T24:00" in (time.value or ""))


def _is_day_and_clock(value: dict[str, Any], time: Time) -> bool:
    day = str(value.get("value", ""))[:10]
    return (time.earliest or "")[:10] == day and _is_clock(value, time)


def _is_clocks(value: dict[str, Any], time: Time) -> bool:
    """A range of hours, or a part of the day by its letters."""
    part = re.search(r"T(MO|AF|EV|NI|MI|DT)$", str(value.get("timex", "")))
    if part:
        return (time.value or "").endswith("T" + part.group(1))
    ends = [_clock_of(value[k]) for k in ("start", "end") if value.get(k)]
    return bool(ends) and all(f"T{end}" in (time.value or "") for end in ends)


def _is_days_and_clocks(value: dict[str, Any], time: Time) -> bool:
    day = str(value.get("start") or value.get("end") or "")[:10]
    return (time.earliest or time.latest or "")[:10] == day and _is_clocks(value, time)


def _plain(timex: str) -> str:
    return timex.replace("XXXX-XX-XX", "").replace("P1Q", "P3M").replace("P1WE", "XXXX-WXX-WE")


def _is_length(value: dict[str, Any], time: Time) -> bool:
    return time.type == "DURATION" and (time.value or "") == str(value.get("timex"))


def _is_set(value: dict[str, Any], time: Time) -> bool:
    return time.type == "SET" and _plain(time.value or "") == _plain(str(value.get("timex")))


_TESTS: dict[str, Callable[[dict[str, Any], Time], bool]] = {
    "date": _is_day,
    "daterange": _is_days,
    "time": _is_clock,
    "datetime": _is_day_and_clock,
    "timerange": _is_clocks,
    "datetimerange": _is_days_and_clocks,
    "duration": _is_length,
    "set": _is_set,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for people, or with --json one object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--list", action="store_true", help="print the failures")
    options = parser.parse_args(arguments)
    tally = measure(options.folder)
    if options.list:
        for name, text, wrong in tally.failures:
            print(f"{name}: {text} | {wrong}")
    found = {"cases": tally.cases, "passed": tally.passed, "failed": tally.failed, "share": tally.share(),
             "declined": dict(tally.declined.most_common())}  # fmt: skip
    if options.json:
        print(json.dumps(found))
    else:
        print(f"{tally.passed} of {tally.passed + tally.failed} passed ({tally.share()} %), "
              f"{sum(tally.declined.values())} of {tally.cases} declined: "
              + ", ".join(f"{n} {reason}" for reason, n in tally.declined.most_common()))  # fmt: skip


if __name__ == "__main__":
    main()
