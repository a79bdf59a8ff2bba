"""What earlier versions add is kept while nothing changes, and found anew as soon as anything does."""

from __future__ import annotations

import pytest

from secondsource.ledger import Ledger, in_force, versions
from secondsource.ledger.removal import remove
from tests.views.telling import FIRST, SECOND, keep, report


def test_what_is_kept_is_what_would_be_found(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    earlier = versions.earlier
    monkeypatch.setattr(versions, "earlier", lambda connection: looked.append(1) or earlier(connection))

    def told() -> in_force.Earlier:
        with ledger.reading() as connection:
            found = in_force.earlier(connection)
            assert in_force.earlier(connection) is found
            assert found == in_force._earlier(connection)
        return found

    assert not told().reports
    keep(ledger, report(FIRST), fetched="2024-10-03T11:00Z")
    assert not told().reports
    keep(ledger, report(SECOND), fetched="2024-10-03T19:00Z")
    found = told()
    assert len(found.reports) == 1 and found.statements and found.forms
    with ledger.writing("remove") as w:
        remove(w, report(SECOND).id, why="asked to", author="anna")
    assert not told().reports
    # Once for each state, and once by each look past what is kept.
    assert len(looked) == 8
