"""Word pieces and windows: each word whole, every word once, and the same in any company."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.encoder import pieces as module
from secondsource.encoder.pieces import (
    CASES,
    GAPS,
    MAX_PIECES,
    MAX_WORD_PIECES,
    Piecer,
    Pieces,
    Window,
    window_inputs,
    windows,
)
from secondsource.text import Segments, quotations, segment
from tests.text.texts import texts


def cut(text: str, piecer: Piecer) -> tuple[Segments, Pieces]:
    """The words and pieces of a text."""
    segments = segment(text)
    return segments, piecer.cut(segments, quotations(text, segments.paragraphs))


def of_words(pieces: Pieces) -> list[list[int]]:
    """The ids of each word's pieces."""
    return [pieces.ids[a : b + 1].tolist() for a, b in zip(pieces.first, pieces.last, strict=True)]


def features(text: str, piecer: Piecer, name: str) -> list[int]:
    """A feature of each word, by its first piece."""
    _, pieces = cut(text, piecer)
    return getattr(pieces, name)[pieces.first].tolist()  # type: ignore[no-any-return]


# --- pieces


@given(text=texts)
def test_every_word_has_its_pieces_and_none_is_left_over(piecer: Piecer, text: str) -> None:
    segments, pieces = cut(text, piecer)
    assert len(pieces.first) == len(pieces.last) == len(segments)
    if len(segments):
        assert pieces.first[0] == 0
        assert pieces.last[-1] == len(pieces.ids) - 1
    assert (pieces.last >= pieces.first).all()
    assert (pieces.first[1:] == pieces.last[:-1] + 1).all()
    assert (pieces.last - pieces.first < MAX_WORD_PIECES).all()
    assert len(pieces.ids) == len(pieces.case) == len(pieces.gap) == len(pieces.quoted)
    assert {row.dtype for row in (pieces.ids, pieces.case, pieces.gap, pieces.quoted)} == {np.dtype(np.int32)}
    assert set(pieces.case.tolist()) <= set(range(len(CASES)))
    assert set(pieces.gap.tolist()) <= set(range(len(GAPS)))
    assert set(pieces.quoted.tolist()) <= {0, 1}


@given(text=texts)
def test_a_word_has_the_same_pieces_alone_and_among_others(piecer: Piecer, text: str) -> None:
    segments, pieces = cut(text, piecer)
    for word, ids in zip(segments.words(), of_words(pieces), strict=True):
        alone = Piecer.cut(piecer, segment(word), ())
        if len(alone.first) == 1:
            assert alone.ids.tolist() == ids


def test_what_was_read_before_changes_nothing(piecer: Piecer, fresh: Piecer) -> None:
    text = "Ilse Brandt’s barge Vindkast drifted past Oskvard; 1,500 saw it."
    cut("Brandt drifted. “Oskvard!” " * 20, piecer)
    assert np.array_equal(cut(text, piecer)[1].ids, cut(text, fresh)[1].ids)


def test_forgetting_changes_nothing(fresh: Piecer, piecer: Piecer, monkeypatch: pytest.MonkeyPatch) -> None:
    texts_of = ["one two three four", "four five", "one six seven eight nine ten", "two"]
    expected = [cut(t, piecer)[1].ids.tolist() for t in texts_of]
    monkeypatch.setattr(module, "_CACHE", 4)
    assert [cut(t, fresh)[1].ids.tolist() for t in texts_of * 2] == expected * 2


def test_forgetting_for_one_text_leaves_another_s_words_alone(
    fresh: Piecer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow:
        """A tokenizer during whose work another thread reads another text."""

        def encode(self, word: str, **_: object) -> object:
            monkeypatch.setattr(fresh, "_load", lambda: real)
            fresh.cut(segment("five six seven eight"), ())
            return real.encode(word, add_special_tokens=False)

    fresh.cut(segment("one two"), ())
    real = fresh._load()
    monkeypatch.setattr(module, "_CACHE", 4)
    monkeypatch.setattr(fresh, "_load", Slow)
    assert len(fresh.cut(segment("one three"), ()).first) == 2


def test_letters_of_other_scripts_and_odd_characters_have_pieces(piecer: Piecer) -> None:
    _, pieces = cut("说 صرح मेयर 🛟 \x00 \u200d \ufffd \ufeff", piecer)
    assert all(of_words(pieces))


def test_an_endless_word_is_cut_off(piecer: Piecer) -> None:
    _, pieces = cut("see https ab3" + "9f7c" * 14 + " " + "x" * 5000 + " end", piecer)
    lengths = [len(ids) for ids in of_words(pieces)]
    assert max(lengths) <= MAX_WORD_PIECES
    assert lengths[0] == lengths[-1] == 1


def test_marks_of_every_print_are_read_as_the_plain_ones(piecer: Piecer) -> None:
    plain = of_words(cut("\" ' - .", piecer)[1])
    for text in ("“ ’ – …", "„ ‘ — …", "« ‚ ― …"):
        assert of_words(cut(text, piecer)[1]) == plain


# --- features


def test_letter_case_is_kept_beside_the_uncased_pieces(piecer: Piecer) -> None:
    text = "venn Venn VENN McVenn A 42 , 5G é É"
    names = [CASES[c] for c in features(text, piecer, "case")]
    assert names == [
        "lower", "capitalized", "upper", "mixed",
        "capitalized", "other", "other", "upper", "lower", "capitalized",
    ]  # fmt: skip
    ids = of_words(cut(text, piecer)[1])
    assert ids[0] == ids[1] == ids[2]


def test_gaps(piecer: Piecer) -> None:
    text = "One, two\nthree \n four.\n\nFive\tsix. Seven"
    names = [GAPS[g] for g in features(text, piecer, "gap")]
    assert names == [
        "paragraph", "none", "space", "line", "line", "none", "paragraph", "space", "none", "space",
    ]  # fmt: skip


def test_a_line_that_is_a_paragraph_begins_one(piecer: Piecer) -> None:
    assert [GAPS[g] for g in features("It sank.\nIt rose.", piecer, "gap")][3] == "paragraph"


def test_what_stands_in_marks_is_marked_with_its_marks(piecer: Piecer) -> None:
    text = "Venn said: “We held on.” They left."
    segments, pieces = cut(text, piecer)
    inside = [w for w, q in zip(segments.words(), pieces.quoted[pieces.first], strict=True) if q]
    assert inside == ["“", "We", "held", "on", ".", "”"]


@given(text=texts)
def test_all_pieces_of_a_word_share_its_features(piecer: Piecer, text: str) -> None:
    _, pieces = cut(text, piecer)
    for row in (pieces.case, pieces.gap, pieces.quoted):
        for a, b in zip(pieces.first, pieces.last, strict=True):
            assert len(set(row[a : b + 1].tolist())) == 1


# --- windows

SENTENCES = [
    "The dam held.",
    "Venn left, as Rek had asked her to.",
    "No.",
    "Unquestionably Vindkastingen drifted.",
]
prose = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6
).map("\n\n".join)


def slow_windows(segments: Segments, pieces: Pieces, limit: int) -> list[Window]:
    """The longest stretch that fits and ends with a paragraph; else with a sentence; else any."""
    total, out, first = len(segments), [], 0
    while first < total:
        fit = [e for e in range(first + 1, total + 1) if pieces.last[e - 1] - pieces.first[first] < limit]
        paragraphs, sentences = (
            [e for e in fit if e == total or of[e] != of[e - 1]]
            for of in (segments.paragraph, segments.sentence)
        )
        last = max(paragraphs or sentences or fit)
        out.append(Window(first, last))
        first = last
    return out


@given(text=prose | texts, limit=st.integers(MAX_WORD_PIECES, 60))
def test_windows_hold_every_word_once_and_fit(piecer: Piecer, text: str, limit: int) -> None:
    segments, pieces = cut(text, piecer)
    found = windows(segments, pieces, limit=limit)
    assert [w for window in found for w in range(window.first, window.last)] == list(range(len(segments)))
    for window in found:
        assert window.first < window.last
        assert pieces.last[window.last - 1] - pieces.first[window.first] + 1 <= limit
    assert found == slow_windows(segments, pieces, limit)


def test_a_window_ends_with_a_paragraph_where_one_ends_in_reach(piecer: Piecer) -> None:
    text = "The dam held. No one left.\n\nThe barge drifted off. Rek saw it.\n\nSo it was."
    segments, pieces = cut(text, piecer)
    stretches = [segments.span_of(w.first, w.last).of(text) for w in windows(segments, pieces, limit=12)]
    assert stretches == ["The dam held. No one left.", "The barge drifted off. Rek saw it.", "So it was."]


def test_a_paragraph_too_long_is_cut_between_sentences_and_a_sentence_too_long_between_words(
    piecer: Piecer,
) -> None:
    segments, pieces = cut("The dam held. No one left it at all that day.", piecer)
    assert windows(segments, pieces, limit=12) == [Window(0, 4), Window(4, 13)]
    segments, pieces = cut("word " * 30, piecer)
    assert windows(segments, pieces, limit=20) == [Window(0, 20), Window(20, 30)]


def test_nothing_has_no_window(piecer: Piecer) -> None:
    assert windows(*cut(" \n", piecer)) == []


def test_the_usual_window_leaves_room_for_its_two_marks(piecer: Piecer) -> None:
    segments, pieces = cut("word " * 1000, piecer)
    found = windows(segments, pieces)
    assert max(window_inputs(pieces, w)["ids"].shape[1] for w in found) == MAX_PIECES


@given(text=prose)
def test_the_arrays_of_a_window_are_framed_and_point_at_their_words(piecer: Piecer, text: str) -> None:
    segments, pieces = cut(text, piecer)
    for window in windows(segments, pieces, limit=20):
        held = window_inputs(pieces, window)
        size = held["ids"].shape[1]
        assert {k: v.shape for k, v in held.items()} == dict.fromkeys(
            ("ids", "case", "gap", "quoted"), (1, size)
        ) | dict.fromkeys(("first", "last"), (1, window.last - window.first))
        assert {v.dtype for v in held.values()} == {np.dtype(np.int64)}
        assert (held["ids"][0, 0], held["ids"][0, -1]) == (101, 102)
        assert held["first"][0, 0] == 1
        assert held["last"][0, -1] == size - 2
        for w in range(window.first, window.last):
            at = w - window.first
            a, b = held["first"][0, at], held["last"][0, at] + 1
            for name, row in (
                ("ids", pieces.ids),
                ("case", pieces.case),
                ("gap", pieces.gap),
                ("quoted", pieces.quoted),
            ):
                assert held[name][0, a:b].tolist() == row[pieces.first[w] : pieces.last[w] + 1].tolist()
