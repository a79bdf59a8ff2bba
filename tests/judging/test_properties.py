"""Origins of any dossier, however odd: nothing of order, every union told, and the bounds of all readings."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.judging.dossier import Cited, Copied, Credited, Document, Speaker, Voice, in_order
from secondsource.judging.groups import Groups
from secondsource.judging.origins import origins_of
from secondsource.judging.state import judged
from secondsource.model.reasons import WORDS
from tests.judging.hand import EYES, copied, credited, dossier, named, unnamed, voice

POINTS = [f"v{n}" for n in range(7)]
REPORTS = ["r0", "r1", "r2", "r3"]
PAPERS = ["p0", "p1", "p2"]
SPEAKERS = [
    named("ada", body="army"),
    named("bo", body="army", may_be=frozenset({"ada"})),
    named("army"),
    named("cy", may_be=frozenset({"ada", "dee"})),
    named("dee"),
    named("p1"),
    Speaker(party="press", name="the spokesman", kind="unnamed", body="army", spokesman=True),
    Speaker(party="two", name="Ada and Dee", kind="group", members=(named("ada"), named("dee"))),
    unnamed("u1", body="army"),
    unnamed("u2", may_be=frozenset({"dee"})),
]
maybe_speaker = st.none() | st.sampled_from(SPEAKERS)
holds = st.sampled_from([None, True, False])
wild = st.builds(
    Voice,
    point=st.sampled_from(POINTS),
    report=st.sampled_from(REPORTS),
    lineage=st.sampled_from(["", "line"]),
    publisher=st.none() | st.sampled_from(PAPERS),
    issuer=st.none() | st.sampled_from(["p1", "army"]),
    house=st.none() | st.just("house"),
    published=st.none() | st.sampled_from(["2026-03-01", "2026-03-02", "2026-03-02T08:00:00Z"]),
    stance=st.sampled_from(["asserts", "confirms", "denies", "asks", "corrects", "withdraws"]),
    source=maybe_speaker,
    knower=maybe_speaker,
    basis=st.sampled_from([frozenset(), EYES]),
    copied=st.lists(
        st.builds(
            Copied,
            report=st.sampled_from(REPORTS),
            point=st.none() | st.sampled_from([*POINTS, "gone"]),
            sure=st.sampled_from(["must", "may"]),
        ),
        max_size=2,
    ).map(tuple),
    credited=st.lists(
        st.builds(
            Credited,
            publisher=st.sampled_from([*PAPERS, "wire"]),
            name=st.just("Wire"),
            party=st.none() | st.just("p1"),
            report=st.none() | st.sampled_from(REPORTS),
            holds=holds,
        ),
        max_size=2,
    ).map(tuple),
    cited=st.lists(st.builds(Cited, report=st.sampled_from(REPORTS), by=st.just("d")), max_size=1).map(tuple),
    documents=st.lists(
        st.builds(
            Document,
            key=st.sampled_from(["k1", "k2"]),
            name=st.just("Bulletin"),
            named=st.booleans(),
            report=st.none() | st.sampled_from(REPORTS),
            holds=holds,
        ),
        max_size=1,
    ).map(tuple),
    quotation=st.sampled_from(["", "q1", "q2"]),
    withdrawn=st.none() | st.just("v9"),
)
voices_of_any_kind = st.lists(wild, max_size=8, unique_by=lambda v: v.point)


@settings(max_examples=120, deadline=None)
@given(voices_of_any_kind)
def test_every_union_is_told_and_nothing_but_unions(voices: list[Voice]) -> None:
    found = origins_of(voices)
    ordered = [v.point for v in in_order(voices)]
    assert sorted(p for root in found.roots for p in root.points) == sorted(ordered)
    assert (1 if ordered else 0) <= found.low <= found.high == len(found.roots)
    root_of = {point: at for at, root in enumerate(found.roots) for point in root.points}
    groups = Groups()
    for tie in found.edges:
        assert tie.point != tie.to and tie.reasons
        assert all(reason.code in WORDS for reason in tie.reasons)
        assert (root_of[tie.point] == root_of[tie.to]) == (tie.sure == "must")
        if tie.sure == "must":
            groups.join(("voice", tie.point), ("voice", tie.to))
    for root in found.roots:
        assert len({groups.of(("voice", point)) for point in root.points}) == 1
    assert all(WORDS[reason.code].format(*reason.values) for reason in found.reasons)
    assert len(found.edges) <= 6 * len(ordered)


@settings(max_examples=80, deadline=None)
@given(voices_of_any_kind, st.integers(0, 99))
def test_the_order_of_voices_changes_nothing(voices: list[Voice], seed: int) -> None:
    turned = list(voices)
    random.Random(seed).shuffle(turned)
    assert judged(dossier(*voices)) == judged(dossier(*turned))


# The oracle: a smaller world in which each voice has a report and paper of its own, so that what must be one
# can be said in a few words, and every reading of what may be one can be tried.
PEOPLE = [
    named("ada", body="army"),
    named("bo", body="army"),
    named("army"),
    named("cy", may_be=frozenset({"ada", "dee"})),
    named("dee"),
    named("eve", may_be=frozenset({"dee"})),
]


@st.composite
def small_world(draw: st.DrawFn) -> list[Voice]:
    voices: list[Voice] = []
    for n in range(draw(st.integers(1, 8))):
        kind = draw(
            st.sampled_from(
                ["named", "named", "named", "unnamed", "own", "eyes", "credit", "copy", "hearsay"]
            )
        )
        others = [f"v{m}" for m in range(8) if m != n]
        point = f"v{n}"
        who = draw(st.sampled_from(PEOPLE))
        if kind == "copy" and voices:
            first = draw(st.sampled_from(voices))
            voices.append(
                voice(point, first.source, basis=first.basis, knower=first.knower, copied=copied(first.point))
            )
        elif kind == "named":
            voices.append(voice(point, who, basis=draw(st.sampled_from([frozenset(), EYES]))))
        elif kind == "hearsay":
            voices.append(
                voice(
                    point, who, knower=draw(st.sampled_from([unnamed(f"u{n}"), named("fay"), named("guy")]))
                )
            )
        elif kind == "unnamed":
            voices.append(voice(point, unnamed(f"u{n}")))
        elif kind == "credit":
            voices.append(voice(point, credited=credited(f"paper {draw(st.sampled_from(others))}")))
        else:
            voices.append(voice(point, basis=EYES if kind == "eyes" else frozenset()))
    return voices


def labels(voices: Sequence[Voice]) -> dict[str, tuple[str, str]]:
    """What each origin is called: a party, or the voice itself; credits and copies take the other's name."""
    repeats: dict[str, set[str]] = {}
    for v in voices:
        if v.source and v.knower and v.knower.kind == "named":
            repeats.setdefault(v.source.party, set()).add(v.knower.party)
    there = {v.point: v for v in voices}

    def label(v: Voice, seen: frozenset[str]) -> tuple[str, str]:
        if v.copied:
            return label(there[v.copied[0].point or ""], seen)
        if v.knower is not None and v.knower.kind == "named":
            return ("party", v.knower.party)
        if v.source is not None and v.source.kind == "named":
            known = repeats.get(v.source.party, set())
            return ("party", min(known) if len(known) == 1 else v.source.party)
        if v.credited:
            to = v.credited[0].publisher.removeprefix("paper ")
            if v.point in seen:
                return ("voice", min(seen))  # a circle; all of it has one name
            if to in there:
                return label(there[to], seen | {v.point})
            return ("outlet", to)
        return ("voice", v.point)

    def around(v: Voice) -> tuple[str, str]:
        found = label(v, frozenset())
        circle = circle_of(v)
        return ("voice", min(circle)) if circle else found

    def circle_of(v: Voice) -> set[str]:
        """The points of the circle of credits that a voice ends in."""
        path: list[str] = []
        while v.point not in path:
            path.append(v.point)
            if v.copied:
                v = there[v.copied[0].point or ""]
            elif v.credited and v.credited[0].publisher.removeprefix("paper ") in there:
                v = there[v.credited[0].publisher.removeprefix("paper ")]
            else:
                return set()
        return set(path[path.index(v.point) :])

    return {v.point: around(v) for v in voices}


def readings(roots: Sequence[frozenset[str] | None]) -> Iterator[int]:
    """The origins in each reading: roots may share one that is a choice of all; None shares with any."""

    def place(at: int, classes: list[frozenset[str] | None]) -> Iterator[int]:
        if at == len(roots):
            yield len(classes)
            return
        for i, held in enumerate(classes):
            both = (
                roots[at]
                if held is None
                else held
                if roots[at] is None
                else held & (roots[at] or frozenset())
            )
            if both is None or both:
                yield from place(at + 1, [*classes[:i], both, *classes[i + 1 :]])
        yield from place(at + 1, [*classes, roots[at]])

    return place(0, [])


def choices(voices: Sequence[Voice]) -> list[frozenset[str] | None]:
    """For each origin who it may be; None where that may be anyone."""
    named_by = labels(voices)
    hearsay = {v.source.party for v in voices if v.source and v.knower and v.knower.kind != "named"}
    several: dict[str, set[str]] = {}
    for v in voices:
        if v.source and v.knower and v.knower.kind == "named":
            several.setdefault(v.source.party, set()).add(v.knower.party)
    found: list[frozenset[str] | None] = []
    for name in sorted(set(named_by.values())):
        mine = [v for v in voices if named_by[v.point] == name and not v.copied]
        who = [v.knower if v.knower and v.knower.kind == "named" else v.source for v in mine]
        firm = [
            (v, w)
            for v, w in zip(mine, who, strict=True)
            if (w is None and v.basis and not v.credited)
            or (
                w is not None
                and w.kind == "named"
                and (w is v.knower or (w.party not in hearsay and len(several.get(w.party, ())) < 2))
            )
        ]
        if not firm:
            found.append(None)
            continue
        may = {name[1]}
        for _, w in firm:
            may |= w.may_be if w else set()
            if w and w.body and not any(v.basis for v in mine):
                may.add(w.body)
        found.append(frozenset(named_by_party(one, several) for one in may))
    return found


def named_by_party(party: str, several: dict[str, set[str]]) -> str:
    known = several.get(party, set())
    return min(known) if len(known) == 1 else party


@settings(max_examples=120, deadline=None)
@given(small_world())
def test_the_bounds_are_those_of_all_readings(voices: list[Voice]) -> None:
    roots = choices(voices)
    found = origins_of(voices)
    assert found.high == len(roots)
    assert found.low == min(readings(roots))
    assert found.high == max(readings(roots))
