"""Which words of a text are verbs where they stand, by closed classes, by endings and by their neighbours."""

from __future__ import annotations

from secondsource.reading.clauses import AUXILIARIES, is_adverb, is_event_noun, is_finite
from secondsource.reading.numbers.nouns import (
    CONJUNCTIONS,
    DETERMINERS,
    NUMBERS,
    PREPOSITIONS,
    PRONOUNS,
    Prose,
    is_plural,
    is_verb,
    words_in,
)
from secondsource.reading.numbers.verb_table import BASES, FORMS, NOUN_TOO
from secondsource.reading.tags import Range

BE = words_in("is are was were am be been being isn aren wasn weren")
_HAVE = words_in("has have had having hasn haven hadn")
_MODALS = words_in(
    "will would shall should can could may might must cannot do does did won wouldn couldn shouldn don didn "
    "doesn to"
)
_NO_VERB = words_in(
    "including according following concerning regarding during king evening morning "
    "spring ceiling building meeting briefing hearing wedding housing nothing something everything anything "
    "funding estimated so-called united based suspected alleged combined related limited aged compared used"
)
_REPORTED = words_in(
    "confirmed reported feared believed presumed declared pronounced thought known found listed registered "
    "left"
)
_FORESEEN = words_in(
    "expected scheduled due set forecast projected predicted planned required forced allowed ordered asked "
    "told supposed meant believed thought said reported known estimated likely used going"
)
_AFTER_TO = words_in(  # nouns with such an ending that stand behind a bare "to"
    "someone office justice peace love price size course force state income crime"
)
_VERBAL = tuple(
    ["ise", "ize", "ate", "ify", "fy", "en", "ect", "ess", "ain", "ieve", "uce", "ure", "ide", "ive", "ose"]
)
_SUBJECTS = words_in("they we you i he she it who")
_SHORT_FORMS = words_in("s re m")
DEEDS = words_in(  # nouns for what befalls those named after "of"
    "arrest detention release evacuation abduction kidnapping kidnap loss arrival deportation expulsion "
    "resignation destruction closure purchase sale sales shipment deployment dismissal recruitment hiring "
    "creation construction discovery delivery displacement bombing rescue election departure seizure "
    "theft exodus influx return capture export import massacre slaughter disappearance sacking "
    "imprisonment"
)
THINGS = words_in(  # nouns with the ending of a deed that stand for people, things or sizes
    "population organisation organization association institution federation corporation nation station "
    "union commission committee delegation coalition generation section portion proportion fraction "
    "version position region division mission pension session edition dimension profession department "
    "apartment government parliament document instrument element segment regiment settlement equipment "
    "agreement concentration combination selection foundation collection million condition location "
    "occasion opinion option question reputation tradition variation situation function direction "
    "ambition addition exception estimation fiction mansion television permission moment comment "
    "ingredient environment basement monument compartment detachment ration caption faction auction "
    "vote votes deal test talks earnings savings buildings holdings beginnings surroundings belongings"
)


def is_happening(word: str) -> bool:
    """Whether a noun tells what befalls those named after "of": "the arrest of", "the sale of"."""
    return word in DEEDS or (is_event_noun(word) and word not in THINGS)


def is_verb_at(prose: Prose, k: int, first: int, *, subject: bool = False) -> bool:
    """Whether a word is a verb where it stands. subject: its subject may be right before it."""
    lower, word = prose.lower, prose.lower[k]
    before = lower[k - 1] if k > max(first, 0) else ""
    if k in prose.figure:
        return False
    if not word.isalpha():
        return False
    if word in _SHORT_FORMS:
        return _short_form(prose, k)
    if word in AUXILIARIES or word in BE:
        if word in _MODALS and before in PREPOSITIONS:
            return False  # "in May"
        return before not in DETERMINERS - {"that", "this", "some", "all", "each", "both", "those", "these"}
    if word in _NO_VERB or is_adverb(word) or word in PREPOSITIONS or word in PRONOUNS:
        return False
    if word in CONJUNCTIONS or word in DETERMINERS or _named(prose, k, before):
        return False
    if word.endswith("ing"):
        return len(word) > 4 and _acting(prose, k, before)
    if is_verb(word) and not (word.endswith("s") and FORMS.get(word) in NOUN_TOO):
        return not _describes(prose, k, first)
    back = k - 1
    while back > max(first, 0) and (is_adverb(lower[back]) or lower[back] in {"not", "never", "also"}):
        back -= 1
    if back >= first and lower[back] in _MODALS:
        return is_plain(prose, k)
    base = FORMS.get(word)
    return base is not None and _present(prose, k, base, before)


def is_plain(prose: Prose, k: int) -> bool:
    """Whether a word behind "to" or a modal is a verb, and no noun ("to war", "to income")."""
    word = prose.lower[k]
    if word in BASES or prose.lower[k - 1] not in {"to"}:
        return word in BASES or not (is_plural(word) or is_adverb(word))
    known = word in _AFTER_TO or is_plural(word) or not word.isalpha() or prose.capitals
    return not known and word.endswith(_VERBAL)


def _named(prose: Prose, k: int, before: str) -> bool:
    """Whether a capital makes a word part of a name; not at the head of a sentence."""
    return not prose.capitals and bool(before) and prose.capital(k)


def _short_form(prose: Prose, k: int) -> bool:
    """Whether "s", "re" or "m" is a verb: "it's 200 nodes strong"."""
    lower = prose.lower
    if k < 2 or lower[k - 1] not in {"'", "’"} or not prose.joined(k):
        return False
    return lower[k - 2] in PRONOUNS or lower[k - 2] in {"that", "who", "what", "where"}


def _acting(prose: Prose, k: int, before: str) -> bool:
    """Whether an -ing form acts on what follows, and is no noun or modifier."""
    following = prose.lower[k + 1] if k + 1 < len(prose.lower) else "."
    if before in DETERMINERS:
        return False
    if before in BE or before in {"by", "been", "being", ",", "after", "before", "while", "when", "for"}:
        return True
    named = not prose.capitals and k + 1 < len(prose.lower) and prose.capital(k + 1)
    acts = (
        named
        or k + 1 in prose.figure
        or following in DETERMINERS
        or following in PRONOUNS
        or is_adverb(following)
    )
    return acts or (following in PREPOSITIONS and following != "of")


def _describes(prose: Prose, k: int, first: int) -> bool:
    """Whether what looks like a finite verb stands before a noun: "the wounded man", "newly built homes"."""
    lower, word = prose.lower, prose.lower[k]
    before = lower[k - 1] if k > max(first, 0) else ""
    following = lower[k + 1] if k + 1 < len(lower) else "."
    if k and before and not before[0].isalnum() and before in "-‐‑–" and prose.joined(k):
        return True
    if before in DETERMINERS - {"that", "this", "all", "both", "each", "some"}:
        return True
    if word.endswith("s") and (k - 1 in prose.figure or before in NUMBERS or before.isdigit()):
        return True  # "four states"
    noun_next = following[0].isalpha() and FORMS.get(following) is None and is_plural(following)
    if noun_next and (k - 1 in prose.figure or (is_adverb(before) and _opens_phrase(prose, k - 1, first))):
        return True
    return before in PREPOSITIONS - {"out", "up", "down", "off", "over"}


def _opens_phrase(prose: Prose, k: int, first: int) -> bool:
    """Whether a noun phrase may begin at a word: "the newly built homes", but not "she newly built homes"."""
    before = prose.lower[k - 1] if k > max(first, 0) else ""
    return before in DETERMINERS or before in PREPOSITIONS or before in CONJUNCTIONS or k - 1 in prose.figure


def _present(prose: Prose, k: int, base: str, before: str) -> bool:
    """Whether a word with the form of a present tense is one, by its subject and by what follows."""
    lower, word = prose.lower, prose.lower[k]
    following = lower[k + 1] if k + 1 < len(lower) else "."
    if not before or not before[-1].isalnum() or before in PREPOSITIONS or before in CONJUNCTIONS:
        return False
    if before in DETERMINERS:
        return False
    strong = (
        k + 1 in prose.figure
        or (following[0].isalpha() and not prose.capitals and prose.capital(k + 1))
        or following in DETERMINERS
        or following in PRONOUNS - {"which", "who", "whom"}
        or is_adverb(following)
    )
    opens = strong or base not in NOUN_TOO
    if before in _SUBJECTS:
        return before == "who" or (word == base) == (before in {"they", "we", "you", "i"})
    if before in {"which", "that"}:
        return opens
    if word == base:
        return opens and is_plural(before) and before not in AUXILIARIES
    return opens and not is_plural(before) and before not in _MODALS


def phrase_of(prose: Prose, k: int, last: int) -> Range:
    """The words of a verb: what an auxiliary leads to, and a copula with the state that it gives."""
    lower = prose.lower
    if lower[k] in _SHORT_FORMS:
        return (k - 1, _state(prose, k, last))
    if lower[k] not in AUXILIARIES | BE:
        return (k, k + 1)
    held, n = k, k + 1
    while n < min(last, k + 8):
        word = lower[n]
        if word in BE or word in _HAVE or word in _MODALS:
            held = n
        elif not (is_adverb(word) or word in {"not", "t", "’", "'", "also", "so", "far", "yet", "ever"}):
            break
        n += 1
    if n < min(last, len(lower)) and _follows(prose, held, n):
        if lower[n] in _FORESEEN and lower[n + 1 : n + 2] == ["to"] and n + 2 < last:
            return phrase_of(prose, n + 2, last)  # "are expected to arrive"
        n += lower[n] in _REPORTED and n + 1 < last and _follows(prose, n, n + 1)  # "were feared drowned"
        return (n, n + 1)
    return (held, _state(prose, held, last)) if lower[held] in BE else (held, held + 1)


def _follows(prose: Prose, held: int, n: int) -> bool:
    """Whether a word is the verb that an auxiliary leads to."""
    lower, word = prose.lower, prose.lower[n]
    if not word.isalpha() or n in prose.figure or word in DETERMINERS or word in PREPOSITIONS:
        return False
    if lower[held] in _MODALS:
        return word in BASES or (word.isalpha() and not is_adverb(word) and word not in PRONOUNS)
    if word in _NO_VERB - {"used", "based", "estimated", "limited", "included", "aged"}:
        return False
    participle = (
        word in {"dead", "missing"} | _FORESEEN | _REPORTED
        or word.endswith(("ed", "ing"))
        or (FORMS.get(word) is not None and word not in BASES)
    )
    return participle or is_finite(word)


def _state(prose: Prose, k: int, last: int) -> int:
    """Behind the word that a copula gives as a state, if one stands right behind it."""
    lower, n = prose.lower, k + 1
    while n < last and (is_adverb(lower[n]) or lower[n] in {"not", "t", "’", "'", "also"}):
        n += 1
    plain = n < last and lower[n].isalpha() and n not in prose.figure
    if not plain or lower[n] in DETERMINERS or lower[n] in CONJUNCTIONS or lower[n] in PRONOUNS:
        return k + 1
    return n + 1 if lower[n] not in PREPOSITIONS or lower[n] in {"up", "down", "out", "over"} else k + 1
