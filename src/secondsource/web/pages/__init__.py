"""The pages, one concern a module."""

from secondsource.web.pages import (
    adding,
    claims,
    exports,
    history,
    home,
    reports,
    searching,
    sources,
    timeline,
)

ROUTERS = tuple(
    part.router for part in (home, claims, exports, reports, searching, sources, timeline, history, adding)
)
