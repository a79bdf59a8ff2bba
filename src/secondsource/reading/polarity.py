"""Whether the source says that the content is so, that it is not so, or asks.

Denied is meant of the content as it is cut: "denied that X", "rejected reports that X", "X, which was a lie".
A negation inside the content denies nothing: that it is not so is then what is asserted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from secondsource.model.statement import Polarity
from secondsource.reading.drafts import Draft
from secondsource.reading.facet_weights import judged, total
from secondsource.reading.standing import Standing, standing
from secondsource.reading.tags import Range
from secondsource.text import Segments
from secondsource.text.sieve import Sieve

_MARKS = frozenset("\"'“”‘’«»)]")
_OPENING = frozenset("\"“‘«'")
_BEFORE = 4  # words before a content in which a label of the one who asks may stand
_AFTER = 6  # words after a content in which it may be called false

# A trait of the cue, and the words of which one is enough.
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"))
    for name, pattern in (
        ("denies", r"den(?:y|ies|ied|ying|ials?)|refut\w+|rebut\w*|repudiat\w+|disavow\w*|debunk\w*|"
                   r"gainsaid|belie[ds]"),
        ("rejects", r"reject\w*|dismiss\w*|disput\w+|contest(?:s|ed|ing)?|pooh-poohed|rubbish(?:ed|es)|"
                    r"shot down"
                    r"|discount(?:s|ed)|discredit\w*|disprov\w+|contradict\w*|disown\w*|downplay\w*|"
                    r"brush\w+ off"),
        ("overturns", r"revers(?:es|ed|ing)|overturn\w*|overrul\w+|backpedal\w*|backed away from|"
                      r"retract\w*|withdrew"
                      r"|recant\w*|walk\w* back|rul\w+ out|forbid\w*|forbade|argu\w+ against|took back"),
        ("falsehood", r"lie|lies|myth|hoax|falsehood|fallacy|false claims?|fiction|falsely (?:claim|say|"
                      r"said)\w*|misconception"),
        ("unbelieving", r"(?:not|n't|' t|never|no longer|nor) (?:\w+ )?(?:believ\w+|think|accept|buy|"
                        r"agree|consider|admit|recogni[sz]e)"
                        r"|disbeliev\w+|refus\w+ to (?:believe|accept|admit|acknowledge)|disagre\w+ that"),
        ("no evidence", r"(?:no|not|none|nothing|little|n't|' t)\b.{0,20}\b(?:evidence|proof|sign|signs|"
                        r"indication|found|find)"
                        r"|none found"),
        ("asks", r"ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|quer(?:y|ied|ies)|inquir\w+|enquir\w+|press(?:es|"
                 r"ed|ing)?|ponder\w*"),
        ("questions", r"question(?:s|ed|ing)?"),
        ("debates", r"debate[ds]?|discussion|argument|speculat\w+|talking|discuss\w*"),
        ("doubts", r"doubt(?:s|ed|ing|ful)?|scepti\w+|skepti\w+|scoff\w*|unconvinced|dubious|distrust\w*"),
        ("answers", r"answer\w*|no doubt|undoubtedly|without question|beyond doubt|beyond question"),
        ("passes on", r"ask\w* (?:for|that|to)|beg|plead|asked not"),
        ("this claim", r"(?:this|that|these|those|such|the|his|her|their|with) (?:argument|claim|"
                       r"statement|idea|notion|findings?|"
                       r"assertion|criticism|suggestion|allegation|accusation|charge|view)s?"),
    )
)  # fmt: skip
_CUES_LEFT = Sieve.named(_CUES)
_LABEL = re.compile(
    r"^(?:q|question|reporter|interviewer|wn|wikinews|moderator|correspondent|press|journalist|host)$"
)
_FALSE = re.compile(
    r"\b(?:is|was|are|were|as) (?:a |an )?(?:\w+ )?(?:false|untrue|lie|lies|nonsense|baseless|fabricated|"
    r"fake|hoax|myth|"
    r"unfounded|groundless|fabrications?|slander|fiction|rumou?rs?|gossip)\b|\bnot true\b"
)
_WHETHER = frozenset(("whether", "if"))
_TAG = re.compile(r", (?:right|ok|okay|yes|no|eh|huh|correct)\s?\?")


def polarity(
    segments: Segments, draft: Draft, inner: Sequence[Range], *, words: Standing | None = None
) -> Polarity:
    """What the statement does with its content; inner: the contents of the statements nested in it.

    words: what `standing` gives for it, where that is known already.
    """
    found = traits(segments, draft, inner, words=words)
    scores: dict[Polarity, float] = {
        "asserted": 0.0,
        "denied": judged("denied", total("denied", found), draft.odds),
        "questioned": judged("questioned", total("questioned", found), draft.odds),
    }
    return max(scores, key=lambda p: scores[p])


def traits(
    segments: Segments, draft: Draft, inner: Sequence[Range], *, words: Standing | None = None
) -> list[str]:
    """What speaks for or against a denial or a question."""
    words = words or standing(segments, draft, inner)
    cue = " ".join(w for w, stand in zip(words.lower, words.stand, strict=True) if stand == "cue")
    out = ["one", *_cue_traits(cue)]
    if draft.cue is None:
        out.append("no cue")
    out += _asking(segments, draft, cue)
    out += _around(segments, draft)
    return out


@lru_cache(maxsize=4096)
def _cue_traits(cue: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _CUES_LEFT.of(cue) if pattern.search(cue))


def _asking(segments: Segments, draft: Draft, cue: str) -> list[str]:
    """Traits of its question marks and of a "whether" where it begins."""
    first, last = draft.content
    text = segments.text[segments.begins[first] : segments.stops[last - 1]]
    out = []
    if "?" in text:
        ends = re.findall(r"[^\s.!?]+\s?([.!?])(?=[\s\"'”’)\]]|$)", text)
        asked = sum(mark == "?" for mark in ends)
        closed = text.rstrip(" \"'”’)]‘“").endswith("?")
        if closed and asked >= len(ends):
            out.append("all asked")
        elif closed:
            out.append("ends asked")
        elif asked:
            out.append("asked within")
        if closed and _TAG.search(text[-16:].lower()):
            out.append("tag")
    opening = segments.word(first).lower() if segments.word(first) not in _OPENING else ""
    heard = cue.split()
    if (
        (opening in _WHETHER and not (opening == "if" and draft.cue and draft.cue[0] > first))
        or "whether" in heard
        or (heard and heard[-1] == "if")
        or "whether" in _before(segments, first)
    ):
        out.append("whether")
    elif opening in ("why", "how", "what", "who", "where", "when", "which"):
        out.append("wh")
    return out


def _before(segments: Segments, first: int) -> list[str]:
    return segments.lower()[max(0, first - _BEFORE) : first]


def _around(segments: Segments, draft: Draft) -> list[str]:
    """Traits of the words beside the content: a label of who asks, marks of quotation, "was false"."""
    first, last = draft.content
    out = []
    before = _before(segments, first)
    if any(_LABEL.match(w) for w in before) and draft.cue is None:
        out.append("label")
    if segments.word(first) in _OPENING:
        out.append("quoted")
    if ":" in before[-2:]:
        out.append("colon")
    sentence = segments.in_sentence[last - 1]
    end = bisect_right(segments.in_sentence, sentence, last, min(len(segments), last + _AFTER))
    if end > last and _FALSE.search(" ".join(segments.lower()[last:end])):
        out.append("called false")
    return out
