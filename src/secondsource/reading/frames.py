"""What stands around propositions: who says so, datelines, lines of date and time."""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.reading.clauses import Words
from secondsource.reading.drafts import Draft
from secondsource.reading.tags import Range

# Words that only attribute. "X denied that P", "X ordered Y to" say something of X: they stay in the clause.
SAYING = frozenset(
    "said say says saying told tell tells telling reported reports reporting added adds "  # noqa: SIM905
    "adding stated states stating announced announces announcing claimed claims "
    "claiming noted notes noting explained believes believe think thinks thought warned "
    "indicated indicates asserted insisted stressed emphasized emphasised acknowledged "
    "admitted argued suggested recounts according writes wrote quoted cited replied "
    "answered declared insists shows".split()
)
_GAP = 8  # words between source, cue and content that go with them when they hold no verb
_MONTHS = frozenset(
    "january february march april may june july august september october november "  # noqa: SIM905
    "december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday "
    "thursday friday saturday sunday mon tue wed thu fri sat sun".split()
)
_DATE_LINE = _MONTHS | frozenset(
    "published updated posted edited on at am pm a.m p.m edt est gmt et pst pdt cst : , "  # noqa: SIM905
    ". / @ | -".split()
)
_HEAD = 4  # sentences of a text in which a line of date and time may run into the next line
_DATELINE = 14  # words up to its dash
_DASHES = frozenset("-–—_")
_SMALL = frozenset({"de", "of", "and", "el", "la"})


def attributing(words: Words, draft: Draft, first: int, last: int) -> set[int]:
    """Words of one sentence that only say who says the content: cue and source, and what lies between.

    None where the content cannot stand alone ("vowed to return") or the cue says more than that somebody
    says it: there the whole clause is the proposition.
    """
    cue, content = draft.cue, _within(draft.content, first, last)
    if not cue or not content or not any(words.lower[k] in SAYING for k in range(*cue)):
        return set()
    parts = [_within(r, first, last) for r in (cue, draft.source) if r and not draft.carried]
    own = {k for part in parts if part for k in range(*part)}
    if not own or not any(words.finite[k] for k in range(*content) if k not in own):
        return set()
    lowest, highest = min(own), max(own)
    inside = [k for k in range(lowest, highest) if k not in own and not content[0] <= k < content[1]]
    for gap in (inside, range(highest + 1, content[0])):
        if len(gap) <= _GAP and not any(words.finite[k] for k in gap):
            own.update(gap)
    return own


def _within(words: Range, first: int, last: int) -> Range | None:
    a, b = max(words[0], first), min(words[1], last)
    return (a, b) if a < b else None


def front_matter(words: Words, first: int, last: int) -> list[Range]:
    """Datelines and lines of date and time in a sentence: no propositions, and borders of some."""
    out = _date_lines(words, first, last) if words.segments.in_sentence[first] <= _HEAD else []
    for at in (first, *(b for _, b in out)):
        end = _dateline(words, at, last)
        if end:
            out.append((at, end))
    return sorted(out)


def _date_lines(words: Words, first: int, last: int) -> list[Range]:
    out: list[Range] = []
    k, lower = first, words.lower
    while k < last:
        if lower[k] not in _DATE_LINE and not lower[k][0].isdigit():
            k += 1
            continue
        end = k
        while end < last and (lower[end] in _DATE_LINE or lower[end][0].isdigit()):
            end += 1
        run = lower[k:end]
        if len(run) >= 3 and end < last and words.segments.word(end)[0].isupper() and _dates(run):
            out.append((k, end))
        k = max(end, k + 1)
    return out


def _dates(run: Sequence[str]) -> bool:
    """A day or month with two figures; with a time of day where "on" or "at" could belong to a clause."""
    if not any(w in _MONTHS for w in run) or sum(w[0].isdigit() for w in run) < 2:
        return False
    return run[0] not in {"on", "at"} or not {"am", "pm", ":"}.isdisjoint(run)


def _dateline(words: Words, first: int, last: int) -> int | None:
    """The word after "PLACE, March 3 (Agency) -" at the beginning of a sentence."""
    segments = words.segments
    for k in range(first + 1, min(last - 3, first + _DATELINE)):
        if words.lower[k] not in _DASHES:
            continue
        if words.lower[k] == "-" and segments.begins[k] == segments.stops[k - 1]:
            continue  # a hyphen
        before = [segments.word(j) for j in range(first, k)]
        named = [w for w in before if w[0].isalpha()]
        capital = all(w[0].isupper() or w.lower() in _SMALL for w in named)
        if not named or not capital or any(words.finite[j] for j in range(first, k)):
            return None
        marked = any(w in {",", "(", ")"} for w in before) or all(w.isupper() for w in named)
        return k + 1 if marked or len(before) == 1 else None
    return None
