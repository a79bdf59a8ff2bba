"""What is trained is what is run: the network, its ONNX file, and the scores made of either. Needs torch."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest

from secondsource.encoder import heads
from secondsource.encoder.pieces import Piecer
from secondsource.encoder.session import Session
from secondsource.reading.coreference import FEATURES, before, describe, link_scores
from training.data import Arguments, Example, make_example
from training.marks import Marked

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from training.batches import collate, items  # noqa: E402
from training.export import export, output_names  # noqa: E402
from training.losses import Cues, pair_scores  # noqa: E402
from training.network import Network, Shape  # noqa: E402
from training.word_losses import bounds_loss, facets_loss, links_loss  # noqa: E402

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
            if parameter.dim() == 1 or name.split(".")[1] in ("distance", "step", "bounds"):
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
    assert {name: together[name].shape[-1] for name in heads.WORDS} == heads.WORDS
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
    np.testing.assert_allclose(session.tables.bounds, network.heads.bounds.detach().numpy(), atol=1e-4)
    np.testing.assert_allclose(session.tables.link, network.heads.link.detach().numpy(), atol=1e-4)
    assert session.tables.link.shape == (FEATURES,)


def tables_of(network: Network) -> heads.Tables:
    """The tables of the heads, as reading has them."""
    return heads.Tables(
        distance={c: network.heads.distance[c].detach().numpy() for c in heads.CUTS},
        step={c: network.heads.step[c].detach().numpy() for c in heads.CUTS},
        bounds=network.heads.bounds.detach().numpy(),
        link=network.heads.link.detach().numpy(),
    )


@pytest.mark.parametrize("cut", list(heads.CUTS))
def test_scores_in_training_are_those_in_reading(network: Network, piecer: Piecer, cut: str) -> None:
    (item,) = items(make_example("x", "x", TEXTS[0], piecer))
    batch = collate([item])
    out = run(network, batch)
    cues = np.array([(9, 10), (16, 18), (0, 4)], np.int32)
    tables = tables_of(network)
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


# --- outputs of single words: what is learned is the score that reading makes

MENTIONS = [  # of the first text, in words
    Marked(words=(9, 10), head=9, type="person", cluster=1),
    Marked(words=(13, 15), head=14, type="person", cluster=2),
    Marked(words=(16, 18), head=17, type="person", cluster=2),
]


def annotated(piecer: Piecer, **given: object) -> Example:
    """The first text with some annotation."""
    example = make_example("x", "x", TEXTS[0], piecer)
    for name, value in given.items():
        setattr(example, name, value)
    return example


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Log probabilities of scores in a row."""
    found: np.ndarray = scores - np.logaddexp.reduce(scores)
    return found


def test_bounds_in_training_are_those_in_reading(network: Network, piecer: Piecer) -> None:
    (item,) = items(annotated(piecer, marked=MENTIONS))
    batch = collate([item])
    out = run(network, batch)
    at = np.array([m.head for m in MENTIONS], np.int32)
    whole = slice(0, len(item.sentence))
    scores = heads.bound_scores({k: v[0] for k, v in out.items()}, tables_of(network), heads=at, words=whole)
    slow = []
    for m, first, last in zip(MENTIONS, scores[0], scores[1], strict=True):
        own = np.flatnonzero(item.sentence == item.sentence[m.head])
        before_it, after_it = own[own <= m.head], own[own >= m.head]
        slow.append(-log_softmax(first[before_it])[before_it.tolist().index(m.words[0])])
        slow.append(-log_softmax(last[after_it])[after_it.tolist().index(m.words[1] - 1)])
    with torch.no_grad():
        loss = bounds_loss(network, {k: torch.from_numpy(v) for k, v in out.items()}, batch)
    assert loss is not None
    assert float(loss) == pytest.approx(np.mean(slow), abs=1e-4)


def test_links_in_training_are_those_in_reading(network: Network, piecer: Piecer) -> None:
    example = annotated(piecer, marked=MENTIONS)
    (item,) = items(example)
    batch = collate([item])
    out = run(network, batch)
    at = [m.head for m in MENTIONS]
    types = out["mention.type"][0, at].argmax(-1).tolist()
    quoted = np.zeros(len(item.sentence), np.int32)
    quoted[: example.segments.range_of(example.quotes[0].span)[1]] = 1
    m = describe(example.segments, [x.words for x in MENTIONS], at, types, quoted)
    rows = (out[f"link.{part}"][0, at] for part in ("query", "key", "word"))
    antecedents, scores = link_scores(*rows, tables_of(network).link, m)
    assert np.array_equal(antecedents, before(len(MENTIONS))[0])
    told = np.concatenate([np.zeros((3, 1)), scores], 1)
    # Nobody stands for the first two; the third stands for the one before it.
    slow = [-log_softmax(told[k])[column] for k, column in ((0, 0), (1, 0), (2, 1))]
    with torch.no_grad():
        loss = links_loss(network, {k: torch.from_numpy(v) for k, v in out.items()}, batch)
    assert loss is not None
    assert float(loss) == pytest.approx(np.mean(slow), abs=1e-4)


@pytest.mark.parametrize("cue", [(15, 16), None])
def test_facets_in_training_are_those_in_reading(
    network: Network, piecer: Piecer, cue: tuple[int, int] | None
) -> None:
    said = Arguments(cue=cue, source=None, content=((17, 22),), facets=frozenset({"denied"}))
    batch = collate(items(annotated(piecer, statements=[said])))
    out = run(network, batch)
    odds = heads.pooled(out["facet.content"][0, 17:22], out["facet.cue"][0, cue[0]] if cue else None)
    signs = np.where(np.array([f == "denied" for f in heads.FACETS]), -1.0, 1.0)
    with torch.no_grad():
        loss = facets_loss({k: torch.from_numpy(v) for k, v in out.items()}, batch)
    assert loss is not None
    assert float(loss) == pytest.approx(np.logaddexp(0, signs * odds).sum(), abs=1e-4)
