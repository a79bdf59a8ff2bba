"""Readings as rows: every field in its order, what options add, and the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from secondsource.errors import InputError
from secondsource.model import statement as model
from secondsource.model.report import Failure, FieldReason, Report
from secondsource.model.span import Span
from secondsource.records import failure_row, line, reading_from, reading_row, schema
from tests.desk import standin

# The page of records, in its order.
ROW = [
    "path",
    "error",
    "report",
    "reader",
    "statements",
    "mentions",
    "parties",
    "times",
    "numbers",
    "credits",
]
REPORT = [
    "id", "title", "publisher", "byline", "dateline", "published", "retrieved", "language", "length",
    "reasons",
]  # fmt: skip
STATEMENT = [
    "id", "attributed", "parent", "source", "cue", "content", "quote", "chain", "basis", "certainty",
    "polarity", "forecast", "horizon", "parties", "times", "numbers", "places", "grounds", "points",
]  # fmt: skip
POINT = ["id", "text", "spans", "event", "negated", "times", "numbers", "places", "parties"]
FAILURE = Failure(path="wall.pdf", kind="not-text", message="these bytes are no text; give a text or a page")
VALIDATOR = Draft202012Validator(schema("read"))

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
some = st.none() | words
figures = st.floats(allow_nan=False, allow_infinity=False)
spans = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 500), st.integers(0, 90))
places = st.lists(spans, max_size=3).map(tuple)
phrases = st.builds(model.Phrase, text=words, spans=places)
reasons = st.lists(st.builds(model.Reason, code=words, values=st.tuples(words)), max_size=2).map(tuple)
gazetted = st.builds(
    model.Place,
    geonames=st.integers(0, 10**7),
    latitude=figures,
    longitude=figures,
    country=some,
    admin1=some,
    reasons=reasons,
)
certainties = st.builds(
    model.Certainty, words=st.lists(phrases, max_size=2).map(tuple), low=figures, high=figures
)
statements = st.builds(
    model.Statement,
    source=st.none() | st.builds(model.Source, text=some, spans=places, party=some, carried=st.booleans()),
    cue=st.none() | phrases,
    content=phrases,
    basis=st.lists(st.builds(model.Basis, text=words, spans=places), max_size=2).map(tuple),
    certainty=st.none() | certainties,
    parent=some,
    chain=st.lists(words, max_size=2).map(tuple),
    times=st.lists(st.integers(0, 9), max_size=2).map(tuple),
    points=st.lists(
        st.builds(model.Point, text=words, spans=places, event=st.none() | phrases, negated=st.booleans()),
        max_size=2,
    ).map(tuple),
    forecast=st.booleans(),
    horizon=st.none() | st.integers(0, 9),
    polarity=st.sampled_from(["asserted", "denied", "questioned"]),
)
numbers = st.builds(
    model.Number,
    text=words,
    spans=places,
    low=st.none() | figures,
    high=st.none() | figures,
    of=st.none() | st.builds(model.Counted, text=words, spans=places, party=some),
    scope=st.none() | st.builds(model.Scope, since=some, area=some),
    reasons=reasons,
)
credits = st.builds(model.Credit, text=words, spans=places, name=words, reasons=reasons)
reports = st.builds(
    Report,
    reasons=st.lists(
        st.builds(FieldReason, field=words, code=words, values=st.tuples(words)), max_size=2
    ).map(tuple),
    text=words,
    path=words,
    title=some,
    publisher=some,
    byline=some,
    published=some,
    language=some,
    capture=st.none(),
    blocks=st.just(()),
    address=st.none(),
    record=st.none(),
)
readings = st.builds(
    model.Reading,
    report=reports,
    statements=st.lists(statements, max_size=3).map(tuple),
    mentions=st.lists(st.builds(model.Mention, text=words, spans=places), max_size=2).map(tuple),
    parties=st.lists(
        st.builds(
            model.Party, name=words, aliases=st.lists(words).map(tuple), place=st.none() | gazetted, role=some
        ),
        max_size=2,
    ).map(tuple),
    times=st.lists(st.builds(model.Time, text=words, spans=places, reasons=reasons), max_size=2).map(tuple),
    numbers=st.lists(numbers, max_size=2).map(tuple),
    credits=st.lists(credits, max_size=2).map(tuple),
    attributions=st.lists(
        st.builds(model.Attribution, source=st.none() | phrases, cue=phrases, content=phrases), max_size=2
    ).map(tuple),
)


def published(row: Any) -> Any:
    """A row as another program gets it."""
    return json.loads(line(row).encode("utf-8"))


def test_every_field_is_there_in_its_order() -> None:
    row = published(reading_row(standin.reading()))
    assert list(row) == ROW
    assert list(row["report"]) == REPORT
    for statement in row["statements"]:
        assert list(statement) == STATEMENT
        assert [list(point) for point in statement["points"]] == [POINT] * len(statement["points"])


def test_a_statement_says_where_each_word_of_it_stands() -> None:
    row = published(reading_row(standin.reading(), with_text=True))
    text = row["report"]["text"]
    said = next(held for held in row["statements"] if held["cue"] and held["cue"]["text"] == "expects")
    for part in (said["source"], said["cue"], said["content"]):
        assert " ".join(text[start:end] for start, end in part["spans"]) == part["text"]


def test_options_add_and_nothing_else_changes() -> None:
    bare = published(reading_row(standin.reading()))
    full = published(reading_row(standin.reading(), with_text=True, raw=True))
    assert list(full) == [*ROW, "attributions"]
    assert list(full["attributions"][0]) == ["source", "cue", "content"]
    assert full["report"].pop("text") == standin.TEXT
    del full["attributions"]
    assert full == bare
    assert bare["report"]["length"] == len(standin.TEXT)


@pytest.mark.parametrize("raw", [False, True])
def test_an_error_row_has_empty_lists_and_nulls(raw: bool) -> None:
    row = published(failure_row(FAILURE, raw=raw))
    assert list(row) == ROW + ["attributions"] * raw
    assert row["error"] == {"kind": "not-text", "message": FAILURE.message}
    assert row["report"] is row["reader"] is None
    assert all(row[name] == [] for name in row if name not in ("path", "error", "report", "reader"))
    VALIDATOR.validate(row)


def test_whole_figures_print_whole() -> None:
    number = model.Number(
        text="some 12,000", spans=(Span(0, 11),), low=12000.0, high=12000.5, approximate=True, relation="~"
    )
    reading = model.Reading(report=Report(text="some 12,000"), reader=standin.READER, numbers=(number,))
    assert '"low": 12000, "high": 12000.5,' in line(reading_row(reading))


def test_what_is_counted_names_its_party() -> None:
    text = "12,000 sailors"
    number = model.Number(
        text="12,000",
        spans=(Span(0, 6),),
        low=12000,
        high=12000,
        approximate=False,
        relation="=",
        of=model.Counted(text="sailors", spans=(Span(7, 14),), party="p1"),
    )
    reading = model.Reading(report=Report(text=text), reader=standin.READER, numbers=(number,))
    row = published(reading_row(reading, with_text=True))
    assert row["numbers"][0]["of"] == {"text": "sailors", "spans": [[7, 14]], "party": "p1"}
    VALIDATOR.validate(row)
    assert reading_from(row) == reading


def test_a_reason_comes_with_words() -> None:
    time = model.Time(
        text="in June", spans=(Span(0, 7),), type="DATE", value=None, earliest=None, latest=None,
        precision=None, reasons=(model.Reason(code="no-year", values=("June",)),), relation="in",
        reference=None,
    )  # fmt: skip
    reading = model.Reading(report=Report(text="in June"), reader=standin.READER, times=(time,))
    assert reading_row(reading)["times"][0]["reasons"] == [
        {"code": "no-year", "values": ["June"], "text": "no year June"}
    ]


def test_a_mention_of_what_is_none_of_the_kinds_has_no_type_and_comes_back() -> None:
    mention = model.Mention(text="a bag", spans=(Span(0, 5),), type=None, form="description", party=None)
    reading = model.Reading(report=Report(text="a bag"), reader=standin.READER, mentions=(mention,))
    row = published(reading_row(reading, with_text=True))
    assert row["mentions"][0]["type"] is None
    VALIDATOR.validate(row)
    assert reading_from(row) == reading


def test_where_a_field_was_read_comes_with_words() -> None:
    why = FieldReason(field="published", code="day-or-month-open", values=("2026-04-03", "2026-03-04"))
    reading = model.Reading(report=Report(text="x", reasons=(why,)), reader=standin.READER)
    row = published(reading_row(reading))
    assert row["report"]["reasons"] == [
        {
            "field": "published",
            "code": "day-or-month-open",
            "values": ["2026-04-03", "2026-03-04"],
            "text": "day and month could be either way: 2026-04-03 or 2026-03-04",
        }
    ]


def test_a_row_of_an_earlier_version_has_no_credits_and_no_reasons_of_fields() -> None:
    row: Any = published(reading_row(standin.reading(), with_text=True))
    del row["credits"], row["report"]["reasons"]
    assert reading_from(row) == replace(standin.reading(), attributions=())


@given(reading=readings)
def test_rows_fit_the_schema_and_lead_back_to_the_reading(reading: model.Reading) -> None:
    row = published(reading_row(reading, with_text=True, raw=True))
    VALIDATOR.validate(row)
    assert reading_from(row) == reading


@pytest.mark.parametrize(
    "known",
    [
        {"path": "https://lantern.example/a", "address": "https://lantern.example/a"},
        {"path": "set.jsonl#r7", "record": "r7"},
        {"path": "set.jsonl#L3"},
    ],
)
def test_the_way_back_finds_address_and_record_in_the_path(known: dict[str, str]) -> None:
    reading = standin.reading(**known)
    assert reading_from(reading_row(reading, with_text=True, raw=True)) == reading


def test_no_way_back_without_the_very_text() -> None:
    row = reading_row(standin.reading())
    with pytest.raises(InputError, match="no text; read again with --with-text"):
        reading_from(row)
    assert row["report"] is not None
    row["report"]["text"] = "another text"
    with pytest.raises(InputError, match="not the one that its id was made from"):
        reading_from(row)
    with pytest.raises(InputError, match="holds no reading"):
        reading_from(failure_row(FAILURE))
