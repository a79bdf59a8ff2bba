"""The desk of a request."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from secondsource.desk import Desk


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


Held = Annotated[Desk, Depends(_desk)]
