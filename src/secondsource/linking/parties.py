"""Parties of many reports made parties of the ledger: who is one with whom, why, and who only may be.

Names are compared inside a block, a key that all forms of a name share (the consonants of a last name; what
heads the name of a body). A block's parties are a pure function of the profiles in it, their first days and
the decisions on them, so that what stands is the same in whatever order reports come: a change makes the
blocks that it touches anew, and nothing else. In a block profiles are taken in canonical order (full names
first, then by first day, then by id): each joins the leader that it is most like, or leads. None joins a
party with a member that it gainsays, and nothing chains: each is compared with the leader alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from secondsource.linking.bodies import stands_for
from secondsource.linking.days import day as day_number
from secondsource.linking.likeness import EQUAL, LAST, SURE, Known, gainsaid, likeness
from secondsource.linking.posts import agree
from secondsource.model.party import MayBe, Standing, Tied
from secondsource.model.statement import Reason

MOST = 400  # profiles of a block that are compared; a larger one is joined by equal names only
MOST_NAMELESS = 40  # sources without a name that are compared by what they are called
MOST_MAYBE = 8
CLOSE = 40  # a candidate this much (thousandths) less like than the best may be meant as well
NEAR = 31  # days within which one last name alone is taken for one person
TERM = 60  # days around the reports that name a post's holder within which the post means that person
_LEAST_TOLD, _SHORT_WORD = 3, 3  # so many words longer than this make two descriptions alike worth telling
_SHORT_FORM = 6  # letters that a short form in capitals may have
_NEVER = "9999-99-99"

Barred = Callable[[str, str], bool]


@dataclass(slots=True, kw_only=True)
class Party:
    """A party of a block while it is made: its leader and what is known of its members."""

    leader: Standing
    known: Known = field(default_factory=Known)
    first: str | None = None
    last: str | None = None

    def take(self, standing: Standing) -> None:
        self.known.take(standing.profile, standing.id)
        days = [d for d in (self.first, self.last, standing.first, standing.last) if d]
        self.first, self.last = (min(days), max(days)) if days else (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The parties of a block: where each profile belongs, and where it may belong as well."""

    tied: tuple[Tied, ...]
    maybes: tuple[MayBe, ...] = ()


def order(standing: Standing) -> tuple[int, int, str, str]:
    """The canonical order of a block: full names first, then what tells more, then by day and id."""
    profile = standing.profile
    told = profile.posts or profile.polity or profile.born or profile.geonames
    # A name in capitals, as datelines and headings have it, is not the one to show.
    less = 2 if profile.name.isupper() and len(profile.name) > _SHORT_FORM else 0 if told else 1
    return profile.rank, less, standing.first or _NEVER, standing.id


def named(block: Sequence[Standing], *, barred: Barred) -> Made:
    """Makes the parties of a block of names. barred: whether a decision keeps two profiles apart."""
    if len(block) > MOST:
        return _by_name(block, barred=barred)
    parties: list[Party] = []
    tied: list[Tied] = []
    maybes: list[MayBe] = []
    for standing in sorted(block, key=order):
        found = _candidates(standing, parties, barred)
        chosen = _chosen(standing, found)
        if chosen is None:
            party = Party(leader=standing)
            parties.append(party)
            tied.append(Tied(standing.id, standing.id, 1000))
            maybes += [MayBe(standing.id, p.leader.id, why) for _, p, why in found[:MOST_MAYBE]]
        else:
            score, party, reasons = chosen
            tied.append(Tied(standing.id, party.leader.id, score, reasons))
        party.take(standing)
    return Made(tied=tuple(tied), maybes=tuple(maybes))


Found = tuple[int, Party, tuple[Reason, ...]]


def _candidates(standing: Standing, parties: Iterable[Party], barred: Barred) -> list[Found]:
    """The parties that a profile may be of, the likest first."""
    found: list[Found] = []
    for party in parties:
        met = likeness(standing.profile, party.leader.profile)
        if met is None or gainsaid(standing.profile, party.known) is not None:
            continue
        if any(barred(standing.id, member) for member in sorted(party.known.ids)):
            continue
        # A name that the party has already is as good as its leader's.
        score = (
            max(met[0], EQUAL)
            if standing.profile.key in party.known.keys and not standing.profile.rank
            else met[0]
        )
        found.append((score, party, met[1]))
    return sorted(found, key=lambda each: (-each[0], order(each[1].leader)))


def _chosen(standing: Standing, found: list[Found]) -> Found | None:
    """The one that it is taken for; None where none is, or several may be meant."""
    if not found:
        return None
    best = found[0]
    rivals = [each for each in found[1:] if best[0] - each[0] < CLOSE]
    if rivals:
        return None
    if best[0] >= SURE:
        return best
    leader = best[1].leader.profile
    if leader.rank >= 2 or best[0] <= LAST:
        # One last name and no more: of one time, or of a name that is given in full.
        near = _apart(standing.first, standing.last, best[1].first, best[1].last)
        most = NEAR if leader.rank >= 2 else 3 * 365
        if near is None or near > most:
            return None if near is not None or leader.rank >= 2 else best
    return best


def _apart(
    first: str | None, last: str | None, their_first: str | None, their_last: str | None
) -> int | None:
    """Days between two stretches of time, 0 where they meet; None where one is not known."""
    days = [day_number(each) for each in (first, last, their_first, their_last)]
    a, b, c, d = days
    if a is None or b is None or c is None or d is None:
        return None
    return max(0, c - b, a - d)


def _by_name(block: Sequence[Standing], *, barred: Barred) -> Made:
    """The parties of a block that is too large to be compared: those of one folded name and class."""
    parties: dict[tuple[str, str], Party] = {}
    tied = []
    for standing in sorted(block, key=order):
        key = standing.profile.key, standing.profile.cls
        party = parties.get(key)
        if party is None or any(barred(standing.id, member) for member in sorted(party.known.ids)):
            parties.setdefault(key, Party(leader=standing)).take(standing)
            tied.append(Tied(standing.id, standing.id, 1000))
            continue
        party.take(standing)
        why = Reason(code="party-block-full", values=(standing.profile.name, str(MOST)))
        tied.append(Tied(standing.id, party.leader.id, EQUAL, (why,)))
    return Made(tied=tuple(tied))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A named profile that a short form, a post or an unnamed body may mean, and the party that it is of."""

    standing: Standing
    party: str
    name: str


def looked_up(kind: str, block: Sequence[Standing], offers: Sequence[Offer], *, barred: Barred) -> Made:
    """Makes the parties of a block of what has less than a name. kind: the block's first letter.

    a: short forms; r: posts; o: bodies whose state is not told; u: people without a name.
    """
    make = {"a": _short, "r": _post, "o": _unowned, "u": _nameless}[kind]
    return make(sorted(block, key=order), sorted(offers, key=lambda o: order(o.standing)), barred)


def _short(block: Sequence[Standing], offers: Sequence[Offer], barred: Barred) -> Made:
    """Short forms: of whom a report says it is called so, else of the only one whose letters they are."""
    tied: list[Tied] = []
    maybes: list[MayBe] = []
    lead: Standing | None = None
    for standing in block:
        short = standing.profile.name
        mine = [o for o in offers if not barred(standing.id, o.standing.id)]
        given = {o.party: o for o in reversed(mine) if _upper(short) in o.standing.profile.acronyms}
        spelled = {o.party: o for o in reversed(mine) if stands_for(short, o.standing.profile.name)}
        same = {o.party: o for o in reversed(mine) if o.standing.profile.key == standing.profile.key}
        found, code = (given, "party-short-given") if given else (spelled, "party-short-spelled")
        found, code = (same, "party-name-equal") if same and not given else (found, code)
        if len(found) == 1:
            offer = next(iter(found.values()))
            why = Reason(code=code, values=(short, offer.name))
            tied.append(Tied(standing.id, offer.party, EQUAL if given else SURE, (why,)))
            continue
        for party in sorted(found)[:MOST_MAYBE]:
            why = Reason(code=code, values=(short, found[party].name))
            maybes.append(MayBe(standing.id, party, (why,)))
        if lead is None or barred(standing.id, lead.id):
            lead = lead or standing
            tied.append(Tied(standing.id, standing.id, 1000))
        else:
            why = Reason(code="party-name-equal", values=(short,))
            tied.append(Tied(standing.id, lead.id, EQUAL, (why,)))
    return Made(tied=tuple(tied), maybes=tuple(maybes))


def _post(block: Sequence[Standing], offers: Sequence[Offer], barred: Barred) -> Made:
    """A post without a name: its holder, where reports of the time name one and it is said whose it is."""
    tied: list[Tied] = []
    maybes: list[MayBe] = []
    for standing in block:
        post = standing.profile.posts[0]
        holders = _holders(standing, offers, barred)
        day = standing.first or ""
        if len(holders) == 1 and next(iter(holders.values()))[1]:
            party, (offer, _) = next(iter(holders.items()))
            why = Reason(code="party-post-held", values=(post.text, offer.name, day))
            tied.append(Tied(standing.id, party, SURE, (why,)))
            continue
        tied.append(Tied(standing.id, standing.id, 1000))
        for party, (offer, _) in sorted(holders.items())[:MOST_MAYBE]:
            why = Reason(code="party-post-may", values=(post.text, offer.name, day))
            maybes.append(MayBe(standing.id, party, (why,)))
    return Made(tied=tuple(tied), maybes=tuple(maybes))


def _holders(standing: Standing, offers: Sequence[Offer], barred: Barred) -> dict[str, tuple[Offer, bool]]:
    """Who may hold a post when it is named: party -> a profile of it, and whether surely that very post.

    Those whom reports name so before and after go first; those of the weeks around only where there are none.
    """
    post = standing.profile.posts[0]
    found: dict[int, dict[str, tuple[Offer, bool]]] = {0: {}, TERM: {}}
    for offer in offers:
        held = [p for p in offer.standing.profile.posts if agree(p, post) and not p.former]
        near = _apart(standing.first, standing.last, offer.standing.first, offer.standing.last)
        if not held or (near or 0) > TERM or barred(standing.id, offer.standing.id):
            continue
        sure = near is not None and bool(post.of) and any(p.of == post.of for p in held)
        those = found[TERM if near is None or near else 0]
        before = those.get(offer.party)
        those[offer.party] = (before[0] if before else offer, sure or (before is not None and before[1]))
    return found[0] or found[TERM]


def _unowned(block: Sequence[Standing], offers: Sequence[Offer], barred: Barred) -> Made:
    """A body without its state: one of those that are so called, of some state; which is open."""
    tied = tuple(Tied(standing.id, standing.id, 1000) for standing in block)
    parties = {o.party: o for o in reversed(offers)}
    maybes = [
        MayBe(
            standing.id, party, (Reason(code="party-state-open", values=(standing.profile.name, offer.name)),)
        )
        for standing in block
        for party, offer in sorted(parties.items())
        if len(parties) <= MOST_MAYBE and not barred(standing.id, offer.standing.id)
    ]
    return Made(tied=tied, maybes=tuple(maybes))


def _nameless(block: Sequence[Standing], offers: Sequence[Offer], barred: Barred) -> Made:
    """People without a name are never joined; two may be one where more than a word for people is shared."""
    if len(block) > MOST_NAMELESS:
        return each_alone(block)
    maybes = []
    for n, one in enumerate(block):
        for other in block[n + 1 :]:
            why = _shared(one, other)
            if why and not barred(one.id, other.id):
                maybes.append(MayBe(other.id, one.id, why))
    return Made(tied=each_alone(block).tied, maybes=tuple(maybes))


def each_alone(block: Sequence[Standing]) -> Made:
    """Each is a party of its own, and may be no other: more than are compared."""
    return Made(tied=tuple(Tied(standing.id, standing.id, 1000) for standing in block))


def _shared(one: Standing, other: Standing) -> tuple[Reason, ...]:
    """What two people without a name share beside the word for them: a figure, or whose they are."""
    near = _apart(one.first, one.last, other.first, other.last)
    mine, theirs = one.profile, other.profile
    if (near is not None and near > TERM) or _report(mine.own) == _report(theirs.own):
        return ()
    if any(p.of and q.of and p.of != q.of for p in mine.posts for q in theirs.posts):
        return ()
    reasons = [
        Reason(code="party-figure-shared", values=(figure,))
        for figure in mine.figures
        if figure in theirs.figures
    ]
    if any(p.of and p.of == q.of for p in mine.posts for q in theirs.posts):
        reasons.append(Reason(code="party-body-shared", values=(mine.posts[0].of,)))
    if not reasons and (mine.key != theirs.key or len(words_that_tell(mine.key)) < _LEAST_TOLD):
        return ()
    return (Reason(code="party-called-alike", values=tuple(sorted((mine.name, theirs.name)))), *reasons)


def words_that_tell(key: str) -> list[str]:
    """The words of a folded description that are not of every one."""
    return [word for word in key.split() if len(word) > _SHORT_WORD]


def _report(own: str) -> str:
    return own.rpartition("/")[0]


def _upper(short: str) -> str:
    return short.removeprefix("The ").removeprefix("the ").replace(".", "").upper()
