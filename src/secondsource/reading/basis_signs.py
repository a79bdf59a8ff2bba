"""What in a text speaks for how a source knows: signs by kind, with where each must stand and what it weighs.

Weights are log-odds, fitted by logistic regression on the annotated training reports and pulled towards round
numbers set by hand, which kinds with few examples keep. A sign counts once, however often it is found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from secondsource.model.statement import BasisKind
from secondsource.reading.basis_words import (
    ADVERB,
    CALLS,
    COURT,
    DONE,
    FILM,
    HEARING,
    INQUIRY,
    ITSELF,
    ME,
    MEDIA,
    MIND,
    PAPERS,
    PAST,
    PEOPLE,
    PICTURES,
    RECKON,
    SELF,
    SHOW,
    STATE,
    THERE,
)

Where = Literal["source", "cue", "frame", "content", "head", "known", "nearby"]
"""source: the words that name it here. cue. frame: the sentence of the statement without its content.
content. head: the first words of a content that is not quoted. known: what else the report says of the
source. nearby: the sentences on both sides."""


@dataclass(
    frozen=True, slots=True, kw_only=True, eq=False
)  # compared as a thing: its hash is asked for often
class Sign:
    """Words in one place that speak for a kind (below 0: against it); `also` must be found as well."""

    kind: BasisKind
    name: str
    where: Where
    weight: float
    pattern: re.Pattern[str]
    also: tuple[Where, re.Pattern[str]] | None = None


def _sign(
    kind: BasisKind,
    name: str,
    where: Where,
    weight: float,
    pattern: str,
    *,
    also: tuple[Where, str] | None = None,
) -> Sign:
    more = (also[0], re.compile(also[1])) if also else None
    return Sign(kind=kind, name=name, where=where, weight=weight, pattern=re.compile(pattern), also=more)


START: dict[BasisKind, float] = {
    "first-hand": -3.1, "human-source": -5.5, "intercept": -5.0, "imagery": -5.5, "video": -5.5,
    "document": -5.6, "official-record": -6.0, "testimony": -5.5, "other-report": -5.7, "analysis": -4.3,
}  # fmt: skip
"""Log-odds of a kind before anything is known of a statement."""
LEAST = -1.5
"""Log-odds from which on a kind is given: five-fold, the best micro-F1 over statements and kinds (57; it is
flat from -1.8 to -1.2)."""

# fmt: off
SIGNS: tuple[Sign, ...] = (
    # --- first-hand: what the source saw, lived or did, in its own words or in the teller's
    _sign("first-hand", "i-saw", "content", 1.3,
          rf"{ME} {ADVERB}(?:could |can )?(?:saw|see|heard|hear|watched|witnessed|smelled|smelt|noticed|"
          r"woke|ran|escaped|survived|fled|hid|spotted)\b"),
    _sign("first-hand", "i-did", "content", 2.5,
          rf"{ME} {ADVERB}(?!thought|wanted|hoped|believed|needed|agreed){PAST}\b"),
    _sign("first-hand", "i-did-twice", "content", 1.3,
          rf"{ME} {ADVERB}{PAST}\b(?=.*\b(?:i|we|me|us|my|our)\b.*{ME} {ADVERB}{PAST}\b)"),
    _sign("first-hand", "i-have-done", "content", 1.6,
          rf"\b(?:i|we)(?: have|'ve|'d| had) {ADVERB}{DONE}\b"),
    _sign("first-hand", "i-am-doing", "content", 1.8, rf"\b(?:i|we)(?: are| am|'re|'m) {ADVERB}\w+ing\b"),
    _sign("first-hand", "i-think", "content", -0.8,
          rf"{ME} (?:do not |don't |also |still |firmly |strongly |really )?{MIND}"),
    _sign("first-hand", "i-will", "content", -0.2,
          r"\b(?:i|we)(?: (?:will|would|shall|should|must|can|could|may|might|cannot|won't|can't)|'ll|"
          r"(?: are| am|'re|'m) going to|(?: need| have) to)\b"),
    _sign("first-hand", "i", "content", 1.5, r"\b(?:i|me|my|mine|myself)\b"),
    _sign("first-hand", "we", "content", 0.3, r"\b(?:we|us|our|ours|ourselves)\b"),
    _sign("first-hand", "then", "content", 1.2,
          r"\b(?:suddenly|all of a sudden|at that moment|next thing|when i|when we|while i|while we|as i|"
          r"as we)\b"),
    _sign("first-hand", "self-did", "head", 1.8,
          rf"{SELF} {ADVERB}(?!would|could|should|might|wanted|thought|hoped|believed|needed){PAST}\b"),
    _sign("first-hand", "self-did-told", "head", 0.7,
          rf"{SELF} {ADVERB}(?!would|could|should|might|wanted|thought|hoped|believed|needed){PAST}\b",
          also=("source", r"^(?:he|she|they|it|who|police|the \w+|[\w.-]+ [\w.-]+|[\w-]+)$")),
    _sign("first-hand", "self-of-others", "head", -1.2, rf"{SELF}", also=("source", rf"\b{ITSELF}\b")),
    _sign("first-hand", "self-state", "head", -1.3,
          rf"{SELF} (?:is|are|was|were|remains?|remained|felt|feels?) {ADVERB}(?:\"|)?{STATE}\b"),
    _sign("first-hand", "it-is", "head", -0.3,
          r"^(?:that )?(?:it|there) (?:is|was|has been|would be|had been|were|are) (?:not |an? |the |"
          r"\w+ly |\w+ (?:that|to|for)\b)"),
    _sign("first-hand", "i-state", "content", -1.3,
          rf"\b(?:i|we)(?: am| are| was| were|'m|'re) {ADVERB}{STATE}\b"),
    _sign("first-hand", "guilty", "content", 2.6, r"^(?:not )?(?:guilty|(?:his|her|their) guilt)\b"),
    _sign("first-hand", "swears-self", "head", 1.1, SELF,
         also=("frame", r"\b(?:testif\w+|told the (?:court|jury|inquest|tribunal|judge)|in the witness "
                         r"box)\b")),
    _sign("first-hand", "claims", "cue", 0.9,
          r"^(?:claim(?:s|ed|ing)?|insist(?:s|ed|ing)?|maintain(?:s|ed)?|plead(?:s|ed)?|pled)\b"),
    _sign("first-hand", "self-has-done", "head", 1.9,
          rf"{SELF}(?: ha[sd]| have|'s|'d|'ve) {ADVERB}{DONE}\b"),
    _sign("first-hand", "self-is-doing", "head", 1.4,
          rf"{SELF}(?: is| are| was| were|'s|'re) {ADVERB}\w+ing\b"),
    _sign("first-hand", "self-will", "head", -1.0,
          rf"{SELF}(?: (?:will|would|shall|should|must|can|could|may|might|cannot|plans?|intends?|wants?|"
          r"hopes?|expects?|believes?)|'ll)\b"),
    _sign("first-hand", "self-not-known", "head", 0.6,
          r"^(?:that )?(?:he|she|they) (?:did not|didn't|do not|does not|don't|doesn't|had not|hadn't|"
          r"never|had never) \w+"),
    _sign("first-hand", "doing", "head", 0.5, r"^(?:having|being|ever \w+ing|\w+ing)\b"),
    _sign("first-hand", "doing-owned", "head", 1.8,
          r"^(?:having|being|ever \w+ing|\w+ing|any)\b",
          also=("cue",
                r"\b(?:den(?:y|ies|ied|ying)|admi\w+|recall\w*|remember\w*|acknowledg\w*|describ\w*|"
                r"confess\w*|report\w*)")),
    _sign("first-hand", "owns", "cue", 1.0,
          r"\b(?:admi(?:t|ts|tted|tting)|acknowledg\w*|confess\w*|apologi[sz]\w*|own(?:s|ed) up)\b"),
    _sign("first-hand", "denies", "cue", 0.9, r"\b(?:den(?:y|ies|ied|ying)|reject\w*|disput\w*)\b"),
    _sign("first-hand", "claims-act", "frame", 2.5,
          r"(?<!for which )\b(?:claim\w*|tak\w+|took|accept\w*) (?:\w+ )?(?:responsibility|credit)\b"),
    _sign("first-hand", "claims-attack", "content", 2.2,
          r"^(?:the |this |that )?(?:responsibility|credit|attack|bombing|authorship)\b",
          also=("cue", r"\b(?:claim\w*|t[ao]\w*k\w*|accept\w*|admit\w*)\b")),
    _sign("first-hand", "recalls", "cue", 1.3,
          r"\b(?:recall\w*|remember\w*|recount\w*|reminisc\w*|relat(?:ed|es|ing)|witness\w*|describ\w*|"
          r"boast\w*)\b"),
    _sign("first-hand", "announces", "cue", 0.7, r"\b(?:announc\w*|declar\w*|unveil\w*|disclos\w*)\b"),
    _sign("first-hand", "announces-own", "head", 0.4,
          r"^(?:his|her|its|their|the|a|an|that he|that it|that they|it|he|she|they)\b",
          also=("cue", r"\bannounc\w*")),
    _sign("first-hand", "posts", "cue", 0.2, r"\b(?:tweet\w*|post(?:s|ed|ing)?|texted|wrote|writes)\b"),
    _sign("first-hand", "swears", "frame", 0.8,
          r"\b(?:testif\w+|told (?:the|a|jurors|his|her) ?(?:court|jury|inquest|tribunal|trial)?)\b"),
    _sign("first-hand", "promises", "cue", -1.4,
          r"\b(?:promis\w*|pledg\w*|vow\w*|threaten\w*|call(?:s|ed|ing)? (?:for|on)|urg\w*|demand\w*|"
          r"propos\w*|warn\w*|predict\w*|expect\w*|hop\w+|believ\w*|think\w*|thought|want\w*|plan\w*|"
          r"fear\w*)\b"),
    _sign("first-hand", "witness", "source", 2.6,
          r"^(?:(?!for |from |in |at )[\w'.-]+,? ){0,5}?(?:eye-?witness(?:es)?|witness(?:es)?|survivors?|"
          r"bystanders?|onlookers?|passers-?by|passengers?|residents?|neighbou?rs?|villagers?|victims?|"
          r"locals|refugees?|evacuees|hostages?|captives?|detainees?|prisoners?|crew(?:men)?|"
          r"participants?|attendees)\b(?!'| group| support)"),
    _sign("first-hand", "was-there", "source", 2.6,
          rf"\b(?:{THERE}|who (?:saw|heard|witnessed|survived|escaped|fled|lived|trained|served|fought|"
          r"worked|took part|attended|watched|treated|rescued|filmed|lost)|"
          r"at the scene|on the (?:spot|ground)|present at)\b[^,;.]{0,90}"),
    _sign("first-hand", "was-there-frame", "frame", 2.6,
          rf"\b(?:{THERE}|who (?:saw|heard|witnessed|survived|escaped|fled|trained|fought|took part|watched|"
          r"filmed))\b[^,;.]{0,90}"),
    _sign("first-hand", "known-there", "known", 1.8,
          rf"\b(?:{THERE}|who (?:saw|heard|witnessed|survived|escaped|fled|trained|fought|served|took part|"
          r"watched|filmed)|trained with|served (?:in|with)|lived (?:through|under)|eye-?witness|survivor|"
          r"defector)\b[^,;.]{0,90}"),
    _sign("first-hand", "to-come", "content", -0.8, r"\b(?:will|shall|going to|'ll)\b"),
    _sign("first-hand", "ought", "content", -0.6, r"\b(?:should|must|ought to|need to|needs to)\b"),
    # --- analysis: its own reckoning, model, survey, investigation
    _sign("analysis", "inquiry", "source", 1.8, rf"\b{INQUIRY}\b"),
    _sign("analysis", "inquiry-found", "source", 1.6, rf"\b{INQUIRY}\b", also=("cue", rf"\b{RECKON}\b")),
    _sign("analysis", "survey", "source", 1.1,
          r"\b(?:(?<!geological )survey|polls?|pollster|polling|study|studies|findings|model)\b"),
    _sign("analysis", "reckons", "cue", 3.4,
          r"\b(?:estimat\w*|calculat\w*|reckon\w*|extrapolat\w*|model(?:l?ed)|conclud\w*|assess\w*|"
          r"analy[sz]\w*|determin\w*|project(?:s|ed|ing)?)\b"),
    _sign("analysis", "finds", "cue", 3.0,
          r"\b(?:found|finds|find|discover\w*|observ\w*|detect\w*|measur\w*|established?|identif\w*)\b"),
    _sign("analysis", "shows", "cue", 1.2,
          r"\b(?:show\w*|suggest\w*|indicat\w*|demonstrat\w*|reveal\w*|support the)\b"),
    _sign("analysis", "investigation", "source", 1.7,
          r"\b(?:investigations?|investigative|board of inquiry|commission|fact-finding|inspectors?|"
          r"inspector general|review|report)\b"),
    _sign("analysis", "investigation-found", "source", 0.8,
          r"\b(?:investigations?|investigative|inquiry|fact-finding|inspectors?|review|report)\b",
          also=("cue", rf"\b{RECKON}\b")),
    _sign("analysis", "team", "source", 0.9,
          r"^(?:the|a|this|our) (?:[\w-]+ ){0,2}(?:team|authors?|paper|report|work|institute|group)\b",
          also=("nearby", rf"\b{INQUIRY}\b")),
    _sign("analysis", "report-of", "source", 0.5, r"\breport (?:by|from|of|published|in)\b"),
    _sign("analysis", "opinion", "cue", -1.3,
          r"\b(?:believ\w*|think\w*|thought|hypothes\w*|speculat\w*|hop\w+|plan\w*|want\w*|were|"
          r"optimistic|warn\w*|recommend\w*|argu\w*)"),
    _sign("analysis", "data", "source", 2.4,
          r"\b(?:data|figures|numbers|average|index|look|browse|comparison|examination)\b"),
    _sign("analysis", "ours", "content", 2.8,
          r"\bour (?:\w+ )?(?:study|work|research|analysis|model(?:s|ling|ing)?|findings?|data|results?|"
          r"estimates?|survey|calculations?|investigations?|assessment|experiments?)\b"),
    _sign("analysis", "we-found", "content", 2.0,
          r"\b(?:i|we)(?: have|'ve)? ?(?:also )?(?:found|analy[sz]ed|modell?ed|estimated?|calculated?|"
          r"assess(?:ed)?|surveyed|measured|tested|examined|discovered|concluded?|compared|looked at)\b"),
    _sign("analysis", "percent", "content", 2.1, r"\d ?(?:%|per ?cent|percentage points?)"),
    _sign("analysis", "percent-carried", "content", 1.3,
          r"\d ?(?:%|per ?cent|percentage points?)",
          also=("nearby",
                rf"\b(?:polls?|survey(?:ed)?|respondents|likely voters|exit[- ]poll|{INQUIRY})\b")),
    _sign("analysis", "near", "nearby", 1.3,
          r"\b(?:stud(?:y|ies)|researchers?|scientists?|survey(?:ed)?|polls?|findings|paper|published)\b"),
    _sign("analysis", "of-study", "frame", 1.7,
          rf"\b(?:{INQUIRY}|analysed|analyzed|according to (?:its|their|his|her) (?:own )?(?:estimates?|"
          r"calculations?|analysis|reckoning))\b"),
    _sign("analysis", "known", "known", 0.7,
          r"\b(?:stud(?:y|ies)|researchers?|scientists?|survey|poll|pollster|co-?author|lead author|"
          r"professor)\b"),
    _sign("analysis", "quoted", "content", -1.3, r"^[\"“”„«‘']"),
    _sign("analysis", "spoken", "cue", -0.9, r"^(?:said|says|told|added|wrote|tweeted|say|asked)$"),
    # --- other-report: another medium's or body's report
    _sign("other-report", "reportedly", "frame", 2.1, r"\breportedly\b"),
    _sign("other-report", "reportedly-cue", "cue", 1.2, r"\breportedly\b"),
    _sign("other-report", "reports", "source", 4.9, r"^(?:\w+ ){0,2}(?:reports|rumou?rs)$"),
    _sign("other-report", "have-reports", "frame", 1.2,
          r"\b(?:have|had|received|by|of|on|seen|citing|cited|from|to|according to|"
          r"per) (?:\w+ ){0,2}reports\b"),
    _sign("other-report", "reports-of", "content", 2.4,
          r"\b(?:reports? (?:of|that|by|from)|(?:the|this|that|these) (?:\w+ ){0,3}report\b)"),
    _sign("other-report", "reports-of-concern", "content", 2.1,
          r"\b(?:concerned|alarmed|shocked|appalled|disturbed|worried|aware|seen|read|welcome|"
          r"received) (?:\w+ ){0,2}(?:by |about |at |of |the )?(?:\w+ ){0,3}reports?\b"),
    _sign("other-report", "cites-media", "frame", 4.5,
          r"\b(?:citing|cited|cites|cite|quoting|quoted|quotes|relaying|based on|"
          rf"on the basis of) (?:\w+'?s? ){{0,4}}?{MEDIA}\b"),
    _sign("other-report", "cites-report", "frame", 2.5,
          r"\b(?:citing|cites|cited|quoting|referring to|based on|pointing to|"
          r"drawing on) (?:\w+ ){0,5}(?:reports?|research|article|study)\b"),
    _sign("other-report", "media-content", "content", 2.5,
          r"\b(?:according to|reported by|reports in|report in|read in|seen in|saw in|heard on|"
          rf"saw on) (?:\w+'?s? ){{0,3}}?{MEDIA}\b"),
    _sign("other-report", "reported-that", "frame", 2.0, r"\b(?:media|press) reports?\b"),
    # --- document: papers, letters, a study
    _sign("document", "papers", "source", 4.0, rf"\b{PAPERS}\b"),
    _sign("document", "papers-show", "source", 1.4, rf"\b{PAPERS}\b", also=("cue", rf"\b{SHOW}\b")),
    _sign("document", "cites-papers", "frame", 2.8,
          r"\b(?:according to|from|show(?:n|ed)? in|seen in|revealed (?:by|in)|leaked|quoting) "
          rf"(?:[\w'’-]+ ){{0,5}}?{PAPERS}\b"),
    _sign("document", "rests-on-papers", "frame", 4.2,
          r"\b(?:citing|cites|cited|based on|on the basis of|drawing on|obtained|reviewed) "
          rf"(?:[\w'’-]+ ){{0,5}}?{PAPERS}\b"),
    _sign("document", "seen-papers", "frame", 4.0,
          rf"\b{PAPERS}\b (?:\w+ ){{0,3}}(?:seen|obtained|reviewed|read|leaked|published|found|recovered|"
          r"seized) by\b"),
    _sign("document", "old-report", "source", 3.9, r"\b(?:19|20)\d\d (?:\w+ ){0,2}(?:report|study)\b"),
    _sign("document", "have-papers", "content", 2.4,
          rf"\b(?:received|read|seen|obtained|got|have|according to|found) (?:\w+ ){{0,4}}?{PAPERS}\b"),
    _sign("document", "reads", "cue", 1.4, r"\b(?:read|reads|reading)\b"),
    _sign("document", "no-records", "source", -0.6, r"\b(?:court|records?|police|federal|filings?)\b"),
    # --- official-record: court, police, statistics, register
    _sign("official-record", "records", "source", 4.8, rf"\b{COURT}\b"),
    _sign("official-record", "records-frame", "frame", 2.3,
          r"\b(?:according to|citing|cites|cited|based on|on the basis of|from|per|"
          rf"in) (?:[\w'’-]+ ){{0,5}}?{COURT}\b"),
    _sign("official-record", "records-show", "frame", 3.7,
          rf"\b{COURT} (?:\w+ ){{0,2}}(?:show\w*|say|said|state\w*|reveal\w*|indicate\w*|list\w*)\b"),
    _sign("official-record", "records-content", "content", 2.2,
          rf"\b(?:according to|citing|per|from) (?:[\w'’-]+ ){{0,4}}?{COURT}\b"),
    # --- human-source: informants, witnesses, people who told the source
    _sign("human-source", "cites-people", "frame", 4.9,
          r"\b(?:citing|cites|cited|quoting|quoted|quotes|on the word of|relying on|based on|from|"
          rf"interview(?:s|ed|ing)? (?:with )?) {PEOPLE}\b"),
    _sign("human-source", "humint", "frame", 5.0,
          r"\b(?:human (?:sources?|intelligence)|humint|informants?|agents on the ground|word of mouth|"
          r"defectors' accounts|witness(?:es')? (?:accounts|statements))\b"),
    _sign("human-source", "told-me", "content", 4.2,
          r"\b(?:told|informed|assured|warned|tipped off) (?:me|us|him|her|them|its?)\b"),
    _sign("human-source", "was-told", "frame", 2.4,
          r"\b(?:was|were|been|being) (?:told|informed|briefed|tipped off)\b"),
    _sign("human-source", "was-told-content", "content", 3.9,
          r"\b(?:i|we|he|she|they) (?:was|were|had been|have been|has been) (?:told|informed|briefed|"
          r"tipped off) (?:by|that)\b"),
    _sign("human-source", "sources-said", "content", 5.0,
          r"\b(?:its|his|her|their|our|an?|\w+) (?:anonymous |unnamed |own )?(?:sources?|"
          r"informants?)\b (?:\w+ )?(?:said|told|claim\w*|describ\w*|sa(?:y|ys)|ha(?:ve|s) \w+ed)"),
    _sign("human-source", "someone-said", "content", 2.9,
          r"^(?:an?|one|several|two|its|his|her|their) [\w -]{0,30}?(?:wife|husband|brother|sister|mother|"
          r"father|son|daughter|friend|source|sources|official|neighbou?r|relative|"
          r"aide)\b.{0,40}\b(?:said|told|says)\b"),
    _sign("human-source", "by-people", "frame", 4.5,
          r"\b(?:told|informed|briefed|confirmed) by (?:the |his |her |their |its |local |several |"
          r"two )?(?:\w+ )?(?:neighbou?rs|friends|relatives|residents|witnesses|villagers|colleagues|"
          r"officials|sources|people|doctors|soldiers|refugees|survivors)\b"),
    # --- intercept
    _sign("intercept", "calls", "source", 5.0, rf"\b{CALLS}\b"),
    _sign("intercept", "calls-frame", "frame", 4.5, rf"\b{CALLS}\b"),
    _sign("intercept", "calls-content", "content", 4.5,
          rf"\b(?:according to|based on|from|in|we have|have) (?:\w+ ){{0,3}}{CALLS}\b"),
    # --- imagery: photographs, satellite
    _sign("imagery", "pictures", "source", 4.9, rf"\b{PICTURES}\b"),
    _sign("imagery", "pictures-frame", "frame", 4.5,
          r"\b(?:citing|cites|cited|according to|based on|on the basis of|from|using|analysis of|studying|"
          rf"seen in|seen on|examin\w+|review\w+) (?:[\w'’-]+ ){{0,4}}?{PICTURES}\b"),
    _sign("imagery", "pictures-show", "frame", 4.0,
          rf"\b{PICTURES} (?:[\w'’-]+ ){{0,6}}?(?:show\w*|suggest\w*|indicat\w*|reveal\w*|confirm\w*)\b"),
    _sign("imagery", "pictures-content", "content", 3.9,
          rf"\b{PICTURES} (?:\w+ ){{0,4}}?(?:show\w*|reveal\w*|confirm\w*)\b"),
    # --- video
    _sign("video", "film", "source", 4.8, rf"\b{FILM}\b"),
    _sign("video", "film-frame", "frame", 3.8,
          r"\b(?:citing|cites|cited|according to|based on|from|using|analysis of|seen in|seen on|watched|"
          rf"examin\w+|review\w+|in) (?:[\w'’-]+ ){{0,4}}?{FILM}\b"),
    _sign("video", "film-shows", "frame", 4.1,
          rf"\b{FILM} (?:[\w'’-]+ ){{0,6}}?(?:show\w*|suggest\w*|captur\w*|reveal\w*|emerg\w*|"
          r"confirm\w*)\b"),
    _sign("video", "film-content", "content", 4.4,
          rf"\b{FILM} (?:\w+ ){{0,4}}?(?:show\w*|emerg\w*|captur\w*|reveal\w*|confirm\w*)\b"),
    # --- testimony: on oath or to an inquiry
    _sign("testimony", "testifies", "cue", 5.0,
          r"\b(?:testif\w+|gave evidence|gave testimony|swore|deposed)\b"),
    _sign("testimony", "testifies-frame", "frame", 4.0,
          r"\b(?:testif\w+|(?:gave|giving|in) (?:\w+ )?(?:evidence|testimony)|under oath|on oath|"
          r"sworn (?:statement|testimony|evidence)|in (?:a |his |her )?depositions?|"
          r"on the (?:witness )?stand|from the witness box|cross-examin\w+)\b"),
    _sign("testimony", "tells-court", "frame", 4.8,
          rf"\btold (?:(?:the|a|an|this|his|her|their) )?(?:[\w'’-]+ ){{0,3}}?{HEARING}\b"),
    _sign("testimony", "court-heard", "frame", 4.5,
          r"\b(?:court|jury|inquest|inquiry|tribunal|hearing) (?:was told|heard)\b"),
    _sign("testimony", "testimony", "source", 4.5,
          r"\b(?:testimony|testimonies|deposition|sworn statement|affidavit)\b"),
    _sign("testimony", "court-near", "nearby", 2.1,
          r"\b(?:testif\w+|told the (?:court|jury|inquest|inquiry|tribunal)|under oath|testimony)\b"),
)
# fmt: on
