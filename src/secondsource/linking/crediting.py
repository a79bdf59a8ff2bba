"""Which report a credit means: whom a report names, what it says there, and whether that stands there.

Pure functions of two reports. A name alone is no credit: what is said beside it must stand in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from secondsource.linking.prints import words_of
from secondsource.linking.publishers import agency, issuer, names_of
from secondsource.linking.stems import rarity, stems
from secondsource.model.echo import Echo, Text
from secondsource.model.span import Span
from secondsource.model.statement import Reason
from secondsource.text.fold import unaccented

# Days between a report and one that credits it.
LATEST = 14
# Worth (rarity of stems, up to 118 each) and share in hundredths of what stands beside the name.
LEAST_WORTH, LEAST_SHARE = 330, 45
# The share where it is said that somebody told the publisher so: then its report tells all of it.
_TOLD_SHARE = 75
_TOLD = re.compile(r"\b(?:told|tells|telling|interview with)(?: the)? $")
# A report is meant. Without such a word a name may be that of a source, who says more than the report holds.
_REPORTS = re.compile(
    r"\b(?:report(?:ed|s|ing)?|wrote|writes|publish(?:ed|es)|notes?|bulletin|page|register|article|story|"
    r"interview|statement|broadcast|agency|newspaper|paper|daily)\b",
    re.IGNORECASE,
)
_LEAST_QUOTED = 6
_NAME = re.compile(r"[^\W\d_a-z][\w’'.-]*(?:(?:(?: of| and| for)(?: the)?)? [^\W\d_a-z][\w’'.-]*){0,5}")
_AND = re.compile(r" and (?:the )?")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\s*\n|\n")
_FIGURE = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.,])\d+(?:\.\d+)?(?![\w])")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_NO_FIGURE_BEFORE = re.compile(
    rf"(?:{_MONTH}|\b(?:note|bulletin|page|number|no\.?|article|train|in|since|of|year))\s$", re.I
)
_NO_FIGURE_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s+{_MONTH}\b")
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{20,})[\"”]")
_GOES_ON = re.compile(r"(?:It|They|The (?:same|agency|paper|note|report|page|document|outlet))\b")
_SHOUTED = 60
_SMALL_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_SMALL = {word: n for n, word in enumerate(_SMALL_NUMBERS.split())}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, and the sentences that it stands in and that go on from there."""

    name: str
    span: Span
    sentence: Span
    whole: Span


class Crediting:
    """A report with what credits are matched by, worked out once."""

    def __init__(self, text: Text) -> None:
        self.text = text

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words, its title's among them."""
        return frozenset(stems(f"{self.text.title or ''}\n{self.text.text}"))

    @cached_property
    def figures(self) -> frozenset[float]:
        """All figures of it, small ones in words among them."""
        whole = f"{self.text.title or ''}\n{self.text.text}"
        found = {float(figure[0].replace(",", "")) for figure in _FIGURE.finditer(whole)}
        words = unaccented(whole).casefold().replace("-", " ").split()
        return frozenset(found | {float(_SMALL[word]) for word in words if word in _SMALL})

    @cached_property
    def words(self) -> str:
        """Its folded words, between blanks."""
        return f" {' '.join(words_of(self.text.text).words)} "

    @cached_property
    def mentions(self) -> dict[str, list[Mention]]:
        """The names in it by the forms that they may mean a publisher by; never its own."""
        own = names_of(issuer(self.text) or "")
        found: dict[str, list[Mention]] = {}
        for mention in _mentions(self.text):
            forms = names_of(mention.name)
            for form in () if forms & own else sorted(forms):
                if len(form) > 2:
                    found.setdefault(form, []).append(mention)
        return found

    @property
    def offers(self) -> frozenset[str]:
        """The forms by which others may name who issued it."""
        return frozenset(form for form in names_of(issuer(self.text) or "") if len(form) > 2)


def worth(b: Crediting, a: Crediting, form: str) -> tuple[int, int]:
    """How much of what b says beside a name stands in a, and where the name stands; (0, 0) for too little."""
    if a.text.ties & b.text.ties:
        return 0, 0
    best = (0, 0)
    named = set(stems(f"{issuer(a.text) or ''} {form}"))
    for mention in b.mentions.get(form, ()):
        beside, least = _beside(b.text.text, mention)
        told = set(stems(beside)) - named
        whole = sum(rarity(stem) for stem in told)
        found = sum(rarity(stem) for stem in told & a.stems)
        if found < LEAST_WORTH or found * 100 < whole * least or found <= best[0]:
            continue
        if _REPORTS.search(beside) or _held(b, a, mention)[0] is not False:
            best = (found, mention.span.start)
    return best


def _beside(text: str, mention: Mention) -> tuple[str, int]:
    """What is said beside a name, and the share of it that a report must hold to be meant."""
    if _TOLD.search(text[: mention.span.start]):
        return text[mention.span.end : mention.whole.end], _TOLD_SHARE
    return mention.whole.of(text), LEAST_SHARE


def credit(b: Crediting, a: Crediting, form: str, at: int, *, a_first: bool) -> Echo:
    """The echo of a credit in b that means a, with whether a holds what b credits it with."""
    mention = next(each for each in b.mentions[form] if each.span.start == at)
    text = b.text.text
    holds, missing = _held(b, a, mention)
    reasons = [Reason(code="echo-credits", values=(issuer(a.text) or form, mention.name))]
    if holds is not None:
        reasons.append(Reason(code="echo-held" if holds else "echo-not-held", values=tuple(missing)))
    spans = (mention.sentence,)
    one, other = (a.text.report, b.text.report) if a_first else (b.text.report, a.text.report)
    found, _ = worth(b, a, form)
    told = max(1, sum(rarity(stem) for stem in set(stems(_beside(text, mention)[0]))))
    return Echo(
        a=one,
        b=other,
        kind="credit",
        spans_a=() if a_first else spans,
        spans_b=spans if a_first else (),
        first="a" if a_first else "b",
        probability=min(990, 600 + 390 * found // told),
        holds=holds,
        reasons=tuple(reasons),
    )


def _held(b: Crediting, a: Crediting, mention: Mention) -> tuple[bool | None, list[str]]:
    """Whether a holds the figures and quotations of the sentence that credits it, and those it does not."""
    sentence = mention.sentence.of(b.text.text)
    asked, missing = 0, []
    for figure in figures_in(sentence):
        asked += 1
        value = float(figure.replace(",", ""))
        if not any(abs(value - other) <= 0.02 * value for other in a.figures):
            missing.append(figure)
    for quoted in _QUOTED.finditer(sentence):
        words = words_of(quoted[1]).words
        if len(words) >= _LEAST_QUOTED:
            asked += 1
            if f" {' '.join(words)} " not in a.words:
                missing.append(quoted[1])
    return (not missing if asked else None), missing


def figures_in(sentence: str) -> list[str]:
    """The figures of a sentence as written, without days, years and what only numbers a document."""
    return [
        found[0]
        for found in _FIGURE.finditer(sentence)
        if not _NO_FIGURE_BEFORE.search(sentence[: found.start()])
        and not _NO_FIGURE_AFTER.match(sentence, found.end())
    ]


def _mentions(text: Text) -> Iterator[Mention]:
    """The names of a text in capitals, and those that a reading says are credited."""
    whole = text.text
    sentences = _sentences(whole)
    told = agency(text)
    letters = [letter for letter in whole[:2_000] if letter.isalpha()]
    if sum(map(str.isupper, letters)) * 100 > len(letters) * _SHOUTED:
        named = [(c.text, c.spans[0]) for c in text.credits if c.spans]
    else:
        named = list(_named(whole))
        named += [(c.name, c.spans[0]) for c in text.credits if c.spans]
    for name, span in named:
        if told is not None and names_of(told) & names_of(name):
            continue
        at = next((n for n, sentence in enumerate(sentences) if sentence.end > span.start), None)
        if at is not None:
            yield Mention(name, span, sentences[at], _whole(whole, sentences, at))


def _named(text: str) -> Iterator[tuple[str, Span]]:
    """The names in capitals; of two with "and" between them also each."""
    for found in _NAME.finditer(text):
        whole = Span(*found.span())
        starts = [whole.start, *(whole.start + link.end() for link in _AND.finditer(found[0]))]
        stops = [*(whole.start + link.start() for link in _AND.finditer(found[0])), whole.end]
        parts = [Span(*ends) for ends in zip(starts, stops, strict=True)]
        for span in [whole, *(parts if len(parts) > 1 else [])]:
            yield re.sub("['’]s?$", "", span.of(text)), span


def _sentences(text: str) -> list[Span]:
    starts = [0, *(found.end() for found in _SENTENCE.finditer(text))]
    stops = [*(found.start() for found in _SENTENCE.finditer(text)), len(text)]
    return [Span(start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop]


def _whole(text: str, sentences: Sequence[Span], at: int) -> Span:
    """A sentence with the one behind it, where that goes on with the same source."""
    last = sentences[at]
    if at + 1 < len(sentences) and _GOES_ON.match(text, sentences[at + 1].start):
        last = sentences[at + 1]
    return Span(sentences[at].start, last.end)
