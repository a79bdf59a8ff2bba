"""The words by which a report credits an agency or outlet: what stands before its name, and what behind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondsource.model.statement import CreditKind
from secondsource.reading.credits.known import wordset


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words beside a name, in small letters as they stand in a text. before: they stand before the name.

    agencies: they count beside agencies and common phrases alone ("said"); loose: so do names that only a
    contribution gives ("agencies").
    """

    words: str
    kind: CreditKind
    before: bool = True
    agencies: bool = False
    loose: bool = False


def _cues(words: str, kind: CreditKind, *, before: bool = True, agencies: bool = False) -> list[Cue]:
    return [
        Cue(words=each, kind=kind, before=before, agencies=agencies, loose=kind == "contributed")
        for each in words.split(" ; ")
    ]


# A cue that another one ends with comes first.
CUES: tuple[Cue, ...] = (
    *_cues(
        "reporting by ; reporting from ; inputs from ; input from ; files from ; material from ; "
        "compiled from ; compiled with ; contribution from ; contributions from ; "
        "assistance from",
        "contributed",
    ),
    *_cues("contributed to ; contributed reporting ; also contributed", "contributed", before=False),
    *_cues(
        "told ; speaking to ; spoke to ; interview with ; interview to ; interviewed by ; "
        "comments to ; remarks to ; statement to ; speaking on ; said on ; in an e-mail to ; "
        "in an email to",
        "told",
    ),
    *_cues(
        "citing ; quoting ; cited by ; quoted by ; carried by ; quoting from ; relayed by ; "
        "wrote in ; writing in",
        "citing",
    ),
    *_cues(
        "reported by ; reported in ; reported on ; report by ; report in ; report from ; "
        "reports by ; reports in ; reports from ; report on ; according to ; revealed by ; "
        "published in",
        "reported-by",
    ),
    *_cues(
        "reported ; reports ; report ; is reporting ; quoted ; cited ; wrote", "reported-by", before=False
    ),
    *_cues("said ; says", "reported-by", before=False, agencies=True),
)

# What may stand between a cue and the name behind it.
BRIDGE = re.compile(
    r"\s+(?:both\s+)?"
    r"(?:(?:an?|the|its|earlier|several|unconfirmed|exclusive|[^\W\d_]+day’s|[^\W\d_]+day's)\s+){0,2}?"
    r"(?:(?:[a-z-]+\s+)?(?:reports?|article|dispatch|story|interview|investigation|account|scoop|post|stories)\s+"
    r"(?:published\s+|broadcast\s+|aired\s+|carried\s+)?(?:in|by|from|on|of|to|with)\s+)?"
    r"(?:an?\s+)?"
)
# And between a name and the cue behind it.
BACK = re.compile(
    r"(?:['’]s?)?(?:,\s+(?:citing|quoting|which)\b[^,.;\n]{0,90},|,\s+which(?=\s))?"
    r"(?:\s+(?:first|also|earlier|later|has|have|had|on|in|late|early|separately|previously|then|exclusively|already|"
    r"recently|originally|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|\([A-Za-z]{2,12}\)))*\s+"
)
# Words that a name may be followed by, where the words about it are doubtful.
FOLLOWING = wordset(
    "that in on by at from how why when while after before as he she it they we there the a an his her "
    "its their this these in-person via during over last late early and or but who whether with for "
    "about because if what where which is was had has have would could will reported reports said says "
    "also yesterday today earlier later reporter reporters correspondent correspondents journalist "
    "journalists"
)
# A name before such a word is of somebody or something else that belongs to the outlet or is called after it.
NOT_BEFORE = wordset(
    "exam exams exams’ columnists columnist court board editors executives investors shareholders "
    "employees staff management owner owners subscribers readers viewers listeners audience "
    "photographers photographer photo photos conference summit event events forum poll survey analysts "
    "terminal stylebook style guide index building headquarters offices office newsroom union strike "
    "chief bosses boss lawyers lawyer"
)
NOT_BEFORE_CAPITALS = wordset(
    "Breakingviews Institute Foundation Plus Stylebook Conference Summit Events Company Guild Group "
    "Photo Photos Office Square Club Center Centre Exam Exams Awards Award Museum Tower Building Park "
    "Charter Trust Events Prize Association"
)
# What a firm of such a name reports of itself.
OWN_FIGURES = re.compile(
    r"\s+(?:an?\s+|its\s+|the\s+|their\s+)?(?:[\w$€£.,-]+\s+){0,4}?"
    r"(?:loss|losses|profits?|revenues?|earnings|sales|income|results|turnover|dividend|layoffs)\b"
)
REPORTERS = re.compile(
    r"(?:['’]s?)?\s+(?:reporters?|correspondents?|journalists?|news|report|reports|broadcast|programme|program|radio)\b"
)
REPORT_OF = re.compile(r"(?:['’]s?)?\s+(?:report|reports|story|dispatch|article|investigation|interview)\b")
