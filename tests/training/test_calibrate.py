"""How decoding is chosen: weights and thresholds against numbers made by hand."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from secondsource.encoder.session import Session
from secondsource.reading.attributions import Decoding, Found
from secondsource.reading.pipeline import session_settings
from secondsource.reading.statements import StatementDecoding
from secondsource.reading.worth import EVIDENCE, Worth
from tests.encoder.onnx_files import echo, tables
from training.calibrate import GRIDS, fit, fitted, least_worth, search, write
from training.evaluate import Roles

ODDS = math.log(3)  # log-odds of three in four


def told(rows: list[tuple[float, int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Evidence (one, x) and what was right, of rows (x, how many right, how many wrong)."""
    evidence = [[1.0, x] for x, right, wrong in rows for _ in range(right + wrong)]
    good = [float(n < right) for _, right, wrong in rows for n in range(right + wrong)]
    return np.array(evidence), np.array(good)


# --- weights of the evidence


def test_without_evidence_the_weight_is_the_share_that_is_right() -> None:
    right = np.array([1.0, 1.0, 1.0, 0.0])
    assert fit(np.ones((4, 1)), right, ridge=0.5) == pytest.approx((ODDS,), abs=1e-3)


def test_weights_are_those_of_the_plain_evidence() -> None:
    assert fit(*told([(0.0, 1, 3), (1.0, 3, 1)]), ridge=0.0) == pytest.approx((-ODDS, 2 * ODDS), abs=1e-3)
    assert fit(*told([(5.0, 1, 3), (7.0, 3, 1)]), ridge=0.0) == pytest.approx((-6 * ODDS, ODDS), abs=1e-3)


def test_the_scale_of_the_evidence_is_of_no_account() -> None:
    evidence, right = told([(0.0, 1, 3), (1.0, 3, 1), (2.0, 4, 1)])
    plain = fit(evidence, right, ridge=0.1)
    large = fit(evidence * [1.0, 100.0], right, ridge=0.1)
    assert large[0] == pytest.approx(plain[0], abs=1e-3)
    assert 100 * large[1] == pytest.approx(plain[1], abs=1e-3)


def test_a_ridge_draws_weights_to_nothing_but_for_the_constant() -> None:
    evidence, right = told([(0.0, 3, 1), (1.0, 4, 0)])
    weights = [fit(evidence, right, ridge=ridge) for ridge in (0.01, 0.1, 2.0)]
    assert weights[0][1] > weights[1][1] > weights[2][1] > 0
    for w in weights:  # on the whole as many are held right as are
        assert np.mean(1 / (1 + np.exp(-evidence @ w))) == pytest.approx(7 / 8, abs=1e-3)


def test_evidence_that_is_always_the_same_weighs_nothing() -> None:
    evidence, right = told([(0.0, 1, 3), (1.0, 3, 1)])
    same = np.concatenate([evidence, np.full((len(evidence), 1), 0.5)], 1)
    found = fit(same, right, ridge=0.01)
    assert found[2] == 0
    assert found[:2] == fit(evidence, right, ridge=0.01)


def test_evidence_that_parts_right_from_wrong_stays_finite() -> None:
    found = fit(*told([(0.0, 0, 5), (1.0, 5, 0)]), ridge=0.01)
    assert all(map(math.isfinite, found))
    assert found[0] < 0 < found[0] + found[1]


def words(*held: int) -> frozenset[int]:
    """Indexes of words."""
    return frozenset(held)


def test_what_is_right_shares_half_of_the_content_and_the_source(capsys: pytest.CaptureFixture[str]) -> None:
    gold = [
        [
            Roles(source=words(0), cue=words(1), content=words(2, 3, 4, 5)),
            Roles(source=words(), cue=words(8), content=words(9, 10)),
        ],
        [],
    ]
    found = [
        [
            Found(cue=(1, 2), source=(0, 1), content=((2, 4),), evidence=(1.0,)),  # half of it
            Found(cue=(8, 9), source=None, content=((9, 11),), evidence=(1.0,)),  # nobody, rightly
            Found(cue=(8, 9), source=(7, 8), content=((9, 11),), evidence=(1.0,)),  # another source
        ],
        [Found(cue=(1, 2), source=(0, 1), content=((2, 6),), evidence=(1.0,))],  # of another text
    ]
    assert fitted(found, gold, with_source=True, ridge=0.0) == pytest.approx((0.0,), abs=1e-3)
    assert fitted(found, gold, with_source=False, ridge=0.0) == pytest.approx((ODDS,), abs=1e-3)
    assert capsys.readouterr().out.splitlines() == ["4 found, 50 % right", "4 found, 75 % right"]


# --- thresholds

START = StatementDecoding(worth=Worth(weights=(1.0,), least=-1.0))


def least(settings: Decoding | StatementDecoding) -> float:
    """The least worth that is kept."""
    assert settings.worth
    return settings.worth.least


def test_the_search_finds_what_is_best_in_each() -> None:
    def value(s: StatementDecoding) -> float:
        return 9 - abs(s.cue - 0.5) - abs(s.source + 1.0)

    found, best = search(START, {"cue": (0.0, 0.5, 1.5), "source": (-1.0, 1.0)}, value)
    assert best == 9
    assert found == replace(START, cue=0.5, source=-1.0)


def test_a_second_round_sees_what_the_first_one_changed() -> None:
    values = {(0.0, 0.0): 0.0, (1.0, 0.0): -1.0, (0.0, 1.0): 1.0, (1.0, 1.0): 2.0}
    start = replace(START, cue=0.0, source=0.0)
    found, best = search(start, {"cue": (0.0, 1.0), "source": (0.0, 1.0)}, lambda s: values[s.cue, s.source])
    assert (found.cue, found.source, best) == (1.0, 1.0, 2.0)


def test_what_is_no_better_changes_nothing() -> None:
    assert search(START, GRIDS["statement"], lambda _: 50.0) == (START, 50.0)
    assert search(START, {}, lambda s: -abs(least(s) + 1.0)) == (START, 0.0)


def test_the_least_worth_is_the_log_odds_of_half_the_f1() -> None:
    assert least_worth(100.0) == pytest.approx(-0.04, abs=1e-3)  # just under even
    assert least_worth(76.0) == pytest.approx(math.log(0.38 / 0.62), abs=1e-3)
    assert least_worth(0.0) == pytest.approx(math.log(0.01 / 0.99), abs=1e-3)


@pytest.mark.parametrize(
    ("cut", "start"), [("attribution", Decoding(worth=START.worth)), ("statement", START)]
)
def test_every_threshold_of_the_grids_is_one_of_its_cut(
    cut: str, start: Decoding | StatementDecoding
) -> None:
    tried = set()

    def value(s: Decoding | StatementDecoding) -> float:
        tried.update((name, getattr(s, name)) for name in GRIDS[cut])
        return 0.0

    search(start, GRIDS[cut], value)
    wanted = {(name, v) for name, values in GRIDS[cut].items() for v in values}
    assert wanted <= tried


# --- into the file

CHOSEN = {
    "attribution": asdict(
        Decoding(cue=0.75, switch=3.0, worth=Worth(weights=(0.25,) * len(EVIDENCE), least=-0.5))
    ),
    "statement": asdict(StatementDecoding(cueless=0.7)),
}


def test_weights_and_their_thresholds_are_one_file(tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    weights, out = tmp_path / "reader.onnx", tmp_path / "out.onnx"
    body = echo(tables() | {"decoding": '{"statement": {"cue": 0.5}}', "note": "kept"})
    weights.write_bytes(body)
    write(weights, out, CHOSEN)
    assert weights.read_bytes() == body
    session = Session(out)
    first, second = session_settings(session)
    assert {"attribution": asdict(first), "statement": asdict(second)} == CHOSEN
    assert session.decoding == json.loads(json.dumps(CHOSEN))
    metadata = session._session.get_modelmeta().custom_metadata_map
    assert set(metadata) == {"tables", "decoding", "note"}
    assert (metadata["tables"], metadata["note"]) == (tables()["tables"], "kept")


def test_a_file_may_be_written_over_itself_and_over_again(tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    weights = tmp_path / "reader.onnx"
    weights.write_bytes(echo(tables()))
    write(weights, weights, CHOSEN)
    once = weights.read_bytes()
    write(weights, weights, CHOSEN)
    assert weights.read_bytes() == once
    assert session_settings(Session(weights))[0].cue == 0.75
