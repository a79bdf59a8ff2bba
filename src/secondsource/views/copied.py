"""What a voice has from others' words: copies of another report, and the words of one who is quoted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from secondsource.judging.dossier import Copied, Voice
from secondsource.ledger import echoing
from secondsource.records.rows import SpanRow
from secondsource.views.grounds import Grounds, Taken

# Words shared by an echo at least so probable (thousandths) must be one voice; others only may be.
_SURE = {"copy": 800, "partial": 800, "rewrite": 900}


def as_quoted(grounds: Grounds, voices: Sequence[Voice]) -> list[Voice]:
    """The voices; where a writer's own words are those that somebody denies or asks in, the writer says no
    more than that: "he ruled out that they had crossed" does not assert that they had.
    """
    quoted: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if voice.stance in ("denies", "asks") and voice.source:
            quoted[voice.report].append(voice)
    made = []
    for voice in voices:
        other = quoted.get(voice.report) if voice.stance == "asserts" and voice.source is None else None
        if other:
            mine = _spans(grounds, voice)
            told = (v.stance for v in other if _overlaps(mine, _spans(grounds, v)))
            voice = replace(voice, stance=next(told, voice.stance))
        made.append(voice)
    return made


def with_copies(grounds: Grounds, voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """The voices with what they have from others' words.

    Only words tie two voices: those of the report of one that the other took, or that both took from a third.
    """
    if len(voices) < 2:
        return tuple(voices)
    spans = {voice.point: _spans(grounds, voice) for voice in voices}
    of_report: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        of_report[voice.report].append(voice)
    seen = Counter(other for voice in voices for other in grounds.near(voice.report))
    made = []
    for voice in voices:
        mine = spans[voice.point]
        if not mine:
            made.append(voice)
            continue
        start, end = min(first for first, _ in mine), max(last for _, last in mine)
        copied = [
            _copy(taken, spans, of_report)
            for other in sorted(grounds.near(voice.report))
            if seen[other] > 1 or other in of_report
            for taken in grounds.taken(voice.report, other)
            # Most echoes of a long report lie elsewhere.
            if taken.start < end and start < taken.end and _overlaps(mine, taken.mine)
        ]
        copied.sort(key=lambda c: (c.report, c.passage))
        made.append(replace(voice, copied=tuple(copied)) if copied else voice)
    return tuple(made)


def _copy(taken: Taken, spans: dict[str, list[SpanRow]], of_report: dict[str, list[Voice]]) -> Copied:
    """What an echo says of one voice whose words it has."""
    mine, fields = taken.mine, taken.fields
    there = [
        held.point for held in of_report.get(taken.other, ()) if _overlaps(spans[held.point], taken.theirs)
    ]
    sure = not taken.open and fields["probability"] >= _SURE.get(fields["kind"], 1001)
    return Copied(
        report=taken.other,
        point=min(there, default=None),
        passage=f"{mine[0][0]}" if len(mine) > 1 else "",
        sure="must" if sure else "may",
        reasons=echoing.reasons_of(fields),
    )


def _spans(grounds: Grounds, voice: Voice) -> list[SpanRow]:
    told = grounds.told(voice.report)
    if told is None:
        return []
    statement, point = told.points[voice.point]
    return list((point or statement["content"])["spans"])


def _overlaps(ours: Sequence[SpanRow], others: Sequence[SpanRow]) -> bool:
    """Whether half of some spans lies inside others."""
    shared = total = 0
    for start, end in ours:
        total += end - start
        for first, last in others:
            low, high = max(start, first), min(end, last)
            if low < high:
                shared += high - low
    return 2 * shared >= total > 0
