"""Posts and ties: what stands before a name or in apposition to it, as the report gives it."""

from __future__ import annotations

from functools import lru_cache

from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.cast import Actor, Cast
from secondsource.reading.parties.phrases import Node, Words, described, head_of, singular, title_start
from secondsource.reading.tags import Range

_LONGEST = 16  # words of a role; longer ones are mostly read wrongly
_CLOSE = frozenset(',;.:()[]–—“”"!?')
_NO_ROLE = v.table("and but who which that said says told is was are were has had when while after before")
_OPEN_ROLE = v.table("the a an his her its their our former")
_BEFORE_POSTS = v.table("former deputy senior acting chief prime vice co - ' ’ s ex top")
_OPENERS = v.table(
    "on in at for as by from to with since meanwhile yesterday today tonight however also earlier later then "
    "now last next according like unlike because if though although yet so still even only not there here "
    "monday tuesday wednesday thursday friday saturday sunday"
)
_OPENS = v.DEFINITE | v.POSSESSIVE | {"a", "an", "another", "one"}
_INSIDE = frozenset(("of", "for", "in", "at", "to", "from", "with", "and"))
_TIES = frozenset(("of", "from", "with", "at"))


def tie_roles(cast: Cast) -> None:
    """Reads the role of every named person, and gives it the mentions that are nothing but that role."""
    inside: dict[Range, Actor] = {}
    for index, node in enumerate(cast.nodes):
        if not node.name or not node.name_words:
            continue
        actor = cast.actor_of(index)
        if not actor or not actor.personal:
            continue
        for words in _roles_of(cast.page, node):
            _learn(cast, actor, words, apart=words[1] not in range(*_inner(node)))
            if cast.page.low[words[0]] not in _TIES | v.HEADS_UP:
                inside[words] = actor
    _give_appositions(cast, inside)
    _give_embracing(cast)


def _give_embracing(cast: Cast) -> None:
    """A phrase that closes with a name in apposition is that name's: "another witness, Dr Anna Berg"."""
    ends = {n.name_words[1]: i for i, n in enumerate(cast.nodes) if n.name_words and n.form == "name"}
    for index, node in enumerate(cast.nodes):
        inner = ends.get(node.words[1])
        open_ = node.form == "description" and not node.parts and not node.many and cast.of[index] is None
        if inner is None or not open_:
            continue
        name, actor = cast.nodes[inner], cast.actor_of(inner)
        assert name.name_words
        before = title_start(cast.page, name.name_words[0]) - 1
        fits = is_post(node.noun) if actor and actor.personal else node.noun in v.BODIES
        if actor and fits and node.head < before and actor.type != "place" and _apposes(cast.page, before):
            cast.give(index, actor)


def _apposes(page: Words, word: int) -> bool:
    """True for a comma, and for a noun: "the minister of trade Anna Berg", not "the aide to Anna Berg"."""
    low = page.low[word]
    return low == "," or (low[0].isalpha() and low not in v.AFTER_HEAD | _NO_ROLE and low != "s")


def _inner(node: Node) -> Range:
    """Where a role ends that stands right before the name or begins it."""
    assert node.name_words
    return node.name_words[0], node.name_words[1]


def _roles_of(page: Words, node: Node) -> list[Range]:
    assert node.name_words
    found = [
        _before(page, node),
        _comma_before(page, _titled(page, node.name_words)),
        _after(page, node.name_words),
    ]
    found += [_relative(page, node.name_words), _tie(page, node)]
    return [f for f in found if f]


def _titled(page: Words, name: Range) -> Range:
    return title_start(page, name[0]), name[1]


def _learn(cast: Cast, actor: Actor, words: Range, *, apart: bool) -> None:
    """Takes in a role. apart: it stands in apposition, so that its words alone mean the one who has it."""
    low = cast.page.low
    if low[words[0]] in _TIES or low[words[0]] in v.HEADS_UP:
        actor.roles.append(words)
        return
    node = described(cast.page, words, head=head_of(cast.page, words), type_=None)
    if node.type == "person" or actor.personal:
        actor.is_a("person")
    cast.called(actor, node.noun, node.mods)
    actor.gender = actor.gender or node.gender
    actor.roles.append(words)
    if apart:
        actor.aliases.append(words)


def _give_appositions(cast: Cast, inside: dict[Range, Actor]) -> None:
    """Mentions without a name whose head stands in a role and is its head belong to the one who has it."""
    heads = {head_of(cast.page, words): actor for words, actor in inside.items() if words[1] > words[0]}
    for index, node in enumerate(cast.nodes):
        if node.form == "description" and cast.of[index] is None and node.head in heads:
            actor = heads[node.head]
            if actor.key in cast.actors:
                cast.give(index, actor)


@lru_cache(maxsize=20_000)
def is_post(word: str) -> bool:
    """True for the head noun of a role: a person by post, trade or tie."""
    return word in v.PEOPLE or singular(word) in v.PEOPLE or (word in v.GENDERED and word not in v.PRONOUNS)


def _before(page: Words, node: Node) -> Range | None:
    """ "the minister Anna Berg": from the phrase's beginning, or back over words of posts, to the name."""
    assert node.name_words and node.name
    first = node.name_words[0]
    low = page.low
    start = node.words[0] if node.words[0] < first else first
    if start == first:
        while start > 0 and first - start < _LONGEST and _goes_before(page, start - 1):
            start -= 1
    last = first
    titles = len(node.name.titles)
    if start == first and not titles:
        return None
    if titles and start == first and low[first] in {"mr", "mrs", "ms", "miss", "dr", "sir", "mx"}:
        return None
    while titles and low[last] not in node.name.words and last < node.name_words[1]:
        last += 1
    start = _after_own_cue(page, start, last)
    if last - start < 1 or last - start > _LONGEST:
        return None
    head = last - 1
    while head > start and not low[head][0].isalnum():
        head -= 1
    return (start, head + 1) if is_post(low[head]) or low[head] in v.TITLES else None


def _after_own_cue(page: Words, start: int, last: int) -> int:
    """Leaves out what stands before a comma inside the words before a name."""
    for at in range(last - 1, start, -1):
        if page.low[at] in {",", ";", ":"}:
            return at + 1
    return start


def _goes_before(page: Words, word: int) -> bool:
    low = page.low[word]
    if low in _BEFORE_POSTS:
        return True
    named = page.capital(word) and low.isalnum() and low not in v.DETERMINERS
    # At the beginning of a sentence a capital alone means little: "Police spokesman", but "Yesterday".
    opens = page.begins(word) == word and (low in _OPENERS or low in _NO_ROLE or low.endswith("ly"))
    return is_post(low) or low in v.TITLES or (named and not opens)


def _comma_before(page: Words, name: Range) -> Range | None:
    """ "the ministry's spokeswoman, Anna Berg": a description that closes with a comma before the name."""
    low = page.low
    comma = name[0] - 1
    # An apposition is closed too: "according to his agent, Berg had left" holds none.
    closed = name[1] >= len(low) or low[name[1]] in _CLOSE or low[name[1]] in {"and", "who"}
    if comma < 2 or low[comma] != "," or not closed:
        return None
    sentence = page.sentence[name[0]]
    last = _before_bracket(page, comma)
    for at in range(last - 1, max(-1, last - _LONGEST), -1):
        if page.sentence[at] != sentence or low[at] in _CLOSE or low[at] in _NO_ROLE:
            return None
        opens = low[at] in _OPENS or (low[at] == "s" and low[at - 1] in {"'", "’"})
        if opens and at + 1 < comma:
            start = at
            if low[at] == "s":
                start = at - 2
                while start > 0 and page.capital(start - 1) and page.sentence[start - 1] == sentence:
                    start -= 1
                if start > 0 and low[start - 1] in v.DETERMINERS:
                    start -= 1
            words = (start, last)
            if is_post(low[head_of(page, words)]):
                return words
            # "the head of the board": the board is no post, but stands inside one.
            if low[at] != "s" and low[at - 1] not in _INSIDE:
                return None
    return None


def _before_bracket(page: Words, comma: int) -> int:
    """Where a bracket opens that closes right before a comma, else the comma: "the Board (RB), ..."."""
    if page.low[comma - 1] not in {")", "]"}:
        return comma
    return next((w for w in range(comma - 2, max(0, comma - 8), -1) if page.low[w] in {"(", "["}), comma)


def _after(page: Words, name: Range) -> Range | None:
    """ "Anna Berg, the head of the council," and the like, with or without an age between."""
    low = page.low
    at = name[1]
    if at + 1 >= len(low) or low[at] not in {",", "–", "—"}:
        return None
    at += 1
    if low[at].isdigit() and at + 2 < len(low) and low[at + 1] in {",", "-"}:
        if low[at + 1] == "-":
            return None
        at += 2
    sentence = page.sentence[name[1]]
    end = at
    while (
        end < len(low) and page.sentence[end] == sentence and end - at < _LONGEST and low[end] not in _CLOSE
    ):
        if low[end] in _NO_ROLE and low[end] not in {"and"}:
            break
        end += 1
    if end - at < 1:
        return None
    words = (at, end)
    head = head_of(page, words)
    if not is_post(low[head]) or head >= end:
        return None
    closed = end >= len(low) or low[end] in _CLOSE or low[end] in _NO_ROLE
    opened = low[at] in _OPEN_ROLE or not low[at][0].isdigit()
    return words if closed and opened and low[at] not in {"and", "but", "one", "two", "as"} else None


def _relative(page: Words, name: Range) -> Range | None:
    """ "Anna Berg, who heads the agency": the clause without its pronoun."""
    low = page.low
    at = name[1]
    if at < len(low) and low[at] == ",":
        at += 1
    if at + 2 >= len(low) or low[at] != "who" or low[at + 1] not in v.HEADS_UP:
        return None
    end = at + 2
    while end < len(low) and page.sentence[end] == page.sentence[at] and low[end] not in _CLOSE:
        end += 1
    return (at + 1, end) if end - at < _LONGEST else None


def _tie(page: Words, node: Node) -> Range | None:
    """ "Anna Berg of the agency", where the mention's own words hold it."""
    assert node.name_words
    at, end = node.name_words[1], node.words[1]
    if end - at < 2 or page.low[at] not in _TIES:
        return None
    while end > at and not page.low[end - 1][0].isalnum():
        end -= 1
    stop = next((w for w in range(at, end) if page.low[w] in _CLOSE or page.low[w] == "who"), end)
    return (at, stop) if 2 <= stop - at < _LONGEST else None
