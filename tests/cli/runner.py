"""The command with the stand-in reader, as a program of its own: `python runner.py read ...`."""

from __future__ import annotations

import os
import time

from secondsource.cli import main
from secondsource.desk import reading as desk_reading
from secondsource.model.report import Report
from secondsource.model.statement import Reading
from tests.desk.standin import StandInReader


class SlowReader(StandInReader):
    """Takes its time over each report, so that a test can stop it half way."""

    def read(self, report: Report) -> Reading:
        time.sleep(float(os.environ.get("STANDIN_SECONDS", "0")))
        return super().read(report)


desk_reading._shared.append(SlowReader())
raise SystemExit(main())
