"""Search against an oracle that looks at every statement: on both databases, on every way of working."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest

from benchmarks.generate import generate
from secondsource.ledger import Ledger, bounds, conditions, evidence, facets, search
from secondsource.ledger.evidence import Received
from secondsource.ledger.folding import key, words
from secondsource.ledger.ordering import Place, place_from
from secondsource.ledger.query import Place as AskedPlace
from secondsource.ledger.query import Query, Range, day, terms
from secondsource.model.report import Report
from secondsource.records import ReadRow
from tests.ledger import making

Held = list[tuple[Report, ReadRow]]
BRIDGE = "北京的桥已经开放。"


def made() -> Held:
    """Generated reports of several stories, some without a day or of the same moment, one in Chinese."""
    held = [(report, row) for report, row, _ in generate(24, 3, least=2, most=6)]
    for n in range(3):
        report = making.report(n, published=None if n else "2024-10-03")
        held.append((report, making.reading(report)))
    report = making.report(9, text=f"{making.TEXT} {BRIDGE}", title="桥", published=held[0][0].published)
    held.append((report, making.reading(report)))
    return held


HELD = made()
FACETS = [
    [facets.of_statement(statement, row, facets.parties_of(row)) for statement in row["statements"]]
    for _, row in HELD
]


@pytest.fixture(params=["whole", "walking"])
def filled(request: pytest.FixtureRequest, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """A ledger with all of it; `walking` makes every filter count as common, and pages small."""
    if request.param == "walking":
        small = {"COMMON": 6, "FEW": 2}
        for name, value in {**small, "_PATIENCE": 3, "_FIRST": 2, "_SCATTERED": 1}.items():
            monkeypatch.setattr(search, name, value)
    order = HELD.copy()
    random.Random(request.param).shuffle(order)
    with ledger.writing("add") as w:
        for report, row in order:
            evidence.add_report(w, Received(report=report, reading=row))
    return ledger


def has_all(text: str, query: Query) -> bool:
    flat = words(text)
    return all(any(tuple(flat[n : n + len(term)]) == term for n in range(len(flat))) for term in query.terms)


def meets(facet: facets.Facet, since: float, until: float) -> bool:
    return facet[2] is not None and facet[3] is not None and facet[2] <= until and facet[3] >= since


def counts(facet: facets.Facet, asked: Range) -> bool:
    if facet[0] != "number" or facet[2] is None or facet[3] is None:
        return False
    low = facet[3] > asked.low if asked.over else facet[3] >= asked.low
    high = facet[2] < asked.high if asked.under else facet[2] <= asked.high
    return low and high and (not asked.unit or f" {asked.unit} " in f" {facet[1]} ")


def placed(held: set[tuple[str, str]], asked: AskedPlace) -> bool:
    return bool(
        held
        & {
            ("place", asked.name),
            ("place-alias", asked.name),
            ("geonames", asked.geonames),
            ("country", asked.country),
        }
    )


def fulfils(statement: Any, found: set[facets.Facet], query: Query) -> bool:
    """Whether a statement fulfils the filters that ask something of it alone."""
    held = {(facet[0], facet[1]) for facet in found}
    level = statement["certainty"]["level"] if statement["certainty"] else None
    return all(
        (
            not query.sources
            or any((k, s) in held for s in query.sources for k in ("source", "source-alias")),
            not query.parties
            or any(
                (k, p) in held
                for p in query.parties
                for k in ("party", "party-alias", "place", "place-alias")
            ),
            not query.places or any(placed(held, asked) for asked in query.places),
            not query.numbers or any(counts(f, asked) for f in found for asked in query.numbers),
            not query.polarities or statement["polarity"] in query.polarities,
            not query.levels or level in query.levels,
            not query.bases or any(("basis", basis) in held for basis in query.bases),
            query.forecast is None or statement["forecast"] == query.forecast,
            query.attributed is None or statement["attributed"] == query.attributed,
        )
    )


def oracle(query: Query, of: search.Of) -> list[tuple[str, int]]:
    """(report, place) of all that a query should find, in order."""
    since = -bounds.OPEN if query.since is None else query.since
    until = bounds.OPEN if query.until is None else query.until
    timed = query.since is not None or query.until is not None
    found: list[tuple[str, str, int]] = []
    for (report, row), of_each in zip(HELD, FACETS, strict=True):
        if query.publishers and key(report.publisher or "") not in query.publishers:
            continue
        own = facets.of_report(publisher=None, byline=None, language=None, published=report.published)
        published = any(meets(f, since, until) for f in own)
        fulfilling = []
        for n, statement in enumerate(row["statements"]):
            all_of_it = of_each[n]
            times = [f for f in all_of_it if f[0] == "time" and f[2] is not None]
            in_time = any(meets(f, since, until) for f in times) or (not times and published)
            if not fulfils(statement, all_of_it, query):
                continue
            if of == "reports" or ((in_time or not timed) and has_all(statement["content"]["text"], query)):
                fulfilling.append(n)
        if of == "statements":
            found += [(report.published or "", report.id, n) for n in fulfilling]
        elif (
            (published or not timed)
            and (fulfilling or not query.of_statements)
            and has_all(f"{report.title or ''}\n{report.text}", query)
        ):
            found.append((report.published or "", report.id, -1))
    found.sort(key=lambda place: place[1:])
    return [place[1:] for place in sorted(found, key=lambda place: place[0], reverse=True)]


def questions(n: int) -> Iterator[Query]:
    """Random queries, made of what the reports hold, and of what none does."""
    rng = random.Random(5)
    sources, parties, places, used = set[str](), set[str](), set[str](), list[str]()
    for _, row in HELD:
        held = facets.parties_of(row)
        for statement in row["statements"]:
            used.append(statement["content"]["text"])
            for kind, name, *_ in facets.of_statement(statement, row, held):
                groups = {"source": sources, "party": parties, "place": places}
                groups.get(kind, set()).add(name)
    choices = [sorted(group) for group in (sources, parties, places)]
    figures = sorted(
        f for row in FACETS for found in row for f in found if f[0] == "number" and f[2] is not None
    )

    def some(names: list[str]) -> tuple[str, ...]:
        return tuple(rng.sample(names, rng.choice((1, 1, 2))))

    for report, _ in rng.sample(HELD, 12):
        on = facets.day(report.published) or day("", "2024-10-03")
        yield Query(since=on, until=on + rng.choice((0, 0, 3)))
        yield Query(until=on - 1, terms=terms(rng.choice(("", "said"))))
        _, unit, low, high = rng.choice(figures)
        yield Query(numbers=(Range(low=high or 0, over=True), Range(high=low or 0, under=True, unit=unit)))
    for _ in range(n):
        piece = rng.choice(used).split()
        start = rng.randrange(len(piece))
        text = rng.choice(
            ("", piece[start], "said", f"{piece[0]} {piece[-1]}", f'"{" ".join(piece[:3])}"', "桥")
        )
        figure = rng.choice(figures)
        low = rng.choice(figure[2:]) or 0.0
        first = rng.randrange(day("", "2021"), day("", "2026"))
        fields: dict[str, Any] = {
            "sources": some(choices[0]),
            "parties": some(choices[1]),
            "places": (
                rng.choice(
                    (
                        AskedPlace(name=rng.choice(choices[2])),
                        AskedPlace(name="x", country=rng.choice(("CZ", "SV", "KG"))),
                        AskedPlace(geonames="3068799"),
                    )
                ),
            ),
            "numbers": (
                Range(
                    low=low,
                    high=rng.choice((low, 500 + low, bounds.OPEN)),
                    over=rng.random() < 0.5,
                    under=rng.random() < 0.3,
                    unit=rng.choice(("", figure[1])),
                ),
            ),
            "since": first,
            "until": first + rng.choice((0, 30, 400)),
            "publishers": (key(rng.choice(HELD)[0].publisher or ""),),
            "polarities": rng.choice((("denied",), ("asserted",), ("questioned", "denied"))),
            "levels": rng.choice((("likely",), ("none", "possible"))),
            "bases": rng.choice((("document",), ("imagery", "first-hand"))),
            "forecast": rng.random() < 0.5,
            "attributed": rng.random() < 0.5,
        }
        chosen = rng.sample(sorted(fields), rng.choice((0, 1, 1, 2, 3)))
        yield Query(terms=terms(text), **{name: fields[name] for name in chosen})


def run(
    ledger: Ledger, query: Query, of: search.Of, after: Place | None = None, limit: int | None = None
) -> list[Place]:
    with ledger.reading() as connection:
        found = search.found(connection, query, of=of, after=after)
        return [search.place(row) for row in islice(found, limit)]


def test_finds_what_an_oracle_finds_in_its_order(filled: Ledger) -> None:
    several = 0
    for query in questions(70):
        for of in ("statements", "reports"):
            found = [place[1:] for place in run(filled, query, of)]
            expected = oracle(query, of)
            assert found == expected, (of, query)
            several += len(expected) > 3
    assert several > 20


def test_statements_that_are_counted_are_those_that_are_listed(filled: Ledger) -> None:
    for query in questions(40):
        with filled.reading() as connection:
            whole = list(search.found(connection, query, of="statements"))
            bare = list(search.found(connection, query, of="statements", bare=True))
        assert [search.place(row) for row in bare] == [search.place(row) for row in whole]
        for name in ("number", "report_id", "published", "publisher"):
            assert [getattr(row, name) for row in bare] == [getattr(row, name) for row in whole]


def test_a_walk_goes_on_where_it_finds_enough(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        asked = search.Search(connection, Query(), wanted=1000)
    for given, walked, slow in ((0, 500, False), (0, 700, True), (300, 700, False), (10, 700, True)):
        asked.given = given
        assert asked._is_slow(walked) is slow, (given, walked)


def spoken() -> dict[str, int]:
    """How many statements each source makes that is no alias of another."""
    flat = [facet for held in FACETS for found in held for facet in found]
    aliases = {facet[1] for facet in flat if facet[0] == "source-alias"}
    return Counter(facet[1] for facet in flat if facet[0] == "source" and facet[1] not in aliases)


def test_what_one_source_says_is_found_by_the_reports_in_which_it_speaks(filled: Ledger) -> None:
    walked = 0
    for source, count in sorted(spoken().items()):
        query = Query(sources=(source,))
        with filled.reading() as connection:
            asked = search.Search(connection, query)
        assert (asked.spoken is not None) is (count > search.FEW)
        walked += asked.spoken is not None
        for more in ({}, {"terms": terms("said")}, {"attributed": True}, {"levels": ("none",)}):
            narrower = replace(query, **more)
            assert [place[1:] for place in run(filled, narrower, "statements")] == oracle(
                narrower, "statements"
            )
    assert walked > 3 or search.FEW > 100


def test_a_source_that_is_an_alias_of_another_is_looked_for_in_both(filled: Ledger) -> None:
    flat = {facet[:2] for held in FACETS for found in held for facet in found}
    both = sorted(key for kind, key in flat if kind == "source-alias")
    assert both
    for source in both:
        query = Query(sources=(source,))
        with filled.reading() as connection:
            assert search.Search(connection, query).spoken is None
        assert [place[1:] for place in run(filled, query, "statements")] == oracle(query, "statements")


def test_pages_make_up_the_whole(filled: Ledger) -> None:
    for query in [
        Query(),
        Query(sources=(max(sorted(spoken()), key=lambda key: spoken()[key]),)),
        Query(terms=terms("said")),
        Query(attributed=True),
        Query(places=(AskedPlace(country="CZ"),)),
    ]:
        for of in ("statements", "reports"):
            whole = run(filled, query, of)
            paged: list[Place] = []
            while part := run(filled, query, of, place_from(str(paged[-1])) if paged else None, 7):
                paged += part
            assert paged == whole
            assert len(set(whole)) == len(whole) > 3


SYNTAX = (
    "AND", "OR", "NOT NEAR", "x AND", "NEAR(a b, 3)", "* ^ - +", '""" "', "title : x", "rowid:1",
    "'; DROP TABLE reports; --", "a & b | !c <-> (d", "\\ ' %", "😀", "a\x00b", "\ud800", "桥 的",
)  # fmt: skip


def test_nothing_in_a_query_is_syntax(filled: Ledger) -> None:
    for text in SYNTAX:
        query = Query(terms=terms(text))
        for of in ("statements", "reports"):
            assert [place[1:] for place in run(filled, query, of)] == oracle(query, of), text


def test_two_characters_of_chinese_are_found_in_a_report(filled: Ledger) -> None:
    assert len(run(filled, Query(terms=terms("北京")), "reports")) == 1
    assert run(filled, Query(terms=terms("京北")), "reports") == []


def test_most_words_that_a_query_takes_are_looked_for(filled: Ledger) -> None:
    long = Query(terms=terms(" ".join(f"w{n}" for n in range(64))))
    assert run(filled, long, "statements") == run(filled, long, "reports") == []
    report = max((report for report, _ in HELD), key=lambda report: len(report.text))
    held = words(report.text)[:192]
    phrase = Query(terms=terms(f'"{" ".join(held)}" ' + " ".join(sorted(set(held))[:60])))
    assert report.id in [place.report for place in run(filled, phrase, "reports")]


def test_phrases_of_a_long_report_are_found_on_both_databases(ledger: Ledger) -> None:
    """PostgreSQL keeps 256 places of a word, up to the 16,383th."""
    filler = "the gate of the yard. " * 5000
    report = making.report(0, text=f"{making.TEXT} {filler} the lost bolt")
    other = making.report(1, text=f"{making.TEXT} {filler} lost the bolt")
    with ledger.writing("add") as w:
        for each in (report, other):
            evidence.add_report(w, Received(report=each, reading=making.reading(each)))
    assert [place.report for place in run(ledger, Query(terms=terms('"lost bolt"')), "reports")] == [
        report.id
    ]


def test_many_reports_of_one_moment_are_in_order_of_their_ids(
    make_ledger: Callable[[], Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    from secondsource.ledger import ordering

    monkeypatch.setattr(ordering, "_MANY", 3)
    monkeypatch.setattr(ordering, "_FIRST", 3)
    monkeypatch.setattr(ordering, "_PAGE", 4)
    ledger = make_ledger()
    with ledger.writing("add") as w:
        for n in range(30):
            report = making.report(n, published=("2024-10-03", "2024-10-04", None)[n % 3])
            evidence.add_report(w, Received(report=report))
    found = run(ledger, Query(), "reports")
    assert len(found) == 30
    assert found == sorted(
        sorted(found, key=lambda place: place[1:]), key=lambda place: place.published, reverse=True
    )
    rest = run(ledger, Query(), "reports", after=found[11])
    assert rest == found[12:]


def test_reports_are_looked_up_in_runs_of_those_that_came_together() -> None:
    assert conditions._runs([]) == []
    assert conditions._runs([7, 3, 4, 9, 5, 8, 4]) == [(3, 5), (7, 9)]
    assert conditions._runs([2, 4, 6]) == [(2, 2), (4, 4), (6, 6)]
