"""The desk: one open ledger and all that can be done with it, each in a call.

Methods hand on: queries live in `views`, what is written in `ledger`. They give rows, plain dicts as the
records page describes them, so that what a program gets is what the command line prints. Each concern has its
part: keeping, asking, drawing, deciding, telling (stories), sharing.
"""

from __future__ import annotations

from secondsource.desk.claiming import Claiming
from secondsource.desk.deciding import Deciding
from secondsource.desk.drawing import Drawing
from secondsource.desk.keeping import Keeping
from secondsource.desk.opened import Filters
from secondsource.desk.sharing import Sharing
from secondsource.desk.telling import Telling

__all__ = ["Desk", "Filters"]


class Desk(Keeping, Telling, Claiming, Drawing, Deciding, Sharing):
    """An open ledger. Use it as a context manager, or close it.

        with Desk("story.ledger") as desk:
            desk.add("reports/")

    where: a file, `postgresql://USER@HOST/DATABASE`, or None for the one that is set (SECONDSOURCE_LEDGER,
    else a file in the user's data folder). With create, a ledger is made where there is none. author: who
    decides where a call says nothing by `by`; None for the one that is set (SECONDSOURCE_AUTHOR, else the
    login). wait: seconds to wait for another who writes. Raises LedgerError, its kind says why.
    """
