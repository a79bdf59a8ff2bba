"""The collector of garbage, held back while much is made that goes by itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Things made between two looks: reading a report makes some ten thousand, linking one some hundred thousand,
# nearly all without a circle.
_ALLOCATED = 100_000


@contextmanager
def spared() -> Iterator[None]:
    """Spare the collector what was there before, and let it come less often, until this ends.

    It takes a tenth of the time of reading and a fifth of that of linking, and finds next to nothing. What
    others in this process have set aside is left to them.
    """
    if gc.get_freeze_count():
        yield
        return
    before = gc.get_threshold()
    spare()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def spare() -> None:
    """The same for as long as this process lasts."""
    gc.freeze()
    gc.set_threshold(_ALLOCATED, *gc.get_threshold()[1:])
