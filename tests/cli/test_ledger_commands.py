"""The commands on a ledger: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from secondsource import settings
from secondsource.cli import main
from secondsource.cli.app import app
from secondsource.desk import reading as desk_reading
from tests.cli.signals import heed_ctrl_c
from tests.desk.standin import StandInReader

ROOT = Path(__file__).parents[2]
RUNNER = [sys.executable, str(Path(__file__).with_name("runner.py"))]
OPEN = "Warden Elin Sorby said the pass was open.\n"
LATE = "Mayor Cosmo Vey said the ferry was late.\n\nWarden Elin Sorby said nobody was hurt.\n"
RECORD = {
    "id": "7",
    "text": OPEN + LATE,
    "title": "Pass open",
    "publisher": "The Post",
    "published": "2031-03-04",
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with reports, and a ledger that is set."""
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "open.txt").write_text(OPEN, encoding="utf-8")
    (tmp_path / "set" / "late.txt").write_text(LATE, encoding="utf-8")
    (tmp_path / "one.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(settings.LEDGER, str(tmp_path / "a.ledger"))
    monkeypatch.setenv(settings.AUTHOR, "anna")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(desk_reading, "_shared", [StandInReader()])
    return tmp_path


@pytest.fixture
def run(folder: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process: its exit code, what it printed and what it told."""

    def command(*words: str) -> tuple[int, str, str]:
        capfdbinary.readouterr()
        jobs = ("--jobs", "1") if words[0] == "add" else ()
        code = main([*words, *jobs])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    # Under capture by file descriptor, standard output is the real one, with a buffer.
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(os.fdopen(os.dup(1), "wb"), encoding="utf-8"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(os.fdopen(os.dup(2), "wb"), encoding="utf-8"))
    return command


@pytest.fixture
def filled(run: Run) -> Run:
    """The command, with all reports added."""
    assert run("add", "set", "one.jsonl", "--story", "pass")[0] == 0
    return run


def rows(text: str) -> list[dict[str, Any]]:
    """The rows of jsonl."""
    return [json.loads(line) for line in text.splitlines()]


def test_add_tells_what_came_of_each(run: Run) -> None:
    code, out, err = run("add", "set", "gone.txt", "one.jsonl", "--format", "jsonl")
    assert code == 1
    found = rows(out)
    assert sorted((row["path"], row["state"]) for row in found) == [
        ("gone.txt", "failed"),
        ("one.jsonl#7", "added"),
        ("set/late.txt", "added"),
        ("set/open.txt", "added"),
    ]
    (failed,) = [row for row in found if row["error"]]
    assert (failed["error"]["kind"], failed["report"]) == ("not-found", None)
    assert err.splitlines() == [
        "secondsource: gone.txt: no such file or folder; check the name",
        "secondsource: 3 added, 1 failed",
    ]
    code, out, err = run("add", "set", "--format", "json")
    assert (code, err) == (0, "secondsource: 2 known already\n")
    assert [row["state"] for row in json.loads(out)] == ["known", "known"]
    assert run("add", "set", "-q") == (0, "", "")


@pytest.mark.parametrize(
    "command", ["add - -", "add set --published soon", "add set --jobs", "add set --jobs 0"]
)
def test_wrong_use_of_add_keeps_nothing(run: Run, folder: Path, command: str) -> None:
    assert main(command.split()) == 2
    assert not (folder / "a.ledger").exists()


@pytest.mark.parametrize(
    "command",
    [
        "reports",
        "search pass",
        "show pass",
        "sources",
        "parties",
        "timeline",
        "changes",
        "history",
        "accept 123456",
        "undo",
        "export",
        "backup x",
        "doctor",
        "verify",
        "reread",
        "story list",
        "add",
    ],
)
def test_a_ledger_that_is_not_there_is_told_and_not_made(run: Run, folder: Path, command: str) -> None:
    code, out, err = run(*command.split())
    assert (code, out) == (1, "")
    assert err.startswith(f"secondsource: {folder}/a.ledger: there is no ledger; check the name, or `add`")
    assert err.count("\n") == 1
    assert not (folder / "a.ledger").exists()


def test_reports_in_every_format(filled: Run) -> None:
    code, out, err = filled("reports")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        "2031-03-04  Pass open",
        f"            The Post · 3 statements · {_ids(filled)['#7'][:10]}",
    ]
    assert "no date     Warden Elin Sorby said the pass was open." in out
    lines, listed = (
        rows(filled("reports", "--format", "jsonl")[1]),
        json.loads(filled("reports", "--format", "json")[1]),
    )
    assert lines == listed and len(lines) == 3
    table = list(csv.DictReader(io.StringIO(filled("reports", "--format", "csv")[1])))
    assert [row["id"] for row in table] == [row["id"] for row in lines]


def test_a_story_a_limit_and_a_file(filled: Run, folder: Path) -> None:
    filled("story", "new", "sea")
    filled("story", "add", "sea", "--query", "ferry")
    assert len(rows(filled("reports", "--story", "sea", "--format", "jsonl")[1])) == 2
    assert len(rows(filled("reports", "--limit", "1", "--format", "jsonl")[1])) == 1
    assert filled("reports", "-o", "out.csv")[1] == ""
    assert (folder / "out.csv").read_text().startswith("id,path,title")
    assert filled("reports", "--limit", "-1")[0] == 2


def test_text_shows_fifty_and_says_so(run: Run, folder: Path) -> None:
    records = [{"text": f"Elin Sorby said gate {n} was open.", "title": f"Gate {n}"} for n in range(53)]
    (folder / "many.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    run("add", "many.jsonl")
    _, out, err = run("reports")
    assert out.count("Gate ") == 50
    assert err == "secondsource: the first 50; --limit NUMBER shows more, --limit 0 all\n"
    assert run("reports", "--limit", "0")[1].count("Gate ") == 53
    assert run("reports", "--limit", "50")[2] == ""


def test_search_shows_who_says_it_and_marks_nothing_without_a_terminal(filled: Run) -> None:
    code, out, err = filled("search", "ferry", "--attributed")
    assert (code, err) == (0, "")
    assert "Cosmo Vey  said  the ferry was late" in out
    assert "\x1b" not in out
    assert filled("search", '"was ferry"')[1:] == ("", "secondsource: nothing found\n")
    assert filled("search", "--source", "Warden Elin Sorby", "--format", "jsonl")[1].count("\n") == 4
    counted = json.loads(filled("search", "ferry", "--counts", "--format", "json")[1])
    assert counted["total"] == 2
    assert "Pass open" in filled("search", "ferry", "--reports")[1]


def test_searching_for_nothing_is_wrong_use(filled: Run) -> None:
    code, _, err = filled("search")
    assert (code, err.startswith("secondsource: search: nothing to look for")) == (2, True)
    assert filled("search", "x", "--since", "soon")[0] == 2


@pytest.mark.parametrize("command", ["sources", "timeline", "changes", "history"])
def test_lists_in_text_and_jsonl(filled: Run, command: str) -> None:
    assert filled(command)[0] == 0
    assert filled(command, "--format", "jsonl")[0] == 0


def test_changes_begin_where_one_looked(filled: Run, folder: Path) -> None:
    assert filled("changes", "--look")[1].count("new report") == 3
    assert filled("changes")[1:] == ("", "secondsource: nothing new\n")
    (folder / "new.txt").write_text("Elin Sorby said more.\n")
    filled("add", "new.txt")
    assert filled("changes")[1].count("new report") == 1
    assert filled("changes", "--by", "bela")[1].count("new report") == 4


def test_a_decision_is_made_shown_and_undone(filled: Run) -> None:
    (said,) = rows(
        filled("search", "pass", "--source", "Warden Elin Sorby", "--limit", "1", "--format", "jsonl")[1]
    )
    id = said["id"][7:17]
    code, out, _ = filled("correct", id, "polarity=denied", "--why", "he denies it", "--by", "bela")
    assert (code, out.split("  ")[0]) == (0, f"correct statement {id}: polarity = denied by bela")
    assert "polarity   denies it" in filled("show", id)[1]
    assert "“he denies it”" in filled("history", id)[1]
    code, out, _ = filled("undo")
    assert out.startswith(f"withdrawn: correct statement {id}: polarity = denied by bela")
    assert "denies it" not in filled("show", id)[1].split("Decisions")[0]
    assert filled("reject", id, "--format", "json")[0] == 0
    assert json.loads(filled("accept", id, "--format", "jsonl")[1])["author"] == "anna"
    for wrong in (
        ["correct", id],
        ["correct", id, "polarity"],
        ["correct", id, "colour=red"],
        ["accept", id, "--why", " "],
    ):
        assert filled(*wrong)[0] == 2, wrong
    assert filled("accept", "abcdef")[0] == 1


def test_what_was_missed_is_marked(filled: Run) -> None:
    code, out, err = filled("mark", "#7", "--quote", "nobody was hurt", "--role", "point")
    assert (code, out.startswith("mark point")) == (0, True), err
    assert filled("mark", "#7", "--quote", "no such words")[0] == 2


def test_a_removal_needs_a_reason_and_is_told(filled: Run) -> None:
    assert filled("remove", "#7")[0] == 2
    id = _ids(filled)["#7"]
    assert filled("remove", "#7", "--why", "asked for")[0] == 0
    assert filled("add", "one.jsonl")[2] == "secondsource: 1 kept out as removed\n"
    assert "removed by decision" in filled("show", id)[1]


def test_stories_are_listed_closed_and_opened(filled: Run) -> None:
    assert filled("story", "list")[1].startswith("pass  3 reports · ")
    assert filled("story", "drop", "pass", "#7")[0] == 0
    assert filled("story", "close", "pass")[0] == 0
    assert "2 reports · closed" in filled("story", "list")[1]
    assert filled("add", "one.jsonl", "--story", "pass")[0] == 2
    assert filled("story", "open", "pass")[0] == 0
    for wrong in (
        ["add", "pass"],
        ["new"],
        ["close", "pass", "#7"],
        ["drop", "pass", "--query", "x"],
        ["new", "PASS"],
    ):
        assert filled("story", *wrong)[0] == 2, wrong
    assert filled("story", "add", "nothing", "#7")[0] == 1


def test_export_import_backup_and_restore_give_the_same_bytes(filled: Run, folder: Path) -> None:
    code, out, err = filled("export")
    assert code == 0 and "3 reports" in err
    assert filled("export", "-o", "a.jsonl", "--captures", "captures", "-q") == (0, "", "")
    assert (folder / "a.jsonl").read_text() == out
    other = ("--ledger", str(folder / "b.ledger"))
    code, _, err = filled("import", "a.jsonl", "--captures", "captures", *other)
    assert (code, "3 reports" in err) == (0, True)
    assert filled("export", "-q", *other)[1] == out
    code, _, err = filled("backup", "-o", "a.tar.zst")
    assert code == 0 and "head of the log" in err
    again = ("--ledger", str(folder / "c.ledger"))
    assert filled("restore", "a.tar.zst", *again)[0] == 0
    assert filled("export", "-q", *again)[1] == out
    assert filled("restore", "a.tar.zst", *again)[0] == 1
    head = err.split("head of the log ")[1].split(": ", 1)[1].split()[0]
    assert filled("verify", "--head", head, *again)[0] == 0
    assert filled("verify", "--head", "sha256:" + "0" * 64, *again)[0] == 1


def test_tables_go_out_as_csv(filled: Run, folder: Path) -> None:
    code, out, _ = filled("export", "--table", "statements")
    assert code == 0 and len(list(csv.DictReader(io.StringIO(out)))) > 3
    assert filled("export", "--table", "statements", "-o", "t.csv", "--bom")[1] == ""
    assert (folder / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    for wrong in (["--bom"], ["--table", "numbers", "--history"], ["--table", "numbers", "--format", "xlsx"],
                  ["--table", "numbers", "--table", "times"]):  # fmt: skip
        assert filled("export", *wrong)[0] == 2, wrong


def test_doctor_and_verify_say_what_is_wrong(filled: Run, folder: Path) -> None:
    assert filled("doctor")[1].startswith("sound\n")
    assert filled("verify")[1].startswith("all is as it was\n")
    connection = sqlite3.connect(folder / "a.ledger")
    connection.execute("UPDATE reports SET title = 'Pass shut' WHERE title = 'Pass open'")
    connection.commit()
    connection.close()
    code, out, _ = filled("verify")
    assert (code, out.startswith("1 fault")) == (1, True)
    found = json.loads(filled("verify", "--format", "json")[1])
    assert len(found["faults"]) == 1


def test_known_at_shows_the_past(filled: Run, folder: Path) -> None:
    moment = rows(filled("history", "--format", "jsonl")[1])[-1]["at"]
    (folder / "new.txt").write_text("Elin Sorby said more.\n")
    filled("add", "new.txt")
    assert len(rows(filled("reports", "--format", "jsonl")[1])) == 4
    assert len(rows(filled("reports", "--format", "jsonl", "--known-at", moment)[1])) == 3
    assert filled("reports", "--known-at", "2001-01-01")[1] == ""
    assert filled("reports", "--known-at", "soon")[0] == 2


def test_errors_of_a_ledger_are_one_line(filled: Run, folder: Path) -> None:
    (folder / "text.ledger").write_text("this is no ledger\n")
    (folder / "cut.ledger").write_bytes((folder / "a.ledger").read_bytes()[:9000])
    for name in ("text.ledger", "cut.ledger", "set", "no/such/folder.ledger", "postgresql://x@127.0.0.1:1/x"):
        code, out, err = filled("reports", "--ledger", name)
        assert (code, out) == (1, ""), name
        assert err.count("\n") == 1 and err.startswith("secondsource: "), err
    assert filled("reports", "--ledger", "http://x/")[0] == 2


def test_a_ledger_that_may_only_be_read_is_read(
    filled: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = os.access

    def no_writing(path: Any, mode: int, **more: Any) -> bool:
        return mode & os.W_OK == 0 and may(path, mode, **more)

    monkeypatch.setattr(os, "access", no_writing)
    assert filled("reports")[0] == 0
    code, _, err = filled("remove", "#7", "--why", "asked for")
    assert (code, "opened for reading" in err, err.count("\n")) == (1, True, 1)


def test_help_is_there_at_once_and_loads_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "alembic", "psycopg", "onnxruntime", "numpy", "pydantic", "lxml", "zstandard")
    code = f"""
import sys
from secondsource.cli import main
main(sys.argv[1:])
print([module for module in {heavy} if module in sys.modules])"""
    for words in (["--help"], ["search", "--help"]):
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "[]"
        assert time.perf_counter() - begun < 10  # half a second on a machine at rest; CI shares its own


def test_ctrl_c_stops_add_keeps_what_was_read_and_the_next_takes_up_the_rest(folder: Path) -> None:
    many = folder / "many"
    many.mkdir()
    for n in range(40):
        (many / f"{n:02}.txt").write_text(f"Elin Sorby said gate {n} was open.\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
                   "STANDIN_SECONDS": "0.1", "STANDIN_BEGUN": str(folder / "begun")}  # fmt: skip
    process = subprocess.Popen(
        [*RUNNER, "add", "many", "--jobs", "1"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_ctrl_c,
    )
    while not (folder / "begun").exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, err.decode().startswith("secondsource: stopped: ")) == (b"", True), err
    assert main(["add", "many", "--jobs", "1", "-q"]) == 0
    from secondsource import Desk

    with Desk(create=False) as desk:
        assert sum(1 for row in desk.reports() if row["reading"]) == 40


def test_a_pipe_closed_early_is_no_error(filled: Run) -> None:
    command = f"{sys.executable} -m secondsource reports --format jsonl"
    words = f"{command} | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(["bash", "-c", words], env=environment, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_every_command_has_help_that_fits(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for name in app:
        if not name.startswith("-"):
            assert main([name, "--help"]) == 0
            assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def _ids(run: Run) -> dict[str, str]:
    return {row["path"]: row["id"][7:] for row in rows(run("reports", "--format", "jsonl")[1])}
