"""Who has what from whom: of kept claims and echoes, made by hand."""

from __future__ import annotations

from typing import Any

from secondsource.ledger.echoed import Told
from secondsource.views.networked import _counted, _Found, _links, _of_claim, _of_echo


def _found(**outlets: str) -> tuple[_Found, dict[str, str]]:
    found = _Found()
    return found, {report: found.node("outlet", name, report) for report, name in outlets.items()}


def _claim(*said: tuple[str, str, str | None], roots: Any = ()) -> dict[str, Any]:
    points = [{"report": report, "point": point, "source": source} for report, point, source in said]
    return {"said": points, "origins": {"roots": list(roots), "edges": []}}


def _echo(a: str, b: str, first: Any, *, kind: Any = "copy") -> Told:
    return Told(a, b, kind, first, 950, [("echo-words", ["120", "90"])])


def test_a_source_is_tied_to_each_outlet_that_it_speaks_in() -> None:
    found, outlets = _found(r1="The Harbour Post", r2="Sarn Echo", r3="Sarn Echo")
    _of_claim(found, _claim(("r1", "a", "Cosmo Vey"), ("r2", "b", "Cosmo Vey"), ("r3", "c", None)), outlets)
    # Of a report that was not asked for nothing is told.
    _of_claim(found, _claim(("r9", "d", "Cosmo Vey")), outlets)
    links = {(link["from"], link["to"]): link["count"] for link in _links(found)}
    assert links == {
        ("source:cosmo vey", "outlet:harbour post"): 1,
        ("source:cosmo vey", "outlet:sarn echo"): 1,
    }
    nodes = {node["id"]: node for node in _counted(found)}
    assert nodes["source:cosmo vey"]["points"] == 2
    assert (nodes["outlet:sarn echo"]["points"], nodes["outlet:sarn echo"]["reports"]) == (2, 2)


def test_the_one_that_was_later_takes() -> None:
    found, outlets = _found(r1="Post", r2="Echo")
    _of_echo(found, _echo("r1", "r2", "a"), outlets)
    _of_echo(found, _echo("r1", "r2", "b", kind="credit"), outlets)
    _of_echo(found, _echo("r1", "r2", None), outlets)
    ties = {(link["kind"], link["from"], link["to"]): link for link in _links(found)}
    assert ties.keys() == {
        ("copy", "outlet:post", "outlet:echo"),
        ("credit", "outlet:echo", "outlet:post"),
        ("shared", "outlet:echo", "outlet:post"),
    }
    copied = ties["copy", "outlet:post", "outlet:echo"]
    assert copied["sure"] and copied["reports"] == ["r2"] and copied["reasons"][0]["code"] == "echo-words"


def test_one_outlets_own_words_and_mere_quotes_tie_nobody() -> None:
    found, outlets = _found(r1="Post", r2="The Post", r3="Echo")
    _of_echo(found, _echo("r1", "r2", "a"), outlets)
    _of_echo(found, _echo("r1", "r3", "a", kind="same-quote"), outlets)
    assert list(_links(found)) == []


def test_an_outlet_that_is_not_here_is_credited() -> None:
    found, outlets = _found(r1="Post")
    root = {"name": "Tidewater Press Agency", "how": "credit", "points": ["a"], "firm": True}
    _of_claim(found, _claim(("r1", "a", None), roots=[root]), outlets)
    (link,) = _links(found)
    assert (link["kind"], link["sure"]) == ("credit", True)
    kinds = {node["name"]: node["kind"] for node in _counted(found)}
    assert kinds == {"Post": "outlet", "Tidewater Press Agency": "credited"}
