"""What a user sets once, by the environment: which ledger, and under which name decisions are made.

SECONDSOURCE_LEDGER   the ledger where none is named: a file, or postgresql://...
SECONDSOURCE_AUTHOR   who decides where nobody is named; without it, the name of the login
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LEDGER = "SECONDSOURCE_LEDGER"
AUTHOR = "SECONDSOURCE_AUTHOR"
_FOLDER = "secondsource"
_FILE = "default.ledger"


def ledger() -> str:
    """The ledger that is meant where none is named: the one set, else a file in the user's data folder."""
    return os.environ.get(LEDGER) or str(data_folder() / _FILE)


def author() -> str | None:
    """Who decides where nobody is named; None where not even the login has a name."""
    import getpass

    if set_name := os.environ.get(AUTHOR, "").strip():
        return set_name
    try:
        return getpass.getuser() or None
    except (KeyError, OSError, ImportError):  # a user id without an entry, as in containers
        return None


def data_folder() -> Path:
    """The folder for a user's own data that this kind of system has, whether it is there or not."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / _FOLDER
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / _FOLDER
    # The XDG base directory specification: a path that is not absolute counts as not set.
    held = os.environ.get("XDG_DATA_HOME", "")
    return (Path(held) if os.path.isabs(held) else home / ".local" / "share") / _FOLDER


def made(where: str) -> str:
    """The ledger named, its folder made where it is the user's data folder: nobody makes that by hand."""
    if "://" not in where and Path(where).parent == data_folder():
        data_folder().mkdir(parents=True, exist_ok=True)
    return where
