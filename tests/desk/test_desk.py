"""The desk: whatever is given becomes a reading, a failure, or one clear error."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import secondsource
from secondsource import desk, errors
from secondsource.desk import reading as desk_reading
from secondsource.model.report import Failure, Report
from secondsource.model.statement import Reading
from tests.desk.standin import StandInReader

TEXT = "Ada Roe said the wall was open.\n"
READER = StandInReader()


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A report in a file."""
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_path_bytes_and_a_report_give_the_same_words(note: Path) -> None:
    for given in (note, str(note), TEXT.encode(), Report(text=TEXT)):
        reading = desk.read(given, reader=READER)
        assert reading.report.text == TEXT
        assert [said.content.text for said in reading.statements] == ["the wall was open"]


def test_options_reach_the_report(note: Path) -> None:
    report = desk.read(note, published="2031-03-04", publisher="The Post", reader=READER).report
    assert (report.published, report.publisher) == ("2031-03-04", "The Post")


def test_a_missing_path_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFound, match=r"gone\.txt") as caught:
        desk.read(tmp_path / "gone.txt", reader=READER)
    assert caught.value.kind == "not-found"


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("not-found", errors.NotFound),
        ("empty", errors.NoText),
        ("too-large", errors.TooLarge),
        ("timeout", errors.FetchError),
        ("a-new-kind", errors.InputError),
    ],
)
def test_a_failure_is_an_error_of_its_kind(kind: str, error: type[errors.InputError]) -> None:
    made = desk_reading.error_of(Failure(path="a.txt", kind=kind, message="it failed"))
    assert type(made) is error
    assert made.kind == kind
    assert str(made) == "a.txt: it failed"


def test_a_message_that_begins_with_the_path_does_not_say_it_twice() -> None:
    failure = Failure(path="https://a.example/", kind="timeout", message="https://a.example/ never ended")
    assert str(desk_reading.error_of(failure)) == failure.message


def test_several_reports_are_wrong_use_of_read(note: Path) -> None:
    (note.parent / "other.txt").write_text(TEXT + TEXT, encoding="utf-8")
    with pytest.raises(errors.UsageError, match="several reports; take read_all"):
        desk.read(note.parent, reader=READER)


def test_read_all_goes_on_after_failures(note: Path) -> None:
    found = list(desk.read_all([note, "gone.txt", b"", TEXT.encode()], reader=READER))
    assert [type(one).__name__ for one in found] == ["Reading", "Failure", "Failure", "Reading"]


@pytest.mark.parametrize(("text", "ahead"), [(TEXT, 5), (TEXT + "x" * 310_000, 0)], ids=["short", "long"])
def test_read_all_takes_some_ahead_and_no_more(text: str, ahead: int) -> None:
    taken: list[int] = []

    def given() -> Any:
        for number in range(12):
            taken.append(number)
            yield Report(text=text)

    found = desk.read_all(given(), reader=READER)
    for asked in range(1, 5):
        assert isinstance(next(found), Reading)
        assert len(taken) == asked + ahead
    assert len(list(found)) == 8


def test_attributions_as_the_corpus_cuts_them_are_read_when_asked_for() -> None:
    asked: list[bool] = []

    class Asked:
        def read(self, report: Report, *, raw: bool = False) -> Reading:
            asked.append(raw)
            return READER.read(report)

    report = Report(text=TEXT)
    desk.read(report, reader=Asked())
    desk.read(report, raw=True, reader=Asked())
    list(desk.read_rows([report], raw=True, reader=Asked()))
    assert asked == [False, True, True]


def test_a_report_that_breaks_the_reader_is_a_failure_and_the_rest_is_read() -> None:
    reports = [Report(text="BREAK THE READER", path="bad.txt"), Report(text=TEXT)]
    failure, reading = desk.read_all(reports, reader=READER)
    assert isinstance(failure, Failure) and isinstance(reading, Reading)
    assert (failure.path, failure.kind) == ("bad.txt", "internal")
    assert "RuntimeError: broken)" in failure.message


def test_a_reader_without_weights_stops_everything() -> None:
    class Weightless:
        def read(self, report: Report, *, raw: bool = False) -> Reading:
            raise errors.WeightsError("the weights are missing")

    with pytest.raises(errors.WeightsError):
        list(desk.read_all([Report(text=TEXT)], reader=Weightless()))


def test_the_shared_reader_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[int] = []

    class Reader(StandInReader):
        @classmethod
        def load(cls) -> Reader:
            loads.append(1)
            return cls()

    module = ModuleType("secondsource.reading")
    module.Reader = Reader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "secondsource.reading", module)
    monkeypatch.setattr(desk_reading, "_shared", [])
    threads = [threading.Thread(target=lambda: desk.read(Report(text=TEXT))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == [1]


def test_rows_come_with_what_options_add() -> None:
    row, failed = desk.read_rows([Report(text=TEXT), "gone.txt"], with_text=True, raw=True, reader=READER)
    assert row["report"] and row["report"]["text"] == TEXT
    assert row["attributions"] == failed["attributions"] == []
    assert failed["error"] and failed["error"]["kind"] == "not-found"


@pytest.mark.parametrize("name", secondsource.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(secondsource, name) is not None
    assert name in dir(secondsource)


def test_no_other_name_is() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        secondsource.nonsense  # noqa: B018
