"""Words that hedge or strengthen, with the band of probability that they stand for, and where they stand.

Bands: ICD 203 for its own terms (likely 55-80, unlikely 20-45, ...); PHIA's "realistic possibility" and
the annotation guide for what is merely possible; the others by the quartiles of 169 people's answers
(zonination/perceptions and wadefagen/datasets; `training/readings_of_words.py` prints them), in percent:
almost certain 90-98, highly likely 80-95, very good chance 75-85, we believe 60-85, probably 60-80,
probable 60-75, likely 65-75, better than even 55-60, about even 50-50, probably not 15-33, we doubt 10-30,
unlikely 10-30, improbable 5-25, chances are slight 10-20, little chance 7-18, highly unlikely 5-10,
almost no chance 1-5. Everyday prose takes less care than these scales do: a band is a reader's aid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from secondsource.model.statement import Level

Band = tuple[float, float]

BANDS: dict[Level, Band] = {
    "almost-no-chance": (0.01, 0.05),
    "very-unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "even": (0.45, 0.55),
    "possible": (0.25, 0.60),
    "likely": (0.55, 0.80),
    "very-likely": (0.80, 0.95),
    "almost-certain": (0.95, 0.99),
}


@dataclass(frozen=True, slots=True)
class Hedge:
    """A phrase: its words in small letters, the group whose weight it has, its level and its band."""

    words: tuple[str, ...]
    group: str
    level: Level
    low: float
    high: float


# Group (whose weights it shares), level, band where it is not the level's, and the phrases.
_TABLE: tuple[tuple[str, Level, Band | None, str], ...] = (
    ("may", "possible", None, "may"),
    ("might", "possible", None, "might"),
    ("could", "possible", None, "could"),
    ("can", "possible", None, "can"),
    ("well", "possible", (0.40, 0.70), "may well; might well; could well; may very well; could very well"),
    ("stacked", "possible", (0.15, 0.55), "could possibly; may possibly; might possibly; could potentially;"
     "may potentially; might potentially; could perhaps; might perhaps; may perhaps; could conceivably"),
    ("must have", "very-likely", None, "must have been; must have had; must have come; must have known"),
    ("perhaps", "possible", None, "possibly; perhaps; maybe; conceivably; feasibly; perchance; quite "
            "possibly;"
     "could be that; may be that; might be that; it may be; it might be; it could be"),
    ("potentially", "possible", None, "potentially; theoretically; in theory; hypothetically"),
    ("hopefully", "possible", (0.35, 0.70), "hopefully; with luck; with any luck; god willing"),
    ("seem", "possible", (0.45, 0.75), "seem; seems; seemed; seemingly; it seems; it seemed; it would seem;"
     "appear to; appears to; appeared to; appears that; appeared that; it appears; it appeared;"
     "it would appear; appear; appears; appeared; looks like; look like; looked like"),
    ("looks", "likely", (0.50, 0.75), "it looks like; it looks as if; it looks as though; it looked like; "
            "looks set to;"
     "it does look like; it seems like; it seems that; it appears that; it would appear that; it seems as "
     "though"),
    ("apparently", "likely", (0.50, 0.75), "apparently; evidently; by all accounts; arguably; ostensibly"),
    ("probably", "likely", (0.60, 0.80), "probably; presumably; most probably; very probably; in all "
            "probability;"
     "in all likelihood; more than likely; as likely as not; likely as not; supposedly"),
    ("likely", "likely", None, "likely; likelier; likeliest; probable; increasingly likely; more likely "
            "than not;"
     "better than even; better than evens; odds-on; somewhat likely; fairly likely; rather likely"),
    ("likely", "very-likely", None, "very likely; highly likely; most likely; extremely likely; quite likely;"
     "overwhelmingly likely; very probable; highly probable; almost sure to; very possible that"),
    ("comparison", "likely", None, "more likely to; less likely to; likely voters; likely voter; how likely;"
     "as likely to; times more likely; likely to vote"),
    ("unlikely", "unlikely", None, "unlikely; improbable; not likely; not very likely; not too likely; "
            "hardly likely;"
     "not probable; scarcely likely; increasingly unlikely; implausible; not that likely; less than likely"),
    ("unlikely", "unlikely", (0.15, 0.35), "probably not; probably won't; probably isn't; probably wasn't"),
    ("unlikely", "very-unlikely", None, "very unlikely; highly unlikely; extremely unlikely; most "
            "unlikely; quite unlikely;"
     "highly improbable; not at all likely; little chance; slim chance; chances are slim; chances are slight;"
     "small chance; slight chance; little likelihood; long shot; little prospect; highly implausible; "
     "far-fetched"),
    ("impossible", "almost-no-chance", None, "impossible; inconceivable; unthinkable; practically "
            "impossible; almost impossible;"
     "virtually impossible; next to impossible; nearly impossible; almost no chance; no chance; remote "
     "chance;"
     "no possibility; no likelihood; no prospect; zero chance; not possible; isn't possible; not a chance;"
     " no way that"),
    ("possible", "possible", None, "possible that; is possible; it's possible; was possible; be possible; "
            "are possible;"
     "entirely possible; quite possible; very possible; always possible; possible; plausible; conceivable;"
     "theoretically possible; it is possible; it was possible; just possible; cannot be ruled out;"
     "can't be ruled out; could not be ruled out; not ruled out; cannot rule out; can't rule out; not "
     "rule out;"
     "cannot exclude; cannot be excluded; could not be excluded; not impossible; not inconceivable"),
    ("as possible", "possible", None, "may god; may or may not; may i; might i; could i; as possible; if "
            "possible; where possible; when possible; whenever possible;"
     "wherever possible; best possible; every possible; all possible; made possible; makes possible; make "
     "possible"),
    ("possibility", "possible", None, "possibility; possibilities; a possibility; definite possibility; "
            "real possibility;"
     "realistic possibility; distinct possibility; strong possibility; possibility that; possibility of"),
    ("chance", "possible", None, "a chance that; chance that; chance of; a chance of; the chance of; some "
            "chance; likelihood;"
     "the likelihood; probability; risk that; risk of; the risk of; a risk of; a risk that; real risk; "
     "odds of;"
     "odds that; prospect that; the prospect of; may have been able; potential for; potential to; potential"),
    ("chance", "likely", (0.70, 0.90), "good chance; very good chance; strong chance; great chance; "
            "decent chance;"
     "strong likelihood; high likelihood; high probability; strong probability; chances are good; chances "
     "are"),
    ("chance", "even", None, "even chance; even odds; about even; roughly even; 50-50; fifty-fifty; 50/50;"
                             " a toss-up; toss-up;"
     "evens chance; touch and go"),
    ("potential", "possible", None, "potential sanctions; a potential; as potential; potential threat; "
            "possible threat"),
    ("speculation", "possible", None, "speculation; speculations; speculation that; speculate; speculates;"
            " speculated;"
     "speculating; speculative; conjecture; conjectured; hypothesized; hypothesised; hypothesize; hypothesis;"
     "theorized; theorised; theory that; theorizes; theorize; rumor that; rumour that; rumors that; "
     "rumours that"),
    ("suggest", "possible", (0.35, 0.65), "suggest; suggests; suggested; suggesting; hints; hinted; hint; "
            "hinting; implies;"
     "implied; imply; implying; insinuated; suggestive; hints that"),
    ("indicate", "likely", (0.50, 0.80), "indicate; indicates; indicated; indicating; indication; "
            "indications; points to;"
     "signals; signaled; signalled"),
    ("suspicion", "possible", (0.35, 0.65), "suspicion; suspicions; suspicion that; suspicion of; on "
            "suspicion of"),
    ("suspect", "likely", (0.50, 0.80), "suspect; suspects; suspected; suspecting; widely suspected; "
            "strongly suspects;"
     "strongly suspect; suspect that; suspects that; suspected that; suspected of; suspected to"),
    ("believe", "likely", (0.60, 0.85), "believe; believes; believed; believing; firmly believe; strongly "
            "believe; truly believe; belief that;"
     "the belief that; believe that; believes that; believed to; believed to be"),
    ("think", "likely", (0.55, 0.80), "think; thinks; thinking; think that; thinks that; thought to;"
     "thought to be"),
    ("thought", "likely", (0.55, 0.80), "thought; thought that; had thought"),
    ("feel", "likely", (0.55, 0.80), "feel; feels; felt; feeling that; feel that; feels that; felt that"),
    ("consider", "likely", (0.55, 0.80), "consider; considers; considered; considering; considers that; "
            "regards; regarded"),
    ("guess", "likely", None, "guess; guesses; guessed; suppose; supposes; supposed that; reckon; reckons;"
                              " reckoned; imagine;"
     "imagines; assume; assumes; assumed; assuming; presume; presumes; presumed; surmise; surmised; surmises;"
     "assumption that; assumption; assumptions; gather that; understand that"),
    ("expect", "likely", None, "expect; expects; expected; expecting; fully expects; fully expect; "
            "expectation that; expectations that; expectation;"
     "expect that; expects that; expected that; expected to; expected to be; anticipate; anticipates; "
     "anticipated;"
     "anticipating; anticipation"),
    ("forecast", "likely", None, "forecast; forecasts; forecasted; forecasting; predict; predicts; "
            "predicted; predicting;"
     "prediction; predictions; projected; projects; projection; projections; foresees; foresee; foresaw; "
     "envisages;"
     "envisions; set to; poised to; on course to; on track to; due to be; slated to; scheduled to"),
    ("expected", "likely", None, "is forecast; are forecast; were forecast; was forecast; is projected; "
            "are projected;"
     "is predicted; are predicted; was projected; were projected; was predicted; is expected; are "
     "expected; was expected;"
     "were expected; be expected; is anticipated; are anticipated; is believed; are believed; was believed;"
     "were believed; it is believed; widely believed; is thought; are thought; it is thought; was thought;"
     " were thought;"
     "is feared; are feared; is suspected; are suspected; was suspected; were suspected; widely expected"),
    ("assess", "likely", None, "assess; assesses; assessed; assess that; judge; judges that; judged; "
            "assessment that;"
     "estimate; estimates; estimated; estimating; is estimated; are estimated; reckoned to; understood to"),
    ("fear", "likely", (0.35, 0.70), "fear; fears; feared; fearing; fear that; fears that; feared that;"
     "worry; worries; worried; worrying; concern that; concerns that; concerned that; afraid; afraid that;"
     " dread"),
    ("hope", "possible", (0.30, 0.65), "hope; hopes; hoped; hoping; hopes that; hope that; hopeful; hope "
            "to; hopes to;"
     "wish; wishes; wished"),
    ("first", "likely", None, "i think; we think; i'd think; i would think; we would think; i do think; i "
                              "really think; i just think;"
     "i still think; i also think; i believe; we believe; i do believe; i truly believe; i firmly believe;"
     " i really believe;"
     "i strongly believe; i still believe; i guess; i suppose; i suspect; we suspect; i assume; we assume;"
     " i presume;"
     "i feel like; i feel that; we feel that; i feel; we feel; i imagine; i would imagine; i'd imagine; i "
     "reckon;"
     "we expect; i expect; we fully expect; i would expect; i'd expect; i would say; i'd say; i would "
     "guess; i'd guess;"
     "my guess is; my guess; my sense is; my feeling is; my belief; my hunch; in my opinion; in our "
     "opinion; in my view;"
     "in our view; as far as i know; as far as we know; to my knowledge; to our knowledge; to the best of "
     "my knowledge;"
     "so far as i know; from what i know; i'm guessing; i am guessing; we assess; we judge; we estimate; "
     "i bet; i'd bet;"
     "we anticipate; i anticipate; we predict; i predict; i think that; we believe that; i believe that; "
     "i thought;"
     "we thought; i would argue; i'd argue; my impression is; my understanding is; i have a feeling; i "
     "don't think;"
     "i do not think; we don't think; we do not think; i don't believe; i do not believe; we don't believe;"
     "we do not believe; i didn't think; i don't feel; i don't expect; we don't expect; we do not expect;"
     "i honestly think; i personally think; i personally believe; i sincerely believe; i honestly believe"),
    ("denied think", "unlikely", None, "doesn't think; does not think; don't think; do not think; doesn't "
            "believe;"
     "does not believe; don't believe; do not believe; didn't believe; did not believe; didn't think; did "
     "not think;"
     "doesn't expect; does not expect; don't expect; do not expect; did not expect; didn't expect;"
     "don't really think; doesn't really believe; don't really believe; no longer believes; no longer thinks;"
     "no reason to believe; no reason to think; not see how; don't see how"),
    ("not expected", "unlikely", (0.10, 0.40), "isn't expected; is not expected; not expected to; was not "
            "expected;"
     "wasn't expected; weren't expected; were not expected; are not expected; aren't expected; not "
     "believed to;"
     "not thought to; not expected; not anticipated; isn't likely to; not seem likely; not looking likely"),
    ("doubt", "unlikely", (0.10, 0.35), "doubt; doubts; doubted; doubting; i doubt; we doubt; doubtful; "
            "dubious;"
     "skeptical; sceptical; skeptical that; sceptical that; highly doubtful; skepticism; scepticism; "
     "doubts that;"
     "doubts about; doubt that; doubts whether; doubt whether; casts doubt; cast doubt; cast doubt on"),
    ("unsure", "possible", (0.25, 0.60), "unsure; uncertain; unclear; not sure; not certain; not clear; "
            "isn't clear;"
     "not entirely sure; not convinced; not confident; not entirely clear; remains unclear; uncertainty; "
     "not yet clear;"
     "aren't sure; ain't sure; isn't sure; not so sure; can't be sure; cannot be sure; hard to say; too "
     "early to say;"
     "not known; not yet known; i wonder; we wonder; who knows; i don't know; i do not know; we don't "
     "know; we do not know;"
     "unconfirmed; not confirmed; not been confirmed; could not confirm; cannot confirm; can't confirm; "
     "not verified;"
     "could not verify; not been verified; could not be verified; not independently verified; inconclusive"),
    ("confirm", "almost-certain", None, "is confirmed; are confirmed; confirmed dead; confirmed killed; "
            "confirm; confirms; confirmed; confirming; confirmed that; confirms that; confirmation;"
     "confirmation that; has confirmed; have confirmed; been confirmed; was confirmed; verified; verifies;"
     "corroborated; corroborates; can confirm; conclusively; proved that; proves that; proven that; proof "
     "that"),
    ("establish", "almost-certain", None, "established; establishes; established that; ascertained; "
            "determined that;"
     "demonstrated; demonstrates; demonstrated that; proven; proved; proves; prove; proof"),
    ("know", "almost-certain", None, "know; knows; knew; known; knowing; know that; knows that; knew that;"
            " is known; it is known;"
     "well aware; we know; i know; we know that; i know that; we now know; is well known; well known"),
    ("you know", "almost-certain", None, "you know; let you know; let me know; let us know; let him know; "
            "let them know;"
     "get to know; need to know; want to know; known as; known for; known to be; also known; if you know"),
    ("sure", "almost-certain", None, "i am sure; i'm sure; we are sure; we're sure; is sure; are sure; "
            "was sure; were sure; sure that;"
     "quite sure; very sure; absolutely sure; completely sure; pretty sure; so sure; sure; am certain; "
     "i'm certain;"
     "is certain; are certain; was certain; certain that; absolutely certain; certain to; sure to; is "
     "bound to;"
     "are bound to; bound to; was bound to; no doubt; no question; without doubt; without a doubt; "
     "without question;"
     "beyond doubt; beyond any doubt; beyond question; beyond a doubt; beyond reasonable doubt; little doubt;"
     "there's no doubt; there is no doubt; be in no doubt; in no doubt; not in doubt; have no doubt; no "
     "doubt that;"
     "there is no question; there's no question; to be sure; be sure that; for sure; for certain; say for "
     "sure;"
     "make no mistake; no mistake; there's no way; there is no way; no denying; undeniable; undeniably; "
     "inevitable;"
     "inevitably; certainty that; i guarantee; guaranteed; guarantee that; foregone conclusion; mark my "
     "words"),
    ("adverb sure", "almost-certain", None, "certainly; definitely; definitively; surely; undoubtedly; "
            "unquestionably; indisputably;"
     "assuredly; doubtless; most certainly; indubitably; decidedly; unmistakably; incontrovertibly; "
     "irrefutably;"
     "almost certainly; almost certain; nearly certain; virtually certain; near certain; all but certain; "
     "near-certain;"
     "almost surely; almost assuredly; all but guaranteed"),
    ("sure not", "almost-certain", None, "make sure; makes sure; making sure; made sure; sure sign; be "
            "sure to; ensure; certain amount;"
     "a certain; certain kind; certain extent; certain things; certain areas; certain cases; certain "
     "circumstances;"
     "not certainly; certain"),
    ("clear", "almost-certain", (0.85, 0.99), "blindingly obvious; clearly; obviously; plainly; of course;"
            " evident; it is clear; it's clear; it is clear that;"
     "is clear that; obvious; it is obvious; it's obvious; clear that; abundantly clear; crystal clear; "
     "indeed"),
    ("absolutely", "almost-certain", None, "absolutely; totally; completely; categorically; unequivocally;"
            " emphatically; truly"),
    ("convinced", "almost-certain", (0.85, 0.97), "convinced; convinced that; am convinced; is convinced; "
            "are convinced;"
     "firmly convinced; positive that; am positive; i'm positive; conviction that; persuaded that"),
    ("confident", "very-likely", None, "confident; confident that; am confident; i'm confident; we're "
            "confident; is confident;"
     "are confident; very confident; confidence that; optimistic; optimistic that; cautiously optimistic; "
     "high confidence;"
     "moderate confidence; low confidence; trusts that; trust that; quietly confident; reasonably confident"),
    ("allegedly", "possible", (0.35, 0.70), "allegedly; alleged; reportedly; reported to; purportedly; "
            "purported; so-called;"
     "said to be; rumored; rumoured; rumored to; rumoured to; is said to; are said to"),
    ("conclude", "likely", None, "concluded; concludes; conclude; concluding; concluded that; conclusion "
            "that; deduced; inferred"),
    ("show", "almost-certain", None, "show; shows; showed; shown; showing; evidence that; evidence of; "
            "reveals; revealed; finds; found"),
    ("no evidence", "unlikely", None, "no evidence that; no evidence of; no evidence; no indication that; "
            "no indication;"
     "no sign that; no signs that; no sign of; no indications; little evidence"),
    ("tend", "likely", None, "tend to; tends to; tended to; usually; generally; typically"),
)  # fmt: skip

CONDITIONS = frozenset(("if", "unless", "provided", "assuming"))
_WORD = re.compile(r"\w+|[^\w\s]")


@lru_cache(maxsize=1)
def hedges() -> dict[str, list[Hedge]]:
    """Every hedge by its first word, the longest first."""
    out: dict[str, list[Hedge]] = {}
    for group, level, band, phrases in _TABLE:
        low, high = band or BANDS[level]
        for phrase in phrases.split(";"):
            words = tuple(_WORD.findall(phrase))
            out.setdefault(words[0], []).append(Hedge(words, group, level, low, high))
    for rows in out.values():
        rows.sort(key=lambda h: -len(h.words))
    return out


def groups() -> list[str]:
    """The names of the groups, in the order of the table."""
    return list(dict.fromkeys(group for group, *_ in _TABLE))


def find(lower: Sequence[str]) -> Iterator[tuple[int, Hedge]]:
    """Where a hedge begins among words in small letters; of those that overlap the first and longest."""
    table = hedges()
    end = 0
    for i, word in enumerate(lower):
        if word not in table or i < end:
            continue
        following = lower[i + 1] if i + 1 < len(lower) else ""
        for hedge in table[word]:
            words = hedge.words
            n = len(words)
            if n == 1 or (following == words[1] and tuple(lower[i : i + n]) == words):
                yield i, hedge
                end = i + n
                break
