"""Captures out as WARC and WACZ, verified by other tools, and taken in again.

    python -m tests.sharing.roundtrip INPUT... [--tools FOLDER] [--json]

Adds the inputs to a new ledger, writes its captures, lets `warcio check`, `fastwarc check` and `wacz
validate` check them (from the FOLDER of their programs, else from the PATH; a tool that is not there is
told), adds the archives to two other ledgers, and flips a byte in each archive and in a capture of the
ledger, which the tools, `read` and `verify` must find. Exits with 1 where one of that does not hold.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import zstandard
from sqlalchemy import select, update

from secondsource.desk import Desk
from secondsource.intake import receive
from secondsource.ledger.tables import captures, reports
from secondsource.model.report import Failure
from tests.desk.standin import StandInReader

TOOLS = (
    ("warcio check", "warc", ("warcio", "check", "-v")),
    ("fastwarc check", "warc", ("fastwarc", "check", "-p", "-q")),
    ("wacz validate", "wacz", ("wacz", "validate", "-f")),
)


def ledger_of(inputs: Sequence[str], where: Path) -> Desk:
    """A new ledger with all reports of some inputs."""
    desk = Desk(where)
    desk.add(list(inputs), jobs=1, reader=StandInReader(), language="any")
    return desk


def ids_of(desk: Desk) -> set[str]:
    """The ids of all its reports."""
    with desk.ledger.reading() as connection:
        return set(connection.execute(select(reports.c.id)).scalars())


def accepted(command: Sequence[str], file: Path, tools: Path | None) -> bool | None:
    """What a tool says of a file; None where the tool is not here."""
    program = str(tools / command[0]) if tools else shutil.which(command[0])
    if program is None or not Path(program).exists():
        return None
    done = subprocess.run([program, *command[1:], str(file)], capture_output=True, text=True, check=False)
    # Not every version of the tools exits otherwise where something is wrong.
    said = (done.stdout + done.stderr).upper()
    return done.returncode == 0 and not any(
        word in said for word in ("FAIL", "INVALID", "MISMATCH", "NO MATCH")
    )


def with_a_byte_flipped(file: Path, to: Path) -> Path:
    """A copy in which one byte of what was captured is another, and no checksum of the packing tells."""
    if file.suffix == ".wacz":
        with zipfile.ZipFile(file) as package, zipfile.ZipFile(to, "w") as changed:
            for info in package.infolist():
                body = package.read(info)
                changed.writestr(info, _flipped(body) if info.filename.endswith(".warc.gz") else body)
    else:
        to.write_bytes(_flipped(file.read_bytes()))
    return to


def _flipped(packed: bytes) -> bytes:
    """Each record packed anew, with a letter of the first page changed."""
    out, changed = [], False
    source = io.BytesIO(packed)
    whole = gzip.decompress(source.read())
    for record in whole.split(b"WARC/1.1\r\n")[1:]:
        at = record.rfind(b"said")
        if at >= 0 and not changed:
            record, changed = record[:at] + b"sayd" + record[at + 4 :], True
        out.append(gzip.compress(b"WARC/1.1\r\n" + record, mtime=0))
    assert changed, "nothing to change"
    return b"".join(out)


def spoil(desk: Desk) -> None:
    """Change a byte of a capture in the ledger, behind its back."""
    with desk.ledger.engine.begin() as connection:
        row = connection.execute(select(captures.c.id, captures.c.body).order_by(captures.c.id)).first()
        assert row is not None
        body = bytearray(zstandard.ZstdDecompressor().decompress(row.body))
        body[len(body) // 2] ^= 1
        packed = zstandard.ZstdCompressor(level=3).compress(bytes(body))
        connection.execute(update(captures).where(captures.c.id == row.id).values(body=packed))


def roundtrip(inputs: Sequence[str], folder: Path, tools: Path | None = None) -> dict[str, Any]:
    """All of it; each value is True, False, a number, or None where a tool is not here."""
    told: dict[str, Any] = {}
    with ledger_of(inputs, folder / "one.ledger") as desk:
        ids = ids_of(desk)
        told["reports"] = len(ids)
        files = {"warc": folder / "out.warc.gz", "wacz": folder / "out.wacz"}
        for format, file in files.items():
            told[f"{format} records"] = desk.archive(file, format=format).records  # type: ignore[arg-type]
            again = folder / f"again-{file.name}"
            desk.archive(again, format=format)  # type: ignore[arg-type]
            told[f"{format} written twice alike"] = again.read_bytes() == file.read_bytes()
        for format, file in files.items():
            with ledger_of([str(file)], folder / f"{format}.ledger") as other:
                told[f"{format} taken in again: the same reports"] = ids_of(other) == ids
            spoiled = with_a_byte_flipped(file, folder / f"spoiled-{file.name}")
            for name, kind, command in TOOLS:
                if kind == format:
                    told[f"{name} accepts it"] = accepted(command, file, tools)
                    found = accepted(command, spoiled, tools)
                    told[f"{name} finds a flipped byte"] = None if found is None else not found
            failed = [item for item in receive(str(spoiled), language="any") if isinstance(item, Failure)]
            told[f"{format}: read finds a flipped byte"] = any(item.kind == "wrong-digest" for item in failed)
        told["verify is content"] = not desk.verify().faults
        spoil(desk)
        told["verify finds a flipped byte"] = bool(desk.verify().faults)
        told["share leaves out what was changed"] = (
            len(desk.archive(folder / "x.warc", format="warc").left_out) == 1
        )
    return told


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--tools", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = roundtrip(args.inputs, Path(folder), args.tools)
    if args.json:
        print(json.dumps(told))
    else:
        for name, value in told.items():
            print(f"{name}: {'not here' if value is None else value}")
    return 1 if any(value is False for value in told.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
