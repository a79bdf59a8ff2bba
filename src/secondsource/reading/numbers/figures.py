"""The figures of a report: what its words say of numbers, before what is counted is known."""

from __future__ import annotations

import math
from collections.abc import Sequence

from secondsource.model.statement import Mention, Time
from secondsource.reading.numbers.changes import change
from secondsource.reading.numbers.cores import cores
from secondsource.reading.numbers.digits import style
from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.figure import Figure
from secondsource.reading.numbers.identifiers import counts
from secondsource.reading.numbers.modifiers import modify
from secondsource.reading.numbers.ranges import join
from secondsource.reading.numbers.rates import rate
from secondsource.reading.numbers.refusals import refused
from secondsource.reading.numbers.sharing import convert, share_units
from secondsource.reading.numbers.tokens import Tokens
from secondsource.text import Segments

_IN_LISTS = frozenset(("and", ",", "or", "to", "-", "–", "−", "&", "through", "/"))


def figures(segments: Segments, times: Sequence[Time], mentions: Sequence[Mention]) -> list[Figure]:
    """The figures of a report, in order of their places; no two share characters."""
    if not len(segments):
        return []
    tokens = Tokens.of(segments)
    barred = _barred(segments, times, mentions)
    drafts = join(tokens, _numbers(tokens, barred))
    share_units(tokens, drafts)
    out: list[Figure] = []
    floor = 0
    before: Draft | None = None
    for draft in drafts:
        if draft.dropped or draft.of_many or draft.core[0] < floor:
            continue  # the last: its words became part of the figure before ("each quarter")
        draft.first = max(draft.first, floor)
        modify(tokens, draft, floor)
        if before is not None:
            convert(tokens, before, draft)
        before = draft
        rate(tokens, draft)
        change(tokens, draft, floor)
        floor = draft.last
        out.append(_figure(tokens, draft))
    return out


def _barred(segments: Segments, times: Sequence[Time], mentions: Sequence[Mention]) -> set[int]:
    """The words inside dates, clock times, repeated times and names, where no number stands."""
    spans = [span for time in times if time.type != "DURATION" for span in time.spans]
    spans += [
        span
        for mention in mentions
        if mention.form == "name" and mention.type != "nationality" and any(map(str.isdigit, mention.text))
        for span in mention.spans
    ]
    return {word for span in spans for word in range(*segments.range_of(span))}


def _numbers(tokens: Tokens, barred: set[int]) -> list[Draft]:
    """The drafts that are numbers; those refused stay as marks that lists and ranges end at."""
    out: list[Draft] = []
    names: set[float] = set()  # numerals that named something, and may do so again by themselves ("the 707")
    for draft in cores(tokens, style(tokens.text)):
        chained = _chained(tokens, out[-1], draft) if out else ""
        why = "time or name" if draft.core[0] in barred else refused(tokens, draft, chained)
        if why is None and draft.value in names and draft.digits > 2 and not counts(tokens, draft.last):
            why = "name"
        if why is not None:
            draft.dropped, draft.why = True, why
        if why in ("identifier", "suffix", "hyphen"):
            names.add(draft.value)
        out.append(draft)
    return out


def _chained(tokens: Tokens, before: Draft, draft: Draft) -> str:
    """Why the number before was refused, when this one goes on with its list: "Articles 5 and 6"."""
    gap = tokens.low[before.last : draft.first]
    if len(gap) > 2 or tokens.paragraph[before.first] != tokens.paragraph[draft.first]:
        return ""
    return before.why if all(word in _IN_LISTS for word in gap) else ""


def _figure(tokens: Tokens, draft: Draft) -> Figure:
    low, high = draft.low, draft.high
    if draft.relation in ("=", "~", "up", "down") and not draft.vague:
        low = high = draft.value
    elif draft.bounded:
        low = draft.value if draft.relation in (">", ">=") else None
        high = draft.value if draft.relation in ("<", "<=") else None
    if any(end is not None and not math.isfinite(end) for end in (low, high)):
        draft.because("number-too-large")
    return Figure(
        span=tokens.span(draft.first, draft.last),
        words=(draft.first, draft.last),
        core=draft.core,
        low=_finite(low),
        high=_finite(high),
        approximate=draft.approximate,
        relation=draft.relation,
        kind=draft.kind,
        unit=draft.unit,
        per=draft.per,
        reasons=tuple(draft.reasons),
    )


def _finite(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return value
