"""Word documents: tracked changes taken as accepted, what stands beside the text told and kept out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondsource.intake import Limits, from_bytes
from secondsource.model.report import Failure, Report
from tests.intake.office import core, p, packed, word, word_part

FILES = Path(__file__).parent / "files" / "docx"
SAID = "The warden said that the pass was open."


def outcomes(body: bytes, **options: object) -> list[Report | Failure]:
    return list(from_bytes(body, path="a.docx", language="any", **options))  # type: ignore[arg-type]


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


def test_a_real_file_with_changes_comments_notes_and_a_box() -> None:
    report = report_of((FILES / "libreoffice-changes.docx").read_bytes())
    assert report.title == "Quarry blast cracks houses in Upper Lomm"
    assert (report.byline, report.published) == ("Ansel Wray", "2026-03-05")
    assert report.dateline == "UPPER LOMM, March 5 (VNA)"
    found = dict(located(report))
    changed = "paragraph 3 (1 insertion taken in, 1 deletion left out, 1 comment left out)"
    assert "cracked the walls of seventeen houses on Wednesday night and hurt two people" in found[changed]
    assert "the fire chief, Berit Stane, said." in found[changed]
    assert found["text box at paragraph 5"].startswith("The quarry in figures")
    assert found["table 1"] == "House\tCrack in mm\nMill Lane 4\t12\nMill Lane 6\t9"
    assert [locator for locator, _ in located(report)][-2:] == [
        "footnote 1 to paragraph 4",
        "endnote 1 to paragraph 15",
    ]
    for left_out in ("nobody at all", "rumour", "Check her rank", "Not for release", "Page"):
        assert left_out not in report.text


@pytest.mark.parametrize(
    ("name", "title", "published"),
    [
        ("libreoffice-table.docx", "Two island ferries laid up as fuel costs bite", "2026-03-04"),
        ("pandoc-notes.docx", "Quarry blast cracks houses in Upper Lomm", "2026-03-05"),
    ],
)
def test_real_files(name: str, title: str, published: str) -> None:
    report = report_of((FILES / name).read_bytes())
    assert (report.title, report.published) == (title, published)
    assert title not in report.text and any(block.locator.startswith("footnote 1") for block in report.blocks)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ("<w:r><w:t>Four </w:t></w:r><w:ins><w:r><w:t>of five</w:t></w:r></w:ins>", "Four of five"),
        ("<w:r><w:t>Four</w:t></w:r><w:del><w:r><w:delText> of five</w:delText></w:r></w:del>", "Four"),
        ("<w:ins><w:del><w:r><w:t>no</w:t></w:r></w:del><w:r><w:t>yes</w:t></w:r></w:ins>", "yes"),
        ("<w:moveFrom><w:r><w:t>a</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>b</w:t></w:r></w:moveTo>", "b"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>shown</w:t></w:r>", "shown"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>', "shown"),
        ("<w:r><w:t>Finch</w:t><w:noBreakHyphen/><w:t>Maddock</w:t></w:r>", "Finch-Maddock"),
        ("<w:r><w:t>ware</w:t><w:softHyphen/><w:t>house</w:t></w:r>", "warehouse"),
        ("<w:r><w:instrText>X</w:instrText></w:r><w:hyperlink><w:r><w:t>y</w:t></w:r></w:hyperlink>", "y"),
        ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", "one\ntwo"),
    ],
)  # fmt: skip
def test_runs(runs: str, text: str) -> None:
    assert report_of(word(f"<w:p>{runs}</w:p>")).text == text


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = f"<w:p>{mark}<w:r><w:t>The road was </w:t></w:r></w:p>{p('open again.')}{p(SAID)}"
    assert report_of(word(body)).text == f"The road was open again.\n\n{SAID}"


def test_the_strict_form_is_read_too() -> None:
    assert report_of(word(p(SAID), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")).text == SAID


def test_a_box_is_read_once_though_it_is_written_twice() -> None:
    box = "<w:txbxContent>" + p("In figures: 40.") + "</w:txbxContent>"
    both = (
        '<m:AlternateContent xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<m:Choice><w:drawing>{box}</w:drawing></m:Choice><m:Fallback><w:pict>{box}</w:pict></m:Fallback>"
        "</m:AlternateContent>"
    )
    report = report_of(word(f"<w:p><w:r>{both}<w:t>{SAID}</w:t></w:r></w:p>"))
    assert located(report) == [("paragraph 1", SAID), ("text box at paragraph 1", "In figures: 40.")]


def test_a_table_that_lays_out_the_page_is_text_and_deleted_rows_are_gone() -> None:
    long = " ".join([SAID] * 5)
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('gone')}</w:tc></w:tr>"
    layout = f"<w:tbl><w:tr><w:tc>{p(long)}</w:tc><w:tc>{p('Press office')}</w:tc></w:tr>{gone}</w:tbl>"
    assert located(report_of(word(layout))) == [("paragraph 1", long), ("paragraph 2", "Press office")]


def test_notes_of_a_table_that_lays_out_the_page_are_told_once() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    cell = f"<w:p><w:r><w:t>{' '.join([SAID] * 5)}</w:t></w:r>{reference}</w:p>"
    notes = word_part("footnotes", f'<w:footnote w:id="2">{p("He spoke by wireless.")}</w:footnote>')
    body = f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{p('x')}</w:tc></w:tr></w:tbl>"
    found = located(report_of(word(body, parts={"word/footnotes.xml": notes})))
    assert [locator for locator, _ in found] == ["paragraph 1", "paragraph 2", "footnote 1 to paragraph 1"]


def test_a_table_of_contents_is_left_out() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('What is known ... 3')}</w:sdtContent></w:sdt>"
    )
    assert report_of(word(contents + p(SAID))).text == SAID


def test_properties_stand_in_only_where_they_are_plausible() -> None:
    good = core(title="Snow shuts the pass", creator="Orla Finch", created="2026-03-03T08:00:00Z")
    report = report_of(word(p(SAID), parts={"docProps/core.xml": good}))
    assert (report.title, report.byline, report.published) == (
        "Snow shuts the pass",
        "Orla Finch",
        "2026-03-03",
    )
    poor = core(
        title="Document1",
        creator="Windows User",
        created="2019-03-03T08:00:00Z",
        modified="2026-03-03T08:00:00Z",
    )
    report = report_of(word(p(SAID), parts={"docProps/core.xml": poor}))
    assert (report.title, report.byline, report.published) == (None, None, None)


def test_macros_are_passed_over() -> None:
    assert (
        report_of(word(p(SAID), parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen()"})).text
        == SAID
    )


def test_a_page_set_into_the_document_is_read_in_its_turn() -> None:
    relations = '<Relationships><Relationship Id="r1" Target="inner.txt"/></Relationships>'
    body = p(SAID) + '<w:altChunk xmlns:r="urn:r" r:id="r1"/>'
    inner = "The miller reported that the water had risen to the third step of the chapel in the night."
    parts = {"word/_rels/document.xml.rels": relations, "word/inner.txt": inner}
    first, second = outcomes(word(body, parts=parts))
    assert isinstance(first, Report) and isinstance(second, Report) and second.text == inner
    _, missing = outcomes(word(body))
    assert isinstance(missing, Failure) and missing.kind == "unreadable"


# ---- bad input ------------------------------------------------------------------------------------------


def test_a_locked_one_is_an_ole_file_and_says_so() -> None:
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(96)
    )
    assert failure_of(locked).kind == "encrypted"
    older = locked.replace(
        "EncryptedPackage".encode("utf-16-le"), "WordDocument\x00\x00\x00\x00".encode("utf-16-le")
    )
    failure = failure_of(older)
    assert failure.kind == "unsupported" and "save it as .docx" in failure.message


def test_entities_are_never_built() -> None:
    doubled = "".join(f'<!ENTITY a{number} "&a{number - 1};&a{number - 1};">' for number in range(1, 40))
    text = "<w:p><w:r><w:t>&a39;</w:t></w:r></w:p>"
    bomb = (
        f'<!DOCTYPE d [<!ENTITY a0 "boom ">{doubled}]>'
        f'<w:document xmlns:w="urn:w"><w:body>{text}</w:body></w:document>'
    )
    assert failure_of(word("", parts={"word/document.xml": bomb})).kind == "damaged"
    file = (
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document xmlns:w="urn:w"><w:body>'
        "<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert failure_of(word("", parts={"word/document.xml": file})).kind == "damaged"


def test_a_part_that_unpacks_beyond_the_limit_is_stopped() -> None:
    body = word(p("A" * 2_000_000))
    assert len(body) < 10_000
    assert failure_of(body, limits=Limits(size=100_000)).kind == "too-large"


def test_elements_without_end_in_one_another_are_stopped() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 2_000 + p(SAID) + "</w:tc></w:tr></w:tbl>" * 2_000
    assert failure_of(word(deep)).kind == "too-deep"


def test_tables_in_tables_do_not_take_ever_longer() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + p(" ".join([SAID] * 9)) + "</w:tc></w:tr></w:tbl>" * 60
    assert report_of(word(deep)).text.startswith(SAID)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (word(p(SAID))[:-60], "truncated"),
        (word("", parts={"word/document.xml": "<w:document"}), "damaged"),
        (word("", parts={"word/document.xml": "<a/>"}), "damaged"),
        (word(p("")), "empty"),
        (packed({"[Content_Types].xml": "", "word/styles.xml": "<a/>"}), "damaged"),
    ],
    ids=["cut off", "no xml", "no body", "no words", "no text"],
)
def test_broken_ones(body: bytes, kind: str) -> None:
    assert failure_of(body).kind == kind


def test_a_zip_of_another_kind_is_no_document() -> None:
    note = "The miller reported that the water had risen to the third step of the chapel in the night."
    found = outcomes(packed({"note.txt": note, "password/word.txt": note + " Nobody was hurt."}))
    assert all(isinstance(report, Report) for report in found) and len(found) == 2
