"""Which addresses are one: what is folded makes no other page, what is not may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.ledger.addresses import address_key, archived_at, record_key

PAGE = "harbourpost.example/news/bridge?id=7&page=2"


@pytest.mark.parametrize(
    "address",
    [
        "https://harbourpost.example/news/bridge?id=7&page=2",
        "http://www.HarbourPost.example:80/news/bridge/?page=2&id=7#latest",
        "https://m.harbourpost.example:443/news/bridge?utm_source=feed&id=7&utm_medium=rss&page=2&fbclid=x",
        "https://amp.harbourpost.example/news/bridge/amp/?id=7&page=2&gclid=1&amp=1",
        "https://user:secret@harbourpost.example/news/old/../bridge?id=7&page=2",
        "  HTTPS://harbourpost.example./news/%62ridge?page=2&id=7 ",
        "harbourpost.example/news/bridge?id=7&page=2",
        "https://web.archive.org/web/20241003120000id_/https://www.harbourpost.example/news/bridge?id=7&page=2",
        "https://www.google.com/amp/s/harbourpost.example/news/bridge?id=7&page=2",
    ],
)
def test_forms_of_one_address_are_one(address: str) -> None:
    assert address_key(address) == PAGE


@pytest.mark.parametrize(
    "address",
    [
        "https://harbourpost.example/news/Bridge?id=7&page=2",
        "https://harbourpost.example/news/bridge?id=7",
        "https://harbourpost.example/news/bridge?id=7&page=2&ref=a",
        "https://news.harbourpost.example/news/bridge?id=7&page=2",
        "https://harbourpost.example:8080/news/bridge?id=7&page=2",
        "https://harbourpost.example/news%2Fbridge?id=7&page=2",
        "https://harbourpost.example/news/bridge?id=7&page=2#!/other",
        "ftp://harbourpost.example/news/bridge?id=7&page=2",
    ],
)
def test_what_may_be_another_page_stays_apart(address: str) -> None:
    found = address_key(address)
    assert found is not None and found != PAGE


@pytest.mark.parametrize(
    "address", [None, "", "  ", "https://harbourpost.example", "https://www.harbourpost.example/#top"]
)
def test_the_door_of_a_site_is_no_page(address: str | None) -> None:
    assert address_key(address) is None


def test_names_of_other_letters_are_one_with_their_ascii_form() -> None:
    assert address_key("https://zeitung-müll.example/ä") == address_key(
        "https://xn--zeitung-mll-1hb.example/%C3%A4"
    )
    assert address_key("urn:isbn:1") == "urn:isbn:1"


@given(st.text(max_size=60))
def test_any_text_has_a_key_that_is_its_own(text: str) -> None:
    for address in (text, f"https://a.example/{text}", f"https://{text}/x"):
        found = address_key(address)
        assert found == address_key(address)
        assert found is None or (len(found) <= 200 and found.encode())


def test_long_addresses_keep_apart() -> None:
    one, other = (address_key(f"https://a.example/{'x' * 4000}{n}") for n in "12")
    assert one != other and one is not None and len(one) == 71


def test_a_record_is_one_of_its_publisher() -> None:
    assert record_key("The Harbour Post", "urn:post:81") == record_key("the  harbour post", " urn:post:81")
    assert record_key("The Harbour Post", "urn:post:81") != record_key("Valde Times", "urn:post:81")
    for nothing in ((None, "urn:post:81"), ("The Harbour Post", None), ("The Harbour Post", "17"), ("", "x")):
        assert record_key(*nothing) is None


def test_a_web_archive_tells_when() -> None:
    assert (
        archived_at("https://web.archive.org/web/20241003120501/https://a.example/x")
        == "2024-10-03T12:05:01Z"
    )
    assert archived_at("https://web.archive.org/web/20241003/https://a.example/x") == "2024-10-03"
    assert archived_at("https://web.archive.org/web/2024/https://a.example/x") is None
    assert archived_at("https://a.example/x") is None and archived_at(None) is None
