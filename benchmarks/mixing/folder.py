"""All files of a run: made ones, broken ones, copies, and those that the tests and the sample story hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.mixing.breaking import BROKEN
from benchmarks.mixing.counting import Count, count
from benchmarks.mixing.making import SHARES, Made, Source

HELD = (Path("tests") / "intake" / "files", Path("samples") / "story")
# Files of the tests for which `counting` gives no sure figure, counted by hand: what is left of broken ones
# with one row for their damage, and messages that are passed on inside another's text.
BY_HAND: Mapping[str, int] = {
    "docx/broken-byte.docx": 1, "docx/broken-cut.docx": 1, "odt/broken-byte.odt": 1, "odt/broken-cut.odt": 1,
    # Two items whole, a third cut; items without text give none; a title that stands alone is one.
    "feed/broken-cut.xml": 3, "feed/broken-mixed.xml": 1, "feed/rdf.xml": 1,
    "gzip/broken-byte.gz": 1, "gzip/broken-cut.gz": 1, "gzip/broken-tail.gz": 1,
    "mail/broken-boundary.eml": 2, "mail/broken-cut.eml": 3, "mail/broken-deep.eml": 1,
    "mail/outlook.eml": 3, "mail/page.eml": 2, "mbox/attached.mbox": 7, "mbox/bare.mbox": 2,
    "mbox/broken-cut.mbox": 2,
    # The damage of a package's list, and of a packed file beside what is read of it, are told once each.
    "wacz/broken-byte.wacz": 7, "wacz/broken-cut.wacz": 3, "wacz/broken-list.wacz": 7,
    "warc/broken-byte.warc.gz": 4, "warc/broken-cut.warc.gz": 3, "zip/broken-byte.zip": 1,
    "zip/broken-cut.zip": 3, "zip/broken-locked.zip": 1,
}  # fmt: skip


def made(files: int, seed: int) -> Iterator[Made]:
    """So many files, one kind after another; the last are broken, and one of a hundred is there twice."""
    source = Source(seed)
    held: list[Made] = []
    for maker, share in SHARES:
        held += [maker(source) for _ in range(round(share * files / 1_000) or 1)]
    copies = [source.random.choice(held) for _ in range(round(files / 100))]
    broken = max(len(BROKEN), files - len(held) - len(copies))
    held += copies + [BROKEN[number % len(BROKEN)](source) for number in range(broken)]
    for number, one in enumerate(held):
        name = f"{number:05}.{one.name}"
        yield Made(name=name, body=one.body, rows=one.rows, failed=one.failed, inside=one.inside)


def write(folder: Path, files: int, seed: int) -> dict[str, Count]:
    """Write a folder of so many files or a few more; what each must give, by its path in the folder."""
    expected: dict[str, Count] = {}
    for root in HELD:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                name = f"{root.name}/{path.relative_to(root).as_posix()}"
                expected[name] = _put(folder / name, path.read_bytes())
                if (by_hand := BY_HAND.get(path.relative_to(root).as_posix())) is not None:
                    expected[name] = Count(rows=by_hand, inside=by_hand - 1)
    for one in made(files - len(expected), seed):
        name = f"made/{one.name}"
        _put(folder / name, one.body)
        expected[name] = Count(rows=one.rows, inside=one.inside, failed=one.failed)
    return expected


def _put(path: Path, body: bytes) -> Count:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return count(body)


def given(folder: Path) -> dict[str, Count]:
    """What each file of somebody's folder must give, by its path in it; hidden ones are left out."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        name.as_posix(): count(path.read_bytes())
        for name, path in found.items()
        if not any(part.startswith(".") for part in name.parts)
    }
