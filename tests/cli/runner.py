"""The command with the stand-in reader, as a program of its own: `python runner.py read ...`."""

from __future__ import annotations

import os
import time
from pathlib import Path

from secondsource.cli import main
from secondsource.desk import reading as desk_reading
from secondsource.model.report import Report
from secondsource.model.statement import Reading
from tests.desk.standin import StandInReader


class SlowReader(StandInReader):
    """Takes its time over each report, so that a test can stop it half way."""

    count = 0

    def read(self, report: Report, *, raw: bool = False) -> Reading:
        time.sleep(float(os.environ.get("STANDIN_SECONDS", "0")))
        self.count += 1
        if self.count == 3 and (begun := os.environ.get("STANDIN_BEGUN")):
            Path(begun).touch()  # two reports are done
        return super().read(report)


desk_reading._shared.append(SlowReader())
raise SystemExit(main())
