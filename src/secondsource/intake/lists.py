"""Lists of addresses: one a line, each fetched in its turn; lines that begin with # are notes (RFC 2483)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from secondsource.errors import NoText
from secondsource.intake.charset import decode
from secondsource.intake.inputs import receive_address
from secondsource.intake.options import Given, Options
from secondsource.model.report import Capture, Failure, Report


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Report | Failure]:
    """The reports of what each address gives; an address that is listed twice is fetched once.

    Raises NoText ("unsupported") for a list that was itself fetched, or lies inside something: nothing is
    fetched but what the user names.
    """
    if given.address is not None or given.inside or given.level:
        raise NoText(
            "this is a list of addresses that came from elsewhere; save it as a file and give that",
            kind="unsupported",
        )
    for address in addresses(capture.body):
        here = replace(given, path=address, name=address, folder=None, level=given.level + 1)
        yield from receive_address(address, given=here, options=options)


def addresses(body: bytes) -> list[str]:
    """The addresses of a list in their order, each once."""
    text, _ = decode(body)
    lines = (line.strip() for line in text.splitlines())
    return list(dict.fromkeys(line.strip("\"',; ") for line in lines if line and not line.startswith("#")))
