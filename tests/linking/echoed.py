"""Reports made of a few sentences, a store of their echoes, and ways through it held against one step."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable

from secondsource.linking.echo_store import MemoryEchoes
from secondsource.linking.echoing import step
from secondsource.model.echo import ECHO_KEYS, Echo, Text
from secondsource.model.span import Span
from secondsource.model.statement import Credit

_NOUNS = ["harbour", "bridge", "column", "depot", "ferry", "quarry", "sluice", "tunnel", "orchard", "viaduct"]
_DEEDS = ["burned", "collapsed", "reopened", "flooded", "vanished", "sheltered", "exported", "quarrelled"]
_MORE = ["yesterday", "overnight", "unexpectedly", "gradually", "twice", "together", "quietly", "forever"]
_PLACES = ["Kolm", "Brask", "Sarn", "Lenn", "Aldis", "Tyrrane", "Nordhaven", "Kestrin"]
HOUSES = ("Harbour Post", "Northlight", "Sarn Echo", None)
DAYS = ("2026-03-01", "2026-03-02", "2026-03-03T10:00:00Z", "2026-03-04", None)


def sentence(n: int) -> str:
    """The n-th of as many sentences as are wanted: some 14 words that no other has in this order."""
    chance = random.Random(n)
    words = [chance.choice(kind) for kind in (_NOUNS, _DEEDS, _MORE, _PLACES, _NOUNS, _MORE, _NOUNS, _PLACES)]
    return "The {} that {} {} near {} left {} {} behind {} {} workers, it was told.".format(*words[:7], n)


def report(
    name: str,
    sentences: Iterable[int],
    *,
    publisher: str | None = None,
    published: str | None = None,
    credit: str | None = None,
    ties: Iterable[str] = (),
) -> Text:
    """A report of these sentences. credit: whom it credits, in brackets at its end."""
    text = "\n\n".join(sentence(n) for n in sentences)
    credits: tuple[Credit, ...] = ()
    if credit is not None:
        spans = (Span(len(text) + 2, len(text) + 2 + len(credit)),)
        text = f"{text} ({credit})"
        # And what it says beside a name, which a report of that name may hold.
        text += f"\n\n{sentence(1)[:-1]}, {credit} reported."
        credits = (Credit(text=credit, spans=spans, name=credit, kind="tag"),)
    return Text(
        report=name,
        text=text,
        publisher=publisher,
        published=published,
        ties=frozenset(ties),
        credits=credits,
    )


def any_report(name: str) -> Text:
    """What a report of a name is follows from the name alone: some copy others, whole or in part."""
    chance = random.Random(name)
    start = chance.choice((0, 0, 0, 4, 8, 20))
    wanted = [start + n for n in range(chance.choice((3, 4, 4)))]
    if chance.random() < 0.3:
        wanted = [*wanted[: chance.randint(1, 3)], 100 + chance.randint(0, 3)]
    if chance.random() < 0.3:
        wanted.append(200 + chance.randint(0, 1))
    if chance.random() < 0.4:
        wanted.append(int(chance.random() * 10_000) + 1_000)
    return report(
        name,
        wanted,
        publisher=chance.choice(HOUSES),
        published=chance.choice(DAYS),
        credit=chance.choice((None, None, "Northlight")),
        ties=[f"at {chance.randint(0, 30)}"],
    )


def made(texts: Iterable[Text]) -> MemoryEchoes:
    """A store of these reports by one step."""
    store = MemoryEchoes()
    store.reports = {text.report: text for text in texts}
    step(store, list(store.reports))
    return store


def found(texts: Iterable[Text]) -> list[Echo]:
    """The echoes of these reports, by their ids."""
    return made(texts).echoes()


def rows(store: MemoryEchoes) -> dict[str, list[object]]:
    """All that a store keeps."""
    return {kind.__name__: list(store.rows(kind)) for kind in ECHO_KEYS}


class Walk:
    """A store to which reports come and from which they go."""

    def __init__(self, make: Callable[[], MemoryEchoes] = MemoryEchoes) -> None:
        self.make, self.store = make, make()

    def step(self, came: Collection[Text] = (), gone: Collection[str] = ()) -> set[str]:
        """Takes a step, and looks whether it names all reports whose echoes changed."""
        before = _by_report(self.store.echoes())
        self.store.reports |= {text.report: text for text in came}
        for id in gone:
            self.store.reports.pop(id, None)
        touched = step(self.store, [text.report for text in came], gone)
        after = _by_report(self.store.echoes())
        differ = {id for id in before.keys() | after.keys() if before.get(id) != after.get(id)}
        assert differ == touched
        return touched

    def check(self) -> None:
        """Every row is as one step with everything in it makes it."""
        fresh = self.make()
        fresh.reports = dict(self.store.reports)
        step(fresh, list(fresh.reports))
        assert rows(self.store) == rows(fresh)


def _by_report(echoes: Iterable[Echo]) -> dict[str, list[Echo]]:
    by: dict[str, list[Echo]] = {}
    for echo in echoes:
        for id in (echo.a, echo.b):
            by.setdefault(id, []).append(echo)
    return by
