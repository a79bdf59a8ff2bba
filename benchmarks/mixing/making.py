"""Files of all formats out of invented news, sound ones and broken ones, each with the rows it must give.

The same seed and count give the same files. What a file must give is counted here while it is made: one row
for each text put into it, one for each thing in it that is no report, and one where its damage is told.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from random import Random
from textwrap import wrap

from benchmarks.generate import generate
from benchmarks.publishing.stories import story
from benchmarks.publishing.systems import SYSTEMS
from secondsource.model.report import Report
from tests.intake import archives, office, pdfs

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file. rows: outcomes that it must give; failed: how many of them are failures; inside: how many of
    them come from attachments or members, or tell of damage, and so are no row of the file itself.
    """

    name: str
    body: bytes
    rows: int = 1
    failed: int = 0
    inside: int = 0


class Source:
    """What makers take: invented reports one after another, and chance."""

    def __init__(self, seed: int) -> None:
        self.random = Random(f"{seed}/mixed")
        self._reports = (report for report, _, _ in generate(1_000_000, seed, most=8))
        self._pages = 0

    def report(self) -> Report:
        """The next report."""
        return next(self._reports)

    def page(self) -> bytes:
        """A page of invented news, in the markup of one publishing system after another."""
        self._pages += 1
        system = list(SYSTEMS)[self._pages % len(SYSTEMS)]
        return SYSTEMS[system](story(f"mixed-{system}-{self._pages}")).html.encode()


def paragraphs(report: Report) -> list[str]:
    """The paragraphs of a report's text."""
    return [part.strip() for part in report.text.split("\n\n") if part.strip()]


def text(source: Source) -> Made:
    """Plain text, in one of the encodings that people have."""
    charset = source.random.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    return Made(name="txt", body=source.report().text.encode(charset, "replace"))


def page(source: Source) -> Made:
    """A web page."""
    return Made(name="html", body=source.page())


def saved(source: Source) -> Made:
    """A page as Chromium saves it, with a picture."""
    held = MIMEMultipart("related", type="text/html")
    number = source.random.randrange(10**9)
    held["From"] = "<Saved by Blink>"
    held["Snapshot-Content-Location"] = f"https://courier.example/{number}"
    held["Subject"] = "Saved"
    first = MIMEText(source.page().decode(), "html", "utf-8")
    first["Content-Location"] = f"https://courier.example/{number}"
    held.attach(first)
    held.attach(MIMEImage(PNG, "png"))
    return Made(name="mhtml", body=sent(source, held))


def feed(source: Source) -> Made:
    """RSS or Atom of some items, whole texts in them; in one of three the first item stands twice."""
    reports = [source.report() for _ in range(source.random.randrange(2, 8))]
    atom = source.random.random() < 0.5
    items = [(_entry if atom else _item)(report) for report in reports]
    if source.random.random() < 0.33:
        items.append(items[0])
    inner = "".join(items)
    body = (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>'
        f"<id>urn:wire</id><updated>2026-03-01T00:00:00Z</updated>{inner}</feed>"
        if atom
        else f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{inner}</channel></rss>'
    )
    return Made(name="xml", body=body.encode(), rows=len(reports), inside=len(reports))


def _markup(report: Report) -> str:
    return escape("".join(f"<p>{escape(part)}</p>" for part in paragraphs(report)))


def _item(report: Report) -> str:
    return (
        f"<item><title>{escape(report.title or '')}</title><link>{report.address}</link>"
        f"<guid>{report.address}</guid><pubDate>{format_datetime(_moment(report))}</pubDate><description>{_markup(report)}"
        "</description></item>"
    )


def _entry(report: Report) -> str:
    return (
        f"<entry><title>{escape(report.title or '')}</title><id>{report.address}</id>"
        f'<link href="{report.address}"/><updated>{_moment(report).isoformat()}</updated>'
        f'<content type="html">{_markup(report)}</content></entry>'
    )


def _moment(report: Report) -> datetime:
    return datetime.fromisoformat((report.published or "2026-03-01")[:10]).replace(tzinfo=UTC)


def print_(source: Source) -> Made:
    """A PDF of one page."""
    return Made(name="pdf", body=_pdf(source.report()))


def _pdf(report: Report) -> bytes:
    lines: list[str] = []
    for part in paragraphs(report):
        plain = part.encode("cp1252", "replace").decode("cp1252")
        for character in "\\()":
            plain = plain.replace(character, "\\" + character)
        lines += [*wrap(plain, 90), ""]
    return pdfs.pdf(pdfs.column(60, lines[:60]), information={"Title": "Print"})


def word(source: Source) -> Made:
    """A Word document."""
    return Made(name="docx", body=_docx(source.report()))


def _docx(report: Report) -> bytes:
    return office.word("".join(office.p(escape(part)) for part in paragraphs(report)))


def open_document(source: Source) -> Made:
    """An OpenDocument text."""
    parts = "".join(f"<text:p>{escape(part)}</text:p>" for part in paragraphs(source.report()))
    return Made(name="odt", body=office.open_text(parts))


def mail(source: Source) -> Made:
    """A message with up to four attachments: documents, a picture, another message."""
    message, inside, failed = _message(source, most=4)
    return Made(name="eml", body=message, rows=1 + inside, failed=failed, inside=inside)


def _message(source: Source, *, most: int) -> tuple[bytes, int, int]:
    """A message; how many attachments it has at any depth, and how many of them are no report."""
    report = source.report()
    held = EmailMessage()
    held["From"] = f"{report.publisher} <desk@wire.example>"
    held["To"] = "desk@holm.example"
    held["Subject"] = report.title
    held["Date"] = format_datetime(_moment(report))
    held["Message-ID"] = f"<{source.random.randrange(10**12)}@wire.example>"
    held.set_content(report.text)
    inside = failed = 0
    for _ in range(source.random.randrange(most + 1)):
        kind = source.random.choice(("txt", "pdf", "docx", "png", "eml"))
        name = f"part-{inside}.{kind}"
        inside += 1
        if kind == "txt":
            held.add_attachment(source.report().text, filename=name)
        elif kind == "eml":
            body, more, lost = _message(source, most=1)
            held.add_attachment(_parsed(body))
            inside, failed = inside + more, failed + lost
        else:
            body = PNG if kind == "png" else (_pdf if kind == "pdf" else _docx)(source.report())
            held.add_attachment(body, maintype="application", subtype="octet-stream", filename=name)
            failed += kind == "png"
    return sent(source, held), inside, failed


def sent(source: Source, held: Message) -> bytes:
    """A message as it is sent, with boundaries that the seed decides."""
    for part in held.walk():
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            part.set_boundary(f"=_{source.random.randrange(10**12)}")
    return held.as_bytes(policy=SMTP)


def _parsed(body: bytes) -> EmailMessage:
    from email import message_from_bytes
    from email.policy import default

    held = message_from_bytes(body, policy=default)
    assert isinstance(held, EmailMessage)
    return held


def mailbox(source: Source) -> Made:
    """A mailbox."""
    rows, failed, body = 0, 0, b""
    for _ in range(source.random.randrange(4, 16)):
        message, inside, lost = _message(source, most=1)
        lines = message.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ")
        body += b"From desk@wire.example Mon Mar  2 09:00:00 2026\n" + lines + b"\n"
        rows, failed = rows + 1 + inside, failed + lost
    return Made(name="mbox", body=body, rows=rows, failed=failed, inside=rows)


def records(source: Source, count: int) -> list[bytes]:
    """Records of a web archive: an answer with a page each."""
    return [
        archives.record(
            archives.http(source.page()),
            f"X-Number: {number}",
            address=f"https://courier.example/{source.random.randrange(10**9)}",
            id=number,
        )
        for number in range(1, count + 1)
    ]


def _passed_over(address: str = "https://courier.example/style.css") -> bytes:
    return archives.record(archives.http(b"body {color: black}", kind="text/css"), address=address, id=99)


def web_archive(source: Source) -> Made:
    """WARC, packed or not: pages, a page that was not found, a style."""
    count = source.random.randrange(2, 6)
    lost = archives.record(
        archives.http(b"<html><title>Not found</title><p>No such page.</p>", status="404 Not Found"), id=98
    )
    held = [*records(source, count), lost, _passed_over()]
    packed = source.random.random() < 0.6
    body = archives.packed(*held) if packed else b"".join(held)
    name = "warc.gz" if packed else "warc"
    return Made(name=name, body=body, rows=count + 1, failed=1, inside=count + 1)


def package(source: Source) -> Made:
    """WACZ."""
    count = source.random.randrange(2, 5)
    body = archives.wacz(archives.packed(*records(source, count)))
    return Made(name="wacz", body=body, rows=count, inside=count)


_SIMPLE = (text, page, print_, word, open_document, mail, saved)


def zip_(source: Source) -> Made:
    """A zip of some files, at times with another archive or a picture in it, and with an empty folder."""
    made = [source.random.choice(_SIMPLE)(source) for _ in range(source.random.randrange(2, 7))]
    if source.random.random() < 0.3:
        made.append(Made(name="png", body=PNG, failed=1))
    if source.random.random() < 0.3:
        made.append(source.random.choice((web_archive, mailbox, zip_))(source))
    members = [(f"folder/{n}.{one.name}", one.body) for n, one in enumerate(made)]
    rows, failed = sum(one.rows for one in made), sum(one.failed for one in made)
    return Made(
        name="zip", body=archives.zipped([*members, ("nothing/", b"")]), rows=rows, failed=failed, inside=rows
    )


def gzip_(source: Source) -> Made:
    """One file packed by gzip."""
    made = source.random.choice((text, page, mail, print_, feed))(source)
    body = gzip.compress(made.body, mtime=0)
    return Made(name=f"{made.name}.gz", body=body, rows=made.rows, failed=made.failed, inside=made.rows)


def rows(source: Source) -> Made:
    """A record file; in one of three a line is no record."""
    lines = []
    for number in range(source.random.randrange(2, 9)):
        report = source.report()
        fields = {"id": f"r{number}", "text": report.text, "title": report.title, "date": report.published}
        lines.append(json.dumps(fields, ensure_ascii=False))
    bad = source.random.random() < 0.33
    if bad:
        lines.insert(source.random.randrange(1, len(lines)), '{"text": "half a rec')
    count = len(lines)
    return Made(name="jsonl", body="\n".join(lines).encode(), rows=count, failed=int(bad), inside=count)


# How many of a thousand files each maker makes.
SHARES: tuple[tuple[Callable[[Source], Made], int], ...] = (
    (text, 210), (page, 190), (saved, 50), (feed, 50), (print_, 80), (word, 80), (open_document, 60),
    (mail, 120), (mailbox, 12), (web_archive, 24), (package, 14), (zip_, 20), (gzip_, 20), (rows, 20),
)  # fmt: skip
