"""A brief as a page that stands alone and prints well: no other file, no script, no request."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from markupsafe import Markup, escape

from secondsource.render import charts
from secondsource.render.brief import DRAWN, LINES, PLACES
from secondsource.render.brief_parts import Brief
from secondsource.render.figures import STATES
from secondsource.render.plain import one_line
from secondsource.render.plots import HEIGHT
from secondsource.versions import PACKAGE


def leaflet(brief: Brief) -> str:
    """The page of a brief; the same brief gives the same characters."""
    style = _file("brief.css") + charts.style()
    made = (
        charts.environment("brief.html")
        .get_template("brief.html")
        .render(
            brief=brief,
            style=Markup(style),
            policy=_policy(style),
            version=PACKAGE,
            tall=HEIGHT,
            lines=LINES,
            places=PLACES,
            drawn=DRAWN,
            states=STATES,
            where=_where,
        )
    )
    return made.lstrip() + "\n"


def _policy(style: str) -> str:
    """A policy under which nothing is fetched or run, and only our own style is used."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _file(name: str) -> str:
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf-8")


def _where(row: Mapping[str, Any]) -> Markup:
    """A figure's report: a link where it has an address."""
    path = one_line(str(row["path"]))
    name = one_line(str(row.get("publisher") or "")) or path
    if path.startswith(("http://", "https://")):
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(path, name)
    return escape(name)
