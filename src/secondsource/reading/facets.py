"""What is told of each statement beside who says what: a facet a line, from the modules that read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.model.statement import Basis, Certainty, Polarity
from secondsource.reading.basis import bases, joined
from secondsource.reading.certainty import certainty
from secondsource.reading.chain import chains
from secondsource.reading.drafts import Draft
from secondsource.reading.forecast import forecast
from secondsource.reading.grounds import grounds
from secondsource.reading.parties import Found
from secondsource.reading.polarity import polarity
from secondsource.reading.standing import standing
from secondsource.reading.tags import Range
from secondsource.text import Segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """The facets of a draft. party: of its source; grounds: indexes of drafts that it gives the ground of."""

    party: str | None
    chain: tuple[str, ...]
    basis: tuple[Basis, ...]
    certainty: Certainty | None
    polarity: Polarity
    forecast: bool
    grounds: tuple[int, ...]


def facets(
    segments: Segments, drafts: Sequence[Draft], found: Found
) -> tuple[list[Facets], list[tuple[Range, int]]]:
    """The facets of all drafts, and the writer's own words that give the ground of one (words, index)."""
    inner: dict[int, list[Range]] = defaultdict(list)
    for d in drafts:
        if d.parent is not None:
            inner[d.parent].append(d.content)
    named = [(w, m.party) for w, m in zip(found.words, found.mentions, strict=True) if m.party]
    chained = chains(segments, drafts, sources=found.sources, named=named)
    told = grounds(segments, drafts)
    based = bases(segments, drafts)
    for ground in told:
        based[ground.of] = joined(based[ground.of], ground.basis)
    own = [standing(segments, d, inner[i]) for i, d in enumerate(drafts)]
    out = [
        Facets(
            party=found.sources[i],
            chain=chained[i],
            basis=based[i],
            certainty=certainty(segments, d, inner[i], words=own[i]),
            polarity=polarity(segments, d, inner[i], words=own[i]),
            forecast=forecast(segments, d, inner[i], words=own[i]),
            grounds=tuple(sorted({g.of for g in told if g.by == i})),
        )
        for i, d in enumerate(drafts)
    ]
    return out, [(g.words, g.of) for g in told if g.by is None]
