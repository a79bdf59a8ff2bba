"""Quotation marks of every print, and what they hold."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from secondsource.model.span import Span
from secondsource.text import paragraphs, quotations
from tests.text.test_segment import stays_linear
from tests.text.texts import texts

BACKTICKS = pytest.param(
    "``We stay,'' Rek said. ``They go.''",
    ["``We stay,''", "``They go.''"],
)
STRAY_GUILLEMET = "a» b"


def held(text: str) -> list[str]:
    """The quotations of a text, marks included."""
    return [q.span.of(text) for q in quotations(text, paragraphs(text))]


def states(text: str) -> list[tuple[str, bool, bool]]:
    """Quotations with closed and continues."""
    return [(q.span.of(text), q.closed, q.continues) for q in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # double marks
        ("“We held,” Venn said. “They ran.”", ["“We held,”", "“They ran.”"]),
        ('"We held," Venn said. "They ran."', ['"We held,"', '"They ran."']),
        ("«Nous restons», dit Venn.", ["«Nous restons»"]),
        ("« Nous restons », dit Venn.", ["« Nous restons »"]),
        ("„Wir bleiben“, sagte Rek.", ["„Wir bleiben“"]),
        ("„Zostajemy”, Rek said.", ["„Zostajemy”"]),
        BACKTICKS,
        ("〝We stay〞 said Rek", ["〝We stay〞"]),
        ("''We stay,'' Rek said. ''They go.''", ["''We stay,''", "''They go.''"]),
        ("''He cried 'run,''' said Rek.", ["''He cried 'run,'''"]),
        # marks that do not match
        ('“We held," Venn said. "They ran.”', ['“We held,"', '"They ran.”']),
        ('"The "Brisa" sank. They ran." So he said.', ['"The "Brisa" sank. They ran."']),
        ('“He shouted "run" and I ran,” said Venn.', ['“He shouted "run" and I ran,”']),
        ("“It was 6'2\" tall,” said Venn.", ["“It was 6'2\" tall,”"]),
        ("＂We stay＂ said Rek", ["＂We stay＂"]),
        ('He called it a "shell"; she ("not I") left.', ['"shell"', '"not I"']),
        ('"Yes." "No."', ['"Yes."', '"No."']),
        # single marks
        ("‘We held,’ Venn said.", ["‘We held,’"]),
        ("'We held,' Venn said.", ["'We held,'"]),
        ("The 'Brisa' lay off Oskvard's pier.", ["'Brisa'"]),
        ("The ‘Brisa’ lay off Oskvard’s pier.", ["‘Brisa’"]),
        ("Rek called it ‘a farce’ and left.", ["‘a farce’"]),
        ("'It isn't so,' said Venn, 'and won't be.'", ["'It isn't so,'", "'and won't be.'"]),
        ("‘The pilots’ union won’t pay,’ he said.", ["‘The pilots’ union won’t pay,’"]),
        ("He blamed 'the firms' own doing' for it.", ["'the firms' own doing'"]),
        # within another
        ("“He shouted ‘run’ and I ran,” said Venn.", ["“He shouted ‘run’ and I ran,”"]),
        ("‘He shouted “run”, and I ran,’ said Venn.", ["“run”"]),
        # none
        ("Oskvard's pilots' union didn't strike at 5 o'clock.", []),
        ("The pilots’ union and the crews’ wives didn’t.", []),
        ('a 5" pipe and a 6" pipe', []),
        ("", []),
        ("no mark at all", []),
    ],
)
def test_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert held(text) == expected


def test_all_of_these_are_closed_and_go_on_from_nothing() -> None:
    for text in ("“A is.”", '"A is."', "«A is»", "»A is«", "„A is“", "‘A is.’"):
        assert states(f"Venn: {text} So.") == [(text, True, False)]


def test_speech_of_several_paragraphs_opens_anew_and_closes_once() -> None:
    text = "“We came at dawn.\n\n“We saw no guard.\n\n“We left at noon,” Rek said. “That is all.”"
    assert states(text) == [
        ("“We came at dawn.", False, False),
        ("“We saw no guard.", False, True),
        ("“We left at noon,”", True, True),
        ("“That is all.”", True, False),
    ]


def test_straight_marks_carry_on_too() -> None:
    text = 'Rek said: "We came.\n\n"We left," he said.'
    assert states(text) == [('"We came.', False, False), ('"We left,"', True, True)]


def test_a_paragraph_that_opens_none_ends_the_speech() -> None:
    assert states("“We came.\n\nThe dam held.\n\n“We left,” Venn said.") == [
        ("“We came.", False, False),
        ("“We left,”", True, False),
    ]


def test_a_quotation_in_mid_paragraph_continues_nothing() -> None:
    assert states("“We came.\n\nThen Rek said “no”.")[1] == ("“no”", True, False)


def test_an_unclosed_mark_holds_to_the_end_of_its_paragraph_alone() -> None:
    assert states("Venn said “we held and left.\n\nRek stayed.") == [("“we held and left.", False, False)]


def test_a_straight_mark_opens_again_where_the_first_was_never_closed() -> None:
    assert [row[1] for row in states('Venn said, "one is. "Two is," said Rek')] == [False, True]


@pytest.mark.parametrize("text", ["“", '"', "'", "``", "''", "”", "a ”", "“ ", "’tis so", "«", "»"])
def test_a_mark_alone_holds_nothing(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize("text", ["a” b", "b’ c", STRAY_GUILLEMET, "he left'' so"])
def test_a_closing_mark_that_nothing_opened_is_passed_over(text: str) -> None:
    assert held(text) == []
    assert held(text + " “We held,” he said")[-1] == "“We held,”"


@given(texts)
def test_every_quotation_stands_in_one_paragraph_between_marks(text: str) -> None:
    blocks = paragraphs(text)
    found = quotations(text, blocks)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    for quotation in found:
        assert len(quotation.span) > 1
        block = next(b for b in blocks if b.covers(quotation.span))
        assert quotation.span.of(text)[0] in "“«»„‟〝＂\"`‘'"
        if quotation.closed:
            assert quotation.span.of(text)[-1] in "”»«“〞＂\"'’"
        if quotation.continues:
            assert quotation.span.start == block.start
    assert found == quotations(text, blocks)


@given(texts)
def test_only_the_first_quotation_of_a_paragraph_goes_on_and_only_from_an_unclosed_one(text: str) -> None:
    before = None
    for quotation in quotations(text, paragraphs(text)):
        if quotation.continues:
            assert before is not None and not before.closed
            assert before.span.end < quotation.span.start
        before = quotation


def test_a_quotation_within_one_of_the_same_marks_makes_none_of_its_own() -> None:
    assert held("“He shouted “run” and I ran,” said Venn.") == ["“He shouted “run” and I ran,”"]


def test_guillemets_that_point_inwards() -> None:
    assert held("»Wir bleiben«, sagte Rek. Dann ging er.") == ["»Wir bleiben«"]


def test_a_decade_opens_no_quotation() -> None:
    assert held("In the '90s Rek called it 'a farce'.") == ["'a farce'"]


def test_a_mark_of_the_same_kind_that_nothing_closes_leaves_the_quotations_as_they_were() -> None:
    assert held("“He shouted “run and I ran,” said Venn. “So.”") == ["“He shouted “run and I ran,”", "“So.”"]


def test_a_single_mark_is_closed_within_reach_or_not_at_all() -> None:
    assert held("Rek called it 'a " + "very " * 300 + "farce'.") != []
    assert held("Rek called it 'a " + "very " * 500 + "farce'.") == []


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "‘a " * n,
        lambda n: "“a " * n,
        lambda n: '"a ' * n,
        lambda n: "``a " * n,
        lambda n: "«" * n,
        lambda n: "’" * n,
        lambda n: "“a” 'b', " * n,
        lambda n: "'a " * n,
    ],
    ids=["single", "double", "straight", "backtick", "guillemet", "apostrophe", "closed", "straight single"],
)
def test_marks_that_nothing_closes_take_time_in_proportion(make) -> None:  # type: ignore[no-untyped-def]
    # A straight single mark is looked for a close over 2,000 characters: the sizes lie beyond them.
    assert stays_linear(lambda text: quotations(text, (Span(0, len(text) - 1),)), make, 1500)
