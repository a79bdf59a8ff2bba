"""Words for people: everything that is not data goes to standard error through here."""

from __future__ import annotations

import contextlib
import sys


def tell(message: str) -> None:
    """Print one line for people; a closed standard error is no error."""
    from secondsource.render.plain import one_line

    with contextlib.suppress(OSError, ValueError, AttributeError):
        line = f"secondsource: {one_line(message)}\n".encode("utf-8", "backslashreplace")
        sys.stderr.flush()
        sys.stderr.buffer.write(line)
        sys.stderr.buffer.flush()
