"""What stands before a figure and is measured by it: the subject of a verb, the noun before "of"."""

from __future__ import annotations

from secondsource.reading.clauses import AUXILIARIES, is_adverb, is_finite
from secondsource.reading.numbers.beside import phrase_at
from secondsource.reading.numbers.figure import Figure
from secondsource.reading.numbers.nouns import (
    COUNTING,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    TIME_UNITS,
    Prose,
    chunk_before,
    is_plural,
    is_verb,
    words_in,
)
from secondsource.reading.numbers.verbs import phrase_of
from secondsource.reading.tags import Range

# Verbs that lead from what is measured to its measure; prepositions may stand between.
_MEASURING = words_in(
    "go goes went gone continue continues continued "
    "tick ticked ticks inch inched creep crept cool cooled slow slowed accelerate accelerated close "
    "closed closes open opened end ended settle settled trade traded trading finish finished contract "
    "contracted expand expanded halve halved triple tripled quadruple quadrupled plummet plummeted shoot "
    "shot bounce bounced rebound rebounded recover recovered strengthen strengthened weaken weakened "
    "advance advanced retreat retreated sink sank spike spiked stabilised stabilized shed collapsed "
    "quickened moderated reach reaches reached hit hits total totals totaled totalled exceed exceeds "
    "exceeded top tops topped cost costs costing take takes took taken taking last lasts lasted lasting "
    "weigh weighs weighed weighing average averages averaged averaging come comes came coming stand "
    "stands stood standing remain remains remained rise rises rose risen rising fall falls fell fallen "
    "falling grow grows grew grown growing climb climbs climbed climbing jump jumps jumped jumping drop "
    "drops dropped dropping increase increases increased increasing decrease decreases decreased "
    "decreasing decline declines declined declining surge surged surging soar soared soaring plunge "
    "plunged plunging slip slipped slipping shrink shrank shrunk narrow narrowed widen widened gain "
    "gained lose lost ease eased edge edged dip dipped slide slid double doubled tumble tumbled rocket "
    "rocketed swell swelled number numbers numbered measure measures measured measuring span spans "
    "spanned estimated valued priced worth put expected forecast projected set equals near neared nearing "
    "approach approached approaching surpass surpassed became become hovered hovering hover ranged range "
    "ranges ranging ran run runs pay pays paid trail trailed trails lead led leads own was were is are be "
    "been being at stretch stretches stretched cover covers covered covering extends"
)
_BRINGING = words_in(
    "bring brings bringing brought raise raises raising raised take takes taking took push pushes pushing "
    "pushed increase increased increases increasing reduce reduces reduced reducing cut cuts cutting "
    "lower lowers lowered lowering revise revised revises put puts putting set sets estimate estimates "
    "estimated limit limits limited keep"
)
_BOUNDING = words_in("above below under over exceeding beyond around near nearing worth totaling totalling")
_SETTING = words_in("at up down ahead")  # "unemployment at 5 percent", "the party up 10 points"
MOVING = _MEASURING - _SETTING - words_in("worth own priced valued put")
SIZES = words_in("high long tall deep wide thick old heavy")
_TRAVELLED = words_in("ran went gone lost gained led")  # of a measure such a verb is the deed
_PAID = words_in("pay pays paid take takes took")
_PRESENT = words_in("current present previous existing earlier former")
_SIGNS = frozenset("+/-±")
AMOUNTS = words_in(
    "loss losses cost costs damage damages payment payments loan loans debt debts fine fines aid grant "
    "grants contribution contributions donation donations sales tax taxes budget price prices bill ransom "
    "reward bail investment investments subsidy subsidies compensation profit profits deficit surplus "
    "revenue revenues income value speed speeds distance depth height fee fees wage wages salary fund funds "
    "bid penalty penalties settlement valuation"
)
_COSTING = words_in("cost costs costing saved saves save earned owes paid pays")
_GROUP = words_in("to be been not t")
_FORETOLD = words_in(
    "forecast expected projected predicted estimated set due likely scheduled known believed thought said "
    "reported understood"
)
_LINKS = words_in(
    "between least most more than just estimated to at by from with in as up down back further about "
    "around over under nearly almost some plus minus or for near"
)
_ASIDE_MARKS = frozenset(",—–-(")
_ASIDE_ENDS = frozenset((*",—–-).;", "between", "in", "since", "last", "this"))
NEAR_VERB = 4  # words between such a verb and its figure
_ASIDE = 12  # words of an aside between commas


def subject(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The subject of a verb that leads to the figure: "the toll rose to 45", "turnout was 62 percent"."""
    verb = measuring(prose, _own_verb(prose, figure), first)
    if verb is None or (figure.kind == "measure" and prose.lower[verb] == "at"):
        return None  # "flew across the bay at 100 mph" measures the flight
    if figure.kind == "measure" and _travelled(prose, verb, figure.words[0]):
        return None
    if figure.kind == "money" and any(w in _PAID for w in prose.lower[verb : figure.words[0]]):
        return None  # who pays is not what is paid
    if prose.lower[verb] == "worth" and (own := _beside_worth(prose, verb, first)) is not None:
        return own
    found = subject_of(prose, verb, first)
    return None if found is not None and prose.lower[found[1] - 1] == "s" else found  # "it's"


def _beside_worth(prose: Prose, end: int, first: int) -> Range | None:
    """The noun phrase right before "worth", no copula and no name: "a mortgage worth", "jewels worth"."""
    found = chunk_before(prose, end, first)
    named = found is not None and prose.capital(found[1] - 1) and not prose.capitals
    return None if named else found


def _travelled(prose: Prose, verb: int, at: int) -> bool:
    """Whether a measure is of a deed, and not of its subject: "ran 30 miles", "lost by two points"."""
    between = prose.lower[verb:at]
    return any(w in _TRAVELLED for w in between) and not any(
        w in {"to", "at", "from", "up", "down"} for w in between
    )


def _own_verb(prose: Prose, figure: Figure) -> int:
    """Where a figure begins, behind the verb that its words may begin with ("exceeded $2m")."""
    at = figure.words[0]
    return at + (prose.lower[at] in MOVING and at < figure.core[0])


def rising(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The verb by which a subject gets to its figure: "rose to 45"; a copula is none."""
    at = _own_verb(prose, figure)
    verb = measuring(prose, at, first)
    if verb is None:
        return None
    if prose.lower[verb] in AUXILIARIES:
        return phrase_of(prose, verb, at)
    return (verb, verb + 1) if is_finite(prose.lower[verb]) or prose.lower[verb] in MOVING else None


def before_of(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The noun that the figure gives the size of: "a crowd of 5,000", "a rate of 4 percent"."""
    lower, at = prose.lower, figure.words[0]
    while at > first and (
        lower[at - 1] in {"the", "a", "an", "about", "over", "some", "between", "plus", "or", "minus"}
        or is_adverb(lower[at - 1])
    ):
        at -= 1
    signs = _before_signs(prose, at, first)
    if "+" in lower[signs:at] or "±" in lower[signs:at]:
        return chunk_before(prose, signs, first)
    if at - 1 <= first or lower[at - 1] != "of":
        return None
    found = chunk_before(prose, at - 1, first)
    if found is None or lower[found[1] - 1] in TIME_UNITS:
        return None
    found = _sized(prose, found, first)
    if lower[found[1] - 1] in COUNTING | {"range", "region"} and found[0] - 2 > first:
        whole = found[0] - 1 if lower[found[0] - 1] in DETERMINERS else found[0]
        if lower[whole - 1] in {"in", "at"}:  # "restitution in the amount of"
            return subject_of(prose, whole - 1, first) or found
    return found


def _before_signs(prose: Prose, at: int, first: int) -> int:
    while at > first and prose.lower[at - 1] in _SIGNS:
        at -= 1
    return at


def _sized(prose: Prose, found: Range, first: int) -> Range:
    """The amount that a phrase stands behind: "losses to the town of $3m" are losses."""
    lower, start = prose.lower, found[0]
    while start > first and lower[start - 1] in DETERMINERS:
        start -= 1
    if start - 1 <= first or lower[start - 1] not in {"to", "for", "from", "in", "on", "by"}:
        return found
    before = chunk_before(prose, start - 1, first)
    return before if before is not None and lower[before[1] - 1] in AMOUNTS else found


def amount_of(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The noun for an amount before "of": "a price of $50 a barrel of oil"."""
    found = before_of(prose, figure, first, last)
    return found if found is not None and prose.lower[found[1] - 1] in AMOUNTS else None


def brought(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """What is brought to a figure: "bringing the total support to $500m"."""
    lower, at = prose.lower, figure.words[0]
    while at - 1 > first and (lower[at - 1] in DETERMINERS or lower[at - 1] in _PRESENT):
        at -= 1
    if at - 1 <= first or lower[at - 1] not in {"to", "at", "from", "by"}:
        return None
    verb = next((k for k in range(at - 2, first - 1, -1) if lower[k] in _BRINGING), None)
    return None if verb is None or lower[verb + 1] in ",." else phrase_at(prose, verb + 1, at)


def beyond(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The noun that a bound is set to: "incomes below $10,000", "support above 80 percent"."""
    lower, at = prose.lower, figure.words[0]
    bound = lower[at] if at < last else ""
    if at > first and lower[at - 1] == "worth":
        return subject_of(prose, at - 1, first)
    if bound in _BOUNDING or (at > first and lower[at - 1] in _BOUNDING):
        found = chunk_before(prose, at if bound in _BOUNDING else at - 1, first)
        return None if found and lower[found[0]] in TIME_UNITS | DAYS else found
    if at > first and lower[at - 1] in {"magnitude", "category"}:
        own = chunk_before(prose, at, first) or (at, at)  # "an earthquake of reported magnitude 6"
        with_it = own[0] - 1 > first and prose.lower[own[0] - 1] in {"of", "with", "at"}
        return chunk_before(prose, own[0] - 1, first) if with_it else subject_of(prose, at, first)
    return None


def done_within(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """What is done in a span of time: "the inquiry has to be completed in three months"."""
    lower, k = prose.lower, figure.words[0]
    while k > first and (lower[k - 1] in {"in", "within", "under"} or is_adverb(lower[k - 1])):
        k -= 1
    if k in (figure.words[0], first):
        return None
    group = past_verbs(prose, k, first)
    if group is None and k - 2 > first and lower[k - 2] in AUXILIARIES:  # "is complete in"
        group = k - 2
    passive = group is not None and any(w in AUXILIARIES or w == "be" for w in lower[group:k])
    return subject_of(prose, group, first) if group is not None and passive else None


def set_beside(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The noun whose number a figure between marks gives: "the most women, 102, in its history"."""
    lower, (at, end) = prose.lower, figure.words
    if at - 1 <= first or lower[at - 1] not in _ASIDE_MARKS or (end < last and lower[end] not in _ASIDE_ENDS):
        return None
    mark = at - 1 - (lower[at - 2 : at] == ["-", "-"])
    found = chunk_before(prose, mark, first)
    if found is not None and figure.kind == "share":
        return found if lower[mark] == "(" else None  # "backed by women (61 percent)"
    named = found is not None and is_plural(lower[found[1] - 1]) and lower[found[0]] not in TIME_UNITS | DAYS
    return found if named else None


def set_off(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The noun phrase whose amount stands between marks: "his haul in the third quarter - $6m - was"."""
    lower, (at, end) = prose.lower, figure.words
    if at - 1 <= first or lower[at - 1] not in "—–-(" or end >= last or lower[end] not in "—–-)":
        return None
    return subject_of(prose, at - 1 - (lower[at - 2 : at] == ["-", "-"]), first)


def noun_before(prose: Prose, figure: Figure, first: int, last: int) -> Range | None:
    """The noun right before a measure: "waves over 30 feet high"."""
    lower, at = prose.lower, figure.words[0]
    while at > first and lower[at - 1] in {"of", "as", "about", "over", "some", ","}:
        at -= 1
    if figure.words[1] < last and lower[figure.words[1]] in SIZES:
        found = chunk_before(prose, at, first)
        if found is None and at > first:
            verb = measuring(prose, figure.words[0], first)
            return None if verb is None else subject_of(prose, verb, first)
        return found
    return None


def measuring(prose: Prose, at: int, first: int) -> int | None:
    """The first word of a verb that gives a measure, right before a figure."""
    lower, k, gone = prose.lower, _before_from(prose, at, first) - 1, 0
    while k > first and gone <= NEAR_VERB and _leads(prose, k):
        set_at = lower[k] in _SETTING and lower[k - 1][0].isalnum() and k - 1 not in prose.figure
        if set_at and not is_verb(lower[k - 1]) and lower[k - 1] not in AUXILIARIES | _MEASURING:
            return k
        gone += k not in prose.figure
        k -= 1
    if k >= first and lower[k] not in _MEASURING:
        paid = chunk_before(prose, k + 1, first) or (0, 0)  # "cost investors $60m", "cost the port"
        past = paid[0] - (lower[paid[0] - 1] in DETERMINERS)
        k = next((at for at in range(max(first, past - 1), paid[1] - 1) if lower[at] in _COSTING), -1)
    if k < first or (k > first and lower[k - 1] in DETERMINERS):
        return None
    while k - 1 >= first and (
        lower[k - 1] in AUXILIARIES
        or lower[k - 1] in _GROUP
        or is_adverb(lower[k - 1])
        or (lower[k] == "to" and lower[k - 1] in _FORETOLD)
    ):
        k -= 1
    return k


def _leads(prose: Prose, k: int) -> bool:
    """Whether a word may stand between a verb and its measure."""
    word = prose.lower[k]
    inside = k in prose.figure and word not in MOVING
    return word in _LINKS or word in DETERMINERS or inside or is_adverb(word)


def _before_from(prose: Prose, at: int, first: int) -> int:
    """The "from" of "from A to B" before B; the figure itself where there is none."""
    if at - 1 <= first or prose.lower[at - 1] != "to":
        return at
    for k in range(at - 2, max(first, at - 9), -1):
        if prose.lower[k] == "from":
            return k
        if not prose.lower[k][0].isalnum() and not prose.joined(k) and k not in prose.figure:
            return at
    return at


def subject_of(prose: Prose, verb: int, first: int) -> Range | None:
    """The noun phrase that a verb is said of: back past phrases with prepositions and asides."""
    lower, end = prose.lower, verb
    for _ in range(5):
        end = _past_aside(prose, end, first)
        if end <= first:
            return None
        if lower[end - 1] in {"which", "who", "that"}:
            noun = end - 2 if lower[end - 2] == "," else end - 1
            return chunk_before(prose, noun, first)
        if lower[end - 1] in SIZES and end - 2 in prose.figure:
            end = next(k for k in range(end - 2, -1, -1) if k == 0 or k - 1 not in prose.figure)
            continue  # "is six feet tall and weighs"
        if end - 1 in prose.figure and lower[end - 1].isalpha():
            return (end - 1, end)
        if lower[end - 1] in {"and", "but", "or", "then"} or lower[end - 1] in ",—–":
            end -= 1
            continue
        found = chunk_before(prose, end, first)
        if found is None:
            past = past_verbs(prose, end, first)
            if past is None:
                return None
            end = past
            continue
        start = found[0]
        while start > first and (lower[start - 1] in DETERMINERS or start - 1 in prose.figure):
            start -= 1
        if start > first and lower[start - 1] in PREPOSITIONS and start - 1 > first:
            if lower[start - 1] == "of" and lower[start - 2] in COUNTING:
                return found
            if (
                chunk_before(prose, start - 1, first) is not None
                or past_verbs(prose, start - 1, first) is not None
            ):
                end = start - 1
                continue
        return found
    return None


def past_verbs(prose: Prose, end: int, first: int) -> int | None:
    """The word before a group of verbs that ends here; None where none does."""
    lower, k = prose.lower, end
    while k > first and (
        is_finite(lower[k - 1])
        or lower[k - 1] in {"be", "been", "being"}
        or is_adverb(lower[k - 1])
        or lower[k - 1] in PREPOSITIONS
        or k - 1 in prose.figure
        or lower[k - 1] in DETERMINERS
    ):
        k -= 1
    return k if first < k < end else None


def _past_aside(prose: Prose, end: int, first: int) -> int:
    """Before an aside between commas or brackets that ends here: "the toll, officials said, rose"."""
    lower = prose.lower
    if end - 1 <= first or lower[end - 1] not in ",)":
        return end
    opens = "(" if lower[end - 1] == ")" else ","
    for k in range(end - 2, max(first, end - 2 - _ASIDE), -1):
        if lower[k] == opens:
            return k
    return end - 1
