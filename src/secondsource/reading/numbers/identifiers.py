"""Numbers that name: T-72, Article 5, Highway 14, +44 20 ..., "1." before an item, 10 Downing Street."""

from __future__ import annotations

from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.modifier_table import LAST_WORDS
from secondsource.reading.numbers.nouns import is_plural, is_verb, stops
from secondsource.reading.numbers.tokens import Tokens, listed
from secondsource.reading.numbers.unit_table import RATES

# A number right after one of these names it, whatever follows ("Article 5", "Highway 14", "page 12").
_NAMED = listed(
    "article articles art section sections sec chapter chapters chap paragraph paragraphs para paras "
    "clause clauses subsection annex annexes appendix schedule page pages p pp footnote note resolution "
    "resolutions highway highways motorway route routes interstate flight flights gate room rooms suite "
    "apartment apt platform channel channels nos figure fig figs table verse verses psalm vol volume "
    "episode ch lot docket proposition prop amendment protocol decree directive regulation form "
    "convention statute ordinance rule rules category categories cat phase phases "
    "version v windows iphone ipad galaxy boeing airbus antonov ilyushin tupolev sukhoi cessna mirage "
    "apollo soyuz xbox playstation peugeot leopard formula mk voyager falcon pixel tel telephone fax "
    "phone postcode zip isbn issn doi id ref reference serial extension ext § № radio am fm ward "
    "district districts precinct precincts zone zones sector sectors block building ring exit junction "
    "terminal pier berth reactor detachment squadron platoon battalion brigade regiment division corps "
    "sura grade grades tier line lines row bed cell camp area type act bill order orders "
    "memorandum circular communique advisory memo code codes model models eq equation refs step "
    "steps lane world war wars union "
    "local chromosome hydrogen carbon uranium plutonium cesium caesium iodine strontium cobalt polonium "
    "psalms vitamin omega level levels group groups unit units plate"
)
# After these a number names only where no plural noun follows it ("In the latest case 12 people died").
_NAMED_UNLESS_COUNTED = listed(
    "case cases class column columns sample samples fraction fractions specimen specimens algorithm class "
    "bus train tram round part title item question lesson law number "
    "numbers group team stage track test trial experiment plan call calls calling dial dialling "
    "dialing dialed dialled phoned called text texted stand seat hole lap heat set scene song bay dock "
    "base point slide box agenda target goal option route top pool camera car patient subject participant "
    "witness exhibit photo picture plot entry schedule site station well"
)
_COUNTED_NOUNS_OFTEN = listed(
    "unit units group groups line lines area order orders level levels camp act bill division corps note "
    "table figure building row world war wars union code model type step block ring local form rule"
)
# Stretches of time are numbered after a preposition ("on day 3"), not where they tell when ("last week").
_NUMBERED_TIMES = listed("week day year month season night game")
_BEFORE_TIMES = listed("to in on of by from until after since at for ( , . :")
_ABBREVIATED = listed("no nos art arts sec p pp vol fig figs ch para tel ext v ref refs eq")
_END_SENTENCES = listed("no art v")  # abbreviations that are words as well
_STREETS = listed(
    "street st avenue ave road rd lane ln drive boulevard blvd square way place terrace crescent court row"
)
_JOINING = listed("to and or by in of us")
_HYPHENS = ("-", "‐", "‑")
_DASHES = ("-", "–")
_OPEN = 12  # words back to which an open bracket is looked for
_LONG = 5  # digits from which a bare numeral is an identifier unless it counts something
_TOO_LONG = 7  # digits from which not even a modifier makes it one


def counts(tokens: Tokens, at: int) -> bool:
    """True when a plural noun stands at the word or after one or two: "12 people", "5 two-door cars"."""
    last = min(at + 3, len(tokens))
    for step in range(at, min(at + 6, len(tokens))):
        word = tokens.low[step]
        if word == "-" and tokens.glued(step) and tokens.glued(step + 1) and step > at:
            last += 2  # the parts of a compound are one word
            continue
        if step >= last or not tokens.joined(step):
            return False
        if is_plural(word) and not is_verb(word):
            return True
        if not word.isalpha() or stops(word):
            return False
    return False


def touched(tokens: Tokens, draft: Draft) -> str | None:
    """Why marks and letters that touch a number make it none: T-72, 10:30, 9/11, 1.2.3, #5, the 50's."""
    first, last = draft.core
    if draft.first == first and first and tokens.glued(first):
        far = tokens.at(first - 2) if tokens.glued(first - 1) else ""
        if why := _touched_before(tokens.at(first - 1), far, draft):
            return why
    if last < len(tokens) and tokens.glued(last) and draft.last == last:
        near = tokens.at(last + 1) if tokens.glued(last + 1) else ""
        if why := _touched_after(tokens.at(last), near, draft):
            return why
    if draft.unit == "degree" and tokens.at(draft.last)[:1].isdigit() and tokens.glued(draft.last):
        return "coordinate"
    return None


def _touched_before(mark: str, far: str, draft: Draft) -> str | None:
    """By the mark before a number, and what touches that."""
    if mark in _HYPHENS and far[-1:].isalpha() and not far[:1].isdigit() and far not in _JOINING:
        return "hyphen"
    if mark in ("#", "@", "_", "№", "§", "=", "&", "%", "\\", "^"):
        return "mark"
    if mark in (":", "/", ".", ",") and far[-1:].isalnum() and not (mark == "," and far.isalpha()):
        return "part"
    if mark == "+" and draft.digits > 1:
        return "telephone"
    return "year" if mark in ("’", "'", "‘") and draft.digits == 2 and not far else None


def _touched_after(mark: str, near: str, draft: Draft) -> str | None:
    """By the mark after a number, and what touches that."""
    rate = mark == "/" and (draft.worded or near.rstrip("s") in RATES)
    if mark in (":", "/", "_", "@", "\\", ".") and near[:1].isalnum() and not rate:
        return "part"
    if mark == "(" and draft.digits and len(near) == 1:
        return "part"
    return "name" if mark in ("’", "'") and near == "s" and draft.digits else None


def names(tokens: Tokens, draft: Draft) -> str | None:
    """ "always" or "unless counted" after a word that numbers name; None after others."""
    first = draft.core[0]
    before = tokens.at(first - 1)
    if not before or not tokens.joined(first):
        return None
    if before == "." and tokens.glued(first - 1):
        short = tokens.at(first - 2)
        same = tokens.sentence[first - 2] == tokens.sentence[first] or short not in _END_SENTENCES
        return "always" if same and short in _ABBREVIATED else None
    if before in ("no", "nos"):
        return "always"
    if before in _NAMED and tokens.sentence[first] == tokens.sentence[first - 1]:
        opens = first == 1 or tokens.sentence[first - 2] != tokens.sentence[first - 1]
        named = tokens.words[first - 1][0].isupper() and not opens
        often = before in _COUNTED_NOUNS_OFTEN and not named
        return "unless counted" if often else "always"
    numbered = before in _NUMBERED_TIMES and tokens.at(first - 2) in _BEFORE_TIMES
    return "unless counted" if numbered or before in _NAMED_UNLESS_COUNTED else None


def identifier(tokens: Tokens, draft: Draft) -> str | None:
    """Why a numeral that counts no unit is an identifier."""
    if not draft.digits or draft.kind == "duration":
        return None
    how, counted = names(tokens, draft), counts(tokens, draft.last)
    if how == "always" or (how and not counted):
        return "identifier"
    if counted:
        return None
    first = draft.core[0]
    before = tokens.words[first - 1] if first else ""
    told = draft.digits < _TOO_LONG and before.lower() in LAST_WORDS and before.lower() != "to"
    if draft.digits >= _LONG and draft.scale == 1.0 and not told:
        return "identifier"
    return None


def numbering(tokens: Tokens, draft: Draft) -> str | None:
    """ "1." and "2)" at the head of a line or sentence, "[12]", "(3)"."""
    first, last = draft.core
    if not draft.digits or draft.digits > 3:
        return None
    before, after = tokens.at(first - 1), tokens.at(last)
    if (before == "[" and after in ("]", ",", *_DASHES)) or (after == "]" and before in (",", *_DASHES)):
        return "citation"
    if before == "(" and after == ")" and draft.digits < 3:
        return "numbering"
    if after not in (".", ")") or not tokens.glued(last) or last + 1 >= len(tokens) or tokens.glued(last + 1):
        return None
    if after == ")" and "(" not in tokens.low[max(0, first - _OPEN) : first]:
        return "numbering"  # "two tasks: 1) to see, 2) to tell"
    opens = first == 0 or tokens.sentence[first] != tokens.sentence[first - 1]
    if opens and after == "." and draft.digits < 3 and tokens.words[last + 1][0].isupper():
        return "numbering"
    head = first == 0 or "\n" in tokens.text[tokens.ends[first - 1] : tokens.starts[first]]
    return "numbering" if head else None


def address(tokens: Tokens, draft: Draft) -> str | None:
    """ "10 Downing Street"."""
    last = draft.core[1]
    if not draft.digits:
        return None
    for step in range(last, min(last + 4, len(tokens))):
        if not tokens.words[step][0].isupper():
            return None
        if step > last and tokens.low[step] in _STREETS:
            return "address"
    return None
