"""The verb of a figure's clause, in sentences about invented people and places."""

from __future__ import annotations

import pytest

from secondsource.reading.numbers.nouns import Prose
from secondsource.reading.numbers.verb_table import BASES, FORMS, NOUN_TOO
from secondsource.reading.numbers.verbs import is_verb_at
from secondsource.text import segment
from tests.reading.numbers.marked import numbers

EVENTS: list[tuple[str, list[str]]] = [
    # an object, however far from its verb
    ("The mill has [40] looms.", ["has"]),
    ("The clerk wrote a detailed, [six]-page letter.", ["wrote"]),
    ("The firm operates out of [two] floors in Arden.", ["operates"]),
    ("She lives in Arden with her [three] children.", ["lives"]),
    ("He is survived by two sons and [four] daughters.", ["survived"]),
    ("The guild is a body of [seven] towns.", ["is"]),
    ("Ost leads Berg in Arden by [%|six points].", ["leads"]),
    ("It's [200] rods long.", ["'s"]),
    ("Berg was one of the [nineteen] clerks whose trial was held in Arden.", ["was"]),
    ("The rebels halted a convoy near Vell, [m|105 km] west of Arden.", ["halted"]),
    ("He needs to lower the [12] tariffs.", ["lower"]),
    ("Killed were a guard, the cook and his [two] sons, calling for help.", ["were"]),
    ("Nobody replied to the letters of the [six] towns.", ["replied"]),
    # a subject, past what describes it
    ("[Four] armed men, who posed as clerks, kidnapped the mayor.", ["kidnapped"]),
    ("The [three] members of the guild (the oldest) left Arden.", ["left"]),
    ("[Eight] men -- who were held in Vell -- reportedly included a boy.", ["included"]),
    ("[Sixty] people injured in the fire were flown out.", ["flown"]),
    ("[Two] million people replied they would attend.", ["replied"]),
    ("[Forty] ships are expected to arrive.", ["arrive"]),
    ("Ost, one of the [three] heads of the guild, has been found dead.", ["dead"]),
    ("Arden said [three] clerks had been held.", ["held"]),
    ("A poll shows [%|68 percent] of voters say the tax is low.", ["say"]),
    ("As [no] votes can be held, the house is shut.", ["held"]),
    ("Ost said that [six] cooks, four maids, a clerk and a guard were held.", ["held"]),
    ("They will meet with Berg and the [three] other heads who are in Arden.", ["meet"]),
    ("White states like Vell, in which [two] guilds met, top the list.", ["met"]),
    # a phrase before its clause or beside another
    ("In these [two] towns, the mills were shut.", ["shut"]),
    ("After [d|seven months] in office, Berg will be replaced.", ["replaced"]),
    ("Ost resigned, [d|a week] after the vote was lost.", ["resigned"]),
    ("The tax was passed with the votes of women ([%|61 percent]), looking for work.", ["passed"]),
    # nouns of events
    ("The release of [ten] boars drew a crowd.", ["release"]),
    ("The deaths of a guard and [two] clerks shocked Arden.", ["deaths"]),
    ("Nurses called a [d|two-day] strike.", ["strike"]),
    ("[Sixteen weeks] of protests shook Arden.".replace("[", "[d|"), ["protests"]),
    # copulas with the state that they give
    ("[Forty] rooms are still empty.", ["are still empty"]),
    ("Turnout was [%|62 percent].", ["was"]),
    ("The wall will be [m|nine feet] high.", ["be"]),
    # what looks like a verb and is none
    ("He met [12] envoys in May, when the four states of the union met.", ["met"]),
    ("Taxes apply to income above [$|$900].", ["apply"]),
    ("The guild sends reports to the heads of the [six] towns and takes their advice.", ["sends"]),
]


@pytest.mark.parametrize(("marked", "wanted"), EVENTS, ids=[row[0] for row in EVENTS])
def test_the_verb_of_the_clause(marked: str, wanted: list[str]) -> None:
    assert [n.event.text if n.event else None for n in numbers(marked)] == wanted


@pytest.mark.parametrize(("marked", "wanted"), EVENTS[:11], ids=[row[0] for row in EVENTS[:11]])
def test_capitals_change_no_verb_before_its_object(marked: str, wanted: list[str]) -> None:
    if "|" not in marked:
        assert [n.event.text if n.event else None for n in numbers(marked.upper())] == [wanted[0].upper()]


def test_every_number_of_a_sentence_with_a_verb_has_an_event() -> None:
    marked = (
        "Of the [50] clerks, [nine], [two] of them women, sold [12] of the guild's [30] mills for [$|$3m]."
    )
    assert all(n.event is not None for n in numbers(marked))
    assert [n.event for n in numbers("Party of the Sea - [8] seats")] == [None]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("The four states met.", ["met"]),
        ("The guild states that it hopes to meet in May.", ["states", "hopes", "meet"]),
        ("Attacks hurt trade, which they fear will fall.", ["hurt", "fear", "will", "fall"]),
        ("The wounded men and newly built homes.", []),
        ("He went to war to focus on it.", ["went", "focus"]),
    ],
)
def test_verbs_where_they_stand(text: str, verbs: list[str]) -> None:
    prose = Prose.of(segment(text), [])
    assert [w for k, w in enumerate(prose.lower) if is_verb_at(prose, k, 0)] == verbs


def test_the_table_of_verbs_is_in_order() -> None:
    assert NOUN_TOO - {"means"} <= BASES
    assert all(form.isalpha() and form.islower() and base in BASES for form, base in FORMS.items())
    assert (FORMS["carries"], FORMS["pushes"], FORMS["fell"], FORMS["plays"]) == (
        "carry",
        "push",
        "fall",
        "play",
    )
