"""Where the words of a statement stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondsource.reading.certainty import certainty
from secondsource.reading.drafts import Draft
from secondsource.reading.forecast import forecast
from secondsource.reading.polarity import polarity
from secondsource.reading.standing import is_month, standing
from secondsource.text import segment
from tests.reading.build import Text


def stands(text: str, content: str, cue: str | None = None, inner: tuple[str, ...] = ()) -> dict[str, str]:
    t = Text(text)
    draft = Draft(cue=t.words(cue) if cue else None, source=None, content=t.words(content))
    found = standing(t.segments, draft, [t.words(i) for i in inner])
    return dict(zip(found.lower, found.stand, strict=True))


def test_clauses() -> None:
    found = stands(
        "Orlo said the mill, which burned, is shut. It was old.",
        "the mill, which burned, is shut. It was old",
        "said",
    )
    assert (found["said"], found["mill"], found["burned"], found["is"], found["old"]) == (
        "cue", "lead", "below", "lead", "main",
    )  # fmt: skip


def test_that_opens_nothing_lower_after_a_verb_of_thinking() -> None:
    found = stands("I think that it may burn.", "I think that it may burn")
    assert found["may"] == "lead"
    found = stands("The mill that may burn is old.", "The mill that may burn is old")
    assert found["may"] == "below"


def test_words_of_nested_statements_are_left_out() -> None:
    found = stands("Orlo said Vane hopes it burns today.", "Vane hopes it burns today", "said", ("it burns",))
    assert "burns" not in found and found[""] == "apart" and found["today"] == "lead"


def test_a_cue_in_the_middle_of_its_content() -> None:
    found = stands("The mill, Orlo said, is shut.", "The mill, Orlo said, is shut", "said")
    assert found["said"] == "cue" and found["shut"] == "lead"


def test_months() -> None:
    for text, month in (
        ("It opened on 3 May.", True),
        ("It may open.", False),
        ("The old May fair is open.", True),
    ):
        t = Text(text)
        words = standing(t.segments, Draft(cue=None, source=None, content=(0, len(t.segments))), ())
        assert is_month(words, words.lower.index("may")) is month


@given(st.text(alphabet="aI may? not.“”'’\nthat,0%if", min_size=1, max_size=60), st.data())
def test_no_draft_breaks_the_facets(text: str, data: st.DataObject) -> None:
    segments = segment(text)
    if not len(segments):
        return

    def some() -> tuple[int, int]:
        first = data.draw(st.integers(0, len(segments) - 1))
        return first, data.draw(st.integers(first + 1, len(segments)))

    cue = some() if data.draw(st.booleans()) else None
    draft = Draft(cue=cue, source=None, content=some())
    inner = [some()] if data.draw(st.booleans()) else []
    certainty(segments, draft, inner)
    assert polarity(segments, draft, inner) in ("asserted", "denied", "questioned")
    assert forecast(segments, draft, inner) in (True, False)
