"""Linking: what came, changed or went is made part of the claims, and the claims that it touched are judged.

Each step is one transaction. It takes reports off a queue that was written with what changed them, so what a
process leaves when it dies is taken up by whoever links next, and what stands never depends on how it was cut
into steps. Only one writes at a time, so two that link at once take turns.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from secondsource.desk import side, strata
from secondsource.desk.garbage import spared
from secondsource.desk.strata import Judge, Stratum
from secondsource.encoder import pairs as encoded
from secondsource.ledger import Ledger, binding, derived, linked, pair_readings, queues, rebuilding
from secondsource.ledger.kept import Kept
from secondsource.ledger.link_tables import LinkTables, link_tables
from secondsource.ledger.links import SqlStore
from secondsource.ledger.queues import SaidRow
from secondsource.linking import pair_reader, score, senses, weights
from secondsource.linking.days import instant
from secondsource.linking.publishers import moment
from secondsource.linking.store import Ahead, Score
from secondsource.linking.update import Dated, Step, begin, update
from secondsource.model.answer import Answer
from secondsource.model.clusters import number
from secondsource.model.echo import Text
from secondsource.model.wording import Wording
from secondsource.records.rows import ReadRow

# What `Ledger.changing()` gives; only the ledger knows more of it.
Connection = Any
# Told what is done ("linked", "read", "judged"), and how much so far.
Progress = Callable[[str, int], None]
# Points and reports of one step: as many as keep its transaction short enough for others to come between.
_POINTS, _REPORTS = 1_500, 200
_CLAIMS = 500
# Steps of judging before one looks at figures: of fewer reports than are kept at hand (`views.grounds`).
_TURNS = 8
_MOST_COUNTED = 10_000
# Pairs that are read between two transactions.
_PAIRS = 200
# Raised whenever the same wordings and answers give other claims.
VERSION = "7"


@dataclass(slots=True, kw_only=True)
class Linked:
    """What linking did: reports linked, claims judged, pairs read; and how many pairs still wait.

    waiting: 10,000 where more do, since all are not counted after each report. touched: the claims that may
    be others now, those that are no more among them.
    """

    reports: int = 0
    claims: int = 0
    pairs: int = 0
    waiting: int = 0
    touched: set[str] = field(default_factory=set)


def link(ledger: Ledger, *, told: Progress | None = None, pairs: int | None = None) -> Linked:
    """Make all that changed part of the claims, read the pairs that wait, and judge the claims touched.

    pairs: the most to be read, all without it; those that wait count as never compared. A ledger that is open
    for reading alone stays as it is.
    """
    done = Linked()
    if ledger.read_only or not _anything(ledger, pairs):
        return done
    with side.sides(), spared():
        _take_over(ledger)
        settle(ledger, done, told=told)
        while read := answer(ledger, _PAIRS if pairs is None else min(_PAIRS, pairs - done.pairs)):
            done.pairs += read
            _tell(told, "read", done.pairs)
            settle(ledger, done, told=told)
        judge(ledger, done, told=told)
    with ledger.reading() as connection:
        held = link_tables(derived.current(connection).number)
        done.waiting = queues.waiting(connection, held, _MOST_COUNTED)
    return done


def settle(ledger: Ledger, done: Linked, n: int | None = None, *, told: Progress | None = None) -> None:
    """Link all that waits in a generation, the one in use where none is named; judging is left."""
    with side.sides(), spared():
        while True:
            with ledger.changing() as connection:
                held = link_tables(derived.current(connection).number if n is None else n)
                batch = queues.dirty(connection, held, reports=_REPORTS, points=_POINTS)
                heard = queues.heard(connection, held, _POINTS)
                if not batch and not heard:
                    break
                touched = _step(connection, held, batch, heard)
            done.reports += sum(1 for report in batch if report != binding.NOBODY)
            done.touched |= touched
            _tell(told, "linked", done.reports)
    if done.reports > _REPORTS:
        # Not after each step, nor for a report or two: what comes next asks for much of the same.
        ledger.lighten()


def answer(ledger: Ledger, limit: int) -> int:
    """Let the pair reader read up to `limit` pairs that wait; gives how many. Without a reader none waits."""
    version = reader()
    if version is None or limit <= 0:
        return 0
    with ledger.reading() as connection:
        store = SqlStore(connection, link_tables(derived.current(connection).number), reader=version)
        pairs = store.waiting(limit)
        known = {number(w.id): w for w in store.wordings({n for pair in pairs for n in pair})}
    given = {(known[a].id, known[b].id): read_pair(known[a], known[b]) for a, b in pairs}
    if given:
        with ledger.writing("read pairs") as w:
            pair_readings.put(w, version, given)
    return len(given)


def relink(ledger: Ledger, *, told: Progress | None = None) -> tuple[Linked, list[str]]:
    """Link all from nothing beside what stands, and put it in its place: what was done, and what differed.

    Nothing ever should differ. Others may read and write meanwhile.
    """
    link(ledger, told=told)
    done = Linked()
    differences: list[str] = []

    def before(n: int) -> None:
        settle(ledger, done, n, told=told)
        with ledger.changing() as connection:
            queues.set_linker(connection, n, linker())
            differences.extend(queues.differences(connection, derived.current(connection).number, n))
        judge(ledger, done, n)

    with side.sides(), spared():
        rebuilding.rebuild(ledger, before_swap=before)
    return done, differences


def waits(ledger: Ledger) -> bool:
    """Whether something waits to be linked or judged, apart from pairs that the pair reader could read."""
    return not ledger.read_only and _anything(ledger, 0)


def _anything(ledger: Ledger, pairs: int | None) -> bool:
    with ledger.reading() as connection:
        n = derived.current(connection).number
        if linked.pending(connection) or queues.linker(connection, n) not in (None, linker()):
            return True
        return pairs != 0 and reader() is not None and bool(SqlStore(connection, link_tables(n)).waiting(1))


def _take_over(ledger: Ledger) -> None:
    """Where another version of the linker made what stands, all is linked from nothing."""
    with ledger.changing() as connection:
        n = derived.current(connection).number
        made = queues.linker(connection, n)
        if made is not None and made != linker():
            rebuilding.start_over(connection, n)
        if made != linker():
            queues.set_linker(connection, n, linker())


def _step(
    connection: Connection, held: LinkTables, batch: Collection[int], heard: Collection[tuple[int, int]]
) -> set[str]:
    """Link reports, by the numbers of their rows, and pairs with new answers; gives the claims touched."""
    ids = linked.report_ids(connection, batch)
    # Other processes are at work on what was begun, until it is ended.
    claims = _claims(connection, held, ids, heard)
    _look_ahead(connection, held, batch)
    with derived.within(connection, held.number):
        begun = [stratum(connection, held.number, sorted(ids.values())) for stratum in STRATA]
    touched = claims()
    with derived.within(connection, held.number):
        for finish in begun:
            touched |= finish()
    queues.touch(connection, held, touched)
    queues.clean(connection, held, batch, heard)
    return touched


def _claims(
    connection: Connection, held: LinkTables, ids: Mapping[int, str], heard: Collection[tuple[int, int]]
) -> Callable[[], set[str]]:
    """Begins the claims' own stratum: what reports say as wordings, and decisions on them."""
    store = SqlStore(connection, held, reader=reader())
    before = {row.wording for row in queues.said(connection, held, ids)}
    rows: list[SaidRow] = []
    new: dict[int, Wording] = {}
    for row, wording in _said(connection, ids):
        rows.append(row)
        new[row.wording] = wording
    queues.put_said(connection, held, ids, rows)
    named = before | new.keys()
    first = _step_of(connection, held, store, named, new)
    standing = binding.of_reports(connection, held, sorted(ids.values()))
    kept = {b.id: b for b in store.bounds([*standing.others, *(b.id for b in standing.bounds)])}
    moved = [b for b in standing.bounds if kept.get(b.id, b) != b]
    nodes = {node.number: node.id for node in store.nodes({n for pair in heard for n in pair})}
    first = Step(
        put=first.put,
        removed=first.removed,
        bounds=[b for b in standing.bounds if b.id not in kept],
        withdrawn={id for id in standing.others if id in kept} | {b.id for b in moved},
        answered=[(nodes[a], nodes[b]) for a, b in heard if a in nodes and b in nodes],
    )
    end = begin(store, first, score=_score(), ahead=_ahead())

    def finish() -> set[str]:
        outcomes = [end()]
        if moved:
            # A decision that holds other wordings now is taken out first: a step knows each by one place.
            outcomes.append(update(store, Step(bounds=moved), score=_score()))
        touched = {id for outcome in outcomes for id in (*outcome.touched, *outcome.gone)}
        # What a report says of a claim may change while its wordings stay: who says it, or how surely.
        return touched | set(linked.claims_of_wordings(connection, named, held=held).values())

    return finish


def _step_of(
    connection: Connection, held: LinkTables, store: SqlStore, named: set[int], new: Mapping[int, Wording]
) -> Step:
    """What came, went or has another date, of the wordings that reports had or have."""
    dates = queues.earliest(connection, held, named)
    known = {node.number: node for node in store.nodes(named)}
    other = {n for n in named if n in dates and (n not in known or known[n].published != dates[n])}
    older = {number(w.id): w for w in store.wordings([n for n in other if n not in new])}
    return Step(
        put=[Dated(new[n] if n in new else older[n], dates[n]) for n in sorted(other)],
        removed=[known[n].id for n in sorted(named - dates.keys()) if n in known],
    )


def _read(connection: Connection, ids: Mapping[int, str]) -> list[tuple[int, tuple[Kept, ReadRow]]]:
    """Reports with what they say now, by the numbers of their rows; those that say nothing are left out."""
    return [(report, found) for report in sorted(ids) if (found := queues.reading(connection, ids[report]))]


def _said(connection: Connection, ids: Mapping[int, str]) -> list[tuple[SaidRow, Wording]]:
    """The points of reports with their wordings, each point of a statement once."""
    read = _read(connection, ids)
    made: dict[tuple[int, str, str], tuple[SaidRow, Wording]] = {}
    for (report, (kept, _)), some in zip(read, side.wordings_of([row for _, (_, row) in read]), strict=True):
        when = instant(
            moment(Text(report=kept.id, text="", published=kept.published, dateline=kept.dateline))
        )
        n = 0
        for said, wording in some:
            key = (report, said.statement, said.point)
            if key not in made:
                at = SaidRow(report, n, said.point, said.statement, number(wording.id), when)
                made[key] = at, wording
                n += 1
    return list(made.values())


def judge(ledger: Ledger, done: Linked, n: int | None = None, *, told: Progress | None = None) -> None:
    """Judge all claims that were touched in a generation, the one in use where none is named; and look at
    what they count, and contradict, after some at a time: not after each, since what a long story counts is
    looked at whole, and while the reports of all are at hand.
    """
    claims = 1
    while claims:
        for _ in range(_TURNS):
            claims = _next(ledger, n, queues.touched, JUDGES, queues.judged)
            if not claims:
                break
            done.claims += claims
            _tell(told, "judged", done.claims)
        while _next(ledger, n, queues.unfigured, FIGURES, queues.figured):
            pass


def _next(
    ledger: Ledger,
    n: int | None,
    queue: Callable[[Connection, LinkTables, int], list[str]],
    judges: Collection[Judge],
    leave: Callable[[Connection, LinkTables, Collection[str]], None],
) -> int:
    """Do what is to be done for the next claims of a queue; gives how many."""
    with ledger.changing() as connection:
        held = link_tables(derived.current(connection).number if n is None else n)
        claims = queue(connection, held, _CLAIMS)
        if claims:
            with derived.within(connection, held.number):
                done = set(claims).union(*(judge(connection, held.number, claims) for judge in judges))
            leave(connection, held, sorted(done))
    return len(claims)


def _look_ahead(connection: Connection, held: LinkTables, batch: Collection[int]) -> None:
    """Let others begin with the wordings of the reports behind a batch."""
    if not batch or not side.any_others():
        return
    after = queues.dirty(connection, held, reports=_REPORTS, points=_POINTS, after=max(batch))
    ids = linked.report_ids(connection, after)
    side.wordings_ahead([row for _, (_, row) in _read(connection, ids)])


# Beside the claims: each reads readings and decisions alone, never one another.
STRATA: tuple[Stratum, ...] = (strata.echoes, strata.parties, strata.notices, strata.families)
# What follows from a claim's dossier.
JUDGES: tuple[Judge, ...] = (strata.judged,)
# What follows from all judgements on what counts one thing, or contradicts.
FIGURES: tuple[Judge, ...] = (strata.figured,)


@cache
def reader() -> str | None:
    """The version of the pair reader that ships; None where none does."""
    return _pair_reader().version if pair_reader.WEIGHTS.exists() else None


@cache
def linker() -> str:
    """What claims are made by: this version, its weights and senses, and the pair reader or none."""
    made = f"{VERSION} {weights.identity()} {senses.identity()}"
    read = reader()
    return made if read is None else f"{made}{queues.READ_BY}{read}"


@cache
def _pair_reader() -> pair_reader.PairReader:
    return pair_reader.PairReader()


def read_pair(a: Wording, b: Wording) -> Answer:
    """What the pair reader that ships says of two wordings, the one of the lower id first."""
    return _pair_reader().read(_side(a), _side(b))


def _side(wording: Wording) -> encoded.Side:
    day = None if wording.day is None else date.fromordinal(wording.day).isoformat()
    return encoded.Side(text=wording.text, whole=wording.whole, date=day)


def _score() -> Score:
    return score.guessed if reader() is None else score.score


def _ahead() -> Ahead:
    return side.scored(_score(), "guessed" if reader() is None else "score")


def _tell(told: Progress | None, what: str, so_far: int) -> None:
    if told is not None:
        told(what, so_far)
