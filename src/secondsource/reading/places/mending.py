"""Mentions of places set right: what is none retired, what surely is one added, what acts left a body."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from operator import attrgetter

from secondsource.model.span import Span, hull
from secondsource.model.statement import Mention
from secondsource.reading.places import vocabulary as v
from secondsource.reading.places.choosing import holds
from secondsource.reading.places.gazetteer import Entry, Gazetteer, Kind, key_of
from secondsource.reading.places.signs import LARGE_REGION, firm, going_on, signs
from secondsource.reading.places.spots import Spot, spot_of
from secondsource.text import capitals, smalls

_DOTS = 6  # characters of "U.S.A."
_HEAD = 1500  # characters by which a text in capitals is known
_NAMES_AGAIN = 100  # names that are looked for again
_ASKED = ("place", "organization")  # types of mentions that may be of a place
_TOLD_AGAIN = 4  # letters of a name that is looked for again
_FAR = 400  # characters back to which mentions over a place are looked for
_AROUND = 60  # characters before a name that are looked at
_PARTY_SIGN = re.compile(r"\([RDI]-$")
_SMALL = frozenset(("of", "in", "at", "the", "and"))
_DOTTED = re.compile(r"\bU\.\s?[SK]\.(?:\s?A\.)?")
_SMALL_WORD = re.compile(r"(?:of|in|at|near|from|to)\s+(?=\w\w)")
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]", re.S)
_WORD_BEFORE = re.compile(r"\b([A-Z][\w’'-]+)[ \n]$")
_OF_BEFORE = re.compile(
    r"\b(?:District|Gulf|Bay|Straits?|Sea|Isle|Cape|Republic|Territory)\s+of\s+(?:the\s+)?$", re.I
)
_NAME_AFTER = re.compile(r" [A-Z]")
_BETWEEN = re.compile(r"(?:\s*+,(?:\s++(?:and|or))??|\s++(?:and|or))\s++(?:the\s++)?", re.I)
_GAP = 12  # characters between two places of one list
_HYPHENED = re.compile(r"([A-Z][\w’']+)-$")
_REST = re.compile(r" (?:City|CITY)\b|, ?D\.C\.")
_OF = re.compile(r"\bof\s+$", re.I)
_AFTER_PLACE = re.compile(r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b([A-Z][\w’'-]+), $")
_LISTED = re.compile(r"[A-Z][\w’'-]+,?\s+(?:and|or)\s+(?:the\s+)?$")
_THE = re.compile(r"\bthe\s+$", re.I)
_BESIDE_NAME = re.compile(r"\s*[–-]\s*[A-Z]\w+\s+(?:War|Accord|Agreement|Treaty|Pact|border)")


@dataclass(slots=True)
class Row:
    """One mention with its hull. body: it is named as one who acts, not as where. spot: what it asks for.

    place: it is the name of a place. order: where it stands, the longer ones first.
    """

    mention: Mention
    span: Span
    body: bool = False
    spot: Spot | None = None
    place: bool = field(init=False)
    order: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.order = self.span.start, -self.span.end
        self.place = self.mention.type == "place" and self.mention.form == "name"


def mended(
    places: Gazetteer, text: str, mentions: tuple[Mention, ...], starts: tuple[Span, ...], *, shouting: bool
) -> list[Row]:
    """The mentions in order, with those retired left out and those added. starts: of the paragraphs."""
    rows = [Row(m, m.spans[0] if len(m.spans) == 1 else hull(m.spans)) for m in mentions]
    held = Held(rows)
    kept = [(r, m) for r in rows if (m := _mended(places, text, r, held) if r.mention.type in _ASKED else r)]
    if any(m is not r for r, m in kept) or len(kept) < len(rows):
        held = Held([m for _, m in kept])
    if any(m.span != r.span for r, m in kept):
        one = {m.span: m for _, m in reversed(kept) if m.place}
        held = Held(
            [m for _, m in kept if not m.place or (one[m.span] is m and not _inside_another(m, held))]
        )
    heard = _heard(places, text, held.rows, shouting=shouting)
    held = held if len(heard) == len(held.rows) else Held(heard)
    for span in signs(places, text, starts, shouting=shouting):
        _add(places, text, span, held)
    _add_listed(places, text, held, shouting=shouting)
    _add_again(places, text, held)
    for row in [r for r in held.rows if r.place]:
        row.spot = spot = row.spot or spot_of(places, text, row.span, shouting=shouting)
        at = spot.holder_at
        whole = any(e.kind in (Kind.COUNTRY, Kind.REGION) and e.own for e in spot.holders)
        fits = any(holds(h, e) for h in spot.holders for e in spot.found)
        if at and whole and fits and len(spot.holder) > 3 and "." not in spot.holder:
            _add(places, text, at, held)
    return held.rows


def _heard(places: Gazetteer, text: str, rows: list[Row], *, shouting: bool) -> list[Row]:
    """The mentions without names that neither the gazetteer nor what stands round them calls a place."""
    known: set[str] = set()
    doubted = False
    end = 0  # of the last name that stays
    for row in rows:
        if not row.place:
            continue
        row.spot = spot = spot_of(places, text, row.span, shouting=shouting)
        key = key_of(row.mention.text)
        if not (row.body or spot.found or spot.site or spot.holders):
            doubted = True
            near = end and row.span.start - end <= _GAP
            spot.among = bool(near and _BETWEEN.fullmatch(text, end, row.span.start))
            if key in _surnames(rows) or not (spot.among or _said(text, row.span)):
                continue
        known.add(key)
        end = row.span.end
    return [r for r in rows if not r.place or key_of(r.mention.text) in known] if doubted else rows


def _surnames(rows: list[Row]) -> set[str]:
    """The last words of names that are of no place."""
    named = (key_of(r.mention.text) for r in rows if not r.place and r.mention.form == "name")
    return {key.rsplit(" ", 1)[-1] for key in named}


def _said(text: str, span: Span) -> bool:
    """True where what stands round a name says that it is a place's."""
    before = text[max(0, span.start - _AROUND) : span.start]
    return bool(v.IN.search(before) or v.AFTER.match(text, span.end))


def _add_listed(places: Gazetteer, text: str, held: Held, *, shouting: bool) -> None:
    """Adds names in a list with places: "Hama, Homs and Idlib"."""
    waiting = [r for r in held.rows if r.place and r.spot and r.spot.found]
    while waiting:
        row = waiting.pop()
        found = row.spot.found if row.spot else ()
        span = going_on(places, text, row.span, {e.country for e in found})
        if span and not held.clash(span):
            added = _add(places, text, span, held)
            if added:
                added.spot = spot_of(places, text, added.span, shouting=shouting)
                waiting.append(added)


def _add_again(places: Gazetteer, text: str, held: Held) -> None:
    """Adds names of places that are told again where something is, and were missed there."""
    times: dict[str, int] = {}
    for row in held.rows:
        if row.place and not row.body and row.spot and row.spot.found:
            times[row.mention.text] = times.get(row.mention.text, 0) + 1
    # A bound on the names keeps the time in proportion to the length.
    for name, seen in sorted(times.items())[:_NAMES_AGAIN]:
        at = text.find(name) if len(name) >= _TOLD_AGAIN and text.count(name) > seen else -1
        while at >= 0:
            span = Span(at, at + len(name))
            before, after = text[max(0, at - _AROUND) : at], text[span.end : span.end + 3]
            apart = not after[:1].isalnum() and after[:1] not in ("-", "’", "'")
            more = len(after) > 2 and after[0] == " " and after[1].isupper() and after[2].islower()
            if apart and not more and v.AT.search(before):
                _add(places, text, span, held)
            at = text.find(name, span.end)


def _add(places: Gazetteer, text: str, span: Span, held: Held) -> Row | None:
    """Adds a place's name where no other name stands."""
    if held.clash(span):
        return None
    mention = Mention(text=span.of(text), spans=(span,), type="place", form="name", party=None)
    row = _mended(places, text, Row(mention, span), held)
    if row:
        held.add(row)
    return row


class Held:
    """The mentions by where they stand."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = sorted(rows, key=_order_of)
        self._order = list(map(_order_of, self.rows))
        self._longest = min(max([-end - start for start, end in self._order], default=0), _FAR)

    def add(self, row: Row) -> None:
        """Takes in a mention where it belongs."""
        key = _order_of(row)
        at = bisect_left(self._order, key)
        self._order.insert(at, key)
        self.rows.insert(at, row)
        self._longest = max(self._longest, min(len(row.span), _FAR))

    def over(self, span: Span) -> Iterator[Row]:
        """The mentions that share characters with a span; of very long ones the near ones."""
        at = bisect_left(self._order, (span.start - self._longest, -(1 << 40)))
        while at < len(self.rows) and self._order[at][0] < span.end:
            if self.rows[at].span.overlaps(span):
                yield self.rows[at]
            at += 1

    def clash(self, span: Span) -> bool:
        """True when a name stands over a span, or a mention of the very same characters."""
        return any(r.mention.form == "name" or r.span == span for r in self.over(span))


_order_of = attrgetter("order")


def _mended(places: Gazetteer, text: str, row: Row, held: Held) -> Row | None:
    """One mention as it is meant, or None."""
    if not row.place:
        named = row.mention.type == "organization" and row.mention.form == "name"
        return _place_after_all(places, text, row, held) if named else row
    row = _whole(text, row)
    span = row.span
    name = span.of(text)
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    if not _LETTERS.search(name) or name[0] in "-–." or after[:1] == "$" or _PARTY_SIGN.search(before):
        return None
    if key_of(name) in v.PIECES or key_of(name) in v.SKY or name in _SMALL:
        return None
    if key_of(name) in v.COMPASS and _NAME_AFTER.match(after):
        return None  # the name that follows is the place's
    small = _SMALL_WORD.match(name)
    if small:
        cut = Span(span.start + small.end(), span.end)
        if held.clash(cut):
            return None
        return _mended(places, text, Row(replace(row.mention, text=cut.of(text), spans=(cut,)), cut), held)
    if _in_a_compound(places, before) or (after[:1] == "]" and name.isupper()):
        return None  # "Lan-Chile"; the end of what acronyms stand for
    if (
        (v.LOUD_HEADS if name.isupper() and after.isupper() else v.HEADS).match(after)
        or _BESIDE_NAME.match(after)
        or _inside_another(row, held)
    ):
        return None
    row = _widened(places, text, row, held, before, after)
    known = places.find(key_of(name))
    peoples = known and all(e.kind == Kind.PEOPLE for e in known)
    if peoples or (not known and v.ADJECTIVE.search(name) and re.match(r" [a-z]", after)):
        return replace(row, mention=replace(row.mention, type="nationality", party=None))
    if not known and v.BODY.search(name):
        return replace(row, mention=replace(row.mention, type="organization"))
    return _acting(places, row, before, after, known)


def _in_a_compound(places: Gazetteer, before: str) -> bool:
    """True after a hyphen that joins a name to what is no place."""
    word = _HYPHENED.search(before)
    return word is not None and not places.find(key_of(word[1]))


def _whole(text: str, row: Row) -> Row:
    """The whole of "U.S." for a part of it."""
    span = row.span
    if len(span) > _DOTS:
        return row
    for found in _DOTTED.finditer(text, max(0, span.start - _DOTS), span.end + _DOTS):
        whole = Span(*found.span())
        if whole.covers(span) and whole != span:
            return Row(replace(row.mention, text=whole.of(text), spans=(whole,)), whole)
    return row


def _inside_another(row: Row, held: Held) -> bool:
    """True for a name within a longer name."""
    return any(
        o.mention.form == "name" and o.span != row.span and o.span.covers(row.span)
        for o in held.over(row.span)
    )


def _widened(places: Gazetteer, text: str, row: Row, held: Held, before: str, after: str) -> Row:
    """The name with a word beside it that belongs to it: "Salvador" of "San Salvador"."""
    spans: list[Span] = []
    of = _OF_BEFORE.search(before)
    if of:
        spans.append(Span(row.span.start - len(of[0]), row.span.end))
    word = _WORD_BEFORE.search(before)
    if word and key_of(word[1]) not in ("the", "in", "of", "and"):
        spans.append(Span(row.span.start - len(word[0]), row.span.end))
    rest = _REST.match(after)
    if rest:
        spans.append(Span(row.span.start, row.span.end + rest.end()))
    for span in spans:
        beside = any(o.mention.form == "name" and not span.covers(o.span) for o in held.over(span))
        known = places.find(key_of(span.of(text)))
        if not beside and (firm(known) or any(e.people >= LARGE_REGION for e in known)):
            return Row(replace(row.mention, text=span.of(text), spans=(span,)), span)
    return row


def _acting(places: Gazetteer, row: Row, before: str, after: str, known: tuple[Entry, ...]) -> Row:
    """A country that acts or owns is a body; "US" before a noun is a nationality."""
    name = row.mention.text
    if not any(e.kind == Kind.COUNTRY and e.own for e in known[:2]) and key_of(name) not in v.COUNTRY_CODES:
        return row
    place = _AFTER_PLACE.search(before)
    where = bool(
        v.LOCATIVE.search(before) or (place and places.find(key_of(place[1]))) or _LISTED.search(before)
    )
    adjective = v.AS_ADJECTIVE.match(_quiet(after)) or v.BEFORE_A_POST.match(after)
    if key_of(name) in v.ADJECTIVES and not where and adjective:
        if _THE.search(before):
            return replace(row, body=True)
        return replace(row, mention=replace(row.mention, type="nationality", party=None))
    if (
        v.OWNS.match(after)
        or v.BODY_OF.search(before)
        or (not where and v.DEALT_WITH.search(before))
        or (not where and not _OF.search(before) and v.ACTS.match(after))
    ):
        return replace(row, body=True)
    return row


def _quiet(after: str) -> str:
    """What stands after a name, in small letters where it is in capitals."""
    return after.lower() if len(after) > 1 and after.isupper() else after


def _place_after_all(places: Gazetteer, text: str, row: Row, held: Held) -> Row:
    """The name of a country or state taken for a body, where it says where: "Anna Berg of Texas"."""
    mention, span = row.mention, row.span
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    known = places.find(key_of(mention.text.removeprefix("the ")))
    if not firm(known) or v.HEADS.match(after) or v.OWNS.match(after):
        return row
    state = any(e.kind == Kind.REGION and e.country == "US" and e.own for e in known)
    of_a_person = (
        state
        and _OF.search(before)
        and any(
            o.mention.type == "person"
            for o in held.over(Span(max(0, span.start - 5), max(1, span.start - 3)))
        )
    )
    if v.LOCATIVE.search(before) or of_a_person:
        return replace(row, mention=replace(mention, type="place"))
    return row


def is_shouting(text: str) -> bool:
    """True for a text in capitals."""
    head = text[:_HEAD]
    return capitals(head) > 4 * smalls(head)
