"""Deciding: what people say of what was read, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from secondsource.desk.opened import Opened

if TYPE_CHECKING:
    from secondsource.ledger.anchors import What
    from secondsource.ledger.writing import Writing
    from secondsource.model.decision import Decision
    from secondsource.records.decisions import DecisionRow, PlacementRow
    from secondsource.records.families import FamilyRow
    from secondsource.records.rows import ReadRow


class Deciding(Opened):
    """Decisions on what was read."""

    def accept(self, id: str, *, why: str | None = None, by: str | None = None) -> DecisionRow:
        """Accept as read a statement, a point, or a party, time or number (`REPORT/p3`, `/t0`, `/n2`)."""
        from secondsource.ledger import deciding

        return self._decide("accept", by, lambda w, by: deciding.accept(w, id, why=why, author=by))

    def reject(self, id: str, *, why: str | None = None, by: str | None = None) -> DecisionRow:
        """Reject what `accept` takes: from then on it stands in no list and no count."""
        from secondsource.ledger import deciding

        return self._decide("reject", by, lambda w, by: deciding.reject(w, id, why=why, author=by))

    def correct(
        self, id: str, changes: Mapping[str, str], *, why: str | None = None, by: str | None = None
    ) -> list[DecisionRow]:
        """Correct fields of what `accept` takes: `{"source": "Cosmo Vey"}`; one decision a field."""
        from secondsource.ledger import deciding

        return self._decided(
            "correct", by, lambda w, by: deciding.correct(w, id, changes, why=why, author=by)
        )

    def mark(
        self,
        report: str,
        quote: str,
        *,
        role: What = "statement",
        before: str = "",
        after: str = "",
        source: str | None = None,
        cue: str | None = None,
        changes: Mapping[str, str] | None = None,
        why: str | None = None,
        by: str | None = None,
    ) -> DecisionRow:
        """Mark what the machine missed, by its words; before and after tell which of several places is meant.

        role: statement, point, party, time or number. source and cue are words of a statement's report.
        """
        from secondsource.ledger import deciding

        places = {"role": role, "before": before, "after": after, "source": source, "cue": cue}
        return self._decide(
            "mark",
            by,
            lambda w, by: deciding.mark(
                w,
                report,
                quote,
                changes=changes,
                why=why,
                author=by,
                **places,  # type: ignore[arg-type]
            ),
        )

    def same(self, a: str, b: str, *, why: str | None = None, by: str | None = None) -> DecisionRow:
        """Decide that two points make one claim, or that two claims or parties (`REPORT/p3`) are one."""
        return self._tie("same", a, b, why, by)

    def apart(self, a: str, b: str, *, why: str | None = None, by: str | None = None) -> DecisionRow:
        """Decide that two points, claims or parties are two; it wins over what `same` implies."""
        return self._tie("apart", a, b, why, by)

    def cite(self, a: str, source: str, *, why: str | None = None, by: str | None = None) -> DecisionRow:
        """Decide that a report has what it says from another one, though its text does not tell."""
        from secondsource.ledger import binding

        return self._decide("cite", by, lambda w, by: binding.cite(w, a, source, why=why, author=by))

    def houses(self, like: str | None = None) -> list[FamilyRow]:
        """Families of publishers: papers that may be one voice. like: letters of a name of one of them."""
        from secondsource.views import families

        return list(families.families(self.ledger, like))

    def house_add(
        self, publishers: Sequence[str], of: str, *, why: str | None = None, by: str | None = None
    ) -> list[DecisionRow]:
        """Decide that publishers belong to a family; what it changes of origins is judged anew."""
        return self._house(publishers, of, why, by)

    def house_drop(
        self, publishers: Sequence[str], *, why: str | None = None, by: str | None = None
    ) -> list[DecisionRow]:
        """Decide that publishers belong to no family, whatever the table that ships says."""
        return self._house(publishers, None, why, by)

    def _house(
        self, publishers: Sequence[str], of: str | None, why: str | None, by: str | None
    ) -> list[DecisionRow]:
        from secondsource.ledger import house_rulings
        from secondsource.linking.houses import publisher_key

        return self._decided(
            "house",
            by,
            lambda w, by: [
                house_rulings.rule(w, publisher_key(name), name, of, why=why, author=by)
                for name in publishers
            ],
        )

    def _tie(
        self, kind: Literal["same", "apart"], a: str, b: str, why: str | None, by: str | None
    ) -> DecisionRow:
        from secondsource.ledger import binding, party_rulings

        def rule(w: Writing, author: str | None) -> Decision:
            parties = [party_rulings.names_party(w.connection, given) for given in (a, b)]
            make = party_rulings.rule if any(parties) else binding.rule
            return make(w, kind, a, b, why=why, author=author)

        return self._decide(kind, by, rule)

    def withdraw(self, decision: str, *, why: str | None = None, by: str | None = None) -> DecisionRow:
        """Withdraw a decision; a withdrawal too, which brings back what it withdrew."""
        from secondsource.ledger import deciding

        return self._decide("withdraw", by, lambda w, by: deciding.withdraw(w, decision, why=why, author=by))

    def undo(
        self, decision: str | None = None, *, why: str | None = None, by: str | None = None
    ) -> DecisionRow:
        """Withdraw a decision; without one named, the last that was made in this ledger and stands."""
        from secondsource.ledger import deciding

        return self._decide("undo", by, lambda w, by: deciding.undo(w, decision, why=why, author=by))

    def mendable(self, report: str) -> ReadRow:
        """A report's reading in force as decided upon, with what was rejected left standing and marked so.

        Its parties, times and numbers have the places here by which `accept` and the rest name them.
        """
        from secondsource.ledger import evidence, targets

        with self.ledger.reading() as connection:
            return targets.row_of(connection, evidence.report(connection, report))

    def orphans(self, report: str | None = None) -> Iterator[PlacementRow]:
        """Decisions that have no place in the readings in force, and what looks like their place."""
        from secondsource.ledger import rereading

        with self.ledger.reading() as connection:
            yield from rereading.orphans(connection, report=report)
