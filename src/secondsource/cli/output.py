"""Where data goes: standard output as it comes, or a file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from secondsource.errors import SecondSourceError, UsageError

_IN_MEMORY = 16 * 1024 * 1024  # bytes; a page of some hundred reports, beyond which the disk serves


class ClosedPipe(Exception):
    """Whoever reads our output wants no more of it."""


class Output(Protocol):
    """Takes bytes. Nothing of a file is to be seen until `keep`."""

    terminal: bool

    def write(self, body: bytes) -> None:
        """Take bytes; on standard output they are out when this returns."""

    def keep(self) -> None:
        """Everything was written: let it be seen."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def opened(target: str | None, *, inputs: Iterable[str] = ()) -> Output:
    """The output for `-o TARGET`; None and "-" are standard output.

    Raises UsageError, before anything is read, for a target that cannot be written or is itself an input.
    """
    if target in (None, "-"):
        return Standard()
    path = Path(str(target)).resolve()
    if path.is_dir():
        raise UsageError(f"-o {target}: that is a folder; name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"-o {target}: there is no folder {path.parent}; make it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise UsageError(f"-o {target}: it may not be written; choose another place")
    for given in inputs:
        if path.exists() and os.path.exists(given) and os.path.samefile(path, given):
            raise UsageError(f"-o {target}: that is one of the inputs; choose another name")
    return File(path)


class Standard:
    """Standard output, as bytes, flushed at each write."""

    def __init__(self) -> None:
        self.terminal = bool(sys.stdout and sys.stdout.isatty())

    def write(self, body: bytes) -> None:
        """Raises ClosedPipe when nobody reads on, SecondSourceError for a full disk and the like."""
        if sys.stdout is None:
            raise SecondSourceError("standard output is closed; give -o FILE or open it")
        try:
            sys.stdout.buffer.write(body)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            _silence()
            raise ClosedPipe from None
        except OSError as error:
            _silence()
            raise SecondSourceError(f"standard output cannot be written: {error.strerror}") from error

    def keep(self) -> None:
        """Nothing is left to do."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class File:
    """A file that takes the place of the old one in one step, once all of it is written.

    Until then the bytes are held aside and not beside it: the folder may be one that is being read.
    """

    terminal = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115

    def write(self, body: bytes) -> None:
        """Hold the bytes aside."""
        self._held.write(body)

    def keep(self) -> None:
        """Put the file in its place; raises SecondSourceError when the disk will not have it."""
        self._held.seek(0)
        try:
            if self.path.exists() and not self.path.is_file():  # a device or a named pipe has no other place
                with self.path.open("wb") as file:
                    shutil.copyfileobj(self._held, file)
            else:
                self._replace()
        except BrokenPipeError:
            raise ClosedPipe from None
        except OSError as error:
            raise SecondSourceError(f"{self.path} cannot be written: {error.strerror}") from error

    def _replace(self) -> None:
        mode = stat.S_IMODE(self.path.stat().st_mode) if self.path.exists() else 0o666 & ~_umask()
        handle, beside = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name[:40]}.")
        try:
            with os.fdopen(handle, "wb") as file:
                shutil.copyfileobj(self._held, file)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(beside, mode)
            os.replace(beside, self.path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(beside)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _silence() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush finds no fault."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
