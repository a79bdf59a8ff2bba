"""How two profiles may be of one party: a score with its reasons, and what tells them apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from secondsource.linking.bodies import Body, bodies, body_of
from secondsource.linking.naming import alike, people, wordset
from secondsource.linking.posts import agree, exclude
from secondsource.model.party import Post, Profile
from secondsource.model.statement import Reason

# Scores in thousandths. From SURE on one candidate is enough; below, it must be the only one, or say more.
EQUAL, OWNER, VARIANT, INITIAL, PART, LAST = 950, 850, 830, 700, 650, 600
SURE = 800
_AGREES = 150  # what one post held by both adds
_GENERIC = wordset(
    "news press agency newspaper service television tv radio network media group company the corp "
    "corporation inc ltd plc llc co"
)


@dataclass(slots=True, kw_only=True)
class Known:
    """What is known of a party by the profiles that it has so far: what a further one may not gainsay."""

    keys: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    rivals: set[str] = field(default_factory=set)
    posts: set[Post] = field(default_factory=set)
    polity: str = ""
    numbers: tuple[str, ...] = ()
    geonames: int | None = None
    born: tuple[int, int] | None = None
    owns: set[str] = field(default_factory=set)

    def take(self, profile: Profile, id: str) -> None:
        """Adds what a profile says."""
        self.ids.add(id)
        self.keys.add(profile.key)
        self.rivals |= set(profile.rivals)
        self.posts |= set(profile.posts)
        self.polity = self.polity or profile.polity
        self.numbers = self.numbers or profile.numbers
        self.geonames = self.geonames or profile.geonames
        if profile.own:
            self.owns.add(profile.own)
        if profile.born:
            low, high = self.born or profile.born
            self.born = max(low, profile.born[0]), min(high, profile.born[1])


def gainsaid(profile: Profile, known: Known) -> Reason | None:
    """What speaks against a profile being of a party, whatever they are called; None for nothing."""
    if profile.key in known.rivals or set(profile.rivals) & known.keys:
        return Reason(code="party-told-apart", values=(profile.name,))
    if profile.geonames and known.geonames and profile.geonames != known.geonames:
        return Reason(code="party-other-place", values=(str(profile.geonames), str(known.geonames)))
    if profile.polity and known.polity and profile.polity != known.polity:
        return Reason(code="party-other-state", values=(profile.polity, known.polity))
    if profile.numbers and known.numbers and profile.numbers != known.numbers:
        return Reason(code="party-other-number", values=(" ".join(profile.numbers), " ".join(known.numbers)))
    if (
        profile.born
        and known.born
        and not (profile.born[0] <= known.born[1] + 1 and known.born[0] <= profile.born[1] + 1)
    ):
        return Reason(code="party-other-age", values=(str(profile.born[1]), str(known.born[1])))
    for post in profile.posts:
        for theirs in known.posts:
            if exclude(post, theirs):
                return Reason(code="party-other-post", values=tuple(sorted((post.text, theirs.text))))
    return None


def likeness(one: Profile, other: Profile) -> tuple[int, tuple[Reason, ...]] | None:
    """How alike two profiles of one block are, as a score and its reasons; None where they cannot be one."""
    if "place" in (one.cls, other.cls) and one.cls != other.cls:
        return None
    if one.cls == "thing" or other.cls == "thing":
        return _same_words(one, other) if one.cls == other.cls else None
    if one.head or other.head:
        return _bodies(one, other)
    if "person" in (one.cls, other.cls) and len({one.cls, other.cls} - {"other"}) == 1:
        return _people(one, other)
    if one.key == other.key:
        # Readers take states and papers for people: of one word and without a post they are no two.
        open_ = one.cls != other.cls
        if open_ and (one.posts or other.posts):
            return None
        return (
            (SURE, _equal(one, other, Reason(code="party-type-open")))
            if open_
            else (EQUAL, _equal(one, other))
        )
    return _words(one, other) if one.cls == other.cls else None


def _people(one: Profile, other: Profile) -> tuple[int, tuple[Reason, ...]] | None:
    met = people(one.tokens, other.tokens)
    if met is None:
        return None
    last, first = met
    posts = next(
        ((mine, theirs) for mine in one.posts for theirs in other.posts if agree(mine, theirs)),
        None,
    )
    reasons = [Reason(code="party-role-agrees", values=(posts[0].text, posts[1].text))] if posts else []
    more = _AGREES if posts else 0
    names = tuple(sorted((one.name, other.name)))
    if first == "part":
        if last != "equal":
            return None
        return LAST + more, (Reason(code="party-last-name", values=(other.name,)), *reasons)
    if first == "initial":
        return INITIAL + more, (Reason(code="party-initial", values=names), *reasons)
    if last == first == "equal":
        same = one.key == other.key
        return EQUAL + more // 10, (
            *(_equal(one, other) if same else (Reason(code="party-name", values=names),)),
            *reasons,
        )
    if last == "equal" and first == "nickname":
        return VARIANT + more // 10, (Reason(code="party-nickname", values=names), *reasons)
    return VARIANT + more // 10, (Reason(code="party-variant", values=names), *reasons)


def _bodies(one: Profile, other: Profile) -> tuple[int, tuple[Reason, ...]] | None:
    mine, theirs = _body(one), _body(other)
    if mine is None or theirs is None:
        return _words(one, other)
    met = bodies(mine, theirs)
    if met is None:
        return None
    names = tuple(sorted((one.name, other.name)))
    if met == "equal":
        return EQUAL, _equal(one, other) if one.key == other.key else (
            Reason(code="party-name", values=names),
        )
    if met == "owner":
        return OWNER, (Reason(code="party-owner", values=names),)
    return PART, (Reason(code="party-part", values=names),)


def _body(profile: Profile) -> Body | None:
    found = body_of(profile.name)
    if found is None or found.polity == profile.polity:
        return found
    return Body(
        head=found.head, near=found.near, specs=found.specs, idle=found.idle, numbers=found.numbers,
        polity=profile.polity,
    )  # fmt: skip


def _words(one: Profile, other: Profile) -> tuple[int, tuple[Reason, ...]] | None:
    """Names without a head: the same words, spelled alike, or one a part of the other ("the Courier")."""
    names = tuple(sorted((one.name, other.name)))
    mine, theirs = _bare(one.tokens), _bare(other.tokens)
    if len(mine) == len(theirs):
        found = [alike(a, b) for a, b in zip(mine, theirs, strict=True)]
        if all(found):
            exact = one.tokens == other.tokens
            code = "party-name" if all(each == "equal" for each in found) else "party-variant"
            return (
                (EQUAL, _equal(one, other))
                if exact
                else (VARIANT if code == "party-variant" else OWNER, (Reason(code=code, values=names),))
            )
        return None
    short, long = sorted((mine, theirs), key=len)
    if long[-len(short) :] == short:
        return PART, (Reason(code="party-part", values=names),)
    return None


def _same_words(one: Profile, other: Profile) -> tuple[int, tuple[Reason, ...]] | None:
    return (EQUAL, _equal(one, other)) if one.key == other.key else None


def _equal(one: Profile, other: Profile, *more: Reason) -> tuple[Reason, ...]:
    return (Reason(code="party-name-equal", values=(one.name,)), *more)


@lru_cache(maxsize=1 << 12)
def _bare(tokens: tuple[str, ...]) -> tuple[str, ...]:
    bare = list(tokens)
    while len(bare) > 1 and bare[-1] in _GENERIC:
        bare.pop()
    return tuple(bare)
