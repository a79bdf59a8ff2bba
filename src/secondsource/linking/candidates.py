"""Which wordings are compared: those that share a key which few enough of the whole ledger hold; of times far
from each other, those that share two.

One holder too many closes a key: its pairs lose that support, and go when too little is left. A removal opens
it again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from secondsource.linking.keys import are_far
from secondsource.linking.store import Scored
from secondsource.linking.working import Work, parts
from secondsource.model.clusters import Closed, Key, Kind, Pair, Posting, key_of, number
from secondsource.model.wording import Wording

# Pairs that came, went or were scored anew: as they were, as they are. A change of support alone is none.
Changes = dict[Key, tuple[Pair | None, Pair | None]]

# Pairs scored at one time, so that wordings in hand stay few.
_PART = 20_000


def repost(work: Work, *, new: Collection[int], gone: Collection[int]) -> Callable[[], Changes]:
    """Enters new wordings under their keys and takes out those gone. What it gives is called once pairs are
    scored, and gives those that changed by it.
    """
    if not new and not gone:
        return dict
    held = work.wordings([*new, *gone])
    added, taken = _by_key(held, new), _by_key(held, gone)
    supports = _supports(work, added, taken)
    work.put([Posting(key, n) for key, numbers in added.items() for n in sorted(numbers)])
    work.drop([Posting(key, n) for key, numbers in taken.items() for n in sorted(numbers)])
    came = set(new)
    old = [key for key in supports if not (key[0] in came or key[1] in came)]
    before = {(pair.a, pair.b): pair for pair in work.read(work.store.pairs(old))} if old else {}
    # Those that were too little supported are no rows, so what they gain does not tell what they have.
    grown = [key for key in old if key not in before and supports[key] > 0 and are_far(*key)]
    supports.update(_counted(work, grown))
    fresh, dropped, kept = _sorted(supports, before)
    scored = _begin(work, fresh)
    return lambda: _settled(work, scored(), dropped, kept)


def rescore(work: Work, keys: Collection[Key]) -> Changes:
    """Scores pairs anew whose answer has come; those that are no candidates, or clear, stay as they are."""
    pairs = work.read(work.store.pairs(keys)) if keys else []
    asked = {(pair.a, pair.b): pair for pair in pairs if pair.kind != "clear"}
    found = _begin(work, {key: pair.support for key, pair in asked.items()})()
    scored = {(pair.a, pair.b): pair for pair in found}
    changes: Changes = {key: (asked[key], pair) for key, pair in scored.items() if pair != asked[key]}
    work.put([after for _, after in changes.values() if after is not None])
    return changes


def _by_key(held: Mapping[int, Wording], numbers: Collection[int]) -> dict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for n in numbers:
        for key in held[n].keys:
            found[key].add(n)
    return found


def _supports(work: Work, added: dict[int, set[int]], taken: dict[int, set[int]]) -> dict[Key, int]:
    """By how many open keys more (or fewer) each pair is supported; keeps the closed keys."""
    most = work.rule.most
    keys = added.keys() | taken.keys()
    closed = {row.key: row.holders for row in work.read(work.store.closed(keys))}
    growth = {key: len(added.get(key, ())) - len(taken.get(key, ())) for key in keys}
    wanted = [key for key in keys if closed.get(key, 0) + growth[key] <= most(key) or key not in closed]
    holders: defaultdict[int, set[int]] = defaultdict(set)
    for posting in work.read(work.store.holders(wanted)):
        holders[posting.key].add(posting.number)
    supports: Counter[Key] = Counter()
    shut, opened = [], []
    for key in sorted(keys):
        before = holders[key]
        after = (before - taken.get(key, set())) | added.get(key, set())
        count = closed.get(key, len(before)) + growth[key]
        is_open = count <= most(key)
        _shift(supports, set() if key in closed else before, after if is_open else set())
        if not is_open:
            shut.append(Closed(key, count))
        elif key in closed:
            opened.append(Closed(key, count))
    work.put(shut)
    work.drop(opened)
    return {key: step for key, step in supports.items() if step}


def _shift(supports: Counter[Key], was: set[int], now: set[int]) -> None:
    """Counts the pairs that one key no longer supports, and those that it supports now."""
    for moved, held, step in ((was - now, was, -1), (now - was, now, 1)):
        for one in moved:
            for other in held:
                if other not in moved or one < other:
                    supports[key_of(one, other)] += step


def _least(key: Key) -> int:
    """How many open keys two wordings must share to be compared: far from each other in time, a chance of
    words shares one.
    """
    return 2 if are_far(*key) else 1


def _counted(work: Work, pairs: Collection[Key]) -> dict[Key, int]:
    """How many open keys each of some pairs shares, counted from the wordings."""
    held = work.wordings({n for pair in pairs for n in pair}) if pairs else {}
    shared = {(a, b): set(held[a].keys).intersection(held[b].keys) for a, b in pairs}
    asked = {key for keys in shared.values() for key in keys}
    closed = {row.key for row in work.read(work.store.closed(asked))} if asked else set()
    return {pair: len(keys - closed) for pair, keys in shared.items()}


def _sorted(
    supports: dict[Key, int], before: dict[Key, Pair]
) -> tuple[dict[Key, int], list[Pair], list[Pair]]:
    """The supports of new pairs, those that go, and those that stay with another support."""
    fresh: dict[Key, int] = {}
    dropped, kept = [], []
    for key, step in supports.items():
        pair = before.get(key)
        if pair is None:
            # One that lost a key and is not there was none that is kept.
            if step >= _least(key):
                fresh[key] = step
        elif pair.support + step < _least(key):
            dropped.append(pair)
        else:
            kept.append(pair._replace(support=pair.support + step))
    return fresh, dropped, kept


def _settled(work: Work, scored: list[Pair], dropped: list[Pair], kept: list[Pair]) -> Changes:
    """Writes the pairs with their new support, and gives those that came or went."""
    work.put(scored)
    work.put(kept)
    work.drop(dropped)
    changes: Changes = {(pair.a, pair.b): (pair, None) for pair in dropped}
    changes.update({(pair.a, pair.b): (None, pair) for pair in scored})
    return changes


Sides = dict[Key, tuple[Wording, Wording]]


def _begin(work: Work, supports: dict[Key, int]) -> Callable[[], list[Pair]]:
    """Begins to score pairs with these supports; what it gives ends that."""
    begun: list[tuple[Sides, Callable[[], Sequence[Scored]]]] = []
    for keys in parts(sorted(supports), _PART):
        wordings = work.wordings({n for key in keys for n in key})
        sides = {key: (wordings[key[0]], wordings[key[1]]) for key in keys}
        begun.append((sides, work.begin([(*sides[key], None) for key in keys])))
    return lambda: [pair for sides, scored in begun for pair in _scored(work, supports, sides, scored())]


def _scored(work: Work, supports: dict[Key, int], sides: Sides, found: Sequence[Scored]) -> Iterator[Pair]:
    """Pairs as they were scored; with the pair reader's answer where there is one and it is asked."""
    scored = dict(zip(sides, found, strict=True))
    waiting = [key for key, one in scored.items() if one.waiting]
    answers = work.store.answers(waiting) if waiting else {}
    asked = sorted(answers)
    again = work.score([(*sides[key], answers[key]) for key in asked]) if asked else []
    scored.update(zip(asked, again, strict=True))
    work.tally.scored += len(sides) + len(asked)
    work.tally.waiting += len(waiting) - len(asked)
    for key, (edge, waits, kept) in scored.items():
        if not kept:
            continue
        if (number(edge.a), number(edge.b)) != key:
            raise ValueError(f"the score of {sides[key][0].id} and {sides[key][1].id} names others")
        kind: Kind = "waiting" if waits else "answered" if key in answers else "clear"
        probability, sign = edge.probability, edge.sign
        yield Pair(*key, supports[key], kind, probability, sign, edge.label, edge.facet)
