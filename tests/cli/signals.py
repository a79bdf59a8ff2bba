"""What runs in a test must heed, wherever the tests themselves were started."""

from __future__ import annotations

import signal


def heed_ctrl_c() -> None:
    """Undoes the deafness to Ctrl-C that a run in a shell's background passes on; for `preexec_fn`."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
