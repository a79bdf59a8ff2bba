"""Sets of names as examples: token files, offsets, and the parties of annotated reports."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from secondsource.encoder.pieces import Piecer
from secondsource.model.span import Span
from secondsource.text import segment
from tests.training.invented import TEXT, annotated, data_folder, lines
from training.annotations import stand_off
from training.data import Example, make_example
from training.marks import Name
from training.names import (
    BASIC,
    POSTS,
    examples,
    load_parties,
    load_re3d,
    load_uner,
    one_each,
    read_uner,
    read_wikigold,
    sentence_names,
    without_handles,
)
from training.parties import in_capitals, name_in, names_of_report
from training.tokens import blocks, flat, joined, names_at, spans_of_tags, whole_words


def named(example: Example) -> list[tuple[str, str]]:
    """The names of an example in characters, with their types."""
    text = example.segments.text
    return [(example.segments.span_of(*n.words).of(text), n.type) for n in example.names or []]


# --- tokens


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["Orla", "Venn", "'s", "boat", "(", "red", ")", "sank", "."], "Orla Venn's boat (red) sank."),
        (['"', "No", ",", '"', "she", "said", "."], '"No," she said.'),
        (["``", "No", "''", "!"], '"No"!'),
        (["do", "n't", "pay", "$", "5", "@", "venn", "’s"], "don't pay $5 @venn’s"),
        ([], ""),
    ],
)
def test_tokens_are_joined_with_the_usual_blanks(tokens: list[str], text: str) -> None:
    found, spans = joined(tokens)
    assert found == text
    said = [span.of(text) for span in spans]
    assert [w for w, t in zip(said, tokens, strict=True) if w != t and t not in {"``", "''"}] == []


def test_tags_of_both_kinds_become_spans() -> None:
    assert spans_of_tags(["B-PER", "I-PER", "B-PER", "O", "I-LOC", "I-ORG"]) == [
        (0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC"), (5, 6, "ORG"),
    ]  # fmt: skip


def test_blocks_are_parted_by_blank_lines_that_may_hold_blanks() -> None:
    text = "-DOCSTART- O\n\n# sent_id = 1\nOrla\tB-PER\nleft\tO\n \t\n#\tO\n"
    assert blocks(text, separator="\t", tag=1) == [(["Orla", "left"], ["B-PER", "O"]), (["#"], ["O"])]


def test_only_spans_of_whole_words_count_and_the_longest_stays() -> None:
    segments = segment("The Port of Oskvard office closed.")
    dropped: Counter[str] = Counter()
    spans = [(Span(12, 19), "place"), (Span(4, 26), "organization"), (Span(28, 30), "place")]
    assert whole_words(segments, Span(28, 30)) is None
    assert names_at(segments, spans, dropped) == [Name(words=(1, 5), type="organization")]
    assert dropped == {"overlap": 1, "cut": 1}
    twice = Name(words=(0, 1), type="place")
    assert flat([twice, twice], dropped) == [twice]
    assert dropped["overlap"] == 1


# --- token files

UNER = """\
# newdoc id = a
# sent_id = a-1
# text = Off Oskvard
1\tOff\tO
2\tOskvard\tB-LOC\t-\tx

# sent_id = a-2
# text = Orla Venn's Norlander crew left.
1\tOrla\tB-PER
2\tVenn\tI-PER
3\t's\tO
4\tNorlander\tB-OTH
5\tcrew\tO
6\tleft\tO
7\t.\tO

# newdoc id = b
# sent_id = b-1
# text = Kystnet paid.
1\tKystnet\tB-ORG
2\tpaid\tO
3\t.\tO
"""


def test_sentences_of_a_document_are_put_together(tmp_path: Path, piecer: Piecer) -> None:
    path = tmp_path / "train.iob2"
    path.write_text(UNER, encoding="utf-8")
    first, second = load_uner(path, piecer)
    assert (first.name, first.kind) == ("a", "uner")
    assert first.segments.text == "Off Oskvard\n\nOrla Venn's Norlander crew left."
    assert named(first) == [("Oskvard", "place"), ("Orla Venn", "person")]
    assert named(second) == [("Kystnet", "organization")]
    assert first.known == set(BASIC.values())


def test_what_is_read_is_mapped_back_to_sentences(tmp_path: Path) -> None:
    path = tmp_path / "train.iob2"
    path.write_text(UNER, encoding="utf-8")
    told = read_uner(path)[0]
    gold = [(s.tokens[a].start, s.tokens[b - 1].end, t) for s in told.sentences for a, b, t in s.names]
    assert sentence_names(told, gold) == [set(s.names) for s in told.sentences]
    over = (4, told.text.index("Venn") + 4, "place")
    assert sentence_names(told, [over]) == [{(1, 3, "place")}, set()]
    assert sentence_names(told, [(11, 12, "place")]) == [set(), set()]  # a break alone


def test_articles_in_iob1(tmp_path: Path, piecer: Piecer) -> None:
    path = tmp_path / "gold.txt"
    article = "Orla I-PER\nVenn I-PER\nleft O\nOskvard I-LOC\n. O\n\nNorlander I-MISC\nboats O\n. O\n\n"
    path.write_text("-DOCSTART- O\n\n" + article + "-DOCSTART- O\n\n" + article, encoding="utf-8")
    told = read_wikigold(path)
    assert [t.text for t in told] == ["Orla Venn left Oskvard. Norlander boats."] * 2
    found = examples("wikigold", told, frozenset(BASIC.values()), piecer)
    assert named(found[0]) == [("Orla Venn", "person"), ("Oskvard", "place")]


def test_posts_lose_their_escapes_and_the_classes_that_are_not_ours(piecer: Piecer) -> None:
    rows = [
        (["Venn", "&amp;", "Rek", "play", "Storm"], ["B-group", "I-group", "I-group", "O", "B-creative-work"])
    ]
    (found,) = examples("wnut17", one_each("posts", rows, POSTS), frozenset(POSTS.values()), piecer)
    assert found.segments.text == "Venn & Rek play Storm"
    assert named(found) == [("Venn & Rek", "organization")]


def test_handles_are_no_names() -> None:
    tokens = ["@", "orla", "meets", "Rek"]
    assert without_handles((tokens, ["B-PER", "B-PER", "O", "B-PER"])) == (tokens, ["O", "O", "O", "B-PER"])


# --- re3d

CONFLICT = "The Foreign Minister, Minister Venn, said we sent rockets to the Norland Guard near Oskvard."


def re3d(folder: Path) -> Path:
    """A folder of one document."""
    said = [
        ("Person", "The Foreign Minister"), ("Person", "Minister Venn"), ("Organisation", "we"),
        ("Weapon", "rockets"), ("Organisation", "the Norland Guard"), ("Location", "Norland"),
        ("Location", "Oskvard"), ("Money", "sent"),
    ]  # fmt: skip
    rows: list[dict[str, Any]] = [
        {"documentId": "d", "begin": CONFLICT.index(w), "end": CONFLICT.index(w) + len(w), "type": t,
         "value": w, "confidence": 1}
        for t, w in said
    ]  # fmt: skip
    rows.append(rows[-2] | {"type": "Vehicle", "confidence": 0.4})
    lines(folder / "documents.json", {"_id": "d", "text": CONFLICT})
    lines(folder / "entities.json", *rows)
    return folder


def test_every_sure_entity_of_a_conflict_report(tmp_path: Path, piecer: Piecer) -> None:
    dropped: Counter[str] = Counter()
    (found,) = load_re3d(re3d(tmp_path), piecer, dropped=dropped)
    assert named(found) == [
        ("The Foreign Minister", "person"), ("Minister Venn", "person"), ("we", "organization"),
        ("rockets", "weapon"), ("the Norland Guard", "organization"), ("Oskvard", "place"),
    ]  # fmt: skip
    assert dropped == {"overlap": 1}
    assert "weapon" in found.known


def test_only_the_proper_names_of_a_conflict_report(tmp_path: Path, piecer: Piecer) -> None:
    dropped: Counter[str] = Counter()
    (found,) = load_re3d(re3d(tmp_path), piecer, proper=True, dropped=dropped)
    assert named(found) == [
        ("Venn", "person"), ("rockets", "weapon"), ("Norland Guard", "organization"), ("Oskvard", "place"),
    ]  # fmt: skip
    assert dropped["description"] == 2


# --- wordings of parties


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Orla Venn", "Orla Venn"),
        ("Norland's Foreign Minister Orla Venn", "Orla Venn"),
        ("the harbour pilot Tomas de Rek", "Tomas de Rek"),
        ("Sen. Orla Venn of Norland", "Orla Venn"),
        ("Orla Venn, minister of Norland", "Orla Venn"),
        ("Mr. Rek", "Rek"),
        ("Kystnet’s Tomas Rek", "Tomas Rek"),
        ("the Minister for the North Orla Venn", None),
        ("The Foreign Secretary", None),
        ("the Norlander", None),
        ("the former head of state", None),
        ("she", None),
        ("She", None),
    ],
)
def test_the_name_in_a_wording_of_a_person(words: str, name: str | None) -> None:
    assert name_in(words, "person") == name


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("the Port Office of Oskvard", "organization", "Port Office of Oskvard"),
        ("The OPO", "organization", "OPO"),
        ("the Oskvard office", "organization", None),
        ("Police", "organization", None),
        ("we", "organization", None),
        ("the 3rd Coast Brigade", "unit", None),
        ("Resolution 12", "document", "Resolution 12"),
        ("Report", "document", None),
    ],
)
def test_the_name_in_other_wordings(words: str, kind: str, name: str | None) -> None:
    assert name_in(words, kind) == name


# --- annotated reports

REPORT = "Orla Venn left Oskvard on Monday. Ms. Venn said Oskvard was calm. The Venn Trust of Oskvard paid."


def report(text: str, *, parties: list[tuple[str, str, list[str]]], places: list[str]) -> dict[str, Any]:
    """An annotated report: parties by type, name and aliases; each place where it first stands."""
    return {
        "parties": [{"type": t, "name": n, "aliases": a} for t, n, a in parties],
        "places": [{"text": p, "start": text.index(p), "end": text.index(p) + len(p)} for p in places],
    }


def test_parties_are_found_wherever_they_stand_and_places_too(piecer: Piecer) -> None:
    doc = report(
        REPORT,
        parties=[
            ("person", "Orla Venn, harbour master", ["Ms. Venn", "she"]),
            ("organization", "Venn Trust", ["The Venn Trust of Oskvard"]),
            ("group", "Pilots", ["Monday"]),
        ],
        places=["Oskvard"],
    )
    example = make_example("x", "x", REPORT, piecer)
    example.names, known = names_of_report(example.segments, doc)
    assert named(example) == [
        ("Orla Venn", "person"), ("Oskvard", "place"), ("Venn", "person"), ("Oskvard", "place"),
        ("Venn Trust of Oskvard", "organization"),
    ]  # fmt: skip
    assert known == {"place"}


def test_in_a_message_in_capitals_the_annotator_s_own_name_tells_what_is_a_name(piecer: Piecer) -> None:
    text = "HARBOUR MASTER ORLA VENN SAID THAT THE PILOTS LEFT OSKVARD. VENN IS THE MASTER."
    doc = report(text, parties=[("person", "Orla Venn", ["VENN", "THE MASTER"])], places=["OSKVARD"])
    example = make_example("x", "x", text, piecer)
    example.names, _ = names_of_report(example.segments, doc)
    assert in_capitals(text)
    assert named(example) == [("ORLA VENN", "person"), ("OSKVARD", "place"), ("VENN", "person")]


def test_a_report_of_either_form_has_its_parties_as_names(tmp_path: Path, piecer: Piecer) -> None:
    data = data_folder(tmp_path / "data")
    places = [{"text": "Oskvard", "start": 15, "end": 22}]
    guide = lines(tmp_path / "guide.jsonl", annotated(places=places))
    own = lines(tmp_path / "own.jsonl", stand_off(annotated(), TEXT))
    (first,), (second,) = load_parties(guide, data, piecer), load_parties(own, data, piecer)
    assert ("Orla Venn", "person") in named(first)
    assert ("Orla Venn", "person") in named(second)
    assert ("Oskvard", "place") in named(first)
    assert first.known == {"place"}
    assert second.known == set()
