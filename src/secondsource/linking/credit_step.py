"""Credits, step by step: each name in a report is tied to the report that it means best.

Found by the name and the day: a report is looked for among those that the publisher brought on the same
day or in the two weeks before. A name and day with more reports than are compared is closed, as a print is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from secondsource.linking.crediting import LATEST, Crediting, credit, worth
from secondsource.linking.echo_store import EchoStore
from secondsource.linking.standing import MOST
from secondsource.model.echo import Hint, Holding, Link, Notice, Text

Key = tuple[str, str, int]
Wanted = dict[tuple[str, str, str], Link | None]
Texts = Callable[[Iterable[str]], Mapping[str, Text]]


def settle(
    store: EchoStore, changed: Mapping[str, tuple[Holding | None, Holding | None]], texts: Texts
) -> Wanted:
    """Enters reports that changed under the names that they give and go by; the credits that may change."""
    ready = _Ready(texts)
    ready.load(id for id, (_, new) in changed.items() if new is not None)
    old = {notice for notice in store.notices_of(list(changed))}
    new = {
        notice for id, (_, row) in changed.items() if row is not None for notice in notices(ready[id], row)
    }
    keys = sorted({_key(notice) for notice in old | new})
    before = _holders(store, keys)
    store.drop(sorted(old - new))
    store.put(sorted(new - old))
    after = {key: (held - {n.report for n in old if _key(n) == key}) for key, held in before.items()}
    for notice in new:
        after[_key(notice)].add(notice.report)
    redo: set[tuple[str, str, str]] = {(form, role, id) for form, role, _, id in old | new}
    for key in keys:
        # A key that closes takes its pairs with it, and one that opens brings them.
        if (len(before[key]) > MOST) != (len(after[key]) > MOST):
            redo |= {(key[0], key[1], id) for id in before[key] | after[key]}
    return _chosen(store, ready, _hints(store, ready, redo), set(changed))


def notices(text: Crediting, row: Holding) -> list[Notice]:
    """The names by which a report is found, and those that it looks for; none where its day is not known."""
    if row.day is None:
        return []
    asks = [Notice(form, "ask", row.day, row.report) for form in text.mentions]
    return asks + [Notice(form, "offer", row.day, row.report) for form in text.offers]


class _Ready:
    """Reports made ready, each once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._ready: dict[str, Crediting] = {}

    def load(self, reports: Iterable[str]) -> None:
        missing = {id for id in reports if id not in self._ready}
        if missing:
            self._ready.update((id, Crediting(text)) for id, text in self._texts(missing).items())

    def __getitem__(self, report: str) -> Crediting:
        return self._ready[report]


def _key(notice: Notice) -> Key:
    return notice.form, notice.role, notice.day


def _holders(store: EchoStore, keys: Collection[Key]) -> dict[Key, set[str]]:
    found: dict[Key, set[str]] = {key: set() for key in keys}
    for notice in store.notices(list(keys)):
        found[_key(notice)].add(notice.report)
    return found


def _hints(store: EchoStore, ready: _Ready, redo: Collection[tuple[str, str, str]]) -> set[str]:
    """Makes anew what ties these reports by these names; the reports whose credits may change by it."""
    named = {id for _, _, id in redo}
    forms = defaultdict[tuple[str, str], set[str]](set)
    for form, role, id in redo:
        forms[role, id].add(form)
    old = {
        hint
        for hint in store.hints_of(sorted(named))
        if hint.form in forms["ask", hint.b] or hint.form in forms["offer", hint.a]
    }
    pairs = _candidates(store, redo)
    ready.load({id for a, b, _ in pairs for id in (a, b)})
    new = set()
    for a, b, form in sorted(pairs):
        found, at = worth(ready[b], ready[a], form)
        if found:
            new.add(Hint(b, a, form, found, at))
    store.drop(sorted(old - new))
    store.put(sorted(new - old))
    return {hint.b for hint in old ^ new}


def _candidates(store: EchoStore, redo: Collection[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """(a, b, form) for all pairs of an open key that one of these has a part in."""
    days = {(row.report): row.day for row in store.holdings({id for _, _, id in redo})}
    wanted: set[Key] = set()
    for form, role, id in redo:
        day = days.get(id)
        if day is not None:
            wanted |= {(form, other, day + by) for other, by in _around(role)} | {(form, role, day)}
    holders = _holders(store, sorted(wanted))
    found = set()
    for form, role, id in redo:
        day = days.get(id)
        own = holders.get((form, role, day or 0), set())
        if day is None or id not in own or len(own) > MOST:
            continue
        for other, by in _around(role):
            held = holders[form, other, day + by]
            for mate in held if len(held) <= MOST else ():
                if mate != id:
                    found.add((id, mate, form) if role == "offer" else (mate, id, form))
    return found


def _around(role: str) -> list[tuple[str, int]]:
    """What a report of a day is looked for with: the other role, and days from its own."""
    if role == "offer":
        return [("ask", by) for by in range(LATEST + 1)]
    return [("offer", -by) for by in range(LATEST + 1)]


def _chosen(store: EchoStore, ready: _Ready, crediting: set[str], changed: set[str]) -> Wanted:
    """Of all that a name may mean the best: most of what is said beside it, then the latest, then by id."""
    again = crediting | {hint.b for hint in store.hints_of(sorted(changed))}
    hints = [hint for hint in store.hints_of(sorted(again)) if hint.b in again]
    placed = {row.report: row.placed for row in store.holdings({id for h in hints for id in (h.a, h.b)})}
    best: dict[tuple[str, str], Hint] = {}
    for hint in sorted(hints, key=lambda h: (h.worth, placed[h.a], h.a, h.form)):
        # By the place of the name: one name has several forms.
        best[hint.b, str(hint.at)] = hint
    once: dict[tuple[str, str], Hint] = {}
    for hint in sorted(best.values(), key=lambda h: (h.worth, h.form)):
        once[hint.b, hint.a] = hint
    wanted: Wanted = {
        (link.a, link.b, "credit"): None
        for link in store.links_of(sorted(again | changed))
        if _by(link) in again or link.a in changed or link.b in changed
    }
    ready.load({id for pair in once for id in pair})
    for (b, a), hint in once.items():
        a_first = (placed[a], a) < (placed[b], b)
        echo = credit(ready[b], ready[a], hint.form, hint.at, a_first=a_first)
        wanted[echo.a, echo.b, "credit"] = Link(echo.a, echo.b, "credit", echo)
    return wanted


def _by(link: Link) -> str:
    """The report that credits the other."""
    return link.b if link.echo.first == "a" else link.a
