"""Estimates as SVG: figures over time with their bounds, what conflicts, the range in force, and a table.

A picture stands alone: no other file, no script, nothing of a report that could run. Colours are given on the
elements themselves, for paper and for programs without style sheets; a dark screen gets others.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from secondsource.render.figures import STATES, Chart, Line, chart
from secondsource.render.plots import HEIGHT, LEFT
from secondsource.render.sheet import short

Row = Mapping[str, Any]

# Told apart by those who do not tell red from green too; at least 4.5 to 1 on paper, and on a dark screen.
COLOURS = ("#1f5fa8", "#a8440c", "#0b6b5f", "#7d3c98", "#6f5900", "#4a5462")
_DARK = ("#8ab4f8", "#f2a56f", "#62d2c2", "#d5a6e8", "#dec05a", "#b3bcc8")
_WIDTH, _MARGIN = 760, 24
_ROW = 25
_LETTER = 7.0  # px, the mean width of one at this size
_ROWS = 60  # lines of the table below one plot


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A line of the table, cut to the width of its columns."""

    y: float
    line: Line
    hollow: bool
    expected: bool
    amount: str
    source: str
    at: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """One estimate, and how far down its parts begin."""

    chart: Chart
    title: str
    y: float
    under: tuple[str, ...]
    plot: float
    rows: tuple[_Row, ...]
    below: tuple[str, ...]
    below_at: float


def svg(rows: Iterable[Row]) -> str:
    """The picture of some estimates, one below the other; of none it says so."""
    panels: list[_Panel] = []
    at = 8.0
    for row in rows:
        panel, at = _panel(chart(row), at)
        panels.append(panel)
    shown = [panel.chart for panel in panels]
    title = (
        f"Figures: {shown[0].title}"
        if len(shown) == 1
        else f"Figures for {len(shown)} things"
        if shown
        else ""
    )
    made = (
        environment("figures.svg")
        .get_template("figures.svg")
        .render(
            title=title or "There are no figures here",
            desc=" ".join(one.told for one in shown) or "No estimate was found.",
            style=Markup(style()),  # our own
            panels=panels,
            width=_WIDTH,
            height=round(max(at + 8, 72)),
            margin=_MARGIN,
            tall=HEIGHT,
        )
    )
    return made.strip() + "\n"


def style() -> str:
    """The colours of a dark screen, for the classes of a plot; on paper those of the elements hold."""
    colours = "".join(
        f".f-c{at} .f-line,.f-step.f-c{at}{{stroke:{colour}}}"
        f".f-c{at} .f-full{{fill:{colour};stroke:{colour}}}.f-c{at} .f-hollow{{stroke:{colour}}}"
        for at, colour in enumerate(_DARK)
    )
    return (
        "@media screen and (prefers-color-scheme: dark){"
        ".f-paper,.f-hollow{fill:#15171a}.f-ink{fill:#e7e5df}.f-quiet{fill:#a6a8a6}.f-on{fill:#15171a}"
        ".f-rule{stroke:#353a40}.f-axis{stroke:#8a8d90}.f-band{fill:#22344d}"
        f".f-clash{{stroke:#ff8a80}}.f-alarm{{fill:#ff8a80}}{colours}}}"
    )


def _panel(shown: Chart, y: float) -> tuple[_Panel, float]:
    """An estimate laid out from y on, and where the next may begin."""
    wide = int((_WIDTH - 2 * _MARGIN) / _LETTER)
    under = [f"In force now: {shown.now}" + (f" ({shown.why})" if shown.why else "")] if shown.now else []
    under += [] if shown.now else [f"No range in force{': ' if shown.why else ''}{shown.why}"]
    told = _wrapped(under, wide)
    plot = y + 46 + 18 * len(told)
    at = plot + (HEIGHT + 62 if shown.plot else 4)
    rows = []
    for line in shown.lines[:_ROWS]:
        rows.append(_row(line, at))
        at += _ROW
    more = len(shown.lines) - len(rows)
    notes = [f"And {more} more figures."] if more > 0 else []
    below = _wrapped(
        [*shown.conflicts[:12], *shown.sums[:6], *shown.outcomes[:6], *shown.notes, *notes], wide
    )
    panel = _Panel(
        chart=shown,
        title=_clipped(shown.title, 68),
        y=y,
        under=told,
        plot=plot,
        rows=tuple(rows),
        below=below,
        below_at=at + 4,
    )
    return panel, at + 18 * len(below) + 34


def _row(line: Line, y: float) -> _Row:
    expected = "expected" in line.notes
    notes = [note for note in line.notes if note != "expected"]
    state = STATES.get(line.state, line.state) + (", expected" if expected else "")
    source = line.source + (f" ({', '.join(notes)})" if notes else "")
    times = f" ×{len(line.places)}" if len(line.places) > 1 else ""
    return _Row(
        y=y,
        line=line,
        hollow=line.state == "superseded" or expected,
        expected=expected,
        amount=_clipped(line.amount, 21 - len(times)) + times,
        source=_clipped(source, 34),
        at=_clipped(line.at, 25),
        state=state,
    )


def _wrapped(lines: Sequence[str], wide: int) -> tuple[str, ...]:
    return tuple(part for line in lines for part in textwrap.wrap(line, wide, max_lines=3, placeholder=" …"))


def _clipped(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


@cache
def environment(*names: str) -> Environment:
    """Templates that may take in the plot's."""
    files = resources.files(__package__) / "templates"
    made = Environment(
        loader=DictLoader(
            {name: (files / name).read_text(encoding="utf-8") for name in ("plot.svg", *names)}
        ),
        autoescape=select_autoescape(default=True, enabled_extensions=("svg", "html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["short"] = short
    made.globals.update(colours=COLOURS, left=LEFT)
    return made
