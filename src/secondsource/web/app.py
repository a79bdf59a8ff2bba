"""The application: which addresses there are. What each gives stands in a module of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import to_thread
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from secondsource.desk import Desk
from secondsource.versions import PACKAGE
from secondsource.web import actions, api, faults, pages
from secondsource.web.drawing import Drawing
from secondsource.web.keeping import Keeping
from secondsource.web.security import Guard
from secondsource.web.tasks import Tasks

# Requests that are answered at a time: as many as there are connections that a ledger keeps.
_AT_ONCE = 4
_STATIC = Path(__file__).parent / "static"
_ABOUT = (
    "The workbench's own interface: the rows of the command line, in pages. Lists give `items` and `next`, "
    "the address of the next page; an error is `{error: {kind, message}}`."
)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Answer few requests at a time, the others in turn: all at once none is done before all nearly are."""
    limiter = to_thread.current_default_thread_limiter()
    before, limiter.total_tokens = limiter.total_tokens, _AT_ONCE
    drawing: Drawing | None = getattr(app.state, "drawing", None)
    if drawing is not None:
        drawing.begin()
    try:
        yield
    finally:
        limiter.total_tokens = before
        if drawing is not None:
            drawing.close()


def build(desk: Desk, *, hosts: Iterable[str], others: int = 0) -> FastAPI:
    """An application over an open desk, with pages kept while they are true.

    hosts: the values of `Host` that it answers. others: further processes that draw pages.
    """
    app = pages_of(desk)
    app.state.drawing = Drawing(desk, others=others)
    app.add_middleware(Keeping, desk=desk, drawing=app.state.drawing)
    app.add_middleware(Guard, hosts=hosts)
    return app


def pages_of(desk: Desk) -> FastAPI:
    """All pages over an open desk, for whoever asks: it stands behind what `build` puts before it."""
    app = FastAPI(
        title="Second Source",
        version=PACKAGE,
        description=_ABOUT,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.desk = desk
    app.state.tasks = Tasks()
    faults.install(app)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.include_router(api.router, prefix="/api")
    for part in (*pages.ROUTERS, actions.router):
        app.include_router(part, include_in_schema=False)
    app.add_middleware(GZipMiddleware, minimum_size=2_000)
    return app
