"""Who speaks: the names people read, what counts as named, and when the words as written are news."""

from __future__ import annotations

from typing import Any

import pytest

from secondsource.records.rows import PartyRow, SourceRow
from secondsource.render.voices import LEFT_OPEN, Voices, is_named, what


def party(id: str, name: str, **more: Any) -> PartyRow:
    """A party's row; a named person unless told otherwise."""
    made: PartyRow = {
        "id": id, "name": name, "type": "person", "kind": "named", "aliases": [], "role": None, "members": [],
        "place": None,
    }  # fmt: skip
    return made | more


def source(text: str | None, party: str | None = None, *, carried: bool = False) -> SourceRow:
    """A source's row."""
    return {"text": text, "spans": [], "party": party, "carried": carried}


PARTIES = {
    one["id"]: one
    for one in (
        party("p1", "Anna Berg", role="inspector of mines"),
        party("p2", "Tom Berg"),
        party("p3", "two officials", kind="group", type=None),
        party("p4", "Ada Roe and Bo Lind", kind="group", type=None, members=["p5", "gone"]),
        party("p5", "Ada Roe"),
        party(
            "p6",
            "the Sund Line",
            type="organization",
            aliases=["The Sund Line", "the company", "the company"],
        ),
        party("p7", "a diplomat", kind="unnamed"),
        party("p8", " , "),
    )
}


def written(text: str, of: str) -> str:
    """The words that are shown beside the name."""
    voices = Voices(PARTIES)
    given = source(text, of)
    return voices.written(given, voices.of(given))


@pytest.mark.parametrize(
    ("text", "of", "shown"),
    [
        ("Anna Berg", "p1", ""),
        ("Inspector Anna Berg", "p1", ""),
        ("Berg", "p1", "Berg"),  # two of one family
        ("the inspector", "p1", ""),
        ("She", "p1", "she"),
        ("I", "p1", "I"),
        ("the younger of the two", "p1", "the younger of the two"),
        ("Roe", "p5", ""),
        ("Mrs. Roe", "p5", ""),
        ("The Sund Line,", "p6", ""),
        ("the company", "p6", "the company"),
        ("The diplomat", "p7", ""),
    ],
)
def test_words_beside_a_name_are_shown_where_they_are_news(text: str, of: str, shown: str) -> None:
    assert written(text, of) == shown


def test_what_is_carried_has_no_words_of_its_own() -> None:
    voices = Voices(PARTIES)
    given = source("she", "p1", carried=True)
    assert voices.written(given, voices.of(given)) == ""


@pytest.mark.parametrize(
    "open_", [None, source(None), source("He"), source(" , "), source("they", "gone"), source("x", "p8")]
)
def test_who_cannot_be_told_is_left_open(open_: SourceRow | None) -> None:
    voice = Voices(PARTIES).of(open_)
    assert (voice.number, voice.name, voice.kind) == (0, LEFT_OPEN, "open")


def test_without_a_party_one_spelling_is_one_voice_left_open() -> None:
    voices = Voices(PARTIES)
    first, second = voices.of(source("residents")), voices.of(source("Residents"))
    assert first is second
    assert (first.name, first.kind, first.what) == ("Residents", "open", "left open")
    assert voices.speaking() == frozenset()


def test_a_group_counts_as_named_when_one_of_it_is() -> None:
    assert [is_named(PARTIES[one], PARTIES) for one in ("p1", "p3", "p4", "p7")] == [True, False, True, False]
    assert [what(PARTIES[one]) for one in ("p1", "p3", "p7")] == ["person", "group", "unnamed person"]


def test_other_names_stand_once_and_members_that_are_not_there_are_left_out() -> None:
    voices = Voices(PARTIES)
    assert voices.of(source("x", "p6")).aliases == ("the company",)
    assert voices.of(source("x", "p4")).members == ("Ada Roe",)
    assert voices.speaking() == {"p4", "p6"}
