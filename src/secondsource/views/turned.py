"""What became of claims since an entry of the log: which are new, and which stand otherwise than they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from secondsource.ledger import Ledger, claim_marks, linked
from secondsource.ledger import judged as kept
from secondsource.ledger.claim_marks import Mark
from secondsource.model.clusters import number
from secondsource.records.claims import ClaimItem, SaidRow
from secondsource.records.ledger import ChangeItem
from secondsource.records.turned import ClaimTurn, NewVoice, StandRow
from secondsource.views.claiming import items

Connection = Any
# The weightiest first. What comes behind "new" tells of voices alone.
TURNS: tuple[ClaimTurn, ...] = (
    "withdrawn", "corrected", "disputed", "revised", "confirmed", "open", "new", "denied", "supported",
    "weakened", "repeated", "fewer", "joined", "parted", "gone",
)  # fmt: skip
_RANK = {turn: at for at, turn in enumerate(TURNS)}
_TURNED: dict[str, ClaimTurn] = {
    "withdrawn": "withdrawn",
    "disputed": "disputed",
    "superseded": "revised",
    "confirmed": "confirmed",
    "single-origin": "open",
}
# Relations that say why a claim is disputed or no more the latest.
_AGAINST = frozenset({"conflicts", "superseded-by"})
# Turns that are read at a time: first as many as the desk shows.
_FIRST, _PAGE = 30, 200


class Turn(NamedTuple):
    """A claim that is new or stands otherwise. others: claims that were made part of it."""

    before: Mark | None
    after: Mark
    kinds: tuple[ClaimTurn, ...]
    into: str | None = None

    @property
    def merely_new(self) -> bool:
        """Whether nothing is told but that somebody claims it now."""
        return self.kinds == ("new",)


def turns(ledger: Ledger, held: Ledger, after: int, until: int, *, most: int | None = None) -> list[Turn]:
    """What became of the claims between two entries of a ledger's log, the weightiest first.

    held: the ledger as it was known at the later entry. Those in most reports come first of those that weigh
    alike, then by id. most: changes that are looked at, the last ones; all where it is None.
    """
    with ledger.reading() as connection:
        moved = claim_marks.moved(connection, after, until, most=most)
    with held.reading() as connection:
        gone = [mark.claim for _, mark in moved if not mark.state]
        holders = _holders(connection, gone)
        # Before the first entry nothing was known.
        fresh = [mark.claim for before, mark in moved if before is None] if after else []
        members = linked.members(connection, fresh)
    reports = {member.report for each in members.values() for member in each}
    with ledger.reading() as connection:
        later = claim_marks.came_later(connection, ledger.id, after, reports)
    known = {claim for claim, each in members.items() if any(m.report not in later for m in each)}
    found = list(_merged(moved, holders, known))
    found.sort(key=lambda turn: turn.after.claim)
    found.sort(key=lambda turn: -turn.after.reports)
    return sorted(found, key=lambda turn: _RANK[turn.kinds[0]])


def _merged(
    moved: Sequence[tuple[Mark | None, Mark]], holders: Mapping[str, str], known: Collection[str]
) -> Iterator[Turn]:
    """Each claim with what became of it. A claim that a new wording leads now is what it was before."""
    led: defaultdict[str, list[Mark]] = defaultdict(list)
    for before, after in moved:
        if before is not None and not after.state and after.claim in holders:
            led[holders[after.claim]].append(before)
    heirs: dict[str, str] = {}
    for before, after in moved:
        if not after.state:
            continue
        kinds: list[ClaimTurn] = []
        if before is None and led.get(after.claim):
            before = max(led[after.claim], key=lambda mark: (mark.reports, mark.claim))
            heirs[before.claim] = after.claim
        if before is None:
            kinds.append("parted" if after.claim in known else "new")
        kinds += _kinds(before, after)
        if [m for m in led.get(after.claim, ()) if m.claim not in heirs]:
            kinds.append("joined")
        if kinds:
            yield Turn(before, after, tuple(sorted(set(kinds), key=_RANK.__getitem__)))
    for before, after in moved:
        # One whose leading wording is another now goes on under that one's id.
        if not after.state and after.claim not in heirs:
            into = holders.get(after.claim)
            yield Turn(before, after, ("joined" if into else "gone",), into)


def _kinds(before: Mark | None, after: Mark) -> Iterator[ClaimTurn]:
    """How a claim stands otherwise than it did."""
    if before is None:
        if after.state != "single-origin":
            yield _TURNED[after.state]
        return
    if after.state != before.state:
        yield _TURNED[after.state]
    if after.corrected > before.corrected:
        yield "corrected"
    if after.denied > before.denied:
        yield "denied"
    if (after.low, after.high) != (before.low, before.high):
        more = (after.low, after.high) > (before.low, before.high)
        yield "supported" if more else "weakened"
    elif after.reports > before.reports:
        yield "repeated"
    if after.reports < before.reports:
        yield "fewer"


def _holders(connection: Connection, claims: Sequence[str]) -> dict[str, str]:
    """The claims that hold now what others were that are no more."""
    numbers = {number(id): id for id in claims}
    found = linked.claims_of_wordings(connection, numbers)
    return {numbers[n]: claim for n, claim in found.items()}


def rows(ledger: Ledger, held: Ledger, after: int, found: Sequence[Turn]) -> Iterator[ChangeItem]:
    """Turns as rows, with what their claims say, some of one snapshot at a time."""
    begin, size = 0, _FIRST
    while page := found[begin : begin + size]:
        begin, size = begin + size, _PAGE
        with held.reading() as connection:
            bodies = kept.bodies(connection, {turn.into or turn.after.claim for turn in page})
            claims = items(connection, bodies)
        reports = {one["report"] for item in claims.values() for one in item["said"]}
        with ledger.reading() as connection:
            later = claim_marks.came_later(connection, ledger.id, after, reports)
            times = claim_marks.times(connection, ledger.id, {turn.after.n for turn in page})
        yield from (_row(turn, claims, later, times) for turn in page)


def _row(
    turn: Turn, claims: Mapping[str, ClaimItem], later: Collection[str], times: Mapping[int, str]
) -> ChangeItem:
    item = claims.get(turn.into or turn.after.claim)
    alone = item if turn.into is None else None
    return {
        "at": times.get(turn.after.n, ""),
        "n": turn.after.n,
        "what": "claim",
        "id": turn.after.claim,
        "report": None,
        "in_force": item is not None,
        "decision": None,
        "version": None,
        "claim": {
            "kinds": list(turn.kinds),
            "text": item["text"] if item is not None else None,
            "before": _stand(turn.before),
            "after": _stand(turn.after),
            "said": [_voice(one) for one in alone["said"] if one["report"] in later] if alone else [],
            "reasons": alone["reasons"] if alone else [],
            "relations": [tie for tie in alone["relations"] if tie["kind"] in _AGAINST] if alone else [],
            "into": turn.into,
        },
    }


def _stand(mark: Mark | None) -> StandRow | None:
    if mark is None or not mark.state:
        return None
    state = cast("Any", mark.state)
    return {
        "state": state,
        "reports": mark.reports,
        "low": mark.low,
        "high": mark.high,
        "denied": mark.denied,
    }


def _voice(said: SaidRow) -> NewVoice:
    return {
        "report": said["report"],
        "path": said["path"],
        "publisher": said["publisher"],
        "published": said["published"],
        "statement": said["statement"],
        "point": said["point"],
        "text": said["text"],
        "stance": said["stance"],
        "source": said["source"],
    }
