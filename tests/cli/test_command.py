"""The command as people and programs run it: what goes where, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from secondsource.records import schema
from tests.cli.signals import heed_ctrl_c

ROOT = Path(__file__).parents[2]
RUNNER = [sys.executable, str(Path(__file__).with_name("runner.py"))]
OPEN = "Warden Elin Sorby said the pass was open.\n"
LATE = "Mayor Cosmo Vey said the “ferry” was late – again.\n"
HEAVY = {"onnxruntime", "tokenizers", "numpy", "pydantic", "jinja2", "trafilatura", "httpx", "lxml"}


def environment(**more: str) -> dict[str, str]:
    """A quiet environment in which the package and the tests are found."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "LC_ALL")}
    return kept | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])} | more


def run(folder: Path, *words: str, given: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """The command with the stand-in reader, to its end."""
    return subprocess.run(
        [*RUNNER, *words], cwd=folder, input=given, capture_output=True, env=environment(**more), timeout=60
    )


def rows(output: bytes) -> list[dict[str, Any]]:
    """The rows of jsonl."""
    return [json.loads(line) for line in output.decode("utf-8").split("\n") if line]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports, an empty file, and a folder of two reports."""
    (tmp_path / "open.txt").write_text(OPEN, encoding="utf-8")
    (tmp_path / "late.txt").write_text(LATE, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "set").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "set" / name).write_text(OPEN, encoding="utf-8")
    return tmp_path


def test_jsonl_is_a_row_for_each_report_and_each_failure(folder: Path) -> None:
    done = run(folder, "read", "open.txt", "gone.txt", "empty.txt", "set", "--format", "jsonl")
    assert done.returncode == 1
    found = rows(done.stdout)
    assert [row["path"] for row in found] == ["open.txt", "gone.txt", "empty.txt", "set/a.txt", "set/b.txt"]
    assert [bool(row["error"]) for row in found] == [False, True, True, False, False]
    for row in found:
        Draft202012Validator(schema("read")).validate(row)
    told = done.stderr.decode().splitlines()
    assert [line.split(": ")[:2] for line in told[:2]] == [
        ["secondsource", "gone.txt"],
        ["secondsource", "empty.txt"],
    ]
    assert told[2:] == ["secondsource: 3 read, 2 could not be read"]


def test_json_is_one_list_also_of_nothing_read(folder: Path) -> None:
    done = run(folder, "read", "open.txt", "late.txt", "--format", "json", "--with-text", "--raw")
    found = json.loads(done.stdout)
    assert [row["report"]["text"] for row in found] == [OPEN, LATE]
    assert [row["attributions"] for row in found] == [[], []]
    assert len(json.loads(run(folder, "read", "gone.txt", "--format", "json").stdout)) == 1


def test_text_shows_readings_and_tells_failures_apart(folder: Path) -> None:
    done = run(folder, "read", "open.txt", "empty.txt", "late.txt", COLUMNS="60")
    shown = done.stdout.decode()
    assert "  Warden Elin Sorby\n   1  said  the pass was open\n" in shown
    assert "the “ferry” was late – again" in shown
    assert "empty" not in shown and "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 60
    assert "secondsource: empty.txt: " in done.stderr.decode()
    assert done.returncode == 1


def test_grouped_by_source_in_text_and_as_a_page(folder: Path) -> None:
    (folder / "two.txt").write_text(f"{OPEN}{LATE}Warden Elin Sorby said it snowed.\n", encoding="utf-8")
    shown = run(folder, "read", "two.txt", "--group", "source").stdout.decode()
    assert (
        "Left open\n\n  Warden Elin Sorby  2\n   1  said  the pass was open\n   3  said  it snowed\n" in shown
    )
    page = run(folder, "read", "two.txt", "--group", "source", "-o", "two.html")
    assert page.returncode == 0
    assert '<li class="kind"><h3>Left open</h3>' in (folder / "two.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["text", "csv", "jsonl"])
@pytest.mark.parametrize("table", ["times", "numbers", "places"])
def test_tables_of_nothing_found_and_of_failures(folder: Path, table: str, kind: str) -> None:
    done = run(folder, "read", "open.txt", "gone.txt", "--table", table, "--format", kind)
    assert done.returncode == 1 and b"secondsource: gone.txt: " in done.stderr
    shown = done.stdout.decode()
    if kind == "text":
        assert shown == f"No {table}.\n"
    elif kind == "csv":
        assert shown.startswith("path,") and shown.count("\n") == 1
    else:
        (failed,) = rows(done.stdout)
        assert failed["path"] == "gone.txt" and failed["error"]["kind"] and failed["statements"] == []
    empty = run(folder, "read", "gone.txt", "--table", table, "--format", kind, "-q")
    assert empty.returncode == 1 and (kind != "jsonl" or empty.stderr == b"")


def test_a_table_takes_its_format_from_the_name_and_its_mark_on_request(folder: Path) -> None:
    assert run(folder, "read", "set", "--table", "numbers", "-o", "out.csv").returncode == 0
    assert (folder / "out.csv").read_bytes().startswith(b"path,text,low,high")
    assert run(folder, "read", "set", "--table", "numbers", "-o", "out.csv", "--bom").returncode == 0
    assert (folder / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfpath,text,low,high")


def test_all_well_is_exit_0_and_quiet_says_nothing(folder: Path) -> None:
    done = run(folder, "read", "open.txt", "late.txt", "-q")
    assert (done.returncode, done.stderr) == (0, b"")
    done = run(folder, "read", "open.txt", "gone.txt", "-q", "--format", "jsonl")
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"gone.txt" in run(folder, "read", "gone.txt", "-q").stderr


def test_standard_input_is_read(folder: Path) -> None:
    done = run(folder, "read", "-", "open.txt", "--format", "jsonl", given=LATE.encode())
    assert [row["path"] for row in rows(done.stdout)] == ["-", "open.txt"]


def test_options_reach_the_report(folder: Path) -> None:
    words = ("--published", "2031-03", "--publisher", "The Post")
    row = rows(run(folder, "read", "open.txt", *words, "--format", "jsonl").stdout)[0]
    assert (row["report"]["published"], row["report"]["publisher"]) == ("2031-03", "The Post")


def test_a_file_whose_name_looks_like_an_option_is_read_after_two_hyphens(folder: Path) -> None:
    (folder / "-x.txt").write_text(OPEN, encoding="utf-8")
    assert rows(run(folder, "read", "--format", "jsonl", "--", "-x.txt").stdout)[0]["path"] == "-x.txt"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("read",), "nothing to read"),
        (("read", "open.txt", "--format", "csv"), "csv goes with --table times, numbers or places"),
        (("read", "open.txt", "-o", "out.csv"), "csv goes with --table"),
        (("read", "open.txt", "--table", "people"), "people"),
        (("read", "open.txt", "--table", "times", "--format", "html"), "--format text, csv or jsonl"),
        (("read", "open.txt", "--table", "times", "--format", "json"), "--format text, csv or jsonl"),
        (("read", "open.txt", "--table", "times", "-o", "out.html"), "--format text, csv or jsonl"),
        (("read", "open.txt", "--table", "times", "--format", "jsonl", "--raw"), "--raw is about statements"),
        (("read", "open.txt", "--table", "places", "--points"), "--points is about statements"),
        (("read", "open.txt", "--table", "places", "--group", "source"), "--group is about statements"),
        (("read", "open.txt", "--table", "numbers", "--with-text"), "--with-text is about statements"),
        (("read", "open.txt", "--table", "numbers", "--own"), "--own is about statements"),
        (("read", "open.txt", "--table", "numbers", "--bom"), "--bom goes with --format csv"),
        (("read", "open.txt", "--bom"), "--bom goes with --table"),
        (("read", "open.txt", "--bogus"), "--bogus"),
        (("read", "open.txt", "--format"), "--format"),
        (("read", "-", "-"), "once only"),
        (("read", "open.txt", "--raw"), "--raw goes with --format json or jsonl"),
        (("read", "open.txt", "--group", "party"), "party"),
        (
            ("read", "open.txt", "--group", "source", "--format", "jsonl"),
            "--group goes with --format text or html",
        ),
        (
            ("read", "open.txt", "--group", "source", "-o", "out.json"),
            "--group goes with --format text or html",
        ),
        (("read", "open.txt", "--published", "yesterday"), "2024-10-18"),
        (("read", "open.txt", "--language", "de"), "de"),
        (("read", "open.txt", "-o", "gone/out.txt"), "there is no folder"),
        (("read", "open.txt", "-o", "set"), "that is a folder"),
        (("read", "open.txt", "-o", "./open.txt"), "one of the inputs"),
        (("reed", "open.txt"), "reed"),
        (("schema",), "NAME"),
        (("schema", "wall"), "wall"),
    ],
)
def test_wrong_use_is_exit_2_with_one_line_and_nothing_done(
    folder: Path, words: tuple[str, ...], told: str
) -> None:
    done = run(folder, *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert told in done.stderr.decode()
    assert (folder / "open.txt").read_text(encoding="utf-8") == OPEN


def test_a_report_that_breaks_the_reader_stops_no_other(folder: Path) -> None:
    (folder / "set" / "a.txt").write_text("BREAK THE READER", encoding="utf-8")
    done = run(folder, "read", "set", "--format", "jsonl")
    assert done.returncode == 1
    assert [(row["error"] or {}).get("kind") for row in rows(done.stdout)] == ["internal", None]
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONUTF8": "0"}])
@pytest.mark.parametrize("kind", ["text", "json", "jsonl", "html"])
def test_output_is_utf8_whatever_the_locale(folder: Path, locale: dict[str, str], kind: str) -> None:
    done = run(folder, "read", "late.txt", "--format", kind, "--with-text", **locale)
    assert "“ferry” was late – again" in done.stdout.decode("utf-8")
    assert done.returncode == 0


def test_a_name_that_is_no_text_is_read_and_told(folder: Path) -> None:
    with open(os.fsencode(folder) + b"/wall-\xff.txt", "w") as file:
        file.write(OPEN)
    for kind in ("jsonl", "text", "html"):
        done = run(folder, "read", ".", "--format", kind)
        assert "wall-" in done.stdout.decode("utf-8")
        assert b"Traceback" not in done.stderr


def many(folder: Path) -> Path:
    """A folder of 300 reports."""
    (folder / "many").mkdir()
    for number in range(300):
        (folder / "many" / f"{number:03}.txt").write_text(OPEN * 20, encoding="utf-8")
    return folder / "many"


@pytest.mark.parametrize("kind", ["text", "json", "jsonl"])
def test_a_pipe_closed_early_is_no_error(folder: Path, kind: str) -> None:
    process = subprocess.Popen(
        [*RUNNER, "read", str(many(folder)), "--format", kind],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


def test_a_full_disk_is_one_line_and_exit_1(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*RUNNER, "read", "open.txt"], cwd=folder, stdout=full, stderr=subprocess.PIPE, env=environment()
        )
    assert done.returncode == 1
    assert (
        done.stderr.decode() == "secondsource: standard output cannot be written: No space left on device\n"
    )


def interrupted(folder: Path, *words: str) -> tuple[int, bytes, bytes]:
    """Exit code, output and words of a run that gets Ctrl-C after its first reports."""
    begun = folder / "begun"
    process = subprocess.Popen(
        [*RUNNER, "read", str(many(folder)), *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
        env=environment(STANDIN_SECONDS="0.1", STANDIN_BEGUN=str(begun)),
        bufsize=0,  # communicate() knows nothing of what a buffer holds
        preexec_fn=heed_ctrl_c,
    )  # fmt: skip
    assert process.stdout
    first = b"" if "-o" in words else process.stdout.readline() + process.stdout.readline()
    while not begun.exists() and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    output, told = process.communicate(timeout=60)
    return process.returncode, first + output, told


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_ctrl_c_is_exit_130_and_what_was_done_is_printed(folder: Path, kind: str) -> None:
    code, output, told = interrupted(folder, "--format", kind)
    assert code == 130
    found = json.loads(output) if kind == "json" else rows(output)
    assert 1 <= len(found) < 300
    assert re.fullmatch(rb"secondsource: stopped: \d+ read; the rest was not\n", told)


def test_ctrl_c_keeps_what_was_done_in_the_file_too(folder: Path) -> None:
    code, _, told = interrupted(folder, "-o", "out.html")
    assert code == 130
    assert b"Traceback" not in told
    assert "the pass was open" in (folder / "out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "begins"), [("o.html", "<!doc"), ("o.json", "["), ("o.jsonl", "{"), ("o", "a.")]
)
def test_the_file_takes_its_format_from_its_name(folder: Path, name: str, begins: str) -> None:
    done = run(folder, "read", "set", "-o", name)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (folder / name).read_text(encoding="utf-8").startswith(begins)


def test_the_file_takes_the_place_of_the_old_one_whole_and_keeps_its_mode(folder: Path) -> None:
    target = folder / "set" / "out.jsonl"
    target.touch(0o640)
    link = folder / "link.jsonl"
    link.symlink_to(target)
    assert run(folder, "read", "open.txt", "-o", "link.jsonl").returncode == 0
    assert link.is_symlink()
    assert len(rows(target.read_bytes())) == 1
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in target.parent.iterdir()) == ["a.txt", "b.txt", "out.jsonl"]


def test_a_new_file_has_the_rights_of_any_other_and_is_not_read_itself(folder: Path) -> None:
    done = run(folder, "read", "set", "-o", "set/out.jsonl")
    assert (done.returncode, len(rows((folder / "set/out.jsonl").read_bytes()))) == (0, 2)
    (folder / "plain").touch()
    assert (folder / "set/out.jsonl").stat().st_mode == (folder / "plain").stat().st_mode


def in_terminal(folder: Path, *words: str, **more: str) -> str:
    """What a terminal of 50 columns shows of a run."""
    primary, secondary = pty.openpty()
    process = subprocess.Popen(
        [*RUNNER, *words], cwd=folder, stdin=secondary, stdout=secondary, stderr=secondary,
        env=environment(TERM="xterm-256color", COLUMNS="50", **more), start_new_session=True,
    )  # fmt: skip
    os.close(secondary)
    shown = b""
    while select.select([primary], [], [], 30)[0]:
        try:
            read = os.read(primary, 65536)
        except OSError:
            break
        if not read:
            break
        shown += read
    os.close(primary)
    assert process.wait(60) == 0
    return shown.decode("utf-8")


def test_a_terminal_gets_colour_unless_told_not_to(folder: Path) -> None:
    assert "\x1b[1;36mWarden Elin Sorby" in in_terminal(folder, "read", "open.txt")
    plain = in_terminal(folder, "read", "open.txt", NO_COLOR="1")
    assert "Warden Elin Sorby" in plain
    assert not re.search(r"\x1b\[[0-9;]*3\dm", plain)


def test_progress_is_shown_on_a_terminal_when_data_goes_elsewhere(folder: Path) -> None:
    assert "Reading" in in_terminal(folder, "read", "set", "-o", "out.jsonl", STANDIN_SECONDS="0.3")
    quiet = in_terminal(folder, "read", "set", "-o", "out.jsonl", "-q", STANDIN_SECONDS="0.3")
    assert quiet == ""


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("read", "--help"), ()])
def test_help_and_version_answer_without_anything_heavy(words: tuple[str, ...]) -> None:
    script = (
        "import sys; from secondsource.cli import main; code = main(sys.argv[1:]);"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, env=environment(), timeout=60
    )
    assert done.returncode == 0
    assert done.stdout
    loaded = set(re.findall(r"'(\w+)'", done.stderr.decode()))
    assert "cyclopts" in loaded
    assert loaded & HEAVY == set()


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "secondsource", "--version"],
        capture_output=True,
        env=environment(),
        timeout=60,
    )
    assert re.fullmatch(rb"secondsource \d+\.\d+\.\d+\n", done.stdout)


def test_the_schema_is_printed(folder: Path) -> None:
    done = run(folder, "schema", "read")
    assert json.loads(done.stdout) == schema("read")
