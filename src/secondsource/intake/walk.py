"""Folders: their files in one fixed order, whatever the file system gives."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence

from secondsource.errors import InputError
from secondsource.intake import saved
from secondsource.intake.files import opened, printable
from secondsource.model.report import Failure


def files_under(folder: str) -> Iterator[str | Failure]:
    """Every file under a folder, by name, folders at their own place; hidden names are passed over.

    So is the folder of a saved page (page_files beside page.html), but for documents in it.
    A link to a folder inside is passed over, since that folder is read at its own place; one that
    leads outside is followed once. What cannot be listed is a Failure; so is a folder without files.
    """
    seen: set[tuple[int, int]] = set()
    found = False
    for item in _walk(folder, root=os.path.realpath(folder), seen=seen):
        found = True
        yield item
    if not found:
        yield Failure(
            path=printable(folder),
            kind="empty-folder",
            message="no file in this folder; hidden ones are passed over",
        )


def _walk(folder: str, *, root: str, seen: set[tuple[int, int]]) -> Iterator[str | Failure]:
    """Depth first, without recursion: folders may be nested deeper than Python's stack."""
    waiting = [folder]
    furniture: set[str] = set()
    while waiting:
        path = waiting.pop()
        belongs = path in furniture or os.path.dirname(path) in furniture
        try:
            state = os.stat(path)
            if path != folder and not stat.S_ISDIR(state.st_mode):
                if not belongs or saved.is_document(path):
                    yield path if stat.S_ISREG(state.st_mode) else _no_file(path)
                continue
            if (state.st_dev, state.st_ino) in seen or (path != folder and _read_elsewhere(path, root)):
                continue
            seen.add((state.st_dev, state.st_ino))
            names = sorted((name for name in os.listdir(path) if not name.startswith(".")), reverse=True)
            waiting.extend(os.path.join(path, name) for name in names)
            furniture |= {path} if belongs else _furniture(path, names)
        except FileNotFoundError:
            message = "no such file or folder; the link to it leads nowhere"
            yield Failure(path=printable(path), kind="not-found", message=message)
        except OSError as error:
            message = f"this cannot be read ({error.strerror or error}); check its permissions"
            yield Failure(path=printable(path), kind="unreadable", message=message)


def _furniture(folder: str, names: Sequence[str]) -> set[str]:
    """Folders beside a saved page that belong to it, as the page itself says."""
    found: set[str] = set()
    among = set(names)
    for name in names:
        for beside in saved.folders_of(name, among):
            path = os.path.join(folder, beside)
            try:
                with opened(os.path.join(folder, name), regular=True) as page:
                    refers = saved.refers(page.read(saved.PAGE_SIZE), beside)
            except InputError:
                continue
            if refers and os.path.isdir(path):
                found.add(path)
    return found


def _no_file(path: str) -> Failure:
    message = "this is a pipe, device or socket; pass its text on standard input"
    return Failure(path=printable(path), kind="not-a-file", message=message)


def _read_elsewhere(path: str, root: str) -> bool:
    """True for a link to a folder that the walk meets under its own name: inside, and not hidden."""
    if not os.path.islink(path):
        return False
    target = os.path.realpath(path)
    if target == root or root.startswith(target.rstrip(os.sep) + os.sep):
        return True
    inside = os.path.relpath(target, root)
    return not any(part.startswith(".") for part in inside.split(os.sep))
