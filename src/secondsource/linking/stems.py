"""Words as linking compares them: folded, stemmed, without those that carry no meaning; with their rarity.

The stemmer is small and its rules are fixed: it need not give words, only the same letters for the forms of
one word.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from secondsource.text import unaccented

VOCABULARY = Path(__file__).resolve().parent.parent / "data" / "vocabulary.txt"

# The vocabulary's words stand by frequency from here on; before them are marks, letters and unused places.
_FIRST = 1995
# A word that the vocabulary has only in pieces is rarer than its last one.
UNKNOWN, FIGURE, _COMMON = 118, 70, 32
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")
MARKS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "–": "-", "—": "-", "…": "..."}
)
STOP = frozenset(
    """
    a an the of and in to on at by for with from as into onto over under about above after before
    between through during without within against among upon per via that this these those there here it
    its he she they them his her hers their theirs him we us our ours you your yours i me my mine who
    whom whose which what when where why how be is are was were been being am has have had having do
    does did doing will would shall should can could may might must not no nor or but if then than so
    such also too very just only even still yet already now all any each every some both either neither
    other others own same s t d ll re ve m up out off down again further once more most because while
    until since though although however say said says told tell according mr mrs ms
    """.split()  # noqa: SIM905
)
# Forms that no rule leads back. Verbs of news above all.
IRREGULAR = {
    form: word
    for word, forms in {
        "shoot": "shot", "hold": "held", "take": "took taken", "give": "gave given", "find": "found",
        "lose": "lost loss losses", "leave": "left", "bring": "brought", "buy": "bought",
        "fight": "fought", "catch": "caught", "seek": "sought", "steal": "stole stolen",
        "break": "broke broken", "fall": "fell fallen", "fly": "flew flown flight flights flies",
        "send": "sent", "sell": "sold sale sales", "strike": "struck stricken", "sink": "sank sunk",
        "win": "won", "begin": "began begun", "rise": "rose risen", "die": "died dies dying",
        "flee": "fled", "go": "went gone goes", "come": "came", "make": "made", "meet": "met",
        "pay": "paid", "speak": "spoke spoken", "stand": "stood",
        "withdraw": "withdrew withdrawn withdrawal", "drive": "drove driven",
        "grow": "grew grown growth", "hide": "hid hidden", "know": "knew known", "see": "saw seen",
        "sue": "sued suing", "think": "thought", "throw": "threw thrown", "write": "wrote written",
        "swear": "swore sworn", "choose": "chose chosen choice", "man": "men", "woman": "women",
        "child": "children", "person": "people persons", "life": "lives", "wife": "wives",
        "knife": "knives", "thief": "thieves", "foot": "feet", "body": "bodies", "get": "got gotten",
        "build": "built", "blow": "blew blown", "spend": "spent", "lead": "led", "free": "freed",
        "agree": "agreed", "quake": "earthquake", "army": "armies", "lie": "lay lain lying",
        "rob": "robbery robber", "keep": "kept", "feel": "felt", "shake": "shook shaken",
        "hit": "hitting", "ship": "shipment shipments",
    }.items()
    for form in forms.split()
}  # fmt: skip
_ENDINGS = "ations ation ings ing ions ion ments ment edly ed ers er ly es s al".split()  # noqa: SIM905
_KEPT = frozenset({"ss", "ll", "ff", "zz"})
_VOWELS = frozenset("aeiouy")


def fold(text: str) -> str:
    """The text in lower case without accents, with plain quotation marks and dashes and single blanks."""
    if not text.isascii():
        text = unaccented(text.translate(MARKS))
    return " ".join(text.casefold().split())


def words(text: str) -> list[str]:
    """The folded words and figures of a text, in order."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What the forms of a folded word share: "bombing", "bombed" and "bombs" give one."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in _ENDINGS:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= (4 if ending in ("al", "ion", "er", "ers", "ly") else 3):
            if ending == "s" and word[-2] in "siu":
                continue
            if not _VOWELS.intersection(rest):
                continue
            return _bare(rest)
    return _bare(word)


def _bare(rest: str) -> str:
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-2:] not in _KEPT and rest[-1] not in _VOWELS:
        rest = rest[:-1]
    if len(rest) > 3 and rest[-1] == "e":
        rest = rest[:-1]
    return rest[:-1] + "y" if len(rest) > 3 and rest[-1] == "i" else rest


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text that carry meaning, in order."""
    return tuple(stem(word) for word in words(text) if word not in STOP)


@lru_cache(maxsize=1 << 16)
def rarity(found: str) -> int:
    """How much it says that two wordings share a stem: eight for each doubling of its word's rank, up to
    118.
    """
    if found[:1].isdigit():
        return FIGURE
    return _ranks().get(found, UNKNOWN)


@cache
def _ranks() -> dict[str, int]:
    """The rarity of each stem by the most frequent of its words in the vocabulary."""
    held: dict[str, int] = {}
    for place, word in enumerate(VOCABULARY.read_text("utf-8").split("\n")):
        if place > _FIRST and word.isalpha():
            # Whole-number logarithm: eight times that to the base 2.
            worth = ((place - _FIRST) ** 8).bit_length() - 1 - _COMMON
            held.setdefault(stem(word), max(4, worth))
    return held
