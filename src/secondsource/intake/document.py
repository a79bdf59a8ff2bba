"""Documents that a word processor or printer made: their passages and properties to a report.

What the text says of itself wins. Properties are filled in by programs, templates and whoever typed: a
title that is a file's name, an author that is an account and a day on which a page was printed are none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from secondsource.errors import NoText
from secondsource.intake.byline import byline_of, clean_byline, is_byline, joined
from secondsource.intake.dates import DAY, figure_stamps, iso, latest_day, stamps
from secondsource.intake.found import Found
from secondsource.intake.issuer import plausible_house
from secondsource.intake.options import Given
from secondsource.intake.order import settled
from secondsource.intake.passages import Passage, laid_out
from secondsource.intake.tables import wordset
from secondsource.model.report import Capture, Report

# Passages at the beginning among which headline, byline and day stand.
_OPENING = 8
# A day of saving further from every day that the text names is of another matter; days.
_AROUND = 31
_EARLIEST = "1990-01-01"

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|untitled|unnamed|unbenannt|no title|title|document|doc|draft|"
    r"layout|slide|page|print|template|new|normal|presentation|about:blank|press release|news release|"
    r"statement|letter|memo|report)\b[\s\d_.()-]*(?:-.*)?|.*\.(?:docx?|docm|dotx?|odt|ott|rtf|pdf|txt|html?|indd|qxd|"
    r"pages|wpd|tex|dvi|pptx?|xlsx?)|https?://.*|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR = wordset(
    "user owner author admin administrator microsoft office windows unknown anonymous default libreoffice "
    "openoffice python-docx apache poi root guest staff editor desk reception secretary intern scanner "
    "template hewlett-packard company press communications media department ministry office team pc "
    "laptop home"
)
_NAME_WORD = re.compile(r"[^\W\d_a-z][\w'’.-]*|d[eiu]|d[ae]l|la|le|van|von|der|den|bin|al|y|e")
# Programs that print or scan: the day is that of the print.
_PRINTERS = re.compile(
    r"skia|chrom|mozilla|firefox|safari|webkit|quartz|wkhtml|weasyprint|print|scan|capture|ocr|ghostscript|"
    r"distiller|ilovepdf|smallpdf|pdf-?tk|qpdf|itext|imagemagick",
    re.IGNORECASE,
)
_DAYS = re.compile(rf"(?:{DAY}),?\s+\d{{4}}(?!\d)", re.IGNORECASE)
_RELEASED = re.compile(
    r"^\W*(?:(?:for )?(?:immediate )?release|embargo(?:ed)?(?: until)?|(?:press|news) release|dated?)\b"
    r"[\s:,|–—-]*",
    re.IGNORECASE,
)
_PLACED = re.compile(rf"(?:[^\W\d_a-z][\w'’.-]*,?\s+){{1,5}}(?P<day>(?:{DAY}),?\s+\d{{4}})\.?", re.IGNORECASE)
_LONGEST_STAMP, _LONGEST_TITLE = 80, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a file says of itself. created, changed: days, YYYY-MM-DD; program: what made it.

    publisher: whom it names as one; company: at which it was made.
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    company: str | None = None
    created: str | None = None
    changed: str | None = None
    program: str | None = None
    language: str | None = None


def report_from(
    passages: Sequence[Passage], properties: Properties, *, capture: Capture, given: Given
) -> Report:
    """The report of a document's passages. Raises NoText ("empty") when they hold no words."""
    if not any(letter.isalnum() for passage in passages for letter in passage.text):
        raise NoText("this document holds no text", kind="empty")
    opening = [passage for passage in passages[:_OPENING] if passage.role in ("title", "heading", "text")]
    byline = next((passage for passage in opening if _is_byline_of(passage, properties)), None)
    days = {id(passage): day for passage in opening if (day := _day_in(passage, given)) is not None}
    title = _printed_title(opening, properties, signed=set(days) | {id(byline)})
    dropped = {id(passage) for passage in (title, byline) if passage is not None} | set(days)
    kept = [passage for passage in passages if id(passage) not in dropped]
    if not any(passage.role == "text" for passage in kept):
        kept = list(passages)
    text, blocks = laid_out(kept)
    author = _author(byline, text, properties)
    published = next(iter(days.values()), None) or Found(
        plausible_day(properties, text=text, given=given), "own-data"
    )
    publisher = _publisher(properties)
    return Report(
        text=text,
        path=given.path,
        title=_one_line(title.text) if title else plausible_title(properties.title),
        publisher=publisher.value,
        byline=author.value,
        published=published.value,
        retrieved=given.retrieved,
        language=properties.language or None,
        address=given.address,
        capture=capture,
        blocks=blocks,
        reasons=tuple(
            reason
            for field, found in (("byline", author), ("publisher", publisher), ("published", published))
            if found.value or found.code != "own-data"
            for reason in found.reasons(field)
        ),
    )


def _author(byline: Passage | None, text: str, properties: Properties) -> Found:
    """Who wrote it: by the line at the head of the text, or by another one, or else by the properties."""
    if byline is not None:
        return Found(clean_byline(byline.text.split("|")[0]), "text-byline")
    if (found := byline_of(text)) is not None:
        return found
    return Found(plausible_author(properties.author), "own-data")


def _publisher(properties: Properties) -> Found:
    """The house that a document's properties name as its publisher, or else as the company it is of."""
    if (named := plausible_house(properties.publisher)) is not None:
        return Found(named, "own-publisher")
    company = plausible_house(properties.company)
    return Found(company, "own-company" if company else "own-data")


def _printed_title(
    opening: Sequence[Passage], properties: Properties, *, signed: Container[int]
) -> Passage | None:
    """The headline: set as one, called the title by the properties, or a first line before the byline or day.

    signed: identities of byline and days.
    """
    for passage in opening:
        if passage.role == "title":
            return passage
    said = _folded(plausible_title(properties.title) or "")
    for passage in opening:
        if said and _folded(passage.text) == said:
            return passage
    if not opening:
        return None
    first = opening[0]
    line = _one_line(first.text)
    before = len(opening) > 1 and id(opening[1]) in signed and id(first) not in signed
    if before and len(line) <= _LONGEST_TITLE and not line.endswith((".", ":", ",", ";")):
        return first
    return first if first.role == "heading" else None


def _is_byline_of(passage: Passage, properties: Properties) -> bool:
    """True for a line that is a byline by its words, or nothing but the name of the author."""
    line = passage.text.split("|")[0].strip()
    author = plausible_author(properties.author)
    return is_byline(line) or (author is not None and _folded(line) == _folded(author))


def _day_in(passage: Passage, given: Given) -> Found | None:
    """The day of publication that a line at the beginning is: a stamp, or a place and a day.

    Its value is None for a day in figures of which either may be the month.
    """
    whole = _one_line(passage.text)
    if len(whole) > _LONGEST_STAMP:
        return None
    line, latest = _RELEASED.sub("", whole), latest_day(given.retrieved)
    days = [day for day, published in stamps(line) if published]
    if not days and (match := _PLACED.fullmatch(line)):
        days = [day] if (day := iso(match["day"])) else []
    for day in days:
        if day[:10] <= latest:
            return Found(day, "header", (whole,))
    # What language a word processor was set to says nothing of whoever wrote the figures.
    for figures in (day for day, published in figure_stamps(line) if published):
        return settled(figures, code="header", values=(whole,), others=(), latest=latest, language="")
    return None


def plausible_title(title: str | None) -> str | None:
    """A title of the properties, or None for a file's name, a template's words and what else is no title."""
    line = _one_line(title or "")
    words = line.split()
    if _NO_TITLE.fullmatch(line) or len(words) < 2 or max(map(len, words)) > 40 or len(line) > 300:
        return None
    return line


def plausible_author(author: str | None) -> str | None:
    """The author as a byline gives names; None when not all are people (accounts, programs, offices)."""
    found = [_forename_first(name) for name in re.split(r"\s*[;\n|&]\s*", (author or "").strip())]
    names = [name for name in found if _is_person(name)]
    return joined(names) or None if len(names) == len(found) else None


def _forename_first(name: str) -> str:
    """ "Finch, Orla" as "Orla Finch"."""
    parts = [part.strip() for part in name.split(",")]
    return (
        f"{parts[1]} {parts[0]}"
        if len(parts) == 2 and all(len(part.split()) == 1 for part in parts)
        else name
    )


def _is_person(name: str) -> bool:
    words = name.split()
    known = {word.casefold() for word in words} & _NO_AUTHOR
    return 2 <= len(words) <= 5 and not known and all(map(_NAME_WORD.fullmatch, words)) and not name.isupper()


def plausible_day(properties: Properties, *, text: str, given: Given) -> str | None:
    """The day on which a document was made, where that may be the day of its report: YYYY-MM-DD.

    None for a print or scan, for what was changed on another day, and where every day that the text names is
    another month's.
    """
    day = properties.created
    if (
        day is None
        or not _EARLIEST <= day <= latest_day(given.retrieved)
        or _PRINTERS.search(properties.program or "")
    ):
        return None
    if properties.changed is not None and properties.changed != day:
        return None
    named = [found for match in _DAYS.finditer(text) if (found := iso(match[0])) is not None]
    made = date.fromisoformat(day)
    if named and all(abs((date.fromisoformat(found) - made).days) > _AROUND for found in named):
        return None
    return day


def day_of(stamp: str | None) -> str | None:
    """The day of a time in a file's properties (ISO 8601, or PDF's `D:20260304...`), or None."""
    written = (stamp or "").strip().removeprefix("D:")
    if match := re.match(r"(\d{4})-?(\d{2})-?(\d{2})", written):
        return iso("-".join(match.groups()))
    return None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
