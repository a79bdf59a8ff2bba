"""Values tied to the right point: what counts as right, and what a poor reading is told."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.training.invented import lines
from training.attached import found, main, score

TEXT = """\
On Monday the Ødal flooded 40 farms and the mill burned.

Orla Venn said on Tuesday that 12 boats sank in May, seven of them off Kyst, while the harbour lost two piers.
"""


def at(part: str, nth: int = 0) -> list[int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(part, start + 1)
    return [start, start + len(part)]


FARMS, BOATS, SEVEN, PIERS = range(4)
MONDAY, TUESDAY, MAY = range(3)
NUMBERS = [at("40"), at("12"), at("seven"), at("two")]
TIMES = [at("Monday"), at("Tuesday"), at("May")]
FLOOD, FIRE = at("On Monday the Ødal flooded 40 farms"), at("the mill burned")
SINKING, LOSS = at("12 boats sank in May"), at("the harbour lost two piers")
SENTENCE = at(TEXT.split("\n\n")[1].strip())


def annotated(
    spans: list[list[int]], event: str, others: tuple[str, ...] = (), **given: Any
) -> dict[str, Any]:
    """A point of the annotation."""
    return {
        "spans": spans, "event": [at(event)], "numbers": [], "times": [],
        "apart": {"numbers": [], "times": []}, "others": [at(w) for w in others],
    } | given  # fmt: skip


def gold(**given: Any) -> dict[str, Any]:
    """The annotation: Monday is of the flood and of the fire, Tuesday of Venn's saying."""
    total: dict[str, Any] = {"kind": "total", "or": [], "implied": False, "since": None, "area": None}
    part = total | {"kind": "part", "area": at("off Kyst")}
    return {
        "doc": "kysten", "set": "invented", "length": len(TEXT), "annotator": "a1",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "numbers": [
            {"span": NUMBERS[FARMS], "scope": total | {"implied": True}},
            {"span": NUMBERS[BOATS], "scope": total | {"or": ["period"]}},
            {"span": NUMBERS[SEVEN], "scope": part},
            {"span": NUMBERS[PIERS], "scope": None},
        ],
        "times": TIMES,
        "saying": {"numbers": [], "times": [TUESDAY]},
        "points": [
            annotated([FLOOD], "flooded", ("burned",), numbers=[FARMS], times=[MONDAY]),
            annotated([at("On Monday"), FIRE], "burned", ("flooded",), times=[MONDAY]),
            annotated(
                [SINKING], "sank", ("said", "lost"), numbers=[BOATS], times=[MAY],
                apart={"numbers": [PIERS], "times": [TUESDAY]},
            ),
        ],
    } | given  # fmt: skip


def phrase(span: list[int]) -> dict[str, Any]:
    return {"text": TEXT[slice(*span)], "spans": [span]}


def number(
    index: int, kind: str | None = None, area: str | None = None, event: str | None = None
) -> dict[str, Any]:
    scope = {"kind": kind, "since": None, "area": area} if kind else None
    return phrase(NUMBERS[index]) | {"scope": scope, "event": phrase(at(event)) if event else None}


def point(*spans: list[int], numbers: tuple[int, ...] = (), times: tuple[int, ...] = ()) -> dict[str, Any]:
    return {"spans": list(spans), "numbers": list(numbers), "times": list(times)}


def statement(*points: dict[str, Any], attributed: bool = True) -> dict[str, Any]:
    return {"attributed": attributed, "points": list(points)}


def reading(*statements: dict[str, Any], **given: Any) -> dict[str, Any]:
    """A row of `secondsource read` with every value at its place; by default all is attached right."""
    right = [
        statement(
            point(FLOOD, numbers=(FARMS,), times=(MONDAY,)),
            point(at("On Monday"), FIRE, times=(MONDAY,)),
            attributed=False,
        ),
        statement(point(SINKING, numbers=(BOATS,), times=(MAY,)), point(LOSS, numbers=(PIERS,))),
        statement(point(at("Orla Venn said on Tuesday"), times=(TUESDAY,)), attributed=False),
    ]
    return {
        "path": "records.jsonl#kysten", "error": None, "statements": list(statements) or right,
        "numbers": [
            number(FARMS, event="flooded"), number(BOATS, "total", event="sank"),
            number(SEVEN, "part", "Kyst"), number(PIERS),
        ],
        "times": [phrase(t) for t in TIMES],
    } | given  # fmt: skip


def figures(row: dict[str, Any], **given: Any) -> dict[str, float]:
    return score([(gold(**given), TEXT, row)])[0]


def whys(row: dict[str, Any]) -> list[tuple[str, str]]:
    return [(value, why) for _, value, _, why in score([(gold(), TEXT, row)])[1]]


def test_a_right_reading_has_all_of_it() -> None:
    result, misses = score([(gold(), TEXT, reading())])
    assert not misses
    assert {k: v for k, v in result.items() if v != 100} == {
        "scope_wide": pytest.approx(66.7),  # that of the farms is implied: not asked for
        "reports": 1, "missing": 0, "points_annotated": 3, "values": 6, "values_found": 6, "scopes": 2,
        "scopes_points": 1, "scopes_wide": 3, "scopes_read": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"path": "x#kysten", "error": {"kind": "empty", "message": "nothing"}},
        reading(numbers=[], times=[]),
    ],
)
def test_what_was_not_read_is_not_right(row: dict[str, Any]) -> None:
    """A missing row, an error row without any list, and a reading without values whose points list some."""
    result = figures(row)
    for name in (
        "attached",
        "attached_found",
        "points",
        "numbers",
        "times",
        "saying",
        "apart",
        "event",
        "scope",
    ):
        assert result[name] == 0
    assert result["values"] == 6
    assert result["values_found"] == 0
    assert result["missing"] == (not row or bool(row.get("error")))


def test_an_error_row_has_empty_lists_and_null() -> None:
    row = {"path": "x#kysten", "error": {"kind": "empty"}, "statements": [], "numbers": [], "times": []}
    assert figures(row)["attached"] == 0
    assert figures(row | {"statements": None, "numbers": None, "times": None})["attached"] == 0


def test_values_that_no_point_lists_are_of_no_point() -> None:
    row = reading(statement(point(FLOOD), point(SINKING)))
    assert {why for _, why in whys(row)} == {"at no point"}
    result = figures(row)
    assert (result["numbers"], result["times"], result["points"]) == (0, 0, 0)
    assert result["saying"] == 100
    assert result["apart"] == 100


def test_a_value_at_another_clause_is_wrong() -> None:
    row = reading(statement(point(SINKING, times=(MAY,)), point(LOSS, numbers=(BOATS, PIERS))))
    assert ("12", "at another point") in whys(row)


def test_a_value_at_a_strange_clause_too_is_wrong() -> None:
    row = reading(statement(point(SINKING, numbers=(BOATS,), times=(MAY,)), point(LOSS, numbers=(BOATS,))))
    assert ("12", "at a strange point too") in whys(row)
    assert ("May", "at a strange point too") not in whys(row)


def test_a_point_that_holds_both_clauses_is_none_of_another_alone() -> None:
    row = reading(statement(point(SENTENCE, numbers=(BOATS, PIERS), times=(MAY,))))
    assert not [w for w in whys(row) if w[0] in ("12", "May", "two")]


def test_half_of_the_proposition_stands_for_its_event() -> None:
    half, less = [SINKING[0], SINKING[0] + 10], [SINKING[0], SINKING[0] + 9]
    assert TEXT[slice(*half)] == "12 boats s"
    assert figures(reading(statement(point(half, numbers=(BOATS,)))))["numbers"] == 50
    assert figures(reading(statement(point(less, numbers=(BOATS,)))))["numbers"] == 0


def test_a_part_of_the_event_word_is_not_the_event() -> None:
    assert (
        figures(reading(statement(point(at("sank in")), point(at("nk in May"), times=(MAY,)))))["times"] == 0
    )
    assert figures(reading(statement(point(at("sank in"), times=(MAY,)))))["times"] == pytest.approx(33.3)


def test_an_adverbial_of_two_clauses_is_wanted_at_both() -> None:
    row = reading(statement(point(FLOOD, numbers=(FARMS,), times=(MONDAY,)), point(FIRE)))
    assert whys(row)[0] == ("Monday", "at another point")
    assert sum(value == "Monday" for value, _ in whys(row)) == 1  # that of the flood is right


def test_a_saying_s_time_is_right_at_the_writer_s_own_point_alone() -> None:
    said = point(at("Orla Venn said on Tuesday"), times=(TUESDAY,))
    assert figures(reading(statement(said, attributed=False)))["saying"] == 100
    assert figures(reading(statement(said)))["saying"] == 0
    assert ("Tuesday", "belongs to the saying") in whys(reading(statement(said)))


def test_values_apart_are_not_to_be_listed() -> None:
    row = reading(statement(point(SINKING, numbers=(BOATS, PIERS), times=(MAY,))))
    assert ("two", "listed, but apart") in whys(row)
    assert figures(row)["apart"] == 50
    whole = reading(statement(point(SENTENCE, numbers=(BOATS, PIERS), times=(MAY,))))
    assert figures(whole)["apart"] == 100  # it holds their own event too


def test_events_overlap() -> None:
    wrong = [number(FARMS, event="burned"), number(BOATS, event="sank"), number(SEVEN), number(PIERS)]
    assert figures(reading(numbers=wrong))["event"] == 50


@pytest.mark.parametrize(
    ("boats", "seven", "scope", "scope_points", "wide", "precision"),
    [
        ("total", "part", 100, 100, 66.7, 100),
        ("period", "part", 100, 100, 66.7, 100),  # as good
        ("backlog", None, 0, 0, 0, 0),
        (None, "part", 50, 0, 33.3, 100),
        (None, None, 0, 0, 0, 0),
    ],
)
def test_scope_is_right_by_its_kind(
    boats: str | None, seven: str | None, scope: float, scope_points: float, wide: float, precision: float
) -> None:
    read = [number(FARMS), number(BOATS, boats), number(SEVEN, seven), number(PIERS)]
    result = figures(reading(numbers=read))
    assert (result["scope"], result["scope_points"]) == (scope, scope_points)
    assert (result["scope_wide"], result["scope_precision"]) == (wide, precision)


def test_a_scope_that_the_annotation_lacks_costs_precision() -> None:
    read = [number(FARMS, "total"), number(BOATS, "total"), number(SEVEN, "part"), number(PIERS, "total")]
    result = figures(reading(numbers=read))
    assert result["scope"] == 100
    assert result["scope_wide"] == 100
    assert result["scope_precision"] == 75  # the implied one is allowed, that of the piers is not
    assert ("two", "scope read total, annotated None") in whys(reading(numbers=read))


def test_scope_found_leaves_out_numbers_that_were_not_read() -> None:
    read = [number(FARMS), number(SEVEN, "part"), number(PIERS)]
    result = figures(reading(statement(), numbers=read))
    assert (result["scope"], result["scope_found"], result["area"]) == (50, 100, 0)


def test_areas_share_a_word() -> None:
    def area(words: str | None) -> float:
        return figures(reading(numbers=[number(SEVEN, "part", words)]))["area"]

    assert [area(w) for w in ("Kyst", "the sea off Kyst", "Oskvard", None)] == [100, 100, 0, 0]


def test_the_nearest_value_is_the_one_read() -> None:
    assert found([[4, 8]], [{"spans": [[0, 30]]}, {"spans": [[5, 8]]}, {"spans": [[8, 9]]}]) == [1]
    assert found([[4, 8]], [{"spans": [[4, 8]]}, {"spans": [[4, 8]]}]) == [0]
    assert found([[4, 8], [0, 2]], [{"spans": [[8, 9]]}, {"spans": []}, {}]) == [None, None]


def test_nothing_at_all_divides_by_nothing() -> None:
    result, misses = score([])
    assert not misses
    assert set(result.values()) == {0}


# --- the command


def command(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *rows: dict[str, Any],
    text: str = TEXT,
    options: tuple[str, ...] = (),
) -> None:
    data = tmp_path / "data"
    (data / "invented" / "text").mkdir(parents=True)
    (data / "invented" / "text" / "kysten.txt").write_bytes(text.encode())
    paths = lines(tmp_path / "gold.jsonl", gold()), data, lines(tmp_path / "read.jsonl", *rows)
    monkeypatch.setattr("sys.argv", ["attached", *map(str, paths), *options])
    main()


def test_one_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command(tmp_path, monkeypatch, reading(), options=("--json",))
    result = json.loads(capsys.readouterr().out)
    assert (result["attached"], result["points_annotated"]) == (100, 3)


def test_a_line_for_people_and_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = reading(statement(point(LOSS, numbers=(BOATS,))))
    command(tmp_path, monkeypatch, row, options=("--list",))
    *wrong, last = capsys.readouterr().out.splitlines()
    assert "numbers kysten: '12' in '12 boats sank in May': at another point" in wrong
    assert last.startswith("attached 16.7, ")  # the saying's alone


def test_reports_that_were_not_read_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command(tmp_path, monkeypatch, reading(path="records.jsonl#other"), {"path": None}, options=("--json",))
    printed = capsys.readouterr()
    assert "1 reports were not read, the first: kysten" in printed.err
    assert json.loads(printed.out)["missing"] == 1


def test_another_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="invented: kysten is not the one"):
        command(tmp_path, monkeypatch, reading(), text=TEXT + " ")


# --- the annotation that is kept


def test_the_annotation_is_whole_and_holds_no_words() -> None:
    path = Path(__file__).parents[2] / "training/annotations/attached.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert sum(len(row["points"]) for row in rows) == 150
    for row in rows:
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"])
        spans = [*row["times"], *(n["span"] for n in row["numbers"])]
        spans += [n["scope"]["area"] for n in row["numbers"] if n["scope"] and n["scope"]["area"]]
        for point_ in row["points"]:
            spans += [*point_["spans"], *point_["event"], *point_["others"]]
            assert point_["event"]
            assert point_["numbers"] or point_["times"]
            for kind in ("numbers", "times"):
                assert not set(point_[kind]) & set(point_["apart"][kind])
                for i in point_[kind]:
                    a, b = row[kind][i]["span"] if kind == "numbers" else row[kind][i]
                    assert any(x <= a and b <= y for x, y in point_["spans"])
            for a, b in point_["event"]:
                assert any(x <= a and b <= y for x, y in point_["spans"])
        assert all(0 <= a < b <= row["length"] for a, b in spans)
        left = {k: v for k, v in row.items() if k not in ("doc", "set", "sha256", "annotator")}
        words = {w for w in re.findall(r"[a-z]+", json.dumps(left).lower())}
        assert words <= {
            *("length", "numbers", "span", "scope", "kind", "or", "implied", "since", "area", "times"),
            *("saying", "points", "spans", "event", "apart", "others", "total", "part", "period", "backlog"),
            *("null", "true", "false"),
        }  # fmt: skip
