"""Statements put together from drafts and facets made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import Basis, Mention, Statement, Time, statement_id
from secondsource.reading.assembling import Setting, assemble, mentioned
from secondsource.reading.attributions import Found, Range
from secondsource.reading.belonging import Values, belonging
from secondsource.reading.drafting import drafts_of
from secondsource.reading.drafts import Draft
from secondsource.reading.facets import Facets
from secondsource.reading.points import PointDraft, Points, points
from tests.reading.build import Text
from tests.text.texts import texts

PLAIN = Facets(
    party=None, chain=(), basis=(), certainty=None, polarity="asserted", forecast=False, grounds=()
)


def setting_of(text: Text, parties: Mapping[Range, str], given: Points, drafts: Sequence[Draft]) -> Setting:
    """What statements of a text are put together with. parties: ids by where they are mentioned."""
    mentions = [
        Mention(text="", spans=(), type="person", form="name", party=party) for party in parties.values()
    ]
    return Setting(
        report=Report(text=text.text).id,
        segments=text.segments,
        quotes=text.quotes,
        parties=mentioned(list(parties), mentions, frozenset(parties.values())),
        points=given,
        belonging=belonging(text.segments, given, drafts, Values()),
    )


def put(
    text: Text,
    *told: Found,
    stretches: tuple[Range, ...] = (),
    told_of: Sequence[Facets] = (),
    grounded: Sequence[tuple[Range, int]] = (),
    parties: Mapping[Range, str] | None = None,
    starts: np.ndarray | None = None,
) -> tuple[Statement, ...]:
    """The statements of a text. told_of: facets of the drafts, in order of their contents."""
    drafts = drafts_of(text.segments, text.quotes, told, stretches)
    begins = np.zeros(len(text.segments), np.float32) if starts is None else starts
    setting = setting_of(text, parties or {}, points(text.segments, begins, drafts), drafts)
    return assemble(setting, drafts, told_of or [PLAIN] * len(drafts), grounded)


def attributed(statements: tuple[Statement, ...]) -> list[tuple[str | None, str | None, str]]:
    """(source, cue, content) of those that somebody makes."""
    return [
        (s.source.text if s.source else None, s.cue.text if s.cue else None, s.content.text)
        for s in statements
        if s.attributed
    ]


def check(text: Text, statements: tuple[Statement, ...]) -> None:
    """What holds of the statements of any text."""
    by_id = {s.id: s for s in statements}
    assert len(by_id) == len(statements)
    for s in statements:
        assert len({p.id for p in s.points}) == len(s.points)
        assert s.points or not s.attributed
        check_words(text, s)
        if s.source and s.source.carried:
            assert not s.source.spans
            assert s.cue is None
        elif s.source:
            assert s.source.spans
        if not s.attributed:
            assert s.source is s.cue is s.parent is None
        if s.parent:
            outer, inner = by_id[s.parent].content.spans[0], s.content.spans[0]
            assert outer.covers(inner)
            assert len(outer) > len(inner)
            assert by_id[s.parent].attributed
    edges = [(s.content.spans[0].start, -s.content.spans[-1].end) for s in statements]
    assert edges == sorted(edges)


def check_words(text: Text, s: Statement) -> None:
    """Everything that a statement quotes is the characters at its spans."""
    for part in (s.content, s.cue, *s.points, *(p.event for p in s.points)):
        if part:
            assert part.text == " ".join(span.of(text.text) for span in part.spans)
            assert part.text.strip()
            assert all(a.end <= b.start for a, b in pairwise(part.spans))
    if s.source and s.source.spans:
        assert s.source.text == " ".join(span.of(text.text) for span in s.source.spans)


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
    report = Report(text=text.text).id
    (statement,) = [s for s in put(text, text.found("the dam held", "said", "Venn")) if s.attributed]
    marks = (*statement.content.spans, *statement.cue.spans)  # type: ignore[union-attr]
    assert statement.id == statement_id(report, role="statement", spans=marks)
    (without,) = [s for s in put(text, text.found("the dam held", "said")) if s.attributed]
    assert without.id == statement.id


def test_ids_of_points_are_of_the_report_and_their_words() -> None:
    text = Text("Venn said the dam held. Nobody was hurt.")
    found = put(text, text.found("the dam held", "said", "Venn"))
    report = Report(text=text.text).id
    roles = {True: "statement-point", False: "own-point"}
    told = [(s.attributed, p) for s in found for p in s.points]
    assert [(a, p.text.rstrip(".")) for a, p in told] == [(True, "the dam held"), (False, "Nobody was hurt")]
    for by, p in told:
        assert p.id == statement_id(report, role=roles[by], spans=p.spans)


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


def test_what_has_no_point_of_its_own_shares_the_one_that_it_holds() -> None:
    text = Text("Venn said that Rek claimed that the dam broke.")
    found = put(
        text,
        text.found("that Rek claimed that the dam broke", "said", "Venn"),
        text.found("that the dam broke", "claimed", "Rek"),
    )
    check(text, found)
    venn, rek = (s.points for s in found if s.attributed)
    assert venn == rek
    assert len(rek) == 1
    assert [p for s in found if not s.attributed for p in s.points] == []


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


def test_speech_of_nobody_known_is_carried_without_words() -> None:
    text = Text("We held out all night and nobody came to us.")
    found = put(text, stretches=((0, len(text.segments)),))
    check(text, found)
    (source,) = [s.source for s in found if s.attributed]
    assert source and source.carried
    assert source.party is None


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


# --- facets


def test_facets_go_into_their_statement() -> None:
    text = Text("Venn said the dam held. Rek denied it broke.")
    basis = (Basis(kind="imagery", text="the dam", spans=(Span(10, 17),)),)
    told_of = [
        replace(PLAIN, party="p1", chain=("p1",), basis=basis, forecast=True),
        replace(PLAIN, party="p2", chain=("p2", "p1"), polarity="denied", grounds=(0,)),
    ]
    found = put(
        text,
        text.found("the dam held", "said", "Venn"),
        text.found("it broke", "denied", "Rek"),
        told_of=told_of,
    )
    venn, rek = (s for s in found if s.attributed)
    assert [s.source.party for s in (venn, rek) if s.source] == ["p1", "p2"]
    assert (venn.chain, venn.basis, venn.polarity, venn.forecast) == (("p1",), basis, "asserted", True)
    assert (rek.chain, rek.basis, rek.polarity, rek.forecast) == (("p2", "p1"), (), "denied", False)
    assert (venn.grounds, rek.grounds) == ((), (venn.id,))


def test_what_the_writer_says_gives_grounds_by_its_words() -> None:
    text = Text("Venn said the dam held. The claim rests on film. Nobody was hurt.")
    found = put(
        text,
        text.found("the dam held", "said", "Venn"),
        grounded=[(text.words("The claim rests on film."), 0), (text.words("rests on film"), 0)],
    )
    (venn,) = [s for s in found if s.attributed]
    assert {s.content.text: s.grounds for s in found if not s.attributed} == {
        "Venn said the dam held.": (),
        "The claim rests on film.": (venn.id,),
        "Nobody was hurt.": (),
    }


# --- parties


def test_parties_are_those_mentioned_within_each_once_in_order() -> None:
    text = Text("Venn said Rek and Holt saw Rek’s barge. Holt left Oskvard.")
    parties = {
        text.words("Venn"): "venn",
        text.words("Rek"): "rek",
        text.words("Holt"): "holt",
        text.words("Rek", 1): "rek",
        text.words("Rek’s barge"): "barge",
        text.words("Holt", 1): "holt",
        text.words("Oskvard"): "oskvard",
    }
    found = put(text, text.found("Rek and Holt saw Rek’s barge", "said", "Venn"), parties=parties)
    (told,) = [s for s in found if s.attributed]
    assert told.parties == ("rek", "holt", "barge")
    assert {p.parties for p in told.points} == {("rek", "holt", "barge")}
    assert [s.parties for s in found if not s.attributed] == [
        ("venn", "rek", "holt", "barge"), ("holt", "oskvard")
    ]  # fmt: skip


def test_a_mention_that_a_content_cuts_is_none_of_it() -> None:
    text = Text("Venn said the harbour master of Oskvard left.")
    parties = {text.words("the harbour master of Oskvard"): "master", text.words("Oskvard"): "oskvard"}
    found = put(text, text.found("of Oskvard left", "said", "Venn"), parties=parties)
    assert [s.parties for s in found if s.attributed] == [("oskvard",)]


def test_only_known_parties_count() -> None:
    rows = [(0, 1), (1, 2), (2, 3)]
    mentions = [Mention(text="", spans=(), type=None, form="name", party=p) for p in ("a", None, "b")]
    assert mentioned(rows, mentions, frozenset(["b"])) == [((2, 3), "b")]


# --- points


def test_a_point_says_its_event_its_parties_and_whether_it_is_denied() -> None:
    text = Text("Venn said Rek, a pilot, never sank.")
    (draft,) = drafts_of(
        text.segments, text.quotes, [text.found("Rek, a pilot, never sank", "said", "Venn")], []
    )
    interrupted = PointDraft(
        ranges=(text.words("Rek"), text.words("never sank")), event=text.words("sank")[0], negated=True
    )
    apposed = PointDraft(ranges=(text.words("a pilot"),), event=None, negated=False)
    setting = setting_of(
        text,
        {text.words("Rek"): "rek", text.words("a pilot"): "rek"},
        Points([[interrupted, apposed]]),
        [draft],
    )
    found = assemble(setting, [draft], [PLAIN], [])
    check(text, found)
    first, second = next(s.points for s in found if s.attributed)
    assert (first.text, first.event and first.event.text, first.negated) == ("Rek never sank", "sank", True)
    assert len(first.spans) == 2
    assert (second.text, second.event, second.negated) == ("a pilot", None, False)
    assert first.parties == second.parties == ("rek",)


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
    stretches = tuple(data.draw(st.lists(edges, max_size=2)))
    starts = np.array(data.draw(st.lists(st.sampled_from([0.0, 0.4, 0.9]), min_size=words, max_size=words)))
    parties = {r: f"p{r[0] % 3}" for r in data.draw(st.lists(edges, max_size=4))}
    statements = put(told, *found, stretches=stretches, starts=starts.astype(np.float32), parties=parties)
    check(told, statements)
    ids = set(parties.values())
    assert all(ids.issuperset((*s.parties, *(q for p in s.points for q in p.parties))) for s in statements)


# --- values


def test_values_go_to_points_and_statements() -> None:
    text = Text("Venn said nine left Omm in June. Two boats sank on Friday.")
    drafts = drafts_of(text.segments, text.quotes, [text.found("nine left Omm in June", "said", "Venn")], [])
    cut = points(text.segments, np.zeros(len(text.segments), np.float32), drafts)
    values = Values(
        times=(text.words("June"), text.words("Friday")),
        numbers=(text.words("nine"), text.words("Two")),
        places=((text.words("Omm"), "p1"),),
    )
    setting = replace(
        setting_of(text, {}, cut, drafts), belonging=belonging(text.segments, cut, drafts, values)
    )
    told, *own = sorted(assemble(setting, drafts, [PLAIN], []), key=lambda s: not s.attributed)
    assert (told.times, told.numbers, told.places) == ((0,), (0,), ("p1",))
    (point,) = told.points
    assert (point.times, point.numbers, point.places) == ((0,), (0,), ("p1",))
    boats = next(s for s in own if "boats" in s.content.text)
    assert (boats.times, boats.numbers, boats.places) == ((1,), (1,), ())
    assert [(p.times, p.numbers) for p in boats.points] == [((1,), (1,))]


def horizon_of(whole: str, content: str, days: Mapping[str, str], *, forecast: bool = True) -> str | None:
    """The time that a forecast of Venn's names, published on 5 March 2031. days: by words of each time."""
    text = Text(whole)
    drafts = drafts_of(text.segments, text.quotes, [text.found(content, "said", "Venn")], [])
    cut = points(text.segments, np.zeros(len(text.segments), np.float32), drafts)
    values = Values(times=tuple(text.words(t) for t in days))
    times = [
        Time(text=t, spans=(), type="DATE", value=None, earliest=day, latest=day, precision=None, reasons=(),
             relation="in", reference=None)
        for t, day in days.items()
    ]  # fmt: skip
    setting = replace(
        setting_of(text, {}, cut, drafts),
        belonging=belonging(text.segments, cut, drafts, values),
        times=times,
        published="2031-03-05",
    )
    told = next(s for s in assemble(setting, drafts, [replace(PLAIN, forecast=forecast)], []) if s.attributed)
    return None if told.horizon is None else times[told.horizon].text


def test_a_forecast_has_a_horizon() -> None:
    june, tuesday = {"June": "2031-06-30"}, {"Tuesday": "2031-03-04"}
    assert horizon_of("Venn said the dam will open in June.", "the dam will open in June", june) == "June"
    # where the content was cut short
    assert horizon_of("Venn said the dam will open in June.", "the dam will open", june) == "June"
    both = tuesday | june
    assert (
        horizon_of("Venn said on Tuesday the dam will open in June.", "the dam will open in June", both)
        == "June"
    )


def test_no_horizon() -> None:
    days = {"Tuesday": "2031-03-06"}
    # no forecast; the time of saying; a time far from its content
    assert (
        horizon_of("Venn said the dam will open Tuesday.", "the dam will open Tuesday", days, forecast=False)
        is None
    )
    assert horizon_of("Venn said on Tuesday the dam will open.", "the dam will open", days) is None
    far = "On Tuesday the market of Omm was shut early, and Venn said the dam will open."
    assert horizon_of(far, "the dam will open", days) is None
