"""What linking makes beside the claims, and what follows from them: each a function of a connection."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from secondsource.desk import side
from secondsource.ledger import queues
from secondsource.ledger.link_tables import link_tables

# What `Ledger.changing()` gives; only the ledger knows more of it.
Connection = Any
# Given a connection, the number of a generation, and the reports that came, changed or went: begins to make
# them part of a stratum of its own. What it gives is called to end that, and gives the claims for which
# something changed by it.
Stratum = Callable[[Connection, int, Collection[str]], Callable[[], set[str]]]
# Given a connection, the number of a generation, and claims, some of which may be no more: does what is to be
# done for them, and gives the claims that it is done for, others among them.
Judge = Callable[[Connection, int, Collection[str]], set[str]]


def echoes(connection: Connection, n: int, reports: Collection[str]) -> Callable[[], set[str]]:
    """Which reports repeat others; texts are compared by others meanwhile."""
    from secondsource.ledger.echoing import WatchedEchoes
    from secondsource.linking import echoing
    from secondsource.views import touching

    store = WatchedEchoes(connection, n)
    end = echoing.begin(store, reports, compared=side.compared)

    def finish() -> set[str]:
        end()
        return touching.by_echoes(connection, n, store.changed, reports, store.renamed)

    return finish


def parties(connection: Connection, n: int, reports: Collection[str]) -> Callable[[], set[str]]:
    """Who the sources are, across reports."""
    from secondsource.ledger.joining import SqlParties
    from secondsource.linking import party_step

    touched = party_step.step(SqlParties(connection, n), reports)
    return lambda: queues.claims_of(connection, link_tables(n), touched)


def notices(connection: Connection, n: int, reports: Collection[str]) -> Callable[[], set[str]]:
    """Which reports take something back, of others of their publisher."""
    from secondsource.views import claims

    touched = claims.take_notice(connection, n, reports)
    return lambda: queues.claims_of(connection, link_tables(n), touched)


def families(connection: Connection, n: int, reports: Collection[str]) -> Callable[[], set[str]]:
    """Which publishers are of one house."""
    from secondsource.views import families

    touched = families.touched(connection, n)
    return lambda: queues.claims_of(connection, link_tables(n), touched)


def judged(connection: Connection, n: int, found: Collection[str]) -> set[str]:
    """What is to be said of claims by themselves."""
    from secondsource.views import claims

    return claims.judge(connection, n, found)


def figured(connection: Connection, n: int, found: Collection[str]) -> set[str]:
    """What claims count together, and which of them contradict."""
    from secondsource.views import claims

    return claims.figure(connection, n, found)
