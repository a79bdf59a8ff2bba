"""Templates compiled: words, slots, and marks for what stands where.

{name}     a slot, filled by what the writing knows under this name; {name:key} hands it a key: {any:who}
<x:words>  marks the words: e event of the point, h words of certainty, c and d contents, q and r cues,
           f b... basis (<first-hand:I saw>)
|          ends a point and begins the next          ~   the point that begins here is negated
^          the next word begins with a capital       [ ] the writer's own sentence begins, ends here
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Step = tuple[Callable[[Any, Any], None], Any]
Program = tuple[Step, ...]

_TOKENS = re.compile(r"\{(\w+)(?::(\w+))?\}|<([\w-]+):|([>^~\[\]])|(\| ?)|([^{}<>|^~\[\]]+)")


def compiled(template: str, slots: Mapping[str, Callable[[Any, Any], None]]) -> Program:
    """The steps of a template. slots: what each name and sign does to a writing.

    Raises KeyError for a slot that is not there, ValueError for a mark left open.
    """
    steps: list[Step] = []
    marks: list[str] = []
    for token in _TOKENS.finditer(template):
        name, key, mark, sign, border, words = token.groups()
        at = token.end()
        if name:
            steps.append((slots[name], key))
        elif mark:
            marks.append(mark)
            steps.append((slots["<"], mark))
        elif sign == ">":
            steps.append((slots[">"], marks.pop()))
        elif sign:
            steps.append((slots[sign], None))
        elif border:
            steps.append((slots["|"], " "))
        else:
            words = words.rstrip() if template.startswith("|", at) else words  # the border writes the space
            steps.append((slots["words"], words))
    if marks:
        raise ValueError(f"left open in {template!r}: {marks}")
    return tuple(steps)
