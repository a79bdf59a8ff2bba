"""OpenDocument texts: tracked changes accepted, what stands beside the text told and kept out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondsource.intake import Limits, from_bytes
from secondsource.model.report import Failure, Report
from tests.intake.office import open_text, packed

FILES = Path(__file__).parent / "files" / "odt"
SAID = "The warden said that the pass was open."


def outcomes(body: bytes, **options: object) -> list[Report | Failure]:
    return list(from_bytes(body, path="a.odt", language="any", **options))  # type: ignore[arg-type]


def report_of(body: bytes, **options: object) -> Report:
    found = outcomes(body, **options)
    assert len(found) == 1 and isinstance(found[0], Report), found
    return found[0]


def failure_of(body: bytes, **options: object) -> Failure:
    found = outcomes(body, **options)
    assert len(found) == 1 and isinstance(found[0], Failure), found
    return found[0]


def located(report: Report) -> list[tuple[str, str]]:
    return [(block.locator, report.text[block.span.start : block.span.end]) for block in report.blocks]


def test_a_real_file_with_changes_annotations_notes_and_a_box() -> None:
    report = report_of((FILES / "libreoffice-changes.odt").read_bytes())
    assert report.title == "Quarry blast cracks houses in Upper Lomm"
    assert (report.byline, report.published) == ("Ansel Wray", "2026-03-05")
    found = dict(located(report))
    changed = "paragraph 3 (1 insertion taken in, 1 deletion left out, 1 comment left out)"
    assert "cracked the walls of seventeen houses on Wednesday night and hurt two people" in found[changed]
    assert found["text box at paragraph 5"].startswith("The quarry in figures")
    assert found["table 1"] == "House\tCrack in mm\nMill Lane 4\t12\nMill Lane 6\t9"
    assert [locator for locator, _ in located(report)][-2:] == [
        "footnote 1 to paragraph 4",
        "endnote 1 to paragraph 14",
    ]
    for left_out in ("nobody at all", "rumour", "Check her rank", "Not for release", "Page"):
        assert left_out not in report.text


@pytest.mark.parametrize(
    ("name", "title", "published"),
    [
        ("libreoffice-table.odt", "Two island ferries laid up as fuel costs bite", "2026-03-04"),
        ("pandoc-notes.odt", "Quarry blast cracks houses in Upper Lomm", "2026-03-05"),
    ],
)
def test_real_files(name: str, title: str, published: str) -> None:
    report = report_of((FILES / name).read_bytes())
    assert (report.title, report.published) == (title, published)
    assert title not in report.text and any(block.locator.startswith("footnote 1") for block in report.blocks)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('Four<text:s text:c="3"/>of <text:span>five</text:span>\n   boats', "Four   of five boats"),
        ("one<text:line-break/>two<text:tab/>three", "one\ntwo\tthree"),
        ("the dam<office:annotation><text:p>really?</text:p></office:annotation> held", "the dam held"),
        ('the <text:span text:style-name="H">secret </text:span>dam', "the dam"),
        (
            "<text:ruby><text:ruby-base>dam</text:ruby-base><text:ruby-text>dm</text:ruby-text></text:ruby>",
            "dam",
        ),
        ("<text:a><text:span>Torrin</text:span></text:a> pass", "Torrin pass"),
    ],
)
def test_paragraphs(inner: str, text: str) -> None:
    hidden = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    assert report_of(open_text(f"<text:p>{inner}</text:p>", styles=hidden)).text == text


def test_styles_tell_headlines_by_what_they_are_built_on() -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    body = f'<text:p text:style-name="P1">Snow shuts the pass</text:p><text:p>{SAID}</text:p>'
    report = report_of(open_text(body, styles=styles))
    assert (report.title, report.text) == ("Snow shuts the pass", SAID)


def test_deleted_hidden_and_gathered_text_is_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:section text:display="none"><text:p>hidden</text:p></text:section>'
        "<text:table-of-content><text:index-body><text:p>What is known 3</text:p></text:index-body>"
        f"</text:table-of-content><text:section><text:p>{SAID}</text:p></text:section>"
    )
    assert report_of(open_text(body)).text == SAID


def test_repeated_cells_do_not_multiply() -> None:
    cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>9</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}{cell}</table:table-row>'
    body = open_text(f"<text:p>{SAID}</text:p><table:table>{row}</table:table>")
    assert report_of(body).text == f"{SAID}\n\n9\t9"


# ---- bad input ------------------------------------------------------------------------------------------


def test_a_locked_one_says_so() -> None:
    manifest = "<m><file-entry><encryption-data/></file-entry></m>"
    body = open_text(
        "<text:p>x</text:p>", parts={"content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest}
    )
    assert failure_of(body).kind == "encrypted"


def test_other_kinds_of_opendocument_are_named() -> None:
    body = open_text("", mimetype="application/vnd.oasis.opendocument.spreadsheet")
    failure = failure_of(body)
    assert failure.kind == "unsupported" and "spreadsheet" in failure.message


def test_entities_are_never_built() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'
    assert failure_of(open_text("", parts={"content.xml": bomb})).kind == "damaged"


def test_a_part_that_unpacks_beyond_the_limit_is_stopped() -> None:
    body = open_text(f"<text:p>{'A' * 2_000_000}</text:p>")
    assert failure_of(body, limits=Limits(size=100_000)).kind == "too-large"


def test_elements_without_end_in_one_another_are_stopped() -> None:
    deep = "<text:section>" * 5_000 + f"<text:p>{SAID}</text:p>" + "</text:section>" * 5_000
    assert failure_of(open_text(deep)).kind == "too-deep"
    spans = "<text:span>" * 240 + SAID + "</text:span>" * 240
    assert report_of(open_text(f"<text:p>{spans}</text:p>")).text == SAID


def test_spaces_are_not_counted_out_without_end() -> None:
    assert len(report_of(open_text(f'<text:p>{SAID}<text:s text:c="999999999"/>x</text:p>')).text) < 2_000


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (open_text(f"<text:p>{SAID}</text:p>")[:-60], "truncated"),
        (open_text("", parts={"content.xml": "<a"}), "damaged"),
        (open_text("", parts={"content.xml": "<a/>"}), "unsupported"),
        (open_text("<text:p/>"), "empty"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "damaged"),
    ],
    ids=["cut off", "no xml", "no body", "no words", "no text"],
)
def test_broken_ones(body: bytes, kind: str) -> None:
    assert failure_of(body).kind == kind
