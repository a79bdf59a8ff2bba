"""`python -m secondsource` is the command `secondsource`."""

from __future__ import annotations

from secondsource.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
