"""Zip files: each file in them as a part of its own, under its name there; folders lie open.

Nothing is ever written under a name from inside, and paths show it without what could lead elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from secondsource.errors import InputError, NoText, TooLarge
from secondsource.intake import saved, zips
from secondsource.intake.files import inside
from secondsource.intake.options import Given, Options, Part
from secondsource.intake.parts import check_budget, part_of
from secondsource.intake.tables import wordset
from secondsource.intake.unpacking import damaged
from secondsource.intake.zips import Member
from secondsource.model.report import Failure

# What systems put beside people's files, besides what begins with a dot.
_LEFT_BY_SYSTEMS = wordset("__macosx thumbs.db desktop.ini")
# A damaged list may let a member or two seem to lie over others; in bombs all do.
_OVERLAPPING = 100


def read(source: BinaryIO, *, given: Given, options: Options) -> Iterator[Part | Failure]:
    """A part for each file, in the order of the archive's list, and a failure for each that cannot be read.

    Hidden files are passed over, as in folders. Raises NoText, TooLarge.
    """
    listed, fault = zips.listed(source, most=options.limits.members)
    if fault is not None:
        yield Failure(path=given.path, kind=fault.kind, message=str(fault))
    names = [_shown(member.name) for member in listed]
    laid_over = zips.overlapping(listed)
    if len(laid_over) > _OVERLAPPING:
        raise TooLarge("its members lie over one another, as only in bombs; it is not read")
    furniture = _furniture(source, listed, names)
    count: Counter[str] = Counter()
    for number, (member, name) in enumerate(zip(listed, names, strict=True)):
        if member.is_folder or _is_hidden(name):
            continue
        count[name] += 1
        if name.startswith(furniture) and not saved.is_document(name):
            continue
        shown = name if count[name] == 1 else f"{name} ({count[name]})"
        check_budget(given, options)
        try:
            if number in laid_over:
                raise damaged("it lies over another member, as in bombs")
            yield _part(source, member, shown, given=given, options=options)
        except InputError as error:
            yield Failure(path=inside(given.path, shown), kind=error.kind, message=str(error))
    if not count:
        raise NoText("no file in this archive; hidden ones are passed over", kind="empty-folder")


def _part(source: BinaryIO, member: Member, name: str, *, given: Given, options: Options) -> Part:
    if member.is_link:
        raise NoText("this is a link, which is not followed out of an archive", kind="not-a-file")
    chunks = zips.unpacked(source, member)
    return part_of(chunks, name=name, given=given, options=options, packed=member.packed)


def _shown(name: str) -> str:
    """A member's name without what would lead out of the archive: a root, a drive, steps upwards."""
    steps = [step for step in name.replace("\\", "/").split("/") if step not in ("", ".", "..")]
    if steps and len(steps[0]) == 2 and steps[0].endswith(":"):
        del steps[0]
    return "/".join(steps) or "unnamed"


def _is_hidden(name: str) -> bool:
    return any(step.startswith(".") or step.lower() in _LEFT_BY_SYSTEMS for step in name.split("/"))


def _furniture(source: BinaryIO, listed: Sequence[Member], names: Sequence[str]) -> tuple[str, ...]:
    """How names begin that belong to a saved page."""
    folders = {name[:at] for name in names for at, c in enumerate(name) if c == "/"}
    found: list[str] = []
    for member, name in zip(listed, names, strict=True):
        for folder in saved.folders_of(name, folders):
            try:
                page = b"".join(_first(zips.unpacked(source, member), saved.PAGE_SIZE))
            except InputError:
                continue
            if saved.refers(page, folder.rpartition("/")[2]):
                found.append(f"{folder}/")
    return tuple(found)


def _first(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        size -= len(chunk)
        if size <= 0:
            return
