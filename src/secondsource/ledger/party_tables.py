"""The derived tables of parties across reports, which stand among those of their generation."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ColumnElement, Index, Integer, MetaData, Table, Text, or_

from secondsource.ledger.tables import key_text

# What stands of parties in a generation.
NAMES = ("sightings", "profiles", "names", "offers", "maybes", "rulings", "unions")


def declare(n: int, held: MetaData) -> None:
    """Enter the tables of a generation into its metadata."""
    sightings = Table(
        f"party_sightings_{n}",
        held,
        # The id of the report, and the party's id in its reading
        Column("report", key_text(), primary_key=True),
        Column("local", key_text(), primary_key=True),
        Column("profile", key_text(), nullable=False),
        Column("day", key_text()),
        Column("body", key_text()),
        Column("spokesman", Boolean, nullable=False),
        # Local ids, parted by blanks
        Column("members", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    Index(f"party_sightings_{n}_profile", sightings.c.profile, sightings.c.day)
    spoken = speaks_for_a_body(sightings)
    name = f"party_sightings_{n}_bodies"
    # It holds all that is asked of it, so that it is taken before the other whichever was made first.
    asked = (sightings.c.profile, sightings.c.report, sightings.c.body, sightings.c.spokesman)
    Index(name, *asked, sqlite_where=spoken, postgresql_where=spoken)
    _profiles(n, held)
    Table(
        f"party_offers_{n}",
        held,
        Column("key", key_text(), primary_key=True),
        Column("profile", key_text(), primary_key=True),
        sqlite_with_rowid=False,
    )
    maybes = Table(
        f"party_maybes_{n}",
        held,
        Column("profile", key_text(), primary_key=True),
        Column("other", key_text(), primary_key=True),
        Column("reasons", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    Index(f"party_maybes_{n}_other", maybes.c.other)
    _decisions(n, held)


def speaks_for_a_body(sightings: Table) -> ColumnElement[bool]:
    """Whether a sighting is of a spokesman or of somebody of a told body: few are, and they have an index."""
    return or_(sightings.c.spokesman.is_(True), sightings.c.body.is_not(None))


def _profiles(n: int, held: MetaData) -> None:
    profiles = Table(
        f"party_profiles_{n}",
        held,
        Column("id", key_text(), primary_key=True),
        Column("block", key_text(), nullable=False),
        Column("first", key_text()),
        Column("last", key_text()),
        Column("sightings", Integer, nullable=False),
        # All its forms folded, one a line: what parts of names are looked for in
        Column("names", Text, nullable=False),
        # Canonical JSON of the profile
        Column("body", Text, nullable=False),
        # The profile that leads its party by the block alone, or null while it is being added
        Column("party", key_text()),
        Column("score", Integer, nullable=False),
        # JSON [[code, value, ...], ...]
        Column("reasons", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    Index(f"party_profiles_{n}_block", profiles.c.block)
    Index(f"party_profiles_{n}_party", profiles.c.party)
    Table(
        f"party_names_{n}",
        held,
        # A form of the profile, folded, its beginning
        Column("name", key_text(), primary_key=True),
        Column("profile", key_text(), primary_key=True),
        sqlite_with_rowid=False,
    )


def _decisions(n: int, held: MetaData) -> None:
    Table(
        f"party_rulings_{n}",
        held,
        Column("id", key_text(), primary_key=True),
        Column("kind", Text, nullable=False),
        Column("a", key_text(), nullable=False),
        Column("b", key_text(), nullable=False),
        Column("decided", key_text(), nullable=False),
        sqlite_with_rowid=False,
    )
    unions = Table(
        f"party_unions_{n}",
        held,
        Column("party", key_text(), primary_key=True),
        Column("root", key_text(), nullable=False),
        sqlite_with_rowid=False,
    )
    Index(f"party_unions_{n}_root", unions.c.root)


def table(name: str, n: int, held: MetaData) -> Table:
    """A table of a generation: sightings, profiles, names, offers, maybes, rulings or unions."""
    return held.tables[f"party_{name}_{n}"]
