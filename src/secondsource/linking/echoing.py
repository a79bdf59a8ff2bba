"""One step of echoes: reports that came, went or changed, made part of what a store holds.

What stands afterwards is a function of the reports that are there; neither their order nor how they were cut
into steps enters. A thousand reports of the very same words are one body; each is tied to the first of them.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

from secondsource.linking import credit_step
from secondsource.linking.days import day
from secondsource.linking.echo_near import settle_near
from secondsource.linking.echo_prints import Touched, settle
from secondsource.linking.echo_store import EchoStore
from secondsource.linking.echoes import Prepared, compare, twins
from secondsource.linking.prints import digest_of
from secondsource.linking.publishers import issuer, key_of, moment
from secondsource.linking.standing import Standing
from secondsource.model.echo import Body, Echo, Holding, Link, Text

# Fewer words than this are no report whose copies mean anything: "Page not found".
FEWEST = 12

Pair = tuple[int, int]
Wanted = dict[tuple[str, str, str], Link | None]


# Reports with what was worked out of them lately, by their ids and states: those of one story come together.
MOST_KEPT = 3_000


class Lately:
    """Keeps reports made ready, those that were not asked for longest going first. For several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], Prepared] = OrderedDict()
        self._lock = Lock()

    def get(self, report: str, state: int) -> Prepared | None:
        """A report in a state; None where it is not kept."""
        with self._lock:
            found = self._kept.get((report, state))
            if found is not None:
                self._kept.move_to_end((report, state))
            return found

    def put(self, texts: Iterable[Prepared]) -> None:
        """Keep reports, but for what is soon made and large."""
        with self._lock:
            for text in texts:
                text.lighten()
                self._kept[text.text.report, text.state] = text
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()


LATELY = Lately()


@dataclass(slots=True)
class _Work:
    """What one step has in hand."""

    store: EchoStore
    compared: Comparing
    texts: dict[str, Prepared] = field(default_factory=dict)

    def read(self, reports: Iterable[str]) -> None:
        """Fetch reports as they stand now."""
        missing = {id for id in reports if id not in self.texts}
        if missing:
            self.texts.update((id, Prepared(text)) for id, text in self.store.texts(missing).items())

    def load(self, reports: Iterable[str]) -> None:
        """Fetch reports as they were when they were last made part of the echoes, or as they stand now.

        One that stands otherwise by now waits for a step of its own, which compares it anew.
        """
        missing = {id for id in reports if id not in self.texts}
        if not missing:
            return
        for row in self.store.holdings(missing):
            known = LATELY.get(row.report, row.state)
            if known is not None:
                self.texts[row.report] = known
        self.read(missing)

    def of(self, reports: Iterable[str]) -> dict[str, Text]:
        """The texts of these reports, as far as they stand."""
        listed = list(reports)
        self.load(listed)
        return {id: self.texts[id].text for id in listed if id in self.texts}


# Two texts, the earlier in canonical order first, and those prints of theirs that are standing background.
Pairing = tuple[Prepared, Prepared, frozenset[int]]
# Given pairings, what gives for each what `echoes.compare` says, in order; others may be at work on it until
# it is asked.
Comparing = Callable[[Sequence[Pairing]], Callable[[], Sequence[Echo | None]]]


def when_asked(pairings: Sequence[Pairing]) -> Callable[[], Sequence[Echo | None]]:
    """Compares here, once it is asked."""
    return lambda: in_turn(pairings)


def in_turn(pairings: Sequence[Pairing]) -> list[Echo | None]:
    """One after the other, here."""
    times = Counter(text.text.report for a, b, _ in pairings for text in (a, b))
    found = []
    for a, b, standing in pairings:
        if not a.has_seeds and not b.has_seeds:
            # One that is compared with many has its runs made once.
            (a if times[a.text.report] >= times[b.text.report] else b).seeds  # noqa: B018
        found.append(compare(a, b, standing=standing))
    return found


def step(
    store: EchoStore, came: Collection[str], gone: Collection[str] = (), *, compared: Comparing = when_asked
) -> set[str]:
    """Makes reports that came, changed or went part of the echoes; gives the reports whose echoes changed.

    Which of them stand, the store says. What is there already as it is now is no error and changes nothing.
    compared: who works out what two texts share.
    """
    return begin(store, came, gone, compared=compared)()


def begin(
    store: EchoStore, came: Collection[str], gone: Collection[str] = (), *, compared: Comparing = when_asked
) -> Callable[[], set[str]]:
    """As `step`, but that what it gives must be called to end it: until then texts are being compared.

    Nothing else may be done with the echoes of the store meanwhile.
    """
    work = _Work(store, compared)
    named = {*came, *gone}
    work.read(named)
    old = {row.report: row for row in store.holdings(named)}
    new = {id: holding(work.texts[id]) for id in named if id in work.texts}
    changed = {id for id in named if old.get(id) != new.get(id)}
    if not changed:
        return set
    affected = {rows[id].body for rows in (old, new) for id in changed if id in rows}
    before = {body.number: body for body in store.bodies(affected)}
    store.drop([old[id] for id in sorted(changed) if id in old])
    store.put([new[id] for id in sorted(changed) if id in new])
    after = _bodies(work, affected, before)
    both = {id: (old.get(id), new.get(id)) for id in changed}
    touched = _settle_twins(work, before, after, both)
    derived = _settle_words(work, before, after)
    touched |= write(store, credit_step.settle(store, both, work.of))

    def finish() -> set[str]:
        found = touched | write(store, derived())
        LATELY.put(work.texts.values())
        return found

    return finish


def holding(text: Prepared) -> Holding:
    """The row of a report, a pure function of it."""
    words, of = text.words.words, text.text
    placed = moment(of)
    return Holding(
        report=of.report,
        body=digest_of(words if len(words) >= FEWEST else ("", of.report)),
        placed=placed or "~",
        publisher=key_of(issuer(of) or ""),
        day=day(placed),
        ties=tuple(sorted(of.ties)),
        state=text.state,
    )


def _bodies(work: _Work, affected: Collection[int], before: Mapping[int, Body]) -> dict[int, Body]:
    """The affected bodies as they are now; kept as such."""
    found = {}
    firsts = work.store.earliest(affected)
    work.load(row.report for row in firsts if row.body not in before)
    for row in firsts:
        if row.body in before:
            prints = before[row.body].prints
        else:
            held = work.texts[row.report]
            prints = tuple(sorted(held.prints)) if len(held.words.words) >= FEWEST else ()
        found[row.body] = Body(row.body, row.report, *row[2:], prints)
    work.store.put([body for n, body in sorted(found.items()) if before.get(n) != body])
    work.store.drop([body for n, body in sorted(before.items()) if n not in found])
    return found


def _settle_twins(
    work: _Work,
    before: Mapping[int, Body],
    after: Mapping[int, Body],
    changed: Mapping[str, tuple[Holding | None, Holding | None]],
) -> set[str]:
    """Ties each report to the first of the same words."""
    wanted: Wanted = {}
    whole = {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)}
    mates = {(row.body, row.report) for row in work.store.held(whole)} if whole else set()
    for id, (old, new) in changed.items():
        mates |= {(row.body, id) for row in (old, new) if row is not None}
    holds = {row.report: row.body for row in work.store.holdings({id for _, id in mates})}
    for body, id in sorted(mates):
        was, now = before.get(body), after.get(body)
        if was is not None and was.report != id:
            wanted.setdefault((was.report, id, "twin"), None)
        if now is not None and now.report != id and holds.get(id) == body:
            work.load((now.report, id))
            echo = twins(work.texts[now.report].text, work.texts[id].text)
            wanted[now.report, id, "twin"] = None if echo is None else Link(now.report, id, "twin", echo)
    return write(work.store, wanted)


def _settle_words(work: _Work, before: Mapping[int, Body], after: Mapping[int, Body]) -> Callable[[], Wanted]:
    """Compares anew the bodies that share words, where that can have changed."""
    touched = Touched(
        new={n for n in after if n not in before},
        gone={n for n in before if n not in after},
        moved={n for n in after if n in before and before[n] != after[n]},
        before=dict(before),
        after=dict(after),
    )
    if not (touched.new or touched.gone or touched.moved):
        return dict
    standing = Standing(work.store)
    supports, again = settle(work.store, touched, standing)
    derive = again | settle_near(work.store, touched, supports)
    moved = {(row.a, row.b) for row in work.store.near_of(touched.moved)} if touched.moved else set()
    standing_pairs = {(row.a, row.b) for row in work.store.near(list(derive))}
    return _derive(work, touched, standing, derive | moved, standing_pairs | moved)


def _derive(
    work: _Work, touched: Touched, standing: Standing, pairs: set[Pair], there: Collection[Pair]
) -> Callable[[], Wanted]:
    """Makes the echoes of pairs of bodies anew, and takes away those of pairs that are none any more."""
    ends = touched.bodies(work.store, {n for pair in pairs for n in pair})
    wanted: Wanted = {}
    for pair in sorted(pairs):
        was = [touched.before.get(n) or ends.get(n) for n in pair]
        if was[0] is not None and was[1] is not None:
            one, other = in_order(was[0], was[1])
            wanted.setdefault((one.report, other.report, "words"), None)
    listed = sorted(pair for pair in pairs if pair in there)
    prints = {n: frozenset(ends[n].prints) for pair in listed for n in pair}
    common = [prints[a] & prints[b] for a, b in listed]
    standing.load({x for some in common for x in some})
    work.load({ends[n].report for pair in listed for n in pair})
    keys: list[tuple[str, str, Literal["words"]]] = []
    pairings: list[Pairing] = []
    for (a, b), shared in zip(listed, common, strict=True):
        one, other = in_order(ends[a], ends[b])
        keys.append((one.report, other.report, "words"))
        told = frozenset(x for x in shared if standing.of(x))
        pairings.append((work.texts[one.report], work.texts[other.report], told))
    echoes = work.compared(pairings)

    def found() -> Wanted:
        for key, echo in zip(keys, echoes(), strict=True):
            wanted[key] = None if echo is None else Link(*key, echo)
        return wanted

    return found


def in_order(one: Body, other: Body) -> tuple[Body, Body]:
    """Two bodies in canonical order."""
    return (one, other) if (one.placed, one.report) < (other.placed, other.report) else (other, one)


def write(store: EchoStore, wanted: Wanted) -> set[str]:
    """Makes these links stand, or not stand (None); gives the reports of those that changed."""
    held: dict[tuple[str, str, str], Link] = {
        (row.a, row.b, row.via): row for row in store.links(list(wanted))
    }
    put, dropped = [], []
    touched: set[str] = set()
    for key, link in sorted(wanted.items(), key=lambda item: item[0]):
        if held.get(key) == link:
            continue
        touched |= {key[0], key[1]}
        if link is None:
            dropped.append(held[key])
        else:
            put.append(link)
    store.put(put)
    store.drop(dropped)
    return touched
