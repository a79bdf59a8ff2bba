"""What stands around a mention: whether it speaks or is a subject, and what its own statement holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from secondsource.reading.drafts import Draft
from secondsource.reading.near import Near
from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.cast import Actor, Cast
from secondsource.reading.parties.phrases import Node, Words
from secondsource.reading.tags import Range

_BEFORE_SUBJECT = v.table(
    "and but or so yet then when while if because that as after before although though since"
)


@dataclass(slots=True, kw_only=True)
class Scene:
    """A report's cast with its statements.

    speaks: by mention, the drafts whose source it is. links: by mention, its antecedent among the mentions
    and the log-odds of that. subject: mentions that begin a clause. dated: those in datelines.
    told: the drafts by their contents. speaker: by draft, the mention that is its source.
    speaking: those mentions, in order. page: the words of the report.
    """

    cast: Cast
    drafts: list[Draft]
    speaks: dict[int, list[int]]
    links: dict[int, tuple[int, float]]
    subject: set[int] = field(default_factory=set)
    dated: set[int] = field(default_factory=set)
    told: Near[int] = field(init=False)
    speaker: dict[int, int] = field(init=False)
    speaking: list[int] = field(init=False)
    page: Words = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.cast.page
        self.told = Near((d.content, n) for n, d in enumerate(self.drafts))
        self.speaker = {n: i for i, spoken in self.speaks.items() for n in spoken}
        self.speaking = sorted(self.speaks)

    def actor(self, index: int) -> Actor:
        """The actor of a mention, a new one where it was open."""
        return self.cast.actor_of(index) or self.cast.new(index)

    def own_contents(self, index: int) -> list[Range]:
        """What the statements say whose source a mention is."""
        return [self.drafts[d].content for d in self.speaks.get(index, [])]


def subjects(page: Words, nodes: list[Node]) -> set[int]:
    """Mentions that stand where a subject does: first in their sentence, or after what opens a clause."""
    out = set()
    for index, node in enumerate(nodes):
        at = node.words[0]
        before = page.low[at - 1] if at else "."
        first = at == 0 or page.sentence[at - 1] != page.sentence[at]
        opened = before in _BEFORE_SUBJECT or before in {"“", '"', "‘", ";", ":"}
        if first or opened:
            out.add(index)
            continue
        comma = before == "," and not any(page.low[w] == "," for w in range(max(0, at - 6), at - 1))
        if comma and at - page.begins(at) <= 8:
            out.add(index)
    return out
