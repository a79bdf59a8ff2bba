"""Events of ECB+: mentions with their heads, and clusters by pairs of them."""

from __future__ import annotations

from dataclasses import replace

from tests.linking.said import wording
from training.ecbplus import CLASS, RULE, Mention, clustered, headed, probability, told

FLOOD = wording("Ada Voss resigned over the flood in Ostrel.", event="resigned")
GOATS = wording("Ulf Bram bought forty goats at a fair.", event="bought")


def mention(text: str, base=FLOOD) -> Mention:
    head, kind = headed(text)
    return Mention(
        text=text, sentence=base.text, chain="c", head=head, kind=kind, wording=told(base, head, kind)
    )


def nobody(a: Mention, b: Mention) -> None:
    return None


def test_a_head_is_the_stem_of_the_first_word_that_means_something():
    assert headed("was bombed") == headed("bombing") == headed("the bombings")
    assert headed("shot")[0] == headed("shooting")[0]
    assert headed("the")[0] == "the"
    assert headed("resigned")[0] != headed("resignation of")[0] or headed("resigned") == headed("resignation")


def test_heads_count_beside_the_sentences():
    one, same = mention("resigned"), mention("resigned")
    other = mention("flood")
    assert probability(one, same) - probability(one, other) >= 1
    far = replace(mention("stepped"), kind=one.kind)
    assert probability(one, far) >= CLASS


def test_mentions_of_two_sentences_of_other_matters_are_two_events():
    found = [mention("resigned"), mention("resigned"), mention("bought", GOATS)]
    found.append(replace(found[0], wording=None))
    clusters = clustered(found, nobody)
    assert clusters[0] == clusters[1] != clusters[2]
    assert clusters[3].startswith("alone")


def test_two_events_of_one_sentence_are_two():
    clusters = clustered([mention("resigned"), mention("flood")], nobody, rule=RULE)
    assert len(set(clusters)) == 2
