"""Credits: which report a name means, and whether that one holds what it is credited with."""

from __future__ import annotations

import pytest

from secondsource.linking.crediting import Crediting, credit, figures_in, worth
from secondsource.model.echo import Text

NOTE = Text(
    report="note",
    title="Situation note 12",
    text="In the shelters of Brask and Upper Lenn 37 people were treated for exposure by volunteer nurses. "
    "Some 4,100 residents have left the town.",
    publisher="Valley Doctors",
    published="2026-03-06",
)


def by(words: str, publisher: str = "Sarn Echo") -> Text:
    """A report that says this."""
    return Text(report="by", text=words, publisher=publisher, published="2026-03-07")


def told(words: str, of: Text = NOTE, form: str = "valley doctors") -> tuple[int, int]:
    """How much of what is said beside the name the note holds, and where the name stands."""
    return worth(Crediting(by(words)), Crediting(of), form)


def held(words: str) -> bool | None:
    """Whether the note holds what it is credited with."""
    b, a = Crediting(by(words)), Crediting(NOTE)
    found, at = worth(b, a, "valley doctors")
    assert found
    return credit(b, a, "valley doctors", at, a_first=True).holds


def test_a_name_beside_what_a_report_tells_means_it() -> None:
    words = (
        "The shutters are down. A note of the Valley Doctors says that volunteer nurses treated 37 people in "
        "the shelters of Brask for exposure."
    )
    found, at = told(words)
    assert found and words[at:].startswith("Valley Doctors")


def test_a_name_beside_other_matters_means_nothing() -> None:
    assert told("The Valley Doctors reported that the ferry timetable of Nordhaven changes in winter.") == (
        0,
        0,
    )
    assert told("Nobody is named here: 37 people in Brask were treated for exposure.") == (0, 0)


def test_it_is_looked_up_and_said_either_way() -> None:
    said = (
        "The Valley Doctors reported that {} people in the shelters of Brask and Upper Lenn were treated for "
        "exposure by volunteer nurses."
    )
    assert held(said.format(37)) is True
    assert held(said.format(54)) is False
    assert held(said.format("many")) is None


def test_a_source_that_says_more_than_its_report_is_not_taken_at_its_report() -> None:
    words = (
        "The Valley Doctors say 54 people in the shelters of Brask and Upper Lenn were treated for exposure "
        "by volunteer nurses."
    )
    assert told(words) == (0, 0)


def test_a_quotation_is_looked_up_word_for_word() -> None:
    words = (
        'On the shelters of Brask and Upper Lenn the Valley Doctors wrote that "37 people were {} for '
        'exposure by volunteer nurses".'
    )
    assert held(words.format("treated")) is True
    assert held(words.format("looked after and not treated")) is False


def test_who_told_a_paper_something_is_no_reader_of_it() -> None:
    paper = Text(
        report="paper",
        text="Maret Holm, the director of the relief office in Brask, spoke of shelters.",
        publisher="Northlight",
        published="2026-03-05",
    )
    words = "Maret Holm, the director of the relief office in Brask, told Northlight the search would end."
    assert told(words, paper, "northlight") == (0, 0)


def test_a_report_never_credits_itself_nor_a_version_of_it() -> None:
    own = by("The Valley Doctors note: 37 people in Brask were treated for exposure.", "Valley Doctors")
    assert "valley doctors" not in Crediting(own).mentions
    tied = Text(report="x", text=NOTE.text, publisher="Valley Doctors", ties=frozenset({"address y"}))
    other = Text(report="z", text="Valley Doctors note: 37 people treated", ties=frozenset({"address y"}))
    assert worth(Crediting(other), Crediting(tied), "valley doctors") == (0, 0)


def test_words_in_capitals_throughout_name_nobody() -> None:
    assert not Crediting(by("THE VALLEY DOCTORS REPORTED 37 PEOPLE TREATED FOR EXPOSURE IN BRASK.")).mentions


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Some 5,400 people left on 7 March.", ["5,400"]),
        ("On March 3 it said 12.5 million.", ["12.5"]),
        ("Situation note 12 gives 37.", ["37"]),
        ("In 2026 nothing was counted.", []),
        ("", []),
    ],
)
def test_days_years_and_numbers_of_documents_are_no_figures(sentence: str, figures: list[str]) -> None:
    assert figures_in(sentence) == figures
