"""Senses: whole numbers from words, near for what is about the same, cells that no word need share."""

from __future__ import annotations

import numpy as np

from secondsource.linking.keys import plainly
from secondsource.linking.score import kept, score
from secondsource.linking.senses import CELLS, FILE, cells, closeness, sense_of, vector
from secondsource.linking.store import Scored
from tests.linking.said import ordered, wording

HURT = "Dozens of people were hurt in the blast."
WOUNDED = "Scores were wounded when a bomb went off."
CHEESE = "The cheese fair opens at noon."


def near(one: str, other: str) -> int:
    return closeness(sense_of(one), sense_of(other))


def test_other_words_for_the_same_lie_nearer_than_other_matters():
    assert near(HURT, WOUNDED) > 2 * max(near(HURT, CHEESE), 10)
    assert near(HURT, HURT) >= 99 and near(HURT, WOUNDED) == near(WOUNDED, HURT)


def test_neither_order_nor_words_without_meaning_change_a_vector():
    one, other = vector("A bomb hurt dozens."), vector("dozens, hurt by the bomb")
    assert one is not None and other is not None and (one == other).all()
    assert vector("he said that it was so") is None and cells("") == ()
    assert closeness(None, sense_of(HURT)) == 0


def test_all_is_whole_numbers_of_one_byte():
    with np.load(FILE) as held:
        assert {held[name].dtype for name in held.files} == {np.dtype(np.int8)}
        assert held["pieces"].shape[1] == held["cells"].shape[1]
    assert len(cells(HURT)) == CELLS == len(set(cells(HURT))) and cells(HURT) == tuple(sorted(cells(HURT)))


def test_two_without_a_word_in_common_may_meet_by_their_sense():
    one, other = wording(HURT, event="hurt"), wording("Many were injured by explosions.", event="injured")
    shared = set(one.keys) & set(other.keys)
    assert any(key & 1 for key in shared)


def test_what_shares_a_cell_alone_is_a_pair_only_where_it_is_near():
    one = wording("The ferry sank off Hallin.", event="sank")
    far = wording("The harbour fair at Ulm opened late.", event="opened")
    assert not plainly(one, far) and not kept(*ordered(one, far))
    same = wording("The ferry sank off Hallin at dawn.", event="sank")
    assert plainly(one, same) and kept(*ordered(one, same))
    (found,) = score([(*ordered(one, far), None)])
    assert isinstance(found, Scored) and not found.kept
