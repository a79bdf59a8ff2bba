"""What watching remembers, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from secondsource.errors import LedgerError
from secondsource.ledger import Ledger, clock, watched
from secondsource.ledger.watched import Watched

SOURCE = "https://courier.invalid/feed"
WORKER, OTHER = "here 1 aa", "there 2 bb"


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """A ledger of its own."""
    with Ledger.open(where) as made:
        yield made


def claim(ledger: Ledger, source: str = SOURCE, *, worker: str = WORKER, due: bool = True) -> object:
    """Take a source for a minute."""
    with ledger.working() as connection:
        return watched.claim(connection, source, worker=worker, lease=60, due=due)


def test_a_source_is_held_by_one(ledger: Ledger) -> None:
    held, job = claim(ledger)  # type: ignore[misc]
    assert held == Watched(source=SOURCE)
    assert claim(ledger, worker=OTHER) is None
    with ledger.working() as connection:
        watched.release(connection, job)
    assert claim(ledger, worker=OTHER) is not None


def test_what_is_kept_comes_back(ledger: Ledger) -> None:
    _, job = claim(ledger)  # type: ignore[misc]
    seen = Watched(
        source=SOURCE, next=watched.after(900), etag='"é"', failures=2, fault="timeout", seen=("a",)
    )
    with ledger.working() as connection:
        assert watched.keep(connection, job, seen)
    with ledger.reading() as connection:
        assert watched.get(connection, SOURCE) == seen
        assert 890 < watched.seconds_until(seen.next) <= 900
    assert claim(ledger) is None
    # Before its time also by who asks for it now, since it failed.
    assert claim(ledger, due=False) is None


def test_a_lease_that_ran_out_is_anothers(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    _, job = claim(ledger)  # type: ignore[misc]
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(seconds=61))
    assert claim(ledger, worker=OTHER) is not None
    with ledger.working() as connection:
        assert not watched.keep(connection, job, Watched(source=SOURCE, etag="mine"))
        with pytest.raises(LedgerError, match="another has taken it"):
            watched.extend(connection, job, lease=60)
    with ledger.reading() as connection:
        assert watched.get(connection, SOURCE).etag is None


@pytest.mark.parametrize("name", ["a.txt", "folder/é.txt", "raw \udcff.txt", "x" * 2000])
def test_files_of_a_folder(ledger: Ledger, name: str) -> None:
    with ledger.working() as connection:
        watched.keep_files(connection, "reports", {name: ("1 2", "abc"), "other": ("3 4", "")})
        watched.keep_files(connection, "reports", {name: ("9 9", "def")})
        watched.keep_files(connection, "elsewhere", {name: ("5 5", "x")})
    with ledger.working() as connection:
        assert watched.files(connection, "reports") == {name: ("9 9", "def"), "other": ("3 4", "")}
        watched.keep_files(connection, "reports", {}, [name])
        assert watched.files(connection, "reports") == {"other": ("3 4", "")}
        assert watched.files(connection, "elsewhere") == {name: ("5 5", "x")}


def test_a_source_with_any_name(ledger: Ledger) -> None:
    for source in ("raw \udcff", "https://x.invalid/" + "y" * 3000):
        held, job = claim(ledger, source)  # type: ignore[misc]
        with ledger.working() as connection:
            assert watched.keep(connection, job, Watched(source=source, digest="d"))
        with ledger.reading() as connection:
            assert watched.get(connection, source).digest == "d" and held.source == source
