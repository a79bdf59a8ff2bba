"""What is counted, and what happened to it, in sentences about invented people and places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.model import reasons
from secondsource.model.span import Span
from secondsource.model.statement import Mention, Time
from secondsource.reading.numbers import numbers as read
from secondsource.reading.numbers.attaching import attached
from secondsource.reading.numbers.figure import Figure, FigureKind
from secondsource.text import Segments, segment
from tests.reading.numbers.marked import numbers

# sentence, then (what is counted, event) for each figure in it.
READ: list[tuple[str, list[tuple[str | None, str | None]]]] = [
    ("[12,000] North Koreans have arrived in the border region.", [("North Koreans", "arrived")]),
    ("The ministry expects [1,500] special forces.", [("special forces", "expects")]),
    ("They formed brigades of [3,000 to 5,000] members.", [("members", "formed")]),
    (
        "[At least 14] people were killed and [86] were injured when a bus overturned.",
        [("people", "killed"), ("people", "injured")],
    ),
    (
        "There were [14] casualties, [four] of them fatal.",
        [("casualties", "casualties"), ("casualties", "were")],
    ),
    ("The clinic treated [40] miners, of whom [12] died.", [("miners", "treated"), ("miners", "died")]),
    (
        "[Seven] soldiers were killed and [a dozen] others were wounded.",
        [("soldiers", "killed"), ("others", "wounded")],
    ),
    ("The gunmen released [23] of the [40] hostages.", [("hostages", "released"), ("hostages", "released")]),
    ("The number of refugees rose to [130,000].", [("refugees", "rose")]),
    ("The death toll rose to [45] on Friday.", [("death toll", "death")]),
    ("Unemployment fell to [%|5 percent] in June.", [("Unemployment", "fell")]),
    ("A survey found that [%|60 percent] of the voters back the plan.", [("voters", "back")]),
    ("The bank approved a [$|$3 billion] loan.", [("loan", "approved")]),
    ("The bridge cost [$|$40 million].", [("bridge", "cost")]),
    ("Turnout was [%|62 percent].", [("Turnout", "was")]),
    ("The union sent aid worth [$|€3m].", [("aid", "sent")]),
    ("He was sentenced to [d|six months] in prison.", [("prison", "sentenced")]),
    (
        "The strike killed [9] villagers and wounded [another 30].",
        [("villagers", "killed"), ("villagers", "wounded")],
    ),
    ("Cases rose by [12] to [130].", [("Cases", "rose"), ("Cases", "rose")]),
    (
        "The fire destroyed [200] homes, bringing the total to [1,400].",
        [("homes", "destroyed"), ("homes", "destroyed")],
    ),
    ("A total of [31] judges have resigned.", [("judges", "resigned")]),
    ("The port handles [4,000] containers a day.", [("containers", "handles")]),
    (
        "THE REBELS KILLED [SEVEN] POLICEMEN AND WOUNDED [TEN] CIVILIANS.",
        [("POLICEMEN", "KILLED"), ("CIVILIANS", "WOUNDED")],
    ),
    ("The company laid off [600] bakers.", [("bakers", "laid off")]),
    ("The deaths of [12] miners shocked the town.", [("miners", "deaths")]),
    ("Shares fell [%|3 percent] to [$|$41].", [("Shares", "fell"), ("Shares", "fell")]),
    ("Rovers won [three] matches in a row and lost [two].", [("matches", "won"), ("matches", "lost")]),
    (
        "Inflation, which stood at [%|8 percent] in May, eased to [%|6.1 percent].",
        [("Inflation", "stood"), ("Inflation", "eased")],
    ),
    ("Trade narrowed from [$|$4bn] to [$|$3bn].", [("Trade", "narrowed"), ("Trade", "narrowed")]),
    ("The toll, officials said, rose to [45].", [("toll", "toll")]),
    ("The storm packed winds of [m|120 mph] ([m|193 km/h]).", [("winds", "packed"), ("winds", "packed")]),
    ("She flew across the bay at [m|90 mph].", [("flew across the bay", "flew")]),
    ("The mine lies [m|75 miles] north of Arden.", [("north of Arden", "lies")]),
    (
        "The [m|22-mile] ([m|35-km]) journey took [d|22 minutes].",
        [("journey", "took"), ("journey", "took"), ("journey", "took")],
    ),
    ("Waves over [m|30 feet] high hit the pier.", [("Waves", "hit")]),
    ("About [500] people gathered outside the court, some holding candles.", [("people", "gathered")]),
    ("The minister said [three] Tamber nationals had been detained.", [("Tamber nationals", "detained")]),
    (
        "Of the [50] passengers, [eight] are in critical condition.",
        [("passengers", "are"), ("passengers", "are")],
    ),
    ("Among nurses, [%|70 percent] work nights.", [("nurses", None)]),
    ("It left [three] people dead.", [("people", "dead")]),
    ("Reports say [two] guards were feared drowned.", [("guards", "drowned")]),
    ("Police reported [three] malls in Arden were damaged.", [("malls", "damaged")]),
    ("The jury awarded her [$|$5 million] in damages.", [("damages", "awarded")]),
    ("[Two] men and [a] woman have been charged.", [("men", "charged"), ("woman", "charged")]),
    ("They hold [54] seats in the [120]-seat parliament.", [("seats", "hold"), ("seat", "hold")]),
    (
        "It is home to [20] working mothers and [36] states of mind.",
        [("working mothers", "is home"), ("states", "is home")],
    ),
    (
        "She keeps [five] of the country's [12] largest banks afloat.",
        [("largest banks", "keeps"), ("largest banks", "keeps")],
    ),
    ("A [d|ten-year] term began.", [("term", "began")]),
    ("[Four] of the wounded were children.", [("wounded", "wounded")]),
    ("A law halved [f|twice] the rate.", [("rate", "halved")]),
    ("The scheme cost investors [$|$60 million].", [("scheme", "cost")]),
    ("The agency got a [third] of the [$|$90 million].", [("$90 million", "got"), ("got", "got")]),
    ("It took [d|five hours] to gain control.", [("gain control", "took")]),
    (
        "The party took [112] of the [230] seats, down from [131].",
        [("seats", "took"), ("seats", "took"), ("seats", "took")],
    ),
    (
        "The virus has made [312] infections, taking the total to [14,870].",
        [("infections", "infections")] * 2,
    ),
    ("The jobless rate ticked up to [%|4.1 percent].", [("jobless rate", "ticked")]),
    ("The guild named [25] most admired cooks.", [("admired cooks", "named")]),
    ("They built [nine] permanent and [two] mobile posts.", [("mobile posts", "built")] * 2),
    ("[Thousands] and [thousands] of wounded men fled.", [("wounded men", "fled")] * 2),
    ("The label brought in [millions] in sales.", [("sales", "brought in")]),
    ("Berg had [%|46 percent].", [("Berg", "had")]),
    ("Ost led Berg among young voters, [%|46 percent] to [%|40].", [("young voters", "led")] * 2),
    ("The council responded with [$|$5 million] for repairs.", [("repairs", "responded")]),
    ("Your speech will go on for [d|20 minutes].", [("speech", "go")]),
    ("The margin of error was plus or minus [%|four points].", [("margin", "was")]),
    ("It was backed by women ([%|61 percent]) in Arden.", [("women", "backed")]),
    ("Revenue rose from [$|$3 million] in May to [$|$5 million] in June.", [("Revenue", "rose")] * 2),
    ("Gusts were forecast to reach [m|60 mph].", [("Gusts", "reach")]),
    ("About [900] UN observers arrived.", [("UN observers", "arrived")]),
    ("The guild has the most women, [102], in its history.", [("women", "has")]),
    ("They must pay [$|€200] ([$|£170]; [$|$220]) in damages.", [("damages", "pay")] * 3),
    ("About [%|16 percent] of trade occurs at sea.", [("trade", "occurs")]),
    ("He lost [300] men and [two] of the guns.", [("men", "lost"), ("guns", "lost")]),
]


@pytest.mark.parametrize(("marked", "wanted"), READ, ids=[row[0] for row in READ])
def test_what_is_counted_and_its_event(marked: str, wanted: list[tuple[str | None, str | None]]) -> None:
    found = [(n.of and n.of.text, n.event and n.event.text) for n in numbers(marked)]
    assert found == wanted


@pytest.mark.parametrize(
    ("marked", "deed"),
    [
        ("A blast hit the market, killing [12].", "killing"),
        ("[12] were killed.", "killed"),
        ("She raised [$|$2 million].", "raised"),
        ("He was fined [$|£300].", "fined"),
        ("[Millions] live by the river, where [12] died.", "died"),
        ("[Millions] dwell by the river.", "dwell"),
    ],
)
def test_where_no_noun_is_counted_the_deed_is_and_says_so(marked: str, deed: str) -> None:
    number = numbers(marked)[-1]
    assert number.of is not None
    assert (number.of.text, number.of.party) == (deed, None)
    assert "counted-by-deed" in [reason.code for reason in number.reasons]


def test_a_figure_that_begins_with_its_verb() -> None:
    (number,) = read(segment("Aid to Arden is known to exceed $2 million."), (), ())
    assert (number.of and number.of.text, number.event and number.event.text) == ("Aid", "exceed")


def test_an_antecedent_stands_in_the_sentence_before_and_is_a_reason() -> None:
    first, second = numbers("The crew of the Vela had [nine] sailors. [Three] of them drowned.")
    assert second.of is not None
    assert first.of is not None
    assert second.of.spans == first.of.spans
    assert [reasons.words(reason) for reason in second.reasons][:1] == [
        "counts what stands before it: sailors"
    ]


def test_a_figure_two_sentences_away_is_no_antecedent() -> None:
    found = numbers("The Vela had [nine] sailors. It was old. [Three] were lost.")
    assert found[1].of is not None
    assert found[1].of.text == "lost"


def test_deaths_are_not_what_the_injured_are_counted_as() -> None:
    found = numbers("The quake caused [five] deaths and [30] were injured.")
    assert [n.of and n.of.text for n in found] == ["deaths", "injured"]


def test_those_counted_are_the_party_of_their_own_mention() -> None:
    found = numbers(
        "[337] users in [38] countries were arrested.", people=["337 users in 38 countries", "countries"]
    )
    assert [n.of and n.of.party for n in found] == ["p1", "p2"]


def test_a_longer_mention_round_the_figure_is_not_the_party() -> None:
    found = numbers("A list of the [38] countries was lost.", people=["A list of the 38 countries"])
    assert found[0].of is not None
    assert found[0].of.party is None


def test_nothing_that_could_be_counted_is_none() -> None:
    assert numbers("[12]")[0].of is None
    assert numbers("") == []


KINDS: list[FigureKind] = ["count", "measure", "money", "share", "duration", "factor"]
WORDS = [
    *[
        "12",
        "people",
        "were",
        "killed",
        "of",
        "them",
        "the",
        "whom",
        "others",
        "more",
        "40",
        "percent",
        ",",
        ".",
        "(",
        ")",
        "-",
        "’",
        "'",
        "s",
        "rose",
        "to",
        "by",
        "in",
        "and",
    ],
    *[
        "from",
        "$",
        "3",
        "million",
        "dead",
        "including",
        "so",
        "far",
        "a",
        "day",
        "still",
        "missing",
        "Arden",
        "US",
        "U.S.",
        "since",
        "January",
        "é",
        "你好",
    ],
    *("\n\n", "\x00", '"', ""),
]
kinds = st.sampled_from(KINDS)
pieces = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=40)


@settings(max_examples=300, deadline=None)
@given(pieces=pieces, data=st.data())
def test_words_stand_at_their_spans_whatever_the_text(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    segments = segment(text)
    figures = []
    for at in sorted(data.draw(st.sets(st.integers(0, max(0, len(segments) - 1)), max_size=6))):
        if at < len(segments):
            kind = data.draw(kinds)
            low = data.draw(st.sampled_from([None, 0.5, 1.0, 12.0]))
            figures.append(
                Figure(
                    span=segments.span_of(at, at + 1),
                    words=(at, at + 1),
                    core=(at, at + 1),
                    low=low,
                    high=low,
                    approximate=False,
                    relation="=",
                    kind=kind,
                )
            )
    where = (
        data.draw(st.lists(st.integers(0, max(0, len(segments) - 1)), max_size=4)) if len(segments) else []
    )
    spans = [segments.span_of(k, k + 1) for k in where]
    found = attached(
        segments, figures, [_time(text, span) for span in spans], [_place(text, s) for s in spans]
    )
    assert len(found) == len(figures)
    assert all(
        number.scope.area in (None, *text.split(), *segments.words()) for number in found if number.scope
    )
    for number, figure in zip(found, figures, strict=True):
        own = _sentence(segments, figure.span)
        for part in (number.of, number.event):
            if part is None:
                continue
            assert part.text == " ".join(span.of(text) for span in part.spans)
            assert part.text
        if number.of is not None:
            gone = own - _sentence(segments, number.of.spans[0])
            before = {reason.code for reason in number.reasons} & {"counted-before"}
            assert gone == 0 or (before and 0 < gone <= 2)


def _time(text: str, span: Span) -> Time:
    return Time(
        text=span.of(text),
        spans=(span,),
        type="DATE",
        value=None,
        earliest="2031-01-01",
        latest=None,
        precision=None,
        reasons=(),
        relation="since" if span.start % 2 else "in",
        reference=None,
    )


def _place(text: str, span: Span) -> Mention:
    return Mention(text=span.of(text), spans=(span,), type="place", form="name", party="p1")


def _sentence(segments: Segments, span: Span) -> int:
    return int(segments.sentence[segments.first_at(span.start)])


def test_a_long_run_of_figures_is_read_in_time_in_proportion() -> None:
    text = "12 of the " * 4000
    segments = segment(text)
    figures = [
        Figure(
            span=segments.span_of(k, k + 1),
            words=(k, k + 1),
            core=(k, k + 1),
            low=12,
            high=12,
            approximate=False,
            relation="=",
            kind="count",
        )
        for k in range(0, len(segments), 3)
    ]
    assert len(attached(segments, figures, [], [])) == 4000
