"""Sentences that give the ground of an earlier statement, and the kinds of basis that they name.

"The assessment comes from the service, from human sources and signals intelligence" says how the statement
before it is known; so do "He based the estimate on court records" and "Footage bears out her account".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.model.span import Span, merge
from secondsource.model.statement import Basis, BasisKind, phrase
from secondsource.reading.basis import searched
from secondsource.reading.basis_words import CALLS, COURT, FILM, HEARING, MEDIA, PAPERS, PICTURES
from secondsource.reading.drafts import Draft
from secondsource.reading.tags import Range
from secondsource.text import Segments
from secondsource.text.sieve import Searched, Sieve


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is known of how an earlier statement is known.

    of: index of the earlier draft. by: index of the draft that says so; None where the writer does.
    words: the sentence, in words. basis: the kinds that it names for the earlier statement.
    """

    of: int
    by: int | None
    words: Range
    basis: tuple[Basis, ...]


# What a statement can be called when it is taken up again.
_SAID = (
    r"(?:assessments?|estimates?|figures?|numbers?|tolls?|tally|count|totals?|percentages?|information|"
    r"intelligence|accounts?|claims?|allegations?|accusations?|reports?|warnings?|conclusions?|findings?|"
    r"statements?|data|details|predictions?|forecasts?|projections?|judge?ments?|versions?|story|stories|"
    r"descriptions?|assertions?|news|evaluations?|calculations?|analysis|analyses|beliefs?|suspicions?|"
    r"testimony|remarks?|comments?|theory|theories|timeline|verdict|knowledge|understanding|view|charges?|"
    r"denials?|confirmation|announcement|disclosures?|revelations?|reporting|tip|hypothesis|"
    r"identification|attribution|reckoning|picture|words|message|summary)"
)
_THE = (
    r"(?:the|this|that|these|those|his|her|its|their|both|such|each|"
    r"all (?:of )?(?:the|these|those)|[\w.-]+'s?)"
)
_NAMED = rf"{_THE} (?:[\w'-]+ ){{0,3}}?{_SAID}"
_PRONOUN = r"(?:this|that|it|they|all this|all of (?:this|it))"
_ADVERB = r"(?:(?:\w+ly|also|all|both|in part|in turn|however|he said|she said|they said),? ){0,2}"
_BE = r"(?:is|are|was|were|has been|have been|had been|being|be)"
_MADE_OF = (
    r"(?:based|founded|grounded|drawn|derived|sourced|obtained|gathered|collected|compiled|gleaned|built|"
    r"pieced together|taken|put together|calculated|reached|made|supplied|provided|assembled|passed on|"
    r"shared|attributed|credited|traced|pulled|extracted|inferred|worked out|arrived at)"
)
_BORNE_OUT = (
    r"(?:corroborated|confirmed|verified|supported|backed(?: up)?|borne out|underpinned|reinforced|"
    r"substantiated|bolstered|checked|cross-checked|matched)"
)
_ON = r"(?:on|upon|from|to|by|using|with|through|against|off|out of|via|thanks to|on the basis of)"
_COMES = (
    r"(?:comes?|came|stems?|stemmed|derives?|derived|originates?|originated|results?|resulted|arises?|"
    r"arose|draws?|drew|relies|relied|rely|rests?|rested|depends?|depended|hinges?|hinged|flows?|flowed|"
    r"builds?|built)"
)
_BEARS_OUT = (
    r"(?:supports?|supported|confirms?|confirmed|corroborates?|corroborated|backs?(?: up)?|backed(?: up)?|"
    r"bears? out|bore out|verif(?:y|ies|ied)|substantiates?|substantiated|bolsters?|bolstered|underpins?|"
    r"underpinned|l[ea]n[dt]s? weight to|(?:is|are|was|were) (?:consistent|in line) with|matche?s?|"
    r"matched|tall(?:y|ies|ied) with|proves?|proved|reinforces?|reinforced|forms? the basis (?:of|for))"
)
_BODY = r"(?:he|she|they|it|we|i|the [\w'-]+(?: [\w'-]+){0,3}|[\w.'-]+(?: [\w.'-]+)?)"
_HOW = (
    r"(?:(?:base[sd]?|has based|had based|found(?:s|ed)|rest(?:s|ed)|buil(?:ds|t)) (?:{it}){gap} "
    r"(?:up)?on|(?:drew|draws|derive[sd]?|g[eo]ts?|obtain(?:s|ed)|gather(?:s|ed)|receive[sd]?|learn(?:s|"
    r"ed|t)(?: of)?|heard|has|have|had|kn[eo]ws?|compile[sd]?|source[sd]?) (?:{it}){gap} (?:from|through|"
    r"via|by \w+ing)|(?:reach(?:es|ed)|ma[dk]es?|formed|arrive[sd]? at|calculate[sd]?|compile[sd]?|"
    r"c[oa]me to) (?:{it}){gap} (?:using|from|by \w+ing|after \w+ing|with|on the basis of)|"
    r"(?:attribute[sd]?|credit(?:s|ed)) (?:{it}){gap} to)"
).replace("{it}", f"{_NAMED}|{_PRONOUN}").replace("{gap}", r"(?: [\w'-]+){0,4}?")  # fmt: skip
_USED = (
    r"(?:used|analy[sz]ed|examined|relied on|drew on|studied|counted|combined|compared|reviewed|"
    r"interviewed|spoke (?:to|with)|looked at|went through|cited|produced|showed|pointed to|consulted|"
    r"collected|checked|offered|presented)"
)
_CITED = r"(?:cited|cites|offered|offers|presented|pointed to|points to|showed|shows|produced|named|gave)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """A turn of phrase: what was said is taken up in it, and its group "from" is the ground.

    bare: a ground of no known kind counts too. material: people who bear something out are no ground of it.
    core: a part of the pattern that is quickly looked for: where it is not, nothing is.
    """

    pattern: re.Pattern[str]
    core: re.Pattern[str]
    bare: bool = False
    material: bool = False


def _frame(pattern: str, *, core: str = "", bare: bool = False, material: bool = False) -> _Frame:
    return _Frame(pattern=re.compile(pattern), core=re.compile(core), bare=bare, material=material)


_OPEN = r"^(?:\W|and |but |yet |however,? )*"
_GAP = r"(?: (?!not\b|never\b)[\w',-]+){0,8}?,? "
_FRAMES = (
    _frame(
        rf"{_OPEN}{_NAMED}{_GAP}{_ADVERB}(?:{_COMES} {_ADVERB}{_ON}|{_BE} {_ADVERB}{_MADE_OF} "
        rf"{_ADVERB}{_ON}|{_BE} {_ADVERB}(?:the (?:result|product|outcome|fruit|work) of|from)) "
        r"(?P<from>.+)",
        bare=True,
    ),
    _frame(
        rf"{_OPEN}{_PRONOUN} {_ADVERB}(?:(?:stems?|derives?|results?|is drawn|draws) from|{_BE} "
        rf"{_ADVERB}(?:based|founded|grounded|derived|sourced|gleaned|pieced together|compiled|drawn) "
        rf"{_ON}) (?P<from>.+)"
    ),
    _frame(
        rf"{_OPEN}(?:{_NAMED}|{_PRONOUN}){_GAP}{_ADVERB}{_BE} {_ADVERB}{_BORNE_OUT} {_ADVERB}{_ON} "
        r"(?P<from>.+)",
        material=True,
    ),
    _frame(rf"\b{_BODY} (?:said (?:he|she|they|it) )?{_ADVERB}{_HOW} (?P<from>.+)", core=rf"\b{_HOW} ."),
    _frame(
        r"\bto (?:reach|make|arrive at|come to|work out|produce|calculate|get|support|back(?: up)?) "
        rf"(?:{_NAMED}|{_PRONOUN}),? (?:[\w'-]+ ){{1,5}}?{_USED} (?P<from>.+)"
    ),
    _frame(
        rf"\b{_CITED} (?P<from>[^.;]+?) (?:as|in support of|to support|to back(?: up)?) (?:(?:the |his |"
        rf"her |its |their |a )?(?:evidence|proof|sources?|basis|grounds?)|{_NAMED})\b"
    ),
    _frame(
        rf"\b(?:as (?:evidence|proof|(?:his|her|its|their) source)|in support(?: of (?:{_NAMED}|"
        rf"{_PRONOUN}))?),? {_BODY} {_ADVERB}{_CITED} (?P<from>.+)"
    ),
    _frame(
        r"\b(?:source|sources|basis|evidence|grounds?|proof|origin) (?:for|of|behind|given for|cited for) "
        rf"(?:{_NAMED}|{_PRONOUN})(?: [\w'-]+){{0,5}}?,? {_BE} (?P<from>.+)",
        bare=True,
    ),
    _frame(
        rf"^(?P<from>.+?) {_ADVERB}(?:seem(?:s|ed)? to |appear(?:s|ed)? to )?{_BEARS_OUT} (?:{_NAMED}|what "
        r"(?:he|she|they) (?:said|saw|described))\b",
        core=rf" {_BEARS_OUT} ",
        material=True,
    ),
    _frame(
        r"\b(?:he|she|they|it) (?:said (?:he|she|they|it) )?(?:had |has |have )?(?:was |were |been "
        r")?(?:told|informed) (?:of )?(?:this|that|so|as much) by (?P<from>.+)"
    ),
    _frame(
        r"^(?P<from>.+?) (?:had |have |has )?(?:told|informed) (?:him|her|them) (?:so|this|that|as much)\b",
        core=r" (?:told|informed) (?:him|her|them) ",
    ),
    _frame(
        rf"{_OPEN}(?:he|she|they|it|the [\w'-]+(?: [\w'-]+)?) (?:said (?:he|she|they|it) )?(?:was |were |"
        rf"had been |has been |is |are )?{_ADVERB}(?:relying|relied|relies|drawing|drew|draws) on "
        r"(?P<from>.+)"
    ),
)
_FRAMES_LEFT = Sieve(_FRAMES, [frame.pattern for frame in _FRAMES])
_NO = re.compile(r"\b(?:not|never|no|nor|neither|without|cannot|hardly)\b|n't\b")
# What a ground is made of, by kind.
_PEOPLE = (
    r"(?:human (?:sources?|intelligence)|humint|informants?|informers?|sources?|witness(?:es)?|"
    r"eye-?witness(?:es)?|agents|officials?|residents|people|survivors?|neighbou?rs?|relatives|defectors?|"
    r"prisoners?|detainees|captives|refugees|interviews|interview(?:ed|ing|s)? with|conversations|doctors|"
    r"nurses|colleagues|friends|soldiers|fishermen|villagers|locals|drivers|workers|family|families|aides|"
    r"diplomats?|commanders?|activists|volunteers|medics|guards?|nephews?|brothers?|sisters?|cousins?|"
    r"wife|husband|sons?|daughters?|mother|father|contacts|deserters|travell?ers|crew|passengers)"
)
_WORK = (
    r"(?:model(?:s|l?ing)?|simulations?|survey(?:s)?|polls?|stud(?:y|ies)|analys[ei]s|calculations?|"
    r"investigations?|statistical \w+|sampling|samples?|measurements?|tests?|forensic \w+|estimates?|"
    r"extrapolation|research|review|inquiry|counting|head ?counts?|tracking|monitoring|fieldwork|"
    r"inspections?)"
)
_MATTER: tuple[tuple[BasisKind, str], ...] = (
    ("human-source", _PEOPLE),
    ("intercept", CALLS),
    ("imagery", PICTURES),
    ("video", FILM),
    ("official-record", COURT),
    ("document", PAPERS),
    ("testimony", rf"(?:(?:sworn|court|witness) (?:statements?|evidence)|testimony|told the {HEARING})"),
    ("other-report", rf"(?:(?:news|press|media) reports?|{MEDIA}|reports? (?:by|in|from|of)|articles?)"),
    ("analysis", _WORK),
    ("first-hand", r"(?:his|her|their|its|our|my) own (?:\w+ )?(?:experiences?|eyes|observations?|visits?|"
                   r"memor(?:y|ies)|notes|time|count|staff|monitors|reporters)"),
)  # fmt: skip
# Matter first: "signals sources" are no people.
_KINDS = tuple(
    (kind, re.compile(rf"\b{words}\b"))
    for kind, words in sorted(_MATTER, key=lambda row: row[0] == "human-source")
)
# What the earlier statement is like that is called so.
_LIKE: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"\b(?:figures?|numbers?|tolls?|tally|count|totals?|estimates?|percentages?)\b"),
     re.compile(r"\d|\b(?:dozens?|hundreds?|thousands?|millions?|two|three|four|five|six|seven|eight|nine|ten)\b")),
    (re.compile(r"\b(?:forecasts?|predictions?|projections?|warnings?)\b"),
     re.compile(r"\b(?:will|would|could|may|might|expect\w*|predict\w*|forecast\w*|warn\w*|going to)\b")),
    (re.compile(r"\b(?:accusations?|allegations?|charges?|claims?)\b"),
     re.compile(r"\b(?:accus\w*|alleg\w*|claim\w*|charg\w*)\b")),
    (re.compile(r"\bassess\w*"),
     re.compile(r"\b(?:assess\w*|expect\w*|believ\w*|estimat\w*|judg\w*|conclu\w*)")),
)  # fmt: skip
_MANY = re.compile(r"\b(?:both|these|those|all (?:of )?(?:the|these|those))\b")
_BY_PEOPLE = frozenset(("human-source", "first-hand", "analysis"))
_LONGEST = 1000  # characters of a sentence; what is longer is a list or a table
_BACK = 1  # paragraphs back in which the earlier statement may end


def grounds(segments: Segments, drafts: Sequence[Draft]) -> tuple[Ground, ...]:
    """Which sentences give the ground of which earlier statement, in the order of the sentences."""
    sought = searched(segments)
    low = sought.text
    out: list[Ground] = []
    for sentence in segments.sentences:
        given = _given(sought, sentence)
        if given is None:
            continue
        frame, taken, ground = given
        basis = _kinds(segments.text, low, ground)
        if frame.material:
            basis = tuple(b for b in basis if b.kind not in _BY_PEOPLE)
        if not basis and not frame.bare:
            continue
        words = segments.range_of(sentence)
        by = _speaker(segments, drafts, words, taken.start)
        earlier = _earlier(segments, drafts, words, taken=low[taken.start : taken.end], low=low)
        out += [Ground(of=index, by=by, words=words, basis=basis) for index in earlier if index != by]
    return tuple(out)


def _given(low: Searched, sentence: Span) -> tuple[_Frame, Span, Span] | None:
    """The frame of a sentence, where it takes up what was said, and the ground; None where it has none."""
    if len(sentence) > _LONGEST:
        return None
    piece = low.text[sentence.start : sentence.end]
    for frame in _FRAMES_LEFT.within(low, sentence.start, sentence.end):
        match = frame.core.search(piece) and frame.pattern.search(piece)
        if match is None:
            continue
        first, last = match.span("from")
        if _NO.search(piece[match.start() : first] + " " + piece[last : match.end()]):
            return None
        ahead = match.start() < first  # what was said is taken up before the ground is named
        taken = (match.start(), first) if ahead else (last, match.end())
        return (
            frame,
            Span(sentence.start + taken[0], sentence.start + taken[1]),
            Span(sentence.start + first, sentence.start + last),
        )
    return None


def _kinds(text: str, low: str, ground: Span) -> tuple[Basis, ...]:
    """The kinds that the words of a ground name, each with them."""
    out = []
    taken: list[Span] = []
    for kind, pattern in _KINDS:
        spans = [
            Span(ground.start + m.start(), ground.start + m.end())
            for m in pattern.finditer(low[ground.start : ground.end])
        ]
        spans = [span for span in spans if not any(span.overlaps(other) for other in taken)]
        if spans:
            taken += spans
            words = phrase(text, merge(spans))
            out.append(Basis(kind=kind, text=words.text, spans=words.spans))
    return tuple(out)


def _speaker(segments: Segments, drafts: Sequence[Draft], words: Range, at: int) -> int | None:
    """The smallest draft of the sentence whose content holds the words that take up the earlier one."""
    word = segments.first_at(at)
    holding = [
        (draft.content[1] - draft.content[0], index)
        for index, draft in enumerate(drafts)
        if draft.content[0] <= word < draft.content[1] and words[0] <= draft.content[0]
    ]
    return min(holding)[1] if holding else None


def _earlier(segments: Segments, drafts: Sequence[Draft], words: Range, *, taken: str, low: str) -> list[int]:
    """The earlier statements that are meant: the nearest that is like what it is called, else the nearest."""
    paragraph = segments.in_paragraph[words[0]]
    before = [
        index
        for index, draft in enumerate(drafts)
        if draft.parent is None
        and draft.content[1] <= words[0]
        and paragraph - segments.in_paragraph[draft.content[1] - 1] <= _BACK
    ]
    if not before:
        return []
    before.sort(key=lambda index: drafts[index].content[1], reverse=True)
    if _MANY.search(taken):
        nearest = segments.in_sentence[drafts[before[0]].content[1] - 1]
        return sorted(i for i in before if segments.in_sentence[drafts[i].content[1] - 1] == nearest)
    for called, like in _LIKE:
        if called.search(taken):
            before.sort(key=lambda index: not like.search(_said(segments, drafts[index], low)))
            break
    return before[:1]


def _said(segments: Segments, draft: Draft, low: str) -> str:
    spans = [segments.span_of(*words) for words in (draft.cue, draft.content) if words]
    return " ".join(low[span.start : span.end] for span in spans)
