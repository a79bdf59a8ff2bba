"""GUM with OntoGUM: texts rebuilt from tokens, mentions with heads and chains, names, beginnings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from secondsource.encoder.pieces import Piecer
from training.data import Example
from training.gum import load_gum, proper_core, read_chains, read_document

# number, form, part of speech, tag, head, relation, the rest
CONLLU = """\
# newdoc id = GUM_bio_venn
# newpar
# text = President Orla Venn of Norland (Oskvard's own) didn't sleep.
1	President	President	PROPN	NNP	_	3	compound	_	Discourse=r:1->0|Entity=(1-person-new-s
2	Orla	Orla	PROPN	NNP	_	3	compound	_	_
3	Venn	Venn	PROPN	NNP	_	12	nsubj	_	_
4	of	of	ADP	IN	_	5	case	_	_
5	Norland	Norland	PROPN	NNP	_	3	nmod	_	Entity=(2-place-new-s-cf2-1-sgl)1)
6	(	(	PUNCT	-LRB-	_	9	punct	_	Discourse=a:2->1|SpaceAfter=No
7-8	Oskvard's	_	_	_	_	_	_	_	_
7	Oskvard	Oskvard	PROPN	NNP	_	9	nmod:poss	_	Entity=(3-object-new-s(4-place-new-s
8	's	's	PART	POS	_	7	case	_	Entity=4)
9	own	own	ADJ	JJ	_	3	appos	_	Entity=3)|SpaceAfter=No
10	)	)	PUNCT	-RRB-	_	9	punct	_	_
11-12	didn't	_	_	_	_	_	_	_	_
11	did	do	AUX	VBD	_	13	aux	_	Discourse=same-unit_m:3->1
12	n't	not	PART	RB	_	13	advmod	_	_
12.1	left	leave	VERB	VB	_	_	_	_	_
13	sleep	sleep	VERB	VB	_	0	root	_	SpaceAfter=No
14	.	.	PUNCT	.	_	13	punct	_	_

# text = She watched.
1	She	she	PRON	PRP	_	2	nsubj	_	Discourse=b:4->1|Entity=(1-person-giv-s-cf1-1-ana-Orla_Venn)
2	watched	watch	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# newpar
# text = The University of Oskvard and the Norlanders gonna vote
1	The	the	DET	DT	_	2	det	_	Discourse=c:5->1|Entity=(5-organization-new-s-cf1-2-sgl
2	University	University	PROPN	NNP	_	8	nsubj	_	_
3	of	of	ADP	IN	_	4	case	_	_
4	Oskvard	Oskvard	PROPN	NNP	_	2	nmod	_	Entity=(4-place-giv-s-cf1-1-sgl)5)
5	and	and	CCONJ	CC	_	7	cc	_	_
6	the	the	DET	DT	_	7	det	_	Entity=(6-person-new-s-cf1-2-sgl
7	Norlanders	Norlander	PROPN	NNPS	_	2	conj	_	Entity=6)
8-9	gonna	_	_	_	_	_	_	_	_
8	gon	go	VERB	VBG	_	0	root	_	_
9	na	to	PART	TO	_	10	mark	_	Discourse=d:6->5|Entity=(7-event-new-s-cf1-2-sgl
10	vote	vote	VERB	VB	_	8	xcomp	_	Entity=7)
"""

CONLL = """\
# begin document GUM_bio_venn
0	President	(1
1	Orla	_
2	Venn	1)
3	of	_
4	Norland	_
5	(	_
6	Oskvard	(2
7	's	2)
8	own	_
9	)	_
10	did	_
11	n't	_
12	sleep	(9)
13	.	_
14	She	(1)
15	watched	(9)
16	.	_
17	The	_
18	University	_
19	of	_
20	Oskvard	(2)
21	and	_
22	the	_
23	Norlanders	_
24	gon	_
25	na	_
26	vote	_
# end document
"""

TEXT = (
    "President Orla Venn of Norland (Oskvard's own) didn't sleep. She watched.\n\n"
    "The University of Oskvard and the Norlanders gonna vote"
)


def gum(data: Path) -> Path:
    """A data folder of one document, given to two genres."""
    for name in ("GUM_bio_venn", "GUM_fiction_venn"):
        trees, chains = data / "gum/dep/train", data / "coreference/ontogum/train"
        trees.mkdir(parents=True, exist_ok=True)
        chains.mkdir(parents=True, exist_ok=True)
        (trees / f"{name}.conllu").write_text(CONLLU, encoding="utf-8")
        (chains / f"{name}.conll").write_text(CONLL, encoding="utf-8")
    return data


@pytest.fixture
def dropped() -> Counter[str]:
    """What fell away."""
    return Counter()


@pytest.fixture
def example(tmp_path: Path, piecer: Piecer, dropped: Counter[str]) -> Example:
    """The one document of a free genre."""
    (found,) = load_gum(gum(tmp_path), "train", piecer, dropped=dropped)
    return found


def test_the_text_is_rebuilt_with_its_paragraphs(example: Example) -> None:
    assert (example.name, example.kind) == ("GUM_bio_venn", "gum")
    assert example.segments.text == TEXT
    assert set(example.segments.paragraph.tolist()) == {0, 1}


def test_other_genres_are_read_when_asked_for(tmp_path: Path, piecer: Piecer) -> None:
    (found,) = load_gum(gum(tmp_path), "train", piecer, genres=frozenset({"fiction"}))
    assert found.name == "GUM_fiction_venn"


def test_tokens_stand_where_they_are_in_the_text() -> None:
    document = read_document(CONLLU)
    assert [t.span.of(document.text) for t in document.tokens] == [t.form for t in document.tokens]
    assert document.tokens[14].head == 15  # heads count through the document


def test_mentions_have_chains_types_and_heads(example: Example, dropped: Counter[str]) -> None:
    segments = example.segments
    marked = [
        (segments.span_of(*m.words).of(TEXT), segments.word(m.head), m.type, m.cluster)
        for m in example.marked or []
    ]
    assert marked == [
        ("President Orla Venn", "Venn", "person", 1),  # OntoGUM's extent, GUM's type
        ("Norland", "Norland", "place", None),
        ("Oskvard's own", "own", None, None),
        ("Oskvard's", "Oskvard", "place", 2),
        ("sleep", "sleep", None, 9),  # OntoGUM's alone
        ("She", "She", "person", 1),
        ("watched", "watched", None, 9),
        ("The University of Oskvard", "University", "organization", None),
        ("Oskvard", "Oskvard", "place", 2),
        ("the Norlanders", "Norlanders", "person", None),
    ]
    assert dropped["mention"] == 1  # "na vote" begins inside a word


def test_names_are_the_proper_words_round_a_head(example: Example) -> None:
    names = [(example.segments.span_of(*n.words).of(TEXT), n.type) for n in example.names or []]
    assert names == [
        ("Orla Venn", "person"),
        ("Norland", "place"),
        ("Oskvard", "place"),
        ("University of Oskvard", "organization"),
    ]
    assert example.known == {"person", "place", "organization", "event"}


def test_points_begin_at_units_and_sentences(example: Example, dropped: Counter[str]) -> None:
    assert [example.segments.word(i) for i in example.starts or []] == [
        "President",
        "(",
        "didn",
        "She",
        "The",
    ]
    assert dropped["start"] == 1  # "na" of gonna


def test_a_chain_of_which_one_mention_is_left_is_none(tmp_path: Path, piecer: Piecer) -> None:
    data = gum(tmp_path)
    path = data / "coreference/ontogum/train/GUM_bio_venn.conll"
    path.write_text(CONLL.replace("15\twatched\t(9)", "15\twatched\t_"), encoding="utf-8")
    (found,) = load_gum(data, "train", piecer)
    assert 9 not in {m.cluster for m in found.marked or []}


def test_nested_chains_are_read() -> None:
    rows = "0\ta\t(1(2)\n1\tb\t(1)1)\n"
    assert read_chains(rows) == [((0, 1), 2), ((0, 2), 1), ((1, 2), 1)]


def test_a_description_has_no_proper_core() -> None:
    document = read_document(CONLLU)
    own = next(e for e in document.entities if document.tokens[e.head].form == "own")
    assert proper_core(own, document) is None
