"""Large results: rows that are fetched in pages while they are gone through, and not before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any, Generic, TypeVar

from secondsource.errors import SecondSourceError

T = TypeVar("T")


class Pages(Generic[T]):
    """Rows in their order, fetched in pages of some hundred as they are asked for.

    Going through it again asks the ledger again. It has no length: count with `Desk.counts`, or take
    `list(...)` where all of it fits into memory.
    """

    def __init__(
        self, name: str, fetch: Callable[[], Iterator[T]], behind: Callable[[int], Iterator[T]] | None = None
    ) -> None:
        """fetch: gives the rows; behind: those behind the first so many, where they can be passed over."""
        self._name = name
        self._fetch = fetch
        self._behind = behind

    def __iter__(self) -> Iterator[T]:
        return self._fetch()

    def first(self, count: int = 1) -> list[T]:
        """The first rows, at most `count`."""
        return list(islice(self._fetch(), count))

    def part(self, offset: int, count: int) -> list[T]:
        """Rows behind the first `offset`, at most `count`."""
        if self._behind is not None:
            return list(islice(self._behind(offset), count))
        return list(islice(self._fetch(), offset, offset + count))

    def flat(self) -> tuple[list[str], Iterator[list[Any]]]:
        """One plain line for each row: the names of the columns, and the lines; for tables of any kind."""
        from secondsource import views

        rows: Iterator[Any] = self._fetch()
        return views.flat(self._name, rows)

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame with the columns of `flat`; all of them are then in memory.

        Raises SecondSourceError where pandas is not installed.
        """
        try:
            pandas = import_module("pandas")
        except ImportError as error:
            message = "to_pandas needs pandas, which is not installed; run `pip install pandas`"
            raise SecondSourceError(message) from error
        header, lines = self.flat()
        return pandas.DataFrame(list(lines), columns=header)

    def __repr__(self) -> str:
        return f"<{self._name}: rows, fetched as they are gone through>"
