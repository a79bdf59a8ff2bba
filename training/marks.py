"""Marks on the words of a text that the heads of names and of who is who learn from."""

from __future__ import annotations

from dataclasses import dataclass

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name. Names of a text never overlap. type: a value of model.statement.MentionType."""

    words: Range
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One mention of any kind, perhaps inside another.

    head: index of its head word. type: a value of MentionType, or None (objects, times, animals, ideas).
    cluster: the chain that it belongs to, or None for a mention in no chain.
    """

    words: Range
    head: int
    type: str | None
    cluster: int | None
