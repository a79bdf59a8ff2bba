"""Who is who, on invented reports: names, posts, bodies, descriptions, pronouns, groups, the author."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.model.report import Report
from secondsource.model.statement import MentionType, Party
from secondsource.reading.drafts import Draft
from secondsource.reading.parties import Found, parties
from secondsource.reading.parties.vocabulary import PRONOUNS, RELATIVES
from secondsource.reading.seen import Seen
from secondsource.reading.sources import antecedent
from secondsource.text import segment

from .build import Text

NAMES: dict[str, MentionType] = {
    "Anna Berg": "person",
    "Peter Berg": "person",
    "Berg": "person",
    "Anna": "person",
    "Peter Dahl": "person",
    "Dahl": "person",
    "Joint Relief Board": "organization",
    "JRB": "organization",
    "Ministry of Defence": "organization",
    "Defence Ministry": "organization",
    "Brennor Center for Water": "organization",
    "Brennor Center": "organization",
    "Northport": "place",
    "Fifth Guard Corps": "unit",
    "Storm Corps": "unit",
    "Ванда Орлова": "person",
    "Орлова": "person",
    "ANNA BERG": "person",
    "BERG": "person",
    "Oslin Bank": "organization",
    "Oslin Motor Company": "organization",
    "Oslin": "organization",
    "Relief Board": "organization",
    "CEM": "organization",
    "Tessaly": "place",
}


class Case:
    """An invented report: its names found by a list, its descriptions and sources by their words."""

    def __init__(self, text: str, *, descriptions: Sequence[str] = (), byline: str | None = None) -> None:
        self.told = Text(text)
        self.report = Report(text=text, byline=byline)
        self.drafts: list[Draft] = []
        self.seen: dict[tuple[int, int], Seen] = {}
        taken: set[int] = set()
        for name in sorted(NAMES, key=len, reverse=True):
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                words = self._at(found.start(), found.end())
                if not taken & set(range(*words)):
                    taken |= set(range(*words))
                    self._add(words, words[1] - 1, words, NAMES[name])
        for description in descriptions:
            for found in re.finditer(rf"(?<!\w){re.escape(description)}(?!\w)", text):
                words = self._at(found.start(), found.end())
                self._add(words, words[1] - 1, None, None)
        for w, word in enumerate(self.told.segments.words()):
            if word.lower() in PRONOUNS - RELATIVES:
                self._add((w, w + 1), w, None, None, pronoun=True)

    def _at(self, start: int, end: int) -> tuple[int, int]:
        segments = self.told.segments
        return segments.first_at(start), segments.first_at(end - 1) + 1

    def _add(self, words, head, name, type_, *, pronoun: bool = False) -> None:  # type: ignore[no-untyped-def]
        self.seen[words] = Seen(words=words, head=head, name=name, type=type_, pronoun=pronoun, score=1.0)

    def says(self, source: str | None, content: str, nth: int = 0, *, carried: bool = False) -> Case:
        """Adds a statement by the words of its source (the nth occurrence) and content."""
        words = self.told.words(source, nth) if source else None
        self.drafts.append(
            Draft(
                cue=None if carried else (0, 0),
                source=words,
                content=self.told.words(content),
                carried=carried,
            )
        )
        return self

    def read(self, links: dict[str, str] | None = None) -> Found:
        """What is found. links: by words of a mention, those of its antecedent."""
        seen = sorted(self.seen.values(), key=lambda s: (s.words[0], -s.words[1]))
        where = {self.told.of(s.words): i for i, s in reversed([*enumerate(seen)])}
        tied: list[tuple[int, float] | None] = [None] * len(seen)
        for mention, earlier in (links or {}).items():
            tied[where[mention]] = (where[earlier], 3.0)
        return parties(self.told.segments, seen, tied, self.drafts, self.report)


def source(found: Found, nth: int = -1) -> Party | None:
    """The party of the nth statement's source."""
    key = found.sources[nth]
    return next((p for p in found.parties if p.id == key), None)


def names(found: Found) -> list[str]:
    """The names of all parties, in order."""
    return [p.name for p in found.parties]


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("Anna Berg came. Berg said it sank.", "Berg", "Anna Berg"),
        ("Anna Berg came. Mrs Berg said it sank.", "Mrs Berg", "Anna Berg"),
        ("Anna Berg came. Anna said it sank.", "Anna", "Anna Berg"),
        ("Anna Berg came. It was Berg’s view it sank.", "Berg’s", "Anna Berg"),
        ("Berg left. Later Anna Berg said it sank.", "Berg", "Anna Berg"),
        ("President Anna Berg came. President Berg said it sank.", "President Berg", "Anna Berg"),
        ("ANNA BERG CAME. GENERAL BERG SAID it sank.", "GENERAL BERG", "ANNA BERG"),
        ("Ванда Орлова came. Орлова said it sank.", "Орлова", "Ванда Орлова"),
    ],
)
def test_a_short_name_means_the_bearer_of_the_full_one(text: str, said: str, name: str) -> None:
    found = Case(text).says(said, text[-8:-1], text.count(said) - 1).read()
    party = source(found)
    assert party and party.name == name and party.kind == "named"
    assert names(found).count(name) == 1


NAMESAKES = "Anna Berg and Peter Berg came to Northport. "


def test_namesakes_are_kept_apart_and_their_bare_name_stays_open() -> None:
    found = Case(NAMESAKES + "Berg said it sank.").says("Berg", "it sank", 2).read()
    assert source(found) is None
    assert {"Anna Berg", "Peter Berg"} <= set(names(found))


def test_a_bare_name_goes_to_the_namesake_last_named_when_the_other_is_far() -> None:
    text = "Anna Berg came. It rained. It was cold. Nobody spoke. Peter Berg left. Berg said it sank."
    party = source(Case(text).says("Berg", "it sank", 2).read())
    assert party and party.name == "Peter Berg"


def test_a_title_of_one_sex_tells_namesakes_apart() -> None:
    text = "Mrs Anna Berg came. Mr Peter Berg came. Mrs Berg said it sank."
    party = source(Case(text).says("Mrs Berg", "it sank").read())
    assert party and party.name == "Anna Berg"


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("The Joint Relief Board (JRB) met. The JRB: it sank.", "The JRB", "Joint Relief Board"),
        ("The Joint Relief Board met. The JRB said it sank.", "The JRB", "Joint Relief Board"),
        ("Ministry of Defence met. Defence Ministry: it sank.", "Defence Ministry", "Ministry of Defence"),
        ("The Ministry of Defence met. The ministry said it sank.", "The ministry", "Ministry of Defence"),
        ("Brennor Center for Water. Brennor Center: it sank.", "Brennor Center", "Brennor Center for Water"),
        ("Relief Board (CEM) here. CEM: it sank.", "CEM", "Relief Board"),
        ("Oslin Motor Company shut. Oslin said it sank.", "Oslin", "Oslin Motor Company"),
        ("Oslin Bank closed. The bank said it sank.", "The bank", "Oslin Bank"),
        ("Fifth Guard Corps, nicknamed the “Storm Corps”: it sank.", "Storm Corps", "Fifth Guard Corps"),
    ],
)  # fmt: skip
def test_a_body_by_its_other_forms(text: str, said: str, name: str) -> None:
    found = (
        Case(text, descriptions=["The ministry", "The bank"])
        .says(said, "it sank", text.count(said) - 1)
        .read()
    )
    party = source(found)
    assert party and party.name == name
    assert party.type in {"organization", "unit"}
    assert names(found).count(name) == 1


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Anna Berg, the head of the regional council, said it sank.", "head of the regional council"),
        ("Anna Berg, 43, a sister of one of the missing, said it sank.", "sister of one of the missing"),
        ("The board's spokeswoman, Anna Berg, said it sank.", "board's spokeswoman"),
        ("Anna Berg, who heads the harbour board, said it sank.", "heads the harbour board"),
        ("Defence Minister Anna Berg said it sank.", "Defence Minister"),
        ("Anna Berg, former director of the port, said it sank.", "former director of the port"),
        ("Anna Berg said it sank.", None),
        ("According to his agent, Berg had seen it sank.", None),
    ],
)
def test_the_role_is_as_the_report_gives_it(text: str, role: str | None) -> None:
    who = "Anna Berg" if "Anna" in text else "Berg"
    party = source(Case(text).says(who, "it sank").read())
    assert party and party.role == role


def test_a_description_takes_up_a_role() -> None:
    text = (
        "Anna Berg, the head of the council, came. Peter Dahl waited. The head of the council said it sank."
    )
    found = (
        Case(text, descriptions=["The head of the council"]).says("The head of the council", "it sank").read()
    )
    party = source(found)
    assert party and party.name == "Anna Berg"
    assert "The head of the council" in party.aliases


UNNAMED = "A diplomat said the fleet left. The diplomat said it was cold. Another diplomat said it sank."


def test_unnamed_sources_are_joined_by_the_and_parted_by_another() -> None:
    case = Case(UNNAMED, descriptions=["A diplomat", "The diplomat", "Another diplomat"])
    case.says("A diplomat", "the fleet left").says("The diplomat", "it was cold").says(
        "Another diplomat", "it sank"
    )
    found = case.read()
    assert found.sources[0] == found.sources[1] != found.sources[2]
    party = source(found)
    assert party and (party.kind, party.name) == ("unnamed", "Another diplomat")


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("A senior official", "unnamed"),
        ("One of two officials", "unnamed"),
        ("People familiar with the matter", "group"),
        ("Two officials", "group"),
    ],
)
def test_a_source_that_no_mention_holds_becomes_a_party(phrase: str, kind: str) -> None:
    found = Case(f"{phrase} said it sank.").says(phrase, "it sank").read()
    party = source(found)
    assert party and (party.name, party.kind) == (phrase, kind)


def test_two_joined_by_and_are_a_group_with_its_members_and_they_means_both() -> None:
    case = Case("Anna Berg and Peter Dahl came. They said it sank.")
    found = case.says("Anna Berg and Peter Dahl", "came").says("They", "it sank").read()
    party = source(found)
    assert party and party.kind == "group"
    by_id = {p.id: p.name for p in found.parties}
    assert [by_id[m] for m in party.members] == ["Anna Berg", "Peter Dahl"]
    assert found.sources[0] == found.sources[1]


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("Anna Berg said the fleet left. She said it sank.", "She", "Anna Berg"),
        ("Anna Berg came. Mr Peter Dahl waited. She said it sank.", "She", "Anna Berg"),
        ("The Ministry of Defence met. It said so: all sank.", "It", "Ministry of Defence"),
    ],
)
def test_a_pronoun_goes_to_who_fits(text: str, said: str, name: str) -> None:
    party = source(Case(text).says(said, "sank").read())
    assert party and party.name == name


def test_a_pronoun_between_two_as_likely_goes_where_the_link_points_or_stays_open() -> None:
    text = "Peter Dahl and Anna Berg met. The day was cold. He said it sank."
    case = Case(text).says("He", "it sank")
    linked = source(case.read({"He": "Anna Berg"}))
    assert linked and linked.name == "Anna Berg"


def test_a_pronoun_is_not_the_speaker_in_whose_quotation_it_stands() -> None:
    text = "Peter Dahl sailed. “He thinks all is lost,” said Anna Berg."
    case = Case(text).says("Anna Berg", "“He thinks all is lost,”").says("He", "all is lost")
    party = source(case.read())
    assert party and party.name == "Peter Dahl"


@pytest.mark.parametrize(("byline", "name"), [("Mia Holt", "Mia Holt"), (None, "the author")])
def test_i_outside_quotations_is_the_author(byline: str | None, name: str) -> None:
    party = source(Case("I think it sank.", byline=byline).says("I", "it sank").read())
    assert party and party.name == name


def test_this_newspaper_is_the_author_too() -> None:
    found = (
        Case("This newspaper wrote it sank. We saw it.", byline="Mia Holt")
        .says("This newspaper", "it sank")
        .read()
    )
    party = source(found)
    assert party and (party.name, party.aliases) == ("Mia Holt", ("This newspaper",))


def test_i_inside_a_quotation_is_its_speaker() -> None:
    text = "“I think it sank,” Anna Berg said."
    case = Case(text, byline="Mia Holt").says("Anna Berg", "“I think it sank,”").says("I", "it sank")
    party = source(case.read())
    assert party and party.name == "Anna Berg"


def test_a_capital_that_speaks_is_a_body_and_its_mention_a_place() -> None:
    found = Case("Rain fell on Northport. Northport said it sank.").says("Northport", "it sank", 1).read()
    party = source(found)
    assert party and (party.name, party.type) == ("Northport", "organization")
    assert [(m.type, m.party == party.id) for m in found.mentions if m.text == "Northport"] == [
        ("place", False),
        ("place", True),
    ]
    assert [p.type for p in found.parties if p.name == "Northport"] == ["place", "organization"]


def test_carried_speech_goes_to_the_party_named_before() -> None:
    case = Case("Anna Berg said it sank. “All are safe.”").says("Anna Berg", "it sank")
    found = case.says("Anna Berg", "“All are safe.”", carried=True).read()
    assert found.sources[0] == found.sources[1] is not None


def test_a_name_inside_another_description_is_no_alias() -> None:
    text = "Peter Dahl, Anna Berg's brother, said it sank."
    party = source(Case(text).says("Peter Dahl", "it sank").read())
    assert party and party.role == "Anna Berg's brother"
    assert not any("Anna" in alias for alias in party.aliases)


def test_ids_follow_the_first_mention() -> None:
    found = Case("Anna Berg met Peter Dahl in Northport.").read()
    assert [(p.id, p.name) for p in found.parties] == [
        ("p1", "Anna Berg"),
        ("p2", "Peter Dahl"),
        ("p3", "Northport"),
    ]


@pytest.mark.parametrize("text", ["", "…", "Rain fell."])
def test_a_report_without_parties_has_none(text: str) -> None:
    found = parties(segment(text), [], [], [], Report(text=text))
    assert found == Found(parties=(), mentions=(), words=(), sources=())


_SOME = [
    "Anna",
    "Berg",
    "Dahl",
    "the",
    "a",
    "his",
    "ministry",
    "of",
    "and",
    ",",
    ".",
    "’",
    "s",
    "“",
    "”",
    "(",
    ")",
    "JRB",
    "he",
    "they",
    "I",
    "said",
    "minister",
    "who",
]
_TYPES: tuple[MentionType | None, ...] = (None, "person", "organization", "place", "event")
_WORDS = st.lists(st.sampled_from(_SOME), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(_WORDS, st.data())
def test_any_mentions_and_sources_give_sound_records(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    segments = segment(text)
    ranges = st.tuples(st.integers(0, len(segments) - 1), st.integers(1, 6)).map(
        lambda r: (r[0], min(len(segments), r[0] + r[1]))
    )
    rows = sorted(set(data.draw(st.lists(ranges, max_size=12))), key=lambda r: (r[0], -r[1]))
    seen = []
    for first, last in rows:
        name = data.draw(st.sampled_from([None, (first, last), (last - 1, last)]))
        pronoun = name is None and segments.word(first).lower() in PRONOUNS
        kind = data.draw(st.sampled_from(_TYPES))
        seen.append(
            Seen(words=(first, last), head=last - 1, name=name, type=kind, pronoun=pronoun, score=0.0)
        )
    links = [
        (data.draw(st.integers(0, i - 1)), 2.0) if i and data.draw(st.booleans()) else None
        for i in range(len(seen))
    ]
    drafts = [
        Draft(cue=None, source=s, content=c)
        for s, c in data.draw(st.lists(st.tuples(ranges, ranges), max_size=4))
    ]
    found = parties(segments, seen, links, drafts, Report(text=text))
    ids = [p.id for p in found.parties]
    assert ids == [f"p{n}" for n in range(1, len(ids) + 1)]
    assert all(p.name and p.name not in p.aliases for p in found.parties)
    assert all(m.party is None or m.party in ids for m in found.mentions)
    assert all(s is None or s in ids for s in found.sources) and len(found.sources) == len(drafts)
    assert all(set(p.members) <= set(ids) - {p.id} for p in found.parties)
    assert found == parties(segments, seen, links, drafts, Report(text=text))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The president of Tessaly, who said it sank.", "The president of Tessaly"),
        ("Peter Dahl, a pilot at Oslin, who said it sank.", "Peter Dahl, a pilot at Oslin"),
        ("The mayor heard from Anna Berg, who said it sank.", "Anna Berg"),
    ],
)
def test_who_takes_up_the_person_and_not_the_place_behind_the_post(text: str, named: str) -> None:
    told = Text(text)
    assert told.of(antecedent(told.segments, told.words("who"))) == named
