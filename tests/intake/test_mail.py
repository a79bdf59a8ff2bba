"""Mail: what the sender wrote, what was passed on, and each attachment."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from secondsource.intake import formats, from_bytes, receive
from secondsource.model.report import Failure, Report

FILES = Path(__file__).parent / "files" / "mail"


def sent(text: str, *, head: str = "") -> bytes:
    """A plain message."""
    fields = "From: Anna Lind <anna@holm.invalid>\nSubject: Gate\nMessage-ID: <a@holm.invalid>\n"
    return f"{fields}{head}\n{text}".encode()


def parts(kind: str, *inside: str) -> str:
    """The head and body of a message of many parts."""
    body = "".join(f"--b\n{part}\n" for part in inside)
    return f"Content-Type: multipart/{kind}; boundary=b\n\n{body}--b--\n"


def read(body: bytes) -> list[Report | Failure]:
    """What comes of a message."""
    return list(from_bytes(body, path="m.eml", name="m.eml"))


def texts(body: bytes) -> list[str]:
    """The texts of a message's reports, each failure as its kind."""
    return [one.text if isinstance(one, Report) else f"({one.kind})" for one in read(body)]


def test_a_message_its_attachments_and_its_message() -> None:
    own, note, picture, inner, visit = receive(FILES / "parts.eml")
    assert isinstance(own, Report) and isinstance(note, Report) and isinstance(inner, Report)
    assert own.title == "Gate three – what the warden says" and own.byline == "Änna Lind"
    assert (own.published, own.record) == ("2026-06-22T09:00:00+02:00", "a1@holm.invalid")
    assert own.address == "mid:a1@holm.invalid"
    assert own.text.startswith("Dear Bo,\n\nThe third gate") and "Holm Courier" not in own.text
    assert [block.locator for block in own.blocks] == ["part 1.1 line 1", "part 1.1 line 3"]
    assert own.capture is not None and own.capture.media == "message/rfc822"
    assert note.text.startswith("The gate was opened by hand") and note.path.endswith("parts.eml#note.txt")
    assert (inner.title, inner.byline) == ("Level of the lake", "Elin Sorby")
    assert inner.published == "2026-06-21T21:30:00+02:00" and inner.record == "e7@dam.invalid"
    assert isinstance(picture, Failure) and picture.kind == "not-text" and "gate.png" in picture.path
    assert isinstance(visit, Failure) and visit.kind == "not-text" and "calendar" in visit.message


def test_a_page_with_a_message_passed_on() -> None:
    own, gate = receive(FILES / "page.eml")
    assert isinstance(own, Report) and own.text == "The warden confirms it, see below."
    assert isinstance(gate, Report) and gate.text == "The gate jammed at noon and was opened by hand."
    assert (gate.title, gate.byline, gate.published) == ("Gate three", "Elin Sorby", "2026-06-22T21:40")
    assert gate.record is None and gate.address is None
    assert gate.blocks[0].locator == "part 1 /html/body/div[1]/div[2]/p[1]"


def test_quotations_and_signatures_are_left_out() -> None:
    (report,) = receive(FILES / "flowed.eml")
    assert isinstance(report, Report)
    stands = "It stands at forty-one metres, the gauge shows, and it rises by ten centimetres an hour."
    assert report.text == f"{stands}\n\nStill open."
    assert report.title == "Re: Lake gauge – second reading" and report.byline == "Søren Holm"
    assert report.published == "2026-06-23T07:05:00"


def test_outlooks_originals_are_reports_of_their_own() -> None:
    own, gates, inquiry = receive(FILES / "outlook.eml")
    assert isinstance(own, Report) and own.text == "Please run this tonight."
    assert isinstance(gates, Report) and isinstance(inquiry, Report)
    assert (gates.byline, gates.title, gates.published) == ("Cosmo Vey", "gates", "2026-06-20T20:00")
    assert gates.text == "The crew opened the third gate at four in the morning."
    assert (inquiry.byline, inquiry.text) == ("Dagny Felk", "An inquiry will be opened this week.")


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("broken-cut", ["report", "report", "truncated"]),
        ("broken-charset", ["report"]),
        ("broken-boundary", ["report", "truncated"]),
        ("broken-deep", ["too-deep"]),
    ],
)
def test_what_is_broken_says_so(name: str, kinds: list[str]) -> None:
    found = list(receive(FILES / f"{name}.eml"))
    assert ["report" if isinstance(one, Report) else one.kind for one in found] == kinds


def test_what_stands_in_a_message_that_lies_is_still_read() -> None:
    (report,) = receive(FILES / "broken-charset.eml")
    assert isinstance(report, Report) and report.text.startswith("The café by the gate")
    assert report.title == "Gate é café" and report.published is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is open.\n\n-- \nAnna\nHolm Courier\n", ["It is open."]),
        ("It is open.\n--\nAnna\n", ["It is open."]),
        ("It is open.\n\nSent from my iPhone\n", ["It is open."]),
        ("It is open.\n\nOn Monday the mayor wrote:\n\nThe gate holds.\n",
         ["It is open.\n\nOn Monday the mayor wrote:\n\nThe gate holds."]),
        ("It is open.\n\nOn Mon, Jun 22, 2026 at 9:00 AM Bo <bo@holm.invalid> wrote:\n\nIs it?\n",
         ["It is open."]),
        ("It is open.\n\nBo Vey wrote:\n> Is it?\n>> Who asks?\nYes.\n", ["It is open.\n\nYes."]),
        ("> Is it open?\n", ["(empty)"]),
        ("\n\n", ["(empty)"]),
        ("It is open.\n" + "_" * 47 + "\nDam mailing list\nhttp://x.invalid/listinfo\n",
         ["It is open."]),
        ("Look.\n\nBegin forwarded message:\n\n> From: Elin <e@dam.invalid>\n> Subject: Lake\n"
         "> Date: 21 June 2026 at 9:30:00 PM\n> \n> It rose.\n> > How far?\n\nMore from me.\n",
         ["Look.\n\nMore from me.", "It rose."]),
        ("---------- Forwarded message ----------\nFrom: Elin <e@dam.invalid>\nSubject: Lake\n\nIt rose.\n",
         ["It rose."]),
        ("Look.\n\n-----Original Message-----\nno fields here\n",
         ["Look.\n\n-----Original Message-----\nno fields here"]),
        ("From: the dam\nThe gate is open.\n", ["From: the dam\nThe gate is open."]),
    ],
)  # fmt: skip
def test_whose_words_lines_are(text: str, expected: list[str]) -> None:
    assert texts(sent(text)) == expected


def test_the_fields_of_what_was_passed_on_go_on_over_lines() -> None:
    text = (
        "*From:* Elin Sorby <elin@dam.invalid>\n*Sent:* Sunday, June 21, 2026 9:30 PM\n"
        "*To:* a@holm.invalid, b@holm.invalid,\n c@holm.invalid\n*Subject:* Lake\n\nIt rose.\n"
    )
    (report,) = read(sent(text))
    assert isinstance(report, Report)
    assert (report.byline, report.title, report.published) == ("Elin Sorby", "Lake", "2026-06-21T21:30")


def test_a_table_of_fields_in_a_page() -> None:
    page = (
        "Content-Type: text/html\n\n<p>Look.</p><div>-------- Forwarded Message --------<table>"
        "<tr><th>Subject: </th><td>Lake</td></tr>"
        "<tr><th>Date: </th><td>Sun, 21 Jun 2026 21:30:00 +0200</td></tr>"
        "<tr><th>From: </th><td>Elin Sorby &lt;elin@dam.invalid&gt;</td></tr></table><p>It rose.</p></div>"
    )
    own, lake = read(sent("", head=page))
    assert isinstance(own, Report) and isinstance(lake, Report) and own.text == "Look."
    assert (lake.text, lake.byline, lake.title) == ("It rose.", "Elin Sorby", "Lake")
    assert lake.published == "2026-06-21T21:30:00+02:00"


def test_the_fuller_form_is_read() -> None:
    for plain, expected in (
        ("See the page.", "Gate"),
        ("The gate of the dam is open, she said.", "The gate of the dam"),
    ):
        message = EmailMessage()
        message["From"] = "a@holm.invalid"
        message.set_content(plain)
        message.add_alternative(
            "<p>Gate three of the dam has been open since noon, the warden said.</p>"
            "<p><a href='x'>Unsubscribe</a></p>", subtype="html",
        )  # fmt: skip
        (text,) = texts(bytes(message))
        assert text.startswith(expected) and "Unsubscribe" not in text


def test_pictures_of_a_page_are_no_attachments_and_all_others_are() -> None:
    message = EmailMessage()
    message["From"] = "a@holm.invalid"
    message.set_content("<p>The gate is open.</p><img src='cid:one@x'>", subtype="html")
    message.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<one@x>")
    message.make_mixed()
    for name in ("a.png", "a.png"):
        message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename=name)
    found = read(bytes(message))
    assert [one.path for one in found] == ["m.eml", "m.eml#a.png", "m.eml#3 a.png"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("text/vcard", "not-text"),
        ("application/ms-tnef", "unsupported"),
        ("application/pkcs7-mime", "unsupported"),
        ("message/partial", "unsupported"),
    ],
)
def test_parts_that_hold_no_report(kind: str, expected: str) -> None:
    assert texts(sent("x\n", head=f"Content-Type: {kind}\n"))[-1] == f"({expected})"


def test_signed_messages_and_those_that_came_back() -> None:
    proof = "Content-Type: application/pgp-signature\n\nx"
    assert texts(sent("", head=parts("signed", "\nIt is open.", proof))) == ["It is open."]
    sealed = parts("encrypted", "Content-Type: application/pgp-encrypted\n\nx")
    assert texts(sent("", head=sealed)) == ["(empty)", "(unsupported)"]
    returned = parts(
        "report", "\nIt did not arrive.", "Content-Type: message/delivery-status\n\nStatus: 5.1.1"
    )
    assert texts(sent("", head=returned)) == ["It did not arrive."]


def test_the_sender_is_known_by_name_or_address() -> None:
    for written, byline in (
        ("=?utf-8?q?=C3=84nna?= <a@x.invalid>", "Änna"),
        ("a@x.invalid", "a@x.invalid"),
        ('"Lind, Anna" <a@x.invalid>, Bo <b@x.invalid>', "Lind, Anna, Bo"),
        ("a@x.invalid (Anna)", "Anna"),
        ("(" * 5000, None),
        ("", None),
    ):
        (report,) = read(f"From: {written}\nMessage-ID: <a@b>\nSubject:\n\nIt is open.\n".encode())
        assert isinstance(report, Report) and report.byline == byline and report.title is None


def test_a_large_message_of_many_lines_is_read_in_linear_time() -> None:
    body = sent("> quoted line of somebody else\n" * 20_000 + "From: x\n" * 20_000 + "On the dam\n" * 20_000)
    assert len(read(body)) == 1


@pytest.mark.parametrize("head", [b"From: a@b.invalid\nSubject: x\n", b"Subject: x\nDate: y\n"])
def test_a_name_decides_where_only_people_wrote_the_fields(head: bytes) -> None:
    body = head + b"\nThe gate is open.\n"
    assert formats.detect(body, name="x.eml") is formats.MAIL
    assert formats.detect(body, name="x.txt") is formats.PLAIN
    assert formats.detect(b"From a@b.invalid Mon Jun 22 09:00:00 2026\n" + body) is formats.MAILBOX
