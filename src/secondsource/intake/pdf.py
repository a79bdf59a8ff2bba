"""PDF documents: the running text in reading order, every paragraph tied to its page.

The text is what a reader sees: hidden layers, white letters, what lies under a black bar, running headers,
footers and page numbers are left out; so are the headline, byline and day, which are fields of the report.
Captions, notes and tables stand at the end. Locators are `page 3`, and `page 3, table` (caption, note) there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from secondsource.errors import NoText
from secondsource.intake.document import Properties, day_of, report_from
from secondsource.intake.furniture import without_furniture
from secondsource.intake.options import Given, Options, Part
from secondsource.intake.pages import Contents, Page, contents_of
from secondsource.intake.paragraphs import passages_of
from secondsource.model.report import Capture, Failure, Report

# Share of a page that a picture covers on a scan.
_SCAN = 0.5
# Share of letters that stand for nothing when a font does not say which letters its shapes are.
_NONSENSE = 0.2
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Report | Failure | Part]:
    """One report, what could not be read of it, and the files that lie in it.

    Raises NoText ("encrypted", "scanned", "undecodable", "empty", "truncated", "damaged"), InputError.
    """
    cut_off = _cut_off(capture.body)
    try:
        contents = contents_of(capture.body, limits=options.limits)
    except NoText as error:
        if cut_off and error.kind == "damaged":
            raise NoText(
                f"this PDF {_BROKEN_OFF}; nothing of it can be read; get it again", kind="truncated"
            ) from None
        raise
    pictures = [page.number for page in contents.pages if not page.runs and page.picture >= _SCAN]
    if any(page.runs for page in contents.pages) or contents.attached == ():
        yield _report(contents, pictures, capture, given, cut_off=cut_off)
    yield from _failures(contents, pictures, given, cut_off=cut_off)
    yield from _parts(contents, given)


_BROKEN_OFF = "breaks off before its end, as when a download was interrupted"


def _report(
    contents: Contents, pictures: Sequence[int], capture: Capture, given: Given, *, cut_off: bool
) -> Report:
    """The report of the pages, or NoText for pages without text."""
    letters = "".join(run.text for page in contents.pages for run in page.runs)
    if not letters:
        if pictures:
            raise NoText(
                "this PDF is a scan, pictures of pages without text; have its text recognised (OCR) first",
                kind="scanned",
            )
        if cut_off:
            raise NoText(f"this PDF {_BROKEN_OFF}; no page of it can be read; get it again", kind="truncated")
        raise NoText("this PDF holds no text", kind="empty")
    if len(_NO_LETTER.findall(letters)) > _NONSENSE * len(letters):
        raise NoText(
            "the fonts of this PDF do not say which letters they show; have its text recognised (OCR) first",
            kind="undecodable",
        )
    passages = passages_of(contents.pages, without_furniture(contents.pages))
    return report_from(passages, _properties(contents), capture=capture, given=given)


def _properties(contents: Contents) -> Properties:
    held = contents.properties
    return Properties(
        title=held.get("Title"),
        author=held.get("Author"),
        publisher=held.get("Publisher"),
        company=held.get("Company"),
        created=day_of(held.get("CreationDate")),
        changed=day_of(held.get("ModDate")),
        program=f"{held.get('Creator', '')} {held.get('Producer', '')}",
        language=held.get("Lang"),
    )


def _failures(
    contents: Contents, pictures: Sequence[int], given: Given, *, cut_off: bool
) -> Iterator[Failure]:
    """What of the PDF stands in no report."""
    broken = [page.number for page in contents.pages if page.broken]
    if cut_off:
        message = f"this PDF {_BROKEN_OFF}; what is left of it is read; get it again"
        yield Failure(path=given.path, kind="truncated", message=message)
    if broken:
        message = f"{_numbers(broken)} of this PDF cannot be opened and {_is(broken)} not read; get it again"
        yield Failure(path=given.path, kind="damaged", message=message)
    if pictures:
        message = (
            f"{_numbers(pictures)} {_is(pictures)} without text, as scans are, and not read; "
            "have the text recognised (OCR) first"
        )
        yield Failure(path=given.path, kind="scanned", message=message)


def _parts(contents: Contents, given: Given) -> Iterator[Part | Failure]:
    """The files that lie in the PDF."""
    for name, body in contents.attached:
        if body is None:
            message = f"a file in this PDF cannot be taken out ({name!r}); open the PDF and save it"
            yield Failure(path=given.path, kind="unreadable", message=message)
        else:
            yield Part(body=body, name=name)


def _cut_off(body: bytes) -> bool:
    """True when the end is missing: the word that closes every PDF, or bytes that its head promises."""
    if match := _LINEARIZED.search(body[:2_048]):
        return len(body) < int(match[1])
    return b"%%EOF" not in body.rstrip(b"\x00\r\n\t ")[-2_048:]


def _numbers(pages: Sequence[int]) -> str:
    """ "page 3", "pages 3, 4 and 7"; a run of pages as "3-9"."""
    runs: list[list[int]] = []
    for number in pages:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"{'page' if len(pages) == 1 else 'pages'} {listed}"


def _is(pages: Sequence[Page] | Sequence[int]) -> str:
    return "is" if len(pages) == 1 else "are"
