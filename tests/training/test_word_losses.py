"""What is learned of words: each loss falls when the outputs say what is annotated. Needs torch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondsource.encoder.heads import FACETS, NAME_TAGS, TYPES, WORDS
from secondsource.encoder.pieces import Piecer
from training.data import Arguments, make_example
from training.marks import Marked, Name

torch = pytest.importorskip("torch")

from training import word_losses as losses  # noqa: E402
from training.batches import Batch, collate, items  # noqa: E402
from training.network import Network, Shape  # noqa: E402

TEXT = "The pilot Orla Venn said she may leave. Venn left."
SMALL = Shape(width=48, layers=1, heads=4, inner=64)


def batch_of(piecer: Piecer, **given: object) -> Batch:
    """One window of the text with some annotation."""
    example = make_example("doc", "x", TEXT, piecer)
    for name, value in given.items():
        setattr(example, name, value)
    return collate(items(example))


def outputs(batch: Batch) -> dict[str, torch.Tensor]:
    """Outputs of nothing but zeros."""
    return {name: torch.zeros((*batch.real.shape, size)) for name, size in WORDS.items()}


PERSON = Name(words=(2, 4), type="person")


def test_names_pull_their_tags_up_and_none_elsewhere(piecer: Piecer) -> None:
    batch = batch_of(piecer, names=[PERSON], known=frozenset({"person"}))
    plain = losses.names_loss(outputs(batch)["name.tags"], batch)
    told = outputs(batch)["name.tags"]
    told[..., 0] = 8.0
    told[0, 2, NAME_TAGS.index("B-person")], told[0, 3, NAME_TAGS.index("I-person")] = 20.0, 20.0
    good = losses.names_loss(told, batch)
    told[0, 3] = 0.0
    told[0, 3, NAME_TAGS.index("B-person")] = 20.0
    assert plain is not None and good is not None
    assert good < 0.1 < plain
    assert losses.names_loss(told, batch) > good + 0.5


def test_a_type_that_is_not_annotated_costs_little_outside_the_names(piecer: Piecer) -> None:
    batch = batch_of(piecer, names=[], known=frozenset({"person"}))
    place, person = outputs(batch)["name.tags"], outputs(batch)["name.tags"]
    place[0, :, NAME_TAGS.index("B-place")] = 9.0
    person[0, :, NAME_TAGS.index("B-person")] = 9.0
    known, unknown = losses.names_loss(person, batch), losses.names_loss(place, batch)
    assert known is not None and unknown is not None
    assert unknown < 0.2 * known


def test_only_positives_of_a_set_that_annotates_nothing_wholly(piecer: Piecer) -> None:
    batch = batch_of(piecer, names=[PERSON], known=frozenset())
    told = outputs(batch)["name.tags"]
    before = losses.names_loss(told, batch)
    told[0, 8, NAME_TAGS.index("B-person")] = 9.0  # nobody said that this is none
    assert losses.names_loss(told, batch) == before


def test_nothing_annotated_no_loss(piecer: Piecer) -> None:
    batch = batch_of(piecer)
    assert losses.word_losses(Network(SMALL), outputs(batch), batch) == {}


MENTIONS = [
    Marked(words=(0, 4), head=3, type="person", cluster=1),
    Marked(words=(5, 6), head=5, type="person", cluster=1),
    Marked(words=(9, 10), head=9, type="person", cluster=1),
]


def test_heads_types_and_starts(piecer: Piecer) -> None:
    batch = batch_of(piecer, marked=MENTIONS, starts=[0, 5, 9])
    out = outputs(batch)
    for name, rows in (("mention.head", (3, 5, 9)), ("point.start", (0, 5, 9))):
        out[name][:] = -9.0
        out[name][0, list(rows)] = 9.0
    out["mention.type"][..., TYPES.index("person")] = 9.0
    found = {
        "heads": losses.heads_loss(out["mention.head"], batch),
        "starts": losses.starts_loss(out["point.start"], batch),
        "types": losses.types_loss(out["mention.type"], batch),
    }
    assert all(value is not None and value < 0.01 for value in found.values())
    moved = batch_of(piecer, marked=[replace(MENTIONS[0], head=2)], starts=[1])
    assert losses.heads_loss(out["mention.head"], moved) > 1
    assert losses.starts_loss(out["point.start"], moved) > 1


def test_bounds_are_chosen_within_the_sentence_on_their_side(piecer: Piecer) -> None:
    network = Network(SMALL)
    batch = batch_of(piecer, marked=[replace(MENTIONS[2], words=(9, 10))])
    loss = losses.bounds_loss(network, outputs(batch), batch)
    # "Venn" is the first word of its sentence of three: only itself may begin it, three may end it.
    assert loss is not None
    assert float(loss.detach()) == pytest.approx(float(torch.log(torch.tensor(3.0))) / 2, abs=1e-4)


def test_links_rise_with_the_chain(piecer: Piecer) -> None:
    network = Network(SMALL)
    batch = batch_of(piecer, marked=MENTIONS)
    out = outputs(batch)
    plain = losses.links_loss(network, out, batch)
    out["link.word"][0, [5, 9], 0] = 9.0
    out["link.word"][0, 3, 0] = -9.0
    assert losses.links_loss(network, out, batch) < 0.1 < plain
    alone = batch_of(piecer, marked=[replace(m, cluster=None) for m in MENTIONS])
    assert losses.links_loss(network, out, alone) > 1


def test_facets_come_from_content_and_cue(piecer: Piecer) -> None:
    said = Arguments(cue=(4, 5), source=(0, 4), content=((5, 8),), facets=frozenset({"hedged"}))
    batch = batch_of(piecer, statements=[said])
    out = outputs(batch)
    out["facet.content"][:] = -9.0
    missing = losses.facets_loss(out, batch)
    out["facet.content"][0, 6, FACETS.index("hedged")] = 12.0
    assert losses.facets_loss(out, batch) < 0.1 < missing
    out["facet.content"][:] = -9.0
    out["facet.cue"][0, 4, FACETS.index("hedged")] = 20.0
    assert losses.facets_loss(out, batch) < 0.1
