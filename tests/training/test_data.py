"""Corpora as word-level examples: every range in words is the characters that were annotated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from secondsource.encoder.heads import FACETS
from secondsource.encoder.pieces import Piecer
from tests.training.invented import (
    NAME,
    OFFICE,
    TEXT,
    VENN,
    annotated,
    brat,
    data_folder,
    lines,
    polnear,
    statement,
)
from training.annotations import stand_off
from training.data import (
    Arguments,
    Example,
    aside,
    facets_of,
    head_of,
    load_polnear,
    load_statements,
    make_example,
    share,
    silver_statements,
)

Told = tuple[str | None, str | None, tuple[str, ...]]


def told(example: Example, rows: list[Arguments] | None) -> list[Told]:
    """(source, cue, content) in characters."""

    def of(words: tuple[int, int] | None) -> str | None:
        return example.segments.span_of(*words).of(example.segments.text) if words else None

    return [(of(a.source), of(a.cue), tuple(of(r) or "" for r in a.content)) for a in rows or []]


VENN_TOLD: Told = ("Orla Venn", "said", ("“We heard the chains go,”", "“just after three.”"))
OFFICE_TOLD: Told = ("The port office", "denied", ("that it had known",))


# --- brat


def test_a_brat_file_becomes_ranges_of_words(tmp_path: Path, piecer: Piecer) -> None:
    (example,) = load_polnear(polnear(tmp_path, anna=brat(OFFICE, VENN)), piecer)
    assert example.name == NAME
    assert example.segments.text == TEXT
    assert told(example, example.attributions) == [VENN_TOLD, OFFICE_TOLD]  # in order of their cues
    assert example.statements is None


def test_the_first_annotator_by_name_is_taken(tmp_path: Path, piecer: Piecer) -> None:
    (example,) = load_polnear(polnear(tmp_path, berta=brat(VENN), anna=brat(OFFICE)), piecer)
    assert told(example, example.attributions) == [OFFICE_TOLD]


def test_an_article_that_nobody_annotated_is_left_out(tmp_path: Path, piecer: Piecer) -> None:
    assert load_polnear(polnear(tmp_path), piecer) == []


def test_roles_told_in_several_numbered_parts_are_one_role(tmp_path: Path, piecer: Piecer) -> None:
    parts: dict[str, list[str] | str] = {
        "Source": "Orla Venn", "Cue": "said", "Content": "“We heard the chains go,”",
        "Content2": "“just after three.”",
    }  # fmt: skip
    (example,) = load_polnear(polnear(tmp_path, anna=brat(parts)), piecer)
    assert told(example, example.attributions) == [VENN_TOLD]


def test_an_attribution_without_a_cue_or_a_content_teaches_nothing(tmp_path: Path, piecer: Piecer) -> None:
    rows = [
        {"Source": "Orla Venn", "Cue": "said"},
        {"Source": "Orla Venn", "Content": "“just after three.”"},
        OFFICE,
    ]
    (example,) = load_polnear(polnear(tmp_path, anna=brat(*rows)), piecer)  # type: ignore[arg-type]
    assert told(example, example.attributions) == [OFFICE_TOLD]


def test_a_source_may_be_missing(tmp_path: Path, piecer: Piecer) -> None:
    row = {k: v for k, v in OFFICE.items() if k != "Source"}
    (example,) = load_polnear(polnear(tmp_path, anna=brat(row)), piecer)
    assert told(example, example.attributions) == [(None, *OFFICE_TOLD[1:])]


def test_a_cut_through_a_word_takes_the_word(tmp_path: Path, piecer: Piecer) -> None:
    row = OFFICE | {"Cue": "deni", "Content": "hat it had kno"}
    (example,) = load_polnear(polnear(tmp_path, anna=brat(row)), piecer)
    assert told(example, example.attributions) == [OFFICE_TOLD]


def test_only_articles_that_are_to_be_kept_are_read(tmp_path: Path, piecer: Piecer) -> None:
    folder = polnear(tmp_path, anna=brat(VENN))
    assert load_polnear(folder, piecer, keep=lambda name: name != NAME) == []
    assert len(load_polnear(folder, piecer, keep=lambda name: name == NAME)) == 1


# --- the other cut by rule


def test_halves_round_a_cue_in_mid_sentence_become_one_statement(tmp_path: Path, piecer: Piecer) -> None:
    (example,) = load_polnear(polnear(tmp_path, anna=brat(VENN)), piecer)
    assert told(example, example.silver) == [
        ("Orla Venn", "said", ("“We heard the chains go,” Orla Venn said, “just after three.”",))
    ]


def test_where_a_sentence_ends_between_two_halves_the_second_falls_away(
    tmp_path: Path, piecer: Piecer
) -> None:
    row: dict[str, list[str] | str] = {
        "Source": "Tomas Rek", "Cue": "disagree", "Content": ["“It was the wind,”", "“Nobody slept.”"],
    }  # fmt: skip
    (example,) = load_polnear(polnear(tmp_path, anna=brat(row)), piecer)
    assert [content for _, _, content in told(example, example.silver)] == [("“It was the wind,”",)]


def test_without_attributions_there_is_no_silver(piecer: Piecer) -> None:
    assert silver_statements(make_example("x", "x", TEXT, piecer)) == []


# --- the guide's cut


def check_statements(example: Example) -> None:
    """The three statements of the invented article."""
    assert told(example, example.statements) == [
        ("Orla Venn", "said", ("“We heard the chains go,” Orla Venn said, “just after three.”",)),
        (None, None, ("“Nobody slept.”",)),
        OFFICE_TOLD,
    ]
    assert [a.carried for a in example.statements or []] == [False, True, False]
    assert [a.facets for a in example.statements or []] == [
        frozenset(), frozenset(), frozenset({"denied", "basis:testimony"})
    ]  # fmt: skip
    assert example.attributions is None


def test_records_under_the_guide(tmp_path: Path, piecer: Piecer) -> None:
    gold = lines(tmp_path / "gold.jsonl", annotated())
    (example,) = load_statements(gold, data_folder(tmp_path / "data"), piecer)
    assert (example.name, example.kind) == (NAME, "invented")
    check_statements(example)


def test_stand_off_annotations_give_the_very_same_example(tmp_path: Path, piecer: Piecer) -> None:
    gold = lines(tmp_path / "gold.jsonl", stand_off(annotated(), TEXT))
    (example,) = load_statements(gold, data_folder(tmp_path / "data"), piecer)
    check_statements(example)


def test_blank_lines_are_passed_over_and_an_empty_report_is_an_example(
    tmp_path: Path, piecer: Piecer
) -> None:
    gold = lines(tmp_path / "gold.jsonl", annotated(statements=[]))
    gold.write_text("\n" + gold.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    (example,) = load_statements(gold, data_folder(tmp_path / "data"), piecer)
    assert example.statements == []


def test_a_statement_without_words_teaches_nothing(tmp_path: Path, piecer: Piecer) -> None:
    blank = statement(1, "\n\n")
    gold = lines(tmp_path / "gold.jsonl", annotated(statements=[blank, annotated()["statements"][2]]))
    (example,) = load_statements(gold, data_folder(tmp_path / "data"), piecer)
    assert told(example, example.statements) == [OFFICE_TOLD]


def test_the_head_of_an_article_takes_the_attributions_that_lie_in_it(tmp_path: Path, piecer: Piecer) -> None:
    (whole,) = load_polnear(polnear(tmp_path, anna=brat(VENN, OFFICE)), piecer)
    head = make_example(NAME, "invented", TEXT[: TEXT.index("The port")], piecer)
    head.statements = []
    assert head_of(whole, head) is head
    assert told(head, head.attributions) == [VENN_TOLD]
    assert len(head.silver) == 1
    none = replace(whole, attributions=None)
    assert head_of(none, make_example(NAME, "invented", TEXT[:40], piecer)).attributions == []


# --- facets


@pytest.mark.parametrize(
    ("annotated_facets", "expected"),
    [
        ({}, set()),
        ({"basis": [], "certainty": "none", "polarity": "asserted", "forecast": False}, set()),
        ({"basis": None, "certainty": None, "polarity": None}, set()),
        ({"forecast": True, "polarity": "denied"}, {"forecast", "denied"}),
        ({"polarity": "questioned"}, {"questioned"}),
        ({"certainty": "very-likely"}, {"hedged", "level:very-likely"}),
        ({"basis": ["imagery", "document"]}, {"basis:imagery", "basis:document"}),
        ({"basis": ["no such kind"]}, set()),
    ],
)
def test_facets_are_told_in_the_names_of_the_encoder(
    annotated_facets: dict[str, object], expected: set[str]
) -> None:
    found = facets_of(annotated_facets)
    assert found == expected
    assert found <= set(FACETS)


def test_attributions_say_nothing_of_facets(tmp_path: Path, piecer: Piecer) -> None:
    (example,) = load_polnear(polnear(tmp_path, anna=brat(VENN)), piecer)
    assert [a.facets for a in (*(example.attributions or []), *example.silver)] == [None, None]


# --- parts


def test_a_document_s_share_is_fixed_and_even() -> None:
    assert share("a") == pytest.approx(0xCA978112 / 2**32)
    shares = [share(str(n)) for n in range(2000)]
    assert all(0 <= s < 1 for s in shares)
    assert 0.46 < sum(s < 0.5 for s in shares) / 2000 < 0.54


def test_a_small_part_is_kept_aside_from_training() -> None:
    kept = [n for n in range(3000) if aside(str(n))]
    assert 0.02 < len(kept) / 3000 < 0.06
    assert all(share(str(n)) < 0.04 for n in kept)
