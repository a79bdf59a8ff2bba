"""Patterns that cannot match are told apart by how the words of a text begin."""

from __future__ import annotations

import re

import pytest

from secondsource.reading import basis, forecast, grounds, polarity
from secondsource.text import segment
from secondsource.text.sieve import Searched, Sieve, beginnings

TEXTS = [
    "he said he would resign next week, according to two people who saw the letter",
    "i saw the blast. we were told that 40 % of the town's flats had burnt",
    "a report by the ministry says that the estimate is based on satellite images and court records",
    "it was false, she insisted; no evidence has been found that they asked for money",
    "the ministers' plan - drawn up in may - is to go on, and it'll be put to the vote",
    "",
    "!?",
]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:estimat\w*|calculat\w*)\b", {"estim", "calcu"}),
        (r"\bthe (?:survey|poll)s?\b", {"surve", "poll"}),  # rarer than "the"
        (r"\b(?:i|we) saw\b", {"saw  "}),
        (r"(?<!\w)aim(?:s|ed)?(?!\w)", {"aim  ", "aims ", "aimed"}),
        (r"^(?:\w+ ){0,2}reports$", {"repor"}),
        (r"\beye-?witness", {"eye  ", "eyewi"}),
        (r"\bpict[uo]r", {"pictu", "picto"}),
        (r"\b(?:ab){2}c", {"ababc"}),
    ],
)
def test_words_that_each_match_needs(pattern: str, expected: set[str]) -> None:
    assert beginnings(re.compile(pattern)) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        r"estimate",  # may begin inside a word
        r"\b\w+ly\b",
        r"\b(?:estimate)?",
        r"\b(?:estimate|\d+)",
        r"\bup\w*",  # too short to tell anything
        r"\w+n't",
        r"(?i)\bestimate",
        r"\b(?:un)?likely\w*|x",
    ],
)
def test_no_words_are_known_where_a_match_may_do_without(pattern: str) -> None:
    assert beginnings(re.compile(pattern)) is None


def test_what_may_match_is_left_in_order() -> None:
    rows = [("b", re.compile(r"\bbank\w*")), ("any", re.compile("x?")), ("a", re.compile(r"\bare\b"))]
    sieve = Sieve.named(rows)
    assert sieve.of("banks are open") == rows
    assert sieve.of("area") == [rows[1]]
    assert sieve.of("") == [rows[1]]


def test_words_that_are_kept_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondsource.text.sieve._HELD", 10)
    rows = [("a", re.compile(r"\bargue\b"))]
    sieve = Sieve.named(rows)
    for n in range(100):
        assert sieve.of(f"word{n} argue") == rows
    assert len(sieve.by_word) <= 12


PATTERNS = {
    "basis": [p for _, _, p in basis._LOOKED_FOR],
    "forecast": [p for _, p in (*forecast._PHRASES, *forecast._CUES)],
    "polarity": [p for _, p in polarity._CUES],
    "grounds": [frame.pattern for frame in grounds._FRAMES],
}


@pytest.mark.parametrize("name", PATTERNS)
def test_no_match_of_the_readers_patterns_is_lost(name: str) -> None:
    patterns = PATTERNS[name]
    sieve = Sieve(patterns, patterns)
    for text in TEXTS:
        words = text.split()
        for piece in [text, *(" ".join(words[n : n + 6]) for n in range(len(words)))]:
            left = sieve.of(piece)
            assert [p for p in patterns if p.search(piece)] == [p for p in left if p.search(piece)]


@pytest.mark.parametrize("name", PATTERNS)
def test_of_a_stretch_of_a_text_the_same_is_left(name: str) -> None:
    sieve = Sieve(PATTERNS[name], PATTERNS[name])
    text = "  ".join(TEXTS)
    cut = segment(text)
    for searched in (Searched(text), Searched(text, cut.lower(), cut.begins)):
        for first in range(len(cut)):
            for last in range(first + 1, min(first + 9, len(cut) + 1)):
                span = cut.span_of(first, last)
                assert sieve.within(searched, span.start, span.end) == sieve.of(span.of(text))
    assert sieve.within(Searched(text), 0, len(text)) == sieve.of(text)
    assert sieve.within(Searched(""), 0, 0) == sieve.of("")


def test_the_sieve_is_worth_its_while() -> None:
    """Nearly all patterns have beginnings: a change of Python's parser would make the sieve useless."""
    every = [p for patterns in PATTERNS.values() for p in patterns]
    assert sum(beginnings(p) is None for p in every) <= len(every) // 10
