"""docs/command-line.md against the commands themselves: every one is told, with all its options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from secondsource.cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
COMMANDS = sorted(name for name in app if not name.startswith("-"))
FLAGS = {"--help", "--version"}  # of the program itself


def section(command: str) -> str:
    """What the page says under a command's heading."""
    found = re.search(rf"^## `secondsource {command}\b.*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def options_of(command: str) -> set[str]:
    """Every name of every option of a command."""
    arguments = app[command].assemble_argument_collection()
    return {name for argument in arguments for name in argument.names if name.startswith("-")}


def told_in(text: str) -> set[str]:
    """Every option that a text names in code."""
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(re.findall(r"`[^`]+`", text))))


def test_there_are_commands() -> None:
    assert "read" in COMMANDS


def test_no_section_is_of_a_command_of_the_past() -> None:
    assert sorted(re.findall(r"^## `secondsource (\w+)", PAGE, re.MULTILINE)) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_told(command: str) -> None:
    assert options_of(command) <= told_in(section(command))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_option_is_told_that_a_command_does_not_have(command: str) -> None:
    assert told_in(section(command)) - FLAGS <= options_of(command)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_choice_of_an_option_is_told(command: str) -> None:
    for argument in app[command].assemble_argument_collection():
        for choice in argument.get_choices() or ():
            assert f"`{choice}`" in section(command), f"{argument.name} {choice}"
