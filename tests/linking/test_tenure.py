"""Since and until when somebody holds a post, by the words behind the name."""

from __future__ import annotations

import pytest

from secondsource.linking.cast import Cast, tenure
from secondsource.linking.sightings import sightings
from tests.linking.cast import party, row


@pytest.mark.parametrize(
    ("behind", "time", "value", "expected"),
    [
        (", who left office in June 2025, said", "June 2025", "2025-06", ("", "2025-06")),
        (", who was defence minister until 2019, said", "2019", "2019", ("", "2019")),
        (" (who resigned on 3 May 2024) said", "3 May 2024", "2024-05-03", ("", "2024-05-03")),
        (", who was sacked by the president in 2021, said", "2021", "2021", ("", "2021")),
        (", who took office in 2022, said", "2022", "2022", ("2022", "")),
        (", appointed after an inquiry in 2022, said", "2022", "2022", ("", "")),
        (" said troops left the town in June 2025", "June 2025", "2025-06", ("", "")),
        (". She left office in June 2025", "June 2025", "2025-06", ("", "")),
        (", who met those who left in spring, said", "spring", "2025-SP", ("", "")),
    ],
)
def test_a_tenure_is_read_off_the_clause_behind_the_name(
    behind: str, time: str, value: str, expected: tuple[str, str]
) -> None:
    held = row(party("Pia Holt", role="defence minister"), text=f"Pia Holt{behind}.", times={time: value})
    assert tenure("p1", Cast(row=held)) == expected


@pytest.mark.parametrize(("published", "former"), [("2026-03-02", True), ("2018-03-02", False)])
def test_a_post_that_ended_is_a_former_one_and_one_that_will_is_not(published: str, former: bool) -> None:
    text = "Pia Holt, who was defence minister until 2019, said."
    held = row(
        party("Pia Holt", role="defence minister"), text=text, times={"2019": "2019"}, published=published
    )
    ((_, profile),) = sightings(held, report="sha256:1", day=published).items()
    assert [(post.until, post.former) for post in profile.posts] == [("2019", former)]
