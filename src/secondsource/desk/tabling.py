"""Tables of what was read, as files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from secondsource.errors import UsageError
from secondsource.ledger import Ledger, transfer

_FORMATS = ("csv", "xlsx")


def tables(
    ledger: Ledger,
    to: str | os.PathLike[str] | BinaryIO,
    names: str | Sequence[str],
    *,
    format: Literal["csv", "xlsx"] | None = None,
    story: str | None = None,
    bom: bool = False,
) -> dict[str, int]:
    """Write tables and give the lines of each. Raises UsageError for what does not go together."""
    from secondsource.sharing import tables as sharing

    wanted = [sharing.checked(name) for name in ([names] if isinstance(names, str) else names)]
    path = Path(to) if isinstance(to, str | os.PathLike) else None
    kind = format or (path.suffix.lower().removeprefix(".") if path else "csv")
    if kind not in _FORMATS:
        raise UsageError("a table is written as csv or xlsx; end the name in one of them, or give the format")
    if kind == "csv" and len(wanted) != 1:
        raise UsageError(f"a csv file holds one table; name one of {', '.join(sharing.NAMES)}")
    if kind == "xlsx" and path is None:
        raise UsageError("an xlsx file needs a name; give one")
    with ledger.reading() as connection:
        rows = transfer.rows(connection, story)
        if path is not None and kind == "xlsx":
            return sharing.write_xlsx(wanted or sharing.NAMES, rows, path)
        if path is None:
            return {wanted[0]: sharing.write_csv(wanted[0], rows, to, bom=bom)}  # type: ignore[arg-type]
        with transfer.written_whole(path) as file:
            return {wanted[0]: sharing.write_csv(wanted[0], rows, file, bom=bom)}
