"""What people decide about what was read: who, when, why. Append-only; withdrawn, never erased."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from secondsource.model.anchor import Anchor, anchor_from
from secondsource.model.identity import canonical, content_id

DecisionKind = Literal[
    "accept", "reject", "correct", "mark", "same", "apart", "cite", "grade", "resolve", "story", "remove",
    "withdraw", "in-force", "house",
]  # fmt: skip
KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
# Those that say how a stretch of a report's text is to be read; their target is the report.
ON_TEXT: tuple[DecisionKind, ...] = ("accept", "reject", "correct", "mark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. target is one id: of the report, decision or story that it is about.

    body: JSON without floats, with "why" (text or None), and for decisions on text "anchor". decided: UTC as
    the ledger's clock prints it, part of the identity; when it was entered is the log's.
    """

    kind: DecisionKind
    target: str
    # Left out of the hash, which a dict has not; the identity below holds it.
    body: dict[str, Any] = field(hash=False)
    author: str | None
    decided: str
    # The id as a ledger keeps it; None where it is still to be reckoned from the content.
    kept: str | None = field(default=None, repr=False, compare=False)

    @property
    def id(self) -> str:
        """Content id over kind, target, body, author and decided."""
        return self.kept or content_id(
            {
                "kind": self.kind,
                "target": self.target,
                "body": self.body,
                "author": self.author,
                "decided": self.decided,
            }
        )

    @property
    def why(self) -> str | None:
        """The reason given, or None."""
        why = self.body.get("why")
        return why if isinstance(why, str) else None

    @property
    def anchor(self) -> Anchor | None:
        """The stretch of text that it speaks of; None where it speaks of none."""
        held = self.body.get("anchor")
        return None if held is None else anchor_from(held)

    @property
    def packed(self) -> bytes:
        """The body as canonical JSON: what is kept."""
        return canonical(self.body)


def decision_of(
    *, kind: str, target: str, body: bytes, author: str | None, decided: str, id: str | None = None
) -> Decision:
    """A decision from its columns. Raises ValueError for an unknown kind and a body that is none.

    id: as the ledger keeps it, taken as it is; that it fits the content is what `verify` checks.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no decision of the kind {kind!r}; there are: {', '.join(KINDS)}")
    held = json.loads(body.decode("utf-8", "surrogatepass"))
    if not isinstance(held, dict):
        raise ValueError("the body of a decision is a JSON object")
    return Decision(kind=kind, target=target, body=held, author=author, decided=decided, kept=id)


def by_rank(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions by the rule of conflict, the one that wins first: decided last, then of the lowest id.

    So what is in force does not depend on the order in which decisions came in.
    """
    lowest = sorted(decisions, key=lambda decision: decision.id)
    return sorted(lowest, key=lambda decision: decision.decided, reverse=True)
