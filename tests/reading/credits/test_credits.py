"""Credits in sentences of our own: who is credited, how, and what only looks like one."""
# ruff: noqa: E501  (a case is easier to read on one line)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.report import Report
from secondsource.model.statement import Credit
from secondsource.reading.credits import credits
from secondsource.reading.credits.known import KNOWN


def found(text: str, byline: str | None = None) -> list[tuple[str, str, str]]:
    """(kind, words, name) of each credit; the words are checked to stand where the spans say."""
    out: list[tuple[str, str, str]] = []
    for credit in credits(Report(text=text, byline=byline)):
        for span in credit.spans:
            assert text[span.start : span.end] == credit.text
        assert len(credit.reasons) == 2
        out.append((credit.kind, credit.text, credit.name))
    return out


AP, AFP = "Associated Press", "Agence France-Presse"
TAGS = [
    ("HOLM, March 3 (AP) — The dam held.", "AP", AP),
    ("HOLM, March 3 (Varn News Agency) - The dam held.", "Varn News Agency", "Varn News Agency"),
    ("HOLM (Reuters) - The dam held.", "Reuters", "Reuters"),
    ("HOLM/CORRAN, March 3 (Reuters) - The dam held.", "Reuters", "Reuters"),
    ("Corran, 3 March (XP) — The dam held.", "XP", "XP"),
    ("HOLM, March 3. /TASS/. The dam held.", "TASS", "TASS"),
    ("(CNN) The dam held.", "CNN", "CNN"),
    ("The dam held, he said. (AP)", "AP", AP),
    ("The dam held, he said. – AFP", "AFP", AFP),
    ("The dam held.\n\nAFP", "AFP", AFP),
    ("The dam held.\n\nSource: Xinhua", "Xinhua", "Xinhua"),
    ("The dam held. — Varn News Agency", "Varn News Agency", "Varn News Agency"),
]
CREDITED = [
    ("told", "The engineer told Reuters the dam held.", "Reuters", "Reuters"),
    ("told", "“It held,” she told the Varn Gazette on Monday.", "Varn Gazette", "Varn Gazette"),
    ("told", "She told state television the dam held.", "state television", "state television"),
    ("told", "The engineer told a Reuters reporter it held.", "Reuters", "Reuters"),
    ("told", "He told The Associated Press.", "Associated Press", AP),
    ("told", "He told the AP that it held.", "AP", AP),
    ("told", "He spoke to BBC Radio 4.", "BBC Radio", "BBC"),
    ("told", "In an interview with the newspaper Dagens Ekko, he said so.", "Dagens Ekko", "Dagens Ekko"),
    ("told", "The engineer told the daily Ekko that it held.", "Ekko", "Ekko"),
    ("told", "“We held,” he told The New York Times.", "New York Times", "New York Times"),
    ("told", "Marsh told the Varn Gazette’s Anna Quill that it held.", "Varn Gazette", "Varn Gazette"),
    ("told", "The managers told Radio Holm that it held.", "Radio Holm", "Radio Holm"),
    ("told", "Speaking on state television, he said so.", "state television", "state television"),
    ("citing", "The dam held, the mayor said, citing state media.", "state media", "state media"),
    ("citing", "The mayor, citing Tass, said it held.", "Tass", "TASS"),
    ("citing", "It said so, quoting a report in the Holm Courier.", "Holm Courier", "Holm Courier"),
    ("citing", "The mayor, quoted by Interfax, said it held.", "Interfax", "Interfax"),
    ("citing", "She wrote in the Varn Gazette that it held.", "Varn Gazette", "Varn Gazette"),
    ("reported-by", "As first reported by the Varn Gazette, the dam held.", "Varn Gazette", "Varn Gazette"),
    ("reported-by", "Reuters reported that the dam held.", "Reuters", "Reuters"),
    ("reported-by", "The Gazette reported on Monday that the dam held.", "Gazette", "Gazette"),
    ("reported-by", "The dam held, according to a report in the Varn Gazette.", "Varn Gazette", "Varn Gazette"),
    ("reported-by", "The dam held, according to a report by Xinhua.", "Xinhua", "Xinhua"),
    ("reported-by", "According to the BBC, it held.", "BBC", "BBC"),
    ("reported-by", "Tass said the dam held.", "Tass", "TASS"),
    ("reported-by", "The Tass news agency quoted the ministry as saying it held.", "Tass", "TASS"),
    ("reported-by", "The state news agency Varnpress said the dam held.", "Varnpress", "Varnpress"),
    ("reported-by", "State media reported that the dam held.", "State media", "state media"),
    ("reported-by", "Russian state media reported the strike.", "Russian state media", "Russian state media"),
    ("reported-by", "A Reuters report said it held.", "Reuters", "Reuters"),
    ("reported-by", "The Varn Gazette, which first reported the breach, said so.", "Varn Gazette", "Varn Gazette"),
    ("reported-by", "Reuters, citing two officials, reported that it held.", "Reuters", "Reuters"),
    ("reported-by", "The Holm newspaper Ekko reported on Tuesday that it held.", "Ekko", "Ekko"),
    ("reported-by", "The New Varn Times-Herald first reported it.", "New Varn Times-Herald", "New Varn Times-Herald"),
    ("reported-by", "Deaths were reported by local media.", "local media", "local media"),
    ("contributed", "With reporting by Reuters.", "Reuters", "Reuters"),
    ("contributed", "Additional reporting by the Associated Press.", "Associated Press", AP),
    ("contributed", "(Additional reporting by Ida Selby of the Varn Gazette)", "Varn Gazette", "Varn Gazette"),
    ("contributed", "This article was compiled from agency reports.", "agency reports", "agency reports"),
    ("contributed", "The Associated Press contributed to this report.", "Associated Press", AP),
    ("contributed", "The dam held. (With inputs from PTI)", "PTI", "Press Trust of India"),
    ("contributed", "The dam held. (With agencies)", "agencies", "agencies"),
    ("contributed", "Agencies contributed to this report.", "Agencies", "agencies"),
]  # fmt: skip
NONE = [
    "He told Reuters Breakingviews columnists to wait.",
    "(AP) Photo",
    "AP Photo/Jo Marsh",
    "She passed the AP exam in May.",
    "He told the AP exam board to wait.",
    "The minister (UK) said so.",
    "HOLM (NATO) — Ministers met on Monday.",
    "SPRINGFIELD (Ohio) — The dam held.",
    "Sen. Bob Marsh (PA) — a Democrat — spoke.",
    "He told The Hague court that it held.",
    "He told the Post Office to wait.",
    "He told reporters that it held.",
    "He told the press conference it held.",
    "He told a news conference it held.",
    "Police reported two deaths.",
    "The Star reported a loss of 3 million.",
    "The Post reported quarterly earnings.",
    "The Gazette reported to the regulator.",
    "The Associated Press (AP) has an office in Holm.",
    "Anna Marsh contributed to this report.",
    "Additional reporting by Anna Marsh.",
    "The Guardian of the bridge was shut.",
    "He told the guardian of the bridge to wait.",
    "The Times Square bridge is shut, according to the mayor.",
    "He told the New York Times Company to stop.",
    "A book published by Holm Press is out.",
    "He told Royal Mail to wait.",
    "He told Parliament it held.",
    "Border guards told Human Rights Monitor that it held.",
    "He told Star Alliance partners.",
    "The Red Star said so.",
    "Speaking to the Press Club, he said so.",
    "According to the Police Department website, it held.",
    "Reuters could not verify the account.",
    "HOLM - Reuters reporters saw the bridge.",
    "In remarks to the paper, Sheldon Marsh said so.",
    "The sun rose at six and he told the crew so.",
    "He was foretold news of Reuters.",
]


@pytest.mark.parametrize(("text", "words", "name"), TAGS)
def test_a_tag(text: str, words: str, name: str) -> None:
    assert found(text) == [("tag", words, name)]


@pytest.mark.parametrize(("kind", "text", "words", "name"), CREDITED)
def test_a_credit_by_its_words(kind: str, text: str, words: str, name: str) -> None:
    assert found(text) == [(kind, words, name)]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_credit(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He told AFP and the Varn Gazette that it held.", [AFP, "Varn Gazette"]),
        ("AFP and Reuters contributed to this report.", [AFP, "Reuters"]),
        ("Xinhua and state television reported that it held.", ["Xinhua", "state television"]),
        ("HOLM, March 3 (Reuters/AFP) - It held.", ["Reuters", AFP]),
        ("It held.\n\nReuters/dpa", ["Reuters", "Deutsche Presse-Agentur"]),
        (
            "HOLM (AP) — It held, the mayor told Reuters.\n\nTass reported a leak.",
            [AP, "Reuters", "TASS"],
        ),
    ],
)
def test_several_credits(text: str, names: list[str]) -> None:
    assert [name for _, _, name in found(text)] == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("The Associated Press", [AP]),
        ("Ada Quill, Reuters", ["Reuters"]),
        ("Ada Quill and Agence France-Presse", [AFP]),
        ("Staff and agencies", ["agencies"]),
        ("Associated Press of Pakistan", ["Associated Press of Pakistan"]),
        ("Ada Quill", []),
        ("Ada Press-Quill", []),
        (None, []),
    ],
)
def test_a_byline_that_names_an_agency(byline: str | None, names: list[str]) -> None:
    assert [(kind, name) for kind, _, name in found("It held.", byline)] == [("byline", n) for n in names]


def test_a_byline_in_the_text_has_its_place_there() -> None:
    text = "By The Associated Press\n\nThe dam held."
    (credit,) = credits(Report(text=text, byline="The Associated Press"))
    assert [(span.start, span.end) for span in credit.spans] == [(7, 23)]
    assert credits(Report(text="The dam held.", byline="The Associated Press"))[0].spans == ()


def test_a_credit_tells_the_words_that_made_it_one() -> None:
    (credit,) = credits(Report(text="The engineer told the Varn Gazette so."))
    assert [(reason.code, reason.values) for reason in credit.reasons] == [
        ("credit-cue", ("told",)),
        ("credit-form", ("Gazette",)),
    ]


def test_every_known_agency_is_known_in_a_dateline() -> None:
    for form, outlet in KNOWN.items():
        if outlet.agency and "/" not in form:
            names = [name for _, _, name in found(f"HOLM, March 3 ({form}) — The dam held.")]
            assert names == [outlet.name], form


@given(st.text("Rreuts told thAP()—-, .\n’'İ", max_size=80))
def test_any_text_is_read_alike_each_time_and_spans_fit(text: str) -> None:
    first: tuple[Credit, ...] = credits(Report(text=text))
    assert first == credits(Report(text=text))
    assert all(text[s.start : s.end] == credit.text for credit in first for s in credit.spans)
