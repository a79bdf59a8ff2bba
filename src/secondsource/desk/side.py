"""Linking on more than one core: parts of its pure functions, worked out by other processes at the same time.

They are begun for large batches alone, hold nothing but what they were sent, and write nothing. Whatever goes
wrong with one (it was killed, there is no memory for it), its part is worked out here and nothing is lost.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from secondsource.desk.cores import cores
from secondsource.linking import echoing
from secondsource.linking.echoes import Prepared
from secondsource.linking.echoing import Pairing
from secondsource.linking.store import Score, Scored
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
# What tells that a process is gone, or was never one.
_GONE = (OSError, EOFError, ValueError, pickle.UnpicklingError)


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

    def told(self) -> Any:
        """What it came to. Raises OSError or EOFError where the process is gone, and what it raised."""
        assert self._process.stdout is not None
        kind, found = pickle.load(self._process.stdout)
        if kind == "error":
            raise found
        return found

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
        self.held: list[Side] = []

    def begin(self) -> None:
        """Begin them, where that was not done yet. Where none can be, all goes on here."""
        if self._begun:
            return
        self._begun = True
        try:
            for _ in range(self._most):
                self.held.append(Side())
        except OSError as error:
            log.info("linking goes on with %d other processes: %s", len(self.held), error)

    def close(self) -> None:
        """End all."""
        for side in self.held:
            side.close()
        self.held = []

    def split(
        self, what: str, parts: Sequence[Any], here: Callable[[Any], list[Any]], send: Sending
    ) -> list[Any]:
        """Each part worked out, the first of them here and each other by a process; all in order."""
        asked: list[Side] = []
        for side, part in zip([*self.held], parts[1:], strict=False):
            try:
                side.ask(what, *send(side, part))
            except _GONE as error:
                self._lose(side, error)
                break
            asked.append(side)
        found = [here(parts[0])]
        for n, part in enumerate(parts[1:]):
            try:
                found.append(asked[n].told() if n < len(asked) else here(part))
            except _GONE as error:
                self._lose(asked[n], error)
                found.append(here(part))
        return [each for some in found for each in some]

    def parted(self, given: Sequence[Any], fewest: int) -> list[Sequence[Any]]:
        """What is given in as many parts as can be worked out at once; one where it is little."""
        count = 1 + len(self.held) if len(given) >= fewest else 1
        size = -(-len(given) // count)
        return [given[at : at + size] for at in range(0, len(given), size)] or [given]

    def _lose(self, side: Side, why: BaseException) -> None:
        log.info("linking goes on without one of its processes: %s", why)
        self.held.remove(side)
        side.close()


Sending = Callable[[Side, Any], tuple[Any, ...]]
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


def scored(score: Score, name: str) -> Score:
    """The score that is called so in `linking.score`, of many pairs at a time by all cores."""

    def by_all(pairs: Pairs, /) -> Sequence[Scored]:
        at_once = _at_once()
        if at_once is None or len(pairs) < FEWEST_PAIRS:
            return score(pairs)
        parts = at_once.parted(pairs, FEWEST_PAIRS)
        told = at_once.split("score", parts, lambda some: list(map(_told, score(some))), _send)
        return [_scored(a, b, *each) for (a, b, _), each in zip(pairs, told, strict=True)]

    def _send(side: Side, some: Pairs) -> tuple[Any, ...]:
        forget, missing = side.unknown("wordings", {w.id: w for a, b, _ in some for w in (a, b)})
        return name, forget, missing, [(a.id, b.id, said) for a, b, said in some]

    return by_all


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


def compared(pairings: Sequence[Pairing]) -> Sequence[Echo | None]:
    """What `echoes.compare` says of pairs of texts, of many at a time by all cores."""
    at_once = _at_once()
    if at_once is None or len(pairings) < FEWEST_TEXTS:
        return echoing.in_turn(pairings)
    return at_once.split("texts", at_once.parted(pairings, FEWEST_TEXTS), echoing.in_turn, _send_texts)


def _send_texts(side: Side, some: Sequence[Pairing]) -> tuple[Any, ...]:
    texts = {(t.text.report, t.state): t.text for a, b, _ in some for t in (a, b)}
    forget, missing = side.unknown("texts", texts)
    pairs = [((a.text.report, a.state), (b.text.report, b.state), told) for a, b, told in some]
    return forget, missing, pairs


def wordings_of(rows: Sequence[Any]) -> list[list[Any]]:
    """For each row of a reading what `linking.wordings.wordings` gives, of many rows by all cores."""
    at_once = _at_once()
    if at_once is None or len(rows) < FEWEST_ROWS:
        return _wordings(rows)
    at_once.begin()
    return at_once.split("wordings", at_once.parted(rows, FEWEST_ROWS), _wordings, lambda _, some: (some,))


def _wordings(rows: Sequence[Any]) -> list[list[Any]]:
    from secondsource.linking.wordings import wordings

    return [wordings(row) for row in rows]


def _work(given: BinaryIO, told: BinaryIO) -> None:
    """What the other process does until nothing is asked any more, as it is when its parent ends."""
    held: dict[str, Wording] = {}
    texts: dict[Any, Prepared] = {}
    while True:
        try:
            what, parts = pickle.load(given)
        except EOFError:
            return
        found: tuple[str, Any]
        try:
            if what == "score":
                found = "done", _scores(held, *parts)
            elif what == "texts":
                found = "done", _echoes(texts, *parts)
            else:
                found = "done", _wordings(*parts)
        except Exception as error:
            found = ("error", error)
        pickle.dump(found, told, pickle.HIGHEST_PROTOCOL)
        told.flush()


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
