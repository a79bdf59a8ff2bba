"""A reading's parties with what several of them look up: who speaks, where places lie, ages, figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from secondsource.linking.days import day
from secondsource.linking.naming import folded, words
from secondsource.linking.posts import polity
from secondsource.linking.publishers import moment
from secondsource.model.echo import Text

Row = Mapping[str, Any]

_MOST_FIGURES = 12
_AGED = re.compile(r"\s*(?:,\s*(?:aged\s+)?|\(\s*)(\d{1,3})(?=\s*[,)]|-year-old)")
# Behind a name, what still speaks of its bearer: up to what is said, or the end of the sentence.
_CLAUSE = re.compile(
    r",? (?:\(|who\b|which\b|whose\b|until\b|as\b|[a-z]+ed\b)[^.;:\n“”\"]{0,90}", re.IGNORECASE
)
# A short form in brackets, right behind a name.
_IN_BRACKETS = re.compile(r"['’s]{0,2}\s*\(\s*(?:the\s+)?[\"“]?([A-Z][A-Za-z.&-]{1,9})[\"”]?\s*\)")
_DATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_OFFICE = r"(?: (?:\w+ ){0,3}(?:office|post|job|seat|ministry|government|cabinet|position))?"
_LEFT = re.compile(
    rf"\b(?:(?:left|quit|vacated|lost|gave up){_OFFICE}|resigned|stepped down|stood down|retired|until"
    r"|(?:was|were|had been) (?:\w+ )?(?:dismissed|sacked|fired|removed|ousted|replaced|voted out|recalled)"
    r"|(?:term|tenure) (?:ended|expired|ran out))(?: [\w’']+){0,4}(?: (?:in|on|at the end of))?\s*$",
    re.IGNORECASE,
)
_TOOK = re.compile(
    r"\b(?:took (?:office|over|up)|became|(?:was|were) (?:appointed|named|elected|sworn in))"
    r"(?: [\w’']+){0,6}\s*$",
    re.IGNORECASE,
)
_LEAST_FIGURE = 10  # smaller figures are shared by chance


@dataclass(frozen=True, kw_only=True)
class Cast:
    """A reading's parties with what several of them look up."""

    row: Row

    @cached_property
    def parties(self) -> dict[str, Row]:
        return {party["id"]: party for party in self.row["parties"]}

    @cached_property
    def sources(self) -> frozenset[str]:
        """Those who say something, or through whom it is known."""
        said = self.row["statements"]
        told = {s["source"]["party"] for s in said if s["source"] and s["source"]["party"]}
        return frozenset(told | {id for s in said for id in s["chain"]})

    @cached_property
    def towns(self) -> dict[str, str]:
        """Folded names of places that are no states -> the state's name as this report has it, else ""."""
        placed = {folded(p["name"]): p["place"] for p in self.row["parties"] if p["place"]}
        states = {place["country"]: polity(name) for name, place in placed.items() if place["admin1"] is None}
        return {
            name: states.get(place["country"], "")
            for name, place in placed.items()
            if place["admin1"] is not None
        }

    @cached_property
    def named(self) -> dict[str, str]:
        """Folded names and short forms of bodies -> their party."""
        found: dict[str, str] = {}
        for party in self.row["parties"]:
            if party["kind"] == "named" and party["type"] != "person":
                for form in (party["name"], *party["aliases"]):
                    found.setdefault(plain(form), party["id"])
        return found

    @cached_property
    def ends(self) -> dict[str, list[int]]:
        """Where the mentions of each party by name end."""
        found: dict[str, list[int]] = {}
        for mention in self.row["mentions"]:
            if mention["form"] == "name" and mention["party"] and mention["spans"]:
                found.setdefault(mention["party"], []).append(mention["spans"][-1][1])
        return found


def defined(name: str, cast: Cast) -> list[str]:
    """Short forms that the report gives in brackets right behind the name: "Valley Doctors (VD)"."""
    text = (cast.row["report"] or {}).get("text") or ""
    found: set[str] = set()
    at = text.find(name) if "(" in text else -1
    while at >= 0:
        short = _IN_BRACKETS.match(text, at + len(name))
        if short:
            found.add(short[1])
        at = text.find(name, short.end() if short else at + 1)
    return sorted(found)


def shouted(name: str, cast: Cast) -> bool:
    """Whether a word in capitals stands in small letters too: "KOLM" of a dateline is no short form."""
    text = (cast.row["report"] or {}).get("text") or ""
    word = name.split()[-1].capitalize()
    at = text.find(word)
    while at >= 0:
        if _parted(text, at) and _parted(text, at + len(word)):
            return True
        at = text.find(word, at + 1)
    return False


def _parted(text: str, at: int) -> bool:
    """Whether a word begins or ends at a place in a text: `\\b` of regular expressions."""
    before, behind = text[at - 1 : at] if at else "", text[at : at + 1]
    return (before.isalnum() or before == "_") != (behind.isalnum() or behind == "_")


def born(party: str, cast: Cast, published: str | None) -> tuple[int, int] | None:
    """Bounds of the year of birth, where the report gives an age behind the name and has a date."""
    text, when = (cast.row["report"] or {}).get("text") or "", day(published)
    if not text or when is None or published is None:
        return None
    for end in cast.ends.get(party, ()):
        found = _AGED.match(text, end)
        if found and 0 < int(found[1]) < 120:
            year = int(published[:4]) - int(found[1])
            return year - 1, year
    return None


def tenure(party: str, cast: Cast) -> tuple[str, str]:
    """Since and until when somebody holds a post, where the words behind the name tell: "who left office in
    June 2025", "minister until 2019". Values as of the times; "" where they do not tell.
    """
    text = (cast.row["report"] or {}).get("text") or ""
    since, until = "", ""
    told = [m for m in cast.row["mentions"] if m["party"] == party and m["form"] != "pronoun" and m["spans"]]
    for end in sorted({mention["spans"][-1][1] for mention in told}):
        clause = _CLAUSE.match(text, end)
        for time in cast.row.get("times", ()) if clause else ():
            start = time["spans"][0][0] if time["spans"] else -1
            if not (clause and end <= start < clause.end()):
                continue
            before, value = text[end:start], time["value"] or ""
            if not _DATED.fullmatch(value):
                continue
            if time["relation"] == "until" or _LEFT.search(before):
                until = min(filter(None, (until, value)))
            elif time["relation"] == "since" or _TOOK.search(before):
                since = min(filter(None, (since, value)))
    return since, until


def figures(party: str, cast: Cast) -> tuple[str, ...]:
    """The figures that a source gives, but small ones."""
    numbers = cast.row["numbers"]
    found = {
        str(int(numbers[n]["low"]))
        for s in cast.row["statements"]
        if (s["source"] and s["source"]["party"] == party) or party in (*s["chain"], *s["parties"])
        for n in s["numbers"]
        if 0 <= n < len(numbers) and numbers[n]["low"] is not None and numbers[n]["low"] >= _LEAST_FIGURE
    }
    return tuple(sorted(found)[:_MOST_FIGURES])


def plain(text: str) -> str:
    """The folded words of a text without articles."""
    return " ".join(word for word in words(text) if word != "the")


def day_of(row: Row) -> str | None:
    """The day on which a report was published, by its field, else its dateline; None where neither tells."""
    report = row["report"] or {}
    told = Text(report="", text="", published=report.get("published"), dateline=report.get("dateline"))
    found = moment(told)
    return found[:10] if found and len(found) >= 10 else None
