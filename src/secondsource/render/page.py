"""Readings as one page that stands alone: no other file, no request, nothing of a report that could run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape

from secondsource.records.rows import ReadRow
from secondsource.render.atlas import Atlas, atlas
from secondsource.render.layout import Paragraph, Stretch, paragraphs
from secondsource.render.plain import one_line
from secondsource.render.timeline import Timeline, timeline
from secondsource.render.view import KINDS, Said, View, view
from secondsource.render.voices import Voice, capital
from secondsource.versions import PACKAGE

_TEMPLATES = ("page.html", "report.html", "statement.html", "parties.html", "charts.html")
COLOURS = 10  # of page.css; further sources take them again, and keep their own number and name


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One report of the page; number counts from 1 and stands in every id of its elements.

    keys: the times, numbers and places whose words the text shows, to which links lead.
    """

    number: int
    view: View
    paragraphs: tuple[Paragraph, ...]
    keys: frozenset[str]
    timeline: Timeline | None
    atlas: Atlas | None
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """One report that could not be read."""

    path: str
    message: str


def page(rows: Iterable[ReadRow], *, group: bool = False) -> str:
    """The page of all rows in their order; the same rows give the same characters.

    Rows must hold their text. What could not be read is listed at the end. group lists the statements of a
    report by who speaks, and not in its own order.
    """
    reports: list[Shown] = []
    unread: list[Unread] = []
    for row in rows:
        if row["error"] is not None:
            unread.append(Unread(path=one_line(row["path"]), message=one_line(row["error"]["message"])))
            continue
        shown = view(row)
        path, cut = row["path"], paragraphs(shown)
        reports.append(
            Shown(
                number=len(reports) + 1,
                view=shown,
                paragraphs=cut,
                keys=frozenset(key for one in cut for stretch in one.stretches for key in stretch.first),
                timeline=timeline(row),
                atlas=atlas(row),
                address=path if path.startswith(("http://", "https://")) else None,
            )
        )
    style, script = _file("page.css"), _file("page.js")
    return (
        _templates()
        .get_template("page.html")
        .render(
            title=_title(reports),
            version=PACKAGE,
            policy=_policy(style=style, script=script),
            style=style,
            script=script,
            group=group,
            kinds=KINDS,
            reports=reports,
            unread=unread,
        )
    )


def _title(reports: Sequence[Shown]) -> str:
    return reports[0].view.title if len(reports) == 1 else f"{len(reports)} reports"


def _policy(*, style: str, script: str) -> str:
    """A policy under which nothing is fetched, and only our own style and script are used."""
    hashes = {name: _hash(body) for name, body in (("style-src", style), ("script-src", script))}
    parts = [
        "default-src 'none'",
        *(f"{name} '{digest}'" for name, digest in hashes.items()),
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts)


def _hash(body: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(body.encode("utf-8")).digest()).decode()


def _file(name: str) -> str:
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    made = Environment(
        loader=DictLoader({name: _file(name) for name in _TEMPLATES}),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(colour=colour, capital=capital)
    made.globals.update(classes=classes, before=before, after=after)
    return made


def colour(voice: Voice | None) -> str:
    """The class of a voice: one of the colours, grey for a source not named, plain for the writer."""
    if voice is None:
        return "own"
    return f"c{(voice.number - 1) % COLOURS}" if voice.number else "c-none"


def classes(stretch: Stretch, said: Sequence[Said]) -> str:
    """What a stretch looks like: tinted as its outermost statement, underlined as its innermost."""
    found: list[str] = []
    tinted = [index for index in stretch.content if said[index].voice is not None]
    if tinted:
        found += ["s", colour(said[tinted[0]].voice)]
        if len(tinted) > 1:
            found += ["in", f"in-{min(len(tinted), 3)}", f"u-{colour(said[tinted[-1]].voice)}"]
    elif stretch.content:
        found.append("own")
    if stretch.source:
        found += ["src", f"t-{colour(said[stretch.source[0]].voice)}"]
    found += ["sure"] if stretch.sure else []
    found += ["base"] if stretch.basis else []
    return " ".join(found)


def before(stretch: Stretch, said: Sequence[Said]) -> str:
    """The numbers of the statements that begin here, a bracket after each that stands inside another."""
    return _marks(stretch.opens, said, nested="[")


def after(stretch: Stretch, said: Sequence[Said]) -> str:
    """A closing bracket for each nested statement that ends here."""
    return "]" * sum(1 for index in stretch.closes if said[index].outer is not None)


def _marks(indexes: Iterable[int], said: Sequence[Said], *, nested: str) -> str:
    marks = ""
    for index in indexes:
        one = said[index]
        if one.voice is not None:
            marks += (" " if marks and marks[-1].isdigit() else "") + str(one.number)
            marks += nested if one.outer is not None else ""
    return marks
