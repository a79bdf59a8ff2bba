"""Echoes: what two reports share, and who may have it from whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from secondsource.model.span import Span
from secondsource.model.statement import Credit, Reason

EchoKind = Literal["copy", "partial", "rewrite", "same-quote", "credit"]
Side = Literal["a", "b"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A report as echoes are looked for in it.

    published: UTC as the ledger prints it, at its own precision, so that text order is order in time. ties:
    what all versions of one report share (its address, its record), each told apart by its kind.
    """

    report: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    dateline: str | None = None
    ties: frozenset[str] = frozenset()
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Words that two reports share, or a credit from one to the other; a is the earlier in canonical order.

    a, b: ids of reports. spans_a, spans_b: the shared words in either; of a credit, the words that credit and
    what they are said of. first: the one whose words they were, None where it is open. news: False where all
    that is shared is standing background, which makes no common origin. holds: of a credit, whether the one
    that is credited holds the figures and quotations it is credited with; None where there are none to look
    up. probability: thousandths.
    """

    a: str
    b: str
    kind: EchoKind
    spans_a: tuple[Span, ...] = ()
    spans_b: tuple[Span, ...] = ()
    first: Side | None = None
    news: bool = True
    probability: int = 1000
    holds: bool | None = None
    reasons: tuple[Reason, ...] = ()


# The rows that echoes are kept in.


class Holding(NamedTuple):
    """A report with its body: what all reports of the very same words share. state: a digest of all else.

    placed: when it was published, in UTC, "~" where that is not known, so that text order is canonical order.
    publisher: the folded name of who issued it, "" where nobody is told; day: an ordinal.
    """

    report: str
    body: int
    placed: str
    publisher: str
    day: int | None
    ties: tuple[str, ...]
    state: int


class Body(NamedTuple):
    """The words that one or more reports consist of, with what is known of the first of these.

    prints: sorted.
    """

    number: int
    report: str
    placed: str
    publisher: str
    day: int | None
    ties: tuple[str, ...]
    state: int
    prints: tuple[int, ...]


class Head(NamedTuple):
    """What comes first in the row of a body, without its prints."""

    number: int
    report: str
    placed: str
    publisher: str
    day: int | None


class Imprint(NamedTuple):
    """A body holds a print."""

    print: int
    body: int


class Busy(NamedTuple):
    """A closed print: more bodies hold it than are compared with one another. lead: its first holders."""

    print: int
    holders: int
    lead: tuple[int, ...]


class Near(NamedTuple):
    """Two bodies, the lower number first, that are compared: they share `support` prints that count, two at
    least where they are far from each other in time.
    """

    a: int
    b: int
    support: int


class Link(NamedTuple):
    """An echo as it is kept, by its two reports and by what it was found by."""

    a: str
    b: str
    via: Literal["words", "twin", "credit"]
    echo: Echo


class Notice(NamedTuple):
    """A report that names a publisher in its text ("ask"), or was published by one ("offer"), on a day."""

    form: str
    role: Literal["ask", "offer"]
    day: int
    report: str


class Hint(NamedTuple):
    """A report that names a publisher (form) beside what one of its reports, a, tells of.

    worth: how much of it stands there. at: where the name stands, in code points.
    """

    b: str
    a: str
    form: str
    worth: int
    at: int


EchoRow = Holding | Body | Imprint | Busy | Near | Link | Notice | Hint
# How many of a row's first fields are its key.
ECHO_KEYS: dict[type[EchoRow], int] = {
    Holding: 1,
    Body: 1,
    Imprint: 2,
    Busy: 1,
    Near: 2,
    Link: 3,
    Notice: 4,
    Hint: 3,
}
