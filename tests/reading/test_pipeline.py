"""Whole readings by the weights that ship: what must hold whatever they have learned.

Only plain sentences are asked about by their meaning; how well the reader reads is measured elsewhere.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings

from secondsource.errors import WeightsError
from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import Number, Reading, Statement, Time
from secondsource.reading import Reader, pipeline
from secondsource.reading.attributions import Decoding
from secondsource.reading.coreference import FEATURES
from secondsource.reading.pipeline import session_settings
from secondsource.reading.statements import StatementDecoding
from secondsource.reading.worth import EVIDENCE, Worth
from secondsource.versions import READER
from tests.encoder.onnx_files import echo, tables
from tests.text.texts import texts

NEWS = """\
OSKVARD, May 4 (Kysten) – Two barges broke loose in the outer harbour early on Sunday, the port office said.

“We heard the chains go just after three,” said Orla Venn, the harbour master. “By the time we were out \
there they were on the rocks.”

According to the coast guard, nobody was on board. A spokesman for Vindkast, which owns the barges, denied \
that the moorings had been worn.

Tomas Rek, a pilot, told reporters that he had warned the office twice. It has not answered. ‘They knew,’ he \
said.
"""


LONE = re.compile("[\ud800-\udfff]")  # half a surrogate pair is read as one unknown character


def read(reader: Reader, text: str) -> Reading:
    """The reading of a text, checked for what must hold of any."""
    reading = reader.read(Report(text=text), raw=True)
    check(reading)
    return reading


def check(reading: Reading) -> None:
    """Every phrase is the characters at its spans, ids are unique, and all that is named by one is there."""
    text = LONE.sub("\ufffd", reading.report.text)
    phrases = [p for s in reading.statements for p in (s.cue, s.content, *s.points)]
    phrases += [p.event for s in reading.statements for p in s.points]
    phrases += [p for a in reading.attributions for p in (a.source, a.cue, a.content)]
    for phrase in (*filter(None, phrases), *reading.mentions):
        assert phrase.spans
        assert all(0 <= s.start < s.end <= len(text) for s in phrase.spans)
        assert phrase.text == " ".join(s.of(text) for s in phrase.spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(phrase.spans))
    statements = {s.id: s for s in reading.statements}
    assert len(statements) == len(reading.statements)
    parties = {p.id for p in reading.parties}
    assert len(parties) == len(reading.parties)
    assert {m.party for m in reading.mentions} <= parties | {None}
    assert all(parties.issuperset(p.members) and p.id not in p.members for p in reading.parties)
    for s in reading.statements:
        check_statement(s, statements, parties, text)
        check_values(s, reading, parties)


def check_statement(s: Statement, statements: dict[str, Statement], parties: set[str], text: str) -> None:
    """What holds of one statement."""
    assert s.points or not s.attributed
    assert len({p.id for p in s.points}) == len(s.points)
    assert parties.issuperset((*s.chain, *s.parties, *(p for point in s.points for p in point.parties)))
    assert set(s.grounds) <= statements.keys() - {s.id}
    if s.source:
        assert s.source.party is None or s.source.party in parties
        assert s.source.carried == (not s.source.spans)
        assert s.source.carried or s.source.text == " ".join(span.of(text) for span in s.source.spans)
    if s.certainty:
        assert 0 <= s.certainty.low <= s.certainty.high <= 1
    for words in (*s.basis, *(s.certainty.words if s.certainty else ())):
        assert words.text == " ".join(span.of(text) for span in words.spans)
    if s.parent:
        assert statements[s.parent].content.spans[0].covers(s.content.spans[0])
    if not s.attributed:
        assert s.source is s.cue is s.parent is s.certainty is None
        assert not s.chain and not s.basis


def check_values(s: Statement, reading: Reading, parties: set[str]) -> None:
    """Every value of a statement is one of the reading's, told once, and its points' are among them."""
    for held in (s, *s.points):
        assert list(held.times) == sorted(set(held.times)) and set(held.times) <= set(s.times)
        assert list(held.numbers) == sorted(set(held.numbers)) and set(held.numbers) <= set(s.numbers)
        assert len(set(held.places)) == len(held.places) and set(held.places) <= set(s.places)
    assert set(s.times) <= set(range(len(reading.times)))
    assert set(s.numbers) <= set(range(len(reading.numbers)))
    assert parties.issuperset(s.places)
    assert s.horizon is None or (s.forecast and 0 <= s.horizon < len(reading.times))


def told(reading: Reading) -> list[Statement]:
    """The statements that somebody makes."""
    return [s for s in reading.statements if s.attributed]


# --- plain sentences


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mayor said the bridge was closed.", "mayor", "said", "the bridge was closed"),
        ("Orla Venn said that two barges had sunk off the pier.", "Orla Venn", "said", "two barges had sunk"),
        ("“The bridge is closed,” Orla Venn said.", "Orla Venn", "said", "The bridge is closed"),
        (
            "“We have lost two barges,” said Tomas Rek, a pilot.",
            "Tomas Rek",
            "said",
            "We have lost two barges",
        ),
        (
            "According to the coast guard, two ferries were damaged.",
            "the coast guard",
            "According to",
            "two ferries",
        ),
        (
            "Two ferries were damaged, the coast guard said on Monday.",
            "coast guard",
            "said",
            "Two ferries were damaged",
        ),
    ],
)
def test_who_said_what_in_one_sentence(
    reader: Reader, text: str, source: str, cue: str, content: str
) -> None:
    reading = read(reader, text)
    assert any(
        source in (s.source.text or "") and cue in s.cue.text and content in s.content.text
        for s in told(reading)
        if s.source and s.cue
    ), [(s.source and s.source.text, s.cue and s.cue.text, s.content.text) for s in told(reading)]
    assert reading.attributions


def test_a_sentence_of_the_writer_s_alone(reader: Reader) -> None:
    reading = read(reader, "The town lies on the river Sarn. It has 4,000 inhabitants.")
    assert [s.content.text for s in reading.statements if not s.attributed] == [
        "The town lies on the river Sarn.", "It has 4,000 inhabitants."
    ]  # fmt: skip


def test_a_report_has_several_voices(reader: Reader) -> None:
    reading = read(reader, NEWS)
    named = " | ".join(s.source.text or "" for s in told(reading) if s.source)
    assert sum(name in named for name in ("port office", "Orla Venn", "coast guard", "Tomas Rek")) >= 3
    assert any(s.quote == "direct" for s in told(reading))


def test_twenty_speakers(reader: Reader) -> None:
    names = [
        f"{a} {b}"
        for a in ("Orla", "Tomas", "Ilse", "Rolf", "Runa")
        for b in ("Venn", "Rek", "Holt", "Brandt")
    ]
    things = ["bridge", "pier", "dam", "ferry", "barge", "road", "tunnel", "market", "quay", "school"]
    states = ["is closed until Monday", "was damaged by the flood"]
    said = [f"the {thing} {state}" for state in states for thing in things]
    text = "\n\n".join(f"{name} said {what}." for name, what in zip(names, said, strict=True))
    reading = read(reader, text)
    right = {
        name
        for name, what in zip(names, said, strict=True)
        for s in told(reading)
        if s.source and name in (s.source.text or "") and what in s.content.text
    }
    assert len(right) >= 10, set(names) - right  # how many is for the quality gate to say


# --- who is who, and how it is known


def test_one_who_is_named_again_is_one_party(reader: Reader) -> None:
    reading = read(reader, NEWS)
    (venn,) = [p for p in reading.parties if "Orla Venn" in p.name]
    assert (venn.type, venn.kind) == ("person", "named")
    assert "Tomas Rek" in {p.name for p in reading.parties}
    said = [s for s in told(reading) if s.source and s.source.party == venn.id]
    assert any("chains go" in s.content.text for s in said)
    assert all(s.chain[:1] == (venn.id,) for s in said)


def test_pronouns_lead_to_the_one_they_stand_for(reader: Reader) -> None:
    reading = read(
        reader, "Orla Venn runs the port. She said that the bridge was closed. She denied that it had sunk."
    )
    (venn,) = [p.id for p in reading.parties if p.name == "Orla Venn"]
    assert [m.party for m in reading.mentions if m.text == "She"] == [venn, venn]
    assert [(s.source.party, s.polarity) for s in told(reading) if s.source] == [
        (venn, "asserted"), (venn, "denied")
    ]  # fmt: skip


def test_facets_of_plain_sentences(reader: Reader) -> None:
    reading = read(
        reader, "Orla Venn said the dam will probably hold. Tomas Rek denied that barges had sunk."
    )
    venn, rek = told(reading)
    assert (venn.forecast, venn.certainty and venn.certainty.level) == (True, "likely")
    assert (rek.forecast, rek.polarity, rek.certainty) == (False, "denied", None)


def test_values_go_to_the_clauses_that_they_are_of(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Orla Venn said on Friday that nine barges sank in May. Tomas Rek said the dam will open in 2031."

    def value(words: str) -> dict[str, Any]:
        at = text.index(words)
        return {"text": words, "spans": (Span(at, at + len(words)),)}

    def dated(words: str, first: str, last: str) -> Time:
        return Time(
            **value(words), type="DATE", value=None, earliest=first, latest=last, precision=None, reasons=(),
            relation="in", reference=None,
        )  # fmt: skip

    times = (
        dated("Friday", "2030-06-07", "2030-06-07"),
        dated("May", "2030-05-01", "2030-05-31"),
        dated("2031", "2031-01-01", "2031-12-31"),
    )
    numbers = (Number(**value("nine"), low=9, high=9, approximate=False, relation="="),)
    monkeypatch.setattr(pipeline, "times", lambda *given: times)
    monkeypatch.setattr(pipeline, "numbers", lambda *given: numbers)
    reading = reader.read(Report(text=text, published="2030-06-08"))
    check(reading)
    assert (reading.times, reading.numbers) == (times, numbers)
    venn, rek = told(reading)
    assert (venn.times, venn.numbers, venn.horizon) == ((1,), (0,), None)
    assert [(p.times, p.numbers) for p in venn.points] == [((1,), (0,))]
    assert (rek.times, rek.numbers, rek.horizon) == ((2,), (), 2)


def test_marks_of_words_are_those_of_the_whole_text(reader: Reader) -> None:
    prepared = reader.prepare(NEWS * 4)
    assert len(prepared.windows) > 1
    marks = reader.marks(prepared)
    words = len(prepared.segments)
    assert marks.starts.shape == (words,) and len(marks.content) == len(marks.cue) == words
    assert len(marks.seen) == len(marks.kinds) == len(marks.query) == len(marks.key) == len(marks.word)
    assert max(m.words[1] for m in marks.seen) > prepared.windows[-1].first
    assert all(0 <= m.words[0] <= m.head < m.words[1] <= words for m in marks.seen)


# --- a function of report and weights


def test_the_identity_names_version_and_weights(reader: Reader) -> None:
    weights = Path(str(resources.files("secondsource") / "data" / "reader.onnx"))
    assert reader.identity.version == READER
    assert reader.identity.weights == "sha256:" + hashlib.sha256(weights.read_bytes()).hexdigest()
    assert read(reader, NEWS).reader == reader.identity


def test_a_report_reads_the_same_alone_and_among_others(reader: Reader) -> None:
    alone = Reader.load().read(Report(text=NEWS))
    for other in ("", "Rek said no.", NEWS.upper(), "word " * 900):
        read(reader, other)
    assert reader.read(Report(text=NEWS)) == alone
    assert reader.read(Report(text=NEWS)) == alone


def test_a_report_reads_the_same_in_threads(reader: Reader) -> None:
    reports = [Report(text=f"{NEWS * n}\n\nRek said so {n} times.") for n in range(4)]
    alone = [reader.read(report) for report in reports]
    shared = Reader.load()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(shared.read, reports * 2)) == alone * 2


def test_the_path_is_no_part_of_the_ids_and_the_paper_is(reader: Reader) -> None:
    ids = [
        [s.id for s in reader.read(report).statements]
        for report in (
            Report(text=NEWS),
            Report(text=NEWS, path="a.txt"),
            Report(text=NEWS, publisher="Kysten Post"),
        )
    ]
    assert ids[0] == ids[1]
    assert not set(ids[0]) & set(ids[2])


def test_windows_line_ends_keep_the_words(reader: Reader) -> None:
    plain, ended = read(reader, NEWS), read(reader, NEWS.replace("\n", "\r\n"))
    assert [s.content.text for s in plain.statements] == [s.content.text for s in ended.statements]


# --- odd texts


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "\ufeff",
        "“",
        '"',
        "''",
        "``",
        "“”",
        "...",
        "—",
        "“ ” ‘ ’ « »",
        "\x00",
        "\u0301",
        "🛟🛟",
        ":",
        "*" * 50,
    ],
)
def test_a_text_of_marks_alone_says_nothing(reader: Reader, text: str) -> None:
    assert read(reader, text).statements == ()


@pytest.mark.parametrize("text", ["said", "Venn", "42", "“Yes.”", "a", "Ø", "x" * 5000])
def test_one_word(reader: Reader, text: str) -> None:
    assert len(read(reader, text).statements) <= 2


@pytest.mark.parametrize(
    "text",
    [
        NEWS.upper(),
        NEWS.lower(),
        NEWS.replace(".", ""),
        NEWS.replace("\n", " "),
        NEWS.replace("”", ""),
        NEWS.replace("“", ""),
        NEWS.replace(" ", "\n"),
        NEWS.replace(" ", ""),
        "قال رئيس الميناء إن الجسر مغلق. «لم يصب أحد»، قال.",
        "港务局长说大桥已经关闭。“没有人受伤，”她说。",
        "Начальник порта сказала, что мост закрыт. «Никто не пострадал», – добавила она.",
        "बंदरगाह प्रमुख ने कहा कि पुल बंद है।",
        "ראש הנמל אמרה שהגשר סגור.",
        "“We held, said Venn. \"They ran. « And 'so on, he said.\n\n“Again, Rek said. ”",
        "Q: Who?\n\nA: Nobody.\n\nQ: “Why?\n\nA:",
        "– Venn: – Rek:\n\n:\n\n“\n\n”",
    ],
    ids=[
        "capitals", "small letters", "no full stop", "one line", "never closed", "never opened",
        "a word a line", "no blank", "arabic", "chinese", "cyrillic", "devanagari", "hebrew", "unmatched",
        "questions", "scraps",
    ],
)  # fmt: skip
def test_odd_texts_are_read_without_a_crash(reader: Reader, text: str) -> None:
    assert read(reader, text).statements


@settings(max_examples=40)
@given(text=texts)
def test_any_text_is_read(reader: Reader, text: str) -> None:
    read(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "Venn said \ud83d so",
        "Venn left. Rek \udedf stayed.",
        "\ud83d",
        "“Venn\udfff said.”",
        "\udedf\ud83d a",
    ],
)
def test_broken_text_is_read_like_one_with_an_unknown_character(reader: Reader, text: str) -> None:
    whole = LONE.sub("\ufffd", text)
    found = [s.content for s in read(reader, text).statements]
    assert found == [s.content for s in read(reader, whole).statements]
    prepared = reader.prepare(text)
    assert prepared.segments.text == whole
    assert len(whole) == len(text)
    assert prepared.segments.words() == reader.prepare(whole).segments.words()
    "".join(content.text for content in found).encode()  # what is found can be written


def test_whole_characters_outside_the_first_plane_stay(reader: Reader) -> None:
    text = "Venn said 🛟 it held."
    assert reader.prepare(text).segments.text == text


def test_ten_thousand_words_without_a_full_stop(reader: Reader) -> None:
    text = "the pilot of the barge and the port office and " * 1000  # 10,000 words
    began = time.process_time()
    reading = read(reader, text)
    assert time.process_time() - began < 60  # 2 s on two idle cores
    assert len(reading.statements) >= 1


def test_a_long_text_is_read_to_its_end(reader: Reader) -> None:
    text = (
        "The barges lay off the pier all night and nobody saw them.\n\n" * 120
        + "The mayor said the bridge was closed."
    )
    assert any("bridge was closed" in s.content.text for s in told(read(reader, text)))


# --- weights


def with_decoding(**decoding: object) -> Any:
    """What a session holds of thresholds."""
    return SimpleNamespace(decoding=decoding)


def test_thresholds_of_the_weights_stand_before_the_plain_ones() -> None:
    weights = [0.5] * len(EVIDENCE)
    first, second = session_settings(
        with_decoding(attribution={"cue": 0.25, "worth": {"weights": weights, "least": -1.0}})
    )
    assert first == Decoding(cue=0.25, worth=Worth(weights=tuple(weights), least=-1.0))
    assert second == StatementDecoding()
    assert session_settings(with_decoding()) == (Decoding(), StatementDecoding())


def test_weights_of_other_evidence_are_refused() -> None:
    with pytest.raises(WeightsError, match="do not fit"):
        session_settings(with_decoding(statement={"worth": {"weights": [1.0], "least": 0.0}}))


@pytest.mark.parametrize(
    "held",
    [
        {"no_such_threshold": 1.0},
        {"worth": {"least": 0.0}},
        {"worth": {"weights": [0.0] * len(EVIDENCE)}},
        {"worth": {"weights": 1.0, "least": 0.0}},
        {"worth": [1.0]},
        [1.0],
        "cue",
        None,
    ],
)
@pytest.mark.parametrize("cut", ["attribution", "statement"])
def test_thresholds_of_another_version_are_refused(cut: str, held: object) -> None:
    with pytest.raises(WeightsError, match="reinstall"):
        session_settings(with_decoding(**{cut: held}))


@pytest.mark.parametrize("held", [[], "cue", None, 1.0])
def test_thresholds_that_are_no_table_are_refused(held: object) -> None:
    with pytest.raises(WeightsError, match="reinstall"):
        session_settings(SimpleNamespace(decoding=held))  # type: ignore[arg-type]


def test_weights_of_other_features_of_pairs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "reader.onnx"
    path.write_bytes(echo(tables(link=[0.0] * (FEATURES + 1))))
    with pytest.raises(WeightsError, match="reinstall"):
        Reader.load(path)
    path.write_bytes(echo(tables(link=[0.0] * FEATURES)))
    Reader.load(path)


def test_without_weights_the_words_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="reinstall"):
        Reader.load(tmp_path / "none.onnx")
    damaged = tmp_path / "reader.onnx"
    damaged.write_bytes(os.urandom(5000))
    with pytest.raises(WeightsError, match="damaged"):
        Reader.load(damaged)
