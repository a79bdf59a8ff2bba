"""Frozen dataclasses that set their slots themselves are what they were."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from secondsource.model.making import quick


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """As dataclasses make it."""

    first: int
    second: str = "two"
    third: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """The same, made quick."""

    first: int
    second: str = "two"
    third: tuple[int, ...] = ()


quick(Quick)


def test_the_same_is_made() -> None:
    made = Quick(first=1, third=(3,))
    assert (made.first, made.second, made.third) == (1, "two", (3,))
    assert repr(made) == repr(Plain(first=1, third=(3,))).replace("Plain", "Quick")
    assert made == Quick(first=1, second="two", third=(3,)) != Quick(first=2)
    assert replace(made, second="2") == Quick(first=1, second="2", third=(3,))
    assert hash(made) == hash(Plain(first=1, third=(3,)))


def test_it_stays_frozen_and_its_arguments_are_checked() -> None:
    made = Quick(first=1)
    with pytest.raises(FrozenInstanceError):
        made.first = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Quick(1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Quick(first=1, fourth=4)  # type: ignore[call-arg]


def test_what_does_more_than_to_set_its_fields_is_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Checked:
        first: int

        def __post_init__(self) -> None:
            assert self.first

    @dataclass(frozen=True, slots=True)
    class Placed:
        first: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Filled:
        first: list[int] = field(default_factory=list)

    for kind in (Checked, Placed, Filled):
        with pytest.raises(TypeError):
            quick(kind)
