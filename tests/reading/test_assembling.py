"""Statements put together from attributions made by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.report import Report
from secondsource.model.statement import Statement, statement_id
from secondsource.reading.assembling import assemble, distinct, mend, trim
from secondsource.reading.attributions import Found, Range
from tests.reading.build import Text, quote
from tests.text.texts import texts


def put(text: Text, *told: Found, stretches: tuple[Range, ...] = ()) -> tuple[Statement, ...]:
    """The statements of a text."""
    return assemble(Report(text=text.text), text.segments, text.quotes, told, stretches)


def attributed(statements: tuple[Statement, ...]) -> list[tuple[str | None, str | None, str]]:
    """(source, cue, content) of those that somebody makes."""
    return [
        (s.source.text if s.source else None, s.cue.text if s.cue else None, s.content.text)
        for s in statements
        if s.attributed
    ]


def check(text: Text, statements: tuple[Statement, ...]) -> None:
    """What holds of the statements of any text."""
    ids = [s.id for s in statements]
    points = [p.id for s in statements for p in s.points]
    assert len(set(ids)) == len(ids)
    assert len({*points, *ids}) == len(points) + len(ids)
    by_id = {s.id: s for s in statements}
    for s in statements:
        for part in (s.content, s.cue, *s.points):
            if part:
                assert part.text == " ".join(span.of(text.text) for span in part.spans)
                assert part.text.strip()
        if s.source and s.source.spans:
            assert s.source.text == " ".join(span.of(text.text) for span in s.source.spans)
        if s.source and s.source.carried:
            assert not s.source.spans
            assert s.cue is None
            assert s.source.text
        if not s.attributed:
            assert s.source is s.cue is s.parent is None
        if s.parent:
            outer, inner = by_id[s.parent].content.spans[0], s.content.spans[0]
            assert outer.covers(inner)
            assert len(outer) > len(inner)
            assert by_id[s.parent].attributed
    edges = [(s.content.spans[0].start, -s.content.spans[-1].end) for s in statements]
    assert edges == sorted(edges)


# --- whole texts


def test_a_plain_report() -> None:
    text = Text("Venn said the dam held. Nobody was hurt. Rek denied it broke.")
    said = text.found("the dam held", "said", "Venn"), text.found("it broke", "denied", "Rek")
    found = put(text, *said)
    check(text, found)
    assert attributed(found) == [("Venn", "said", "the dam held"), ("Rek", "denied", "it broke")]
    assert [s.content.text for s in found if not s.attributed] == [
        "Venn said the dam held.", "Nobody was hurt.", "Rek denied it broke."
    ]  # fmt: skip
    assert put(text, *said[::-1]) == found


def test_an_id_is_of_the_report_the_content_and_the_cue() -> None:
    text = Text("Venn said the dam held.")
    report = Report(text=text.text, publisher="Kysten Post")
    (statement,) = [
        s
        for s in assemble(report, text.segments, [], [text.found("the dam held", "said", "Venn")], [])
        if s.attributed
    ]
    marks = (*statement.content.spans, *statement.cue.spans)  # type: ignore[union-attr]
    assert statement.id == statement_id(report.id, role="statement", spans=marks)
    assert [p.id for p in statement.points] == [statement_id(report.id, role="statement-point", spans=marks)]
    (without,) = [s for s in put(text, text.found("the dam held", "said")) if s.attributed]
    assert without.id == statement_id(Report(text=text.text).id, role="statement", spans=marks)


def test_statements_within_statements() -> None:
    text = Text("Venn said that Rek knew that Holt denied it broke.")
    found = put(
        text,
        text.found("it broke", "denied", "Holt"),
        text.found("that Rek knew that Holt denied it broke", "said", "Venn"),
        text.found("that Holt denied it broke", "knew", "Rek"),
    )
    check(text, found)
    by_source = {s.source.text: s for s in found if s.source}
    assert by_source["Venn"].parent is None
    assert by_source["Rek"].parent == by_source["Venn"].id
    assert by_source["Holt"].parent == by_source["Rek"].id


def test_a_content_within_another_whose_cue_stands_outside_is_no_part_of_it() -> None:
    text = Text("The dam broke and the pier sank, Venn said; Rek denied that.")
    found = put(
        text,
        text.found("The dam broke and the pier sank", "said", "Venn"),
        text.found("the pier sank", "denied", "Rek"),
    )
    assert [s.parent for s in found if s.attributed] == [None, None]


def test_a_further_quotation_is_carried_to_the_speaker_in_force() -> None:
    text = Text("“We were lucky,” Venn said. “It was close.”")
    found = put(text, text.found("“We were lucky,”", "said", "Venn"))
    check(text, found)
    carried = [s for s in found if s.source and s.source.carried]
    assert [(s.source.text, s.source.spans, s.cue, s.content.text, s.quote) for s in carried if s.source] == [
        ("Venn", (), None, "“It was close.”", "direct")
    ]


def test_a_further_paragraph_is_carried_on() -> None:
    text = Text("“We were lucky,” Venn said.\n\n“It was close.\n\n“Nobody slept that night.”")
    found = put(text, text.found("“We were lucky,”", "said", "Venn"))
    assert attributed(found)[1:] == [
        ("Venn", None, "“It was close."),
        ("Venn", None, "“Nobody slept that night.”"),
    ]


def test_a_label_is_a_source_with_a_place() -> None:
    text = Text("VENN: How many sank?\n\nREK: Two of them did.")
    found = put(text)
    check(text, found)
    assert [(s.source.text, s.source.carried, len(s.source.spans)) for s in found if s.source] == [
        ("VENN", False, 1), ("REK", False, 1)
    ]  # fmt: skip


def test_kinds_of_quotes_are_told_without_cue_and_source() -> None:
    text = Text("“We were lucky,” Venn said. Rek called it “sheer luck” and left. Holt said it held.")
    found = put(
        text,
        text.found("“We were lucky,”", "said", "Venn"),
        text.found("it “sheer luck” and left", "called", "Rek"),
        Found(cue=text.words("said", 1), source=text.words("Holt"), content=(text.words("it held"),)),
    )
    assert [s.quote for s in found if s.attributed] == ["direct", "mixed", "indirect"]
    assert {s.quote for s in found if not s.attributed} == {"indirect"}


def test_nothing_makes_nothing() -> None:
    assert put(Text("")) == put(Text("…\n\n“")) == ()


# --- edges


def test_loose_marks_are_trimmed() -> None:
    text = Text("Venn said – , the dam held ; — and left")
    words = text.words("– , the dam held ; —")
    assert text.of(trim(text.segments, words) or (0, 0)) == "the dam held"
    assert trim(text.segments, text.words("– ,")) is None
    whole = Text("“Did it hold?”")
    assert trim(whole.segments, (0, len(whole.segments))) == (0, len(whole.segments))


def test_a_content_lets_go_of_its_own_cue_and_source_at_its_edges() -> None:
    text = Text("the dam held, Orla Venn said at noon")
    content = mend(text.segments, text.found("the dam held, Orla Venn said", "said", "Orla Venn"), [])
    assert text.of(content.content[0]) == "the dam held"
    text = Text("Orla Venn said that the dam held")
    content = mend(text.segments, text.found("Orla Venn said that the dam held", "said", "Orla Venn"), [])
    assert text.of(content.content[0]) == "that the dam held"


def test_a_cue_in_the_middle_of_its_content_stays() -> None:
    text = Text("The dam, Venn said on Monday, held all night.")
    found = text.found("The dam, Venn said on Monday, held all night", "said", "Venn")
    assert mend(text.segments, found, []) == found


def test_a_content_takes_in_the_marks_of_its_quotation() -> None:
    text = Text("Venn said: “We were lucky this time.”")
    found = mend(text.segments, text.found("We were lucky this time", "said", "Venn"), text.quotes)
    assert text.of(found.content[0]) == "“We were lucky this time.”"


def test_a_content_of_nothing_but_its_cue_is_left_as_it_is() -> None:
    text = Text("Venn said so")
    found = text.found("said", "said", "Venn")
    assert mend(text.segments, found, []).content == found.content


# --- nearly the same


def test_of_nearly_the_same_contents_the_surer_one_stays() -> None:
    a = Found(cue=(0, 1), source=None, content=((2, 12),), score=1.0)
    b = Found(cue=(12, 13), source=None, content=((2, 11),), score=3.0)
    c = Found(cue=(14, 15), source=None, content=((6, 12),), score=0.5)
    assert distinct([a, b, c]) == [b, c]
    assert distinct([c, b, a]) == [b, c]


ranges = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda t: (t[0], t[0] + t[1]))


@given(
    st.lists(
        st.builds(Found, cue=ranges, source=st.none(), content=st.tuples(ranges), score=st.floats(-9, 9)),
        max_size=6,
    )
)
def test_what_stays_is_apart_and_what_goes_is_like_a_surer_one(found: list[Found]) -> None:
    def alike(a: Found, b: Found) -> bool:
        x, y = set(range(*a.content[0])), set(range(*b.content[0]))
        return len(x & y) >= 0.8 * (max(x | y) + 1 - min(x | y))

    stays = distinct(found)
    assert all(f in found for f in stays)
    assert not any(alike(a, b) for k, a in enumerate(stays) for b in stays[k + 1 :])
    for gone in found:
        assert gone in stays or any(alike(gone, s) and s.score >= gone.score for s in stays)


# --- anything


@given(texts, st.data())
def test_any_text_and_any_attributions(text: str, data: st.DataObject) -> None:
    told = Text(text)
    words = len(told.segments)
    if words < 4:
        return
    edges = st.tuples(st.integers(0, words - 1), st.integers(1, 9)).map(
        lambda t: (t[0], min(words, t[0] + t[1]))
    )
    cues = data.draw(st.lists(st.integers(0, words - 1), unique=True, max_size=4))
    found = [
        Found(
            cue=(cue, cue + 1),
            source=data.draw(st.none() | edges),
            content=(data.draw(edges),),
            score=data.draw(st.sampled_from([0.5, 1.0, 2.0])),
        )
        for cue in cues
    ]
    stretches = data.draw(st.lists(edges, max_size=2))
    check(told, put(told, *found, stretches=tuple(stretches)))


def test_a_quotation_made_by_hand_is_taken_like_one_that_was_found() -> None:
    text = Text("Venn said: “We were lucky this time.”")
    found = text.found("We were lucky this time", "said", "Venn")
    assert mend(text.segments, found, [quote(*text.quotes[0].words)]) == mend(
        text.segments, found, text.quotes
    )
