"""The shape of the repository: what the contracts, the manners and the pages promise of the code."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from secondsource import versions

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "secondsource"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted(PACKAGE.rglob("*.py"))
OURS = [*MODULES, *sorted((ROOT / "training").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
LONGEST_MODULE = 400
# A program of its own that imports nothing of the package, so that it starts at once; and a table.
LONGER = {"src/secondsource/intake/pdfium.py": 480, "src/secondsource/linking/event_table.py": 600}
LONGEST_FUNCTION = 60
LARGEST_FILE = 30_000_000  # the weights are the largest


def name_of(path: Path) -> str:
    """A path as people know it, from the root."""
    return path.relative_to(ROOT).as_posix()


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Every call of a plain name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """The import check, run on a copy of the tree."""
    script = Path(sys.executable).with_name("lint-imports")
    words = [sys.executable, str(script), "--no-cache"]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": ""}
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def copy_of_the_code(folder: Path) -> Path:
    """The package and its contracts, where they can be spoilt."""
    shutil.copy(ROOT / "pyproject.toml", folder / "pyproject.toml")
    ignored = shutil.ignore_patterns("__pycache__", "*.onnx")
    shutil.copytree(PACKAGE, folder / "src" / "secondsource", ignore=ignored)
    return folder / "src" / "secondsource"


VIOLATIONS = {
    "stages import each other": ("reading/spoilt.py", "import secondsource.intake"),
    "imports run back": ("model/spoilt.py", "import secondsource.text"),
    "a surface reaches below the desk": ("cli/spoilt.py", "from secondsource.model import span"),
    "render knows more than records": ("render/spoilt.py", "from secondsource.model import span"),
    "another than the encoder knows ONNX": ("reading/spoilt.py", "import onnxruntime"),
    "another than fetch opens sockets": ("intake/spoilt.py", "import socket"),
    "running needs what trains": ("reading/spoilt.py", "import torch"),
    "a package has no place in the layers": ("spoilt.py", "import json"),
}


def test_the_imports_hold_to_their_contracts(tmp_path: Path) -> None:
    copy_of_the_code(tmp_path)
    done = lint_imports(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("where", "line"), VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_the_import_check_fails_when(where: str, line: str, tmp_path: Path) -> None:
    copy = copy_of_the_code(tmp_path)
    (copy / where).write_text(line + "\n", encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "spoilt" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_line_prints(path: Path) -> None:
    if path.is_relative_to(PACKAGE / "cli"):
        return
    found = [call.lineno for call in calls(ast.parse(path.read_text(encoding="utf-8")), "print")]
    assert not found, f"{name_of(path)} prints in lines {found}"


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_modules_and_functions_are_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= LONGER.get(name_of(path), LONGEST_MODULE)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= LONGEST_FUNCTION, f"{node.name} is too long"
    assert ast.get_docstring(tree) or not tree.body, f"{name_of(path)} does not say what it is for"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_public_functions_and_classes_have_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name_of(path)}: {node.name} has no docstring"


def test_every_package_is_told_in_the_guide() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    told = set(re.findall(r"^\| `(\w+)/`", guide, re.MULTILINE)) - {"training"}
    assert packages == told


def test_the_version_is_one() -> None:
    assert PROJECT["project"]["version"] == versions.PACKAGE


def test_the_lock_holds_every_dependency_with_hashes_and_no_address() -> None:
    for name, extra in (("run", []), ("dev", PROJECT["project"]["optional-dependencies"]["dev"])):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pinned = set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))
        wanted = {re.split(r"[<>=[]", one)[0] for one in [*PROJECT["project"]["dependencies"], *extra]}
        assert wanted <= pinned
        assert "://" not in text and "index" not in text.replace("indexes", "")
        assert all(pin.rstrip().endswith("\\") for pin in re.findall(r"^[a-z].*==.*$", text, re.MULTILINE))


def tracked() -> list[Path]:
    """Every file that git tracks or would take; all files where there is no git."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    names = done.stdout.split("\0") if done.returncode == 0 else []
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_names_a_path_of_somebodys_machine_or_is_too_large() -> None:
    places = re.compile(r"(?<![\w.])/(?:home/\w|Users/\w|root/|work/|tmp/)")
    allowed = {"tests/test_layout.py"}
    for path in tracked():
        assert path.stat().st_size < LARGEST_FILE, name_of(path)
        if path.suffix in {".py", ".md", ".toml", ".txt", ".html"} and name_of(path) not in allowed:
            found = places.search(path.read_text(encoding="utf-8", errors="replace"))
            assert not found, f"{name_of(path)} names {found[0] if found else ''}"


LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("decisions/*.md")], ids=name_of
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{name_of(page)} links to {target}"


def test_every_page_is_in_the_index_and_every_decision_in_its_list() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "index.md" or f"({page.name})" in index
    decisions = (ROOT / "decisions" / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "decisions").glob("0*.md"):
        assert f"({page.name})" in decisions


def test_what_make_offers_is_what_the_readme_says() -> None:
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs" / "quality.md"]
    told = {
        word
        for page in pages
        for word in re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    assert {"demo", "test"} <= told <= targets
