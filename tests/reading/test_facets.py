"""What is told of each statement, put together from the modules that read it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.statement import Mention
from secondsource.reading.drafting import with_parents
from secondsource.reading.drafts import Draft
from secondsource.reading.facets import Facets, facets
from secondsource.reading.parties import Found
from secondsource.reading.tags import Range
from tests.reading.build import Text
from tests.text.texts import texts


def draft(text: Text, source: str | None, cue: str | None, content: str) -> Draft:
    """A draft by the characters of its parts."""
    return Draft(
        cue=text.words(cue) if cue else None,
        source=text.words(source) if source else None,
        content=text.words(content),
    )


def read(text: Text, *rows: tuple[str, str, str]) -> tuple[list[Facets], list[tuple[str, int]]]:
    """The facets of (source, cue, content), each source a party of its name; the writer's grounds."""
    drafts = with_parents([draft(text, *row) for row in rows])
    words = {text.words(source): source for source, _, _ in rows}
    told, grounded = facets(text.segments, drafts, found(words, tuple(source for source, _, _ in rows)))
    return told, [(text.of(w), i) for w, i in grounded]


def found(words: dict[Range, str | None], sources: tuple[str | None, ...]) -> Found:
    """Who is who, by hand: mentions with their parties' ids, and the ids of the sources."""
    mentions = tuple(
        Mention(text="", spans=(), type="person", form="name", party=party) for party in words.values()
    )
    return Found(parties=(), mentions=mentions, words=tuple(words), sources=sources)


def test_one_who_says_it_plainly() -> None:
    text = Text("Venn said the dam held.")
    (told,), grounded = read(text, ("Venn", "said", "the dam held"))
    assert told == Facets(
        party="Venn",
        chain=("Venn",),
        basis=(),
        certainty=None,
        polarity="asserted",
        forecast=False,
        grounds=(),
    )
    assert grounded == []


def test_each_facet_is_of_its_own_statement() -> None:
    text = Text("Venn denied the dam broke. Rek said the pier will probably sink next year.")
    (venn, rek), _ = read(
        text, ("Venn", "denied", "the dam broke"), ("Rek", "said", "the pier will probably sink next year")
    )
    assert (venn.party, venn.polarity, venn.forecast, venn.certainty) == ("Venn", "denied", False, None)
    assert (rek.party, rek.polarity, rek.forecast) == ("Rek", "asserted", True)
    assert rek.certainty and rek.certainty.level == "likely"
    assert [w.text for w in rek.certainty.words] == ["probably"]


def test_a_nested_statement_keeps_its_doubt_for_itself_and_its_chain_is_that_of_the_outer_too() -> None:
    text = Text("Venn said that Rek thought the pier will probably sink.")
    (venn, rek), _ = read(
        text,
        ("Venn", "said", "that Rek thought the pier will probably sink"),
        ("Rek", "thought", "the pier will probably sink"),
    )
    assert rek.certainty is not None
    assert venn.certainty is None or "probably" not in [w.text for w in venn.certainty.words]
    assert rek.chain == ("Venn", "Rek")
    assert venn.chain == ("Venn",)


SAID = ("The diplomat", "expects", "12,000 troops to arrive")


def test_a_ground_that_the_writer_gives() -> None:
    text = Text("The diplomat expects 12,000 troops to arrive. The estimate was based on intercepted calls.")
    (told,), grounded = read(text, SAID)
    assert [b.kind for b in told.basis] == ["intercept"]
    assert told.grounds == ()
    assert grounded == [("The estimate was based on intercepted calls.", 0)]


def test_a_ground_that_another_statement_gives() -> None:
    text = Text("Rek says 40 boats sank. “The figure comes from harbour photographs,” Rek said.")
    later = Draft(
        cue=text.words("said"),
        source=text.words("Rek", 1),
        content=text.words("“The figure comes from harbour photographs,”"),
    )
    drafts = [draft(text, "Rek", "says", "40 boats sank"), later]
    (first, second), grounded = facets(
        text.segments, drafts, found({text.words("Rek"): "Rek", text.words("Rek", 1): "Rek"}, ("Rek", "Rek"))
    )
    assert [b.kind for b in first.basis] == ["imagery"]
    assert (first.grounds, second.grounds) == ((), (0,))
    assert grounded == []


def test_a_ground_adds_to_what_the_statement_names_itself() -> None:
    text = Text("Satellite images show 40 boats sank. The figure comes from intercepted calls.")
    (told,), _ = read(text, ("Satellite images", "show", "40 boats sank"))
    assert {b.kind for b in told.basis} == {"imagery", "intercept"}


def test_a_source_that_was_tied_to_nobody_has_no_party_and_no_chain() -> None:
    text = Text("Somebody said the dam held.")
    told, _ = facets(
        text.segments, [draft(text, "Somebody", "said", "the dam held")], found({(0, 1): None}, (None,))
    )
    assert (told[0].party, told[0].chain) == (None, ())


def test_no_draft_no_facet() -> None:
    assert facets(Text("Nobody was hurt.").segments, [], found({}, ())) == ([], [])


@given(texts, st.data())
def test_any_text_and_any_drafts(text: str, data: st.DataObject) -> None:
    held = Text(text)
    words = len(held.segments)
    if words < 3:
        return
    ranges = st.tuples(st.integers(0, words - 1), st.integers(1, 9)).map(
        lambda t: (t[0], min(words, t[0] + t[1]))
    )
    rows = data.draw(
        st.lists(
            st.builds(Draft, cue=st.none() | ranges, source=st.none() | ranges, content=ranges), max_size=4
        )
    )
    drafts = with_parents(sorted(rows, key=lambda d: d.content))
    where: dict[Range, str | None] = {r: "p1" for r in sorted(data.draw(st.sets(ranges, max_size=3)))}
    sources = tuple(data.draw(st.sampled_from([None, "p1", "p2"])) if d.source else None for d in drafts)
    told, grounded = facets(held.segments, drafts, found(where, sources))
    assert [f.party for f in told] == list(sources)
    for i, f in enumerate(told):
        assert set(f.chain) <= {"p1", "p2"}
        assert all(b.text == " ".join(s.of(text) for s in b.spans) and b.text for b in f.basis)
        assert i not in f.grounds
        assert all(0 <= g < len(drafts) for g in f.grounds)
    assert all(0 <= i < len(drafts) and 0 <= w[0] < w[1] <= words for w, i in grounded)
