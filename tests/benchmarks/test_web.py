"""Who clicks what: people of their own, and addresses that were never asked for."""

from __future__ import annotations

from benchmarks.web import above, unheard, walks_of_views


def test_no_first_view_is_asked_for_twice() -> None:
    anew, again = walks_of_views(["/", "/search?q=x"], 20, 3)
    asked = [path for row in anew for path in row]
    assert len(set(asked)) == len(asked) == 60
    assert {path for row in again for path in row} == {"/", "/search?q=x"}
    assert unheard("/", "1") == "/?unheard=1" and unheard("/search?q=x", "1") == "/search?q=x&unheard=1"


def test_what_is_above_its_limit_is_told() -> None:
    view = {"status": 200, "median_ms": 301.0, "kb": 10.0}
    crowds = {
        "first views": {"people": 20, "p95_ms": 1_001.0},
        "the same views": {"people": 20, "p95_ms": 9.0},
    }
    assert above({"Desk": view}, crowds) == ["Desk: 301 ms", "20 people, first views: 1001 ms"]
