"""PDF: what a reader sees, in the order of reading, with the way back to each page."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest

from secondsource.intake import Limits, from_bytes, pages
from secondsource.model.report import Failure, Report
from tests.intake.pdfs import column, pdf, picture, stream, text_at

FILES = Path(__file__).parent / "files" / "pdf"
FERRY = "Two island ferries laid up as fuel costs bite"
OPENING = "The ferry company that serves the Orrin islands will lay up two of its five boats from Monday"
CLOSING = "several said that people had been kinder to one another then."
STORY = (
    "The warden of the Torrin pass said that the road was",
    "open to lorries by day, and that nobody had been hurt",
    "when the snow slid down upon the second bridge.",
)
OTHER = (
    "In the valley below, the miller reported that water had",
    "risen to the third step of the chapel, which it had not",
    "done since his grandfather was a boy of nine years.",
)


def outcomes(body: bytes, **options: object) -> list[Report | Failure]:
    return list(from_bytes(body, path="a.pdf", name="a.pdf", language="any", **options))  # type: ignore[arg-type]


def report_of(body: bytes, **options: object) -> Report:
    found = outcomes(body, **options)
    assert len(found) == 1 and isinstance(found[0], Report), found
    return found[0]


def kinds(body: bytes, **options: object) -> list[str]:
    return [found.kind if isinstance(found, Failure) else "report" for found in outcomes(body, **options)]


def located(report: Report) -> list[tuple[str, str]]:
    return [(block.locator, report.text[block.span.start : block.span.end]) for block in report.blocks]


# ---- real files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["chromium-columns.pdf", "chromium-page.pdf", "libreoffice-columns.pdf"])
def test_columns_of_real_programs_read_in_order(name: str) -> None:
    report = report_of((FILES / name).read_bytes())
    assert (report.title, report.byline, report.published) == (FERRY, "Nell Harrowgate", "2026-03-04")
    assert report.text.startswith(OPENING)
    running = report.text.split("Figure 1")[0].split("1 The ministry")[0].rstrip()
    assert running.endswith(CLOSING)
    assert "the islands’ medical officer, Dr. Ines Carrow, wrote in a letter to the council." in report.text
    assert "Aldridge-Roke" in report.text and "second-hand vessel" in report.text
    assert "\N{SOFT HYPHEN}" not in report.text and "127.0.0.1" not in report.text
    assert "AM" not in report.text and "Vessel Bay Courier" not in report.text


def test_paragraphs_over_two_pages_lead_back_to_both_and_tables_stand_apart() -> None:
    report = report_of((FILES / "libreoffice-columns.pdf").read_bytes())
    found = located(report)
    cut = next(at for at, (_, text) in enumerate(found) if text.endswith("across twice a week,"))
    assert [locator for locator, _ in found[cut : cut + 2]] == ["page 1", "page 2"]
    assert "across twice a week, its secretary told the local wireless" in report.text
    assert found[-3:] == [
        ("page 1, note", "1 The ministry gave the figure in a written answer of 12 February."),
        ("page 2, caption", "Table 1: Crossings in February"),
        (
            "page 2, table",
            "Route\tPlanned\tSailed\nVessel Bay to Little Orrin\t56\t31\nVessel Bay to Great Orrin\t84\t70\n"
            "Orrin Sound\t12\t0",
        ),
    ]
    assert "clause by clause." in report.text and "clause.1" not in report.text


def test_a_printed_page_without_its_white_letters_and_its_caption_apart() -> None:
    report = report_of((FILES / "chromium-page.pdf").read_bytes())
    assert "Buy cheap" not in report.text
    assert located(report)[-1][0] == "page 1, caption"


def test_a_locked_one_is_refused() -> None:
    assert kinds((FILES / "libreoffice-locked.pdf").read_bytes()) == ["encrypted"]


# ---- words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("She praised the power-", "ful engines of the boat that lay there."), "powerful engines"),
        (("Then came Captain Ruth Finch-", "Maddock, who had sailed at dawn."), "Finch-Maddock, who"),
        (("Nobody asked the state-", "owned railway of the upper valley."), "state-owned railway"),
        (("He counted twenty-", "five lambs before the second frost."), "twenty-five lambs"),
        (("They fell: two-", "and three-storey houses fell that day."), "two- and three-storey"),
        (("A well-tended hedge is what well-", "tended villages are proud of."), "well-tended villages"),
        (("Here and there ship-", "yards are closed. The shipyards lie idle."), "there shipyards are"),
        (("The name was COVID-", "19 was another one, she said twice."), "COVID-19 was"),
        (("She asked for long-", "er walls along the eastern shore."), "longer walls"),
    ],
)  # fmt: skip
def test_hyphens_at_line_ends(lines: tuple[str, str], expected: str) -> None:
    assert expected in report_of(pdf(column(60, lines))).text


def test_ligatures_are_letters_again() -> None:
    font = (
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
        "/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[1/fi/fl]>>>>"
    )
    body = pdf(
        column(60, ["The \\001re brigade of \\002at Finch\\001eld said the \\002ood was over."]), font=font
    )
    assert report_of(body).text == "The fire brigade of flat Finchfield said the flood was over."


def test_fonts_that_tell_no_letters_are_not_read_as_nonsense() -> None:
    font = (
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 10 0 R"
        "/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding>>>>"
    )
    ranges = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> " \
        b"endcodespacerange 1 beginbfrange <20> <7e> <e020> endbfrange endcmap end"  # fmt: skip
    assert kinds(pdf(column(60, STORY), font=font, objects=[stream(ranges)])) == ["undecodable"]


# ---- order ----------------------------------------------------------------------------------------------


def test_columns_drawn_line_by_line_are_read_one_after_the_other() -> None:
    pairs = zip(STORY, OTHER, strict=True)
    rows = [
        text_at(60, 700 - 12 * number, left, size=9) + text_at(320, 700 - 12 * number, right, size=9)
        for number, (left, right) in enumerate(pairs)
    ]
    assert report_of(pdf("".join(rows))).text == f"{' '.join(STORY)}\n\n{' '.join(OTHER)}"


def test_a_headline_over_both_columns_parts_what_is_above_from_what_is_below() -> None:
    heading = "What the people of both valleys told us when the worst of it was over and done with"
    body = pdf(
        column(60, STORY, top=780) + column(320, OTHER, top=780)
        + text_at(60, 700, heading, size=10.6)
        + column(60, OTHER, top=670) + column(320, STORY, top=670)
    )  # fmt: skip
    blocks = [text for _, text in located(report_of(body))]
    assert [text[:20] for text in blocks] == [
        STORY[0][:20],
        OTHER[0][:20],
        heading[:20],
        OTHER[0][:20],
        STORY[0][:20],
    ]


def test_three_columns() -> None:
    narrow = [
        "The warden said that the",
        "road was open by day and",
        "nobody had been hurt on",
        "either of the bridges.",
    ]
    other = [
        "The miller reported that",
        "water had risen up to the",
        "third step of the chapel",
        "of Saint Odo in the vale.",
    ]
    last = [
        "The mayor called for calm",
        "and for sandbags, which a",
        "lorry from Corran brings",
        "before the next full moon.",
    ]
    body = pdf(column(400, last) + column(60, narrow) + column(230, other))
    assert [text.split()[1] for _, text in located(report_of(body))] == ["warden", "miller", "mayor"]


def test_a_table_is_no_pair_of_columns() -> None:
    rows = [("Bridge", "Lorries"), ("Upper Torrin", "120"), ("Lower Torrin", "64"), ("Chapel ford", "3")]
    cells = "".join(
        text_at(60, 600 - 16 * n, a) + text_at(300, 600 - 16 * n, b) for n, (a, b) in enumerate(rows)
    )
    report = report_of(pdf(column(60, STORY) + cells))
    assert located(report)[-1] == ("page 1, table", "\n".join("\t".join(row) for row in rows))


def test_paragraphs_are_parted_by_space_by_indents_and_by_short_lines() -> None:
    spaced = column(60, STORY) + column(60, OTHER, top=720)
    short = column(60, [*STORY[:2], "when the snow slid down.", *OTHER])
    indented = (
        column(60, (*STORY[:2], "when the snow slid down upon it by the second bridge."))
        + text_at(76, 744, OTHER[0], size=9)
        + column(60, OTHER[1:], top=732)
    )
    for body in (spaced, short, indented):
        assert len(report_of(pdf(body)).blocks) == 2


# ---- what is not seen -----------------------------------------------------------------------------------

LAYERS = "/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]>>>>"
LAYER = "<</Type/OCG/Name(old wording)>>"
HIDDEN = text_at(60, 600, "The hidden sentence said that nobody would ever read it.")


@pytest.mark.parametrize(
    "hidden",
    [
        f"/OC /L BDC {HIDDEN} EMC",
        f"3 Tr {HIDDEN} 0 Tr",
        f"1 1 1 rg {HIDDEN} 0 g",
        f"{HIDDEN} 0 g 50 590 400 30 re f",
        text_at(60, 2600, "The hidden sentence lies far off the page."),
        text_at(60, 600, "The hidden sentence is too small to be seen.", size=0.8),
        "BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (hidden DRAFT) Tj ET",
        f"/Artifact BMC {HIDDEN} EMC",
    ],
    ids=["layer", "invisible", "white", "covered", "off the page", "tiny", "across", "artifact"],
)
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    body = pdf(
        column(60, STORY) + hidden, catalog=LAYERS, resources="/Properties<</L 10 0 R>>", objects=[LAYER]
    )
    assert report_of(body).text == " ".join(STORY)


def test_a_layer_in_a_form_is_left_out_too() -> None:
    form = stream(
        HIDDEN.encode(),
        fields="/Type/XObject/Subtype/Form/BBox[0 0 595 842]/OC 10 0 R/Resources<</Font<</F 3 0 R>>>>",
    )
    body = pdf(
        column(60, STORY) + "/X Do", catalog=LAYERS, resources="/XObject<</X 11 0 R>>", objects=[LAYER, form]
    )
    assert report_of(body).text == " ".join(STORY)


@pytest.mark.parametrize(
    "shown",
    [
        f"/OC /L BDC {HIDDEN} EMC",
        f"0 0 0.4 rg 50 590 400 30 re f 1 1 1 rg {HIDDEN} 0 g",
        f"0.9 g 50 590 400 30 re f 0 g {HIDDEN}",
    ],
    ids=["layer", "white on blue", "on a tint"],
)
def test_what_is_seen_stays(shown: str) -> None:
    catalog = "/OCProperties<</OCGs[10 0 R]/D<</ON[10 0 R]>>>>"
    body = pdf(
        column(60, STORY) + shown, catalog=catalog, resources="/Properties<</L 10 0 R>>", objects=[LAYER]
    )
    assert "The hidden sentence" in report_of(body).text


def test_the_text_that_was_recognised_in_a_scan_is_read() -> None:
    page = f"q 595 0 0 842 0 0 cm /I Do Q 3 Tr {column(60, STORY)}"
    report = report_of(pdf(page, resources="/XObject<</I 10 0 R>>", objects=[picture()]))
    assert report.text == " ".join(STORY)


def test_headers_footers_and_page_numbers_are_left_out_but_no_sentence_that_comes_again() -> None:
    again = "Nobody had been hurt."
    sheets = [
        text_at(60, 815, f"The Torrin Courier, sheet {number}") + text_at(290, 30, f"- {number} -")
        + column(60, (*lines, again))
        for number, lines in enumerate((STORY, OTHER, STORY), start=1)
    ]  # fmt: skip
    report = report_of(pdf(*sheets))
    assert "Courier" not in report.text and "- 2 -" not in report.text
    assert report.text.count(again) == 3 and report.text.count(" ".join(STORY)) == 2
    assert [block.locator for block in report.blocks] == ["page 1", "page 2", "page 3"]


def test_a_page_on_its_side_is_read() -> None:
    turned = "q 0 1 -1 0 595 0 cm " + column(60, STORY, top=500) + " Q"
    assert report_of(pdf(turned, page="/Rotate 90")).text == " ".join(STORY)


# ---- what it says of itself -----------------------------------------------------------------------------


def test_the_text_wins_over_the_properties() -> None:
    properties = {
        "Title": "Microsoft Word - final2.doc",
        "Author": "user01",
        "CreationDate": "D:20190101120000Z",
    }
    head = text_at(60, 790, "Snow shuts the Torrin pass", size=22) + text_at(60, 765, "By Orla Finch") \
        + text_at(60, 745, "3 March 2026")  # fmt: skip
    report = report_of(pdf(head + column(60, STORY, top=700), information=properties))
    assert (report.title, report.byline, report.published) == (
        "Snow shuts the Torrin pass",
        "Orla Finch",
        "2026-03-03",
    )
    assert report.text == " ".join(STORY)
    assert {(reason.field, reason.code) for reason in report.reasons} == {
        ("byline", "text-byline"),
        ("published", "header"),
    }


def test_plausible_properties_stand_in_with_their_reason() -> None:
    properties = {
        "Title": "Snow shuts the Torrin pass",
        "Author": "Orla Finch",
        "CreationDate": "D:20260303120000Z",
    }
    report = report_of(pdf(column(60, STORY), information=properties))
    assert (report.title, report.byline, report.published) == (
        "Snow shuts the Torrin pass",
        "Orla Finch",
        "2026-03-03",
    )
    assert {(reason.field, reason.code) for reason in report.reasons} == {
        ("byline", "own-data"),
        ("published", "own-data"),
    }


# ---- bad input ------------------------------------------------------------------------------------------


def test_pictures_without_text_are_called_a_scan() -> None:
    page = "q 595 0 0 842 0 0 cm /I Do Q"
    (failure,) = outcomes(pdf(page, resources="/XObject<</I 10 0 R>>", objects=[picture()]))
    assert isinstance(failure, Failure) and failure.kind == "scanned" and "OCR" in failure.message


def test_pages_that_are_pictures_are_told_beside_the_report() -> None:
    scan = "q 595 0 0 842 0 0 cm /I Do Q"
    body = pdf(column(60, STORY), scan, scan, resources="/XObject<</I 10 0 R>>", objects=[picture()])
    report, failure = outcomes(body)
    assert isinstance(report, Report) and isinstance(failure, Failure)
    assert failure.kind == "scanned" and "pages 2-3" in failure.message


def test_a_cut_off_file_is_told_with_what_is_left_of_it() -> None:
    whole = pdf(column(60, STORY), column(60, OTHER))
    assert kinds(whole[: whole.index(b"startxref")]) == ["report", "truncated"]
    assert kinds(whole[:300]) == ["truncated"]
    linearized = whole.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%/Linearized 1/L 99999>>\n")
    assert "truncated" in kinds(linearized)


@pytest.mark.parametrize(
    "body", [b"%PDF-1.4\nnothing of a PDF follows\n%%EOF", b"%PDF-" + bytes(500) + b"%%EOF"]
)
def test_what_only_begins_like_one_is_damaged(body: bytes) -> None:
    assert kinds(body) == ["damaged"]


def test_a_page_without_anything_is_empty() -> None:
    assert kinds(pdf("")) == ["empty"]


def test_files_inside_are_read_in_their_turn() -> None:
    note = b"The harbour office said on Monday that the ferry would sail again, whatever the weather."
    names = "/Names<</EmbeddedFiles<</Names[(note.txt) 10 0 R]>>>>"
    specification = "<</Type/Filespec/F(note.txt)/UF(note.txt)/EF<</F 11 0 R>>>>"
    body = pdf(
        column(60, STORY), catalog=names, objects=[specification, stream(note, fields="/Type/EmbeddedFile")]
    )
    first, second = outcomes(body)
    assert isinstance(first, Report) and isinstance(second, Report)
    assert second.path == "a.pdf#note.txt" and second.text == note.decode()


def test_too_many_pages_are_refused_before_any_is_read() -> None:
    assert kinds(pdf(*[column(60, STORY)] * 4), limits=Limits(pages=3)) == ["too-many"]


def test_too_many_letters_are_refused() -> None:
    lines = "".join(column(20 + 180 * side, STORY * 60, top=800, size=3, step=4) for side in range(3))
    packed = stream(lines.encode(), packed=True)
    body = pdf("X").replace(stream(b"X"), packed)
    assert kinds(body, limits=Limits(size=20_000)) == ["too-large"]


def test_a_stream_that_unpacks_beyond_the_memory_is_stopped() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b"0 0 m " * 200_000) for _ in range(400)) + packer.flush()
    fields = f"<</Filter/FlateDecode/Length {len(bomb)}>>stream\n".encode()
    body = pdf("X").replace(stream(b"X"), fields + bomb + b"\nendstream")
    (failure,) = outcomes(body, limits=Limits(memory=300_000_000))
    assert isinstance(failure, Failure) and failure.kind in ("too-large", "damaged")


def test_forms_that_draw_one_another_without_end_are_stopped() -> None:
    forms = [
        stream(
            b"/N Do " * 10,
            fields=f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N {11 + number} 0 R>>>>",
        )
        for number in range(12)
    ]
    body = pdf("/N Do", resources="/XObject<</N 10 0 R>>", objects=forms)
    # Which limit is met first is the machine's affair.
    assert kinds(body, limits=Limits(work=1))[0] in ("timeout", "too-large")


@pytest.mark.parametrize(
    ("program", "kind"),
    [
        ("import os; os.kill(os.getpid(), 11)", "damaged"),
        ("raise MemoryError", "too-large"),
        ("import os; os.kill(os.getpid(), 9)", "timeout"),
        ("print('{\"document\":{}}'); print('{\"pa')", "damaged"),
    ],
)
def test_a_reader_of_pages_that_dies_is_one_failure(
    program: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dies.py").write_text(program)
    monkeypatch.setattr(pages, "_PROGRAM", tmp_path / "dies.py")
    assert sys.executable and kinds(pdf(column(60, STORY))) == [kind]


def test_the_same_bytes_give_the_same_report() -> None:
    body = (FILES / "libreoffice-columns.pdf").read_bytes()
    assert report_of(body) == report_of(body)
