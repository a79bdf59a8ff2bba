"""All credits of a report: tags, its byline, and names beside the words that credit them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import Credit, Reason
from secondsource.reading.credits import cues
from secondsource.reading.credits.cues import CUES, Cue
from secondsource.reading.credits.known import KNOWN, wordset
from secondsource.reading.credits.names import Name, known_form, name_at
from secondsource.reading.credits.tagged import tags

# How far before a cue a name may begin, in characters and in words.
_BACK_CHARACTERS, _BACK_WORDS, _NEAR = 150, 9, 60
_AND = re.compile(r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*/\s*)")
_LINK, _ENDS_LINK = 8, re.compile(r"(?:,|\band|&|/)\s*$")
_WORD = re.compile(r"[^\W\d_][\w’'/.-]*")
_LAST_WORDS = frozenset(form.split()[-1] for form in KNOWN) | wordset(
    "agency media television TV radio press reports outlets services broadcaster broadcasters "
    "newspapers agencies newspaper daily tabloid website channel"
)
_AGENCIES = re.compile(r"(?:wire|news|other)?\s*[Aa]gencies\b|(?:[Aa]gency|[Ww]ire) (?:reports|inputs)\b")
_BYLINE_PARTS = re.compile(r"\s*(?:[,;|&/]|\band\b|\bwith\b|\bfor\b|\bin\b)\s*|\s+[—–-]\s+")
_STAFF = re.compile(r"(?:news\s+)?(?:agencies|wires|wire (?:reports|services))", re.IGNORECASE)
_BYLINE_WITHIN = 600
_POSSESSIVE = re.compile(r"['’]\w")
_NEXT = re.compile(r"\s+([^\W\d_][\w-]*)")
_SPACE = re.compile(r"\s+")
_ELSEWHERE = re.compile(r"\s+(?:to|for work|back)\b")
_DAY_NEXT = re.compile(r"\w+day\b")


def credits(report: Report) -> tuple[Credit, ...]:
    """The credits of a report in order of their places; those of a byline outside of the text come first.

    Rules alone, and the same for the same text and byline. A place is credited once, for the surest reason.
    """
    found = [*_byline(report), *tags(report.text), *_cued(report.text)]
    taken: set[tuple[int, int]] = set()
    kept = []
    for credit in found:
        place = (credit.spans[0].start, credit.spans[0].end) if credit.spans else None
        if place is not None:
            if any(place[0] < end and start < place[1] for start, end in taken):
                continue
            taken.add(place)
        kept.append(credit)
    return tuple(sorted(kept, key=lambda credit: credit.spans[0].start if credit.spans else -1))


def _byline(report: Report) -> Iterator[Credit]:
    """Agencies that sign the report, alone or beside writers."""
    byline = (report.byline or "").removeprefix("By ").strip()
    parts = [byline] if known_form(byline) else _BYLINE_PARTS.split(byline)
    for part in dict.fromkeys(part.strip() for part in parts):
        name = known_form(part.removeprefix("the ").removeprefix("The "))
        if name is not None and not name.phrase:
            form = part.removeprefix("the ").removeprefix("The ")
            yield _signed(report.text, form, name.name, name.reason)
        elif _STAFF.fullmatch(part):
            yield _signed(report.text, part, part.lower(), Reason(code="credit-form", values=(part.lower(),)))


def _signed(text: str, form: str, name: str, reason: Reason) -> Credit:
    line = next(
        (m for m in re.finditer(r"(?im)^\s*by\b[^\n]*$", text[:_BYLINE_WITHIN]) if form in m[0]), None
    )
    at = None if line is None else line.start() + line[0].index(form)
    spans = () if at is None else (Span(at, at + len(form)),)
    return Credit(
        text=form, spans=spans, name=name, kind="byline", reasons=(Reason(code="credit-byline"), reason)
    )


def _cued(text: str) -> Iterator[Credit]:
    """Names beside cues, in the order of the table of cues."""
    folded = text.lower()
    if len(folded) != len(text):
        # Few capitals have two small letters; such a text is looked through as it is written.
        folded = text
    for cue in CUES:
        at = folded.find(cue.words)
        while at >= 0:
            end = at + len(cue.words)
            if _is_word(text, at, end):
                yield from _behind(text, end, cue) if cue.before else _ahead(text, at, end, cue)
            at = folded.find(cue.words, end)


def _is_word(text: str, at: int, end: int) -> bool:
    return not (at and (text[at - 1].isalnum() or text[at - 1] in "-’'")) and not (
        end < len(text) and (text[end].isalnum() or text[end] in "-’'")
    )


def _behind(text: str, end: int, cue: Cue) -> Iterator[Credit]:
    """The names directly behind a cue; several in a list."""
    bridge = cues.BRIDGE.match(text, end)
    starts = [bridge.end()] if bridge else []
    plain = _SPACE.match(text, end)
    if plain is not None and plain.end() not in starts:
        starts.append(plain.end())
    for at in starts:
        names = list(_listed(text, at, cue))
        if names:
            for name in names:
                yield _credit(text, name, cue)
            return


def _listed(text: str, at: int, cue: Cue) -> Iterator[Name]:
    name = _name(text, at, cue)
    while name is not None:
        link = _AND.match(text, name.end)
        following = _name(text, link.end(), cue) if link else None
        if following is not None or _stands(text, name, cue):
            yield name
        name = following


def _name(text: str, at: int, cue: Cue) -> Name | None:
    """A name at a place; beside a contribution also agencies as a kind."""
    name = name_at(text, at)
    if name is None and cue.loose and (match := _AGENCIES.match(text, at)):
        words = match[0].lower().strip()
        reason = Reason(code="credit-form", values=(words,))
        return Name(
            begin=at, start=at, stop=match.end(), end=match.end(), name=words, reason=reason, phrase=True
        )
    return name


def _stands(text: str, name: Name, cue: Cue) -> bool:
    """True when the name ends there: no word behind it makes it the name of something else."""
    if cues.REPORTERS.match(text, name.end) or cues.REPORT_OF.match(text, name.end):
        return cues.REPORTERS.match(text, name.end) is None or cue.kind in ("told", "citing", "reported-by")
    if _POSSESSIVE.match(text, name.end):
        return cue.kind == "told" and text[name.end + 3 : name.end + 4].isupper()
    match = _NEXT.match(text, name.end)
    if match is None:
        return True
    word = match[1]
    if word in cues.NOT_BEFORE or word in cues.NOT_BEFORE_CAPITALS:
        return False
    if word[0].islower():
        return name.sure or word in cues.FOLLOWING
    # Behind an open name a capital goes on with it ("the Post Office"), but for a day.
    return (name.sure and name.reason.code == "credit-known") or bool(_DAY_NEXT.match(word))


def _ahead(text: str, at: int, end: int, cue: Cue) -> Iterator[Credit]:
    """The name that a cue stands behind."""
    if cue.agencies and not _may_say(text[max(0, at - _NEAR) : at]):
        return
    floor = max(0, at - _BACK_CHARACTERS, text.rfind("\n", 0, at) + 1)
    words = list(_WORD.finditer(text, floor, at))[-_BACK_WORDS:]
    if not _may_end(words) or not _reports(text, end, cue):
        return
    for word in words:
        name = _name(text, word.start(), cue)
        if name is None or (name.begin > floor and text[name.begin - 1].isalnum()):
            continue
        if cues.BACK.fullmatch(text, name.end, at) is None or not _allowed(text, name, end, cue):
            continue
        yield _credit(text, name, cue)
        yield from _before_in_list(text, name, cue)
        return


def _may_say(near: str) -> bool:
    """A quick look at the words before "said", which mostly are somebody's name."""
    words = near.split()
    while words and words[-1] in ("also", "earlier", "later"):
        words.pop()
    return bool(words) and (words[-1].rstrip(".,’'") in _LAST_WORDS or "agency" in words[-4:])


def _may_end(words: list[re.Match[str]]) -> bool:
    """A quick look before names are tried at each word: is there a capital, or a word of the press?"""
    return any(word[0][0].isupper() or word[0] in _LAST_WORDS for word in words)


def _reports(text: str, end: int, cue: Cue) -> bool:
    """False for what is reported to somebody, and where somebody reports on somebody's behalf."""
    return not (cue.kind == "reported-by" and _ELSEWHERE.match(text, end))


def _allowed(text: str, name: Name, end: int, cue: Cue) -> bool:
    known = name.reason.code == "credit-known"
    if cue.agencies:
        return name.phrase or (name.agency and (name.sure or text[name.begin : name.begin + 4] == "the "))
    if cue.words in ("reported", "reports") and not name.agency and not name.phrase:
        return cues.OWN_FIGURES.match(text, end) is None
    if cue.words == "wrote" and not (known or name.phrase):
        return name.reason.code == "credit-form" and text[name.begin : name.begin + 4].lower() == "the "
    return name.sure or cue.words != "report"


def _before_in_list(text: str, name: Name, cue: Cue) -> Iterator[Credit]:
    """The names before the last one of a list ("AFP and Reuters contributed")."""
    until = name.begin
    while _ENDS_LINK.search(text, max(0, until - _LINK), until):
        floor = max(0, until - _NEAR, text.rfind("\n", 0, until) + 1)
        for word in reversed(list(_WORD.finditer(text, floor, until))):
            earlier = _name(text, word.start(), cue)
            if earlier is not None and _AND.fullmatch(text, earlier.end, until):
                yield _credit(text, earlier, cue)
                until = earlier.begin
                break
        else:
            return


def _credit(text: str, name: Name, cue: Cue) -> Credit:
    return Credit(
        text=text[name.start : name.stop],
        spans=(Span(name.start, name.stop),),
        name=name.name,
        kind=cue.kind,
        reasons=(Reason(code="credit-cue", values=(cue.words,)), name.reason),
    )
