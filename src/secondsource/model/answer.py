"""What a pair reader says of two propositions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the reader says of a pair: probabilities in thousandths, which sum to 1000 over the labels.

    event: that both speak of one event. facet: what a conflict would be about. supersedes: that it would be
    a later state of one count, or a correction.
    """

    same: int
    refines_a: int
    refines_b: int
    conflicts: int
    apart: int
    event: int
    supersedes: int
    facet: str

    @property
    def label(self) -> str:
        """The likeliest of same, refines, conflicts and apart."""
        return max(self.four(), key=lambda pair: pair[1])[0]

    def four(self) -> tuple[tuple[str, int], ...]:
        """The four labels with their probabilities; a tie goes to the first."""
        return (
            ("apart", self.apart),
            ("same", self.same),
            ("refines", self.refines_a + self.refines_b),
            ("conflicts", self.conflicts),
        )
