"""One step of linking: readings, decisions and answers that came or went, made part of the claims.

What stands afterwards is a function of the wordings, decisions and answers that are there; neither their
order nor how they were cut into steps enters. Making all from nothing is the same step with everything in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from secondsource.linking import candidates, claims, constraints, leaders, levels
from secondsource.linking.store import Ahead, Score, Store
from secondsource.linking.working import Rule, Tally, Work
from secondsource.model.clusters import Bound, Node, key_of, number
from secondsource.model.wording import Wording

RULE = Rule()


class Dated(NamedTuple):
    """A wording with the moment of its earliest point: any whole number that sorts as moments do, or None."""

    wording: Wording
    published: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What came and went. What is there already, or not there, is no error: the step says how things stand.

    put: wordings that came, or whose earliest point is another. removed: ids of wordings that no point has
    any more. bounds, withdrawn: decisions in force, and ids of those no longer. answered: pairs (of ids) of
    which the store has an answer of the pair reader that it had not.
    """

    put: Sequence[Dated] = ()
    removed: Collection[str] = ()
    bounds: Sequence[Bound] = ()
    withdrawn: Collection[str] = ()
    answered: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a step did. touched: claims to be judged anew, by id. gone: ids that no longer lead a claim.

    A claim is touched when its wordings, their dates or signs, the pairs inside it or its relations changed.
    moved: wordings that another claim holds now, as id, claim before and claim after (None: none).
    """

    touched: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[tuple[str, str | None, str | None], ...]
    tally: Tally = field(default_factory=Tally)


def update(store: Store, step: Step, *, score: Score, rule: Rule = RULE) -> Outcome:
    """Makes a step part of what the store holds. A store goes by one rule and one score, ever.

    Raises ValueError for an id that is no digest, and where two wordings have one number.
    """
    return begin(store, step, score=score, rule=rule)()


def begin(
    store: Store, step: Step, *, score: Score, ahead: Ahead | None = None, rule: Rule = RULE
) -> Callable[[], Outcome]:
    """As `update`, but that what it gives must be called to end it: until then pairs are being scored, by
    `ahead`. Nothing else may be done with the store meanwhile.
    """
    work = Work(store=store, score=score, rule=rule, ahead=ahead)
    new, gone, redated = _taken(work, step)
    answered = {key_of(number(a), number(b)) for a, b in step.answered}
    changes = candidates.rescore(work, answered)
    reposted = candidates.repost(work, new=new, gone=gone)
    return lambda: _end(work, step, changes, reposted(), {*new, *gone, *redated}, redated)


def _end(
    work: Work,
    step: Step,
    changes: candidates.Changes,
    reposted: candidates.Changes,
    touched: set[int],
    redated: set[int],
) -> Outcome:
    """Follows up on all pairs that changed."""
    rule = work.rule
    for key, (before, after) in reposted.items():
        changes[key] = (changes[key][0] if key in changes else before, after)
    regrouped = constraints.regroup(
        work, touched=touched, bounds=step.bounds, withdrawn=frozenset(step.withdrawn)
    )
    leaders.settle(work, changes=changes, regrouped=regrouped, redated=redated)
    delta = claims.first_delta(work, changes=changes, bars=regrouped.bars, redated=redated)
    moved: list[set[int]] = []
    for level in range(rule.rounds):
        delta, above = levels.merge(work, level, delta)
        moved.append(above)
    claims.resolve(work, moved)
    tied = claims.relate(work, changes)
    outcome = _outcome(work, tied, changes, redated)
    work.finish()
    return outcome


def resolved(store: Store, ids: Collection[str]) -> dict[str, str]:
    """The claim that holds each of these wordings (or claims); unknown ones are left out."""
    nodes = {node.id: node for node in store.nodes([number(id) for id in ids])}
    names = {
        node.number: node.id for node in store.nodes({n.claim for n in nodes.values() if n.claim is not None})
    }
    return {id: names[n.claim] for id in ids if (n := nodes.get(id)) is not None and n.claim is not None}


def _taken(work: Work, step: Step) -> tuple[set[int], set[int], set[int]]:
    """Puts the step's wordings in hand; gives the numbers of those new, gone, and with another date."""
    removed = {number(id) for id in step.removed}
    dated = {number(each.wording.id): each for each in step.put}
    work.load({*removed, *dated})
    new, redated = set(), set()
    for n, (wording, published) in dated.items():
        node = work.node(n)
        if n in removed:
            raise ValueError(f"the wording {wording.id} is put and removed in one step; say one of both")
        if node is not None and node.id != wording.id:
            raise ValueError(
                f"the wordings {wording.id} and {node.id} have one number; they cannot both be kept"
            )
        if node is None:
            new.add(n)
            work.given[n] = wording
            work.keep(Node(n, wording.id, published, wording.vague, n, 1, None, 1, 0, None, 1))
        elif node.published != published:
            redated.add(n)
            work.keep(node._replace(published=published))
    gone = {n for n in removed if work.node(n) is not None}
    for n in gone:
        work.remove(n)
    return new, gone, redated


def _outcome(work: Work, tied: set[int], changes: candidates.Changes, redated: set[int]) -> Outcome:
    """Names what changed."""
    touched = set(tied)
    moved = []
    for n, before, after in work.changed():
        held = (before and before.claim, after and after.claim)
        if held[0] != held[1]:
            moved.append((n, *held))
        if held[0] != held[1] or n in redated or (before and after and before.claim_sign != after.claim_sign):
            touched |= {claim for claim in held if claim is not None}
    for a, b in changes:
        one, other = work.node(a), work.node(b)
        if one is not None and other is not None and one.claim == other.claim and one.claim is not None:
            touched.add(one.claim)
    work.load({claim for _, *held in moved for claim in held if claim is not None} | touched)
    names = {n: _name(work, n) for n in {*touched, *(m[0] for m in moved)}}
    standing = {n for n in touched if (node := work.node(n)) is not None and node.claim == n}
    return Outcome(
        touched=tuple(sorted(names[n] for n in standing)),
        gone=tuple(sorted(names[n] for n in touched - standing)),
        moved=tuple(
            sorted(
                (names[n], names[was] if was else None, names[now] if now else None) for n, was, now in moved
            )
        ),
        tally=work.tally,
    )


def _name(work: Work, n: int) -> str:
    node = work.node(n) or work.before(n)
    assert node is not None
    return node.id
