"""Names folded, cut and compared: titles left out, variants of transliteration told from other names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from secondsource.text import unaccented

Alike = Literal["equal", "variant", "nickname", "initial"]

_TOKEN = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\b(?=\W|$)")


def wordset(text: str) -> frozenset[str]:
    """The words of a table as a set."""
    return frozenset(text.split())


TITLES = wordset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady madam president premier chancellor prime minister
    secretary senator sen congressman congresswoman representative rep governor gov mayor judge justice
    general gen lieutenant lt colonel col major maj captain capt commander cmdr sergeant sgt corporal cpl
    private admiral adm brigadier marshal king queen prince princess sheikh sheik emir sultan ayatollah imam
    mullah pope cardinal bishop archbishop father rev reverend rabbi sister brother ambassador deputy vice
    defence defense foreign interior finance acting former spokesman spokeswoman spokesperson chief director
    hon honourable honorable detective inspector officer constable agent lance master nurse coach the by
    """
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = wordset(
    "al el bin ibn ben van von der den de del della di da dos du la le lo abu ter san santa st mac"
)
# Family names that stand first, where nothing else shows it: "Xi Jinping", "Kim Jong Un", "Nguyen Van Nam".
_FAMILY_FIRST = wordset(
    "xi li wang zhang liu chen yang huang zhao wu zhou xu sun zhu hu guo kim moon nguyen tran pham jiang"
)
# One name in several languages, or a short form of it. Each row is one name.
_GIVEN = """
alexander aleksandr oleksandr alexandr alex sasha aliaksandr alejandro
vladimir volodymyr uladzimir
sergei sergey serhiy serhii siarhei
dmitry dmitri dmytro dmitrii dimitri
mikhail mykhailo michael mike mick mikhael
nikolai nikolay mykola nicholas nick nicolas
yevgeny evgeny yevgeni evgeni yevhen eugene
yuri yury yuriy iurii
pavel pavlo paul
petr pyotr petro peter pete
andrei andrey andriy andrii andrew andy
viktor victor
vasily vasili vasyl
mohammed muhammad mohamed mohammad mohamad muhammed mehmet
ahmed ahmad
hussein hussain husayn hossein
ali aly
yousef yusuf youssef yousuf joseph joe
ibrahim ebrahim
abdullah abdallah abdulla
william bill will billy
robert bob rob bobby
james jim jimmy
thomas tom tommy
anthony tony
daniel dan danny
benjamin ben
matthew matt
christopher chris
elizabeth liz beth
katherine catherine kate kathryn katie
richard rick dick
edward ed eddie ted
ronald ron
donald don
david dave
steven stephen steve
gregory greg
jeffrey jeff geoffrey
timothy tim
kenneth ken
samuel sam
patrick pat
charles charlie chuck
frederick fred freddy frederic
alexis alexandros
lawrence larry
raymond ray
andrea andreas
patricia pat patty
margaret maggie peggy
barbara barb
susan sue
francis frank
john jon johnny jack
"""
# Places and people whose names the rules below would not bring together.
_SAME_WORD = """
kiev kyiv
kharkov kharkiv
odessa odesa
lvov lviv
chernobyl chornobyl
zaporozhye zaporizhzhia zaporizhia
beijing peking
mumbai bombay
kolkata calcutta
chennai madras
yangon rangoon
myanmar burma
gaddafi qaddafi kadhafi gadhafi qadhafi khadafy
turkey turkiye
czechia czech
"""
_GROUPS = {
    word: n
    for n, row in enumerate([*_GIVEN.strip().splitlines(), *_SAME_WORD.strip().splitlines()])
    for word in row.split()
}
_FIRST_WORDS = {word: row.split()[0] for row in _SAME_WORD.strip().splitlines() for word in row.split()}
# Sounds that are spelled in several ways, longest first; then vowels go, and letters that stand twice.
_SOUNDS = (
    ("shch", "S"), ("tsch", "C"), ("sch", "S"), ("tch", "C"), ("dzh", "J"), ("kh", "h"), ("zh", "J"),
    ("sh", "S"), ("ch", "C"), ("cz", "C"), ("ph", "f"), ("th", "t"), ("gh", "g"), ("dh", "d"), ("dj", "J"),
    ("ts", "Z"), ("tz", "Z"), ("ck", "k"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("c", "k"), ("j", "J"),
    ("x", "ks"), ("w", "v"), ("q", "k"),
)  # fmt: skip
_LEAST_SKELETON = 3  # consonants from which two spellings may be one name


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """A name in lower case without accents, marks and hyphens: its words with single blanks."""
    return " ".join(words(text))


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a name in order; hyphens part words, a possessive s is left out."""
    plain = unaccented(_POSSESSIVE.sub(" ", text)).casefold().replace("ß", "ss")
    return tuple(word.replace("'", "").replace("’", "") for word in _TOKEN.findall(plain))


@lru_cache(maxsize=1 << 14)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a person's name without titles before it; all of them where it holds nothing else."""
    found = list(words(text))
    while len(found) > 1 and found[0] in TITLES:
        found.pop(0)
    return tuple(found)


def split_suffix(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """A name's words without "Jr" and the like, and that."""
    if len(tokens) > 1 and tokens[-1] in _SUFFIXES:
        return tokens[:-1], tokens[-1]
    return tokens, ""


def surname(tokens: tuple[str, ...]) -> str:
    """The word that a person is called by alone: the last, or the first where families stand first."""
    bare, _ = split_suffix(tokens)
    if len(bare) > 1 and bare[0] in _FAMILY_FIRST and len(bare[-1]) > 1:
        return bare[0]
    return bare[-1] if bare else ""


@lru_cache(maxsize=1 << 14)
def skeleton(word: str) -> str:
    """The consonants of a folded word, each sound spelled in one way: "zelenskyy" and "zelensky" have one."""
    word = _FIRST_WORDS.get(word, word)
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = re.sub(r"(.)\1+", r"\1", word)
    return ("a" if word[:1] in "aeiouy" else word[:1]) + re.sub(r"[aeiouyh]", "", word[1:]) if word else ""


@lru_cache(maxsize=1 << 16)
def alike(one: str, other: str, *, given: bool = False) -> Alike | None:
    """How two folded words may be one name: equal, a variant, a nickname, an initial; None for two names.

    given: of first names, which have nicknames and initials.
    """
    if one == other:
        return "equal"
    group = _GROUPS.get(one)
    if group is not None and group == _GROUPS.get(other):
        return "nickname" if given else "variant"
    if given and 1 in (len(one), len(other)) and one[:1] == other[:1]:
        return "initial"
    return "variant" if _variant(one, other) else None


def _variant(one: str, other: str) -> bool:
    """One name in two spellings: the same consonants, few letters that differ, and one ending.

    The guard of endings keeps "Ivanov" and "Ivanova", "Zelensky" and "Zelenska" apart: husband and wife.
    """
    shape = skeleton(one)
    if shape != skeleton(other) or len(shape) < _LEAST_SKELETON:
        return False
    if (one[-1] == "a") != (other[-1] == "a"):
        return False
    return edits(one, other) <= max(1, min(len(one), len(other)) // 3)


def edits(one: str, other: str) -> int:
    """Letters put in, taken out or exchanged that lead from one word to the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, their in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (letter != their))
    return row[-1]


def people(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Alike | Literal["part"], ...] | None:
    """How two persons' names may be of one: what was found of surname and first name; None where they cannot.

    "part" where one of the two has no first name.
    """
    family, first, end, one_more = _cut(one)
    theirs, their_first, their_end, other_more = _cut(other)
    if not family or not theirs or (end != their_end and one_more and other_more):
        return None
    last = alike(family, theirs)
    if last is None:
        return None
    if not first or not their_first:
        return last, "part"
    # "W. Mark Felt" is called Mark.
    if len(first) > 1 and len(first[0]) == 1 and first[1] == their_first[0]:
        return last, "initial"
    if len(their_first) > 1 and len(their_first[0]) == 1 and their_first[1] == first[0]:
        return last, "initial"
    met = alike(first[0], their_first[0], given=True)
    if met is None:
        return None
    for middle, their_middle in zip(first[1:], their_first[1:], strict=False):
        if alike(middle, their_middle, given=True) is None:
            return None
    return last, met


@lru_cache(maxsize=1 << 13)
def _cut(tokens: tuple[str, ...]) -> tuple[str, tuple[str, ...], str, bool]:
    """A name in parts: family name, first names without particles, "jr", whether more than one word."""
    bare, end = split_suffix(tokens)
    family = surname(bare)
    rest = list(bare)
    if rest:
        rest.remove(family)
    return family, tuple(word for word in rest if word not in _PARTICLES), end, len(bare) > 1
