"""How far loose annotation lets a reader of names come. Only where torch is installed."""

from __future__ import annotations

import pytest

from secondsource.encoder.pieces import Piecer, Window
from training.data import Example, make_example
from training.marks import Name

torch = pytest.importorskip("torch")

from training.fivefold import consistency, found  # noqa: E402
from training.network import Network, Shape  # noqa: E402


def marked(piecer: Piecer, text: str, *names: tuple[int, int]) -> Example:
    """A document with names at some words."""
    out = make_example("x", "x", text, piecer)
    out.names = [Name(words=words, type="person") for words in names]
    return out


def test_what_is_marked_wherever_it_stands_is_consistent(piecer: Piecer) -> None:
    text = "Orla Venn left. Orla Venn came back."
    assert consistency([marked(piecer, text, (0, 2), (4, 6))]) == 100.0


def test_what_is_marked_once_of_twice_is_half_consistent(piecer: Piecer) -> None:
    text = "The rebels left. The Rebels came back."
    assert consistency([marked(piecer, text, (0, 2))]) == 50.0


def test_a_name_inside_a_longer_one_that_is_marked_does_not_count(piecer: Piecer) -> None:
    text = "The mayor of Oskvard left Oskvard."
    assert consistency([marked(piecer, text, (0, 4), (5, 6))]) == 100.0


def test_documents_are_each_their_own(piecer: Piecer) -> None:
    one = marked(piecer, "Orla Venn left.", (0, 2))
    other = marked(piecer, "Orla Venn came back.")
    assert consistency([one, other]) == 100.0
    assert consistency([]) == consistency([other]) == 0.0


def test_words_at_the_end_of_a_text_are_no_longer_name(piecer: Piecer) -> None:
    assert consistency([marked(piecer, "Orla Venn left Orla", (0, 2))]) == 100.0


def test_names_are_read_in_words_of_the_text(piecer: Piecer) -> None:
    torch.manual_seed(1)
    network = Network(Shape(width=24, layers=1, heads=2, inner=32)).eval()
    with torch.no_grad():  # every word begins a person's name
        network.heads.words["name_tags"].weight.zero_()
        network.heads.words["name_tags"].bias.zero_()
        network.heads.words["name_tags"].bias[1] = 9.0
    example = marked(piecer, "Orla left.\n\nRek stayed.")
    example.windows = [Window(0, 3), Window(3, 6)]
    assert found(network, example) == {(w, w + 1, "person") for w in range(6)}
