"""Where a decision stands in a text: the words, a little of what is around them, and the position.

The selectors of W3C Web Annotation: a quote with prefix and suffix, and a position. What no longer finds its
place is reported, with the places that look alike; it is never moved to one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from secondsource.model.span import Span

# What a decision on text speaks of; a facet is a time or a number.
Role = Literal["statement", "point", "party", "facet"]
ROLES: tuple[Role, ...] = get_args(Role)
# Code points of prefix and suffix: as Web Annotation tools take. More would change with every edit nearby.
CONTEXT = 32
# What people type for what is printed; one character for one, so that places stay the same.
_ALIKE = ('"“”„«»‟″', "'‘’‚‛′`", "-‐‑‒–—―")
_MOST_SHOWN = 5
_EDGES = " \t\r\n\u00a0\"“”„«»‟'‘’‚‛.,;:!?…()[]—–-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of a report's text and where they stood. start and end in code points, [start, end)."""

    report: str
    role: Role
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where the words stood."""
        return Span(self.start, self.end)

    def body(self) -> dict[str, Any]:
        """As a decision's body holds it."""
        return {
            "report": self.report,
            "role": self.role,
            "quote": {"exact": self.exact, "prefix": self.prefix, "suffix": self.suffix},
            "position": [self.start, self.end],
        }

    def selectors(self) -> list[dict[str, Any]]:
        """As the two selectors of W3C Web Annotation."""
        quote = {"exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        return [
            {"type": "TextQuoteSelector", **quote},
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What became of an anchor in a text: its place or None, and where else its words stand."""

    span: Span | None
    lookalikes: tuple[Span, ...]


def anchor(text: str, span: Span, *, report: str, role: Role) -> Anchor:
    """The anchor of a stretch of a report's text."""
    return Anchor(
        report=report,
        role=role,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
    )


def anchor_from(body: Mapping[str, Any]) -> Anchor:
    """The anchor that a decision's body holds. Raises ValueError for what is none."""
    try:
        quote, (start, end) = body["quote"], body["position"]
        role = body["role"]
        if role not in ROLES or not 0 <= start <= end:
            raise ValueError(f"no role or position of an anchor: {role!r} [{start}, {end})")
        words = {name: quote[name] for name in ("exact", "prefix", "suffix")} | {"report": body["report"]}
        for name, value in words.items():
            if not isinstance(value, str):
                raise ValueError(f"{name} of an anchor is text, not {value!r}")
        return Anchor(**words, role=role, start=start, end=end)
    except (KeyError, TypeError) as error:
        raise ValueError(f"this is no anchor: {error}") from error


def seek(anchor: Anchor, text: str) -> Sought:
    """Find an anchor's place in a text, its own or another version of it.

    It stands where its words stand between its prefix and suffix: at its own position, else where that is one
    place alone. All other places with its words are lookalikes.
    """
    places = [span for span in _exactly(text, anchor.exact) if anchor.exact]
    fitting = [span for span in places if _between(text, span, anchor)]
    here = anchor.span if anchor.span in fitting else fitting[0] if len(fitting) == 1 else None
    return Sought(span=here, lookalikes=tuple(span for span in places if span != here))


def find(text: str, exact: str, *, before: str = "", after: str = "") -> tuple[Span, ...]:
    """All places where words stand in a text, after and before other words where those are given.

    As typed first; where that is nowhere, with any white space for white space and any quotation mark or dash
    for another. Words round the place may stand at most `CONTEXT` code points away.
    """
    if not exact.strip():
        return ()
    for pattern in (re.escape(exact), _loosely(exact.strip())):
        # Overlapping places count too, or one of them would be taken for the only one.
        found = [Span(*match.span(1)) for match in re.finditer(f"(?=({pattern}))", text)]
        found = [span for span in found if _beside(text, span, before, after)]
        if found:
            return tuple(found)
    return ()


def shown(text: str, places: tuple[Span, ...]) -> str:
    """Places with the words round them, for people: `[12, 19) "... the bridge is open ..."`."""
    told = []
    for span in places[:_MOST_SHOWN]:
        start, end = max(0, span.start - CONTEXT), min(len(text), span.end + CONTEXT)
        words = " ".join(text[start:end].split())
        told.append(f'[{span.start}, {span.end}) "...{words}..."')
    more = len(places) - _MOST_SHOWN
    return "; ".join([*told, *([f"and {more} more"] if more > 0 else [])])


def bare(text: str, span: Span) -> Span:
    """The span without white space, quotation marks and punctuation at its ends; whole where that is all."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_EDGES))
    end = span.end - (len(words) - len(words.rstrip(_EDGES)))
    return Span(start, end) if start < end else span


def _exactly(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


def _between(text: str, span: Span, anchor: Anchor) -> bool:
    before = text[max(0, span.start - len(anchor.prefix)) : span.start]
    return before == anchor.prefix and text[span.end : span.end + len(anchor.suffix)] == anchor.suffix


def _beside(text: str, span: Span, before: str, after: str) -> bool:
    left = text[max(0, span.start - CONTEXT - len(before)) : span.start]
    right = text[span.end : span.end + CONTEXT + len(after)]
    given = ((before, left), (after, right))
    return all(re.search(_loosely(words.strip()), there) for words, there in given if words.strip())


def _loosely(words: str) -> str:
    """A pattern for words as people type them."""
    return "".join(
        r"\s+" if piece.isspace() else "".join(map(_any_of, piece))
        for piece in re.split(r"(\s+)", words)
        if piece
    )


def _any_of(letter: str) -> str:
    group = next((alike for alike in _ALIKE if letter in alike), letter)
    return re.escape(letter) if group == letter else f"[{re.escape(group)}]"
