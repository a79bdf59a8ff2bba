"""The rows of families of publishers."""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from secondsource.records.decisions import DecisionRow


class MemberRow(TypedDict):
    """A publisher of a family. reports: how many are here; decision: null where it ships."""

    publisher: str
    reports: int
    decision: DecisionRow | None


class FamilyRow(TypedDict):
    """A family: papers that may be one voice. house: null for publishers that were decided to stand alone."""

    house: str | None
    publishers: list[MemberRow]
