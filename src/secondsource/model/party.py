"""Parties across reports: sightings, the profiles that they are compared by, and who is one with whom.

A profile is what sightings share that are called alike in every respect: thousands of reports that speak of
one person in the same words make one profile. Days are texts, YYYY-MM-DD, that sort as time does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any, Literal, NamedTuple

from secondsource.model.identity import content_id
from secondsource.model.statement import PartyKind, PartyType, Reason

# body: an organization or unit; thing: a document, weapon or platform; other: a reader left it open.
_FORMER = re.compile(r"^(?:the )?(?:former|ex|then|late|outgoing|onetime|erstwhile)(?:\s+|-)", re.IGNORECASE)
PartyClass = Literal["person", "body", "place", "thing", "other"]


class Sighting(NamedTuple):
    """A party of one report. local: its id in the reading; body: that of whom it speaks or works for.

    spokesman: its word is that body's own. members: local ids of those that a group is made of.
    """

    report: str
    local: str
    profile: str
    day: str | None
    body: str | None = None
    spokesman: bool = False
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What somebody is. post: "minister"; field: folded words ("defence"); of: the state or body.

    since, until: a day, month or year, where the report tells them; "" where not.
    """

    text: str
    post: str
    field: tuple[str, ...] = ()
    of: str = ""
    former: bool = False
    since: str = ""
    until: str = ""

    @property
    def held(self) -> str:
        """The post as it was while it was held: "defence minister" of a former one."""
        return _FORMER.sub("", self.text) if self.former else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a party is called in a report, and what is known of it there.

    block: the one key under which it is compared. name: as shown; key: folded; tokens: its words without
    titles. forms: other names as written; acronyms: short forms that the report gives. rank: how little the
    name tells (0 a full name, 1 short of a part, 2 initials or a last name alone, 3 no name). numbers: digits
    in the name. polity: the state that it belongs to, folded. born: bounds of the year of birth, by an age
    told. year: of publication, of a name that tells so little that it may be another's by then. rivals: keys
    of others of its block in the same report. figures: what an unnamed source gives. offers: keys by which
    what has less of a name finds it. own: "REPORT/p3", the only sighting that it stands
    for, where that has no name or a decision names it; else "".
    """

    block: str
    kind: PartyKind
    cls: PartyClass
    type: PartyType | None
    name: str
    key: str
    rank: int = 0
    tokens: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    head: str = ""
    numbers: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    polity: str = ""
    geonames: int | None = None
    born: tuple[int, int] | None = None
    year: str = ""
    rivals: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    own: str = ""

    @property
    def id(self) -> str:
        """Content id over all of it."""
        return content_id(profile_row(self))


class Standing(NamedTuple):
    """A profile with the days that it is seen on, and how many sightings it has."""

    profile: Profile
    id: str
    first: str | None
    last: str | None
    sightings: int


class Changed(NamedTuple):
    """A profile before and after reports came or went; None where it was not, or is no more."""

    before: Standing | None
    after: Standing | None


class Tied(NamedTuple):
    """Where a profile belongs. party: the id of the party's leading profile, decisions "same" left out."""

    profile: str
    party: str
    score: int
    reasons: tuple[Reason, ...] = ()


class MayBe(NamedTuple):
    """A party that a profile may belong to as well. other: the id of a leading profile."""

    profile: str
    other: str
    reasons: tuple[Reason, ...] = ()


class Ruling(NamedTuple):
    """A decision on two parties. a, b: the id of a profile (a party's is that of its leader), or REPORT/p3.

    decided: as the ledger prints it, so that text order is order in time.
    """

    id: str
    kind: Literal["same", "apart"]
    a: str
    b: str
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHeld:
    """A role as reports give it: since and until when, as one of them tells it or as they give it themselves.

    Where none tells its end, `until` is the last day on which a report gives it, or the first on which one
    calls it former.
    """

    text: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A party of the ledger. aliases: its other names as written, by name.

    body: the party that it speaks or works for in the report asked for; spokesman: its word is that body's
    own. members: parties of a group. may_be: parties that it may be, with why. reasons: why this sighting
    belongs to it, empty for its leader.
    """

    id: str
    name: str
    type: PartyType | None
    kind: PartyKind
    aliases: tuple[str, ...] = ()
    roles: tuple[RoleHeld, ...] = ()
    body: str | None = None
    spokesman: bool = False
    members: tuple[str, ...] = ()
    may_be: tuple[tuple[str, tuple[Reason, ...]], ...] = ()
    reasons: tuple[Reason, ...] = ()


def profile_row(profile: Profile) -> dict[str, Any]:
    """A profile as a value of canonical JSON; fields at their defaults are left out."""
    # All defaults are empty, and nothing else is.
    row: dict[str, Any] = {name: held for name in _FIELDS if (held := getattr(profile, name))}
    if profile.posts:
        row["posts"] = tuple(_post_row(post) for post in profile.posts)
    return row


_FIELDS = tuple(field.name for field in fields(Profile))


def _post_row(post: Post) -> dict[str, Any]:
    row: dict[str, Any] = {
        "text": post.text, "post": post.post, "field": post.field, "of": post.of, "former": post.former,
    }  # fmt: skip
    if post.since:
        row["since"] = post.since
    if post.until:
        row["until"] = post.until
    return row


def profile_of(row: dict[str, Any]) -> Profile:
    """The profile that `profile_row` made a row of."""
    plain: dict[str, Any] = {
        name: tuple(held) if isinstance(held, list | tuple) and name != "posts" else held
        for name, held in row.items()
    }
    posts = tuple(Post(**{**post, "field": tuple(post["field"])}) for post in row.get("posts", ()))
    return Profile(**{"type": None, **plain, "posts": posts})
