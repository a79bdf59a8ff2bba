"""Notes of a change: those of desks are known, and news of corrections is none."""

from __future__ import annotations

import pytest

from secondsource.views.notes import new_notes, notes


@pytest.mark.parametrize(
    "note",
    [
        "Correction: an earlier count was too low.",
        "CORRECTION (5 March): the mayor's name is Tarnov.",
        "An earlier version of this story gave another figure.",
        "This article was amended on 4 March to add the harbour's answer.",
        "This story has been updated.",
        "UPDATE 2-Flood takes 60 villages",
        "(Updates with the mayor's answer)",
        "(Corrects figure in second paragraph)",
        "Editor's note: the count was made anew.",
        "Editors’ note: the count was made anew.",
        "Last updated 14:05, 4 March 2024",
        "Updated: 4 March 2024",
        "Clarification - the road was open on Monday.",
    ],
)
def test_a_note_is_known(note: str) -> None:
    assert notes(f"The river rose.\n\n{note}\n\nIt rains.") == [note] or notes(note)
    assert new_notes("The river rose.", f"The river rose.\n\n{note}")
    assert new_notes(f"{note}\nThe river rose.", f"{note}\nThe river fell.") == []


@pytest.mark.parametrize(
    "news",
    [
        "The ministry corrected its figure to 40.",
        "The report was updated last week, officials said.",
        "Corrections officers left the prison at Marl.",
        "Updates are expected on Monday.",
        "The law was amended in March.",
        "Officials updated the toll on Monday to 40.",
        "Update your maps, said the harbour master.",
    ],
)
def test_news_of_a_change_is_none(news: str) -> None:
    assert notes(news) == []
