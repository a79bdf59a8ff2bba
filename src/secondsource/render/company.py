"""A source among others: who says the same, who says the contrary, and whom it has it from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from secondsource.records.claims import ClaimItem, SaidRow
from secondsource.records.ledger import PartyItem
from secondsource.render.plain import one_line

_FOR = frozenset({"asserts", "confirms", "corrects"})
# A longer time is told by months.
_DAYS = 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Somebody else, and in how many claims; of them the first, with its words."""

    name: str
    claims: int
    claim: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """agree, disagree: others on the same claims; origins: whom it has it from; alone: claims of no other."""

    agree: tuple[Other, ...]
    disagree: tuple[Other, ...]
    origins: tuple[Other, ...]
    claims: int
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How much was said on a day or in a month. x, width, height in shares of the picture, 0 to 100."""

    when: str
    count: int
    x: float
    width: float
    height: float


def company(claims: Iterable[ClaimItem], party: PartyItem) -> Company:
    """Whom a party stands beside in the claims that it makes, those in most of them first."""
    names = {name.casefold() for name in (party["name"], party["text"], *party["aliases"])}
    agree: dict[str, list[ClaimItem]] = {}
    disagree: dict[str, list[ClaimItem]] = {}
    origins: dict[str, list[ClaimItem]] = {}
    total = alone = 0
    for claim in claims:
        mine = [one for one in claim["said"] if _is(one, party, names)]
        if not mine:
            continue
        total += 1
        signs = {one["stance"] in _FOR for one in mine}
        others = {one["source"]: one for one in claim["said"] if one["source"] and not _is(one, party, names)}
        alone += not others
        for name, one in others.items():
            same = (one["stance"] in _FOR) in signs
            (agree if same else disagree).setdefault(name or "", []).append(claim)
        for name in _from(claim, mine, party, names):
            origins.setdefault(name, []).append(claim)
    return Company(
        agree=_ranked(agree),
        disagree=_ranked(disagree),
        origins=_ranked(origins),
        claims=total,
        alone=alone,
    )


def bars(published: Iterable[str | None]) -> tuple[Bar, ...]:
    """How much was published when, by day or, where that would be too many, by month; none where undated."""
    days = sorted(moment[:10] for moment in published if moment and len(moment) >= 10)
    if not days:
        return ()
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    if (last - first).days <= _DAYS:
        steps = [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
        counts = Counter(days)
    else:
        counts = Counter(day[:7] for day in days)
        steps = _months(days[0][:7], days[-1][:7])
    most, wide = max(counts.values()), 100 / len(steps)
    return tuple(
        Bar(
            when=step,
            count=counts[step],
            x=round(n * wide, 2),
            width=round(min(wide * 0.8, 6.0), 2),
            height=round(100 * counts[step] / most, 1),
        )
        for n, step in enumerate(steps)
    )


def _months(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:])
    found = [first]
    while found[-1] < last:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        found.append(f"{year:04}-{month:02}")
    return found


def _is(one: SaidRow, party: PartyItem, names: set[str]) -> bool:
    if party["id"] is not None and one["party"] is not None:
        return one["party"] == party["id"]
    return (one["source"] or "").casefold() in names


def _from(claim: ClaimItem, mine: Sequence[SaidRow], party: PartyItem, names: set[str]) -> list[str]:
    """Names of those that it has a claim from: of its chains, and of the origins that hold its points."""
    points = {one["point"] for one in mine}
    found = [name for one in mine for name in one["chain"][1:]]
    for root in (*claim["origins"]["roots"], *claim["denials"]["roots"]):
        if root["name"] and points & set(root["points"]) and root["party"] != (party["id"] or ""):
            found.append(root["name"])
    return [name for name in dict.fromkeys(found) if name.casefold() not in names]


def _ranked(found: dict[str, list[ClaimItem]]) -> tuple[Other, ...]:
    made = [
        Other(name=one_line(name), claims=len(held), claim=held[0]["id"], text=one_line(held[0]["text"]))
        for name, held in found.items()
    ]
    return tuple(sorted(made, key=lambda other: (-other.claims, other.name)))
