"""The file of weights: what is no such file is refused in words, and windows run in order."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from secondsource.encoder.heads import BOUNDS, CUTS, DISTANCES, STEPS
from secondsource.encoder.pieces import INPUTS, Piecer, Pieces, Window, window_inputs, windows
from secondsource.encoder.session import Outputs, Session
from secondsource.errors import SecondSourceError, WeightsError
from secondsource.text import segment
from tests.encoder.onnx_files import OUTPUTS, echo, tables


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """Weights that fit, of a network that gives back what it is given."""
    path = tmp_path / "reader.onnx"
    path.write_bytes(echo(tables()))
    return path


def refused(path: Path, body: bytes | None) -> str:
    """The words with which a file of these bytes is refused."""
    if body is not None:
        path.write_bytes(body)
    with pytest.raises(WeightsError) as caught:
        Session(path)
    assert isinstance(caught.value, SecondSourceError)
    return str(caught.value)


def test_missing_weights(tmp_path: Path) -> None:
    path = tmp_path / "none.onnx"
    message = refused(path, None)
    assert str(path) in message
    assert "reinstall" in message


def test_a_folder_is_no_file_of_weights(tmp_path: Path) -> None:
    assert str(tmp_path) in refused(tmp_path, None)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: b"",
        lambda body: b"not weights at all",
        lambda body: bytes(range(256)) * 8,
        lambda body: body[: len(body) // 2],
        lambda body: body.replace(b"Identity", b"Idontity"),
        lambda body: b"\x00" * len(body),
    ],
    ids=["empty", "words", "bytes", "half", "unknown operation", "zeros"],
)
def test_damaged_weights(tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "reader.onnx"
    message = refused(path, spoil(echo(tables())))
    assert "weights" in message


def test_a_pointer_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 24278222\n"
    assert "damaged" in refused(tmp_path / "reader.onnx", pointer)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    assert "another version" in refused(tmp_path / "reader.onnx", echo({}))
    assert "another version" in refused(tmp_path / "reader.onnx", echo({"author": "someone"}))


@pytest.mark.parametrize(
    "held",
    [
        {"tables": "no json"},
        {"tables": "{}"},
        {"tables": "[1, 2]"},
        tables(distance={}),
        tables(distance={cut: [[0.0] * (DISTANCES - 1)] * len(roles) for cut, roles in CUTS.items()}),
        tables(step={cut: [[0.0] * STEPS] * (len(roles) + 1) for cut, roles in CUTS.items()}),
        tables() | {"decoding": "no json"},
        tables(step={cut: [["x"] * STEPS] * len(roles) for cut, roles in CUTS.items()}),
        tables(bounds=[[0.0] * (DISTANCES + 1)] * len(BOUNDS)),
        tables(bounds=[[0.0] * DISTANCES]),
        tables(bounds=[0.0]),
        tables(link=[[0.0], [1.0]]),
        tables(link=["x"]),
        tables(link={"classes": [0.0]}),
    ],
    ids=[
        "no json",
        "empty",
        "a list",
        "no cut",
        "distances",
        "roles",
        "no thresholds",
        "no numbers",
        "distances of bounds",
        "one bound",
        "bounds in a row",
        "pairs in rows",
        "words for pairs",
        "named pairs",
    ],
)
def test_tables_that_do_not_fit_are_refused(tmp_path: Path, held: dict[str, str]) -> None:
    assert "weights" in refused(tmp_path / "reader.onnx", echo(held))


@pytest.mark.parametrize("name", ["bounds", "link"])
def test_a_file_without_tables_of_mentions_is_of_another_version(tmp_path: Path, name: str) -> None:
    assert "another version" in refused(tmp_path / "reader.onnx", echo(tables(**{name: None})))


@pytest.mark.parametrize("name", [*INPUTS, *OUTPUTS])
def test_a_network_that_lacks_an_input_or_an_output_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "reader.onnx"
    message = refused(path, echo(tables(), without={name}))
    assert str(path) in message
    assert message.endswith(f"lacks {name}")


def test_a_network_with_other_outputs_is_refused(tmp_path: Path) -> None:
    assert "do not fit this version" in refused(tmp_path / "reader.onnx", echo(tables(), without=OUTPUTS))


def test_the_identity_is_the_digest_of_the_file(weights: Path, tmp_path: Path) -> None:
    assert Session(weights).identity == "sha256:" + hashlib.sha256(weights.read_bytes()).hexdigest()
    other = tmp_path / "other.onnx"
    other.write_bytes(echo(tables() | {"note": "one byte more"}))
    assert Session(other).identity != Session(weights).identity


def test_the_tables_are_those_of_the_file(weights: Path) -> None:
    held = json.loads(tables()["tables"])
    session = Session(weights)
    for cut in CUTS:
        np.testing.assert_allclose(session.tables.distance[cut], held["distance"][cut], rtol=1e-6)
        np.testing.assert_allclose(session.tables.step[cut], held["step"][cut], rtol=1e-6)
        assert session.tables.step[cut].dtype == np.float32
    np.testing.assert_allclose(session.tables.bounds, held["bounds"], rtol=1e-6)
    np.testing.assert_allclose(session.tables.link, held["link"], rtol=1e-6)
    assert session.tables.bounds.dtype == session.tables.link.dtype == np.float32


def test_the_thresholds_are_those_of_the_file(weights: Path, tmp_path: Path) -> None:
    assert Session(weights).decoding == {}
    tuned = tmp_path / "tuned.onnx"
    tuned.write_bytes(echo(tables() | {"decoding": '{"statement": {"cue": 0.5}}'}))
    assert Session(tuned).decoding == {"statement": {"cue": 0.5}}


@pytest.mark.parametrize("workers", [1, 2, 5, None])
def test_windows_run_one_by_one_and_come_back_in_order(
    weights: Path, piecer: Piecer, workers: int | None
) -> None:
    segments = segment("\n\n".join(f"Barge {n} drifted off at {n} and Venn saw it." for n in range(24)))
    pieces = piecer.cut(segments, ())
    found = windows(segments, pieces, limit=15)
    assert len(found) > 10
    outputs = Session(weights, workers=workers).run(pieces, found)
    assert len(outputs) == len(found)
    for window, held in zip(found, outputs, strict=True):
        for name, row in window_inputs(pieces, window).items():
            assert np.array_equal(held[f"echo.{name}"], row)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_no_more_than_a_few_windows_are_held_at_a_time(
    weights: Path, piecer: Piecer, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    pieces = piecer.cut(segment("Venn left. " * 60), ())
    stretches = [Window(a, a + 3) for a in range(0, 180, 3)]
    session = Session(weights, workers=workers)
    lock, encoded, taken, most = threading.Lock(), 0, 0, 0
    one = session._one

    def counted(pieces: Pieces, window: Window, names: Sequence[str]) -> Outputs:
        nonlocal encoded, most
        with lock:
            encoded += 1
            most = max(most, encoded - taken)
        return one(pieces, window, names)

    monkeypatch.setattr(session, "_one", counted)
    for held in session.each(pieces, stretches):
        assert held["echo.ids"].shape[1] >= 3
        taken += 1
    assert encoded == taken == len(stretches)
    assert most <= 2 * workers


def test_who_stops_asking_leaves_the_rest_unread(
    weights: Path, piecer: Piecer, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = piecer.cut(segment("Venn left. " * 60), ())
    session = Session(weights, workers=2)
    seen: list[Window] = []
    one = session._one
    monkeypatch.setattr(session, "_one", lambda p, w, n: (seen.append(w), one(p, w, n))[1])
    found = session.each(pieces, [Window(a, a + 3) for a in range(0, 180, 3)])
    next(found)
    found.close()
    assert len(session.run(pieces, [Window(0, 3), Window(3, 6)])) == 2
    assert len(seen) <= 4 + 2


@pytest.mark.parametrize("count", [1, 5])
def test_what_is_not_needed_is_left_out_and_the_rest_stays_as_it_is(
    weights: Path, piecer: Piecer, count: int
) -> None:
    pieces = piecer.cut(segment("Venn left. " * 60), ())
    stretches = [Window(a, a + 3) for a in range(0, 3 * count, 3)]
    session = Session(weights, workers=2)
    whole = session.run(pieces, stretches)
    for held, full in zip(session.each(pieces, stretches, without={"echo.case"}), whole, strict=True):
        assert set(full) - set(held) == {"echo.case"}
        assert all(np.array_equal(row, full[name]) for name, row in held.items())


def test_no_window_no_output(weights: Path, piecer: Piecer) -> None:
    assert Session(weights).run(piecer.cut(segment(""), ()), []) == []


def test_one_session_serves_several_threads(weights: Path, piecer: Piecer) -> None:
    session = Session(weights, workers=3)

    def ids(name: str) -> list[list[int]]:
        pieces = piecer.cut(segment(f"{name} left. " * 40), ())
        stretches = [Window(a, a + 3) for a in range(0, 120, 3)]
        return [held["echo.ids"][0].tolist() for held in session.run(pieces, stretches)]

    names = ["Venn", "Rek", "Holt", "Brandt"] * 3
    alone = [ids(name) for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ids, names)) == alone
