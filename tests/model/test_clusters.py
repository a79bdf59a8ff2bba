"""Numbers of wordings, and their canonical order."""

from __future__ import annotations

import pytest

from secondsource.model.clusters import Node, key_of, number, order
from secondsource.model.identity import digest


def _node(n: int, published: int | None, vague: bool = False) -> Node:
    return Node(n, str(n), published, vague, n, 1, n, 1, 0, n, 1)


def test_numbers_sort_as_ids_do_and_fit_into_64_bits() -> None:
    ids = sorted(digest(str(n).encode()) for n in range(500))
    numbers = [number(id) for id in ids]
    assert numbers == sorted(numbers)
    assert number("sha256:" + "0" * 64) == -(2**63)
    assert number("sha256:" + "f" * 64) == 2**63 - 1
    assert key_of(3, -4) == key_of(-4, 3) == (-4, 3)


@pytest.mark.parametrize("id", ["", "sha256:12", "w1", "sha256:" + "g" * 64])
def test_what_is_no_digest_has_no_number(id: str) -> None:
    with pytest.raises(ValueError):
        number(id)


def test_the_order_puts_the_vague_last_then_those_without_a_date() -> None:
    nodes = [_node(5, 1), _node(1, 7), _node(2, 7), _node(3, None), _node(4, 0, vague=True)]
    assert sorted(reversed(nodes), key=order) == nodes
