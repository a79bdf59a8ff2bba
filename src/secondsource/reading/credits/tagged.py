"""Tags: an agency in a dateline's brackets, behind the last words of a paragraph, or on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondsource.model.span import Span
from secondsource.model.statement import Credit, CreditKind, Reason
from secondsource.reading.credits.known import KNOWN, wordset
from secondsource.reading.credits.names import Name, known_form

_PARAGRAPH = re.compile(r"[^\n]+")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = re.compile(rf"\b{_MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{_MONTH}")
_DATELINE = re.compile(r"(?P<place>[^()\n]{0,90}?)\s?[(\[](?P<names>[^()\[\]\n]{2,60})[)\]]\s*(?:[—–-]|--)")
_SLASHED = re.compile(r"(?P<place>[^/\n]{2,70}?)\.?\s+/(?P<names>[^\W\d_][^/\n]{1,40})/")
_OPENS = re.compile(r"[(\[](?P<names>[^()\[\]\n]{2,40})[)\]](?=\s*[A-Z“\"])")
_CLOSES = re.compile(r"[.!?”’\"']\s+[(\[](?P<names>[^()\[\]\n]{2,60})[)\]]\.?\s*$")
_DASHED = re.compile(r"(?:^|[.!?”’\"')])\s*(?:[—–-]|--)\s*(?P<names>[^\n—–]{2,60}?)\.?\s*$")
_SOURCE = re.compile(r"(?:Sources?|Agency|Agencies|Via)\s*:\s*(?P<names>[^\n]{2,60}?)\.?\s*$")
_PARTS = re.compile(r"\s*(?:/|,|;|\band\b|&|\+)\s*")
_WITH = re.compile(
    r"(?:[Ww]ith\s+)?(?P<names>[Aa]gencies|[Aa]gency (?:inputs|reports)|[Ww]ires|[Ww]ire reports)"
)
_PLACE = re.compile(r"(?:[^\W\d_a-z][\w’'.-]*|of|the|de|la|al|el|and|upon|[,/]|\s|\d{1,4}|\.)+")
_INITIALS = re.compile(r"[A-Z]{2,6}")
_SHAPED = re.compile(r"(?:News|Press|Wire|Information)\s+(?:Agency|Service)|Newswires?|Wire|Press|News$")
# Initials in brackets that are countries, states, unions: they tell where, not who reported.
_PLACES = wordset(
    "UK US USA UAE EU UN NATO DC USSR GDR FRG DRC CAR NSW WA SA NT QLD VIC TAS ACT AL AK AZ AR CA CO "
    "CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR RI "
    "SC SD TN TX UT VT VA WV WI WY BC AB ON QC NS NB MB SK OSCE IMF WHO WTO ASEAN BRICS OPEC AU"
)
# Tags of the whole report stand in its first or last lines.
_FIRST, _LAST = 4, 4


def tags(text: str) -> Iterator[Credit]:
    """The tags of a text."""
    lines = list(_PARAGRAPH.finditer(text))
    for number, line in enumerate(lines):
        if number < _FIRST:
            yield from _opening(text, line.start(), line.end())
        yield from _closing(text, line.start(), line.end())
        if number < _FIRST or number >= len(lines) - _LAST:
            yield from _whole(text, line.start(), line.end())


def _opening(text: str, start: int, end: int) -> Iterator[Credit]:
    """A dateline's agency: in brackets before the dash, between slashes, or in brackets at the very start."""
    for form in (_DATELINE, _SLASHED, _OPENS):
        match = form.match(text, start, min(end, start + 160))
        if match is None:
            continue
        place = match["place"].strip() if form is not _OPENS else ""
        if place and _PLACE.fullmatch(place) is None:
            continue
        wire = bool(_DAY.search(place)) or (place.isupper() and len(place) > 2)
        for name, at in _named(text, match, initials=wire and form is not _OPENS):
            if name.sure or wire:
                yield _credit(text, name, at, "credit-dateline")
        return


def _closing(text: str, start: int, end: int) -> Iterator[Credit]:
    """An agency in brackets or behind a dash after the last sentence of a paragraph."""
    tail = max(start, end - 90)
    for form in (_CLOSES, _DASHED):
        match = form.search(text, tail, end)
        if match is None or (form is _DASHED and match.start() == tail > start):
            continue
        code = "credit-tag" if form is _CLOSES else "credit-last-line"
        yield from (_credit(text, name, at, code) for name, at in _named(text, match))
        if form is _CLOSES and (alike := _WITH.fullmatch(match["names"])):
            yield _agencies(text, match.start("names") + alike.start("names"), alike["names"])


def _whole(text: str, start: int, end: int) -> Iterator[Credit]:
    """A line that is nothing but an agency's name, or says that it is the source."""
    line = text[start:end].strip()
    if not 2 <= len(line) <= 70:
        return
    match = _SOURCE.match(text, start, end)
    if match is not None:
        yield from (_credit(text, name, at, "credit-last-line") for name, at in _named(text, match))
        return
    at = text.index(line, start)
    inner = line.strip("()[]*_ .")
    if alike := _WITH.fullmatch(inner):
        yield _agencies(text, at + line.index(inner) + alike.start("names"), alike["names"])
        return
    offset = at + line.index(inner) if inner else at
    found = list(_each(text, offset, offset + len(inner)))
    if found and all(name.agency and name.reason.code == "credit-known" for name, _ in found):
        yield from (_credit(text, name, place, "credit-last-line") for name, place in found)


def _named(text: str, match: re.Match[str], *, initials: bool = False) -> list[tuple[Name, int]]:
    """The names that stand between slashes or commas, with their places; none when one of them is no name."""
    return list(_each(text, match.start("names"), match.end("names"), initials=initials))


def _each(text: str, start: int, end: int, *, initials: bool = False) -> Iterator[tuple[Name, int]]:
    whole = _name(text[start:end].strip(), initials)
    if whole is not None:
        yield whole, start + text[start:end].index(text[start:end].strip())
        return
    at, found = start, []
    for part in _PARTS.split(text[start:end]):
        name = _name(part.strip(), initials) if part.strip() else None
        if name is None:
            return
        at = text.index(part.strip(), at)
        found.append((name, at))
        at += len(part.strip())
    yield from found


def _name(form: str, initials: bool) -> Name | None:
    """A known name, one shaped as an agency's, or initials that are no place where those may stand."""
    if form in _PLACES:
        return None
    name = known_form(form)
    if name is not None and (name.phrase or not (form in KNOWN or _SHAPED.search(form))):
        return None
    if name is None and initials and _INITIALS.fullmatch(form):
        reason = Reason(code="credit-form", values=(form,))
        return Name(begin=0, start=0, stop=len(form), end=len(form), name=form, reason=reason, agency=True)
    return name


def _credit(text: str, name: Name, at: int, code: str, kind: CreditKind = "tag") -> Credit:
    span = Span(at + name.start, at + name.stop)
    return Credit(
        text=text[span.start : span.end],
        spans=(span,),
        name=name.name,
        kind=kind,
        reasons=(Reason(code=code), name.reason),
    )


def _agencies(text: str, at: int, words: str) -> Credit:
    """Agencies that are named as a kind alone."""
    return Credit(
        text=words,
        spans=(Span(at, at + len(words)),),
        name=words.lower(),
        kind="contributed",
        reasons=(Reason(code="credit-tag"), Reason(code="credit-form", values=(words.lower(),))),
    )
