"""The text cut for a page: nothing lost, nothing doubled, every statement where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondsource.render.facets import Facets
from secondsource.render.layout import Stretch, paragraphs
from secondsource.render.view import Said, View
from secondsource.render.voices import Voice


def said(
    *spans: tuple[int, int], depth: int = 0, number: int = 1, sure: tuple[tuple[int, int], ...] = ()
) -> Said:
    """A statement at these spans."""
    return Said(
        number=number,
        voice=Voice(number=1, name="Ada Roe"),
        written="",
        cue="",
        words="",
        spans=spans,
        source_spans=(),
        cue_spans=(),
        line=1,
        depth=depth,
        outer=None,
        carried=False,
        facets=Facets(sure_spans=sure, basis_spans=((0, 3),) if sure else ()),
    )


def cut(text: str, *found: Said) -> list[list[Stretch]]:
    """The stretches of each paragraph."""
    shown = View(title="", details=(), path="", language=None, text=text, said=found, voices=())
    return [list(paragraph.stretches) for paragraph in paragraphs(shown)]


texts = st.text(st.sampled_from("ab \n\t."), max_size=60)


@given(data=st.data(), text=texts)
def test_every_character_stands_once_and_under_its_statements(data: st.DataObject, text: str) -> None:
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(tuple)
    found = [
        said(*spans, depth=depth)
        for depth, spans in enumerate(
            data.draw(st.lists(st.lists(bounds, min_size=1, max_size=2), max_size=4))
        )
    ]
    stretches = [stretch for paragraph in cut(text, *found) for stretch in paragraph]
    shown = "".join(stretch.text for stretch in stretches)
    assert "".join(shown.split()) == "".join(text.split())
    for index, one in enumerate(found):
        covered = {at for start, end in one.spans for at in range(start, end)}
        wanted = "".join(text[at] for at in sorted(covered) if not text[at].isspace())
        held = "".join(stretch.text for stretch in stretches if index in stretch.content)
        assert "".join(held.split()) == wanted
        if wanted:
            assert sum(index in stretch.opens for stretch in stretches) == 1
            assert sum(index in stretch.closes for stretch in stretches) == 1


def test_nested_statements_stand_outermost_first() -> None:
    text = "Ada said that Bo said that it rained."
    stretches = cut(text, said((14, 36)), said((27, 36), depth=1, number=2))[0]
    assert [(stretch.text, stretch.content) for stretch in stretches if stretch.content] == [
        ("Bo said that ", (0,)),
        ("it rained", (0, 1)),
    ]


def test_words_of_certainty_and_of_basis_are_cut_out_also_outside_of_a_content() -> None:
    stretches = cut("Ada thinks that it rained.", said((16, 25), sure=((4, 10), (16, 18))))[0]
    assert [stretch.text for stretch in stretches if stretch.sure] == ["thinks", "it"]
    assert [stretch.text for stretch in stretches if stretch.basis] == ["Ada"]


def test_blank_lines_part_paragraphs_and_else_line_ends_do() -> None:
    assert [len(one) for one in cut("one\ntwo\n\nthree\n")] == [1, 1]
    assert [len(one) for one in cut("one\ntwo\n  three\n")] == [1, 1, 1]
    assert cut(" \n\n ") == []


def test_line_ends_of_an_editor_are_no_line_ends_of_the_writer() -> None:
    def broken(text: str) -> list[bool]:
        shown = View(title="", details=(), path="", language=None, text=text, said=(), voices=())
        return [paragraph.broken for paragraph in paragraphs(shown)]

    wrapped = "The bridge over the river was closed to all traffic on Sunday, and\nwill open again.\n\n"
    verse = "Of all the bridges\nthis is the last\n\n"
    assert broken(wrapped + verse + "One line.") == [False, True, False]
