"""What is asserted, denied or asked."""

from __future__ import annotations

import pytest

from secondsource.reading.drafts import Draft
from secondsource.reading.facet_weights import ODDS
from secondsource.reading.polarity import polarity
from tests.reading.build import Text


def read(text: str, content: str, cue: str | None, **odds: float) -> str:
    t = Text(text)
    draft = Draft(cue=t.words(cue) if cue else None, source=None, content=t.words(content), odds=odds)
    return polarity(t.segments, draft, ())


@pytest.mark.parametrize(
    "cue",
    [
        "denied that", "denies", "has repeatedly denied", "rejected claims that", "dismissed reports that",
        "refuted the charge that", "does not believe", "doesn’t think", "disputed that",
        "found no evidence that", "DENIED THAT",
    ],
)  # fmt: skip
def test_denied(cue: str) -> None:
    assert read(f"Colonel Vane {cue} the fort had fallen.", "the fort had fallen", cue) == "denied"


def test_denied_with_words_of_scorn_after_it() -> None:
    text = "Colonel Vane rejected reports that the fort had fallen as “harbour talk”."
    assert read(text, "the fort had fallen", "rejected") == "denied"


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("Colonel Vane said the fort had not fallen.", "the fort had not fallen", "said"),
        ("Colonel Vane rejected this claim: “The fort stands.”", "“The fort stands.”", "rejected this claim"),
        ("Vane confirmed that the fort had fallen.", "the fort had fallen", "confirmed that"),
        ("Vane asked the council to reopen the gate.", "the council to reopen the gate", "asked"),
        ("Vane asked for water and bread.", "water and bread", "asked for"),
        ("“That was odd, right?” Vane said.", "“That was odd, right?”", "said"),
        ("Vane said nobody had died.", "nobody had died", "said"),
    ],
)
def test_asserted(text: str, content: str, cue: str) -> None:
    assert read(text, content, cue) == "asserted"


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("“Who opened the gate?” Vane asked.", "“Who opened the gate?”", "asked"),
        ("Vane asked whether the gate was open.", "whether the gate was open", "asked"),
        ("Vane wondered if the gate was open.", "if the gate was open", "wondered"),
        ("Vane asked how the gate had opened.", "how the gate had opened", "asked"),
        ("Vane questioned the figures of the guild.", "the figures of the guild", "questioned"),
        ("Vane doubts that the fort will hold.", "the fort will hold", "doubts that"),
        ("Vane cast doubt on the guild's count.", "the guild's count", "cast doubt on"),
        ("QUESTION: Will the fort hold?", "Will the fort hold?", None),
    ],
)
def test_questioned(text: str, content: str, cue: str | None) -> None:
    assert read(text, content, cue) == "questioned"


def test_odds_of_the_encoder_count_by_their_share(monkeypatch: pytest.MonkeyPatch) -> None:
    for facet in ("denied", "questioned"):
        monkeypatch.setitem(ODDS, facet, 0.5)
    text, content = "Vane said the fort had fallen.", "the fort had fallen"
    assert read(text, content, "said", denied=20.0) == "denied"
    assert read(text, content, "said", questioned=20.0) == "questioned"
    assert read("Vane denied the fort fell.", "the fort fell", "denied", denied=-20.0) == "asserted"
