"""Office documents as packages: zip files of XML parts, taken out and parsed within limits.

No document needs a document type of its own: entities are how an XML bomb is built, and one that declares
any is refused. Nothing outside the package is ever opened.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from secondsource.errors import InputError, NoText, TooLarge
from secondsource.intake import zips
from secondsource.intake.options import Limits

# XML names every run of letters at length: 200 printed pages have 8 MB of it, and unpack from one tenth.
_XML_PER_TEXT = 4
_MEMBERS = 10_000

Element = etree._Element


class Package:
    """An open package. words: what to call it."""

    def __init__(self, body: bytes, *, words: str, limits: Limits) -> None:
        self._source = io.BytesIO(body)
        self._words = words
        self._most = _XML_PER_TEXT * limits.size
        self._members: dict[str, zips.Member] = {}
        for member in zips.members(self._source, most=_MEMBERS):
            self._members.setdefault(member.name, member)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises TooLarge, InputError ("damaged", "encrypted", "truncated")."""
        member = self._members.get(name)
        if member is None:
            raise NoText(f"this is {self._words} without its text (no {name}); it is damaged", kind="damaged")
        held, size = [], 0
        for chunk in zips.unpacked(self._source, member):
            size += len(chunk)
            if size > self._most:
                raise TooLarge(
                    f"this is {self._words} whose {name} unpacks to more than "
                    f"{self._most / 1_000_000:,.3g} MB; split it"
                )
            held.append(chunk)
        # What all parts together may unpack to is the same.
        self._most -= size
        return b"".join(held)

    def xml(self, name: str) -> Element:
        """The root element of a part. Raises as part does, and NoText ("damaged"), TooLarge ("too-deep")."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        body = self.part(name)
        try:
            root = etree.fromstring(body, parser)
        except etree.XMLSyntaxError as error:
            reason = str(error)
            if "Excessive depth" in reason:
                message = f"this is {self._words} with elements too deep in one another ({name})"
                raise TooLarge(message, kind="too-deep") from None
            raise NoText(
                f"this is {self._words} whose {name} is damaged ({reason})", kind="damaged"
            ) from None
        declared: Any = root.getroottree().docinfo.internalDTD
        if declared is not None and any(True for _ in declared.iterentities()):
            message = (
                f"this is {self._words} whose {name} declares entities, which none needs; it is not read"
            )
            raise NoText(message, kind="damaged")
        return root

    @contextmanager
    def optional(self) -> Iterator[None]:
        """Passes over what is missing or damaged of parts beside the text: properties, styles."""
        try:
            yield
        except TooLarge:
            raise
        except InputError:
            return
