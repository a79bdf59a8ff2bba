"""Frozen things made in two thirds of the time: a report has thousands of them."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any


def quick(*kinds: type) -> None:
    """Give frozen dataclasses with slots an `__init__` that sets the slots themselves.

    What dataclasses write asks `object.__setattr__` to look each slot up by its name. Arguments, defaults and
    what is made stay the same. Raises TypeError for a class that takes more than its fields' values:
    positions, factories, a `__post_init__`.
    """
    for kind in kinds:
        if hasattr(kind, "__post_init__"):
            raise TypeError(f"{kind.__name__} does more than to set its fields")
        held: dict[str, Any] = {}
        given, body = ["self", "*"], []
        for field in fields(kind):
            if not (field.init and field.kw_only and field.default_factory is MISSING):
                raise TypeError(f"{kind.__name__}.{field.name} is no plain field by keyword")
            held[f"set_{field.name}"] = vars(kind)[field.name].__set__
            if field.default is not MISSING:
                held[f"default_{field.name}"] = field.default
                given.append(f"{field.name}=default_{field.name}")
            else:
                given.append(field.name)
            body.append(f"set_{field.name}(self, {field.name})")
        lines = [f"def within({', '.join(held)}):", f"    def __init__({', '.join(given)}):"]
        lines += [f"        {line}" for line in body or ["pass"]]
        made: dict[str, Any] = {}
        exec("\n".join([*lines, "    return __init__"]), made)
        init = made["within"](**held)
        init.__qualname__ = f"{kind.__qualname__}.__init__"
        init.__annotations__ = {**kind.__init__.__annotations__}  # type: ignore[misc]
        kind.__init__ = init  # type: ignore[misc]
