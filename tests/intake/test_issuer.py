"""Which house issues a message or a document, and who is only a person."""

from __future__ import annotations

import pytest

from secondsource.intake.issuer import plausible_house, sender_of
from tests.intake import office, pdfs
from tests.intake.pages import report_of
from tests.intake.test_reasons import codes


@pytest.mark.parametrize(
    ("name", "address", "house", "code"),
    [
        ("Ministry of Works, Press Office", "press@works.invalid", "Ministry of Works", "mail-institution"),
        ("Torrland Flood Agency - Media Team", "a@b.invalid", "Torrland Flood Agency", "mail-institution"),
        ("Valley Doctors", "notes@valleydoctors.invalid", "Valley Doctors", "mail-domain"),
        ("The Bay Lantern", "desk@mail.bay-lantern.invalid", "The Bay Lantern", "mail-domain"),
        ("Ada Quill", "ada@holm.invalid", None, None),
        ("Ada Quill", "ada@adaquill.invalid", None, None),
        ("Ada Quill, Press Office", "ada@works.invalid", None, None),
        ("Ada Quill via Press List", "list@list.invalid", None, None),
        ("Emily Post", "emily@holm.invalid", None, None),
        ("Press", "press@holm.invalid", None, None),
        ("press@ministry.invalid", "press@ministry.invalid", None, None),
        ("", "press@works.invalid", None, None),
        ("News", "a@news.invalid", None, None),
    ],
)  # fmt: skip
def test_a_sender_is_a_house_only_where_it_is_no_person(
    name: str, address: str, house: str | None, code: str | None
) -> None:
    found = sender_of("", [(name, address)])
    assert (found.value if found else None, found.code if found else None) == (house, code)


def test_of_two_senders_neither_is_the_house_and_a_named_organization_is() -> None:
    people = [("Works Ministry", "a@works.invalid"), ("Ada Quill", "b@works.invalid")]
    assert sender_of("", people) is None
    found = sender_of("Bay Relief", people)
    assert found is not None and (found.value, found.code) == ("Bay Relief", "mail-organization")
    assert sender_of("none", people) is None


@pytest.mark.parametrize("name", [None, "", " ", "HP", "Home", "12", "a@b.invalid", "x" * 200, "."])
def test_what_machines_fill_in_is_no_house(name: str | None) -> None:
    assert plausible_house(name) is None


def test_a_message_keeps_its_house_with_the_reason() -> None:
    head = b"From: Valley Doctors <notes@valleydoctors.invalid>\nTo: a@b.invalid\nMessage-ID: <1@b.invalid>\n"
    report = report_of(head + b"Subject: Note\n\nThe dam held.\n")
    assert (report.publisher, codes(report, "publisher")) == ("Valley Doctors", ["mail-domain"])
    other = report_of(head + b"Organization: Bay Relief\n\nThe dam held.\n")
    assert (other.publisher, codes(other, "publisher")) == ("Bay Relief", ["mail-organization"])


def test_documents_name_their_publisher_or_company() -> None:
    company = "<Properties><Company>Bay Relief</Company><Application>Word</Application></Properties>"
    word = report_of(office.word(office.p("The dam held."), parts={"docProps/app.xml": company}))
    assert (word.publisher, codes(word, "publisher")) == ("Bay Relief", ["own-company"])
    both = report_of(
        office.word(
            office.p("The dam held."),
            parts={
                "docProps/app.xml": company,
                "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/">'
                "<dc:publisher>Holm Gazette</dc:publisher></c>",
            },
        )
    )
    assert (both.publisher, codes(both, "publisher")) == ("Holm Gazette", ["own-publisher"])
    bare = report_of(office.word(office.p("The dam held.")))
    assert bare.publisher is None and codes(bare, "publisher") == []
    printed = report_of(pdfs.pdf(pdfs.column(60, ["The dam held."]), information={"Company": "Bay Relief"}))
    assert (printed.publisher, codes(printed, "publisher")) == ("Bay Relief", ["own-company"])
    of_machine = report_of(pdfs.pdf(pdfs.column(60, ["The dam held."]), information={"Company": "Microsoft"}))
    assert of_machine.publisher is None
