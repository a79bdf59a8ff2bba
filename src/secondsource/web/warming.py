"""What a process makes once, before anybody waits for it: templates take half a second, outlines a third."""

from __future__ import annotations

from starlette.types import ASGIApp

from secondsource.desk import Desk
from secondsource.errors import SecondSourceError
from secondsource.render.outlines import rings
from secondsource.web.answers import Wish, answered
from secondsource.web.templating import compiled


def prepare() -> None:
    """Make what is the same for all ledgers."""
    compiled()
    rings()


async def warm(app: ASGIApp, desk: Desk) -> None:
    """Make all of it, and draw the newest report, if there is one, for no one."""
    prepare()
    try:
        ids = [report["id"] for report in desk.reports().first(1)]
    except SecondSourceError:
        return
    for id in ids:
        wish = Wish(path=f"/report/{id}", query=b"", host=b"localhost", packed=True, part=False)
        await answered(app, wish.scope())
