"""Linking on more than one core: parts of its pure functions, worked out by other processes at the same time.

They are begun for large batches alone, hold nothing but what they were sent, and write nothing. Whatever goes
wrong with one (it was killed, there is no memory for it), its part is worked out here and nothing is lost.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from secondsource.desk.board import Board, Failed, Job, Kind
from secondsource.desk.cores import cores
from secondsource.linking import echoing
from secondsource.linking.echoes import Prepared
from secondsource.linking.echoing import Pairing
from secondsource.linking.store import Ahead, Score, Scored
from secondsource.linking.working import parts
from secondsource.model.answer import Answer
from secondsource.model.echo import Echo, Text
from secondsource.model.wording import Edge, Wording

T = TypeVar("T")
Pairs = Sequence[tuple[Wording, Wording, Answer | None]]

log = logging.getLogger(__name__)

# Reports of a step from which other processes are begun: it takes a second until they work.
FEWEST_ROWS = 50
# Once they are there, fewer than these are done sooner here than sent.
FEWEST_PAIRS = 2_000
FEWEST_TEXTS = 40
# Other processes at most: what one writer can keep busy.
_MOST = 3
# Wordings and texts that a process is known to hold, before both forget all.
_HELD = {"wordings": 50_000, "texts": 4_000}
# What is done at a time: some hundredths of a second each, so that none waits long for the last.
_ROWS, _PAIRS, _PAIRINGS = 6, 1_000, 60


class Side:
    """One other process, with the wordings that it was sent so far.

    It is a command of its own: a fork would take this one's locks and connections with it, and what
    `multiprocessing` begins anew runs the caller's script again.
    """

    def __init__(self) -> None:
        source = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join([source, *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is this one's to handle
        )
        self._known: dict[str, set[Any]] = defaultdict(set)

    def ask(self, what: str, *given: Any) -> None:
        """Begin something. Raises OSError where the process is gone."""
        assert self._process.stdin is not None
        pickle.dump((what, given), self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    def told(self) -> list[Any]:
        """What the first thing asked came to. Raises OSError or EOFError where the process is gone, and
        `Failed` for what the thing raised.
        """
        assert self._process.stdout is not None
        kind, found = pickle.load(self._process.stdout)
        if kind == "error":
            raise Failed from found
        return cast("list[Any]", found)

    def unknown(self, kind: str, held: Mapping[Any, T]) -> tuple[bool, dict[Any, T]]:
        """Whether it is to forget all of a kind, and what it must be sent to know these, by their keys."""
        known = self._known[kind]
        forget = len(known) + len(held) > _HELD[kind]
        if forget:
            known.clear()
        missing = {key: each for key, each in held.items() if key not in known}
        known.update(held)
        return forget, missing

    def close(self) -> None:
        """End it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


class Sides:
    """The other processes of this one: none before `begin`."""

    def __init__(self, most: int | None = None) -> None:
        self._most = min(cores() - 1, _MOST) if most is None else most
        self._begun = False
        self.board = Board()
        # Rows of readings that will be asked for, and the jobs of their wordings.
        self.ahead: tuple[Sequence[Any], list[Job]] = ([], [])

    def begin(self) -> None:
        """Begin them, where that was not done yet. Where none can be, all goes on here."""
        if self._begun:
            return
        self._begun = True
        try:
            for _ in range(self._most):
                self.board.join(Side())
        except OSError as error:
            log.info("linking goes on with %d other processes: %s", len(self.board.held), error)

    def close(self) -> None:
        """End all."""
        self.board.close()


# One for each thread that links: what two ask of one process would get mixed up.
_here = threading.local()


@contextmanager
def sides() -> Iterator[Sides]:
    """Let linking use other processes until this ends; what is opened inside uses the same ones."""
    held = _at_once()
    if held is not None:
        yield held
        return
    _here.sides = made = Sides()
    try:
        yield made
    finally:
        _here.sides = None
        made.close()


def _at_once() -> Sides | None:
    """The processes of this thread, while any may be used."""
    return getattr(_here, "sides", None)


def _board() -> Board | None:
    held = _at_once()
    return None if held is None else held.board


def scored(score: Score, name: str) -> Ahead:
    """The score that is called so in `linking.score`, of many pairs at a time by all cores: others begin at
    once.
    """

    def send(side: Side, some: Pairs) -> tuple[Any, ...]:
        forget, missing = side.unknown("wordings", {w.id: w for a, b, _ in some for w in (a, b)})
        return name, forget, missing, [(a.id, b.id, said) for a, b, said in some]

    kind = Kind(what="score", here=lambda some: [_told(each) for each in score(some)], sent=send)

    def begin(pairs: Pairs, /) -> Callable[[], Sequence[Scored]]:
        board = _board()
        if board is None or not board.held or len(pairs) < FEWEST_PAIRS:
            return partial(score, pairs)
        jobs = board.post(kind, list(parts(pairs, _PAIRS)))
        return lambda: [
            _scored(a, b, *each) for (a, b, _), each in zip(pairs, board.gather(jobs), strict=True)
        ]

    return begin


def _told(found: Scored) -> tuple[Any, ...]:
    """What was found, without the ids, which whoever asked has."""
    edge = found.edge
    return edge.label, edge.probability, edge.sign, edge.facet, found.waiting, found.kept


def _scored(
    a: Wording,
    b: Wording,
    label: Any,
    probability: int,
    sign: Any,
    facet: str | None,
    waiting: bool,
    kept: bool,
) -> Scored:
    edge = Edge(a=a.id, b=b.id, label=label, probability=probability, sign=sign, facet=facet)
    return Scored(edge, waiting, kept)


def compared(pairings: Sequence[Pairing]) -> Callable[[], Sequence[Echo | None]]:
    """What `echoes.compare` says of pairs of texts, of many at a time by all cores: others begin at once."""
    board = _board()
    if board is None or len(pairings) < FEWEST_TEXTS:
        return echoing.when_asked(pairings)
    jobs = board.post(_TEXTS, list(parts(pairings, _PAIRINGS)))
    return lambda: board.gather(jobs)


def _send_texts(side: Side, some: Sequence[Pairing]) -> tuple[Any, ...]:
    texts = {(t.text.report, t.state): t.text for a, b, _ in some for t in (a, b)}
    forget, missing = side.unknown("texts", texts)
    pairs = [((a.text.report, a.state), (b.text.report, b.state), told) for a, b, told in some]
    return forget, missing, pairs


_TEXTS = Kind(what="texts", here=echoing.in_turn, sent=_send_texts)


def wordings_of(rows: Sequence[Any]) -> list[list[Any]]:
    """For each row of a reading what `linking.wordings.wordings` gives, of many rows by all cores."""
    held = _at_once()
    if held is None:
        return _wordings(rows)
    looked_at, jobs = held.ahead
    held.ahead = ([], [])
    if jobs and looked_at == rows:
        return held.board.gather(jobs)
    held.board.withdraw(jobs)
    if len(rows) < FEWEST_ROWS:
        return _wordings(rows)
    held.begin()
    return held.board.gather(held.board.post(_WORDINGS, list(parts(rows, _ROWS))))


def any_others() -> bool:
    """Whether other processes are at work for this thread."""
    board = _board()
    return board is not None and bool(board.held)


def wordings_ahead(rows: Sequence[Any]) -> None:
    """Begin with what `wordings_of` is asked next, if it is these rows."""
    held = _at_once()
    if held is not None and len(rows) >= FEWEST_ROWS:
        held.ahead = rows, held.board.post(_WORDINGS, list(parts(rows, _ROWS)))


def _wordings(rows: Sequence[Any]) -> list[list[Any]]:
    from secondsource.linking.wordings import wordings

    return [wordings(row) for row in rows]


_WORDINGS = Kind(what="wordings", here=_wordings, sent=lambda _, some: (some,))


def _work(given: BinaryIO, told: BinaryIO) -> None:
    """What the other process does until nothing is asked any more, as it is when its parent ends."""
    held: dict[str, Wording] = {}
    texts: dict[Any, Prepared] = {}
    asked: queue.SimpleQueue[Any] = queue.SimpleQueue()
    # What is asked is taken at once: else both might wait, each for the other to take what it says.
    threading.Thread(target=_hear, args=(given, asked), daemon=True).start()
    while (request := asked.get()) is not None:
        what, some = request
        found: tuple[str, Any]
        try:
            if what == "score":
                found = "done", _scores(held, *some)
            elif what == "texts":
                found = "done", _echoes(texts, *some)
            else:
                found = "done", _wordings(*some)
        except Exception as error:
            found = ("error", error)
        pickle.dump(found, told, pickle.HIGHEST_PROTOCOL)
        told.flush()


def _hear(given: BinaryIO, asked: queue.SimpleQueue[Any]) -> None:
    """Put what is asked in order; None behind the last."""
    with suppress(EOFError):
        while True:
            asked.put(pickle.load(given))
    asked.put(None)


def _scores(
    held: dict[str, Wording],
    name: str,
    forget: bool,
    new: Mapping[str, Wording],
    pairs: Sequence[tuple[str, str, Answer | None]],
) -> list[tuple[Any, ...]]:
    from secondsource.linking import score

    if forget:
        held.clear()
    held.update(new)
    return [_told(each) for each in getattr(score, name)([(held[a], held[b], said) for a, b, said in pairs])]


def _echoes(
    held: dict[Any, Prepared],
    forget: bool,
    new: Mapping[Any, Text],
    pairs: Sequence[tuple[Any, Any, frozenset[int]]],
) -> list[Echo | None]:
    if forget:
        held.clear()
    held.update((key, Prepared(text)) for key, text in new.items())
    found = echoing.in_turn([(held[a], held[b], standing) for a, b, standing in pairs])
    for key in {key for a, b, _ in pairs for key in (a, b)}:
        held[key].lighten()
    return found


if __name__ == "__main__":
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints does not stand among the answers
    _work(sys.stdin.buffer, answers)
