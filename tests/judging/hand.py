"""Dossiers built by hand: invented parties, papers and points, named by letters."""

from __future__ import annotations

from typing import Any

from secondsource.judging.dossier import Copied, Credited, Dossier, Speaker, Stance, Voice
from secondsource.judging.figures import Given
from secondsource.judging.origins import of_dossier, origins_of
from secondsource.judging.ties import Origins
from secondsource.model.reasons import WORDS

EYES = frozenset({"first-hand"})


def named(party: str, **more: Any) -> Speaker:
    return Speaker(party=party, name=party.title(), **more)


def unnamed(party: str, **more: Any) -> Speaker:
    return Speaker(party=party, name="an official", kind="unnamed", **more)


def voice(point: str, source: Speaker | None = None, **more: Any) -> Voice:
    """A voice in a report and of a paper of its own, unless told otherwise."""
    given = {"report": f"report {point}", "publisher": f"paper {point}", "path": f"#{point}", **more}
    return Voice(point=point, source=source, **given)


def copied(point: str, **more: Any) -> tuple[Copied, ...]:
    return (Copied(report=f"report {point}", point=point, **more),)


def credited(publisher: str, **more: Any) -> tuple[Credited, ...]:
    return (Credited(publisher=publisher, name=publisher.title(), **more),)


def dossier(*voices: Voice, **more: Any) -> Dossier:
    return Dossier(claim="claim", voices=voices, **more)


def bounds(*voices: Voice) -> tuple[int, int]:
    found = origins_of(voices)
    return found.low, found.high


def both(*voices: Voice) -> tuple[Origins, Origins]:
    return of_dossier(dossier(*voices))


def withdrawing(point: str, **more: Any) -> Voice:
    stance: Stance = "withdraws"
    return voice(point, stance=stance, **more)


def codes(*found: Any) -> set[str]:
    """The codes of reasons of anything that holds reasons; each has a row in the table of words."""
    out = {reason.code for one in found for reason in (one if isinstance(one, tuple) else one.reasons)}
    assert out <= set(WORDS)
    return out


def ties(found: Origins) -> dict[tuple[str, str], tuple[str, str, str]]:
    """(from, to) -> (kind, sure, code of the first reason)."""
    return {(t.point, t.to): (t.kind, t.sure, t.reasons[0].code) for t in found.edges}


def points(found: Origins) -> list[tuple[str, ...]]:
    return [root.points for root in found.roots]


def figure(point: str, low: float | None, high: float | None = None, **more: Any) -> Given:
    """A figure in whole units, exact unless told otherwise; day: the day as of which, and of publication."""
    day = more.pop("day", None)
    if high is None and "open_above" not in more:
        high = low
    more.pop("open_above", None)
    given: dict[str, Any] = {"report": f"report {point}", "line": "ministry"}
    if day is not None:
        given |= {"as_of": (day, day), "published": f"2026-03-{day:02}"}
    return Given(
        point=point,
        low=None if low is None else round(low * 1000),
        high=None if high is None else round(high * 1000),
        **(given | more),
    )
