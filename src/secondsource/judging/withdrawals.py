"""What a correction or retraction takes back: the words that it names, and all that only echoes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from secondsource.judging.dossier import FOR, Dossier, Voice, in_order, on_record
from secondsource.judging.evidence import credits_of, usable
from secondsource.judging.texts import sure_copies

# ("point", id), ("report", id) or ("publisher", name): what falls when all its voices have fallen.
_Held = tuple[str, str]


def with_withdrawals(dossier: Dossier) -> tuple[Voice, ...]:
    """The voices in order, with those marked that a later one takes back, and all that only echo these.

    A voice that withdraws names what it takes back: reports (`retracts`); else, where a party or a credited
    outlet takes its word back, the words of that one; else its own publisher's. Only what was published no
    later, or without a date, is taken back. A voice only echoes others when all that it copied or credits has
    fallen, and it has no document, and no named source but the one that came with the copied words.
    """
    ordered = in_order(dossier.voices)
    if all(voice.stance != "withdraws" and voice.withdrawn is None for voice in ordered):
        return tuple(ordered)
    said = [voice for voice in ordered if voice.stance in FOR]
    fallen = _Fallen(said)
    for voice in ordered:
        if voice.withdrawn is not None:
            fallen.drop(voice, voice.withdrawn)
    named = _Index(said)
    for voice in ordered:
        if voice.stance == "withdraws" and voice.withdrawn is None:
            for earlier in named.of(voice):
                if _no_later(earlier.published, voice.published):
                    fallen.drop(earlier, voice.point)
    return tuple(replace(voice, withdrawn=fallen.by.get(voice.point)) for voice in ordered)


def _no_later(one: str | None, other: str | None) -> bool:
    """Whether one may have come no later, at the precision that both have; an unknown day may be any."""
    if one is None or other is None:
        return True
    length = min(len(one), len(other))
    return one[:length] <= other[:length]


class _Index:
    """Voices by what a retraction may name them by."""

    def __init__(self, said: Sequence[Voice]) -> None:
        self.held: defaultdict[_Held, list[Voice]] = defaultdict(list)
        for voice in said:
            for node in {("report", voice.report), ("report", voice.family)}:
                self.held[node].append(voice)
            if voice.publisher:
                self.held["publisher", voice.publisher].append(voice)
            for party in _parties(voice):
                self.held["party", party].append(voice)

    def of(self, retraction: Voice) -> Iterator[Voice]:
        """The voices that it names."""
        for node in _named(retraction):
            yield from self.held.get(node, ())


def _parties(voice: Voice) -> set[str]:
    return {party for speaker in (voice.source, voice.knower) for party, _ in on_record(speaker)}


def _named(retraction: Voice) -> list[_Held]:
    if retraction.retracts:
        return [("report", report) for report in sorted(retraction.retracts)]
    parties = [("party", party) for party, _ in on_record(retraction.speaker)]
    outlets = [("publisher", credit.publisher) for credit in credits_of(retraction)]
    own = [("publisher", retraction.publisher)] if retraction.publisher else []
    if retraction.desk:
        return [*own, *outlets, *parties]
    return [*parties, *outlets] or own


@dataclass(slots=True)
class _Fallen:
    """Voices that have fallen, with the point that took each back; what only echoes them falls with them."""

    said: Sequence[Voice]
    by: dict[str, str] = field(default_factory=dict)
    left: dict[_Held, int] = field(default_factory=dict)
    echoes: defaultdict[_Held, list[Voice]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for voice in self.said:
            for node in _stands_in(voice):
                self.left[node] = self.left.get(node, 0) + 1
            for node in _echoed(voice):
                self.echoes[node].append(voice)

    def drop(self, voice: Voice, by: str) -> None:
        """Takes a voice back, and then whatever has nothing else to stand on."""
        waiting = [voice]
        while waiting:
            falling = waiting.pop()
            if falling.point in self.by:
                continue
            self.by[falling.point] = by
            for node in _stands_in(falling) if falling.stance in FOR else ():
                self.left[node] -= 1
                if self.left[node] == 0:
                    waiting += [echo for echo in self.echoes[node] if self._only_echoes(echo)]

    def _only_echoes(self, voice: Voice) -> bool:
        return all(self.left.get(node, 1) == 0 for node in _echoed(voice))


def _stands_in(voice: Voice) -> list[_Held]:
    found = [("point", voice.point), ("report", voice.report)]
    return [*found, ("publisher", voice.publisher)] if voice.publisher else found


def _echoed(voice: Voice) -> list[_Held]:
    """All that a voice has its words from, where it has them from other voices alone; else nothing."""
    copied = [("point", copied.point) for copied in sure_copies(voice) if copied.point is not None]
    taken = [*copied, *(("report", cited.report) for cited in voice.cited)]
    credited = [_credit_node(credit.publisher, credit.report) for credit in credits_of(voice)]
    outlets = {credit.party for credit in voice.credited}
    if not taken and (_parties(voice) - outlets or usable(voice)):
        return []
    return _once([*taken, *credited])


def _credit_node(publisher: str, report: str | None) -> _Held:
    return ("report", report) if report else ("publisher", publisher)


def _once(nodes: Iterable[_Held]) -> list[_Held]:
    return list(dict.fromkeys(nodes))
