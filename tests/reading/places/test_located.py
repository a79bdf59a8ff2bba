"""Which place a name means, on invented reports about real places."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.model.reasons import WORDS
from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import Form, Mention, MentionType, Party, PartyType, Place
from secondsource.reading.parties import Found
from secondsource.reading.places import located
from secondsource.text import segment


class Case:
    """A text with the mentions that were seen in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mentions: list[Mention] = []
        self.parties: dict[str, Party] = {}

    def has(
        self,
        words: str,
        party: str | None = None,
        *,
        nth: int = 0,
        type_: MentionType = "place",
        form: Form = "name",
    ) -> Case:
        """Adds the nth occurrence of some words as a mention."""
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        span = Span(at, at + len(words))
        self.mentions.append(Mention(text=words, spans=(span,), type=type_, form=form, party=party))
        if party and party not in self.parties:
            kind: PartyType | None = None if type_ in ("nationality", "event") else type_  # type: ignore[assignment]
            self.parties[party] = Party(id=party, name=words, type=kind, kind="named")
        return self

    def party(self, id_: str, type_: PartyType | None) -> Case:
        """Sets a party's type."""
        self.parties[id_] = Party(id=id_, name=id_, type=type_, kind="named")
        return self

    def found(self) -> Found:
        """The mentions as a reading finds them."""
        segments = segment(self.text)
        mentions = sorted(self.mentions, key=lambda m: (m.spans[0].start, -m.spans[0].end))
        return Found(
            parties=tuple(self.parties.values()),
            mentions=tuple(mentions),
            words=tuple(segments.range_of(m.spans[0]) for m in mentions),
            sources=(),
        )

    def read(self, **report: str) -> Found:
        """The parties with their places."""
        return located(segment(self.text), Report(text=self.text, **report), self.found())  # type: ignore[arg-type]

    def place(self, words: str, *, nth: int = 0, **report: str) -> Place | None:
        """The place of the nth mention of some words."""
        return place(self.read(**report), words, nth=nth)


def mention(found: Found, words: str, nth: int = 0) -> Mention:
    """The nth mention of some words."""
    return [m for m in found.mentions if m.text == words][nth]


def party(found: Found, words: str, nth: int = 0) -> Party | None:
    """The party of the nth mention of some words."""
    id_ = mention(found, words, nth).party
    return next((p for p in found.parties if p.id == id_), None)


def place(found: Found, words: str, nth: int = 0) -> Place | None:
    """The place of the nth mention of some words."""
    known = party(found, words, nth)
    return known.place if known else None


def where(at: Place | None) -> tuple[str | None, str | None] | None:
    """Country and region of a place."""
    return (at.country, at.admin1) if at else None


def test_a_state_beside_a_town_settles_which() -> None:
    case = Case("She left Portland, Maine, for Portland, Ore., on Monday.")
    case.has("Portland", "p1").has("Maine", "p2").has("Portland", "p1", nth=1)
    found = case.read()
    assert where(place(found, "Portland")) == ("US", "Maine")
    assert where(place(found, "Portland", 1)) == ("US", "Oregon")
    assert mention(found, "Portland").party != mention(found, "Portland", 1).party


def test_a_country_and_a_state_of_one_name_are_two_parties() -> None:
    case = Case("Grain left Poti, Georgia, by rail. Peaches left Macon, Georgia, by road.")
    case.has("Poti", "p1").has("Georgia", "p2").has("Macon", "p3").has("Georgia", "p2", nth=1)
    found = case.read()
    assert where(place(found, "Georgia")) == ("GE", None)
    assert where(place(found, "Georgia", 1)) == ("US", "Georgia")
    assert len({m.party for m in found.mentions if m.text == "Georgia"}) == 2


def test_a_name_told_fully_once_is_that_place_throughout() -> None:
    case = Case("The plant is in Paris, Texas. Workers in Paris left early.")
    case.has("Paris", "p1").has("Texas", "p2").has("Paris", "p1", nth=1)
    found = case.read()
    assert where(place(found, "Paris", 1)) == ("US", "Texas")
    assert mention(found, "Paris").party == mention(found, "Paris", 1).party


def test_without_a_word_beside_it_the_great_city_is_meant() -> None:
    at = Case("The talks in Paris ended.").has("Paris", "p1").place("Paris")
    assert where(at) == ("FR", "Île-de-France")
    assert at and "place-not" in [r.code for r in at.reasons]


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("Shells fell on the Kursk region.", "Kursk region", "RU", "Kursk"),
        ("Shells fell on Kursk Oblast.", "Kursk Oblast", "RU", "Kursk"),
        ("Floods hit Hubei province.", "Hubei", "CN", "Hubei"),
        ("Fires burned in the state of Victoria.", "Victoria", "AU", "Victoria"),
        ("Rain fell on Ontario.", "Ontario", "CA", "Ontario"),
        ("The road to al-Anbar was cut.", "al-Anbar", "IQ", "Al Anbar"),
        ("They met in Calif. on Friday.", "Calif.", "US", "California"),
    ],
)
def test_regions_by_all_their_names(text: str, name: str, country: str, admin1: str) -> None:
    assert where(Case(text).has(name, "p1").place(name)) == (country, admin1)


def test_a_town_by_its_people_beside_it() -> None:
    text = "They took the Syrian town of Madaya. Later Madaya was quiet."
    assert where(Case(text).has("Madaya", "p1").has("Madaya", "p1", nth=1).place("Madaya", nth=1)) == (
        "SY",
        "Rif-dimashq",
    )


def test_a_list_of_states_makes_a_state_of_each() -> None:
    case = (
        Case("It grew in Ohio, Washington and Alaska.")
        .has("Ohio", "p1")
        .has("Washington", "p2")
        .has("Alaska", "p3")
    )
    assert where(case.place("Washington")) == ("US", "Washington")
    assert where(Case("It ended in Washington.").has("Washington", "p1").place("Washington")) == (
        "US",
        "Washington, D.C.",
    )


def test_the_river_of_a_towns_name_is_not_the_town() -> None:
    assert Case("It drifted down the Salem River.").has("Salem", "p1").place("Salem") is None
    assert where(Case("It drifted down the Danube River.").has("Danube", "p1").place("Danube")) == (
        None,
        None,
    )


def test_what_the_gazetteer_lacks_stays_unknown() -> None:
    case = Case("Aid came from Japan and the Principality of Ostermark.")
    found = case.has("Japan", "p1").has("Principality of Ostermark", "p2").read()
    assert where(place(found, "Japan")) == ("JP", None)
    assert place(found, "Principality of Ostermark") is None


def test_what_is_said_to_be_in_a_town_is_there() -> None:
    case = Case("A fire broke out at Cordwainers' Loft in Bielefeld. Cordwainers' Loft was empty.")
    case.has("Cordwainers' Loft", "p1").has("Bielefeld", "p2").has("Cordwainers' Loft", "p1", nth=1)
    found = case.read()
    at, town = place(found, "Cordwainers' Loft", 1), place(found, "Bielefeld")
    assert at and town and (at.latitude, at.longitude) == (town.latitude, town.longitude)
    assert at.geonames is None and town.geonames
    assert [r.code for r in at.reasons] == ["place-within"]
    assert mention(found, "Bielefeld").party != mention(found, "Cordwainers' Loft").party


def test_a_bracket_after_a_place_does_not_matter() -> None:
    at = Case("The depot at Bielefeld (closed since March) burned.").has("Bielefeld", "p1").place("Bielefeld")
    assert where(at) == ("DE", "North Rhine-Westphalia")


def test_a_small_town_of_a_country_that_is_not_spoken_of_is_not_meant() -> None:
    case = Case("Polish police searched Lodz and the place called Sandy Point.").has("Sandy Point", "p1")
    case.has("Polish", type_="nationality").has("Lodz", "p2")
    found = case.read()
    assert place(found, "Sandy Point") is None
    assert where(place(found, "Lodz")) == ("PL", "Łódź Voivodeship")


def test_the_publishers_country_counts() -> None:
    case = Case("The council of Cambridge met.").has("Cambridge", "p1")
    assert where(case.place("Cambridge", address="https://www.example.co.uk/news/1")) == ("GB", "England")
    assert where(case.place("Cambridge", publisher="The Ohio Ledger")) == ("US", "Massachusetts")


def test_between_equals_it_stays_open() -> None:
    case = Case("Norwegian police searched Newry and Uppsala.").has("Newry", "p1")
    assert case.has("Norwegian", type_="nationality").place("Newry") is None


def test_when_nothing_is_known_the_larger_city_is_meant() -> None:
    at = Case("The council of Cambridge met.").has("Cambridge", "p1").place("Cambridge")
    assert where(at) == ("GB", "England")


def test_a_dateline_is_a_place_with_a_mention() -> None:
    found = Case("SALEM, Ore. (AP) -- A mill burned on Monday.").read()
    assert where(place(found, "SALEM")) == ("US", "Oregon")


def test_a_country_after_in_that_was_missed_is_added() -> None:
    found = Case("Prices rose in Norway and fell near Lake Stein.").read()
    assert where(place(found, "Norway")) == ("NO", None)
    assert [m.text for m in found.mentions] == ["Norway"]


def test_in_may_is_no_place() -> None:
    assert Case("It rained in May, in March and in Reading Room.").read().mentions == ()


@pytest.mark.parametrize(
    "text",
    ["Norway has agreed to pay.", "They read Norway's new budget.", "The navy of Norway sailed."],
)
def test_a_country_that_acts_is_a_body(text: str) -> None:
    found = Case(text).has("Norway", "p1").read()
    known = party(found, "Norway")
    assert known and known.type == "organization" and known.place is None
    assert mention(found, "Norway").type == "place"


def test_a_body_and_its_country_are_two_parties() -> None:
    case = (
        Case("It rained in Norway. Norway has agreed to pay.").has("Norway", "p1").has("Norway", "p1", nth=1)
    )
    found = case.read()
    assert where(place(found, "Norway")) == ("NO", None)
    assert place(found, "Norway", 1) is None
    assert mention(found, "Norway").party != mention(found, "Norway", 1).party


def test_a_country_tied_to_its_body_is_parted_where_it_says_where() -> None:
    case = Case("Oslo said it rained in Norway.").has("Norway", "p1").party("p1", "organization")
    found = case.read()
    known = party(found, "Norway")
    assert known and known.type == "place" and where(known.place) == ("NO", None)


def test_us_before_a_noun_is_a_nationality() -> None:
    found = Case("A US singer left.").has("US", "p1").read()
    assert mention(found, "US").type == "nationality"
    assert mention(Case("She sang in the US last year.").has("US", "p1").read(), "US").type == "place"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They signed the Paris Agreement.", "Paris"),
        ("He read the London Times.", "London"),
        ("Rep. Berg (R-TX) left.", "TX"),
        ("Dust blew on Mars.", "Mars"),
    ],
)
def test_what_is_no_place_is_no_mention(text: str, name: str) -> None:
    assert all(m.text != name for m in Case(text).has(name, "p1").read().mentions)


def test_a_piece_of_dotted_initials_is_the_whole() -> None:
    case = Case("It was shown in the U.S. on Monday.").has("U", "p1").has("S", "p1")
    found = case.read()
    assert [m.text for m in found.mentions] == ["U.S."]
    assert where(place(found, "U.S.")) == ("US", None)


def test_a_word_that_belongs_to_a_name_goes_with_it() -> None:
    found = Case("It rained in Mexico City and in Washington, D.C., on Monday.").has("Mexico", "p1").read()
    assert where(place(found, "Mexico City")) == ("MX", "Mexico City")
    assert "Mexico" not in [m.text for m in found.mentions]


def test_an_airport_is_at_the_town_of_its_name_unless_it_is_said_to_be_elsewhere() -> None:
    case = Case("It left Warsaw for Lodz Airport.").has("Warsaw", "p1").has("Lodz Airport", "p2")
    at = case.place("Lodz Airport")
    assert where(at) == ("PL", "Łódź Voivodeship")
    assert at and "place-at" in [r.code for r in at.reasons]
    case = Case("It left Bradley International Airport in Hartford, Connecticut, late.")
    case.has("Bradley International Airport", "p1").has("Hartford", "p2").has("Connecticut", "p3")
    at = case.place("Bradley International Airport")
    assert at and at.country == "US" and (at.latitude, at.longitude) == pytest.approx((41.9, -72.7), abs=0.2)


def test_a_street_is_in_the_town_of_its_sentence() -> None:
    text = "A bus burned in Lodz. On Plum Tree Lane, east of Lublin, nobody was hurt. Plum Tree Lane is open."
    case = Case(text).has("Lodz", "p1").has("Plum Tree Lane", "p2").has("Lublin", "p3")
    found = case.has("Plum Tree Lane", "p2", nth=1).read()
    at = place(found, "Plum Tree Lane", 1)
    assert (
        at
        and at.geonames is None
        and [(r.code, r.values) for r in at.reasons] == [("place-scene", ("Lublin",))]
    )
    assert where(at) == where(place(found, "Lublin"))


def test_a_hamlet_is_only_where_something_is_said_to_be() -> None:
    case = Case("Shops shut in Lublin. A fire began in Xwyzko, they said. Qvorl was glad.")
    found = case.has("Lublin", "p1").has("Xwyzko", "p2").has("Qvorl", "p3").read()
    at = place(found, "Xwyzko")
    assert at and [r.code for r in at.reasons] == ["place-scene"]
    assert "Qvorl" not in [m.text for m in found.mentions]


def test_a_wide_region_says_nothing_of_what_stands_in_it() -> None:
    assert (
        Case("It grew at Qvorl, Alaska, then.").has("Qvorl", "p1").has("Alaska", "p2").place("Qvorl") is None
    )
    at = Case("It grew at Qvorl, Lebanon, then.").has("Qvorl", "p1").has("Lebanon", "p2").place("Qvorl")
    assert at and at.country == "LB" and [r.code for r in at.reasons] == ["place-within"]


def test_states_in_a_list_hold_no_towns_of_each_other() -> None:
    case = Case("Votes fell in California, Maryland, Nevada, Ohio and Iowa.")
    names = ("California", "Maryland", "Nevada", "Ohio", "Iowa")
    for nth, name in enumerate(names):
        case.has(name, f"p{nth}")
    found = case.read()
    assert [where(place(found, n)) for n in names] == [("US", n) for n in names]


def test_the_next_of_a_list_is_no_holder_where_the_report_is_elsewhere() -> None:
    text = "SALVADORAN TROOPS FOUGHT IN MORAZAN, USULUTAN, SAN VICENTE, LA PAZ AND CABANAS."
    case = Case(text).has("MORAZAN", "p1").has("USULUTAN", "p2").has("SAN VICENTE", "p3").has("LA PAZ", "p4")
    found = case.read()
    names = ("MORAZAN", "USULUTAN", "SAN VICENTE", "LA PAZ", "CABANAS")
    assert [at.country for n in names if (at := place(found, n))] == ["SV"] * 5


def test_a_people_in_the_text_says_which_country() -> None:
    assert where(
        Case("Honduran police searched El Paraiso.").has("El Paraiso", "p1").place("El Paraiso")
    ) == (
        "HN",
        "El Paraíso",
    )


def test_a_name_told_again_is_found_again() -> None:
    case = Case("The road to Sandomierz was cut. People of Sandomierz left.").has("Sandomierz", "p1")
    assert [m.text for m in case.read().mentions] == ["Sandomierz", "Sandomierz"]


@pytest.mark.parametrize(
    "text", ["They blamed Norway for it.", "The talks with Norway failed.", "It was led by Norway."]
)
def test_a_country_that_is_dealt_with_is_a_body(text: str) -> None:
    known = party(Case(text).has("Norway", "p1").read(), "Norway")
    assert known and known.type == "organization"


def test_a_capital_before_a_credit_is_the_capital() -> None:
    case = Case("WASHINGTON (AP) — Voters in Indiana and Illinois stayed away.").has("WASHINGTON", "p1")
    case.has("Indiana", "p2").has("Illinois", "p3")
    assert where(case.place("WASHINGTON")) == ("US", "Washington, D.C.")


def test_persons_have_no_place() -> None:
    case = Case("Ada London left.").has("London", "p1").party("p1", "person")
    known = party(case.read(), "London")
    assert known and known.type == "person" and known.place is None


def test_what_describes_goes_with_the_last_name() -> None:
    case = Case("She left Portland, Maine. The city slept. He left Portland, Oregon. The city woke.")
    case.has("Portland", "p1").has("Maine", "p2").has("The city", "p1", form="description")
    case.has("Portland", "p1", nth=1).has("Oregon", "p3").has("The city", "p1", nth=1, form="description")
    found = case.read()
    assert [where(place(found, "The city", n)) for n in (0, 1)] == [("US", "Maine"), ("US", "Oregon")]


def test_every_reason_has_its_words() -> None:
    text = (
        "Paris, Texas. In Ohio, Washington and Alaska. Kursk region. "
        "Northern Poland. Oulu airport. A hut, Oulu."
    )
    case = Case(text)
    for name in (
        "Paris",
        "Texas",
        "Ohio",
        "Washington",
        "Alaska",
        "Kursk",
        "Northern Poland",
        "Oulu airport",
        "A hut",
    ):
        case.has(name, f"p{len(case.parties) + 1}")
    codes = {r.code for p in case.read().parties if p.place for r in p.place.reasons}
    assert len(codes) > 5 and codes <= WORDS.keys()


NAMES = ("Paris", "Georgia", "U.S.", "Salem", "Kursk region", "San", "States", "(", "—", "Nile", "US", "Xyz")
PIECES = (
    *NAMES,
    "Texas",
    ", ",
    " ",
    ". ",
    "in ",
    "the ",
    "city of ",
    "Ore.",
    "'s ",
    "’s budget",
    " has ",
    "\n\n",
    " and ",
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Texts of pieces with some of their words as mentions of some parties."""
    pieces = draw(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25))
    text = "".join(pieces)
    case = Case(text)
    at = 0
    for piece in pieces:
        if piece.strip() and segment(text).range_of(Span(at, at + len(piece)))[0] < len(segment(text)):
            id_ = draw(st.sampled_from([None, "p1", "p2", "p3"]))
            if draw(st.booleans()):
                type_: MentionType = draw(
                    st.sampled_from(["place", "place", "organization", "person", "nationality"])
                )
                span = Span(at, at + len(piece))
                case.mentions.append(Mention(text=piece, spans=(span,), type=type_, form="name", party=id_))
                if id_:
                    kind: PartyType | None = draw(st.sampled_from([None, "place", "organization", "person"]))
                    case.parties.setdefault(id_, Party(id=id_, name=piece, type=kind, kind="named"))
        at += len(piece)
    return case


@settings(max_examples=150, deadline=None)
@given(cases())
def test_words_stand_at_their_spans_and_twice_is_once(case: Case) -> None:
    found = case.read()
    ids = {p.id for p in found.parties}
    assert len(ids) == len(found.parties)
    for one, words in zip(found.mentions, found.words, strict=True):
        assert one.text == " ".join(s.of(case.text) for s in one.spans)
        assert one.party is None or one.party in ids
        assert words[0] <= words[1]
    for known in found.parties:
        if known.place:
            assert known.type == "place"
            assert -90 <= known.place.latitude <= 90 and -180 <= known.place.longitude <= 180
    assert located(segment(case.text), Report(text=case.text), found) == found


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_no_text_stops_it(text: str) -> None:
    Case(text).read()


@pytest.mark.parametrize(
    "text",
    [
        "in Paris " * 4000,
        "In Aleppo, Homs, Hama, " * 2000,
        "the city of " * 20000,
        "1" * 1000000,
        "A, the " * 20000,
    ],
)
def test_time_grows_with_the_length(text: str) -> None:
    segments = segment(text)
    started = time.process_time()
    located(segments, Report(text=text), Found(parties=(), mentions=(), words=(), sources=()))
    assert time.process_time() - started < 15
