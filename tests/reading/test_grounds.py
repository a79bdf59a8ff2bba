"""Sentences that say what an earlier statement rests on."""

from __future__ import annotations

import pytest
from hypothesis import given

from secondsource.reading.drafts import Draft
from secondsource.reading.grounds import grounds
from tests.reading.build import Text
from tests.text.test_segment import stays_linear
from tests.text.texts import texts

FIRST = "The diplomat expects 12,000 troops to arrive."


def read(second: str, *, between: str = " ", third: str = "") -> list[tuple[int, int | None, dict[str, str]]]:
    """(earlier, by, kinds with words) for a sentence after a statement of the diplomat."""
    text = Text(FIRST + between + second + third)
    draft = Draft(
        cue=text.words("expects"),
        source=text.words("The diplomat"),
        content=text.words("12,000 troops to arrive"),
    )
    found = grounds(text.segments, [draft])
    return [(g.of, g.by, {b.kind: b.text for b in g.basis}) for g in found]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("The assessment comes from his service, from human sources and signals intelligence.",
         {"human-source": "human sources", "intercept": "signals intelligence"}),
        ("The figure is based on satellite images.", {"imagery": "satellite images"}),
        ("The estimate was based largely on intercepted calls.", {"intercept": "intercepted calls"}),
        ("The number is drawn from court records.", {"official-record": "court records"}),
        ("This estimate rests on interviews with defectors.", {"human-source": "interviews defectors"}),
        ("The information came from a source inside the ministry.", {"human-source": "source"}),
        ("His information was obtained from leaked documents.", {"document": "documents"}),
        ("The warning stems from intercepted radio traffic.", {"intercept": "intercepted radio traffic"}),
        ("That figure, he said, derives from a survey of villages.", {"analysis": "survey"}),
        ("The numbers were compiled from hospital records and press reports.",
         {"official-record": "hospital records", "other-report": "press reports"}),
        ("He based his estimate on footage from the railway.", {"video": "footage"}),
        ("The diplomat drew the figure from a model of train movements.", {"analysis": "model"}),
        ("He said he had the number from two officials.", {"human-source": "officials"}),
        ("He reached that figure by counting tents in satellite photographs.",
         {"imagery": "satellite photographs"}),
        ("To reach this figure, the service used aerial photographs.", {"imagery": "aerial photographs"}),
        ("He cited intercepted calls as evidence.", {"intercept": "intercepted calls"}),
        ("As proof, he showed a video of a train.", {"video": "video"}),
        ("In support of the claim, the diplomat offered documents.", {"document": "documents"}),
        ("The source of the information was a captured soldier's diary.", {"document": "diary"}),
        ("The evidence for this assessment is satellite imagery.", {"imagery": "satellite imagery"}),
        ("His account was confirmed by footage from the port.", {"video": "footage"}),
        ("The claim is supported by satellite images.", {"imagery": "satellite images"}),
        ("Satellite images seen by the Courier support his claim.", {"imagery": "satellite images"}),
        ("Videos from the border appear to confirm his account.", {"video": "videos"}),
        ("He had been told this by two commanders.", {"human-source": "commanders"}),
        ("Neighbours had told him so.", {"human-source": "neighbours"}),
        ("It is based on court filings.", {"official-record": "court filings"}),
        ("He was relying on intercepted messages.", {"intercept": "intercepted messages"}),
        ("The estimate comes from the ministry.", {}),
    ],
)  # fmt: skip
def test_turns_of_phrase_that_give_a_ground(sentence: str, kinds: dict[str, str]) -> None:
    assert [(of, by, {k: w.lower() for k, w in found.items()}) for of, by, found in read(sentence)] == [
        (0, None, kinds)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The trains come from the north.",
        "They came from the coast with two documents.",
        "The figure is not based on satellite images.",
        "The minister supports the claims.",
        "He made the announcement on state television.",
        "The report will be published on Friday.",
        "Officials confirmed the figure.",
        "He based his career on luck.",
        "It was taken to hospital by soldiers.",
    ],
)
def test_what_gives_no_ground(sentence: str) -> None:
    assert read(sentence) == []


def test_the_next_paragraph_counts_and_no_further() -> None:
    sentence = "The figure is based on satellite images."
    assert len(read(sentence, between="\n\n")) == 1
    assert read(sentence, between="\n\nIt rained all day.\n\n") == []


def test_a_ground_with_nothing_before_it_is_left() -> None:
    text = Text("The figure is based on satellite images.")
    assert grounds(text.segments, []) == ()


def test_a_source_can_give_the_ground_itself() -> None:
    text = Text("Rek says 40 boats sank. “The figure comes from harbour photographs,” Rek said.")
    drafts = [
        Draft(cue=text.words("says"), source=text.words("Rek"), content=text.words("40 boats sank")),
        Draft(
            cue=text.words("said"),
            source=text.words("Rek", 1),
            content=text.words("“The figure comes from harbour photographs,”"),
        ),
    ]
    found = grounds(text.segments, drafts)
    assert [(g.of, g.by, [b.kind for b in g.basis]) for g in found] == [(0, 1, ["imagery"])]
    assert text.of(found[0].words) == "“The figure comes from harbour photographs,” Rek said."


def test_a_figure_is_tied_to_the_statement_that_gives_one() -> None:
    text = Text(
        "Rek says 40 boats sank. Venn says the storm was odd. The toll is based on harbour photographs."
    )
    drafts = [
        Draft(cue=text.words("says"), source=text.words("Rek"), content=text.words("40 boats sank")),
        Draft(cue=text.words("says", 1), source=text.words("Venn"), content=text.words("the storm was odd")),
    ]
    assert [g.of for g in grounds(text.segments, drafts)] == [0]


def test_several_are_meant_by_both() -> None:
    text = Text("Rek says 40 boats sank and Venn says 50 did. Both figures are based on harbour photographs.")
    drafts = [
        Draft(cue=text.words("says"), source=text.words("Rek"), content=text.words("40 boats sank")),
        Draft(cue=text.words("says", 1), source=text.words("Venn"), content=text.words("50 did")),
    ]
    assert [g.of for g in grounds(text.segments, drafts)] == [0, 1]


@given(texts)
def test_any_text_is_read(text: str) -> None:
    held = Text(text)
    count = len(held.segments)
    drafts = [Draft(cue=None, source=None, content=(0, 1))] if count else []
    for ground in grounds(held.segments, drafts):
        assert ground.of == 0
        assert ground.words[0] >= 1


def test_time_grows_with_the_text_alone() -> None:
    def make(size: int) -> Text:
        return Text("Rek says it. " + "The figure he showed and cited and told him so is " * size + "odd.")

    def work(text: Text) -> None:
        grounds(text.segments, [Draft(cue=None, source=None, content=(0, 3))])

    assert stays_linear(work, make, 50)
