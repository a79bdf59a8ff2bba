"""What a writer tells of somebody's denial is no word of the writer's own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from secondsource.judging.dossier import Voice
from secondsource.views.copied import as_quoted
from tests.judging.hand import named, voice

ADA = named("ada")


def grounds(**spans: list[list[int]]) -> Any:
    """Where points stand, in whichever report."""
    points = {point: ({}, {"spans": held}) for point, held in spans.items()}
    return SimpleNamespace(told=lambda report: SimpleNamespace(points=points))


def stances(held: Any, *voices: Voice) -> list[str]:
    return [one.stance for one in as_quoted(held, voices)]


def test_the_writers_words_around_a_denial_deny() -> None:
    held = grounds(a=[[0, 40]], b=[[10, 40]])
    writer, denied = voice("a", report="r"), voice("b", ADA, report="r", stance="denies")
    assert stances(held, writer, denied) == ["denies", "denies"]
    assert stances(held, writer, voice("b", ADA, report="r", stance="asks")) == ["asks", "asks"]


def test_words_elsewhere_and_those_of_others_stay_as_they_are() -> None:
    held = grounds(a=[[0, 40]], b=[[60, 90]], c=[[0, 40]])
    denied = voice("b", ADA, report="r", stance="denies")
    assert stances(held, voice("a", report="r"), denied) == ["asserts", "denies"]
    assert stances(held, voice("a", report="s"), voice("c", ADA, report="r", stance="denies"))[0] == "asserts"
    quoted = voice("a", named("bo"), report="r")
    assert stances(held, quoted, voice("c", ADA, report="r", stance="denies"))[0] == "asserts"
    assert stances(held, voice("a", report="r"), voice("c", ADA, report="r")) == ["asserts", "asserts"]
