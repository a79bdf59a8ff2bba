"""What a page or a text says of itself, with the place where it was read."""

from __future__ import annotations

from dataclasses import dataclass

from secondsource.model.report import FieldReason


@dataclass(frozen=True, slots=True)
class Found:
    """A value and why it is the one: a code of the table of reasons, and its values; more reasons behind it.

    value is None where something was found that stays open (a day and month in figures).
    """

    value: str | None
    code: str
    values: tuple[str, ...] = ()
    more: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def reasons(self, field: str) -> tuple[FieldReason, ...]:
        """The reasons, as those of a report's field."""
        told = ((self.code, self.values), *self.more)
        return tuple(FieldReason(field=field, code=code, values=values) for code, values in told)
