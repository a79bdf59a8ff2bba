"""Templates, and what all pages share: the menu, the story that is looked at, the moment it is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from secondsource.render.facets import BASIS, LEVELS, POLARITY
from secondsource.render.page import after, before, classes, colour
from secondsource.render.plain import one_line, visible
from secondsource.render.sheet import count, short
from secondsource.versions import PACKAGE

# The words of filters that have a vocabulary.
VOCABULARY = {
    "polarity": tuple(POLARITY),
    "certainty": tuple(LEVELS),
    "basis": tuple(BASIS),
}
# Address, words and the key that leads there after "g".
MENU = (
    ("/", "Desk", "d"),
    ("/claims", "Claims", "c"),
    ("/reports", "Reports", "r"),
    ("/search", "Search", "s"),
    ("/sources", "Sources", "p"),
    ("/figures", "Figures", "f"),
    ("/timeline", "Timeline", "t"),
    ("/map", "Map", "m"),
    ("/network", "Network", "n"),
    ("/review", "Review", "v"),
    ("/history", "History", "h"),
)
_ID = re.compile(r"sha256:[0-9a-f]{64}")
# Views that the menu leaves out, for the palette: address and words.
BESIDES = (
    ("/stories", "Stories"),
    ("/conflicts", "Conflicts"),
    ("/brief", "Brief"),
    ("/review?of=readings", "Review of readings"),
    ("/review?of=links", "Review of links"),
    ("/add", "Add reports"),
    ("/api/openapi.json", "The interface for programs"),
)
# What goes along from page to page.
_ALONG = ("story", "known_at")


def page(request: Request, name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or with htmx the part of it that was asked for (the template's block `part`)."""
    part = request.headers.get("hx-request") == "true" and "part" in _template(name).blocks
    shared = {
        "request": request,
        "menu": MENU,
        "besides": BESIDES,
        "asked_for": [
            (name, value)
            for name, value in request.query_params.multi_items()
            if value and name not in ("known_at", "offset")
        ],
        "here": request.url.path,
        "along": along(request),
        "story": request.query_params.get("story") or None,
        "known_at": request.query_params.get("known_at") or None,
        "version": PACKAGE,
        "unlinked": 0 if part else request.app.state.desk.waiting(),
    }
    template = _template(name)
    if not part:
        return HTMLResponse(template.render(**shared, **values), status_code=status)
    context = template.new_context({**shared, **values})
    return HTMLResponse("".join(template.blocks["part"](context)), status_code=status)


# A picture brings its own style, and nothing else.
PICTURE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


def picture(name: str, **values: Any) -> Response:
    """A picture that stands alone."""
    return Response(_template(name).render(**values), media_type="image/svg+xml", headers=PICTURE)


def along(request: Request) -> str:
    """The query that goes along to other pages, with its question mark; "" where there is none."""
    kept = [(name, request.query_params[name]) for name in _ALONG if request.query_params.get(name)]
    return "?" + urlencode(kept) if kept else ""


def address(path: str, along: str = "", /, **values: str | Iterable[str] | None) -> str:
    """An address with a query; along: a query that it is to have besides."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if value is not None and value != "":
            pairs += [(name, value)] if isinstance(value, str) else [(name, one) for one in value]
    query = "&".join(part for part in (along.removeprefix("?"), urlencode(pairs)) if part)
    return f"{path}?{query}" if query else path


def staying(request: Request, **changes: str | None) -> str:
    """This page's address with all that it was asked for, but for some values; None takes one away."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if value]
    kept = [(name, value) for name, value in kept if name not in changes and name != "offset"]
    kept += [(name, value) for name, value in changes.items() if value]
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")


def day(moment: str | None) -> str:
    """A published time for people: the day, and the time where the text has one."""
    if not moment:
        return "undated"
    return moment[:16].replace("T", " ") if "T" in moment else moment


def marked(text: str, start: int, marks: Iterable[tuple[int, int]]) -> Markup:
    """A stretch of a text with hits marked. start: where it begins; marks: in code points of the whole."""
    made, at = Markup(), 0
    for first, last in sorted((a - start, b - start) for a, b in marks):
        if at <= first < last <= len(text):
            made += text[at:first] + Markup("<mark>") + text[first:last] + Markup("</mark>")
            at = last
    return made + text[at:]


def linked(text: str, along: str = "") -> Markup:
    """Words of a reason on one line, the ids in them shortened and leading to what they name."""
    made, at = Markup(), 0
    for found in _ID.finditer(text):
        made += visible(text[at : found.start()])
        made += Markup('<a href="/show/{}{}">{}</a>').format(found[0], along, short(found[0]))
        at = found.end()
    return made + visible(text[at:])


def truncated(names: Iterable[str], most: int) -> str:
    """The first of some names, and how many more there are."""
    listed = [one_line(name) for name in names]
    more = f", and {len(listed) - most} more" if len(listed) > most else ""
    return "; ".join(listed[:most]) + more


def _query_link(query: str, request: Request) -> str:
    """This page's address with another query; its offset starts anew unless the query has one."""
    return f"{request.url.path}?{query}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("secondsource.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Any] = {
        "short": short,
        "day": day,
        "plural": count,
        "line": one_line,
        "colour": colour,
        "query_link": _query_link,
        "truncated": truncated,
    }
    made.filters.update(filters)
    made.globals.update(
        address=address,
        staying=staying,
        vocabulary=VOCABULARY,
        marked=marked,
        linked=linked,
        classes=classes,
        before=before,
        after=after,
    )
    return made


def compiled() -> None:
    """Compile all templates, which takes half a second, so that no page waits for its own."""
    for name in _environment().list_templates():
        _template(name)


@cache
def _template(name: str) -> Any:
    return _environment().get_template(name)
