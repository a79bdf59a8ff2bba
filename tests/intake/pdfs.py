"""PDF documents for the tests, built by hand about invented people and places."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def text_at(x: float, y: float, text: str, *, size: float = 11) -> str:
    """Operators that draw one line."""
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET "


def column(x: float, lines: Sequence[str], *, top: float = 780, size: float = 9, step: float = 12) -> str:
    """Operators that draw lines under one another."""
    return "".join(text_at(x, top - step * number, line, size=size) for number, line in enumerate(lines))


def pdf(
    *pages: str,
    information: Mapping[str, str] | None = None,
    resources: str = "",
    catalog: str = "",
    page: str = "",
    objects: Sequence[str | bytes] = (),
    font: str = _FONT,
) -> bytes:
    """A PDF of pages with these operators. resources, catalog, page: put into those dictionaries.

    objects: more objects, numbered from 10 on.
    """
    count = len(pages)
    first = 10 + len(objects)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(count))
    info = "".join(f"/{key}({value})" for key, value in (information or {}).items())
    held: dict[int, bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode("latin-1"),
        2: f"<</Type/Pages/Kids[{kids}]/Count {count}/MediaBox[0 0 595 842]>>".encode("latin-1"),
        3: font.encode("latin-1"),
        4: f"<<{info}>>".encode("latin-1"),
    }
    for number, body in enumerate(objects, start=10):
        held[number] = body if isinstance(body, bytes) else body.encode("latin-1")
    for number, operators in enumerate(pages):
        at = first + 2 * number
        held[at] = (
            f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>{resources}>>"
            f"/Contents {at + 1} 0 R{page}>>"
        ).encode("latin-1")
        held[at + 1] = stream(operators.encode("cp1252"))
    return _written(held)


def stream(body: bytes, *, fields: str = "", packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        body, fields = zlib.compress(body, 9), f"{fields}/Filter/FlateDecode"
    return f"<<{fields}/Length {len(body)}>>stream\n".encode() + body + b"\nendstream"


def picture() -> bytes:
    """A grey picture as an object of its own."""
    fields = "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"
    return stream(bytes(range(100, 164)), fields=fields)


def _written(held: Mapping[int, bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in held.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start, size = len(out), max(held) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        used = number in places
        out += f"{places.get(number, 0):010} {0 if used else 65535:05} {'n' if used else 'f'} \n".encode()
    out += f"trailer<</Size {size}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
