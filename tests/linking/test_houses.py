"""Families of publishers, and which party a publisher is."""

from __future__ import annotations

import pytest

from secondsource.linking.houses import Houses, houses, issuer_of, parsed, publisher_key
from secondsource.linking.party_step import step
from secondsource.linking.party_store import MemoryParties
from tests.linking.cast import party, row


@pytest.mark.parametrize(
    ("paper", "house"),
    [
        ("The Times", "News Corp"),
        ("Wall Street Journal", "News Corp"),
        ("BBC News", "BBC"),
        ("BBC", "BBC"),
        ("rt.com", "TV-Novosti"),
        ("El Pais", "Prisa"),
        ("Northlight", None),
        ("", None),
        (None, None),
    ],
)
def test_papers_of_one_house_share_it_and_others_stand_alone(paper: str | None, house: str | None) -> None:
    assert houses().house_of(paper) == house


def test_no_paper_stands_in_two_houses() -> None:
    from secondsource.linking.houses import TABLE

    listed: dict[str, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        house, _, papers = line.partition(":")
        for paper in papers.split(","):
            key = publisher_key(paper)
            assert listed.setdefault(key, house) == house, key


def test_users_add_rows_and_take_them_out() -> None:
    more = houses().with_more([("Aldis Courier", "Aldis Papers"), ("The Times", "")])
    assert more.house_of("The Aldis Courier") == "Aldis Papers" == more.house_of("Aldis Papers")
    assert more.house_of("The Times") is None
    assert houses().house_of("The Times") == "News Corp"


@pytest.mark.parametrize("text", ["Northlight", ": a, b", "House:", "House: ,"])
def test_a_line_that_is_no_family_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        parsed(f"# families\n{text}\n")
    assert parsed("# nothing\n\n") == Houses({})


def test_a_publisher_that_reports_speak_of_is_their_party() -> None:
    store = MemoryParties()
    store.reports = {
        "r1": row(
            party("Ministry of Defence of Marenia", "organization"),
            party("Tidewater Press Agency", "organization"),
            party("Sarn Echo", "organization"),
            party("Kestrin Echo", "organization"),
        )
    }
    step(store, ["r1"])
    names = {s.id: s.profile.name for s in store.in_blocks(store.blocks_of(""))}

    def issuer(name: str | None) -> str | None:
        return names.get(issuer_of(store, name) or "")

    assert issuer("Marenia's Ministry of Defence") == "Ministry of Defence of Marenia"
    assert issuer("Tidewater") == "Tidewater Press Agency"
    assert issuer("The Sarn Echo") == "Sarn Echo"
    assert issuer("Echo") is None
    assert issuer("Northlight") is None
    assert issuer(None) is None
