"""Passages: the stretches of a document that are read as one, each with the way back to where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from secondsource.model.report import Block
from secondsource.model.span import Span

GAP = "\n\n"

Role = Literal["title", "heading", "text", "table", "caption", "box", "note"]
"""What a passage is. Those after "text" stand beside the running text and never inside its paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, heading, note, caption, or a whole table (a line a row, tabs between its cells).

    parts: text and locator of each place that it stands in, one a page; together they are its text.
    """

    parts: tuple[tuple[str, str], ...]
    role: Role = "text"

    @property
    def text(self) -> str:
        """All its parts as one."""
        return "".join(text for text, _ in self.parts)


def laid_out(passages: Sequence[Passage]) -> tuple[str, tuple[Block, ...]]:
    """The passages as one text, parted by empty lines, and a block for each of their parts."""
    blocks: list[Block] = []
    at = 0
    for passage in passages:
        for text, locator in passage.parts:
            if kept := text.rstrip():
                blocks.append(Block(span=Span(at, at + len(kept)), locator=locator))
            at += len(text)
        at += len(GAP)
    return GAP.join(passage.text for passage in passages), tuple(blocks)
