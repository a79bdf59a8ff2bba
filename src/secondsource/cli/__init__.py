"""The command line: `secondsource ...`."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 something failed, 2 wrong use, 130 on Ctrl-C.

    The imports stand inside, so that Ctrl-C while they load ends as quietly as later.
    """
    try:
        from secondsource.cli.app import run

        return run(arguments)
    except KeyboardInterrupt:
        return 130
