"""How much is said of which day, as bars."""

from __future__ import annotations

from typing import Any

from secondsource.render.density import density


def _row(earliest: str | None, latest: str | None, count: int = 1) -> Any:
    return {"earliest": earliest, "latest": latest, "count": count}


def _days(*rows: Any) -> Any:
    return {"days": list(rows), "exact": True}


def test_each_day_is_a_bar_as_high_as_it_is_spoken_of() -> None:
    drawn = density(_days(_row("2026-03-01", "2026-03-01", 4), _row("2026-03-03", "2026-03-04")))
    assert drawn is not None
    assert [(bar.day, bar.count, bar.height) for bar in drawn.bars] == [
        ("2026-03-01", 4, 100.0),
        ("2026-03-03", 1, 25.0),
    ]
    assert drawn.bars[0].at + drawn.bars[0].width < drawn.bars[1].at <= 100


def test_wide_and_open_times_are_told_apart() -> None:
    day, open_, year = (
        _row("2026-03-01", "2026-03-01"),
        _row(None, "2026-01-01", 3),
        _row("1911-01-01", "1911-12-31"),
    )
    drawn = density(_days(day, open_, year))
    assert drawn is not None and (len(drawn.bars), drawn.wider) == (1, 4)
    assert density(_days(open_)) is None and density(_days()) is None


def test_time_of_which_nothing_is_said_is_left_out() -> None:
    drawn = density(_days(_row("1911-05-01", "1911-05-01"), _row("2026-03-01", "2026-03-02")))
    assert drawn is not None and len(drawn.axis.breaks) == 1
