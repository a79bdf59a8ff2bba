"""Record files: one report a line, as the records page lays down."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsource.intake import Limits, receive
from secondsource.model.report import Failure, Report
from tests.intake.pages import PROSE, article, linked_data, outcomes

TEXT = "The dam held, its engineer said."


def write(folder: Path, *rows: object, name: str = "in.jsonl", end: str = "\n") -> str:
    path = folder / name
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_bytes("".join(line + end for line in lines).encode())
    return str(path)


def read(path: str, **options: object) -> list[Report | Failure]:
    return list(receive(path, **options))  # type: ignore[arg-type]


def test_a_record_gives_its_fields_and_its_text_as_it_stands(tmp_path: Path) -> None:
    text = "  The dam\r\nheld.\u2028It did.\f\u0085\u2029 "
    path = write(
        tmp_path,
        {"id": "a1", "text": text, "title": "T", "publisher": "P", "byline": "B", "dateline": "D",
         "language": "en-GB",
         "published": "2026-03-03", "address": "https://x.invalid/1"},
    )  # fmt: skip
    (report,) = read(path)
    assert isinstance(report, Report)
    assert (report.text, report.path, report.record) == (text, f"{path}#a1", "a1")
    assert (report.title, report.publisher, report.byline, report.dateline) == ("T", "P", "B", "D")
    assert (report.published, report.address, report.language) == ("2026-03-03", "https://x.invalid/1", "en")
    assert report.retrieved is None


def test_synonyms_and_null(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "text": TEXT,
            "date": "2026-03-03",
            "url": "https://x.invalid/1",
            "title": None,
            "file": None,
            "id": None,
        },
        {"text": TEXT, "date": "2026-03-03", "published": "2026-03-04"},
        {"text": TEXT, "date": "2026-03-03", "published": None, "id": 7},
    )
    first, second, third = (item for item in read(path) if isinstance(item, Report))
    assert (first.published, first.address, first.title, first.record) == (
        "2026-03-03",
        "https://x.invalid/1",
        None,
        None,
    )
    assert first.path == f"{path}#L1"
    assert second.published == "2026-03-04"
    assert (third.published, third.path) == ("2026-03-03", f"{path}#7")


def test_a_records_own_fields_win_over_the_options(tmp_path: Path) -> None:
    path = write(tmp_path, {"text": TEXT, "published": "2026-03-03", "publisher": "P"}, {"text": TEXT})
    own, bare = (
        item for item in read(path, published="2025-01-01", publisher="Q") if isinstance(item, Report)
    )
    assert (own.published, own.publisher) == ("2026-03-03", "P")
    assert (bare.published, bare.publisher) == ("2025-01-01", "Q")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_end_at_line_feeds_only(tmp_path: Path, end: str) -> None:
    texts = ["a\u2028b said so.", "c\u0085d\x1c\x0b\x0c said so.", "e\u2029f said so."]
    path = tmp_path / "in.jsonl"
    escapes = {code: f"\\u{code:04x}" for code in range(32)}
    raw = end.join('{"text": "' + text.translate(escapes) + '"}' for text in texts)
    path.write_bytes(b"\xef\xbb\xbf" + raw.encode())
    assert [item.text for item in read(str(path)) if isinstance(item, Report)] == texts


BAD = {
    "no JSON": "The dam held.",
    "half a record": '{"text": "The dam',
    "a list": "[1, 2]",
    "a text": '"The dam held."',
    "null": "null",
    "nothing to read": '{"id": "a", "title": "T"}',
    "only nulls": '{"text": null, "file": null, "address": null}',
    "a text that is none": '{"text": 5}',
    "a title that is none": '{"text": "a", "title": ["b"]}',
    "an id that is none": '{"text": "a", "id": {"b": 1}}',
    "a true id": '{"text": "a", "id": true}',
    "half a character": '{"text": "a \\ud800 b"}',
    "a zero": '{"text": "a \\u0000 b"}',
    "no date": '{"text": "a", "published": "soon"}',
    "a day that is none": '{"text": "a", "date": "2026-02-30"}',
    "too deep": "[" * 100_000,
    "too long a figure": '{"text": "a", "id": ' + "9" * 5000 + "}",
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_bad_line_is_a_row_of_its_own_and_the_others_are_read(tmp_path: Path, line: str) -> None:
    path = write(tmp_path, {"text": TEXT, "id": "one"}, line, "", "  ", {"text": TEXT})
    first, bad, last = read(path)
    assert isinstance(first, Report) and first.path == f"{path}#one"
    assert isinstance(bad, Failure) and bad.kind == "bad-record"
    assert bad.path in (f"{path}#L2", f"{path}#a")
    assert isinstance(last, Report) and last.path == f"{path}#L5"


def test_a_line_that_is_no_utf_8_is_a_bad_record(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n' + json.dumps({"text": TEXT}).encode())
    bad, good = read(str(path))
    assert isinstance(bad, Failure) and bad.kind == "bad-record" and bad.path.endswith("#L1")
    assert isinstance(good, Report)


def test_an_empty_text_and_an_empty_file(tmp_path: Path) -> None:
    (empty,) = read(write(tmp_path, {"text": " \n", "id": "a"}))
    assert isinstance(empty, Failure) and (empty.kind, empty.path[-2:]) == ("empty", "#a")
    (none,) = read(write(tmp_path, "", "  "))
    assert isinstance(none, Failure) and none.kind == "empty"


def test_a_file_is_read_by_its_own_kind_and_the_record_wins(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    head = linked_data(datePublished="2026-03-03", author={"name": "Ada Quill"})
    (tmp_path / "sub" / "page.dat").write_bytes(article(head=head))
    path = write(
        tmp_path,
        {"file": "sub/page.dat", "id": "p", "byline": "Bo Reyes", "address": "https://x.invalid/2025/01/a"},
    )
    (report,) = read(path, published="2020-01-01")
    assert isinstance(report, Report)
    assert report.text == "\n\n".join(PROSE)
    assert (report.path, report.byline, report.published) == (f"{path}#p", "Bo Reyes", "2026-03-03")
    assert report.address == "https://x.invalid/2025/01/a" and report.retrieved is None
    assert report.capture is not None and report.blocks


def test_a_file_stays_under_the_record_files_own_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "in").mkdir(parents=True)
    (tmp_path / "home2").mkdir()
    for place in (tmp_path / "secret.txt", tmp_path / "home2" / "a.txt", home / "in" / "a.txt"):
        place.write_text(TEXT)
    os.symlink(tmp_path / "secret.txt", home / "link.txt")
    os.symlink(tmp_path, home / "up")
    os.symlink(home / "in" / "a.txt", home / "fine.txt")
    names = [
        "../secret.txt", str(tmp_path / "secret.txt"), "link.txt", "up/secret.txt", "in/../../secret.txt",
        "../home2/a.txt", "in", ".", "", "a\x00b", "/etc/passwd",
    ]  # fmt: skip
    path = write(home, *({"file": name} for name in names if name and "\x00" not in name))
    for item in read(path):
        assert isinstance(item, Failure) and item.kind == "bad-record", item
    good = write(home, {"file": "in/a.txt"}, {"file": "fine.txt"}, {"file": "./in/../in/a.txt"})
    assert [item.text for item in read(good) if isinstance(item, Report)] == [TEXT] * 3


def test_a_file_may_not_be_missing_a_record_file_or_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    path = write(tmp_path, {"file": "nothing.txt"}, {"file": "in.jsonl"}, {"file": "pipe"})
    assert [item.kind for item in read(path) if isinstance(item, Failure)] == [
        "not-found",
        "bad-record",
        "not-a-file",
    ]


def test_bytes_without_a_folder_cannot_name_files() -> None:
    (failure,) = outcomes(json.dumps({"file": "a.txt"}).encode())
    assert isinstance(failure, Failure) and failure.kind == "bad-record"


def test_a_record_file_may_be_larger_than_a_report_but_no_record_may(tmp_path: Path) -> None:
    path = write(tmp_path, *({"text": TEXT} for _ in range(50)), {"id": "big", "text": TEXT * 40})
    found = read(path, limits=Limits(size=900))
    assert sum(isinstance(item, Report) for item in found) == 50
    assert isinstance(found[-1], Failure)
    assert (found[-1].kind, found[-1].path) == ("too-large", f"{path}#big")
    (refused,) = read(path, limits=Limits(size=900, records=2000))
    assert isinstance(refused, Failure) and refused.kind == "too-large"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1).filter(lambda text: text.strip() and "\x00" not in text), max_size=6))
def test_texts_come_back_unchanged(texts: list[str]) -> None:
    body = "".join(json.dumps({"text": text}) + "\n" for text in ["The dam held.", *texts]).encode()
    found = outcomes(body, language="any")
    assert [item.text for item in found if isinstance(item, Report)] == ["The dam held.", *texts]
