"""The pages, one concern a module."""

from secondsource.web.pages import (
    adding,
    claims,
    exports,
    history,
    home,
    maps,
    mending,
    reports,
    review,
    searching,
    sources,
    stories,
    timeline,
)

ROUTERS = tuple(
    part.router
    for part in (
        home,
        claims,
        exports,
        reports,
        searching,
        sources,
        timeline,
        maps,
        mending,
        review,
        stories,
        history,
        adding,
    )
)
