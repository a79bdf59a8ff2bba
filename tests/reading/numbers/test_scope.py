"""Scopes, in sentences about invented people and places: total, part, period, backlog; since when; where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from secondsource.model import reasons
from secondsource.model.statement import Scope
from secondsource.reading.numbers.attaching import attached
from secondsource.reading.numbers.figure import Figure
from secondsource.text import segment
from tests.reading.numbers.marked import Dated, numbers


def kinds(marked: str, *, times: Sequence[Dated] = ()) -> list[str | None]:
    return [n.scope.kind if n.scope else None for n in numbers(marked, times=times)]


TOTALS = [
    "[A total of 31] judges have resigned.",
    "In all, [31] judges have resigned.",
    "[31] judges have resigned so far.",
    "[31] judges have so far resigned.",
    "The fire brought the number of ruined homes to [1,400].",
    "The death toll has climbed to [45].",
    "Arrests rose to [310].",
    "As of Friday, [611] aftershocks had been recorded.",
    "Donors have given [$|$4 million] to date.",
    "Since the mine shut, the town has lost [300] families.",
    "Crews have saved [900] lives off the coast since starting work in the port.",
    "[900] people overall took part.",
    "The siege has already claimed [300] lives.",
    "At least [45] people have now died in the floods.",
    "[Five] jurors were already picked.",
]
PARTS = [
    "The gunmen freed [23] of the hostages.",
    "[Two] of Berg's guards fled.",
    "[Four] of them were children.",
    "The dead included [12] pupils.",
    "Sixty people drowned, including [five] women.",
    "Sixty people drowned, [five] of them women.",
    "Sixty people drowned, among them [five] women.",
    "Sixty people drowned, of whom [five] were women.",
    "Of the passengers, [eight] are in critical condition.",
    "[150] migrants, part of a convoy that left in May, marched on.",
    "Among the cases at risk are [16].",
    "The remaining [six] were freed later.",
    "The other [three] men were freed.",
    "She faces [29 out of 30] charges.",
]
PERIODS = [
    "The port handles [4,000] containers a day.",
    "The mine yields [900] tonnes per week.",
    "Police recorded [310] burglaries in the past month.",
    "In the past 24 hours [18] people died of the fever.",
    "Over the last decade [60] ships have sunk there.",
    "The airline carries [2 million] passengers annually.",
    "In the first three months of the year, [90] firms closed.",
    "Over the course of a month, [two] mayors were shot.",
    "The film was seen [f|5 million times] in its first week.",
    "The birds fly [m|900 miles] each year.".replace("[m|900 miles]", "[900] miles"),
    "The club sold [90] seats a day.",
]
BACKLOGS = [
    "[2,300] asylum applications are still pending.",
    "The court has a backlog of [9,000] cases.",
    "[Forty] people are still missing after the landslide.",
    "[300] patients are waiting for a bed.",
    "Some [200] claims remain unresolved.",
    "The city counted the [600] remaining ballots.",
    "[70] votes have yet to be counted.",
]
NONE = [
    "The blast killed [12] people on Monday.",
    "[12] people were killed and the mayor fled.",
    "He was jailed for [d|six years].",
    "The bank approved a [$|$3 billion] loan.",
    "[%|60 percent] of the voters back the plan.",
    "Winds of [m|120 miles per hour] hit the coast.",
    "[12] people live there.",
    "The death toll rose by the hour. [12] nurses came.",
    "Hundreds so far have complained, but [12] guards stayed.",
    "Cases of fish were sold. [40] boats returned.",
    "The fair sold tens of [thousands] of nails, over a hundred saws and an axe.",
    "There are [140] of them.",
    "Towns including Arden agreed on [two] bridges.",
    "[Forty] envoys will meet to review the work to date.",
    "A survey of [900] adults was held with an overall margin of error.",
    "Among the [900] voters asked, the tax was loved.",
    "She filmed it with a [five]-person crew over the course of three days.",
    "Within the past day the [three] clerks were freed.",
    "The hourly wage rose [%|0.4 percent].",
    "[90] cooks took part and were still at work as of midnight.",
    "With help from [14] towns over the past year, the mill was rebuilt.",
]


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        *((row, "total") for row in TOTALS),
        *((row, "part") for row in PARTS),
        *((row, "period") for row in PERIODS),
        *((row, "backlog") for row in BACKLOGS),
        *((row, None) for row in NONE),
        *((row.upper().replace("[D|", "[d|").replace("[M|", "[m|"), "total") for row in TOTALS),
        *((row.upper(), "part") for row in PARTS),
        *((row.upper(), "period") for row in PERIODS),
        *((row.upper(), "backlog") for row in BACKLOGS),
    ],
)
def test_the_kind_of_scope(marked: str, kind: str | None) -> None:
    assert kinds(marked) == [kind]


def test_a_total_since_a_day_knows_it() -> None:
    since: Dated = ("January", "since", "2031-01-01")
    number = numbers("The state has had [1,204] cases since January.", times=[since])[0]
    assert number.scope == Scope(kind="total", since="2031-01-01")
    assert [reasons.words(reason) for reason in number.reasons] == ["a total, by the words: January"]


def test_a_change_since_a_day_is_of_the_time_between() -> None:
    text = "Arrests rose by 12 since January."
    segments = segment(text)
    words = (3, 4)
    figure = Figure(
        span=segments.span_of(*words),
        words=words,
        core=words,
        low=12,
        high=12,
        approximate=False,
        relation="up",
        kind="count",
    )
    assert [n.scope and n.scope.kind for n in attached(segments, [figure], [], [])] == ["period"]
    same = replace(figure, relation="=")
    assert [n.scope and n.scope.kind for n in attached(segments, [same], [], [])] == ["total"]


def test_a_time_of_the_clause_makes_a_count_of_happenings_a_period() -> None:
    year: Dated = ("2030", "in", "2030-01-01")
    day: Dated = ("Monday", "in", "2030-01-07")
    assert kinds("Gunmen killed [60] nurses in 2030.", times=[year]) == ["period"]
    assert kinds("In 2030, [60] nurses were arrested.", times=[year]) == ["period"]
    assert kinds("The storm killed [60] nurses in 2030.", times=[year]) == [None]
    assert kinds("There were [60] nurses in the town in 2030.", times=[year]) == [None]
    assert kinds("[60] flights were cancelled on Monday.", times=[day]) == [None]
    assert kinds("[60] flights were cancelled on Monday alone.", times=[day]) == ["period"]
    assert kinds("The town raised [$|$5 million] last year.", times=[("last year", "in", None)]) == ["period"]
    assert kinds("In 2030, Berg said a [$|$5 million] plant would open.", times=[year]) == [None]


def test_a_time_of_another_clause_says_nothing() -> None:
    year: Dated = ("2030", "in", "2030-01-01")
    assert kinds("[60] nurses were arrested, while in 2030 the town was quiet.", times=[year]) == [None]
    assert kinds("The band sold [four] albums, then in 2030 it broke up.", times=[year]) == [None]


def test_what_stands_in_a_list_of_parts_is_one() -> None:
    found = kinds("The town had [60] officers, including [five] captains, [nine] cooks and [three] clerks.")
    assert found == [None, "part", "part", "part"]
    assert kinds("[Five] of the men fled and [nine] guards were hurt.") == ["part", None]


def test_counts_of_one_thing_in_several_places_are_parts_in_areas() -> None:
    found = numbers(
        "There were [250] protesters in Arden, [100] in Tamber and [70] in Vell.",
        places=["Arden", "Tamber", "Vell"],
    )
    assert [n.scope for n in found] == [Scope(kind="part", area=a) for a in ("Arden", "Tamber", "Vell")]


def test_a_count_in_one_place_alone_is_a_part() -> None:
    found = numbers("[12] bodies were found in Arden alone.", places=["Arden"])
    assert found[0].scope == Scope(kind="part", area="Arden")
    assert numbers("[12] bodies were found in Arden.", places=["Arden"])[0].scope is None


def test_the_parts_that_a_whole_is_the_sum_of() -> None:
    assert kinds("They found [2] keys: [1] of brass and [1] of iron.") == [None, "part", "part"]
    assert kinds("They found [2] keys and [1] ring.") == [None, None]


def test_a_sum_divided_into_its_parts() -> None:
    marked = "Divers found {} bodies, {} women and {} men."
    text = marked.format("20", "11", "9")
    segments = segment(text)
    figures = [
        Figure(
            span=segments.span_of(k, k + 1),
            words=(k, k + 1),
            core=(k, k + 1),
            low=float(segments.word(k)),
            high=float(segments.word(k)),
            approximate=False,
            relation="=",
            kind="count",
        )
        for k in range(len(segments))
        if segments.word(k).isdigit()
    ]
    found = attached(segments, figures, [], [])
    assert [n.scope and n.scope.kind for n in found] == [None, "part", "part"]
    assert reasons.words(found[1].reasons[-1]).endswith("20")
    fewer = [figures[0], figures[1], replace(figures[2], low=8.0, high=8.0)]
    assert [n.scope for n in attached(segments, fewer, [], [])] == [None, None, None]


def test_as_of_a_day_holds_for_all_that_its_sentence_counts() -> None:
    assert kinds("As of May, the guild had [300] members and [12] halls.") == ["total", "total"]
    assert kinds("As of this page, a loaf has cost [$|$3].") == [None]


def test_the_place_of_a_scope_wherever_its_clause_names_it() -> None:
    def area(marked: str, *places: str) -> str | None:
        found = numbers(marked, places=places)[0]
        assert found.scope is not None, marked
        return found.scope.area

    assert area("Arden has recorded [310] fires in the past month.", "Arden") == "Arden"
    assert area("Arden's death toll rose to [45].", "Arden") == "Arden"
    assert area("[A total of 310] fires have been seen throughout the whole country.") == "whole country"
    assert area("[A total of 310] fires have so far been lit by boys in northern Arden.", "Arden") == "Arden"
    assert area("[A total of 310] shares were sold in the Arden exchange.", "Arden") is None
    assert area("[A total of 310] judges of the state court have resigned.") is None


def test_a_time_behind_the_next_figure_holds_for_the_one_before() -> None:
    last: Dated = ("last month", "in", "2031-03-01")
    assert kinds("The guild raised [$|$5 million] from [two] dinners last month.", times=[last]) == [
        "period",
        None,
    ]


def test_a_scope_knows_the_area_that_its_clause_names() -> None:
    found = numbers("[A total of 40] people have died in the Corran district.", places=["Corran district"])
    assert found[0].scope == Scope(kind="total", area="Corran district")
    found = numbers("[A total of 40] people have died nationwide.")
    assert found[0].scope == Scope(kind="total", area="nationwide")
    found = numbers("In Arden, [40] people are still missing.", places=["Arden"])
    assert found[0].scope == Scope(kind="backlog", area="Arden")


def test_the_span_of_time_beside_a_count_is_its_period() -> None:
    assert kinds("The film had [8 million] views in [d|two days].") == ["period", None]
    assert kinds("In the past [d|24 hours] [18] people died.") == [None, "period"]


def test_a_rise_is_no_total_and_what_it_reaches_is() -> None:
    assert kinds("Deaths rose by [12] to [130].") == [None, "total"]
