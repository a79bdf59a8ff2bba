"""The schema: made from the types, and strict enough to refuse what is no row."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from secondsource.desk import Outcome
from secondsource.errors import UsageError
from secondsource.records import SCHEMAS, line, reading_row, schema
from tests.desk import standin


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_it_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_vocabularies_and_the_meaning_of_fields_are_in_it() -> None:
    found = schema("read")
    statement = found["$defs"]["StatementRow"]["properties"]
    assert statement["quote"]["enum"] == ["direct", "indirect", "mixed"]
    assert statement["attributed"]["description"] == "False for what the writer asserts alone."
    assert "text" not in found["$defs"]["ReportRow"]["required"]
    assert "attributions" not in found["required"]


def test_what_a_decision_left_on_a_row_is_in_it() -> None:
    found = schema("show")["$defs"]
    assert found["DecidedRow"]["properties"]["kind"]["enum"] == ["accept", "reject", "correct", "mark"]
    for name in ("StatementRow", "PointRow", "PartyRow", "TimeRow", "NumberRow"):
        assert "decided" in found[name]["properties"]
        assert "decided" not in found[name]["required"]


def test_what_came_of_a_report_is_a_row() -> None:
    validator = Draft202012Validator(schema("add"))
    for outcome in (
        Outcome(path="a.txt", state="added", report="sha256:a"),
        Outcome(path="b.txt", state="failed", kind="not-found", message="b.txt: there is none"),
    ):
        validator.validate(json.loads(line(outcome.row())))
    with pytest.raises(ValidationError):
        validator.validate({"path": "a.txt", "state": "kept", "report": None, "error": None})


@pytest.mark.parametrize(
    "change",
    [
        {"statements": None},
        {"path": None},
        {"error": "it failed"},
        {"times": [{"text": "Monday"}]},
    ],
)
def test_what_is_no_row_is_refused(change: dict[str, Any]) -> None:
    row = json.loads(line(reading_row(standin.reading())))
    validator = Draft202012Validator(schema("read"))
    validator.validate(row)
    with pytest.raises(ValidationError):
        validator.validate(row | change)


def test_a_field_left_out_is_refused() -> None:
    row = json.loads(line(reading_row(standin.reading())))
    for name in list(row):
        with pytest.raises(ValidationError):
            Draft202012Validator(schema("read")).validate({key: row[key] for key in row if key != name})


def test_another_name_is_wrong_use() -> None:
    with pytest.raises(UsageError, match=r"there is no schema 'wall'; there is: .*read"):
        schema("wall")
