"""What somebody is, as reports say it: a post, of what field, of which state or body."""

from __future__ import annotations

import re
from functools import lru_cache

from secondsource.linking.naming import words, wordset
from secondsource.model.party import Post


def _table(text: str) -> dict[str, str]:
    """Word -> the first of its row, and each of the rows' words alike."""
    return {word: row.split()[0] for row in text.strip().splitlines() for word in row.split()}


# Words for a post. The first of a row stands for all of it.
_POSTS = _table("""
minister
secretary
president
premier chancellor
director head chief chair chairman chairwoman chairperson leader leads heads boss
spokesman spokeswoman spokesperson spokespeople
mayor
governor
ambassador envoy
commander commandant
general
admiral
colonel
major
captain
lieutenant
sergeant
marshal
judge justice magistrate
prosecutor attorney
senator
deputy lawmaker legislator parliamentarian congressman congresswoman mp
adviser advisor aide
king queen monarch
prince princess
bishop archbishop cardinal
imam ayatollah
pope
professor lecturer
doctor surgeon physician nurse
engineer hydrologist geologist scientist researcher
analyst
lawyer barrister solicitor
journalist reporter correspondent editor columnist
actor actress singer musician comedian
footballer striker goalkeeper quarterback midfielder defender pitcher player
cook baker driver farmer teacher shopkeeper fisherman worker
owner
official officer diplomat
witness observer
deserter defector
resident villager
survivor
soldier
""")
# A person in one of these is not known to be in another: "John Smith, a singer" and "John Smith, a judge".
_WALKS: dict[str, str] = {
    word: walk
    for walk, held in {
        "arts": "actor",
        "sport": "footballer",
        "trade": "cook",
        "faith": "bishop imam pope",
        "crown": "king",
        "office": "minister premier mayor governor senator deputy ambassador judge prosecutor general "
        "admiral",
    }.items()
    for word in held.split()
}
# Of these there is one at a time in each polity or body.
SINGLE = wordset("minister president premier mayor governor king pope")
# A secretary of these is a minister.
_OFFICES = wordset("defence defense foreign home interior treasury health justice energy")
_FIELDS = {
    "defense": "defence",
    "affairs": "",
    "foreign": "foreign",
    "national": "",
    "federal": "",
    "state": "",
}
_SMALL = wordset(
    "the a an of for in at to and on its his her their our my who is was as with by from mr mrs ms s"
)
_FORMER = frozenset({"former", "ex", "then", "late", "outgoing", "onetime", "erstwhile"})
_OWNER = re.compile(r"^(?:the\s+)?([A-Z][\w.-]*(?:\s[A-Z][\w.-]*)*)\s?['’]s?\s+")
_FOR = re.compile(r"\b(?:of|for|at|in|with)\s+(?:the\s+)?((?:[A-Z][\w.-]*)(?:\s+(?:of\s+)?[A-Z][\w.-]*)*)")
_DEMONYM = re.compile(r"(?:ian|ean|an|ish|ese|i)$")
# People's words for a state that no rule leads back to its name.
_PEOPLES = _table("""
us american america usa u.s
uk british britain
france french
germany german
netherlands dutch
spain spanish
ireland irish
china chinese
denmark danish
greece greek
turkey turkish turkiye
poland polish
sweden swedish
finland finnish
switzerland swiss
norway norwegian
wales welsh
scotland scottish
philippines philippine filipino
peru peruvian
iraq iraqi
israel israeli
pakistan pakistani
yemen yemeni
czechia czech
portugal portuguese
thailand thai
afghanistan afghan
argentina argentine argentinian
canada canadian
""")


@lru_cache(maxsize=1 << 12)
def polity(word: str) -> str:
    """A folded word for a state or its people as one: "ordovian", "ordovians", "ordovia" give "ordovia"."""
    word = word.removesuffix("s") if word.endswith(("ians", "eans", "ans")) else word
    if word in _PEOPLES:
        return _PEOPLES[word]
    if word.endswith("ian") and len(word) > 5:
        return word.removesuffix("n")
    if word.endswith("i") and len(word) > 4:
        return word.removesuffix("i")
    return word


@lru_cache(maxsize=1 << 13)
def post_of(role: str) -> Post | None:
    """The post that a role names; None where it names none ("Mr", "of the council")."""
    found = [_one(word) for word in words(role)]
    at = next((n for n, word in enumerate(found) if word in _POSTS and not _inside(found, n)), None)
    if at is None:
        return None
    post, owner = _POSTS[found[at]], of_whom(role)
    owned = set(words(owner))
    kept = [
        _FIELDS.get(word, word)
        for n, word in enumerate(found)
        if n != at and word not in _SMALL and word not in _FORMER and word not in owned and word not in _POSTS
    ]
    states = [polity(word) for word in kept if polity(word) != word]
    field = tuple(sorted({word for word in kept if word and polity(word) == word}))
    of = _owner_key(owner) or (states[0] if states else "")
    if post == "secretary" and _OFFICES & {*field, *found}:
        post = "minister"
    former = any(word in _FORMER for word in found)
    return Post(text=role, post=post, field=field, of=of, former=former)


def of_whom(role: str) -> str:
    """The state or body that a role names, as written: "Ordovia" of "Ordovia's foreign minister", or ""."""
    owner = _OWNER.match(role)
    behind = _FOR.findall(role)
    names = [
        name for name in behind if words(name) and words(name)[0] not in ("defence", "defense", "foreign")
    ]
    return owner[1].strip() if owner else names[-1] if names else ""


def speaks_for(role: str | None) -> bool:
    """Whether somebody with this role speaks for a body: its word is that body's own."""
    post = post_of(role) if role else None
    return post is not None and post.post == "spokesman" and not post.former


def agree(one: Post, other: Post) -> bool:
    """Whether two posts are the same as far as both are told."""
    return (
        one.post == other.post
        and not (one.field and other.field and one.field != other.field)
        and not (one.of and other.of and one.of != other.of)
    )


def exclude(one: Post, other: Post) -> bool:
    """Whether no person is known to be both: other walks of life, or one post of two polities."""
    walks = _WALKS.get(one.post), _WALKS.get(other.post)
    if walks[0] != walks[1] and all(walks):
        return True
    if one.post != other.post or one.post not in SINGLE or one.former or other.former:
        return False
    return bool(one.of and other.of and one.of != other.of and _apart(one.of, other.of))


def _apart(one: str, other: str) -> bool:
    """Whether two owners share no word: "civil relief office" and "marenia civil relief office" do."""
    return not set(one.split()) & set(other.split())


def _owner_key(owner: str) -> str:
    found = [word for word in words(owner) if word not in _SMALL]
    return polity(found[0]) if len(found) == 1 else " ".join(found)


def _one(word: str) -> str:
    """A word for several as that for one, where it is a post: "officers"."""
    return word[:-1] if word not in _POSTS and word[:-1] in _POSTS and word.endswith("s") else word


def _inside(found: list[str], n: int) -> bool:
    """Whether a word for a post stands before another: "deputy" of "deputy minister", "staff" is none."""
    return n + 1 < len(found) and found[n + 1] in _POSTS
