"""An open ledger: what every part of the desk stands on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypedDict

from secondsource import settings
from secondsource.desk.pages import Pages

if TYPE_CHECKING:
    from secondsource.desk.beside import Linking
    from secondsource.ledger import Ledger
    from secondsource.ledger.writing import Writing
    from secondsource.records.decisions import DecisionRow

Moment = str | datetime
Path = str | os.PathLike[str]
Some = str | Sequence[str]
Progress = Callable[[str, int], None]


class Filters(TypedDict, total=False):
    """What lists and searches may be narrowed by. Where a list is given, any one of it will do.

    since and until are of the news, days such as 2024-10-03, or months or years; number is `12`, `>=100`,
    `3000..5000`, with what is counted or with unit apart; the words of polarity, certainty and basis are
    those of the records.
    """

    source: Some | None
    party: Some | None
    place: Some | None
    number: Some | None
    unit: str | None
    since: str | None
    until: str | None
    publisher: Some | None
    polarity: Some | None
    forecast: bool | None
    certainty: Some | None
    basis: Some | None
    attributed: bool | None
    story: Some | None


class Opened:
    """A ledger that is open; the rest of `Desk` builds on it."""

    def __init__(
        self,
        where: Path | None = None,
        *,
        create: bool = True,
        read_only: bool = False,
        author: str | None = None,
        wait: float = 30.0,
    ) -> None:
        from secondsource.ledger import Ledger

        named = os.fspath(where) if where is not None else settings.ledger()
        if create and not read_only:
            settings.made(named)
        self.author = author
        self._beside: Linking | None = None
        self.ledger = Ledger.open(named, create=create, read_only=read_only, wait=wait)

    def link_beside(self, patience: float) -> None:
        """From now on who reads claims is shown what stands; what waits is linked in a thread beside that.

        patience: seconds for which the first who reads waits for it, so that little is seen at once.
        """
        from secondsource.desk.beside import Linking

        self._beside = Linking(self.ledger, patience=patience)

    def waiting(self) -> int:
        """How many reports wait to be linked, and claims to be judged."""
        from secondsource.ledger import linked

        with self.ledger.reading() as connection:
            return linked.waiting(connection)

    def state(self) -> str | None:
        """A mark of what stands: another as soon as anyone wrote anything; None where that is unknown."""
        return self.ledger.state()

    def settle(self) -> bool:
        """Whether nothing waits to be linked; what does is begun to be, where that is done beside."""
        from secondsource.desk.linking import waits

        if self._beside is not None:
            self._beside.begin()
        return not waits(self.ledger)

    @property
    def links_beside(self) -> bool:
        """Whether who reads is shown what stands, so that one who only reads is shown the same."""
        return self._beside is not None

    def _settled(self, held: Ledger) -> Ledger:
        """This ledger, or what it was at a moment, with nothing left to link, as far as it is waited for."""
        from secondsource.desk.linking import link

        if self._beside is not None and held is self.ledger:
            self._beside.begin()
        else:
            link(held, pairs=0)
        return held

    @property
    def where(self) -> str:
        """The ledger's file or address, without a password."""
        return self.ledger.where

    @property
    def address(self) -> str:
        """What to open the same ledger by in another process; with the password, so never to be shown."""
        return self.ledger.address

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _by(self, by: str | None) -> str | None:
        return by or self.author or settings.author()

    def _pages(self, name: str, query: str, filters: Filters, **options: Any) -> Pages[Any]:
        from secondsource import views

        asked = views.query(query, **filters)
        listed: Callable[..., Iterator[Any]] = getattr(views, name.replace("-", "_"))
        return Pages(name, lambda: listed(self.ledger, asked, **options))

    @contextmanager
    def _writing(self, action: str, by: str | None) -> Iterator[tuple[Writing, str | None]]:
        author = self._by(by)
        with self.ledger.writing(action, author=author) as w:
            yield w, author

    def _decided(
        self, action: str, by: str | None, make: Callable[[Writing, str | None], Sequence[Any]]
    ) -> list[DecisionRow]:
        """What is decided in one transaction, as rows."""
        from secondsource.records.decisions import decision_row

        with self._writing(action, by) as (w, author):
            made = [decision_row(held) for held in make(w, author) if held is not None]
        self._settled(self.ledger)
        return made

    def _link(self, *, pairs: int | None = None) -> None:
        """Make what came or went part of the claims. pairs: the most that the pair reader is to read."""
        from secondsource.desk.linking import link

        link(self.ledger, pairs=pairs)

    def _decide(self, action: str, by: str | None, make: Callable[[Writing, str | None], Any]) -> DecisionRow:
        return self._decided(action, by, lambda w, author: [make(w, author)])[0]
