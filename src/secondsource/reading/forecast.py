"""Whether a content speaks of what will, may or should come.

Calls, demands, pledges and proposals are forecasts by the guide; so is what is expected, planned or feared.
What counts is seen from the statement's time, so "would" after a past "said" is as good as "will".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from secondsource.reading.drafts import Draft
from secondsource.reading.facet_weights import judged, total
from secondsource.reading.standing import Standing, is_month, standing
from secondsource.reading.tags import Range
from secondsource.text import Segments
from secondsource.text.sieve import Sieve


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Traits of single words of a content.
_WORDS: dict[str, frozenset[str]] = {
    "will": _set("will ll shall gonna"),
    "would": _set("would wouldn"),
    "may": _set("may might"),
    "could": _set("could"),
    "can": _set("can"),
    "should": _set("should ought shouldn"),
    "must": _set("must"),
    "next": _set("tomorrow tonight soon upcoming forthcoming eventually next coming future henceforth "
                 "imminent imminently"),
    "plan": _set("plan plans planned planning intend intends intended intending intention intentions aim "
                 "aims aimed "
                 "prepare prepares prepared preparing ready seek seeks seeking want wants wanted hope "
                 "hopes hoped hoping "
                 "promise promises promised pledge pledged vowed vows committed determined willing"),
    "expect": _set("expect expects expected expecting expectation anticipate anticipated forecast "
                   "predicted projected "
                   "likely unlikely inevitable scheduled slated poised pending looming due set"),
    "urge": _set("urge urges urged urging call calls demand demands demanded require required requires "
                 "let continue "
                 "propose proposed proposal ask encourage recommend"),
    "threat": _set("threat threaten threatens risk danger fear warn warning"),
    "past": _set("was were had did been said went came became began took made died killed found told got "
                 "left saw"),
    "if": _set("if unless"),
}  # fmt: skip
_TRAIT_OF = {word: trait for trait, words in _WORDS.items() for word in words}

# Pairs and triples of words of a content.
_PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"))
    for name, pattern in (
        ("they'd", r"(?:he|she|they|we|i|you|it) ' d (?!been|had|already|just|"
                  r"never)\w+(?<!ed)"),
        ("going to", r"(?:am|is|are|was|were|be|m|re|s|not|now|just|all) going to(?! the| a | an )|gon na|"
                     r"gonna|about to|(?:is|are|was|were|am|be) to (?!(?:the|a|an|do|blame) )\w+"
                     r"|bound to|on track to|on the verge of|set to|due to (?:be|begin|start|open|take|"
                     r"meet|visit|arrive|leave)"),
        ("need to", r"(?:need|needs|needed|have|has|had|got|ought|want|wants|required) to|needs? (?:a|an|"
                    r"more|the)"
                    r""),
        ("subjunctive", r"(?:that|recommend\w*|suggest\w*|demand\w*|insist\w*|propos\w+) (?:\w+ "
                        r"){1,5}?(?<!will )(?<!to )(?<!not )be \w+"),
        ("willing", r"willingness to|readiness to|intention to|intent to|plans? (?:to|for)|proposal to|"
                    r"offer to|commitment to|need to|"
                    r"(?:goal|aim|objective|purpose|priority|intention|plan|hope) (?:is|was|will be|to)"),
        ("time to", r"(?:it is|it ' s|it was|is) (?:high |of \w+ |also |now |more |very |absolutely )?"
                    r"(?:time|necessary|importan\w+|vital|essential|crucial|imperative|critical|"
                    r"incumbent)|time has come|time to"),
        ("plans to", r"(?:plan|plans|planned|planning|intend|intends|intended|aim|aims|aiming|hope|hopes|"
                     r"hoping|hoped|seek|seeks|seeking|"
                     r"pledged|promised|vowed|agreed|threatened|prepared|preparing|ready|willing|"
                     r"determined|committed) to"),
        ("expected to", r"(?:expected|likely|unlikely|forecast|projected|predicted|anticipated|scheduled|"
                        r"slated|poised|positioned|supposed|"
                        r"bound|certain|sure|set|due) to(?! have)"),
        ("would say", r"would (?:n ' t |not |just |also )?(?:say|rather|like|point|argue|think|urge|ask|"
                      r"have|appear|seem|prefer|call|guess)"),
        ("noun will", r"(?:the|their|his|her|a|free|political|popular|people ' s|good|own|of) will|will "
                      r"of|(?:can|may) not be"),
        ("call on", r"(?:we|i|also|and|again|to) (?:also |again |therefore |once again )?(?:call "
                    r"(?:up)?on|call for|urge|demand|appeal|encourage|ask)"),
        ("would have", r"(?:would|could|might|may|should|must) (?:not |n ' t |never |also )?have (?!to |a "
                       r"|an |the |no |any )\w+"),
        ("past could", r"could not|couldn|could n"),
        ("let us", r"let ' s|let us|let ’ s|do not|don ' t|please|never again"),
        ("able", r"able to|in order to|in a position to|ready to|willing to|prepared to|plans? to|wants? "
                 r"to|hopes? to"),
        ("by then", r"(?:by|until|till|before|from|on|in|during|within|over|starting) (?:the )?(?:end of |"
                    r"early |late |mid )?"
                    r"(?:next|coming|tomorrow|20[2-9]\d)|(?:next|coming) (?:few |several |two |three |"
                    r"five |ten )?"
                    r"(?:hour|day|week|month|year|decade|spring|summer|autumn|fall|winter|january|"
                    r"february|march|april|may|june|july|"
                    r"august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|"
                    r"saturday|sunday)s?"
                    r"|later (?:this|today|in)|(?:as|so) long as it takes|in the (?:near )?future|in the "
                    r"long (?:run|term)|any time soon"),
    )
)  # fmt: skip

# Traits of the cue.
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"))
    for name, pattern in (
        ("cue calls", r"urg(?:e|es|ed|ing)|call\w* (?:up)?on|call\w* for|demand\w*|appeal\w*|plead\w* "
                      r"(?:with|for)|beg(?:s|ged|ging)?|implor\w+|exhort\w+|"
                      r"press\w* for|insist\w* on|lobb\w+|petition\w*|request\w*|recommend\w*|advis(?:e|"
                      r"es|ed|ing)|propos\w+|"
                      r"encourag\w+|invit\w+|challeng\w+|order\w*|instruct\w*|command\w*|direct(?:s|ed|"
                      r"ing)|requir\w+|mandat\w+|"
                      r"advocat\w+|dar(?:e|es|ed)|ask\w* (?:for|to|that)|calls? (?:that|to)|(?:the|a|his|"
                      r"her|their|its|recent|renewed|my|our) calls?|seek\w*|sought|push\w* (?:for|to)|"
                      r"prompt\w*|forbid\w*|forbade|"
                      r"argu\w+ (?:for|against)|counsel\w*|allow\w*|permit\w*|ban\w*|prohibit\w*|mov\w+ "
                      r"to|in favou?r of|support(?:s|ed|ing)? (?:a|an|the) (?:plan|call|proposal)"),
        ("cue asks", r"ask(?:s|ed|ing)?|tells?|told|telling"),
        ("cue pledges", r"pledg\w+|promis\w+|vow\w*|commit\w*|undertak\w+|undertook|swor\w+|swear\w*|"
                        r"guarantee\w*|agree(?:s|d|ing|ment)? to|"
                        r"offer\w*|threat\w+|volunteer\w*|assur\w+|agreed?|accept\w*|consent\w*"),
        ("cue plans", r"plan\w*|intend\w*|intention\w*|intent|aim(?:s|ed|ing)?|decid\w+|decision|"
                      r"schedul\w+|prepar\w+|resolv\w+|hop(?:e|es|ed|ing)|wish\w*|"
                      r"want\w*|eager\w*|ready|willing\w*|determined to|set to|opt(?:s|ed)|refus\w+|"
                      r"declin\w+ to|bid to|goal|ambition|envision\w*|"
                      r"envisag\w+"),
        ("cue expects", r"expect\w*|anticipat\w+|forecast\w*|predict\w*|project(?:s|ed|ing|ions?)|"
                        r"foresee\w*|foresaw|bet(?:s|ting)?|"
                        r"prophes\w+|likely|due|poised|estimat\w+|fear\w*|worr\w+|concern\w*|optimis\w+|"
                        r"confident|dread\w*|prospect"),
        ("cue suggests", r"suggest\w*|reiterat\w+|reaffirm\w*|insist\w*|express\w*|condition\w*|"
                         r"mention\w*|spoke|speak\w*|talk\w*|second(?:ed|s)|"
                         r"consider\w*|want\w*|think\w*|call\w*|back(?:s|ed|ing)|endors\w+|agre\w+|warn\w*"),
        ("cue warns", r"warn\w*|caution\w*|alert\w*|threat|risk|danger"),
        ("cue announces", r"announc\w+|declar\w+|unveil\w*|reveal\w*"),
        ("cue finds", r"found|find\w*|show\w*|report(?:s|ed|ing|edly)?|alleg\w+|accus\w+|claim\w*|"
                      r"admit\w*|acknowledg\w+|confirm\w*|recall\w*|"
                      r"describ\w+|den(?:y|ies|ied|ying)|reveal\w*|conclu\w+|blam\w+|according|cit\w+|"
                      r"call\w* (?:him|her|it|them)|identif\w+|"
                      r"explain\w*|knew|know|known|saw|see|sees|notes?|noted|learn\w*|discover\w*|"
                      r"apologi\w+|label\w*|critici\w+|recount\w*"),
        ("cue doubts", r"wonder\w*|question\w*|doubt\w*|whether"),
        ("cue could", r"would|could|will|may|might|should|going to|must"),
    )
)  # fmt: skip
_PHRASES_LEFT = Sieve.named(_PHRASES)
_CUES_LEFT = Sieve.named(_CUES)
_IMPERATIVE = _set(
    "do don let get go come stop make take give keep help vote join tell call send stay be please read "
    "watch look leave "
    "pray remember think ask put bring start end try show stand wait listen use open close act support "
    "follow have never always"
)
_MARKS = frozenset("\"'“”‘’«»[(")
_SUBJECTS = _set("i we you he she it they this that there who")


# Pairs of traits that say more than both by themselves.
_TOGETHER = (
    ("cue asks", "object to"),
    ("cue asks", "opens to"),
    ("cue calls", "object to"),
    ("cue calls", "no verb"),
    ("cue calls", "verb past"),
    ("cue calls", "verb present"),
    ("cue announces", "no verb"),
    ("cue announces", "verb past"),
    ("cue announces", "opens to"),
    ("cue announces", "verb going on"),
    ("cue plans", "verb past"),
    ("cue pledges", "verb past"),
    ("cue pledges", "verb present"),
    ("cue expects", "verb past"),
    ("cue expects", "verb present"),
    ("cue expects", "opens to"),
    ("cue expects", "no verb"),
    ("cue warns", "no verb"),
    ("cue suggests", "no verb"),
    ("cue suggests", "bare be"),
    ("cue finds", "no verb"),
    ("no cue", "will:main"),
    ("cue finds", "would:lead"),
    ("cue announces", "verb past going on"),
)


def forecast(
    segments: Segments, draft: Draft, inner: Sequence[Range], *, words: Standing | None = None
) -> bool:
    """True when the content speaks of what is to come; inner: the contents of the statements nested in it.

    words: what `standing` gives for it where nothing is nested, if that is known already.
    """
    held = traits(segments, draft, words=None if inner else words)
    return judged("forecast", total("forecast", held), draft.odds) >= 0


def traits(segments: Segments, draft: Draft, *, words: Standing | None = None) -> list[str]:
    """What speaks for or against a forecast."""
    words = words or standing(segments, draft, ())
    cue = " ".join(w for w, stand in zip(words.lower, words.stand, strict=True) if stand == "cue")
    out = ["one", *_cue_traits(cue)]
    if not cue:
        out.append("no cue")
    out += _content(words, cue)
    have = set(out)
    out += [f"{a} & {b}" for a, b in _TOGETHER if a in have and b in have]
    return out


@lru_cache(maxsize=4096)
def _cue_traits(cue: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _CUES_LEFT.of(cue) if pattern.search(cue))


def _content(words: Standing, cue: str) -> list[str]:
    seen: set[str] = set()
    lower = words.lower
    for at in range(words.first, len(lower)):
        trait = _TRAIT_OF.get(lower[at])
        if lower[at] in _WONT and lower[at + 1 : at + 2] == ["'"]:
            trait = "will"
        if trait and words.stand[at] != "cue":
            if lower[at] == "may" and is_month(words, at):
                continue
            seen.add(f"{trait}:{words.stand[at]}")
    own = lower[words.first :]
    text = " ".join(own)
    seen.update(name for name, pattern in _PHRASES_LEFT.of(text) if pattern.search(text))
    out = sorted(seen)
    if _bare_be(own):
        out.append("bare be")
    coming = sum(map(_FUTURE.__contains__, own))
    if coming and words.sentences > 1:
        out.append("mostly" if 2 * coming >= words.sentences else "now and then")
    out += _opening(words, cue)
    out.append(_first_verb(words))
    length = len(lower) - words.first
    out.append("short" if length < 12 else "medium" if length < 35 else "long")
    if words.sentences > 1:
        out.append("sentences")
    return out


def _bare_be(lower: Sequence[str]) -> bool:
    """True for a "be" that nothing governs: what is asked for ("that talks be held")."""
    if "be" not in lower:
        return False
    for at, word in enumerate(lower):
        if word == "be" and at and not set(lower[max(0, at - 4) : at]) & _GOVERNS and lower[at - 1].isalpha():
            return True
    return False


def _opening(words: Standing, cue: str) -> list[str]:
    """Traits of how a content begins, and of whether it has a verb that a clause could have."""
    lower = [w for w in words.lower[words.first :] if w not in _MARKS][:12]
    out = []
    if cue.endswith(" to") and not cue.startswith("according"):
        out.append("cue to")
    elif lower[:1] == ["to"] or lower[:2] == ["not", "to"]:
        out.append("opens to")
    elif "to" in lower[1:8] and not set(lower[: lower.index("to")]) & _FINITE:
        out.append("object to")
    elif lower and lower[0] in _IMPERATIVE and lower[1:2] != ["'"]:
        out.append("imperative")
    if lower and _FINITE.isdisjoint(words.lower[words.first :]):
        out.append("no verb")
    if lower and lower[0].endswith("ing"):
        out.append("opens ing")
    if lower and lower[0] in ("whether", "if", "how", "why", "what"):
        out.append("opens wh")
    return out


def _first_verb(words: Standing) -> str:
    """The kind of the first word that must be a verb of a clause outside of the cue."""
    lower = words.lower
    for at in range(words.first, len(lower)):
        word, ahead = lower[at], lower[at + 1 : at + 5]
        if words.stand[at] == "cue":
            continue
        if word in _MODALS or (word in _WONT and ahead[:1] == ["'"]):
            return "verb modal"
        if word in _BE and "to" in ahead and _COMING & set(ahead):
            return "verb modal"
        if word in _BE and any(w.endswith("ing") for w in ahead[:2]):
            return "verb past going on" if word in _PAST else "verb going on"
        if word in _PAST:
            return "verb past"
        if word in _FINITE:
            return "verb present"
    return "verb unknown"


_MODALS = _set("will would can could may might must should shall ll wouldn")
_WONT = _set("won wo")
_FUTURE = _set("will ll shall would going should must may might could wo")
_GOVERNS = _MODALS | _set("to not let t d won wo ought cannot help helps make makes see or and")
_PAST = _set(
    "was were did had said went came made took gave got became began knew saw thought told found left "
    "felt didn wasn weren"
)
_BE = _set("is are am was were be s re m")
_COMING = _set(
    "going willing ready likely unlikely expected set due planning hoping prepared about able scheduled "
    "intending"
)
_FINITE = _set(
    "wouldn couldn didn doesn don isn aren wasn weren haven hasn gets goes comes makes takes wants needs "
    "needed wanted "
    "is are was were am be been has have had do does did will would can could may might must should shall "
    "s re m ve ll d "
    "said says say went came made took gave got became began knew saw thought told found left felt"
)
