"""Feeds: an item is a report, with all that the feed says of it and nothing that it does not say."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from secondsource.intake import Limits, from_bytes, receive
from secondsource.model.report import Failure, Report

FILES = Path(__file__).parent / "files" / "feed"
GATE = "Warden Elin Sorby said the third gate was open."


def rss(items: str, *, version: str = "2.0", head: str = "") -> bytes:
    """A feed of these items."""
    return (
        f"<rss version='{version}'><channel><title>Holm Courier</title>{head}{items}</channel></rss>".encode()
    )


def item(text: str = GATE, **fields: str) -> str:
    """An item of a feed."""
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return f"<item>{inside}<description>{text}</description></item>"


def reports(body: bytes, **options: object) -> list[Report]:
    """The reports of a feed that is sound."""
    found = list(from_bytes(body, path="feed.xml", **options))  # type: ignore[arg-type]
    assert all(isinstance(one, Report) for one in found), found
    return found  # type: ignore[return-value]


def test_an_item_of_rss_is_a_report() -> None:
    first, second, third, only = receive(FILES / "rss2.xml")
    assert isinstance(first, Report) and isinstance(second, Report) and isinstance(third, Report)
    assert first.text == f"{GATE}\n\nFour lorries wait at the pass, a driver said."
    assert (first.title, first.byline, first.publisher) == ("Gate three is open", "Anna Lind", "Holm Courier")
    assert (first.published, first.record) == ("2026-06-22T09:00:00Z", "c-1")
    assert first.address == "https://courier.invalid/gate" and first.path.endswith("rss2.xml#c-1")
    assert [block.locator for block in first.blocks] == ["item 1 /html/body/p[1]", "item 1 /html/body/p[2]"]
    assert first.capture is not None and first.capture.body == (FILES / "rss2.xml").read_bytes()
    assert (second.title, second.byline) == ("Pass open & dry", "Bo Vey")
    assert second.published == "2026-07-23T09:40:05" and second.address == "https://courier.invalid/pass"
    # A headline alone is what was published; repeated, it comes once; its date cannot be read.
    assert third.text == third.title == "Lake at forty metres" and third.published is None
    assert third.blocks[0].locator == "item 3 headline alone"
    assert isinstance(only, Failure) and only.kind == "link-page" and "--follow" in only.message


def test_atom_and_rdf() -> None:
    gate, log = receive(FILES / "atom.xml")
    assert isinstance(gate, Report) and isinstance(log, Report)
    assert (gate.title, gate.text, gate.byline) == ("Gate three", GATE, "Elin Sorby")
    assert (gate.published, gate.record, gate.publisher) == (
        "2026-06-22T12:00:00+02:00", "urn:dam:1", "Dam notes",
    )  # fmt: skip
    assert log.text == "The log says 5 < 6 metres.\n\nIt was kept by hand." and log.published == "2026-06-23"
    (shut,) = receive(FILES / "rdf.xml")
    # It says that it is UTF-8, and is not.
    assert isinstance(shut, Report) and shut.publisher == "Pass café" and "by the café" in shut.text
    assert shut.published == "2026-06-22T08:00+02:00"


def test_what_is_broken_says_so() -> None:
    *read, cut = receive(FILES / "broken-cut.xml")
    assert [type(one) for one in read] == [Report, Report]
    assert isinstance(cut, Failure) and cut.kind == "truncated"
    (mixed,) = receive(FILES / "broken-mixed.xml")
    assert isinstance(mixed, Report) and mixed.text == "The gate is open & dry, the warden said."
    assert mixed.title == "Gate open"
    (none,) = receive(FILES / "broken-none.xml")
    assert isinstance(none, Failure) and none.kind == "empty"
    (other,) = from_bytes(b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>")
    assert isinstance(other, Failure) and other.kind in ("unsupported", "empty")


def test_an_item_that_changed_is_another_report() -> None:
    found = reports(
        rss(item(guid="g") + item(guid="g", pubDate="2026-06-22") + item("It is shut.", guid="g"))
    )
    assert len({report.id for report in found}) == 3


def test_a_feed_without_dates_gives_none() -> None:
    (report,) = reports(rss(item(), head="<pubDate>Mon, 22 Jun 2026 09:00:00 GMT</pubDate>"))
    assert report.published is None


def test_whose_text_an_item_is() -> None:
    source = "<source url='https://agency.invalid/'>Tarn Agency</source>"
    (report,) = reports(rss(f"<item><description>{GATE}</description>{source}</item>"))
    assert report.publisher == "Tarn Agency"
    for author, byline in (
        ("Anna Lind (anna@holm.invalid)", "Anna Lind"),
        ("anna@holm.invalid (Anna Lind)", "Anna Lind"),
        ("anna@holm.invalid", "anna@holm.invalid"),
        ("By Anna Lind", "Anna Lind"),
        ("admin", None),
        ("Holm Courier", None),
    ):
        (report,) = reports(rss(item(author=author)))
        assert report.byline == byline, author


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-8", "us-ascii", "no-such-set"])
def test_a_feed_that_lies_about_its_characters(declared: str) -> None:
    for real in ("utf-8", "cp1252"):
        text = (
            f"<?xml version='1.0' encoding='{declared}'?>" + rss(item("The café’s owner said so.")).decode()
        )
        (report,) = reports(text.encode(real))
        assert report.text == "The café’s owner said so."


def test_an_identifier_is_no_address_unless_it_is_whole() -> None:
    (report,) = reports(rss(item(guid="gate-1")))
    assert report.address is None and report.record == "gate-1"
    (report,) = reports(rss(item(guid="https://courier.invalid/1")))
    assert report.address == report.record == "https://courier.invalid/1"
    (report,) = reports(rss(item(link="javascript:alert(1)")))
    assert report.address is None


def test_a_link_that_is_no_address_is_none() -> None:
    (report,) = reports(rss(item(link="http://[courier.invalid/pass")))
    assert report.address is None


def test_entities_that_grow_are_not_opened() -> None:
    bomb = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9)
    )
    body = f"<?xml version='1.0'?>{bomb}]>".encode() + rss(item("&j; said the warden at the gate."))
    found = list(from_bytes(body))
    assert all(len(one.text) < 10_000 for one in found if isinstance(one, Report))


def test_a_feed_never_opens_what_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the dam", encoding="utf-8")
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: pytest.fail("it was fetched"))
    declared = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{secret}'>]>"
    found = list(from_bytes(declared.encode() + rss(item("&x; is open.", link="http://127.0.0.1:9/"))))
    assert not any(isinstance(one, Report) and "secret" in one.text for one in found)


def test_a_feed_that_never_ends_is_refused() -> None:
    (found,) = from_bytes(rss(item() * 2000), limits=Limits(size=50_000))
    assert isinstance(found, Failure) and found.kind == "too-large"
    many = list(from_bytes(rss("".join(item(f"Gate {n}.") for n in range(40))), limits=Limits(members=30)))
    assert [type(one) for one in many] == [Report] * 30 + [Failure]


def test_another_language_is_a_row_and_the_rest_is_read() -> None:
    german = "Die Talsperre hat die Nacht überstanden, sagte die Ingenieurin am Montag vor Ort. " * 4
    first, second = from_bytes(rss(item(german) + item()))
    assert isinstance(first, Failure) and first.kind == "language"
    assert isinstance(second, Report)


def test_a_fault_of_the_library_is_a_damaged_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    import feedparser

    def parse(*args: object, **kwargs: object) -> None:
        raise KeyError(-1)

    monkeypatch.setattr(feedparser, "parse", parse)
    (found,) = from_bytes(rss(item()))
    assert isinstance(found, Failure) and found.kind == "damaged"
