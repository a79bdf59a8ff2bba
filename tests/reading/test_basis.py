"""How a source knows: signs in the cue, the source, the content and beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.span import Span
from secondsource.model.statement import Basis
from secondsource.reading.basis import bases, joined, lowered
from secondsource.reading.basis_signs import SIGNS, START
from secondsource.reading.drafts import Draft
from tests.reading.build import Text
from tests.text.test_segment import stays_linear
from tests.text.texts import texts


def read(
    text: Text, content: str, cue: str | None = None, source: str | None = None, **more: object
) -> tuple[Basis, ...]:
    """All that is read of one statement, by the characters of its parts."""
    draft = Draft(
        cue=text.words(cue) if cue else None,
        source=text.words(source) if source else None,
        content=text.words(content),
        **more,  # type: ignore[arg-type]
    )
    return bases(text.segments, [draft])[0]


def kinds(
    text: str, content: str, cue: str | None = None, source: str | None = None, **more: object
) -> set[str]:
    return {basis.kind for basis in read(Text(text), content, cue, source, **more)}


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "kind"),
    [
        (
            "“I saw the barge go down and we swam for the quay,” Orla Venn said.",
            "“I saw the barge go down and we swam for the quay,”",
            "said",
            "Orla Venn",
            "first-hand",
        ),
        (
            "Rek said he had opened the gate himself.",
            "he had opened the gate himself",
            "said",
            "Rek",
            "first-hand",
        ),
        ("Rek denied having opened the gate.", "having opened the gate", "denied", "Rek", "first-hand"),
        (
            "A survivor who was aboard the ferry said the lights went out.",
            "the lights went out",
            "said",
            "A survivor who was aboard the ferry",
            "first-hand",
        ),
        (
            "The Grey Hand claimed responsibility for the blast.",
            "the blast",
            "claimed responsibility",
            "The Grey Hand",
            "first-hand",
        ),
        (
            "A study by Oskvard College found that eels had halved.",
            "eels had halved",
            "found",
            "A study by Oskvard College",
            "analysis",
        ),
        (
            "A survey showed 41 percent of islanders against the bridge.",
            "41 percent of islanders against the bridge",
            "showed",
            "A survey",
            "analysis",
        ),
        ("His model estimates 300 deaths a year.", "300 deaths a year", "estimates", "His model", "analysis"),
        (
            "According to press reports, the dam has cracked.",
            "the dam has cracked",
            "According to",
            "press reports",
            "other-report",
        ),
        (
            "The envoy, citing local media, said the pier was gone.",
            "the pier was gone",
            "said",
            "The envoy",
            "other-report",
        ),
        (
            "Leaked emails show the harbour was closed on purpose.",
            "the harbour was closed on purpose",
            "show",
            "Leaked emails",
            "document",
        ),
        (
            "The Courier, citing documents seen by its reporters, said the pier was sold.",
            "the pier was sold",
            "said",
            "The Courier",
            "document",
        ),
        (
            "Court filings say the pier was sold.",
            "the pier was sold",
            "say",
            "Court filings",
            "official-record",
        ),
        (
            "According to police records, two boats sank.",
            "two boats sank",
            "According to",
            "police records",
            "official-record",
        ),
        (
            "The service, citing informants, said the camp was empty.",
            "the camp was empty",
            "said",
            "The service",
            "human-source",
        ),
        (
            "The mayor, who was told by neighbours, said the house was empty.",
            "the house was empty",
            "said",
            "The mayor",
            "human-source",
        ),
        (
            "The service, citing intercepted calls, said the camp was empty.",
            "the camp was empty",
            "said",
            "The service",
            "intercept",
        ),
        ("Intercepts suggest the camp is empty.", "the camp is empty", "suggest", "Intercepts", "intercept"),
        (
            "Satellite images show the camp is empty.",
            "the camp is empty",
            "show",
            "Satellite images",
            "imagery",
        ),
        ("Photographs show a hole in the hull.", "a hole in the hull", "show", "Photographs", "imagery"),
        (
            "Footage seen by the Courier shows two boats.",
            "two boats",
            "shows",
            "Footage seen by the Courier",
            "video",
        ),
        ("CCTV showed two boats.", "two boats", "showed", "CCTV", "video"),
        ("Venn testified that the gate was open.", "the gate was open", "testified", "Venn", "testimony"),
        (
            "Venn told the inquiry the gate was open.",
            "the gate was open",
            "told the inquiry",
            "Venn",
            "testimony",
        ),
        (
            "The inquest heard that the gate was open.",
            "the gate was open",
            "heard that",
            "The inquest",
            "testimony",
        ),
    ],
)
def test_each_kind_is_read_from_its_words(
    text: str, content: str, cue: str, source: str | None, kind: str
) -> None:
    assert kind in kinds(text, content, cue, source)


@pytest.mark.parametrize(
    ("text", "content", "cue", "source"),
    [
        (
            "The minister said the bridge will open in May.",
            "the bridge will open in May",
            "said",
            "The minister",
        ),
        ("“I think we should wait,” Rek said.", "“I think we should wait,”", "said", "Rek"),
        ("Rek warned that the dam could break.", "the dam could break", "warned", "Rek"),
        ("Rek said he would resign.", "he would resign", "said", "Rek"),
        ("Officials said he fell.", "he fell", "said", "Officials"),
    ],
)
def test_opinions_plans_and_what_others_did_give_none(text: str, content: str, cue: str, source: str) -> None:
    assert kinds(text, content, cue, source) == set()


def test_the_words_and_their_spans_are_those_of_the_text() -> None:
    text = Text("The service, citing intercepted calls, said the camp was empty.")
    found = read(text, "the camp was empty", "said", "The service")
    assert [(b.kind, b.text) for b in found] == [("intercept", "intercepted calls")]
    assert [s.of(text.text) for s in found[0].spans] == ["intercepted calls"]


def test_several_kinds_may_stand_together() -> None:
    text = "The service, citing informants and intercepted calls, said the camp was empty."
    assert kinds(text, "the camp was empty", "said", "The service") == {"human-source", "intercept"}


def test_what_is_known_of_the_source_counts() -> None:
    text = Text(
        "Ulm Dask, a defector who trained with them for six months, left.\n\nDask said they eat badly."
    )
    draft = Draft(cue=text.words("said"), source=text.words("Dask", 1), content=text.words("they eat badly"))
    told = text.words("a defector who trained with them for six months")
    without = bases(text.segments, [draft])[0]
    found = bases(text.segments, [draft], known=lambda _: [told])[0]
    assert [b.kind for b in without] == []
    assert [b.kind for b in found] == ["first-hand"]
    assert "defector" in found[0].text or "who trained" in found[0].text


def test_the_encoder_can_add_a_kind_and_take_one_away() -> None:
    text = "The ministry estimated that the camp is empty."
    parts = ("the camp is empty", "estimated", "The ministry")
    assert kinds(text, *parts) == {"analysis"}
    assert kinds(text, *parts, odds={"basis:analysis": -9.0}) == set()
    assert kinds(text, *parts, odds={"basis:first-hand": 12.0}) == {"analysis", "first-hand"}


def test_of_kinds_with_few_examples_the_encoder_has_no_say() -> None:
    text = "Satellite images show the camp is empty."
    parts = ("the camp is empty", "show", "Satellite images")
    assert kinds(text, *parts, odds={"basis:imagery": -9.0, "basis:document": 9.0}) == {"imagery"}


def test_a_kind_without_words_shows_the_cue() -> None:
    odds = {"basis:first-hand": 12.0}
    found = read(Text("Rek said the camp is empty."), "the camp is empty", "said", "Rek", odds=odds)
    assert [(b.kind, b.text) for b in found] == [("first-hand", "said")]


def test_a_clause_beside_the_source_puts_it_on_the_spot() -> None:
    text = "Orla Venn, who was waiting under the arch as the tram came down, said two cars burned."
    found = read(Text(text), "two cars burned", "said", "Orla Venn")
    assert [(b.kind, b.text) for b in found] == [
        ("first-hand", "who was waiting under the arch as the tram came down")
    ]


def test_capitals_and_curly_apostrophes_are_read_alike() -> None:
    text = "“I’VE SEEN THE HOLE AND WE WERE ABOARD,” VENN SAID."
    assert kinds(text, "“I’VE SEEN THE HOLE AND WE WERE ABOARD,”", "SAID", "VENN") == {"first-hand"}


def test_lowering_keeps_the_length() -> None:
    assert lowered("İSTANBUL\u00a0’S\n") == "İstanbul 's "


def test_the_table_names_each_sign_once_and_knows_its_kinds() -> None:
    assert len({(sign.kind, sign.name) for sign in SIGNS}) == len(SIGNS)
    assert {sign.kind for sign in SIGNS} == set(START)
    assert all(sign.weight for sign in SIGNS)


def test_joined_kinds_keep_the_words_of_both() -> None:
    def basis(kind: str, text: str, *spans: tuple[int, int]) -> Basis:
        return Basis(kind=kind, text=text, spans=tuple(Span(*s) for s in spans))  # type: ignore[arg-type]

    one = [basis("imagery", "photographs", (0, 11))]
    more = [basis("imagery", "satellite images", (20, 36)), basis("video", "footage", (40, 47))]
    assert joined(one, more) == (
        basis("imagery", "photographs satellite images", (0, 11), (20, 36)),
        basis("video", "footage", (40, 47)),
    )


@given(texts, st.data())
def test_any_text_is_read_and_its_words_stand_where_they_say(text: str, data: st.DataObject) -> None:
    held = Text(text)
    count = len(held.segments)
    if not count:
        return
    first = data.draw(st.integers(0, count - 1))
    last = data.draw(st.integers(first + 1, count))
    cue = data.draw(st.none() | st.integers(0, count - 1).map(lambda w: (w, w + 1)))
    draft = Draft(cue=cue, source=cue, content=(first, last), odds={"basis:video": 9.0})
    for basis in bases(held.segments, [draft])[0]:
        assert basis.spans
        assert basis.text == " ".join(span.of(text) for span in basis.spans)


def test_time_grows_with_the_text_alone() -> None:
    def make(size: int) -> Text:
        return Text("“I saw what we did and I told him, citing reports of the " * size + "end.”")

    def work(text: Text) -> None:
        bases(text.segments, [Draft(cue=None, source=None, content=(0, len(text.segments)))])

    assert stays_linear(work, make, 50)
