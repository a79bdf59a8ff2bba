"""What an invented story is about, and the names that its kind gives to organizations.

Each fact is told in several wordings (a row); wordings are clauses in the past tense,
marked as markup.py says.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Something counted in a story: what it is called, its first value, and how much a new count may add."""

    nouns: tuple[str, ...]
    low: int
    high: int
    growth: int
    """Percent of the value that one revision may add."""
    people: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """A kind of story. verb: what was done to those that its first counter counts."""

    name: str
    verb: str
    org: tuple[tuple[str, str], ...]
    """Full and short names of the organization in the middle of it; N stands for an invented word."""
    gov: tuple[tuple[str, str], ...]
    actor: tuple[tuple[str, str], ...]
    """The one accused."""
    counters: dict[str, Counter]
    titles: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]
    ahead: tuple[str, ...]
    charges: tuple[str, ...]
    """What the actor is said to have done; {A} is the actor or a pronoun for it."""
    words: tuple[str, ...]
    """Clauses that only a voice would say."""


ARMED = (("the N Front", "the front"), ("the N Brigades", "the brigades"), ("the Army of N", "the army"))
AID = (("N Relief", "the agency"), ("the N Network", "the network"), ("Doctors of N", "the charity"))
FIRMS = (("N Group", "the company"), ("N Holding", "the company"), ("the N Works", "the operator"))
INTERIOR = (("the Interior Ministry", "the ministry"), ("the Defence Ministry", "the ministry"))
HEALTH = (("the Health Ministry", "the ministry"), ("the Health Institute", "the institute"))
WORKS = (("the Works Ministry", "the ministry"), ("the Water Authority", "the authority"))
TRANSPORT = (("the Transport Ministry", "the ministry"), ("the Maritime Authority", "the authority"))
JUSTICE = (("the Justice Ministry", "the ministry"), ("the prosecutor's office", "the office"))
POLLS = (("the Electoral Commission", "the commission"), ("the Election Council", "the council"))
