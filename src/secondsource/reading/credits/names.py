"""Names of agencies and outlets in running text: known ones, those shaped as such, and common phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondsource.model.statement import Reason
from secondsource.reading.credits.known import DOUBTFUL, KNOWN, wordset

_CAP = r"[^\W\d_a-z][\w&’'.-]*(?<![.’'-])"
_JOIN = r"(?:(?:of|de|del|della|and|for|the|al|el|la|le)\s+){0,2}"
# A word that makes a capitalised name one of an outlet.
_HEADS = wordset(
    "Gazette Times Post Herald Tribune Journal News Courier Chronicle Observer Telegraph Mail Sun Echo "
    "Press Radio TV Television Newswire Newswires Wire Dispatch Examiner Bulletin Globe Sentinel "
    "Inquirer Enquirer Argus Mirror Standard Star Express Broadcasting Zeitung Shimbun Pravda Agency "
    "Lantern Beacon Clarion Ledger"
)
# What a whole outlet may be called after "the"; the others need a name before them.
_ALONE = wordset(
    "Gazette Times Post Herald Tribune Journal Courier Chronicle Observer Telegraph Sun Echo Dispatch "
    "Examiner Bulletin Globe Sentinel Inquirer Enquirer Argus Mirror Star Express Independent Beacon "
    "Ledger Lantern"
)
_BEFORE_AGENCY = re.compile(r"(?:News|Press|Wire|Telegraph|Information|Broadcasting)\s+Agency$")
# Names with such a head that are no outlets.
_NONE = wordset(
    "Royal Mail|Command Post|Border Post|Observation Post|Trading Post|First Post|New Year Times|"
    "Rising Sun|Red Star|North Star|Pole Star|Gold Standard|Orient Express|American Express|"
    "Barbed Wire|Bench Press|Labor Standard|Double Standard|University Press|Canada Post|"
    "Australia Post|Hell Gate Post",
    between="|",
)
_DESCRIBED = (
    r"(?:news\s+agency|news\s+service|newspaper|newspapers|daily|weekly|tabloid|broadcaster|news\s+site|news\s+website|"
    r"news\s+outlet|news\s+channel|news\s+magazine|magazine|radio\s+station|television\s+(?:channel|station)|"
    r"TV\s+(?:channel|station)|wire\s+service|website|outlet)"
)
_ADJECTIVES = (
    r"(?:(?:state|local|official|national|international|foreign|regional|public|private|independent|leading|"
    r"pro-government|opposition|online|investigative|semi-official|business|financial|weekly|daily|"
    r"state-(?:run|owned|controlled|affiliated|linked|backed)|"
    r"[^\W\d_a-z][\w’'-]*)\s+){0,3}"
)
_PHRASE = re.compile(
    r"(?:the\s+)?(?:"
    r"(?P<state>(?:[^\W\d_a-z][\w’'-]*\s+)?(?:[Ss]tate|[Ll]ocal|[Oo]fficial|[Nn]ational|[Rr]egional|[Ff]oreign|"
    r"[Ii]nternational|[Pp]ublic|[Oo]pposition|[Dd]omestic|[Ii]ndependent|[Pp]ro-government|[Ss]everal|[Vv]arious|"
    r"other|[Ss]tate-(?:run|owned|controlled|affiliated|linked|backed))"
    r"(?:\s+(?:news|broadcast|print))?\s+(?:media(?:\s+(?:outlets|reports))?|television|TV|radio|press|"
    r"broadcasters?|newspapers?|news\s+(?:agency|agencies|outlets?|reports?)|agencies|outlets|wire\s+services?))"
    r"|(?P<nation>[^\W\d_a-z][\w’'-]*(?:an|ian|ish|ese|i|ch|sh|ic)\s+(?:state\s+)?"
    r"(?:media(?:\s+(?:outlets|reports))?|television|press|newspapers|news\s+(?:agencies|outlets|reports)))"
    r"|(?P<reports>(?:[Mm]edia|[Nn]ews|[Pp]ress|[Aa]gency|[Ww]ire|[Nn]ewspaper|news\s+agency|wire\s+service)\s+reports)"
    r"|(?P<wires>[Ww]ire\s+services|[Nn]ews\s+agencies|[Nn]ews\s+wires)"
    r")\b(?!\s+(?:conference|briefing|release|secretary|officer|office|centre|center|adviser|corps|pass))"
)
_KNOWN = re.compile(
    r"(?:[Tt]he\s+)?(?P<name>"
    + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(KNOWN, key=len, reverse=True))
    + r")(?![\w-])(?!\.\w)"
)
_FIRST_WORD = re.compile(r"(?:[Tt]he\s+)?([^\W_]+)")
_FIRST = frozenset(found[1] for form in KNOWN if (found := _FIRST_WORD.match(form)))
_OPEN = re.compile(
    rf"(?P<the>[Tt]he\s+)?(?P<name>(?:{_CAP}\s+{_JOIN}){{0,4}}(?:[A-Z]\w+-)?"
    rf"(?P<head>{'|'.join(sorted(_HEADS | _ALONE))}))"
    rf"(?:\s+(?:Agency|Service|Group\s+News|Online|Today|FM)|(?<=Times)\s+of\s+{_CAP})?(?![\w-])"
)
_STATION = re.compile(
    rf"(?P<name>(?:Radio|TV|Channel|Kanal|Télé)\s+(?:\d{{1,3}}|{_CAP})(?:\s+{_CAP})?)(?![\w-])"
)
_OF_THE = re.compile(r"\s(?:of|for|from|with)\s+the\s+")
_NAMED_FIRST = re.compile(
    rf"(?:[Tt]he\s+)?(?P<name>{_CAP}(?:\s+{_JOIN}{_CAP}){{0,3}})\s+(?P<what>{_DESCRIBED})\b"
    r"(?<!website)(?<!outlet)(?<!weekly)"
)
_NAMED_LAST = re.compile(
    rf"(?:(?:[Tt]he|[Aa]n?)\s+)?{_ADJECTIVES}(?P<what>{_DESCRIBED})\s+(?P<name>{_CAP}(?:\s+{_JOIN}{_CAP}){{0,3}})"
)
_KIND_WORD = re.compile(
    r"(?:State|Local|Official|National|Regional|Foreign|International|Public|Opposition|Domestic|Independent|Pro-|"
    r"Several|Various|Media|News|Press|Agency|Wire|Newspaper)"
)
_MONTHS_DAYS = wordset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June "
    "July August September October November December"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in a text: where it stands without its article, what it is called, and how it is known as one.

    begin, end: with its article and description; start, stop: the name alone. sure: not a form that may be
    much else. phrase: a common phrase that names no one outlet. agency: known to supply others, or called so.
    """

    begin: int
    start: int
    stop: int
    end: int
    name: str
    reason: Reason
    sure: bool = True
    phrase: bool = False
    agency: bool = False


def name_at(text: str, at: int, end: int | None = None) -> Name | None:
    """The agency or outlet that is named from a place of the text on; None where none is."""
    end = len(text) if end is None else end
    for find in (_described, _known, _open, _phrase):
        found = find(text, at, end)
        if found is not None:
            return found
    return None


def known_form(form: str) -> Name | None:
    """A whole string as a name: a known form, or one shaped as an agency's or outlet's."""
    found = name_at(form, 0)
    return found if found is not None and found.end == len(form) and found.begin == 0 else None


def _known(text: str, at: int, end: int) -> Name | None:
    first = _FIRST_WORD.match(text, at, end)
    match = _KNOWN.match(text, at, end) if first is not None and first[1] in _FIRST else None
    if match is None:
        return None
    form = " ".join(match["name"].split())
    outlet = KNOWN[form]
    longer = _OPEN.match(text, at, end)
    rest = text[match.end() : longer.end()] if longer is not None else ""
    if longer is not None and rest and " and " not in rest and longer["name"] not in _NONE:
        # "Associated Press Television": a longer name that begins as a known one does.
        return _opened(longer)
    return Name(
        begin=at,
        start=match.start("name"),
        stop=match.end(),
        end=match.end(),
        name=outlet.name,
        reason=Reason(code="credit-known", values=(outlet.name,)),
        sure=form not in DOUBTFUL,
        agency=outlet.agency,
    )


def _open(text: str, at: int, end: int) -> Name | None:
    station = _STATION.match(text, at, end)
    if station is not None:
        return _opened(station)
    match = _OPEN.match(text, at, end)
    if match is None or " ".join(match["name"].split()) in _NONE:
        return None
    alone = match["name"] == match["head"]
    if alone and (match["the"] is None or match["head"] not in _ALONE):
        return None
    if match["head"] == "Agency" and not _BEFORE_AGENCY.search(match["name"]):
        return None
    if match["name"].split()[0] in _MONTHS_DAYS:
        return None
    return _opened(match)


def _opened(match: re.Match[str]) -> Name:
    # "Ida Selby of the Varn Gazette": who is of it is no part of its name.
    start = match.start("name")
    start = max([start, *(start + of.end() for of in _OF_THE.finditer(match[0][start - match.start() :]))])
    name = " ".join(match.string[start : match.end()].split())
    return Name(
        begin=match.start(),
        start=start,
        stop=match.end(),
        end=match.end(),
        name=name,
        reason=Reason(code="credit-form", values=(name.split()[-1],)),
        agency=bool(re.search(r"Agency|Newswires?|Wire|News\s+Service|Press$", name)),
    )


def _described(text: str, at: int, end: int) -> Name | None:
    for form in (_NAMED_LAST, _NAMED_FIRST):
        match = form.match(text, at, end)
        if match is None:
            continue
        name = " ".join(match["name"].split())
        if form is _NAMED_FIRST and _is_adjective(name):
            continue
        outlet = KNOWN.get(name)
        what = " ".join(match["what"].split())
        known = Reason(code="credit-known", values=(outlet.name,)) if outlet else None
        return Name(
            begin=at,
            start=match.start("name"),
            stop=match.end("name"),
            end=match.end(),
            name=outlet.name if outlet else name,
            reason=known or Reason(code="credit-form", values=(what,)),
            agency="agency" in what or "wire" in what,
        )
    return None


def _is_adjective(name: str) -> bool:
    """True for "Varnish" in "the Varnish newspaper", which is no name of it."""
    return " " not in name and bool(re.fullmatch(r"\w+(?:an|ian|ish|ese|ic|ch)", name)) and name not in KNOWN


def _phrase(text: str, at: int, end: int) -> Name | None:
    match = _PHRASE.match(text, at, end)
    if match is None:
        return None
    group = next(name for name in ("state", "nation", "reports", "wires") if match[name] is not None)
    words = " ".join(match[group].split())
    return Name(
        begin=at,
        start=match.start(group),
        stop=match.end(),
        end=match.end(),
        # A capital at the head of a sentence is none of the name; one of a nation is.
        name=words if group == "nation" or _KIND_WORD.match(words) is None else words[0].lower() + words[1:],
        reason=Reason(code="credit-form", values=(words.split()[-1],)),
        phrase=True,
    )
