"""Names of parties and places in annotated reports: the proper names in their wordings, and where they stand.

Annotators wrote down how a report words its parties, descriptions and pronouns among them ("the Norland
minister Orla Venn", "the ministry", "we"); only the names in these wordings are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from secondsource.model.span import Span
from secondsource.text import Segments
from training.marks import Name
from training.tokens import flat, names_at, whole_words

TYPES = frozenset({"person", "organization", "unit", "place", "document"})


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words that stand before a person's name and are no part of it, without their full stop.
TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady madam president vice-president premier prime
    minister chancellor secretary undersecretary deputy vice acting former foreign home chief chair
    chairman chairwoman chairperson director commissioner spokesman spokeswoman spokesperson senator sen
    congressman congresswoman representative rep delegate governor gov mayor councillor councilman
    speaker ambassador consul attorney judge justice magistrate sheriff marshal general gen major maj
    colonel col lieutenant lt captain capt commander cmdr sergeant sgt corporal cpl private pvt admiral
    adm brigadier brig inspector superintendent detective constable officer chief-of-staff king queen
    prince princess emperor duke duchess count countess baron sheikh shaikh sheik emir sultan shah pope
    cardinal archbishop bishop father fr pastor reverend rev rabbi imam ayatollah mullah brother sister
    coach editor correspondent reporter analyst economist lawyer advocate special presidential envoy
    adviser advisor affairs whip leader minority majority republican democrat democratic conservative
    labour liberal
    """
)
_ARTICLES = _words("the a an this that these those his her its their our my both another some all")
_PARTICLES = _words(
    "de da do dos du di del della der den van von bin ibn al el la le abu y e ap ben ter ten zu st"
)
_SMALL = _words("of for the and in on to at by with de la le du des von van al el y") | {"s", "t"}
# Words that, alone, are capitalized at the head of a sentence or by habit and still name nobody.
COMMON = _words(
    """
    police officials official state media government court congress parliament senate house army navy
    ministry council committee board department agency company party opposition union administration
    office authorities reports report sources source people they we i he she it you question answer
    investigators researchers doctors rebels guerrillas troops forces experts critics supporters
    witnesses residents republicans democrats our us ours them their his her its this that these those
    who ministers states society judiciary country space hall city island
    """
)
_OWNER = re.compile(r"(?:['’]s|s['’])$")
_UPPER_SHARE = 0.7  # of the letters: above it capitals say nothing (messages sent in capitals)


def names_of_report(segments: Segments, doc: dict[str, Any]) -> tuple[list[Name], frozenset[str]]:
    """Names of the parties (and, where the set has them, places) of an annotated report, and the types known.

    Every place where a name of a party stands is taken, but the words beside these are unknown. Places are
    annotated wherever they stand for the place itself; where their names stand for a government they are
    added, so that no name of an annotated place counts as none.
    """
    text = segments.text
    capitals = in_capitals(text)
    found = [
        (span, party["type"])
        for party in doc["parties"]
        if party["type"] in TYPES
        for words in sorted(_wordings(party, capitals=capitals))
        for span in _places_of(words, text, capitals=capitals)
    ]
    parties = [
        (whole_words(segments, s), kind) for s, kind in found if not _capital_beside(text, s) or capitals
    ]
    names = [Name(words=words, type=kind) for words, kind in parties if words]
    if not doc.get("places"):
        return flat(names), frozenset({"place"} if "places" in doc else ())
    places = names_at(segments, [(Span(p["start"], p["end"]), "place") for p in doc["places"]])
    said = sorted({p["text"] for p in doc["places"]} if not capitals else ())
    more = [(s, "place") for words in said for s in _places_of(words, text) if not _capital_beside(text, s)]
    return flat([*places, *names, *names_at(segments, more)]), frozenset({"place"})


def in_capitals(text: str) -> bool:
    """True where nearly all letters are capitals."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > _UPPER_SHARE * max(1, len(letters))


def _wordings(party: dict[str, Any], *, capitals: bool) -> set[str]:
    """The proper names among the wordings of a party."""
    full = party["name"] or ""
    given = {w for w in [*party["aliases"], full, re.split(r",| \(", full)[0]] if w}
    if capitals:  # the annotator's own name for it has the usual capitals
        given = {
            full[at : at + len(w)] for w in map(_bare, given) if (at := full.lower().find(w.lower())) >= 0
        }
        given = {w for w in given if not in_capitals(w) or " " not in w}
    cores = {core for w in given if (core := name_in(w, party["type"]))}
    if party["type"] != "person":
        return cores
    return {c for c in cores if not any(c != o and " " in o and c.endswith(" " + o) for o in cores)}


def _bare(words: str) -> str:
    return re.sub(rf"^(?:{'|'.join(_ARTICLES)})\s+", "", words, flags=re.IGNORECASE)


def name_in(words: str, kind: str) -> str | None:
    """The proper name in a wording of a party, or None: "Orla Venn" of "the Norland minister Orla Venn"."""
    if kind == "person":
        return _person_in(words)
    bare = _bare(words)
    parts = re.findall(r"\w+", bare)
    if not parts or (len(parts) == 1 and (parts[0].lower() in COMMON or len(parts[0]) < 2)):
        return None
    if kind == "document" and len(parts) < 2:
        return None
    proper = all(p[0].isupper() or p[0].isdigit() or p.lower() in _SMALL for p in parts)
    if not (proper and parts[0][0].isupper() and (parts[-1][0].isupper() or parts[-1].isdigit())):
        return None
    return bare if re.fullmatch(r"[\w .&'’\-/]+", bare) else None


def _person_in(words: str) -> str | None:
    bare = _bare(words)
    head = re.split(r"[,(]", bare)[0].split()
    last = -1  # the last word that is no part of a name
    for at, word in enumerate(head):
        plain = word.strip(".").lower()
        if is_title(word) or (not _capital(word) and plain not in _PARTICLES):
            if plain in {"of", "for", "at", "in", "from"} and at - last > 1:
                head = head[:at]
                break
            last = at
    rest = head[last + 1 :]
    if last >= 0 and (head[last].lower() in _SMALL or _OWNER.search(head[last])):
        # "minister of Norland Orla Venn": how long the country's name is cannot be told
        return None
    owner = max((at for at, w in enumerate(rest) if _OWNER.search(w)), default=-1)
    rest = rest[owner + 1 :]
    if (
        not rest
        or not 1 <= len(rest) <= 5
        or not _capital(rest[-1])
        or (len(rest) == 1 and rest[0].lower() in COMMON)
    ):
        return None
    if bare != words and last < 0:
        return None  # "the South Norlander"
    name = " ".join(rest)
    return name if re.fullmatch(r"[\w .'’\-]+", name) and len(name) > 2 else None


def is_title(word: str) -> bool:
    """True for a word that stands before a person's name: Minister, Gen., Minister-designate."""
    plain = word.strip(".").lower()
    return plain in TITLES or plain.split("-")[0] in TITLES


def _capital(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return bool(letters) and (letters[0].isupper() or any(c.isupper() for c in letters[:4]))


def _places_of(words: str, text: str, *, capitals: bool = False) -> Iterator[Span]:
    """Where the words stand as whole words."""
    flags = re.IGNORECASE if capitals else 0
    for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, flags):
        yield Span(found.start(), found.end())


def _capital_beside(text: str, span: Span) -> bool:
    """True where a single word is part of a longer run of capitalized words, so perhaps of another name.

    A word before it that opens a sentence or is a title does not count.
    """
    if " " in span.of(text):
        return False
    after = re.match(r"(?:['’]s)?[ -](?:of )?([A-Z]\w*)", text[span.end :])
    before = re.search(r"(?:^|(?P<mark>[.!?:;“\"\n]\s*))?\b(\w+\.?)[ -]$", text[: span.start][-40:])
    if after and not after[0].startswith(("'s", "’s")):
        return True
    if not before or not before[2][0].isupper() or before[1] is not None:
        return False
    plain = before[2].strip(".").lower()
    return plain not in TITLES | _ARTICLES | {"in", "on", "at", "from", "and", "but", "as"}
