"""A reading's parties as they are compared across reports: what each is called, what is known of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from secondsource.linking import bodies as bodies_
from secondsource.linking.bodies import Body, body_of
from secondsource.linking.cast import Cast, Row, born, defined, figures, plain, shouted, tenure
from secondsource.linking.naming import (
    TITLES,
    folded,
    name_words,
    skeleton,
    split_suffix,
    surname,
    words,
    wordset,
)
from secondsource.linking.posts import SINGLE, of_whom, post_of, speaks_for
from secondsource.model.party import PartyClass, Post, Profile, Sighting

# Heads that reports leave out, as in "Tidewater" for the agency: names are looked up by the rest.
_LEFT_OUT = wordset("agency corporation company group organization association")
_GENERIC = wordset(
    "news press agency newspaper service services wire television tv radio network media group company corp "
    "corporation inc ltd plc llc co the"
)
_LONGEST = 120  # code points of a name; longer ones are sentences that a reader took for one
_MOST_FORMS = 6
_CAPITAL = re.compile(r"^[\W\d]*[A-Z\u00c0-\u00de\u0400-\u042f]")
_OPENS = re.compile(r"^(?:of|and|by|in|for|at|to)\s+", re.IGNORECASE)
_TAIL = re.compile(r"\b(who|that|which|whose)\b.*", re.IGNORECASE | re.DOTALL)
# Of several people without a name who say nothing, those that others are said to have it from.
_KNOWERS = frozenset({"official", "witness", "deserter", "survivor"})
# Words for people that say nothing of who it is.
_ANYBODY = wordset(
    "person people man men woman women one someone anyone others some many somebody official officials "
    "source sources those you he she they it we i spokesman spokeswoman reporter reporters resident residents"
)


def sightings(
    row: Row, *, report: str, day: str | None, own: Collection[str] = ()
) -> dict[Sighting, Profile]:
    """The parties of a reading that can be known again in other reports, each with its profile.

    row: as `read` gives it, decisions applied. day: when it was published, or None. own: local ids of those
    that decisions name, so that each stands alone. Left out are pronouns, things without a name, and people
    without one who say nothing.
    """
    cast = Cast(row=row)
    made = {
        id: profile
        for id, party in cast.parties.items()
        if (profile := profile_of(party, cast, report=report, day=day)) is not None
    }
    made = {id: _with_rivals(id, profile, made) for id, profile in made.items()}
    found = {}
    for id, profile in made.items():
        if id in own and not profile.own:
            profile = replace(profile, own=f"{report}/{id}")
        party = cast.parties[id]
        members = tuple(member for member in party["members"] if member in made)
        body = _body_of(party, cast, made)
        sighting = Sighting(report, id, profile.id, day, body, speaks_for(party["role"]), members)
        found[sighting] = profile
    return found


def profile_of(party: Row, cast: Cast, *, report: str, day: str | None) -> Profile | None:
    """What a party is compared by; None where it cannot be known again."""
    name = _OPENS.sub("", " ".join(_TAIL.sub("", party["name"]).split()).strip(" ,;:"))
    if not name or len(name) > _LONGEST or not words(name):
        return None
    body = _in_state(body_of(name), cast)
    if _is_named(name, party, body):
        return _of_name(name, party, cast, body, day)
    if party["kind"] == "group":
        return _of_nobody(name, party, cast, report, day)
    if body is not None and body.head in bodies_.SOLE and party["type"] in ("organization", "person", "unit"):
        return _of_sole(name, party, body, report)
    return _of_nobody(name, party, cast, report, day)


def profile_of_name(name: str) -> Profile | None:
    """What a body that is known by its name alone is compared by, as a publisher is; None for no name."""
    party: Row = {
        "id": "", "name": name, "type": "organization", "kind": "named", "aliases": [], "role": None,
        "members": [], "place": None,
    }  # fmt: skip
    empty: Row = {"report": None, "statements": [], "parties": [], "mentions": [], "numbers": []}
    return profile_of(party, Cast(row=empty), report="", day=None)


def _is_named(name: str, party: Row, body: Body | None) -> bool:
    """Whether a party has a name, by its own words where the reader took it for a description."""
    bare = name.removeprefix("the ").removeprefix("The ")
    if party["kind"] == "named":
        return _CAPITAL.search(bare) is not None or bare[:1].isdigit()
    capitals = all(
        _CAPITAL.match(word) or word[0].isdigit() or word in ("of", "and", "for") for word in bare.split()
    )
    if not capitals or len(bare.split()) < 2 or "'" in bare or "’" in bare or " and " in bare:
        return False
    return (body is not None and bool(body.specs or body.numbers)) or (
        party["type"] == "person" and bare == name
    )


def _of_name(name: str, party: Row, cast: Cast, body: Body | None, day: str | None) -> Profile:
    posts = tuple(post for post in (post_of(party["role"] or ""), post_of(_before(name))) if post)[:1]
    if posts:
        since, until = tenure(party["id"], cast)
        over = bool(until and day and until < day[: len(until)])
        posts = (replace(posts[0], since=since, until=until, former=posts[0].former or over),)
    cls = _class(name, party, body, posts)
    body = body if cls == "body" else None
    tokens = name_words(name) if cls in ("person", "other") else words(name)
    tokens = tuple(word for word in tokens if word != "the") or tokens
    short = bodies_.is_acronym(name) and len(tokens) == 1 and not shouted(name, cast)
    forms = _forms(party, name, cls)
    longer = [form for form in forms if short and bodies_.stands_for(name, form)]
    if longer:
        # "RVIC" named so in a report that also gives the name in full.
        return _of_name(longer[0], {**party, "name": longer[0], "aliases": [*party["aliases"], name]}, cast,
                        _in_state(body_of(longer[0]), cast), day)  # fmt: skip
    acronyms = tuple(
        sorted(
            {bodies_.acronym(f) for f in (*party["aliases"], *defined(name, cast)) if _short_of(f, name, cls)}
        )
    )
    place = party["place"] or {}
    rank = _rank(cls, tokens, body)
    profile = Profile(
        block="",
        kind="named",
        cls=cls,
        type=party["type"],
        name=name,
        key=" ".join(tokens),
        rank=rank,
        tokens=tokens,
        forms=forms,
        acronyms=acronyms,
        head=body.head if body else "",
        numbers=body.numbers if body else (),
        posts=posts,
        year=(day or "")[:4] if cls == "person" and rank else "",
        polity=body.polity if body else "",
        geonames=place.get("geonames"),
        born=born(party["id"], cast, day) if cls == "person" and rank == 0 else None,
    )
    block = f"a:{bodies_.acronym(name)}" if short and cls != "place" else _block(profile, body)
    # What looks its party up is found by nothing, itself the least.
    return replace(profile, block=block, offers=() if block.startswith("a:") else _offers(profile, body))


def _of_sole(name: str, party: Row, body: Body, report: str) -> Profile:
    """A ministry, an army ... that is described rather than named; without its state it stands alone."""
    alone = not body.polity
    profile = Profile(
        block=f"o:{body.block}" if alone else f"b:{body.block}",
        kind="unnamed",
        cls="body",
        type=party["type"] if party["type"] != "person" else "organization",
        name=name,
        key=folded(name),
        rank=3 if alone else 1,
        tokens=words(name),
        head=body.head,
        numbers=body.numbers,
        polity=body.polity,
        own=f"{report}/{party['id']}" if alone else "",
    )
    return replace(profile, offers=_offers(profile, body))


def _of_nobody(name: str, party: Row, cast: Cast, report: str, day: str | None) -> Profile | None:
    """One without a name: known again by what is said of it, never for sure but for a post that one holds."""
    role = party["role"] or name
    post = post_of(role)
    silent = party["id"] not in cast.sources
    if silent and (post is None or party["type"] not in ("person", None)):
        return None
    if silent and party["kind"] == "group" and post is not None and post.post not in _KNOWERS:
        return None
    own = f"{report}/{party['id']}"
    profile = Profile(
        block="",
        kind=party["kind"],
        cls="person" if party["type"] in ("person", None) else _CLASSES.get(party["type"], "other"),
        type=party["type"],
        name=name,
        key=folded(name),
        rank=3,
        tokens=words(name),
        posts=(post,) if post else (),
        figures=figures(party["id"], cast),
        own=own,
    )
    if post and post.post in SINGLE and not post.former and party["kind"] == "unnamed":
        # By month, so that a post named in thousands of reports is not looked up in all of them at once.
        return replace(profile, block=f"{_post_key(post)}|{(day or '')[:7]}")
    described = [word for word in words(name) if word not in _ANYBODY]
    noun = post.post if post else (described[-1] if described else "")
    noun = noun.removesuffix("s")
    return replace(profile, block=f"u:{noun}") if noun and noun not in _ANYBODY else None


_CLASSES: dict[str | None, PartyClass] = {
    "person": "person",
    "organization": "body",
    "unit": "body",
    "place": "place",
    "platform": "thing",
    "weapon": "thing",
    "document": "thing",
}


def _class(name: str, party: Row, body: Body | None, posts: tuple[Post, ...]) -> PartyClass:
    """What kind of party a name is of: by its own words first, since readers take offices for people."""
    given = _CLASSES.get(party["type"], "other")
    if given in ("place", "thing"):
        return given
    titled = words(name)[0] in TITLES and len(words(name)) > 1 and body is None
    if given == "person" and (posts or titled):
        return "person"
    if body is not None and (body.specs or body.polity or body.numbers or given == "body"):
        return "body"
    if given == "other" and len(name_words(name)) > 1 and all(_CAPITAL.match(w) for w in name.split()):
        return "person"
    return given


def _rank(cls: PartyClass, tokens: tuple[str, ...], body: Body | None) -> int:
    if cls == "person":
        full = len(split_suffix(tokens)[0]) > 1 and len(tokens[0]) > 1
        return 0 if full else 2
    if body is not None:
        return (
            0 if body.idle or body.polity or body.numbers or len(body.specs) > 1 else 1 if body.specs else 2
        )
    return 0 if len(tokens) > 1 else 1


def _block(profile: Profile, body: Body | None) -> str:
    if body is not None and body.head not in _LEFT_OUT:
        return f"b:{body.block}"
    if profile.cls == "person":
        return f"n:{skeleton(surname(profile.tokens))}"
    if "and" in profile.tokens:
        # Readers give "Marenia and Ordovia" as one: it is a form of neither.
        return f"n:{profile.key}"
    bare = list(profile.tokens)
    while len(bare) > 1 and bare[-1] in _GENERIC:
        bare.pop()
    return f"n:{skeleton(bare[-1])}"


def _offers(profile: Profile, body: Body | None) -> tuple[str, ...]:
    """Keys by which short forms, posts and unnamed bodies find this one."""
    keys = {f"a:{short}" for short in profile.acronyms}
    if profile.cls == "body" or (profile.cls == "other" and len(profile.tokens) > 1):
        keys |= {f"a:{short}" for short in bodies_.initials(profile.name)}
    if len(profile.tokens) == 1 and len(profile.key) <= bodies_.LONGEST_SHORT and profile.cls != "person":
        keys.add(f"a:{profile.key.upper()}")  # the same word in capitals
    if body is not None and body.head in bodies_.SOLE and body.polity:
        keys.add(f"o:{body.block}")
    if profile.cls == "person" and profile.rank == 0:
        keys |= {_post_key(post) for post in profile.posts if post.post in SINGLE}
    return tuple(sorted(keys))


def _post_key(post: Post) -> str:
    return f"r:{post.post}:{' '.join(post.field)}"


def _forms(party: Row, name: str, cls: PartyClass) -> tuple[str, ...]:
    """Other names of the party: aliases that are names, as written, without articles and titles."""
    own = folded(name)
    found: dict[str, str] = {}
    for alias in party["aliases"]:
        bare = _untitled(" ".join(alias.split())) if cls in ("person", "other") else " ".join(alias.split())
        bare = bare.removeprefix("the ").removeprefix("The ")
        key = folded(bare)
        if not key or key == own or len(bare.split()) > len(name.split()) + 4 or "," in bare:
            continue
        if not all(
            _CAPITAL.match(word) or word.casefold() in ("of", "and", "the", "for") for word in bare.split()
        ):
            continue
        if cls == "person" and key in own.split():
            continue  # the last name alone says nothing new
        if key not in TITLES and not (len(key.split()) == 1 and post_of(key)):
            found.setdefault(key, bare)
    return tuple(sorted(found.values())[:_MOST_FORMS])


def _untitled(alias: str) -> str:
    parts = alias.split()
    while len(parts) > 1 and folded(parts[0]) in TITLES:
        parts.pop(0)
    return " ".join(parts)


def _before(name: str) -> str:
    """The titles before a name: "President" of "President Ilsa Tarrow"."""
    found = words(name)
    rest = name_words(name)
    return " ".join(found[: len(found) - len(rest)])


def _short_of(form: str, name: str, cls: PartyClass) -> bool:
    return cls != "person" and bodies_.is_acronym(form) and bodies_.stands_for(form, name)


def _body_of(party: Row, cast: Cast, made: Mapping[str, Profile]) -> str | None:
    """The party of the body that somebody speaks or works for, where the role names one of the report."""
    if not party["role"] or party["type"] not in ("person", None):
        return None
    whom = plain(of_whom(party["role"]))
    role = plain(party["role"])
    found = [id for form, id in cast.named.items() if form and (form == whom or f" {form} " in f" {role} ")]
    found += [
        id
        for id, p in made.items()
        if p.cls == "body" and p.kind == "unnamed" and f" {plain(p.name)} " in f" {role} "
    ]
    found = [id for id in found if id in made and id != party["id"]]
    return min(found, key=lambda id: (-len(made[id].name), id)) if found else None


def _in_state(body: Body | None, cast: Cast) -> Body | None:
    """The body with the state in place of its capital: "the foreign ministry in Kolm"."""
    if body is not None and body.seat and not body.polity:
        return replace(body, polity=cast.towns.get(body.seat, ""))
    return body


def _with_rivals(id: str, profile: Profile, made: Mapping[str, Profile]) -> Profile:
    """The profile with the other full names of its block in the report: two names in one report are two."""
    if profile.rank or profile.kind != "named":
        return profile
    others = {
        p.key
        for other, p in made.items()
        if other != id
        and p.block == profile.block
        and not p.rank
        and p.key != profile.key
        and p.cls == profile.cls
    }
    return replace(profile, rivals=tuple(sorted(others))) if others else profile
