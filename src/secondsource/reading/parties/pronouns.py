"""Pronouns: "he", "she", "it", "they" by what stands near, "I" and "we" by whose words they are."""

from __future__ import annotations

import math
from bisect import bisect_left

from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.cast import Actor, Cast
from secondsource.reading.parties.phrases import Node
from secondsource.reading.parties.scene import Scene
from secondsource.reading.quotations import overlap
from secondsource.reading.tags import Range

# Weights, fitted by hand on the training reports (sources that are pronouns, annotated statements).
_REACH = 6  # sentences back to an antecedent
_MENTIONS = 150  # mentions back, at most
_PER_SENTENCE = -0.9
_SPOKE_LAST = 1.6
_SUBJECT = 0.9
_IN_OTHERS_WORDS = -1.5  # named in somebody else's quotation only
_PER_MENTION = 0.35
_PERSON = 0.9
_FADES = 0.8
_LINKED = 1.0
_PARAGRAPH = -0.3
_LINK = 0.6  # of the log-odds of the learned link, within these bounds
_LINK_BOUNDS = (-1.0, 4.0)
_BODY_FOR_THEY = -0.3
_ONE_FOR_THEY = -1.2
_NO_POST = -1.5  # nameless and called by no noun of people: the encoder alone takes it for a person
_HE_OR_SHE = v.HE | v.SHE
_MARGIN = 0.25  # by which the best must beat the next, else it stays open


def tie_pronoun(scene: Scene, index: int) -> None:
    """Gives a third-person pronoun to the likeliest actor that fits; open when two are near as likely."""
    cast = scene.cast
    node = cast.nodes[index]
    if node.noun in v.IT and index not in scene.links and index not in scene.speaks:
        return  # "it seems": what nothing ties to anything mostly stands for nothing
    linked = scene.links.get(index)
    barred, own = _speakers(scene, node), scene.own_contents(index)
    spoke_last = _spoke_last(scene, node)
    ranked: list[tuple[float, Actor]] = []
    for key, before in _antecedents(scene, index, own).items():
        actor = cast.actors[key]
        tied = linked is not None and cast.of[linked[0]] == key
        if key in barred or not _may_be(node, actor, linked=tied):
            continue
        weight = _weight(scene, index, actor, before)
        ranked.append((weight + _SPOKE_LAST * (key == spoke_last) * _fade(cast, node, before), actor))
    ranked.sort(key=lambda x: -x[0])
    # A statement given to the wrong one is worse than one left open.
    margin = _MARGIN if index in scene.speaks else 0.0
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin):
        return
    actor = ranked[0][1]
    cast.give(index, actor)
    if node.noun in _HE_OR_SHE:
        actor.is_a("person")


def _may_be(node: Node, actor: Actor, *, linked: bool) -> bool:
    """False where number, sex or kind speak against it. linked: the encoder ties them."""
    if node.noun in _HE_OR_SHE:
        fits = actor.personal and not actor.many and not (actor.gender and actor.gender != node.gender)
        return fits and _human(actor)
    if node.noun in v.IT:
        return (actor.type not in ("person", None) and not actor.many) or (linked and actor.type is None)
    if actor.many or actor.type == "organization":
        return True
    return actor.type == "person" and not actor.names and not actor.gender  # "one user said they ..."


def _speakers(scene: Scene, node: Node) -> set[int | None]:
    """Those in whose quoted words a pronoun stands: they would say "I" and "we"."""
    if scene.page.quoted[node.head] < 0:
        return set()
    around = scene.told.touching((node.head, node.head + 1))
    return {scene.cast.of[i] for n in around if (i := scene.speaker.get(n)) is not None} - {None}


def _human(actor: Actor) -> bool:
    return actor.type == "person" or _post(actor) or (actor.type is None and bool(actor.names))


def _post(actor: Actor) -> bool:
    """True for one who was called by a noun of people."""
    return any(n in v.PEOPLE or n in v.GENDERED for n, _ in actor.nouns)


def _antecedents(scene: Scene, index: int, own: list[Range]) -> dict[int, list[int]]:
    """By actor its mentions in reach before a pronoun, nearest first, none in its own statement or phrase.

    In order of the actors' making.
    """
    cast = scene.cast
    node = cast.nodes[index]
    at, first = node.words[0], cast.page.sentence[node.head] - _REACH
    found: dict[int, list[int]] = {}
    nodes, of, sentence, dated = cast.nodes, cast.of, cast.page.sentence, scene.dated
    for i in range(index - 1, max(-1, index - 1 - _MENTIONS), -1):
        words, key = nodes[i].words, of[i]
        if sentence[words[0]] < first:
            break
        if key is None or words[1] > at or i in dated:
            continue
        if own and any([overlap(words, c) for c in own]):
            continue
        if key in found:
            found[key].append(i)
        else:
            found[key] = [i]
    return dict(sorted(found.items()))


def _weight(scene: Scene, index: int, actor: Actor, before: list[int]) -> float:
    """How likely a pronoun means an actor, who spoke last apart. before: its mentions, nearest first."""
    cast, page = scene.cast, scene.page
    node, other = cast.nodes[index], cast.nodes[before[0]]
    back = cast.sentences_back(before[0], node.head)
    weight = _PER_SENTENCE * min(back, 4) + _PARAGRAPH * (
        page.paragraph[other.head] != page.paragraph[node.head]
    )
    often = len(before) + len(cast.before(actor, cast.nodes[before[-1]].words[0]))
    weight += _PER_MENTION * math.log2(1 + often) + _PERSON * (actor.type == "person")
    subject, far = scene.subject, page.sentence[node.head] - back
    if any([i in subject and page.sentence[cast.nodes[i].head] == far for i in before]):
        weight += _SUBJECT
    quoted = page.quoted
    if quoted[other.head] >= 0 and quoted[other.head] != quoted[node.head]:
        weight += _IN_OTHERS_WORDS
    if node.noun in v.THEY and not actor.many:
        weight += _ONE_FOR_THEY if actor.type == "person" else _BODY_FOR_THEY
    if node.noun in _HE_OR_SHE and not actor.names and not _post(actor):
        weight += _NO_POST
    link = scene.links.get(index)
    if link and cast.of[link[0]] == actor.key:
        weight += _LINKED + _LINK * max(_LINK_BOUNDS[0], min(_LINK_BOUNDS[1], link[1]))
    return weight


def _spoke_last(scene: Scene, node: Node) -> int | None:
    """The actor who was the last source before a pronoun."""
    cast = scene.cast
    for i in reversed(scene.speaking[: bisect_left(scene.speaking, cast.within(node.words).start)]):
        if cast.nodes[i].words[1] <= node.words[0] and cast.of[i] is not None:
            return cast.of[i]
    return None


def _fade(cast: Cast, node: Node, before: list[int]) -> float:
    """How much it still counts that somebody spoke last."""
    return _FADES ** cast.sentences_back(before[0], node.head)


def tie_linked(scene: Scene, index: int) -> None:
    """Gives "you" to those of the "you" before, "this" to what it takes up, as the encoder ties them."""
    cast = scene.cast
    node, before = cast.nodes[index], scene.links[index][0]
    other = cast.nodes[before]
    alike = (node.noun in v.YOU) == (other.noun in v.YOU)
    if alike and other.noun not in v.I_WORDS | v.WE and other.words[1] <= node.words[0]:
        cast.give(index, scene.actor(before))


def own_voice(scene: Scene, node: Node) -> bool:
    """True for "this newspaper" and the like outside of quotations: the report speaks of itself."""
    first, last = node.words
    low = scene.page.low
    ours = last - first == 2 and low[first] == "this" and low[first + 1] in v.OWN_VOICE
    return ours and scene.page.quoted[node.head] < 0


def tie_first_person(scene: Scene, sources: list[int | None]) -> None:
    """Gives "I" and "we" to their quotation's speaker, elsewhere to the author. sources: actor by draft."""
    cast = scene.cast
    author: Actor | None = None
    for index, node in enumerate(cast.nodes):
        first_person = node.form == "pronoun" and node.noun in v.I_WORDS | v.WE
        if cast.of[index] is not None or not (first_person or own_voice(scene, node)):
            continue
        around = [
            (scene.drafts[n].content[1] - scene.drafts[n].content[0], n)
            for n in scene.told.touching((node.head, node.head + 1))
            if n not in scene.speaks.get(index, [])
        ]
        quoted = scene.page.quoted[node.head] >= 0
        spoken = [n for _, n in sorted(around) if quoted or scene.drafts[n].cue is None]
        if not spoken and not quoted:
            author = author or cast.new()
            author.author = True
            cast.give(index, author)
            continue
        speaker = sources[spoken[0]] if spoken else None
        if speaker is not None and speaker in cast.actors:
            cast.give(index, cast.actors[speaker])
