"""Passes over sets of several kinds, and a training that is taken up again. Only where torch is installed."""

from __future__ import annotations

import json
import random
from argparse import Namespace
from pathlib import Path

import pytest

from secondsource.encoder.pieces import Piecer, Window
from training.data import Arguments, Example, aside, make_example
from training.marks import Marked, Name

torch = pytest.importorskip("torch")

from training import train as module  # noqa: E402
from training.batches import Item, items  # noqa: E402
from training.network import Network, Shape  # noqa: E402
from training.train import Run, a_pass, load_sets, run  # noqa: E402

SMALL = Shape(width=24, layers=1, heads=2, inner=32)
WORDS = 9  # of each invented document


def example(name: str, piecer: Piecer, *, kind: str = "x", windows: int = 1) -> Example:
    """A document of nine words, in windows of one size."""
    out = make_example(name, kind, "Orla Venn denied that the old dam broke.", piecer)
    assert len(out.segments) == WORDS
    size = WORDS // windows
    out.windows = [Window(a, a + size) for a in range(0, WORDS, size)]
    return out


def plain(piecer: Piecer, name: str, count: int) -> list[list[Item]]:
    """The windows of some documents with names."""
    out = []
    for n in range(count):
        e = example(f"{name}{n}", piecer)
        e.names, e.known = [Name(words=(0, 2), type="person")], frozenset({"person"})
        out.append(items(e))
    return out


def marked(piecer: Piecer, name: str, count: int) -> list[list[Item]]:
    """The windows of some documents with mentions, three each."""
    out = []
    for n in range(count):
        e = example(f"{name}{n}", piecer, windows=3)
        e.marked = [
            Marked(words=(0, 2), head=1, type="person", cluster=1),
            Marked(words=(4, 6), head=5, type="place", cluster=None),
        ]
        out.append(items(e))
    return out


def options(**given: object) -> Namespace:
    """Options of the command."""
    held = {
        "words": 10_000, "batch": 2, "window": 30, "seed": 7, "rate": 1e-3, "head_rate": 1e-2, "masked": 0.1,
        "passes": 2, "steps": None, "threads": 1,
    } | given  # fmt: skip
    return Namespace(**held)


def docs(batches: list[list[Item]]) -> list[str]:
    """The document of every window of a pass."""
    return sorted(i.doc for b in batches for i in b)


# --- a pass


def test_a_pass_holds_every_window_of_every_set_once(piecer: Piecer) -> None:
    sets = {"names": plain(piecer, "n", 5), "gum": marked(piecer, "g", 2)}
    batches = a_pass(sets, options(), random.Random(1))
    given = [id(i) for rows in sets.values() for windows in rows for i in windows]
    assert sorted(id(i) for b in batches for i in b) == sorted(given)
    assert all(batches)
    again = a_pass(sets, options(), random.Random(1))
    assert [[id(i) for i in b] for b in again] == [[id(i) for i in b] for b in batches]


def test_no_set_takes_more_room_than_it_is_given(piecer: Piecer) -> None:
    sets = {"names": plain(piecer, "n", 20), "few": plain(piecer, "f", 2), "twitter": plain(piecer, "t", 20)}
    found = docs(a_pass(sets, options(words=10 * WORDS), random.Random(1)))
    assert sum(d.startswith("n") for d in found) == 10
    assert sum(d.startswith("f") for d in found) == 2
    assert sum(d.startswith("t") for d in found) == 2  # 15 % of the room, begun documents whole


def test_another_pass_sees_other_documents(piecer: Piecer) -> None:
    sets = {"names": plain(piecer, "n", 20)}
    rng = random.Random(1)
    passes = [docs(a_pass(sets, options(words=5 * WORDS), rng)) for _ in range(8)]
    assert all(len(set(p)) == 5 for p in passes)
    assert len({d for p in passes for d in p}) > 12


def test_windows_with_mentions_stay_beside_those_of_their_document(piecer: Piecer) -> None:
    sets = {"names": plain(piecer, "n", 6), "gum": marked(piecer, "g", 3)}
    batches = a_pass(sets, options(batch=3), random.Random(1))
    linked = [b for b in batches if any(i.marked is not None for i in b)]
    assert sorted(b[0].doc for b in linked) == ["g0", "g1", "g2"]
    for b in linked:
        assert len({i.doc for i in b}) == 1
        assert [i.offset for i in b] == [0, 3, 6]


def test_a_long_document_with_mentions_goes_on_in_further_batches(piecer: Piecer) -> None:
    batches = a_pass({"gum": marked(piecer, "g", 1)}, options(batch=2), random.Random(1))
    assert sorted([i.offset for i in b] for b in batches) == [[0, 3], [6]]


# --- the sets


def test_sets_leave_out_what_is_kept_aside_and_give_no_document_twice(
    piecer: Piecer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained = [name for n in range(40) if not aside(name := f"doc{n}")]
    kept = next(name for n in range(400) if aside(name := f"doc{n}"))
    both, ours, typed, article, posted = trained[:5]
    statements = [example(name, piecer) for name in (both, ours, typed, kept)]
    person, place = Name(words=(0, 2), type="person"), Name(words=(4, 7), type="place")
    statements[2].names, statements[2].known = [place], frozenset({"place"})
    named = [example(name, piecer, kind="wnut17") for name in (both, typed, posted, kept)]
    for e in named:
        e.names, e.known = [person], frozenset({"person"})
    articles = [example(name, piecer) for name in (both, article, kept)]
    monkeypatch.setattr(module, "load_training", lambda *_: (articles, statements))
    monkeypatch.setattr(module, "load_names", lambda *_: named)
    monkeypatch.setattr(module, "load_gum", lambda *_: [example("GUM_bio_x", piecer)])
    annotations = tmp_path / "reports.jsonl"
    annotations.write_text(json.dumps({"doc": ours}) + "\n", encoding="utf-8")
    sets = load_sets(tmp_path, [annotations])
    assert {k: [e.name for e in v] for k, v in sets.items()} == {
        "polnear": [article],
        "reports": [ours],
        "statements": [both, typed],
        "wnut17": [posted],
        "gum": ["GUM_bio_x"],
    }
    first, second = sets["statements"]
    assert (first.names, first.known) == ([person], {"person"})
    assert (second.names, second.known) == ([place], {"place"})


# --- training


def small_sets(piecer: Piecer) -> dict[str, list[list[Item]]]:
    """A set of each kind."""
    told = example("told", piecer)
    told.statements = [Arguments(cue=(2, 3), source=(0, 2), content=((3, 8),), facets=frozenset({"denied"}))]
    told.attributions = told.statements
    told.starts = [0, 3]
    return {
        "statements": [items(told)],
        "names": plain(piecer, "n", 2),
        "gum": marked(piecer, "g", 1),
    }


def fresh() -> Network:
    """A small network, the same each time."""
    torch.manual_seed(3)
    return Network(SMALL, dropout=0.0)


def weights(network: Network) -> list[float]:
    """One number for each of its parameters."""
    return [float(p.detach().sum()) for p in network.parameters()]


def test_every_pass_is_kept_and_told_in_the_log(piecer: Piecer, tmp_path: Path) -> None:
    network = fresh()
    before = weights(network)
    run(network, small_sets(piecer), options(out=tmp_path), random.Random(7))
    assert weights(network) != before
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert [row["pass"] for row in rows] == [1, 2]
    wanted = {"attribution.tags", "statement.tags", "names", "heads", "bounds", "types", "links", "starts"}
    assert wanted | {"facets"} <= set(rows[0])
    held = torch.load(tmp_path / "pass2.pt", weights_only=True)
    assert all(torch.equal(held[name], value) for name, value in network.state_dict().items())


def test_a_training_that_was_broken_off_goes_on_as_if_it_had_not_been(piecer: Piecer, tmp_path: Path) -> None:
    sets = small_sets(piecer)
    whole, broken, again = fresh(), fresh(), fresh()
    (tmp_path / "whole").mkdir()
    (tmp_path / "broken").mkdir()
    run(whole, sets, options(out=tmp_path / "whole"), random.Random(7))
    options_of = options(out=tmp_path / "broken")
    steps = 2 * len(a_pass(sets, options_of, random.Random(7)))
    first = Run(broken, options_of, random.Random(7), steps=steps)
    broken.train()
    for rows in a_pass(sets, options_of, first.rng):
        first.step(rows)
    first.keep({}, 0.0)
    run(again, sets, options_of, random.Random(99))
    assert weights(again) == pytest.approx(weights(whole), abs=1e-5)


def test_a_trial_stops_after_some_steps_and_keeps_nothing(piecer: Piecer, tmp_path: Path) -> None:
    run(fresh(), small_sets(piecer), options(out=tmp_path, steps=1), random.Random(7))
    assert list(tmp_path.iterdir()) == []


def test_what_the_base_does_not_hold_learns_faster(tmp_path: Path) -> None:
    network = fresh()
    body, heads = Run(network, options(out=tmp_path), random.Random(7), steps=10).optimizer.param_groups
    own = {id(p) for p in heads["params"]}
    quick = {n for n, p in network.named_parameters() if id(p) in own}
    assert heads["lr"] == 10 * body["lr"] > 0
    assert {"heads.bounds", "heads.link", "encoder.case.weight", "heads.words.name_tags.weight"} <= quick
    assert "encoder.pieces.weight" not in quick
    assert len(body["params"]) + len(heads["params"]) == len(list(network.parameters()))
