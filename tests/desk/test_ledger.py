"""The desk on a ledger: each call hands on, gives rows, and says clearly what is wrong."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import secondsource
from secondsource import Desk, LedgerError, Pages, SecondSourceError, UnknownId, UsageError, settings
from secondsource.model.report import Report
from secondsource.model.statement import Reader, Reading
from tests.desk.standin import StandInReader

Make = Callable[..., Path]


@pytest.fixture
def desk(where: str, reports: Make, reader: StandInReader) -> Iterator[Desk]:
    """A ledger with three reports."""
    with Desk(where, author="anna") as opened:
        opened.add(reports(3), story="dam", reader=reader)
        yield opened


def test_the_ledger_is_the_one_that_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.LEDGER, str(tmp_path / "set.ledger"))
    with Desk() as desk:
        assert desk.where == str(tmp_path / "set.ledger")
    monkeypatch.delenv(settings.LEDGER)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(LedgerError, match="there is no ledger"):
        Desk(create=False)
    with Desk() as desk:
        assert desk.where == str(tmp_path / "data" / "secondsource" / "default.ledger")
    assert (tmp_path / "data" / "secondsource" / "default.ledger").exists()


def test_who_decides_is_named_set_or_logged_in(
    desk: Desk, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (said, *_) = desk.search("gate")
    assert desk.accept(said["id"], by="bela")["author"] == "bela"
    assert desk.accept(said["id"])["author"] == "anna"
    monkeypatch.setenv(settings.AUTHOR, "cosmo")
    with Desk(where) as other:
        assert other.accept(said["id"])["author"] == "cosmo"
    monkeypatch.delenv(settings.AUTHOR)
    monkeypatch.setattr("getpass.getuser", lambda: (_ for _ in ()).throw(KeyError("no such user")))
    assert settings.author() is None


def test_pages_are_fetched_when_gone_through_and_each_time_anew(desk: Desk) -> None:
    asked = 0

    def fetch() -> Iterator[int]:
        nonlocal asked
        for number in range(1000):
            asked = number
            yield number

    pages = Pages("reports", fetch)
    assert pages.first(3) == [0, 1, 2] and asked == 2
    assert next(iter(pages)) == 0
    assert "reports" in repr(pages)
    listed = desk.reports()
    before = len(list(listed))
    desk.add(Report(text="Elin Sorby said more.\n"), reader=StandInReader())
    assert len(list(listed)) == before + 1


def test_rows_go_to_pandas_where_it_is_installed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> Any:
        if not installed:
            raise ImportError(name)
        return SimpleNamespace(DataFrame=lambda lines, columns: (lines, columns))

    monkeypatch.setattr("secondsource.desk.pages.import_module", load)
    installed = True
    lines, columns = desk.reports().to_pandas()
    assert len(lines) == 3 and "title" in columns
    installed = False
    with pytest.raises(SecondSourceError, match="pip install pandas"):
        desk.reports().to_pandas()


def test_lists_and_single_things(desk: Desk) -> None:
    assert len(list(desk.search("gate", source="Warden Elin Sorby", story="dam"))) == 3
    assert len(list(desk.search_reports("gate"))) == 3
    assert desk.counts("gate")["total"] == 3
    assert {row["key"] for row in desk.sources()} == {"warden elin sorby", "cosmo vey"}
    assert list(desk.parties()) == [] and list(desk.timeline()) == []
    (said, *_) = desk.search("gate")
    assert desk.show(said["id"][:20])["what"] == "statement"
    assert desk.opening(said["report"]["id"]).startswith("Warden Elin Sorby said")
    assert desk.opening(said["report"]["id"], length=12) == "Warden Elin …"
    with pytest.raises(UnknownId):
        desk.show("123456")
    with pytest.raises(UsageError):
        desk.search("gate", since="soon")


def test_decisions_are_made_and_taken_back(desk: Desk) -> None:
    (said, *_) = desk.search("gate")
    (row,) = desk.correct(said["id"], {"polarity": "denied"}, why="he denies it")
    assert (row["kind"], row["why"], row["in_force"]) == ("correct", "he denies it", True)
    assert [each["polarity"] for each in desk.search("gate", polarity="denied")] == ["denied"]
    undone = desk.undo(by="bela")
    assert undone["target"] == row["id"]
    desk.withdraw(undone["id"])
    assert len(list(desk.search(polarity="denied"))) == 1
    desk.reject(said["id"])
    assert said["id"] not in [each["id"] for each in desk.search("gate")]
    marked = desk.mark(said["report"]["id"], "nobody had gone near it", role="point")
    assert marked["kind"] == "mark"
    assert [entry["author"] for entry in desk.history(said["id"])][-1] == "anna"
    assert list(desk.orphans()) == []


def test_stories_are_begun_filled_and_closed(desk: Desk) -> None:
    desk.story_new("river")
    first, second, third = desk.reports()
    assert desk.story_add("river", [first["id"]]) is not None
    assert desk.story_add("river", [first["id"]]) is None
    desk.story_fill("river", "gate", source="Cosmo Vey")
    assert len(desk.story("river")["reports"]) == 3
    desk.story_drop("river", [first["id"]])
    assert first["id"] not in desk.story("river")["reports"]
    desk.story_close("river")
    with pytest.raises(UsageError):
        desk.story_add("river", [second["id"]])
    desk.story_open("river")
    assert [row["name"] for row in desk.stories()] == ["dam", "river"]
    assert desk.stories(known_at="2001-01-01") == []
    assert third["id"] in desk.story("dam")["reports"]


def test_a_filled_story_keeps_its_query(desk: Desk) -> None:
    desk.story_new("river")
    desk.story_fill("river", "gate", publisher=["The Post"])
    assert desk.story("river")["queries"] == [{"words": "gate", "publisher": ["The Post"]}]


def test_a_newer_reader_reads_again_and_older_readings_stay(desk: Desk) -> None:
    class Newer(StandInReader):
        identity = Reader(version="9.0.0", weights="sha256:" + "9" * 64)

        def read(self, report: Report, *, raw: bool = False) -> Reading:
            from dataclasses import replace

            return replace(super().read(report), reader=self.identity)

    done: list[Any] = []
    summary = desk.reread(on_outcome=done.append, reader=Newer())
    assert (summary.read, len(done), summary.failures, str(summary)) == (3, 3, [], "3 read again")
    assert desk.reread(reader=Newer()).read == 0
    shown = desk.show(done[0].report)
    assert shown["what"] == "report"
    assert [(held["version"], held["in_force"]) for held in shown["readings"]] == [
        ("9.0.0", True),
        ("0.0.0-standin", False),
    ]


def test_what_goes_out_comes_back(
    desk: Desk, make_where: Callable[[], str], tmp_path: Path, where: str
) -> None:
    desk.export(tmp_path / "a.jsonl", captures=tmp_path / "captures")
    with Desk(make_where()) as other:
        other.import_(tmp_path / "a.jsonl", captures=tmp_path / "captures")
        other.export(tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    desk.backup(tmp_path / "a.tar.zst")
    again = make_where()
    Desk.restore(tmp_path / "a.tar.zst", again)
    with Desk(again, create=False) as restored:
        restored.export(tmp_path / "c.jsonl")
        assert restored.doctor().sound and not restored.verify().faults
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "c.jsonl").read_bytes()


def test_tables_are_files(desk: Desk, tmp_path: Path) -> None:
    assert desk.tables(tmp_path / "s.csv", "statements") == {"statements": 6}
    for to, names, more in (
        (tmp_path / "s.csv", (), {}),
        (tmp_path / "s.txt", "statements", {}),
        (tmp_path / "s.csv", "colours", {}),
        (sys.stdout, "statements", {"format": "xlsx"}),
    ):
        with pytest.raises(UsageError):
            desk.tables(to, names, **more)  # type: ignore[arg-type]


def test_looking_sets_a_bookmark(desk: Desk) -> None:
    assert {row["what"] for row in desk.changes()} >= {"report"}
    desk.look()
    assert list(desk.changes()) == []
    assert list(desk.changes(user="bela")) != []


def test_importing_the_package_loads_no_ledger() -> None:
    assert importlib.import_module("secondsource") is secondsource
    assert {"Desk", "Pages", "Summary", "Outcome", "LedgerError", "UnknownId"} <= set(secondsource.__all__)
