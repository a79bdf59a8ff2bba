"""Points of invented sentences; "|" stands where the encoder sees a unit begin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.reading import clauses, predicates
from secondsource.reading.drafts import Draft
from secondsource.reading.points import PointDraft, points
from secondsource.text import segment
from tests.reading.build import Text
from tests.text.texts import texts


def read(marked: str, *told: tuple[str | None, str | None, str]) -> tuple[list[list[str]], list[str]]:
    """The points of each (source, cue, content), and those of the writer."""
    text, starts = parse(marked)
    drafts = [
        Draft(
            cue=text.words(cue) if cue else None,
            source=text.words(source) if source else None,
            content=text.words(content),
        )
        for source, cue, content in told
    ]
    found = points(text.segments, starts, drafts)
    held = [[shown(text, p) for p in points] for points in found.attributed]
    return held, [shown(text, p) for n in sorted(found.own) for p in found.own[n]]


def parse(marked: str) -> tuple[Text, np.ndarray]:
    """The text without its marks, and the starts that they stand for."""
    text = Text(marked.replace("|", ""))
    starts = np.zeros(len(text.segments), np.float32)
    at = 0
    for part in marked.split("|")[:-1]:
        at += len(part)
        starts[text.segments.first_at(at)] = 1.0
    return text, starts


def shown(text: Text, point: PointDraft) -> str:
    """The words of a point; stretches parted by a stroke."""
    return " / ".join(text.of(r) for r in point.ranges).rstrip(".,")


def own(marked: str) -> list[str]:
    """The writer's points."""
    return read(marked)[1]


# --- clauses


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("One clerk was killed |and 86 were injured.", ["One clerk was killed", "86 were injured"]),
        (
            "The ferry sank off Torva, |but the crew reached the shore.",
            ["The ferry sank off Torva,", "the crew reached the shore"],
        ),
        (
            "The miners blocked the road |and burned two lorries.",
            ["The miners blocked the road", "The miners / burned two lorries"],
        ),
        (
            "Salt, flour |and lamp oil were taken.",
            ["Salt, flour and lamp oil were taken"],
        ),
        (
            "The mayor, |who took office in May, |left the town.",
            [
                "who took office in May,",
                "The mayor, / left the town",
                "The mayor, who took office in May, left the town",
            ],
        ),
        ("The council met |to choose a new speaker.", ["The council met to choose a new speaker"]),
        (
            "If the dam breaks, |the lower town will be flooded.",
            ["If the dam breaks, the lower town will be flooded"],
        ),
        ("A bridge |built by the army |fell on Monday.", ["A bridge built by the army fell on Monday"]),
    ],
)
def test_a_point_is_what_could_be_true_by_itself(marked: str, expected: list[str]) -> None:
    assert [p.rstrip(",") for p in own(marked)] == [p.rstrip(",") for p in expected]


def test_a_clause_with_what_hangs_on_it_is_a_point_where_no_part_is_nearly_all_of_it() -> None:
    found = own("The harbour was closed to all ships |after a barge caught fire near the pier.")
    assert found == [
        "The harbour was closed to all ships",
        "after a barge caught fire near the pier",
        "The harbour was closed to all ships after a barge caught fire near the pier",
    ]
    short = own("The harbour was closed to all ships for a week |after a barge sank.")
    assert short == ["The harbour was closed to all ships for a week", "after a barge sank"]


def test_an_event_noun_is_a_point() -> None:
    found = own("The prison was closed for three days after the killing of two guards in its yard.")
    assert found[:2] == [
        "The prison was closed for three days",
        "after the killing of two guards in its yard",
    ]


def test_without_starts_openers_with_a_verb_still_part_clauses() -> None:
    text = Text("The mill closed in the spring because the river fell.")
    starts = np.full(len(text.segments), 0.03, np.float32)
    found = points(text.segments, starts, [])
    assert [shown(text, p) for p in found.own[0]] == [
        "The mill closed in the spring",
        "because the river fell",
    ]


def test_sentences_within_a_quotation_are_cut() -> None:
    assert own("“The well is dry. Nobody came to help us.”")[:2] == [
        "“The well is dry",
        "Nobody came to help us.”",
    ]


# --- who says it


def test_what_only_attributes_is_no_point() -> None:
    held, writer = read(
        "Police in Torva said on Monday |that the bank was robbed at noon.",
        ("Police in Torva", "said", "that the bank was robbed at noon"),
    )
    assert held == [["the bank was robbed at noon"]]
    assert writer == []


def test_a_proposition_around_an_attribution_is_the_writers() -> None:
    held, writer = read(
        "The bank was robbed at noon, |the mayor said, |and the town closed its gates.",
        ("the mayor", "said", "The bank was robbed at noon"),
    )
    assert held == [["The bank was robbed at noon"]]
    assert writer == ["the town closed its gates"]


def test_content_that_cannot_stand_alone_keeps_its_clause() -> None:
    held, writer = read("The guild vowed to stop work in May.", ("The guild", "vowed", "to stop work in May"))
    assert held == [["The guild vowed to stop work in May"]]
    assert writer == ["The guild vowed to stop work in May"]


def test_a_denial_says_something_of_its_source_too() -> None:
    held, writer = read(
        "The minister of mines for the northern isles denied |that the shaft had been flooded on purpose.",
        (
            "The minister of mines for the northern isles",
            "denied",
            "that the shaft had been flooded on purpose",
        ),
    )
    assert held == [["the shaft had been flooded on purpose"]]
    assert writer == [
        "The minister of mines for the northern isles denied / the shaft had been flooded on purpose"
    ]


def test_the_innermost_statement_has_the_point() -> None:
    held, writer = read(
        "The envoy said |the service reported |that the fleet had sailed.",
        ("The envoy", "said", "the service reported that the fleet had sailed"),
        ("the service", "reported", "that the fleet had sailed"),
    )
    assert held[1] == ["the fleet had sailed"]
    assert held[0] == held[1]  # what the outer one says is that, too
    assert writer == []


def test_an_attribution_that_the_reader_missed_is_no_point() -> None:
    assert own("The harbour office said |the ferry had left at dawn.") == ["the ferry had left at dawn"]


# --- datelines


@pytest.mark.parametrize("head", ["TORVA, March 3 (Agency) — ", "TORVA (AP) - ", "Torva, Northland – "])
def test_a_dateline_is_no_part_of_a_point(head: str) -> None:
    assert own(head + "The ferry sank at noon.") == ["The ferry sank at noon"]


def test_a_line_of_date_and_time_parts_a_title_from_its_text() -> None:
    found = own("Ferry sinks off Torva Published: March 3, 2031 at 9:44 PM A ferry sank on Monday.")
    assert found == ["Ferry sinks off Torva", "A ferry sank on Monday"]


# --- predicates


@pytest.mark.parametrize(
    ("sentence", "event", "negated"),
    [
        ("Nobody was killed in the fire.", "killed", True),
        ("One guard was killed.", "killed", False),
        ("The crew had not been seen since May.", "seen", True),
        ("The office didn’t reply.", "reply", True),
        ("The office failed to reply.", "reply", True),
        ("Divers found no trace of the boat.", "found", True),
        ("The mayor will never return.", "return", True),
        ("Not only the mayor left.", "left", False),
        ("The bridge is a ruin.", "is", False),
        ("The theft of nine bells", "theft", False),
        ("They were taken to the fort.", "taken", False),
    ],
)
def test_event_and_negation(sentence: str, event: str, negated: bool) -> None:
    segments = segment(sentence)
    words = clauses.words_of(segments)
    found = list(range(len(segments)))
    head = predicates.event_of(words, found)
    assert head is not None
    assert segments.word(head) == event
    assert predicates.is_negated(words, found, head) is negated


# --- any text


@given(texts, st.integers(0, 2**16), st.data())
def test_points_of_any_text_are_words_of_it(text: str, seed: int, data: st.DataObject) -> None:
    segments = segment(text)
    count = len(segments)
    starts = np.random.default_rng(seed).random(count, np.float32)
    drafts = []
    if count:
        edge = st.integers(0, count - 1)
        pairs = data.draw(st.lists(st.tuples(edge, edge, edge), max_size=4))
        for a, b, c in pairs:
            drafts.append(Draft(cue=(c, c + 1), source=None, content=(min(a, b), max(a, b) + 1)))
    found = points(segments, starts, drafts)
    assert len(found.attributed) == len(drafts)
    assert all(found.attributed)
    for point in [p for held in (*found.attributed, *found.own.values()) for p in held]:
        flat = [k for r in point.ranges for k in r]
        assert flat == sorted(flat)
        assert len(set(flat)) == len(flat)
        assert 0 <= flat[0] < flat[-1] <= count
        assert point.event is None or any(a <= point.event < b for a, b in point.ranges)
