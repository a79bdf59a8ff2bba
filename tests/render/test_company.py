"""A source among others: with whom it agrees, who contradicts it, whom it has it from, and when it spoke."""

from __future__ import annotations

from typing import Any

from secondsource.render.company import bars, company

PARTY: Any = {"id": "sha256:v", "name": "Cosmo Vey", "text": "Cosmo Vey", "aliases": ["Vey"]}


def _one(source: str | None, *, party: str | None = None, stance: str = "asserts", chain: Any = ()) -> Any:
    point = {"point": f"{source}-{stance}", "source": source, "party": party}
    return point | {"stance": stance, "chain": list(chain)}


def _claim(n: int, *said: Any, roots: Any = ()) -> Any:
    made = {"id": f"c{n}", "text": f"claim {n}", "said": list(said)}
    return made | {"origins": {"roots": list(roots)}, "denials": {"roots": []}}


def test_who_says_the_same_and_who_the_contrary() -> None:
    found = company(
        [
            _claim(1, _one("Cosmo Vey", party="sha256:v"), _one("Elin Sorby", party="sha256:s")),
            _claim(2, _one("Vey"), _one("Elin Sorby", stance="denies"), _one("Bram Oduya")),
            _claim(3, _one("Cosmo Vey")),
            _claim(4, _one("Elin Sorby")),
            # Called alike, and known to be another.
            _claim(5, _one("Cosmo Vey", party="sha256:other")),
        ],
        PARTY,
    )
    assert [(other.name, other.claims) for other in found.agree] == [("Bram Oduya", 1), ("Elin Sorby", 1)]
    assert [(other.name, other.claim) for other in found.disagree] == [("Elin Sorby", "c2")]
    assert (found.claims, found.alone) == (3, 1)


def test_whom_it_has_it_from() -> None:
    mine = _one("Cosmo Vey", chain=["Cosmo Vey", "a mechanic"])
    points = (("the log", mine["point"]), ("X", "y"))
    roots = [{"name": name, "points": [point], "party": None} for name, point in points]
    found = company([_claim(1, mine, roots=roots)], PARTY)
    assert [other.name for other in found.origins] == ["a mechanic", "the log"]


def test_days_become_months_where_there_are_many() -> None:
    days = bars(["2026-03-01T10:00:00Z", "2026-03-01", None, "2026-03-04"])
    assert [(bar.when, bar.count) for bar in days if bar.count] == [("2026-03-01", 2), ("2026-03-04", 1)]
    assert len(days) == 4 and days[0].height == 100.0
    months = bars(["2025-11-03", "2026-02-01"])
    assert [bar.when for bar in months] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert bars([None, "2026"]) == ()
