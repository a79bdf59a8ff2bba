"""Adds a folder with a reader that takes its time, as a program of its own that can be killed.

`python adder.py LEDGER FOLDER SECONDS`: prints a line for each report that is done.
"""

from __future__ import annotations

import sys
import time

from secondsource import Desk
from secondsource.desk.outcomes import Outcome
from secondsource.model.report import Report
from secondsource.model.statement import Reading
from tests.desk.standin import StandInReader


class SlowReader(StandInReader):
    """Reads a report in so many seconds."""

    def read(self, report: Report, *, raw: bool = False) -> Reading:
        time.sleep(float(sys.argv[3]))
        return super().read(report)


def told(outcome: Outcome) -> None:
    print(outcome.state, outcome.report, flush=True)


if __name__ == "__main__":
    with Desk(sys.argv[1]) as desk:
        desk.add(sys.argv[2], on_outcome=told, reader=SlowReader(), story="dam", by="anna")
