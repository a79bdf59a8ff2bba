"""Options that several commands share. Each class is a few options that go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Group, Parameter

if TYPE_CHECKING:
    from secondsource.desk import Desk

FLAG: dict[str, Any] = {"negative": "", "show_default": False}
SEVERAL: dict[str, Any] = {"negative": "", "show_default": False}
LEDGER = Group("The ledger", sort_key=8)
HOW = Group("How it is shown", sort_key=2)
WHICH = Group("Which ones", sort_key=3)
WHO = Group("Who and why", sort_key=4)

# cyclopts takes a lone hyphen for an option. This stands in for it, as no argument can hold a NUL.
HYPHEN = "\0"

# Of several lines, which a string below a field may not have.
_LEDGER = (
    "The ledger: a file, or postgresql://USER@HOST/DATABASE. Without it, the one that SECONDSOURCE_LEDGER "
    "names, else one in your data folder."
)
_FORMAT = (
    "text (for people), json (one list), jsonl (a line a row) or csv. Without it, text, or what the name "
    "given with -o ends in."
)

Shape = Literal["text", "json", "jsonl", "csv"]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Where:
    """Which ledger, and how much is told on the way."""

    ledger: Annotated[str | None, Parameter(group=LEDGER, help=_LEDGER)] = None
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], **FLAG, group=LEDGER)] = False
    """No progress, no summary and no hints."""

    def open(self, *, create: bool = False) -> Desk:
        """The desk of that ledger; create: one is made where there is none."""
        from secondsource.desk import Desk

        return Desk(self.ledger, create=create)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Then:
    """As of when."""

    known_at: Annotated[str | None, Parameter(group=WHICH)] = None
    """The ledger as it was known at a moment: 2024-10-18T14:05, UTC where no zone is given."""


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Written:
    """In which format, and where to."""

    format: Annotated[Shape | None, Parameter(group=HOW, help=_FORMAT)] = None
    output: Annotated[str | None, Parameter(name=["--output", "-o"], group=HOW)] = None
    """Write to this file instead of standard output; it appears whole or not at all."""


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Told:
    """In which format, of commands that give a row or two."""

    format: Annotated[Literal["text", "json", "jsonl"], Parameter(group=HOW)] = "text"
    """text (for people), json or jsonl."""


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Much:
    """How many."""

    limit: Annotated[int | None, Parameter(group=WHICH)] = None
    """At most so many; 0: all. Without it, text shows 50 and the other formats all."""


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Of:
    """Of which story."""

    story: Annotated[str | None, Parameter(group=WHICH)] = None
    """Only the reports of this story: its name, or its id."""


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Narrow:
    """Filters: each narrows the list; of one that is given several times, any will do."""

    source: Annotated[tuple[str, ...], Parameter(group=WHICH, **SEVERAL)] = ()
    """Who says it, by name or by the words for them."""
    party: Annotated[tuple[str, ...], Parameter(group=WHICH, **SEVERAL)] = ()
    """A party that it speaks of."""
    place: Annotated[tuple[str, ...], Parameter(group=WHICH, **SEVERAL)] = ()
    """A place: its name, a country's code in capitals, or its number in GeoNames; of a country all places."""
    number: Annotated[tuple[str, ...], Parameter(group=WHICH, **SEVERAL)] = ()
    """A figure: 12, '>=100' or 3000..5000, and after it what is counted: '>=100 troops'."""
    since: Annotated[str | None, Parameter(group=WHICH)] = None
    """Times of the news from this day, month or year on: 2024-10-03, 2024-10, 2024."""
    until: Annotated[str | None, Parameter(group=WHICH)] = None
    """Times of the news up to this day, month or year, inclusive."""
    publisher: Annotated[tuple[str, ...], Parameter(group=WHICH, **SEVERAL)] = ()
    """Who published the report."""
    polarity: Annotated[tuple[str, ...], Parameter(group=WHICH, **SEVERAL)] = ()
    """asserted, denied or questioned."""
    certainty: Annotated[tuple[str, ...], Parameter(group=WHICH, **SEVERAL)] = ()
    """How sure: likely, very-likely, ... as the records name it."""
    basis: Annotated[tuple[str, ...], Parameter(group=WHICH, **SEVERAL)] = ()
    """How they know: first-hand, document, imagery, ... as the records name it."""
    forecast: Annotated[bool, Parameter(**FLAG, group=WHICH)] = False
    """Only forecasts."""
    attributed: Annotated[bool, Parameter(**FLAG, group=WHICH)] = False
    """Only what somebody says, without the writer's own assertions."""

    def filters(self, of: Of | None = None) -> Any:
        """Those that were given, as the desk takes them."""
        lists = ("source", "party", "place", "number", "publisher", "polarity", "certainty", "basis")
        found: dict[str, Any] = {name: list(getattr(self, name)) for name in lists if getattr(self, name)}
        found |= {name: getattr(self, name) for name in ("since", "until") if getattr(self, name)}
        found |= {name: True for name in ("forecast", "attributed") if getattr(self, name)}
        return found | ({"story": of.story} if of is not None and of.story is not None else {})


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Said:
    """Who decides, and why."""

    why: Annotated[str | None, Parameter(group=WHO)] = None
    """Why: kept with the decision."""
    by: Annotated[str | None, Parameter(group=WHO)] = None
    """Who decides. Without it, SECONDSOURCE_AUTHOR, else the name of your login."""


def path(given: str) -> str:
    """An argument that may be `-`."""
    return "-" if given == HYPHEN else given
