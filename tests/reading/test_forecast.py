"""What speaks of things to come, and when they are to come."""

from __future__ import annotations

import pytest

from secondsource.reading.drafts import Draft
from secondsource.reading.forecast import forecast
from tests.reading.build import Text


def draft(t: Text, content: str, cue: str | None, **odds: float) -> Draft:
    return Draft(cue=t.words(cue) if cue else None, source=None, content=t.words(content), odds=odds)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "the bridge will reopen in June"),
        ("said", "the bridge would reopen soon"),
        ("said", "we are going to rebuild the mill"),
        ("said", "“We won’t leave Orrin”"),
        ("said", "the guild must pay the ferrymen"),
        ("said", "the guild should pay the ferrymen"),
        ("vowed", "to rebuild the mill"),
        ("pledged", "to send two hundred tents"),
        ("called on", "the guild to release the ferrymen"),
        ("urged", "the guild to release the ferrymen"),
        ("called for", "an inquiry into the fire"),
        ("demanded", "the release of the ferrymen"),
        ("proposed", "a tax on grain"),
        ("told", "the ferrymen to stay ashore"),
        ("expects", "ten thousand visitors next year"),
        ("plans to", "close the mill"),
        ("WARNED THAT", "THE DAM WILL BREAK"),
    ],
)
def test_what_is_to_come(cue: str, content: str) -> None:
    t = Text(f"Dana Orlo {cue} {content}.")
    assert forecast(t.segments, draft(t, content, cue), ())


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "the bridge was closed"),
        ("reported", "three houses burned in May"),
        ("admitted", "taking the grain"),
        ("denied", "any part in the fire"),
        ("found", "that lead had leaked into the river"),
        ("said", "the crew could not have known of the leak"),
        ("called", "the fire a tragedy"),
        ("believes", "the mill is empty"),
        ("according to", "the grain went missing"),
    ],
)
def test_what_is_or_was(cue: str, content: str) -> None:
    t = Text(f"Dana Orlo {cue} {content}.")
    assert not forecast(t.segments, draft(t, content, cue), ())


def test_speech_without_a_cue() -> None:
    t = Text("“We will march at dawn.”")
    assert forecast(t.segments, draft(t, "“We will march at dawn.”", None), ())
    t = Text("“We marched at dawn.”")
    assert not forecast(t.segments, draft(t, "“We marched at dawn.”", None), ())


def test_odds_of_the_encoder_are_added() -> None:
    t = Text("Dana Orlo said the bridge will open.")
    assert not forecast(t.segments, draft(t, "the bridge will open", "said", forecast=-30.0), ())
    t = Text("Dana Orlo said the bridge opens.")
    assert forecast(t.segments, draft(t, "the bridge opens", "said", forecast=30.0), ())
