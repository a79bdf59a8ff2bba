"""PDF pages by PDFium, run as a program of its own: a PDF on standard input, one JSON object a line out.

PDFium is a large C++ library that reads what strangers wrote. Here it can crash, run for ever or fill the
memory without harm to the reports beside it: `pages.py` starts this file and holds it to its limits.
It imports nothing of the package, so that it starts in a tenth of a second.

Lines out: {"document": {...}}, then for each page {"page": n, "box": [x0, y0, x1, y1], "picture": share,
"runs": [[text, x0, y0, x1, y1, is_artifact], ...]} or {"page": n, "broken": true}, then for each file inside
{"attached": name, "body": base85}, at the end {"end": true}; or {"refused": reason}. Points, y upwards.
"""

from __future__ import annotations

import base64
import bisect
import contextlib
import ctypes
import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1."""

# Text may stand in form objects, which may stand in one another; PDFium itself stops at 40.
_DEEPEST = 40
# Objects of one page: a map of a city has 100,000 lines. Rectangles painted on it that may cover text.
_OBJECTS, _COVERS = 500_000, 500
# Renderings for a whole document, to see whether something is hidden; texts of a page looked at alone.
_RENDERINGS, _ONE_BY_ONE = 600, 24
# Longest side of a rendering in pixels. One for each point is enough to see a letter.
_SIDE = 1_000.0
# Letters of fewer points are seen by nobody.
_SMALLEST = 2.0
# A gap that parts two runs of one line, in heights of its letters; words stand 0.25 apart, columns 1.
_GAP = 0.7
# Levels of red, green and blue from which letters are white.
_WHITE = 245
# Share of a page that a scan covers: text that is not painted there is what was recognised in it.
_SCAN = 0.5
# The part of a letter's height that lies below its line.
_DESCENT = 0.25
# PDFium marks a word that it finds divided with U+0002 at the end of the line.
_BROKEN, _HYPHEN = 2, 0x2D
_SPACES = frozenset({9, 10, 13, 32, 0xA0})
_NOTHING = frozenset({0, 0xFEFF, 0xFFFE, 0xFFFF})


@dataclass(slots=True)
class Placed:
    """One text object. doubt: why it may be hidden ("" for no reason).

    Known from its first letter on: angle, in quarter turns (None before), and on the page turned back by it
    the foot and the head of its letters.
    """

    handle: Any
    artifact: bool = False
    unseen: bool = False
    doubt: str = ""
    angle: int | None = None
    foot: float = 0.0
    head: float = 0.0


@dataclass(slots=True)
class Objects:
    """The objects of one page by address; covers: order and box of what is painted, in that order."""

    texts: dict[int, Placed] = field(default_factory=dict)
    boxes: dict[int, tuple[int, Box]] = field(default_factory=dict)
    covers: list[tuple[int, Box]] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    seen: int = 0


@dataclass(slots=True)
class Run:
    """Letters on one line without a wide gap; the box is on the page turned back."""

    text: list[int]
    x0: float
    y0: float
    x1: float
    y1: float
    placed: Placed


@dataclass(slots=True)
class Document:
    """An open PDF, whether it may have layers, and what is left of its limits."""

    handle: Any
    layered: bool
    letters: int
    renderings: int = _RENDERINGS


def main(arguments: Sequence[str]) -> int:
    """Writes the pages of the PDF on standard input. Arguments: most pages, letters, bytes, seconds."""
    pages, letters, memory, seconds = (int(argument) for argument in arguments)
    _limit(memory, seconds)
    body = sys.stdin.buffer.read()
    for record in _records(body, pages=pages, letters=letters):
        sys.stdout.write(json.dumps(record, separators=(",", ":")) + "\n")
    sys.stdout.flush()
    return 0


def _limit(memory: int, seconds: int) -> None:
    """Lets the system end this program when it takes more; where there is no such limit, the parent does."""
    try:
        import resource
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0))
    for limit, most in limits:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def _records(body: bytes, *, pages: int, letters: int) -> Iterator[dict[str, Any]]:
    pdfium.FPDF_InitLibrary()
    handle = pdfium.FPDF_LoadMemDocument64(body, len(body), None)
    if not handle:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        yield {"refused": "encrypted" if locked else "damaged"}
        return
    count = pdfium.FPDF_GetPageCount(handle)
    if count > pages:
        yield {"refused": "too-many"}
        return
    yield {"document": _properties(handle)}
    # The catalog names the layers, and it may be packed: only a file with neither word surely has none.
    document = Document(handle, b"/OCProperties" in body or b"/ObjStm" in body, letters)
    for number in range(count):
        yield _page(document, number)
        if document.letters < 0:
            yield {"refused": "too-large"}
            return
    yield from _attached(handle, most=letters)
    yield {"end": True}


def _wide(size: int, fill: Any) -> str:
    """A UTF-16 string that PDFium copies out: size in bytes, its final zero among them."""
    held = (ctypes.c_ushort * (max(0, min(size, 4_096)) // 2 + 1))()
    fill(held, ctypes.sizeof(held))
    return bytes(held).decode("utf-16-le", "replace").split("\x00")[0]


def _properties(handle: Any) -> dict[str, str]:
    """What the document says of itself, under PDF's own names, and the language of its catalog."""
    found = {}
    for name in ("Title", "Author", "Creator", "Producer", "CreationDate", "ModDate", "Publisher", "Company"):
        key = name.encode()
        size = pdfium.FPDF_GetMetaText(handle, key, None, 0)
        found[name] = _wide(
            size, lambda held, room, key=key: pdfium.FPDF_GetMetaText(handle, key, held, room)
        )
    size = pdfium.FPDFCatalog_GetLanguage(handle, None, 0)
    found["Lang"] = _wide(size, lambda held, room: pdfium.FPDFCatalog_GetLanguage(handle, held, room))
    return found


def _attached(handle: Any, *, most: int) -> Iterator[dict[str, Any]]:
    """Files that lie in the PDF; without their bytes once all together have more than so many."""
    for number in range(min(pdfium.FPDFDoc_GetAttachmentCount(handle), 1_000)):
        file = pdfium.FPDFDoc_GetAttachment(handle, number)
        size = pdfium.FPDFAttachment_GetName(file, None, 0)
        name = _wide(size, lambda held, room, file=file: pdfium.FPDFAttachment_GetName(file, held, room))
        length = ctypes.c_ulong()
        if not pdfium.FPDFAttachment_GetFile(file, None, 0, length) or length.value > most:
            yield {"attached": name}
            continue
        most -= length.value
        held = ctypes.create_string_buffer(length.value)
        pdfium.FPDFAttachment_GetFile(file, held, length.value, length)
        yield {"attached": name, "body": base64.b85encode(held.raw).decode()}


def _page(document: Document, number: int) -> dict[str, Any]:
    page = pdfium.FPDF_LoadPage(document.handle, number)
    if not page:
        return {"page": number + 1, "broken": True}
    text = pdfium.FPDFText_LoadPage(page)
    try:
        return {"page": number + 1, **(_read(document, page, text) if text else {"broken": True})}
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _read(document: Document, page: Any, text: Any) -> dict[str, Any]:
    """What one page shows: runs of letters the right way up, and how much of it pictures cover."""
    held = pdfium.FS_RECTF()
    known = pdfium.FPDF_GetPageBoundingBox(page, held)
    box = (held.left, held.bottom, held.right, held.top) if known else (0.0, 0.0, 612.0, 792.0)
    objects = Objects()
    _walk(objects, page, pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject, "", False, document)
    _doubt_covered(objects)
    _judge(document, objects, page, box)
    share = _share(objects.pictures, box)
    runs = [run for run in _runs(document, objects, text, box) if share >= _SCAN or not run.placed.unseen]
    turns = Counter[int]()
    for run in runs:
        turns[run.placed.angle or 0] += len(run.text)
    angle = max(turns, key=lambda turn: (turns[turn], -turn), default=0)
    return {
        "box": _turned(box, angle),
        "picture": round(share, 3),
        # Letters that stand across the others are marks on the page: DRAFT, a margin's stamp.
        "runs": [
            [_string(run.text), *(round(v, 2) for v in (run.x0, run.y0, run.x1, run.y1)), run.placed.artifact]
            for run in runs
            if (run.placed.angle or 0) == angle
        ],
    }


def _share(boxes: Sequence[Box], page: Box) -> float:
    """How much of the page pictures cover, from 0 to 1."""
    total = 0.0
    for x0, y0, x1, y1 in boxes:
        width, height = min(x1, page[2]) - max(x0, page[0]), min(y1, page[3]) - max(y0, page[1])
        total += max(0.0, width) * max(0.0, height)
    return min(1.0, total / max(1.0, (page[2] - page[0]) * (page[3] - page[1])))


def _turned(box: Box, angle: int) -> Box:
    """The box on a page turned back by so many quarters."""
    x0, y0, x1, y1 = box
    turned = ((x0, y0, x1, y1), (y0, -x1, y1, -x0), (-x1, -y1, -x0, -y0), (-y1, x0, -y0, x1))[angle]
    return (round(turned[0], 2), round(turned[1], 2), round(turned[2], 2), round(turned[3], 2))


def _string(codes: Sequence[int]) -> str:
    """Characters of code units, which PDFium gives as UTF-16 or UTF-32."""
    written = "".join(map(chr, codes))
    return written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


# ---- what is on the page -----------------------------------------------------------------------


def _walk(
    objects: Objects, parent: Any, count: int, get: Any, group: str, artifact: bool, document: Document,
    depth: int = 0,
) -> None:  # fmt: skip
    """Takes down the objects of a page or form. group: the layer or form that they lie in, "" for none."""
    for number in range(count):
        objects.seen += 1
        if objects.seen > _OBJECTS:
            return
        handle = get(parent, number)
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _take_path(objects, handle)
            continue
        layer, marked = _marks(handle)
        here = group or layer
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            here = here or (f"form {objects.seen}" if document.layered else "")
            held = pdfium.FPDFFormObj_CountObjects(handle)
            inside = pdfium.FPDFFormObj_GetObject
            _walk(objects, handle, held, inside, here, artifact or marked, document, depth + 1)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            _take_text(objects, handle, here, artifact or marked)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            objects.pictures.append(_bounds(handle))
            objects.covers.append((objects.seen, objects.pictures[-1]))


def _bounds(handle: Any) -> Box:
    x0, y0, x1, y1 = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetBounds(handle, x0, y0, x1, y1)
    return (x0.value, y0.value, x1.value, y1.value)


def _address(handle: Any) -> int:
    return ctypes.c_void_p.from_buffer(handle).value or 0


def _marks(handle: Any) -> tuple[str, bool]:
    """The layer of an object by its marks, "" for none, and whether they call it no part of the content."""
    layer, artifact = "", False
    for number in range(min(pdfium.FPDFPageObj_CountMarks(handle), 64)):
        mark = pdfium.FPDFPageObj_GetMark(handle, number)
        length = ctypes.c_ulong()
        name = _wide(
            64, lambda held, room, mark=mark, n=length: pdfium.FPDFPageObjMark_GetName(mark, held, room, n)
        )
        if name == "OC":
            get = pdfium.FPDFPageObjMark_GetParamStringValue
            layer = "layer " + _wide(
                512, lambda held, room, mark=mark, n=length, get=get: get(mark, b"Name", held, room, n)
            )
        artifact = artifact or name == "Artifact"
    return layer, artifact


def _take_text(objects: Objects, handle: Any, group: str, artifact: bool) -> None:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    coloured = pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
    fills = mode in (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)
    unseen = mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
    if coloured and fills:
        unseen = unseen or alpha.value == 0
        if not group and min(red.value, green.value, blue.value) >= _WHITE:
            group = "white"
    address = _address(handle)
    objects.texts[address] = Placed(handle, artifact, unseen, group)
    objects.boxes[address] = (objects.seen, _bounds(handle))


def _take_path(objects: Objects, handle: Any) -> None:
    """A filled rectangle can hide what is painted before it."""
    if len(objects.covers) >= _COVERS or not 4 <= pdfium.FPDFPath_CountSegments(handle) <= 6:
        return
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, mode, stroke)
    if mode.value:
        objects.covers.append((objects.seen, _bounds(handle)))


def _doubt_covered(objects: Objects) -> None:
    """Marks the texts whose middle lies under something painted later."""
    orders = [order for order, _ in objects.covers]
    for address, (order, (x0, y0, x1, y1)) in objects.boxes.items():
        placed = objects.texts[address]
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        later = objects.covers[bisect.bisect_right(orders, order) :]
        if not placed.doubt and any(a <= x <= c and b <= y <= d for _, (a, b, c, d) in later):
            placed.doubt = "covered"


# ---- what is seen ------------------------------------------------------------------------------


def _judge(document: Document, objects: Objects, page: Any, box: Box) -> None:
    """Marks as unseen what can be left out without a change of the page's picture."""
    groups: dict[str, list[Placed]] = {}
    for placed in objects.texts.values():
        if placed.doubt and not placed.unseen:
            groups.setdefault(placed.doubt, []).append(placed)
    if not groups or document.renderings <= 0:
        return
    whole = _picture(document, page, box)
    for doubt, texts in groups.items():
        if _hidden(document, page, box, texts, whole):
            for placed in texts:
                placed.unseen = True
        elif doubt in ("white", "covered"):
            for placed in texts[:_ONE_BY_ONE]:
                placed.unseen = _hidden(document, page, box, [placed], whole)


def _hidden(document: Document, page: Any, box: Box, texts: Sequence[Placed], whole: bytes) -> bool:
    """True when the page looks the same without these texts."""
    if document.renderings <= 0:
        return False
    for placed in texts:
        pdfium.FPDFPageObj_SetIsActive(placed.handle, False)
    same = _picture(document, page, box) == whole
    for placed in texts:
        pdfium.FPDFPageObj_SetIsActive(placed.handle, True)
    return same


def _picture(document: Document, page: Any, box: Box) -> bytes:
    """The digest of the page as it is shown, in grey."""
    document.renderings -= 1
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(1.0, _SIDE / max(width, height, 1.0))
    wide, high = max(1, math.ceil(width * scale)), max(1, math.ceil(height * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 0)
        size = pdfium.FPDFBitmap_GetStride(bitmap) * high
        return hashlib.sha256(ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)).digest()
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


# ---- letters -----------------------------------------------------------------------------------


def _runs(document: Document, objects: Objects, text: Any, box: Box) -> Iterator[Run]:
    """The letters of a page in the order of the file, put together while they go on along one line."""
    count = pdfium.FPDFText_CountChars(text)
    document.letters -= count
    if document.letters < 0:
        return
    get_code, get_box, get_object = (
        pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetTextObject
    )  # fmt: skip
    held, nowhere = pdfium.FS_RECTF(), Placed(None)
    run: Run | None = None
    space = False
    for index in range(count):
        code = get_code(text, index)
        if code in _SPACES:
            space = True
            continue
        handle = get_object(text, index)
        placed = objects.texts.get(_address(handle), nowhere) if handle else nowhere
        if code in _NOTHING or not get_box(text, index, held):
            continue
        letter = (held.left, held.bottom, held.right, held.top)
        if placed.angle is None or placed is nowhere:
            _measure(placed, text, index, letter)
        if not _shown(letter, box, placed):
            continue
        code = _HYPHEN if code == _BROKEN else code
        left, _, right, _ = letter if not placed.angle else _turned(letter, placed.angle)
        if run is not None and _goes_on(run, left, placed):
            run.text.extend((32, code) if space else (code,))
            run.x0, run.x1 = min(run.x0, left), max(run.x1, right)
        else:
            if run is not None:
                yield run
            run = Run([code], left, placed.foot, right, placed.head, placed)
        space = False
    if run is not None:
        yield run


def _measure(placed: Placed, text: Any, index: int, letter: Box) -> None:
    """Which way a text object is written, and between which heights, by its first letter."""
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    placed.angle = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    _, y0, _, y1 = _turned(letter, placed.angle)
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    # Fonts drawn by the document itself (Type 3) have units of their own.
    if not 0.2 * (y1 - y0) < size < 8 * (y1 - y0):
        size = y1 - y0
    base = _turned((x.value, y.value, x.value, y.value), placed.angle)[1]
    placed.foot, placed.head = base - _DESCENT * size, base + (1 - _DESCENT) * size


def _shown(letter: Box, page: Box, placed: Placed) -> bool:
    """True for a letter on the page that is large enough to be seen."""
    x, y = (letter[0] + letter[2]) / 2, (letter[1] + letter[3]) / 2
    return placed.head - placed.foot >= _SMALLEST and page[0] <= x <= page[2] and page[1] <= y <= page[3]


def _goes_on(run: Run, left: float, placed: Placed) -> bool:
    """True when a letter continues a run: on its line, of its size, close behind it."""
    before, height = run.placed, run.y1 - run.y0
    if placed is not before and (
        placed.angle != before.angle
        or placed.unseen != before.unseen
        or placed.artifact != before.artifact
        or abs(placed.foot - run.y0) > 0.1 * height
        or abs(placed.head - run.y1) > 0.2 * height
    ):
        return False
    return -0.6 * height < left - run.x1 < _GAP * height


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
