"""What is trained is what is run: the network, its ONNX file, and the scores made of either. Needs torch."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest

from secondsource.encoder import heads
from secondsource.encoder.pieces import Piecer
from secondsource.encoder.session import Session
from training.data import make_example

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from training.batches import collate, items  # noqa: E402
from training.export import export, output_names  # noqa: E402
from training.losses import Cues, pair_scores  # noqa: E402
from training.network import Network, Shape  # noqa: E402

TEXTS = [
    "“We heard the chains go,” Orla Venn said.\n\nTomas Rek, a pilot, denied that anything BROKE in 2031.",
    "Nobody slept.",
]
SMALL = Shape(width=48, layers=2, heads=4, inner=64)


@pytest.fixture(scope="module")
def network() -> Network:
    """A small network of random weights, none of them zero."""
    torch.manual_seed(5)
    network = Network(SMALL).eval()
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if parameter.dim() == 1 or "distance" in name or "step" in name:
                parameter.add_(0.3 * torch.randn_like(parameter))
    return network


def run(network: Network, batch) -> dict[str, np.ndarray]:  # type: ignore[no-untyped-def]
    """The outputs of a network for a batch."""
    with torch.no_grad():
        out = network(batch.ids, batch.case, batch.gap, batch.quoted, batch.first, batch.last, batch.mask)
    return {name: value.numpy() for name, value in out.items()}


def test_padding_changes_no_output(network: Network, piecer: Piecer) -> None:
    rows = [i for text in TEXTS for i in items(make_example("x", "x", text, piecer))]
    together = run(network, collate(rows))
    assert set(together) == set(output_names())
    for i, row in enumerate(rows):
        alone = run(network, collate([row]))
        for name, value in alone.items():
            np.testing.assert_allclose(together[name][i, : value.shape[1]], value[0], atol=1e-4)


@pytest.mark.parametrize(("quantise", "within"), [(False, 1e-3), (True, 0.6)])
def test_the_file_gives_what_the_network_gives(
    network: Network, piecer: Piecer, tmp_path: Path, quantise: bool, within: float
) -> None:
    path = tmp_path / "reader.onnx"
    export(copy.deepcopy(network), path, quantise=quantise)
    session = Session(path)
    for text in TEXTS:
        example = make_example("x", "x", text, piecer)
        (item,) = items(example)
        expected = run(network, collate([item]))
        (found,) = session.run(example.pieces, example.windows)
        assert set(found) == set(expected)
        for name, value in expected.items():
            assert found[name].shape == value[0].shape
            np.testing.assert_allclose(found[name], value[0], atol=within)
    for cut in heads.CUTS:
        distance = network.heads.distance[cut].detach().numpy()
        np.testing.assert_allclose(session.tables.distance[cut], distance, atol=1e-4)
        np.testing.assert_allclose(
            session.tables.step[cut], network.heads.step[cut].detach().numpy(), atol=1e-4
        )


@pytest.mark.parametrize("cut", list(heads.CUTS))
def test_scores_in_training_are_those_in_reading(network: Network, piecer: Piecer, cut: str) -> None:
    (item,) = items(make_example("x", "x", TEXTS[0], piecer))
    batch = collate([item])
    out = run(network, batch)
    cues = np.array([(9, 10), (16, 18), (0, 4)], np.int32)
    tables = heads.Tables(
        distance={c: network.heads.distance[c].detach().numpy() for c in heads.CUTS},
        step={c: network.heads.step[c].detach().numpy() for c in heads.CUTS},
    )
    reading = heads.pair_scores(
        {k: v[0] for k, v in out.items()},
        tables,
        cut=cut,
        cues=cues,
        sentence=item.sentence,
        paragraph=item.paragraph,
    )
    first, last = (
        torch.from_numpy(cues[:, 0].astype(np.int64)),
        torch.from_numpy(cues[:, 1].astype(np.int64)) - 1,
    )
    told = Cues(first[None], last[None], torch.ones(1, 3, dtype=torch.bool), [[None] * 3])
    with torch.no_grad():
        tensors = {k: torch.from_numpy(v) for k, v in out.items()}
        training = pair_scores(network, tensors, batch, cut, told)
    np.testing.assert_allclose(training[0].numpy(), reading.pair, atol=1e-4)
