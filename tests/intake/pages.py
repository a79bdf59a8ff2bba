"""Pages for the tests of intake, built by hand about invented people and places."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from secondsource.intake import from_bytes
from secondsource.model.report import Failure, Report

PROSE = (
    "The dam above Vessel Bay held through the night, the district engineer, Orla Finch, told the council.",
    "Water had come within a hand of the crest before the rain stopped at four in the morning.",
    "Three families from the lower street slept in the school; they went home after breakfast.",
    "“We were lucky, and luck is no plan,” said Finch, who has asked for a second spillway since 2019.",
    "The council will vote on the money in the first week of May, its chairman, Ludo Marsh, said.",
)
CONSENT = (
    "We and our partners use cookies and similar technology on your device.",
    "You can accept all of them, or manage your preferences at any time in the settings.",
    "With your consent we may process your data for personalised ads and content measurement.",
)


def paragraphs(lines: Sequence[str] = PROSE) -> str:
    """The lines as elements of their own."""
    return "".join(f"<p>{line}</p>" for line in lines)


def page(body: str, *, head: str = "", title: str = "Dam holds", lang: str = "en") -> bytes:
    """A page in UTF-8."""
    return (
        f"<!doctype html><html lang={lang}><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    ).encode()


def article(*, before: str = "", after: str = "", head: str = "", title: str = "Dam holds") -> bytes:
    """A page with a whole article, and something put before and after its paragraphs."""
    body = f"<article><h1>Dam holds</h1>{before}{paragraphs()}{after}</article>"
    return page(body, head=head, title=title)


def linked_data(**fields: object) -> str:
    """A script of JSON-LD that calls the page a news article."""
    held = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f"<script type='application/ld+json'>{json.dumps(held)}</script>"


def outcomes(body: bytes, **options: object) -> list[Report | Failure]:
    """All that intake makes of some bytes."""
    found: Iterator[Report | Failure] = from_bytes(body, path="page.html", **options)  # type: ignore[arg-type]
    return list(found)


def report_of(body: bytes, **options: object) -> Report:
    """The one report that some bytes hold."""
    found = outcomes(body, **options)
    assert len(found) == 1 and isinstance(found[0], Report), found
    return found[0]


def failure_of(body: bytes, **options: object) -> Failure:
    """The one failure that some bytes make."""
    found = outcomes(body, **options)
    assert len(found) == 1 and isinstance(found[0], Failure), found
    return found[0]
